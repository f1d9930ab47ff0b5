//! Changes of a conference that could make the impossible possible.

use chrono::NaiveDate;

use super::statements::{Statement, add_copies, take_back, widest, without};
use crate::domain::{
    self, Conference, DayId, Instant, PersonId, PhaseId, RoomId, ServiceId, SessionId, TypeId, Window,
};

/// One change of what was given.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The day begins so many minutes earlier.
    Earlier {
        /// The day.
        day: DayId,
        /// Minutes.
        minutes: i64,
    },
    /// The day ends so many minutes later.
    Later {
        /// The day.
        day: DayId,
        /// Minutes.
        minutes: i64,
    },
    /// Every day of the phase may be so many minutes longer.
    Longer {
        /// The phase.
        phase: PhaseId,
        /// Minutes.
        minutes: i64,
    },
    /// A room's turnaround is so many minutes shorter.
    Turnaround {
        /// Minutes.
        minutes: i64,
    },
    /// People need so many minutes less between two sessions.
    PersonGap {
        /// Minutes.
        minutes: i64,
    },
    /// The service works so many minutes more on every day.
    ServiceMinutes {
        /// The service.
        service: ServiceId,
        /// Minutes.
        minutes: i64,
    },
    /// The session is so many minutes shorter.
    Shorter {
        /// The session.
        session: SessionId,
        /// Minutes.
        minutes: i64,
    },
    /// The person is there on that day.
    Free {
        /// The person.
        person: PersonId,
        /// The day.
        day: DayId,
    },
    /// The session does without the person, or with somebody else.
    Without {
        /// The session.
        session: SessionId,
        /// The person.
        person: PersonId,
    },
    /// The session does without the service.
    NoService {
        /// The session.
        session: SessionId,
        /// The service.
        service: ServiceId,
    },
    /// So many more rooms like this one, never closed.
    Rooms {
        /// The room.
        like: RoomId,
        /// How many.
        count: i64,
    },
    /// The room is open during one of the times when it was closed.
    Open {
        /// The room.
        room: RoomId,
        /// When.
        window: Window,
    },
    /// The room holds so many people.
    Capacity {
        /// The room.
        room: RoomId,
        /// People.
        people: i64,
    },
    /// So many more teams of the service.
    Teams {
        /// The service.
        service: ServiceId,
        /// How many.
        count: i64,
    },
    /// The service is to be had in one more room.
    ServiceRoom {
        /// The service.
        service: ServiceId,
        /// The room.
        room: RoomId,
    },
    /// The phase takes sessions of one more type.
    Takes {
        /// The phase.
        phase: PhaseId,
        /// The type.
        kind: TypeId,
    },
    /// The phase has one more day, after its last and with the same hours.
    Day {
        /// The phase.
        phase: PhaseId,
        /// Its date.
        date: NaiveDate,
    },
    /// A statement on some sessions is given up.
    GivenUp(Statement),
    /// The sessions are not held.
    LeftOut(Vec<SessionId>),
}

use Change::*;

impl Change {
    /// The conference with the change. Sessions left out are still in it.
    pub fn applied(&self, conference: &Conference) -> Conference {
        let mut c = conference.clone();
        match self {
            Earlier { day, minutes } => {
                let earliest = widest(&c, *day).0.max(c.days[day.index()].earliest.plus(-minutes));
                c.days[day.index()].earliest = earliest;
            }
            Later { day, minutes } => {
                let latest = widest(&c, *day).1.min(c.days[day.index()].latest.plus(*minutes));
                c.days[day.index()].latest = latest;
            }
            Longer { phase, minutes } => add(&mut c.phases[phase.index()].longest_day_minutes, *minutes),
            Turnaround { minutes } => c.turnaround_minutes = (c.turnaround_minutes - minutes).max(0),
            PersonGap { minutes } => c.person_gap_minutes = (c.person_gap_minutes - minutes).max(0),
            ServiceMinutes { service, minutes } => add(&mut c.services[service.index()].minutes_per_day, *minutes),
            Shorter { session, minutes } => shorten(&mut c, *session, *minutes),
            Free { person, day } => free(&mut c, *person, *day),
            Without { session, person } => {
                c.sessions[session.index()].panel.retain(|seat| seat.person != *person);
            }
            NoService { session, service } => {
                c.sessions[session.index()].services.retain(|other| other != service);
            }
            Rooms { like, count } => {
                let closed = std::mem::take(&mut c.rooms[like.index()].closed);
                add_copies(&mut c, *like, usize::try_from(*count).unwrap_or(0));
                c.rooms[like.index()].closed = closed;
            }
            Open { room, window } => c.rooms[room.index()].closed.retain(|closed| closed != window),
            Capacity { room, people } => c.rooms[room.index()].capacity = Some(*people),
            Teams { service, count } => c.services[service.index()].teams += count,
            ServiceRoom { service, room } => {
                c.services[service.index()].rooms.iter_mut().for_each(|rooms| rooms.push(*room));
            }
            Takes { phase, kind } => {
                c.phases[phase.index()].types.iter_mut().for_each(|types| types.push(*kind));
            }
            Day { phase, date } => add_day(&mut c, *phase, *date),
            GivenUp(statement @ Statement::Relation { .. }) => c = without(&c, &[statement], 0),
            GivenUp(statement) => take_back(&mut c, statement),
            LeftOut(_) => {}
        }
        c
    }

    /// The sessions that are no longer held.
    pub fn left_out(&self) -> &[SessionId] {
        match self {
            LeftOut(sessions) => sessions,
            _ => &[],
        }
    }

    /// What it asks of people, for an order: a kind, less first, and an amount within the kind. Some minutes come first,
    /// then what one person or one session has to give up, then what costs money, then what is lost.
    pub fn effort(&self, conference: &Conference) -> (u8, i64) {
        let days = |phase: &PhaseId| conference.days.iter().filter(|day| day.phase == *phase).count() as i64;
        match self {
            Earlier { minutes, .. } | Later { minutes, .. } => (0, *minutes),
            Turnaround { minutes } | PersonGap { minutes } => (0, *minutes),
            Longer { phase, minutes } => (0, minutes * days(phase)),
            ServiceMinutes { minutes, .. } => (0, minutes * conference.days.len() as i64),
            GivenUp(_) => (1, 0),
            Free { .. } => (1, 1),
            Shorter { session, minutes } => (2, minutes * conference.sessions[session.index()].attendance.max(1)),
            Open { window, .. } => (3, window.until.since(window.from)),
            ServiceRoom { .. } | Takes { .. } => (3, 1),
            Capacity { people, .. } => (3, *people),
            Teams { count, .. } => (4, *count),
            Rooms { count, .. } => (4, 10 * count),
            Day { .. } => (4, 100),
            NoService { session, .. } | Without { session, .. } => (5, size(conference, *session)),
            LeftOut(sessions) => (6, sessions.iter().map(|&session| size(conference, session)).sum()),
        }
    }
}

/// Attendee-minutes.
pub(super) fn size(conference: &Conference, session: SessionId) -> i64 {
    let session = &conference.sessions[session.index()];
    session.attendance.max(1).saturating_mul(session.minutes)
}

fn add(limit: &mut Option<i64>, minutes: i64) {
    limit.iter_mut().for_each(|limit| *limit += minutes);
}

fn shorten(c: &mut Conference, session: SessionId, minutes: i64) {
    let session = &mut c.sessions[session.index()];
    session.minutes = (session.minutes - minutes).max(1);
    for seat in &mut session.panel {
        seat.until = seat.until.min(session.minutes);
        seat.from = seat.from.min(seat.until);
    }
}

/// Lets a person be there over a day's civil date and hours.
fn free(c: &mut Conference, person: PersonId, day: DayId) {
    let (from, until) = widest(c, day);
    let person = &mut c.people[person.index()];
    person.available.iter_mut().for_each(|windows| windows.push(Window { from, until }));
    let outside = |window: &Window| {
        let before = Window { from: window.from, until: window.until.min(from) };
        let after = Window { from: window.from.max(until), until: window.until };
        [before, after].into_iter().filter(|part| part.from < part.until)
    };
    person.unavailable = person.unavailable.iter().flat_map(outside).collect();
}

/// The date after a phase's last day, if it is free.
pub(super) fn next_date(c: &Conference, phase: PhaseId) -> Option<NaiveDate> {
    let last = c.days.iter().filter(|day| day.phase == phase).map(|day| day.date).max()?;
    last.succ_opt().filter(|next| c.days.iter().all(|day| day.date != *next))
}

/// Adds a day with the hours of its phase's last one.
fn add_day(c: &mut Conference, phase: PhaseId, date: NaiveDate) {
    let Some(index) = c.days.iter().rposition(|day| day.phase == phase) else { return };
    let last = c.days[index];
    let days = date.signed_duration_since(last.date);
    let moved = |at: Instant| c.zone.first_at_or_after(c.zone.civil(at) + days);
    let latest = c.days.get(index + 1).map_or(Instant(i64::MAX), |next| next.earliest).min(moved(last.latest));
    let day = domain::Day { phase, date, earliest: moved(last.earliest).max(last.latest), latest };
    if day.earliest < day.latest {
        c.days.insert(index + 1, day);
    }
}

/// Whether the window shares time with the day.
pub(super) fn meets(conference: &Conference, day: DayId, from: Instant, until: Instant) -> bool {
    let day = &conference.days[day.index()];
    from < day.latest && until > day.earliest
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
        let later = |minutes| Later { day: DayId(0), minutes }.applied(&given()).days[0].latest;
        assert_eq!([later(60), later(1000)], [at("02T19:00"), at("03T00:00")]);
        let earlier = |minutes| Earlier { day: DayId(1), minutes }.applied(&given()).days[1].earliest;
        assert_eq!([earlier(60), earlier(1000)], [at("03T08:00"), at("03T00:00")]);
    }

    #[test]
    fn somebody_is_free_on_one_day_and_away_on_the_other() {
        let mut given = given();
        let person = add_person(&mut given, "UTC", &[0]);
        given.people[0].unavailable = vec![Window { from: at("01T00:00"), until: at("05T00:00") }];
        let changed = Free { person, day: DayId(0) }.applied(&given);
        let window = |from, until| Window { from: at(from), until: at(until) };
        assert_eq!(changed.people[0].unavailable, [window("01T00:00", "02T00:00"), window("03T00:00", "05T00:00")]);
    }

    #[test]
    fn a_shorter_session_needs_its_people_for_less() {
        let mut given = given();
        add_person(&mut given, "UTC", &[0]);
        let changed = Shorter { session: SessionId(0), minutes: 20 }.applied(&given);
        assert_eq!((changed.sessions[0].minutes, changed.sessions[0].panel[0].until), (40, 40));
    }

    #[test]
    fn what_is_lost_comes_last() {
        let given = given();
        let changes = [
            LeftOut(vec![SessionId(0)]),
            Rooms { like: RoomId(0), count: 1 },
            Later { day: DayId(0), minutes: 40 },
            Shorter { session: SessionId(0), minutes: 10 },
        ];
        let mut sorted = changes.to_vec();
        sorted.sort_by_key(|change| change.effort(&given));
        assert_eq!(sorted, [2, 3, 1, 0].map(|index: usize| changes[index].clone()));
    }
}
