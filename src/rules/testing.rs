//! Helpers for the tests of the rules: the cost and the violations of sessions at given places.

use super::{ground, rule};
use crate::domain::{Conference, Problem, RoomId, RuleSetting, RuleSettings, Strength, testing};
use crate::model::{Assignment, Place, Score, evaluate};

pub(crate) use crate::domain::RuleId;
pub(crate) use crate::domain::testing::{add_day, add_person, at, audience, phase, rooms, session};

/// The small conference, with the rules on that are hard by default.
pub(crate) fn conference() -> Conference {
    let strength = |default| if default == Strength::Hard { Strength::Hard } else { Strength::Off };
    let setting = |id| RuleSetting::from(strength(rule(id).info().default));
    Conference { rules: RuleSettings::of(setting), ..testing::conference() }
}

/// Sets a rule to a weight.
pub(crate) fn weigh(conference: &mut Conference, rule: RuleId, weight: &str) {
    set(conference, rule, Strength::Weight(weight.parse().unwrap()));
}

/// Sets a rule; panics if the rule does not allow the setting.
pub(crate) fn set(conference: &mut Conference, id: RuleId, strength: Strength) {
    assert!(rule(id).info().legal.allows(strength), "{id} does not allow {strength:?}");
    conference.rules[id].strength = strength;
}

/// Places for the sessions in file order: `02T10:00`, `02T10:00@1` for a room other than the first, `-` for none.
pub(crate) fn assignment<'a>(problem: impl Into<Problem<'a>>, places: &[&str]) -> Assignment {
    let grounded = ground(problem).unwrap();
    let place = |text: &&str| {
        if *text == "-" {
            return None;
        }
        let (time, room) = text.split_once('@').unwrap_or((text, "0"));
        let room = RoomId(room.parse().unwrap());
        let start = grounded.axis.start_at(at(time)).unwrap_or_else(|| panic!("{time} is no candidate"));
        let class = grounded.classes.iter().position(|class| class.contains(&room)).unwrap();
        Some(Place { start: start as u32, class: class as u32 })
    };
    places.iter().map(place).collect()
}

/// The score of sessions at these places.
pub(crate) fn score<'a>(problem: impl Into<Problem<'a>>, places: &[&str]) -> Score {
    let problem = problem.into();
    evaluate(&ground(problem).unwrap().model, &assignment(problem, places))
}

/// The cost of sessions at these places; panics if they break a hard rule.
pub(crate) fn cost<'a>(problem: impl Into<Problem<'a>>, places: &[&str]) -> i64 {
    let score = score(problem, places);
    assert_eq!(score.violations, 0, "{places:?} breaks a hard rule");
    score.soft
}

/// The units of hard conditions that sessions at these places break.
pub(crate) fn violations(conference: &Conference, places: &[&str]) -> i64 {
    score(conference, places).violations
}
