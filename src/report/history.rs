//! The changes of a timetable by hand: the list of them, and one that was taken back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Width;
use super::numbers::{difference, discomfort};
use super::text::{printable, wrap};

/// What a change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// A change by hand.
    Change,
    /// A change that takes another one back.
    Undo,
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
    /// `change`, or `undo` for one that takes another one back.
    pub action: Action,
    /// The number of the change that it takes back; `null` for a change.
    pub undoes: Option<u64>,
    /// When it was made, in UTC.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
    /// What it changes, in words; of an undo, what it takes back.
    pub text: String,
    /// The cost of the timetable before it, in hundredths of a discomfort-minute.
    pub old_cost: i64,
    /// The cost of the timetable after it.
    pub new_cost: i64,
    /// Whether it was taken back.
    pub undone: bool,
}

/// What `undo` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Undone {
    /// The change that was taken back; `null` if there was none.
    pub change: Option<HistoryEntry>,
    /// How many earlier changes can be taken back next.
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
    let what = match (entry.undoes, entry.undone) {
        (Some(undone), _) => format!("took back change {undone}"),
        (None, true) => format!("{} (taken back)", printable(&entry.text)),
        (None, false) => printable(&entry.text),
    };
    let change = difference(entry.new_cost.saturating_sub(entry.old_cost));
    let text = format!("{what}: {change}");
    wrap(&format!("{:>3}  {}  ", entry.number, printable(&entry.at)), &text, width.0)
}

/// Says which change was taken back.
pub fn undone(view: &Undone, width: Width) -> String {
    let Some(entry) = &view.change else { return "There is no change to take back.\n".to_owned() };
    let mut out = wrap("Taken back: ", &format!("change {}, {}.", entry.number, printable(&entry.text)), width.0);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(number: u64, undoes: Option<u64>, undone: bool) -> HistoryEntry {
        let action = if undoes.is_some() { Action::Undo } else { Action::Change };
        let (at, text) = ("2027-01-01T12:00:00Z".to_owned(), "a \u{1b} from x to y".to_owned());
        HistoryEntry { number, action, undoes, at, text, old_cost: 1000, new_cost: 1250, undone }
    }

    #[test]
    fn each_change_has_its_number_and_its_price() {
        let changes = vec![entry(1, None, false), entry(2, None, true), entry(3, Some(2), false)];
        let expected = "  1  2027-01-01T12:00:00Z  a \\u{1b} from x to y: +2.50\n  2  2027-01-01T12:00:00Z  \
                        a \\u{1b} from x to y (taken back): +2.50\n  3  2027-01-01T12:00:00Z  \
                        took back change 2: +2.50\n";
        assert_eq!(history(&History { changes, changed_since: false }, Width::PIPED), expected);
        let nothing = history(&History { changes: vec![], changed_since: true }, Width::PIPED);
        assert!(nothing.starts_with("No change was made with plenary move.\nNote: after the last"), "{nothing}");
    }

    #[test]
    fn an_undo_says_what_it_took_back_and_what_is_left() {
        let shown = undone(&Undone { change: Some(entry(2, None, true)), left: 1 }, Width::PIPED);
        let expected = "Taken back: change 2, a \\u{1b} from x to y.\nCost: -2.50; 10.00 discomfort-minutes in \
                        all.\nLeft to take back: 1 earlier change.\n";
        assert_eq!(shown, expected);
        assert_eq!(undone(&Undone { change: None, left: 0 }, Width::PIPED), "There is no change to take back.\n");
    }
}
