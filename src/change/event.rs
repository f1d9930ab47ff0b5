//! Changes of the event's own numbers.

use super::Kind;
use super::draft::Draft;
use super::words::{Words, Wrong};
use crate::instance::format::{At, Instance};

/// The family.
pub static KINDS: &[Kind] = &[
    Kind {
        name: "turnaround",
        arguments: "MINUTES",
        sentence: "So long a room stays taken after a session.",
        example: "turnaround 15",
        needs_schedule: false,
        apply: |draft, words| set(draft, words, |instance| &mut instance.turnaround_minutes, 0),
    },
    Kind {
        name: "gap",
        arguments: "MINUTES",
        sentence: "So long a person needs between two sessions.",
        example: "gap 30",
        needs_schedule: false,
        apply: |draft, words| set(draft, words, |instance| &mut instance.person_gap_minutes, 0),
    },
    Kind {
        name: "grid",
        arguments: "MINUTES",
        sentence: "Sessions start at multiples of this.",
        example: "grid 30",
        needs_schedule: false,
        apply: |draft, words| set(draft, words, |instance| &mut instance.grid_minutes, 1),
    },
];

fn set(
    draft: &mut Draft,
    words: &mut Words,
    field: fn(&mut Instance) -> &mut Option<At<i64>>,
    least: i64,
) -> Result<(), Wrong> {
    let minutes = words.minutes("the number of minutes", least..=1440)?;
    *field(&mut draft.instance) = Some(minutes.into());
    Ok(())
}
