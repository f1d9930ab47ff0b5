//! A weekend of short talks in many rooms: each track has a room of its own, and three rooms are full to the minute.
//!
//! The timetable is made first: the open hours of each room are filled with talks, one after another. Speakers are then
//! drawn so that none of them is needed twice at once.

use std::ops::Range;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::document;
use super::facts::REGIONS;
use super::planted::{Planted, numbered, rooms, zones};
use super::random_stream::RandomStream;
use super::talks::{Pace, Talk, invite, planted};
use crate::domain::hours_and_minutes;

const ROOMS: usize = 35;

/// The rooms that are open all the time and have no free minute: 990 of 990 minutes.
const FULL: usize = 3;

const GRID: i64 = 5;

/// The hours of the two days, in minutes after midnight UTC.
const DAYS: [(i64, i64); 2] = [(10 * 60 + 30, 19 * 60), (9 * 60, 17 * 60)];

/// The lengths of the talks in minutes, each with its number among 100 talks.
const LENGTHS: [(i64, usize); 8] = [(10, 8), (15, 10), (20, 18), (25, 26), (30, 21), (40, 7), (45, 3), (50, 7)];

/// The lengths of a break in minutes: each room that is not full is closed once on each day.
const BREAKS: [i64; 3] = [30, 45, 60];
const BREAK_STARTS: (i64, i64) = (12 * 60, 14 * 60);

/// Of this number of rooms, one opens later on one day, by this number of minutes.
const LATE_ROOMS: usize = 4;
const LATER: i64 = 90;

/// Of 100 talks in a room that is not full, the number with a pause after them, and its length in minutes.
const PAUSED: usize = 36;
const PAUSE: i64 = 10;

const SPEAKERS: usize = 1_190;
/// Of 100 talks, the number with two speakers.
const DOUBLE: usize = 30;

/// The programme and its timetable.
pub(crate) fn programme(seed: u64) -> Planted {
    let dates = [6, 7].map(|day| NaiveDate::from_ymd_opt(2027, 2, day).unwrap_or_default());
    let open = open_hours(&mut RandomStream::new(seed, 0));
    let mut talks = talks(&open, &mut RandomStream::new(seed, 1));
    invite(&mut talks, SPEAKERS, DOUBLE, &mut RandomStream::new(seed, 2));
    let zones = zones(SPEAKERS, &mut RandomStream::new(seed, 3));
    let people: Vec<Value> = (0..SPEAKERS)
        .map(|speaker| json!({ "id": numbered("speaker", speaker, SPEAKERS), "zone": zones[speaker] }))
        .collect();
    let mut all_rooms = rooms(ROOMS);
    for (room, open) in open.iter().enumerate() {
        let closed: Vec<Value> = (0..DAYS.len()).flat_map(|day| closed(dates[day], DAYS[day], &open[day])).collect();
        if !closed.is_empty() {
            all_rooms[room]["closed"] = closed.into();
        }
    }
    let numbers = || 1..=ROOMS;
    let stage = |room: usize| json!({ "id": stage(room), "rooms": [format!("room-{room}")], "unlimited": true });
    let time = hours_and_minutes;
    let head = json!({
        "name": "A weekend in many rooms",
        "time_zone": "UTC",
        "grid_minutes": GRID,
        "rooms": all_rooms,
        "services": numbers().map(stage).collect::<Vec<Value>>(),
        "phases": [{
            "id": "weekend",
            "days": dates.map(|date| date.to_string()),
            "hours": {
                "earliest": time(DAYS[1].0),
                "latest": time(DAYS[1].1),
                "exceptions": [
                    { "day": dates[0].to_string(), "earliest": time(DAYS[0].0), "latest": time(DAYS[0].1) },
                ],
            },
        }],
        "tracks": numbers().map(|n| json!({ "id": track(n), "name": format!("Track {n}") })).collect::<Vec<Value>>(),
        "types": [{ "id": "talk", "minutes": 25 }],
        "audiences": document::audiences(|region| region.registered, 1),
        "people": people,
    });
    let note = format!(
        "{} talks of 10 to 50 minutes on two days, 89 % full. Each of the {ROOMS} rooms has its own track, and {FULL} \
         of them have no free minute: their talks have to be divided exactly between the two days.",
        talks.len()
    );
    // The file must not give the timetable away.
    RandomStream::new(seed, 4).shuffle(&mut talks);
    talks.sort_by_key(|talk| talk.room);
    let mut rng = RandomStream::new(seed, 5);
    let count = talks.len();
    let sessions = planted(&talks, &dates, |index, talk| session(talk, index, count, &mut rng));
    Planted { sessions, head: head.as_object().cloned().unwrap_or_default(), note }
}

/// The id of what is a part of a room, so that the talks that need it are in that room.
fn stage(room: usize) -> String {
    format!("stage-{room}")
}

fn track(room: usize) -> String {
    format!("track-{room}")
}

/// By room and day: the open stretches, in minutes after midnight.
fn open_hours(rng: &mut RandomStream) -> Vec<[Vec<Range<i64>>; 2]> {
    let mut of_room = |room: usize| {
        let late = room.is_multiple_of(LATE_ROOMS).then(|| rng.below(DAYS.len()));
        [0, 1].map(|day| {
            let (first, last) = DAYS[day];
            if room < FULL {
                return std::iter::once(first..last).collect();
            }
            let first = if late == Some(day) { first + LATER } else { first };
            let begin = rng.between(BREAK_STARTS.0 / GRID, BREAK_STARTS.1 / GRID) * GRID;
            let length = BREAKS[rng.below(BREAKS.len())];
            [first..begin, begin.max(first) + length..last].into_iter().filter(|open| open.start < open.end).collect()
        })
    };
    (0..ROOMS).map(&mut of_room).collect()
}

/// The times of a day between the open stretches.
fn closed(date: NaiveDate, (first, last): (i64, i64), open: &[Range<i64>]) -> Vec<Value> {
    let begins = std::iter::once(first).chain(open.iter().map(|open| open.end));
    let ends = open.iter().map(|open| open.start).chain([last]);
    let at = |minute: i64| format!("{date}T{}", hours_and_minutes(minute));
    let closed = begins.zip(ends).filter(|(begin, end)| begin < end);
    closed.map(|(begin, end)| json!({ "from": at(begin), "until": at(end) })).collect()
}

/// Fills the open stretches with talks.
fn talks(open: &[[Vec<Range<i64>>; 2]], rng: &mut RandomStream) -> Vec<Talk> {
    let mut talks = Vec::new();
    for (room, days) in open.iter().enumerate() {
        let pace = Pace { lengths: &LENGTHS, paused: if room < FULL { 0 } else { PAUSED }, pause: PAUSE };
        for (day, open) in days.iter().enumerate().flat_map(|(day, all)| all.iter().map(move |open| (day, open))) {
            talks.extend(pace.fill(day, room + 1, open.clone(), rng));
        }
    }
    talks
}

fn session(talk: &Talk, index: usize, count: usize, rng: &mut RandomStream) -> Value {
    let speakers: Vec<Value> =
        talk.speakers.iter().map(|&speaker| numbered("speaker", speaker, SPEAKERS).into()).collect();
    let mut session = json!({
        "id": numbered("talk", index, count),
        "title": format!("Talk {} in track {}", index + 1, talk.room),
        "type": "talk",
        "track": track(talk.room),
        "minutes": talk.minutes.end - talk.minutes.start,
        "attendance": rng.between(20, 150),
        "services": [stage(talk.room)],
        "people": speakers,
    });
    if rng.below(2) == 0 {
        // As in `slots`: a talk interests most of all the region where others work on the same topic.
        let region = &REGIONS[rng.below(REGIONS.len() - 1)];
        session["audience"] = json!({ (region.id): 3 });
    }
    session
}
