//! Heads: a session's attendance, apportioned to the zones of the audiences.

use super::exact_arithmetic::{half_up, product};
use crate::domain::{AudienceId, Conference, Decimal, Session};
use crate::model::TooLarge;

/// An audience in one of its zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair {
    /// The audience.
    pub audience: AudienceId,
    /// Position in the audience's list of zones.
    pub zone: usize,
    /// The zone's share of the audience, in millionths.
    pub share: i64,
}

/// Every audience in each of its zones, in file order.
///
/// # Errors
/// [`TooLarge`] if the shares do not fit.
pub(super) fn pairs(conference: &Conference) -> Result<Vec<Pair>, TooLarge> {
    let mut pairs = Vec::new();
    for (index, audience) in conference.audiences.iter().enumerate() {
        let total: i128 = audience.zones.iter().map(|zone| i128::from(zone.share.micros)).sum();
        for (position, zone) in audience.zones.iter().enumerate() {
            let share = match total {
                0 => 0,
                _ => half_up(product(&[zone.share.micros.into(), Decimal::SCALE.into()])?, total)?,
            };
            pairs.push(Pair { audience: AudienceId::new(index), zone: position, share });
        }
    }
    Ok(pairs)
}

/// Thousandths of a head in each pair, by largest remainder, ties in file order. They sum to 1000 x attendance; all are
/// zero where every weight is zero.
///
/// # Errors
/// [`TooLarge`] if the product of people, multipliers and attendance does not fit.
pub(super) fn apportion(conference: &Conference, session: &Session, pairs: &[Pair]) -> Result<Vec<i64>, TooLarge> {
    let multiplier = |audience: AudienceId| {
        let given = session.multipliers.iter().find(|(id, _)| *id == audience);
        given.map_or(Decimal::ONE, |(_, multiplier)| *multiplier)
    };
    let mut weights = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let people = conference.audiences[pair.audience.index()].people;
        weights.push(product(&[people.micros.into(), multiplier(pair.audience).micros.into(), pair.share.into()])?);
    }
    let total = weights.iter().try_fold(0_i128, |sum, &weight| sum.checked_add(weight)).ok_or(TooLarge)?;
    if total <= 0 {
        return Ok(vec![0; pairs.len()]);
    }
    let seats = product(&[session.attendance.into(), 1000])?;
    let mut heads = Vec::with_capacity(pairs.len());
    let mut remainders = Vec::with_capacity(pairs.len());
    for (index, &weight) in weights.iter().enumerate() {
        let quota = product(&[seats, weight])?;
        heads.push(i64::try_from(quota / total).map_err(|_| TooLarge)?);
        remainders.push((quota % total, index));
    }
    let assigned: i128 = heads.iter().map(|&heads| i128::from(heads)).sum();
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let left = usize::try_from(seats - assigned).unwrap_or(0);
    for &(_, index) in remainders.iter().take(left) {
        heads[index] += 1;
    }
    Ok(heads)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{audience, conference, session};

    fn heads(people: &[(i64, &[(&str, i64)])], attendance: i64) -> Vec<i64> {
        let mut conference = conference();
        for (index, (people, zones)) in people.iter().enumerate() {
            conference.audiences.push(audience(&format!("a{index}"), *people, zones));
        }
        let mut session = session("s", 60);
        session.attendance = attendance;
        session.multipliers = vec![(AudienceId(0), Decimal::whole(3))];
        apportion(&conference, &session, &pairs(&conference).unwrap()).unwrap()
    }

    #[test]
    fn heads_follow_multipliers_and_shares_and_sum_to_the_attendance() {
        // 3 x 100 against 1 x 100; the second half and half.
        let heads = heads(&[(100, &[("UTC", 1)]), (100, &[("Asia/Tokyo", 2), ("Asia/Kolkata", 2)])], 8);
        assert_eq!(heads, [6000, 1000, 1000]);
    }

    #[test]
    fn ties_go_to_the_first_in_the_file() {
        // A third each of 1000 thousandths: the shares in millionths are equal, so are the remainders.
        assert_eq!(heads(&[(1, &[("UTC", 1), ("Asia/Tokyo", 1), ("Asia/Kolkata", 1)])], 1), [334, 333, 333]);
    }

    #[test]
    fn the_largest_remainder_gets_the_head_that_is_left() {
        // A third (3 x 1 of 9) and two thirds of 2000 thousandths: 666.67 and 1333.33.
        assert_eq!(heads(&[(1, &[("UTC", 1)]), (6, &[("Asia/Tokyo", 1)])], 2), [667, 1333]);
    }

    #[test]
    fn without_any_weight_there_are_no_heads() {
        assert_eq!(heads(&[(0, &[("UTC", 1)])], 75), [0]);
        assert_eq!(heads(&[(1, &[("UTC", 0)])], 75), [0]);
    }
}
