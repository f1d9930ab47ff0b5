//! `track-reach`: every audience can follow a good part of every track at decent hours.

use std::collections::BTreeMap;

use num_integer::gcd;

use super::exact_arithmetic::{product, ratio};
use super::tracks::{track_constraints, tracks};
use super::{ANY, Constraint, GroundError, Grounding, Rule, Selection, hard_or_off};
use crate::domain::{AudienceId, Comfort, Conference, DaysOff, Decimal, RuleId, RuleInfo, RuleOption, Strength};
use crate::model::{BucketCapacity, BucketCapacityTerm, Price, TooLarge};

/// An audience can attend a share of each track at a discomfort of at most 10. Each missing attendee-minute costs or is
/// forbidden.
pub(super) struct TrackReach;

/// The discomfort, in per cent, up to which a minute counts as a decent hour.
const REACH: u32 = 10;
/// The default share.
const SHARE: Decimal = Decimal::micros(500_000);

impl Rule for TrackReach {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::TrackReach,
            sentence: "Every audience can follow a good part of every track at decent hours.",
            charges: Some("each attendee-minute that an audience is short of its share of a track"),
            default: Strength::Off,
            legal: ANY,
            options: &[RuleOption::Share],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        let share = grounding.conference.rules[RuleId::TrackReach].share.unwrap_or(SHARE);
        for (track, members) in tracks(grounding.conference) {
            for audience in 0..grounding.conference.audiences.len() {
                let id = grounding.conference.audiences[audience].id.clone();
                let label = grounding.label(vec![id, grounding.conference.tracks[track.index()].0.clone()]);
                let audience = AudienceId::new(audience);
                let (mut terms, mut limit) = (Vec::with_capacity(members.len()), 0);
                match strength {
                    Strength::Weight(weight) => {
                        let mut all = 0;
                        for &session in &members {
                            all += people_minutes(grounding, session, audience)?;
                            let mut row = reached(grounding, session, audience);
                            for amount in &mut row {
                                *amount = -ratio(&[weight.micros.into(), (*amount).into()], divisor())?;
                            }
                            terms.push((session, row));
                        }
                        let asked = ceiling(product(&[share.micros.into(), all])?, Decimal::SCALE.into());
                        if asked == 0 {
                            continue;
                        }
                        limit = -ratio(&[weight.micros.into(), asked], divisor())?;
                    }
                    _ => {
                        // Only placed sessions require their share, so that an unplaced session never breaks the rule.
                        let (share, scale) = (i128::from(share.micros), i128::from(Decimal::SCALE));
                        let common = gcd(share, scale).max(1);
                        let (asks, scale) = (share / common, scale / common);
                        for &session in &members {
                            let own = product(&[asks, people_minutes(grounding, session, audience)?])?;
                            let mut row = reached(grounding, session, audience);
                            for amount in &mut row {
                                let lacks = own - product(&[scale, (*amount).into()])?;
                                *amount = i64::try_from(lacks).map_err(|_| TooLarge)?;
                            }
                            terms.push((session, row));
                        }
                    }
                }
                let price = if strength == Strength::Hard { Price::Hard } else { Price::Soft(1) };
                let terms = terms.into_iter().map(|(session, row)| {
                    let measure = grounding.builder.measure(row);
                    BucketCapacityTerm { activity: session as u32, measure, buckets: None }
                });
                let terms = terms.collect();
                grounding.bucket_capacity(BucketCapacity { label, buckets: 1, limit, price, terms });
            }
        }
        Ok(())
    }

    fn constraints(&self, of: &Selection<'_>) -> Vec<Constraint> {
        track_constraints(of)
    }

    /// Of all rules that can be hard, only `good-day` also reads audiences, zones and comfort curves.
    fn hard_part(&self, conference: &mut Conference, strength: Strength) -> Strength {
        if strength == Strength::Hard || conference.rule(RuleId::GoodDay) == Strength::Hard {
            return hard_or_off(strength);
        }
        conference.audiences.clear();
        conference.sessions.iter_mut().for_each(|session| session.multipliers.clear());
        for person in &mut conference.people {
            (person.zone, person.audience) = (Some(conference.zone), None);
            (person.comfort, person.days_off) = (Comfort::default(), DaysOff::default());
        }
        Strength::Off
    }
}

/// The divisor from thousandths of attendee-minutes x millionths of weight to hundredths of discomfort-minutes.
fn divisor() -> i128 {
    10 * i128::from(Decimal::SCALE)
}

fn ceiling(numerator: i128, denominator: i128) -> i128 {
    numerator.div_euclid(denominator) + i128::from(numerator.rem_euclid(denominator) != 0)
}

/// The audience's heads in a session by discomfort table, in thousandths.
fn heads(grounding: &Grounding<'_>, session: usize, audience: AudienceId) -> BTreeMap<usize, i64> {
    let mut heads = BTreeMap::new();
    for (index, _) in grounding.pairs.iter().enumerate().filter(|(_, pair)| pair.audience == audience) {
        *heads.entry(grounding.discomfort.pair_table(index)).or_default() += grounding.heads[session][index];
    }
    heads
}

/// The attendee-minutes of an audience in a session, in thousandths.
fn people_minutes(grounding: &Grounding<'_>, session: usize, audience: AudienceId) -> Result<i128, TooLarge> {
    let heads: i64 = heads(grounding, session, audience).values().sum();
    product(&[heads.into(), grounding.session(session).minutes.into()])
}

/// By start: the attendee-minutes of an audience at decent hours, in thousandths.
fn reached(grounding: &mut Grounding<'_>, session: usize, audience: AudienceId) -> Vec<i64> {
    let minutes = grounding.session(session).minutes;
    let mut sums = vec![0_i64; grounding.starts()];
    for (table, heads) in heads(grounding, session, audience) {
        let row = grounding.discomfort.comfortable(table, REACH, minutes);
        for (sum, minutes) in sums.iter_mut().zip(row) {
            *sum = sum.saturating_add(heads.saturating_mul(minutes));
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use crate::domain::{Conference, Strength, TrackId};
    use crate::rules::testing::{RuleId, audience, conference, cost, rooms, session, set, violations, weigh};

    fn given() -> Conference {
        let mut given = conference();
        given.rooms = rooms(2);
        given.audiences = vec![audience("a", 1, &[("UTC", 1)]), audience("b", 1, &[("Asia/Tokyo", 1)])];
        given.sessions = vec![session("s", 60), session("t", 60), session("other", 60)];
        given.sessions[..2].iter_mut().for_each(|session| session.track = Some(TrackId(0)));
        given
    }

    #[test]
    fn attendance_missing_to_half_a_track_costs() {
        let mut given = given();
        weigh(&mut given, RuleId::TrackReach, "1");
        // N is 5 people x 120 minutes for each audience; half of it is 300.
        assert_eq!(cost(&given, &["-", "-", "-"]), 2 * 30_000);
        // 10:00 is good for UTC and 19:00, at 10 per cent, within Tokyo's reach.
        assert_eq!(cost(&given, &["02T10:00", "-", "-"]), 0);
        assert_eq!(cost(&given, &["02T12:00", "02T14:00", "-"]), 30_000, "UTC has all, Tokyo nothing");
        assert_eq!(cost(&given, &["02T12:00", "02T03:00", "-"]), 0, "half a track each");
    }

    #[test]
    fn the_share_is_a_setting() {
        let mut given = given();
        weigh(&mut given, RuleId::TrackReach, "0.5");
        let setting = &mut given.rules[RuleId::TrackReach];
        setting.share = Some("0.75".parse().unwrap());
        assert_eq!(cost(&given, &["02T12:00", "02T03:00", "-"]), 2 * 15_000 / 2);
    }

    #[test]
    fn a_hard_rule_requires_its_share_only_of_placed_sessions() {
        let mut given = given();
        set(&mut given, RuleId::TrackReach, Strength::Hard);
        assert_eq!(violations(&given, &["-", "-", "-"]), 0);
        assert_eq!(violations(&given, &["02T12:00", "-", "-"]), 1, "Tokyo lacks half of it");
        assert_eq!(violations(&given, &["02T12:00", "02T03:00", "-"]), 0);
        given.sessions.remove(1);
        assert_eq!(violations(&given, &["02T12:00", "-"]), 1, "a single session, folded");
    }
}
