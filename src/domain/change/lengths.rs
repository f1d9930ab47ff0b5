//! Changes of sessions' lengths.

use std::ops::RangeInclusive;

use super::argument_choices::ByOrTo;
use super::argument_forms::Sessions;
use super::{NewLength, Pick};

/// The lengths that a session may have, in minutes.
pub const LENGTH: RangeInclusive<i64> = 1..=10_000;

super::family! {
    /// A change of sessions' lengths.
    LengthChange, Length;

    Lengthen: "session lengthen" "SESSIONS by LENGTH | SESSIONS to LENGTH",
        "Makes sessions longer.",
        like "session lengthen opening by 30" => {
        /// The sessions.
        sessions: Vec<Pick> = Sessions("the sessions"),
        /// By or to which length.
        length: NewLength = ByOrTo(LENGTH),
    }
    Shorten: "session shorten" "SESSIONS by LENGTH | SESSIONS to LENGTH",
        "Makes sessions shorter; people who attended only the part that is cut no longer take part.",
        like "session shorten languages,trust to 1h" => {
        /// The sessions.
        sessions: Vec<Pick> = Sessions("the sessions"),
        /// By or to which length.
        length: NewLength = ByOrTo(LENGTH),
    }
}
