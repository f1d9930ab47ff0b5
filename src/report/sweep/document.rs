//! The sweep as a JSON document. Costs are in hundredths of a discomfort-minute.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Number;

use super::{Point, Sweep};
use crate::domain::Decimal;
use crate::report::what_if::document::{FiguresDocument, measured};

/// The format name in the document.
pub const FORMAT: &str = "plenary-sweep/1";

/// The results for several values of one number. All members are always present; unknown ones are null.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SweepDocument<'a> {
    /// `plenary-sweep/1`
    #[schemars(extend("const" = FORMAT))]
    pub format: &'static str,
    /// The event's name.
    pub event: &'a str,
    /// The varied number, as given on the command line.
    pub vary: &'a str,
    /// The id of the rule whose weight is varied; `null` if it is not a rule's weight.
    pub rule: Option<&'a str>,
    /// The weight with which that rule is measured at every value; `null` if it is not a rule's weight.
    pub measured_at_weight: Option<Number>,
    /// The schedule from which the search for each value starts, as given; `null` if it starts from scratch.
    pub from: Option<&'a str>,
    /// The search effort for each value, in words: `2,000 steps, 2 searchers, seed 1`.
    pub effort: &'a str,
    /// The sweep was interrupted.
    pub interrupted: bool,
    /// The file of the chart; `null` if none was requested.
    pub svg: Option<String>,
    /// The values, in ascending order; today's comes first if it is not a number.
    pub points: Vec<PointDocument<'a>>,
}

/// A value and its results.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PointDocument<'a> {
    /// The value, in the unit of the varied number; `null` for today's if it is not a number.
    pub value: Option<Number>,
    /// Whether it is today's value.
    pub today: bool,
    /// Whether it is the knee: the value farthest below the straight line between the two ends of the trade-off.
    pub knee: bool,
    /// Why there are no figures; `null` if there are.
    pub problem: Option<&'a str>,
    /// Its coordinates in the chart.
    pub trade_off: TradeOff,
    /// The figures.
    #[serde(flatten)]
    pub measured: FiguresDocument<'a>,
}

/// The two sides of the trade-off. Both are null if the timetable is not feasible.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TradeOff {
    /// For a rule: the cost of all other rules, in hundredths of a discomfort-minute; otherwise the value.
    pub x: Option<Number>,
    /// For a rule: its own cost; otherwise the total cost; in hundredths of a discomfort-minute.
    pub y: Option<i64>,
}

/// Builds the document. `svg` is the file of the chart.
pub fn document(sweep: &Sweep, svg: Option<String>) -> SweepDocument<'_> {
    let knee = sweep.knee();
    let points = sweep.points.iter().enumerate().map(|(index, each)| point(sweep, each, knee == Some(index)));
    SweepDocument {
        format: FORMAT,
        event: &sweep.event,
        vary: &sweep.vary,
        rule: sweep.rule.as_ref().map(|(rule, _)| rule.as_str()),
        measured_at_weight: sweep.rule.as_ref().and_then(|(_, weight)| number(*weight)),
        from: sweep.from.as_deref(),
        effort: &sweep.effort,
        interrupted: sweep.interrupted,
        svg,
        points: points.collect(),
    }
}

fn point<'a>(sweep: &Sweep, point: &'a Point, knee: bool) -> PointDocument<'a> {
    let (x, y) = sweep.trade_off(point).unzip();
    let x = match &sweep.rule {
        Some(_) => x.map(Number::from),
        None => point.value.filter(|_| x.is_some()).and_then(number),
    };
    PointDocument {
        value: point.value.and_then(number),
        today: point.today,
        knee,
        problem: point.result.as_ref().err().map(String::as_str),
        trade_off: TradeOff { x, y },
        measured: measured(point.result.as_ref().ok()),
    }
}

/// A decimal as a JSON number with the same digits.
fn number(decimal: Decimal) -> Option<Number> {
    serde_json::from_str(&decimal.to_string()).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::testing::example;
    use super::*;

    #[test]
    fn every_point_has_the_same_members() {
        let document = serde_json::to_value(document(&example(), None)).unwrap();
        let points = document["points"].as_array().unwrap();
        let members = |point: &Value| point.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert!(points.iter().all(|point| members(point) == members(&points[0])));
        assert_eq!(
            (&points[2]["value"], &points[2]["knee"], &points[2]["today"]),
            (&json!(600), &json!(true), &json!(true))
        );
        assert_eq!(points[2]["trade_off"], json!({ "x": 600, "y": 210_000 }));
        assert_eq!(json!(number(Decimal::micros(250_000))), json!(0.25));
    }
}
