//! Reads days and the phases that they belong to.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::Import;
use super::document::pointer;
use super::record::{Record, put, value_at};
use super::table::{Table, Tables, Target};
use crate::domain::Instant;
use crate::sheets::cell::CellPlace;
use crate::sheets::cell_types::dates;
use crate::sheets::codes::CONTRADICTION;
use crate::sheets::layout::{DAYS, PHASES};
use crate::sheets::problem::Fault;

/// The phase of days without a phase, if no phase is declared.
const ONLY_PHASE: &str = "event";

/// Noon of each day, to tell whether two time zones are the same during the event. Without days, a day in each half of
/// a year.
pub(crate) fn noons(tables: &Tables<'_>) -> Vec<Instant> {
    let noons = tables.get(&DAYS).map(noons_of).unwrap_or_default();
    let halves = ["2027-01-15T12:00:00", "2027-07-15T12:00:00"];
    if noons.is_empty() {
        halves.iter().filter_map(|text| Some(Instant::from_utc(text.parse().ok()?))).collect()
    } else {
        noons
    }
}

fn noons_of(table: &Table<'_>) -> Vec<Instant> {
    let order = table.columns.iter().find_map(|(_, target)| match target {
        Target::Known { column, order, .. } if column.heading == "date" => Some(*order),
        _ => None,
    });
    let noon = |text: String| {
        let date = NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok()?;
        Some(Instant::from_utc(date.and_hms_opt(12, 0, 0)?))
    };
    let cells = table.rows().filter_map(|row| table.cell(row, "date"));
    cells.filter_map(|(cell, _)| noon(dates::date(cell, order.unwrap_or_default()).ok()?)).take(400).collect()
}

impl Import<'_> {
    /// Reads phases and their days.
    pub(crate) fn phases(&mut self, tables: &Tables<'_>) {
        if let Some(table) = tables.get(&PHASES) {
            for row in table.rows() {
                let mut record = self.reader.record(table, row);
                let Some(id) = self.identify(table, row, &mut record) else { continue };
                record.fields.entry("days").or_insert_with(|| Value::Array(Vec::new()));
                let at = self.document.push("phases", record);
                self.index.phases.entry(id).or_insert(at);
            }
        }
        let Some(table) = tables.get(&DAYS) else { return };
        for row in table.rows() {
            let mut record = self.reader.record(table, row);
            let Some(date) = record.take("date") else {
                self.reader.missing(table, &record, &["date"], row);
                continue;
            };
            let phase = record.take("phase");
            let at = self.phase_of(phase, &record.place);
            self.document.keep(table.layout.name, row.number, std::mem::take(&mut record.unknown));
            self.document.append("phases", at, "days", date.into(), vec![(Vec::new(), record.place_of("date"))]);
            self.shared(table, &record, at);
        }
    }

    /// The position of the phase of a day; adds the phase if it is new.
    fn phase_of(&mut self, named: Option<String>, place: &CellPlace) -> usize {
        let id = named.unwrap_or_else(|| match self.index.phases.keys().next() {
            Some(only) if self.index.phases.len() == 1 => only.clone(),
            _ => ONLY_PHASE.to_owned(),
        });
        if let Some(&at) = self.index.phases.get(&id) {
            return at;
        }
        let phase = json!({ "id": id, "days": [] });
        let at = self.document.add("phases", phase, place.clone());
        self.index.phases.insert(id, at);
        at
    }

    /// Sets the fields of the phase that are in the row of a day. Reports a value that differs from an earlier row.
    fn shared(&mut self, table: &Table<'_>, record: &Record, at: usize) {
        for (steps, place) in &record.places {
            let Some(value) = value_at(&record.fields, steps) else { continue };
            let phase = self.document.element("phases", at);
            match value_at(phase, steps) {
                Some(known) if known != value => {
                    let heading = table.columns.iter().find(|(column, _)| Some(*column) == place.column);
                    let name = match heading {
                        Some((_, Target::Known { column, .. })) => column.heading,
                        _ => "value",
                    };
                    let message =
                        format!("an earlier row of the same phase has another value in the column \"{name}\"");
                    let fault = Fault::new(&CONTRADICTION, message)
                        .help("write another phase for days with other hours or types");
                    self.reader.report(place, fault);
                }
                Some(_) => {}
                None => {
                    put(phase, steps, value.clone());
                    let steps = steps.iter().map(String::as_str);
                    let pointer = pointer(["phases", &at.to_string()].into_iter().chain(steps));
                    self.document.note(&pointer, place.clone());
                }
            }
        }
    }
}
