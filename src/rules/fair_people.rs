//! `fair-people`: no single person has much discomfort.

use std::collections::BTreeMap;

use super::exact_arithmetic::ratio;
use super::grounding::highest;
use super::{GroundError, Grounding, Rule, WEIGHT_OR_OFF};
use crate::domain::{Decimal, PersonId, RuleId, RuleInfo, Strength};
use crate::model::{BucketCapacity, BucketCapacityTerm, Price};

/// A person's own discomfort beyond 60 minutes costs once, beyond 180 minutes twice.
pub(super) struct FairPeople;

/// Bounds in discomfort-minutes.
const BOUNDS: [i64; 2] = [60, 180];

impl Rule for FairPeople {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::FairPeople,
            sentence: "No one who is needed has much more than one hour of discomfort.",
            charges: Some("a person's own discomfort beyond one hour, and again beyond three, times their weight"),
            default: Strength::Weight(Decimal::ONE),
            legal: WEIGHT_OR_OFF,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        let Strength::Weight(weight) = strength else { return Ok(()) };
        let mut measures = BTreeMap::new();
        for (person, participations) in grounding.needed() {
            let own = highest(&participations);
            let mut terms = Vec::with_capacity(participations.len());
            for participation in participations.iter() {
                let key = (grounding.discomfort.zone_mix(person), own, participation.from, participation.until);
                let measure = match measures.get(&key) {
                    Some(&measure) => measure,
                    None => {
                        let cells = cells(grounding, person, weight, own, (participation.from, participation.until))?;
                        let measure = grounding.builder.measure(cells);
                        measures.insert(key, measure);
                        measure
                    }
                };
                terms.push(BucketCapacityTerm { activity: participation.session as u32, measure, buckets: None });
            }
            for minutes in BOUNDS {
                let factors = [weight.micros.into(), own.into(), i128::from(minutes) * 100];
                let limit = ratio(&factors, i128::from(Decimal::SCALE).pow(2))?;
                let id = grounding.conference.people[person.index()].id.clone();
                let label = grounding.label(vec![id, minutes.to_string()]);
                grounding.bucket_capacity(BucketCapacity {
                    label,
                    buckets: 1,
                    limit,
                    price: Price::Soft(1),
                    terms: terms.clone(),
                });
            }
        }
        Ok(())
    }

    fn is_certified(&self, _: &[String]) -> bool {
        true
    }
}

/// By start: `half_up(weight x own weight x discomfort)` over the attended part.
fn cells(
    grounding: &mut Grounding<'_>,
    person: PersonId,
    weight: Decimal,
    own: i64,
    (from, until): (i64, i64),
) -> Result<Vec<i64>, GroundError> {
    let row = grounding.discomfort.person(person, from, until);
    let cell = |&discomfort: &i64| match discomfort {
        0 => Ok(0),
        _ => ratio(&[weight.micros.into(), own.into(), discomfort.into()], i128::from(Decimal::SCALE).pow(3)),
    };
    Ok(row.iter().map(cell).collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use crate::domain::Decimal;
    use crate::rules::ground;
    use crate::rules::testing::{RuleId, add_person, conference, cost, rooms, session, weigh};

    #[test]
    fn discomfort_beyond_one_hour_and_beyond_three_costs() {
        let mut given = conference();
        weigh(&mut given, RuleId::FairPeople, "0.5");
        given.rooms = rooms(2);
        given.sessions = vec![session("a", 60), session("b", 180)];
        add_person(&mut given, "UTC", &[0, 1]);
        given.sessions[0].participants[0].weight = Decimal::whole(10);
        let unit = 25 * 100 / 2;
        // 60 minutes at 100 % are within the limit.
        assert_eq!(cost(&given, &["02T03:00", "02T10:00"]), 0);
        // 60 + 180: 180 above the first limit, 60 above the second, at the person's highest weight.
        assert_eq!(cost(&given, &["02T03:00", "02T00:00"]), (180 + 60) * unit);
        assert_eq!(cost(&given, &["-", "02T00:00"]), 120 * unit);
    }

    #[test]
    fn the_discomfort_of_a_single_session_becomes_its_own_cost() {
        let mut given = conference();
        weigh(&mut given, RuleId::FairPeople, "1");
        given.sessions = vec![session("a", 120)];
        add_person(&mut given, "UTC", &[0]);
        assert_eq!(cost(&given, &["02T02:00"]), 60 * 100 * 25);
        assert!(ground(&given).unwrap().model.bucket_capacities.is_empty());
    }

    #[test]
    fn people_in_the_same_place_share_their_measures() {
        let mut given = conference();
        weigh(&mut given, RuleId::FairPeople, "1");
        given.sessions = vec![session("a", 60), session("b", 60)];
        for _ in 0..5 {
            add_person(&mut given, "Asia/Tokyo", &[0, 1]);
        }
        let model = ground(&given).unwrap().model;
        // Two sessions of an hour never exceed three hours, so that only the limit of one is left for each of the five.
        assert_eq!((model.measures.len(), model.bucket_capacities.len()), (1, 5));
    }
}
