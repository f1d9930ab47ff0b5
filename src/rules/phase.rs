//! `phase`: the day's phase takes the session's type.

use super::conditions::phase_takes;
use super::{GroundError, Grounding, HARD, Rule};
use crate::domain::{RuleInfo, Strength};

/// A session is held on a day of a phase that takes its type.
pub struct Phase;

impl Rule for Phase {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "phase",
            sentence: "A session is held on a day whose phase takes its type.",
            default: Strength::Hard,
            legal: HARD,
            has_share: false,
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, _: Strength) -> Result<(), GroundError> {
        let conference = grounding.conference;
        for index in grounding.sessions() {
            let session = grounding.session(index);
            let outside = session.fixed.is_some_and(|fixed| conference.day_at(fixed.start).is_none());
            for start in 0..grounding.starts() {
                if outside || !phase_takes(conference, session, grounding.axis.start_day(start)) {
                    grounding.forbid(index, start);
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::TypeId;
    use crate::rules::testing::{add_day, conference, phase, session, violations};

    #[test]
    fn each_type_on_the_days_of_its_phase() {
        let mut given = conference();
        given.phases[0].types = Some(vec![TypeId(0)]);
        given.phases.push(phase("main"));
        add_day(&mut given, 3, "03T08:00", "03T18:00");
        given.sessions = vec![session("talk", 60), session("main", 60)];
        given.sessions[1].kind = TypeId(1);
        assert_eq!(violations(&given, &["02T10:00", "03T10:00"]), 0);
        assert_eq!(violations(&given, &["02T10:00", "02T12:00"]), 1);
        assert_eq!(violations(&given, &["03T12:00", "03T10:00"]), 0, "no list takes all");
    }
}
