//! Series of hearings over a hundred days.
//!
//! The timetable is made first: each room has four hearings on each day. In each block of twenty days, each series of
//! the block has one hearing in the first two days, one in the next two days, and so on. So each hearing is on a later
//! day than the one before. Absences are drawn afterwards so that they fit.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::document;
use super::planted::{Planted, PlantedSession, numbered, rooms, weekdays, zones};
use super::random_stream::RandomStream;
use crate::domain::hours_and_minutes;

const DAYS: usize = 100;
const ROOMS: usize = 2;
const WEEK: usize = 5;

/// The lengths of the hearings in a room on a day. With the turnaround they take 480 of 570 minutes: 84 %.
const LENGTHS: [i64; 4] = [60, 90, 90, 120];
const TURNAROUND: i64 = 30;
const LONGEST_DAY: i64 = 540;
const HOURS: (i64, i64) = (6 * 60, 22 * 60);

/// The first start of each day, in minutes after midnight UTC.
const OPEN: i64 = 8 * 60;

/// The number of hearings of a series.
const HEARINGS: usize = 10;

/// The days of a block: each series of the block has one hearing every two days.
const BLOCK: usize = 2 * HEARINGS;

/// Each hearing is allowed on its two days and on this number of weekdays before and after them.
const SLACK: usize = 4;

/// The number of all guests.
const GUESTS: usize = 300;
/// The number of guests of a hearing.
const PANEL: usize = 3;
/// Of 100 guests, the number who are away for a week.
const AWAY: usize = 30;

const TOPICS: [&str; 8] = ["water", "energy", "housing", "health", "schools", "transport", "land", "budget"];

/// A hearing in the timetable.
struct Hearing {
    series: usize,
    number: usize,
    minutes: i64,
    day: usize,
    room: usize,
    start: i64,
    guests: Vec<usize>,
}

/// The programme and its timetable.
pub(crate) fn programme(seed: u64, scale: u32) -> Planted {
    let times = scale as usize;
    let dates = weekdays(NaiveDate::from_ymd_opt(2027, 1, 11).unwrap_or_default(), DAYS);
    let mut hearings = hearings(times, &mut RandomStream::new(seed, 0));
    let days_of_guests = invite(&mut hearings, GUESTS * times, &mut RandomStream::new(seed, 1));
    hearings.sort_by_key(|hearing| (hearing.series, hearing.number));
    let series = hearings.len() / HEARINGS;
    let mut rng = RandomStream::new(seed, 2);
    let zones = zones(series + GUESTS * times, &mut rng);
    let chairs = (0..series).map(|index| json!({ "id": numbered("chair", index, series), "zone": zones[index] }));
    let guests = days_of_guests.iter().enumerate().map(|(index, days)| {
        let mut guest = json!({ "id": numbered("guest", index, GUESTS * times), "zone": zones[series + index] });
        if rng.below(100) < AWAY
            && let Some(week) = free_week(days, &mut rng)
        {
            let (from, until) = (dates[week * WEEK], dates[week * WEEK + WEEK - 1]);
            guest["unavailable"] =
                json!([{ "from": format!("{from}T00:00:00Z"), "until": format!("{until}T23:30:00Z") }]);
        }
        guest
    });
    let people: Vec<Value> = chairs.chain(guests).collect();
    let name = match scale {
        1 => "A hundred days of hearings".to_owned(),
        _ => format!("A hundred days of hearings, {scale} times as large"),
    };
    let hours = json!({ "earliest": hours_and_minutes(HOURS.0), "latest": hours_and_minutes(HOURS.1), "longest_day_minutes": LONGEST_DAY });
    let days: Vec<String> = dates.iter().map(ToString::to_string).collect();
    let head = json!({
        "name": name,
        "time_zone": "UTC",
        "grid_minutes": 30,
        "turnaround_minutes": TURNAROUND,
        "rooms": rooms(ROOMS * times),
        "phases": [{ "id": "hearings", "days": days, "hours": hours }],
        "tracks": TOPICS.map(|topic| json!({ "id": topic })),
        "types": [{ "id": "hearing", "minutes": 90 }],
        "audiences": document::audiences(|region| region.registered, scale.into()),
        "people": people,
    });
    let note = format!(
        "{series} series of {HEARINGS} hearings over {DAYS} weekdays, 84 % full, clocks changing on the way. Each \
         hearing is called for a fortnight, and every second one is on a later day than the one it answers."
    );
    let mut rng = RandomStream::new(seed, 3);
    let sessions = hearings.iter().map(|hearing| session(hearing, series, times, &dates, &mut rng)).collect();
    Planted { head: head.as_object().cloned().unwrap_or_default(), note, sessions }
}

/// All hearings with their days, rooms and starts, in order of days.
fn hearings(times: usize, rng: &mut RandomStream) -> Vec<Hearing> {
    let of_block = LENGTHS.len() * ROOMS * times * 2;
    let mut hearings = Vec::with_capacity(DAYS / 2 * of_block);
    for pair in 0..DAYS / 2 {
        let block = pair * 2 / BLOCK;
        let mut series: Vec<usize> = (block * of_block..(block + 1) * of_block).collect();
        rng.shuffle(&mut series);
        for (day, room) in (pair * 2..pair * 2 + 2).flat_map(|day| (1..=ROOMS * times).map(move |room| (day, room))) {
            let mut lengths = LENGTHS;
            rng.shuffle(&mut lengths);
            let mut start = OPEN;
            for minutes in lengths {
                let series = series.pop().unwrap_or_default();
                let number = pair % HEARINGS;
                hearings.push(Hearing { series, number, minutes, day, room, start, guests: Vec::new() });
                start += minutes + TURNAROUND;
            }
        }
    }
    hearings
}

/// Gives each hearing its guests, each guest at most once on a day. Returns the days on which each guest is needed.
fn invite(hearings: &mut [Hearing], guests: usize, rng: &mut RandomStream) -> Vec<Vec<usize>> {
    let mut days: Vec<Vec<usize>> = vec![Vec::new(); guests];
    for hearing in hearings {
        while hearing.guests.len() < PANEL {
            let guest = rng.below(guests);
            if days[guest].last() != Some(&hearing.day) {
                days[guest].push(hearing.day);
                hearing.guests.push(guest);
            }
        }
    }
    days
}

/// A random week without a day on which the guest is needed.
fn free_week(needed: &[usize], rng: &mut RandomStream) -> Option<usize> {
    let free: Vec<usize> = (0..DAYS / WEEK).filter(|week| needed.iter().all(|day| day / WEEK != *week)).collect();
    if free.is_empty() { None } else { Some(free[rng.below(free.len())]) }
}

fn session(
    hearing: &Hearing,
    series: usize,
    times: usize,
    dates: &[NaiveDate],
    rng: &mut RandomStream,
) -> PlantedSession {
    let id = |number: usize| format!("{}-{}", numbered("series", hearing.series, series), number + 1);
    let pair = hearing.day / 2 * 2;
    let from = dates[pair.saturating_sub(SLACK)];
    let until = dates[(pair + 2 + SLACK).min(DAYS) - 1].succ_opt().unwrap_or_default();
    let mut people = vec![json!({ "id": numbered("chair", hearing.series, series), "role": "moderator" })];
    people.extend(hearing.guests.iter().map(|&guest| json!(numbered("guest", guest, GUESTS * times))));
    let mut session = json!({
        "id": id(hearing.number),
        "title": format!("Series {}, hearing {}", hearing.series + 1, hearing.number + 1),
        "type": "hearing",
        "track": TOPICS[hearing.series % TOPICS.len()],
        "minutes": hearing.minutes,
        "attendance": rng.between(10, 60),
        "allowed": [{ "from": format!("{from}T00:00"), "until": format!("{until}T00:00") }],
        "people": people,
    });
    if hearing.number % 2 == 1 {
        // It answers the hearing before, so its participants first read the record of that hearing.
        session["after"] = json!([{ "id": id(hearing.number - 1), "gap_minutes": 720 }]);
    }
    PlantedSession { session, date: dates[hearing.day], start: hearing.start, room: hearing.room }
}
