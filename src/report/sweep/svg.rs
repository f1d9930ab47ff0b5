//! The trade-off as a chart: on the left cost against gain, on the right the mean discomfort of all people and of the
//! worst-off region. Labels stay text, so that they can be searched and read aloud.

use std::ops::Range;

use plotters::prelude::*;

use super::{Sweep, mean, worst_region};
use crate::domain::Decimal;
use crate::report::chart::{Area, AxisNames, FONT, LINE, OTHER, axes, error_text, no_data};
use crate::report::numbers::rounded;
use crate::report::text::{cut, printable};
use crate::report::what_if::all_regions;

const SIZE: (u32, u32) = (960, 420);

/// A point of a panel and its label.
type Spot = ((i64, i64), String);

/// Draws the chart as an SVG document.
///
/// # Errors
/// An error of the plotting library, as text. No input can cause one.
pub fn svg(sweep: &Sweep) -> Result<String, String> {
    let mut out = String::new();
    {
        let root = SVGBackend::with_string(&mut out, SIZE).into_drawing_area();
        root.fill(&WHITE).map_err(error_text)?;
        let title = format!("{}: {}", cut(&printable(&sweep.event), 60), printable(&sweep.vary));
        let root = root.titled(&title, (FONT, 22)).map_err(error_text)?;
        let (left, right) = root.split_horizontally(SIZE.0 / 2);
        trade_off(sweep, &left)?;
        fairness(sweep, &right)?;
        root.present().map_err(error_text)?;
    }
    Ok(out)
}

/// The label of a point: its value, and whether it is today's or the knee.
fn label(sweep: &Sweep, index: usize, knee: Option<usize>) -> String {
    let point = &sweep.points[index];
    let value = point.name();
    let marks = [(point.today && point.value.is_some(), " (today)"), (knee == Some(index), " (knee)")];
    let marks: String = marks.into_iter().filter(|mark| mark.0).map(|mark| mark.1).collect();
    // If the axis shows the values, only special points are labelled.
    if sweep.rule.is_none() && marks.is_empty() { String::new() } else { format!("{value}{marks}") }
}

fn trade_off(sweep: &Sweep, area: &Area<'_>) -> Result<(), String> {
    let knee = sweep.knee();
    let mut spots: Vec<Spot> = Vec::new();
    for (index, point) in sweep.points.iter().enumerate() {
        let Some(spot) = sweep.trade_off(point) else { continue };
        let label = label(sweep, index, knee);
        // Values with the same result share a label.
        match spots.iter_mut().find(|(known, known_label)| *known == spot && !known_label.is_empty()) {
            Some((_, known_label)) => known_label.push_str(&format!(", {label}")),
            None => spots.push((spot, label)),
        }
    }
    let (x, y) = sweep.sides();
    let minutes = ", discomfort-minutes";
    let x_name = if sweep.rule.is_some() { format!("{x}{minutes}") } else { x };
    let format_x = |x: &i64| if sweep.rule.is_some() { rounded(*x) } else { Decimal::micros(*x).to_string() };
    let names = AxisNames { title: "Trade-off", x: &x_name, y: &format!("{y}{minutes}") };
    panel(area, &names, &[("", LINE, spots)], &format_x, &|y| rounded(*y))
}

fn fairness(sweep: &Sweep, area: &Area<'_>) -> Result<(), String> {
    let (mut all, mut worst): (Vec<Spot>, Vec<Spot>) = (Vec::new(), Vec::new());
    for point in &sweep.points {
        let (Some(value), Some(figures)) = (point.value, point.feasible()) else { continue };
        let all_people = all_regions(figures);
        let mark = if point.today { "today" } else { "" };
        all.extend(mean(all_people.discomfort, all_people.minutes).map(|y| ((value.micros, y), String::new())));
        worst.extend(worst_region(figures).map(|y| ((value.micros, y), mark.to_owned())));
    }
    let vary = printable(&sweep.vary);
    let names = AxisNames { title: "Mean discomfort", x: &vary, y: "per cent of the worst hour" };
    let lines = [("worst-off region", OTHER, worst), ("all people", LINE, all)];
    panel(area, &names, &lines, &|x| Decimal::micros(*x).to_string(), &|y| Decimal::micros(*y * 10_000).to_string())
}

/// Draws one pair of axes with lines. Named lines have their name at the last point.
fn panel(
    area: &Area<'_>,
    names: &AxisNames<'_>,
    lines: &[(&str, RGBColor, Vec<Spot>)],
    format_x: &dyn Fn(&i64) -> String,
    format_y: &dyn Fn(&i64) -> String,
) -> Result<(), String> {
    let all = || lines.iter().flat_map(|(_, _, spots)| spots);
    let (Some(xs), Some(ys)) = (range(all().map(|(spot, _)| spot.0)), range(all().map(|(spot, _)| spot.1))) else {
        return no_data(area, names.title);
    };
    let mut chart = axes(area, names, (xs, ys), format_x, format_y)?;
    for (name, colour, spots) in lines {
        let mut ordered: Vec<(i64, i64)> = spots.iter().map(|(spot, _)| *spot).collect();
        ordered.sort_unstable();
        chart.draw_series(LineSeries::new(ordered.iter().copied(), colour.stroke_width(2))).map_err(error_text)?;
        chart.draw_series(ordered.iter().map(|&spot| Circle::new(spot, 3, colour.filled()))).map_err(error_text)?;
        let marked = spots.iter().filter(|(_, label)| !label.is_empty());
        let rings = marked.clone().filter(|(_, label)| label.contains("today") || label.contains("knee"));
        chart.draw_series(rings.map(|&(spot, _)| Circle::new(spot, 6, colour.stroke_width(1)))).map_err(error_text)?;
        let label_at = |at: (i64, i64), text: String| EmptyElement::at(at) + Text::new(text, (7, -18), (FONT, 15));
        chart.draw_series(marked.map(|(spot, label)| label_at(*spot, label.clone()))).map_err(error_text)?;
        if let (Some(&last), false) = (ordered.last(), name.is_empty()) {
            let text = Text::new((*name).to_owned(), (-110, 8), (FONT, 15).into_font().color(colour));
            chart.draw_series(std::iter::once(EmptyElement::at(last) + text)).map_err(error_text)?;
        }
    }
    Ok(())
}

/// The range of the values with a margin; `None` if there are none.
fn range(values: impl Iterator<Item = i64> + Clone) -> Option<Range<i64>> {
    let (least, most) = (values.clone().min()?, values.max()?);
    let margin = (most.saturating_sub(least) / 10).max(1);
    Some(least.saturating_sub(margin)..most.saturating_add(margin))
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;
    use super::*;

    #[test]
    fn labels_are_text_and_hostile_names_are_escaped() {
        let drawn = svg(&example()).unwrap();
        for part in ["<svg", "</svg>", "Two &lt;days&gt; &amp; more", "600 (today) (knee)", "worst-off region"] {
            assert!(drawn.contains(part), "{part} is not in\n{drawn}");
        }
        assert!(!drawn.contains("<days>"));
        assert_eq!(drawn, svg(&example()).unwrap());
    }

    #[test]
    fn charts_without_points_and_with_one_point_are_drawn() {
        let mut sweep = example();
        sweep.points.truncate(2);
        assert!(svg(&sweep).is_ok());
        sweep.points.truncate(1);
        assert!(svg(&sweep).unwrap().contains("no data"));
        sweep.rule = Some((crate::domain::RuleId::FairRegions, Decimal::ONE));
        assert!(svg(&sweep).is_ok());
    }
}
