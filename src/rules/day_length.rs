//! `day-length`: days are short.

use super::exact_arithmetic::ratio;
use super::{GroundError, Grounding, Rule, WEIGHT_OR_OFF};
use crate::domain::{Decimal, RuleId, RuleInfo, Strength};
use crate::model::TooLarge;

/// Every minute from a day's first start to its last end costs the weight, in discomfort-minutes.
pub(super) struct DayLength;

impl Rule for DayLength {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::DayLength,
            sentence: "Days are short from the first start to the last end.",
            charges: Some("each minute from a day's first start to its last end"),
            default: Strength::Off,
            legal: WEIGHT_OR_OFF,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        let Strength::Weight(weight) = strength else { return Ok(()) };
        let minute = ratio(&[weight.micros.into(), 100], Decimal::SCALE.into())?;
        let price = minute.checked_mul(grounding.axis.step_minutes).ok_or(TooLarge)?;
        for (index, day) in grounding.conference.days.iter().enumerate() {
            let label = grounding.label(vec![day.date.to_string()]);
            grounding.builder.day_span(label, index as u32, None, price);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{RuleId, add_day, conference, cost, session, violations, weigh};

    #[test]
    fn the_open_minutes_of_all_days_cost() {
        let mut given = conference();
        weigh(&mut given, RuleId::DayLength, "1.5");
        add_day(&mut given, 3, "03T00:00", "04T00:00");
        given.sessions = vec![session("a", 60), session("b", 60), session("c", 60)];
        assert_eq!(cost(&given, &["02T10:00", "02T13:00", "-"]), 240 * 150);
        assert_eq!(cost(&given, &["02T10:00", "03T13:00", "02T11:00"]), 180 * 150);
        assert_eq!(cost(&given, &["-", "-", "-"]), 0);
        given.phases[0].longest_day_minutes = Some(60);
        assert_eq!(violations(&given, &["02T10:00", "02T12:00", "-"]), 2, "in addition to the limit");
    }
}
