//! Dates and times in the lines of changes, as people type them: `10 Nov 14:00`, `Tuesday`. The days of the event complete
//! them, as they do in spreadsheets.

use chrono::NaiveDate;

use super::error::ChangeError;
use crate::domain::change::{Moment, Unread, Word};
use crate::instance::format::Instance;
use crate::sheets::{UNCLEAR_DATE, typed_day, typed_moment};

/// The most words of a date with a time that is not in quotes: `Tue 10 November 2027 2 pm`.
const MOST_WORDS: usize = 6;

/// Replaces a date or a time by its full form, in the words of a change. It may be several words long, if they are not in
/// quotes. Returns whether it was understood.
///
/// # Errors
/// A date that has two meanings.
pub(super) fn complete(words: &mut Vec<Word>, unread: &Unread, instance: &Instance) -> Result<bool, ChangeError> {
    let days: Vec<NaiveDate> = instance
        .phases
        .iter()
        .flat_map(|phase| &phase.value.days)
        .filter_map(|day| day.value.trim().parse().ok())
        .collect();
    let is_it = |word: &Word| !word.quoted && word.text == unread.word();
    // An id can be the same word: the first place where the words that follow complete it counts.
    for first in (0..words.len()).filter(|&at| is_it(&words[at])) {
        let follow = words[first..].iter().take(MOST_WORDS).take_while(|word| !word.quoted).count();
        for end in (first + 2..=first + follow).rev() {
            let texts: Vec<&str> = words[first..end].iter().map(|word| word.text.as_str()).collect();
            if let Ok(Some(full)) = full_form(unread, &texts.join(" "), &days) {
                words.splice(first..end, [Word { text: full, quoted: true }]);
                return Ok(true);
            }
        }
    }
    let Some(full) = full_form(unread, unread.word(), &days)? else { return Ok(false) };
    Ok(words.iter_mut().filter_map(|word| word.replace_item(unread.word(), &full).then_some(())).count() > 0)
}

/// The form in which a change is read; `None` for a text that is no date or time.
fn full_form(unread: &Unread, text: &str, days: &[NaiveDate]) -> Result<Option<String>, ChangeError> {
    let read = match unread {
        Unread::Moment(_) => typed_moment(text, days),
        Unread::Date(_) => typed_day(text, days).map(|day| day.to_string()),
    };
    match read {
        Ok(full) if matches!(unread, Unread::Date(_)) || Moment::parse(&full).is_some() => {
            Ok(Some(full).filter(|full| full != text))
        }
        Err(fault) if fault.code == &UNCLEAR_DATE => {
            Err(ChangeError { help: fault.help, ..ChangeError::new(fault.message) }
                .or_help("write the date as 2020-11-02"))
        }
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::split;

    fn instance() -> Instance {
        let text = r#"{ "format": "plenary/1", "phases": [ { "id": "p", "days": ["2027-11-09", "2027-11-10"] } ], "sessions": [] }"#;
        crate::instance::document(text.as_bytes(), "p.json").unwrap()
    }

    fn completed(line: &str, unread: &Unread) -> Option<Vec<String>> {
        let mut words = split(line).unwrap();
        let is_known = complete(&mut words, unread, &instance()).ok()?;
        is_known.then(|| words.into_iter().map(|word| word.text).collect())
    }

    #[test]
    fn moments_are_completed_with_and_without_quotes() {
        let moment = |word: &str| Unread::Moment(word.to_owned());
        let all = ["a", "at", "2027-11-10T14:00", "in", "hall"].map(str::to_owned).to_vec();
        for (line, word) in [
            ("a at '10 Nov 14:00' in hall", "10 Nov 14:00"),
            ("a at 10 Nov 14:00 in hall", "10"),
            ("a at '10 November 2 pm' in hall", "10 November 2 pm"),
            ("a at 10 November 2 pm in hall", "10"),
            ("a at Nov 10, 2027 14:00 in hall", "Nov"),
        ] {
            assert_eq!(completed(line, &moment(word)), Some(all.clone()), "{line}");
        }
        assert_eq!(
            completed("x 9 Nov 14:00 10 Nov 16:00", &moment("9")).unwrap(),
            ["x", "2027-11-09T14:00", "10", "Nov", "16:00"]
        );
        // A session with the number of the day.
        assert_eq!(completed("10 at 10 Nov 14:00", &moment("10")).unwrap(), ["10", "at", "2027-11-10T14:00"]);
        assert_eq!(completed("a at soon", &moment("soon")), None);
        let mut unclear = split("a at '9/10/2027 14:00'").unwrap();
        assert!(complete(&mut unclear, &moment("9/10/2027 14:00"), &instance()).is_err());
    }

    #[test]
    fn dates_are_completed_also_in_lists() {
        let date = |word: &str| Unread::Date(word.to_owned());
        assert_eq!(completed("10 Nov to 11 Nov", &date("10")).unwrap(), ["2027-11-10", "to", "11", "Nov"]);
        assert_eq!(completed("'9 Nov,2027-11-10'", &date("9 Nov")).unwrap(), ["2027-11-09,2027-11-10"]);
        assert_eq!(completed("Wednesday", &date("Wednesday")).unwrap(), ["2027-11-10"]);
        assert_eq!(completed("someday", &date("someday")), None);
    }
}
