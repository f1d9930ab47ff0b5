//! The timetables as a picture: the mean discomfort of each region, one row for each region and one column for each
//! timetable. Labels and numbers stay text, so that they can be searched and read aloud.

use maud::{Markup, html};

use super::measures::{WHOLE, mean_of, mean_of_all, per_cent, points, region_names};
use super::{Frontier, NamedTimetable};
use crate::domain::one_line;
use crate::report::text::cut;

/// Sizes in pixels.
const LABELS: usize = 250;
const COLUMN: usize = 104;
const ROW: usize = 44;
const TOP: usize = 106;
const MARGIN: usize = 16;
/// The longest label of a row, in characters.
const LONGEST: usize = 36;
/// The longest title, in characters.
const TITLE: usize = 56;

/// The colours from no discomfort to that of the worst hour, in steps of a tenth. They differ in brightness as well as
/// in hue.
const SHADES: [&str; 10] =
    ["#f3f7fb", "#e3edf6", "#fdf3d6", "#fbe3ac", "#f7c982", "#f0a763", "#dd7f4f", "#b9563f", "#863a45", "#4f2c4a"];
/// From this shade on, text is white.
const DARK: usize = 7;

/// Draws the picture as an SVG document.
pub fn picture(frontier: &Frontier) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", drawing(frontier).into_string())
}

/// The picture as an element of a page.
pub(super) fn drawing(frontier: &Frontier) -> Markup {
    let regions = region_names(&frontier.timetables);
    let rows = if regions.is_empty() { 0 } else { regions.len() + 1 };
    let width = (LABELS + COLUMN * frontier.timetables.len() + 2 * MARGIN).max(LABELS + 4 * COLUMN);
    let height = TOP + ROW * rows.max(1) + MARGIN + 22;
    let event = cut(&one_line(&frontier.event), TITLE);
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (width) " " (height) } width=(width) height=(height)
            role="img" font-family="system-ui, sans-serif" font-size="13" {
            title { (event) ": mean discomfort of the regions" }
            rect width=(width) height=(height) fill="#ffffff" {}
            text x=(MARGIN) y="30" font-size="18" font-weight="600" fill="#1b1b1f" { (event) }
            text x=(MARGIN) y="50" fill="#55555f" { "Mean discomfort of the regions" }
            @for (column, timetable) in frontier.timetables.iter().enumerate() {
                (head(&timetable.name, left(column)))
            }
            @if rows == 0 { text x=(MARGIN) y=(TOP + 20) fill="#55555f" { "no region to compare" } }
            @else {
                (row(frontier, "all people", 0, |timetable| mean_of_all(&timetable.figures)))
                @for (number, region) in regions.iter().enumerate() {
                    (row(frontier, region, number + 1, |timetable| mean_of(&timetable.figures, region)))
                }
            }
            text x=(MARGIN) y=(height - MARGIN) fill="#55555f" {
                "Per cent of the discomfort of the worst hour; below it the change against the default."
            }
        }
    }
}

fn left(column: usize) -> usize {
    MARGIN + LABELS + COLUMN * column
}

/// The name of a timetable over its column, in at most two lines.
fn head(name: &str, left: usize) -> Markup {
    let breaks = name.match_indices(' ').map(|(at, _)| at);
    let broken = breaks.min_by_key(|&at| at.max(name.len() - at));
    let (first, second) = broken.filter(|_| name.len() > 10).map_or((name, ""), |at| (&name[..at], &name[at + 1..]));
    let middle = left + COLUMN / 2;
    let lines: Vec<&str> = [first, second].into_iter().filter(|line| !line.is_empty()).collect();
    html! {
        @for (number, line) in lines.iter().enumerate() {
            @let y = TOP + 6 + 16 * number - 16 * lines.len();
            text x=(middle) y=(y) text-anchor="middle" font-weight="600" fill="#1b1b1f" { (line) }
        }
    }
}

fn row(frontier: &Frontier, name: &str, number: usize, mean: impl Fn(&NamedTimetable) -> Option<i64>) -> Markup {
    let top = TOP + ROW * number;
    let name = one_line(name);
    let (first, second) = name.split_once(": ").unwrap_or((&name, ""));
    let against = frontier.default_timetable().and_then(&mean);
    html! {
        text x=(MARGIN) y=(top + if second.is_empty() { 27 } else { 19 }) fill="#1b1b1f" { (cut(first, LONGEST)) }
        @if !second.is_empty() {
            text x=(MARGIN) y=(top + 35) font-size="11" fill="#55555f" { (cut(second, LONGEST)) }
        }
        @for (column, timetable) in frontier.timetables.iter().enumerate() {
            @if let Some(mean) = mean(timetable) {
                @let change = against.filter(|_| timetable.name != frontier.default).map(|old| points(mean, old));
                (cell(mean, change, (left(column), top)))
            }
        }
    }
}

fn cell(mean: i64, change: Option<String>, (left, top): (usize, usize)) -> Markup {
    let shade = usize::try_from(mean.max(0) * 10 / WHOLE).unwrap_or(0).min(SHADES.len() - 1);
    let ink = if shade >= DARK { "#ffffff" } else { "#1b1b1f" };
    let middle = left + COLUMN / 2;
    html! {
        rect x=(left + 1) y=(top + 1) width=(COLUMN - 2) height=(ROW - 2) rx="3" fill=(SHADES[shade]) {}
        text x=(middle) y=(top + if change.is_some() { 19 } else { 27 }) text-anchor="middle" font-weight="600"
            fill=(ink) { (per_cent(mean)) }
        @if let Some(change) = change {
            text x=(middle) y=(top + 35) text-anchor="middle" font-size="11" fill=(ink) { (change) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;
    use super::*;

    #[test]
    fn each_region_has_a_cell_for_each_timetable_and_names_are_escaped() {
        let drawn = picture(&example());
        assert_eq!(drawn.matches("<rect x=").count(), 4 * 3, "{drawn}");
        for part in
            [">80.0</text>", ">+20.0</text>", "Africa &amp; &lt;Europe&gt;", ">Asia/Karachi to Pacific/Auckland<"]
        {
            assert!(drawn.contains(part), "{part} is not in\n{drawn}");
        }
        let mut reader = quick_xml::Reader::from_str(&drawn);
        while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    }

    #[test]
    fn a_picture_without_regions_or_timetables_is_drawn() {
        let mut frontier = example();
        frontier.timetables.iter_mut().for_each(|timetable| timetable.figures.regions.clear());
        assert!(picture(&frontier).contains("no region to compare"));
        frontier.timetables.clear();
        assert!(picture(&frontier).contains("no region to compare"));
    }
}
