//! One number varied: what each value gives, today's value, and the knee of the trade-off.

pub mod document;
mod knee;
pub mod svg;
pub mod terminal;

use super::text::printable;
use super::what_if::Figures;
use crate::domain::{Decimal, RuleId};

/// A number varied, and what came of each value.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep {
    /// The event's name.
    pub event: String,
    /// What is varied, as it was named.
    pub vary: String,
    /// The rule whose weight it is, if it is one, and the weight by which the rule is measured all along.
    pub rule: Option<(RuleId, Decimal)>,
    /// What each value was given, in words.
    pub effort: String,
    /// The schedule that all values start from.
    pub from: Option<String>,
    /// Somebody ended it early.
    pub interrupted: bool,
    /// The values, in ascending order; today's without a number comes first.
    pub points: Vec<Point>,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The value; `None` for today's where that is no number.
    pub value: Option<Decimal>,
    /// It is today's.
    pub today: bool,
    /// The figures, or why there are none.
    pub result: Result<Figures, String>,
}

impl Point {
    /// The value in words.
    fn name(&self) -> String {
        self.value.map_or_else(|| "as it is".to_owned(), |value| value.to_string())
    }

    /// The figures of a timetable that breaks nothing and leaves out nothing.
    fn holding(&self) -> Option<&Figures> {
        self.result.as_ref().ok().filter(|figures| figures.is_feasible())
    }
}

impl Sweep {
    /// The trade-off at a point: for a rule, what all others cost against what this one costs; else the value, in
    /// millionths, against the cost. `None` where not everything has a place.
    pub fn trade_off(&self, point: &Point) -> Option<(i64, i64)> {
        let figures = point.holding()?;
        match &self.rule {
            Some((rule, _)) => {
                let own = own_cost(figures, *rule);
                Some((figures.cost.saturating_sub(own), own))
            }
            None => Some((point.value?.micros, figures.cost)),
        }
    }

    /// The point farthest below the straight line between the two ends of the trade-off; `None` where none is below.
    pub fn knee(&self) -> Option<usize> {
        let all = self.points.iter().enumerate();
        knee::knee(all.filter_map(|(index, point)| Some((index, self.trade_off(point)?))).collect())
    }

    /// How many values have no figures.
    pub fn problems(&self) -> usize {
        self.points.iter().filter(|point| point.result.is_err()).count()
    }

    /// What the cost of the trade-off's two sides is.
    fn sides(&self) -> (String, String) {
        match &self.rule {
            Some((rule, _)) => ("other rules".to_owned(), rule.to_string()),
            None => (printable(&self.vary), "cost".to_owned()),
        }
    }

    /// What has to be known to read the figures, a sentence each.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        match &self.rule {
            Some((rule, weight)) => notes.push(format!(
                "Costs are discomfort-minutes by today's rules and weights, whatever the value; {rule} is measured at a \
                 weight of {weight} all along."
            )),
            None => notes.push(
                "Costs are discomfort-minutes by today's rules and weights, whatever the value.".to_owned(),
            ),
        }
        notes.push(
            "The knee is the value farthest below the straight line between the two ends: beyond it each step gives \
             less for what it takes. Differences smaller than the proven gap may be chance."
                .to_owned(),
        );
        let from = self.from.as_ref().map_or_else(|| "nothing".to_owned(), |from| printable(from));
        notes.push(format!("Each value started from {from} and was given {}.", self.effort));
        notes
    }
}

/// What a rule costs; nothing where it is off.
fn own_cost(figures: &Figures, rule: RuleId) -> i64 {
    figures.by_rule.iter().find(|cost| cost.rule == rule).map_or(0, |cost| cost.cost)
}

/// The mean discomfort of a region, in hundredths of a per cent.
fn mean(discomfort: i64, minutes: i64) -> Option<i64> {
    // Discomfort is in hundredths of a minute at the worst hour.
    let hundredths =
        (i128::from(discomfort) * 200 + i128::from(minutes)).checked_div_euclid(2 * i128::from(minutes))?;
    i64::try_from(hundredths).ok()
}

/// The mean discomfort of the region that has the largest, in hundredths of a per cent.
fn worst_region(figures: &Figures) -> Option<i64> {
    figures.regions.iter().filter_map(|region| mean(region.discomfort, region.minutes)).max()
}

#[cfg(test)]
pub(super) mod testing {
    use super::*;
    use crate::report::what_if::testing;

    /// Three values and one that is refused; the middle one is today's and the knee.
    pub(crate) fn example() -> Sweep {
        let comparison = testing::example();
        let figures = comparison.cases[0].result.clone().unwrap();
        let point = |value: i64, today: bool, cost: Option<i64>| Point {
            value: Some(Decimal::whole(value)),
            today,
            result: match cost {
                Some(cost) => Ok(Figures { cost, ..figures.clone() }),
                None => Err("refused".to_owned()),
            },
        };
        Sweep {
            event: "Two <days> & more".to_owned(),
            vary: "longest_day_minutes".to_owned(),
            rule: None,
            effort: "2,000 steps, 2 searchers, seed 1".to_owned(),
            from: None,
            interrupted: false,
            points: vec![
                point(60, false, None),
                point(480, false, Some(300_000)),
                point(600, true, Some(210_000)),
                point(720, false, Some(200_000)),
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sides_of_a_rule_are_the_others_and_itself() {
        let mut sweep = testing::example();
        assert_eq!(sweep.trade_off(&sweep.points[2]), Some((600_000_000, 210_000)));
        assert_eq!(sweep.trade_off(&sweep.points[0]), None);
        assert_eq!(sweep.knee(), Some(2));
        sweep.rule = Some((RuleId::FairRegions, Decimal::ONE));
        assert_eq!(sweep.trade_off(&sweep.points[2]), Some((160_000, 50_000)));
    }

    #[test]
    fn means_are_rounded_hundredths_of_a_per_cent() {
        assert_eq!(mean(250_000, 10_000), Some(2_500));
        assert_eq!(mean(1, 3), Some(33));
        assert_eq!(mean(1, 0), None);
    }
}
