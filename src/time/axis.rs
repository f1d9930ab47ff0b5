//! The axis of time steps on which sessions are placed, and the candidate starts on it.

use std::collections::BTreeSet;

use chrono::Datelike;
use num_integer::gcd;
use thiserror::Error;

use crate::domain::{Conference, DayId, Instant, RelationKind, Session};
use crate::model::{Day, Start};

/// The most days from the first day to the last.
const MOST_DAYS: i64 = 1_100;
/// The most steps an axis may have.
const MOST_STEPS: i64 = 2_000_000;

/// Time steps of equal length from the civil midnight of the first day, and the candidate starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// The instant of step 0.
    pub origin: Instant,
    /// Minutes in a step: the greatest common divisor of all starts, lengths and gaps.
    pub step_minutes: i64,
    /// Number of steps. The longest session, with its turnaround or person gap, ends within them from any start.
    pub horizon: u32,
    /// The candidate starts of all sessions, ascending. Each belongs to a day.
    pub starts: Vec<Start>,
    /// The whole steps of each day of the conference.
    pub days: Vec<Day>,
}

/// Why a conference has no time axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AxisError {
    /// The first day and the last are too far apart.
    #[error("the event lasts {days} days, more than {MOST_DAYS}; split it into several programme files")]
    TooLong {
        /// Days from the first to the last.
        days: i64,
    },
    /// There are too many steps.
    #[error(
        "the event has {steps} time steps of {step_minutes} min, more than {MOST_STEPS}; choose lengths, gaps and \
         fixed starts that are multiples of a coarser grid, or fewer days"
    )]
    TooFine {
        /// Minutes in a step.
        step_minutes: i64,
        /// The number of steps.
        steps: i64,
    },
}

impl Axis {
    /// The time axis of a conference.
    ///
    /// # Errors
    /// [`AxisError`] if the event is too long or its steps are too fine.
    pub fn new(conference: &Conference) -> Result<Axis, AxisError> {
        let origin = conference.origin();
        let last = conference.days.iter().map(|day| day.latest).max().unwrap_or(origin);
        let days = last.since(origin) / (24 * 60);
        if days > MOST_DAYS {
            return Err(AxisError::TooLong { days });
        }
        let step = step_minutes(conference, origin);
        let longest = conference.sessions.iter().map(|s| s.minutes).max().unwrap_or(0);
        let tail = longest.saturating_add(conference.turnaround_minutes.max(conference.person_gap_minutes));
        let steps = last.since(origin).max(0).saturating_add(tail) / step + 1;
        if steps > MOST_STEPS {
            return Err(AxisError::TooFine { step_minutes: step, steps });
        }
        let starts = candidates(conference, origin, step)
            .into_iter()
            .map(|(minute, day)| Start {
                step: (minute / step) as u32,
                day: day as u32,
                date: conference.days[day].date.num_days_from_ce(),
            })
            .collect();
        let days = conference
            .days
            .iter()
            .map(|day| {
                let first = (day.earliest.since(origin).max(0) + step - 1) / step;
                let end = (day.latest.since(origin).max(0) / step).max(first);
                Day { first: first as u32, end: end as u32 }
            })
            .collect();
        Ok(Axis { origin, step_minutes: step, horizon: steps as u32, starts, days })
    }

    /// The instant of a step.
    pub fn instant(&self, step: u32) -> Instant {
        self.origin.plus(i64::from(step) * self.step_minutes)
    }

    /// The instant of a candidate start, by its index.
    pub fn start_instant(&self, start: usize) -> Instant {
        self.instant(self.starts[start].step)
    }

    /// The day of a candidate start, by its index.
    pub fn start_day(&self, start: usize) -> DayId {
        DayId(self.starts[start].day)
    }

    /// The step that begins at an instant; `None` between steps and outside the axis.
    pub fn step_at(&self, at: Instant) -> Option<u32> {
        let minutes = at.since(self.origin);
        let step = u32::try_from(minutes / self.step_minutes).ok()?;
        (minutes >= 0 && minutes % self.step_minutes == 0 && step < self.horizon).then_some(step)
    }

    /// The index of the candidate start at an instant.
    pub fn start_at(&self, at: Instant) -> Option<usize> {
        let step = self.step_at(at)?;
        self.starts.binary_search_by_key(&step, |start| start.step).ok()
    }

    /// Whole steps in a number of minutes, rounded down.
    pub fn steps(&self, minutes: i64) -> i64 {
        minutes.div_euclid(self.step_minutes)
    }

    /// Whether `start` is a candidate of this session by the programme: its fixed start; for other sessions a start on
    /// the grid or at the begin of a slot.
    pub fn is_candidate(&self, conference: &Conference, session: &Session, start: usize) -> bool {
        let at = self.start_instant(start);
        match session.fixed {
            Some(fixed) => fixed.start == at,
            None => {
                on_grid(conference, self.origin, at)
                    || slot_starts(conference, self.start_day(start)).any(|slot| slot == at)
            }
        }
    }
}

fn on_grid(conference: &Conference, origin: Instant, at: Instant) -> bool {
    at.since(origin) % conference.grid_minutes.max(1) == 0
}

/// The starts of all slots of a day's phase, also those on other days.
fn slot_starts(conference: &Conference, day: DayId) -> impl Iterator<Item = Instant> + '_ {
    let phase = conference.days[day.index()].phase;
    conference.phases[phase.index()].slots.iter().map(|slot| slot.window.from)
}

/// The starts that a session has whatever the grid: its fixed one, and the one that a lock keeps.
fn given_starts(session: &Session) -> impl Iterator<Item = Instant> + use<> {
    session.fixed.map(|fixed| fixed.start).into_iter().chain(session.kept.start)
}

/// The candidate starts of all sessions, as minutes from the origin and day. At least one step fits into the day.
fn candidates(conference: &Conference, origin: Instant, step: i64) -> BTreeSet<(i64, usize)> {
    let grid = conference.grid_minutes.max(1);
    let mut found = BTreeSet::new();
    let fixed: Vec<Instant> = conference.sessions.iter().flat_map(given_starts).collect();
    for (index, day) in conference.days.iter().enumerate() {
        let (earliest, latest) = (day.earliest.since(origin).max(0), day.latest.since(origin));
        let mut minute = (earliest + grid - 1) / grid * grid;
        while minute + step <= latest {
            found.insert((minute, index));
            minute += grid;
        }
        for at in slot_starts(conference, DayId::new(index)).chain(fixed.iter().copied()) {
            let minute = at.since(origin);
            if minute >= earliest && minute + step <= latest {
                found.insert((minute, index));
            }
        }
    }
    found
}

/// The greatest common divisor of everything that is given in minutes.
fn step_minutes(conference: &Conference, origin: Instant) -> i64 {
    let mut step = 0;
    let mut divide = |minutes: i64| step = gcd(step, minutes);
    divide(conference.grid_minutes);
    divide(conference.turnaround_minutes);
    divide(conference.person_gap_minutes);
    for session in &conference.sessions {
        divide(session.minutes);
        for seat in &session.participants {
            divide(seat.from);
            divide(seat.until.min(session.minutes));
        }
        for order in session.after.iter().chain(&session.before) {
            divide(order.gap_minutes);
        }
        given_starts(session).for_each(|start| divide(start.since(origin)));
    }
    for relation in &conference.relations {
        if let RelationKind::Gap { least, most, .. } = relation.kind {
            divide(least);
            divide(most.unwrap_or(0));
        }
    }
    for slot in conference.phases.iter().flat_map(|phase| &phase.slots) {
        divide(slot.window.from.since(origin));
    }
    step.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{add_day, at, conference, phase, session};
    use crate::domain::{Fixed, Slot, TypeId, Window, Zone};

    fn times(axis: &Axis) -> Vec<String> {
        let text = |start| axis.start_instant(start).utc().format("%dT%H:%M").to_string();
        (0..axis.starts.len()).map(text).collect()
    }

    fn given(earliest: &str, latest: &str) -> Conference {
        let mut given = conference();
        given.days.clear();
        add_day(&mut given, 2, earliest, latest);
        given
    }

    #[test]
    fn the_step_divides_all_starts_lengths_and_gaps() {
        let mut given = conference();
        assert_eq!(Axis::new(&given).unwrap().step_minutes, 60);
        given.sessions = vec![session("a", 90)];
        assert_eq!(Axis::new(&given).unwrap().step_minutes, 30);
        given.turnaround_minutes = 10;
        assert_eq!(Axis::new(&given).unwrap().step_minutes, 10);
        given.sessions[0].fixed = Some(Fixed { start: at("02T18:35"), room: None });
        let axis = Axis::new(&given).unwrap();
        assert_eq!(axis.step_minutes, 5);
        assert_eq!(axis.start_at(at("02T18:35")).map(|start| axis.starts[start].step), Some(18 * 12 + 7));
        assert_eq!(axis.start_at(at("02T18:40")), None, "off the grid");
        assert_eq!(axis.step_at(at("02T18:36")), None);
    }

    #[test]
    fn starts_lie_inside_the_days_and_on_the_grid_of_the_first_midnight() {
        assert_eq!(times(&Axis::new(&given("02T08:30", "02T11:00")).unwrap()), ["02T09:00", "02T10:00"]);
        // Not at 11:00: a step of an hour does not end by 11:30.
        assert_eq!(times(&Axis::new(&given("02T09:00", "02T11:30")).unwrap()), ["02T09:00", "02T10:00"]);
        let past_midnight = Axis::new(&given("02T23:00", "03T02:00")).unwrap();
        assert_eq!(times(&past_midnight), ["02T23:00", "03T00:00", "03T01:00"]);
        let date = past_midnight.starts[0].date;
        assert!(past_midnight.starts.iter().all(|start| start.date == date), "one day, two civil dates");
        assert_eq!(past_midnight.days, [Day { first: 23, end: 26 }]);
    }

    #[test]
    fn slots_add_starts_on_days_of_their_phase_only() {
        let mut given = given("02T09:00", "02T11:00");
        given.phases.push(phase("slots"));
        given.phases[1].types = Some(vec![TypeId(0)]);
        let window = |from, until| Window { from: at(from), until: at(until) };
        given.phases[1].slots = vec![
            Slot { window: window("03T09:20", "03T10:20"), rooms: None },
            Slot { window: window("02T09:20", "02T10:20"), rooms: None },
        ];
        add_day(&mut given, 3, "03T09:00", "03T10:30");
        given.sessions = vec![session("a", 60)];
        let axis = Axis::new(&given).unwrap();
        assert_eq!(times(&axis), ["02T09:00", "02T10:00", "03T09:00", "03T09:20", "03T10:00"]);
        let candidate = |start| axis.is_candidate(&given, &given.sessions[0], start);
        assert!((0..5).all(candidate));
    }

    #[test]
    fn steps_count_elapsed_time_across_a_clock_change() {
        // Berlin's 25 October 2020 has 25 hours; its midnight is 22:00 UTC of the day before.
        let mut given = conference();
        given.zone = Zone::parse("Europe/Berlin").unwrap();
        given.days[0].date = chrono::NaiveDate::from_ymd_opt(2020, 10, 25).unwrap();
        let utc = |text: &str| Instant::from_utc(text.parse().unwrap());
        given.days[0].earliest = utc("2020-10-24T22:00:00");
        given.days[0].latest = utc("2020-10-25T23:00:00");
        let axis = Axis::new(&given).unwrap();
        assert_eq!((axis.origin, axis.starts.len()), (given.days[0].earliest, 25));
    }

    #[test]
    fn the_longest_person_gap_ends_within_the_horizon() {
        let mut given = given("02T00:00", "02T02:00");
        given.turnaround_minutes = 60;
        given.person_gap_minutes = 180;
        given.sessions = vec![session("a", 120)];
        // A session from 01:00 to 03:00 occupies its people until 06:00.
        assert!(Axis::new(&given).unwrap().horizon >= 6);
    }

    #[test]
    fn an_event_that_is_too_long_or_too_fine_is_refused() {
        let mut given = conference();
        given.days[0].latest = given.days[0].earliest.plus(1_102 * 1440);
        assert_eq!(Axis::new(&given), Err(AxisError::TooLong { days: 1_102 }));
        given.days[0].latest = given.days[0].earliest.plus(1_000 * 1440);
        given.sessions = vec![session("a", 61)];
        given.sessions[0].minutes = 1_000_001;
        assert!(matches!(Axis::new(&given), Err(AxisError::TooFine { step_minutes: 1, .. })));
    }

    #[test]
    fn without_days_there_are_no_starts() {
        let mut given = conference();
        given.days.clear();
        assert!(Axis::new(&given).unwrap().starts.is_empty());
    }
}
