//! An instance being changed: its document, where its sessions are, and finding things in both.

use std::collections::BTreeMap;

use super::wrong::Wrong;
use crate::diagnostic::Severity;
use crate::domain::change::Pick;
use crate::domain::{Catalogue, Conference, Instant, Window, Zone};
use crate::instance::codes::{self, Code};
use crate::instance::format::{At, Instance, LocalWindow, Room, Session};
use crate::instance::{full_session, instant, load, normal};

/// Where a session is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Its start.
    pub start: Instant,
    /// The room's id, where it is said.
    pub room: Option<String>,
}

/// An instance being changed.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The document.
    pub instance: Instance,
    /// Where sessions are before anything is solved, by id; what a change moves is moved here too.
    pub places: BTreeMap<String, Spot>,
    /// Whether a schedule was given: without one, `places` is empty and says nothing.
    pub has_schedule: bool,
    /// What rules there are.
    catalogue: Catalogue,
}

impl Draft {
    /// A draft of this document. `places` is what a schedule says, by the sessions' ids in their normal form.
    pub fn new(instance: Instance, places: Option<BTreeMap<String, Spot>>, catalogue: Catalogue) -> Draft {
        Draft { instance, has_schedule: places.is_some(), places: places.unwrap_or_default(), catalogue }
    }

    /// The event's zone; UTC where it is not named well, which the loader will tell.
    pub fn zone(&self) -> Zone {
        let name = self.instance.time_zone.as_ref().map_or("UTC", |zone| zone.value.trim());
        Zone::parse(name).unwrap_or(Zone::Fixed(0))
    }

    /// The instant of a local time of the event, or of one with an offset.
    ///
    /// # Errors
    /// A text that is no time.
    pub fn instant(&self, text: &str) -> Result<Instant, Wrong> {
        instant(text, self.zone())
            .map_err(|why| Wrong::new(why).help("write times as 2020-11-02T09:30, or 2020-11-02T09:30Z"))
    }

    /// What the document says, but for the rules: by it, what is written in short is written out.
    ///
    /// # Errors
    /// A document that is not valid before this change.
    pub fn conference(&self) -> Result<Conference, Wrong> {
        let bare = Instance { rules: Default::default(), ..self.instance.clone() };
        let text = serde_json::to_vec(&bare).map_err(|error| Wrong::new(error.to_string()))?;
        let loaded = load(&text, "case", &self.catalogue);
        let why = loaded.diagnostics.iter().find(|found| found.severity == Severity::Error);
        let why = why.map_or_else(String::new, |found| format!(": {}", found.message));
        loaded.conference.ok_or_else(|| Wrong::new(format!("the instance before this change is not valid{why}")))
    }

    /// The rooms; the one that there is without a list is written out first.
    pub fn rooms(&mut self) -> &mut Vec<At<Room>> {
        let only = || vec![At::from(Room { id: "room-1".to_owned().into(), ..Room::default() })];
        &mut self.instance.rooms.get_or_insert_with(|| only().into()).value
    }

    /// The position of a room.
    ///
    /// # Errors
    /// An unknown id, with the nearest known one.
    pub fn room(&mut self, id: &str) -> Result<usize, Wrong> {
        position(self.rooms().iter().map(|room| &room.value.id), id, "room", &codes::UNKNOWN_ROOM)
    }

    /// The position of a phase.
    ///
    /// # Errors
    /// An unknown id, with the nearest known one.
    pub fn phase(&self, id: &str) -> Result<usize, Wrong> {
        let ids = self.instance.phases.iter().map(|phase| &phase.value.id);
        position(ids, id, "phase", &codes::UNKNOWN_PHASE)
    }

    /// The position of a session.
    ///
    /// # Errors
    /// An unknown id, with the nearest known one.
    pub fn session(&self, id: &str) -> Result<usize, Wrong> {
        let ids = self.instance.sessions.iter().map(|session| &session.value.id);
        position(ids, id, "session", &codes::UNKNOWN_SESSION)
    }

    /// The position of a person.
    ///
    /// # Errors
    /// An unknown id, with the nearest known one.
    pub fn person(&self, id: &str) -> Result<usize, Wrong> {
        let ids = self.instance.people.iter().map(|person| &person.value.id);
        position(ids, id, "person", &codes::UNKNOWN_PERSON)
    }

    /// The position of a service.
    ///
    /// # Errors
    /// An unknown id, with the nearest known one.
    pub fn service(&self, id: &str) -> Result<usize, Wrong> {
        let ids = self.instance.services.iter().map(|service| &service.value.id);
        position(ids, id, "service", &codes::UNKNOWN_SERVICE)
    }

    /// The position of an audience.
    ///
    /// # Errors
    /// An unknown id, with the nearest known one.
    pub fn audience(&self, id: &str) -> Result<usize, Wrong> {
        let ids = self.instance.audiences.iter().map(|audience| &audience.value.id);
        position(ids, id, "audience", &codes::UNKNOWN_AUDIENCE)
    }

    /// The session with its type's fields where it has none of its own.
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
    pub fn sessions(&self, picks: &[Pick]) -> Result<Vec<usize>, Wrong> {
        let mut found = Vec::new();
        for pick in picks {
            match pick {
                Pick::Session(id) => found.push(self.session(id)?),
                Pick::Type(id) => found.extend(self.having("type", id)?),
                Pick::Track(id) => found.extend(self.having("track", id)?),
                Pick::Tag(id) => found.extend(self.having("tag", id)?),
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// The sessions of a type, track or tag.
    fn having(&self, key: &str, value: &str) -> Result<Vec<usize>, Wrong> {
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
            let known = all.iter().flatten().map(String::as_str);
            return Err(Wrong::unknown(&codes::MATCHES_NOTHING, &format!("session of the {key}"), value, known));
        }
        Ok(found)
    }

    /// Where a session is.
    ///
    /// # Errors
    /// A session that is unplaced.
    pub fn place(&self, session: usize) -> Result<Spot, Wrong> {
        let id = normal(&self.instance.sessions[session].value.id.value);
        let place = self.places.get(&id).cloned();
        place.ok_or_else(|| Wrong::new(format!("\"{id}\" is unplaced in the schedule")).help("name another session"))
    }

    /// Refuses an id that is taken.
    ///
    /// # Errors
    /// An id that something has already.
    pub fn fresh<'a>(ids: impl IntoIterator<Item = &'a At<String>>, id: &str, what: &str) -> Result<(), Wrong> {
        if ids.into_iter().any(|known| is(known, id)) {
            return Err(Wrong {
                code: &codes::DUPLICATE_ID,
                ..Wrong::new(format!("there is a {what} \"{id}\" already"))
            }
            .help("choose another id"));
        }
        Ok(())
    }
}

/// Whether a written id is this one.
pub(super) fn is(written: &At<String>, id: &str) -> bool {
    normal(&written.value) == normal(id)
}

/// A text as the program writes it into a document.
pub(super) fn text(value: impl Into<String>) -> At<String> {
    At::from(value.into())
}

/// A window as the program writes it into a document.
pub(super) fn window(window: Window) -> LocalWindow {
    LocalWindow { from: text(window.from.to_string()), until: text(window.until.to_string()) }
}

fn position<'a>(
    ids: impl Iterator<Item = &'a At<String>> + Clone,
    id: &str,
    what: &str,
    code: &'static Code,
) -> Result<usize, Wrong> {
    let found = ids.clone().position(|known| is(known, id));
    found.ok_or_else(|| Wrong::unknown(code, what, id, ids.map(|known| known.value.as_str())))
}
