//! A session's heads: its attendance apportioned to the audiences and their zones, in thousandths of a person.

use crate::domain::{Audience, Conference, Decimal, Session};

use super::exact_arithmetic;

/// Each zone's share of its audience, in millionths of the audience, rounded half up.
pub(super) fn shares(audience: &Audience) -> Vec<i64> {
    let total: i128 = audience.zones.iter().map(|z| i128::from(z.share.micros)).sum();
    let share =
        |micros: i64| exact_arithmetic::half_up(&[i128::from(micros), exact_arithmetic::MICROS], total).unwrap_or(0);
    audience.zones.iter().map(|z| share(z.share.micros)).collect()
}

/// Thousandths of a head for each (audience, zone) pair in file order, by largest remainder. They sum to
/// 1000 x attendance; all are zero where every weight is zero. `None` if the numbers are too large.
pub(super) fn heads(conference: &Conference, shares: &[Vec<i64>], session: &Session) -> Option<Vec<i64>> {
    let mut weights: Vec<i128> = Vec::new();
    for (index, audience) in conference.audiences.iter().enumerate() {
        let given = session.multipliers.iter().find(|(id, _)| id.index() == index);
        let multiplier = given.map_or(Decimal::ONE, |m| m.1);
        for &share in &shares[index] {
            weights.push(exact_arithmetic::product(&[
                audience.people.micros.into(),
                multiplier.micros.into(),
                share.into(),
            ])?);
        }
    }
    let total = exact_arithmetic::sum(weights.iter().map(|&w| Some(w)))?;
    if total <= 0 {
        return Some(vec![0; weights.len()]);
    }
    let seats = i128::from(session.attendance).checked_mul(1000)?;
    let mut heads = Vec::with_capacity(weights.len());
    let mut remainders: Vec<(i128, usize)> = Vec::with_capacity(weights.len());
    for (index, &weight) in weights.iter().enumerate() {
        let quota = exact_arithmetic::product(&[seats, weight])?;
        heads.push(i64::try_from(quota / total).ok()?);
        remainders.push((quota % total, index));
    }
    // Largest remainder first, then file order.
    remainders.sort_unstable_by_key(|&(remainder, index)| (std::cmp::Reverse(remainder), index));
    let assigned: i128 = heads.iter().map(|&h| i128::from(h)).sum();
    let left = usize::try_from(seats - assigned).ok()?;
    for &(_, index) in remainders.iter().take(left) {
        heads[index] += 1;
    }
    Some(heads)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Build, zone};
    use super::*;

    #[test]
    fn the_largest_remainders_get_what_is_left() {
        let mut b = Build::new();
        b.audience("a", &[("UTC", "0.6"), ("Asia/Kolkata", "0.4")]);
        b.audience("b", &[("Asia/Tokyo", "1")]);
        b.session("s", 60);
        b.last().attendance = 1;
        let c = b.done();
        let shares: Vec<_> = c.audiences.iter().map(shares).collect();
        // Weights 0.6, 0.4 and 1 of 2: exactly 300, 200, 500.
        assert_eq!(heads(&c, &shares, &c.sessions[0]), Some(vec![300, 200, 500]));
        let mut three = c.sessions[0].clone();
        three.multipliers = vec![(crate::domain::AudienceId(1), "0.5".parse().unwrap())];
        // 0.6, 0.4, 0.5 of 1.5: 400, 266 2/3, 333 1/3. The second has the largest remainder.
        assert_eq!(heads(&c, &shares, &three), Some(vec![400, 267, 333]));
        assert_eq!(c.audiences[0].zones[1].zone, zone("Asia/Kolkata"));
    }

    #[test]
    fn ties_go_to_the_first_in_the_file_and_an_audience_without_people_has_no_heads() {
        let mut b = Build::new();
        b.audience("a", &[("UTC", "1"), ("Asia/Kolkata", "1"), ("Asia/Tokyo", "1")]);
        b.session("s", 60);
        b.last().attendance = 1;
        let mut c = b.done();
        let thirds: Vec<_> = c.audiences.iter().map(shares).collect();
        assert_eq!(thirds, [[333_333, 333_333, 333_333]]);
        assert_eq!(heads(&c, &thirds, &c.sessions[0]), Some(vec![334, 333, 333]));
        c.audiences[0].people = Decimal::ZERO;
        assert_eq!(heads(&c, &thirds, &c.sessions[0]), Some(vec![0, 0, 0]));
        c.audiences[0].people = Decimal::ONE;
        c.sessions[0].attendance = i64::MAX;
        assert_eq!(heads(&c, &thirds, &c.sessions[0]), None);
    }
}
