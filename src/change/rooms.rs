//! Changes of rooms.

use super::draft::{Draft, text};
use super::words::{Words, Wrong};
use super::{Kind, forget};
use crate::instance::format::{At, LocalWindow, Room};

/// The family.
pub static KINDS: &[Kind] = &[
    Kind {
        name: "room add",
        arguments: "ROOM [capacity N]",
        sentence: "One more room. Services with a list of rooms are not in it: see `service rooms`.",
        example: "room add studio capacity 200",
        needs_schedule: false,
        apply: add,
    },
    Kind {
        name: "room remove",
        arguments: "ROOM",
        sentence: "A room less; what was fixed in it keeps its start and may be in any room.",
        example: "room remove room-2",
        needs_schedule: false,
        apply: remove,
    },
    Kind {
        name: "room close",
        arguments: "ROOM DATE | ROOM FROM UNTIL",
        sentence: "Nothing in a room on that date, or between two times of the event's zone.",
        example: "room close room-2 2027-03-03T12:00 2027-03-03T15:00",
        needs_schedule: false,
        apply: close,
    },
    Kind {
        name: "room open",
        arguments: "ROOM",
        sentence: "A room is never closed.",
        example: "room open room-1",
        needs_schedule: false,
        apply: open,
    },
    Kind {
        name: "room capacity",
        arguments: "ROOM N|none",
        sentence: "So many people fit into a room.",
        example: "room capacity room-2 80",
        needs_schedule: false,
        apply: capacity,
    },
];

const CAPACITY: std::ops::RangeInclusive<i64> = 0..=1_000_000_000;

fn add(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let id = words.next("the new room's id")?;
    Draft::fresh(draft.rooms().iter().map(|room| &room.value.id), &id, "room")?;
    let mut room = Room { id: text(id), ..Room::default() };
    if words.take("capacity") {
        room.capacity = Some(words.number("the capacity", CAPACITY)?.into());
    }
    draft.rooms().push(room.into());
    Ok(())
}

fn remove(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let id = words.next("the room's id")?;
    draft.room(&id)?;
    if draft.rooms().len() == 1 {
        return Err(Wrong::new(format!("\"{id}\" is the only room")).help("add another before it is removed"));
    }
    forget::room(&mut draft.instance, &id);
    Ok(())
}

fn close(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let id = words.next("the room's id")?;
    let room = draft.room(&id)?;
    let window = match words.left() {
        0 | 1 => {
            let date = words.date("the date")?;
            let next = date.succ_opt().unwrap_or(date);
            LocalWindow { from: text(format!("{date}T00:00")), until: text(format!("{next}T00:00")) }
        }
        _ => {
            let (from, until) = (words.next("the begin")?, words.next("the end")?);
            draft.instant(&from)?;
            draft.instant(&until)?;
            LocalWindow { from: text(from), until: text(until) }
        }
    };
    draft.rooms()[room].value.closed.push(At::from(window));
    Ok(())
}

fn open(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let id = words.next("the room's id")?;
    let room = draft.room(&id)?;
    draft.rooms()[room].value.closed.clear();
    Ok(())
}

fn capacity(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let id = words.next("the room's id")?;
    let room = draft.room(&id)?;
    let capacity = if words.take("none") { None } else { Some(words.number("the capacity", CAPACITY)?.into()) };
    draft.rooms()[room].value.capacity = capacity;
    Ok(())
}
