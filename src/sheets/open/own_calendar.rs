//! Calendars that plenary wrote: they name the session and the people of each event.

use calcard::icalendar::{ICalendarComponent, ICalendarEntry, ICalendarProperty as Property};

use super::programme::{ForeignPerson, ForeignSession};
use crate::sheets::own_marks::{CALENDAR_PERSON, CALENDAR_SESSION};

/// The id of the session of an event.
pub(super) fn session_id(event: &ICalendarComponent) -> Option<String> {
    texts(event, CALENDAR_SESSION).next()
}

/// Reads what plenary's own calendars write in their own way: people in properties and in the description, and type and
/// track as categories.
pub(super) fn complete(session: &mut ForeignSession, event: &ICalendarComponent, categories: Vec<String>) {
    let mut categories = categories.into_iter();
    (session.kind, session.track) = (categories.next(), categories.next());
    session.room = session.room.take().filter(|room| room != "Room to be announced");
    let person = |name: String| ForeignPerson { key: None, name, role: None };
    let people: Vec<String> = texts(event, CALENDAR_PERSON).collect();
    let of_people = format!("With {}", people.join(", "));
    session.people.extend(people.into_iter().map(person));
    let Some(text) = session.description.take() else { return };
    let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
    // Calendars of earlier versions name neither sessions nor people in properties.
    let is_earlier = session_id(event).is_none();
    let rest = match first.strip_prefix("With ") {
        Some(names) if is_earlier => {
            session.people.extend(names.split(", ").map(|name| person(name.trim().to_owned())));
            rest.trim()
        }
        Some(_) if first == of_people => rest.trim(),
        _ => text.trim(),
    };
    let join = session.link.as_ref().map(|link| format!("Join: {link}"));
    let rest = join.and_then(|join| rest.strip_suffix(&join)).unwrap_or(rest).trim();
    session.description = Some(rest.to_owned()).filter(|text| !text.is_empty());
}

/// The texts of all properties with a name that is not of the standard.
fn texts<'e>(event: &'e ICalendarComponent, name: &'e str) -> impl Iterator<Item = String> + use<'e> {
    let is_named =
        move |entry: &&ICalendarEntry| matches!(&entry.name, Property::Other(own) if own.eq_ignore_ascii_case(name));
    let texts = event.entries.iter().filter(is_named).filter_map(|entry| entry.values.first()?.as_text());
    texts.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}
