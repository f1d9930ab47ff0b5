//! Applies changes to a resolved conference. The effect is the same as changing the document and reading it again, but
//! faster.
//!
//! Two facts are no longer in a conference. Sessions may be selected by the phase in which they can be held; this is
//! looked up in the document. A person may have two roles in one session; each is cut when the session is shortened.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::constraints::{Constraint, add_copies, relax, without};
use crate::domain::change::{
    Change, DayChange, EventChange, LengthChange, NewLength, PersonChange, Pick, PlaceChange, RoomChange, RuleChange,
    Scope, ServiceChange, ServiceNeed, SessionChange, TieChange,
};
use crate::domain::{
    self, Conference, DayId, Instant, PersonId, PhaseId, RelationKind, RoomId, RuleId, ServiceId, SessionId, Slot,
    Strength, TrackId, TypeId, Window,
};

/// Applies a change. Withdrawn sessions stay in the conference; the caller leaves them out. Returns `None` if the
/// change names an unknown item, or is of a kind that is never proposed.
pub(super) fn apply(c: &mut Conference, change: &Change) -> Option<()> {
    match change {
        Change::Day(change) => of_days(c, change),
        Change::Room(change) => of_rooms(c, change),
        Change::Service(change) => of_services(c, change),
        Change::Person(change) => of_people(c, change),
        Change::Tie(change) => of_ties(c, change),
        Change::Event(EventChange::Turnaround { minutes }) => {
            c.turnaround_minutes = *minutes;
            // "Directly after" means as soon as the room is free again.
            let directly = c.relations.iter_mut().filter(|relation| relation.name == "directly-after");
            for relation in directly {
                if let RelationKind::Gap { least, most, .. } = &mut relation.kind {
                    (*least, *most) = (*minutes, Some(*minutes));
                }
            }
            Some(())
        }
        Change::Event(EventChange::Gap { minutes }) => {
            c.person_gap_minutes = *minutes;
            Some(())
        }
        Change::Length(LengthChange::Shorten { sessions, length }) => {
            for id in picked(c, sessions)? {
                shorten(c, id, *length);
            }
            Some(())
        }
        Change::Place(PlaceChange::Unlock { sessions, all: false }) => {
            for id in picked(c, sessions)? {
                c.sessions[id.index()].fixed = None;
            }
            Some(())
        }
        Change::Place(PlaceChange::Anytime { sessions }) => {
            for id in picked(c, sessions)? {
                c.sessions[id.index()].allowed = None;
            }
            Some(())
        }
        Change::Session(SessionChange::Alone { sessions, alone }) => {
            for id in picked(c, sessions)? {
                c.sessions[id.index()].alone = *alone;
            }
            Some(())
        }
        Change::Session(SessionChange::Service { sessions, need: ServiceNeed::Without(service) }) => {
            let service = service_of(c, service)?;
            for id in picked(c, sessions)? {
                c.sessions[id.index()].services.retain(|other| *other != service);
            }
            Some(())
        }
        Change::Session(SessionChange::Withdraw { sessions }) => picked(c, sessions).map(drop),
        Change::Rule(RuleChange::Off { rule }) => {
            let id = RuleId::ALL.into_iter().find(|id| id.as_str() == rule)?;
            c.rules[id].strength = Strength::Off;
            Some(())
        }
        _ => None,
    }
}

/// The sessions that a change withdraws.
pub(super) fn withdrawn(c: &Conference, change: &Change) -> Vec<SessionId> {
    match change {
        Change::Session(SessionChange::Withdraw { sessions }) => picked(c, sessions).unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn of_days(c: &mut Conference, change: &DayChange) -> Option<()> {
    match change {
        DayChange::Add { date, phase } => {
            let phase = phase_of(c, phase.as_ref()?)?;
            add_day(c, phase, *date)
        }
        DayChange::Types { phase, types } => {
            let phase = phase_of(c, phase)?;
            let types = types.as_ref().map(|types| types.iter().map(|kind| type_of(c, kind)).collect());
            let mut types: Option<Vec<TypeId>> = types.map_or(Some(None), |all: Option<Vec<_>>| all.map(Some))?;
            types.iter_mut().for_each(|types| types.sort_unstable());
            c.phases[phase.index()].types = types;
            Some(())
        }
        DayChange::NoSlots { phase } => {
            let phase = phase_of(c, phase)?;
            c.phases[phase.index()].slots.clear();
            Some(())
        }
        DayChange::Earliest { scope, time } => {
            for day in days_of(c, scope)? {
                c.days[day].earliest = c.zone.first_at_or_after(civil(c.days[day].date, *time));
            }
            Some(())
        }
        DayChange::Latest { scope, time } => {
            for day in days_of(c, scope)? {
                c.days[day].latest = c.zone.last_at_or_after(civil(c.days[day].date, *time));
            }
            Some(())
        }
        DayChange::Longest { scope: Scope::Phase(phase), minutes } => {
            let phase = phase_of(c, phase)?;
            c.phases[phase.index()].longest_day_minutes = *minutes;
            Some(())
        }
        _ => None,
    }
}

fn of_rooms(c: &mut Conference, change: &RoomChange) -> Option<()> {
    match change {
        RoomChange::Add { room, capacity: None, like: Some(like) } => {
            let like = room_of(c, like)?;
            // The copy of a room that has closed times is always open.
            let closed = std::mem::take(&mut c.rooms[like.index()].closed);
            add_copies(c, like, 1);
            c.rooms[like.index()].closed = closed;
            let new = c.rooms.last_mut()?;
            (new.id, new.name) = (room.clone(), room.clone());
            Some(())
        }
        RoomChange::Open { room, when } => {
            let (room, zone) = (room_of(c, room)?, c.zone);
            let closed = std::mem::take(&mut c.rooms[room.index()].closed);
            c.rooms[room.index()].closed =
                when.as_ref().map_or_else(Vec::new, |when| Window::cut(closed, &when.windows(zone)));
            Some(())
        }
        RoomChange::Capacity { room, people } => {
            let room = room_of(c, room)?;
            c.rooms[room.index()].capacity = *people;
            Some(())
        }
        _ => None,
    }
}

fn of_services(c: &mut Conference, change: &ServiceChange) -> Option<()> {
    match change {
        ServiceChange::Teams { service, teams } => {
            let service = service_of(c, service)?;
            c.services[service.index()].teams = *teams;
        }
        ServiceChange::Minutes { service, minutes } => {
            let service = service_of(c, service)?;
            c.services[service.index()].minutes_per_day = *minutes;
        }
        ServiceChange::Rooms { service, rooms: Some(rooms) } => {
            let service = service_of(c, service)?;
            let mut rooms: Vec<RoomId> = rooms.iter().map(|room| room_of(c, room)).collect::<Option<_>>()?;
            rooms.sort_unstable();
            c.services[service.index()].rooms = Some(rooms);
        }
        _ => return None,
    }
    Some(())
}

fn of_people(c: &mut Conference, change: &PersonChange) -> Option<()> {
    match change {
        PersonChange::Free { person, when: Some(when) } => {
            let (person, zone) = (person_of(c, person)?, c.zone);
            let person = &mut c.people[person.index()];
            let windows = when.windows(person.zone.unwrap_or(zone));
            person.unavailable = Window::cut(std::mem::take(&mut person.unavailable), &windows);
            person.available = person.available.take().map(|known| Window::union([known, windows].concat()));
            Some(())
        }
        PersonChange::Leave { person, sessions } => {
            let person = person_of(c, person)?;
            for id in picked(c, sessions)? {
                c.sessions[id.index()].retain_participants(|participation| participation.person != person);
            }
            Some(())
        }
        _ => None,
    }
}

fn of_ties(c: &mut Conference, change: &TieChange) -> Option<()> {
    match change {
        TieChange::Order { first, second } => {
            let (first, second) = (session_of(c, first)?, session_of(c, second)?);
            relax(c, &Constraint::Order { first, second });
        }
        TieChange::Apart { first, second } => {
            let (first, second) = (session_of(c, first)?, session_of(c, second)?);
            relax(c, &Constraint::Apart(first, second));
        }
        TieChange::Relation { kind, first, second } => {
            let (one, other) = (session_of(c, first)?, session_of(c, second)?);
            let of_kind = c.relations.iter().enumerate().filter(|(_, relation)| relation.name == kind);
            let pairs = of_kind.flat_map(|(relation, _)| {
                let pair = move |(first, second)| Constraint::Relation { relation, first, second };
                [(one, other), (other, one)].map(pair)
            });
            let pairs: Vec<Constraint> = pairs.collect();
            *c = without(c, &pairs.iter().collect::<Vec<_>>(), 0);
        }
        TieChange::Track { track } => {
            let track = c.tracks.iter().position(|(id, _)| id == track).map(TrackId::new)?;
            relax(c, &Constraint::Track(track));
        }
    }
    Some(())
}

fn room_of(c: &Conference, id: &str) -> Option<RoomId> {
    c.rooms.iter().position(|room| room.id == id).map(RoomId::new)
}

fn service_of(c: &Conference, id: &str) -> Option<ServiceId> {
    c.services.iter().position(|service| service.id == id).map(ServiceId::new)
}

fn phase_of(c: &Conference, id: &str) -> Option<PhaseId> {
    c.phases.iter().position(|phase| phase.id == id).map(PhaseId::new)
}

fn person_of(c: &Conference, id: &str) -> Option<PersonId> {
    c.people.iter().position(|person| person.id == id).map(PersonId::new)
}

fn type_of(c: &Conference, id: &str) -> Option<TypeId> {
    c.types.iter().position(|kind| kind == id).map(TypeId::new)
}

fn session_of(c: &Conference, id: &str) -> Option<SessionId> {
    c.sessions.iter().position(|session| session.id == id).map(SessionId::new)
}

/// The sessions that the picks name by id; `None` if one is unknown or not named by id.
fn picked(c: &Conference, picks: &[Pick]) -> Option<Vec<SessionId>> {
    let one = |pick: &Pick| match pick {
        Pick::Session(id) => session_of(c, id),
        Pick::Type(_) | Pick::Track(_) | Pick::Tag(_) => None,
    };
    picks.iter().map(one).collect()
}

/// The positions of the days in a scope.
fn days_of(c: &Conference, scope: &Scope) -> Option<Vec<usize>> {
    let chosen = |is: &dyn Fn(&domain::Day) -> bool| (0..c.days.len()).filter(|&day| is(&c.days[day])).collect();
    match scope {
        Scope::All => Some(chosen(&|_| true)),
        Scope::Phase(id) => phase_of(c, id).map(|phase| chosen(&|day| day.phase == phase)),
        Scope::Day(date) => match phase_of(c, &date.to_string()) {
            Some(phase) => Some(chosen(&|day| day.phase == phase)),
            None => Some(chosen(&|day| day.date == *date)),
        },
    }
}

fn civil(date: NaiveDate, minutes: i64) -> chrono::NaiveDateTime {
    date.and_time(NaiveTime::MIN) + TimeDelta::minutes(minutes)
}

/// Minutes from a date's midnight to an instant, by the event's clock.
pub(super) fn minutes_after(c: &Conference, date: NaiveDate, at: Instant) -> i64 {
    (c.zone.civil(at) - date.and_time(NaiveTime::MIN)).num_minutes()
}

fn shorten(c: &mut Conference, session: SessionId, length: NewLength) {
    let session = &mut c.sessions[session.index()];
    session.minutes = match length {
        NewLength::By(minutes) => (session.minutes - minutes).max(1),
        NewLength::To(minutes) => minutes,
    };
    for participation in &mut session.participants {
        participation.until = participation.until.min(session.minutes);
    }
    session.retain_participants(|participation| participation.from < participation.until);
}

/// The date after a phase's last day, if a day with the last day's hours fits there without overlap.
pub(super) fn next_date(c: &Conference, phase: PhaseId) -> Option<NaiveDate> {
    let last = c.days.iter().filter(|day| day.phase == phase).map(|day| day.date).max()?;
    let next = last.succ_opt().filter(|next| c.days.iter().all(|day| day.date != *next))?;
    let new = day_like(c, phase, next)?;
    let meets = |day: &domain::Day| new.earliest < day.latest && day.earliest < new.latest;
    (!c.days.iter().any(meets)).then_some(next)
}

/// A day with the hours of the phase's last day.
fn day_like(c: &Conference, phase: PhaseId, date: NaiveDate) -> Option<domain::Day> {
    let last = c.days.iter().filter(|day| day.phase == phase).max_by_key(|day| day.date)?;
    let moved = |at| civil(date, minutes_after(c, last.date, at));
    let (from, until) = (c.zone.first_at_or_after(moved(last.earliest)), c.zone.last_at_or_after(moved(last.latest)));
    Some(domain::Day { phase, date, earliest: from, latest: until })
}

/// Adds a day with the hours of the phase's last day, and the slots that all its days have.
fn add_day(c: &mut Conference, phase: PhaseId, date: NaiveDate) -> Option<()> {
    let day = day_like(c, phase, date)?;
    let dates: Vec<NaiveDate> = c.days.iter().filter(|day| day.phase == phase).map(|day| day.date).collect();
    let slots = &c.phases[phase.index()].slots;
    // A slot independent of its date: start, end and rooms.
    let pattern = |slot: &Slot| {
        let own = c.zone.civil(slot.window.from).date();
        let minutes = |at| minutes_after(c, own, at);
        (own, (minutes(slot.window.from), minutes(slot.window.until), slot.rooms.clone()))
    };
    let known: Vec<_> = slots.iter().map(pattern).collect();
    let on_every_day =
        |what: &(i64, i64, Option<Vec<RoomId>>)| dates.iter().all(|date| known.contains(&(*date, what.clone())));
    let first = dates.first().copied();
    let mut more: Vec<Slot> = Vec::new();
    for (_, what) in known.iter().filter(|(own, what)| Some(*own) == first && on_every_day(what)) {
        let at = |minutes| civil(date, minutes);
        let window = Window { from: c.zone.first_at_or_after(at(what.0)), until: c.zone.last_at_or_after(at(what.1)) };
        more.push(Slot { window, rooms: what.2.clone() });
    }
    let slots = &mut c.phases[phase.index()].slots;
    slots.extend(more);
    slots.sort_by_key(|slot| slot.window);
    let at = c.days.partition_point(|other| (other.earliest, other.date) < (day.earliest, day.date));
    c.days.insert(at, day);
    Some(())
}

/// Whether the window shares time with the day.
pub(super) fn meets(conference: &Conference, day: DayId, from: Instant, until: Instant) -> bool {
    let day = &conference.days[day.index()];
    from < day.latest && until > day.earliest
}
