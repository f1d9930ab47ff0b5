//! A sweep over one number: the result of each value, today's value, and the knee of the trade-off.

pub mod document;
mod knee;
pub mod svg;
pub mod terminal;

use super::text::printable;
use super::what_if::Figures;
use crate::domain::{Decimal, RuleId};

/// The results of a sweep.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep {
    /// The event's name.
    pub event: String,
    /// The varied number, as given on the command line.
    pub vary: String,
    /// If the number is a rule's weight: the rule, and the weight with which it is measured at every value.
    pub rule: Option<(RuleId, Decimal)>,
    /// The search effort for each value, in words.
    pub effort: String,
    /// The schedule from which the search for each value starts.
    pub from: Option<String>,
    /// The sweep was interrupted.
    pub interrupted: bool,
    /// The values, in ascending order; today's comes first if it is not a number.
    pub points: Vec<Point>,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The value; `None` for today's if it is not a number.
    pub value: Option<Decimal>,
    /// Whether it is today's value.
    pub today: bool,
    /// The figures, or the reason why there are none.
    pub result: Result<Figures, String>,
}

impl Point {
    /// The value in words.
    fn name(&self) -> String {
        self.value.map_or_else(|| "today".to_owned(), |value| value.to_string())
    }

    /// The figures, if the timetable is feasible.
    fn feasible(&self) -> Option<&Figures> {
        self.result.as_ref().ok().filter(|figures| figures.is_feasible())
    }
}

impl Sweep {
    /// The coordinates of a point in the trade-off. For a rule: the cost of all others and its own cost; otherwise the
    /// value, in millionths, and the cost. `None` if the timetable is not feasible.
    pub fn trade_off(&self, point: &Point) -> Option<(i64, i64)> {
        let figures = point.feasible()?;
        match &self.rule {
            Some((rule, _)) => {
                let own = own_cost(figures, *rule);
                Some((figures.cost.saturating_sub(own), own))
            }
            None => Some((point.value?.micros, figures.cost)),
        }
    }

    /// The point farthest below the straight line between the two ends of the trade-off; `None` if no point is below
    /// it.
    pub fn knee(&self) -> Option<usize> {
        let all = self.points.iter().enumerate();
        knee::knee(all.filter_map(|(index, point)| Some((index, self.trade_off(point)?))).collect())
    }

    /// Number of values without figures.
    pub fn problems(&self) -> usize {
        self.points.iter().filter(|point| point.result.is_err()).count()
    }

    /// The names of the two sides of the trade-off.
    fn sides(&self) -> (String, String) {
        match &self.rule {
            Some((rule, _)) => ("other rules".to_owned(), rule.to_string()),
            None => (printable(&self.vary), "cost".to_owned()),
        }
    }

    /// Notes for reading the figures.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        match &self.rule {
            Some((rule, weight)) => notes.push(format!(
                "All costs are in discomfort-minutes and use today's rules and weights; {rule} is always measured with \
                 weight {weight}."
            )),
            None => notes.push("All costs are in discomfort-minutes and use today's rules and weights.".to_owned()),
        }
        notes.push(
            "The knee is the value farthest below the straight line between the two ends of the trade-off. Beyond it, \
             further steps gain less. Differences smaller than the proven gap may be chance."
                .to_owned(),
        );
        let from = self.from.as_ref().map_or_else(|| "scratch".to_owned(), |from| printable(from));
        notes.push(format!("The search for each value started from {from} and used {}.", self.effort));
        notes
    }
}

/// The cost of a rule; 0 if it is off.
fn own_cost(figures: &Figures, rule: RuleId) -> i64 {
    figures.by_rule.iter().find(|cost| cost.rule == rule).map_or(0, |cost| cost.cost)
}

/// The mean discomfort of a region, in hundredths of a per cent.
fn mean(discomfort: i64, minutes: i64) -> Option<i64> {
    // Discomfort is in hundredths of a discomfort-minute.
    let hundredths =
        (i128::from(discomfort) * 200 + i128::from(minutes)).checked_div_euclid(2 * i128::from(minutes))?;
    i64::try_from(hundredths).ok()
}

/// The largest mean discomfort of a region, in hundredths of a per cent.
fn worst_region(figures: &Figures) -> Option<i64> {
    figures.regions.iter().filter_map(|region| mean(region.discomfort, region.minutes)).max()
}

#[cfg(test)]
pub(super) mod testing {
    use super::*;
    use crate::report::what_if::testing;

    /// Three values and one that is refused. The middle one is today's value and the knee.
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
    fn the_trade_off_of_a_rule_is_between_it_and_the_others() {
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
