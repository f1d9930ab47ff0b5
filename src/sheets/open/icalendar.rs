//! Calendars (RFC 5545): each event is a session. Of a repeated event only the first occurrence is read; cancelled
//! events and those without a time of day are left out; a warning counts them.

use std::collections::{BTreeMap, BTreeSet};

use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendarComponent, ICalendarComponentType, ICalendarEntry, ICalendarParameterName as Parameter,
    ICalendarProperty as Property, ICalendarStatus, ICalendarValue,
};
use calcard::{Entry, Parser};
use chrono::NaiveDateTime;
use sha2::{Digest as _, Sha256};

use super::programme::{ForeignPerson, ForeignProgramme, ForeignSession, Start};
use super::{own_calendar, refusal, warning};
use crate::diagnostic::Diagnostic;
use crate::domain::{Instant, Zone};
use crate::instance::codes::{FILE_UNREADABLE, UNKNOWN_ZONE};
use crate::sheets::codes::{FIRST_OCCURRENCE, LEFT_OUT};
use crate::sheets::zones::{PlaceNames, resolve};

/// The most events that are read.
const MOST_EVENTS: usize = 100_000;
/// The longest part of a UID that is taken as the id of its session, in characters.
const LONGEST_ID: usize = 24;
/// The number of titles in a warning.
const NAMED: usize = 3;

/// Reads a calendar.
///
/// # Errors
/// A problem if it has no events, or names time zones that are not known.
pub(crate) fn read(text: &str, file: &str) -> Result<ForeignProgramme, Box<Diagnostic>> {
    let mut parser = Parser::new(text);
    let mut calendar = Calendar { file, zones: BTreeMap::new(), unknown: BTreeMap::new(), ..Calendar::default() };
    let mut components: Vec<ICalendarComponent> = Vec::new();
    loop {
        match parser.entry() {
            Entry::ICalendar(found) => components.extend(found.components),
            Entry::Eof | Entry::TooManyComponents => break,
            _ => {}
        }
        if components.len() > 4 * MOST_EVENTS {
            break;
        }
    }
    calendar.heads(&components);
    let events = || components.iter().filter(|one| one.component_type == ICalendarComponentType::VEvent);
    if events().next().is_none() {
        return Err(refusal(&FILE_UNREADABLE, file, "the calendar has no events (VEVENT)".to_owned()));
    }
    if events().count() > MOST_EVENTS {
        let message = format!("the calendar has more than {MOST_EVENTS} events");
        return Err(refusal(&FILE_UNREADABLE, file, message));
    }
    calendar.organiser_of_all = organiser_of_all(events());
    let sessions: Vec<ForeignSession> = events().filter_map(|event| calendar.session(event)).collect();
    if let Some((zone, count)) = calendar.unknown.iter().next() {
        let message = format!("the time zone \"{zone}\" of {count} events is not known");
        let mut problem = refusal(&UNKNOWN_ZONE, file, message);
        problem.help = Some("write an IANA name like Europe/Berlin after TZID= in the file".to_owned());
        return Err(problem);
    }
    let zone = calendar.zone();
    Ok(ForeignProgramme {
        name: calendar.name.clone(),
        zone,
        sessions,
        is_own: calendar.is_own,
        warnings: calendar.warnings(),
        ..ForeignProgramme::default()
    })
}

/// What is known of a calendar while its events are read.
#[derive(Default)]
struct Calendar<'f> {
    file: &'f str,
    name: Option<String>,
    own_zone: Option<String>,
    /// Whether plenary wrote it.
    is_own: bool,
    /// The zones found for the names in the file, and how many times have them.
    zones: BTreeMap<String, (Option<String>, usize)>,
    unknown: BTreeMap<String, usize>,
    organiser_of_all: Option<String>,
    cancelled: Vec<String>,
    all_day: Vec<String>,
    repeated: Vec<String>,
}

impl Calendar<'_> {
    /// Reads the name and the time zone of the calendar.
    fn heads(&mut self, components: &[ICalendarComponent]) {
        for entry in components
            .iter()
            .filter(|one| one.component_type == ICalendarComponentType::VCalendar)
            .flat_map(|one| &one.entries)
        {
            let Some(text) = entry.values.first().and_then(ICalendarValue::as_text).map(str::trim) else { continue };
            let is = |name: &str| matches!(&entry.name, Property::Other(own) if own.eq_ignore_ascii_case(name));
            if entry.name == Property::Name || (is("X-WR-CALNAME") && self.name.is_none()) {
                self.name = Some(text.to_owned()).filter(|text| !text.is_empty());
            } else if is("X-WR-TIMEZONE") {
                self.own_zone = zone_named(text);
            } else if entry.name == Property::Prodid {
                self.is_own = text.starts_with("-//plenary//");
            }
        }
    }

    /// The time zone of the event: that of the calendar, or of most of its times.
    fn zone(&self) -> Option<String> {
        let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
        for (zone, count) in self.zones.values() {
            if let Some(zone) = zone {
                *counts.entry(zone).or_default() += count;
            }
        }
        let most = counts.into_iter().max_by_key(|(zone, count)| (*count, std::cmp::Reverse((*zone).clone())));
        self.own_zone.clone().or_else(|| most.map(|(zone, _)| zone.clone()))
    }

    fn session(&mut self, event: &ICalendarComponent) -> Option<ForeignSession> {
        let title = text(event, &Property::Summary);
        let shown = || title.clone().unwrap_or_else(|| "an event without a title".to_owned());
        if event.status() == Some(&ICalendarStatus::Cancelled) {
            self.cancelled.push(shown());
            return None;
        }
        let begin = event.property(&Property::Dtstart);
        let Some(start) = begin.and_then(|entry| self.start(entry)) else {
            self.all_day.push(shown());
            return None;
        };
        if event.has_property(&Property::Rrule) || event.has_property(&Property::Rdate) {
            self.repeated.push(shown());
        }
        let end = event.property(&Property::Dtend).and_then(|entry| self.start(entry));
        let length = event.property(&Property::Duration).and_then(|entry| match entry.values.first()? {
            ICalendarValue::Duration(length) => Some(length.as_seconds() / 60),
            _ => None,
        });
        let minutes = end.and_then(|end| between(start, end)).or(length).filter(|minutes| *minutes > 0);
        let uid = event.uid().map(str::trim).filter(|uid| !uid.is_empty());
        let own_id = own_calendar::session_id(event);
        self.is_own |= own_id.is_some();
        let mut session = ForeignSession {
            id: own_id.clone().unwrap_or_else(|| uid.map_or_else(|| "event".to_owned(), short_id)),
            title,
            minutes,
            start: Some(start),
            room: text(event, &Property::Location),
            people: self.people(event),
            description: text(event, &Property::Description),
            link: text(event, &Property::Url),
            ..ForeignSession::default()
        };
        let categories: Vec<String> = event
            .properties(&Property::Categories)
            .flat_map(|entry| &entry.values)
            .filter_map(|value| Some(value.as_text()?.trim().to_owned()))
            .filter(|category| !category.is_empty())
            .collect();
        if self.is_own {
            own_calendar::complete(&mut session, event, categories);
        } else if let [track] = &categories[..] {
            session.track = Some(track.clone());
        } else {
            session.tags = categories;
        }
        Some(session)
    }

    /// A time with a time of day; counts its zone.
    fn start(&mut self, entry: &ICalendarEntry) -> Option<Start> {
        let civil = civil(entry.values.first()?.as_partial_date_time()?)?;
        let at = match entry.values.first()?.as_partial_date_time()? {
            PartialDateTime { tz_hour: Some(hour), tz_minute, tz_minus, .. } => {
                let offset = i64::from(*hour) * 60 + i64::from(tz_minute.unwrap_or(0));
                Some(Instant::from_utc(civil).plus(if *tz_minus { offset } else { -offset }))
            }
            _ => None,
        };
        if let Some(at) = at {
            return Some(Start::At(at));
        }
        let Some(name) = entry.parameter(&Parameter::Tzid).and_then(|value| value.as_text()) else {
            return Some(Start::Local(civil));
        };
        let known = self.zones.entry(name.to_owned()).or_insert_with(|| (zone_named(name), 0));
        known.1 += 1;
        let zone = known.0.as_deref().and_then(|zone| Zone::parse(zone).ok());
        if zone.is_none() {
            *self.unknown.entry(name.to_owned()).or_default() += 1;
        }
        zone.map(|zone| Start::At(zone.first_at_or_after(civil))).or(Some(Start::Local(civil)))
    }

    /// The attendees who have a name and have not declined, and the organiser.
    fn people(&self, event: &ICalendarComponent) -> Vec<ForeignPerson> {
        let person = |entry: &ICalendarEntry| {
            let value = |parameter| entry.parameter(parameter).and_then(|value| value.as_text());
            let is = |parameter, words: &[&str]| {
                value(parameter).is_some_and(|own| words.iter().any(|word| own.eq_ignore_ascii_case(word)))
            };
            let name = value(&Parameter::Cn)?.split_whitespace().collect::<Vec<_>>().join(" ");
            let is_out = is(&Parameter::Cutype, &["ROOM", "RESOURCE", "GROUP"])
                || is(&Parameter::Partstat, &["DECLINED"])
                || is(&Parameter::Role, &["NON-PARTICIPANT"])
                || name.is_empty();
            let role = is(&Parameter::Role, &["CHAIR"]).then_some("moderator");
            let key = entry.calendar_address().map(str::to_lowercase);
            (!is_out).then_some(ForeignPerson { key, name, role })
        };
        let organiser = event.properties(&Property::Organizer).filter(|entry| {
            self.organiser_of_all.is_none() || entry.calendar_address() != self.organiser_of_all.as_deref()
        });
        let mut seen = BTreeSet::new();
        let people = event.properties(&Property::Attendee).chain(organiser).filter_map(person);
        people.filter(|found| seen.insert((found.name.clone(), found.key.clone()))).collect()
    }

    fn warnings(&self) -> Vec<Diagnostic> {
        let lists = [
            (&LEFT_OUT, &self.cancelled, "cancelled and left out"),
            (&LEFT_OUT, &self.all_day, "without a time of day and left out"),
            (&FIRST_OCCURRENCE, &self.repeated, "repeated: only the first occurrence of each was imported"),
        ];
        let lists = lists.into_iter().filter(|(_, titles, _)| !titles.is_empty());
        lists.map(|(code, titles, what)| warning(code, self.file, counted(titles, what))).collect()
    }
}

/// `2 events are cancelled and left out: "A", "B"`
fn counted(titles: &[String], what: &str) -> String {
    let named: Vec<String> = titles.iter().take(NAMED).map(|title| format!("\"{title}\"")).collect();
    let more = if titles.len() > NAMED { ", ..." } else { "" };
    let events = if titles.len() == 1 { "1 event is".to_owned() } else { format!("{} events are", titles.len()) };
    format!("{events} {what}: {}{more}", named.join(", "))
}

/// The organiser of all of several events: the owner of the calendar, who need not take part.
fn organiser_of_all<'c>(events: impl Iterator<Item = &'c ICalendarComponent>) -> Option<String> {
    let mut all = events.map(|event| event.property(&Property::Organizer).and_then(ICalendarEntry::calendar_address));
    let first = all.next()??;
    let mut others = 0;
    let same = all.all(|organiser| {
        others += 1;
        organiser == Some(first)
    });
    (same && others > 0).then(|| first.to_owned())
}

fn text(event: &ICalendarComponent, property: &Property) -> Option<String> {
    let text = event.property(property)?.values.first()?.as_text()?.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// The date and time of day of a time; `None` for a date alone.
fn civil(time: &PartialDateTime) -> Option<NaiveDateTime> {
    let date = chrono::NaiveDate::from_ymd_opt(time.year?.into(), time.month?.into(), time.day?.into())?;
    date.and_hms_opt(time.hour?.into(), time.minute.unwrap_or(0).into(), 0)
}

fn between(start: Start, end: Start) -> Option<i64> {
    match (start, end) {
        (Start::At(start), Start::At(end)) => Some(end.since(start)),
        (Start::Local(start), Start::Local(end)) => Some((end - start).num_minutes()),
        _ => None,
    }
}

/// The time zone for a name in the file: an IANA name, also behind a prefix, or a name of Windows.
fn zone_named(name: &str) -> Option<String> {
    let name = name.trim().trim_matches('"');
    let known = |name: &str| {
        let when: Vec<Instant> = Vec::new();
        let zone = resolve(PlaceNames { zone: Some(name), ..PlaceNames::default() }, &when).ok()?;
        Zone::parse(&zone).is_ok().then_some(zone)
    };
    if Zone::parse(name).is_ok() {
        return Some(name.to_owned());
    }
    let parts: Vec<&str> = name.split('/').filter(|part| !part.is_empty()).collect();
    let ends = (2..=3).rev().filter(|count| *count <= parts.len()).map(|count| parts[parts.len() - count..].join("/"));
    ends.into_iter().find(|end| Zone::parse(end).is_ok()).or_else(|| known(name))
}

/// An id for a UID: its first part if that is short, or else a part of its digest.
fn short_id(uid: &str) -> String {
    let first = uid.split('@').next().unwrap_or(uid);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if !first.is_empty() && first.len() <= LONGEST_ID && first.chars().all(is_plain) {
        return first.to_owned();
    }
    let digest = Sha256::digest(uid.as_bytes());
    let hex: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("event-{hex}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::cell::Book;

    fn book(events: &str) -> Book {
        let text = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Small\r\n{events}END:VCALENDAR\r\n");
        read(&text, "a.ics").unwrap().book("a.ics", "a calendar")
    }

    fn event(lines: &str) -> String {
        format!("BEGIN:VEVENT\r\nUID:a@x\r\nSUMMARY:A\r\n{lines}\r\nEND:VEVENT\r\n")
    }

    fn column(book: &Book, sheet: &str, heading: &str) -> Vec<String> {
        let rows = &book.sheets.iter().find(|one| one.name == sheet).unwrap().rows;
        let at = rows[0].cells.iter().find(|(_, cell)| cell.shown() == heading).map_or(99, |(at, _)| *at);
        rows[1..].iter().map(|row| row.cell(at).map(|cell| cell.shown()).unwrap_or_default()).collect()
    }

    #[test]
    fn times_in_all_zones_are_those_of_the_event() {
        let times = [
            "DTSTART;TZID=Europe/Berlin:20270601T090000\r\nDTEND;TZID=Europe/Berlin:20270601T100000",
            "DTSTART;TZID=\"W. Europe Standard Time\":20270601T090000\r\nDURATION:PT1H",
            "DTSTART;TZID=/x.org/20270101_1/Europe/Berlin:20270601T090000\r\nDURATION:PT60M",
            "DTSTART:20270601T070000Z\r\nDTEND:20270601T080000Z",
            "DTSTART:20270601T090000\r\nDTEND:20270601T100000",
        ];
        let book = book(&times.map(event).concat());
        assert_eq!(column(&book, "sessions", "start"), vec!["2027-06-01T09:00"; 5]);
        assert_eq!(column(&book, "sessions", "minutes"), vec!["60"; 5]);
        assert_eq!(column(&book, "sessions", "id"), ["a", "a-2", "a-3", "a-4", "a-5"]);
        assert_eq!((book.warnings.len(), column(&book, "days", "date")), (0, vec!["2027-06-01".to_owned()]));
    }

    #[test]
    fn people_are_those_who_attend() {
        let time = "DTSTART:20270601T070000Z\r\nDURATION:PT1H\r\nORGANIZER;CN=Office:mailto:office@x.org\r\n";
        let lines = "ATTENDEE;CN=Jane Roe;ROLE=CHAIR:mailto:jane@x.org\r\nATTENDEE;CN=\"Roe, Bo\":mailto:bo@x.org\r\n\
            ATTENDEE;CN=Hall;CUTYPE=ROOM:mailto:hall@x.org\r\nATTENDEE;CN=Out;PARTSTAT=DECLINED:mailto:out@x.org\r\n\
            ATTENDEE:mailto:nameless@x.org";
        let book = book(&(event(&format!("{time}{lines}")) + &event(time.trim_end())));
        assert_eq!(column(&book, "panel", "person"), ["Jane Roe", "Roe, Bo"]);
        assert_eq!(column(&book, "panel", "role"), ["moderator", ""]);
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let time = "DTSTART:20270601T070000Z\r\nDURATION:PT1H";
        let events = event(&format!("{time}\r\nSTATUS:CANCELLED"))
            + &event("DTSTART;VALUE=DATE:20270601")
            + &event(&format!("{time}\r\nRRULE:FREQ=DAILY;COUNT=3"));
        let book = book(&events);
        let codes: Vec<&str> = book.warnings.iter().map(|warning| warning.code).collect();
        assert_eq!(codes, ["left-out", "left-out", "first-occurrence"]);
        assert!(book.warnings[0].message.contains("1 event is cancelled and left out: \"A\""), "{:?}", book.warnings);
        assert_eq!(column(&book, "sessions", "id"), ["a"]);
    }

    #[test]
    fn unknown_zones_and_empty_calendars_are_refused() {
        let unknown = event("DTSTART;TZID=Mars Time:20270601T070000\r\nDURATION:PT1H");
        let calendar = |events: &str| read(&format!("BEGIN:VCALENDAR\n{events}END:VCALENDAR\n"), "a.ics");
        assert_eq!(calendar(&unknown).unwrap_err().code, "unknown-zone");
        assert!(calendar("").unwrap_err().message.contains("no events"));
    }

    #[test]
    fn ids_are_short() {
        assert_eq!(["ws-112@x.org", "ABC123"].map(short_id), ["ws-112", "ABC123"]);
        let long = short_id("040000008200E00074C5B7101A82E00800000000@x");
        assert!(long.starts_with("event-") && long.len() == 14, "{long}");
    }
}
