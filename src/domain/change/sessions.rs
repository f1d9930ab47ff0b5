//! Changes of the programme.

use super::argument_choices::{ServiceForm, YesNo};
use super::argument_forms::{Id, Ids, Keyword, Length, OptionalPair, Sessions, Whole};
use super::lengths::LENGTH;
use super::{Pick, ServiceNeed};

/// The attendances that a session may have.
pub const ATTENDANCE: std::ops::RangeInclusive<i64> = 0..=1_000_000;

super::family! {
    /// A change of the programme: sessions withdrawn, added, merged or split, and their properties.
    SessionChange, Session;

    Withdraw: "session withdraw" "SESSIONS",
        "Removes sessions and all references to them. SESSIONS is ids with commas between, or type=, track= or tag=.",
        like "session withdraw networks" => {
        /// The sessions.
        sessions: Vec<Pick> = Sessions("the sessions"),
    }
    Add: "session add" "SESSION [type TYPE] [minutes LENGTH] [track TRACK] [people PERSON[,PERSON]] [attendance N]",
        "Adds a session.",
        like "session add rights type workshop minutes 60 people amina,bruno" => {
        /// Its id.
        session: String = Id("the new session's id"),
        /// Its type's id.
        kind: Option<String> = OptionalPair("type", Id("the type")),
        /// Its length.
        minutes: Option<i64> = OptionalPair("minutes", Length("the length", LENGTH)),
        /// Its track's id.
        track: Option<String> = OptionalPair("track", Id("the track")),
        /// The ids of its participants.
        people: Option<Vec<String>> = OptionalPair("people", Ids("a person's id")),
        /// The number of attendees.
        attendance: Option<i64> = OptionalPair("attendance", Whole("the attendance", ATTENDANCE)),
    }
    Merge: "session merge" "SESSION and SESSION [minutes LENGTH]",
        "Merges the second session into the first: participants, tags, services and orders of both, the longer length, \
         and the attendance of both without counting people who want both twice.",
        like "session merge networks and trust minutes 2h" => {
        /// The session that stays.
        first: String = Id("the first session's id"),
        /// The session that is merged into it.
        second: String = Keyword("and", Id("the second session's id")),
        /// The length of the merged session.
        minutes: Option<i64> = OptionalPair("minutes", Length("the length", LENGTH)),
    }
    Split: "session split" "SESSION after LENGTH [into SESSION]",
        "Splits a session in two: the first part has this length, the rest becomes a session at some time after it.",
        like "session split languages after 45min into languages-two" => {
        /// The session.
        session: String = Id("the session's id"),
        /// The length of the first part.
        minutes: i64 = Keyword("after", Length("the first part's length", LENGTH)),
        /// The id of the second part.
        into: Option<String> = OptionalPair("into", Id("the second part's id")),
    }
    Retype: "session retype" "SESSIONS TYPE",
        "Sessions get another type, and its defaults for all that they do not set themselves.",
        like "session retype welcome workshop" => {
        /// The sessions.
        sessions: Vec<Pick> = Sessions("the sessions"),
        /// The type's id.
        kind: String = Id("the type"),
    }
    Attendance: "session attendance" "SESSIONS N",
        "Sets the number of attendees of each of these sessions.",
        like "session attendance type=workshop 100" => {
        /// The sessions.
        sessions: Vec<Pick> = Sessions("the sessions"),
        /// The number of attendees.
        people: i64 = Whole("the attendance", ATTENDANCE),
    }
    Service: "session service" "SESSIONS SERVICE | SESSIONS without SERVICE | SESSIONS none",
        "Sessions need this service too, need it no longer, or need no service.",
        like "session service trust interpretation" => {
        /// The sessions.
        sessions: Vec<Pick> = Sessions("the sessions"),
        /// The change of what they need.
        need: ServiceNeed = ServiceForm,
    }
    Alone: "session alone" "SESSIONS yes|no",
        "No other session may overlap these sessions (yes), or any may (no).",
        like "session alone opening no" => {
        /// The sessions.
        sessions: Vec<Pick> = Sessions("the sessions"),
        /// Whether no other session may overlap them.
        alone: bool = YesNo,
    }
}
