//! The comparison as a JSON document. Costs are hundredths of a discomfort-minute. No times: the same steps give the
//! same document on every machine.

use serde_json::{Map, Value, json};

use super::{CaseResult, Comparison, Figures, everybody};
use crate::explain::view::Region;
use crate::report::overview::Proof;

/// What the document says it is.
pub const FORMAT: &str = "plenary-what-if/1";

/// The comparison as a document. Every member is always there; what is not known is null.
pub fn document(comparison: &Comparison) -> Value {
    json!({
        "format": FORMAT,
        "event": comparison.event,
        "from": comparison.from,
        "effort": comparison.effort,
        "interrupted": comparison.interrupted,
        "cases": comparison.cases.iter().map(case).collect::<Vec<Value>>(),
    })
}

fn case(case: &CaseResult) -> Value {
    let figures = case.result.as_ref().ok();
    let mut members = Map::new();
    members.insert("name".to_owned(), json!(case.name));
    members.insert("changes".to_owned(), json!(case.changes));
    members.insert("problem".to_owned(), json!(case.result.as_ref().err()));
    members.extend(of(figures));
    Value::Object(members)
}

/// The members about a timetable; all of them null where there is none.
pub fn of(figures: Option<&Figures>) -> Map<String, Value> {
    let get = |value: &dyn Fn(&Figures) -> Value| figures.map_or(Value::Null, value);
    let members = [
        ("valid", get(&|f| json!(f.holds()))),
        ("sessions", get(&|f| json!(f.sessions))),
        ("unplaced", get(&|f| json!(f.left_out.len()))),
        ("unplaced_minutes", get(&|f| json!(f.left_out_minutes))),
        ("left_out", get(&|f| json!(f.left_out))),
        ("violations", get(&|f| json!(f.violations))),
        ("cost", get(&|f| json!(f.cost))),
        ("by_rule", get(&|f| f.by_rule.iter().map(|rule| (rule.rule.clone(), json!(rule.cost))).collect())),
        ("broken_by_todays_rules", get(&|f| json!(f.broken_today))),
        ("own_cost", get(&|f| json!(f.quality.cost))),
        ("bound", get(&|f| json!(f.quality.bound))),
        ("base", get(&|f| json!(f.quality.base))),
        ("gap", get(&|f| json!(f.quality.gap()))),
        ("avoidable_gap", get(&|f| json!(f.quality.avoidable_gap()))),
        ("proof", get(&|f| json!(f.quality.proof.map(Proof::id)))),
        ("everybody", get(&|f| region(&everybody(f)))),
        ("regions", get(&|f| f.regions.iter().map(region).collect())),
        (
            "worst_off",
            get(&|f| {
                json!(f.worst_off.as_ref().map(|person| json!({
                    "id": person.id, "name": person.name, "zone": person.zone, "discomfort": person.discomfort,
                })))
            }),
        ),
        ("moved", get(&|f| json!(f.moved))),
        ("open_minutes", get(&|f| json!(f.open_minutes))),
    ];
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// A region, with its mean discomfort and the share of its hours in comfort as fractions.
fn region(region: &Region) -> Value {
    json!({
        "name": region.name,
        "minutes": region.minutes,
        "night_minutes": region.night_minutes,
        "comfortable_minutes": region.comfortable_minutes,
        "discomfort": region.discomfort,
        "mean_discomfort": fraction(region.discomfort, region.minutes.saturating_mul(100)),
        "comfortable_share": fraction(region.comfortable_minutes, region.minutes),
    })
}

/// A fraction to six digits; `None` of nothing.
fn fraction(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| {
        let millionths = (i128::from(part) * 2_000_000 + i128::from(whole)).div_euclid(2 * i128::from(whole));
        millionths as f64 / 1e6
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;
    use super::*;

    #[test]
    fn every_case_has_the_same_members() {
        let document = document(&example());
        let cases = document["cases"].as_array().unwrap();
        let members = |case: &Value| case.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert!(cases.iter().all(|case| members(case) == members(&cases[0])));
        assert_eq!((&cases[0]["problem"], &cases[3]["cost"]), (&Value::Null, &Value::Null));
        assert_eq!(cases[0]["everybody"]["mean_discomfort"], 0.25);
        assert_eq!(cases[2]["valid"], false);
    }
}
