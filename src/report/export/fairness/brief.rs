//! The sentences with which the report begins.

use maud::{Markup, html};

use crate::explain::fairness::Fairness;
use crate::explain::fairness_summary::{Fraction, Proportion, Summary};
use crate::report::export::words::line;

/// What the night is.
const NIGHT: &str = "between 23:00 and 06:00 local time";

/// The section with the sentences.
pub(crate) fn brief(view: &Fairness) -> Markup {
    let Some(summary) = &view.summary else {
        let reason = match (view.regions.is_empty(), view.placed) {
            (true, _) => "The programme file has no audiences, so the report covers the people of the sessions only.",
            (_, 0) => "No session is scheduled yet.",
            _ => "The programme file gives no attendance for the scheduled sessions.",
        };
        return html! { p.said { (reason) } };
    };
    let start = view.fixed.as_ref().map(|fixed| fixed.start.as_str());
    html! {
        @for sentence in sentences(summary, start) { p.said { (sentence) } }
        p.note { "One attendee-hour is one person who attends for one hour. Hours are those of the person's own clock." }
    }
}

/// The sentences. `start` is the hour with which the timetable is compared.
fn sentences(summary: &Summary, start: Option<&str>) -> Vec<String> {
    let mut sentences = vec![format!("{}{}.", all_night(summary.night), night_in(&summary.night_in))];
    if let Some([(most, at_most), (least, at_least)]) = &summary.most_and_least {
        sentences.push(format!(
            "For its size, {} has the most night hours: {}. {} has the fewest: {}.",
            line(most),
            own_hours(*at_most),
            line(least),
            own_hours(*at_least)
        ));
    }
    sentences.push(comfortable(summary.comfortable));
    if let (Some(night), Some(start)) = (summary.fixed_night, start) {
        sentences.push(format!(
            "For comparison: if every day began at {start} UTC, the best fixed hour, {} at night.",
            would_be(night)
        ));
    }
    sentences
}

/// `1,000` or `100`.
fn hundred(of: i64) -> String {
    crate::report::numbers::thousands(of)
}

fn all_night(night: Proportion) -> String {
    match night {
        Proportion::Nothing => format!("No attendee-hour falls {NIGHT}"),
        Proportion::Few => format!("Fewer than 1 of 1,000 attendee-hours falls {NIGHT}"),
        Proportion::Of { count: 1, of } => format!("Of {} attendee-hours, 1 falls {NIGHT}", hundred(of)),
        Proportion::Of { count, of } => format!("Of {} attendee-hours, {count} fall {NIGHT}", hundred(of)),
        Proportion::AlmostEverything => format!("Almost all attendee-hours fall {NIGHT}"),
        Proportion::Everything => format!("All attendee-hours fall {NIGHT}"),
    }
}

/// `; half of them in Asia-Pacific, and 31 % in Africa`
fn night_in(regions: &[(String, Fraction)]) -> String {
    let mut parts = regions.iter().map(|(name, fraction)| (line(name), words(*fraction)));
    let Some((name, share)) = parts.next() else { return String::new() };
    let second = parts.next().map(|(name, share)| format!(", and {share} in {name}")).unwrap_or_default();
    format!("; {share} of them in {name}{second}")
}

fn words(fraction: Fraction) -> String {
    let word = match fraction.near {
        _ if fraction.is_whole => return "all".to_owned(),
        Some((1, 2)) => "half",
        Some((1, 3)) => "a third",
        Some((2, 3)) => "two thirds",
        Some((1, 4)) => "a quarter",
        Some((3, 4)) => "three quarters",
        _ if fraction.percent >= 100 => return "almost all".to_owned(),
        _ => return format!("{} %", fraction.percent),
    };
    if fraction.is_exact { word.to_owned() } else { format!("about {word}") }
}

/// A region's part of its own hours.
fn own_hours(night: Proportion) -> String {
    match night {
        Proportion::Nothing => "none of its attendee-hours".to_owned(),
        Proportion::Few => "fewer than 1 of 1,000 of its attendee-hours".to_owned(),
        Proportion::Of { count, of } => format!("{count} of {} of its attendee-hours", hundred(of)),
        Proportion::AlmostEverything => "almost all of its attendee-hours".to_owned(),
        Proportion::Everything => "all of its attendee-hours".to_owned(),
    }
}

fn comfortable(part: Proportion) -> String {
    let hours = "hours that are comfortable where the person lives";
    match part {
        Proportion::Nothing => format!("No attendee-hour falls into {hours}."),
        Proportion::Few => format!("Fewer than 1 of 1,000 attendee-hours falls into {hours}."),
        Proportion::Of { count: 1, of } => format!("Of {} attendee-hours, 1 falls into {hours}.", hundred(of)),
        Proportion::Of { count, of } => format!("Of {} attendee-hours, {count} fall into {hours}.", hundred(of)),
        Proportion::AlmostEverything => format!("Almost all attendee-hours fall into {hours}."),
        Proportion::Everything => format!("All attendee-hours fall into {hours}."),
    }
}

/// `9 of 100 attendee-hours would be`
fn would_be(night: Proportion) -> String {
    let part = match night {
        Proportion::Nothing => return "no attendee-hour would be".to_owned(),
        Proportion::Few => "fewer than 1 of 1,000".to_owned(),
        Proportion::Of { count, of } => format!("{count} of {}", hundred(of)),
        Proportion::AlmostEverything => "almost all".to_owned(),
        Proportion::Everything => "all".to_owned(),
    };
    format!("{part} attendee-hours would be")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(night: Proportion, night_in: &[(&str, i128, i128)]) -> Summary {
        let part = |&(name, part, whole): &(&str, i128, i128)| (name.to_owned(), Fraction::of(part, whole).unwrap());
        Summary {
            night,
            comfortable: Proportion::Of { count: 82, of: 100 },
            night_in: night_in.iter().map(part).collect(),
            most_and_least: None,
            fixed_night: None,
        }
    }

    #[test]
    fn the_first_sentence_says_how_much_is_at_night_and_where() {
        let first = |night, regions: &[_]| sentences(&summary(night, regions), None).remove(0);
        let six = Proportion::Of { count: 6, of: 100 };
        assert_eq!(
            first(six, &[("Asia-Pacific", 1, 2)]),
            "Of 100 attendee-hours, 6 fall between 23:00 and 06:00 local time; half of them in Asia-Pacific."
        );
        assert_eq!(
            first(Proportion::Of { count: 1, of: 1000 }, &[("A", 32, 100), ("B", 31, 100)]),
            "Of 1,000 attendee-hours, 1 falls between 23:00 and 06:00 local time; about a third of them in A, and 31 % \
             in B."
        );
        assert_eq!(first(Proportion::Nothing, &[]), "No attendee-hour falls between 23:00 and 06:00 local time.");
        assert!(first(Proportion::Few, &[("A", 1, 1)]).ends_with("; all of them in A."));
    }

    #[test]
    fn the_others_compare_regions_and_hours() {
        let most = ("A".to_owned(), Proportion::Of { count: 14, of: 100 });
        let least = ("B".to_owned(), Proportion::Nothing);
        let summary = Summary {
            most_and_least: Some([most, least]),
            fixed_night: Some(Proportion::Of { count: 9, of: 100 }),
            ..summary(Proportion::Of { count: 6, of: 100 }, &[])
        };
        assert_eq!(
            sentences(&summary, Some("09:00"))[1..],
            [
                "For its size, A has the most night hours: 14 of 100 of its attendee-hours. B has the fewest: none of its \
                 attendee-hours.",
                "Of 100 attendee-hours, 82 fall into hours that are comfortable where the person lives.",
                "For comparison: if every day began at 09:00 UTC, the best fixed hour, 9 of 100 attendee-hours would be at \
                 night.",
            ]
        );
    }
}
