//! Reduces a conference to its hard rules, or to some of its sessions.

use crate::domain::{Conference, Interest, PersonId, Relation, RuleId, Schedule, SessionId};
use crate::rules::rule;

/// The conference with only its hard constraints. Everything that only has a price is removed, so that its models are
/// small and every feasible timetable costs nothing.
pub(super) fn hard_only(conference: &Conference) -> Conference {
    let mut hard = conference.clone();
    for id in RuleId::ALL {
        hard.rules[id].strength = rule(id).hard_part(&mut hard, conference.rule(id));
    }
    // A person who sends a recording is not needed.
    hard.sessions.iter_mut().for_each(|session| session.participants.retain(|participation| !participation.recorded));
    hard
}

/// Empties everything in the conference that does not concern these sessions (ascending). All items keep their ids, so
/// it can replace the whole conference; it is only faster to copy.
pub(super) fn mask(conference: &Conference, sessions: &[SessionId]) -> Conference {
    let mut masked = conference.clone();
    let mut needed = vec![false; conference.people.len()];
    for (index, session) in masked.sessions.iter_mut().enumerate() {
        if sessions.binary_search(&SessionId::new(index)).is_ok() {
            session.participants.iter().for_each(|participation| needed[participation.person.index()] = true);
        } else {
            (session.id, session.title) = (String::new(), String::new());
            session.tags.clear();
            session.participants.clear();
            session.services.clear();
            session.after.clear();
            session.before.clear();
            session.apart_from.clear();
            session.allowed = None;
        }
    }
    for (person, _) in masked.people.iter_mut().zip(needed).filter(|(_, needed)| !needed) {
        (person.id, person.name) = (String::new(), None);
        (person.available, person.unavailable) = (None, Vec::new());
        person.comfort.windows.clear();
    }
    masked
}

/// The conference with only these sessions (ascending) and the people they need, as if there were no others. Links to
/// other sessions are dropped.
pub(super) fn restrict(conference: &Conference, sessions: &[SessionId]) -> Conference {
    if sessions.len() == conference.sessions.len() {
        return conference.clone();
    }
    let mut place = vec![None; conference.sessions.len()];
    for (index, session) in sessions.iter().enumerate() {
        place[session.index()] = Some(SessionId::new(index));
    }
    let new = |session: SessionId| place.get(session.index()).copied().flatten();
    let kept = sessions.iter().map(|session| conference.sessions[session.index()].clone()).collect();
    let mut part = Conference { sessions: kept, people: Vec::new(), ..conference.clone() };
    let mut people = vec![None; conference.people.len()];
    for session in &mut part.sessions {
        for participation in &mut session.participants {
            participation.person = *people[participation.person.index()].get_or_insert_with(|| {
                part.people.push(conference.people[participation.person.index()].clone());
                PersonId::new(part.people.len() - 1)
            });
        }
        for orders in [&mut session.after, &mut session.before] {
            orders.retain_mut(|order| new(order.session).map(|session| order.session = session).is_some());
        }
        session.apart_from.retain_mut(|other| new(other.session).map(|session| other.session = session).is_some());
    }
    part.relations = conference.relations.iter().flat_map(|relation| restricted(relation, new)).collect();
    let interest = conference.interest.iter();
    part.interest = interest
        .filter_map(|pair| Some(Interest { first: new(pair.first)?, second: new(pair.second)?, people: pair.people }))
        .collect();
    part
}

/// A relation restricted to the remaining sessions. If one of its sessions is gone, it becomes one relation per pair,
/// so that sessions that were not neighbours do not become neighbours.
fn restricted(relation: &Relation, new: impl Fn(SessionId) -> Option<SessionId>) -> Vec<Relation> {
    let left: Vec<SessionId> = relation.sessions.iter().filter_map(|&session| new(session)).collect();
    if left.len() == relation.sessions.len() {
        return vec![Relation { sessions: left, ..relation.clone() }];
    }
    let pairs = relation.pairs().into_iter().filter_map(|(a, b)| Some((new(a)?, new(b)?)));
    pairs.map(|(a, b)| Relation { sessions: vec![a, b], ..relation.clone() }).collect()
}

/// Turns a schedule of some of the sessions into one of all sessions.
pub(super) fn lift(schedule: &Schedule, sessions: &[SessionId], all: usize) -> Schedule {
    let mut lifted = Schedule::empty(all);
    for (placement, session) in schedule.placements.iter().zip(sessions) {
        lifted.placements[session.index()] = *placement;
    }
    lifted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{add_person, conference, session};
    use crate::domain::{Apart, Order, RelationKind, RuleSettings, Strength};

    fn given() -> Conference {
        let mut given = conference();
        given.sessions = ["a", "b", "c"].map(|id| session(id, 60)).to_vec();
        given.sessions[2].after = [0, 1].map(|s| Order { session: SessionId(s), gap_minutes: 0, phase: None }).to_vec();
        given.sessions[0].apart_from = vec![Apart { session: SessionId(2), weight: None }];
        given.relations = vec![Relation {
            kind: RelationKind::Days { least: 0, most: Some(0) },
            name: "same-day",
            sessions: [0, 1, 2].map(SessionId).to_vec(),
            strength: Strength::Hard,
            neighbours: true,
        }];
        given
    }

    #[test]
    fn remaining_sessions_keep_their_links_and_get_no_new_ones() {
        let part = restrict(&given(), &[SessionId(0), SessionId(2)]);
        assert_eq!(part.sessions.iter().map(|s| s.id.as_str()).collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(part.sessions[1].after.iter().map(|order| order.session).collect::<Vec<_>>(), [SessionId(0)]);
        assert_eq!(part.sessions[0].apart_from[0].session, SessionId(1));
        assert!(part.relations.is_empty(), "a and c were no neighbours");
        let part = restrict(&given(), &[SessionId(1), SessionId(2)]);
        assert_eq!(part.relations[0].sessions, [SessionId(0), SessionId(1)]);
        assert_eq!(restrict(&given(), &[0, 1, 2].map(SessionId)), given());
    }

    #[test]
    fn soft_constraints_are_removed() {
        let mut given = given();
        let person = add_person(&mut given, "Asia/Tokyo", &[0, 1]);
        given.sessions[1].participants[0].optional = true;
        given.rooms[0].capacity = Some(3);
        given.relations[0].strength = Strength::Weight(crate::domain::Decimal::ONE);
        given.rules = RuleSettings::hard(&[RuleId::PersonClash]);
        given.rules[RuleId::RoomFit].strength = Strength::Weight(crate::domain::Decimal::ONE);
        given.rules[RuleId::Apart].strength = Strength::Weight(crate::domain::Decimal::ONE);
        let hard = hard_only(&given);
        assert_eq!([hard.rule(RuleId::RoomFit), hard.rule(RuleId::Apart)], [Strength::Hard, Strength::Off]);
        assert_eq!(hard.rooms[0].capacity, None);
        assert!(hard.relations.is_empty() && hard.sessions[0].apart_from.is_empty());
        assert_eq!((hard.sessions[0].participants[0].person, hard.sessions[1].participants.len()), (person, 0));
    }
}
