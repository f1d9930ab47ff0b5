//! The generated conference as a `plenary/1` document.

use serde_json::{Value, json};

use super::absences::{Absence, DailyHours};
use super::apportion::apportion;
use super::facts::{
    FIRST_DAYS, GRID_MINUTES, HOURS, KINDS, LONGEST_DAY_MINUTES, Phases, REGIONS, REGISTERED, ROOMS, RegionFacts,
    SECOND_DAYS, TRACKS, TURNAROUND_MINUTES, Themes, TypeFacts, of_regions,
};
use super::people::{GeneratedPart, GeneratedPerson, PersonRole};
use super::programme::Planned;
use crate::domain::hours_and_minutes;

/// The parts of a document.
pub(crate) struct Parts<'a> {
    /// The share of a region among the participants, in per cent.
    pub share: fn(&RegionFacts) -> u64,
    /// All people whom sessions need.
    pub all_people: &'a [GeneratedPerson],
    /// Their absences.
    pub absences: &'a [Absence],
    /// The sessions.
    pub sessions: &'a [Planned],
    /// The parts of people in the sessions.
    pub seats: &'a [GeneratedPart],
    /// The size as a multiple of the real conference.
    pub scale: usize,
    /// The minutes of interpretation per day, if they are limited.
    pub interpretation: Option<i64>,
}

impl Parts<'_> {
    /// Whether a session has this type.
    fn has(&self, kind: &TypeFacts) -> bool {
        self.sessions.iter().any(|session| session.kind().id == kind.id)
    }

    /// The first phase, if sessions need it, and the second.
    fn phases(&self) -> Vec<Value> {
        let mut phases = vec![self.phase("phase-1", "Phase one", &FIRST_DAYS, Phases::Second)];
        if !self.sessions.iter().any(|session| session.kind().phases == Phases::First) {
            phases.clear();
        }
        phases.push(self.phase("phase-2", "Phase two", &SECOND_DAYS, Phases::First));
        phases
    }

    /// A phase. It takes all types except those that belong to the other phase only.
    fn phase(&self, id: &str, name: &str, days: &[&str], other: Phases) -> Value {
        let types: Vec<&str> = KINDS.iter().filter(|k| k.phases != other && self.has(k)).map(|k| k.id).collect();
        let hours = json!({
            "earliest": hours_and_minutes(HOURS.0),
            "latest": hours_and_minutes(HOURS.1),
            "longest_day_minutes": LONGEST_DAY_MINUTES,
        });
        json!({ "id": id, "name": name, "days": days, "hours": hours, "session_types": types })
    }
}

/// The document, with its name and notes (`extra`).
pub(crate) fn document(name: &str, extra: Value, parts: &Parts<'_>) -> Value {
    json!({
        "format": "plenary/1",
        "name": name,
        "extra": extra,
        "time_zone": "UTC",
        "grid_minutes": GRID_MINUTES,
        "turnaround_minutes": TURNAROUND_MINUTES,
        "rooms": rooms(parts.scale),
        "services": [service(parts)],
        "phases": parts.phases(),
        "tracks": TRACKS.map(|(id, name)| json!({ "id": id, "name": name })),
        "types": KINDS.iter().filter(|kind| parts.has(kind)).map(|kind| session_type(kind, parts.scale)).collect::<Vec<Value>>(),
        "audiences": audiences(parts.share, parts.scale as u64),
        "people": people(parts),
        "sessions": sessions(parts),
    })
}

fn rooms(scale: usize) -> Vec<Value> {
    (1..=ROOMS * scale).map(|n| json!({ "id": format!("room-{n}"), "name": format!("Room {n}") })).collect()
}

fn service(parts: &Parts<'_>) -> Value {
    let mut service = json!({ "id": "interpretation", "teams": parts.scale });
    if let Some(minutes) = parts.interpretation {
        service["minutes_per_day"] = json!(minutes);
    }
    service
}

/// A type, with the fields that its sessions share.
fn session_type(kind: &TypeFacts, scale: usize) -> Value {
    let attendance = default_attendance(kind, scale);
    let mut object = json!({ "id": kind.id, "minutes": default_minutes(kind), "attendance": attendance });
    let mut set = |key: &str, value: Value| object[key] = value;
    if kind.interpreted {
        set("services", json!(["interpretation"]));
    }
    if kind.alone {
        set("alone", json!(true));
    }
    match kind.id {
        "opening" => set("before", json!([{ "phase": "phase-2" }])),
        "closing" => set("after", json!([{ "phase": "phase-2" }])),
        "wrap-up" => {
            set("before", json!(["closing"]));
            set("allowed", allowed(&SECOND_DAYS[SECOND_DAYS.len() - 1..]));
        }
        "orientation" => set("allowed", allowed(&FIRST_DAYS[..1])),
        "open-microphone" => set("allowed", allowed(&SECOND_DAYS[SECOND_DAYS.len() - 2..])),
        // A larger conference has several parallel series of leaders' sessions; these name each other one by one.
        "high-level" if scale == 1 => set("apart_from", json!([{ "type": kind.id }])),
        _ => {}
    }
    object
}

fn default_minutes(kind: &TypeFacts) -> i64 {
    kind.lengths.first().map_or(60, |l| l.1)
}

fn default_attendance(kind: &TypeFacts, scale: usize) -> u64 {
    if kind.once { kind.attendance * scale as u64 } else { kind.attendance }
}

/// The allowed windows for whole days.
fn allowed(days: &[&str]) -> Value {
    let next = |day: &str| day.parse().ok().and_then(|date: chrono::NaiveDate| date.succ_opt()).unwrap_or_default();
    days.iter().map(|day| json!({ "from": format!("{day}T00:00"), "until": format!("{}T00:00", next(day)) })).collect()
}

/// The regions as audiences.
pub(crate) fn audiences(share: fn(&RegionFacts) -> u64, scale: u64) -> Vec<Value> {
    let people = apportion(REGISTERED * scale, &of_regions(share));
    let audience = |(region, people): (&RegionFacts, u64)| {
        let weights: Vec<u64> = region.zones.iter().map(|z| z.1).collect();
        let zones: Vec<Value> = region
            .zones
            .iter()
            .zip(apportion(1_000, &weights))
            .map(|((zone, _), share)| json!({ "zone": zone, "share": thousandths(share) }))
            .collect();
        json!({ "id": region.id, "name": region.name, "people": people, "zones": zones })
    };
    REGIONS.iter().zip(people).map(audience).collect()
}

/// A number of thousandths as a decimal.
fn thousandths(n: u64) -> Value {
    serde_json::from_str(&format!("{}.{:03}", n / 1_000, n % 1_000)).unwrap_or(Value::Null)
}

fn people(parts: &Parts<'_>) -> Vec<Value> {
    let digits = parts.all_people.len().to_string().len();
    let person = |(index, (generated, absence)): (usize, (&GeneratedPerson, &Absence))| {
        let mut object = json!({ "id": person_id(index, digits), "zone": generated.zone });
        if !absence.available.is_empty() {
            object["available"] = absence.available.iter().map(hours).collect();
        }
        if let Some((from, until)) = absence.away {
            object["unavailable"] = json!([{ "from": format!("{from}T00:00"), "until": format!("{until}T00:00") }]);
        }
        object
    };
    parts.all_people.iter().zip(parts.absences).enumerate().map(person).collect()
}

fn person_id(index: usize, digits: usize) -> String {
    format!("p-{:0digits$}", index + 1)
}

fn hours(hours: &DailyHours) -> Value {
    let days: Vec<String> = hours.days.iter().map(ToString::to_string).collect();
    json!({ "days": days, "from": hours_and_minutes(hours.from), "until": hours_and_minutes(hours.until) })
}

fn sessions(parts: &Parts<'_>) -> Vec<Value> {
    let digits = parts.all_people.len().to_string().len();
    let mut panels: Vec<Vec<Value>> = vec![Vec::new(); parts.sessions.len()];
    for seat in parts.seats {
        if let Some(person) = seat.person {
            let mut entry = json!({ "id": person_id(person, digits) });
            match seat.part {
                PersonRole::Moderator => entry["role"] = json!("moderator"),
                PersonRole::Rapporteur => entry["role"] = json!("rapporteur"),
                PersonRole::Speaker => {}
            }
            panels[seat.session].push(entry);
        }
    }
    parts.sessions.iter().zip(panels).map(|(session, panel)| one_session(session, panel, parts)).collect()
}

fn one_session(session: &Planned, panel: Vec<Value>, parts: &Parts<'_>) -> Value {
    let kind = session.kind();
    let mut object = json!({ "id": session.id, "title": session.title, "type": kind.id });
    let mut set = |key: &str, value: Value| object[key] = value;
    if let Some(track) = session.track {
        set("track", json!(TRACKS[track].0));
    }
    if session.minutes != default_minutes(kind) {
        set("minutes", json!(session.minutes));
    }
    if session.attendance != default_attendance(kind, parts.scale) {
        set("attendance", json!(session.attendance));
    }
    if let Some(region) = session.region {
        set("audience", json!({ (REGIONS[region].id): 3 }));
    }
    if kind.themes == Themes::Each
        && kind.phases == Phases::Second
        && let Some(track) = session.track
    {
        // Reports are due within twelve hours of a session.
        set("after", json!([{ "id": format!("main-{}", TRACKS[track].0), "gap_minutes": 720 }]));
    }
    if kind.id == "high-level" && parts.scale > 1 {
        let parallel =
            |other: &&Planned| other.kind == session.kind && other.part == session.part && **other != *session;
        set("apart_from", parts.sessions.iter().filter(parallel).map(|other| json!(other.id)).collect());
    }
    if !panel.is_empty() {
        set("people", Value::Array(panel));
    }
    object
}
