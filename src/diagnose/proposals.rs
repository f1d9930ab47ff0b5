//! The changes that can be proposed, by the constraint that they relax.

use super::changes::{apply, minutes_after, withdrawn};
use super::constraints::{Constraint, widest};
use crate::domain::change::{
    Change, DayChange, EventChange, LengthChange, NewLength, PersonChange, Pick, PlaceChange, RoomChange, RuleChange,
    Scope, ServiceChange, ServiceNeed, SessionChange, TieChange, When, lines,
};
use crate::domain::{Conference, DayId, PersonId, PhaseId, RoomId, RuleId, ServiceId, SessionId, TypeId, Window};

/// Changes proposed together: one, or several of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The changes, one after another; at least one.
    pub changes: Vec<Change>,
    /// The amount of the change, in minutes, people or items; `None` for a change without an amount.
    pub amount: Option<i64>,
}

/// The kinds of changes in order of preference, for changes of equal effort.
const ORDER: [&str; 25] = [
    "hours earliest",
    "hours latest",
    "hours longest",
    "turnaround",
    "gap",
    "service minutes",
    "session shorten",
    "person free",
    "person leave",
    "session service",
    "room add",
    "room open",
    "room capacity",
    "service teams",
    "service rooms",
    "phase types",
    "day add",
    "slots drop",
    "session unlock",
    "session anytime",
    "order drop",
    "session alone",
    "apart drop",
    "relation drop",
    "rule off",
];

impl Proposal {
    fn new(change: impl Into<Change>, amount: Option<i64>) -> Proposal {
        Proposal { changes: vec![change.into()], amount }
    }

    /// The conference with the changes. Sessions left out are still in it.
    pub fn applied(&self, conference: &Conference) -> Conference {
        let mut changed = conference.clone();
        for change in &self.changes {
            let done = apply(&mut changed, change);
            debug_assert!(done.is_some(), "every proposed change can be applied: {change}");
        }
        changed
    }

    /// The sessions that are no longer held.
    pub fn withdrawn(&self, conference: &Conference) -> Vec<SessionId> {
        self.changes.iter().flat_map(|change| withdrawn(conference, change)).collect()
    }

    /// The changes in the syntax of a `plenary what-if` case.
    pub fn line(&self) -> String {
        lines(&self.changes)
    }

    /// The kind of the changes: the words with which each begins.
    pub fn kind(&self) -> &'static str {
        self.changes.first().map_or("", Change::name)
    }

    /// Whether both are of one kind. All changes that give up a constraint count as one kind.
    pub(super) fn is_like(&self, other: &Proposal) -> bool {
        self.kind() == other.kind() || (self.gives_up() && other.gives_up())
    }

    fn gives_up(&self) -> bool {
        matches!(self.changes.first(), Some(Change::Tie(_) | Change::Place(_) | Change::Rule(_)))
            || matches!(self.kind(), "session alone" | "slots drop")
    }

    /// The position of its kind in the order of preference.
    pub(super) fn rank(&self) -> usize {
        ORDER.iter().position(|kind| *kind == self.kind()).unwrap_or(ORDER.len())
    }

    /// The effort of the change, for sorting: a class (less effort first) and an amount within the class. Minutes come
    /// first, then what one person or session has to give up, then what costs money, then what is lost.
    pub(super) fn effort(&self, c: &Conference) -> (u8, i64) {
        let amount = self.amount.unwrap_or(1);
        let days = |id: &str| c.days.iter().filter(|day| c.phases[day.phase.index()].id == id).count() as i64;
        let sessions = |picks: &[Pick]| -> i64 {
            let named = |id: &str| c.sessions.iter().position(|session| session.id == id).map(SessionId::new);
            let one = |pick: &Pick| if let Pick::Session(id) = pick { named(id) } else { None };
            picks.iter().filter_map(one).map(|session| size(c, session)).sum()
        };
        match &self.changes[..] {
            _ if self.gives_up() => (1, 0),
            [Change::Day(DayChange::Earliest { .. } | DayChange::Latest { .. }), ..] => (0, amount),
            [Change::Day(DayChange::Longest { scope: Scope::Phase(phase), .. }), ..] => (0, amount * days(phase)),
            [Change::Day(DayChange::Add { .. }), ..] => (4, 100),
            [Change::Event(_), ..] => (0, amount),
            [Change::Service(ServiceChange::Minutes { .. }), ..] => (0, amount * c.days.len() as i64),
            [Change::Service(ServiceChange::Teams { .. }), ..] => (4, amount),
            [Change::Person(PersonChange::Free { .. }), ..] => (1, 1),
            [Change::Length(LengthChange::Shorten { sessions: picks, .. }), ..] => {
                let attend = |session: &&crate::domain::Session| picks.contains(&Pick::Session(session.id.clone()));
                let attendance = c.sessions.iter().find(attend).map_or(1, |session| session.attendance.max(1));
                (2, amount * attendance)
            }
            [Change::Room(RoomChange::Open { when: Some(when), .. }), ..] => {
                (3, when.windows(c.zone).iter().map(|window| window.until.since(window.from)).sum())
            }
            [Change::Room(RoomChange::Capacity { .. }), ..] => (3, amount),
            [Change::Room(RoomChange::Add { .. }), ..] => (4, 10 * amount),
            [Change::Session(SessionChange::Service { sessions: picks, .. }), ..]
            | [Change::Person(PersonChange::Leave { sessions: picks, .. }), ..] => (5, sessions(picks)),
            [Change::Session(SessionChange::Withdraw { sessions: picks }), ..] => (6, sessions(picks)),
            _ => (3, 1),
        }
    }
}

/// Attendee-minutes.
pub(super) fn size(conference: &Conference, session: SessionId) -> i64 {
    let session = &conference.sessions[session.index()];
    session.attendance.max(1).saturating_mul(session.minutes)
}

fn picks(c: &Conference, sessions: &[SessionId]) -> Vec<Pick> {
    sessions.iter().map(|session| Pick::Session(c.sessions[session.index()].id.clone())).collect()
}

/// The day begins some minutes earlier, but not before its date.
pub(super) fn earlier(c: &Conference, day: DayId, minutes: i64) -> Proposal {
    let own = &c.days[day.index()];
    let earliest = widest(c, day).0.max(own.earliest.plus(-minutes));
    let time = minutes_after(c, own.date, earliest);
    Proposal::new(DayChange::Earliest { scope: Scope::Day(own.date), time }, Some(minutes))
}

/// The day ends some minutes later, but not after its date.
pub(super) fn later(c: &Conference, day: DayId, minutes: i64) -> Proposal {
    let own = &c.days[day.index()];
    let latest = widest(c, day).1.min(own.latest.plus(minutes));
    let time = minutes_after(c, own.date, latest);
    Proposal::new(DayChange::Latest { scope: Scope::Day(own.date), time }, Some(minutes))
}

/// Every day of the phase may be longer by some minutes.
pub(super) fn longer(c: &Conference, phase: PhaseId, minutes: i64) -> Proposal {
    let phase = &c.phases[phase.index()];
    let longest = phase.longest_day_minutes.map(|longest| longest + minutes);
    Proposal::new(DayChange::Longest { scope: Scope::Phase(phase.id.clone()), minutes: longest }, Some(minutes))
}

/// The turnaround of rooms is shorter by some minutes.
pub(super) fn turnaround(c: &Conference, minutes: i64) -> Proposal {
    Proposal::new(EventChange::Turnaround { minutes: (c.turnaround_minutes - minutes).max(0) }, Some(minutes))
}

/// People need some minutes less between two sessions.
pub(super) fn person_gap(c: &Conference, minutes: i64) -> Proposal {
    Proposal::new(EventChange::Gap { minutes: (c.person_gap_minutes - minutes).max(0) }, Some(minutes))
}

/// The service works some minutes more on every day.
pub(super) fn service_minutes(c: &Conference, service: ServiceId, minutes: i64) -> Proposal {
    let service = &c.services[service.index()];
    let all = service.minutes_per_day.map(|known| known + minutes);
    Proposal::new(ServiceChange::Minutes { service: service.id.clone(), minutes: all }, Some(minutes))
}

/// The session is shorter by some minutes.
pub(super) fn shorter(c: &Conference, session: SessionId, minutes: i64) -> Proposal {
    let change = LengthChange::Shorten { sessions: picks(c, &[session]), length: NewLength::By(minutes) };
    Proposal::new(change, Some(minutes))
}

/// The person is available for a day's whole date and all its hours.
pub(super) fn free(c: &Conference, person: PersonId, day: DayId) -> Proposal {
    let (from, until) = widest(c, day);
    let when = Some(When::window(Window { from, until }));
    Proposal::new(PersonChange::Free { person: c.people[person.index()].id.clone(), when }, None)
}

/// The session takes place without the person.
pub(super) fn without_person(c: &Conference, session: SessionId, person: PersonId) -> Proposal {
    let person = c.people[person.index()].id.clone();
    Proposal::new(PersonChange::Leave { person, sessions: picks(c, &[session]) }, None)
}

/// The session takes place without the service.
pub(super) fn without_service(c: &Conference, session: SessionId, service: ServiceId) -> Proposal {
    let need = ServiceNeed::Without(c.services[service.index()].id.clone());
    Proposal::new(SessionChange::Service { sessions: picks(c, &[session]), need }, None)
}

/// More rooms like this one, never closed.
pub(super) fn rooms(c: &Conference, like: RoomId, count: i64) -> Proposal {
    let like = &c.rooms[like.index()].id;
    let names = (1..).map(|number| format!("{like}+{number}"));
    let fresh = names.filter(|name| c.rooms.iter().all(|room| room.id != *name));
    let add = |room| RoomChange::Add { room, capacity: None, like: Some(like.clone()) }.into();
    Proposal { changes: fresh.take(usize::try_from(count).unwrap_or(0)).map(add).collect(), amount: Some(count) }
}

/// The room is open during one of the times when it was closed.
pub(super) fn open(c: &Conference, room: RoomId, window: Window) -> Proposal {
    Proposal::new(RoomChange::Open { room: c.rooms[room.index()].id.clone(), when: Some(When::window(window)) }, None)
}

/// The room has another capacity.
pub(super) fn capacity(c: &Conference, room: RoomId, people: i64) -> Proposal {
    Proposal::new(RoomChange::Capacity { room: c.rooms[room.index()].id.clone(), people: Some(people) }, Some(people))
}

/// More teams of the service.
pub(super) fn teams(c: &Conference, service: ServiceId, count: i64) -> Proposal {
    let service = &c.services[service.index()];
    Proposal::new(ServiceChange::Teams { service: service.id.clone(), teams: service.teams + count }, Some(count))
}

/// One more room has the service.
pub(super) fn service_room(c: &Conference, service: ServiceId, room: RoomId) -> Proposal {
    let service = &c.services[service.index()];
    let rooms = service.rooms.iter().flatten().chain([&room]).map(|room| c.rooms[room.index()].id.clone());
    Proposal::new(ServiceChange::Rooms { service: service.id.clone(), rooms: Some(rooms.collect()) }, None)
}

/// The phase takes sessions of one more type.
pub(super) fn takes(c: &Conference, phase: PhaseId, kind: TypeId) -> Proposal {
    let phase = &c.phases[phase.index()];
    let types = phase.types.iter().flatten().chain([&kind]).map(|kind| c.types[kind.index()].clone());
    Proposal::new(DayChange::Types { phase: phase.id.clone(), types: Some(types.collect()) }, None)
}

/// The phase has one more day, with the hours of its last one.
pub(super) fn day(c: &Conference, phase: PhaseId, date: chrono::NaiveDate) -> Proposal {
    Proposal::new(DayChange::Add { date, phase: Some(c.phases[phase.index()].id.clone()) }, None)
}

/// The sessions are not held.
pub(super) fn withdraw(c: &Conference, sessions: &[SessionId]) -> Proposal {
    let amount = (sessions.len() > 1).then_some(sessions.len() as i64);
    Proposal::new(SessionChange::Withdraw { sessions: picks(c, sessions) }, amount)
}

/// Gives up a constraint on some sessions; `None` if no change expresses that.
pub(super) fn given_up(c: &Conference, constraint: &Constraint) -> Option<Proposal> {
    let id = |session: &SessionId| c.sessions[session.index()].id.clone();
    let change: Change = match constraint {
        Constraint::Fixed(session) => PlaceChange::Unlock { sessions: picks(c, &[*session]), all: false }.into(),
        Constraint::Allowed(session) => PlaceChange::Anytime { sessions: picks(c, &[*session]) }.into(),
        Constraint::Alone(session) => SessionChange::Alone { sessions: picks(c, &[*session]), alone: false }.into(),
        Constraint::Slots(phase) => DayChange::NoSlots { phase: c.phases[phase.index()].id.clone() }.into(),
        Constraint::Order { first, second } => TieChange::Order { first: id(first), second: id(second) }.into(),
        Constraint::Apart(first, second) => TieChange::Apart { first: id(first), second: id(second) }.into(),
        Constraint::Relation { relation, first, second } => {
            let kind = c.relations[*relation].name.to_owned();
            TieChange::Relation { kind, first: id(first), second: id(second) }.into()
        }
        Constraint::Track(track) => TieChange::Track { track: c.tracks[track.index()].0.clone() }.into(),
        Constraint::GoodDay => RuleChange::Off { rule: RuleId::GoodDay.as_str().to_owned() }.into(),
        _ => return None,
    };
    Some(Proposal::new(change, None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{add_day, add_person, at, conference, session};

    fn given() -> Conference {
        let mut given = conference();
        given.days.clear();
        add_day(&mut given, 2, "02T09:00", "02T18:00");
        add_day(&mut given, 3, "03T09:00", "03T18:00");
        given.sessions = ["a", "b"].map(|id| session(id, 60)).to_vec();
        given
    }

    #[test]
    fn hours_grow_as_far_as_their_date() {
        let until = |minutes| later(&given(), DayId(0), minutes).applied(&given()).days[0].latest;
        assert_eq!([until(60), until(1000)], [at("02T19:00"), at("03T00:00")]);
        let from = |minutes| earlier(&given(), DayId(1), minutes).applied(&given()).days[1].earliest;
        assert_eq!([from(60), from(1000)], [at("03T08:00"), at("03T00:00")]);
        assert_eq!(later(&given(), DayId(0), 60).line(), "hours latest 2020-11-02 19:00");
    }

    #[test]
    fn a_person_is_made_free_on_one_day_only() {
        let mut given = given();
        let person = add_person(&mut given, "UTC", &[0]);
        let window = |from, until| Window { from: at(from), until: at(until) };
        given.people[0].unavailable = vec![window("01T00:00", "05T00:00")];
        let changed = free(&given, person, DayId(0)).applied(&given);
        assert_eq!(changed.people[0].unavailable, [window("01T00:00", "02T00:00"), window("03T00:00", "05T00:00")]);
    }

    #[test]
    fn a_shorter_session_needs_its_people_for_less() {
        let mut given = given();
        add_person(&mut given, "UTC", &[0]);
        let changed = shorter(&given, SessionId(0), 20).applied(&given);
        assert_eq!((changed.sessions[0].minutes, changed.sessions[0].participants[0].until), (40, 40));
    }

    #[test]
    fn rooms_get_names_that_are_free() {
        let mut given = given();
        given.rooms[0].id = "hall".into();
        given.rooms.push(crate::domain::Room { id: "hall+2".into(), ..given.rooms[0].clone() });
        let two = rooms(&given, RoomId(0), 2);
        assert_eq!(two.line(), "room add hall+1 like hall; room add hall+3 like hall");
        assert_eq!((two.amount, two.applied(&given).rooms.len()), (Some(2), 4));
    }

    #[test]
    fn a_day_is_proposed_where_it_fits() {
        let next =
            |given: &Conference| crate::diagnose::changes::next_date(given, PhaseId(0)).map(|date| date.to_string());
        let mut given = given();
        assert_eq!(next(&given).as_deref(), Some("2020-11-04"));
        // The day after the next begins before this one would end.
        given.phases.push(crate::domain::testing::phase("q"));
        add_day(&mut given, 5, "04T12:00", "05T18:00");
        assert_eq!(next(&given), None);
    }

    #[test]
    fn withdrawing_a_session_is_proposed_last() {
        let given = given();
        let proposals = [
            withdraw(&given, &[SessionId(0)]),
            rooms(&given, RoomId(0), 1),
            later(&given, DayId(0), 40),
            shorter(&given, SessionId(0), 10),
        ];
        let mut sorted = proposals.to_vec();
        sorted.sort_by_key(|proposal| proposal.effort(&given));
        assert_eq!(sorted, [2, 3, 1, 0].map(|index: usize| proposals[index].clone()));
    }
}
