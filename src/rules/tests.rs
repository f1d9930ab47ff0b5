//! The recipe "to add a rule" in `lib.rs`, walked for every rule. What is not here the compiler asks for: the arms of
//! [`rule`](super::rule), of the checker's table, and of all that is known of a [`Statement`].

use std::path::Path;

use super::statements::{Selection, about, without};
use super::testing::{add_day, add_person, at, audience, conference, session, weigh};
use super::words::Words;
use super::{GroundError, Statement, catalogue, ground, rule};
use crate::domain::{
    Apart, Conference, Decimal, Fixed, Order, Relation, RelationKind, RuleId, Service, ServiceId, SessionId, Slot,
    Strength, TrackId, TypeId, Window,
};
use crate::model::{FORBIDDEN, Price};

#[test]
fn what_a_rule_says_of_itself_fits_together() {
    for (id, info) in RuleId::ALL.into_iter().zip(catalogue()) {
        assert_eq!(info.id, id);
        assert!(info.legal.allows(info.default), "{id} cannot be what it is by default");
        assert_eq!(info.charges.is_some(), info.legal.weight, "{id} charges by weight, and says what");
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
fn no_rule_knows_another() {
    let files = files();
    for (name, text) in &files {
        for (other, _) in files.iter().filter(|(other, _)| other != name) {
            for path in ["super::", "rules::"] {
                assert!(!text.contains(&format!("{path}{other}::")), "{name} knows {other}");
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

/// Two sessions of which every rule that can be hard demands something, each of these rules hard.
fn demanding() -> Conference {
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
fn a_rule_that_can_be_hard_makes_a_statement_and_no_other_does() {
    let given = demanding();
    let selection = Selection::of(&given, &[SessionId(0), SessionId(1)]);
    for info in catalogue() {
        let said = rule(info.id).statements(&selection);
        // That sessions are held is no demand on them, but what is asked.
        assert_eq!(!said.is_empty(), info.legal.hard && info.id != RuleId::Placed, "{}: {said:?}", info.id);
    }
}

#[test]
fn every_statement_is_said_once_and_taken_back() {
    let given = demanding();
    let said = about(&given, &[SessionId(0), SessionId(1)]);
    assert!(said.is_sorted_by_key(Statement::rank));
    for (index, statement) in said.iter().enumerate() {
        assert!(!said[..index].contains(statement), "{statement:?} is said twice");
        assert!(Words(&given).statement(statement).ends_with('.'), "{statement:?}");
        assert_ne!(without(&given, &[statement], 2), given, "{statement:?}");
    }
}

#[test]
fn of_what_is_only_priced_nothing_is_left() {
    let mut given = demanding();
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
    assert!(model.profiles.iter().all(|profile| profile.price == Price::Hard));
    assert!(model.excesses.iter().all(|excess| excess.price == Price::Hard));
    assert!(given.rules.iter().all(|(_, setting)| !matches!(setting.strength, Strength::Weight(_))));
}

#[test]
fn every_rule_has_a_row_in_the_manual() {
    // `tests/documents` compares the rows with what the rules say.
    let chapter = include_str!("../manual/rules.md");
    for id in RuleId::ALL {
        assert!(chapter.contains(&format!("\n| `{id}` | ")), "{id} has no row in the manual");
    }
}

#[test]
fn what_is_too_large_names_the_rule() {
    let mut given = conference();
    given.audiences = vec![audience("a", 1, &[("UTC", 1)])];
    given.sessions = vec![session("s", 1440)];
    given.sessions[0].attendance = 1_000_000;
    given.audiences[0].weight = Decimal::whole(1_000_000);
    weigh(&mut given, RuleId::AudienceHours, "1000000");
    assert_eq!(ground(&given).err(), Some(GroundError::TooLarge { rule: Some(RuleId::AudienceHours) }));
    // Each cell fits, all of them together do not.
    weigh(&mut given, RuleId::AudienceHours, "0.05");
    let cells = 1 + (1_i64 << 53) / 2_400_000_000_000_000;
    given.sessions = vec![given.sessions[0].clone(); cells as usize];
    assert_eq!(ground(&given).err(), Some(GroundError::TooLarge { rule: None }));
}

#[test]
fn more_places_than_memory_are_refused() {
    let mut given = conference();
    given.grid_minutes = 1;
    given.sessions = vec![session("s", 60); 40_000];
    let error = ground(&given).err();
    assert_eq!(error, Some(GroundError::TooManyPlaces { sessions: 40_000, starts: 1440, classes: 1 }));
}
