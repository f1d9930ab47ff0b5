//! Exact decimals: weights, shares and multipliers as people write them.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// A decimal number with at most six digits after the point, held exactly in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal {
    /// The value in millionths.
    pub micros: i64,
}

/// Why a text is not a [`Decimal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DecimalError {
    /// The text is not a number.
    #[error("the number cannot be read")]
    NotANumber,
    /// More than six digits after the point.
    #[error("the number has more than six digits after the point")]
    TooFine,
    /// The absolute value is above 9,000,000,000.
    #[error("the number is beyond 9,000,000,000")]
    TooLarge,
}

impl Decimal {
    /// Millionths in one.
    pub const SCALE: i64 = 1_000_000;
    /// Zero.
    pub const ZERO: Decimal = Decimal { micros: 0 };
    /// One.
    pub const ONE: Decimal = Decimal { micros: Self::SCALE };
    const LARGEST: i64 = 9_000_000_000;

    /// A whole number.
    pub const fn whole(n: i64) -> Decimal {
        Decimal { micros: n * Self::SCALE }
    }

    /// From millionths.
    pub const fn micros(micros: i64) -> Decimal {
        Decimal { micros }
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    /// Reads a JSON number (`-1.25`, `3`, `1e-3`) exactly, without floating point.
    fn from_str(text: &str) -> Result<Decimal, DecimalError> {
        let (mantissa, exponent) = match text.find(['e', 'E']) {
            Some(at) => {
                let exponent: i32 = text[at + 1..].parse().map_err(|_| DecimalError::NotANumber)?;
                (&text[..at], exponent)
            }
            None => (text, 0),
        };
        let (negative, digits) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all: String = [whole, fraction].concat();
        if whole.is_empty() || !all.bytes().all(|b| b.is_ascii_digit()) {
            return Err(DecimalError::NotANumber);
        }
        let significant = all.trim_start_matches('0').trim_end_matches('0');
        if significant.is_empty() {
            return Ok(Decimal::ZERO);
        }
        let trailing = all.len() - all.trim_end_matches('0').len();
        // value = significant * 10^power
        let power = i64::from(exponent) - fraction.len() as i64 + trailing as i64;
        if power < -6 {
            return Err(DecimalError::TooFine);
        }
        if significant.len() as i64 + power > 10 {
            return Err(DecimalError::TooLarge);
        }
        let mantissa: i64 = significant.parse().map_err(|_| DecimalError::TooLarge)?;
        let micros = mantissa * 10_i64.pow((power + 6) as u32);
        if micros > Self::LARGEST * Self::SCALE {
            return Err(DecimalError::TooLarge);
        }
        Ok(Decimal { micros: if negative { -micros } else { micros } })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.micros < 0 { "-" } else { "" };
        let size = self.micros.unsigned_abs();
        let (whole, rest) = (size / Self::SCALE as u64, size % Self::SCALE as u64);
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let fraction = format!("{rest:06}");
        write!(f, "{sign}{whole}.{}", fraction.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_json_number_in_range_is_read_exactly() {
        let read = |text: &str| text.parse::<Decimal>();
        assert_eq!(read("0.1"), Ok(Decimal::micros(100_000)));
        assert_eq!(read("-2.500000"), Ok(Decimal::micros(-2_500_000)));
        assert_eq!(read("1e-3"), Ok(Decimal::micros(1_000)));
        assert_eq!(read("12E2"), Ok(Decimal::whole(1_200)));
        assert_eq!(read("0.0000000"), Ok(Decimal::ZERO));
        assert_eq!(read("0.0000001"), Err(DecimalError::TooFine));
        assert_eq!(read("1e10"), Err(DecimalError::TooLarge));
        assert_eq!(read("1e2147483647"), Err(DecimalError::TooLarge));
        assert_eq!(read("1e99999999999"), Err(DecimalError::NotANumber));
        assert_eq!(read("."), Err(DecimalError::NotANumber));
        assert_eq!(read(""), Err(DecimalError::NotANumber));
    }

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for text in ["0", "1", "-0.25", "3.000001", "17.5"] {
            assert_eq!(text.parse::<Decimal>().unwrap().to_string(), text);
        }
    }
}
