//! An academic conference: short talks of the same length, in slots that are common to all rooms.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::document;
use super::facts::REGIONS;
use super::planted::{Planted, PlantedSession, numbered, rooms, weekdays, zones};
use super::random_stream::RandomStream;
use crate::domain::hours_and_minutes;

const DAYS: usize = 3;
const ROOMS: usize = 3;

/// The minutes of a talk, and the minutes from one slot to the next.
const TALK: i64 = 20;
const STEP: i64 = 25;

/// The begins of three blocks of four slots on each day, in minutes after midnight UTC: one for each third of the
/// world, a usual form of online conferences.
const BLOCKS: [i64; 3] = [5 * 60, 12 * 60, 19 * 60];
const SLOTS: usize = 4;

/// The number of talks: two thirds of the places.
const TALKS: usize = 72;

/// The number of speakers. Some have two talks.
const SPEAKERS: usize = 60;

/// Of 100 speakers, the number who are away on one of the days.
const AWAY: usize = 40;

const TRACKS: [(&str, &str); 6] = [
    ("algorithms", "Algorithms"),
    ("databases", "Databases"),
    ("graphics", "Graphics"),
    ("languages", "Languages"),
    ("networks", "Networks"),
    ("systems", "Systems"),
];

/// A place: day, block, slot in the block, room.
type SlotPlace = (usize, usize, usize, usize);

/// The programme and its timetable.
pub(crate) fn programme(seed: u64, scale: u32) -> Planted {
    let times = scale as usize;
    let (talks, speakers) = (TALKS * times, SPEAKERS * times);
    let dates = weekdays(NaiveDate::from_ymd_opt(2027, 6, 14).unwrap_or_default(), DAYS);
    let places = places(times, &mut RandomStream::new(seed, 0));
    let speaker_of = assign(&places[..talks], speakers, &mut RandomStream::new(seed, 1));
    let mut rng = RandomStream::new(seed, 2);
    let zones = zones(speakers, &mut rng);
    let people: Vec<Value> = (0..speakers)
        .map(|speaker| {
            let mut person = json!({ "id": numbered("speaker", speaker, speakers), "zone": zones[speaker] });
            let needed = |day: &usize| (0..talks).any(|talk| speaker_of[talk] == speaker && places[talk].0 == *day);
            let free: Vec<usize> = (0..DAYS).filter(|day| !needed(day)).collect();
            if rng.below(100) < AWAY && !free.is_empty() {
                let day = dates[free[rng.below(free.len())]];
                person["unavailable"] =
                    json!([{ "from": format!("{day}T00:00:00Z"), "until": format!("{day}T23:00:00Z") }]);
            }
            person
        })
        .collect();
    let slots: Vec<Value> = BLOCKS
        .iter()
        .flat_map(|block| (0..SLOTS as i64).map(move |slot| block + slot * STEP))
        .map(|start| json!({ "from": hours_and_minutes(start), "until": hours_and_minutes(start + TALK) }))
        .collect();
    let days: Vec<String> = dates.iter().map(ToString::to_string).collect();
    let name = match scale {
        1 => "Short talks in common slots".to_owned(),
        _ => format!("Short talks in common slots, {scale} times as many"),
    };
    let head = json!({
        "name": name,
        "time_zone": "UTC",
        "grid_minutes": 5,
        "turnaround_minutes": STEP - TALK,
        "rooms": rooms(ROOMS * times),
        "phases": [{ "id": "talks", "days": days, "slots": slots }],
        "tracks": TRACKS.map(|(id, name)| json!({ "id": id, "name": name })),
        "types": [{ "id": "talk", "minutes": TALK }],
        "audiences": document::audiences(|region| region.registered, scale.into()),
        "people": people,
    });
    let note = format!(
        "{talks} talks of {TALK} minutes in twelve common slots a day, two thirds of the places taken: an academic \
         conference. All talks are as long and all days alike; small enough to hope for a proof."
    );
    let mut rng = RandomStream::new(seed, 3);
    let mut sessions = Vec::with_capacity(talks);
    for (talk, &(day, block, slot, room)) in places[..talks].iter().enumerate() {
        let mut session = json!({
            "id": numbered("talk", talk, talks),
            "title": format!("{} {}", TRACKS[talk % TRACKS.len()].1, talk / TRACKS.len() + 1),
            "type": "talk",
            "track": TRACKS[talk % TRACKS.len()].0,
            "attendance": rng.between(15, 80),
            "people": [numbered("speaker", speaker_of[talk], speakers)],
        });
        if rng.below(2) == 0 {
            // A talk interests most of all the region where others work on the same topic.
            let region = &REGIONS[rng.below(REGIONS.len() - 1)];
            session["audience"] = json!({ (region.id): 3 });
        }
        sessions.push(PlantedSession { session, date: dates[day], start: BLOCKS[block] + slot as i64 * STEP, room });
    }
    Planted { head: head.as_object().cloned().unwrap_or_default(), note, sessions }
}

/// All places in random order. The first ones are used.
fn places(times: usize, rng: &mut RandomStream) -> Vec<SlotPlace> {
    let mut places = Vec::new();
    for day in 0..DAYS {
        for block in 0..BLOCKS.len() {
            places.extend((0..SLOTS).flat_map(|slot| (1..=ROOMS * times).map(move |room| (day, block, slot, room))));
        }
    }
    rng.shuffle(&mut places);
    places
}

/// The speaker of each talk: first one talk for each speaker, then for some a second talk in another block, so that no
/// speaker has two talks at once.
fn assign(places: &[SlotPlace], speakers: usize, rng: &mut RandomStream) -> Vec<usize> {
    let mut of_talk: Vec<usize> = (0..places.len()).map(|talk| talk % speakers).collect();
    for talk in speakers..places.len() {
        let at = |talk: usize| (places[talk].0, places[talk].1);
        let free: Vec<usize> = (0..speakers)
            .filter(|&speaker| (0..talk).all(|other| of_talk[other] != speaker || at(other) != at(talk)))
            .filter(|&speaker| (speakers..talk).all(|other| of_talk[other] != speaker))
            .collect();
        if !free.is_empty() {
            of_talk[talk] = free[rng.below(free.len())];
        }
    }
    of_talk
}
