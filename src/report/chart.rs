//! What all charts share: fonts, colours, axes.

use std::fmt::Display;
use std::ops::Range;

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordi64;
use plotters::prelude::*;

/// The font of all texts.
pub(super) const FONT: &str = "sans-serif";
/// The colours have enough contrast on white, and differ in brightness as well as in hue.
pub(super) const LINE: RGBColor = RGBColor(0, 70, 140);
/// The colour of what is compared with.
pub(super) const OTHER: RGBColor = RGBColor(200, 90, 0);

/// A part of a picture.
pub(super) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// A pair of axes.
pub(super) type Axes<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordi64, RangedCoordi64>>;

/// An error of the plotting library, as text.
pub(super) fn error_text(error: impl Display) -> String {
    error.to_string()
}

/// The names of a pair of axes.
pub(super) struct AxisNames<'a> {
    /// Above them.
    pub title: &'a str,
    /// Below the horizontal one.
    pub x: &'a str,
    /// Beside the vertical one.
    pub y: &'a str,
}

/// Draws a pair of axes.
pub(super) fn axes<'a, 'b>(
    area: &'a Area<'b>,
    names: &AxisNames<'_>,
    (xs, ys): (Range<i64>, Range<i64>),
    format_x: &dyn Fn(&i64) -> String,
    format_y: &dyn Fn(&i64) -> String,
) -> Result<Axes<'a, 'b>, String> {
    let mut chart = ChartBuilder::on(area)
        .caption(names.title, (FONT, 18))
        .margin(12)
        .x_label_area_size(46)
        .y_label_area_size(84)
        .build_cartesian_2d(xs, ys)
        .map_err(error_text)?;
    chart
        .configure_mesh()
        .x_desc(names.x)
        .y_desc(names.y)
        .x_labels(6)
        .y_labels(8)
        .x_label_formatter(&|x| format_x(x))
        .y_label_formatter(&|y| format_y(y))
        .axis_desc_style((FONT, 15))
        .label_style((FONT, 14))
        .light_line_style(TRANSPARENT)
        .draw()
        .map_err(error_text)?;
    Ok(chart)
}

/// A message in place of a chart without data.
pub(super) fn no_data(area: &Area<'_>, title: &str) -> Result<(), String> {
    area.draw(&Text::new(format!("{title}: no data"), (20, 60), (FONT, 15))).map_err(error_text)
}
