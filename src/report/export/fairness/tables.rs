//! The tables of the fairness report. Some of them serve as charts.

use maud::{Markup, html};

use crate::explain::fairness::{ComfortFigures, Fairness, FixedHour};
use crate::explain::view::PersonSummary;
use crate::report::export::words::{line, percent};
use crate::report::numbers::{discomfort, hours, share};

/// The most people listed.
const MOST_PEOPLE: usize = 50;

/// A table with its caption, which scrolls if it is too wide.
pub(crate) fn scrolling(caption: &str, table: Markup) -> Markup {
    html! {
        div.scroll tabindex="0" role="group" aria-label=(caption) {
            table { caption { (caption) } (table) }
        }
    }
}

/// The shade of a share: from 0 for nothing to 5 for ten per cent and more.
fn shade(hundredths: i64) -> usize {
    match hundredths {
        ..1 => 0,
        1..100 => 1,
        100..300 => 2,
        300..600 => 3,
        600..1000 => 4,
        _ => 5,
    }
}

fn at_night(hour: usize) -> bool {
    !(6..23).contains(&hour)
}

/// Region x hour of the local day.
pub(crate) fn by_hour(view: &Fairness) -> Markup {
    let head = html! {
        thead role="rowgroup" {
            tr role="row" {
                th role="columnheader" scope="col" { "Region" }
                @for hour in 0..24 {
                    th.hour.dark[at_night(hour)] role="columnheader" scope="col" { (format!("{hour:02}")) }
                }
                th.number role="columnheader" scope="col" { "at night" }
            }
        }
    };
    let rows = html! {
        tbody role="rowgroup" {
            @for region in &view.regions {
                tr role="row" {
                    th role="rowheader" scope="row" { bdi { (line(&region.name)) } }
                    @for (hour, part) in region.by_hour.iter().enumerate() {
                        td class={ @if at_night(hour) { "n" } @else { "s" } (shade(*part)) } role="cell"
                            data-hour=(format!("{hour:02}")) { (tenths(*part)) }
                    }
                    td.number role="cell" { (percent(region.comfort.night)) span.narrow { " at night" } }
                }
            }
        }
    };
    let caption = "Per cent of each region's attendance by local hour";
    html! {
        p {
            "Each row shows how one region's attendance is distributed over its local hours, in per cent. The hours from \
             23 to 05 are night."
        }
        // The roles are those of a table, for browsers that forget them where the style makes rows a grid.
        div.scroll tabindex="0" role="group" aria-label=(caption) {
            table.hours role="table" { caption { (caption) } (head) (rows) }
        }
    }
}

/// A share in whole per cent, below one per cent with one decimal; empty for nothing.
fn tenths(hundredths: i64) -> String {
    match hundredths {
        ..1 => String::new(),
        1..5 => "<.1".to_owned(),
        5..95 => format!(".{}", (hundredths + 5) / 10),
        _ => ((hundredths + 50) / 100).to_string(),
    }
}

const BANDS: [&str; 4] = ["comfortable", "early or late", "very early or late", "at night"];

/// Each region's attendance by band of discomfort.
pub(crate) fn by_band(view: &Fairness) -> Markup {
    let internal = view.regions.iter().any(|region| region.minutes.is_some());
    let head = html! {
        thead {
            tr {
                th scope="col" { "Region" }
                th scope="col" { span.unseen { "Chart" } }
                @for (index, band) in BANDS.iter().enumerate() {
                    th.number scope="col" { span class={ "key b" (index) } aria-hidden="true" {} (band) }
                }
                th.number scope="col" { "mean discomfort" }
                th.number scope="col" { "share of all people" }
                @if internal { th.number scope="col" { "Attendee-hours" } }
            }
        }
    };
    let rows = html! {
        tbody {
            @for region in &view.regions {
                tr {
                    th scope="row" { bdi { (line(&region.name)) } }
                    td.picture { (super::charts::bands(&region.by_band)) }
                    @for part in &region.by_band { td.number { (percent(*part)) } }
                    td.number { (percent(region.comfort.discomfort)) }
                    td.number { (percent(region.people)) }
                    @if let Some(minutes) = region.minutes { td.number { (hours(minutes)) } }
                }
            }
        }
    };
    html! {
        p {
            "A minute is comfortable up to a discomfort of 10 %, early or late up to 35 %, very early or very late up \
             to 65 %, and at night above that. Each region has its own comfortable hours and days off."
        }
        (scrolling("Per cent of each region's attendance by comfort", html! { (head) (rows) }))
    }
}

/// Compares the chosen hours with one start hour for all days.
pub(crate) fn fixed(view: &Fairness, fixed: &FixedHour) -> Markup {
    let head = html! {
        thead {
            tr {
                td {}
                th scope="colgroup" colspan="2" { "mean discomfort" }
                th scope="colgroup" colspan="2" { "at night" }
                th scope="colgroup" colspan="2" { "comfortable" }
            }
            tr {
                th scope="col" { "Region" }
                @for _ in 0..3 {
                    th.number scope="col" { "chosen" }
                    th.number scope="col" { "fixed" }
                }
            }
        }
    };
    let pair = |chosen: i64, fixed: i64, less_is_better: bool| {
        let better = (chosen < fixed) == less_is_better && chosen != fixed;
        let worse = chosen != fixed && !better;
        html! {
            td.number { @if better { b { (percent(chosen)) } } @else { (percent(chosen)) } }
            td.number { @if worse { b { (percent(fixed)) } } @else { (percent(fixed)) } }
        }
    };
    let row = |name: &str, chosen: &ComfortFigures, fixed: &ComfortFigures| {
        html! {
            tr {
                th scope="row" { bdi { (line(name)) } }
                (pair(chosen.discomfort, fixed.discomfort, true))
                (pair(chosen.night, fixed.night, true))
                (pair(chosen.comfortable, fixed.comfortable, false))
            }
        }
    };
    html! {
        p {
            "For comparison: the same sessions in the same order on the same days, if every day began at "
            (fixed.start)
            " UTC. Of all single start hours this one has the lowest total discomfort. The better figure of each pair \
             is bold."
        }
        (scrolling("The chosen hours compared with a fixed start hour", html! {
            (head)
            tbody {
                @for (region, comfort) in view.regions.iter().zip(&fixed.regions) {
                    (row(&region.name, &region.comfort, comfort))
                }
            }
        }))
    }
}

/// Track x audience: the comfortable share.
pub(crate) fn tracks(view: &Fairness) -> Markup {
    let level = |part: i64| (part / 2000).clamp(0, 4) + 1;
    html! {
        p { "The share of each group's attendance that falls into comfortable hours, by track." }
        (scrolling("Comfortable share of each track, by group", html! {
            thead {
                tr {
                    th scope="col" { "Track" }
                    @for audience in &view.audiences { th.number scope="col" { bdi { (line(audience)) } } }
                }
            }
            tbody {
                @for track in &view.tracks {
                    tr {
                        th scope="row" { bdi { (line(&track.name)) } }
                        @for reach in &track.reach {
                            @if let Some(part) = reach { td class={ "number s" (level(*part)) } { (percent(*part)) } }
                            @else { td.number { "no one" } }
                        }
                    }
                }
            }
        }))
    }
}

/// The cost of each rule.
pub(crate) fn cost(view: &Fairness) -> Markup {
    let most = view.by_rule.iter().map(|rule| rule.cost).max().unwrap_or(0);
    html! {
        (scrolling("Cost in discomfort-minutes, by rule", html! {
            thead {
                tr {
                    th scope="col" { "Rule" }
                    th scope="col" { span.unseen { "Chart" } }
                    th.number scope="col" { "Cost" }
                    th.number scope="col" { "Share" }
                }
            }
            tbody {
                @for rule in view.by_rule.iter().filter(|rule| rule.cost > 0) {
                    tr {
                        th scope="row" { (rule.rule) }
                        td.picture { (super::charts::bar(rule.cost, most)) }
                        td.number { (discomfort(rule.cost)) }
                        td.number { (share(rule.cost, view.cost)) }
                    }
                }
                tr.total {
                    th scope="row" { "total" }
                    td {}
                    td.number { (discomfort(view.cost)) }
                    td {}
                }
            }
        }))
    }
}

/// The worst-off people.
pub(crate) fn people(people: &[PersonSummary]) -> Markup {
    html! {
        @if people.len() > MOST_PEOPLE {
            p { "The first " (MOST_PEOPLE) " of " (people.len()) " people with any discomfort." }
        }
        (scrolling("People, the worst-off first", html! {
            thead {
                tr {
                    th scope="col" { "Person" }
                    th scope="col" { "Time zone" }
                    @for column in ["Sessions", "Night hours", "Discomfort", "Cost"] {
                        th.number scope="col" { (column) }
                    }
                }
            }
            tbody {
                @for person in people.iter().take(MOST_PEOPLE) {
                    tr {
                        th scope="row" { bdi { (line(&person.name)) } }
                        td { @if person.zone.is_empty() { "to be confirmed" } @else { (person.zone) } }
                        td.number { (person.sessions) }
                        td.number { (hours(person.night_minutes)) }
                        td.number { (discomfort(person.discomfort)) }
                        td.number { (discomfort(person.cost())) }
                    }
                }
            }
        }))
    }
}
