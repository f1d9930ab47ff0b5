//! Changes of sessions' placements: fixed placements, locks, delays. Most need a schedule.

use std::ops::RangeInclusive;

use super::argument_choices::{Flag, LockForm};
use super::argument_forms::{At, Id, Keyword, Length, OptionalPair, Sessions};
use super::{Moment, Pick};
use crate::domain::Lock;

/// The distances by which a session can be moved, in minutes.
const DISTANCE: RangeInclusive<i64> = 1..=100_000;

super::family! {
    /// A change of sessions' placements.
    PlaceChange, Place;

    Fix: "session fix" "SESSION at TIME [in ROOM]",
        "Fixes a session's start, in the event's zone or with an offset, and its room if one is given.",
        like "session fix trust at 2027-03-03T09:00 in room-2" => {
        /// The session.
        session: String = Id("the session's id"),
        /// Its start.
        start: Moment = Keyword("at", At("the time")),
        /// Its room's id.
        room: Option<String> = OptionalPair("in", Id("the room's id")),
    }
    Lock: "session lock" "SESSIONS [day|time|room]",
        "Sessions keep the day, time or room that they have in the schedule; with none of these words, time and room.",
        like "session lock trust,opening day", schedule => {
        /// The sessions.
        sessions: Vec<Pick> = Sessions("the sessions"),
        /// What they keep.
        lock: Lock = LockForm,
    }
    Unlock: "session unlock" "SESSIONS [all]",
        "Sessions have no fixed start or room any more; with `all`, they lose their own allowed windows too.",
        like "session unlock trust all" => {
        /// The sessions.
        sessions: Vec<Pick> = Sessions("the sessions"),
        /// Whether their own allowed windows are removed too.
        all: bool = Flag("all"),
    }
    Anytime: "session anytime" "SESSIONS",
        "Sessions may take place at any time: they have no allowed windows, not even those of their type.",
        like "session anytime trust" => {
        /// The sessions.
        sessions: Vec<Pick> = Sessions("the sessions"),
    }
    Delay: "session delay" "SESSION LENGTH",
        "A session starts this much later than in the schedule, in the same room.",
        like "session delay trust 30", schedule => {
        /// The session.
        session: String = Id("the session's id"),
        /// How much later.
        minutes: i64 = Length("the length", DISTANCE),
    }
    Advance: "session advance" "SESSION LENGTH",
        "A session starts this much earlier than in the schedule, in the same room.",
        like "session advance trust 1h", schedule => {
        /// The session.
        session: String = Id("the session's id"),
        /// How much earlier.
        minutes: i64 = Length("the length", DISTANCE),
    }
    Swap: "session swap" "SESSION with SESSION",
        "Two sessions swap the start and room that they have in the schedule.",
        like "session swap trust with networks", schedule => {
        /// One session.
        first: String = Id("the session's id"),
        /// The other session.
        second: String = Keyword("with", Id("the other session's id")),
    }
}
