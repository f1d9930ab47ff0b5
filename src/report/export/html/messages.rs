//! The page's own words in all languages: one file for each language in the folder `messages`.
//!
//! The delivered page has the words of one language. It also contains the messages of all languages, so that its script
//! can put others in their place: an element with the attribute `data-w` contains the message of that number, and those
//! of its children that have a `data-p` are the values of its placeholders. In `data-wl` and `data-wp` are the numbers
//! of its label and of its placeholder text. The scripts write `W.KEY` for the number of a message.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use maud::{Markup, Render, html};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::language::Language;
use crate::explain::programme::EventTime;

/// A message file.
#[derive(Debug, Default, Deserialize)]
pub(super) struct File {
    /// The language's name in itself.
    pub(super) name: String,
    /// The messages of all pages: a text, or a text for each grammatical number.
    pub(super) page: Map<String, Value>,
    /// The messages of pages for organisers.
    pub(super) internal: Map<String, Value>,
    /// Dates for readers without a script.
    dates: Dates,
    /// The names of languages by their codes, for readers without a script.
    pub(super) languages: Map<String, Value>,
}

/// Patterns of dates and the names in them.
#[derive(Debug, Default, Deserialize)]
struct Dates {
    long: String,
    full: String,
    short: String,
    weekdays: Vec<String>,
    weekdays_short: Vec<String>,
    months: Vec<String>,
    months_short: Vec<String>,
}

const SOURCES: [&str; 6] = [
    include_str!("messages/ar.json"),
    include_str!("messages/zh.json"),
    include_str!("messages/en.json"),
    include_str!("messages/fr.json"),
    include_str!("messages/ru.json"),
    include_str!("messages/es.json"),
];

/// The files in the order of [`Language::ALL`]. The tests read them without a fault.
pub(super) static FILES: LazyLock<[File; 6]> =
    LazyLock::new(|| SOURCES.map(|source| serde_json::from_str(source).unwrap_or_default()));

/// The messages of one language.
#[derive(Debug, Clone, Copy)]
pub struct Messages {
    /// The language.
    pub language: Language,
    /// Whether the elements say which message they contain, for the script.
    marked: bool,
}

impl Messages {
    /// The messages for a page whose script changes the language.
    pub(super) fn marked(language: Language) -> Messages {
        Messages { language, marked: true }
    }

    /// The messages for a page in English only.
    pub const ENGLISH: Messages = Messages { language: Language::English, marked: false };

    pub(super) fn file(self) -> &'static File {
        &FILES[self.language as usize]
    }

    fn message(self, key: &str) -> Option<&'static Value> {
        let file = self.file();
        file.page.get(key).or_else(|| file.internal.get(key))
    }

    /// The message without placeholders, or its pattern.
    pub fn text(self, key: &str) -> &'static str {
        self.message(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// The pattern for a count.
    fn pattern_of(self, key: &str, count: usize) -> &'static str {
        let plural = |all: &'static Value| all.get(self.language.plural(count)).or_else(|| all.get("other"));
        match self.message(key) {
            Some(Value::String(text)) => text,
            Some(all) => plural(all).and_then(Value::as_str).unwrap_or_default(),
            None => "",
        }
    }

    /// The number of the message, for the attributes that the script reads; `None` if there is no such script.
    pub fn mark(self, key: &str) -> Option<usize> {
        self.marked.then(|| number(key)).flatten()
    }

    /// The message as an element.
    pub fn span(self, key: &str) -> Markup {
        html! {
            @if self.marked { span data-w=[self.mark(key)] { (self.text(key)) } } @else { (self.text(key)) }
        }
    }

    /// The message with texts in its placeholders.
    pub(super) fn fill(self, key: &str, values: &[(&str, &str)]) -> String {
        let parts = parts(self.text(key)).map(|part| match part {
            Part::Text(text) => text.to_owned(),
            Part::Value(name) => {
                values.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text).to_owned()
            }
        });
        parts.collect()
    }

    /// The content of an element with this message, whose placeholders are elements.
    pub fn content(self, key: &str, values: &[(&str, &dyn Render)]) -> Markup {
        self.with_values(self.text(key), values)
    }

    /// The message with a count as an element.
    pub fn counted(self, key: &str, count: usize, values: &[(&str, &dyn Render)]) -> Markup {
        let content =
            self.with_values(self.pattern_of(key, count), &[&[("n", &count as &dyn Render)], values].concat());
        html! { span data-w=[self.mark(key)] data-n=[self.marked.then_some(count)] { (content) } }
    }

    fn with_values(self, pattern: &'static str, values: &[(&str, &dyn Render)]) -> Markup {
        html! {
            @for part in parts(pattern) {
                @match part {
                    Part::Text(text) => { (text) }
                    // A count is no element: some grammatical numbers do not contain it.
                    Part::Value("n") => { @for (_, value) in values.iter().filter(|(name, _)| *name == "n") { (value) } }
                    Part::Value(name) => {
                        @for (_, value) in values.iter().filter(|(known, _)| *known == name) {
                            bdi data-p=[self.marked.then_some(name)] { (value) }
                        }
                    }
                }
            }
        }
    }

    /// A date with its weekday: `Monday 10 May 2027`.
    pub(super) fn long(self, date: NaiveDate) -> String {
        let dates = &self.file().dates;
        dated(&dates.long, date, &dates.weekdays, &dates.months)
    }

    /// A date without its weekday: `10 May 2027`.
    pub(super) fn full(self, date: NaiveDate) -> String {
        let dates = &self.file().dates;
        dated(&dates.full, date, &dates.weekdays, &dates.months)
    }

    /// A date without its year: `Mon 10 May`.
    pub(super) fn short(self, date: NaiveDate) -> String {
        let dates = &self.file().dates;
        dated(&dates.short, date, &dates.weekdays_short, &dates.months_short)
    }

    /// A date and time of day.
    pub fn moment(self, time: EventTime) -> Markup {
        let (date, clock) = (time.civil.date(), time.clock());
        let text = self.fill("at", &[("day", &self.full(date)), ("time", &clock)]);
        html! {
            time datetime=(time.utc()) data-d=[self.marked.then_some(date)] data-c=[self.marked.then_some(clock)] { (text) }
        }
    }

    /// The name of a language that is given by its code; other texts as they are.
    pub(super) fn language_name(self, written: &str) -> &str {
        let code = written.to_lowercase();
        if code == "ils" {
            return self.text("sign");
        }
        self.file().languages.get(&code).and_then(Value::as_str).unwrap_or(written)
    }
}

/// The number of a message: its position in the files.
fn number(key: &str) -> Option<usize> {
    let file = &FILES[Language::English as usize];
    file.page.keys().chain(file.internal.keys()).position(|known| known == key)
}

/// A part of a pattern.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    Text(&'a str),
    Value(&'a str),
}

/// Texts and placeholders by turns.
pub(super) fn parts(pattern: &str) -> impl Iterator<Item = Part<'_>> {
    let turns = pattern.split(['{', '}']).enumerate();
    turns.map(|(turn, text)| if turn % 2 == 0 { Part::Text(text) } else { Part::Value(text) })
}

fn dated(pattern: &str, date: NaiveDate, weekdays: &[String], months: &[String]) -> String {
    let named = |names: &[String], index: u32| names.get(index as usize).cloned().unwrap_or_default();
    let parts = parts(pattern).map(|part| match part {
        Part::Text(text) => text.to_owned(),
        Part::Value("weekday") => named(weekdays, date.weekday().num_days_from_monday()),
        Part::Value("day") => date.day().to_string(),
        Part::Value("month") => named(months, date.month0()),
        Part::Value(_) => date.year().to_string(),
    });
    parts.collect()
}

/// The messages of all languages by their numbers, as JSON.
pub(super) fn tables(internal: bool) -> Value {
    let table = |file: &File| -> Value {
        let own = file.internal.values().filter(|_| internal);
        file.page.values().chain(own).cloned().collect()
    };
    let all = Language::CODES.iter().zip(FILES.iter());
    all.map(|(code, file)| ((*code).to_owned(), table(file))).collect::<Map<String, Value>>().into()
}

/// A script with the numbers of messages in place of their keys. Comments and indents are left out.
pub(super) fn numbered(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    let mut out = String::with_capacity(script.len());
    for line in lines {
        let mut pieces = line.split("W.");
        out.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (key, rest) = piece.split_at(key_length(piece));
            match number(key) {
                Some(number) => out.push_str(&number.to_string()),
                None => out.push_str(&format!("W.{key}")),
            }
            out.push_str(rest);
        }
        out.push('\n');
    }
    out
}

fn key_length(text: &str) -> usize {
    text.find(|c: char| !(c.is_ascii_lowercase() || c == '_')).unwrap_or(text.len())
}

/// The choice of a language; the script shows it.
pub(super) fn choice(words: Messages) -> Markup {
    html! {
        label #languages for="c-language" hidden {
            span data-w=[words.mark("language")] { (words.text("language")) }
            " "
            select #c-language name="language" autocomplete="off" {
                @for (language, file) in Language::ALL.into_iter().zip(FILES.iter()) {
                    option value=(language.code()) lang=(language.code()) selected[language == words.language] {
                        (file.name)
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
