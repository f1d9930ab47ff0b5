//! Time: the time zone of the event, its grid, and its days in one or two phases.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use plenary::domain::{Conference, Day, Instant, Phase, PhaseId, RoomId, Slot, TypeId, Window, Zone};

use super::{Draft, Focus};

/// Time zones with first dates: ordinary weeks, and days around a clock change in that zone.
const ORDINARY: [(&str, (i32, u32, u32)); 5] = [
    ("UTC", (2020, 11, 2)),
    ("Asia/Kolkata", (2020, 11, 6)),
    ("America/St_Johns", (2021, 6, 10)),
    ("Europe/Berlin", (2020, 12, 31)),
    ("+05:45", (2020, 2, 28)),
];
const CHANGES: [(&str, (i32, u32, u32)); 6] = [
    ("Europe/Berlin", (2020, 10, 24)),
    ("Europe/Berlin", (2021, 3, 27)),
    ("America/New_York", (2020, 10, 31)),
    ("America/New_York", (2021, 3, 14)),
    ("Australia/Lord_Howe", (2020, 10, 4)),
    ("America/Sao_Paulo", (2018, 11, 3)),
];

/// The hours of the days of a phase, in minutes from local midnight.
struct Hours {
    earliest: i64,
    length: i64,
}

/// Draws zone, grid, days and phases of the conference.
pub fn draw(draft: &mut Draft, conference: &mut Conference) {
    let random = &mut draft.random;
    let changes = draft.focus == Focus::ClockChange || random.chance(10);
    let (zone, (year, month, day)) = random.pick(if changes { &CHANGES } else { &ORDINARY });
    conference.zone = Zone::parse(zone).expect("the list contains valid zones");
    let first = NaiveDate::from_ymd_opt(year, month, day).expect("the list contains valid dates");
    conference.grid_minutes = random.pick(&[20, 30, 45, 60, 60, 90, 120]);
    conference.turnaround_minutes = random.pick(&[0, 0, 0, 5, 10, 30]);
    conference.person_gap_minutes = random.pick(&[0, 0, 0, 5, 15]);
    conference.types = ["talk", "panel", "call"][..random.pick(&[1, 2, 3])].iter().map(ToString::to_string).collect();

    let days = if draft.focus == Focus::Crowd { 1 } else { random.pick(&[1, 2, 2, 3]) };
    let starts = if draft.sessions > 3 { 8 } else { 12 } / days;
    let split = if days > 1 && random.chance(60) { random.between(1, days - 1) } else { days };
    let mut date = first;
    for (phase, range) in [(0, 0..split), (1, split..days)].into_iter().filter(|(_, r)| !r.is_empty()) {
        let hours = hours(draft, conference.grid_minutes, starts, changes);
        let length = hours.length;
        for _ in range {
            date = open(conference, PhaseId::new(phase), date, &hours, &mut draft.random);
        }
        let phase = phase_of(draft, conference, PhaseId::new(phase), length);
        conference.phases.push(phase);
    }
    end_days_before_the_next(conference);
    slots(draft, conference);
}

fn hours(draft: &mut Draft, grid: i64, starts: i64, changes: bool) -> Hours {
    let random = &mut draft.random;
    let length = (grid * random.between(starts.min(3), starts)).min(18 * 60) + random.pick(&[0, 0, 0, 10, 15]);
    let earliest = match (draft.focus, changes) {
        (Focus::ClockChange, _) | (_, true) => random.pick(&[0, 60, 120, 150, 22 * 60]),
        // Some hours end after midnight.
        (Focus::Nights, _) => random.pick(&[0, 18 * 60, 20 * 60, 21 * 60, 23 * 60]),
        _ => 15 * random.between(0, 80),
    };
    Hours { earliest, length }
}

/// Adds a day, and returns the first possible date of the next one.
fn open(
    conference: &mut Conference,
    phase: PhaseId,
    date: NaiveDate,
    hours: &Hours,
    random: &mut crate::properties::random::Random,
) -> NaiveDate {
    let civil = |minutes: i64| date.and_time(NaiveTime::MIN) + TimeDelta::minutes(minutes);
    let earliest = conference.zone.first_at_or_after(civil(hours.earliest));
    let latest = conference.zone.last_at_or_after(civil(hours.earliest + hours.length));
    // A clock change may leave no time in short hours; the day is then one hour long.
    let latest = if earliest < latest { latest } else { earliest.plus(60) };
    conference.days.push(Day { phase, date, earliest, latest });
    date + TimeDelta::days(random.pick(&[1, 1, 1, 1, 2, 5]))
}

/// Ends each day at the latest when the next one starts, because the hours of days must not overlap.
fn end_days_before_the_next(conference: &mut Conference) {
    let next: Vec<Instant> = conference.days.iter().skip(1).map(|day| day.earliest).collect();
    for (day, next) in conference.days.iter_mut().zip(next) {
        day.latest = day.latest.min(next);
    }
}

fn phase_of(draft: &mut Draft, conference: &Conference, id: PhaseId, length: i64) -> Phase {
    let random = &mut draft.random;
    let types: Vec<TypeId> = (0..conference.types.len()).map(TypeId::new).collect();
    let mut taken = random.some(&types, 75);
    if taken.is_empty() {
        taken.push(types[0]);
    }
    let id = format!("phase-{}", id.0 + 1);
    Phase {
        name: id.clone(),
        id,
        types: random.chance(35).then_some(taken),
        longest_day_minutes: random.chance(45).then(|| (15 * random.between(2, (length / 15).max(2))).min(length)),
        slots: vec![],
    }
}

/// Draws common slots in some phases, on all or some of their days, on and off the grid.
fn slots(draft: &mut Draft, conference: &mut Conference) {
    for phase in 0..conference.phases.len() {
        let random = &mut draft.random;
        if !random.chance(20) {
            continue;
        }
        let mut slots = Vec::new();
        for day in conference.days.iter().filter(|d| d.phase.index() == phase) {
            let fives = (day.latest.since(day.earliest) / 5).max(1);
            for _ in 0..random.between(0, 3) {
                let from = day.earliest.plus(5 * random.between(0, fives - 1));
                let until = from.plus(random.pick(&[30, 45, 60, 90, 120]));
                // Rooms are drawn later, but there is always a first one.
                let rooms = random.chance(25).then(|| vec![RoomId::new(0)]);
                slots.push(Slot { window: Window { from, until }, rooms });
            }
        }
        conference.phases[phase].slots = slots;
    }
}
