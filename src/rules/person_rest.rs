//! `person-rest`: people have a night's rest between a late and an early session.

use std::collections::BTreeMap;

use super::exact_arithmetic::ratio;
use super::grounding::highest;
use super::{GroundError, Grounding, LiveParticipation, Rule, WEIGHT_OR_OFF};
use crate::domain::{Decimal, PersonId, RuleId, RuleInfo, Strength};
use crate::model::{BucketCapacity, BucketCapacityTerm, NO_BUCKET, Price};

/// Of a person's late sessions and early sessions on the next morning, each minute beyond three hours of one night
/// costs.
pub(super) struct PersonRest;

/// Minutes of the local day.
const EVENING: i64 = 21 * 60;
const SMALL_HOURS: i64 = 2 * 60 + 30;
const MORNING: i64 = 8 * 60;
const DAY: i64 = 24 * 60;
/// Minutes of a night that cost nothing.
const FREE: i64 = 180;

impl Rule for PersonRest {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::PersonRest,
            sentence: "No one who is needed late has to get up early the next morning.",
            charges: Some(
                "the minutes by which a person's sessions end after 21:00 and start before 08:00, summed over one \
                 night, beyond three hours, times the person's weight",
            ),
            default: Strength::Weight(Decimal::ONE),
            legal: WEIGHT_OR_OFF,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        let Strength::Weight(weight) = strength else { return Ok(()) };
        // The first night is before every person's first night, whatever their zone.
        let first = grounding.axis.origin.0.div_euclid(DAY) - 2;
        let buckets = i64::from(grounding.axis.horizon) * grounding.axis.step_minutes / DAY + 6;
        let mut tables = BTreeMap::new();
        for (person, participations) in grounding.needed() {
            let mut terms = Vec::with_capacity(participations.len());
            for participation in participations.iter() {
                let key = (grounding.discomfort.zone_mix(person), participation.from, participation.until);
                let (measure, table) = match tables.get(&key) {
                    Some(&found) => found,
                    None => {
                        let Some((minutes, nights)) = nights(grounding, person, participation, first) else { continue };
                        let found = (grounding.builder.measure(minutes), grounding.builder.buckets(nights));
                        tables.insert(key, found);
                        found
                    }
                };
                terms.push(BucketCapacityTerm {
                    activity: participation.session as u32,
                    measure,
                    buckets: Some(table),
                });
            }
            if terms.is_empty() {
                continue;
            }
            let factors = [weight.micros.into(), highest(&participations).into(), 100];
            let price = Price::Soft(ratio(&factors, i128::from(Decimal::SCALE).pow(2))?);
            let label = grounding.label(vec![grounding.conference.people[person.index()].id.clone()]);
            grounding.bucket_capacity(BucketCapacity { label, buckets: buckets as u32, limit: FREE, price, terms });
        }
        Ok(())
    }
}

/// By start: the minutes of the night that a participation takes, and the night's number. `None` for a person whose
/// zone is not known.
fn nights(
    g: &Grounding<'_>,
    person: PersonId,
    participation: &LiveParticipation,
    first: i64,
) -> Option<(Vec<i64>, Vec<u32>)> {
    let clock = g.discomfort.clock(g.conference, person)?;
    let of = |start: usize| {
        let at = g.axis.start_instant(start);
        let (from, until) = (at.plus(participation.from), at.plus(participation.until));
        let middle = clock.civil_minutes(from.plus((participation.until - participation.from) / 2));
        night(clock.civil_minutes(from), middle, clock.civil_minutes(until), first)
    };
    Some((0..g.starts()).map(of).unzip())
}

/// The minutes of the night, and its number, for a part between two civil minutes.
fn night(from: i64, middle: i64, until: i64, first: i64) -> (i64, u32) {
    let (date, minute) = (middle.div_euclid(DAY), middle.rem_euclid(DAY));
    let (night, minutes) = if minute >= EVENING {
        (date, until - (date * DAY + EVENING))
    } else if minute < SMALL_HOURS {
        (date - 1, until - ((date - 1) * DAY + EVENING))
    } else if minute < MORNING {
        (date - 1, date * DAY + MORNING - from)
    } else {
        return (0, NO_BUCKET);
    };
    (minutes.max(0), u32::try_from(night - first).unwrap_or(NO_BUCKET))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AudienceId, Conference};
    use crate::rules::testing::{add_day, add_person, audience, conference, cost, session, weigh};

    fn given(zone: &str) -> Conference {
        let mut given = conference();
        weigh(&mut given, RuleId::PersonRest, "0.5");
        add_day(&mut given, 3, "03T00:00", "04T00:00");
        given.sessions = vec![session("late", 60), session("early", 60)];
        add_person(&mut given, zone, &[0, 1]);
        given
    }

    #[test]
    fn an_evening_and_the_next_morning_count_together() {
        let given = given("UTC");
        let unit = 25 * 50;
        // 21:00-23:00 is 120 minutes, 06:00-08:00 is 120: 60 above three hours.
        assert_eq!(cost(&given, &["02T22:00", "03T06:00"]), 60 * unit);
        assert_eq!(cost(&given, &["02T22:00", "03T07:00"]), 0);
        // The morning before belongs to another night.
        assert_eq!(cost(&given, &["02T22:00", "02T06:00"]), 0);
        // 01:00-02:00 is four hours after 21:00 of the evening before: 300 - 180.
        assert_eq!(cost(&given, &["-", "03T01:00"]), 120 * unit);
        // 02:00-03:00: the middle, 02:30, makes it a morning of six hours.
        assert_eq!(cost(&given, &["-", "03T02:00"]), 180 * unit);
    }

    #[test]
    fn the_middle_is_that_of_the_part_attended() {
        let mut given = given("UTC");
        given.sessions[0].minutes = 480;
        let participation = &mut given.sessions[0].participants[0];
        (participation.from, participation.until) = (180, 480);
        // From 03:00 to 08:00, a morning of 5 hours.
        assert_eq!(cost(&given, &["02T00:00", "-"]), 120 * 25 * 50);
    }

    #[test]
    fn nights_are_in_local_time() {
        // 12:00 UTC is 21:00 in Tokyo.
        assert_eq!(cost(&given("Asia/Tokyo"), &["02T13:00", "02T21:00"]), 60 * 25 * 50);
    }

    #[test]
    fn a_person_without_a_zone_has_no_nights() {
        let mut given = given("UTC");
        given.audiences = vec![audience("a", 1, &[("UTC", 1)])];
        given.people[0].zone = None;
        given.people[0].audience = Some(AudienceId(0));
        assert_eq!(cost(&given, &["02T22:00", "03T02:00"]), 0);
    }

    #[test]
    fn the_midpoint_decides_and_minutes_are_not_negative() {
        // 20:00-21:50: the midpoint is 20:55, no evening. 19:00-23:02: 21:01, until 23:02.
        assert_eq!(night(20 * 60, 20 * 60 + 55, 21 * 60 + 50, 0), (0, NO_BUCKET));
        assert_eq!(night(19 * 60, 21 * 60 + 1, 23 * 60 + 2, 0), (122, 0));
        assert_eq!(night(DAY + 479, DAY + 479, DAY + 480, 0), (1, 0));
        assert_eq!(night(DAY + 481, DAY + 479, DAY + 481, 0), (0, 0));
    }

    #[test]
    fn an_evening_begins_with_its_first_minute_and_ends_before_the_next_part() {
        let part = |middle: i64| night(middle - 30, middle, middle + 30, 0);
        assert_eq!(part(EVENING - 1), (0, NO_BUCKET));
        assert_eq!(part(EVENING), (30, 0));
        // Counted from the evening before, then until the end of the morning.
        assert_eq!(part(DAY + SMALL_HOURS - 1), (DAY + SMALL_HOURS + 29 - EVENING, 0));
        assert_eq!(part(DAY + SMALL_HOURS), (MORNING - SMALL_HOURS + 30, 0));
        assert_eq!(part(DAY + MORNING - 1), (31, 0));
        assert_eq!(part(DAY + MORNING), (0, NO_BUCKET));
        assert_eq!(night(DAY + SMALL_HOURS - 60, DAY + SMALL_HOURS, DAY + 190, 0), (MORNING - SMALL_HOURS + 60, 0));
        assert_eq!(night(EVENING, EVENING, EVENING, 1), (0, NO_BUCKET), "before the first night");
    }
}
