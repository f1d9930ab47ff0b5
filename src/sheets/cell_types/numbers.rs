//! Numbers, lengths of time, and yes or no, as people write them.

use serde_json::Value;

use crate::domain::Decimal;
use crate::instance::codes::{BAD_NUMBER, WRONG_TYPE};
use crate::instance::format::Exact;
use crate::sheets::cell::{Cell, trimmed};
use crate::sheets::codes::BAD_CELL;
use crate::sheets::problem::Fault;

/// The largest whole number that is read: far above all limits of the format.
const LARGEST: f64 = 1e15;
/// The longest length, in minutes, that is read from a number below 1 as a part of a day.
const LONGEST_PART_OF_DAY: f64 = 300.0;

/// A whole number.
pub(crate) fn whole(cell: &Cell) -> Result<Value, Fault> {
    let number = match cell {
        Cell::Number(number) if number.fract() == 0.0 && number.abs() < LARGEST => Some(*number as i64),
        Cell::Text(text) => whole_text(trimmed(text)),
        _ => None,
    };
    number
        .map(Value::from)
        .ok_or_else(|| Fault::new(&BAD_NUMBER, format!("\"{}\" is not a whole number", cell.shown())))
}

/// A whole number, perhaps with marks between the thousands: `1500`, `1,500`, `1.500`, `1 500`, `1'500`.
fn whole_text(text: &str) -> Option<i64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    let groups: Vec<&str> = digits.split([',', '.', '\'', '’', ' ', '\u{a0}', '\u{202f}']).collect();
    let (first, rest) = groups.split_first()?;
    let grouped = rest.is_empty() || first.len() <= 3 && !first.is_empty() && rest.iter().all(|group| group.len() == 3);
    let joined = groups.concat();
    if !grouped || !joined.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    joined.parse::<i64>().ok().map(|number| sign * number)
}

/// An exact decimal; `60 %` is 0.6.
pub(crate) fn decimal(cell: &Cell) -> Result<Value, Fault> {
    let found = match cell {
        Cell::Number(number) => parse(&format!("{number:.6}")),
        Cell::Text(text) => decimal_text(trimmed(text)),
        _ => None,
    };
    let decimal =
        found.ok_or_else(|| Fault::new(&BAD_NUMBER, format!("\"{}\" is not a clear number", cell.shown())))?;
    serde_json::to_value(Exact(decimal)).map_err(|error| Fault::new(&BAD_NUMBER, error.to_string()))
}

fn decimal_text(text: &str) -> Option<Decimal> {
    if let Some(percent) = text.strip_suffix('%') {
        let whole = decimal_text(percent.trim_end())?;
        return (whole.micros % 100 == 0).then(|| Decimal::micros(whole.micros / 100));
    }
    // `1,500` can mean 1.5 or 1500.
    match text.split_once(',') {
        Some((_, fraction)) if fraction.len() == 3 || text.contains('.') => None,
        Some((whole, fraction)) => parse(&format!("{whole}.{fraction}")),
        None => parse(text),
    }
}

fn parse(text: &str) -> Option<Decimal> {
    text.parse().ok()
}

/// A length in minutes: `90`, `90 min`, `1:30`, `1:30:00`, `1 h 30`, `1½ h`, `1.5 hours`, `PT1H30M`. A number below 1 is
/// a part of a day, which is how a workbook stores 1:30 in a cell without a time format.
pub(crate) fn minutes(cell: &Cell) -> Result<Value, Fault> {
    let found = match cell {
        Cell::Number(number) if number.fract() == 0.0 && number.abs() < LARGEST => Some(*number as i64),
        Cell::Number(number) if 0.0 < *number && *number < 1.0 => {
            return part_of_day(*number).map(Value::from).ok_or_else(|| {
                Fault::new(&BAD_NUMBER, format!("\"{}\" can be a part of a day or of an hour", cell.shown()))
                    .help("write the minutes, or give the cell the format h:mm")
            });
        }
        Cell::Clock(minutes) => Some(*minutes),
        Cell::Text(text) => length_text(trimmed(text)),
        _ => None,
    };
    found.map(Value::from).ok_or_else(|| {
        Fault::new(&BAD_NUMBER, format!("\"{}\" is not a length in minutes", cell.shown()))
            .help("write minutes or hours, for example 90 or 1:30")
    })
}

/// The minutes of a part of a day; `None` unless they are whole, and few enough to be a session's: half a day would more
/// probably mean half an hour.
fn part_of_day(days: f64) -> Option<i64> {
    let minutes = days * 1440.0;
    let whole = minutes.round();
    ((minutes - whole).abs() < 1e-6 && (1.0..=LONGEST_PART_OF_DAY).contains(&whole)).then_some(whole as i64)
}

fn length_text(text: &str) -> Option<i64> {
    if let Some(number) = whole_text(text) {
        return Some(number);
    }
    if text.contains(':') {
        let parts: Vec<i64> = text.split(':').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
        let (&[hours, minutes] | &[hours, minutes, 0]) = parts.as_slice() else { return None };
        return ((0..=1000).contains(&hours) && (0..60).contains(&minutes)).then(|| hours * 60 + minutes);
    }
    let lower: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let lower = lower.replace('½', ".5").replace('¼', ".25").replace('¾', ".75");
    // An ISO 8601 duration.
    let lower = lower.strip_prefix("pt").unwrap_or(&lower);
    let lower = if lower.starts_with('.') { format!("0{lower}") } else { lower.to_owned() };
    // A number with its unit, or two: hours, then minutes.
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let mut rest = lower.as_str();
    let (mut hours, mut minutes) = (None, None);
    while !rest.is_empty() {
        let (number, after) = rest.split_at(rest.find(|c| !is_number(c)).unwrap_or(rest.len()));
        let (unit, after) = after.split_at(after.find(is_number).unwrap_or(after.len()));
        // The point of `min.` and of `1h.30` belongs to the unit.
        let unit = unit.trim_end_matches('.');
        let unit = ["and", "und", "et"].iter().find_map(|word| unit.strip_suffix(word)).unwrap_or(unit);
        match (unit, hours, minutes) {
            (unit, None, None) if HOURS.contains(&unit) => {
                hours = Some(decimal_text(number).filter(|hours| (0..=1000 * Decimal::SCALE).contains(&hours.micros))?);
            }
            (unit, _, None) if unit.is_empty() || MINUTES.contains(&unit) => {
                let digits = number.trim_end_matches('.');
                minutes = Some(digits.parse::<i64>().ok().filter(|minutes| (0..=100_000).contains(minutes))?);
            }
            _ => return None,
        }
        rest = after.trim_start_matches('.');
    }
    let of_hours = hours.map_or(0, |hours| hours.micros * 60);
    (hours.or(minutes.map(|_| Decimal::micros(0))).is_some() && of_hours % Decimal::SCALE == 0)
        .then(|| of_hours / Decimal::SCALE + minutes.unwrap_or(0))
}

/// The units of hours, in lower case.
const HOURS: [&str; 14] =
    ["h", "hr", "hrs", "hour", "hours", "heure", "heures", "hora", "horas", "std", "stunde", "stunden", "ч", "час"];
/// The units of minutes, in lower case.
const MINUTES: [&str; 14] =
    ["m", "mn", "min", "mins", "minute", "minutes", "minuto", "minutos", "minuten", "'", "’", "′", "мин", "分"];

/// Yes or no.
pub(crate) fn flag(cell: &Cell) -> Result<bool, Fault> {
    let found = match cell {
        Cell::Flag(flag) => Some(*flag),
        Cell::Number(number) if *number == 1.0 => Some(true),
        Cell::Number(number) if *number == 0.0 => Some(false),
        Cell::Text(text) => match trimmed(text).to_lowercase().as_str() {
            "yes" | "y" | "true" | "x" | "1" | "✓" | "✔" => Some(true),
            "no" | "n" | "false" | "-" | "0" => Some(false),
            _ => None,
        },
        _ => None,
    };
    found.ok_or_else(|| {
        Fault::new(&WRONG_TYPE, format!("\"{}\" does not mean yes or no", cell.shown())).help("write yes or no")
    })
}

/// The setting of a rule: `hard`, `off` or a weight.
pub(crate) fn setting(cell: &Cell) -> Result<Value, Fault> {
    match cell.shown().to_lowercase().as_str() {
        word @ ("hard" | "off") => Ok(Value::from(word)),
        _ => decimal(cell).map_err(|_| {
            Fault::new(&BAD_CELL, format!("\"{}\" is not hard, off or a weight", cell.shown()))
                .help("write hard, off or a number such as 2")
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn whole_numbers_may_have_marks_between_thousands() {
        for form in ["1500", "1,500", "1.500", "1 500", "1'500", "1\u{a0}500"] {
            assert_eq!(whole(&text(form)), Ok(json!(1500)), "{form}");
        }
        assert_eq!(whole(&Cell::Number(75.0)), Ok(json!(75)));
        for none in ["15,00", "1.5", "", "many", "1,5000", "--1"] {
            assert!(whole(&text(none)).is_err(), "{none}");
        }
        assert!(whole(&Cell::Number(7.5)).is_err() && whole(&Cell::Number(f64::NAN)).is_err());
    }

    #[test]
    fn decimals_are_exact_and_unclear_ones_are_refused() {
        for (form, value) in
            [("0.6", json!(0.6)), ("0,6", json!(0.6)), ("60 %", json!(0.6)), ("3", json!(3)), ("1,5", json!(1.5))]
        {
            assert_eq!(decimal(&text(form)), Ok(value), "{form}");
        }
        assert_eq!(decimal(&Cell::Number(0.1)), Ok(json!(0.1)));
        assert_eq!(decimal(&Cell::Number(1.0 / 3.0)), Ok(json!(0.333333)));
        assert!(decimal(&text("1,500")).is_err() && decimal(&text("few")).is_err());
        assert!(decimal(&Cell::Number(f64::INFINITY)).is_err());
    }

    #[test]
    fn lengths_are_read_in_all_common_forms() {
        for form in [
            "90",
            "90 min",
            "90 minutes",
            "90'",
            "1:30",
            "1h30",
            "1 h 30 min",
            "1.5 h",
            "1,5 hours",
            "1 hour 30 minutes",
            "1 hour and 30 minutes",
            "1,5 Stunden",
            "1 heure 30",
            "90 Min.",
            "1:30:00",
            "01:30:00",
            "1½ h",
            "1 ½ hours",
            "PT1H30M",
            "PT90M",
        ] {
            assert_eq!(minutes(&text(form)), Ok(json!(90)), "{form}");
        }
        assert_eq!(minutes(&Cell::Clock(90)), Ok(json!(90)));
        for (form, expected) in [("½ h", 30), ("¾h", 45), ("0:20", 20), ("0:30:00", 30), ("2 Stunden", 120)] {
            assert_eq!(minutes(&text(form)), Ok(json!(expected)), "{form}");
        }
        for none in [
            "2 days",
            "3 sessions",
            "90 s",
            "30 min 1 h",
            "1 h 2 h",
            "",
            "long",
            "1:75",
            "h",
            "min",
            "1.33 h x",
            "1:30:20",
            "1:30:00:00",
            ":",
            "1::0",
            "PT",
            "½½ h",
        ] {
            assert!(minutes(&text(none)).is_err(), "{none}");
        }
    }

    #[test]
    fn a_number_below_one_is_a_part_of_a_day_if_it_gives_the_whole_minutes_of_a_session() {
        for (number, expected) in [(0.0625, 90), (0.03125, 45), (1.0 / 48.0, 30), (1.0 / 1440.0, 1)] {
            assert_eq!(minutes(&Cell::Number(number)), Ok(json!(expected)), "{number}");
        }
        for unclear in [0.5, 0.75, 0.25, 0.0001, 0.07, -0.0625] {
            assert!(minutes(&Cell::Number(unclear)).is_err(), "{unclear}");
        }
        assert!(minutes(&Cell::Number(f64::NAN)).is_err() && minutes(&Cell::Number(1.5)).is_err());
    }

    #[test]
    fn a_length_that_no_number_holds_is_refused() {
        for none in ["1:9223372036854775807", "9223372036854775807:30", "-9223372036854775808:0", "9223372036854775808"]
        {
            assert!(minutes(&text(none)).is_err(), "{none}");
        }
    }

    proptest! {
        #[test]
        fn hours_and_minutes_are_read_if_they_are_a_length(hours in any::<i64>(), minute in any::<i64>(), small: bool) {
            let (hours, minute) = if small { (hours % 2000, minute % 120) } else { (hours, minute) };
            let expected = ((0..=1000).contains(&hours) && (0..60).contains(&minute)).then(|| json!(hours * 60 + minute));
            prop_assert_eq!(minutes(&text(&format!("{hours}:{minute}"))).ok(), expected);
        }

        /// No text of figures, marks and units ends the program.
        #[test]
        fn whatever_is_in_a_cell_is_read_or_refused(cell in "[-+]?[0-9]{0,22}([:., '’½%hm-]{0,2}[0-9]{0,22}){0,3}") {
            let _ = (whole(&text(&cell)), decimal(&text(&cell)), minutes(&text(&cell)), setting(&text(&cell)));
        }
    }

    #[test]
    fn yes_and_no_have_many_forms() {
        assert!(["Yes", "x", "TRUE", "1"].iter().all(|form| flag(&text(form)) == Ok(true)));
        assert!(["no", "-", "False"].iter().all(|form| flag(&text(form)) == Ok(false)));
        assert!(flag(&text("maybe")).is_err());
        assert_eq!(setting(&text("Hard")), Ok(json!("hard")));
        assert_eq!(setting(&Cell::Number(2.0)), Ok(json!(2)));
        assert!(setting(&text("soft")).is_err());
    }
}
