//! Changes of people: away, gone, replaced, added.

use super::argument_choices::Times;
use super::argument_forms::{Id, Keyword, OptionalLast, OptionalPair, Sessions};
use super::{Pick, When};

super::family! {
    /// A change of people.
    PersonChange, Person;

    Away: "person away" "PERSON DATE[,DATE] | PERSON FROM UNTIL",
        "A person is away on these dates, or between two times, in their own zone.",
        like "person away amina 2027-03-03" => {
        /// The person's id.
        person: String = Id("the person's id"),
        /// The dates or times.
        when: When = Times,
    }
    Free: "person free" "PERSON [DATE[,DATE] | FROM UNTIL]",
        "A person is available on these dates, or between two times, in their own zone; with neither, at any time.",
        like "person free chitra" => {
        /// The person's id.
        person: String = Id("the person's id"),
        /// The dates or times; `None` for always.
        when: Option<When> = OptionalLast(Times),
    }
    Gone: "person gone" "PERSON",
        "A person takes part in nothing; their sessions take place without them.",
        like "person gone bruno" => {
        /// The person's id.
        person: String = Id("the person's id"),
    }
    Replace: "person replace" "PERSON by PERSON [zone ZONE] [in SESSIONS]",
        "Another person takes over their parts, in all sessions or in these; a new person needs a zone.",
        like "person replace bruno by dora zone Europe/Lisbon in trust" => {
        /// The person's id.
        person: String = Id("the person's id"),
        /// The other person's id.
        by: String = Keyword("by", Id("the other person's id")),
        /// The zone of a new person.
        zone: Option<String> = OptionalPair("zone", Id("the zone")),
        /// In which sessions; `None` for all.
        sessions: Option<Vec<Pick>> = OptionalPair("in", Sessions("the sessions")),
    }
    Add: "person add" "PERSON zone ZONE [in SESSIONS] [role ROLE]",
        "Adds a person, who takes part in these sessions.",
        like "person add emil zone Europe/Oslo in trust,networks role moderator" => {
        /// The person's id.
        person: String = Id("the new person's id"),
        /// Their zone.
        zone: String = Keyword("zone", Id("the zone")),
        /// The sessions.
        sessions: Option<Vec<Pick>> = OptionalPair("in", Sessions("the sessions")),
        /// The role.
        role: Option<String> = OptionalPair("role", Id("the role")),
    }
    Join: "person join" "PERSON SESSIONS [role ROLE]",
        "A person of the programme takes part in these sessions too.",
        like "person join amina trust" => {
        /// The person's id.
        person: String = Id("the person's id"),
        /// The sessions.
        sessions: Vec<Pick> = Sessions("the sessions"),
        /// The role.
        role: Option<String> = OptionalPair("role", Id("the role")),
    }
    Leave: "person leave" "PERSON SESSIONS",
        "A person no longer takes part in these sessions.",
        like "person leave bruno languages" => {
        /// The person's id.
        person: String = Id("the person's id"),
        /// The sessions.
        sessions: Vec<Pick> = Sessions("the sessions"),
    }
    Zone: "person zone" "PERSON ZONE",
        "A person is in another zone.",
        like "person zone chitra Europe/London" => {
        /// The person's id.
        person: String = Id("the person's id"),
        /// The new zone.
        zone: String = Id("the zone"),
    }
}
