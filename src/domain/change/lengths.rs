//! Changes of sessions' lengths.

use std::ops::RangeInclusive;

use super::argument_choices::ByOrTo;
use super::argument_forms::Sessions;
use super::{NewLength, Pick};

/// Lengths a session may have, in minutes.
pub const LENGTH: RangeInclusive<i64> = 1..=10_000;

super::family! {
    /// A change of sessions' lengths.
    LengthChange, Length;

    Lengthen: "session lengthen" "SESSIONS by LENGTH | SESSIONS to LENGTH",
        "Sessions last longer.",
        like "session lengthen opening by 30" => {
        /// Which.
        sessions: Vec<Pick> = Sessions("the sessions"),
        /// How long.
        length: NewLength = ByOrTo(LENGTH),
    }
    Shorten: "session shorten" "SESSIONS by LENGTH | SESSIONS to LENGTH",
        "Sessions last less; who attended only what is cut takes no part.",
        like "session shorten languages,trust to 1h" => {
        /// Which.
        sessions: Vec<Pick> = Sessions("the sessions"),
        /// How long.
        length: NewLength = ByOrTo(LENGTH),
    }
}
