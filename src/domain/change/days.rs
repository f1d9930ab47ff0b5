//! Changes of days, phases and hours.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::Scope;
use super::argument_choices::ScopeForm;
use super::argument_forms::{Clock, Date, Dates, HoursForm, Id, Ids, Keyword, Length, OptionalPair, ValueOrWord};

const DAY_MINUTES: RangeInclusive<i64> = 1..=10_000;

super::family! {
    /// A change of days, phases and hours.
    DayChange, Day;

    Add: "day add" "DATE [to PHASE]",
        "One more day, with the hours and slots of its phase's last.",
        like "day add 2027-03-05 to programme" => {
        /// The date.
        date: NaiveDate = Date("the date"),
        /// The phase's id; `None` where there is only one.
        phase: Option<String> = OptionalPair("to", Id("the phase's id")),
    }
    Drop: "day drop" "DATE",
        "A day less; what was fixed on it may be elsewhere, what is allowed only then has no place.",
        like "day drop 2027-03-04" => {
        /// The date.
        date: NaiveDate = Date("the date"),
    }
    Move: "day move" "DATE to DATE",
        "A day is held at another date, with all that the event itself has on it; people's own times stay.",
        like "day move 2027-03-04 to 2027-03-05" => {
        /// The date that it has.
        from: NaiveDate = Date("the date"),
        /// The date that it gets.
        to: NaiveDate = Keyword("to", Date("the new date")),
    }
    AddPhase: "phase add" "PHASE DATE[,DATE] [hours 08:00-20:00] [longest 8h] [types TYPE[,TYPE]]",
        "One more block of days.",
        like "phase add after 2027-03-08,2027-03-09 hours 08:00-18:00 types workshop" => {
        /// Its id.
        phase: String = Id("the new phase's id"),
        /// Its dates.
        dates: Vec<NaiveDate> = Dates("a date"),
        /// Its earliest and latest time of day, in minutes after midnight.
        hours: Option<(i64, i64)> = OptionalPair("hours", HoursForm),
        /// The longest time from a day's first start to its last end, in minutes.
        longest: Option<i64> = OptionalPair("longest", Length("the longest day", DAY_MINUTES)),
        /// The types held in it; `None` for all.
        types: Option<Vec<String>> = OptionalPair("types", Ids("a type")),
    }
    DropPhase: "phase drop" "PHASE",
        "A phase with its days less; types held only in it have no place any more.",
        like "phase drop introductions" => {
        /// Its id.
        phase: String = Id("the phase's id"),
    }
    Types: "phase types" "PHASE TYPE[,TYPE]|all",
        "Sessions of these types are held in a phase.",
        like "phase types introductions introduction,workshop,plenary" => {
        /// Its id.
        phase: String = Id("the phase's id"),
        /// The types; `None` for all.
        types: Option<Vec<String>> = ValueOrWord("all", Ids("a type")),
    }
    NoSlots: "slots drop" "PHASE",
        "A phase has no common slots any more: sessions start at any multiple of the grid.",
        like "slots drop programme" => {
        /// Its id.
        phase: String = Id("the phase's id"),
    }
    Earliest: "hours earliest" "[PHASE|DATE] TIME",
        "No session starts before, on a date, in a phase or in all.",
        like "hours earliest programme 08:00" => {
        /// On which days.
        scope: Scope = ScopeForm,
        /// The time of day, in minutes after midnight.
        time: i64 = Clock("the time"),
    }
    Latest: "hours latest" "[PHASE|DATE] TIME",
        "No session ends after, on a date, in a phase or in all; 26:00 is two at night.",
        like "hours latest 22:00" => {
        /// On which days.
        scope: Scope = ScopeForm,
        /// The time of day, in minutes after midnight.
        time: i64 = Clock("the time"),
    }
    Longest: "hours longest" "[PHASE] LENGTH|none",
        "The longest time from a day's first start to its last end, in a phase or in all.",
        like "hours longest programme 9h" => {
        /// In which phases.
        scope: Scope = ScopeForm,
        /// Minutes; `None` for no limit.
        minutes: Option<i64> = ValueOrWord("none", Length("the longest day", DAY_MINUTES)),
    }
}
