//! A series of meetings in one room, a week apart, for hundreds of small groups all over the world. Fairness between the
//! groups decides almost alone when the meetings are.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::planted::{Planted, PlantedSession, numbered, rooms, zones};
use super::random_stream::RandomStream;

/// The least and the largest number of meetings.
const MEETINGS: (i64, i64) = (11, 40);
const MINUTES: i64 = 90;
const DAYS_APART: u64 = 7;

/// The least and the largest number of groups, and of people in a group.
const GROUPS: (i64, i64) = (200, 300);
const PEOPLE: (i64, i64) = (1, 40);

/// The least and the largest attendance of a meeting.
const ATTENDANCE: (i64, i64) = (40, 400);
/// The number of groups that a meeting interests most, and how much more of their people come.
const INTERESTED: usize = 20;
const INTEREST: i64 = 5;

/// The weight of `fair-regions`.
const WEIGHT: i64 = 4;

/// The start of each meeting in the reference timetable, in minutes after midnight UTC.
const NOON: i64 = 12 * 60;

/// The programme and its timetable.
pub(crate) fn programme(seed: u64) -> Planted {
    let mut rng = RandomStream::new(seed, 0);
    let count = rng.between(MEETINGS.0, MEETINGS.1) as usize;
    let groups = rng.between(GROUPS.0, GROUPS.1) as usize;
    let first = NaiveDate::from_ymd_opt(2027, 1, 13).unwrap_or_default();
    let dates: Vec<NaiveDate> = (0..count as u64).map(|week| first + Days::new(week * DAYS_APART)).collect();
    let zones = zones(groups, &mut rng);
    let audiences: Vec<Value> = (0..groups)
        .map(|group| {
            let people = rng.between(PEOPLE.0, PEOPLE.1);
            json!({ "id": numbered("group", group, groups), "people": people, "zones": [{ "zone": zones[group] }] })
        })
        .collect();
    let ids: Vec<String> = (0..count).map(|meeting| numbered("meeting", meeting, count)).collect();
    let head = json!({
        "name": "A series of meetings for groups all over the world",
        "time_zone": "UTC",
        "grid_minutes": 30,
        "rooms": rooms(1),
        "rules": { "fair-regions": { "weight": WEIGHT, "measure": "worst" } },
        "phases": [{
            "id": "series",
            "days": dates.iter().map(ToString::to_string).collect::<Vec<String>>(),
            "hours": { "earliest": "00:00", "latest": "24:00" },
        }],
        "types": [{ "id": "meeting", "minutes": MINUTES }],
        "audiences": audiences,
        "relations": [{ "kind": "different-days", "sessions": ids }],
    });
    let note = format!(
        "{count} meetings on different days, for {groups} groups of people with a time zone each. The weight of \
         fair-regions is so high that the group that fares worst decides."
    );
    let sessions = ids.iter().zip(&dates).map(|(id, &date)| {
        let mut session = json!({ "id": id, "type": "meeting", "attendance": rng.between(ATTENDANCE.0, ATTENDANCE.1) });
        let interested = (0..INTERESTED).map(|_| (numbered("group", rng.below(groups), groups), INTEREST.into()));
        session["audience"] = Value::Object(interested.collect());
        PlantedSession { session, date, start: NOON, room: 1 }
    });
    Planted { sessions: sessions.collect(), head: head.as_object().cloned().unwrap_or_default(), note }
}
