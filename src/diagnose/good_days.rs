//! Which regions can have their good day only from some of the sessions: the rule `good-day` in a part of a programme.

use crate::domain::{Conference, RuleId, SessionId, Strength};
use crate::model::LeastExcess;
use crate::rules::{Grounded, ground};

/// Removes `good-day` from the model of a part of a conference (these sessions, ascending) for each region to which
/// another session could give its good day. Returns whether it removed any.
pub(super) fn leave_to_others(conference: &Conference, sessions: &[SessionId], part: &mut Grounded) -> bool {
    let all = sessions.len() == conference.sessions.len();
    if all || conference.rule(RuleId::GoodDay) != Strength::Hard {
        return false;
    }
    let Ok(whole) = ground(conference) else {
        part.model.least_excesses.clear();
        return true;
    };
    let helped: Vec<&[String]> = whole
        .model
        .least_excesses
        .iter()
        .filter(|region| others_can_be_good(&whole, region, sessions))
        .map(|region| subject(&whole, region))
        .collect();
    let Grounded { model, labels, .. } = part;
    let before = model.least_excesses.len();
    model.least_excesses.retain(|region| !helped.contains(&labels[region.label.0 as usize].subject.as_slice()));
    model.least_excesses.len() < before
}

/// Whether a session that is not among these can be held when the region's discomfort is low enough.
fn others_can_be_good(whole: &Grounded, region: &LeastExcess, sessions: &[SessionId]) -> bool {
    region.terms.iter().any(|term| {
        let amounts = &whole.model.measures[term.measure as usize];
        sessions.binary_search(&SessionId(term.activity)).is_err()
            && whole.model.places(term.activity as usize).any(|place| amounts[place.start as usize] <= 0)
    })
}

/// The audience and the zones of a region.
fn subject<'g>(grounded: &'g Grounded, region: &LeastExcess) -> &'g [String] {
    &grounded.labels[region.label.0 as usize].subject
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{add_day, at, audience, conference, session};
    use crate::domain::{RuleSettings, Window};

    /// Sessions at any time, in the afternoon of Berlin, and in the afternoon of Tokyo.
    #[test]
    fn a_region_counts_in_a_part_only_if_no_other_session_can_give_it_its_good_day() {
        let mut given = conference();
        given.rules = RuleSettings::hard(&[RuleId::GoodDay, RuleId::Allowed]);
        given.audiences =
            vec![audience("berlin", 4, &[("Europe/Berlin", 1)]), audience("tokyo", 1, &[("Asia/Tokyo", 1)])];
        given.sessions = ["a", "b", "c"].map(|id| session(id, 60)).to_vec();
        add_day(&mut given, 2, "02T00:00", "03T00:00");
        let within = |from, until| Some(vec![Window { from: at(from), until: at(until) }]);
        given.sessions[1].allowed = within("02T13:00", "02T15:00");
        given.sessions[2].allowed = within("02T04:00", "02T06:00");
        let left = |sessions: &[u32]| -> Vec<String> {
            let sessions: Vec<SessionId> = sessions.iter().map(|&id| SessionId(id)).collect();
            let mut part = ground(&super::super::projection::restrict(&given, &sessions)).expect("small");
            leave_to_others(&given, &sessions, &mut part);
            part.model.least_excesses.iter().map(|region| subject(&part, region)[0].clone()).collect()
        };
        assert_eq!(left(&[0, 1, 2]), ["berlin", "tokyo"]);
        assert_eq!(left(&[0, 2]), ["tokyo"]);
        assert_eq!(left(&[0, 1]), ["berlin"]);
        assert_eq!(left(&[1]), [""; 0]);
    }
}
