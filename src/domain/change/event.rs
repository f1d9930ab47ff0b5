//! Changes of the event's settings: turnaround, person gap and grid.

use std::ops::RangeInclusive;

use super::argument_forms::Length;

const DAY: RangeInclusive<i64> = 0..=1440;

super::family! {
    /// A change of the event's settings.
    EventChange, Event;

    Turnaround: "turnaround" "MINUTES",
        "Sets the time that a room stays empty after a session.",
        like "turnaround 15" => {
        /// Minutes.
        minutes: i64 = Length("the number of minutes", DAY),
    }
    Gap: "gap" "MINUTES",
        "Sets the time that a person needs between two sessions.",
        like "gap 30" => {
        /// Minutes.
        minutes: i64 = Length("the number of minutes", DAY),
    }
    Grid: "grid" "MINUTES",
        "Sets the grid: sessions start at multiples of it.",
        like "grid 30" => {
        /// Minutes.
        minutes: i64 = Length("the number of minutes", 1..=1440),
    }
}
