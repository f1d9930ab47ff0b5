//! `relation`: gaps and days between sessions.

use super::amounts::ratio;
use super::{GroundError, Grounding, HARD, Rule};
use crate::domain::{self, Decimal, RelationKind, RuleInfo, Strength};
use crate::model::{Order, OrderKind, Price, TooLarge};

/// Every relation holds between its sessions that are placed; one with a weight of its own costs once if broken.
pub struct Relation;

impl Rule for Relation {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "relation",
            sentence: "Sessions keep the gaps, days and rooms that relations ask of them.",
            default: Strength::Hard,
            legal: HARD,
            has_share: false,
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
                RelationKind::Days { least, most } => OrderKind::Days { least, most },
                RelationKind::Gap { least, most, either_order, same_room } => OrderKind::Gap {
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
            grounding.builder.order(Order { label, kind, region: None, price, pairs });
        }
        Ok(())
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
    fn gaps_between_neighbours() {
        let given =
            given(RelationKind::Gap { least: 60, most: Some(120), either_order: false, same_room: false }, true);
        assert_eq!(violations(&given, &["02T08:00", "02T10:00", "02T14:00"]), 0);
        assert_eq!(violations(&given, &["02T08:00", "02T09:00", "02T14:00"]), 2, "too little, then too much");
        assert_eq!(violations(&given, &["02T14:00", "02T10:00", "-"]), 1, "in this order");
    }

    #[test]
    fn either_order_and_the_same_room() {
        let given = given(RelationKind::Gap { least: 60, most: None, either_order: true, same_room: true }, true);
        assert_eq!(violations(&given, &["02T13:00", "02T10:00", "-"]), 0);
        assert_eq!(violations(&given, &["02T13:00@1", "02T10:00", "-"]), 1);
        assert_eq!(violations(&given, &["02T12:00", "02T10:00", "-"]), 1);
    }

    #[test]
    fn days_between_all_pairs() {
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
