//! Builds the programme view of a schedule.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::{
    EventTime, NamedItem, PersonInternal, Programme, ProgrammeDay, ProgrammePerson, ProgrammeSession, Readers,
    ScheduledTime, SessionInternal,
};
use crate::check::{self, Report};
use crate::domain::{self, Conference, PhaseId, Schedule, SessionId, Window, Zone};

/// Builds the programme of a schedule for some readers. `report` is the checker's verdict on it.
pub fn programme(conference: &Conference, schedule: &Schedule, report: &Report, readers: Readers) -> Programme {
    let (people, positions) = people(conference, schedule, readers);
    let dates: BTreeSet<NaiveDate> = schedule.placed().map(|(_, p)| conference.date_at(p.start)).collect();
    let dates: Vec<NaiveDate> = dates.into_iter().collect();
    let mut sessions: Vec<ProgrammeSession> = conference
        .session_ids()
        .map(|id| ProgrammeSession {
            held: held(conference, schedule, id, &dates),
            internal: session_internal(conference, report, id, readers),
            people: conference.sessions[id.index()]
                .participants
                .iter()
                .map(|participation| positions[&participation.person.index()])
                .collect(),
            ..session(conference, &conference.sessions[id.index()])
        })
        .collect();
    // The sort is stable: equal sessions stay in file order. Sessions without a place come last.
    sessions.sort_by_key(|session| {
        let held = session.held.map(|held| (held.start.at, held.room.unwrap_or(usize::MAX)));
        (held.is_none(), held)
    });
    let mut programme = Programme {
        identity: conference.identity(),
        name: conference.title().to_owned(),
        zone: conference.zone.name(),
        origin: conference.origin(),
        version: version(conference, schedule),
        release: None,
        readers,
        rooms: named(conference.rooms.iter().map(|room| (&room.id, &room.name))),
        phases: named(conference.phases.iter().map(|phase| (&phase.id, &phase.name))),
        types: named(conference.types.iter().map(|kind| (kind, kind))),
        tracks: named(conference.tracks.iter().map(|(id, name)| (id, name))),
        people,
        comfort: curve(conference),
        days: days(&dates, &sessions),
        event_days: event_days(conference),
        sessions,
    };
    if readers == Readers::Internal {
        programme.add_links(conference);
    }
    programme
}

fn event_days(conference: &Conference) -> Vec<ProgrammeDay> {
    let time = |at| EventTime::new(conference.zone, at);
    let day = |day: &domain::Day| ProgrammeDay { date: day.date, from: time(day.earliest), until: time(day.latest) };
    conference.days.iter().map(day).collect()
}

fn session(conference: &Conference, session: &domain::Session) -> ProgrammeSession {
    ProgrammeSession {
        id: session.id.clone(),
        title: session.title.clone(),
        kind: session.session_type.index(),
        track: session.track.map(|track| track.index()),
        tags: session.tags.iter().map(|tag| conference.tags[tag.index()].clone()).collect(),
        minutes: session.minutes,
        sequence: 0,
        people: Vec::new(),
        roles: roles(session),
        held: None,
        description: session.details.description.clone().unwrap_or_default(),
        link: None,
        languages: session.details.languages.clone(),
        interpretation: session.details.interpretation.clone(),
        tentative: session.details.is_tentative(),
        internal: None,
    }
}

/// For each participant, the roles in the session, each once.
fn roles(session: &domain::Session) -> Vec<String> {
    let of = |participation: &domain::Participation| {
        let mut roles: Vec<&str> = Vec::new();
        for (_, role) in session.details.roles.iter().filter(|(person, _)| *person == participation.person) {
            if !roles.contains(&role.as_str()) {
                roles.push(role);
            }
        }
        roles.join(", ")
    };
    session.participants.iter().map(of).collect()
}

fn held(conference: &Conference, schedule: &Schedule, id: SessionId, dates: &[NaiveDate]) -> Option<ScheduledTime> {
    let placement = schedule.get(id)?;
    let phase = conference.day_at(placement.start).map(|day| conference.days[day.index()].phase);
    Some(ScheduledTime {
        start: EventTime::new(conference.zone, placement.start),
        end: EventTime::new(conference.zone, conference.sessions[id.index()].end(placement.start)),
        room: placement.room.map(|room| room.index()).filter(|&room| room < conference.rooms.len()),
        day: dates.binary_search(&conference.date_at(placement.start)).ok()?,
        phase: phase.map(PhaseId::index),
    })
}

fn session_internal(
    conference: &Conference,
    report: &Report,
    id: SessionId,
    readers: Readers,
) -> Option<SessionInternal> {
    (readers == Readers::Internal).then(|| SessionInternal {
        attendance: conference.sessions[id.index()].attendance,
        cost: report.session_costs(id).iter().fold(0, |sum, &(_, cost)| sum.saturating_add(cost)),
    })
}

/// The people with a role, and the index of each by their index in the conference.
fn people(
    conference: &Conference,
    schedule: &Schedule,
    readers: Readers,
) -> (Vec<ProgrammePerson>, BTreeMap<usize, usize>) {
    let with_role: BTreeSet<usize> = conference
        .sessions
        .iter()
        .flat_map(|session| &session.participants)
        .map(|participation| participation.person.index())
        .collect();
    let positions = with_role.iter().enumerate().map(|(position, &person)| (person, position)).collect();
    let figures = match readers {
        Readers::Public => Vec::new(),
        Readers::Internal => check::persons(conference, schedule),
    };
    let people = with_role
        .iter()
        .map(|&index| {
            let person = &conference.people[index];
            let internal = (readers == Readers::Internal)
                .then(|| person_internal(conference, person, figures.iter().find(|f| f.person.index() == index)));
            let (name, organisation) = shown(person, readers);
            ProgrammePerson { id: person.id.clone(), name, organisation, internal }
        })
        .collect();
    (people, positions)
}

/// The name and the organisation that these readers see. The id of a person without a name is for organisers; the
/// public sees the organisation in its place, or nothing.
fn shown(person: &domain::Person, readers: Readers) -> (String, String) {
    let organisation = person.organisation.clone().unwrap_or_default();
    match (&person.name, readers) {
        (Some(name), _) => (name.clone(), organisation),
        (None, Readers::Internal) => (person.id.clone(), organisation),
        (None, Readers::Public) => (organisation, String::new()),
    }
}

fn person_internal(
    conference: &Conference,
    person: &domain::Person,
    figures: Option<&check::PersonFigures>,
) -> PersonInternal {
    let windows = |windows: &[Window]| {
        let time = |at| EventTime::new(conference.zone, at);
        windows.iter().map(|window| (time(window.from), time(window.until))).collect()
    };
    let cost = |figures: &check::PersonFigures| figures.by_rule.iter().fold(0_i64, |sum, r| sum.saturating_add(r.1));
    PersonInternal {
        email: person.email.clone().unwrap_or_default(),
        zone: person.zone.map_or_else(String::new, Zone::name),
        available: person.available.as_deref().map(windows),
        away: windows(&person.unavailable),
        sessions: figures.map_or(0, |figures| figures.sessions),
        night_minutes: figures.map_or(0, |figures| figures.night),
        discomfort: figures.map_or(0, |figures| figures.discomfort),
        cost: figures.map_or(0, cost),
    }
}

/// Unique names: the id follows a name that another item has as well.
fn named<'a>(all: impl Iterator<Item = (&'a String, &'a String)> + Clone) -> Vec<NamedItem> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, name) in all.clone() {
        *times.entry(name).or_default() += 1;
    }
    all.map(|(id, name)| {
        let name = if times[name.as_str()] > 1 { format!("{name} ({id})") } else { name.clone() };
        NamedItem { id: id.clone(), name }
    })
    .collect()
}

fn days(dates: &[NaiveDate], sessions: &[ProgrammeSession]) -> Vec<ProgrammeDay> {
    let hours = |index: usize| {
        let of_day = || sessions.iter().filter_map(|session| session.held).filter(move |held| held.day == index);
        Some((of_day().map(|held| held.start).min()?, of_day().map(|held| held.end).max()?))
    };
    let day =
        |(index, &date): (usize, &NaiveDate)| hours(index).map(|(from, until)| ProgrammeDay { date, from, until });
    dates.iter().enumerate().filter_map(day).collect()
}

/// The event's comfort curve in intervals of equal discomfort.
fn curve(conference: &Conference) -> Vec<(u32, u32, u8)> {
    let mut curve: Vec<(u32, u32, u8)> = Vec::new();
    for minute in 0..24 * 60 {
        let discomfort = conference.comfort.at(minute);
        match curve.last_mut().filter(|last| last.2 == discomfort) {
            Some(last) => last.1 = minute + 1,
            None => curve.push((minute, minute + 1, discomfort)),
        }
    }
    curve
}

fn version(conference: &Conference, schedule: &Schedule) -> String {
    let mut hash = Sha256::new();
    hash.update(conference.digest.as_bytes());
    for placement in &schedule.placements {
        let line = placement.map_or_else(|| "-".to_owned(), |p| format!("{}/{:?}", p.start, p.room.map(|room| room.0)));
        hash.update(line.as_bytes());
        hash.update(b"\n");
    }
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{add_person, at, conference, rooms, session};
    use crate::domain::{Placement, RoomId};

    fn two() -> (Conference, Schedule) {
        let mut conference = conference();
        conference.rooms = rooms(2);
        conference.sessions = vec![session("late", 60), session("early", 60), session("nowhere", 60)];
        add_person(&mut conference, "Asia/Tokyo", &[0]);
        let place = |start, room| Some(Placement { start: at(start), room: Some(RoomId(room)) });
        (conference, Schedule { placements: vec![place("02T10:00", 1), place("02T09:00", 0), None] })
    }

    fn view(readers: Readers) -> Programme {
        let (conference, schedule) = two();
        programme(&conference, &schedule, &check::check(&conference, &schedule), readers)
    }

    #[test]
    fn sessions_are_sorted_by_time_and_unplaced_ones_come_last() {
        let view = view(Readers::Public);
        let ids: Vec<&str> = view.sessions.iter().map(|session| session.id.as_str()).collect();
        assert_eq!(ids, ["early", "late", "nowhere"]);
        assert_eq!((view.held().count(), view.unplaced().count(), view.of_day(0).count()), (2, 1, 2));
        assert_eq!((view.days[0].from.clock(), view.days[0].until.clock()), ("09:00".into(), "11:00".into()));
        assert_eq!(view.sessions[1].people, [0]);
    }

    #[test]
    fn a_person_has_each_of_their_roles_once() {
        let (mut conference, schedule) = two();
        let person = conference.sessions[0].participants[0].person;
        let roles = ["moderator", "speaker", "moderator"].map(|role| (person, role.to_owned()));
        conference.sessions[0].details.roles = roles.into();
        let view = programme(&conference, &schedule, &check::check(&conference, &schedule), Readers::Public);
        let late = view.sessions.iter().find(|session| session.id == "late").unwrap();
        assert_eq!(late.roles, ["moderator, speaker"]);
    }

    #[test]
    fn the_public_sees_no_id_of_a_person_without_a_name() {
        let (mut conference, schedule) = two();
        add_person(&mut conference, "UTC", &[0]);
        conference.people[1].organisation = Some("World Bank".into());
        let names = |readers| {
            let view = programme(&conference, &schedule, &check::check(&conference, &schedule), readers);
            view.people.into_iter().map(|person| (person.name, person.organisation)).collect::<Vec<_>>()
        };
        let pair = |name: &str, organisation: &str| (name.to_owned(), organisation.to_owned());
        assert_eq!(names(Readers::Public), [pair("", ""), pair("World Bank", "")]);
        assert_eq!(names(Readers::Internal), [pair("person-0", ""), pair("person-1", "World Bank")]);
    }

    #[test]
    fn people_without_a_role_in_the_kept_sessions_are_left_out() {
        let (mut conference, schedule) = two();
        add_person(&mut conference, "UTC", &[1, 2]);
        let mut view = programme(&conference, &schedule, &check::check(&conference, &schedule), Readers::Public);
        assert_eq!((view.people.len(), view.sessions[0].people.as_slice()), (2, &[1][..]));
        view.keep(|session| session.id != "late");
        let ids: Vec<&str> = view.sessions.iter().map(|session| session.id.as_str()).collect();
        assert_eq!((ids, view.people.len(), view.people[0].id.as_str()), (vec!["early", "nowhere"], 1, "person-1"));
        assert!(view.sessions.iter().all(|session| session.people == [0]));
    }

    #[test]
    fn only_organisers_see_attendance_absences_and_costs() {
        let public = view(Readers::Public);
        assert!(public.people.iter().all(|person| person.internal.is_none()));
        assert!(public.sessions.iter().all(|session| session.internal.is_none()));
        let internal = view(Readers::Internal);
        assert_eq!(
            internal.people[0].internal.as_ref().map(|p| (p.zone.as_str(), p.sessions)),
            Some(("Asia/Tokyo", 1))
        );
        assert_eq!(internal.sessions[0].internal.map(|s| s.attendance), Some(10));
    }

    #[test]
    fn the_version_changes_with_the_placements() {
        let (conference, mut schedule) = two();
        let before = version(&conference, &schedule);
        assert_eq!((before.len(), before == version(&conference, &schedule)), (12, true));
        schedule.placements[0] = None;
        assert_ne!(before, version(&conference, &schedule));
    }

    #[test]
    fn equal_names_get_their_ids() {
        let (a, b, c) = ("a".to_owned(), "b".to_owned(), "Hall".to_owned());
        let named = named([(&a, &c), (&b, &c), (&c, &a)].into_iter());
        let names: Vec<&str> = named.iter().map(|named| named.name.as_str()).collect();
        assert_eq!(names, ["Hall (a)", "Hall (b)", "a"]);
    }

    #[test]
    fn the_comfort_curve_covers_the_day() {
        let curve = curve(&conference());
        assert_eq!((curve[0], curve.last().copied()), ((0, 300, 100), Some((1380, 1440, 85))));
        assert!(curve.windows(2).all(|pair| pair[0].1 == pair[1].0));
    }
}
