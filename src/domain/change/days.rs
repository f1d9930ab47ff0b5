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
        "Adds a day, with the hours and slots of the last day of its phase.",
        like "day add 2027-03-05 to programme" => {
        /// The date.
        date: NaiveDate = Date("the date"),
        /// The phase's id; `None` where there is only one.
        phase: Option<String> = OptionalPair("to", Id("the phase's id")),
    }
    Drop: "day drop" "DATE",
        "Removes a day; sessions fixed on it may move to other days, sessions allowed only then have no place.",
        like "day drop 2027-03-04" => {
        /// The date.
        date: NaiveDate = Date("the date"),
    }
    Move: "day move" "DATE to DATE",
        "Moves a day to another date, with all times of the event on it; people's own times stay.",
        like "day move 2027-03-04 to 2027-03-05" => {
        /// The old date.
        from: NaiveDate = Date("the date"),
        /// The new date.
        to: NaiveDate = Keyword("to", Date("the new date")),
    }
    AddPhase: "phase add" "PHASE DATE[,DATE] [hours 08:00-20:00] [longest 8h] [types TYPE[,TYPE]]",
        "Adds a phase: a block of days.",
        like "phase add after 2027-03-08,2027-03-09 hours 08:00-18:00 types workshop" => {
        /// Its id.
        phase: String = Id("the new phase's id"),
        /// Its dates.
        dates: Vec<NaiveDate> = Dates("a date"),
        /// Its earliest and latest time of day, in minutes after midnight.
        hours: Option<(i64, i64)> = OptionalPair("hours", HoursForm),
        /// The longest time from a day's first start to its last end, in minutes.
        longest: Option<i64> = OptionalPair("longest", Length("the longest day", DAY_MINUTES)),
        /// The session types that it takes; `None` for all.
        types: Option<Vec<String>> = OptionalPair("types", Ids("a type")),
    }
    DropPhase: "phase drop" "PHASE",
        "Removes a phase and its days; sessions of types that only it takes have no place any more.",
        like "phase drop introductions" => {
        /// Its id.
        phase: String = Id("the phase's id"),
    }
    Types: "phase types" "PHASE TYPE[,TYPE]|all",
        "Sets the session types that a phase takes.",
        like "phase types introductions introduction,workshop,plenary" => {
        /// Its id.
        phase: String = Id("the phase's id"),
        /// The types; `None` for all.
        types: Option<Vec<String>> = ValueOrWord("all", Ids("a type")),
    }
    NoSlots: "slots drop" "PHASE",
        "Removes the common slots of a phase: its sessions start at any multiple of the grid.",
        like "slots drop programme" => {
        /// Its id.
        phase: String = Id("the phase's id"),
    }
    Earliest: "hours earliest" "[PHASE|DATE] TIME",
        "Sets the earliest start: on a date, in a phase or on all days.",
        like "hours earliest programme 08:00" => {
        /// On which days.
        scope: Scope = ScopeForm,
        /// The time of day, in minutes after midnight.
        time: i64 = Clock("the time"),
    }
    Latest: "hours latest" "[PHASE|DATE] TIME",
        "Sets the latest end: on a date, in a phase or on all days; 26:00 is 02:00 of the next day.",
        like "hours latest 22:00" => {
        /// On which days.
        scope: Scope = ScopeForm,
        /// The time of day, in minutes after midnight.
        time: i64 = Clock("the time"),
    }
    Longest: "hours longest" "[PHASE] LENGTH|none",
        "Sets the longest time from a day's first start to its last end, in a phase or in all phases.",
        like "hours longest programme 9h" => {
        /// In which phases.
        scope: Scope = ScopeForm,
        /// Minutes; `None` for no limit.
        minutes: Option<i64> = ValueOrWord("none", Length("the longest day", DAY_MINUTES)),
    }
}
