//! The words of a line: splits a text into words, reads arguments one by one, and quotes words.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::{Moment, Unread};
use crate::domain::Decimal;

/// Why a line is no change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misread {
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do, if there is a better hint than the form of the change.
    pub help: Option<String>,
    /// The word that is no date or time by itself, if that is what is wrong.
    pub unread: Option<Unread>,
}

impl Misread {
    /// An error without a hint.
    pub fn new(message: impl Into<String>) -> Misread {
        Misread { message: message.into(), help: None, unread: None }
    }
}

/// A word of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The text without quotes.
    pub text: String,
    /// Whether a part of it was in quotes: then it is a name and never a keyword.
    pub quoted: bool,
}

impl Word {
    /// Replaces a name by an id: the whole word, or the items of the list in it, also after `type=` and the like.
    /// Returns whether it was found. A comma in the name may be a part of it.
    pub fn replace_item(&mut self, name: &str, id: &str) -> bool {
        if self.text == name {
            id.clone_into(&mut self.text);
            return true;
        }
        let mut found = false;
        let replaced: Vec<String> = items(&self.text)
            .into_iter()
            .map(|written| match written.split_once('=') {
                _ if plain(&written) == name => {
                    found = true;
                    item(id)
                }
                Some((key, value)) if plain(value) == name => {
                    found = true;
                    format!("{key}={}", item(id))
                }
                _ => written,
            })
            .collect();
        if found {
            self.text = replaced.join(",");
        }
        found
    }
}

/// Splits a text at white space; text in single or double quotes is one word.
///
/// # Errors
/// [`Misread`] if a quotation mark is not closed.
pub fn split(text: &str) -> Result<Vec<Word>, Misread> {
    let mut words = Vec::new();
    let mut word: Option<Word> = None;
    let empty = || Word { text: String::new(), quoted: false };
    let mut quote = None;
    for c in text.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => word.get_or_insert_with(empty).text.push(c),
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                word.get_or_insert_with(empty).quoted = true;
            }
            None if c.is_whitespace() => words.extend(word.take()),
            None => word.get_or_insert_with(empty).text.push(c),
        }
    }
    words.extend(word);
    if quote.is_some() { Err(Misread::new("a quotation mark is not closed")) } else { Ok(words) }
}

/// Splits a text at a sign, except inside quotes.
pub fn split_at<'t>(text: &'t str, sign: &str) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let (mut from, mut quote) = (0, None);
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '"' || c == '\'' => quote = Some(c),
            None if at >= from && text[at..].starts_with(sign) => {
                parts.push(&text[from..at]);
                from = at + sign.len();
            }
            None => {}
        }
    }
    parts.push(&text[from..]);
    parts
}

/// The text as one word, in quotes if it would be split without them.
pub(super) fn quoted(text: &str) -> String {
    let special = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';');
    if !text.is_empty() && !text.contains(special) {
        return text.to_owned();
    }
    in_quotes(text)
}

/// The text in quotes: double quotes, or single quotes around a text that contains double ones.
pub(super) fn in_quotes(text: &str) -> String {
    match text.contains('"') {
        false => format!("\"{text}\""),
        true if !text.contains('\'') => format!("'{text}'"),
        true => format!("\"{}\"", text.replace('"', "\"'\"'\"")),
    }
}

/// The items of a list in one word. A comma that belongs to an item has a backslash before it, and so has a backslash
/// before a comma, a backslash or an equals sign.
pub(super) fn items(word: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut rest = word.chars().peekable();
    while let Some(c) = rest.next() {
        let escaped = rest.peek().copied().filter(|next| c == '\\' && matches!(next, ',' | '\\' | '='));
        match (c, escaped, items.last_mut()) {
            (',', ..) => items.push(String::new()),
            (_, escaped, Some(item)) => {
                item.push(c);
                // Keeps the escape: `plain` removes it.
                item.extend(escaped.and_then(|_| rest.next()));
            }
            _ => {}
        }
    }
    items.iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

/// An item without its backslashes.
pub(super) fn plain(item: &str) -> String {
    let mut plain = String::new();
    let mut rest = item.chars().peekable();
    while let Some(c) = rest.next() {
        match rest.peek().copied().filter(|next| c == '\\' && matches!(next, ',' | '\\' | '=')) {
            Some(escaped) => {
                plain.push(escaped);
                rest.next();
            }
            None => plain.push(c),
        }
    }
    plain
}

/// A name as an item of a list; [`plain`] returns the name.
pub(super) fn item(name: &str) -> String {
    name.chars().flat_map(|c| matches!(c, ',' | '\\' | '=').then_some('\\').into_iter().chain([c])).collect()
}

/// The arguments of a change, read from the left.
#[derive(Debug)]
pub struct Words {
    words: Vec<Word>,
    at: usize,
}

impl Words {
    /// The arguments in these words.
    pub fn new(words: Vec<Word>) -> Words {
        Words { words, at: 0 }
    }

    /// The next word, without reading it.
    pub fn peek(&self) -> Option<&Word> {
        self.words.get(self.at)
    }

    /// The number of words that are left.
    pub fn left(&self) -> usize {
        self.words.len() - self.at
    }

    /// Reads the next word. `what` describes it in the error.
    ///
    /// # Errors
    /// [`Misread`] if no word is left.
    pub fn next(&mut self, what: &str) -> Result<Word, Misread> {
        let word = self.words.get(self.at).cloned().ok_or_else(|| Misread::new(format!("{what} is missing")))?;
        self.at += 1;
        Ok(word)
    }

    /// Reads this keyword if it is the next word and not in quotes; returns whether it was.
    pub fn take(&mut self, keyword: &str) -> bool {
        let found = self.peek().is_some_and(|word| is_keyword(word, keyword));
        self.at += usize::from(found);
        found
    }

    /// Reads this keyword.
    ///
    /// # Errors
    /// [`Misread`] if the next word is another one or missing.
    pub fn expect(&mut self, keyword: &str) -> Result<(), Misread> {
        match (self.take(keyword), self.peek()) {
            (true, _) => Ok(()),
            (false, None) => Err(Misread::new(format!("the word \"{keyword}\" is missing"))),
            (false, Some(other)) => Err(Misread::new(format!("expected \"{keyword}\", found \"{}\"", other.text))),
        }
    }

    /// Reads the pair of this keyword and its word, if all words left are pairs of a keyword and a word. Returns the
    /// word; `None` if the keyword is not there.
    pub fn option(&mut self, keyword: &str) -> Option<Words> {
        let at = (self.at..self.words.len()).step_by(2).find(|&at| is_keyword(&self.words[at], keyword))?;
        let end = (at + 2).min(self.words.len());
        Some(Words::new(self.words.drain(at..end).skip(1).collect()))
    }

    /// Reads a whole number.
    ///
    /// # Errors
    /// [`Misread`] for other words and numbers outside `range`.
    pub fn whole(&mut self, what: &str, range: &RangeInclusive<i64>) -> Result<i64, Misread> {
        let word = self.next(what)?.text;
        match word.parse() {
            Ok(number) if range.contains(&number) => Ok(number),
            Ok(_) => Err(Misread::new(format!("{what} must be between {} and {}", range.start(), range.end()))),
            Err(_) => Err(Misread::new(format!("{what} must be a whole number, not \"{word}\""))),
        }
    }

    /// Reads a length of time in minutes: `90`, `90min`, `1h`, `1h30`.
    ///
    /// # Errors
    /// [`Misread`] for other words and lengths outside `range`.
    pub fn length(&mut self, what: &str, range: &RangeInclusive<i64>) -> Result<i64, Misread> {
        let word = self.next(what)?.text;
        match minutes(&word) {
            Some(minutes) if range.contains(&minutes) => Ok(minutes),
            Some(_) => {
                Err(Misread::new(format!("{what} must be between {} and {} minutes", range.start(), range.end())))
            }
            None => {
                Err(Misread::new(format!("{what} must be a length of time like 90, 45min or 1h30, not \"{word}\"")))
            }
        }
    }

    /// Reads a decimal number, at least 0.
    ///
    /// # Errors
    /// [`Misread`] for other words.
    pub fn decimal(&mut self, what: &str) -> Result<Decimal, Misread> {
        let word = self.next(what)?.text;
        match word.parse::<Decimal>() {
            Ok(value) if value >= Decimal::ZERO => Ok(value),
            _ => Err(Misread::new(format!(
                "{what} must be a number of at least 0 with at most six digits after the point, not \"{word}\""
            ))),
        }
    }

    /// Reads a moment.
    ///
    /// # Errors
    /// [`Misread`] for other words.
    pub fn moment(&mut self, what: &str) -> Result<Moment, Misread> {
        let word = self.next(what)?.text;
        Moment::parse(&word).ok_or_else(|| Unread::Moment(word).misread())
    }

    /// Checks that no word is left.
    ///
    /// # Errors
    /// [`Misread`] with the first word that is left.
    pub fn end(&self) -> Result<(), Misread> {
        match self.peek() {
            None => Ok(()),
            Some(word) => Err(Misread::new(format!("unexpected argument \"{}\"", word.text))),
        }
    }
}

fn is_keyword(word: &Word, keyword: &str) -> bool {
    !word.quoted && word.text == keyword
}

/// Reads a date of the form `2020-11-02`.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    (date.to_string() == text).then_some(date)
}

fn minutes(text: &str) -> Option<i64> {
    let digits = |text: &str| -> Option<i64> {
        (!text.is_empty() && text.len() <= 10 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
    };
    let (hours, rest) = text.split_once('h').unwrap_or(("0", text));
    let rest = rest.strip_suffix("min").unwrap_or(rest);
    let rest = if rest.is_empty() && text.contains('h') { "0" } else { rest };
    Some(digits(hours)? * 60 + digits(rest)?)
}

/// A length of time as [`minutes`] reads it: whole hours as `9h`, others as `90`.
pub(super) fn length(minutes: i64) -> String {
    if minutes > 0 && minutes % 60 == 0 { format!("{}h", minutes / 60) } else { minutes.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        split(text).unwrap().into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn quotes_keep_words_together() {
        assert_eq!(texts(" a 'b c'  \"d;e\"f "), ["a", "b c", "d;ef"]);
        assert_eq!(texts("''"), [""]);
        assert!(split("a 'b").is_err());
        assert_eq!(split_at("a; 'b;c' ;", ";"), ["a", " 'b;c' ", ""]);
        assert_eq!(split_at("'a: b': c", ": "), ["'a: b'", "c"]);
    }

    #[test]
    fn quoted_texts_are_read_as_one_word() {
        for text in ["", "a", "a b", "it's", "\"x\"", "a\"'b; c", ";", "\n", "会議 室"] {
            assert_eq!(texts(&quoted(text)), [text]);
            assert_eq!(texts(&in_quotes(text)), [text]);
            assert_eq!(split_at(&quoted(text), ";").len(), 1, "{text}");
        }
    }

    #[test]
    fn items_of_lists_keep_their_commas() {
        for names in [vec!["a", "b"], vec!["a,b", "c\\"], vec!["type=x", "\\,"], vec!["a\\=b"]] {
            let written: Vec<String> = names.iter().map(|name| item(name)).collect();
            let read: Vec<String> = items(&written.join(",")).iter().map(|item| plain(item)).collect();
            assert_eq!(read, names);
        }
        assert_eq!(items("a, b,,c\\d"), ["a", "b", "c\\d"]);
    }

    #[test]
    fn lengths_of_time_are_read_in_several_forms() {
        let read = ["90", "45min", "1h", "1h30", "1h05min", "0"].map(minutes);
        assert_eq!(read, [90, 45, 60, 90, 65, 0].map(Some));
        assert_eq!(["", "h", "-3", "1d", "1h-3", "99999999999", "1.5h"].map(minutes), [None; 7]);
        assert!([0, 1, 60, 90, 540, 10_000].iter().all(|&length_| minutes(&length(length_)) == Some(length_)));
    }

    #[test]
    fn dates_are_read_in_one_form_only() {
        assert!(date("2020-11-02").is_some());
        for wrong in ["2020-1-2", "2020-02-30", "02.11.2020", "+2020-11-02", ""] {
            assert!(date(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn missing_and_unexpected_words_are_errors() {
        let mut words = Words::new(split("a x").unwrap());
        assert_eq!(words.next("an id").unwrap().text, "a");
        assert!(words.end().unwrap_err().message.contains("unexpected argument \"x\""));
        assert!(words.whole("a count", &(0..=9)).unwrap_err().message.contains("a whole number"));
        assert!(words.next("a count").unwrap_err().message.contains("a count is missing"));
    }

    #[test]
    fn options_have_any_order_and_a_name_in_quotes_is_no_option() {
        let mut words = Words::new(split("track minutes minutes 60 'people' x").unwrap());
        assert_eq!(words.option("minutes").unwrap().next("").unwrap().text, "60");
        assert_eq!(words.option("track").unwrap().next("").unwrap().text, "minutes");
        assert!(words.option("people").is_none());
        assert_eq!(words.left(), 2);
    }
}
