//! Two afternoons of short talks in sixty rooms of one kind.
//!
//! As in `many_rooms`, the timetable is made first, and speakers are drawn so that none of them is needed twice at once.
//! But any talk may be in any room: what is scarce are the hours and the speakers, not single rooms.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::document;
use super::facts::REGIONS;
use super::planted::{Planted, numbered, rooms, zones};
use super::random_stream::RandomStream;
use super::talks::{Pace, Talk, invite, planted};
use crate::domain::hours_and_minutes;

const ROOMS: usize = 60;
const GRID: i64 = 5;

/// The hours of each day, in minutes after midnight UTC.
const DAY: (i64, i64) = (12 * 60, 16 * 60 + 20);

/// The lengths of the talks in minutes, each with its number among 100 talks, and their pauses.
const PACE: Pace<'_> = Pace { lengths: &[(10, 15), (15, 20), (20, 40), (30, 25)], paused: 20, pause: 10 };

const SPEAKERS: usize = 1_600;
/// Of 100 talks, the number with two speakers.
const DOUBLE: usize = 30;

/// The programme and its timetable.
pub(crate) fn programme(seed: u64) -> Planted {
    let dates = [12, 13].map(|day| NaiveDate::from_ymd_opt(2027, 4, day).unwrap_or_default());
    let mut rng = RandomStream::new(seed, 0);
    let rooms_of_days = (0..dates.len()).flat_map(|day| (1..=ROOMS).map(move |room| (day, room)));
    let mut talks: Vec<Talk> =
        rooms_of_days.flat_map(|(day, room)| PACE.fill(day, room, DAY.0..DAY.1, &mut rng)).collect();
    invite(&mut talks, SPEAKERS, DOUBLE, &mut rng);
    let zones = zones(SPEAKERS, &mut rng);
    let people: Vec<Value> = (0..SPEAKERS)
        .map(|speaker| json!({ "id": numbered("speaker", speaker, SPEAKERS), "zone": zones[speaker] }))
        .collect();
    let head = json!({
        "name": "Two afternoons of short talks",
        "time_zone": "UTC",
        "grid_minutes": GRID,
        "rooms": rooms(ROOMS),
        "phases": [{
            "id": "afternoons",
            "days": dates.map(|date| date.to_string()),
            "hours": { "earliest": hours_and_minutes(DAY.0), "latest": hours_and_minutes(DAY.1) },
        }],
        "types": [{ "id": "talk", "minutes": 20 }],
        "audiences": document::audiences(|region| region.registered, 1),
        "people": people,
    });
    let note = format!(
        "{} talks of 10 to 30 minutes on two days in {ROOMS} rooms, 91 % full. Talks have no tracks: with {ROOMS} at \
         once, nobody follows one.",
        talks.len()
    );
    // The file must not give the timetable away.
    rng.shuffle(&mut talks);
    let count = talks.len();
    let sessions = planted(&talks, &dates, |index, talk| session(talk, index, count, &mut rng));
    Planted { sessions, head: head.as_object().cloned().unwrap_or_default(), note }
}

fn session(talk: &Talk, index: usize, count: usize, rng: &mut RandomStream) -> Value {
    let speakers: Vec<String> = talk.speakers.iter().map(|&speaker| numbered("speaker", speaker, SPEAKERS)).collect();
    let mut session = json!({
        "id": numbered("talk", index, count),
        "title": format!("Talk {}", index + 1),
        "type": "talk",
        "minutes": talk.minutes.end - talk.minutes.start,
        "attendance": rng.between(5, 60),
        "people": speakers,
    });
    if rng.below(2) == 0 {
        // As in `slots`: a talk interests most of all the region where others work on the same topic.
        let region = &REGIONS[rng.below(REGIONS.len() - 1)];
        session["audience"] = json!({ (region.id): 3 });
    }
    session
}
