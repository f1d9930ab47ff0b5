//! What is asked of one timetable beyond the programme: what it is compared with, and what it keeps.

use super::{Conference, Instant, Lock, Placement, RuleSettings, Schedule, SessionId};

/// An earlier timetable that a new one is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The earlier timetable. The rule `stay` prices what is elsewhere, and rooms are kept where they are free.
    pub schedule: Schedule,
    /// A session in another room counts as moved, so that rooms are told apart even where `stay` is off.
    pub count_room_changes: bool,
}

/// All that the cost of a timetable depends on: a conference, and the earlier timetable that `stay` counts against.
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

/// A session that stays where it is, as far as its lock says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptSession {
    /// The session.
    pub session: SessionId,
    /// Where it stays.
    pub placement: Placement,
    /// How much of the placement it keeps.
    pub lock: Lock,
}

/// What is asked of one timetable beyond the programme. The default asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// What the timetable is compared with.
    pub reference: Option<Reference>,
    /// Sessions that stay. A session may be listed more than once: every lock holds.
    pub kept: Vec<KeptSession>,
    /// The earliest start of every session that does not keep both its start and its room.
    pub not_before: Option<Instant>,
    /// Settings of the rules that replace those of the programme.
    pub rules: Option<RuleSettings>,
}

impl Request {
    /// A conference with the earlier timetable of this request.
    pub fn problem<'a>(&'a self, conference: &'a Conference) -> Problem<'a> {
        Problem { conference, reference: self.reference.as_ref() }
    }

    /// Compares with an earlier timetable and keeps nothing of it.
    pub fn against(schedule: Schedule) -> Request {
        Request { reference: Some(Reference { schedule, count_room_changes: false }), ..Request::default() }
    }

    /// Whether some session is kept, or may not start before an instant.
    pub fn has_locks(&self) -> bool {
        !self.kept.is_empty() || self.not_before.is_some()
    }

    /// The sessions that are kept, ascending, each once.
    pub fn kept_sessions(&self) -> Vec<SessionId> {
        let mut sessions: Vec<SessionId> = self.kept.iter().map(|kept| kept.session).collect();
        sessions.sort_unstable();
        sessions.dedup();
        sessions
    }

    /// The kept sessions alone, those that keep both start and room: what is locked and breaks a rule by itself shows
    /// here.
    pub fn fixed_alone(&self, sessions: usize) -> Schedule {
        let mut alone = Schedule::empty(sessions);
        for kept in self.kept.iter().filter(|kept| kept.lock == Lock::Fixed) {
            if let Some(placement) = alone.placements.get_mut(kept.session.index()) {
                *placement = Some(kept.placement);
            }
        }
        alone
    }

    /// The conference with the rules as they are asked for.
    pub fn with_rules(&self, conference: &Conference) -> Conference {
        let mut conference = conference.clone();
        if let Some(rules) = &self.rules {
            conference.rules.clone_from(rules);
        }
        conference
    }

    /// The conference under this request: rules as they are asked for, kept sessions fixed, the others not before the
    /// earliest start. What a timetable breaks of it, it breaks of the programme or of the request.
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
        assert_eq!(restricted.sessions[0].fixed.map(|fixed| fixed.start), Some(placement.start));
        assert_eq!(restricted.sessions[0].allowed, None);
        let until = given.days.iter().map(|day| day.latest).max().unwrap();
        assert_eq!(restricted.sessions[1].allowed, Some(vec![Window { from: at("02T10:00"), until }]));
        assert_eq!(request.kept_sessions(), [SessionId(0)]);
        assert!(request.has_locks() && !Request::default().has_locks());
        assert_eq!(Request::default().restrict(&given), given);
    }
}
