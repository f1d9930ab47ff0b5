//! The fairness report as a page: sentences first, then the distribution of discomfort by region, hour, track and day,
//! then people, and costs last. Every chart has a table with its numbers; tables that are themselves charts have shaded
//! cells.

mod brief;
mod charts;
mod tables;

use maud::{Markup, html};

use super::html::{Language, Link, Messages, internal_note, navigation, shell};
use super::{Options, words};
use crate::explain::fairness::Fairness;
use crate::explain::programme::{Programme, Readers};
use crate::report::numbers::{count, discomfort, percent};
use crate::report::overview::{Proof, Quality};

const STYLE: &str = include_str!("fairness.css");

/// Writes the report on a programme as a page. `quality` holds the proven bound; `links` lead to other files.
pub fn page(
    view: &Fairness,
    quality: Option<&Quality>,
    programme: &Programme,
    options: &Options,
    links: &[Link<'_>],
) -> String {
    let title = format!("Fairness of the programme: {}", words::line(&view.name));
    let body = html! {
        a.skip href="#report" { "Skip to the report" }
        header.top {
            div.wrap {
                h1 { "Fairness of the programme" }
                p.lead { bdi { (words::line(&view.name)) } ": " (placed(view)) }
                (shell::release_notes(programme, Messages::ENGLISH))
                @if view.readers == Readers::Internal { (internal_note(Messages::ENGLISH)) }
                @if !links.is_empty() { (navigation(links, Messages::ENGLISH)) }
            }
        }
        main.wrap #report tabindex="-1" {
            (section("brief", "In brief", brief::brief(view)))
            @if !view.regions.is_empty() {
                (section("regions", "When each region meets", tables::by_hour(view)))
                (section("comfort", "How comfortable the hours are", tables::by_band(view)))
                @if !view.days.is_empty() { (section("days", "Hours of each day", charts::days(view))) }
                @if let Some(fixed) = &view.fixed {
                    (section("fixed", "Comparison with one fixed start hour", tables::fixed(view, fixed)))
                }
            }
            @if !view.tracks.is_empty() && !view.audiences.is_empty() {
                (section("tracks", "Comfort by track", tables::tracks(view)))
            }
            @if let Some(people) = &view.people {
                (section("people", "People with the most discomfort", tables::people(people)))
            }
            (section("quality", "Cost of the timetable", quality_section(view, quality)))
            (section("cost", "Cost by rule", tables::cost(view)))
        }
        (shell::footer(programme, options, Messages::ENGLISH))
    };
    shell::document(&shell::Page { title: &title, language: Language::English, style: STYLE, script: None, body })
}

fn placed(view: &Fairness) -> String {
    if view.placed == view.sessions {
        format!("{}, all scheduled.", count(view.sessions, "session"))
    } else {
        format!("{} of {} are scheduled.", view.placed, count(view.sessions, "session"))
    }
}

fn section(id: &str, heading: &str, body: Markup) -> Markup {
    let heading_id = format!("h-{id}");
    html! { section id=(id) aria-labelledby=(heading_id) { h2 id=(heading_id) { (heading) } (body) } }
}

/// The cost, the bound and the gap in sentences.
fn quality_section(view: &Fairness, quality: Option<&Quality>) -> Markup {
    let bound = quality.and_then(|quality| quality.bound);
    html! {
        p {
            "Cost is measured in discomfort-minutes. One discomfort-minute is one person attending for one minute at \
             the worst hour of the night. A minute at ten in the morning, local time, costs nothing."
        }
        dl.figures {
            div { dt { "Cost of this timetable" } dd { (discomfort(view.cost)) } }
            @if let Some(bound) = bound { div { dt { "No timetable can cost less than" } dd { (discomfort(bound)) } } }
            @if let Some(quality) = quality.filter(|quality| quality.bound.is_some()) {
                div { dt { "Possible saving, at most" } dd { (percent(quality.gap())) } }
                div { dt { "As a share of the avoidable cost" } dd { (percent(quality.avoidable_gap())) } }
            }
        }
        p { (proof_sentence(quality)) }
    }
}

fn proof_sentence(quality: Option<&Quality>) -> &'static str {
    match quality.map(|quality| (quality.proof, quality.bound)) {
        Some((Some(Proof::Certificate), _)) => {
            "This is the best possible timetable: the certificate in the schedule file proves that no complete \
             timetable costs less."
        }
        Some((Some(Proof::Solver), _)) => {
            "This is the best possible timetable, within the tolerance of an exact solver."
        }
        Some((None, Some(_))) => {
            "The bound is proved by the certificate in the schedule file. Anyone can verify it with the programme file \
             alone. It is not known how much of the gap could really be saved."
        }
        _ => "No bound is proved for this timetable: the schedule file has no certificate that applies to it.",
    }
}

#[cfg(test)]
mod tests {
    use super::super::html::LinkText;
    use super::super::testing::{draft, small};
    use super::*;
    use crate::domain::RuleId;
    use crate::explain::fairness::{ComfortFigures, DayStrip, RegionFairness, TrackFairness};
    use crate::explain::fairness_summary::{Proportion, Summary};
    use crate::explain::programme::EventTime;
    use crate::explain::view::{PersonSummary, RuleCost};

    const EVIL: &str = "</title><script>alert(1)</script>";

    fn view(readers: Readers) -> Fairness {
        let time = |minute| EventTime::new(crate::domain::Zone::Fixed(0), crate::domain::Instant(minute));
        let mut by_hour = [0; 24];
        (by_hour[3], by_hour[12]) = (2500, 7500);
        let person = PersonSummary {
            id: "p".into(),
            name: EVIL.into(),
            zone: "Asia/Tokyo".into(),
            sessions: 2,
            minutes: 120,
            night_minutes: 60,
            discomfort: 6000,
            by_rule: vec![],
        };
        Fairness {
            name: EVIL.into(),
            zone: "UTC".into(),
            readers,
            sessions: 2,
            placed: 2,
            summary: Some(Summary {
                night: Proportion::Of { count: 25, of: 100 },
                comfortable: Proportion::Of { count: 75, of: 100 },
                night_in: vec![],
                most_and_least: Some([(EVIL.into(), Proportion::Few), ("B".into(), Proportion::Nothing)]),
                fixed_night: Some(Proportion::Everything),
            }),
            regions: vec![RegionFairness {
                name: EVIL.into(),
                people: 10_000,
                minutes: (readers == Readers::Internal).then_some(600),
                comfort: ComfortFigures { discomfort: 2500, night: 2500, comfortable: 7500 },
                by_hour,
                by_band: [7500, 0, 0, 2500],
                by_column: vec![10_000; 48],
            }],
            audiences: vec![EVIL.into()],
            tracks: vec![
                TrackFairness { name: EVIL.into(), reach: vec![Some(1234)] },
                TrackFairness { name: "T".into(), reach: vec![None] },
            ],
            days: vec![DayStrip {
                when: "Thu 1 Jan 1970".into(),
                from: time(540),
                until: time(780),
                first: 540,
                last: 780,
                sessions: 2,
            }],
            hours: 24,
            fixed: Some(crate::explain::fairness::FixedHour {
                start: "09:00".into(),
                regions: vec![ComfortFigures::default()],
            }),
            cost: 123_456,
            by_rule: vec![RuleCost { rule: RuleId::AudienceHours, cost: 123_456 }],
            people: (readers == Readers::Internal).then(|| vec![person]),
        }
    }

    #[test]
    fn every_chart_has_its_numbers() {
        let quality = Quality { cost: 123_456, bound: Some(120_000), base: 100_000, proof: None };
        let programme = small(Readers::Public);
        let page = page(&view(Readers::Public), Some(&quality), &programme, &Options::default(), &[]);
        for number in
            ["1,234.56", "1,200.00", "2.80 %", "14.73 %", "25.0 %", "12.3 %", "09:00–13:00", "75.0 %", "09:00 UTC"]
        {
            assert!(page.contains(number), "{number} is missing in {page}");
        }
        assert!(!page.contains("People with the most discomfort") && !page.contains("Attendee"));
    }

    #[test]
    fn people_come_before_prices() {
        let page = page(&view(Readers::Internal), None, &draft("1.1"), &Options::default(), &[]);
        let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is missing in {page}"));
        let order =
            ["Of 100 attendee-hours, 25 fall", "When each region", "People with the most", "Cost of the timetable"];
        assert!(order.map(at).is_sorted(), "{page}");
        // No cost before: the first figure of the costs is in their section.
        assert!(at("id=\"quality\"") < at("1,234.56"));
    }

    #[test]
    fn organisers_see_people() {
        let page = page(&view(Readers::Internal), None, &draft("1.1"), &Options::default(), &[]);
        assert!(page.contains("<bdi>1.1</bdi> (draft)") && page.contains("class=\"draft\""), "{page}");
        assert!(
            page.contains("People with the most discomfort") && page.contains("Asia/Tokyo") && page.contains("10.0"),
            "{page}"
        );
        assert!(page.contains("No bound is proved"));
    }

    #[test]
    fn names_are_escaped_and_no_script_runs() {
        let page =
            page(&view(Readers::Internal), None, &draft(EVIL), &Options::default(), &[("a.html", LinkText::Name("A"))]);
        assert!(!page.contains("<script") && page.contains("script-src 'none'"), "{page}");
    }
}
