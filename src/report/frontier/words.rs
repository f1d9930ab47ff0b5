//! The comparison in sentences: the verdict, notes, and a paragraph for the minutes of a meeting.

use super::measures::{mean_of, mean_of_all, per_cent, points, worst_region};
use super::{Frontier, NamedTimetable, measures};
use crate::domain::one_line;
use crate::report::numbers::{hours, percent};
use crate::report::what_if::all_regions;

/// The verdict in one line.
pub(super) fn verdict(frontier: &Frontier) -> String {
    let early = if frontier.interrupted { "Interrupted. " } else { "" };
    let found = match frontier.timetables.len() {
        0 => "no feasible timetable was found".to_owned(),
        1 => "there is only one timetable to choose".to_owned(),
        number => format!("{number} timetables to choose from, from the cheapest to the most equal"),
    };
    format!("{early}{}: {found}.", one_line(&frontier.event))
}

/// Notes for reading the figures.
pub(super) fn notes(frontier: &Frontier) -> Vec<String> {
    if frontier.timetables.is_empty() {
        return Vec::new();
    }
    let from = frontier.from.as_ref().map_or_else(|| "scratch".to_owned(), |from| one_line(from));
    vec![
        "The cost is in discomfort-minutes, by the rules of the programme. Own cost, own bound and proven gap are by \
         the timetable's own rules: no timetable costs less than the bound. Attendee-hours are hours of discomfort: \
         one person for one hour at the worst hour of the night."
            .to_owned(),
        "The worst tenth is the tenth of all attendance that fares worst. The people measure is what fair-people with \
         weight 4 and fair-sessions with weight 1 charge. The good-day measure is what good-day with weight 1 charges: \
         how far the best day of each region is from a good one."
            .to_owned(),
        format!(
            "Clock times are in {}. The search for each timetable started from {from} and used {}.",
            frontier.zone, frontier.effort
        ),
    ]
}

/// One paragraph for the minutes of a meeting.
pub(super) fn minutes(frontier: &Frontier) -> String {
    let event = one_line(&frontier.event);
    let mut sentences = match frontier.timetables.as_slice() {
        [] => vec![format!("For {event}, no feasible timetable was found.")],
        [only] => vec![format!("For {event}, there is only one timetable to choose, \"{}\".", only.name)],
        all => {
            let names: Vec<String> = all.iter().map(|timetable| format!("\"{}\"", timetable.name)).collect();
            vec![format!("For {event}, {} timetables were compared: {}.", all.len(), names.join(", "))]
        }
    };
    let default = frontier.default_timetable();
    sentences.extend(default.and_then(default_sentence));
    let others = frontier.timetables.iter().filter(|timetable| timetable.name != frontier.default);
    sentences.extend(others.filter_map(|timetable| sentence(timetable, default)));
    sentences.extend(bounds(frontier));
    sentences.extend(frontier.dropped.iter().map(|dropped| format!("The timetable {}.", dropped.sentence())));
    sentences.join(" ")
}

/// The timetable of the programme as it is.
fn default_sentence(default: &NamedTimetable) -> Option<String> {
    let mean = mean_of_all(&default.figures)?;
    let (region, worst) = worst_region(&default.figures)?;
    Some(format!(
        "With the programme as it is, the mean discomfort of all people is {} % of that of the worst hour, {} \
         attendee-hours in all, and the region that fares worst is {} with {} %.",
        per_cent(mean),
        hours(all_regions(&default.figures).discomfort / 100),
        one_line(&region.name),
        per_cent(worst)
    ))
}

/// Another timetable: its means, and which regions gain and lose most.
fn sentence(timetable: &NamedTimetable, default: Option<&NamedTimetable>) -> Option<String> {
    let mean = mean_of_all(&timetable.figures)?;
    let (region, worst) = worst_region(&timetable.figures)?;
    let mut text = format!(
        "With \"{}\", it is {} % for all people and {} % for the region that fares worst, {}",
        timetable.name,
        per_cent(mean),
        per_cent(worst),
        one_line(&region.name)
    );
    if let Some(default) = default {
        text.push_str(&format!("; {}", against(timetable, default)));
        let (ours, theirs) = (measures::all(timetable), measures::all(default));
        if ours.iter().zip(&theirs).all(|(ours, theirs)| ours <= theirs) {
            text.push_str("; it is at least as good as the default in each measure");
        }
    }
    text.push('.');
    Some(text)
}

/// The regions that gain and lose most against the default.
fn against(timetable: &NamedTimetable, default: &NamedTimetable) -> String {
    let change = |name: &str| Some((mean_of(&timetable.figures, name)?, mean_of(&default.figures, name)?));
    let regions = &default.figures.regions;
    let changes: Vec<(&str, i64, i64)> = regions
        .iter()
        .filter_map(|region| change(&region.name).map(|(now, before)| (region.name.as_str(), now, before)))
        .filter(|&(_, now, before)| points(now, before) != "0.0")
        .collect();
    let gains = changes.iter().filter(|(_, now, before)| now < before).min_by_key(|(_, now, before)| now - before);
    let losses = changes.iter().filter(|(_, now, before)| now > before).min_by_key(|(_, now, before)| before - now);
    let named =
        |(name, now, before): &(&str, i64, i64)| format!("{} ({} points)", one_line(name), points(*now, *before));
    match (gains, losses) {
        (None, None) => "no region gains or loses against the default".to_owned(),
        (Some(gain), None) => format!("against the default, {} gains most and no region loses", named(gain)),
        (None, Some(loss)) => format!("against the default, {} loses most and no region gains", named(loss)),
        (Some(gain), Some(loss)) => {
            format!("against the default, {} gains most and {} loses most", named(gain), named(loss))
        }
    }
}

/// How far from the best each timetable can be, by its own rules.
fn bounds(frontier: &Frontier) -> Option<String> {
    let one = |timetable: &NamedTimetable| {
        let quality = &timetable.figures.quality;
        let gap = quality.bound.map(|_| percent(quality.gap()));
        format!("\"{}\" {}", timetable.name, gap.unwrap_or_else(|| "unknown".to_owned()))
    };
    let all: Vec<String> = frontier.timetables.iter().map(one).collect();
    (!all.is_empty()).then(|| {
        let all = all.join(", ");
        format!("By the rules of each timetable, at most this part of its cost could still be saved: {all}.")
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;
    use super::*;

    #[test]
    fn the_minutes_say_who_gains_and_who_loses() {
        let text = minutes(&example());
        for part in [
            "3 timetables were compared: \"cheapest\", \"default\", \"most equal regions\".",
            "mean discomfort of all people is 27.0 % of that of the worst hour, 450.0 attendee-hours in all, and the \
             region that fares worst is Americas with 60.0 %.",
            "With \"cheapest\", it is 23.0 % for all people and 80.0 % for the region that fares worst, Americas; \
             against the default, Africa & <Europe> (-10.0 points) gains most and Americas (+20.0 points) loses most.",
            "\"cheapest\" 5.00 %, \"default\" 5.00 %, \"most equal regions\" unknown.",
            "The timetable \"equal regions\" is left out:",
        ] {
            assert!(text.contains(part), "{part:?} is not in\n{text}");
        }
        assert!(!text.contains('\n') && !text.contains('\u{1b}'), "{text}");
    }

    #[test]
    fn without_timetables_the_minutes_say_so() {
        let mut frontier = example();
        frontier.timetables.clear();
        assert!(minutes(&frontier).contains("no feasible timetable was found. The timetable"));
        frontier = example();
        frontier.timetables.truncate(1);
        assert!(verdict(&frontier).ends_with("there is only one timetable to choose."));
        assert!(!minutes(&frontier).contains("against the default"));
    }

    #[test]
    fn the_minutes_say_what_is_better_than_the_default_in_all() {
        let mut frontier = example();
        assert!(!minutes(&frontier).contains("at least as good as the default"));
        frontier.timetables[0].figures.regions[2].discomfort = 0;
        assert!(minutes(&frontier).contains("it is at least as good as the default in each measure."));
    }
}
