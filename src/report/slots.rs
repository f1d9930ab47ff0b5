//! Where a session could go, cheapest first, and what each place would change for whom.

use super::Width;
use super::diff::times;
use super::numbers::{difference, length, whole};
use super::overview::{changes, name};
use super::session_explanation::{attendees, label};
use super::text::{printable, section, wrap};
use crate::explain::slots::{SlotChoice, Slots};
use crate::explain::view::Spot;

/// Broken rules told of each choice before the rest is counted.
const MOST_BROKEN: usize = 3;
/// Regions and people told of each choice before the rest is counted.
const MOST_CONCERNED: usize = 2;
/// Columns left of a choice's consequences.
const INDENT: usize = 14;

/// The answer to "where else could it go?"; `swaps` where exchanges were asked for.
pub fn slots(view: &Slots, swaps: bool, width: Width) -> String {
    let mut out = wrap("", &name(&view.id, &view.title), width.0);
    out.push_str(&format!("{}, {}\n", length(view.minutes), attendees(view.attendance)));
    match &view.now {
        Some(spot) => out.push_str(&wrap("held ", &label(spot), width.0)),
        None => out.push_str("not in the timetable\n"),
    }
    let heading = heading("Places where it fits if nothing else moves", view.fitting_places, &view.places);
    let now = view.now.as_ref();
    out.push_str(&listed(&heading, &view.places, now, width));
    if swaps {
        let what = match view.now {
            Some(_) => "Sessions with which it could change places",
            None => "Sessions whose place it could take",
        };
        let heading = self::heading(what, view.fitting_swaps, &view.swaps);
        out.push_str(&listed(&heading, &view.swaps, now, width));
    }
    out
}

fn heading(what: &str, fitting: usize, told: &[SlotChoice]) -> String {
    let shown = told.iter().filter(|choice| choice.broken.is_empty()).count();
    match fitting {
        fitting if fitting > shown => {
            format!("{what}: the {shown} cheapest of {}", whole(fitting))
        }
        _ => what.to_owned(),
    }
}

fn listed(heading: &str, choices: &[SlotChoice], now: Option<&Spot>, width: Width) -> String {
    let (fitting, broken): (Vec<&SlotChoice>, Vec<&SlotChoice>) = choices.iter().partition(|c| c.broken.is_empty());
    let told = |choices: &[&SlotChoice]| choices.iter().map(|c| choice(c, now, width)).collect::<String>();
    let mut body = told(&fitting);
    if fitting.is_empty() {
        body = if broken.is_empty() { "none; --all tells what others would break\n" } else { "none\n" }.to_owned();
    }
    let mut out = section(heading, &body);
    out.push_str(&section("What others would break", &told(&broken)));
    out
}

fn choice(choice: &SlotChoice, now: Option<&Spot>, width: Width) -> String {
    let cost = if choice.broken.is_empty() { difference(choice.difference) } else { "no".to_owned() };
    let what = match &choice.with {
        Some(partner) => format!("{}, {}", name(&partner.id, &partner.title), label(&partner.now)),
        None if choice.rooms.len() > 1 => {
            let rooms: Vec<String> = choice.rooms.iter().map(|room| printable(room)).collect();
            format!("{} in {}", choice.spot.when, rooms.join(" or "))
        }
        None => label(&choice.spot),
    };
    let mut out = wrap(&format!("{cost:>12}  "), &what, width.0 - 2);
    for line in consequences(choice, now) {
        out.push_str(&wrap(&" ".repeat(INDENT), &line, width.0 - 2));
    }
    out
}

fn consequences(choice: &SlotChoice, now: Option<&Spot>) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(partner) = &choice.with {
        match (&partner.there, now) {
            (None, _) => lines.push("that one would lose its place".to_owned()),
            (Some(there), Some(now)) if (&choice.spot.room, &there.room) != (&partner.now.room, &now.room) => {
                lines.push(format!("it {}, that one {}", label(&choice.spot), label(there)));
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
    fn a_place_with_its_cost_and_whom_it_concerns() {
        let expected = "\
a \"Opening\"
1 h 30 min, 400 attendees
held Mon 2 Nov 2020 08:30 in room-1

Places where it fits if nothing else moves: the 1 cheapest of 38
        +12.50  Mon 2 Nov 2020 14:00 in room-1 or room-3
                people-hours +12.50
                for North +1.00; East +1.00; and 2 more
                Yuki: Mon 2 Nov 17:30 -> Mon 2 Nov 23:00 in Asia/Tokyo
";
        assert_eq!(slots(&view(), false, Width::PIPED), expected);
    }

    #[test]
    fn exchanges_and_what_breaks() {
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
        let said = slots(&view, true, Width::PIPED);
        assert!(said.contains("moves\n  none; --all tells what others would break\n"), "{said}");
        assert!(said.contains("change places\n        +12.50  b, Tue 3 Nov 2020 10:00 in room-2\n"), "{said}");
        // The very exchange needs no words.
        assert!(!said.contains("that one Mon"), "{said}");
        assert!(said.contains("What others would break\n            no  b, Tue"), "{said}");
        assert!(said.contains("that one would lose its place\n                breaks alone: b\\u{1b}\n"), "{said}");
        assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
    }
}
