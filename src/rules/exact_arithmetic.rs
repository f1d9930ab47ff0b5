//! Exact arithmetic for costs: products with a single rounding; overflows are errors.

use crate::model::TooLarge;

/// Every single cost is smaller than this.
const LIMIT: i128 = 1 << 53;

/// `numerator / denominator`, rounded half up: `floor(x + 1/2)`. The denominator is positive.
///
/// # Errors
/// [`TooLarge`] if the absolute result reaches 2^53.
pub(super) fn half_up(numerator: i128, denominator: i128) -> Result<i64, TooLarge> {
    let rounded = match (i64::try_from(numerator), i64::try_from(denominator)) {
        // The common case; 64-bit division is several times faster.
        (Ok(numerator), Ok(denominator)) => {
            let (floor, rest) = (numerator.div_euclid(denominator), numerator.rem_euclid(denominator));
            i128::from(floor) + i128::from(rest >= denominator - rest)
        }
        _ => {
            // One 128-bit division instead of two.
            let cut = numerator / denominator;
            let rest = numerator - cut * denominator;
            let (floor, rest) = if rest < 0 { (cut - 1, rest + denominator) } else { (cut, rest) };
            floor + i128::from(rest >= denominator - rest)
        }
    };
    if rounded.abs() < LIMIT { Ok(rounded as i64) } else { Err(TooLarge) }
}

/// The product of whole numbers.
///
/// # Errors
/// [`TooLarge`] if it does not fit.
pub(super) fn product(factors: &[i128]) -> Result<i128, TooLarge> {
    factors.iter().try_fold(1_i128, |product, &factor| product.checked_mul(factor)).ok_or(TooLarge)
}

/// The product of whole numbers over a denominator, rounded half up.
///
/// # Errors
/// [`TooLarge`] if the product does not fit or the result reaches 2^53.
pub(super) fn ratio(factors: &[i128], denominator: i128) -> Result<i64, TooLarge> {
    half_up(product(factors)?, denominator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_up_on_both_sides_of_zero() {
        let rounded = [(1, 2), (-1, 2), (3, 2), (-3, 2), (4, 3), (5, 3), (-4, 3), (0, 7)].map(|(n, d)| half_up(n, d));
        assert_eq!(rounded, [1, 0, 2, -1, 1, 2, -1, 0].map(Ok));
    }

    #[test]
    fn wide_and_narrow_divisions_agree() {
        for numerator in -40..40 {
            let wide = half_up(numerator << 100, 12 << 100);
            assert_eq!(wide, half_up(numerator, 12), "{numerator}");
        }
    }

    #[test]
    fn overflows_are_errors() {
        assert_eq!(half_up(1 << 53, 1), Err(TooLarge));
        assert_eq!(half_up((1 << 53) - 1, 1), Ok((1 << 53) - 1));
        assert_eq!(product(&[i128::MAX, 2]), Err(TooLarge));
    }
}
