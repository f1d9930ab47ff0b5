//! Exact arithmetic. The checker rounds only here, once for each price, half up; an overflow gives `None`.

/// Millionths in one: the unit of a [`Decimal`](crate::domain::Decimal).
pub(super) const MICROS: i128 = 1_000_000;

/// The product of `factors` over `divisor`, rounded half up; `None` on overflow or for a divisor of 0.
pub(super) fn half_up(factors: &[i128], divisor: i128) -> Option<i64> {
    let twice = product(factors)?.checked_mul(2)?.checked_add(divisor)?;
    i64::try_from(twice.checked_div_euclid(divisor.checked_mul(2)?)?).ok()
}

/// The product of `factors`; `None` on overflow.
pub(super) fn product(factors: &[i128]) -> Option<i128> {
    factors.iter().try_fold(1_i128, |product, &factor| product.checked_mul(factor))
}

/// The sum of `terms`; `None` if a term is `None` or the sum overflows.
pub(super) fn sum(terms: impl IntoIterator<Item = Option<i128>>) -> Option<i128> {
    terms.into_iter().try_fold(0_i128, |sum, term| sum.checked_add(term?))
}

/// A unit price times a count; `None` on overflow.
pub(super) fn times(unit: Option<i64>, times: i64) -> Option<i64> {
    unit?.checked_mul(times)
}

/// `a / b`, rounded up; `None` for `b = 0` or an overflow.
pub(super) fn ceil_div(a: i128, b: i128) -> Option<i128> {
    Some(-a.checked_neg()?.checked_div_euclid(b)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_up() {
        assert_eq!(half_up(&[5], 10), Some(1));
        assert_eq!(half_up(&[2, 2], 10), Some(0));
        assert_eq!(half_up(&[-5], 10), Some(0));
        assert_eq!(half_up(&[-6], 10), Some(-1));
    }

    #[test]
    fn an_overflow_gives_none() {
        assert_eq!(half_up(&[i128::MAX, 2], 3), None);
        assert_eq!(half_up(&[i128::from(i64::MAX), 2], 1), None);
        assert_eq!(half_up(&[1], 0), None);
        assert_eq!(times(Some(i64::MAX), 2), None);
        assert_eq!(sum([Some(1), None]), None);
    }

    #[test]
    fn ceil_div_rounds_up() {
        assert_eq!(
            [ceil_div(7, 2), ceil_div(8, 2), ceil_div(-7, 2), ceil_div(1, 0)],
            [Some(4), Some(4), Some(-3), None]
        );
    }
}
