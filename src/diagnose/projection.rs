//! A conference cut down: to its hard rules, and to some of its sessions.

use crate::domain::{Conference, Interest, PersonId, Relation, RuleId, Schedule, SessionId};
use crate::rules::rule;

/// The conference with nothing but what may not be broken. Whatever is only priced is gone, so that the models made of
/// it are small and whatever is possible costs nothing.
pub(super) fn hard_only(conference: &Conference) -> Conference {
    let mut hard = conference.clone();
    for id in RuleId::ALL {
        hard.rules[id].strength = rule(id).hard_part(&mut hard, conference.rule(id));
    }
    // A person who sends a recording is not needed.
    hard.sessions.iter_mut().for_each(|session| session.participants.retain(|seat| !seat.recorded));
    hard
}

/// The conference with nothing in it that these sessions, ascending, have no part in. All keep their ids, so that it can
/// be asked instead of the whole; it is only quicker to copy.
pub(super) fn mask(conference: &Conference, sessions: &[SessionId]) -> Conference {
    let mut hollow = conference.clone();
    let mut needed = vec![false; conference.people.len()];
    for (index, session) in hollow.sessions.iter_mut().enumerate() {
        if sessions.binary_search(&SessionId::new(index)).is_ok() {
            session.participants.iter().for_each(|seat| needed[seat.person.index()] = true);
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
    for (person, _) in hollow.people.iter_mut().zip(needed).filter(|(_, needed)| !needed) {
        (person.id, person.name) = (String::new(), None);
        (person.available, person.unavailable) = (None, Vec::new());
        person.comfort.windows.clear();
    }
    hollow
}

/// The conference with only these sessions, ascending, and the people they need. What ties them to others goes with the
/// others.
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
    let mut narrow = Conference { sessions: kept, people: Vec::new(), ..conference.clone() };
    let mut people = vec![None; conference.people.len()];
    for session in &mut narrow.sessions {
        for seat in &mut session.participants {
            seat.person = *people[seat.person.index()].get_or_insert_with(|| {
                narrow.people.push(conference.people[seat.person.index()].clone());
                PersonId::new(narrow.people.len() - 1)
            });
        }
        for orders in [&mut session.after, &mut session.before] {
            orders.retain_mut(|order| new(order.session).map(|session| order.session = session).is_some());
        }
        session.apart_from.retain_mut(|other| new(other.session).map(|session| other.session = session).is_some());
    }
    narrow.relations = conference.relations.iter().flat_map(|relation| restricted(relation, new)).collect();
    let interest = conference.interest.iter();
    narrow.interest = interest
        .filter_map(|pair| Some(Interest { first: new(pair.first)?, second: new(pair.second)?, people: pair.people }))
        .collect();
    narrow
}

/// What a relation asks of the sessions that are left. Where one of several is gone it becomes one relation for each
/// pair: two that were not neighbours must not become neighbours.
fn restricted(relation: &Relation, new: impl Fn(SessionId) -> Option<SessionId>) -> Vec<Relation> {
    let left: Vec<SessionId> = relation.sessions.iter().filter_map(|&session| new(session)).collect();
    if left.len() == relation.sessions.len() {
        return vec![Relation { sessions: left, ..relation.clone() }];
    }
    let pairs = relation.pairs().into_iter().filter_map(|(a, b)| Some((new(a)?, new(b)?)));
    pairs.map(|(a, b)| Relation { sessions: vec![a, b], ..relation.clone() }).collect()
}

/// A schedule of some of the sessions as one of all.
pub(super) fn lift(schedule: &Schedule, sessions: &[SessionId], all: usize) -> Schedule {
    let mut wide = Schedule::empty(all);
    for (placement, session) in schedule.placements.iter().zip(sessions) {
        wide.placements[session.index()] = *placement;
    }
    wide
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
    fn what_is_left_keeps_its_ties_and_gets_no_new_ones() {
        let narrow = restrict(&given(), &[SessionId(0), SessionId(2)]);
        assert_eq!(narrow.sessions.iter().map(|s| s.id.as_str()).collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(narrow.sessions[1].after.iter().map(|order| order.session).collect::<Vec<_>>(), [SessionId(0)]);
        assert_eq!(narrow.sessions[0].apart_from[0].session, SessionId(1));
        assert!(narrow.relations.is_empty(), "a and c were no neighbours");
        let narrow = restrict(&given(), &[SessionId(1), SessionId(2)]);
        assert_eq!(narrow.relations[0].sessions, [SessionId(0), SessionId(1)]);
        assert_eq!(restrict(&given(), &[0, 1, 2].map(SessionId)), given());
    }

    #[test]
    fn what_is_only_priced_is_gone() {
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
