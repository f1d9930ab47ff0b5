//! `placed`: every session has a placement.

use std::collections::BTreeSet;

use super::words::Words;
use super::{GroundError, Grounding, HARD, Rule};
use crate::domain::{RuleId, RuleInfo, SessionId, Strength, TypeId};

/// Every session has a placement. This is a separate level of the score that every activity has, so the rule adds no
/// primitive.
pub(super) struct Placed;

impl Rule for Placed {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::Placed,
            sentence: "Every session has a start and a room.",
            charges: None,
            default: Strength::Hard,
            legal: HARD,
            options: &[],
        }
    }

    fn ground(&self, _: &mut Grounding<'_>, _: Strength) -> Result<(), GroundError> {
        Ok(())
    }
}

/// `a and b (1 h each) take place.`
pub(super) fn held(words: Words<'_>, sessions: &[SessionId]) -> String {
    format!("{} {} place.", words.sized(sessions), if sessions.len() == 1 { "takes" } else { "take" })
}

/// As [`held`], for many sessions, which are named with their type if it is the same.
pub(super) fn all_held(words: Words<'_>, sessions: &[SessionId]) -> String {
    let kind = |session: SessionId| words.0.sessions[session.index()].session_type;
    let kinds: BTreeSet<TypeId> = sessions.iter().map(|&session| kind(session)).collect();
    let of_type = match kinds.iter().collect::<Vec<_>>()[..] {
        [only] => format!(" of type {}", words.0.types[only.index()]),
        _ => String::new(),
    };
    format!("All of these {} sessions{of_type} take place: {}.", sessions.len(), words.sized(sessions))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{conference, score, session};

    #[test]
    fn a_missing_session_counts_its_attendee_minutes() {
        let mut given = conference();
        given.sessions = vec![session("a", 60), session("b", 90)];
        given.sessions[1].attendance = 0;
        assert_eq!(score(&given, &["02T10:00", "02T12:00"]).unplaced, 0);
        assert_eq!(score(&given, &["-", "02T12:00"]).unplaced, 600);
        assert_eq!(score(&given, &["-", "-"]).unplaced, 690, "an attendance of 0 counts as one");
    }
}
