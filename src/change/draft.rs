//! An instance that is being changed: its document, where its sessions are, and look-ups in both.

use std::collections::BTreeMap;

use super::error::ChangeError;
use crate::diagnostic::Severity;
use crate::domain::change::Pick;
use crate::domain::{Catalogue, Conference, Instant, NameIndex, Window, Zone};
use crate::instance::codes::{self, Code};
use crate::instance::format::{At, Instance, LocalWindow, Room, Session};
use crate::instance::{full_session, instant, load, normal};

/// The place of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Its start.
    pub start: Instant,
    /// The id of the room; `None` if it is unknown.
    pub room: Option<String>,
}

/// An instance that is being changed.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The document.
    pub instance: Instance,
    /// The places of the sessions in the given timetable, by id. Changes that move a session update its place.
    pub places: BTreeMap<String, Spot>,
    /// Whether a timetable was given. Without one, `places` is empty.
    pub has_schedule: bool,
    /// The catalogue of rules.
    catalogue: Catalogue,
}

impl Draft {
    /// A draft of this document. `places` has the places in a timetable, by the sessions' ids in their normal form.
    pub fn new(instance: Instance, places: Option<BTreeMap<String, Spot>>, catalogue: Catalogue) -> Draft {
        Draft { instance, has_schedule: places.is_some(), places: places.unwrap_or_default(), catalogue }
    }

    /// The event's zone; UTC if it is invalid, which the loader will report.
    pub fn zone(&self) -> Zone {
        let name = self.instance.time_zone.as_ref().map_or("UTC", |zone| zone.value.trim());
        Zone::parse(name).unwrap_or(Zone::Fixed(0))
    }

    /// The instant of a local time of the event, or of one with an offset.
    ///
    /// # Errors
    /// A text that is no time.
    pub fn instant(&self, text: &str) -> Result<Instant, ChangeError> {
        instant(text, self.zone()).map_err(|why| {
            ChangeError::new(why).help("write a time like 2020-11-02T09:30, or in UTC like 2020-11-02T09:30Z")
        })
    }

    /// The conference of the document, without its rule settings. Changes use it to spell out selectors and short
    /// forms.
    ///
    /// # Errors
    /// A document that is not valid before this change.
    pub fn conference(&self) -> Result<Conference, ChangeError> {
        let bare = Instance { rules: Default::default(), ..self.instance.clone() };
        let text = serde_json::to_vec(&bare).map_err(|error| ChangeError::new(error.to_string()))?;
        let loaded = load(&text, "case", &self.catalogue);
        let why = loaded.diagnostics.iter().find(|found| found.severity == Severity::Error);
        let why = why.map_or_else(String::new, |found| format!(": {}", found.message));
        loaded.conference.ok_or_else(|| ChangeError::new(format!("the programme is not valid before this change{why}")))
    }

    /// The rooms. If the list is missing, adds the default room to it first.
    pub fn rooms(&mut self) -> &mut Vec<At<Room>> {
        let only = || vec![At::from(Room { id: "room-1".to_owned().into(), ..Room::default() })];
        &mut self.instance.rooms.get_or_insert_with(|| only().into()).value
    }

    /// The position of a room.
    ///
    /// # Errors
    /// An unknown id; the error names the most similar known one.
    pub fn room(&mut self, id: &str) -> Result<usize, ChangeError> {
        position(
            self.rooms().iter().map(|room| (&room.value.id, room.value.name.as_ref())),
            id,
            "room",
            &codes::UNKNOWN_ROOM,
        )
    }

    /// The position of a phase.
    ///
    /// # Errors
    /// An unknown id; the error names the most similar known one.
    pub fn phase(&self, id: &str) -> Result<usize, ChangeError> {
        let ids = self.instance.phases.iter().map(|phase| (&phase.value.id, phase.value.name.as_ref()));
        position(ids, id, "phase", &codes::UNKNOWN_PHASE)
    }

    /// The position of a session.
    ///
    /// # Errors
    /// An unknown id; the error names the most similar known one.
    pub fn session(&self, id: &str) -> Result<usize, ChangeError> {
        let ids = self.instance.sessions.iter().map(|session| (&session.value.id, session.value.title.as_ref()));
        position(ids, id, "session", &codes::UNKNOWN_SESSION)
    }

    /// The position of a person.
    ///
    /// # Errors
    /// An unknown id; the error names the most similar known one.
    pub fn person(&self, id: &str) -> Result<usize, ChangeError> {
        let ids = self.instance.people.iter().map(|person| (&person.value.id, person.value.name.as_ref()));
        position(ids, id, "person", &codes::UNKNOWN_PERSON)
    }

    /// The position of a service.
    ///
    /// # Errors
    /// An unknown id; the error names the most similar known one.
    pub fn service(&self, id: &str) -> Result<usize, ChangeError> {
        let ids = self.instance.services.iter().map(|service| (&service.value.id, None));
        position(ids, id, "service", &codes::UNKNOWN_SERVICE)
    }

    /// The position of an audience.
    ///
    /// # Errors
    /// An unknown id; the error names the most similar known one.
    pub fn audience(&self, id: &str) -> Result<usize, ChangeError> {
        let ids = self.instance.audiences.iter().map(|audience| (&audience.value.id, audience.value.name.as_ref()));
        position(ids, id, "audience", &codes::UNKNOWN_AUDIENCE)
    }

    /// The session, with the field of its type for each field that it does not have.
    pub fn full(&self, session: usize) -> Session {
        let session = &self.instance.sessions[session].value;
        let named = session.r#type.as_ref().map_or_else(|| "session".to_owned(), |kind| normal(&kind.value));
        let kind = self.instance.types.iter().find(|kind| normal(&kind.value.id.value) == named);
        full_session(session, kind.map(|kind| &kind.value))
    }

    /// The sessions that a change names, each once, in file order.
    ///
    /// # Errors
    /// An unknown id, or a type, track or tag that no session has.
    pub fn sessions(&self, picks: &[Pick]) -> Result<Vec<usize>, ChangeError> {
        let mut found = Vec::new();
        for pick in picks {
            match pick {
                Pick::Session(id) => found.push(self.session(id)?),
                Pick::Type(id) => found.extend(self.with_property("type", id)?),
                Pick::Track(id) => found.extend(self.with_property("track", id)?),
                Pick::Tag(id) => found.extend(self.with_property("tag", id)?),
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// The sessions of a type, track or tag.
    fn with_property(&self, key: &str, value: &str) -> Result<Vec<usize>, ChangeError> {
        let values = |session: usize| -> Vec<String> {
            let full = self.full(session);
            let ids = match key {
                "type" => vec![full.r#type.unwrap_or_else(|| "session".to_owned().into())],
                "track" => full.track.into_iter().collect(),
                _ => full.tags.unwrap_or_default(),
            };
            ids.iter().map(|id| normal(&id.value)).collect()
        };
        let all: Vec<Vec<String>> = (0..self.instance.sessions.len()).map(values).collect();
        let wanted = normal(value);
        let found: Vec<usize> = (0..all.len()).filter(|&session| all[session].contains(&wanted)).collect();
        if found.is_empty() {
            let mut known = NameIndex::default();
            for id in all.iter().flatten() {
                known.declare(id, None);
            }
            let tracks = self.instance.tracks.iter().filter(|_| key == "track");
            for track in tracks.map(|track| &track.value) {
                if known.has(&normal(&track.id.value)) {
                    known.declare(&normal(&track.id.value), track.name.as_deref());
                }
            }
            let what = format!("session of the {key}");
            return Err(ChangeError::unknown_or_named(&codes::MATCHES_NOTHING, &what, value, &known));
        }
        Ok(found)
    }

    /// The place of a session.
    ///
    /// # Errors
    /// A session that is unplaced.
    pub fn place(&self, session: usize) -> Result<Spot, ChangeError> {
        let id = normal(&self.instance.sessions[session].value.id.value);
        let place = self.places.get(&id).cloned();
        place.ok_or_else(|| {
            ChangeError::new(format!("the session \"{id}\" has no place in the timetable")).help("name another session")
        })
    }

    /// Refuses an id that already exists.
    ///
    /// # Errors
    /// An id that already exists.
    pub fn check_new_id<'a>(
        ids: impl IntoIterator<Item = &'a At<String>>,
        id: &str,
        what: &str,
    ) -> Result<(), ChangeError> {
        if ids.into_iter().any(|known| is(known, id)) {
            return Err(ChangeError {
                code: &codes::DUPLICATE_ID,
                ..ChangeError::new(format!("there is already a {what} \"{id}\""))
            }
            .help("choose another id"));
        }
        Ok(())
    }
}

/// Whether a written id equals this one.
pub(super) fn is(written: &At<String>, id: &str) -> bool {
    normal(&written.value) == normal(id)
}

/// A text for a document, without a position.
pub(super) fn text(value: impl Into<String>) -> At<String> {
    At::from(value.into())
}

/// A window for a document.
pub(super) fn window(window: Window) -> LocalWindow {
    LocalWindow { from: text(window.from.to_string()), until: text(window.until.to_string()) }
}

fn position<'a>(
    elements: impl Iterator<Item = (&'a At<String>, Option<&'a String>)> + Clone,
    id: &str,
    what: &str,
    code: &'static Code,
) -> Result<usize, ChangeError> {
    let found = elements.clone().position(|(known, _)| is(known, id));
    found.ok_or_else(|| ChangeError::unknown_or_named(code, what, id, &index(elements)))
}

/// The index of ids and names.
fn index<'a>(elements: impl Iterator<Item = (&'a At<String>, Option<&'a String>)>) -> NameIndex {
    let mut index = NameIndex::default();
    for (id, name) in elements {
        index.declare(&normal(&id.value), name.map(|name| normal(name)).as_deref());
    }
    index
}
