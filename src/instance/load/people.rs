//! Audiences and people: zones, comfort, days off, availability.

use chrono::{NaiveDate, Weekday};

use super::details::email;
use super::names::IdTable;
use super::number::DAY;
use super::number::{MOST_PEOPLE, MOST_WEIGHT, decimal, per_cent};
use super::time::{self, Edge};
use crate::domain::{
    Audience, AudienceId, AudienceZone, Comfort, ComfortWindow, DaysOff, Decimal, Person, Window, Zone,
};
use crate::instance::codes;
use crate::instance::did_you_mean::did_you_mean;
use crate::instance::format::{self, At};
use crate::instance::problem::Problems;

/// A comfort curve: `base`, replaced by the entries of `list` where they apply.
pub(crate) fn comfort(base: &Comfort, list: &[At<format::Comfort>], problems: &mut Problems) -> Comfort {
    let mut comfort = base.clone();
    for entry in list {
        let entry = &entry.value;
        let from = time::time_of_day(&entry.from, DAY - 1, problems);
        let until = time::time_of_day(&entry.until, DAY, problems);
        let discomfort = per_cent(&entry.discomfort, "a discomfort", problems);
        let (Some(from), Some(until)) = (from, until) else { continue };
        if from == until {
            problems.add(&codes::EMPTY_WINDOW, entry.until.span, "the period ends when it begins".into());
            continue;
        }
        // An end at 00:00 means midnight.
        let until = if until == 0 { DAY } else { until };
        comfort.windows.push(ComfortWindow { from: from as u32, until: until as u32, discomfort });
    }
    comfort
}

/// Days off; none if the field is missing.
fn days_off(days_off: Option<&format::DaysOff>, problems: &mut Problems) -> DaysOff {
    let Some(written) = days_off else { return DaysOff::default() };
    let mut weekdays: Vec<Weekday> = written.weekdays.iter().filter_map(|w| unknown_weekday(w, problems)).collect();
    weekdays.sort_by_key(Weekday::num_days_from_monday);
    weekdays.dedup();
    let mut dates: Vec<NaiveDate> = written.dates.iter().filter_map(|d| time::date(d, problems)).collect();
    dates.sort_unstable();
    dates.dedup();
    DaysOff { weekdays, dates, surcharge: per_cent(&written.surcharge, "a surcharge", problems) }
}

fn unknown_weekday(text: &At<String>, problems: &mut Problems) -> Option<Weekday> {
    if let Ok(weekday) = text.value.trim().parse() {
        return Some(weekday);
    }
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let help = did_you_mean(&text.value, names);
    problems.add_with_help(&codes::UNKNOWN_WEEKDAY, text.span, format!("there is no weekday \"{}\"", text.value), help);
    None
}

/// The audiences.
pub(crate) fn audiences(
    list: &[At<format::Audience>],
    event: &Comfort,
    names: &mut IdTable,
    problems: &mut Problems,
) -> Vec<Audience> {
    let mut audiences = Vec::with_capacity(list.len());
    for written in list {
        let audience = &written.value;
        let id = names.declare(&audience.id, audiences.len(), problems);
        let people = decimal(audience.people.as_ref(), Decimal::ONE, MOST_PEOPLE, "a number of people", problems);
        let weight = decimal(audience.weight.as_ref(), Decimal::ONE, MOST_WEIGHT, "a weight", problems);
        let mut zones = Vec::with_capacity(audience.zones.value.len());
        for entry in &audience.zones.value {
            let share = decimal(entry.value.share.as_ref(), Decimal::ONE, MOST_WEIGHT, "a share", problems);
            zones.extend(time::zone(&entry.value.zone, problems).map(|zone| AudienceZone { zone, share }));
        }
        shares_sum(&id, &audience.zones, &zones, problems);
        audiences.push(Audience {
            name: audience.name.clone().unwrap_or_else(|| id.clone()),
            id,
            people,
            weight,
            zones,
            comfort: comfort(event, &audience.comfort, problems),
            days_off: days_off(audience.days_off.as_ref(), problems),
        });
    }
    audiences
}

/// Reports shares that add up to zero, or, if at least one share is given, do not add up to 1 (within 1 %).
fn shares_sum(id: &str, written: &At<Vec<At<format::AudienceZone>>>, zones: &[AudienceZone], problems: &mut Problems) {
    if problems.has_lost_any(written.span) || zones.len() < written.value.len() {
        return;
    }
    let sum: i128 = zones.iter().map(|z| i128::from(z.share.micros)).sum();
    let one = i128::from(Decimal::SCALE);
    if sum == 0 {
        problems.add(&codes::NO_SHARES, written.span, format!("the shares of the audience \"{id}\" add up to zero"));
    } else if (sum - one).abs() > one / 100 && written.value.iter().any(|z| z.value.share.is_some()) {
        let sum =
            i64::try_from(sum).map_or_else(|_| "far more than 1".to_owned(), |sum| Decimal::micros(sum).to_string());
        problems.add(
            &codes::SHARES_SUM,
            written.span,
            format!("the shares of the audience \"{id}\" add up to {sum}, not to 1"),
        );
    }
}

/// What the entries of people refer to.
pub(crate) struct PeopleReferences<'a> {
    /// The event's zone.
    pub zone: Zone,
    /// The event's comfort curve.
    pub comfort: &'a Comfort,
    /// The civil dates on and around the event's days.
    pub dates: &'a [NaiveDate],
    /// The audiences.
    pub audiences: &'a IdTable,
}

/// The most availability windows of all people together.
const MOST_WINDOWS: usize = 5_000_000;

/// The people.
pub(crate) fn people(
    list: &[At<format::Person>],
    references: &PeopleReferences<'_>,
    names: &mut IdTable,
    problems: &mut Problems,
) -> Vec<Person> {
    let mut people = Vec::with_capacity(list.len());
    let mut windows = 0;
    for written in list {
        let person = &written.value;
        let id = names.declare(&person.id, people.len(), problems);
        let zone = person.zone.as_ref().and_then(|zone| time::zone(zone, problems));
        let audience =
            person.audience.as_ref().and_then(|a| references.audiences.find(a, problems)).map(AudienceId::new);
        no_zone(written, problems);
        // While the zone is unknown, local times are read in the event's zone.
        let local = zone.unwrap_or(references.zone);
        let mut resolve = |list: &[At<format::Availability>]| {
            let found = list.iter().flat_map(|s| windows_of(s, local, references.dates, problems)).collect();
            Window::union(found)
        };
        let available = person.available.as_deref().map(&mut resolve);
        let unavailable = resolve(&person.unavailable);
        windows += unavailable.len() + available.as_ref().map_or(0, Vec::len);
        people.push(Person {
            id,
            name: person.name.clone(),
            email: person.email.as_ref().and_then(|written| email(written, problems)),
            organisation: person.organisation.clone(),
            zone,
            audience,
            available,
            unavailable,
            comfort: comfort(references.comfort, &person.comfort, problems),
            days_off: days_off(person.days_off.as_ref(), problems),
        });
        if windows > MOST_WINDOWS {
            let message = format!("the people have more than {MOST_WINDOWS} periods of availability");
            problems.add(&codes::TOO_MANY, written.span, message);
            break;
        }
    }
    people
}

fn no_zone(person: &At<format::Person>, problems: &mut Problems) {
    let lost = problems.has_lost(person.span, "zone") || problems.has_lost(person.span, "audience");
    if person.value.zone.is_none() && person.value.audience.is_none() && !lost {
        let message = format!("we do not know the time zone of \"{}\"", person.value.id.value);
        problems.add(&codes::NO_ZONE, person.span, message);
    }
}

/// The windows of an availability entry: one between two dates with times, or one on each of its days.
fn windows_of(
    written: &At<format::Availability>,
    zone: Zone,
    dates: &[NaiveDate],
    problems: &mut Problems,
) -> Vec<Window> {
    let entry = &written.value;
    let is_moment = |text: &Option<At<String>>| text.as_ref().is_some_and(|t| time::is_moment(&t.value));
    if is_moment(&entry.from) || is_moment(&entry.until) {
        let (Some(from), Some(until)) = (&entry.from, &entry.until) else {
            let message = "a period with dates and times needs both `from` and `until`".to_owned();
            problems.add(&codes::HALF_WINDOW, written.span, message);
            return Vec::new();
        };
        if entry.days.is_some() {
            let help = Some("remove the dates from `from` and `until`, or remove `days`".to_owned());
            let message = "`days` needs a time of day in `from` and `until`, without a date".to_owned();
            problems.add_with_help(&codes::BAD_TIME, from.span, message, help);
            return Vec::new();
        }
        return time::between(from, until, zone, problems).into_iter().collect();
    }
    daily(entry, zone, dates, problems)
}

fn daily(entry: &format::Availability, zone: Zone, dates: &[NaiveDate], problems: &mut Problems) -> Vec<Window> {
    let from = entry.from.as_ref().map_or(Some(0), |t| time::time_of_day(t, DAY - 1, problems));
    let until = entry.until.as_ref().map_or(Some(DAY), |t| time::time_of_day(t, 2 * DAY, problems));
    let listed = entry
        .days
        .as_ref()
        .map(|days| -> Vec<NaiveDate> { days.iter().filter_map(|d| time::date_in(d, zone, problems)).collect() });
    let (Some(from), Some(until)) = (from, until) else { return Vec::new() };
    if from == until {
        let place = entry.until.as_ref().or(entry.from.as_ref()).map(|t| t.span).unwrap_or_default();
        problems.add(&codes::EMPTY_WINDOW, place, "the period ends when it begins".into());
        return Vec::new();
    }
    let until = if until < from { until + DAY } else { until };
    // A written time must exist on each listed day. Without listed days, the next time that exists is used.
    let mut edge = |date, minutes, edge, text: &Option<At<String>>| match (text, listed.is_some()) {
        (Some(text), true) => time::local(time::civil(date, minutes), zone, edge, text, problems),
        _ if edge == Edge::From => Some(zone.first_at_or_after(time::civil(date, minutes))),
        _ => Some(zone.last_at_or_after(time::civil(date, minutes))),
    };
    let mut windows = Vec::new();
    for &date in listed.as_deref().unwrap_or(dates) {
        let begin = edge(date, from, Edge::From, &entry.from);
        let end = edge(date, until, Edge::Until, &entry.until);
        let window = begin.zip(end).map(|(from, until)| Window { from, until });
        windows.extend(window.filter(|w| w.from < w.until));
    }
    windows
}
