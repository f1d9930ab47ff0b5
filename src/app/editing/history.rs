//! The changes that were made by hand, and taking the last one back.

use std::path::Path;

use super::chain::{breaks, takeable};
use super::store::{Access, Store};
use crate::app::{Failure, Observer};
use crate::report::history::{History, HistoryEntry, Undone};

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

fn entries(store: &Store) -> Vec<HistoryEntry> {
    let undone: Vec<u64> = store.journal().entries().iter().filter_map(|entry| entry.undoes).collect();
    let entry = |(entry, changed_before): (&super::journal::Entry, bool)| HistoryEntry {
        number: entry.number,
        action: entry.action,
        undoes: entry.undoes,
        at: entry.at.clone(),
        text: entry.text.clone(),
        old_cost: entry.cost[0],
        new_cost: entry.cost[1],
        undone: undone.contains(&entry.number),
        changed_before,
    };
    store.journal().entries().iter().zip(breaks(store.journal())).map(entry).collect()
}
