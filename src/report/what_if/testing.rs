//! An example comparison with every kind of result.

use super::{CaseResult, Comparison, Figures, WorstOff};
use crate::domain::RuleId;
use crate::explain::view::{RegionSummary, RuleCost};
use crate::report::overview::Quality;

/// Today's case, a cheaper one, one that leaves a session out, and one that could not be solved.
pub(crate) fn example() -> Comparison {
    let today = Figures {
        valid: true,
        sessions: 5,
        unplaced: vec![],
        unplaced_minutes: 0,
        violations: vec![],
        cost: 200_000,
        by_rule: vec![cost(RuleId::AudienceHours, 150_000), cost(RuleId::Wishes, 0), cost(RuleId::FairRegions, 50_000)],
        broken_today: 0,
        quality: Quality { cost: 200_000, bound: Some(190_000), base: 100_000, proof: None },
        regions: vec![region("Asia-Pacific: Asia/Karachi to Pacific/Auckland", 250_000), region("Africa", 250_000)],
        worst_off: Some(WorstOff {
            id: "a-person-with-a-long-id".to_owned(),
            name: "A Person".to_owned(),
            zone: "Asia/Tokyo".to_owned(),
            discomfort: 12_345,
        }),
        moved: Some(0),
        open_minutes: 900,
    };
    let mut cheaper = today.clone();
    cheaper.cost = 100_000;
    cheaper.by_rule.remove(1);
    cheaper.regions =
        vec![region("Asia-Pacific: Asia/Karachi to Pacific/Auckland", 200_000), region("Africa", 200_000)];
    let mut incomplete = today.clone();
    incomplete.unplaced = vec!["trust".to_owned()];
    incomplete.unplaced_minutes = 5_400;
    incomplete.cost = 201_300;
    incomplete.by_rule[1].cost = 500;
    incomplete.worst_off = None;
    let case = |name: &str, changes: &[&str], result| CaseResult {
        name: name.to_owned(),
        changes: changes.iter().map(|change| (*change).to_owned()).collect(),
        result,
    };
    Comparison {
        event: "Two\u{1b}[2J days".to_owned(),
        effort: Some("2,000 steps, 2 searchers, seed 1".to_owned()),
        from: Some("plan.json".to_owned()),
        free_to_move: true,
        interrupted: false,
        cases: vec![
            case("today", &[], Ok(today)),
            case("one more room", &["room add studio"], Ok(cheaper)),
            case("a day less", &["day drop 2027-03-04"], Ok(incomplete)),
            case("broken", &["grid 1"], Err("the instance is too large".to_owned())),
        ],
    }
}

fn cost(rule: RuleId, cost: i64) -> RuleCost {
    RuleCost { rule, cost }
}

fn region(name: &str, discomfort: i64) -> RegionSummary {
    RegionSummary { name: name.to_owned(), minutes: 10_000, night_minutes: 10, comfortable_minutes: 5_000, discomfort }
}
