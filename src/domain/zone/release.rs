//! When a version of the time zone database was released.

use chrono::NaiveDate;

/// The versions whose day is known here: those that the program carried.
const KNOWN: [(&str, (i32, u32, u32)); 1] = [("2026f", (2026, 10, 27))];

/// The day of the release of a version, if it is known; otherwise the last day of its year. `None` for a version without
/// a year.
pub(crate) fn date(version: &str) -> Option<NaiveDate> {
    if let Some((_, (year, month, day))) = KNOWN.iter().find(|(known, _)| *known == version) {
        return NaiveDate::from_ymd_opt(*year, *month, *day);
    }
    let (year, letters) = version.split_at_checked(4)?;
    let plain = year.bytes().all(|b| b.is_ascii_digit()) && letters.bytes().all(|b| b.is_ascii_lowercase());
    if plain && !letters.is_empty() { NaiveDate::from_ymd_opt(year.parse().ok()?, 12, 31) } else { None }
}
