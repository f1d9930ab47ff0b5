//! `service`: limits on the teams in use at once and on the minutes of a day.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{Words, length};
use super::{Constraint, GroundError, Grounding, HARD, Rule, Selection, Shortage};
use crate::domain::{Conference, RuleId, RuleInfo, ServiceId, Strength};
use crate::model::{BucketCapacity, BucketCapacityTerm, Cumulative, Price, Role};

/// At no minute do more sessions need a service than it has teams, and on no day do they need more minutes than its
/// limit.
pub(super) struct Service;

impl Rule for Service {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::Service,
            sentence: "A service has no more sessions at once than teams, and no more minutes a day than its limit.",
            charges: None,
            default: Strength::Hard,
            legal: HARD,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, _: Strength) -> Result<(), GroundError> {
        let days = grounding.axis.starts.iter().map(|start| start.day).collect();
        let days = grounding.builder.buckets(days);
        // Minutes do not depend on the start: one measure for each length.
        let mut measures: BTreeMap<i64, u32> = BTreeMap::new();
        for (index, service) in grounding.conference.services.iter().enumerate() {
            let needs = |&session: &usize| grounding.session(session).services.contains(&ServiceId::new(index));
            let sessions: Vec<usize> = grounding.sessions().filter(needs).collect();
            if service.teams < 1 {
                for &session in &sessions {
                    (0..grounding.starts()).for_each(|start| grounding.forbid(session, start));
                }
                continue;
            }
            let label = grounding.label(vec![service.id.clone()]);
            let uses = sessions.iter().map(|&session| grounding.use_of(session, 0, 1)).collect();
            let capacity = u32::try_from(service.teams).unwrap_or(u32::MAX);
            grounding.builder.cumulative(Cumulative { label, capacity, price: Price::Hard, role: Role::Other, uses });
            let Some(limit) = service.minutes_per_day else { continue };
            let mut terms = Vec::with_capacity(sessions.len());
            for session in sessions {
                let minutes = grounding.session(session).minutes;
                let starts = grounding.starts();
                let new = || grounding.builder.measure(vec![minutes; starts]);
                let measure = *measures.entry(minutes).or_insert_with(new);
                terms.push(BucketCapacityTerm { activity: session as u32, measure, buckets: Some(days) });
            }
            let label = grounding.label(vec![service.id.clone(), "minutes-per-day".into()]);
            let buckets = grounding.conference.days.len() as u32;
            grounding.bucket_capacity(BucketCapacity { label, buckets, limit, price: Price::Hard, terms });
        }
        Ok(())
    }

    /// Only the teams: a certificate holds no multipliers of the minutes of a day.
    fn is_certified(&self, subject: &[String]) -> bool {
        subject.len() == 1
    }

    fn constraints(&self, of: &Selection<'_>) -> Vec<Constraint> {
        let needed: BTreeSet<ServiceId> = of.sessions().flat_map(|(_, session)| &session.services).copied().collect();
        let limited = |id: &&ServiceId| of.conference.services[id.index()].minutes_per_day.is_some();
        let minutes = needed.iter().filter(limited).map(|&id| Constraint::ServiceMinutes(id));
        minutes.chain(needed.iter().map(|&id| Constraint::Teams(id))).collect()
    }

    fn shortage_sentence(&self, _: Words<'_>, short: &Shortage<'_>) -> String {
        let (who, service) = (&short.who, short.subject.first().map_or("the service", String::as_str));
        format!("{who} need {service} for {} in all; {}.", short.needed_time(), short.there_is())
    }
}

pub(super) fn with_a_team_each(c: &mut Conference, service: ServiceId) {
    c.services[service.index()].teams = c.sessions.len().max(1) as i64;
}

pub(super) fn without_minutes(c: &mut Conference, service: ServiceId) {
    c.services[service.index()].minutes_per_day = None;
}

/// `There are 2 teams for interpretation, each for one session at a time.`
pub(super) fn teams(words: Words<'_>, service: ServiceId) -> String {
    let teams = words.0.services[service.index()].teams;
    let service = words.service(service);
    match teams {
        1 => format!("There is one team for {service}: it serves one session at a time."),
        teams => format!("There are {teams} teams for {service}, each for one session at a time."),
    }
}

/// `Interpretation is available for 6 h a day in total.`
pub(super) fn minutes(words: Words<'_>, service: ServiceId) -> String {
    let minutes = words.0.services[service.index()].minutes_per_day.unwrap_or(0);
    format!("{} is available for {} a day in total.", words.service(service), length(minutes))
}

#[cfg(test)]
mod tests {
    use crate::domain::{Conference, Service, ServiceId};
    use crate::rules::testing::{add_day, conference, rooms, session, violations};

    fn given(teams: i64, minutes_per_day: Option<i64>) -> Conference {
        let mut given = conference();
        given.rooms = rooms(3);
        add_day(&mut given, 3, "03T00:00", "04T00:00");
        given.services = vec![Service { id: "i".into(), teams, rooms: None, minutes_per_day }];
        given.sessions = vec![session("a", 60), session("b", 60), session("c", 120)];
        given.sessions.iter_mut().for_each(|session| session.services = vec![ServiceId(0)]);
        given
    }

    #[test]
    fn no_more_sessions_at_once_than_teams() {
        let given = given(2, None);
        assert_eq!(violations(&given, &["02T10:00", "02T10:00@1", "02T11:00@2"]), 0);
        assert_eq!(violations(&given, &["02T10:00", "02T10:00@1", "02T09:00@2"]), 1);
    }

    #[test]
    fn no_more_minutes_a_day() {
        let given = given(3, Some(180));
        assert_eq!(violations(&given, &["02T10:00", "02T12:00", "03T10:00"]), 0);
        assert_eq!(violations(&given, &["02T10:00", "03T12:00", "02T12:00"]), 0);
        assert_eq!(violations(&given, &["02T10:00", "02T12:00", "02T14:00"]), 1);
    }

    #[test]
    fn a_single_session_can_be_too_long_for_a_day_and_a_service_without_teams_forbids_all_starts() {
        let mut long = given(1, Some(90));
        long.sessions.drain(..2);
        assert_eq!(violations(&long, &["02T10:00"]), 1);
        assert_eq!(violations(&given(0, None), &["02T10:00", "-", "-"]), 1);
    }
}
