//! Reads days and the phases that they belong to.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::Import;
use super::document::pointer;
use super::record::{Record, put, value_at};
use super::sessions::SheetPlacement;
use super::table::{Table, Tables, Target};
use crate::domain::{Instant, Zone};
use crate::instance::codes::UNKNOWN_PHASE;
use crate::sheets::cell::{Cell, CellPlace};
use crate::sheets::cell_types::dates;
use crate::sheets::codes::{CONTRADICTION, DAYS_FROM_STARTS, NO_SHEET};
use crate::sheets::directory::{EntityKind, NameLookup};
use crate::sheets::layout::{DAYS, PHASES, SESSIONS};
use crate::sheets::problem::Fault;

/// The phase of days without a phase, if no phase is declared.
const ONLY_PHASE: &str = "event";
/// The most days that are taken from starts.
const MOST_DAYS: usize = 60;

/// Noon of each day, to tell whether two time zones are the same during the event. Without days, a day in each half of
/// a year.
pub(crate) fn noons(days: &[NaiveDate]) -> Vec<Instant> {
    let halves = ["2027-01-15", "2027-07-15"].iter().filter_map(|text| text.parse().ok()).collect();
    let days: Vec<NaiveDate> = if days.is_empty() { halves } else { days.to_vec() };
    days.iter().filter_map(|day| Some(Instant::from_utc(day.and_hms_opt(12, 0, 0)?))).collect()
}

/// The dates in the sheet of days, or else the given ones, or else those in the columns of the sessions.
pub(crate) fn dates_of(tables: &Tables<'_>, given: &[NaiveDate]) -> Vec<NaiveDate> {
    let mut days = tables.get(&DAYS).map_or_else(|| given.to_vec(), |table| dates_in(table, "date"));
    if let Some(sessions) = tables.get(&SESSIONS).filter(|_| days.is_empty()) {
        days.extend(["day", "start"].iter().flat_map(|heading| dates_in(sessions, heading)));
    }
    days.sort_unstable();
    days.dedup();
    days.truncate(400);
    days
}

fn dates_in(table: &Table<'_>, heading: &str) -> Vec<NaiveDate> {
    let order = table.columns.iter().find_map(|(_, target)| match target {
        Target::Known { column, order, .. } if column.heading == heading => Some(*order),
        _ => None,
    });
    let read = |cell: &Cell| match cell {
        // A number from 0 to 48 is a time of day.
        Cell::Number(number) if *number <= 48.0 => None,
        Cell::Clock(_) => None,
        cell => NaiveDate::parse_from_str(&dates::date(cell, order.unwrap_or_default()).ok()?, "%Y-%m-%d").ok(),
    };
    let cells = table.rows().filter_map(|row| table.cell(row, heading));
    cells.filter_map(|(cell, _)| read(cell)).collect()
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

    /// Without a sheet of days, takes the given days, or those of the sessions.
    pub(crate) fn days_from_starts(&mut self, tables: &Tables<'_>, placed: &[SheetPlacement], given: &[NaiveDate]) {
        let has_days = |phase: &Value| phase.get("days").and_then(Value::as_array).is_some_and(|days| !days.is_empty());
        let phases = self.document.root.get("phases").and_then(Value::as_array);
        if tables.get(&DAYS).is_some() || phases.is_some_and(|phases| phases.iter().any(has_days)) {
            return;
        }
        let zone = self.document.root.get("time_zone").and_then(Value::as_str).and_then(|name| Zone::parse(name).ok());
        let mut days: BTreeSet<NaiveDate> = given.iter().copied().collect();
        let starts = if given.is_empty() { placed } else { &[] };
        for (start, _) in starts.iter().filter_map(|one| one.start.as_ref()) {
            let exact = chrono::DateTime::parse_from_str(&start.replacen('Z', "+00:00", 1), "%Y-%m-%dT%H:%M%:z");
            let civil = match (exact, zone) {
                (Ok(at), Some(zone)) => zone.civil(Instant::from_utc(at.naive_utc())).date(),
                (Ok(at), None) => at.naive_utc().date(),
                (Err(_), _) => match start.get(..10).and_then(|day| day.parse().ok()) {
                    Some(day) => day,
                    None => continue,
                },
            };
            days.insert(civil);
        }
        let book = self.reader.book;
        if days.is_empty() || days.len() > MOST_DAYS {
            let message = match (days.is_empty(), self.reader.has_undated_starts) {
                (true, true) => "the starts have no dates, and there is no sheet \"days\"",
                (true, false) => "there is no sheet \"days\", and the sessions have no dates",
                (false, _) => {
                    "there is no sheet \"days\", and the starts are too far apart to be the days of one event"
                }
            };
            let found: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).take(12).collect();
            let help = format!(
                "give the dates, for example --days 2027-03-01,2027-03-02; or add a sheet \"days\" with a column \"date\" \
                 (for CSV: a file days.csv in the same folder). The sheets found are: {}",
                found.join(", ")
            );
            self.reader.problems.add_whole(book, Fault::new(&NO_SHEET, message).help(help));
            return;
        }
        let list: Vec<String> = days.iter().map(ToString::to_string).collect();
        let shown = match days.len() {
            1..=5 => list.join(", "),
            _ => format!("{} to {}", list[0], list[list.len() - 1]),
        };
        let place = CellPlace { sheet: tables.get(&SESSIONS).map_or(0, |table| table.sheet), row: 0, column: None };
        self.document.add("phases", json!({ "id": ONLY_PHASE, "days": list }), place);
        if !given.is_empty() {
            return;
        }
        let message = format!("there is no sheet \"days\"; the days of the starts were taken: {shown}");
        self.reader.problems.add_whole(book, Fault::new(&DAYS_FROM_STARTS, message));
    }

    /// Reads the column "phase" of the sessions: the days of that phase are the allowed ones.
    pub(crate) fn session_phase(&mut self, record: &mut Record) {
        let Some((cell, place)) = record.help.get("phase").cloned() else { return };
        let text = cell.shown();
        if self.index.phases.len() < 2 {
            // Without phases, there is nothing to choose from.
            return record.set("extra/phase", text.into(), place);
        }
        let Some(at) = self.phase_named(&text) else {
            let names: Vec<&str> = self.index.phases.keys().map(String::as_str).collect();
            let fault = Fault::new(&UNKNOWN_PHASE, format!("there is no phase \"{text}\""))
                .help(format!("write one of: {}", names.join(", ")));
            return self.reader.report(&place, fault);
        };
        let phase = self.document.element("phases", at);
        let latest =
            phase.get("hours").and_then(|hours| hours.get("latest")).and_then(Value::as_str).unwrap_or("24:00");
        let latest = if latest > "24:00" { latest.to_owned() } else { "24:00".to_owned() };
        let dates: Vec<NaiveDate> = phase
            .get("days")
            .and_then(Value::as_array)
            .map(|days| days.iter().filter_map(|day| day.as_str()?.parse().ok()).collect())
            .unwrap_or_default();
        if record.fields.contains_key("allowed") || dates.is_empty() {
            return;
        }
        let window = |day: &NaiveDate| {
            let (hours, minutes) = latest.split_once(':').unwrap_or(("24", "00"));
            let hours = hours.parse::<u64>().unwrap_or(24);
            let until = *day + chrono::Days::new(hours / 24);
            json!({ "from": format!("{day}T00:00"), "until": format!("{until}T{:02}:{minutes}", hours % 24) })
        };
        record.set("allowed", dates.iter().map(window).collect::<Vec<_>>().into(), place);
    }

    /// The position of the phase with an id, name or number (`2`, `Phase II`).
    fn phase_named(&self, text: &str) -> Option<usize> {
        if let NameLookup::One(id) = self.reader.directory.find(EntityKind::Phase, text) {
            return self.index.phases.get(&id).copied();
        }
        let number = |text: &str| {
            let last = text.split(|c: char| !c.is_alphanumeric()).rfind(|word| !word.is_empty())?.to_lowercase();
            let roman = ["i", "ii", "iii", "iv", "v", "vi"].iter().position(|roman| *roman == last).map(|at| at + 1);
            roman.or_else(|| last.parse::<usize>().ok())
        };
        let wanted = number(text)?;
        let numbered: Vec<usize> =
            self.index.phases.iter().filter(|(id, _)| number(id) == Some(wanted)).map(|(_, at)| *at).collect();
        match numbered.as_slice() {
            [only] => Some(*only),
            // Phases without numbers are counted.
            [] if self.index.phases.keys().all(|id| number(id).is_none()) => {
                wanted.checked_sub(1).filter(|at| self.index.phases.values().any(|known| known == at))
            }
            _ => None,
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
