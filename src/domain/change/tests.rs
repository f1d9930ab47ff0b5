//! Written changes are read as the same changes.

use chrono::NaiveDate;
use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::argument_choices::*;
use super::argument_forms::*;
use super::*;
use crate::domain::{Decimal, Lock};

/// A source of random values.
pub(super) struct Draw(Xoshiro256PlusPlus);

impl Draw {
    fn below(&mut self, count: u64) -> u64 {
        self.0.next_u64() % count
    }

    fn number(&mut self, range: &std::ops::RangeInclusive<i64>) -> i64 {
        range.start() + self.below((range.end() - range.start() + 1) as u64) as i64
    }

    /// A name that often is a keyword or contains special characters.
    fn name(&mut self) -> String {
        const PIECES: [&str; 16] = [
            "a",
            "room",
            "none",
            "all",
            "without",
            " ",
            ",",
            ";",
            "'",
            "\"",
            "\\",
            "=",
            "type=",
            ": ",
            "2027-03-04",
            "会",
        ];
        let pieces = (0..=self.below(4)).map(|_| PIECES[self.below(16) as usize]).collect::<String>();
        let name = pieces.trim().to_owned();
        if name.is_empty() { "x".to_owned() } else { name }
    }

    fn list<T>(&mut self, one: impl Fn(&mut Draw) -> T) -> Vec<T> {
        (0..=self.below(3)).map(|_| one(self)).collect()
    }

    fn date(&mut self) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() + chrono::Days::new(self.below(1000))
    }

    fn moment(&mut self) -> Moment {
        let offset = [None, Some(0), Some(330), Some(-570)][self.below(4) as usize];
        Moment { date: self.date(), minutes: self.number(&(0..=1440)), offset }
    }

    fn pick(&mut self) -> Pick {
        let name = self.name();
        [Pick::Session, Pick::Type, Pick::Track, Pick::Tag][self.below(4) as usize](name)
    }
}

/// A form with random values.
pub(super) trait Any: Form {
    fn any(&self, draw: &mut Draw) -> Self::Value;
}

macro_rules! any {
    ($($form:ident, |$this:ident, $draw:ident| $value:expr;)*) => {$(
        impl Any for $form {
            fn any(&self, $draw: &mut Draw) -> Self::Value {
                let $this = self;
                $value
            }
        }
    )*};
}

any! {
    Id, |_form, draw| draw.name();
    Ids, |_form, draw| draw.list(Draw::name);
    Sessions, |_form, draw| draw.list(Draw::pick);
    Whole, |form, draw| draw.number(&form.1);
    Length, |form, draw| draw.number(&form.1);
    Number, |_form, draw| Decimal::micros(draw.number(&(0..=3_000_000)));
    Date, |_form, draw| draw.date();
    Dates, |_form, draw| draw.list(Draw::date);
    Clock, |_form, draw| draw.number(&(0..=2880));
    HoursForm, |_form, draw| (draw.number(&(0..=1440)), draw.number(&(0..=2880)));
    At, |_form, draw| draw.moment();
    Times, |_form, draw| match draw.below(2) {
        0 => When::Dates(draw.list(Draw::date)),
        _ => When::Between(draw.moment(), draw.moment()),
    };
    Flag, |_form, draw| draw.below(2) == 0;
    YesNo, |_form, draw| draw.below(2) == 0;
    ByOrTo, |form, draw| match draw.below(2) {
        0 => NewLength::By(draw.number(&form.0)),
        _ => NewLength::To(draw.number(&form.0)),
    };
    ScopeForm, |_form, draw| match draw.below(3) {
        0 => Scope::All,
        1 => Scope::Day(draw.date()),
        _ => Scope::Phase(draw.name()),
    };
    ServiceForm, |_form, draw| match draw.below(3) {
        0 => ServiceNeed::With(draw.name()),
        1 => ServiceNeed::Without(draw.name()),
        _ => ServiceNeed::Nothing,
    };
    LockForm, |_form, draw| Lock::ALL[draw.below(4) as usize].1;
}

impl<F: Any> Any for OptionalLast<F> {
    fn any(&self, draw: &mut Draw) -> Self::Value {
        (draw.below(2) == 0).then(|| self.0.any(draw))
    }
}

impl<F: Any> Any for Keyword<F> {
    fn any(&self, draw: &mut Draw) -> Self::Value {
        self.1.any(draw)
    }
}

impl<F: Any> Any for OptionalPair<F> {
    fn any(&self, draw: &mut Draw) -> Self::Value {
        (draw.below(2) == 0).then(|| self.1.any(draw))
    }
}

impl<F: Any> Any for ValueOrWord<F> {
    fn any(&self, draw: &mut Draw) -> Self::Value {
        (draw.below(3) > 0).then(|| self.1.any(draw))
    }
}

#[test]
fn a_written_change_is_read_as_the_same_change() {
    let mut draw = Draw(Xoshiro256PlusPlus::seed_from_u64(1));
    for kind in kinds() {
        for _ in 0..500 {
            let change = (kind.any)(&mut draw);
            let line = change.line();
            assert_eq!(change.name(), kind.name);
            assert!(line.starts_with(kind.name), "{line}");
            assert_eq!(read(&line).as_ref(), Ok(&change), "{line}");
            assert_eq!(split_at(&line, ";"), [line.as_str()], "{line}");
        }
    }
}

#[test]
fn every_example_can_be_read_and_written() {
    for kind in kinds() {
        let change = read(kind.example).unwrap_or_else(|why| panic!("{}: {why:?}", kind.example));
        assert_eq!(read(&change.line()), Ok(change), "{}", kind.example);
    }
}

#[test]
fn no_name_is_the_beginning_of_another() {
    let all: Vec<&str> = kinds().map(|kind| kind.name).collect();
    for name in &all {
        let begins = |other: &&str| other.starts_with(&format!("{name} ")) || other == name;
        assert_eq!(all.iter().filter(|other| begins(other)).count(), 1, "{name}");
    }
}

#[test]
fn a_name_in_quotes_is_no_keyword() {
    let service = |line: &str| match read(line) {
        Ok(Change::Session(SessionChange::Service { need, .. })) => need,
        other => panic!("{other:?}"),
    };
    assert_eq!(service("session service a none"), ServiceNeed::Nothing);
    assert_eq!(service("session service a 'none'"), ServiceNeed::With("none".into()));
    let Ok(Change::Day(DayChange::Latest { scope, .. })) = read("hours latest '2027-03-04' 20:00") else { panic!() };
    assert_eq!(scope, Scope::Phase("2027-03-04".into()));
}
