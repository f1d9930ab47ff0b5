//! Score a timetable made by hand: which hard rules it breaks, what it costs, and which sessions cause the cost.
//!
//! `cargo run --example score-by-hand`

use std::fmt::Write;

use plenary::app::{Failure, Silent, load};
use plenary::check::{Report, check};
use plenary::domain::{Conference, Placement, Schedule};
use plenary::generate::DEMO;
use plenary::report::numbers::discomfort;

/// Session, start in the time zone of the event, room.
type Row = (&'static str, &'static str, &'static str);

/// The first draft. Bruno speaks in two sessions at the same time.
const FIRST: [Row; 5] = [
    ("welcome", "2027-03-01T12:00", "room-1"),
    ("opening", "2027-03-03T10:00", "room-1"),
    ("networks", "2027-03-03T12:00", "room-1"),
    ("languages", "2027-03-03T14:00", "room-1"),
    ("trust", "2027-03-03T14:00", "room-2"),
];

/// The second draft: "Trust online" starts two hours earlier.
const SECOND: [Row; 5] = [FIRST[0], FIRST[1], FIRST[2], FIRST[3], ("trust", "2027-03-03T12:00", "room-2")];

/// A timetable has a placement for every session. Sessions that the rows do not name have none.
fn timetable(conference: &Conference, rows: &[Row]) -> Result<Schedule, Failure> {
    let mut schedule = Schedule::empty(conference.sessions.len());
    for (id, start, room) in rows {
        // An unknown id is an error that names the nearest known one.
        let session = load::session(conference, id)?;
        let start = load::instant(conference, "start", start)?;
        let room = Some(load::room(conference, room)?);
        schedule.placements[session.index()] = Some(Placement { start, room });
    }
    Ok(schedule)
}

/// The verdict, each broken rule, the cost by rule, and the three largest items of it.
fn describe(conference: &Conference, report: &Report, text: &mut String) {
    let _ = writeln!(text, "valid: {}, complete: {}", report.is_valid(), report.is_complete());
    for violation in &report.violations {
        let _ = writeln!(text, "  broken: {}: {}", violation.rule, violation.message);
    }
    let _ = writeln!(text, "cost in discomfort-minutes: {}", discomfort(report.cost));
    for (rule, cost) in report.by_rule.iter().filter(|(_, cost)| *cost > 0) {
        let _ = writeln!(text, "  {rule}: {}", discomfort(*cost));
    }
    let mut charges: Vec<_> = report.charges.iter().collect();
    charges.sort_by_key(|charge| std::cmp::Reverse(charge.cost));
    text.push_str("largest items of the cost\n");
    for charge in charges.iter().take(3) {
        let ids = charge.sessions.iter().map(|session| conference.sessions[session.index()].id.as_str());
        let sessions = ids.collect::<Vec<_>>().join(", ");
        let _ = writeln!(text, "  {} by {} for {sessions}", discomfort(charge.cost), charge.rule);
    }
}

/// Scores both drafts.
pub(crate) fn text() -> Result<String, Failure> {
    let conference = load::parse_programme(DEMO.as_bytes(), "demo.json", &Silent)?;
    let mut text = String::new();
    for (name, rows) in [("First draft", FIRST), ("Second draft", SECOND)] {
        let _ = writeln!(text, "{name}");
        // The checker reads the timetable minute by minute. It needs no solver.
        let report = check(&conference, &timetable(&conference, &rows)?);
        describe(&conference, &report, &mut text);
    }
    Ok(text)
}

fn main() -> Result<(), Failure> {
    print!("{}", text()?);
    Ok(())
}
