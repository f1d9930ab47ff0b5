//! Changes of where sessions are: given places, locks, delays. Most need to know where they are now.

use std::ops::RangeInclusive;

use super::argument_choices::{Flag, LockForm};
use super::argument_forms::{At, Id, Keyword, Length, OptionalPair, Sessions};
use super::{Moment, Pick};
use crate::domain::Lock;

/// How far a session can be moved, in minutes.
const DISTANCE: RangeInclusive<i64> = 1..=100_000;

super::family! {
    /// A change of where sessions are.
    PlaceChange, Place;

    Fix: "session fix" "SESSION at TIME [in ROOM]",
        "A session is held then, in the event's zone or with an offset, and perhaps there.",
        like "session fix trust at 2027-03-03T09:00 in room-2" => {
        /// Which.
        session: String = Id("the session's id"),
        /// Its start.
        start: Moment = Keyword("at", At("the time")),
        /// Its room's id.
        room: Option<String> = OptionalPair("in", Id("the room's id")),
    }
    Lock: "session lock" "SESSIONS [day|time|room]",
        "Sessions keep the day, the time or the room they have in the schedule; with none of these words all.",
        like "session lock trust,opening day", schedule => {
        /// Which.
        sessions: Vec<Pick> = Sessions("the sessions"),
        /// What they keep.
        lock: Lock = LockForm,
    }
    Unlock: "session unlock" "SESSIONS [all]",
        "Sessions have no given start or room any more; with `all`, no allowed windows of their own either.",
        like "session unlock trust all" => {
        /// Which.
        sessions: Vec<Pick> = Sessions("the sessions"),
        /// No allowed windows of their own either.
        all: bool = Flag("all"),
    }
    Anytime: "session anytime" "SESSIONS",
        "Sessions may be held at any time: they have no allowed windows, not even their type's.",
        like "session anytime trust" => {
        /// Which.
        sessions: Vec<Pick> = Sessions("the sessions"),
    }
    Delay: "session delay" "SESSION LENGTH",
        "A session is held that much later than in the schedule, in the same room.",
        like "session delay trust 30", schedule => {
        /// Which.
        session: String = Id("the session's id"),
        /// How much later.
        minutes: i64 = Length("the length", DISTANCE),
    }
    Advance: "session advance" "SESSION LENGTH",
        "A session is held that much earlier than in the schedule, in the same room.",
        like "session advance trust 1h", schedule => {
        /// Which.
        session: String = Id("the session's id"),
        /// How much earlier.
        minutes: i64 = Length("the length", DISTANCE),
    }
    Swap: "session swap" "SESSION with SESSION",
        "Each is held at the start and in the room that the other has in the schedule.",
        like "session swap trust with networks", schedule => {
        /// One.
        first: String = Id("the session's id"),
        /// The other.
        second: String = Keyword("with", Id("the other session's id")),
    }
}
