//! What is to be scheduled, when and where: sessions, days, rooms.

use super::super::directory::Of;
use super::super::kinds::Kind;
use super::{Layout, field, help};

/// The programme.
pub static SESSIONS: Layout = Layout {
    name: "sessions",
    also: &["programme", "program", "session list", "events", "agenda", "proposals", "submissions"],
    list: "sessions",
    extra: true,
    about: "The programme, a row for each session. Start and room, if filled in, are read as a timetable.",
    needs: &[&["id", "title"]],
    columns: &[
        field(
            "id",
            "id",
            Kind::Text,
            &["session id", "code", "ref", "reference", "number", "no", "nr", "key"],
            "A short name that other sheets use. Made from the title if empty.",
        ),
        field(
            "title",
            "title",
            Kind::Text,
            &["session title", "name", "session", "topic", "subject", "session name"],
            "The title.",
        ),
        field(
            "type",
            "type",
            Kind::Ref(Of::Type),
            &["session type", "kind", "format", "category"],
            "Its type, whose length and attendance it has unless it has its own.",
        ),
        field(
            "track",
            "track",
            Kind::Ref(Of::Track),
            &["theme", "stream", "thematic track", "strand"],
            "The theme it belongs to.",
        ),
        field(
            "minutes",
            "minutes",
            Kind::Minutes,
            &["length", "duration", "mins", "min", "length minutes", "duration minutes"],
            "Its length: 90, 1:30, 1 h 30.",
        ),
        field(
            "attendance",
            "attendance",
            Kind::Whole,
            &["expected attendance", "attendees", "expected participants", "audience size", "size", "pax"],
            "How many people attend. 75 if neither it nor its type says so.",
        ),
        help(
            "speakers",
            Kind::Text,
            &["people", "persons", "panelists", "panellists", "panel", "presenters", "presented by"],
            "Who it needs, with semicolons between: names or ids of people. Or see the sheet panel.",
        ),
        help(
            "moderators",
            Kind::Text,
            &["chairs", "hosts", "facilitators", "chair persons"],
            "The same for its moderators.",
        ),
        help("rapporteurs", Kind::Text, &["reporters", "note takers"], "The same for its rapporteurs."),
        field("tags", "tags", Kind::Words, &["keywords", "labels", "topics"], "Tags, with semicolons between."),
        field(
            "services",
            "services",
            Kind::Refs(Of::Service),
            &["needs", "equipment"],
            "Services it needs, with semicolons between.",
        ),
        field(
            "alone",
            "alone",
            Kind::Flag,
            &["nothing beside", "exclusive", "plenary"],
            "Yes: nothing may run beside it.",
        ),
        field(
            "audience",
            "audience",
            Kind::Multipliers,
            &["audiences", "audience multipliers"],
            "Audiences that attend more or less than their share: africa: 3; asia: 0.5.",
        ),
        field(
            "after",
            "after",
            Kind::Orders,
            &["only after"],
            "Sessions that must have ended before: id; id + 30 (minutes); type: keynote.",
        ),
        field("before", "before", Kind::Orders, &["only before"], "Sessions that may start only after it."),
        field(
            "apart from",
            "apart_from",
            Kind::Aparts,
            &["apart", "not with", "conflicts with", "conflicts", "not parallel to"],
            "Sessions that should not overlap it: id; type: keynote.",
        ),
        field(
            "allowed",
            "allowed",
            Kind::Windows,
            &["allowed times", "only at", "possible times"],
            "The only times it may be held: 2020-11-02T09:00 / 2020-11-02T18:00; more of them.",
        ),
        field("fixed start", "fixed/start", Kind::Moment, &["fixed at"], "If filled in, it must be held then."),
        field(
            "fixed room",
            "fixed/room",
            Kind::Ref(Of::Room),
            &["fixed in"],
            "If filled in, it must be held there; with a fixed start.",
        ),
        help("fixed", Kind::Flag, &["locked"], "Yes: it must be held at its start, in its room."),
        help("day", Kind::Date, &["date", "start date"], "The date that goes with a start that is only a time of day."),
        help(
            "start",
            Kind::From,
            &["start time", "begin", "begins", "starts", "from", "time", "scheduled start"],
            "When it is held, in the event's zone: read as a timetable.",
        ),
        help(
            "end",
            Kind::Until,
            &["end time", "ends", "until", "to", "finish"],
            "Its end: says its length if no minutes are given.",
        ),
        help("room", Kind::Ref(Of::Room), &["hall", "location", "venue"], "Where it is held: read as a timetable."),
    ],
};

/// The days.
pub static DAYS: Layout = Layout {
    name: "days",
    also: &["dates", "calendar", "event days"],
    list: "phases",
    extra: false,
    about: "The days of the event. Days that have something in common are one phase.",
    needs: &[&["date"]],
    columns: &[
        field("date", "date", Kind::Date, &["day"], "The date in the event's zone."),
        field(
            "phase",
            "phase",
            Kind::Ref(Of::Phase),
            &["block", "part", "stage"],
            "The phase it belongs to; all are one phase if empty.",
        ),
        field(
            "earliest",
            "hours/earliest",
            Kind::Clock,
            &["opens", "from", "start", "first start", "begin", "start time"],
            "No session of the phase starts before this time. 00:00 if empty.",
        ),
        field(
            "latest",
            "hours/latest",
            Kind::Clock,
            &["closes", "until", "to", "end", "last end", "end time"],
            "No session of the phase ends after; 26:00 is two in the morning. 24:00 if empty.",
        ),
        field(
            "longest day",
            "hours/longest_day_minutes",
            Kind::Minutes,
            &["longest day minutes", "longest", "most minutes"],
            "Longest time from a day's first start to its last end.",
        ),
        field(
            "types",
            "session_types",
            Kind::Refs(Of::Type),
            &["session types", "holds"],
            "Types held in the phase, with semicolons between; all if empty.",
        ),
    ],
};

/// Phases.
pub static PHASES: Layout = Layout {
    name: "phases",
    also: &["blocks", "stages"],
    list: "phases",
    extra: true,
    about: "Blocks of days with their own hours and types; the days themselves are in the sheet days.",
    needs: &[&["id", "name"]],
    columns: &[
        field("id", "id", Kind::Text, &["phase", "block"], "The name that the sheet days uses."),
        field("name", "name", Kind::Text, &["title"], "Its name for people."),
        field(
            "earliest",
            "hours/earliest",
            Kind::Clock,
            &["opens", "from", "start", "first start"],
            "No session starts before this time. 00:00 if empty.",
        ),
        field(
            "latest",
            "hours/latest",
            Kind::Clock,
            &["closes", "until", "to", "end", "last end"],
            "No session ends after; 26:00 is two in the morning. 24:00 if empty.",
        ),
        field(
            "longest day",
            "hours/longest_day_minutes",
            Kind::Minutes,
            &["longest day minutes", "longest"],
            "Longest time from a day's first start to its last end.",
        ),
        field(
            "types",
            "session_types",
            Kind::Refs(Of::Type),
            &["session types", "holds"],
            "Types held in it, with semicolons between; all if empty.",
        ),
    ],
};

/// Types.
pub static TYPES: Layout = Layout {
    name: "types",
    also: &["session types", "kinds", "formats"],
    list: "types",
    extra: true,
    about: "Kinds of sessions. What a session does not say itself, its type says for it.",
    needs: &[&["id"]],
    columns: &[
        field(
            "id",
            "id",
            Kind::Text,
            &["type", "session type", "name", "kind", "format"],
            "The name that sessions use.",
        ),
        field(
            "minutes",
            "minutes",
            Kind::Minutes,
            &["length", "duration", "mins", "min", "length minutes"],
            "The length of its sessions.",
        ),
        field(
            "attendance",
            "attendance",
            Kind::Whole,
            &["expected attendance", "attendees", "size"],
            "How many people attend each.",
        ),
        field("track", "track", Kind::Ref(Of::Track), &["theme", "stream"], "The theme they belong to."),
        field("tags", "tags", Kind::Words, &["keywords", "labels"], "Tags, with semicolons between."),
        field(
            "services",
            "services",
            Kind::Refs(Of::Service),
            &["needs"],
            "Services they need, with semicolons between.",
        ),
        field(
            "alone",
            "alone",
            Kind::Flag,
            &["nothing beside", "exclusive", "plenary"],
            "Yes: nothing may run beside them.",
        ),
        field(
            "allowed",
            "allowed",
            Kind::Windows,
            &["allowed times", "only at"],
            "The only times they may be held: begin / end; begin / end.",
        ),
    ],
};

/// Rooms.
pub static ROOMS: Layout = Layout {
    name: "rooms",
    also: &["halls", "venues", "locations"],
    list: "rooms",
    extra: true,
    about: "Rooms, or streams of an online event: what can run in parallel. One room if the sheet is empty.",
    needs: &[&["id", "name"]],
    columns: &[
        field("id", "id", Kind::Text, &["room", "code"], "The name that other sheets use."),
        field("name", "name", Kind::Text, &["title", "room name"], "Its name for people."),
        field(
            "capacity",
            "capacity",
            Kind::Whole,
            &["seats", "size", "places"],
            "How many people fit; no limit if empty.",
        ),
        field(
            "closed",
            "closed",
            Kind::Windows,
            &["not available", "unavailable"],
            "When nothing can be held there: begin / end; begin / end.",
        ),
    ],
};

/// Services.
pub static SERVICES: Layout = Layout {
    name: "services",
    also: &["equipment", "resources"],
    list: "services",
    extra: true,
    about: "What sessions need and comes in few teams: interpretation, recording.",
    needs: &[&["id"]],
    columns: &[
        field("id", "id", Kind::Text, &["service", "name"], "The name that sessions use."),
        field(
            "teams",
            "teams",
            Kind::Whole,
            &["number", "count"],
            "How many sessions can have it at once. 1 if empty.",
        ),
        field("rooms", "rooms", Kind::Refs(Of::Room), &["where"], "Rooms where it is to be had; all if empty."),
        field(
            "minutes per day",
            "minutes_per_day",
            Kind::Minutes,
            &["minutes a day", "daily minutes", "per day", "most minutes"],
            "How long it can be had in a day, all teams together.",
        ),
    ],
};

/// Roles.
pub static ROLES: Layout = Layout {
    name: "roles",
    also: &[],
    list: "roles",
    extra: false,
    about: "Roles beside speaker (25), moderator (25) and rapporteur (10), or other weights for these.",
    needs: &[&["id"]],
    columns: &[
        field("id", "id", Kind::Text, &["role", "name"], "The name that the sheet panel uses."),
        field(
            "weight",
            "weight",
            Kind::Decimal,
            &["counts for"],
            "How many attendees somebody in it counts for. 1 if empty.",
        ),
    ],
};

/// Tracks.
pub static TRACKS: Layout = Layout {
    name: "tracks",
    also: &["themes", "streams", "strands"],
    list: "tracks",
    extra: true,
    about: "Themes that sessions belong to. Only needed for their names.",
    needs: &[&["id", "name"]],
    columns: &[
        field("id", "id", Kind::Text, &["track", "theme", "stream", "code"], "The name that sessions use."),
        field("name", "name", Kind::Text, &["title"], "Its name for people."),
    ],
};
