//! The input of an export: a timetable, and optionally the last published version.

use std::collections::{BTreeMap, BTreeSet};

use super::ExportRequest;
use crate::app::load::{ScheduleFile, Timetable};
use crate::app::versions::{Versions, read_publication};
use crate::app::{Failure, Observer};
use crate::domain::Conference;
use crate::explain::cancellations::{CalendarOwner, Cancellation, cancellations, revisions};
use crate::explain::notices::Sequences;
use crate::explain::programme::{NamedItem, Programme, ReleaseInfo};
use crate::explain::public_changes::public_changes;
use crate::instance::format::{self, ReleaseStatus};
use crate::report::export::Changes;

/// The timetable to export, with the last published version.
pub(super) struct Source {
    /// The version to export.
    pub current: Timetable,
    before: Option<Before>,
}

/// The last published version, and the number of revisions of each calendar entry up to the version to export.
struct Before {
    timetable: Timetable,
    sequences: Sequences,
}

impl Source {
    /// Reads the files that the request names.
    pub(super) fn read(request: &ExportRequest, observer: &dyn Observer) -> Result<Source, Failure> {
        let file = ScheduleFile::new(&request.schedule, request.timetable_from);
        let (previous, old_programme) = (request.previous.as_ref(), request.old_programme.as_ref());
        let (new, old) = read_publication(&request.programme, file, previous, old_programme, observer)?;
        let Some(old) = old else { return Ok(Source { current: new, before: None }) };
        let versions = Versions { old, new };
        let sequences = versions.sequences();
        Ok(Source { current: versions.new, before: Some(Before { timetable: versions.old, sequences }) })
    }

    /// Adds the stamp of the release to the programme, and the revision of each session, because calendar programs
    /// replace an entry only if the revision is higher. If the release contains only some phases, removes the other
    /// sessions, which would otherwise count as unplaced.
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

    /// The revision of each session, by id: from the schedule file, or computed from the last published version.
    fn sequences(&self) -> BTreeMap<String, u32> {
        match &self.before {
            None => self.current.sequences(),
            Some(before) => revisions(before.timetable.version(), self.current.version(), &before.sequences),
        }
    }

    /// The calendar entries that the last published version has for this owner, and this version has not.
    pub(super) fn withdrawn(&self, owner: CalendarOwner<'_>) -> Vec<Cancellation> {
        let gone = |before: &Before| {
            cancellations(before.timetable.version(), self.current.version(), &before.sequences, owner)
        };
        self.before.as_ref().map(gone).unwrap_or_default()
    }

    /// All participants of the version to export, then those of the last published version only.
    pub(super) fn people(&self) -> Vec<NamedItem> {
        let mut known = participants(&self.current.conference);
        if let Some(before) = &self.before {
            add(&mut known, participants(&before.timetable.conference));
        }
        known
    }

    /// The people of the programme as the public sees them, then those of the last published version only.
    pub(super) fn public_people(&self, programme: &Programme) -> Vec<NamedItem> {
        let people = programme.people.iter();
        let mut known = people.map(|person| NamedItem { id: person.id.clone(), name: person.name.clone() }).collect();
        if let Some(before) = &self.before {
            add(&mut known, shown(&before.timetable.conference));
        }
        known
    }

    /// The rooms of the programme, then those of the last published version only.
    pub(super) fn rooms(&self, programme: &Programme) -> Vec<NamedItem> {
        let mut known = programme.rooms.clone();
        if let Some(before) = &self.before {
            let rooms = before.timetable.conference.rooms.iter();
            add(&mut known, rooms.map(|room| NamedItem { id: room.id.clone(), name: room.name.clone() }).collect());
        }
        known
    }

    /// The programme of this version, then that of the last published version.
    pub(super) fn conferences(&self) -> impl Iterator<Item = &Conference> {
        let before = self.before.iter().map(|before| &before.timetable.conference);
        std::iter::once(&self.current.conference).chain(before)
    }

    /// What the public learns about the changes since the last published version.
    pub(super) fn changes(&self) -> Changes {
        let Some(Before { timetable, .. }) = &self.before else { return Changes::default() };
        Changes {
            since: timetable.release().map(|release| release.version.clone()),
            all: public_changes(timetable.version(), self.current.version()),
        }
    }

    /// The tracks of the programme, then those of the last published version only.
    pub(super) fn tracks(&self, programme: &Programme) -> Vec<NamedItem> {
        let mut known = programme.tracks.clone();
        if let Some(before) = &self.before {
            let tracks = before.timetable.conference.tracks.iter();
            add(&mut known, tracks.map(|(id, name)| NamedItem { id: id.clone(), name: name.clone() }).collect());
        }
        known
    }
}

/// The people of a version as the public sees them, in the order of the programme file.
fn shown(conference: &Conference) -> Vec<NamedItem> {
    let name = |id: &str| {
        let person = conference.people.iter().find(|person| person.id == id);
        person.and_then(|person| person.name.clone().or_else(|| person.organisation.clone())).unwrap_or_default()
    };
    let people = participants(conference).into_iter();
    people.map(|person| NamedItem { name: name(&person.id), ..person }).collect()
}

/// All people who take part in a session, in the order of the programme file.
fn participants(conference: &Conference) -> Vec<NamedItem> {
    let participations = conference.sessions.iter().flat_map(|session| &session.participants);
    let participants: BTreeSet<usize> = participations.map(|part| part.person.index()).collect();
    let people = participants.iter().map(|&index| &conference.people[index]);
    people.map(|person| NamedItem { id: person.id.clone(), name: person.label().to_owned() }).collect()
}

/// Appends the items that are not known yet.
fn add(known: &mut Vec<NamedItem>, mut more: Vec<NamedItem>) {
    more.retain(|one| known.iter().all(|other| other.id != one.id));
    known.append(&mut more);
}

/// The stamp of a schedule file, with the names of the phases instead of their ids.
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
