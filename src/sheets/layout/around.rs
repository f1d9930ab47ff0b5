//! Who takes part, and what counts how much: people, audiences, rules.

use super::super::directory::Of;
use super::super::kinds::Kind;
use super::{Column, Layout, Part, field, help};

/// Who is needed where.
pub static PANEL: Layout = Layout {
    name: "panel",
    also: &["panels", "panelists", "panellists", "speakers", "contributors"],
    list: "sessions",
    extra: false,
    about: "Who each session needs, a row for each person and session.",
    needs: &[&["session"], &["person"]],
    columns: &[
        field(
            "session",
            "session",
            Kind::Ref(Of::Session),
            &["session id", "session title", "title"],
            "The session's id or title.",
        ),
        field(
            "person",
            "id",
            Kind::Ref(Of::Person),
            &["speaker", "name", "panelist", "panellist", "person id", "who"],
            "The person's id or name.",
        ),
        field(
            "role",
            "role",
            Kind::Ref(Of::Role),
            &["function", "as"],
            "speaker, moderator, rapporteur, or one of the sheet roles. Speaker if empty.",
        ),
        field("optional", "optional", Kind::Flag, &[], "Yes: a clash is priced, never forbidden."),
        field("recorded", "recorded", Kind::Flag, &["prerecorded"], "Yes: not needed live."),
        field(
            "attends from",
            "attends/from",
            Kind::Whole,
            &["from minute"],
            "First minute of the session they attend. 0 if empty.",
        ),
        field(
            "attends until",
            "attends/until",
            Kind::Whole,
            &["until minute"],
            "First minute they no longer attend; the session's length if empty.",
        ),
    ],
};

/// Audiences, a row for each zone.
pub static AUDIENCES: Layout = Layout {
    name: "audiences",
    also: &["audience", "regions", "participants", "attendees"],
    list: "audiences",
    extra: true,
    about: "Groups of participants and the time zones they live in, a row for each zone.",
    needs: &[&["id", "name"], &["zone", "country", "city"]],
    columns: &[
        field(
            "id",
            "id",
            Kind::Text,
            &["audience", "region", "group", "code"],
            "The audience's name; the same in every row of it.",
        ),
        field("name", "name", Kind::Text, &["title", "region name"], "Its name for people."),
        field(
            "people",
            "people",
            Kind::Decimal,
            &["participants", "number", "count", "size", "registered"],
            "How many people it is, once; or how many in each zone, in every row, without shares.",
        ),
        field("weight", "weight", Kind::Decimal, &[], "The weight of its discomfort. 1 if empty."),
        zone("A zone where they live: an IANA name, an offset, a country or a city."),
        place("country"),
        place("city"),
        field(
            "share",
            "share",
            Kind::Decimal,
            &["part", "percent", "percentage"],
            "The zone's part of the audience: 0.6 or 60 %.",
        ),
    ],
};

/// People.
pub static PEOPLE: Layout = Layout {
    name: "people",
    also: &["persons", "participants", "speakers", "speaker list", "person"],
    list: "people",
    extra: true,
    about: "People whom sessions cannot run without, and where they are.",
    needs: &[&["id", "name", "last name"]],
    columns: &[
        field(
            "id",
            "id",
            Kind::Text,
            &["person id", "code", "key", "number", "no", "nr"],
            "A short name that other sheets use. Made from the name if empty.",
        ),
        field("name", "name", Kind::Text, &["full name", "person", "speaker"], "The name."),
        help("first name", Kind::Text, &["given name", "forename"], "With the last name, in place of the name."),
        help("last name", Kind::Text, &["surname", "family name"], "With the first name, in place of the name."),
        field("email", "email", Kind::Text, &["mail", "email address"], "The e-mail address."),
        field(
            "organisation",
            "organisation",
            Kind::Text,
            &["organization", "affiliation", "institution", "company"],
            "The organisation.",
        ),
        zone("Where they are: an IANA name, an offset, a country or a city."),
        place("country"),
        place("city"),
        field(
            "audience",
            "audience",
            Kind::Ref(Of::Audience),
            &["region", "group"],
            "The audience that stands for their zone while that is not known.",
        ),
        field("optional", "optional", Kind::Flag, &[], "Yes: clashes are priced, never forbidden."),
        field("recorded", "recorded", Kind::Flag, &["prerecorded"], "Yes: not needed live."),
    ],
};

/// When people can come.
pub static AVAILABILITY: Layout = Layout {
    name: "availability",
    also: &["absences", "available", "unavailable", "away"],
    list: "people",
    extra: false,
    about: "When people can come, or cannot, in their own zones. Who has a row with available is away at all other times.",
    needs: &[&["person"]],
    columns: &[
        field(
            "person",
            "person",
            Kind::Ref(Of::Person),
            &["name", "speaker", "person id", "who"],
            "The person's id or name.",
        ),
        field(
            "when",
            "when",
            Kind::Choice(&["available", "away", "unavailable", "absent", "busy", "not available", "no", "yes", "free"]),
            &["kind", "status", "available"],
            "available or away. Available if empty.",
        ),
        field(
            "days",
            "days",
            Kind::Dates,
            &["day", "date", "dates"],
            "The dates, with semicolons between; all if empty.",
        ),
        field(
            "from",
            "from",
            Kind::From,
            &["start", "begin"],
            "A time of day, or a date with one. A date alone is the whole day.",
        ),
        field("until", "until", Kind::Until, &["to", "end"], "The end of it. A date alone is the whole day."),
    ],
};

/// The event's hours of comfort.
pub static COMFORT: Layout = Layout {
    name: "comfort",
    also: &["comfort curve", "hours of comfort"],
    list: "comfort",
    extra: false,
    about: "How uncomfortable local hours are, where that is other than usual. Later rows win.",
    needs: &[&["from"], &["until"], &["discomfort"]],
    columns: &[
        field("from", "from", Kind::Clock, &["start"], "The local time at which it begins."),
        field("until", "until", Kind::Clock, &["to", "end"], "The local time at which it ends."),
        field("discomfort", "discomfort", Kind::Whole, &["percent"], "0 (fine) to 100 (the worst hour of the night)."),
    ],
};

/// Rules.
pub static RULES: Layout = Layout {
    name: "rules",
    also: &["rule settings"],
    list: "rules",
    extra: false,
    about: "Rules that are to count other than usual.",
    needs: &[&["rule"], &["setting"]],
    columns: &[
        field("rule", "rule", Kind::Text, &["id", "name"], "The rule's id."),
        field("setting", "setting", Kind::Setting, &["weight", "value", "strength"], "hard, off, or a weight."),
        field("share", "share", Kind::Decimal, &[], "Only for track-reach: the share of each track to be reached."),
    ],
};

const fn zone(about: &'static str) -> Column {
    field("zone", "zone", Kind::Zone, &["time zone", "timezone", "tz"], about)
}

const fn place(what: &'static str) -> Column {
    let (also, about): (&[&str], _) = match what.as_bytes() {
        b"country" => (
            &["country of residence", "based in", "nation"],
            "In place of the zone; refused where a country has several.",
        ),
        _ => (&["town", "location"], "In place of the zone, or beside a country that has several."),
    };
    Column { heading: what, also, part: Part::Place(what), kind: Kind::Text, about }
}
