//! Logarithms, powers and geometric interpolation in fixed-point integers, the same on every machine.

/// log2 of `x >= 1`, scaled by 2^32, by repeated squaring.
pub(crate) fn log2(x: u64) -> u64 {
    let zeros = x.leading_zeros();
    let mut result = u64::from(63 - zeros) << 32;
    let mut mantissa = u128::from(x) << zeros; // 1.63
    for bit in (0..32).rev() {
        mantissa = (mantissa * mantissa) >> 63;
        if mantissa >> 64 > 0 {
            result |= 1 << bit;
            mantissa >>= 1;
        }
    }
    result
}

/// `2^-x` for `x >= 0`; both scaled by 2^32.
pub(crate) fn exp2_negative(x: u64) -> u64 {
    let whole = x >> 32;
    if whole >= 32 {
        return 0;
    }
    let mut factor: u128 = 1 << 32;
    let mut root: u128 = 1 << 31; // 2^-1
    for bit in (0..24).rev() {
        root = (root << 32).isqrt(); // 2^-(2^-k)
        if x >> (bit + 8) & 1 == 1 {
            factor = (factor * root) >> 32;
        }
    }
    (factor >> whole) as u64
}

/// `from * (to / from)^fraction` for `from >= to >= 1`, with the fraction scaled by 2^32: geometric cooling.
pub(crate) fn geometric(from: i64, to: i64, fraction: u64) -> i64 {
    let (from, to) = (from.max(1) as u64, to.max(1) as u64);
    let ratio = log2(from).saturating_sub(log2(to));
    let exponent = (u128::from(ratio) * u128::from(fraction)) >> 32;
    ((u128::from(from) * u128::from(exp2_negative(exponent as u64))) >> 32) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_and_powers_match_the_library_to_a_millionth() {
        for x in [1_u64, 2, 3, 5, 4095, 8191, 1 << 40] {
            let got = log2(x) as f64 / 2_f64.powi(32);
            assert!((got - (x as f64).log2()).abs() < 1e-6, "log2({x}) = {got}");
        }
        for x in [0.0, 0.25, 0.5, 1.0, 3.7, 20.2] {
            let got = exp2_negative((x * 2_f64.powi(32)) as u64) as f64 / 2_f64.powi(32);
            assert!((got - (-x).exp2()).abs() < 1e-6, "2^-{x} = {got}");
        }
    }

    #[test]
    fn geometric_cooling_goes_from_the_first_value_to_the_last() {
        assert_eq!(geometric(80_000, 50, 0), 80_000);
        let half = geometric(80_000, 50, 1 << 31);
        assert!((1990..=2010).contains(&half), "{half}");
        let end = geometric(80_000, 50, 1 << 32);
        assert!((49..=51).contains(&end), "{end}");
    }
}
