//! The changes of a timetable by hand: the list of them, and one that was taken back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Width;
use super::numbers::{difference, discomfort};
use super::text::{printable, shortened, wrap};

/// The most columns of what a change is.
const WIDEST: usize = 480;

/// What a change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// A change by hand.
    Change,
    /// A change that takes another one back.
    Undo,
    /// A change that makes another one again after it was taken back.
    Redo,
}

/// What `history` prints: all changes of a timetable by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct History {
    /// The changes, the first one first.
    pub changes: Vec<HistoryEntry>,
    /// Whether something else changed the schedule file after the last of them, so that it cannot be taken back.
    pub changed_since: bool,
}

/// A change by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HistoryEntry {
    /// Its number, from 1.
    pub number: u64,
    /// `change`; `undo` for one that takes another one back; `redo` for one that makes another one again.
    pub action: Action,
    /// The number of the change that it takes back; `null` for any other entry.
    pub undoes: Option<u64>,
    /// The number of the change that it makes again; `null` for any other entry.
    pub redoes: Option<u64>,
    /// When it was made, in UTC.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
    /// What it changes, in words; of an undo, what it takes back; of a redo, what it makes again.
    pub text: String,
    /// The cost of the timetable before it, in hundredths of a discomfort-minute.
    pub old_cost: i64,
    /// The cost of the timetable after it.
    pub new_cost: i64,
    /// Whether it was taken back, and not made again.
    pub undone: bool,
    /// Whether something else changed the schedule file between the entry before and this one, so that the entries
    /// before can no longer be taken back.
    pub changed_before: bool,
}

/// What `undo` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Undone {
    /// The change that was taken back; `null` if there was none.
    pub change: Option<HistoryEntry>,
    /// How many earlier changes can be taken back next.
    pub left: usize,
}

/// What `redo` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Redone {
    /// The change that was made again; `null` if there was none.
    pub change: Option<HistoryEntry>,
    /// How many changes can be made again next.
    pub left: usize,
}

/// Lists the changes: number, time, what it is, and what it costs.
pub fn history(view: &History, width: Width) -> String {
    let mut out: String = view.changes.iter().map(|entry| one(entry, width)).collect();
    if view.changes.is_empty() {
        out.push_str("No change was made with plenary move.\n");
    }
    if view.changed_since {
        let text = "after the last of these changes, the schedule file was changed by another program or by hand; \
                    these changes can no longer be taken back.";
        out.push_str(&wrap("Note: ", text, width.0));
    }
    out
}

fn one(entry: &HistoryEntry, width: Width) -> String {
    let other = if entry.changed_before { "     (changed by another program or by hand here)\n" } else { "" };
    let what = match (entry.undoes, entry.redoes, entry.undone) {
        (Some(undone), _, _) => format!("took back change {undone}"),
        (_, Some(redone), _) => format!("made change {redone} again"),
        (_, _, true) => format!("{} (taken back)", text(entry)),
        (_, _, false) => text(entry),
    };
    let what = match entry.new_cost.saturating_sub(entry.old_cost) {
        0 if entry.text.contains(" stays ") => what,
        change => format!("{what}: {}", difference(change)),
    };
    other.to_owned() + &wrap(&format!("{:>3}  {}  ", entry.number, time(&entry.at)), &what, width.0)
}

/// What a change is, with the middle left out if it is long: titles may have any length.
fn text(entry: &HistoryEntry) -> String {
    shortened(&printable(&entry.text), WIDEST)
}

/// A time as people write it, of the same width on each day: `Mon 30 Nov 10:48 UTC`, `Tue  1 Dec 04:55 UTC`.
fn time(at: &str) -> String {
    let read = chrono::NaiveDateTime::parse_from_str(at, "%Y-%m-%dT%H:%M:%SZ");
    read.map_or_else(|_| printable(at), |at| at.format("%a %e %b %H:%M UTC").to_string())
}

/// Says which change was taken back.
pub fn undone(view: &Undone, width: Width) -> String {
    let Some(entry) = &view.change else { return "There is no change to take back.\n".to_owned() };
    let mut out = wrap("Taken back: ", &format!("change {}, {}.", entry.number, text(entry)), width.0);
    let saved = difference(entry.old_cost.saturating_sub(entry.new_cost));
    let cost = format!("{saved}; {} discomfort-minutes in all.", discomfort(entry.old_cost));
    out.push_str(&wrap("Cost: ", &cost, width.0));
    let left = match view.left {
        0 => "no earlier change.".to_owned(),
        1 => "1 earlier change.".to_owned(),
        left => format!("{left} earlier changes."),
    };
    out.push_str(&format!("Left to take back: {left}\n"));
    out
}

/// Says which change was made again.
pub fn redone(view: &Redone, width: Width) -> String {
    let Some(entry) = &view.change else { return "There is no change to make again.\n".to_owned() };
    let mut out = wrap("Made again: ", &format!("change {}, {}.", entry.number, text(entry)), width.0);
    let added = difference(entry.new_cost.saturating_sub(entry.old_cost));
    let cost = format!("{added}; {} discomfort-minutes in all.", discomfort(entry.new_cost));
    out.push_str(&wrap("Cost: ", &cost, width.0));
    let left = match view.left {
        0 => "no further change.".to_owned(),
        1 => "1 further change.".to_owned(),
        left => format!("{left} further changes."),
    };
    out.push_str(&format!("Left to make again: {left}\n"));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(number: u64, undoes: Option<u64>, undone: bool) -> HistoryEntry {
        let action = if undoes.is_some() { Action::Undo } else { Action::Change };
        let (at, text) = ("2027-01-01T12:00:00Z".to_owned(), "a \u{1b} from x to y".to_owned());
        HistoryEntry {
            number,
            action,
            undoes,
            redoes: None,
            at,
            text,
            old_cost: 1000,
            new_cost: 1250,
            undone,
            changed_before: false,
        }
    }

    #[test]
    fn each_change_has_its_number_and_its_price() {
        let changes = vec![entry(1, None, false), entry(2, None, true), entry(3, Some(2), false)];
        let expected = "  1  Fri  1 Jan 12:00 UTC  a \\u{1b} from x to y: +2.50\n  2  Fri  1 Jan 12:00 UTC  \
                        a \\u{1b} from x to y (taken back): +2.50\n  3  Fri  1 Jan 12:00 UTC  \
                        took back change 2: +2.50\n";
        assert_eq!(history(&History { changes, changed_since: false }, Width::PIPED), expected);
        let nothing = history(&History { changes: vec![], changed_since: true }, Width::PIPED);
        assert!(nothing.starts_with("No change was made with plenary move.\nNote: after the last"), "{nothing}");
    }

    #[test]
    fn breaks_are_marked_long_texts_are_short_and_locks_have_no_price() {
        let lock = HistoryEntry { text: "a stays on Mon, locked".into(), new_cost: 1000, ..entry(2, None, false) };
        let changes = vec![entry(1, None, false), HistoryEntry { changed_before: true, ..lock }];
        let shown = history(&History { changes, changed_since: false }, Width::PIPED);
        let end =
            "     (changed by another program or by hand here)\n  2  Fri  1 Jan 12:00 UTC  a stays on Mon, locked\n";
        assert!(shown.ends_with(end), "{shown}");
        let long = HistoryEntry { text: format!("a \"{}\" to Tue", "long ".repeat(2000)), ..entry(1, None, false) };
        let whole = undone(&Undone { change: Some(long.clone()), left: 0 }, Width::PIPED);
        let listed = history(&History { changes: vec![long], changed_since: false }, Width::PIPED);
        for shown in [whole, listed] {
            assert!(shown.len() < 1000 && shown.contains("a \"long") && shown.contains("\" to Tue"), "{shown}");
        }
    }

    #[test]
    fn an_undo_says_what_it_took_back_and_what_is_left() {
        let shown = undone(&Undone { change: Some(entry(2, None, true)), left: 1 }, Width::PIPED);
        let expected = "Taken back: change 2, a \\u{1b} from x to y.\nCost: -2.50; 10.00 discomfort-minutes in \
                        all.\nLeft to take back: 1 earlier change.\n";
        assert_eq!(shown, expected);
        assert_eq!(undone(&Undone { change: None, left: 0 }, Width::PIPED), "There is no change to take back.\n");
    }

    #[test]
    fn a_redo_says_what_it_made_again_and_what_is_left() {
        let shown = redone(&Redone { change: Some(entry(2, None, false)), left: 0 }, Width::PIPED);
        let expected = "Made again: change 2, a \\u{1b} from x to y.\nCost: +2.50; 12.50 discomfort-minutes in \
                        all.\nLeft to make again: no further change.\n";
        assert_eq!(shown, expected);
        assert_eq!(redone(&Redone { change: None, left: 0 }, Width::PIPED), "There is no change to make again.\n");
        let again = HistoryEntry { action: Action::Redo, redoes: Some(2), ..entry(4, None, false) };
        let listed = history(&History { changes: vec![again], changed_since: false }, Width::PIPED);
        assert_eq!(listed, "  4  Fri  1 Jan 12:00 UTC  made change 2 again: +2.50\n");
    }
}
