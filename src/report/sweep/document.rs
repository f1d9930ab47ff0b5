//! The sweep as a JSON document. Costs are hundredths of a discomfort-minute.

use serde_json::{Map, Value, json};

use super::{Point, Sweep};
use crate::domain::Decimal;
use crate::report::what_if::document::of;

/// What the document says it is.
pub const FORMAT: &str = "plenary-sweep/1";

/// The sweep as a document. Every member is always there; what is not known is null. `svg` is where the picture was
/// written.
pub fn document(sweep: &Sweep, svg: Option<String>) -> Value {
    let knee = sweep.knee();
    let points = sweep.points.iter().enumerate().map(|(index, each)| point(sweep, each, knee == Some(index)));
    let (rule, weight) = sweep.rule.as_ref().map(|(rule, weight)| (rule.as_str(), number(*weight))).unzip();
    json!({
        "format": FORMAT,
        "event": sweep.event,
        "vary": sweep.vary,
        "rule": rule,
        "measured_at_weight": weight,
        "from": sweep.from,
        "effort": sweep.effort,
        "interrupted": sweep.interrupted,
        "svg": svg,
        "points": points.collect::<Vec<Value>>(),
    })
}

fn point(sweep: &Sweep, point: &Point, knee: bool) -> Value {
    let mut members = Map::new();
    let (x, y) = sweep.trade_off(point).unzip();
    let x = match &sweep.rule {
        Some(_) => json!(x),
        None => point.value.filter(|_| x.is_some()).map_or(Value::Null, number),
    };
    members.insert("value".to_owned(), point.value.map_or(Value::Null, number));
    members.insert("today".to_owned(), json!(point.today));
    members.insert("knee".to_owned(), json!(knee));
    members.insert("problem".to_owned(), json!(point.result.as_ref().err()));
    members.insert("trade_off".to_owned(), json!({ "x": x, "y": y }));
    members.extend(of(point.result.as_ref().ok()));
    Value::Object(members)
}

/// A decimal as a JSON number with the same digits.
fn number(decimal: Decimal) -> Value {
    serde_json::from_str(&decimal.to_string()).unwrap_or(Value::Null)
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;
    use super::*;

    #[test]
    fn every_point_has_the_same_members() {
        let document = document(&example(), None);
        let points = document["points"].as_array().unwrap();
        let members = |point: &Value| point.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert!(points.iter().all(|point| members(point) == members(&points[0])));
        assert_eq!(
            (&points[2]["value"], &points[2]["knee"], &points[2]["today"]),
            (&json!(600), &json!(true), &json!(true))
        );
        assert_eq!(points[2]["trade_off"], json!({ "x": 600, "y": 210_000 }));
        assert_eq!(number(Decimal::micros(250_000)), json!(0.25));
    }
}
