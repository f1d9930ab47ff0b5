//! Numbers and their limits. The limits prevent overflow in all later arithmetic.

use std::ops::RangeInclusive;

use crate::domain::Decimal;
use crate::instance::codes;
use crate::instance::format::{At, Exact};
use crate::instance::problem::Problems;

/// The largest weight of a rule, a role, an audience or a pair of sessions.
pub(crate) const MOST_WEIGHT: i64 = 1_000_000;
/// The largest attendance of a session.
pub(crate) const MOST_ATTENDANCE: i64 = 1_000_000;
/// The largest number of people of an audience or an interest.
pub(crate) const MOST_PEOPLE: i64 = 10_000_000;
/// The largest factor for an audience in a session.
pub(crate) const MOST_MULTIPLIER: i64 = 1_000;
/// The largest capacity, number of teams, or minutes per day.
pub(crate) const MOST_COUNT: i64 = 1_000_000_000;
/// The longest gap between sessions in minutes: the length of the longest calendar.
pub(crate) const MOST_GAP: i64 = 5 * 366 * 24 * 60;
/// The longest session or day, in minutes.
pub(crate) const MOST_MINUTES: i64 = 10_000;
/// The largest number of sessions of a conference.
pub(crate) const MOST_SESSIONS: usize = 20_000;
/// The minutes of a day.
pub(crate) const DAY: i64 = 24 * 60;

/// The number, or `default` if it is missing. Reports a number out of range, and returns the default.
pub(crate) fn whole(
    number: Option<&At<i64>>,
    default: i64,
    range: RangeInclusive<i64>,
    what: &str,
    problems: &mut Problems,
) -> i64 {
    let Some(number) = number else { return default };
    if range.contains(&number.value) {
        return number.value;
    }
    let message = format!("{what} must be between {} and {}", range.start(), range.end());
    problems.add(&codes::BAD_NUMBER, number.span, message);
    default
}

/// The decimal, or `default` if it is missing. Reports a decimal below zero or above `most`.
pub(crate) fn decimal(
    number: Option<&At<Exact>>,
    default: Decimal,
    most: i64,
    what: &str,
    problems: &mut Problems,
) -> Decimal {
    let Some(number) = number else { return default };
    let value = number.value.0;
    if (Decimal::ZERO..=Decimal::whole(most)).contains(&value) {
        return value;
    }
    problems.add(&codes::BAD_NUMBER, number.span, format!("{what} must be between 0 and {most}"));
    default
}

/// A discomfort or surcharge in per cent, 0 to 100.
pub(crate) fn per_cent(number: &At<i64>, what: &str, problems: &mut Problems) -> u8 {
    u8::try_from(whole(Some(number), 0, 0..=100, what, problems)).unwrap_or_default()
}
