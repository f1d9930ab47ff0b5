//! What sessions ask of each other: relations, and people who want two of them.

use super::super::kinds::Kind;
use super::{Layout, field, help};

/// Relations.
pub static RELATIONS: Layout = Layout {
    name: "relations",
    also: &["constraints"],
    list: "relations",
    extra: false,
    about: "What must hold between sessions beyond orders.",
    needs: &[&["kind"], &["sessions", "first"]],
    columns: &[
        field(
            "kind",
            "kind",
            Kind::Choice(&["gap", "days", "same-day", "different-days", "directly-after", "apart-by"]),
            &["relation", "type"],
            "gap, days, same-day, different-days, directly-after or apart-by.",
        ),
        field(
            "sessions",
            "sessions",
            Kind::Selectors,
            &["session list"],
            "The sessions in order, with semicolons between; type: keynote stands for all of a type.",
        ),
        help(
            "first",
            Kind::Text,
            &["session 1", "session", "session a", "a"],
            "The first of two sessions, in place of the column sessions.",
        ),
        help("second", Kind::Text, &["session 2", "other session", "session b", "b", "other"], "The second."),
        field("least", "least", Kind::Whole, &["at least", "minimum"], "At least: minutes (gap) or days (days)."),
        field("most", "most", Kind::Whole, &["at most", "maximum"], "At most: minutes (gap) or days (days)."),
        field("minutes", "minutes", Kind::Minutes, &[], "Minutes between (apart-by)."),
        field("either order", "either_order", Kind::Flag, &["any order"], "Yes: either session may come first (gap)."),
        field("same room", "same_room", Kind::Flag, &[], "Yes: in the same room (gap)."),
        field(
            "weight",
            "weight",
            Kind::Decimal,
            &["price"],
            "If filled in, breaking it is possible and has this weight.",
        ),
    ],
};

/// Interests.
pub static INTEREST: Layout = Layout {
    name: "interest",
    also: &["interests", "common interest"],
    list: "interest",
    extra: false,
    about: "Pairs of sessions that the same people want to attend.",
    needs: &[&["sessions"], &["people"]],
    columns: &[
        field("sessions", "sessions", Kind::Selectors, &["pair"], "The two sessions, with a semicolon between."),
        field("people", "people", Kind::Decimal, &["number", "count"], "How many people want both."),
    ],
};
