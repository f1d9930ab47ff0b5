//! The charts of the fairness report, as SVG in the page. The style sheet defines their colours for light and dark.

use maud::{Markup, html};

use super::tables::scrolling;
use crate::explain::fairness::{COLUMN, DayStrip, Fairness};
use crate::report::export::words::line;
use crate::report::numbers::length;
use crate::report::text::cut;

/// Sizes of the chart of the days, in SVG units.
const LABEL: i64 = 220;
const HOUR: i64 = 32;
const ROW: i64 = 20;
const REGION: i64 = 34;
const LONGEST_LABEL: usize = 36;

/// The chart of the days on a 24-hour axis, below the comfort of each hour in each region.
pub(crate) fn days(view: &Fairness) -> Markup {
    let regions = view.regions.len() as i64;
    let x = |minutes: i64| LABEL + minutes * HOUR / 60;
    let y = |row: i64| 22 + row * REGION;
    let (width, height) = (x(view.hours * 60) + 12, y(regions) + 14 + ROW * view.days.len() as i64 + 6);
    html! {
        p {
            "The upper part shows how comfortable each hour is in each region, averaged over these days. The lower \
             part shows each day from its first start to its last end. Hours are in the time zone " (view.zone) "."
        }
        ul.keys {
            @for (index, band) in ["comfortable", "early or late", "very early or late", "at night"].iter().enumerate() {
                li { span class={ "key b" (index) } aria-hidden="true" {} (band) }
            }
            li { span.key.open aria-hidden="true" {} "programme" }
        }
        div.scroll tabindex="0" role="group" aria-label="Chart of the days" {
            svg.strip viewBox={ "0 0 " (width) " " (height) } role="img" aria-label="The hours of each day; the table below has the numbers" {
                @for hour in (0..=view.hours).step_by(2) {
                    text x=(x(hour * 60)) y="13" text-anchor="middle" { (format!("{:02}", hour % 24)) }
                }
                @for (row, region) in view.regions.iter().enumerate() {
                    (label(&line(&region.name), y(row as i64)))
                    @for (column, discomfort) in region.by_column.iter().enumerate() {
                        rect class={ "b" (band(*discomfort)) } x=(x(column as i64 * COLUMN)) y=(y(row as i64) + 1)
                            width=(HOUR * COLUMN / 60) height=(REGION - 3) {}
                    }
                }
                @for hour in (0..=view.hours).step_by(2) {
                    line x1=(x(hour * 60)) x2=(x(hour * 60)) y1="17" y2=(height - 4) {}
                }
                @for (row, day) in view.days.iter().enumerate() {
                    @let top = y(regions) + 14 + ROW * row as i64;
                    text x="0" y=(top + 14) { (day.when) }
                    rect.open x=(x(day.first)) y=(top + 3) width=(x(day.last) - x(day.first)) height=(ROW - 6) rx="3" {}
                }
            }
        }
        details { summary { "Show as a table" } (table(&view.days)) }
    }
}

fn table(days: &[DayStrip]) -> Markup {
    scrolling(
        "Hours of the days",
        html! {
            thead {
                tr {
                    th scope="col" { "Day" }
                    th scope="col" { "Hours" }
                    th.number scope="col" { "Open" }
                    th.number scope="col" { "Sessions" }
                }
            }
            tbody {
                @for day in days {
                    tr {
                        th scope="row" { (day.when) }
                        td { (day.from.clock()) "–" (day.until.clock()) }
                        td.number { (length(day.last - day.first)) }
                        td.number { (day.sessions) }
                    }
                }
            }
        },
    )
}

/// A region's label: its name on one line, or its audience and zones on two.
fn label(name: &str, top: i64) -> Markup {
    let (first, second) = name.split_once(": ").unwrap_or((name, ""));
    html! {
        text x="0" y=(top + if second.is_empty() { 20 } else { 13 }) { (cut(first, LONGEST_LABEL)) }
        @if !second.is_empty() { text.second x="0" y=(top + 27) { (cut(second, LONGEST_LABEL)) } }
    }
}

/// The comfort band of a discomfort in hundredths of a per cent.
fn band(discomfort: i64) -> usize {
    crate::check::BANDS.iter().position(|&most| discomfort <= i64::from(most) * 100).unwrap_or(3)
}

/// A bar in four parts, in hundredths of a per cent.
pub(crate) fn bands(parts: &[i64; 4]) -> Markup {
    let mut x = 0;
    let parts = parts.map(|part| {
        let from = x;
        x += part;
        (from, part)
    });
    html! {
        svg.bar viewBox="0 0 10000 1000" preserveAspectRatio="none" aria-hidden="true" {
            @for (index, (from, part)) in parts.iter().enumerate() {
                rect class={ "b" (index) } x=(from) y="0" width=(part) height="1000" {}
            }
        }
    }
}

/// A bar with a length relative to the longest.
pub(crate) fn bar(part: i64, most: i64) -> Markup {
    let width = i128::from(part.max(0)) * 10_000 / i128::from(most.max(1));
    html! {
        svg.bar viewBox="0 0 10000 1000" preserveAspectRatio="none" aria-hidden="true" {
            rect.open x="0" y="0" width=(width) height="1000" {}
        }
    }
}
