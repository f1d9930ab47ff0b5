//! What is exported, alone or after the version that people have.

use std::collections::{BTreeMap, BTreeSet};

use super::ExportRequest;
use crate::app::load::Timetable;
use crate::app::versions::{Paths, Versions};
use crate::app::{Failure, Observer};
use crate::domain::Conference;
use crate::explain::cancellations::{CalendarOwner, Withdrawn, revisions, withdrawn};
use crate::explain::notices::Sequences;
use crate::explain::programme::{NamedItem, Programme, ReleaseInfo};
use crate::instance::format::{self, ReleaseStatus};

/// A timetable.
pub(super) struct Source {
    /// The version that is exported.
    pub current: Timetable,
    before: Option<Before>,
}

/// The version that people have, and how often each entry was revised from it to the one that is exported.
struct Before {
    timetable: Timetable,
    sequences: Sequences,
}

impl Source {
    /// Reads what is named.
    pub(super) fn read(asked: &ExportRequest, observer: &dyn Observer) -> Result<Source, Failure> {
        let Some(previous) = &asked.previous else {
            let current = Timetable::read(&asked.programme, &asked.schedule, observer)?;
            return Ok(Source { current, before: None });
        };
        let old_programme = asked.old_programme.as_ref();
        let paths = Paths { programme: &asked.programme, old_programme, old: previous, new: &asked.schedule };
        let versions = Versions::read(&paths, observer)?;
        let sequences = versions.sequences();
        Ok(Source { current: versions.new, before: Some(Before { timetable: versions.old, sequences }) })
    }

    /// Puts into the programme as what it was released, and when each session last changed: calendars replace an entry
    /// only by a later one. What a release of some phases alone does not have is not left out, it is not in it.
    pub(super) fn stamp(&self, programme: &mut Programme) {
        if let Some(written) = self.current.release() {
            programme.release = Some(release(programme, written));
            if written.phases.is_some() {
                let unplaced = self.current.file.document.as_ref().and_then(|document| document.unplaced.as_deref());
                let unplaced = unplaced.unwrap_or_default();
                programme.keep(|session| session.held.is_some() || unplaced.iter().any(|one| one.id == session.id));
            }
        }
        let sequences = self.sequences();
        for session in &mut programme.sessions {
            session.sequence = sequences.get(&session.id).copied().unwrap_or(0);
        }
    }

    /// By session id: as the schedule says, or as the version before makes it.
    fn sequences(&self) -> BTreeMap<String, u32> {
        match &self.before {
            None => self.current.sequences(),
            Some(before) => revisions(before.timetable.version(), self.current.version(), &before.sequences),
        }
    }

    /// What the version before had for them, and this one has not.
    pub(super) fn withdrawn(&self, whose: CalendarOwner<'_>) -> Vec<Withdrawn> {
        let gone =
            |before: &Before| withdrawn(before.timetable.version(), self.current.version(), &before.sequences, whose);
        self.before.as_ref().map(gone).unwrap_or_default()
    }

    /// Everybody with a part in some session, and after them those who had one in the version before.
    pub(super) fn people(&self) -> Vec<NamedItem> {
        let mut known = seated(&self.current.conference);
        if let Some(before) = &self.before {
            add(&mut known, seated(&before.timetable.conference));
        }
        known
    }

    /// The tracks of the programme, and after them those that only the version before had.
    pub(super) fn tracks(&self, programme: &Programme) -> Vec<NamedItem> {
        let mut known = programme.tracks.clone();
        if let Some(before) = &self.before {
            let tracks = before.timetable.conference.tracks.iter();
            add(&mut known, tracks.map(|(id, name)| NamedItem { id: id.clone(), name: name.clone() }).collect());
        }
        known
    }
}

/// The people with a part, in file order.
fn seated(conference: &Conference) -> Vec<NamedItem> {
    let seats = conference.sessions.iter().flat_map(|session| &session.participants);
    let seated: BTreeSet<usize> = seats.map(|seat| seat.person.index()).collect();
    let people = seated.iter().map(|&index| &conference.people[index]);
    people.map(|person| NamedItem { id: person.id.clone(), name: person.label().to_owned() }).collect()
}

/// Adds those that are not there yet.
fn add(known: &mut Vec<NamedItem>, mut more: Vec<NamedItem>) {
    more.retain(|one| known.iter().all(|other| other.id != one.id));
    known.append(&mut more);
}

/// The stamp of a schedule in the words of the programme.
fn release(programme: &Programme, written: &format::Release) -> ReleaseInfo {
    let name = |id: &String| {
        let phase = programme.phases.iter().find(|phase| phase.id == *id);
        phase.map_or_else(|| id.clone(), |phase| phase.name.clone())
    };
    ReleaseInfo {
        version: written.version.clone(),
        draft: written.status == ReleaseStatus::Draft,
        phases: written.phases.as_ref().map(|phases| phases.iter().map(name).collect()),
    }
}
