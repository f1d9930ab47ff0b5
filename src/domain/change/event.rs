//! Changes of the event's own numbers.

use std::ops::RangeInclusive;

use super::argument_forms::Length;

const DAY: RangeInclusive<i64> = 0..=1440;

super::family! {
    /// A change of the event's own numbers.
    EventChange, Event;

    Turnaround: "turnaround" "MINUTES",
        "So long a room stays taken after a session.",
        like "turnaround 15" => {
        /// Minutes.
        minutes: i64 = Length("the number of minutes", DAY),
    }
    Gap: "gap" "MINUTES",
        "So long a person needs between two sessions.",
        like "gap 30" => {
        /// Minutes.
        minutes: i64 = Length("the number of minutes", DAY),
    }
    Grid: "grid" "MINUTES",
        "Sessions start at multiples of this.",
        like "grid 30" => {
        /// Minutes.
        minutes: i64 = Length("the number of minutes", 1..=1440),
    }
}
