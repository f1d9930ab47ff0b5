//! `person-load`: nobody is needed in more than three sessions a day.

use std::collections::BTreeMap;

use super::amounts::ratio;
use super::grounding::highest;
use super::{ANY, GroundError, Grounding, Rule};
use crate::domain::{Decimal, RuleInfo, Strength};
use crate::model::{Excess, ExcessTerm, Price};

/// Each live session of a person beyond three on one date costs an hour, or is forbidden.
pub struct PersonLoad;

/// Sessions a day that cost nothing.
const FREE: i64 = 3;

impl Rule for PersonLoad {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "person-load",
            sentence: "Nobody is needed in more than three sessions on one day.",
            default: Strength::Weight(Decimal::ONE),
            legal: ANY,
            has_share: false,
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        let busy: Vec<_> = grounding.needed().into_iter().filter(|(_, seats)| seats.len() > FREE as usize).collect();
        if busy.is_empty() {
            return Ok(());
        }
        let mut dates: BTreeMap<i32, u32> = grounding.axis.starts.iter().map(|start| (start.date, 0)).collect();
        dates.values_mut().zip(0..).for_each(|(bucket, index)| *bucket = index);
        let table = grounding.axis.starts.iter().map(|start| dates.get(&start.date).copied().unwrap_or(0)).collect();
        let table = grounding.builder.buckets(table);
        let measure = grounding.builder.measure(vec![1; grounding.starts()]);
        for (person, seats) in busy {
            let price = match strength {
                Strength::Weight(weight) => {
                    let factors = [weight.micros.into(), 60, highest(&seats).into(), 100];
                    Price::Soft(ratio(&factors, i128::from(Decimal::SCALE).pow(2))?)
                }
                _ => Price::Hard,
            };
            let term = |activity| ExcessTerm { activity, measure, buckets: Some(table) };
            let terms = seats.iter().map(|seat| term(seat.session as u32)).collect();
            let label = grounding.label(vec![grounding.conference.people[person.index()].id.clone()]);
            grounding.excess(Excess { label, buckets: dates.len() as u32, limit: FREE, price, terms });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::{Conference, Strength};
    use crate::rules::testing::{add_day, add_person, conference, cost, session, set, violations, weigh};

    const FOUR: [&str; 5] = ["02T08:00", "02T10:00", "02T12:00", "02T14:00", "03T08:00"];
    const FIVE: [&str; 5] = ["02T08:00", "02T10:00", "02T12:00", "02T14:00", "02T16:00"];

    fn given() -> Conference {
        let mut given = conference();
        add_day(&mut given, 3, "03T00:00", "04T00:00");
        given.sessions = ["a", "b", "c", "d", "e"].map(|id| session(id, 60)).to_vec();
        add_person(&mut given, "UTC", &[0, 1, 2, 3, 4]);
        given
    }

    #[test]
    fn every_session_beyond_three_costs_an_hour() {
        let mut given = given();
        weigh(&mut given, "person-load", "0.5");
        assert_eq!(cost(&given, &FOUR), 60 * 25 * 50);
        assert_eq!(cost(&given, &FIVE), 2 * 60 * 25 * 50);
        given.sessions[0].panel[0].recorded = true;
        assert_eq!(cost(&given, &FOUR), 0);
    }

    #[test]
    fn or_is_forbidden() {
        let mut given = given();
        set(&mut given, "person-load", Strength::Hard);
        assert_eq!(violations(&given, &FOUR), 1);
        assert_eq!(violations(&given, &["02T08:00", "02T10:00", "02T12:00", "03T14:00", "03T08:00"]), 0);
    }
}
