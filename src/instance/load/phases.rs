//! Phases: their days, hours and slots.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::names::IdTable;
use super::number::{DAY, MOST_MINUTES, whole};
use super::rooms::room_ids;
use super::time::{self, Edge};
use crate::domain::{Day, Phase, PhaseId, Slot, TypeId, Window, Zone};
use crate::instance::codes;
use crate::instance::format::{self, At};
use crate::instance::json::Span;
use crate::instance::problem::Problems;

/// The most days of a phase and of all phases together.
const MOST_DAYS: usize = 1_000;
/// The most days from the first to the last.
const LONGEST_CALENDAR_DAYS: i64 = 5 * 366;
/// The latest end of a day or slot, in minutes after its midnight.
const LATEST: i64 = 2 * DAY;

/// The phases and their days.
pub(crate) struct Calendar {
    /// In file order.
    pub phases: Vec<Phase>,
    /// The days of all phases, in order of time.
    pub days: Vec<Day>,
}

/// Reads the phases. `kinds` interns the ids of session types.
pub(crate) fn phases(
    list: &[At<format::Phase>],
    zone: Zone,
    names: &mut IdTable,
    rooms: &IdTable,
    mut kinds: impl FnMut(&At<String>, &mut Problems) -> Option<usize>,
    problems: &mut Problems,
) -> Calendar {
    let mut phases = Vec::with_capacity(list.len());
    let mut days: Vec<(Day, Span)> = Vec::new();
    let mut taken: BTreeMap<NaiveDate, PhaseId> = BTreeMap::new();
    for written in list {
        let phase = &written.value;
        let index = PhaseId::new(phases.len());
        let id = names.declare(&phase.id, phases.len(), problems);
        let types = phase.session_types.as_deref().map(|types| {
            let mut found: Vec<_> = types.iter().filter_map(|t| kinds(t, problems)).map(TypeId::new).collect();
            found.sort_unstable();
            found.dedup();
            found
        });
        let hours = phase.hours.as_ref().map(|h| h.value.clone()).unwrap_or_default();
        let longest = |n| whole(Some(n), MOST_MINUTES, 1..=MOST_MINUTES, "the longest day's minutes", problems);
        let longest_day_minutes = hours.longest_day_minutes.as_ref().map(longest);
        let dates = dates(&phase.days, zone, problems);
        for &(date, span) in &dates {
            if taken.insert(date, index).is_some() {
                problems.add(&codes::DUPLICATE_DAY, span, format!("the day {date} is listed twice"));
                continue;
            }
            days.extend(day(index, date, &on(&hours, date), zone, problems).map(|day| (day, span)));
        }
        let dates: Vec<NaiveDate> = dates.into_iter().map(|(date, _)| date).collect();
        exceptions(&hours, &dates, problems);
        let of_slot = |slot| slots(slot, &dates, zone, rooms, problems);
        let mut slots: Vec<Slot> = phase.slots.iter().flat_map(of_slot).collect();
        slots.sort_by_key(|s| s.window);
        let name = phase.name.clone().unwrap_or_else(|| id.clone());
        phases.push(Phase { id, name, types, longest_day_minutes, slots });
    }
    days.sort_by_key(|(day, _)| (day.earliest, day.date));
    overlapping_days(&days, zone, problems);
    long_calendar(&days, problems);
    Calendar { phases, days: days.into_iter().map(|(day, _)| day).collect() }
}

fn dates(list: &[At<String>], zone: Zone, problems: &mut Problems) -> Vec<(NaiveDate, Span)> {
    if let Some(first_over) = list.get(MOST_DAYS) {
        problems.add(&codes::TOO_MANY, first_over.span, format!("the phase has more than {MOST_DAYS} days"));
    }
    let read = |text: &At<String>| time::date_in(text, zone, problems).map(|date| (date, text.span));
    list.iter().take(MOST_DAYS).filter_map(read).collect()
}

fn day(phase: PhaseId, date: NaiveDate, hours: &format::Hours, zone: Zone, problems: &mut Problems) -> Option<Day> {
    let earliest = hours.earliest.as_ref().map_or(Some(0), |t| time::time_of_day(t, DAY, problems));
    let latest = hours.latest.as_ref().map_or(Some(DAY), |t| time::time_of_day(t, LATEST, problems));
    let (earliest, latest) = (earliest?, latest?);
    for (written, minutes, edge) in [(&hours.earliest, earliest, Edge::From), (&hours.latest, latest, Edge::Until)] {
        if let Some(text) = written {
            time::doubled_time(time::civil(date, minutes), zone, edge, text, problems);
        }
    }
    let window = Window {
        from: zone.first_at_or_after(time::civil(date, earliest)),
        // Midnight is where the next day begins, even in a night whose clocks show it twice.
        until: if latest == DAY {
            zone.first_at_or_after(time::civil(date, latest))
        } else {
            zone.last_at_or_after(time::civil(date, latest))
        },
    };
    if window.from >= window.until {
        let place = hours.latest.as_ref().or(hours.earliest.as_ref()).map(|t| t.span).unwrap_or_default();
        problems.add(&codes::EMPTY_WINDOW, place, "the day does not end after it begins".into());
        return None;
    }
    Some(Day { phase, date, earliest: window.from, latest: window.until })
}

/// The hours of a date: those of its phase, replaced by those of an exception.
fn on(hours: &format::Hours, date: NaiveDate) -> format::Hours {
    let written = date.to_string();
    let mut hours = hours.clone();
    for exception in std::mem::take(&mut hours.exceptions) {
        if exception.value.day.value.trim() == written {
            hours.earliest = exception.value.earliest.or(hours.earliest);
            hours.latest = exception.value.latest.or(hours.latest);
        }
    }
    hours
}

/// Reports exceptions for dates that are not days of the phase, and dates with two exceptions.
fn exceptions(hours: &format::Hours, dates: &[NaiveDate], problems: &mut Problems) {
    let mut seen = Vec::new();
    for exception in &hours.exceptions {
        let Some(date) = day_outside(&exception.value.day, dates, problems) else { continue };
        if seen.contains(&date) {
            problems.add(&codes::DUPLICATE_DAY, exception.span, format!("the day {date} has two exceptions"));
        }
        seen.push(date);
    }
}

/// A slot on each day to which it applies.
fn slots(
    slot: &At<format::Slot>,
    dates: &[NaiveDate],
    zone: Zone,
    rooms: &IdTable,
    problems: &mut Problems,
) -> Vec<Slot> {
    let slot = &slot.value;
    let from = time::time_of_day(&slot.from, DAY, problems);
    let until = time::time_of_day(&slot.until, LATEST, problems);
    let rooms = slot.rooms.as_deref().map(|list| room_ids(list, rooms, problems));
    let applies = match &slot.days {
        None => dates.to_vec(),
        Some(listed) => listed.iter().filter_map(|text| day_outside(text, dates, problems)).collect(),
    };
    let (Some(from), Some(until)) = (from, until) else { return Vec::new() };
    if from >= until {
        let message =
            "the slot does not end after it begins; for a slot that ends at 01:30 on the next day, write 25:30"
                .to_owned();
        problems.add(&codes::EMPTY_WINDOW, slot.until.span, message);
        return Vec::new();
    }
    let on = |date| {
        let begin = time::local(time::civil(date, from), zone, Edge::From, &slot.from, problems);
        let end = time::local(time::civil(date, until), zone, Edge::Until, &slot.until, problems);
        Some(Slot { window: Window { from: begin?, until: end? }, rooms: rooms.clone() })
    };
    applies.into_iter().filter_map(on).collect()
}

fn day_outside(text: &At<String>, dates: &[NaiveDate], problems: &mut Problems) -> Option<NaiveDate> {
    let date = time::date(text, problems)?;
    if dates.contains(&date) {
        return Some(date);
    }
    problems.add(&codes::DAY_OUTSIDE, text.span, format!("{date} is not a day of the phase"));
    None
}

fn overlapping_days(days: &[(Day, Span)], zone: Zone, problems: &mut Problems) {
    for pair in days.windows(2) {
        let [(earlier, _), (later, span)] = pair else { continue };
        if later.earliest < earlier.latest {
            let message = format!(
                "the day {} begins at {}, before the day {} ends at {}",
                later.date,
                time::shown(later.earliest, zone),
                earlier.date,
                time::shown(earlier.latest, zone)
            );
            problems.add(&codes::OVERLAPPING_DAYS, *span, message);
        }
    }
}

fn long_calendar(days: &[(Day, Span)], problems: &mut Problems) {
    let (Some((first, _)), Some((last, span))) = (days.first(), days.last()) else { return };
    let apart = (last.date - first.date).num_days();
    if days.len() > MOST_DAYS {
        problems.add(&codes::TOO_MANY, *span, format!("the event has more than {MOST_DAYS} days"));
    }
    if apart > LONGEST_CALENDAR_DAYS {
        let message =
            format!("the last day is {apart} days after the first; at most {LONGEST_CALENDAR_DAYS} are possible");
        problems.add(&codes::LONG_CALENDAR, *span, message);
    }
}
