//! Forms of arguments. One description both reads and writes an argument, so that written arguments can be read again.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::moment::{clock, time_of_day};
use super::words::{Misread, Words, date, in_quotes, item, items, length, plain, quoted};
use super::{Moment, Pick, Unread};
use crate::domain::Decimal;

/// The form of an argument.
pub(super) trait Form {
    /// The value of the argument.
    type Value;

    /// Reads the argument.
    ///
    /// # Errors
    /// [`Misread`] if the next words do not have this form.
    fn read(&self, words: &mut Words) -> Result<Self::Value, Misread>;

    /// The words of the argument, quoted where necessary; none for a value that is the default.
    fn write(&self, value: &Self::Value) -> Vec<String>;
}

/// An id, or another name in one word.
pub(super) struct Id(pub &'static str);

impl Form for Id {
    type Value = String;

    fn read(&self, words: &mut Words) -> Result<String, Misread> {
        Ok(words.next(self.0)?.text)
    }

    fn write(&self, value: &String) -> Vec<String> {
        vec![quoted(value)]
    }
}

/// Ids with commas between: at least one.
pub(super) struct Ids(pub &'static str);

impl Form for Ids {
    type Value = Vec<String>;

    fn read(&self, words: &mut Words) -> Result<Vec<String>, Misread> {
        let ids: Vec<String> = items(&words.next(self.0)?.text).iter().map(|item| plain(item)).collect();
        if ids.is_empty() { Err(Misread::new(format!("{} is missing", self.0))) } else { Ok(ids) }
    }

    fn write(&self, value: &Vec<String>) -> Vec<String> {
        vec![quoted(&value.iter().map(|id| item(id)).collect::<Vec<_>>().join(","))]
    }
}

/// Sessions: ids with commas between, or all of a `type=`, `track=` or `tag=`; at least one.
pub(super) struct Sessions(pub &'static str);

impl Form for Sessions {
    type Value = Vec<Pick>;

    fn read(&self, words: &mut Words) -> Result<Vec<Pick>, Misread> {
        let pick = |item: &String| match item.split_once('=') {
            Some(("type", value)) => Pick::Type(plain(value)),
            Some(("track", value)) => Pick::Track(plain(value)),
            Some(("tag", value)) => Pick::Tag(plain(value)),
            _ => Pick::Session(plain(item)),
        };
        let picks: Vec<Pick> = items(&words.next(self.0)?.text).iter().map(pick).collect();
        if picks.is_empty() { Err(Misread::new("a session's id is missing")) } else { Ok(picks) }
    }

    fn write(&self, value: &Vec<Pick>) -> Vec<String> {
        let written = |pick: &Pick| match pick {
            Pick::Session(id) => item(id),
            Pick::Type(id) => format!("type={}", item(id)),
            Pick::Track(id) => format!("track={}", item(id)),
            Pick::Tag(id) => format!("tag={}", item(id)),
        };
        vec![quoted(&value.iter().map(written).collect::<Vec<_>>().join(","))]
    }
}

/// A whole number in a range.
pub(super) struct Whole(pub &'static str, pub RangeInclusive<i64>);

impl Form for Whole {
    type Value = i64;

    fn read(&self, words: &mut Words) -> Result<i64, Misread> {
        words.whole(self.0, &self.1)
    }

    fn write(&self, value: &i64) -> Vec<String> {
        vec![value.to_string()]
    }
}

/// A length of time in a range, in minutes.
pub(super) struct Length(pub &'static str, pub RangeInclusive<i64>);

impl Form for Length {
    type Value = i64;

    fn read(&self, words: &mut Words) -> Result<i64, Misread> {
        words.length(self.0, &self.1)
    }

    fn write(&self, value: &i64) -> Vec<String> {
        vec![length(*value)]
    }
}

/// A decimal number, at least 0.
pub(super) struct Number(pub &'static str);

impl Form for Number {
    type Value = Decimal;

    fn read(&self, words: &mut Words) -> Result<Decimal, Misread> {
        words.decimal(self.0)
    }

    fn write(&self, value: &Decimal) -> Vec<String> {
        vec![value.to_string()]
    }
}

/// A date.
pub(super) struct Date(pub &'static str);

impl Form for Date {
    type Value = NaiveDate;

    fn read(&self, words: &mut Words) -> Result<NaiveDate, Misread> {
        let word = words.next(self.0)?.text;
        date(&word).ok_or_else(|| Unread::Date(word).misread())
    }

    fn write(&self, value: &NaiveDate) -> Vec<String> {
        vec![value.to_string()]
    }
}

/// Dates with commas between: at least one.
pub(super) struct Dates(pub &'static str);

impl Form for Dates {
    type Value = Vec<NaiveDate>;

    fn read(&self, words: &mut Words) -> Result<Vec<NaiveDate>, Misread> {
        let texts = Ids(self.0).read(words)?;
        texts.into_iter().map(|word| date(&word).ok_or_else(|| Unread::Date(word).misread())).collect()
    }

    fn write(&self, value: &Vec<NaiveDate>) -> Vec<String> {
        vec![value.iter().map(NaiveDate::to_string).collect::<Vec<_>>().join(",")]
    }
}

/// A time of day, in minutes after midnight. The loader checks its range.
pub(super) struct Clock(pub &'static str);

fn read_clock(word: &str) -> Result<i64, Misread> {
    time_of_day(word).ok_or_else(|| Misread::new(format!("a time of day is written as 08:30, not \"{word}\"")))
}

impl Form for Clock {
    type Value = i64;

    fn read(&self, words: &mut Words) -> Result<i64, Misread> {
        read_clock(&words.next(self.0)?.text)
    }

    fn write(&self, value: &i64) -> Vec<String> {
        vec![clock(*value)]
    }
}

/// Two times of day, `08:00-20:00`.
pub(super) struct HoursForm;

impl Form for HoursForm {
    type Value = (i64, i64);

    fn read(&self, words: &mut Words) -> Result<(i64, i64), Misread> {
        let word = words.next("the hours")?.text;
        let Some((earliest, latest)) = word.split_once('-') else {
            return Err(Misread::new(format!("hours are written as 08:00-20:00, not \"{word}\"")));
        };
        Ok((read_clock(earliest)?, read_clock(latest)?))
    }

    fn write(&self, (earliest, latest): &(i64, i64)) -> Vec<String> {
        vec![format!("{}-{}", clock(*earliest), clock(*latest))]
    }
}

/// A date and time.
pub(super) struct At(pub &'static str);

impl Form for At {
    type Value = Moment;

    fn read(&self, words: &mut Words) -> Result<Moment, Misread> {
        words.moment(self.0)
    }

    fn write(&self, value: &Moment) -> Vec<String> {
        vec![value.to_string()]
    }
}

/// An optional last argument.
pub(super) struct OptionalLast<F>(pub F);

impl<F: Form> Form for OptionalLast<F> {
    type Value = Option<F::Value>;

    fn read(&self, words: &mut Words) -> Result<Self::Value, Misread> {
        (words.left() > 0).then(|| self.0.read(words)).transpose()
    }

    fn write(&self, value: &Self::Value) -> Vec<String> {
        value.as_ref().map_or_else(Vec::new, |value| self.0.write(value))
    }
}

/// An argument after a required keyword.
pub(super) struct Keyword<F>(pub &'static str, pub F);

impl<F: Form> Form for Keyword<F> {
    type Value = F::Value;

    fn read(&self, words: &mut Words) -> Result<F::Value, Misread> {
        words.expect(self.0)?;
        self.1.read(words)
    }

    fn write(&self, value: &F::Value) -> Vec<String> {
        [vec![self.0.to_owned()], self.1.write(value)].concat()
    }
}

/// An argument after an optional keyword. Such pairs come last, in any order.
pub(super) struct OptionalPair<F>(pub &'static str, pub F);

impl<F: Form> Form for OptionalPair<F> {
    type Value = Option<F::Value>;

    fn read(&self, words: &mut Words) -> Result<Self::Value, Misread> {
        words.option(self.0).map(|mut word| self.1.read(&mut word)).transpose()
    }

    fn write(&self, value: &Self::Value) -> Vec<String> {
        let pair = |value| [vec![self.0.to_owned()], self.1.write(value)].concat();
        value.as_ref().map_or_else(Vec::new, pair)
    }
}

/// A value, or a keyword that means no value.
pub(super) struct ValueOrWord<F>(pub &'static str, pub F);

impl<F: Form> Form for ValueOrWord<F> {
    type Value = Option<F::Value>;

    fn read(&self, words: &mut Words) -> Result<Self::Value, Misread> {
        if words.take(self.0) { Ok(None) } else { self.1.read(words).map(Some) }
    }

    fn write(&self, value: &Self::Value) -> Vec<String> {
        match value {
            None => vec![self.0.to_owned()],
            Some(value) => self.1.write(value).into_iter().map(|word| named(word, self.0)).collect(),
        }
    }
}

/// A written word, in quotes if it would be read as this keyword.
pub(super) fn named(word: String, keyword: &str) -> String {
    if word == keyword { in_quotes(&word) } else { word }
}
