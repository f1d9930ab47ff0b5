//! How the best cost and the bound changed during a solve.

pub mod svg;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The largest number that a chart shows, of hundredths, milliseconds or steps.
const LARGEST: i64 = 1 << 53;
/// A bound that rose by less than this part of its value is shown together with the next one.
const LEAST_RISE: i64 = 2_000;

/// The best cost and the bound at a moment of a solve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Point {
    /// Seconds since the solve began.
    pub seconds: f64,
    /// Steps (moves drawn) of all searchers so far.
    pub steps: u64,
    /// Cost of the best complete timetable so far, in hundredths of a discomfort-minute; `null` before the first.
    pub cost: Option<i64>,
    /// The best bound so far, in hundredths of a discomfort-minute; `null` before the first, and at the end if nothing
    /// is proven. Only the last one of a solve is verified.
    pub bound: Option<i64>,
}

impl Point {
    /// Whether a chart can show it: its numbers are not negative (a cost may be), and below 2^53.
    pub fn is_drawable(&self) -> bool {
        let value = |value: Option<i64>| value.is_none_or(|value| value.unsigned_abs() < LARGEST.unsigned_abs());
        let milliseconds = self.seconds * 1000.0;
        let time = (0.0..LARGEST as f64).contains(&milliseconds);
        time && self.steps < LARGEST.unsigned_abs() && value(self.cost) && value(self.bound)
    }

    fn same_cost(&self, other: &Point) -> bool {
        self.cost == other.cost
    }

    /// Whether the bound rose noticeably since `earlier`.
    fn rose_since(&self, earlier: &Point) -> bool {
        match (earlier.bound, self.bound) {
            (Some(old), Some(new)) => new.saturating_sub(old) > new.saturating_abs() / LEAST_RISE,
            (old, new) => old != new,
        }
    }
}

/// The points of a solve, in order of time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trajectory {
    points: Vec<Point>,
}

impl Trajectory {
    /// Adds a point. Keeps it only if something changed, and joins small rises of the bound.
    pub fn add(&mut self, point: Point) {
        if let [.., before, last] = &mut self.points[..]
            && point.same_cost(last)
            && last.same_cost(before)
            && !last.rose_since(before)
        {
            *last = point;
        } else if self.points.last().is_none_or(|last| (last.cost, last.bound) != (point.cost, point.bound)) {
            self.points.push(point);
        }
    }

    /// The points.
    pub fn points(&self) -> &[Point] {
        &self.points
    }
}

impl From<Vec<Point>> for Trajectory {
    fn from(points: Vec<Point>) -> Trajectory {
        Trajectory { points }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Points one second and a thousand steps apart.
    pub(crate) fn trajectory(points: &[(Option<i64>, Option<i64>)]) -> Trajectory {
        let mut trajectory = Trajectory::default();
        for (number, &(cost, bound)) in (0_u32..).zip(points) {
            trajectory.add(Point { seconds: number.into(), steps: u64::from(number) * 1000, cost, bound });
        }
        trajectory
    }

    #[test]
    fn a_point_is_kept_if_something_changed() {
        let same = (None, None);
        let found = trajectory(&[same, same, (Some(900), None), (Some(900), None), (Some(900), Some(1))]);
        let seconds: Vec<f64> = found.points().iter().map(|point| point.seconds).collect();
        assert_eq!(seconds, [0.0, 2.0, 4.0]);
    }

    #[test]
    fn small_rises_of_the_bound_are_joined() {
        let mut points = vec![(Some(1_000_000), Some(800_000))];
        points.extend((1..=1000).map(|rise| (Some(1_000_000), Some(800_000 + rise))));
        points.push((Some(900_000), Some(801_001)));
        let found = trajectory(&points);
        assert!((3..8).contains(&found.points().len()), "{found:?}");
        let last = found.points()[found.points().len() - 2];
        assert_eq!((last.cost, last.bound), (Some(1_000_000), Some(801_000)));
        assert_eq!(found.points().last().unwrap().bound, Some(801_001));
    }
}
