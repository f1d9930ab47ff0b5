//! `order`: sessions start after those they name have ended.

use std::collections::{BTreeMap, BTreeSet};

use super::words::Words;
use super::{Constraint, GroundError, Grounding, HARD, Rule, Selection};
use crate::domain::{Conference, PhaseId, RuleId, RuleInfo, SessionId, Strength};
use crate::model::{self, PrecedenceKind, Price};

/// The earlier session of each pair, and the later one.
type Pairs = Vec<(u32, u32)>;

/// A session starts after the sessions it names have ended, plus the gap. This holds if both are placed; if the order
/// names a phase, only if both are in that phase.
pub(super) struct Order;

impl Rule for Order {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::Order,
            sentence: "A session starts after the sessions that come before it have ended.",
            charges: None,
            default: Strength::Hard,
            legal: HARD,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, _: Strength) -> Result<(), GroundError> {
        // One primitive for all pairs with equal phase and gap; a pair named twice counts once.
        let mut orders: BTreeMap<(Option<PhaseId>, i64), Pairs> = BTreeMap::new();
        for (index, session) in grounding.conference.sessions.iter().enumerate() {
            let this = SessionId::new(index);
            let after = session.after.iter().map(|order| (order, (order.session.0, this.0)));
            let before = session.before.iter().map(|order| (order, (this.0, order.session.0)));
            for (order, pair) in after.chain(before) {
                orders.entry((order.phase, order.gap_minutes)).or_default().push(pair);
            }
        }
        let mut start_sets: BTreeMap<PhaseId, u32> = BTreeMap::new();
        for ((phase, gap), mut pairs) in orders {
            pairs.sort_unstable();
            pairs.dedup();
            let subject = phase.map(|phase| grounding.conference.phases[phase.index()].id.clone());
            let label = grounding.label(subject.into_iter().collect());
            let start_set = phase.map(|phase| *start_sets.entry(phase).or_insert_with(|| start_set(grounding, phase)));
            let least = grounding.axis.steps(gap);
            let kind = PrecedenceKind::Gap { least, most: None, either_order: false, same_class: false };
            grounding.builder.precedence(model::Precedence { label, kind, start_set, price: Price::Hard, pairs });
        }
        Ok(())
    }

    fn constraints(&self, of: &Selection<'_>) -> Vec<Constraint> {
        let mut found = BTreeSet::new();
        for (this, session) in of.sessions() {
            let after = session.after.iter().map(|order| (order.session, this));
            let before = session.before.iter().map(|order| (this, order.session));
            found.extend(after.chain(before).filter(|&(a, b)| of.contains(a) && of.contains(b)));
        }
        found.into_iter().map(|(first, second)| Constraint::Order { first, second }).collect()
    }
}

pub(super) fn in_any_order(c: &mut Conference, first: SessionId, second: SessionId) {
    c.sessions[second.index()].after.retain(|order| order.session != first);
    c.sessions[first.index()].before.retain(|order| order.session != second);
}

/// `a ends before b and c start.`
pub(super) fn before(words: Words<'_>, first: SessionId, after: &[SessionId]) -> String {
    let starts = if after.len() == 1 { "starts" } else { "start" };
    format!("{} ends before {} {starts}.", words.session(first), words.named(after))
}

/// The set of starts on a phase's days.
fn start_set(grounding: &mut Grounding<'_>, phase: PhaseId) -> u32 {
    let inside = |start| grounding.conference.days[grounding.axis.start_day(start).index()].phase == phase;
    let inside = (0..grounding.starts()).map(inside).collect();
    grounding.builder.start_set(inside)
}

#[cfg(test)]
mod tests {
    use crate::domain::{Order, PhaseId, SessionId};
    use crate::rules::testing::{add_day, conference, phase, rooms, session, violations};

    fn after(session: u32, gap_minutes: i64, phase: Option<u32>) -> Order {
        Order { session: SessionId(session), gap_minutes, phase: phase.map(PhaseId) }
    }

    #[test]
    fn a_session_starts_after_the_end_and_the_gap() {
        let mut given = conference();
        given.rooms = rooms(2);
        given.sessions = vec![session("a", 60), session("b", 60)];
        given.sessions[1].after = vec![after(0, 60, None)];
        assert_eq!(violations(&given, &["02T10:00", "02T12:00"]), 0);
        assert_eq!(violations(&given, &["02T10:00", "02T11:00"]), 1);
        assert_eq!(violations(&given, &["-", "02T11:00"]), 0);
        // If the other session names the order too, it is still one condition.
        given.sessions[0].before = vec![after(1, 60, None)];
        assert_eq!(violations(&given, &["02T10:00", "02T11:00"]), 1);
    }

    #[test]
    fn an_order_of_a_phase_holds_only_in_that_phase() {
        let mut given = conference();
        given.phases.push(phase("second"));
        add_day(&mut given, 3, "03T00:00", "04T00:00");
        given.sessions = vec![session("a", 60), session("b", 60)];
        given.sessions[0].before = vec![after(1, 0, Some(1))];
        assert_eq!(violations(&given, &["03T10:00", "03T09:00"]), 1);
        assert_eq!(violations(&given, &["03T10:00", "03T11:00"]), 0);
        assert_eq!(violations(&given, &["03T10:00", "02T09:00"]), 0, "the other one is in another phase");
        assert_eq!(violations(&given, &["02T10:00", "02T09:00"]), 0);
    }
}
