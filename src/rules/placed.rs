//! `placed`: every session has a placement.

use super::{GroundError, Grounding, HARD, Rule};
use crate::domain::{RuleInfo, Strength};

/// Every session has a placement. A level of the score of its own: activities carry it themselves.
pub struct Placed;

impl Rule for Placed {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "placed",
            sentence: "Every session has a start and a room.",
            default: Strength::Hard,
            legal: HARD,
            has_share: false,
        }
    }

    fn ground(&self, _: &mut Grounding<'_>, _: Strength) -> Result<(), GroundError> {
        Ok(())
    }
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
        assert_eq!(score(&given, &["-", "-"]).unplaced, 690, "nobody counts as one");
    }
}
