//! Links between sessions: orders, apart, relations, interest.

use plenary::domain::{Apart, Conference, Interest, Order, PhaseId, Relation, RelationKind, SessionId, Strength};

use super::{Draft, Focus};
use crate::properties::random::Random;

/// Draws all links.
pub fn draw(draft: &mut Draft, conference: &mut Conference) {
    orders(draft, conference);
    apart(draft, conference);
    relations(draft, conference);
    interest(draft, conference);
}

/// Draws orders that follow one random sequence of the sessions, so that they have no cycle.
fn orders(draft: &mut Draft, conference: &mut Conference) {
    let sequence = draft.random.order(conference.sessions.len());
    for (position, &early) in sequence.iter().enumerate() {
        for &late in &sequence[position + 1..] {
            if !draft.chance(8, Focus::Links, 30) {
                continue;
            }
            let random = &mut draft.random;
            let gap_minutes = random.pick(&[0, 0, 10, 30, 60]);
            let phase = random.chance(30).then(|| PhaseId::new(random.below(conference.phases.len())));
            let order = |session| Order { session: SessionId::new(session), gap_minutes, phase };
            if random.chance(50) {
                conference.sessions[late].after.push(order(early));
            } else {
                conference.sessions[early].before.push(order(late));
            }
        }
    }
}

fn apart(draft: &mut Draft, conference: &mut Conference) {
    for a in 0..conference.sessions.len() {
        for b in (0..conference.sessions.len()).filter(|&b| b != a) {
            if draft.chance(8, Focus::Links, 15) {
                let random = &mut draft.random;
                let weight = random.chance(40).then(|| random.decimal(&["0.5", "1", "3", "0"]));
                conference.sessions[a].apart_from.push(Apart { session: SessionId::new(b), weight });
            }
        }
    }
}

fn relations(draft: &mut Draft, conference: &mut Conference) {
    let how_many = if draft.focus == Focus::Links { 1 + draft.random.below(2) } else { draft.random.below(4) / 2 };
    for _ in 0..how_many {
        let relation = relation(&mut draft.random, conference);
        conference.relations.push(relation);
    }
}

fn relation(random: &mut Random, conference: &Conference) -> Relation {
    let turnaround = conference.turnaround_minutes;
    let days = |least, most| RelationKind::Days { least, most };
    let gap = |least, most, either_order, same_room| RelationKind::Gap { least, most, either_order, same_room };
    let (name, kind, neighbours) = match random.below(6) {
        0 => ("same-day", days(0, Some(0)), false),
        1 => ("different-days", days(1, None), false),
        2 => ("days", days(random.between(0, 1), random.pick(&[None, Some(1), Some(2)])), false),
        3 => ("directly-after", gap(turnaround, Some(turnaround), false, true), true),
        4 => ("apart-by", gap(random.pick(&[10, 60, 120]), None, true, false), false),
        _ => {
            let least = random.pick(&[0, 0, 10, 30]);
            let most = random.chance(60).then(|| least + random.pick(&[0, 30, 120, 600]));
            ("gap", gap(least, most, random.chance(40), random.chance(40)), true)
        }
    };
    let length = random.pick(&[2, 2, 3]);
    let sessions = random.order(conference.sessions.len()).into_iter().take(length).map(SessionId::new).collect();
    let strength = match random.chance(45) {
        true => Strength::Hard,
        false => Strength::Weight(random.decimal(&["1", "0.25", "2", "0.333333"])),
    };
    Relation { kind, name, sessions, strength, neighbours }
}

fn interest(draft: &mut Draft, conference: &mut Conference) {
    let random = &mut draft.random;
    for a in 0..conference.sessions.len() {
        for b in a + 1..conference.sessions.len() {
            if random.chance(20) {
                let people = random.decimal(&["1", "12", "0.5", "300"]);
                conference.interest.push(Interest { first: SessionId::new(a), second: SessionId::new(b), people });
            }
        }
    }
}
