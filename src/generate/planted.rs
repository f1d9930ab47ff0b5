//! A programme that is made together with a timetable: first the places in the days, then the sessions in them.

use chrono::{Datelike, NaiveDate, Weekday};
use serde_json::{Map, Value, json};

use super::apportion::spread;
use super::facts::{REGIONS, of_regions};
use super::random_stream::RandomStream;
use crate::domain::hours_and_minutes;

/// An instance, and a timetable that breaks none of its hard rules.
pub(crate) struct Planted {
    /// The document without the sessions.
    pub head: Map<String, Value>,
    /// The note about what the instance teaches.
    pub note: String,
    /// The sessions, each with its place.
    pub sessions: Vec<PlantedSession>,
}

/// A session and its place.
pub(crate) struct PlantedSession {
    /// The session, as in the document.
    pub session: Value,
    /// The date in UTC.
    pub date: NaiveDate,
    /// Minutes after midnight UTC.
    pub start: i64,
    /// The room, counted from 1.
    pub room: usize,
}

impl Planted {
    /// The instance.
    pub(crate) fn document(&self, profile: &str, seed: u64, scale: u32) -> Value {
        let mut document = Map::new();
        document.insert("format".into(), json!("plenary/1"));
        document.insert("name".into(), self.head.get("name").cloned().unwrap_or_default());
        let generated = json!({ "profile": profile, "seed": seed, "scale": scale });
        let assumed = "Everything is invented; regions and their zones are those of the Internet Governance Forum.";
        document.insert("extra".into(), json!({ "note": self.note, "generated": generated, "assumed": assumed }));
        document.extend(self.head.clone());
        document.insert("sessions".into(), self.sessions.iter().map(|planted| planted.session.clone()).collect());
        Value::Object(document)
    }

    /// The timetable.
    pub(crate) fn reference_schedule(&self) -> Value {
        let entry = |planted: &PlantedSession| {
            json!({
                "id": planted.session["id"],
                "start": format!("{}T{}:00Z", planted.date, hours_and_minutes(planted.start)),
                "room": format!("room-{}", planted.room),
            })
        };
        json!({ "format": "plenary-schedule/1", "sessions": self.sessions.iter().map(entry).collect::<Vec<Value>>() })
    }
}

/// `count` rooms.
pub(crate) fn rooms(count: usize) -> Value {
    (1..=count).map(|n| json!({ "id": format!("room-{n}"), "name": format!("Room {n}") })).collect()
}

/// The time zones of `count` speakers in random order, with regions and zones in their known proportions.
pub(crate) fn zones(count: usize, rng: &mut RandomStream) -> Vec<&'static str> {
    let mut zones = Vec::with_capacity(count);
    let mut of_region = vec![0; REGIONS.len()];
    for region in spread(count, &of_regions(|region| region.speakers)) {
        of_region[region] += 1;
    }
    for (region, count) in REGIONS.iter().zip(of_region) {
        let weights: Vec<u64> = region.zones.iter().map(|zone| zone.1).collect();
        zones.extend(spread(count, &weights).into_iter().map(|zone| region.zones[zone].0));
    }
    rng.shuffle(&mut zones);
    zones
}

/// `count` dates from `first` on, without Saturdays and Sundays.
pub(crate) fn weekdays(first: NaiveDate, count: usize) -> Vec<NaiveDate> {
    let weekend = |date: &NaiveDate| matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    first.iter_days().filter(|date| !weekend(date)).take(count).collect()
}

/// An id with a padded number, so that ids sort by number.
pub(crate) fn numbered(prefix: &str, index: usize, count: usize) -> String {
    let digits = count.to_string().len();
    format!("{prefix}-{:0digits$}", index + 1)
}
