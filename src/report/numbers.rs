//! Formats numbers for people.

pub use crate::domain::length;

/// A whole number with thousands separators: `1,234,567`.
pub fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Hundredths of a discomfort-minute as discomfort-minutes, exactly: `12,345.60`.
pub fn discomfort(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let size = hundredths.unsigned_abs();
    let whole = i64::try_from(size / 100).unwrap_or(i64::MAX);
    format!("{sign}{}.{:02}", thousands(whole), size % 100)
}

/// Hundredths with one decimal place, rounded: `12.3`.
pub fn tenths(hundredths: i64) -> String {
    let tenths = hundredths.saturating_add(5).div_euclid(10);
    format!("{}.{}", thousands(tenths / 10), tenths % 10)
}

/// A difference of costs in discomfort-minutes, always with its sign: `+12.50`, `-3.00`, `0.00`.
pub fn difference(hundredths: i64) -> String {
    if hundredths > 0 { format!("+{}", discomfort(hundredths)) } else { discomfort(hundredths) }
}

/// Hundredths of a discomfort-minute as whole discomfort-minutes, rounded, for narrow columns.
pub fn rounded(hundredths: i64) -> String {
    thousands((hundredths.saturating_add(50)).div_euclid(100))
}

/// Minutes as hours with one decimal: `1,234.5`.
pub fn hours(minutes: i64) -> String {
    let tenths = minutes.saturating_add(3).div_euclid(6);
    let sign = if tenths < 0 { "-" } else { "" };
    let size = tenths.saturating_abs();
    format!("{sign}{}.{}", thousands(size / 10), size % 10)
}

/// A fraction in per cent with two decimals: `1.25 %`; `-` if unknown.
pub fn percent(fraction: Option<f64>) -> String {
    fraction.map_or_else(|| "-".to_owned(), |value| format!("{:.2} %", value * 100.0))
}

/// A part of a whole in per cent with one decimal: `97.5 %`; `-` if the whole is 0 or less.
pub fn share(part: i64, whole: i64) -> String {
    if whole <= 0 {
        return "-".to_owned();
    }
    let tenths = (i128::from(part) * 2000 + i128::from(whole)).div_euclid(2 * i128::from(whole));
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// A count with thousands separators.
pub fn whole(number: usize) -> String {
    thousands(i64::try_from(number).unwrap_or(i64::MAX))
}

/// A count and its noun: `1 session`, `3 sessions`.
pub fn count(number: usize, noun: &str) -> String {
    format!("{} {noun}{}", whole(number), if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_separator_follows_every_three_digits() {
        assert_eq!([0, 999, 1000, -1_234_567].map(thousands), ["0", "999", "1,000", "-1,234,567"]);
        assert_eq!(thousands(i64::MIN), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn discomfort_is_exact_to_the_hundredth() {
        assert_eq!([0, 5, 123_456, -150].map(discomfort), ["0.00", "0.05", "1,234.56", "-1.50"]);
        assert_eq!([1, 0, -1].map(difference), ["+0.01", "0.00", "-0.01"]);
        assert_eq!([49, 50, 123_456].map(rounded), ["0", "1", "1,235"]);
        assert_eq!(discomfort(i64::MIN), "-92,233,720,368,547,758.08");
    }

    #[test]
    fn hours_and_lengths() {
        assert_eq!([0, 90, 61, 600_000].map(hours), ["0.0", "1.5", "1.0", "10,000.0"]);
        assert_eq!([45, 120, 785].map(length), ["45 min", "2 h", "13 h 05 min"]);
    }

    #[test]
    fn fractions_and_shares() {
        assert_eq!(percent(Some(0.0125)), "1.25 %");
        assert_eq!(percent(None), "-");
        assert_eq!([share(1, 3), share(0, 0), share(i64::MAX, i64::MAX)], ["33.3 %", "-", "100.0 %"]);
        assert_eq!([count(1, "session"), count(1200, "session")], ["1 session", "1,200 sessions"]);
    }
}
