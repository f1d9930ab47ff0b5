//! Whether the day or the month comes first in the dates of a column.

use chrono::NaiveDate;

use super::{Reading, reading};
use crate::sheets::cell::{Cell, trimmed};

/// Whether a date like `3/4/2020` begins with the day or with the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateOrder {
    /// It is not known.
    #[default]
    Unknown,
    /// The day comes first.
    Day,
    /// The month comes first.
    Month,
}

/// Why the day or the month was taken to come first in the dates of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum OrderWitness {
    /// A date that can be read in one way only.
    Date(String),
    /// The dates are close together in this order only.
    Closeness,
    /// The times have AM and PM, as where months come first.
    HalfDays,
}

/// The order of day and month in the texts of a column (unknown if they contradict each other), what shows it, and
/// whether a text needs it.
pub(crate) fn order_of<'a>(cells: impl Iterator<Item = &'a Cell>) -> (DateOrder, Option<OrderWitness>, bool) {
    let (mut order, mut witness, mut either, mut half_days) = (DateOrder::Unknown, None, false, false);
    let (mut by_day, mut by_month): (Vec<NaiveDate>, Vec<NaiveDate>) = (Vec::new(), Vec::new());
    for cell in cells {
        if let Cell::Date(at) = cell {
            by_day.push(at.date());
            by_month.push(at.date());
        }
        let Cell::Text(text) = cell else { continue };
        for part in text.split([';', '\n']) {
            half_days |= part.to_lowercase().trim_end().ends_with('m');
            let day = trimmed(part).split_whitespace().next().unwrap_or_default();
            match reading(day).or_else(|| reading(trimmed(part))) {
                Some(Reading::Clear(found, _)) if order == DateOrder::Unknown => {
                    (order, witness) = (found, Some(OrderWitness::Date(day.to_owned())));
                }
                Some(Reading::Clear(found, _)) if found != order => return (DateOrder::Unknown, None, false),
                Some(Reading::Either(first, second, year)) => {
                    either |= first != second;
                    by_day.extend(NaiveDate::from_ymd_opt(year, second, first));
                    by_month.extend(NaiveDate::from_ymd_opt(year, first, second));
                }
                Some(Reading::Date(date)) => {
                    by_day.push(date);
                    by_month.push(date);
                }
                _ => {}
            }
        }
    }
    if order == DateOrder::Unknown && either {
        let (days, months) = (span(&by_day), span(&by_month));
        if days <= MOST_DAYS_OF_AN_EVENT && months > 2 * days.max(1) {
            (order, witness) = (DateOrder::Day, Some(OrderWitness::Closeness));
        } else if months <= MOST_DAYS_OF_AN_EVENT && days > 2 * months.max(1) {
            (order, witness) = (DateOrder::Month, Some(OrderWitness::Closeness));
        } else if half_days {
            (order, witness) = (DateOrder::Month, Some(OrderWitness::HalfDays));
        }
    }
    (order, witness, either && order != DateOrder::Unknown)
}

/// Dates of one event are within this number of days.
const MOST_DAYS_OF_AN_EVENT: i64 = 60;

/// The days from the first date to the last.
fn span(dates: &[NaiveDate]) -> i64 {
    dates.iter().max().zip(dates.iter().min()).map_or(0, |(last, first)| (*last - *first).num_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::cell_types::dates::date;

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn the_order_is_shown_by_a_clear_date_by_closeness_or_by_half_days() {
        let column = ["02/11/2020", "13/11/2020"].map(text);
        let (order, witness, used) = order_of(column.iter());
        let shown = Some(OrderWitness::Date("13/11/2020".into()));
        assert_eq!((order, witness, used), (DateOrder::Day, shown, true));
        assert_eq!(date(&column[0], order).as_deref(), Ok("2020-11-02"));
        let contradiction = ["13/11/2020", "11/13/2020"].map(text);
        assert_eq!(order_of(contradiction.iter()).0, DateOrder::Unknown);
        let found = |texts: &[&str]| {
            let cells: Vec<Cell> = texts.iter().map(|form| text(form)).collect();
            let (order, witness, _) = order_of(cells.iter());
            (order, witness)
        };
        let close = Some(OrderWitness::Closeness);
        assert_eq!(found(&["6/1/2027", "6/2/2027"]), (DateOrder::Month, close.clone()));
        assert_eq!(found(&["2 Nov 2020", "03/11/2020", "12.11.2020"]), (DateOrder::Day, close));
        assert_eq!(found(&["6/1/2027 9:00 AM"]), (DateOrder::Month, Some(OrderWitness::HalfDays)));
        assert_eq!(found(&["6/1/2027"]), (DateOrder::Unknown, None));
    }
}
