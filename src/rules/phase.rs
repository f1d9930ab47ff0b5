//! `phase`: the phase of a session's day takes its type.

use std::collections::BTreeSet;

use super::conditions::phase_takes;
use super::words::{Words, list};
use super::{Constraint, GroundError, Grounding, HARD, Rule, Selection};
use crate::domain::{Conference, PhaseId, RuleId, RuleInfo, Strength, TypeId};

/// A session takes place on a day of a phase that takes its type.
pub(super) struct Phase;

impl Rule for Phase {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::Phase,
            sentence: "A session takes place on a day whose phase takes its type.",
            charges: None,
            default: Strength::Hard,
            legal: HARD,
            options: &[],
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

    fn constraints(&self, of: &Selection<'_>) -> Vec<Constraint> {
        let c = of.conference;
        let kinds: BTreeSet<TypeId> = of.sessions().map(|(_, session)| session.session_type).collect();
        let everywhere = |kind| (0..c.phases.len()).all(|phase| c.phase_takes(PhaseId::new(phase), kind));
        kinds.into_iter().filter(|&kind| !everywhere(kind)).map(Constraint::Type).collect()
    }
}

pub(super) fn in_all_phases(c: &mut Conference, kind: TypeId) {
    let lists = c.phases.iter_mut().filter_map(|phase| phase.types.as_mut());
    lists.filter(|types| !types.contains(&kind)).for_each(|types| types.push(kind));
}

/// `Sessions of type talk and main take place only in week-2.` All types are taken by the same phases.
pub(super) fn types(words: Words<'_>, kinds: &[TypeId]) -> String {
    let phases = list(words.phases_with(kinds[0]).into_iter().map(|phase| words.phase(phase)));
    let kinds = list(kinds.iter().map(|kind| words.0.types[kind.index()].clone()));
    match phases.is_empty() {
        true => format!("No phase takes sessions of type {kinds}."),
        false => format!("Sessions of type {kinds} take place only in {phases}."),
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::TypeId;
    use crate::rules::testing::{add_day, conference, phase, session, violations};

    #[test]
    fn each_type_takes_place_on_the_days_of_its_phase() {
        let mut given = conference();
        given.phases[0].types = Some(vec![TypeId(0)]);
        given.phases.push(phase("main"));
        add_day(&mut given, 3, "03T08:00", "03T18:00");
        given.sessions = vec![session("talk", 60), session("main", 60)];
        given.sessions[1].session_type = TypeId(1);
        assert_eq!(violations(&given, &["02T10:00", "03T10:00"]), 0);
        assert_eq!(violations(&given, &["02T10:00", "02T12:00"]), 1);
        assert_eq!(violations(&given, &["03T12:00", "03T10:00"]), 0, "a phase without a list takes all types");
    }
}
