//! Random legal settings of the rules, and an earlier timetable for the rule `stay`.

use plenary::domain::{
    Conference, Legal, Placement, Reference, RegionMeasure, RoomId, RuleId, RuleOption, RuleSetting, RuleSettings,
    Schedule, Strength,
};
use plenary::rules::catalogue;

use super::{Draft, grid};
use crate::properties::random::Random;

/// Draws the setting of each rule, and the earlier timetable.
pub fn draw(draft: &mut Draft, conference: &mut Conference) -> Option<Reference> {
    let random = &mut draft.random;
    let catalogue = catalogue();
    conference.rules = RuleSettings::of(|id| {
        let rule = &catalogue[id as usize];
        let has = |option| rule.options.contains(&option);
        let share = has(RuleOption::Share).then(|| random.decimal(&["0.5", "0.2", "0.9", "1", "0.05"]));
        let share = share.filter(|_| !has(RuleOption::Measure) || random.chance(60));
        let mut setting = RuleSetting::from(setting(random, rule.legal));
        if has(RuleOption::Threshold) {
            setting.threshold = random.decimal(&["0.2", "0.1", "0.35", "0", "1", "0.333333"]);
        }
        match share {
            Some(share) if has(RuleOption::Measure) => {
                RuleSetting { measure: RegionMeasure::Tail { share }, ..setting }
            }
            _ => RuleSetting { share, ..setting },
        }
    });
    let compared = conference.rule(RuleId::Stay) != Strength::Off || random.chance(20);
    compared.then(|| Reference { schedule: earlier(random, conference), count_room_changes: false })
}

/// The kinds of settings that are legal.
pub fn legal(legal: Legal) -> Vec<&'static str> {
    let kinds = [("hard", legal.hard), ("weight", legal.weight), ("off", legal.off)];
    kinds.into_iter().filter_map(|(kind, allowed)| allowed.then_some(kind)).collect()
}

fn setting(random: &mut Random, allowed: Legal) -> Strength {
    match random.pick(&legal(allowed)) {
        "hard" => Strength::Hard,
        "off" => Strength::Off,
        _ => {
            Strength::Weight(random.decimal(&["1", "1", "0.25", "3", "0.1", "1.5", "0.333333", "0.000001", "25", "0"]))
        }
    }
}

/// An earlier timetable, without some sessions and rooms, and with some starts off the grid.
fn earlier(random: &mut Random, conference: &Conference) -> Schedule {
    let starts = grid(conference);
    let placements = conference.sessions.iter().map(|_| {
        if starts.is_empty() || random.chance(20) {
            return None;
        }
        let start = random.pick(&starts).plus(random.pick(&[0, 0, 0, 5, -35, 1440]));
        let room = (!random.chance(15)).then(|| RoomId::new(random.below(conference.rooms.len())));
        Some(Placement { start, room })
    });
    Schedule { placements: placements.collect() }
}
