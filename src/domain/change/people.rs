//! Changes of people: away, gone, replaced, come.

use super::argument_choices::Times;
use super::argument_forms::{Id, Keyword, OptionalLast, OptionalPair, Sessions};
use super::{Pick, When};

super::family! {
    /// A change of people.
    PersonChange, Person;

    Away: "person away" "PERSON DATE[,DATE] | PERSON FROM UNTIL",
        "Somebody cannot come on these dates, or between two times, in their own zone.",
        like "person away amina 2027-03-03" => {
        /// Who.
        person: String = Id("the person's id"),
        /// When.
        when: When = Times,
    }
    Free: "person free" "PERSON [DATE[,DATE] | FROM UNTIL]",
        "Somebody can come on these dates, or between two times, in their own zone; with neither, at any time.",
        like "person free chitra" => {
        /// Who.
        person: String = Id("the person's id"),
        /// When; `None` for always.
        when: Option<When> = OptionalLast(Times),
    }
    Gone: "person gone" "PERSON",
        "Somebody takes part in nothing; their sessions are held without them.",
        like "person gone bruno" => {
        /// Who.
        person: String = Id("the person's id"),
    }
    Replace: "person replace" "PERSON by PERSON [zone ZONE] [in SESSIONS]",
        "Somebody else takes their parts, in all sessions or in these; a new person needs a zone.",
        like "person replace bruno by dora zone Europe/Lisbon in trust" => {
        /// Who.
        person: String = Id("the person's id"),
        /// By whom.
        by: String = Keyword("by", Id("the other person's id")),
        /// The zone of somebody new.
        zone: Option<String> = OptionalPair("zone", Id("the zone")),
        /// Where; `None` for everywhere.
        sessions: Option<Vec<Pick>> = OptionalPair("in", Sessions("the sessions")),
    }
    Add: "person add" "PERSON zone ZONE [in SESSIONS] [role ROLE]",
        "Somebody new takes part in these sessions.",
        like "person add emil zone Europe/Oslo in trust,networks role moderator" => {
        /// Who.
        person: String = Id("the new person's id"),
        /// Their zone.
        zone: String = Keyword("zone", Id("the zone")),
        /// Where they take part.
        sessions: Option<Vec<Pick>> = OptionalPair("in", Sessions("the sessions")),
        /// As what.
        role: Option<String> = OptionalPair("role", Id("the role")),
    }
    Join: "person join" "PERSON SESSIONS [role ROLE]",
        "Somebody known takes part in these sessions too.",
        like "person join amina trust" => {
        /// Who.
        person: String = Id("the person's id"),
        /// Where they take part.
        sessions: Vec<Pick> = Sessions("the sessions"),
        /// As what.
        role: Option<String> = OptionalPair("role", Id("the role")),
    }
    Leave: "person leave" "PERSON SESSIONS",
        "Somebody takes no part in these sessions any more.",
        like "person leave bruno languages" => {
        /// Who.
        person: String = Id("the person's id"),
        /// Where they took part.
        sessions: Vec<Pick> = Sessions("the sessions"),
    }
    Zone: "person zone" "PERSON ZONE",
        "Somebody is in another zone.",
        like "person zone chitra Europe/London" => {
        /// Who.
        person: String = Id("the person's id"),
        /// Where.
        zone: String = Id("the zone"),
    }
}
