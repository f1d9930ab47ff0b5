//! What `--json` puts on standard output: a schedule at a glance, as an object to which each command adds its own.

use serde_json::{Map, Value, json};

use super::failure::Failure;
use crate::explain::view::{Overview, RuleCost};

/// Costs by rule as one object, in the order of the rules' table.
pub fn by_rule(costs: &[RuleCost]) -> Value {
    Value::Object(costs.iter().map(|rule| (rule.rule.clone(), json!(rule.cost))).collect())
}

/// The members that every command about a whole schedule has. Costs are hundredths of a discomfort-minute.
pub fn overview(view: &Overview) -> Result<Map<String, Value>, Failure> {
    let value = json!({
        "valid": view.valid && view.unplaced.is_empty(),
        "cost": view.cost,
        "placed": view.placed,
        "unplaced": view.unplaced.len(),
        "unplaced_minutes": view.unplaced_minutes,
        "left_out": view.unplaced,
        "violations": view.violations,
        "by_rule": by_rule(&view.by_rule),
        "regions": view.regions,
        "people": view.people,
        "days": view.days,
    });
    match value {
        Value::Object(members) => Ok(members),
        _ => Err(Failure::internal("the overview is no object")),
    }
}
