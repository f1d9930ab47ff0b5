//! The words of a change: splitting a text, and reading one argument after another.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::Kind;
use crate::diagnostic::Diagnostic;
use crate::domain::Decimal;
use crate::instance::codes::{self, Code};
use crate::instance::did_you_mean;

/// Why a change cannot be carried out.
#[derive(Debug)]
pub struct Wrong {
    /// What kind of problem.
    pub code: &'static Code,
    /// In a sentence.
    pub message: String,
    /// The remedy, where there is a better one than how the change is written.
    pub help: Option<String>,
}

impl Wrong {
    /// A problem of the change itself.
    pub fn new(message: impl Into<String>) -> Wrong {
        Wrong { code: &codes::BAD_CHANGE, message: message.into(), help: None }
    }

    /// The same with a remedy.
    pub fn help(self, help: impl Into<String>) -> Wrong {
        Wrong { help: Some(help.into()), ..self }
    }

    /// The same with a remedy, where it has none.
    pub fn or_help(self, help: &str) -> Wrong {
        Wrong { help: self.help.or_else(|| Some(help.to_owned())), ..self }
    }

    /// An id that names nothing, with the nearest one that names something.
    pub fn unknown<'a>(code: &'static Code, what: &str, id: &str, known: impl IntoIterator<Item = &'a str>) -> Wrong {
        Wrong { code, message: format!("there is no {what} \"{id}\""), help: did_you_mean(id, known) }
    }

    /// As a diagnostic of the change `text`.
    pub fn diagnostic(self, origin: &str, text: &str, kind: Option<&Kind>) -> Diagnostic {
        let usage = kind.map(|kind| format!("write: {} {}", kind.name, kind.arguments).trim_end().to_owned());
        let help = self.help.or(usage).unwrap_or_else(|| self.code.action.to_owned());
        Diagnostic {
            value: Some(text.to_owned()),
            ..Diagnostic::of_file(self.code.id, origin, self.message, Some(help))
        }
    }
}

/// Splits a text at white space; what stands in quotes, single or double, is one word.
pub fn split(text: &str) -> Result<Vec<String>, Wrong> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in text.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => word.get_or_insert_default().push(c),
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            None => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    if quote.is_some() { Err(Wrong::new("a quotation mark is not closed")) } else { Ok(words) }
}

/// Splits a text at a sign that stands in no quotes.
pub fn split_at(text: &str, sign: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut from, mut quote) = (0, None);
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c == sign => {
                parts.push(&text[from..at]);
                from = at + c.len_utf8();
            }
            None => {}
        }
    }
    parts.push(&text[from..]);
    parts
}

/// The arguments of a change, read from the left.
pub struct Words {
    words: Vec<String>,
    at: usize,
}

impl Words {
    /// Nothing read yet.
    pub fn new(words: Vec<String>) -> Words {
        Words { words, at: 0 }
    }

    /// The next word, left where it is.
    pub fn peek(&self) -> Option<&str> {
        self.words.get(self.at).map(String::as_str)
    }

    /// How many words are left.
    pub fn left(&self) -> usize {
        self.words.len() - self.at
    }

    /// The next word; `what` it should be is said where it is missing.
    pub fn next(&mut self, what: &str) -> Result<String, Wrong> {
        let word = self.words.get(self.at).cloned().ok_or_else(|| Wrong::new(format!("{what} is missing")))?;
        self.at += 1;
        Ok(word)
    }

    /// Reads this very word, if it is the next.
    pub fn take(&mut self, word: &str) -> bool {
        let found = self.peek() == Some(word);
        self.at += usize::from(found);
        found
    }

    /// Reads this very word.
    pub fn expect(&mut self, word: &str) -> Result<(), Wrong> {
        match (self.take(word), self.peek()) {
            (true, _) => Ok(()),
            (false, None) => Err(Wrong::new(format!("the word \"{word}\" is missing"))),
            (false, Some(other)) => Err(Wrong::new(format!("here should stand \"{word}\", not \"{other}\""))),
        }
    }

    /// Ids in one word with commas between: `a,b`.
    pub fn list(&mut self, what: &str) -> Result<Vec<String>, Wrong> {
        let word = self.next(what)?;
        let list: Vec<String> = word.split(',').map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect();
        if list.is_empty() { Err(Wrong::new(format!("{what} is missing"))) } else { Ok(list) }
    }

    /// A whole number.
    pub fn number(&mut self, what: &str, range: RangeInclusive<i64>) -> Result<i64, Wrong> {
        let word = self.next(what)?;
        match word.parse() {
            Ok(number) if range.contains(&number) => Ok(number),
            Ok(_) => Err(Wrong::new(format!("{what} must be between {} and {}", range.start(), range.end()))),
            Err(_) => Err(Wrong::new(format!("{what} is a whole number, not \"{word}\""))),
        }
    }

    /// A length of time in minutes: `90`, `90min`, `1h`, `1h30`.
    pub fn minutes(&mut self, what: &str, range: RangeInclusive<i64>) -> Result<i64, Wrong> {
        let word = self.next(what)?;
        match minutes(&word) {
            Some(minutes) if range.contains(&minutes) => Ok(minutes),
            Some(_) => Err(Wrong::new(format!("{what} must be between {} and {} minutes", range.start(), range.end()))),
            None => Err(Wrong::new(format!("{what} is a length of time like 90, 45min or 1h30, not \"{word}\""))),
        }
    }

    /// A decimal from 0.
    pub fn decimal(&mut self, what: &str) -> Result<Decimal, Wrong> {
        let word = self.next(what)?;
        match word.parse::<Decimal>() {
            Ok(value) if value >= Decimal::ZERO => Ok(value),
            _ => Err(Wrong::new(format!(
                "{what} is a number from 0, with at most six digits after the point, not \"{word}\""
            ))),
        }
    }

    /// A date `2020-11-02`.
    pub fn date(&mut self, what: &str) -> Result<NaiveDate, Wrong> {
        let word = self.next(what)?;
        date(&word).ok_or_else(|| Wrong::new(format!("{what} is written as 2020-11-02, not \"{word}\"")))
    }

    /// Dates with commas between.
    pub fn dates(&mut self, what: &str) -> Result<Vec<NaiveDate>, Wrong> {
        let wrong = |word: &String| Wrong::new(format!("{what} is written as 2020-11-02, not \"{word}\""));
        self.list(what)?.iter().map(|word| date(word).ok_or_else(|| wrong(word))).collect()
    }

    /// Whether nothing is left over.
    pub fn end(&self) -> Result<(), Wrong> {
        match self.peek() {
            None => Ok(()),
            Some(word) => Err(Wrong::new(format!("\"{word}\" means nothing here"))),
        }
    }
}

/// A date of four, two and two digits.
pub fn date(text: &str) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    (date.to_string() == text).then_some(date)
}

fn minutes(text: &str) -> Option<i64> {
    let digits = |text: &str| -> Option<i64> {
        (!text.is_empty() && text.len() <= 6 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
    };
    let (hours, rest) = text.split_once('h').unwrap_or(("0", text));
    let rest = rest.strip_suffix("min").unwrap_or(rest);
    let rest = if rest.is_empty() && text.contains('h') { "0" } else { rest };
    Some(digits(hours)? * 60 + digits(rest)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_keep_words_together() {
        assert_eq!(split(" a 'b c'  \"d;e\"f ").unwrap(), ["a", "b c", "d;ef"]);
        assert_eq!(split("''").unwrap(), [""]);
        assert!(split("a 'b").is_err());
        assert_eq!(split_at("a; 'b;c' ;", ';'), ["a", " 'b;c' ", ""]);
    }

    #[test]
    fn lengths_of_time_as_people_write_them() {
        let read = ["90", "45min", "1h", "1h30", "1h05min", "0"].map(minutes);
        assert_eq!(read, [90, 45, 60, 90, 65, 0].map(Some));
        assert_eq!(["", "h", "-3", "1d", "1h-3", "9999999", "1.5h"].map(minutes), [None; 7]);
    }

    #[test]
    fn dates_have_one_form() {
        assert!(date("2020-11-02").is_some());
        for wrong in ["2020-1-2", "2020-02-30", "02.11.2020", "+2020-11-02", ""] {
            assert!(date(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn what_is_missing_or_left_over_is_said() {
        let mut words = Words::new(vec!["a,b".into(), "x".into()]);
        assert_eq!(words.list("ids").unwrap(), ["a", "b"]);
        assert!(words.end().unwrap_err().message.contains("\"x\" means nothing"));
        assert!(words.number("a count", 0..=9).unwrap_err().message.contains("a whole number"));
        assert!(words.next("a count").unwrap_err().message.contains("a count is missing"));
    }
}
