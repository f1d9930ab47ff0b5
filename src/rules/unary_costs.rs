//! The costs of `audience-hours` and `people-hours`, by session and start. `fair-sessions` uses them too.

use std::collections::BTreeMap;

use num_integer::gcd;

use super::error::GroundError;
use super::exact_arithmetic::{half_up, product};
use super::grounding::Grounding;
use crate::domain::Decimal;

/// The scale of a product of two decimals.
const SQUARED: i128 = 1_000_000_000_000;

/// By start: the cost of a session for its audiences, `half_up(weight x sum of (audience's weight x heads x
/// discomfort))`.
pub(super) fn audiences(
    grounding: &mut Grounding<'_>,
    session: usize,
    weight: Decimal,
) -> Result<Vec<i64>, GroundError> {
    let minutes = grounding.session(session).minutes;
    // Audiences that share a discomfort table share a factor.
    let mut factors: BTreeMap<usize, i128> = BTreeMap::new();
    for (index, pair) in grounding.pairs.iter().enumerate() {
        let weight = grounding.conference.audiences[pair.audience.index()].weight;
        let factor = i128::from(weight.micros) * i128::from(grounding.heads[session][index]);
        *factors.entry(grounding.discomfort.pair_table(index)).or_default() += factor;
    }
    factors.retain(|_, factor| *factor != 0);
    // Divided by their common divisor, the factors are usually small enough for sums in 64 bits.
    let shared = factors.values().fold(0, |shared, &factor| gcd(shared, factor)).max(1);
    let largest: i128 = factors.values().map(|factor| factor / shared).sum();
    let narrow = product(&[largest, minutes.into(), 100]).is_ok_and(|largest| i64::try_from(largest).is_ok());
    let mut sums = vec![0_i128; if narrow { 0 } else { grounding.starts() }];
    let mut narrow_sums = vec![0_i64; if narrow { grounding.starts() } else { 0 }];
    for (table, factor) in factors {
        let row = grounding.discomfort.zone(table, 0, minutes);
        let factor = factor / shared;
        // Exactly one of the two is as long as the row.
        narrow_sums.iter_mut().zip(row.iter()).for_each(|(sum, discomfort)| *sum += factor as i64 * discomfort);
        sums.iter_mut().zip(row.iter()).for_each(|(sum, &discomfort)| *sum += factor * i128::from(discomfort));
    }
    sums.extend(narrow_sums.into_iter().map(i128::from));
    let weight = product(&[weight.micros.into(), shared])?;
    rounded(&sums, weight, SQUARED * 1000)
}

/// By start: the cost of a session for the people it needs live,
/// `half_up(weight x sum of (person's weight x discomfort))`.
pub(super) fn people(grounding: &mut Grounding<'_>, session: usize, weight: Decimal) -> Result<Vec<i64>, GroundError> {
    let mut sums = vec![0_i128; grounding.starts()];
    for (person, participation) in grounding.live_participants(session) {
        let row = grounding.discomfort.person(person, participation.from, participation.until);
        for (sum, &discomfort) in sums.iter_mut().zip(row.iter()) {
            *sum += i128::from(participation.weight) * i128::from(discomfort);
        }
    }
    rounded(&sums, weight.micros.into(), SQUARED * i128::from(Decimal::SCALE))
}

/// `half_up(sum x weight / denominator)` of each sum.
fn rounded(sums: &[i128], weight: i128, denominator: i128) -> Result<Vec<i64>, GroundError> {
    let common = gcd(weight, denominator).max(1);
    let (weight, denominator) = (weight / common, denominator / common);
    let mut cells = Vec::with_capacity(sums.len());
    for &sum in sums {
        cells.push(if sum == 0 { 0 } else { half_up(product(&[sum, weight])?, denominator)? });
    }
    Ok(cells)
}
