//! The two forms of a schedule that frab introduced, `schedule.json` and `schedule.xml`, as pretalx, the c3voc tools and
//! plenary write them.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use serde_json::Value;

use super::programme::{ForeignPerson, ForeignProgramme, ForeignSession, Start};
use super::xml::Element;
use crate::domain::{Instant, Zone};
use crate::sheets::own_marks::{XML_SESSION, anchored};

/// The longest length that is read, in minutes. The reader of sheets refuses much shorter ones, with their cell.
const LONGEST: i64 = 1_000_000;

/// The programme in a `schedule.json`; `None` if the document is something else.
pub(crate) fn json(document: &Value) -> Option<ForeignProgramme> {
    let schedule = document.get("schedule")?;
    let conference = schedule.get("conference")?;
    let days = conference.get("days")?.as_array()?;
    let mut programme = ForeignProgramme {
        name: member(conference, "title"),
        zone: member(conference, "time_zone_name"),
        ..ForeignProgramme::default()
    };
    let rooms = conference.get("rooms").and_then(Value::as_array).into_iter().flatten();
    programme.rooms.extend(rooms.filter_map(|room| member(room, "name")));
    let mut seen = Seen::default();
    for day in days {
        let date = seen.day(&mut programme, member(day, "date"), member(day, "day_start"), member(day, "day_end"));
        for (room, events) in day.get("rooms").and_then(Value::as_object).into_iter().flatten() {
            for event in events.as_array().into_iter().flatten() {
                let people = event.get("persons").and_then(Value::as_array).into_iter().flatten();
                let links = event.get("links").and_then(Value::as_array).into_iter().flatten();
                let found = Found {
                    room: member(event, "room").or_else(|| Some(room.clone()).filter(|room| !room.is_empty())),
                    people: people.filter_map(json_person).collect(),
                    link: links
                        .filter_map(|link| member(link, "url").or_else(|| link.as_str().map(str::to_owned)))
                        .next(),
                    date,
                };
                programme.sessions.push(seen.session(found, |name| member(event, name)));
            }
        }
    }
    seen.finish(&mut programme);
    Some(programme)
}

/// The programme in a `schedule.xml`; `None` if the document is something else.
pub(crate) fn xml(root: &Element) -> Option<ForeignProgramme> {
    let conference = root.child("conference").filter(|_| root.name == "schedule")?;
    let mut programme = ForeignProgramme {
        name: conference.text_of("title"),
        zone: conference.text_of("time_zone_name"),
        ..ForeignProgramme::default()
    };
    let mut seen = Seen::default();
    let mut rooms = BTreeSet::new();
    for day in root.all("day") {
        let date = seen.day(&mut programme, day.attribute("date"), day.attribute("start"), day.attribute("end"));
        for room in day.all("room") {
            let name = room.attribute("name");
            programme.rooms.extend(name.clone().filter(|name| rooms.insert(name.clone())));
            for event in room.all("event") {
                let persons = event.child("persons").map_or(&[][..], |persons| persons.children.as_slice());
                let person = |person: &Element| {
                    let name = person.text.split_whitespace().collect::<Vec<_>>().join(" ");
                    let key = ["guid", "id", "code"].iter().find_map(|name| person.attribute(name));
                    (!name.is_empty()).then_some(ForeignPerson { key, name, role: None })
                };
                let links = event.child("links").map_or(&[][..], |links| links.children.as_slice());
                let found = Found {
                    room: event.text_of("room").or_else(|| name.clone()),
                    people: persons.iter().filter_map(person).collect(),
                    link: links.iter().find_map(|link| link.attribute("href")),
                    date,
                };
                let value = |name: &str| event.text_of(name).or_else(|| event.attribute(name));
                programme.sessions.push(seen.session(found, value));
            }
        }
    }
    seen.finish(&mut programme);
    Some(programme)
}

/// A member as a text, if it is not empty.
fn member(object: &Value, name: &str) -> Option<String> {
    let text = match object.get(name)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn json_person(person: &Value) -> Option<ForeignPerson> {
    let name = ["public_name", "name", "full_public_name"].iter().find_map(|name| member(person, name))?;
    let key = ["guid", "code", "id"].iter().find_map(|name| member(person, name));
    Some(ForeignPerson { key, name, role: None })
}

/// What the two forms write differently.
struct Found {
    room: Option<String>,
    people: Vec<ForeignPerson>,
    link: Option<String>,
    date: Option<NaiveDate>,
}

/// The times seen so far.
#[derive(Default)]
struct Seen {
    /// The first start and the last end of each day, with its date.
    hours: Vec<(NaiveDate, Option<Instant>, Option<Instant>)>,
    /// Whether plenary wrote the file.
    is_own: bool,
    /// The offset of the first time that has one, in minutes.
    offset: Option<i32>,
}

impl Seen {
    fn day(
        &mut self,
        programme: &mut ForeignProgramme,
        date: Option<String>,
        start: Option<String>,
        end: Option<String>,
    ) -> Option<NaiveDate> {
        let date = NaiveDate::parse_from_str(date?.get(..10)?, "%Y-%m-%d").ok()?;
        programme.days.insert(date);
        let mut at = |text: Option<String>| match self.start(&text?) {
            Some(Start::At(at)) => Some(at),
            _ => None,
        };
        let hours = (date, at(start), at(end));
        self.hours.push(hours);
        Some(date)
    }

    /// A date with a time of day, with an offset or without.
    fn start(&mut self, text: &str) -> Option<Start> {
        if let Ok(at) = DateTime::parse_from_rfc3339(text) {
            self.offset.get_or_insert(at.offset().local_minus_utc() / 60);
            return Some(Start::At(Instant::from_utc(at.naive_utc())));
        }
        let formats = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"];
        formats.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok()).map(Start::Local)
    }

    fn session(&mut self, found: Found, value: impl Fn(&str) -> Option<String>) -> ForeignSession {
        let clock = || {
            let minutes = value("start").and_then(|text| length(&text)).filter(|minutes| *minutes < 1440)?;
            let hour = u32::try_from(minutes / 60).ok()?;
            Some(Start::Local(found.date?.and_hms_opt(hour, u32::try_from(minutes % 60).ok()?, 0)?))
        };
        let start = value("date").and_then(|text| self.start(&text)).or_else(clock);
        // plenary writes the id of a session as the anchor of its page: behind its address, or as an instruction.
        let url = value("url");
        let own = url.as_deref().and_then(|url| anchored(url.rsplit_once('#')?.1));
        let own = own.or_else(|| anchored(&value(XML_SESSION)?));
        let page = url.filter(|url| !url.starts_with("urn:") && own.is_none());
        let is_own = own.is_some();
        let id = own.or_else(|| ["code", "id", "guid", "slug"].iter().find_map(|name| value(name)));
        let texts = ["subtitle", "abstract", "description"].map(&value);
        let mut description: Vec<String> = Vec::new();
        for text in texts.into_iter().flatten() {
            if !description.contains(&text) {
                description.push(text);
            }
        }
        self.is_own |= is_own;
        ForeignSession {
            id: id.unwrap_or_else(|| "session".to_owned()),
            title: value("title"),
            kind: value("type"),
            track: value("track"),
            minutes: value("duration").and_then(|text| length(&text)),
            start,
            room: found.room,
            people: found.people,
            tags: Vec::new(),
            description: Some(description.join("\n\n")).filter(|text| !text.is_empty()),
            link: found.link.or(page),
            languages: value("language"),
        }
    }

    /// Sets the time zone if the file names none, and the hours of the days.
    fn finish(self, programme: &mut ForeignProgramme) {
        programme.is_own = self.is_own;
        if programme.zone.is_none()
            && let Some(offset) = self.offset
        {
            let sign = if offset < 0 { '-' } else { '+' };
            let of_day = format!("{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60);
            programme.zone = Some(if offset == 0 { "UTC".to_owned() } else { of_day });
        }
        let Some(zone) = programme.zone.as_deref().and_then(|zone| Zone::parse(zone).ok()) else { return };
        let of_day = |(date, from, until): &(NaiveDate, Option<Instant>, Option<Instant>)| {
            let midnight = zone.first_at_or_after(date.and_hms_opt(0, 0, 0)?);
            Some((from.as_ref()?.since(midnight), until.as_ref()?.since(midnight)))
        };
        let hours: Option<Vec<(i64, i64)>> = self.hours.iter().map(of_day).collect();
        let hours = hours.unwrap_or_default();
        let from = hours.iter().map(|(from, _)| *from).min();
        let until = hours.iter().map(|(_, until)| *until).max();
        // A day cannot begin before the one before it has ended.
        let fits = |from: i64, until: i64| {
            (0..1440).contains(&from) && from < until && (until - 1440 <= from || hours.len() == 1) && until <= 2880
        };
        programme.hours = from.zip(until).filter(|&(from, until)| fits(from, until) && (from, until) != (0, 1440));
    }
}

/// `01:30`, `1:02:30` (days, hours and minutes), `90`, in minutes.
fn length(text: &str) -> Option<i64> {
    let parts: Vec<i64> = text.split(':').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let minutes = match parts[..] {
        [minutes] => minutes,
        [hours, minutes] => hours.checked_mul(60)?.checked_add(minutes)?,
        // Seconds do not occur; three parts are days, hours and minutes.
        [days, hours, minutes] => days.checked_mul(1440)?.checked_add(hours.checked_mul(60)?)?.checked_add(minutes)?,
        _ => return None,
    };
    (0..=LONGEST).contains(&minutes).then_some(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = "<schedule><conference><title>Small</title><time_zone_name>Europe/Berlin</time_zone_name></conference>\
        <day index='1' date='2027-06-01' start='2027-06-01T09:00:00+02:00' end='2027-06-01T18:00:00+02:00'>\
        <room name='Saal 1'><event id='7' guid='x'><room>Saal 1</room><title>On &amp; off</title><type>talk</type>\
        <date>2027-06-01T10:00:00+02:00</date><start>10:00</start><duration>00:45</duration><language>de</language>\
        <persons><person id='8'>Jane Roe</person></persons><links><link href='https://a.org/x'>x</link></links>\
        </event></room><room name='Saal 2'/></day></schedule>";

    #[test]
    fn a_schedule_xml_is_a_programme() {
        let programme = xml(&super::super::xml::tree(XML).unwrap()).unwrap();
        assert_eq!((programme.rooms.len(), programme.hours), (2, Some((540, 1080))));
        let session = &programme.sessions[0];
        assert_eq!((session.id.as_str(), session.title.as_deref(), session.minutes), ("7", Some("On & off"), Some(45)));
        assert_eq!((session.people[0].name.as_str(), session.link.as_deref()), ("Jane Roe", Some("https://a.org/x")));
        let book = programme.book("a.xml", "a schedule");
        let sessions = &book.sheets.iter().find(|sheet| sheet.name == "sessions").unwrap().rows[1];
        assert!(sessions.cells.iter().any(|(_, cell)| cell.shown() == "2027-06-01T10:00"), "{sessions:?}");
    }

    #[test]
    fn a_schedule_json_without_a_zone_has_the_offset_of_its_times() {
        let text = r#"{ "schedule": { "conference": { "title": "Small", "days": [ { "date": "2027-06-01", "rooms": { "A": [
            { "id": 1, "guid": "g", "date": "2027-06-01T10:00:00-03:30", "duration": "1:30", "title": "T", "persons":
            [ { "id": 3, "public_name": "Jane" }, { "id": 4, "name": "Jane" } ], "url": "https://a.org/#s-a~20~b" } ] } } ] } } }"#;
        let programme = json(&serde_json::from_str(text).unwrap()).unwrap();
        assert_eq!((programme.zone.as_deref(), programme.sessions[0].id.as_str()), (Some("-03:30"), "a b"));
        let book = programme.book("a.json", "a schedule");
        let people = &book.sheets.iter().find(|sheet| sheet.name == "people").unwrap().rows;
        assert_eq!(people.iter().map(|row| row.cells[0].1.shown()).collect::<Vec<_>>(), ["id", "Jane (1)", "Jane (2)"]);
        assert!(json(&serde_json::json!({ "format": "plenary/1" })).is_none());
    }

    #[test]
    fn lengths_have_hours_and_minutes() {
        let texts = ["00:45", "30:00", "1:02:30", "90", "x", "-1", "99999999999999:00"];
        assert_eq!(texts.map(length), [Some(45), Some(1800), Some(1590), Some(90), None, None, None]);
    }
}
