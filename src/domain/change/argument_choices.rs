//! Forms of arguments with several alternatives.

use std::ops::RangeInclusive;

use super::argument_forms::{Dates, Form, named};
use super::words::{Misread, Words, date, in_quotes, length, quoted};
use super::{NewLength, Scope, ServiceNeed, When};
use crate::domain::Lock;

/// `DATE[,DATE]` or `FROM UNTIL`.
pub(super) struct Times;

impl Form for Times {
    type Value = When;

    fn read(&self, words: &mut Words) -> Result<When, Misread> {
        match words.left() {
            0 | 1 => Dates("the date").read(words).map(When::Dates),
            _ => Ok(When::Between(words.moment("the begin")?, words.moment("the end")?)),
        }
    }

    fn write(&self, value: &When) -> Vec<String> {
        match value {
            When::Dates(dates) => Dates("").write(dates),
            When::Between(from, until) => vec![from.to_string(), until.to_string()],
        }
    }
}

/// An optional last word.
pub(super) struct Flag(pub &'static str);

impl Form for Flag {
    type Value = bool;

    fn read(&self, words: &mut Words) -> Result<bool, Misread> {
        Ok(words.take(self.0))
    }

    fn write(&self, value: &bool) -> Vec<String> {
        if *value { vec![self.0.to_owned()] } else { Vec::new() }
    }
}

/// `yes` or `no`.
pub(super) struct YesNo;

impl Form for YesNo {
    type Value = bool;

    fn read(&self, words: &mut Words) -> Result<bool, Misread> {
        match words.next("yes or no")?.text.as_str() {
            "yes" => Ok(true),
            "no" => Ok(false),
            other => Err(Misread::new(format!("expected yes or no, found \"{other}\""))),
        }
    }

    fn write(&self, value: &bool) -> Vec<String> {
        vec![if *value { "yes" } else { "no" }.to_owned()]
    }
}

/// `by LENGTH` or `to LENGTH`.
pub(super) struct ByOrTo(pub RangeInclusive<i64>);

impl Form for ByOrTo {
    type Value = NewLength;

    fn read(&self, words: &mut Words) -> Result<NewLength, Misread> {
        let to = words.take("to");
        if !to {
            words.expect("by")?;
        }
        let minutes = words.length("the length", &self.0)?;
        Ok(if to { NewLength::To(minutes) } else { NewLength::By(minutes) })
    }

    fn write(&self, value: &NewLength) -> Vec<String> {
        let (word, minutes) = match value {
            NewLength::By(minutes) => ("by", minutes),
            NewLength::To(minutes) => ("to", minutes),
        };
        vec![word.to_owned(), length(*minutes)]
    }
}

/// An optional phase or date before the last argument. A word in quotes is a phase.
pub(super) struct ScopeForm;

impl Form for ScopeForm {
    type Value = Scope;

    fn read(&self, words: &mut Words) -> Result<Scope, Misread> {
        if words.left() <= 1 {
            return Ok(Scope::All);
        }
        let word = words.next("the phase's id")?;
        Ok(match date(&word.text).filter(|_| !word.quoted) {
            Some(date) => Scope::Day(date),
            None => Scope::Phase(word.text),
        })
    }

    fn write(&self, value: &Scope) -> Vec<String> {
        match value {
            Scope::All => Vec::new(),
            Scope::Day(date) => vec![date.to_string()],
            Scope::Phase(id) if date(id).is_some() => vec![in_quotes(id)],
            Scope::Phase(id) => vec![quoted(id)],
        }
    }
}

/// `SERVICE`, `without SERVICE`, or `none`.
pub(super) struct ServiceForm;

impl Form for ServiceForm {
    type Value = ServiceNeed;

    fn read(&self, words: &mut Words) -> Result<ServiceNeed, Misread> {
        if words.left() > 1 && words.take("without") {
            return Ok(ServiceNeed::Without(words.next("the service's id")?.text));
        }
        if words.take("none") {
            return Ok(ServiceNeed::Nothing);
        }
        Ok(ServiceNeed::With(words.next("the service's id")?.text))
    }

    fn write(&self, value: &ServiceNeed) -> Vec<String> {
        match value {
            ServiceNeed::With(id) => vec![named(quoted(id), "none")],
            ServiceNeed::Without(id) => vec!["without".to_owned(), quoted(id)],
            ServiceNeed::Nothing => vec!["none".to_owned()],
        }
    }
}

/// `day`, `time` or `room`; `all` or nothing for time and room.
pub(super) struct LockForm;

impl Form for LockForm {
    type Value = Lock;

    fn read(&self, words: &mut Words) -> Result<Lock, Misread> {
        let Some(word) = words.peek().map(|word| word.text.clone()) else { return Ok(Lock::Fixed) };
        words.next("day, time or room")?;
        match word.as_str() {
            "all" => Ok(Lock::Fixed),
            "day" => Ok(Lock::Day),
            "time" => Ok(Lock::Time),
            "room" => Ok(Lock::Room),
            other => Err(Misread {
                message: format!("expected day, time or room, found \"{other}\""),
                help: Some("write day, time or room, or nothing to lock time and room".to_owned()),
                unread: None,
            }),
        }
    }

    fn write(&self, value: &Lock) -> Vec<String> {
        match value {
            Lock::Fixed => Vec::new(),
            kept => vec![kept.name().to_owned()],
        }
    }
}
