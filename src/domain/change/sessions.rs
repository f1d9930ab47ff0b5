//! Changes of the programme.

use super::argument_choices::{ServiceForm, YesNo};
use super::argument_forms::{Id, Ids, Keyword, Length, OptionalPair, Sessions, Whole};
use super::lengths::LENGTH;
use super::{Pick, ServiceNeed};

/// People who may attend a session.
pub const ATTENDANCE: std::ops::RangeInclusive<i64> = 0..=1_000_000;

super::family! {
    /// A change of the programme: sessions withdrawn, added, merged, split, and what they are.
    SessionChange, Session;

    Withdraw: "session withdraw" "SESSIONS",
        "Sessions less, and whatever names them. SESSIONS is ids with commas between, or type=, track= or tag=.",
        like "session withdraw networks" => {
        /// Which.
        sessions: Vec<Pick> = Sessions("the sessions"),
    }
    Add: "session add" "SESSION [type TYPE] [minutes LENGTH] [track TRACK] [people PERSON[,PERSON]] [attendance N]",
        "A new session.",
        like "session add rights type workshop minutes 60 people amina,bruno" => {
        /// Its id.
        session: String = Id("the new session's id"),
        /// Its type's id.
        kind: Option<String> = OptionalPair("type", Id("the type")),
        /// Its length.
        minutes: Option<i64> = OptionalPair("minutes", Length("the length", LENGTH)),
        /// Its track's id.
        track: Option<String> = OptionalPair("track", Id("the track")),
        /// The ids of those who take part.
        people: Option<Vec<String>> = OptionalPair("people", Ids("a person's id")),
        /// How many people attend.
        attendance: Option<i64> = OptionalPair("attendance", Whole("the attendance", ATTENDANCE)),
    }
    Merge: "session merge" "SESSION and SESSION [minutes LENGTH]",
        "Two become one, the first: both panels, the longer length, tags, services and orders of both, and the \
         attendance of both without those who want both.",
        like "session merge networks and trust minutes 2h" => {
        /// The one that stays.
        first: String = Id("the first session's id"),
        /// The one that goes into it.
        second: String = Keyword("and", Id("the second session's id")),
        /// The length of what comes of it.
        minutes: Option<i64> = OptionalPair("minutes", Length("the length", LENGTH)),
    }
    Split: "session split" "SESSION after LENGTH [into SESSION]",
        "One becomes two: the first so long, the rest a session of its own somewhere after it.",
        like "session split languages after 45min into languages-two" => {
        /// The session.
        session: String = Id("the session's id"),
        /// The length of the first part.
        minutes: i64 = Keyword("after", Length("the first part's length", LENGTH)),
        /// The id of the second part.
        into: Option<String> = OptionalPair("into", Id("the second part's id")),
    }
    Retype: "session retype" "SESSIONS TYPE",
        "Sessions are of another type; what they do not say themselves that type says for them.",
        like "session retype welcome workshop" => {
        /// Which.
        sessions: Vec<Pick> = Sessions("the sessions"),
        /// The type's id.
        kind: String = Id("the type"),
    }
    Attendance: "session attendance" "SESSIONS N",
        "So many people attend each of these sessions.",
        like "session attendance type=workshop 100" => {
        /// Which.
        sessions: Vec<Pick> = Sessions("the sessions"),
        /// How many.
        people: i64 = Whole("the attendance", ATTENDANCE),
    }
    Service: "session service" "SESSIONS SERVICE | SESSIONS without SERVICE | SESSIONS none",
        "Sessions need one more service, one less, or none.",
        like "session service trust interpretation" => {
        /// Which.
        sessions: Vec<Pick> = Sessions("the sessions"),
        /// What they need.
        need: ServiceNeed = ServiceForm,
    }
    Alone: "session alone" "SESSIONS yes|no",
        "Nothing may run beside these sessions, or anything may.",
        like "session alone opening no" => {
        /// Which.
        sessions: Vec<Pick> = Sessions("the sessions"),
        /// Whether nothing may run beside them.
        alone: bool = YesNo,
    }
}
