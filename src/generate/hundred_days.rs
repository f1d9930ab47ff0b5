//! Series of hearings over a hundred days.
//!
//! The timetable comes first: every room holds four hearings on every day. In each block of twenty days, every series
//! of the block has one hearing in the first two days, one in the next two, and so on: each is on a later day than the
//! one before. Who is away is drawn around that.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::document;
use super::planted::{Planted, PlantedSession, numbered, rooms, weekdays, zones};
use super::random_stream::RandomStream;
use crate::domain::hours_and_minutes;

const DAYS: usize = 100;
const ROOMS: usize = 2;
const WEEK: usize = 5;

/// Lengths of the hearings of a room's day. With the time after each they take 480 of 570 minutes: 84 %.
const LENGTHS: [i64; 4] = [60, 90, 90, 120];
const TURNAROUND: i64 = 30;
const LONGEST_DAY: i64 = 540;
const HOURS: (i64, i64) = (6 * 60, 22 * 60);

/// Where the timetable's days begin.
const OPEN: i64 = 8 * 60;

/// Hearings of a series.
const HEARINGS: usize = 10;

/// In two days every series of a block has one.
const BLOCK: usize = 2 * HEARINGS;

/// A hearing is called for a fortnight: its two days, and so many before and after them.
const SLACK: usize = 4;

/// Guests there are, guests of a hearing, and how many of a hundred are away for a week.
const GUESTS: usize = 300;
const PANEL: usize = 3;
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
    let mut draws = RandomStream::new(seed, 2);
    let zones = zones(series + GUESTS * times, &mut draws);
    let chairs = (0..series).map(|index| json!({ "id": numbered("chair", index, series), "zone": zones[index] }));
    let guests = days_of_guests.iter().enumerate().map(|(index, days)| {
        let mut guest = json!({ "id": numbered("guest", index, GUESTS * times), "zone": zones[series + index] });
        if draws.below(100) < AWAY
            && let Some(week) = free_week(days, &mut draws)
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
    let mut draws = RandomStream::new(seed, 3);
    let held = hearings.iter().map(|hearing| held(hearing, series, times, &dates, &mut draws)).collect();
    Planted { head: head.as_object().cloned().unwrap_or_default(), note, held }
}

/// All hearings in their places, in the order of the days.
fn hearings(times: usize, draws: &mut RandomStream) -> Vec<Hearing> {
    let of_block = LENGTHS.len() * ROOMS * times * 2;
    let mut hearings = Vec::with_capacity(DAYS / 2 * of_block);
    for pair in 0..DAYS / 2 {
        let block = pair * 2 / BLOCK;
        let mut series: Vec<usize> = (block * of_block..(block + 1) * of_block).collect();
        draws.shuffle(&mut series);
        for (day, room) in (pair * 2..pair * 2 + 2).flat_map(|day| (1..=ROOMS * times).map(move |room| (day, room))) {
            let mut lengths = LENGTHS;
            draws.shuffle(&mut lengths);
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

/// Gives every hearing its guests, nobody twice on a day; the days on which each guest is needed.
fn invite(hearings: &mut [Hearing], guests: usize, draws: &mut RandomStream) -> Vec<Vec<usize>> {
    let mut days: Vec<Vec<usize>> = vec![Vec::new(); guests];
    for hearing in hearings {
        while hearing.guests.len() < PANEL {
            let guest = draws.below(guests);
            if days[guest].last() != Some(&hearing.day) {
                days[guest].push(hearing.day);
                hearing.guests.push(guest);
            }
        }
    }
    days
}

/// A week on none of whose days somebody is needed.
fn free_week(needed: &[usize], draws: &mut RandomStream) -> Option<usize> {
    let free: Vec<usize> = (0..DAYS / WEEK).filter(|week| needed.iter().all(|day| day / WEEK != *week)).collect();
    if free.is_empty() { None } else { Some(free[draws.below(free.len())]) }
}

fn held(
    hearing: &Hearing,
    series: usize,
    times: usize,
    dates: &[NaiveDate],
    draws: &mut RandomStream,
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
        "attendance": draws.between(10, 60),
        "allowed": [{ "from": format!("{from}T00:00"), "until": format!("{until}T00:00") }],
        "people": people,
    });
    if hearing.number % 2 == 1 {
        // It answers the one before, whose record is read first.
        session["after"] = json!([{ "id": id(hearing.number - 1), "gap_minutes": 720 }]);
    }
    PlantedSession { session, date: dates[hearing.day], start: hearing.start, room: hearing.room }
}
