//! When people are away, and the few hours in which leaders and parliamentarians are available.
//!
//! The reference timetable stays possible: no person is away on a day (within the hours of the conference) on which it
//! needs them, and the hours of people with few hours include the time of their session.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::facts::{AWAY_PER_THOUSAND, FIRST_DAYS, GRID_MINUTES, HOURS, SECOND_DAYS};
use super::people::{GeneratedPart, GeneratedPerson, few_hours};
use super::programme::Planned;
use super::random_stream::RandomStream;
use super::reference::ReferencePlace;
use crate::domain::{Instant, Zone};

/// A person's absences, in their own civil time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Absence {
    /// The first date away, and the first date back.
    pub away: Option<(NaiveDate, NaiveDate)>,
    /// The only times of day and dates when they are available, by date; empty if they are always available.
    pub available: Vec<DailyHours>,
}

/// The same hours on several days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DailyHours {
    /// The dates.
    pub days: Vec<NaiveDate>,
    /// The first minute, after midnight.
    pub from: i64,
    /// The first minute that no longer belongs to the hours; 1440 for midnight.
    pub until: i64,
}

/// The dates of all days of the conference.
pub(crate) fn dates() -> Vec<NaiveDate> {
    FIRST_DAYS.iter().chain(&SECOND_DAYS).filter_map(|text| text.parse().ok()).collect()
}

/// The absences of all people.
pub(crate) fn absences(
    all_people: &[GeneratedPerson],
    sessions: &[Planned],
    places: &[ReferencePlace],
    seats: &[GeneratedPart],
    rng: &mut RandomStream,
) -> Vec<Absence> {
    let mut absences = vec![Absence::default(); all_people.len()];
    for (index, session) in sessions.iter().enumerate() {
        let leaders: Vec<usize> =
            seats.iter().filter(|s| s.session == index && few_hours(sessions, s)).filter_map(|s| s.person).collect();
        if !leaders.is_empty() {
            let core = core_hours(session, places[index], rng);
            for person in leaders {
                absences[person].available = own_hours(&core, all_people[person], rng);
            }
        }
    }
    let mut needed: Vec<Vec<usize>> = vec![Vec::new(); all_people.len()];
    for seat in seats {
        if let Some(person) = seat.person {
            needed[person].push(places[seat.session].day);
        }
    }
    let mut order: Vec<usize> = (0..all_people.len()).filter(|&p| absences[p].available.is_empty()).collect();
    rng.shuffle(&mut order);
    for person in order.into_iter().take(all_people.len() * AWAY_PER_THOUSAND / 1_000) {
        absences[person].away = away(all_people[person], &needed[person], rng);
    }
    absences
}

/// The hours in which all leaders of one session can meet.
struct Core {
    /// Days of the conference: the day in the reference timetable, and another.
    days: [usize; 2],
    /// Minutes after midnight UTC.
    from: i64,
    until: i64,
}

/// Four hours around the session's time in the reference timetable, on its day and on another day of the second phase.
fn core_hours(session: &Planned, place: ReferencePlace, rng: &mut RandomStream) -> Core {
    const LONG: i64 = 240;
    let slack = (LONG - session.minutes).max(0) / GRID_MINUTES;
    let from = place.start - rng.between(0, slack) * GRID_MINUTES;
    let from = from.clamp(HOURS.0, HOURS.1 - LONG);
    Core { days: [place.day, another_day(&[place.day], rng)], from, until: from + LONG }
}

/// A day of the second phase that is not in `known`.
fn another_day(known: &[usize], rng: &mut RandomStream) -> usize {
    let phase = FIRST_DAYS.len()..FIRST_DAYS.len() + SECOND_DAYS.len();
    let others: Vec<usize> = phase.filter(|day| !known.contains(day)).collect();
    others[rng.below(others.len())]
}

/// The core hours, extended by up to an hour at each end; for about half of the people also on a third day.
fn own_hours(core: &Core, person: GeneratedPerson, rng: &mut RandomStream) -> Vec<DailyHours> {
    let mut days = core.days.to_vec();
    if rng.below(2) == 0 {
        days.push(another_day(&days, rng));
    }
    let from = (core.from - rng.between(0, 6) * GRID_MINUTES).max(HOURS.0);
    let until = (core.until + rng.between(0, 6) * GRID_MINUTES).min(HOURS.1);
    let dates = dates();
    let mut by_hours: BTreeMap<(i64, i64), Vec<NaiveDate>> = BTreeMap::new();
    for day in days {
        for (date, from, until) in local(dates[day], from, until, person.zone) {
            by_hours.entry((from, until)).or_default().push(date);
        }
    }
    let mut hours: Vec<DailyHours> = by_hours
        .into_iter()
        .map(|((from, until), mut days)| {
            days.sort_unstable();
            days.dedup();
            DailyHours { days, from, until }
        })
        .collect();
    hours.sort_by_key(|h| (h.days.first().copied(), h.from));
    hours
}

/// A period of a UTC date as local dates and minutes, split at midnight.
fn local(date: NaiveDate, from: i64, until: i64, zone: &str) -> Vec<(NaiveDate, i64, i64)> {
    let (start, end) = (civil(date, from, zone), civil(date, until, zone));
    let minute = |at: NaiveDateTime| at.signed_duration_since(at.date().and_time(chrono::NaiveTime::MIN)).num_minutes();
    if start.date() == end.date() {
        return vec![(start.date(), minute(start), minute(end))];
    }
    let mut parts = vec![(start.date(), minute(start), 24 * 60)];
    if minute(end) > 0 {
        parts.push((end.date(), 0, minute(end)));
    }
    parts
}

/// The civil time in a zone at a minute of a UTC date.
fn civil(date: NaiveDate, minute: i64, zone: &str) -> NaiveDateTime {
    let at = Instant::from_utc(date.and_time(chrono::NaiveTime::MIN)).plus(minute);
    Zone::parse(zone).unwrap_or(Zone::Fixed(0)).civil(at)
}

/// One to three days in a row on which the reference timetable does not need the person.
fn away(person: GeneratedPerson, needed: &[usize], rng: &mut RandomStream) -> Option<(NaiveDate, NaiveDate)> {
    let dates = dates();
    let long = rng.between(1, 3);
    let busy = |from: NaiveDate, until: NaiveDate| {
        needed.iter().any(|&day| {
            let (first, last) = (civil(dates[day], HOURS.0, person.zone), civil(dates[day], HOURS.1, person.zone));
            first.date() < until && last.date() >= from
        })
    };
    // At least one day is possible: there are twelve days, and a person has at most four sessions.
    for days in (1..=long).rev() {
        let stays: Vec<(NaiveDate, NaiveDate)> = dates
            .windows(days as usize)
            .filter(|run| run[run.len() - 1] - run[0] == TimeDelta::days(days - 1))
            .map(|run| (run[0], run[0] + TimeDelta::days(days)))
            .filter(|&(from, until)| !busy(from, until))
            .collect();
        if !stays.is_empty() {
            return Some(stays[rng.below(stays.len())]);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::people;

    #[test]
    fn local_hours_are_split_at_midnight() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(
            local(date("2020-11-10"), 840, 1_080, "Asia/Tokyo"),
            [(date("2020-11-10"), 1_380, 1_440), (date("2020-11-11"), 0, 180)]
        );
        assert_eq!(local(date("2020-11-10"), 660, 900, "Asia/Tokyo"), [(date("2020-11-10"), 1_200, 1_440)]);
        assert_eq!(local(date("2020-11-10"), 300, 480, "America/Los_Angeles"), [(date("2020-11-09"), 1_260, 1_440)]);
    }

    #[test]
    fn no_person_is_away_when_needed() {
        let person = GeneratedPerson { region: 1, zone: "Pacific/Fiji", seats: 1 };
        let mut rng = RandomStream::new(1, 0);
        for _ in 0..200 {
            let (from, until) = away(person, &[5], &mut rng).unwrap();
            assert!((1..=3).contains(&(until - from).num_days()));
            // 9 November 05:00-22:00 UTC is 9 November 17:00 to 10 November 10:00 in Fiji.
            let (ninth, tenth) = ("2020-11-09".parse().unwrap(), "2020-11-10".parse().unwrap());
            assert!(until <= ninth || from > tenth, "{from} to {until}");
        }
    }

    /// Whether a person is available during a period of a UTC date, tested each half hour and at the end.
    fn is_available(absence: &Absence, zone: &str, date: NaiveDate, from: i64, until: i64) -> bool {
        (from..until).step_by(30).chain([until - 1]).all(|minute| {
            let at = civil(date, minute, zone);
            let of_day = at.signed_duration_since(at.date().and_time(chrono::NaiveTime::MIN)).num_minutes();
            let away = absence.away.is_some_and(|(first, after)| (first..after).contains(&at.date()));
            let inside = |h: &DailyHours| h.days.contains(&at.date()) && (h.from..h.until).contains(&of_day);
            !away && (absence.available.is_empty() || absence.available.iter().any(inside))
        })
    }

    #[test]
    fn absences_fit_the_reference_and_leave_each_session_several_places() {
        for seed in [1, 2, 3] {
            let sessions = crate::generate::programme::programme(&mut RandomStream::new(seed, 0), 1);
            let places =
                crate::generate::reference::reference(&sessions, 1, None, &mut RandomStream::new(seed, 1)).unwrap();
            let all_people = people::people(&mut RandomStream::new(seed, 2), 1);
            let mut seats = people::seats(&sessions, people::seat_count(&all_people), &mut RandomStream::new(seed, 3));
            people::assign_seats(&all_people, &sessions, &places, &mut seats, &mut RandomStream::new(seed, 4));
            let absences = absences(&all_people, &sessions, &places, &seats, &mut RandomStream::new(seed, 5));
            for (index, session) in sessions.iter().enumerate() {
                let bound = |&p: &usize| absences[p] != Absence::default();
                let of_session = seats.iter().filter(|s| s.session == index);
                let panel: Vec<usize> = of_session.filter_map(|s| s.person).filter(bound).collect();
                let all_available = |date: NaiveDate, start: i64| {
                    panel
                        .iter()
                        .all(|&p| is_available(&absences[p], all_people[p].zone, date, start, start + session.minutes))
                };
                let place = places[index];
                assert!(all_available(dates()[place.day], place.start), "{} in its place", session.id);
                let starts = || (HOURS.0..=HOURS.1 - session.minutes).step_by(10);
                let count: usize = dates().iter().map(|&d| starts().filter(|&s| all_available(d, s)).count()).sum();
                assert!(count >= 10, "{} has {count} places", session.id);
            }
        }
    }
}
