//! The changes that were made by hand, taking the last one back, and making it again.

use std::path::Path;

use super::chain::{breaks, remakeable, takeable};
use super::store::{Access, Store};
use crate::app::{Failure, Observer};
use crate::report::history::{History, HistoryEntry, Redone, Undone};

/// Lists the changes of a timetable by hand.
///
/// # Errors
/// A [`Failure`] if the schedule file or its journal cannot be read.
pub fn history(schedule: &Path, observer: &dyn Observer) -> Result<History, Failure> {
    let store = opened(schedule, Access::Read, observer)?;
    Ok(History { changes: entries(&store), changed_since: store.is_foreign() })
}

/// Takes the last change of a timetable by hand back: the schedule file is again, byte by byte, what it was before.
///
/// # Errors
/// A [`Failure`] if something else changed the schedule file since, another process changes it at this moment, or a
/// file cannot be read or written.
pub fn undo(schedule: &Path, observer: &dyn Observer) -> Result<Undone, Failure> {
    take_back(&mut opened(schedule, Access::Write, observer)?)
}

/// Makes the change of a timetable again that was taken back last: the schedule file is again, byte by byte, what it was
/// after that change.
///
/// # Errors
/// As for [`undo`].
pub fn redo(schedule: &Path, observer: &dyn Observer) -> Result<Redone, Failure> {
    make_again(&mut opened(schedule, Access::Write, observer)?)
}

/// Opens a schedule file without its programme. A file with a journal is one; of another file, the head is looked at.
fn opened(schedule: &Path, access: Access, observer: &dyn Observer) -> Result<Store, Failure> {
    let store = Store::open(schedule, access, observer)?;
    if !store.journal().entries().is_empty() {
        return Ok(store);
    }
    let text = store.bytes().strip_prefix(b"\xef\xbb\xbf").unwrap_or(store.bytes());
    let document = serde_json::from_slice::<serde_json::Value>(text).unwrap_or_default();
    match document.get("format").and_then(serde_json::Value::as_str) {
        Some(format) if format.starts_with("plenary-schedule/") => Ok(store),
        _ => {
            let failure = Failure::new(format!("{} is not a schedule file", schedule.display()));
            Err(failure.hint("name the schedule file that plenary move changed"))
        }
    }
}

/// Takes the last change in a store back.
pub(super) fn take_back(store: &mut Store) -> Result<Undone, Failure> {
    let Some(number) = store.undo()?.and_then(|undo| undo.undoes) else { return Ok(Undone { change: None, left: 0 }) };
    let change = entries(store).into_iter().find(|entry| entry.number == number);
    Ok(Undone { change, left: takeable(store.journal()) })
}

/// Makes the change again that was taken back last in a store.
pub(super) fn make_again(store: &mut Store) -> Result<Redone, Failure> {
    let Some(number) = store.redo()?.and_then(|redo| redo.redoes) else { return Ok(Redone { change: None, left: 0 }) };
    let change = entries(store).into_iter().find(|entry| entry.number == number);
    Ok(Redone { change, left: remakeable(store.journal()) })
}

pub(super) fn entries(store: &Store) -> Vec<HistoryEntry> {
    let all = store.journal().entries();
    // The last word on a change counts.
    let is_undone = |number: u64| {
        let last = all.iter().rev().find(|entry| [entry.undoes, entry.redoes].contains(&Some(number)));
        last.is_some_and(|last| last.undoes.is_some())
    };
    let entry = |(entry, changed_before): (&super::journal::Entry, bool)| HistoryEntry {
        number: entry.number,
        action: entry.action,
        undoes: entry.undoes,
        redoes: entry.redoes,
        at: entry.at.clone(),
        text: entry.text.clone(),
        old_cost: entry.cost[0],
        new_cost: entry.cost[1],
        undone: is_undone(entry.number),
        changed_before,
    };
    all.iter().zip(breaks(store.journal())).map(entry).collect()
}
