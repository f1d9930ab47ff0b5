//! The charts of the fairness report, as SVG in the page. The style sheet defines their colours for light and dark.

use maud::{Markup, html};

use super::tables::scrolling;
use crate::explain::fairness::{COLUMN, DayStrip, Fairness};
use crate::report::export::words::line;
use crate::report::numbers::length;

/// Units of the strips' height. Their width is in minutes.
const HEIGHT: i64 = 100;

/// The chart of the days on a 24-hour axis, below the comfort of each hour in each region. Each row is a strip as wide as
/// the page allows, so that the whole day is visible on a phone.
pub(crate) fn days(view: &Fairness) -> Markup {
    let width = view.hours * 60;
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
        div.strips role="img" aria-label="The hours of each day; the table below has the numbers" {
            (axis(view.hours))
            @for region in &view.regions {
                span.label { bdi { (line(&region.name)) } }
                (strip(view.hours, html! {
                    @for (column, discomfort) in region.by_column.iter().enumerate() {
                        rect class={ "b" (band(*discomfort)) } x=(column as i64 * COLUMN) y="0" width=(COLUMN)
                            height=(HEIGHT) {}
                    }
                }))
            }
            (axis(view.hours))
            @for day in &view.days {
                span.label { (day.when) }
                (strip(view.hours, html! {
                    rect.closed x="0" y="0" width=(width) height=(HEIGHT) {}
                    rect.open x=(day.first) y="0" width=(day.last - day.first) height=(HEIGHT) {}
                }))
            }
        }
        details { summary { "Show as a table" } (table(&view.days)) }
    }
}

/// The hours above the strips: one for every line.
fn axis(hours: i64) -> Markup {
    html! {
        span.label.axis {}
        span.axis {
            @for hour in (0..hours).step_by(3) {
                @let width = (hours - hour).min(3);
                span class={ "w" (width) @if hour % 6 != 0 { " odd" } } { (format!("{:02}", hour % 24)) }
            }
        }
    }
}

/// A row of the chart, with a line every three hours.
fn strip(hours: i64, parts: Markup) -> Markup {
    html! {
        svg.strip viewBox={ "0 0 " (hours * 60) " " (HEIGHT) } preserveAspectRatio="none" aria-hidden="true" {
            (parts)
            @for hour in (3..hours).step_by(3) {
                line x1=(hour * 60) x2=(hour * 60) y1="0" y2=(HEIGHT) {}
            }
        }
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
