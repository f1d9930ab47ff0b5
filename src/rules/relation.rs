//! `relation`: gaps and days between sessions.

use std::collections::BTreeSet;

use super::exact_arithmetic::ratio;
use super::words::{Words, length};
use super::{Constraint, GroundError, Grounding, HARD, Rule, Selection, hard_or_off};
use crate::domain::{self, Conference, Decimal, RelationKind, RuleId, RuleInfo, SessionId, Strength};
use crate::model::{Precedence, PrecedenceKind, Price, TooLarge};

/// Every relation holds between its placed sessions. A relation with its own weight costs once if it is broken.
pub(super) struct Relation;

impl Rule for Relation {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::Relation,
            sentence: "Sessions keep the gaps, days and rooms that their relations require.",
            charges: None,
            default: Strength::Hard,
            legal: HARD,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, _: Strength) -> Result<(), GroundError> {
        for relation in &grounding.conference.relations {
            let price = match relation.strength {
                Strength::Off => continue,
                Strength::Hard => Price::Hard,
                Strength::Weight(weight) => Price::Soft(price(grounding, relation, weight)?),
            };
            let step = grounding.axis.step_minutes;
            let kind = match relation.kind {
                RelationKind::Days { least, most } => PrecedenceKind::Days { least, most },
                RelationKind::Gap { least, most, either_order, same_room } => PrecedenceKind::Gap {
                    least: least.div_euclid(step),
                    most: most.map(|most| most.div_euclid(step)),
                    either_order,
                    same_class: same_room,
                },
            };
            let ids = relation.sessions.iter().map(|session| grounding.session(session.index()).id.clone());
            let subject = std::iter::once(relation.name.to_string()).chain(ids).collect();
            let label = grounding.label(subject);
            let pairs = relation.pairs().into_iter().map(|(a, b)| (a.0, b.0)).collect();
            grounding.builder.precedence(Precedence { label, kind, start_set: None, price, pairs });
        }
        Ok(())
    }

    fn constraints(&self, of: &Selection<'_>) -> Vec<Constraint> {
        let relations = of.conference.relations.iter().enumerate();
        let pairs = relations.flat_map(|(relation, data)| {
            data.pairs().into_iter().map(move |(first, second)| Constraint::Relation { relation, first, second })
        });
        let selected = |constraint: &Constraint| match constraint {
            Constraint::Relation { first, second, .. } => of.contains(*first) && of.contains(*second),
            _ => false,
        };
        pairs.filter(selected).collect()
    }

    fn hard_part(&self, conference: &mut Conference, strength: Strength) -> Strength {
        conference.relations.retain(|relation| relation.strength == Strength::Hard);
        hard_or_off(strength)
    }
}

/// Relaxes relations, given by their positions, between pairs of sessions.
pub(super) fn relax(c: &mut Conference, relaxed: &BTreeSet<(usize, SessionId, SessionId)>) {
    if !relaxed.is_empty() {
        c.relations =
            c.relations.iter().enumerate().flat_map(|(index, data)| remaining(index, data, relaxed)).collect();
    }
}

/// A relation without some of its pairs: one relation for each remaining pair.
fn remaining(
    index: usize,
    relation: &domain::Relation,
    relaxed: &BTreeSet<(usize, SessionId, SessionId)>,
) -> Vec<domain::Relation> {
    let left: Vec<_> = relation.pairs().into_iter().filter(|&(a, b)| !relaxed.contains(&(index, a, b))).collect();
    if left.len() == relation.pairs().len() {
        return vec![relation.clone()];
    }
    left.into_iter().map(|(a, b)| domain::Relation { sessions: vec![a, b], ..relation.clone() }).collect()
}

/// `b starts 10 min to 1 h after the end of a.`
pub(super) fn between(words: Words<'_>, relation: usize, first: SessionId, second: SessionId) -> String {
    let data = &words.0.relations[relation];
    let (a, b) = (words.session(first), words.session(second));
    let between = |least: i64, most: Option<i64>, unit: fn(i64) -> String| match most {
        Some(most) if most == least => unit(least),
        Some(most) if least <= 0 => format!("at most {}", unit(most)),
        Some(most) => format!("{} to {}", unit(least), unit(most)),
        None => format!("at least {}", unit(least)),
    };
    match data.kind {
        RelationKind::Days { least: 0, most: Some(0) } => format!("{a} and {b} take place on the same day."),
        RelationKind::Days { least: 1, most: None } => format!("{a} and {b} take place on different days."),
        RelationKind::Days { least, most } => {
            let days = |days: i64| if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
            format!("{a} and {b} are {} apart.", between(least, most, days))
        }
        RelationKind::Gap { least, most, either_order, same_room } => {
            let room = if same_room { ", in the same room" } else { "" };
            let gap = between(least, most, length);
            match either_order {
                true => format!("The gap between {a} and {b}, in either order, is {gap}{room}."),
                false => format!("{b} starts {gap} after the end of {a}{room}."),
            }
        }
    }
}

/// `half_up(weight x smallest attendance x shortest length x 100)`.
fn price(grounding: &Grounding<'_>, relation: &domain::Relation, weight: Decimal) -> Result<i64, TooLarge> {
    let sessions = || relation.sessions.iter().map(|session| grounding.session(session.index()));
    let attendance = sessions().map(|session| session.attendance).min().unwrap_or(0);
    let minutes = sessions().map(|session| session.minutes).min().unwrap_or(0);
    ratio(&[weight.micros.into(), attendance.into(), minutes.into(), 100], Decimal::SCALE.into())
}

#[cfg(test)]
mod tests {
    use crate::domain::{Conference, Relation, RelationKind, SessionId, Strength};
    use crate::rules::testing::{add_day, conference, cost, rooms, session, violations};

    fn given(kind: RelationKind, neighbours: bool) -> Conference {
        let mut given = conference();
        given.rooms = rooms(2);
        add_day(&mut given, 3, "03T00:00", "04T00:00");
        given.sessions = vec![session("a", 60), session("b", 120), session("c", 60)];
        given.sessions[2].attendance = 4;
        given.relations = vec![Relation {
            kind,
            name: "gap",
            sessions: vec![SessionId(0), SessionId(1), SessionId(2)],
            strength: Strength::Hard,
            neighbours,
        }];
        given
    }

    #[test]
    fn a_gap_holds_between_neighbours() {
        let given =
            given(RelationKind::Gap { least: 60, most: Some(120), either_order: false, same_room: false }, true);
        assert_eq!(violations(&given, &["02T08:00", "02T10:00", "02T14:00"]), 0);
        assert_eq!(violations(&given, &["02T08:00", "02T09:00", "02T14:00"]), 2, "too little, then too much");
        assert_eq!(violations(&given, &["02T14:00", "02T10:00", "-"]), 1, "in this order");
    }

    #[test]
    fn a_gap_in_either_order_and_in_the_same_room() {
        let given = given(RelationKind::Gap { least: 60, most: None, either_order: true, same_room: true }, true);
        assert_eq!(violations(&given, &["02T13:00", "02T10:00", "-"]), 0);
        assert_eq!(violations(&given, &["02T13:00@1", "02T10:00", "-"]), 1);
        assert_eq!(violations(&given, &["02T12:00", "02T10:00", "-"]), 1);
    }

    #[test]
    fn days_hold_between_all_pairs() {
        let given = given(RelationKind::Days { least: 1, most: None }, false);
        assert_eq!(violations(&given, &["02T10:00", "03T10:00", "-"]), 0);
        assert_eq!(violations(&given, &["03T10:00", "02T10:00", "03T12:00"]), 1);
    }

    #[test]
    fn a_weight_costs_once_by_the_smallest_and_the_shortest() {
        let mut given = given(RelationKind::Days { least: 0, most: Some(0) }, false);
        given.relations[0].strength = Strength::Weight("0.5".parse().unwrap());
        assert_eq!(cost(&given, &["02T10:00", "03T10:00", "03T13:00"]), 4 * 60 * 50);
        assert_eq!(cost(&given, &["02T10:00", "02T12:00", "-"]), 0);
    }
}
