//! What a conference demands, statement by statement: each can be taken back, and the conference without it is another
//! conference. A statement is a piece of the hard rules as whoever wrote the instance would say it.

use std::collections::{BTreeMap, BTreeSet};

use num_integer::gcd;

use crate::domain::{
    self, Conference, DayId, Instant, PersonId, PhaseId, RoomId, ServiceId, SessionId, Strength, TrackId, TypeId,
};

/// A room of which there may be any number is counted so often at most where it is closed at times: the model keeps
/// such rooms apart, one by one.
const MOST_COPIES: usize = 24;

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Statement {
    /// These sessions are held. One session, or all of a kind where there are many.
    Held(Vec<SessionId>),
    /// These rooms, all alike, hold one session at a time each.
    Rooms(Vec<RoomId>),
    /// A room stays taken for some time after a session.
    Turnaround,
    /// The room is closed at times.
    Closed(RoomId),
    /// These rooms hold so many people only.
    Capacity(Vec<RoomId>),
    /// The service is to be had in some rooms only.
    ServiceRooms(ServiceId),
    /// The service has so many teams.
    Teams(ServiceId),
    /// All teams of the service together work so many minutes a day.
    ServiceMinutes(ServiceId),
    /// The day has an earliest and a latest hour.
    Hours(DayId),
    /// No day of the phase is longer than so much.
    Longest(PhaseId),
    /// The phase has common slots.
    Slots(PhaseId),
    /// Sessions of this type are held in some phases only.
    Type(TypeId),
    /// The person is away at times.
    Away(PersonId),
    /// The person cannot be in two sessions at once, nor in more of them on a day than the rule allows.
    Busy(PersonId),
    /// People need some time between two sessions.
    PersonGap,
    /// The session is fixed.
    Fixed(SessionId),
    /// The session has to lie in its allowed times.
    Allowed(SessionId),
    /// One session comes before another.
    Order {
        /// The one that comes first.
        first: SessionId,
        /// The one that comes after it.
        second: SessionId,
    },
    /// Nothing runs beside the session.
    Alone(SessionId),
    /// Two sessions do not overlap.
    Apart(SessionId, SessionId),
    /// A relation holds between two sessions.
    Relation {
        /// Its position in the list of relations.
        relation: usize,
        /// The first of the two.
        first: SessionId,
        /// The second.
        second: SessionId,
    },
    /// The track's sessions obey the hard rules on tracks.
    Track(TrackId),
}

use Statement::*;

/// The sessions that some of the statements say are held, ascending.
pub(super) fn held<'s>(statements: impl IntoIterator<Item = &'s Statement>) -> Vec<SessionId> {
    let sessions = |statement: &'s Statement| match statement {
        Held(sessions) => sessions.as_slice(),
        _ => &[],
    };
    let mut all: Vec<SessionId> = statements.into_iter().flat_map(sessions).copied().collect();
    all.sort_unstable();
    all
}

/// Every statement of a conference that has only hard rules, as far as it concerns these sessions, ascending: those on
/// the sessions themselves are not among them.
pub(super) fn about(conference: &Conference, sessions: &[SessionId]) -> Vec<Statement> {
    let chosen: BTreeSet<SessionId> = sessions.iter().copied().collect();
    let data = || sessions.iter().map(|session| &conference.sessions[session.index()]);
    let hard = |rule| conference.rule(rule) == Strength::Hard;
    let mut all = Vec::new();
    // The first are kept in a conflict rather than the last: what is said of many before what is said of one.
    for service in data().flat_map(|session| session.services.iter().copied()).collect::<BTreeSet<_>>() {
        let service_data = &conference.services[service.index()];
        all.extend(service_data.minutes_per_day.map(|_| ServiceMinutes(service)));
        all.extend(service_data.rooms.as_ref().map(|_| ServiceRooms(service)));
        all.push(Teams(service));
    }
    all.extend(types(conference, sessions));
    all.extend(phases(conference));
    all.extend(rooms(conference));
    if hard("track-overlap") || hard("track-reach") {
        all.extend(data().filter_map(|session| session.track).collect::<BTreeSet<_>>().into_iter().map(Track));
    }
    for (&id, session) in sessions.iter().zip(data()) {
        all.extend(session.fixed.is_some().then_some(Fixed(id)));
        all.extend(session.allowed.is_some().then_some(Allowed(id)));
        all.extend((session.alone && hard("alone")).then_some(Alone(id)));
    }
    all.extend(orders(conference, &chosen));
    all.extend(apart(conference, &chosen));
    all.extend(relations(conference, &chosen));
    all.extend(people(conference, sessions));
    all.extend((conference.turnaround_minutes > 0).then_some(Turnaround));
    all.extend((0..conference.days.len()).map(|day| Hours(DayId::new(day))));
    all
}

fn types(conference: &Conference, sessions: &[SessionId]) -> Vec<Statement> {
    let kinds: BTreeSet<TypeId> = sessions.iter().map(|session| conference.sessions[session.index()].kind).collect();
    let phases = || (0..conference.phases.len()).map(PhaseId::new);
    kinds.into_iter().filter(|&kind| !phases().all(|phase| conference.phase_takes(phase, kind))).map(Type).collect()
}

fn orders(conference: &Conference, chosen: &BTreeSet<SessionId>) -> BTreeSet<Statement> {
    let mut found = BTreeSet::new();
    for &this in chosen {
        let session = &conference.sessions[this.index()];
        let after = session.after.iter().map(|order| (order.session, this));
        let before = session.before.iter().map(|order| (this, order.session));
        let pairs = after.chain(before).filter(|(a, b)| chosen.contains(a) && chosen.contains(b));
        found.extend(pairs.map(|(first, second)| Order { first, second }));
    }
    found
}

fn apart(conference: &Conference, chosen: &BTreeSet<SessionId>) -> BTreeSet<Statement> {
    let pairs = chosen
        .iter()
        .flat_map(|&this| conference.sessions[this.index()].apart_from.iter().map(move |other| (this, other.session)));
    pairs.filter(|(a, b)| a != b && chosen.contains(b)).map(|(a, b)| Apart(a.min(b), a.max(b))).collect()
}

fn relations(conference: &Conference, chosen: &BTreeSet<SessionId>) -> Vec<Statement> {
    let pairs =
        conference.relations.iter().enumerate().flat_map(|(relation, data)| {
            data.pairs().into_iter().map(move |(first, second)| (relation, first, second))
        });
    pairs
        .filter(|(_, first, second)| chosen.contains(first) && chosen.contains(second))
        .map(|(relation, first, second)| Relation { relation, first, second })
        .collect()
}

fn people(conference: &Conference, sessions: &[SessionId]) -> Vec<Statement> {
    let mut seats: BTreeMap<PersonId, usize> = BTreeMap::new();
    for seat in sessions.iter().flat_map(|session| &conference.sessions[session.index()].panel) {
        *seats.entry(seat.person).or_default() += 1;
    }
    let hard = |rule| conference.rule(rule) == Strength::Hard;
    let busy = hard("person-clash") || hard("person-load");
    let mut all = Vec::new();
    for (&person, &count) in &seats {
        let data = &conference.people[person.index()];
        let away = hard("person-away") && (data.available.is_some() || !data.unavailable.is_empty());
        all.extend(away.then_some(Away(person)));
        all.extend((busy && count > 1).then_some(Busy(person)));
    }
    let shared = seats.values().any(|&count| count > 1);
    all.extend((shared && hard("person-clash") && conference.person_gap_minutes > 0).then_some(PersonGap));
    all
}

fn phases(conference: &Conference) -> Vec<Statement> {
    let phases = || conference.phases.iter().enumerate();
    let slots = phases().filter(|(_, phase)| !phase.slots.is_empty()).map(|(index, _)| Slots(PhaseId::new(index)));
    let longest = phases().filter(|(_, phase)| phase.longest_day_minutes.is_some());
    longest.map(|(index, _)| Longest(PhaseId::new(index))).chain(slots).collect()
}

fn rooms(conference: &Conference) -> Vec<Statement> {
    let ids = || (0..conference.rooms.len()).map(RoomId::new);
    let room = |id: RoomId| &conference.rooms[id.index()];
    let mut all: Vec<Statement> = ids().filter(|&id| !room(id).closed.is_empty()).map(Closed).collect();
    if conference.rule("room-fit") == Strength::Hard {
        let mut sizes: BTreeMap<i64, Vec<RoomId>> = BTreeMap::new();
        ids().for_each(|id| room(id).capacity.into_iter().for_each(|size| sizes.entry(size).or_default().push(id)));
        all.extend(sizes.into_values().map(Capacity));
    }
    let mut alike: Vec<Vec<RoomId>> = Vec::new();
    for id in ids() {
        match alike.iter_mut().find(|group| is_alike(conference, group[0], id)) {
            Some(group) => group.push(id),
            None => alike.push(vec![id]),
        }
    }
    all.extend(alike.into_iter().map(Rooms));
    all
}

fn is_alike(conference: &Conference, a: RoomId, b: RoomId) -> bool {
    let (first, second) = (&conference.rooms[a.index()], &conference.rooms[b.index()]);
    let services = || conference.services.iter().filter_map(|service| service.rooms.as_ref());
    (first.capacity, &first.closed) == (second.capacity, &second.closed)
        && services().all(|rooms| rooms.contains(&a) == rooms.contains(&b))
}

/// The conference without these statements, as far as they are not about what is held.
pub(super) fn without(conference: &Conference, statements: &[&Statement], sessions: usize) -> Conference {
    let mut left = conference.clone();
    let mut pairs = BTreeSet::new();
    let mut alike: Vec<RoomId> = Vec::new();
    for statement in statements {
        match statement {
            Rooms(rooms) => alike.extend(rooms.first()),
            Relation { relation, first, second } => drop(pairs.insert((*relation, *first, *second))),
            statement => take_back(&mut left, statement),
        }
    }
    if !pairs.is_empty() {
        left.relations = conference.relations.iter().enumerate().flat_map(|(k, r)| rest_of(k, r, &pairs)).collect();
    }
    // Last: the copies are to be like the rooms as they are now.
    alike.into_iter().for_each(|room| add_copies(&mut left, room, sessions.saturating_sub(1)));
    left
}

/// A relation without some of its pairs: one relation for each of the others.
fn rest_of(
    index: usize,
    relation: &domain::Relation,
    gone: &BTreeSet<(usize, SessionId, SessionId)>,
) -> Vec<domain::Relation> {
    let left: Vec<_> = relation.pairs().into_iter().filter(|&(a, b)| !gone.contains(&(index, a, b))).collect();
    if left.len() == relation.pairs().len() {
        return vec![relation.clone()];
    }
    left.into_iter().map(|(a, b)| domain::Relation { sessions: vec![a, b], ..relation.clone() }).collect()
}

/// Takes one statement back, where it can be taken back by itself.
pub(super) fn take_back(c: &mut Conference, statement: &Statement) {
    match statement {
        // These are taken back by whoever takes back several at once.
        Held(_) | Rooms(_) | Relation { .. } => {}
        Turnaround => c.turnaround_minutes = 0,
        Closed(room) => c.rooms[room.index()].closed.clear(),
        Capacity(rooms) => rooms.iter().for_each(|room| c.rooms[room.index()].capacity = None),
        ServiceRooms(service) => c.services[service.index()].rooms = None,
        Teams(service) => c.services[service.index()].teams = c.sessions.len().max(1) as i64,
        ServiceMinutes(service) => c.services[service.index()].minutes_per_day = None,
        Hours(day) => {
            let (earliest, latest) = widest(c, *day);
            (c.days[day.index()].earliest, c.days[day.index()].latest) = (earliest, latest);
        }
        Longest(phase) => c.phases[phase.index()].longest_day_minutes = None,
        Slots(phase) => {
            let slots = std::mem::take(&mut c.phases[phase.index()].slots);
            slots.iter().for_each(|slot| refine(c, slot.window.from));
        }
        Type(kind) => {
            let lists = c.phases.iter_mut().filter_map(|phase| phase.types.as_mut());
            lists.filter(|types| !types.contains(kind)).for_each(|types| types.push(*kind));
        }
        Away(person) => {
            let person = &mut c.people[person.index()];
            (person.available, person.unavailable) = (None, Vec::new());
        }
        Busy(person) => split(c, *person),
        PersonGap => c.person_gap_minutes = 0,
        Fixed(session) => {
            if let Some(fixed) = c.sessions[session.index()].fixed.take() {
                refine(c, fixed.start);
            }
        }
        Allowed(session) => c.sessions[session.index()].allowed = None,
        Order { first, second } => {
            c.sessions[second.index()].after.retain(|order| order.session != *first);
            c.sessions[first.index()].before.retain(|order| order.session != *second);
        }
        Alone(session) => c.sessions[session.index()].alone = false,
        Apart(a, b) => {
            c.sessions[a.index()].apart_from.retain(|other| other.session != *b);
            c.sessions[b.index()].apart_from.retain(|other| other.session != *a);
        }
        Track(track) => {
            let sessions = c.sessions.iter_mut().filter(|session| session.track == Some(*track));
            sessions.for_each(|session| session.track = None);
        }
    }
}

/// Makes the grid fine enough for a start that was there without it, so that nothing is lost with the statement.
fn refine(c: &mut Conference, start: Instant) {
    c.grid_minutes = gcd(c.grid_minutes.max(1), start.since(c.origin()));
}

/// The hours a day could have: its own civil date, as far as the days beside it leave it.
pub(super) fn widest(c: &Conference, day: DayId) -> (Instant, Instant) {
    let own = c.days[day.index()];
    let midnight = |date: chrono::NaiveDate| c.zone.first_at_or_after(date.and_time(chrono::NaiveTime::MIN));
    let before = day.index().checked_sub(1).map(|index| c.days[index].latest);
    let earliest = midnight(own.date).max(before.unwrap_or(Instant(i64::MIN))).min(own.earliest);
    let after = c.days.get(day.index() + 1).map(|next| next.earliest);
    let end = own.date.succ_opt().map_or(own.latest, midnight);
    let latest = end.min(after.unwrap_or(Instant(i64::MAX))).max(own.latest);
    (earliest, latest)
}

/// Makes a person several, each with one of their sessions and all their absences.
fn split(c: &mut Conference, person: PersonId) {
    let mut seen = false;
    for session in &mut c.sessions {
        for seat in session.panel.iter_mut().filter(|seat| seat.person == person) {
            if seen {
                c.people.push(c.people[person.index()].clone());
                seat.person = PersonId::new(c.people.len() - 1);
            }
            seen = true;
        }
    }
}

/// Adds rooms like this one.
pub(super) fn add_copies(c: &mut Conference, room: RoomId, count: usize) {
    let data = c.rooms[room.index()].clone();
    let count = if data.closed.is_empty() { count } else { count.min(MOST_COPIES) };
    for copy in 0..count {
        let id = RoomId::new(c.rooms.len());
        c.rooms.push(domain::Room { id: format!("{}+{}", data.id, copy + 1), ..data.clone() });
        let lists = c.services.iter_mut().filter_map(|service| service.rooms.as_mut());
        let slots = c.phases.iter_mut().flat_map(|phase| &mut phase.slots).filter_map(|slot| slot.rooms.as_mut());
        lists.chain(slots).filter(|rooms| rooms.contains(&room)).for_each(|rooms| rooms.push(id));
    }
}
