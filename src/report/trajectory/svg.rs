//! The cost and the bound of solves as a chart, over time on the left and over steps on the right; for each programme
//! those of an earlier run beside them, if there are some.

use std::ops::Range;

use plotters::prelude::*;

use super::{Point, Trajectory};
use crate::report::chart::{Area, Axes, AxisNames, FONT, LINE, OTHER, axes, error_text, no_data};
use crate::report::numbers::{discomfort, percent, rounded};
use crate::report::progress::gap;
use crate::report::text::{cut, printable};

const WIDTH: u32 = 960;
/// Height of the charts of one programme.
const HEIGHT: u32 = 440;
/// Height of the lines of text above the charts.
const TEXT: i32 = 44;
/// The vertical axis ends this number of final gaps above the highest final cost, and below the lowest final bound.
/// Otherwise the first seconds would leave no room for the rest.
const GAPS: i64 = 3;
/// Dashes of the bound and the blanks between them, in pixels.
const DASHES: (u32, u32) = (7, 4);

/// The solves of one programme.
#[derive(Debug, Clone, Copy)]
pub struct Solves<'a> {
    /// The name of the programme.
    pub name: &'a str,
    /// Those of this run.
    pub now: &'a Trajectory,
    /// Those of an earlier run.
    pub earlier: Option<&'a Trajectory>,
}

/// Draws the charts as an SVG document, one row for each programme.
///
/// # Errors
/// An error of the plotting library, as text. No input can cause one.
pub fn svg(programmes: &[Solves<'_>]) -> Result<String, String> {
    let mut out = String::new();
    {
        let rows = programmes.len().max(1);
        let root = SVGBackend::with_string(&mut out, (WIDTH, HEIGHT * rows as u32)).into_drawing_area();
        root.fill(&WHITE).map_err(error_text)?;
        for (solves, area) in programmes.iter().zip(root.split_evenly((rows, 1))) {
            let title =
                format!("{}: cost (solid) and bound (dashed); lower is better", cut(&printable(solves.name), 60));
            let area = area.titled(&title, (FONT, 20)).map_err(error_text)?;
            let (text, charts) = area.split_vertically(TEXT);
            let runs = [("this run", LINE, Some(solves.now)), ("earlier run", OTHER, solves.earlier)];
            for (line, (name, colour, run)) in (0..).zip(runs) {
                let Some(run) = run else { continue };
                let style = (FONT, 15).into_font().color(&colour);
                text.draw(&Text::new(summary(name, run), (24, 4 + 20 * line), style)).map_err(error_text)?;
            }
            let (left, right) = charts.split_horizontally(WIDTH / 2);
            let time = Side { title: "Over time", x: "seconds", at: |point| milliseconds(point.seconds) };
            let steps = Side { title: "Over steps", x: "steps, thousands", at: |point| i64_of(point.steps) };
            chart(solves, &left, &time)?;
            chart(solves, &right, &steps)?;
        }
        root.present().map_err(error_text)?;
    }
    Ok(out)
}

/// The end of a run in words.
fn summary(name: &str, run: &Trajectory) -> String {
    let Some(cost) = last(run, |point| point.cost) else { return format!("{name}: no complete timetable") };
    match last(run, |point| point.bound) {
        Some(bound) => {
            let gap = percent(Some(gap(cost, bound)));
            format!("{name}: cost {}, bound {}, gap {gap}", discomfort(cost), discomfort(bound))
        }
        None => format!("{name}: cost {}, no bound", discomfort(cost)),
    }
}

/// The last value of a run.
fn last(run: &Trajectory, value: fn(&Point) -> Option<i64>) -> Option<i64> {
    run.points().iter().rev().find_map(value)
}

/// What a chart has on its horizontal axis, in thousandths of its unit.
struct Side {
    title: &'static str,
    x: &'static str,
    at: fn(&Point) -> i64,
}

fn milliseconds(seconds: f64) -> i64 {
    (seconds * 1000.0).round() as i64
}

fn i64_of(steps: u64) -> i64 {
    i64::try_from(steps).unwrap_or(i64::MAX)
}

fn chart(solves: &Solves<'_>, area: &Area<'_>, side: &Side) -> Result<(), String> {
    let runs: Vec<(RGBColor, &Trajectory)> = [(OTHER, solves.earlier), (LINE, Some(solves.now))]
        .into_iter()
        .filter_map(|(c, run)| Some((c, run?)))
        .collect();
    let drawable = runs.iter().flat_map(|(_, run)| run.points()).all(Point::is_drawable);
    // Not that of the last points: a document may have them in any order.
    let end = runs.iter().flat_map(|(_, run)| run.points()).map(side.at).max().filter(|_| drawable);
    let range = values(&runs.iter().map(|(_, run)| *run).collect::<Vec<_>>());
    let (Some(end), Some(values)) = (end, range) else { return no_data(area, side.title) };
    let names = AxisNames { title: side.title, x: side.x, y: "discomfort-minutes" };
    let ranges = (0..end.max(0) + 1, values.clone());
    let mut axes = axes(area, &names, ranges, &|x| thousandths(*x), &|y| rounded(*y))?;
    for (colour, run) in runs {
        let cost = curve(run, side, end, &values, |point| point.cost);
        axes.draw_series(LineSeries::new(cost, colour.stroke_width(2))).map_err(error_text)?;
        draw_dashed(&mut axes, colour, curve(run, side, end, &values, |point| point.bound))?;
    }
    Ok(())
}

fn draw_dashed(axes: &mut Axes<'_, '_>, colour: RGBColor, points: Vec<(i64, i64)>) -> Result<(), String> {
    let (dash, blank) = DASHES;
    axes.draw_series(DashedLineSeries::new(points, dash, blank, colour.stroke_width(2))).map_err(error_text)?;
    Ok(())
}

/// The corners of a curve that keeps each value until the next one, up to `end`. Where its values are outside the range
/// of the axis, there is no curve; it enters at the rim.
fn curve(
    run: &Trajectory,
    side: &Side,
    end: i64,
    values: &Range<i64>,
    value: fn(&Point) -> Option<i64>,
) -> Vec<(i64, i64)> {
    let mut corners: Vec<(i64, i64)> = Vec::new();
    let mut before = None;
    for (at, value) in run.points().iter().filter_map(|point| Some(((side.at)(point), value(point)?))) {
        if values.contains(&value) {
            let from: Option<i64> = before.map(|before: i64| before.clamp(values.start, values.end));
            corners.extend(from.map(|from| (at, from)));
            corners.push((at, value));
        }
        before = Some(value);
    }
    corners.extend(corners.last().map(|&(_, value)| (end, value)));
    corners
}

/// The range of the vertical axis: all final costs and bounds with a margin. `None` without a cost and a bound.
fn values(runs: &[&Trajectory]) -> Option<Range<i64>> {
    let all = runs.iter().flat_map(|run| run.points()).flat_map(|point| [point.cost, point.bound]).flatten();
    let (least, most) = (all.clone().min()?, all.max()?);
    let finals = runs.iter().flat_map(|run| [last(run, |point| point.cost), last(run, |point| point.bound)]).flatten();
    let (low, high) = (finals.clone().min()?, finals.max()?);
    let gaps = runs.iter().filter_map(|run| Some(last(run, |p| p.cost)?.abs_diff(last(run, |p| p.bound)?)));
    let gap = gaps.max().unwrap_or(0).max(high.unsigned_abs() / 1000);
    let margin = i64::try_from(gap).unwrap_or(i64::MAX).saturating_mul(GAPS);
    let (low, high) = (low.saturating_sub(margin).max(least), high.saturating_add(margin).min(most));
    let rim = (high.saturating_sub(low) / 20).max(1);
    Some(low.saturating_sub(rim)..high.saturating_add(rim))
}

/// A number of thousandths, with as many decimals as it needs.
fn thousandths(number: i64) -> String {
    crate::domain::Decimal::micros(number.saturating_mul(1000)).to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::trajectory;
    use super::*;

    const STEPS: Side = Side { title: "", x: "", at: |point| i64_of(point.steps) };

    #[test]
    fn both_runs_are_drawn_and_hostile_names_are_escaped() {
        let now = trajectory(&[(None, None), (Some(95_000), Some(70_000)), (Some(90_000), Some(85_000))]);
        let earlier = trajectory(&[(None, None), (Some(99_000), None), (Some(91_000), Some(85_000))]);
        let solves = Solves { name: "<b>&\u{1b}[2J", now: &now, earlier: Some(&earlier) };
        let drawn = svg(&[solves]).unwrap();
        let end = "this run: cost 900.00, bound 850.00, gap 5.56 %";
        for part in ["<svg", "</svg>", "&lt;b&gt;&amp;", "Over time", "Over steps", "earlier run: cost 910.00", end] {
            assert!(drawn.contains(part), "{part} is not in\n{drawn}");
        }
        assert!(!drawn.contains("<b>") && !drawn.contains('\u{1b}'));
        assert_eq!(drawn, svg(&[solves]).unwrap());
        let alone = svg(&[Solves { earlier: None, ..solves }]).unwrap();
        assert!(alone.contains("cost") && !alone.contains("earlier"));
    }

    #[test]
    fn a_run_whose_last_point_is_not_the_latest_is_drawn() {
        let point = |seconds, cost| Point { seconds, steps: 0, cost, bound: None };
        let run = Trajectory::from(vec![point(916_990.958, Some(0)), point(0.0, None)]);
        assert!(svg(&[Solves { name: "turned", now: &run, earlier: None }]).is_ok());
    }

    #[test]
    fn a_run_without_points_or_costs_is_drawn() {
        assert!(svg(&[]).is_ok());
        let (none, incomplete) = (Trajectory::default(), trajectory(&[(None, Some(5))]));
        assert!(svg(&[Solves { name: "none", now: &none, earlier: None }]).unwrap().contains("no data"));
        let drawn = svg(&[Solves { name: "one", now: &incomplete, earlier: Some(&none) }]).unwrap();
        assert!(drawn.contains("this run: no complete timetable"));
    }

    proptest! {
        /// Whatever the points: two runs of different programmes, or numbers that no run has.
        #[test]
        fn any_two_runs_are_drawn(
            points in proptest::collection::vec((any::<f64>(), any::<u64>(), any::<Option<i64>>(), any::<Option<i64>>()), 0..6),
            shifts in (0_u32..63, 0_u32..63),
            earlier in 0_usize..6,
        ) {
            let of = |points: &[(f64, u64, Option<i64>, Option<i64>)], shift: u32| {
                let mut run = Trajectory::default();
                for &(seconds, steps, cost, bound) in points {
                    let small = |value: Option<i64>| value.map(|value| value >> shift);
                    run.add(Point { seconds, steps: steps >> shift, cost: small(cost), bound: small(bound) });
                }
                run
            };
            let earlier = of(&points[..earlier.min(points.len())], shifts.1);
            let now = of(&points, shifts.0);
            let drawn = svg(&[Solves { name: "any", now: &now, earlier: Some(&earlier) }]);
            prop_assert!(drawn.is_ok());
        }
    }

    #[test]
    fn a_curve_keeps_each_value_until_the_next_and_enters_at_the_rim() {
        let run = trajectory(&[(None, Some(1)), (Some(90), Some(1)), (Some(9), Some(1)), (Some(7), Some(1))]);
        let found = |values| curve(&run, &STEPS, 5000, &values, |point| point.cost);
        assert_eq!(found(0..100), [(1000, 90), (2000, 90), (2000, 9), (3000, 9), (3000, 7), (5000, 7)]);
        assert_eq!(found(0..20), [(2000, 20), (2000, 9), (3000, 9), (3000, 7), (5000, 7)]);
    }

    #[test]
    fn the_axis_has_all_final_values_and_not_the_first_seconds() {
        let run = trajectory(&[(Some(1_000_000), Some(0)), (Some(1000), Some(900))]);
        assert_eq!(values(&[&run]), Some(600 - 35..1300 + 35));
        let other = trajectory(&[(Some(9000), Some(8000))]);
        let both = values(&[&run, &other]).unwrap();
        assert!([900, 1000, 8000, 9000].iter().all(|value| both.contains(value)) && both.end < 20_000, "{both:?}");
    }
}
