//! Figures of a programme before it is scheduled: its size, who is needed most, and how much room time is available.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::{AudienceId, Conference, PhaseId, Session, TypeId};

/// The figures of a programme. Lengths are in minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProgrammeFigures {
    /// The event's name.
    pub name: String,
    /// The event's time zone.
    pub zone: String,
    /// How many days it has.
    pub days: usize,
    /// Number of rooms.
    pub rooms: usize,
    /// Number of sessions.
    pub sessions: usize,
    /// Their total length, in minutes.
    pub minutes: i64,
    /// Number of sessions with a fixed start.
    pub fixed: usize,
    /// Sessions by type, in the order of the programme file.
    pub types: Vec<SessionGroup>,
    /// Sessions by track; those without one last, without an id.
    pub tracks: Vec<SessionGroup>,
    /// The room time that each phase needs and has.
    pub phases: Vec<PhaseLoad>,
    /// The same for all phases together.
    pub whole: PhaseLoad,
    /// The demand for each service.
    pub services: Vec<ServiceLoad>,
    /// The people by region.
    pub regions: Vec<RegionPeople>,
    /// The people that sessions need live, the most minutes first.
    pub people: Vec<PersonLoad>,
}

/// The sessions of a type or a track.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SessionGroup {
    /// The type's or track's id; `null` for no track.
    pub id: Option<String>,
    /// Number of sessions.
    pub sessions: usize,
    /// Their total length, in minutes.
    pub minutes: i64,
    /// Their total attendance, in people.
    pub attendance: i64,
}

/// The room time that a phase needs and has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PhaseLoad {
    /// Its id; `null` for all phases together.
    pub id: Option<String>,
    /// How many days it has.
    pub days: usize,
    /// Number of sessions that can only be held in this phase.
    pub only_here: usize,
    /// Number of sessions that can be held in it.
    pub possible: usize,
    /// Room-minutes needed by the sessions that can only be held here, turnaround included. A session that runs alone
    /// takes all rooms.
    pub needed: i64,
    /// Room-minutes available: rooms times the longest days that are allowed.
    pub available: i64,
}

/// The demand for a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ServiceLoad {
    /// Its id.
    pub id: String,
    /// Number of teams.
    pub teams: i64,
    /// Number of sessions that need it.
    pub sessions: usize,
    /// Their total length, in minutes.
    pub minutes: i64,
    /// Minutes that all teams together can work on the days on which these sessions can be held.
    pub available: i64,
}

/// The people of one region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RegionPeople {
    /// The audience that their zone belongs to; if none, the first part of the zone's name.
    pub name: String,
    /// Number of people.
    pub people: usize,
    /// Number of roles for which they are needed live.
    pub seats: usize,
    /// The total length of these roles, in minutes.
    pub minutes: i64,
}

/// How often one person is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PersonLoad {
    /// Their id.
    pub id: String,
    /// Their name, or the id.
    pub name: String,
    /// Their time zone; empty if not known yet.
    pub zone: String,
    /// Number of sessions that need them live.
    pub sessions: usize,
    /// Minutes for which they are needed.
    pub minutes: i64,
}

/// Computes the figures of a programme.
pub fn describe(conference: &Conference) -> ProgrammeFigures {
    ProgrammeFigures {
        name: conference.name.clone(),
        zone: conference.zone.name(),
        days: conference.days.len(),
        rooms: conference.rooms.len(),
        sessions: conference.sessions.len(),
        minutes: conference.sessions.iter().map(|session| session.minutes).sum(),
        fixed: conference.sessions.iter().filter(|session| session.fixed.is_some()).count(),
        types: types(conference),
        tracks: tracks(conference),
        phases: (0..conference.phases.len()).map(|phase| phase_load(conference, Some(PhaseId::new(phase)))).collect(),
        whole: phase_load(conference, None),
        services: services(conference),
        regions: regions(conference),
        people: people(conference),
    }
}

fn group<'a>(id: Option<String>, sessions: impl Iterator<Item = &'a Session>) -> SessionGroup {
    sessions.fold(SessionGroup { id, sessions: 0, minutes: 0, attendance: 0 }, |sum, session| SessionGroup {
        sessions: sum.sessions + 1,
        minutes: sum.minutes + session.minutes,
        attendance: sum.attendance + session.attendance,
        ..sum
    })
}

fn types(conference: &Conference) -> Vec<SessionGroup> {
    let of =
        |index: usize| conference.sessions.iter().filter(move |session| session.session_type == TypeId::new(index));
    let all = conference.types.iter().enumerate().map(|(index, id)| group(Some(id.clone()), of(index)));
    all.filter(|group| group.sessions > 0).collect()
}

fn tracks(conference: &Conference) -> Vec<SessionGroup> {
    let of = |track: Option<usize>| {
        conference.sessions.iter().filter(move |session| session.track.map(crate::domain::TrackId::index) == track)
    };
    let named = conference.tracks.iter().enumerate().map(|(index, (id, _))| group(Some(id.clone()), of(Some(index))));
    named.chain([group(None, of(None))]).filter(|group| group.sessions > 0).collect()
}

/// Whether its type, windows and fixed start allow a session in a phase.
fn can_be_held(conference: &Conference, session: &Session, phase: PhaseId) -> bool {
    let fixed_here = session.fixed.is_none_or(|fixed| {
        conference.day_at(fixed.start).map(|day| conference.days[day.index()].phase) == Some(phase)
    });
    let fits = |day: &crate::domain::Day| {
        session
            .allowed
            .as_ref()
            .is_none_or(|windows| windows.iter().any(|w| w.overlap(day.earliest, day.latest) >= session.minutes))
    };
    let mut days = conference.days.iter().filter(|day| day.phase == phase);
    conference.phase_takes(phase, session.session_type) && fixed_here && days.any(fits)
}

/// The load of one phase, or of all if `phase` is `None`.
fn phase_load(conference: &Conference, phase: Option<PhaseId>) -> PhaseLoad {
    let rooms = i64::try_from(conference.rooms.len()).unwrap_or(i64::MAX);
    let turnaround = conference.turnaround_minutes;
    let mut load = PhaseLoad {
        id: phase.map(|phase| conference.phases[phase.index()].id.clone()),
        days: 0,
        only_here: 0,
        possible: 0,
        needed: 0,
        available: 0,
    };
    for day in conference.days.iter().filter(|day| phase.is_none_or(|phase| day.phase == phase)) {
        let longest = conference.phases[day.phase.index()].longest_day_minutes.unwrap_or(i64::MAX);
        load.days += 1;
        // The last turnaround of a day falls after its end.
        load.available += rooms * (day.latest.since(day.earliest).min(longest) + turnaround);
    }
    for session in &conference.sessions {
        let possible = (0..conference.phases.len()).map(PhaseId::new).filter(|p| can_be_held(conference, session, *p));
        let possible: Vec<PhaseId> = possible.collect();
        if phase.is_some_and(|phase| !possible.contains(&phase)) {
            continue;
        }
        load.possible += 1;
        if phase.is_none() || possible.len() == 1 {
            load.only_here += 1;
            load.needed += if session.alone { session.minutes * rooms } else { session.minutes } + turnaround;
        }
    }
    load
}

fn services(conference: &Conference) -> Vec<ServiceLoad> {
    let one = |(index, service): (usize, &crate::domain::Service)| {
        let needs = |session: &&Session| session.services.iter().any(|needed| needed.index() == index);
        let sessions: Vec<&Session> = conference.sessions.iter().filter(needs).collect();
        let open = |day: &&crate::domain::Day| {
            sessions.iter().any(|session| conference.phase_takes(day.phase, session.session_type))
        };
        let minutes = |day: &crate::domain::Day| {
            let longest = conference.phases[day.phase.index()].longest_day_minutes.unwrap_or(i64::MAX);
            let all = day.latest.since(day.earliest).min(longest).saturating_mul(service.teams);
            all.min(service.minutes_per_day.unwrap_or(i64::MAX))
        };
        ServiceLoad {
            id: service.id.clone(),
            teams: service.teams,
            sessions: sessions.len(),
            minutes: sessions.iter().map(|session| session.minutes).sum(),
            available: conference.days.iter().filter(open).map(minutes).fold(0, i64::saturating_add),
        }
    };
    conference.services.iter().enumerate().map(one).collect()
}

/// Sessions and minutes for which each person is needed live.
fn loads(conference: &Conference) -> Vec<(usize, i64)> {
    let mut loads = vec![(0, 0); conference.people.len()];
    for participation in conference
        .sessions
        .iter()
        .flat_map(|session| &session.participants)
        .filter(|participation| !participation.recorded)
    {
        let load = &mut loads[participation.person.index()];
        load.0 += 1;
        load.1 += participation.until - participation.from;
    }
    loads
}

fn people(conference: &Conference) -> Vec<PersonLoad> {
    let load = |(person, (sessions, minutes)): (&crate::domain::Person, (usize, i64))| PersonLoad {
        id: person.id.clone(),
        name: person.label().to_owned(),
        zone: person.zone.map_or_else(String::new, |zone| zone.name()),
        sessions,
        minutes,
    };
    let mut people: Vec<PersonLoad> =
        conference.people.iter().zip(loads(conference)).map(load).filter(|load| load.sessions > 0).collect();
    people.sort_by_key(|load| std::cmp::Reverse((load.minutes, load.sessions)));
    people
}

/// People by the audience that their zone belongs to, in the order of the audiences, then by the first part of their
/// zone.
fn regions(conference: &Conference) -> Vec<RegionPeople> {
    let mut regions: BTreeMap<(usize, String), RegionPeople> = BTreeMap::new();
    for (person, (seats, minutes)) in conference.people.iter().zip(loads(conference)) {
        let by_zone = || {
            let zone = person.zone?;
            let found =
                conference.audiences.iter().position(|audience| audience.zones.iter().any(|part| part.zone == zone));
            found.map(AudienceId::new)
        };
        let audience = person.audience.or_else(by_zone);
        let (order, name) = match (audience, person.zone) {
            (Some(audience), _) => (audience.index(), conference.audiences[audience.index()].name.clone()),
            (None, Some(zone)) => {
                let name = zone.name();
                (usize::MAX, name.split('/').next().unwrap_or(&name).to_owned())
            }
            (None, None) => (usize::MAX, String::new()),
        };
        let region =
            regions.entry((order, name.clone())).or_insert(RegionPeople { name, people: 0, seats: 0, minutes: 0 });
        region.people += 1;
        region.seats += seats;
        region.minutes += minutes;
    }
    regions.into_values().collect()
}
