//! Checks for every rule that the recipe "to add a rule" in `lib.rs` was followed. The compiler checks the rest: the
//! arms of [`rule`](super::rule), of the checker's table, and of the functions of [`Constraint`].

use std::collections::BTreeSet;
use std::path::Path;

use super::constraints::{Selection, about, without};
use super::testing::{add_day, add_person, at, audience, conference, session, weigh};
use super::words::Words;
use super::{Constraint, GroundError, catalogue, ground, rule};
use crate::domain::{
    Apart, Conference, Decimal, Fixed, Order, Relation, RelationKind, RuleId, Service, ServiceId, SessionId, Slot,
    Strength, TrackId, TypeId, Window,
};
use crate::model::{FORBIDDEN, Price};

#[test]
fn the_description_of_a_rule_is_consistent() {
    for (id, info) in RuleId::ALL.into_iter().zip(catalogue()) {
        assert_eq!(info.id, id);
        assert!(info.legal.allows(info.default), "{id} does not allow its default");
        assert_eq!(info.charges.is_some(), info.legal.weight, "{id} describes its charge if it may have a weight");
        assert!(info.sentence.starts_with(char::is_uppercase) && info.sentence.ends_with('.'), "{id}");
    }
}

/// The rules' files, with their text.
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let file = |id: RuleId| {
        let name = id.as_str().replace('-', "_");
        let text = std::fs::read_to_string(folder.join(format!("{name}.rs"))).unwrap();
        (name, text)
    };
    RuleId::ALL.map(file).to_vec()
}

#[test]
fn no_rule_uses_another_rule() {
    let files = files();
    for (name, text) in &files {
        for (other, _) in files.iter().filter(|(other, _)| other != name) {
            for path in ["super::", "rules::"] {
                assert!(!text.contains(&format!("{path}{other}::")), "{name} uses {other}");
            }
        }
    }
}

#[test]
fn every_rule_has_a_file_with_tests() {
    for (name, text) in files() {
        assert!(text.contains("#[test]"), "{name} has no test");
    }
}

/// A conference where every rule that can be hard is hard and has a constraint on the two sessions.
pub(super) fn constrained() -> Conference {
    let mut given = conference();
    for info in catalogue().into_iter().filter(|info| info.legal.hard) {
        given.rules[info.id].strength = Strength::Hard;
    }
    given.days.clear();
    add_day(&mut given, 2, "02T08:00", "02T18:00");
    given.turnaround_minutes = 10;
    given.person_gap_minutes = 10;
    let morning = Window { from: at("02T09:00"), until: at("02T12:00") };
    given.rooms[0].closed = vec![morning];
    given.rooms[0].capacity = Some(5);
    given.services =
        vec![Service { id: "interpretation".into(), teams: 1, rooms: Some(vec![]), minutes_per_day: Some(60) }];
    given.phases[0].types = Some(vec![TypeId(1)]);
    given.phases[0].longest_day_minutes = Some(120);
    given.phases[0].slots = vec![Slot { window: morning, rooms: None }];
    let mut first = session("a", 60);
    (first.alone, first.track, first.services) = (true, Some(TrackId(0)), vec![ServiceId(0)]);
    first.allowed = Some(vec![morning]);
    first.fixed = Some(Fixed { start: at("02T09:00"), room: None });
    first.apart_from = vec![Apart { session: SessionId(1), weight: None }];
    let mut second = session("b", 60);
    second.after = vec![Order { session: SessionId(0), gap_minutes: 0, phase: None }];
    given.sessions = vec![first, second];
    given.relations = vec![Relation {
        kind: RelationKind::Days { least: 1, most: None },
        name: "different-days",
        sessions: vec![SessionId(0), SessionId(1)],
        strength: Strength::Hard,
        neighbours: false,
    }];
    add_person(&mut given, "UTC", &[0, 1]);
    given.people[0].unavailable = vec![morning];
    given
}

#[test]
fn exactly_the_rules_that_can_be_hard_have_constraints() {
    let given = constrained();
    let selection = Selection::of(&given, &[SessionId(0), SessionId(1)]);
    for info in catalogue() {
        let constraints = rule(info.id).constraints(&selection);
        // That sessions take place is the question, not a constraint.
        let expected = info.legal.hard && info.id != RuleId::Placed;
        assert_eq!(!constraints.is_empty(), expected, "{}: {constraints:?}", info.id);
    }
}

#[test]
fn every_constraint_is_listed_once_and_can_be_relaxed() {
    let given = constrained();
    let constraints = about(&given, &[SessionId(0), SessionId(1)]);
    assert!(constraints.is_sorted_by_key(Constraint::rank));
    for (index, constraint) in constraints.iter().enumerate() {
        assert!(!constraints[..index].contains(constraint), "{constraint:?} is listed twice");
        assert!(Words(&given).sentence(constraint).ends_with('.'), "{constraint:?}");
        assert_ne!(without(&given, &[constraint], 2), given, "{constraint:?}");
    }
}

#[test]
fn the_rules_that_a_certificate_prices() {
    let subject = ["x".to_owned()];
    let certified = RuleId::ALL.into_iter().filter(|&id| rule(id).is_certified(&subject));
    use RuleId::{Alone, FairPeople, FairRegions, RoomClash, TagOverlap, TrackOverlap};
    let expected = [RoomClash, RuleId::Service, Alone, TrackOverlap, TagOverlap, FairRegions, FairPeople];
    assert_eq!(certified.collect::<BTreeSet<_>>(), BTreeSet::from(expected));
    let minutes = ["x".to_owned(), "minutes-per-day".to_owned()];
    assert!(!rule(RuleId::Service).is_certified(&minutes), "no multipliers of the minutes of a day");
}

#[test]
fn the_hard_part_has_no_costs() {
    let mut given = constrained();
    given.audiences = vec![audience("a", 1, &[("UTC", 1)])];
    for info in catalogue().into_iter().filter(|info| info.legal.weight) {
        given.rules[info.id].strength = Strength::Weight(Decimal::ONE);
    }
    let weights = given.rules.clone();
    for (id, setting) in weights.iter() {
        given.rules[id].strength = rule(id).hard_part(&mut given, setting.strength);
    }
    let model = ground(&given).unwrap().model;
    let costs = model.activities.iter().flat_map(|activity| &activity.start_cost);
    assert!(costs.copied().all(|cost| cost == 0 || cost == FORBIDDEN));
    assert!(model.cumulatives.iter().all(|cumulative| cumulative.price == Price::Hard));
    assert!(model.bucket_capacities.iter().all(|capacity| capacity.price == Price::Hard));
    assert!(given.rules.iter().all(|(_, setting)| !matches!(setting.strength, Strength::Weight(_))));
}

#[test]
fn every_rule_has_a_row_in_the_manual() {
    // `tests/documents` compares the text of the rows with the rules.
    let chapter = include_str!("../manual/rules.md");
    for id in RuleId::ALL {
        assert!(chapter.contains(&format!("\n| `{id}` | ")), "{id} has no row in the manual");
    }
}

#[test]
fn costs_that_are_too_large_name_the_rule() {
    let mut given = conference();
    given.audiences = vec![audience("a", 1, &[("UTC", 1)])];
    given.sessions = vec![session("s", 1440)];
    given.sessions[0].attendance = 1_000_000;
    given.audiences[0].weight = Decimal::whole(1_000_000);
    weigh(&mut given, RuleId::AudienceHours, "1000000");
    assert_eq!(ground(&given).err(), Some(GroundError::TooLarge { rule: Some(RuleId::AudienceHours) }));
    // Each cost fits, their sum does not.
    weigh(&mut given, RuleId::AudienceHours, "0.05");
    let cells = 1 + (1_i64 << 53) / 2_400_000_000_000_000;
    given.sessions = vec![given.sessions[0].clone(); cells as usize];
    assert_eq!(ground(&given).err(), Some(GroundError::TooLarge { rule: None }));
}

#[test]
fn more_places_than_fit_into_memory_are_refused() {
    let mut given = conference();
    given.grid_minutes = 1;
    given.sessions = vec![session("s", 60); 40_000];
    let error = ground(&given).err();
    assert_eq!(error, Some(GroundError::TooManyPlaces { sessions: 40_000, starts: 1440, classes: 1 }));
}
