//! The hard constraints of a conference, as its author would list them. Each can be relaxed: the result is a conference
//! without it. The sentence of a constraint and the function that relaxes it are in the file of its rule; this file
//! dispatches to them.

use super::words::Words;
use super::{
    allowed, alone, apart, day_hours, good_day, order, person_away, person_clash, person_load, phase, placed, relation,
    room_clash, room_fit, service, slot, tracks,
};
use crate::domain::{Conference, DayId, PersonId, PhaseId, RoomId, ServiceId, SessionId, TrackId, TypeId};

/// A hard constraint.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Constraint {
    /// These sessions take place: one session, or all of a type if there are many.
    Held(Vec<SessionId>),
    /// Each of these rooms, which are alike, holds one session at a time.
    Rooms(Vec<RoomId>),
    /// A room stays occupied for the turnaround after a session.
    Turnaround,
    /// The room is closed at times.
    Closed(RoomId),
    /// The capacity of these rooms.
    Capacity(Vec<RoomId>),
    /// Only some rooms have the service.
    ServiceRooms(ServiceId),
    /// The number of teams of the service.
    Teams(ServiceId),
    /// The minutes that all teams of the service together can work on a day.
    ServiceMinutes(ServiceId),
    /// The day has an earliest and a latest hour.
    Hours(DayId),
    /// No day of the phase is longer than its limit.
    Longest(PhaseId),
    /// The phase has common slots.
    Slots(PhaseId),
    /// Only some phases take sessions of this type.
    Type(TypeId),
    /// The person is away at times.
    Away(PersonId),
    /// The person cannot be in two sessions at once, nor in more sessions on a day than the rule allows.
    Busy(PersonId),
    /// People need the person gap between two sessions.
    PersonGap,
    /// The session is fixed.
    Fixed(SessionId),
    /// The session has to take place in its allowed times.
    Allowed(SessionId),
    /// One session comes before another.
    Order {
        /// The one that comes first.
        first: SessionId,
        /// The one that comes after it.
        second: SessionId,
    },
    /// No other session overlaps this one.
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
    /// Every region has a day at good hours.
    GoodDay,
}

use Constraint::*;

impl Constraint {
    /// The sort key: kind of subject, subject, kind of constraint. A conflict set keeps constraints with a low rank
    /// rather than those with a high one, so constraints on many sessions come before those on one.
    pub(super) fn rank(&self) -> (u8, usize, u8) {
        match self {
            ServiceMinutes(service) => (0, service.index(), 0),
            ServiceRooms(service) => (0, service.index(), 1),
            Teams(service) => (0, service.index(), 2),
            Type(kind) => (1, kind.index(), 0),
            Longest(phase) => (2, phase.index(), 0),
            Slots(phase) => (3, phase.index(), 0),
            Closed(room) => (4, room.index(), 0),
            Capacity(_) => (5, 0, 0),
            Rooms(_) => (6, 0, 0),
            Track(track) => (7, track.index(), 0),
            Fixed(session) => (8, session.index(), 0),
            Allowed(session) => (8, session.index(), 1),
            Alone(session) => (8, session.index(), 2),
            Order { .. } => (9, 0, 0),
            Apart(..) => (10, 0, 0),
            Relation { .. } => (11, 0, 0),
            Away(person) => (12, person.index(), 0),
            Busy(person) => (12, person.index(), 1),
            PersonGap => (13, 0, 0),
            Turnaround => (14, 0, 0),
            Hours(day) => (15, day.index(), 0),
            Held(_) => (16, 0, 0),
            GoodDay => (17, 0, 0),
        }
    }
}

/// Relaxes one constraint, if it can be relaxed by itself.
pub(crate) fn relax(c: &mut Conference, constraint: &Constraint) {
    match constraint {
        // These are relaxed together, by `without`.
        Held(_) | Rooms(_) | Relation { .. } => {}
        Turnaround => room_clash::without_turnaround(c),
        Closed(room) => room_fit::never_closed(c, *room),
        Capacity(rooms) => room_fit::without_capacity(c, rooms),
        ServiceRooms(service) => room_fit::in_all_rooms(c, *service),
        Teams(service) => service::with_a_team_each(c, *service),
        ServiceMinutes(service) => service::without_minutes(c, *service),
        Hours(day) => day_hours::widen(c, *day),
        Longest(phase) => day_hours::without_longest(c, *phase),
        Slots(phase) => slot::without_slots(c, *phase),
        Type(kind) => phase::in_all_phases(c, *kind),
        Away(person) => person_away::always_there(c, *person),
        Busy(person) => person_clash::split(c, *person),
        PersonGap => person_clash::without_gap(c),
        Fixed(session) => allowed::unfix(c, *session),
        Allowed(session) => allowed::at_any_time(c, *session),
        Order { first, second } => order::in_any_order(c, *first, *second),
        Alone(session) => alone::not_alone(c, *session),
        Apart(a, b) => apart::not_apart(c, *a, *b),
        Track(track) => tracks::dissolve(c, *track),
        GoodDay => good_day::without_good_days(c),
    }
}

impl Words<'_> {
    /// The sentence of one constraint.
    pub(crate) fn sentence(self, constraint: &Constraint) -> String {
        match constraint {
            Held(sessions) => placed::held(self, sessions),
            Rooms(rooms) => room_clash::one_at_a_time(self, rooms),
            Turnaround => room_clash::turnaround(self),
            Closed(room) => room_fit::closed(self, *room),
            Capacity(rooms) => room_fit::capacity(self, rooms),
            ServiceRooms(service) => room_fit::service_rooms(self, *service),
            Teams(service) => service::teams(self, *service),
            ServiceMinutes(service) => service::minutes(self, *service),
            Hours(day) => day_hours::open(self, &[*day]),
            Longest(phase) => day_hours::longest(self, *phase),
            Slots(phase) => slot::slots(self, *phase),
            Type(kind) => phase::types(self, &[*kind]),
            Away(person) => person_away::away_at(self, *person),
            Busy(person) => person_clash::busy(self, *person, &person_load::most(self)),
            PersonGap => person_clash::gap(self),
            Fixed(session) => allowed::fixed(self, *session),
            Allowed(session) => allowed::times(self, *session),
            Order { first, second } => order::before(self, *first, &[*second]),
            Alone(session) => alone::nothing_at_the_same_time(self, *session),
            Apart(a, b) => apart::no_overlap(self, *a, *b),
            Relation { relation, first, second } => relation::between(self, *relation, *first, *second),
            Track(track) => tracks::obeys(self, *track),
            GoodDay => good_day::has_a_good_day(self),
        }
    }

    /// The sentences of many constraints: similar ones share a sentence.
    pub(crate) fn sentences(self, constraints: &[Constraint]) -> Vec<String> {
        let (mut single, mut sentences) = (Vec::new(), Vec::new());
        let (mut orders, mut types, mut hours) = (Groups::new(), Groups::new(), Groups::new());
        let mut others = Vec::new();
        for constraint in constraints {
            match constraint {
                Held(sessions) if sessions.len() == 1 => single.extend(sessions),
                Held(sessions) => sentences.push(placed::all_held(self, sessions)),
                Order { first, second } => put(&mut orders, *first, *second),
                Type(kind) => put(&mut types, self.phases_with(*kind), *kind),
                Hours(day) => put(&mut hours, self.hours(*day), *day),
                constraint => others.push(self.sentence(constraint)),
            }
        }
        if !single.is_empty() {
            single.sort_unstable();
            sentences.push(placed::held(self, &single));
        }
        sentences.extend(orders.iter().map(|(first, after)| order::before(self, *first, after)));
        sentences.extend(types.iter().map(|(_, kinds)| phase::types(self, kinds)));
        sentences.extend(hours.iter().map(|(_, days)| day_hours::open(self, days)));
        sentences.extend(others);
        sentences
    }
}

/// Items by key, in the order in which the keys first occur.
type Groups<Key, Item> = Vec<(Key, Vec<Item>)>;

fn put<Key: PartialEq, Item>(groups: &mut Groups<Key, Item>, key: Key, item: Item) {
    match groups.iter_mut().find(|(known, _)| *known == key) {
        Some((_, items)) => items.push(item),
        None => groups.push((key, vec![item])),
    }
}
