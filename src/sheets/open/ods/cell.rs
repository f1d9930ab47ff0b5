//! A cell of an OpenDocument spreadsheet: from its attributes and its paragraphs to its value.

use chrono::{NaiveDate, NaiveDateTime};
use quick_xml::events::BytesStart;
use quick_xml::events::attributes::Attribute;

use super::super::xlsx::to_second;
use super::super::xml::attribute;
use super::number;
use crate::sheets::cell::Cell;

/// A cell that is being read.
#[derive(Default)]
pub(super) struct OpenCell {
    kind: String,
    value: String,
    is_formula: bool,
    is_error: bool,
    pub(super) repeats: usize,
    pub(super) rows_spanned: u32,
    pub(super) is_covered: bool,
    pub(super) text: String,
    pub(super) paragraphs: usize,
    pub(super) in_paragraph: bool,
}

impl OpenCell {
    /// A cell with the attributes of its element.
    pub(super) fn begin(start: &BytesStart<'_>, is_covered: bool) -> OpenCell {
        let kind = attribute(start, "value-type").unwrap_or_default();
        let member = match kind.as_str() {
            "date" => "date-value",
            "time" => "time-value",
            "boolean" => "boolean-value",
            "string" => "string-value",
            _ => "value",
        };
        OpenCell {
            value: attribute(start, member).unwrap_or_default(),
            is_formula: attribute(start, "formula").is_some(),
            // A second type, of LibreOffice, beside that of the format.
            is_error: start.attributes().flatten().any(|one| is_error_type(&one)),
            kind,
            repeats: usize::try_from(number(start, "number-columns-repeated")).unwrap_or(usize::MAX),
            rows_spanned: number(start, "number-rows-spanned"),
            is_covered,
            ..OpenCell::default()
        }
    }

    /// The value; `None` for an empty cell.
    pub(super) fn value(&self) -> Option<Cell> {
        let text = || {
            let text = if self.paragraphs > 0 { &self.text } else { &self.value };
            (!text.is_empty()).then(|| Cell::Text(text.clone()))
        };
        let is_error_text = ["#REF!", "#NAME?", "#VALUE!", "#N/A", "#DIV/0!", "#NUM!", "#NULL!"].contains(&&*self.text);
        if self.is_error || is_error_text || self.text.starts_with("Err:") {
            return Some(Cell::Broken(if self.text.is_empty() { "#VALUE!".to_owned() } else { self.text.clone() }));
        }
        // The result of a calculation may be an empty text: it has the type of a text.
        if self.is_formula && self.kind.is_empty() && self.text.is_empty() {
            return Some(Cell::Uncalculated);
        }
        match self.kind.as_str() {
            "float" | "percentage" | "currency" => {
                self.value.parse().ok().filter(|n: &f64| n.is_finite()).map(Cell::Number)
            }
            "boolean" => Some(Cell::Flag(self.value == "true")),
            "date" => moment(&self.value).map(Cell::Date),
            "time" => minutes(&self.value).map(Cell::Clock),
            _ => None,
        }
        .or_else(text)
    }
}

fn is_error_type(attribute: &Attribute<'_>) -> bool {
    attribute.key.local_name().as_ref() == "value-type" && &*attribute.value == "error"
}

/// `2020-11-02`, `2020-11-02T09:30:00`, `2020-11-02T09:30:00.000000000`
fn moment(text: &str) -> Option<NaiveDateTime> {
    let date = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0);
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M"))
        .ok()
        .map(to_second)
        .or_else(date)
}

/// The minutes of a time of day or a length: `PT09H30M00S`, `PT26H`, `P1DT2H`.
fn minutes(text: &str) -> Option<i64> {
    let (days, clock) = text.strip_prefix('P')?.split_once('T')?;
    let mut seconds: f64 = match days.strip_suffix('D') {
        Some(days) => days.parse::<f64>().ok()? * 86_400.0,
        None if days.is_empty() => 0.0,
        None => return None,
    };
    let mut digits = String::new();
    for c in clock.chars() {
        match c {
            '0'..='9' | '.' | ',' => digits.push(if c == ',' { '.' } else { c }),
            'H' | 'M' | 'S' => {
                let factor = if c == 'H' {
                    3600.0
                } else if c == 'M' {
                    60.0
                } else {
                    1.0
                };
                seconds += digits.parse::<f64>().ok()? * factor;
                digits.clear();
            }
            _ => return None,
        }
    }
    (seconds.is_finite() && seconds < 1e9).then_some((seconds / 60.0).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_in_minutes() {
        let texts = ["PT09H30M00S", "PT26H", "P1DT2H", "PT0H29M59.7S", "P1Y", "PT9X", ""];
        assert_eq!(texts.map(minutes), [Some(570), Some(1560), Some(1560), Some(30), None, None, None]);
    }
}
