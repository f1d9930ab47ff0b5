//! Where a session could move, cheapest first: a line for each place, or in detail what each would change for whom.

use super::Width;
use super::diff::times;
use super::numbers::{count, difference, length, whole};
use super::overview::{changes, name};
use super::session_explanation::{attendees, label};
use super::table::{Column, table};
use super::text::{columns, cut, printable, section, wrap};
use crate::explain::slots::{SlotChoice, Slots};
use crate::explain::view::Spot;

/// The most broken rules listed for one choice in detail; the rest is only counted.
const MOST_BROKEN: usize = 3;
/// The most regions, and the most people, listed for one choice in detail; the rest is only counted.
const MOST_CONCERNED: usize = 2;
/// Indentation of the details of a choice, in columns.
const INDENT: usize = 14;
/// The widest room, and the widest session, in a table, in columns.
const WIDEST_NAME: usize = 24;

/// How much is said of each place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// One line: cost, time, room, and the region that suffers most.
    Line,
    /// The cost by rule, by region and by person, and every broken rule in words.
    Full,
}

/// Where a session could move; `swaps` if sessions to change places with were asked for.
pub fn slots(view: &Slots, swaps: bool, detail: Detail, width: Width) -> String {
    let mut out = summary(view, swaps, width);
    let now = view.now.as_ref();
    let heading = heading("Places where it fits if nothing else moves", view.fitting_places, &view.places);
    out.push_str(&listed(&heading, &view.places, now, detail, width));
    if swaps {
        let what = match view.now {
            Some(_) => "Sessions with which it could change places",
            None => "Sessions whose place it could take",
        };
        let heading = self::heading(what, view.fitting_swaps, &view.swaps);
        out.push_str(&listed(&heading, &view.swaps, now, detail, width));
    }
    out
}

/// The session and its place in a sentence, and how many places it could have instead in another.
fn summary(view: &Slots, swaps: bool, width: Width) -> String {
    let session = format!("{} ({}, {})", name(&view.id, &view.title), length(view.minutes), attendees(view.attendance));
    let now = match &view.now {
        Some(spot) => format!("{session} is held on {}.", label(spot)),
        None => format!("{session} is not in the timetable."),
    };
    let places = match view.fitting_places {
        0 => "no other place".to_owned(),
        fitting => count(fitting, "other place"),
    };
    let partners = match (view.fitting_swaps, &view.now) {
        _ if !swaps => String::new(),
        (fitting, Some(_)) => format!(", and can change places with {}", count(fitting, "session")),
        (fitting, None) => format!(", and can take the place of {}", count(fitting, "session")),
    };
    let could = format!("If nothing else moves, it fits into {places}{partners}.");
    wrap("", &now, width.0) + &wrap("", &could, width.0)
}

fn heading(what: &str, fitting: usize, listed: &[SlotChoice]) -> String {
    let shown = listed.iter().filter(|choice| choice.broken.is_empty()).count();
    if fitting > shown { format!("{what}: the {shown} cheapest of {}", whole(fitting)) } else { what.to_owned() }
}

fn listed(heading: &str, choices: &[SlotChoice], now: Option<&Spot>, detail: Detail, width: Width) -> String {
    let (fitting, broken): (Vec<&SlotChoice>, Vec<&SlotChoice>) = choices.iter().partition(|c| c.broken.is_empty());
    let shown = |choices: &[&SlotChoice]| match detail {
        Detail::Line => lines(choices, width),
        Detail::Full => choices.iter().map(|c| paragraph(c, now, width)).collect(),
    };
    let mut body = shown(&fitting);
    if fitting.is_empty() {
        let more = if broken.is_empty() { "; --all also lists places that break a hard rule" } else { "" };
        body = format!("none{more}\n");
    }
    section(heading, &body) + &section("With a broken hard rule", &shown(&broken))
}

/// A table with one line for each choice: cost, the session to change places with, time, room, effect.
fn lines(choices: &[&SlotChoice], width: Width) -> String {
    let row = |choice: &&SlotChoice| {
        let partner = choice.with.as_ref();
        let spot = partner.map_or(&choice.spot, |partner| &partner.now);
        let rooms = match partner {
            None if choice.rooms.len() > 1 => {
                choice.rooms.iter().map(|room| printable(room)).collect::<Vec<_>>().join(" or ")
            }
            _ => spot.room.as_deref().map_or_else(|| "-".to_owned(), printable),
        };
        let session = partner.map(|partner| name(&partner.id, &partner.title)).unwrap_or_default();
        [cost(choice), session, spot.when.clone(), rooms, effect(choice)]
    };
    let mut rows: Vec<[String; 5]> = choices.iter().map(row).collect();
    let broken = choices.iter().any(|choice| !choice.broken.is_empty());
    let swaps = choices.iter().any(|choice| choice.with.is_some());
    let titles = ["cost", "session", "when", "room", if broken { "breaks" } else { "worst for" }];
    let widest = |rows: &[[String; 5]], column: usize| {
        rows.iter().map(|row| columns(&row[column])).chain([titles[column].len()]).max().unwrap_or(0)
    };
    let mut left = (width.0 - 2).saturating_sub(widest(&rows, 0) + widest(&rows, 2) + if swaps { 8 } else { 6 });
    // Names, and then the effect, are cut to what is left of the line: each choice has one.
    for column in if swaps { vec![1, 3, 4] } else { vec![3, 4] } {
        let most = if column == 4 { left } else { (left / 2).min(WIDEST_NAME) };
        rows.iter_mut().for_each(|row| row[column] = cut(&row[column], most));
        left -= widest(&rows, column);
    }
    let mut heads = vec![Column::Number(titles[0])];
    heads.extend(titles[1..].iter().map(|title| Column::Text(title)));
    let mut rows: Vec<Vec<String>> = rows.into_iter().map(Vec::from).collect();
    if !swaps {
        heads.remove(1);
        rows.iter_mut().for_each(|row| drop(row.remove(1)));
    }
    table(&heads, rows, Width(width.0 - 2))
}

fn cost(choice: &SlotChoice) -> String {
    if choice.broken.is_empty() { difference(choice.difference) } else { "no".to_owned() }
}

/// The rules that a choice breaks, or the region that suffers most from it.
fn effect(choice: &SlotChoice) -> String {
    let mut rules: Vec<String> = choice.broken.iter().map(|violation| violation.rule.to_string()).collect();
    rules.dedup();
    if !rules.is_empty() {
        return rules.join(", ");
    }
    match choice.regions.iter().max_by_key(|region| region.difference) {
        Some(region) if region.difference > 0 => {
            format!("{} {}", difference(region.difference), printable(&region.name))
        }
        _ => "-".to_owned(),
    }
}

/// A choice in detail.
fn paragraph(choice: &SlotChoice, now: Option<&Spot>, width: Width) -> String {
    let what = match &choice.with {
        Some(partner) => format!("{}, {}", name(&partner.id, &partner.title), label(&partner.now)),
        None if choice.rooms.len() > 1 => {
            let rooms: Vec<String> = choice.rooms.iter().map(|room| printable(room)).collect();
            format!("{} in {}", choice.spot.when, rooms.join(" or "))
        }
        None => label(&choice.spot),
    };
    let mut out = wrap(&format!("{:>12}  ", cost(choice)), &what, width.0 - 2);
    for line in consequences(choice, now) {
        out.push_str(&wrap(&" ".repeat(INDENT), &line, width.0 - 2));
    }
    out
}

fn consequences(choice: &SlotChoice, now: Option<&Spot>) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(partner) = &choice.with {
        match (&partner.there, now) {
            (None, _) => lines.push("the other session would lose its place".to_owned()),
            (Some(there), Some(now)) if (&choice.spot.room, &there.room) != (&partner.now.room, &now.room) => {
                lines.push(format!("this session on {}, the other on {}", label(&choice.spot), label(there)));
            }
            _ => {}
        }
    }
    let broken = choice.broken.iter().map(|v| format!("breaks {}: {}", v.rule, printable(&v.message)));
    lines.extend(broken.take(MOST_BROKEN));
    if choice.broken.len() > MOST_BROKEN {
        lines.push(format!("breaks {} more", choice.broken.len() - MOST_BROKEN));
    }
    lines.extend(Some(changes(&choice.by_rule)).filter(|changes| !changes.is_empty()));
    let regions = choice.regions.iter().map(|r| format!("{} {}", printable(&r.name), difference(r.difference)));
    lines.extend(few(regions.collect()).map(|regions| format!("for {regions}")));
    let concerned = choice.people.iter().filter(|person| person.difference != 0).map(|person| {
        let times = times(person.old.as_deref(), person.new.as_deref());
        format!("{}: {times} in {}", printable(&person.name), person.zone)
    });
    lines.extend(few(concerned.collect()));
    lines
}

/// The first few in one line, and how many more there are; `None` for none.
fn few(mut parts: Vec<String>) -> Option<String> {
    let more = parts.len().saturating_sub(MOST_CONCERNED);
    parts.truncate(MOST_CONCERNED);
    if more > 0 {
        parts.push(format!("and {more} more"));
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::RuleId;
    use crate::explain::PersonChange;
    use crate::explain::slots::{Partner, RegionDifference};
    use crate::explain::view::{RuleCost, Violated, Violation};

    fn spot(when: &str, room: &str) -> Spot {
        Spot { start: String::new(), when: when.to_owned(), room: Some(room.to_owned()) }
    }

    fn open() -> SlotChoice {
        let person = |name: &str, difference| PersonChange {
            id: name.into(),
            name: name.into(),
            zone: "Asia/Tokyo".into(),
            session: "a".into(),
            old: Some("Mon 2 Nov 17:30".into()),
            new: Some("Mon 2 Nov 23:00".into()),
            difference,
        };
        SlotChoice {
            spot: spot("Mon 2 Nov 2020 14:00", "room-1"),
            rooms: vec!["room-1".into(), "room-3".into()],
            with: None,
            unplaced_minutes_difference: 0,
            difference: 1250,
            by_rule: vec![RuleCost { rule: RuleId::PeopleHours, cost: 1250 }],
            broken: vec![],
            regions: ["North", "East", "South", "West"]
                .map(|name| RegionDifference { name: name.into(), difference: 100 })
                .into(),
            people: vec![person("Yuki", 500), person("Ana", 0)],
        }
    }

    fn view() -> Slots {
        Slots {
            id: "a".into(),
            title: "Opening".into(),
            minutes: 90,
            attendance: 400,
            now: Some(spot("Mon 2 Nov 2020 08:30", "room-1")),
            fitting_places: 38,
            places: vec![open()],
            fitting_swaps: 0,
            swaps: vec![],
        }
    }

    #[test]
    fn a_place_has_one_line_with_its_cost_and_the_region_that_suffers_most() {
        let expected = "\
a \"Opening\" (1 h 30 min, 400 attendees) is held on Mon 2 Nov 2020 08:30 in
room-1.
If nothing else moves, it fits into 38 other places.

Places where it fits if nothing else moves: the 1 cheapest of 38
    cost  when                  room              worst for
  ------- --------------------- ----------------- ----------
  +12.50  Mon 2 Nov 2020 14:00  room-1 or room-3  +1.00 West
";
        assert_eq!(slots(&view(), false, Detail::Line, Width::PIPED), expected);
    }

    #[test]
    fn ten_places_and_ten_sessions_have_a_line_each_however_long_the_names() {
        let long = |name: &str| format!("{name} with a name that is far too long for one line of a terminal");
        let place = SlotChoice {
            rooms: vec![long("room"), long("another")],
            regions: vec![RegionDifference { name: long("a region"), difference: 123_456_789 }],
            difference: 123_456_789,
            ..open()
        };
        let partner = Partner {
            id: "b".into(),
            title: long("b"),
            now: spot("Wed 30 Dec 2020 10:00", &long("room")),
            there: Some(spot("Mon 2 Nov 2020 08:30", "room-1")),
        };
        let swap = SlotChoice { with: Some(partner), ..place.clone() };
        let view = Slots { places: vec![place; 10], swaps: vec![swap; 10], fitting_swaps: 10, ..view() };
        let shown = slots(&view, true, Detail::Line, Width::PIPED);
        assert!(shown.lines().all(|line| columns(line) <= 80), "{shown}");
        assert!(shown.lines().count() <= 32, "{shown}");
    }

    #[test]
    fn a_place_in_detail_has_rules_regions_and_people() {
        let expected = "\
        +12.50  Mon 2 Nov 2020 14:00 in room-1 or room-3
                people-hours +12.50
                for North +1.00; East +1.00; and 2 more
                Yuki: Mon 2 Nov 17:30 -> Mon 2 Nov 23:00 in Asia/Tokyo
";
        let shown = slots(&view(), false, Detail::Full, Width::PIPED);
        assert!(shown.ends_with(expected), "{shown}");
    }

    #[test]
    fn swaps_and_broken_rules_in_detail() {
        let partner = Partner {
            id: "b".into(),
            title: "b".into(),
            now: spot("Tue 3 Nov 2020 10:00", "room-2"),
            there: Some(spot("Mon 2 Nov 2020 08:30", "room-1")),
        };
        let alone = Violation {
            rule: Violated::Rule(RuleId::Alone),
            message: "b\u{1b}".into(),
            sessions: vec![],
            people: vec![],
        };
        let swap = SlotChoice { spot: partner.now.clone(), with: Some(partner.clone()), regions: vec![], ..open() };
        let loss = Partner { there: None, ..partner };
        let broken = SlotChoice { with: Some(loss), broken: vec![alone], regions: vec![], ..open() };
        let view = Slots { places: vec![], fitting_places: 0, fitting_swaps: 1, swaps: vec![swap, broken], ..view() };
        let shown = slots(&view, true, Detail::Full, Width::PIPED);
        assert!(shown.contains("it fits into no other place, and can change places with 1\nsession.\n"), "{shown}");
        assert!(shown.contains("moves\n  none; --all also lists places that break a hard rule\n"), "{shown}");
        assert!(shown.contains("change places\n        +12.50  b, Tue 3 Nov 2020 10:00 in room-2\n"), "{shown}");
        // Where the two change places exactly, nothing more has to be said.
        assert!(!shown.contains("the other on"), "{shown}");
        assert!(shown.contains("With a broken hard rule\n            no  b, Tue"), "{shown}");
        let loses = "the other session would lose its place\n                breaks alone: b\\u{1b}\n";
        assert!(shown.contains(loses), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    }
}
