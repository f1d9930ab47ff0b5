//! `schedule.json`, the exchange format of frab, pretalx and the c3voc tools.

use serde_json::{Map, Value, json};

use super::frab::Frab;
use super::{Options, version, words};
use crate::domain::{email_address, hours_and_minutes};
use crate::explain::programme::{EventTime, Programme, ProgrammePerson, ProgrammeSession, Readers, ScheduledTime};

/// Writes the programme as a schedule document, without sessions that have no place.
pub(crate) fn schedule(programme: &Programme, options: &Options) -> String {
    let frab = Frab::new(programme);
    let mut conference = json!({
        "acronym": frab.acronym,
        "title": words::line(&programme.name),
        "start": frab.days().first().map_or_else(String::new, |day| day.date.to_string()),
        "end": frab.days().last().map_or_else(String::new, |day| day.date.to_string()),
        "daysCount": frab.days().len(),
        "timeslot_duration": "00:05",
        "rooms": rooms(&frab),
        "tracks": programme.tracks.iter().map(|track| json!({ "name": words::line(&track.name) })).collect::<Vec<_>>(),
        "days": days(&frab, options),
    });
    if is_allowed_by_schema(&programme.zone) {
        conference["time_zone_name"] = json!(programme.zone);
    }
    if programme.readers == Readers::Internal {
        conference["meta"] = json!({ "plenary": internal(programme) });
    }
    let mut schedule = json!({ "version": version::name(programme) });
    if let Some(url) = &options.url {
        schedule["url"] = json!(url);
        conference["url"] = json!(url);
    }
    schedule["conference"] = conference;
    let document = json!({
        "$schema": "https://c3voc.de/schedule/schema.json",
        "generator": { "name": "plenary", "version": env!("CARGO_PKG_VERSION") },
        "schedule": schedule,
    });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

/// The schema accepts `UTC` and zone names with a slash, but not all of those.
fn is_allowed_by_schema(zone: &str) -> bool {
    let word = |text: &str| {
        let mut letters = text.chars();
        letters.next().is_some_and(|c| c.is_ascii_uppercase()) && letters.next().is_some_and(|c| c.is_ascii_lowercase())
    };
    let plain = |region: &str| word(region) && region.chars().skip(1).all(|c| c.is_ascii_lowercase());
    zone == "UTC" || zone.split_once('/').is_some_and(|(region, place)| plain(region) && word(place))
}

fn rooms(frab: &Frab<'_>) -> Vec<Value> {
    let room = |(index, name): &(Option<usize>, String)| {
        let id = index.map_or("", |index| &frab.programme.rooms[index].id);
        json!({ "name": name, "guid": frab.guid("room", id) })
    };
    frab.rooms().iter().map(room).collect()
}

fn days(frab: &Frab<'_>, options: &Options) -> Vec<Value> {
    let rooms = frab.rooms();
    let day = |(index, day): (usize, &crate::explain::programme::ProgrammeDay)| {
        let in_room = |(room, name): &(Option<usize>, String)| {
            let events = frab.events(index, *room).map(|event_of| event(frab, event_of, name, options)).collect();
            (name.clone(), Value::Array(events))
        };
        json!({
            "index": index + 1,
            "date": day.date.to_string(),
            "day_start": day.from.rfc3339(),
            "day_end": day.until.rfc3339(),
            "rooms": rooms.iter().map(in_room).collect::<Map<String, Value>>(),
        })
    };
    frab.days().iter().enumerate().map(day).collect()
}

fn event(
    frab: &Frab<'_>,
    (index, session, held): (usize, &ProgrammeSession, ScheduledTime),
    room: &str,
    options: &Options,
) -> Value {
    let programme = frab.programme;
    let person = |&(_, person): &(usize, usize)| {
        let person = &programme.people[person];
        json!({ "guid": frab.guid("person", &person.id), "name": words::line(&person.name) })
    };
    let description = words::paragraphs(&session.description);
    let mut event = json!({
        "guid": frab.guid("session", &session.id),
        "id": frab.numbers[index],
        "date": held.start.rfc3339(),
        "start": held.start.clock(),
        "end": held.end.rfc3339(),
        "duration": hours_and_minutes(session.minutes),
        "room": room,
        "slug": frab.slug(index),
        "url": frab.url(index, options.url.as_deref()),
        "title": words::line(&session.title),
        "subtitle": Value::Null,
        "track": session.track.map(|_| words::track(programme, session)),
        "type": words::line(&programme.types[session.kind].name),
        "language": (!session.languages.is_empty()).then(|| words::line(&session.languages.join(", "))),
        "abstract": description.first(),
        "description": (description.len() > 1).then(|| description[1..].join("\n\n")),
        "persons": words::named_people(programme, session).iter().map(person).collect::<Vec<_>>(),
        "links": session.link.iter().map(|link| json!({ "title": "Join", "url": link })).collect::<Vec<_>>(),
    });
    if description.len() <= 1
        && let Some(members) = event.as_object_mut()
    {
        members.shift_remove("description");
    }
    event
}

/// The data for organisers only, in the member that the schema leaves open.
fn internal(programme: &Programme) -> Value {
    let sessions = programme.sessions.iter().filter_map(|session| {
        let internal = session.internal?;
        Some(json!({ "id": session.id, "attendance": internal.attendance, "cost": internal.cost }))
    });
    json!({
        "sessions": sessions.collect::<Vec<_>>(),
        "people": programme.people.iter().filter_map(person).collect::<Vec<_>>(),
    })
}

fn person(person: &ProgrammePerson) -> Option<Value> {
    let internal = person.internal.as_ref()?;
    let windows = |windows: &[(EventTime, EventTime)]| -> Value {
        windows.iter().map(|(from, until)| json!({ "from": from.rfc3339(), "until": until.rfc3339() })).collect()
    };
    Some(json!({
        "id": person.id,
        "name": person.name,
        "email": email_address(&internal.email).unwrap_or_default(),
        "zone": internal.zone,
        "available": internal.available.as_deref().map(windows),
        "unavailable": windows(&internal.away),
        "sessions": internal.sessions,
        "night_minutes": internal.night_minutes,
        "discomfort": internal.discomfort,
        "cost": internal.cost,
    }))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{draft, hostile, small, times};
    use super::*;

    #[test]
    fn the_document_has_every_placed_session_once() {
        let view = small(Readers::Public);
        let text = schedule(&view, &Options::default());
        for (session, _) in view.held() {
            assert_eq!(
                times(&text, &crate::report::export::guid(&[&view.identity, "session", &session.id])),
                2,
                "{text}"
            );
        }
        assert!(!text.contains("nowhere") && !text.contains("attendance"));
    }

    #[test]
    fn internal_data_is_in_meta() {
        let document: Value = serde_json::from_str(&schedule(&small(Readers::Internal), &Options::default())).unwrap();
        let meta = &document["schedule"]["conference"]["meta"]["plenary"];
        assert_eq!(
            (meta["sessions"][0]["attendance"].as_i64(), meta["people"][0]["zone"].as_str()),
            (Some(10), Some("Asia/Tokyo"))
        );
    }

    #[test]
    fn a_release_has_its_name_as_version() {
        let version = |view: &Programme| {
            let document: Value = serde_json::from_str(&schedule(view, &Options::default())).unwrap();
            document["schedule"]["version"].as_str().unwrap().to_owned()
        };
        let never = small(Readers::Public);
        assert_eq!((version(&draft("1.1")), version(&never)), ("1.1".to_owned(), never.version.clone()));
    }

    #[test]
    fn hostile_texts_are_strings() {
        let view = hostile();
        let document: Value = serde_json::from_str(&schedule(&view, &Options::default())).unwrap();
        let rooms = &document["schedule"]["conference"]["days"][0]["rooms"];
        let events: usize = rooms.as_object().unwrap().values().map(|events| events.as_array().unwrap().len()).sum();
        assert_eq!(events, 5);
    }

    #[test]
    fn only_zones_that_the_schema_allows_are_written() {
        let zones = ["UTC", "Europe/Berlin", "America/Argentina/Salta", "+05:30", "Etc/GMT+5", "Japan"];
        assert_eq!(zones.map(is_allowed_by_schema), [true, true, true, false, false, false]);
    }
}
