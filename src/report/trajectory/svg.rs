//! The cost and the bound of solves as a chart, over time on the left and over steps on the right; for each programme
//! those of an earlier run beside them, if there are some.

use std::ops::Range;

use plotters::prelude::*;

use super::{Point, Trajectory};
use crate::report::chart::{Area, Axes, AxisNames, FONT, LINE, OTHER, axes, error_text, no_data};
use crate::report::numbers::rounded;
use crate::report::text::{cut, printable};

const WIDTH: u32 = 960;
/// Height of the charts of one programme.
const HEIGHT: u32 = 400;
/// The vertical axis ends this number of final gaps above the lowest final cost, and below the highest final bound.
/// Otherwise the first seconds would leave no room for the rest.
const GAPS: i64 = 3;

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
            let area = area.titled(&cut(&printable(solves.name), 60), (FONT, 22)).map_err(error_text)?;
            let (left, right) = area.split_horizontally(WIDTH / 2);
            let time = Side { title: "Over time", x: "seconds", at: |point| milliseconds(point.seconds) };
            let steps = Side { title: "Over steps", x: "steps, thousands", at: |point| i64_of(point.steps) };
            chart(solves, &left, &time)?;
            chart(solves, &right, &steps)?;
        }
        root.present().map_err(error_text)?;
    }
    Ok(out)
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

/// A curve: its name, its colour, the width of its line, and its points.
type Curve<'a> = (&'a str, RGBColor, u32, Vec<(i64, i64)>);

fn chart(solves: &Solves<'_>, area: &Area<'_>, side: &Side) -> Result<(), String> {
    let runs = || std::iter::once(solves.now).chain(solves.earlier);
    let last = runs().filter_map(|run| run.points().last()).map(side.at).max();
    let (Some(last), Some(values)) = (last, values(runs())) else { return no_data(area, side.title) };
    let mut curves: Vec<Curve<'_>> = vec![
        ("cost", LINE, 2, curve(solves.now, side, last, |point| point.cost)),
        ("bound", LINE, 1, curve(solves.now, side, last, |point| point.bound)),
    ];
    if let Some(earlier) = solves.earlier {
        curves.push(("cost, earlier", OTHER, 2, curve(earlier, side, last, |point| point.cost)));
        curves.push(("bound, earlier", OTHER, 1, curve(earlier, side, last, |point| point.bound)));
    }
    let names = AxisNames { title: side.title, x: side.x, y: "discomfort-minutes" };
    let ranges = (0..last.saturating_add(1), values.clone());
    let mut axes = axes(area, &names, ranges, &|x| thousandths(*x), &|y| rounded(*y))?;
    for (name, colour, width, points) in curves {
        draw(&mut axes, name, colour.stroke_width(width), &points, &values)?;
    }
    let legend = &mut axes.configure_series_labels();
    let legend =
        legend.label_font((FONT, 14)).background_style(WHITE.mix(0.8)).position(SeriesLabelPosition::UpperRight);
    legend.draw().map_err(error_text)
}

/// Draws a curve inside the range of the values.
fn draw(
    axes: &mut Axes<'_, '_>,
    name: &str,
    style: ShapeStyle,
    points: &[(i64, i64)],
    values: &Range<i64>,
) -> Result<(), String> {
    let inside = points.iter().map(|&(x, y)| (x, y.clamp(values.start, values.end)));
    let drawn = axes.draw_series(LineSeries::new(inside, style)).map_err(error_text)?;
    drawn.label(name).legend(move |(x, y)| PathElement::new([(x, y), (x + 20, y)], style));
    Ok(())
}

/// The corners of a curve that keeps each value until the next one, up to `last`.
fn curve(run: &Trajectory, side: &Side, last: i64, value: fn(&Point) -> Option<i64>) -> Vec<(i64, i64)> {
    let mut corners: Vec<(i64, i64)> = Vec::new();
    for (at, value) in run.points().iter().filter_map(|point| Some(((side.at)(point), value(point)?))) {
        corners.extend(corners.last().map(|&(_, before)| (at, before)));
        corners.push((at, value));
    }
    corners.extend(corners.last().map(|&(_, value)| (last, value)));
    corners
}

/// The range of the vertical axis; `None` without a cost and a bound.
fn values<'t>(runs: impl Iterator<Item = &'t Trajectory> + Clone) -> Option<Range<i64>> {
    let all = runs.clone().flat_map(Trajectory::points).flat_map(|point| [point.cost, point.bound]).flatten();
    let (least, most) = (all.clone().min()?, all.max()?);
    let ends = runs.filter_map(|run| run.points().last());
    let cost = ends.clone().filter_map(|end| end.cost).min().unwrap_or(most);
    let bound = ends.filter_map(|end| end.bound).max().unwrap_or(least);
    let margin = cost.saturating_sub(bound).max(cost / 1000).max(1).saturating_mul(GAPS);
    let (low, high) = (bound.saturating_sub(margin).max(least), cost.saturating_add(margin).min(most));
    let rim = (high.saturating_sub(low) / 20).max(1);
    Some(low.saturating_sub(rim)..high.saturating_add(rim))
}

/// A number of thousandths, with as many decimals as it needs.
fn thousandths(number: i64) -> String {
    crate::domain::Decimal::micros(number.saturating_mul(1000)).to_string()
}

#[cfg(test)]
mod tests {
    use super::super::tests::trajectory;
    use super::*;

    #[test]
    fn both_runs_are_drawn_and_hostile_names_are_escaped() {
        let now = trajectory(&[(None, None), (Some(950), Some(700)), (Some(900), Some(850))]);
        let earlier = trajectory(&[(None, None), (Some(990), None), (Some(910), Some(850))]);
        let solves = Solves { name: "<b>&\u{1b}[2J", now: &now, earlier: Some(&earlier) };
        let drawn = svg(&[solves]).unwrap();
        for part in ["<svg", "</svg>", "&lt;b&gt;&amp;", "Over time", "Over steps", "cost, earlier", "bound"] {
            assert!(drawn.contains(part), "{part} is not in\n{drawn}");
        }
        assert!(!drawn.contains("<b>") && !drawn.contains('\u{1b}'));
        assert_eq!(drawn, svg(&[solves]).unwrap());
        let alone = svg(&[Solves { earlier: None, ..solves }]).unwrap();
        assert!(alone.contains("cost") && !alone.contains("earlier"));
    }

    #[test]
    fn no_programme_no_point_and_extreme_values_are_drawn() {
        assert!(svg(&[]).is_ok());
        let none = Trajectory::default();
        assert!(svg(&[Solves { name: "none", now: &none, earlier: None }]).unwrap().contains("no data"));
        let mut extreme = trajectory(&[(Some(i64::MAX), Some(i64::MIN)), (Some(i64::MIN), Some(i64::MAX))]);
        extreme.add(Point { seconds: f64::MAX, steps: u64::MAX, cost: Some(0), bound: None });
        extreme.add(Point { seconds: f64::NAN, steps: 0, cost: None, bound: Some(0) });
        assert!(svg(&[Solves { name: "extreme", now: &extreme, earlier: Some(&none) }]).is_ok());
    }

    #[test]
    fn a_curve_keeps_each_value_until_the_next() {
        let run = trajectory(&[(None, Some(1)), (Some(9), Some(1)), (Some(7), Some(1))]);
        let side = Side { title: "", x: "", at: |point| i64_of(point.steps) };
        assert_eq!(curve(&run, &side, 5000, |point| point.cost), [(1000, 9), (2000, 9), (2000, 7), (5000, 7)]);
    }

    #[test]
    fn the_first_seconds_do_not_squeeze_the_rest() {
        let run = trajectory(&[(Some(1_000_000), Some(0)), (Some(1000), Some(900))]);
        assert_eq!(values([&run].into_iter()), Some(600 - 35..1300 + 35));
    }
}
