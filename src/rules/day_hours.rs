//! `day-hours`: within the day's limits.

use super::conditions::within_hours;
use super::{GroundError, Grounding, HARD, Rule};
use crate::domain::{RuleInfo, Strength};

/// Within each day's earliest and latest hour, and no day open for longer than its phase allows.
pub struct DayHours;

impl Rule for DayHours {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "day-hours",
            sentence: "Sessions lie within the day's earliest and latest hour, and no day is longer than its limit.",
            default: Strength::Hard,
            legal: HARD,
            has_share: false,
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, _: Strength) -> Result<(), GroundError> {
        for start in 0..grounding.starts() {
            let (from, day) = (grounding.axis.start_instant(start), grounding.axis.start_day(start));
            for index in grounding.sessions() {
                if !within_hours(grounding.conference, day, from, grounding.session(index).end(from)) {
                    grounding.forbid(index, start);
                }
            }
        }
        for (index, day) in grounding.conference.days.iter().enumerate() {
            if let Some(longest) = grounding.conference.phases[day.phase.index()].longest_day_minutes {
                let label = grounding.label(vec![day.date.to_string()]);
                let steps = grounding.axis.steps(longest).clamp(0, i64::from(grounding.axis.horizon));
                grounding.builder.span(label, index as u32, Some(steps as u32), 0);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{at, conference, session, violations};

    #[test]
    fn nothing_before_or_after_the_days_hours() {
        let mut given = conference();
        given.days[0].earliest = at("02T08:00");
        given.days[0].latest = at("02T10:30");
        given.sessions = vec![session("a", 90)];
        assert_eq!(violations(&given, &["02T08:00"]), 0);
        assert_eq!(violations(&given, &["02T09:00"]), 0);
        assert_eq!(violations(&given, &["02T10:00"]), 1);
    }

    #[test]
    fn a_day_is_no_longer_than_its_limit() {
        let mut given = conference();
        given.phases[0].longest_day_minutes = Some(185);
        given.sessions = vec![session("a", 60), session("b", 60)];
        assert_eq!(violations(&given, &["02T10:00", "02T12:00"]), 0);
        assert_eq!(violations(&given, &["02T10:00", "02T13:00"]), 1, "four hours, in steps of one");
        assert_eq!(violations(&given, &["-", "02T20:00"]), 0);
    }
}
