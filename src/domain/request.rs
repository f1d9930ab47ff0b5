//! The request for one timetable: the earlier timetable that it is compared with, and what it keeps.

use super::{Conference, Instant, Lock, Placement, RuleSettings, Schedule, SessionId};

/// An earlier timetable that a new one is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The earlier timetable. The rule `stay` prices moves against it; sessions keep their rooms where these are free.
    pub schedule: Schedule,
    /// Whether a session in another room counts as moved. Then the model distinguishes the rooms even if `stay` is off.
    pub count_room_changes: bool,
}

/// All that the cost of a timetable depends on: a conference, and the earlier timetable that `stay` compares with.
///
/// A conference by itself is a problem without an earlier timetable.
#[derive(Debug, Clone, Copy)]
pub struct Problem<'a> {
    /// The conference.
    pub conference: &'a Conference,
    /// The earlier timetable.
    pub reference: Option<&'a Reference>,
}

impl<'a> From<&'a Conference> for Problem<'a> {
    fn from(conference: &'a Conference) -> Problem<'a> {
        Problem { conference, reference: None }
    }
}

/// A session that keeps its placement, or the part of it that its lock names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptSession {
    /// The session.
    pub session: SessionId,
    /// Its placement.
    pub placement: Placement,
    /// What it keeps of the placement.
    pub lock: Lock,
}

/// The request for one timetable, in addition to the programme. The default is an empty request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The earlier timetable that it is compared with.
    pub reference: Option<Reference>,
    /// The sessions that keep (part of) their placement. A session may be listed more than once: all its locks hold.
    pub kept: Vec<KeptSession>,
    /// The earliest start of every session that does not keep both its start and its room.
    pub not_before: Option<Instant>,
    /// Rule settings that replace those of the programme.
    pub rules: Option<RuleSettings>,
}

impl Request {
    /// A conference with the earlier timetable of this request.
    pub fn problem<'a>(&'a self, conference: &'a Conference) -> Problem<'a> {
        Problem { conference, reference: self.reference.as_ref() }
    }

    /// A request that compares with an earlier timetable and keeps nothing of it.
    pub fn against(schedule: Schedule) -> Request {
        Request { reference: Some(Reference { schedule, count_room_changes: false }), ..Request::default() }
    }

    /// Whether a session is kept or an earliest start is set.
    pub fn has_locks(&self) -> bool {
        !self.kept.is_empty() || self.not_before.is_some()
    }

    /// The kept sessions, ascending, each once.
    pub fn kept_sessions(&self) -> Vec<SessionId> {
        let mut sessions: Vec<SessionId> = self.kept.iter().map(|kept| kept.session).collect();
        sessions.sort_unstable();
        sessions.dedup();
        sessions
    }

    /// A schedule with only the sessions that keep both start and room. Checking it shows which rules the locks break
    /// by themselves.
    pub fn fixed_alone(&self, sessions: usize) -> Schedule {
        let mut alone = Schedule::empty(sessions);
        for kept in self.kept.iter().filter(|kept| kept.lock == Lock::Fixed) {
            if let Some(placement) = alone.placements.get_mut(kept.session.index()) {
                *placement = Some(kept.placement);
            }
        }
        alone
    }

    /// The conference with the request's rule settings.
    pub fn with_rules(&self, conference: &Conference) -> Conference {
        let mut conference = conference.clone();
        if let Some(rules) = &self.rules {
            conference.rules.clone_from(rules);
        }
        conference
    }

    /// The conference under this request: with its rule settings, kept sessions restricted to their placements, and the
    /// others not before the earliest start. A timetable is valid for it if it is valid for both programme and request.
    pub fn restrict(&self, conference: &Conference) -> Conference {
        let mut restricted = self.with_rules(conference);
        let alone = self.fixed_alone(conference.sessions.len());
        for kept in &self.kept {
            restricted.keep(kept.session, kept.placement, kept.lock);
        }
        if let Some(limit) = self.not_before {
            for session in restricted.session_ids().filter(|&session| alone.get(session).is_none()) {
                restricted.not_before(session, limit);
            }
        }
        restricted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{at, conference, session};
    use crate::domain::{RoomId, Window};

    #[test]
    fn kept_sessions_are_fixed_and_the_others_start_later() {
        let mut given = conference();
        given.sessions = vec![session("a", 60), session("b", 60)];
        let placement = Placement { start: at("02T08:00"), room: Some(RoomId(0)) };
        let kept = vec![KeptSession { session: SessionId(0), placement, lock: Lock::Fixed }; 2];
        let request = Request { kept, not_before: Some(at("02T10:00")), ..Request::default() };
        let restricted = request.restrict(&given);
        assert_eq!(restricted.sessions[0].kept.start, Some(placement.start));
        assert_eq!(restricted.sessions[0].kept.window, None);
        let until = given.days.iter().map(|day| day.latest).max().unwrap();
        assert_eq!(restricted.sessions[1].kept.window, Some(Window { from: at("02T10:00"), until }));
        assert_eq!(request.kept_sessions(), [SessionId(0)]);
        assert!(request.has_locks() && !Request::default().has_locks());
        assert_eq!(Request::default().restrict(&given), given);
    }
}
