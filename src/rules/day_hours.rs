//! `day-hours`: sessions keep to the hours of their day and the length limit of its phase.

use super::conditions::within_hours;
use super::words::{Words, length};
use super::{Constraint, GroundError, Grounding, HARD, Rule, Selection};
use crate::domain::{Conference, DayId, Instant, PhaseId, RuleId, RuleInfo, Strength};

/// Sessions keep to each day's earliest and latest hour, and no day is open for longer than its phase allows.
pub(super) struct DayHours;

impl Rule for DayHours {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::DayHours,
            sentence: "Sessions keep to the day's earliest and latest hour, and no day is longer than its limit.",
            charges: None,
            default: Strength::Hard,
            legal: HARD,
            options: &[],
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
                grounding.builder.day_span(label, index as u32, Some(steps as u32), 0);
            }
        }
        Ok(())
    }

    fn constraints(&self, of: &Selection<'_>) -> Vec<Constraint> {
        let phases = of.conference.phases.iter().enumerate();
        let limited = phases.filter(|(_, phase)| phase.longest_day_minutes.is_some());
        let hours = (0..of.conference.days.len()).map(|day| Constraint::Hours(DayId::new(day)));
        limited.map(|(index, _)| Constraint::Longest(PhaseId::new(index))).chain(hours).collect()
    }
}

/// The widest hours that a day can have: its whole civil date, without the hours of the days before and after it.
pub(crate) fn widest(c: &Conference, day: DayId) -> (Instant, Instant) {
    let own = c.days[day.index()];
    let midnight = |date: chrono::NaiveDate| c.zone.first_at_or_after(date.and_time(chrono::NaiveTime::MIN));
    let before = day.index().checked_sub(1).map(|index| c.days[index].latest);
    let earliest = midnight(own.date).max(before.unwrap_or(Instant(i64::MIN))).min(own.earliest);
    let after = c.days.get(day.index() + 1).map(|next| next.earliest);
    let end = own.date.succ_opt().map_or(own.latest, midnight);
    let latest = end.min(after.unwrap_or(Instant(i64::MAX))).max(own.latest);
    (earliest, latest)
}

pub(super) fn widen(c: &mut Conference, day: DayId) {
    let (earliest, latest) = widest(c, day);
    (c.days[day.index()].earliest, c.days[day.index()].latest) = (earliest, latest);
}

pub(super) fn without_longest(c: &mut Conference, phase: PhaseId) {
    c.phases[phase.index()].longest_day_minutes = None;
}

/// `Mon 2 Nov 2020 and Tue 3 Nov 2020 are open 09:00-18:00.` All days have the same hours.
pub(super) fn open(words: Words<'_>, days: &[DayId]) -> String {
    let verb = if days.len() == 1 { "is" } else { "are" };
    format!("{} {verb} open {}.", words.days(days), words.hours(days[0]))
}

/// `No day of week-2 is open for longer than 8 h.`
pub(super) fn longest(words: Words<'_>, phase: PhaseId) -> String {
    let longest = words.0.phases[phase.index()].longest_day_minutes.unwrap_or(0);
    format!("No day of {} is open for longer than {}.", words.phase(phase), length(longest))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{at, conference, session, violations};

    #[test]
    fn a_session_keeps_to_the_hours_of_its_day() {
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
