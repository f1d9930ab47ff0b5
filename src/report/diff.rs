//! The changes between two versions of a timetable, for a terminal and as Markdown.

use super::Width;
use super::numbers::{count, difference, discomfort, length};
use super::overview::name;
use super::session_explanation::label;
use super::table::{Column, table};
use super::text::{markdown as escaped, printable, section, wrap};
use crate::explain::diff::{Diff, SessionChange};
use crate::explain::versions::SessionChangeKind;
use crate::explain::view::Spot;

/// The kinds of changes in the order shown, with their headings and words.
const KINDS: [(SessionChangeKind, &str, &str); 5] = [
    (SessionChangeKind::Removed, "Removed", "removed"),
    (SessionChangeKind::Added, "Added", "added"),
    (SessionChangeKind::Moved, "Moved", "moved"),
    (SessionChangeKind::Room, "Room changed", "room changed"),
    (SessionChangeKind::Edited, "Edited", "edited"),
];

/// Writes the changes for a terminal.
pub fn terminal(diff: &Diff, width: Width) -> String {
    let mut out = wrap("", &format!("{}: {}", printable(&diff.event), verdict(diff)), width.0);
    for (kind, heading, _) in KINDS {
        let mut body = String::new();
        for change in diff.changes.iter().filter(|change| change.kind == kind) {
            body.push_str(&wrap("", &name(&change.id, &change.title), width.0 - 2));
            for line in lines(change) {
                body.push_str(&wrap("  ", &line, width.0 - 2));
            }
        }
        out.push_str(&section(heading, &body));
    }
    out.push_str(&section(COST, &costs(diff, Width(width.0 - 2))));
    if !diff.same_instance {
        out.push('\n');
        out.push_str(&wrap("", OTHER_INSTANCE, width.0));
    }
    out
}

const COST: &str = "Cost in discomfort-minutes";
const OTHER_INSTANCE: &str = "The programme file changed as well: each version's cost is computed with its own file.";

/// Writes the changes as Markdown.
pub fn markdown(diff: &Diff) -> String {
    let mut out = format!("{}: {}\n", escaped(&diff.event), escaped(&verdict(diff)));
    for (kind, heading, _) in KINDS {
        let mut of_kind = diff.changes.iter().filter(|change| change.kind == kind).peekable();
        if of_kind.peek().is_some() {
            out.push_str(&format!("\n### {heading}\n\n"));
        }
        for change in of_kind {
            out.push_str(&format!("* **{}**\n", escaped(&name(&change.id, &change.title))));
            out.extend(lines(change).iter().map(|line| format!("  * {}\n", escaped(line))));
        }
    }
    out.push_str(&format!("\n### {COST}\n\n| rule | before | after | change |\n|---|---:|---:|---:|\n"));
    for row in rows(diff) {
        out.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    if !diff.same_instance {
        out.push_str(&format!("\n{OTHER_INSTANCE}\n"));
    }
    out
}

/// A change in one sentence, with times in the event's time zone.
pub fn sentence(change: &SessionChange) -> String {
    let what = name(&change.id, &change.title);
    match (&change.old, &change.new) {
        (None, Some(new)) => format!("added: {what}, {}", label(new)),
        (Some(old), None) => format!("removed: {what}, was {}", label(old)),
        _ => format!("{}: {what}, {}", word(change.kind), differences(change).join("; ")),
    }
}

/// The local times of one session before and after, or the only one it has.
pub(super) fn times(old: Option<&str>, new: Option<&str>) -> String {
    match (old, new) {
        (Some(old), Some(new)) if old == new => new.to_owned(),
        (Some(old), Some(new)) => format!("{old} -> {new}"),
        (Some(old), None) => format!("was {old}"),
        (None, Some(new)) => format!("now {new}"),
        (None, None) => String::new(),
    }
}

fn word(kind: SessionChangeKind) -> &'static str {
    KINDS.iter().find(|(known, ..)| *known == kind).map_or("unchanged", |(.., word)| word)
}

fn verdict(diff: &Diff) -> String {
    let number = |kind| diff.changes.iter().filter(|change| change.kind == kind).count();
    let parts: Vec<String> = KINDS
        .iter()
        .filter(|(kind, ..)| number(*kind) > 0)
        .map(|(kind, _, word)| format!("{} {word}", number(*kind)))
        .collect();
    if parts.is_empty() {
        return format!("no changes in {}.", count(diff.unchanged, "session"));
    }
    let changed = count(diff.changes.len(), "session");
    let people = if diff.people == 1 { "1 person takes".to_owned() } else { format!("{} people take", diff.people) };
    format!(
        "{changed} changed ({}), {} unchanged. {people} part in the changed sessions. Times are in the time zone {}.",
        parts.join(", "),
        diff.unchanged,
        diff.zone
    )
}

/// The differences of a session that has a place in both versions.
fn differences(change: &SessionChange) -> Vec<String> {
    let mut parts = Vec::new();
    if let (Some(old), Some(new)) = (&change.old, &change.new) {
        parts.extend(places(old, new));
    }
    if let (Some(old), Some(new)) = (change.old_minutes, change.new_minutes)
        && old != new
    {
        parts.push(format!("{} instead of {}", length(new), length(old)));
    }
    parts.extend(change.old_title.iter().map(|title| format!("its old title was \"{}\"", printable(title))));
    for (ids, what) in [(&change.joined, "joined"), (&change.left, "left")] {
        if !ids.is_empty() {
            let ids: Vec<String> = ids.iter().map(|id| printable(id)).collect();
            parts.push(format!("{} {what}", ids.join(", ")));
        }
    }
    if parts.is_empty() {
        parts.push("the parts for which its people are needed changed".to_owned());
    }
    parts
}

fn places(old: &Spot, new: &Spot) -> Option<String> {
    if old == new {
        return None;
    }
    if old.start == new.start {
        let room = |spot: &Spot| spot.room.as_deref().map_or_else(|| "no given room".to_owned(), printable);
        return Some(format!("{} in {} instead of {}", new.when, room(new), room(old)));
    }
    Some(format!("{} -> {}", label(old), label(new)))
}

/// A change, line by line: in the event's time zone, then for each person, then for each region.
fn lines(change: &SessionChange) -> Vec<String> {
    let mut lines = match (&change.old, &change.new) {
        (Some(old), None) => vec![format!("was {}", label(old))],
        (None, Some(new)) => vec![format!("now {}", label(new))],
        _ => differences(change),
    };
    // If the time is the same, it is the same for all.
    if matches!(change.kind, SessionChangeKind::Added | SessionChangeKind::Removed | SessionChangeKind::Moved) {
        for person in &change.people {
            let times = times(person.old.as_deref(), person.new.as_deref());
            lines.push(format!(
                "{}: {times} in {}{}",
                printable(&person.name),
                person.zone,
                discomfort_change(person.difference)
            ));
        }
        for region in &change.regions {
            let times = times(region.old.as_deref(), region.new.as_deref());
            lines.push(format!("{}: {times}{}", printable(&region.name), discomfort_change(region.difference)));
        }
    }
    lines
}

fn discomfort_change(change: i64) -> String {
    if change == 0 { String::new() } else { format!(" ({})", difference(change)) }
}

fn costs(diff: &Diff, width: Width) -> String {
    let columns = [Column::Text("rule"), Column::Number("before"), Column::Number("after"), Column::Number("change")];
    table(&columns, rows(diff), width)
}

fn rows(diff: &Diff) -> Vec<Vec<String>> {
    let row = |rule: &str, old: i64, new: i64| {
        vec![rule.to_owned(), discomfort(old), discomfort(new), difference(new.saturating_sub(old))]
    };
    let rules = diff.by_rule.iter().filter(|rule| rule.old != 0 || rule.new != 0);
    let mut rows: Vec<Vec<String>> = rules.map(|rule| row(rule.rule.as_str(), rule.old, rule.new)).collect();
    rows.push(row("total", diff.old_cost, diff.new_cost));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::RuleId;
    use crate::explain::diff::RuleChange;
    use crate::explain::{PersonChange, RegionChange};

    fn spot(when: &str, room: &str) -> Spot {
        Spot { start: when.to_owned(), when: when.to_owned(), room: Some(room.to_owned()) }
    }

    fn change(kind: SessionChangeKind, old: Option<Spot>, new: Option<Spot>) -> SessionChange {
        let hour = |spot: &Option<Spot>| spot.as_ref().map(|spot| format!("{} there", spot.when));
        SessionChange {
            kind,
            id: "a".into(),
            title: "<b>".into(),
            old_title: None,
            old_minutes: old.as_ref().map(|_| 60),
            new_minutes: new.as_ref().map(|_| 60),
            joined: vec![],
            left: vec![],
            people: vec![PersonChange {
                id: "p".into(),
                name: "Ana\n".into(),
                zone: "Asia/Tokyo".into(),
                session: "a".into(),
                old: hour(&old),
                new: hour(&new),
                difference: 150,
            }],
            regions: vec![RegionChange { name: "Asia".into(), old: hour(&old), new: hour(&new), difference: 0 }],
            old,
            new,
        }
    }

    fn diff(changes: Vec<SessionChange>) -> Diff {
        Diff {
            event: "Forum".into(),
            zone: "UTC".into(),
            same_instance: true,
            changes,
            unchanged: 3,
            people: 1,
            old_cost: 1000,
            new_cost: 1250,
            by_rule: vec![RuleChange { rule: RuleId::Wishes, old: 1000, new: 1250 }],
        }
    }

    #[test]
    fn a_move_is_shown_in_all_time_zones_with_its_cost() {
        let moved = change(SessionChangeKind::Moved, Some(spot("Mon", "r1")), Some(spot("Tue", "r2")));
        let expected = "\
Forum: 1 session changed (1 moved), 3 unchanged. 1 person takes part in the
changed sessions. Times are in the time zone UTC.

Moved
  a \"<b>\"
    Mon in r1 -> Tue in r2
    Ana\\u{a}: Mon there -> Tue there in Asia/Tokyo (+1.50)
    Asia: Mon there -> Tue there

Cost in discomfort-minutes
  rule    before  after  change
  ------- ------- ------ ------
  wishes   10.00  12.50   +2.50
  total    10.00  12.50   +2.50
";
        assert_eq!(terminal(&diff(vec![moved]), Width::PIPED), expected);
    }

    #[test]
    fn every_kind_has_its_sentence() {
        let (mon, tue) = (|| Some(spot("Mon", "r1")), || Some(spot("Tue", "r1")));
        assert_eq!(sentence(&change(SessionChangeKind::Added, None, mon())), "added: a \"<b>\", Mon in r1");
        assert_eq!(sentence(&change(SessionChangeKind::Removed, mon(), None)), "removed: a \"<b>\", was Mon in r1");
        let moved = SessionChange { new_minutes: Some(90), ..change(SessionChangeKind::Moved, mon(), tue()) };
        assert_eq!(sentence(&moved), "moved: a \"<b>\", Mon in r1 -> Tue in r1; 1 h 30 min instead of 1 h");
        let room = change(SessionChangeKind::Room, mon(), Some(spot("Mon", "r2")));
        assert_eq!(sentence(&room), "room changed: a \"<b>\", Mon in r2 instead of r1");
        let edited = SessionChange {
            old_title: Some("b".into()),
            joined: vec!["p".into()],
            left: vec!["q".into(), "r".into()],
            ..change(SessionChangeKind::Edited, mon(), mon())
        };
        assert_eq!(sentence(&edited), "edited: a \"<b>\", its old title was \"b\"; p joined; q, r left");
    }

    #[test]
    fn titles_are_escaped_in_markdown() {
        let shown = markdown(&Diff {
            same_instance: false,
            ..diff(vec![change(SessionChangeKind::Removed, Some(spot("Mon", "r|1")), None)])
        });
        assert!(shown.contains("### Removed\n\n* **a \"\\<b\\>\"**\n  * was Mon in r\\|1\n"), "{shown}");
        assert!(shown.contains("| wishes | 10.00 | 12.50 | +2.50 |\n"), "{shown}");
        assert!(shown.ends_with("with its own file.\n"), "{shown}");
    }

    #[test]
    fn equal_versions_have_no_changes() {
        let same = Diff { new_cost: 1000, ..diff(vec![]) };
        assert!(terminal(&same, Width::PIPED).starts_with("Forum: no changes in 3 sessions.\n"));
    }
}
