//! When people are away, and the few hours that leaders and parliamentarians have.
//!
//! Nothing here makes the reference timetable impossible. Nobody is away on a day (within the hours of the
//! conference) on which it needs them, and those with few hours have the time of its session among them.

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
    /// Away on these dates: the first, and the first after.
    pub away: Option<(NaiveDate, NaiveDate)>,
    /// Available at these times of day only, on these dates; empty for always. In order of dates.
    pub available: Vec<DailyHours>,
}

/// Some hours on some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DailyHours {
    /// The dates.
    pub days: Vec<NaiveDate>,
    /// First minute of the day.
    pub from: i64,
    /// First minute after; 1440 for midnight.
    pub until: i64,
}

/// The dates of all days of the conference.
pub(crate) fn dates() -> Vec<NaiveDate> {
    FIRST_DAYS.iter().chain(&SECOND_DAYS).filter_map(|text| text.parse().ok()).collect()
}

/// The absences of everybody.
pub(crate) fn absences(
    everybody: &[GeneratedPerson],
    sessions: &[Planned],
    places: &[ReferencePlace],
    seats: &[GeneratedPart],
    draws: &mut RandomStream,
) -> Vec<Absence> {
    let mut absences = vec![Absence::default(); everybody.len()];
    for (index, session) in sessions.iter().enumerate() {
        let leaders: Vec<usize> =
            seats.iter().filter(|s| s.session == index && few_hours(sessions, s)).filter_map(|s| s.person).collect();
        if !leaders.is_empty() {
            let core = core_hours(session, places[index], draws);
            for person in leaders {
                absences[person].available = own_hours(&core, everybody[person], draws);
            }
        }
    }
    let mut needed: Vec<Vec<usize>> = vec![Vec::new(); everybody.len()];
    for seat in seats {
        if let Some(person) = seat.person {
            needed[person].push(places[seat.session].day);
        }
    }
    let mut order: Vec<usize> = (0..everybody.len()).filter(|&p| absences[p].available.is_empty()).collect();
    draws.shuffle(&mut order);
    for person in order.into_iter().take(everybody.len() * AWAY_PER_THOUSAND / 1_000) {
        absences[person].away = away(everybody[person], &needed[person], draws);
    }
    absences
}

/// Hours in which all leaders of one session can meet.
struct Core {
    /// Days of the conference: the reference timetable's, and another.
    days: [usize; 2],
    /// Minutes after midnight UTC.
    from: i64,
    until: i64,
}

/// Four hours around the session's place in the reference timetable, on its day and another of the second phase.
fn core_hours(session: &Planned, place: ReferencePlace, draws: &mut RandomStream) -> Core {
    const LONG: i64 = 240;
    let slack = (LONG - session.minutes).max(0) / GRID_MINUTES;
    let from = place.start - draws.between(0, slack) * GRID_MINUTES;
    let from = from.clamp(HOURS.0, HOURS.1 - LONG);
    Core { days: [place.day, another_day(&[place.day], draws)], from, until: from + LONG }
}

/// A day of the second phase that is not among `known`.
fn another_day(known: &[usize], draws: &mut RandomStream) -> usize {
    let phase = FIRST_DAYS.len()..FIRST_DAYS.len() + SECOND_DAYS.len();
    let others: Vec<usize> = phase.filter(|day| !known.contains(day)).collect();
    others[draws.below(others.len())]
}

/// The core, up to an hour more at either end, and for every other person a third day of their own.
fn own_hours(core: &Core, person: GeneratedPerson, draws: &mut RandomStream) -> Vec<DailyHours> {
    let mut days = core.days.to_vec();
    if draws.below(2) == 0 {
        days.push(another_day(&days, draws));
    }
    let from = (core.from - draws.between(0, 6) * GRID_MINUTES).max(HOURS.0);
    let until = (core.until + draws.between(0, 6) * GRID_MINUTES).min(HOURS.1);
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

/// Minutes of a UTC date as local dates and minutes, cut at midnight.
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

/// One to three days in a row, none of which the reference timetable needs.
fn away(person: GeneratedPerson, needed: &[usize], draws: &mut RandomStream) -> Option<(NaiveDate, NaiveDate)> {
    let dates = dates();
    let long = draws.between(1, 3);
    let busy = |from: NaiveDate, until: NaiveDate| {
        needed.iter().any(|&day| {
            let (first, last) = (civil(dates[day], HOURS.0, person.zone), civil(dates[day], HOURS.1, person.zone));
            first.date() < until && last.date() >= from
        })
    };
    // The longest stay away that is possible at all is at least one day: there are twelve, and four sessions at most.
    for days in (1..=long).rev() {
        let stays: Vec<(NaiveDate, NaiveDate)> = dates
            .windows(days as usize)
            .filter(|run| run[run.len() - 1] - run[0] == TimeDelta::days(days - 1))
            .map(|run| (run[0], run[0] + TimeDelta::days(days)))
            .filter(|&(from, until)| !busy(from, until))
            .collect();
        if !stays.is_empty() {
            return Some(stays[draws.below(stays.len())]);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::people;

    #[test]
    fn local_hours_are_cut_at_midnight() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(
            local(date("2020-11-10"), 840, 1_080, "Asia/Tokyo"),
            [(date("2020-11-10"), 1_380, 1_440), (date("2020-11-11"), 0, 180)]
        );
        assert_eq!(local(date("2020-11-10"), 660, 900, "Asia/Tokyo"), [(date("2020-11-10"), 1_200, 1_440)]);
        assert_eq!(local(date("2020-11-10"), 300, 480, "America/Los_Angeles"), [(date("2020-11-09"), 1_260, 1_440)]);
    }

    #[test]
    fn nobody_is_away_when_needed() {
        let person = GeneratedPerson { region: 1, zone: "Pacific/Fiji", seats: 1 };
        let mut draws = RandomStream::new(1, 0);
        for _ in 0..200 {
            let (from, until) = away(person, &[5], &mut draws).unwrap();
            assert!((1..=3).contains(&(until - from).num_days()));
            // 9 November 05:00-22:00 UTC is 9 November 17:00 to 10 November 10:00 in Fiji.
            let (ninth, tenth) = ("2020-11-09".parse().unwrap(), "2020-11-10".parse().unwrap());
            assert!(until <= ninth || from > tenth, "{from} to {until}");
        }
    }

    /// Whether somebody is there over a stretch of UTC minutes of a date, looked at every half hour and at the end.
    fn there(absence: &Absence, zone: &str, date: NaiveDate, from: i64, until: i64) -> bool {
        (from..until).step_by(30).chain([until - 1]).all(|minute| {
            let at = civil(date, minute, zone);
            let of_day = at.signed_duration_since(at.date().and_time(chrono::NaiveTime::MIN)).num_minutes();
            let away = absence.away.is_some_and(|(first, after)| (first..after).contains(&at.date()));
            let inside = |h: &DailyHours| h.days.contains(&at.date()) && (h.from..h.until).contains(&of_day);
            !away && (absence.available.is_empty() || absence.available.iter().any(inside))
        })
    }

    #[test]
    fn absences_keep_the_reference_and_leave_every_session_several_places() {
        for seed in [1, 2, 3] {
            let sessions = crate::generate::programme::programme(&mut RandomStream::new(seed, 0), 1);
            let places =
                crate::generate::reference::reference(&sessions, 1, None, &mut RandomStream::new(seed, 1)).unwrap();
            let everybody = people::people(&mut RandomStream::new(seed, 2), 1);
            let mut seats = people::seats(&sessions, people::seat_count(&everybody), &mut RandomStream::new(seed, 3));
            people::seat_everybody(&everybody, &sessions, &places, &mut seats, &mut RandomStream::new(seed, 4));
            let absences = absences(&everybody, &sessions, &places, &seats, &mut RandomStream::new(seed, 5));
            for (index, session) in sessions.iter().enumerate() {
                let bound = |&p: &usize| absences[p] != Absence::default();
                let of_session = seats.iter().filter(|s| s.session == index);
                let panel: Vec<usize> = of_session.filter_map(|s| s.person).filter(bound).collect();
                let all_there = |date: NaiveDate, start: i64| {
                    panel.iter().all(|&p| there(&absences[p], everybody[p].zone, date, start, start + session.minutes))
                };
                let place = places[index];
                assert!(all_there(dates()[place.day], place.start), "{} in its place", session.id);
                let starts = || (HOURS.0..=HOURS.1 - session.minutes).step_by(10);
                let count: usize = dates().iter().map(|&d| starts().filter(|&s| all_there(d, s)).count()).sum();
                assert!(count >= 10, "{} has {count} places", session.id);
            }
        }
    }
}
