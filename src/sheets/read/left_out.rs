//! Rows of a list that are no sessions: rejected and withdrawn ones, titles of sections, totals, breaks.

use std::collections::{BTreeMap, BTreeSet};

use super::table::{Target, position_of};
use crate::domain::Zone;
use crate::sheets::cell::{Book, Cell, Row, Sheet};
use crate::sheets::cell_types::dates::{DateOrder, date};
use crate::sheets::cell_types::numbers::minutes;
use crate::sheets::headings::{fold, heading};
use crate::sheets::layout::{AUDIENCES, INTEREST, Layout, PANEL, RELATIONS, SESSIONS};
use crate::sheets::read::Options;
use crate::sheets::zones::{self, PlaceNames};

/// Why a row is left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    /// Its status says that it does not take place; the status as written.
    Status(String),
    /// It is the title of a section, or a remark.
    Section,
    /// It is a total.
    Total,
    /// It is a break.
    Break,
}

/// The rows of a sheet that are left out.
#[derive(Debug, Clone, Default)]
pub(crate) struct LeftOut {
    rows: BTreeMap<usize, Reason>,
    /// The time zone that a row between the headings and the sessions names: `(GMT+1 Time)`.
    pub zone: Option<Zone>,
}

impl LeftOut {
    /// Whether a row is left out.
    pub(crate) fn has(&self, row: usize) -> bool {
        self.rows.contains_key(&row)
    }

    /// The rows and the reasons, by row.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (usize, &Reason)> {
        self.rows.iter().map(|(row, reason)| (*row, reason))
    }
}

const NOT_HELD: [&str; 38] = [
    "rejected",
    "reject",
    "declined",
    "withdrawn",
    "withdraw",
    "cancelled",
    "canceled",
    "deleted",
    "removed",
    "notaccepted",
    "refused",
    "refuse",
    "rejetee",
    "rejete",
    "refusee",
    "retire",
    "retiree",
    "annule",
    "annulee",
    "rechazado",
    "rechazada",
    "retirado",
    "retirada",
    "cancelado",
    "cancelada",
    "rejeitado",
    "rejeitada",
    "abgelehnt",
    "zuruckgezogen",
    "abgesagt",
    "storniert",
    "отклонен",
    "отклонено",
    "отменен",
    "отменено",
    "已拒绝",
    "已取消",
    "مرفوض",
];
const TOTALS: [&str; 10] =
    ["total", "totals", "sum", "subtotal", "grandtotal", "totale", "summe", "gesamt", "insgesamt", "итого"];
const BREAKS: [&str; 36] = [
    "break",
    "breaks",
    "coffee",
    "coffeebreak",
    "coffeetea",
    "coffeeteabreak",
    "teabreak",
    "teacoffeebreak",
    "coffeeandteabreak",
    "lunch",
    "lunchbreak",
    "lunchtime",
    "dinner",
    "morningbreak",
    "afternoonbreak",
    "morningteabreak",
    "afternoonteabreak",
    "morningcoffeebreak",
    "afternooncoffeebreak",
    "morningtea",
    "afternoontea",
    "healthbreak",
    "biobreak",
    "shortbreak",
    "networkingbreak",
    "pause",
    "pausecafe",
    "pausedejeuner",
    "dejeuner",
    "descanso",
    "pausacafe",
    "almuerzo",
    "almoco",
    "intervalo",
    "kaffeepause",
    "mittagspause",
];
/// Words of titles of sections.
const SECTIONS: [&str; 14] = [
    "phase",
    "day",
    "morning",
    "afternoon",
    "evening",
    "track",
    "session",
    "sessions",
    "block",
    "part",
    "week",
    "tag",
    "jour",
    "dia",
];

/// The ids and titles in the sheets about several sessions. Whatever is named there is a session.
fn named_elsewhere(book: &Book) -> BTreeSet<String> {
    let of_sessions = |sheet: &&Sheet| {
        let name = heading(&sheet.name);
        [&PANEL, &RELATIONS, &INTEREST].into_iter().any(|layout| layout.is_called(&name))
    };
    let rows = book.sheets.iter().filter(of_sessions).flat_map(|sheet| &sheet.rows);
    let texts = rows.flat_map(|row| &row.cells).map(|(_, cell)| cell.shown());
    texts.flat_map(|text| text.split([';', ',', '\n']).map(fold).collect::<Vec<_>>()).collect()
}

/// Finds the rows of a sheet that are to be left out.
pub(crate) fn left_out(
    book: &Book,
    layout: &Layout,
    columns: &[(usize, Target)],
    rows: &[Row],
    options: &Options<'_>,
) -> LeftOut {
    let mut left_out = LeftOut::default();
    let is_sessions = layout.name == SESSIONS.name;
    if !is_sessions && layout.name != AUDIENCES.name {
        return left_out;
    }
    let at = |heading: &str| position_of(columns, heading);
    let (id, title, status) = (at("id"), at("title"), at("status"));
    let shown = |row: &Row, at: Option<usize>| row.cell(at?).map(Cell::shown);
    let named_elsewhere = named_elsewhere(book);
    let mut untitled: BTreeMap<String, usize> = BTreeMap::new();
    let mut titled: Vec<String> = Vec::new();
    for row in rows {
        match (shown(row, id), shown(row, title)) {
            (Some(id), None) => *untitled.entry(id).or_default() += 1,
            (Some(id), Some(_)) => titled.push(id),
            _ => {}
        }
    }
    let has_people =
        |row: &Row| columns.iter().any(|(at, target)| matches!(target, Target::People(_)) && row.cell(*at).is_some());
    for row in rows {
        let first = row.cells.first().map(|(_, cell)| fold(&cell.shown())).unwrap_or_default();
        let has = |heading: &str| {
            let cell = at(heading).and_then(|at| row.cell(at));
            // `2 sessions` below the lengths is no length.
            cell.is_some_and(|cell| heading != "minutes" || minutes(cell).is_ok())
        };
        let says_total = TOTALS.contains(&first.as_str()) && row.cells.len() > 1;
        let reason = if says_total && !["minutes", "start", "zone", "country", "city"].into_iter().any(has) {
            Some(Reason::Total)
        } else if !is_sessions {
            None
        } else if let Some(status) = shown(row, status).filter(|status| is_not_held(status, options)) {
            Some(Reason::Status(status))
        } else if is_section(row, id, title) {
            Some(Reason::Section)
        } else if title.is_some_and(|title| row.cell(title).is_none()) {
            let own = shown(row, id);
            let is_repeated = own.as_ref().is_some_and(|id| untitled.get(id).is_some_and(|count| *count > 1));
            let continues = own.as_ref().is_some_and(|id| titled.contains(id));
            // Some words alone in a row, like "(All times in CET)". A number alone belongs to a session without a title.
            let words = row.cells.first().map(|(_, cell)| cell.shown()).unwrap_or_default();
            let is_remark = words.contains(char::is_alphabetic) && words.contains(char::is_whitespace);
            if own.is_none() && row.cells.len() == 1 && is_remark {
                Some(Reason::Section)
            } else {
                (!continues && is_repeated && !has_people(row)).then_some(Reason::Break)
            }
        } else {
            // Whatever its id is: many lists number their breaks like sessions.
            let is_break = shown(row, title).is_some_and(|title| BREAKS.contains(&fold(&title).as_str()));
            let names = [id, title].into_iter().filter_map(|at| shown(row, at));
            let is_session =
                has_people(row) || names.map(|name| fold(&name)).any(|name| named_elsewhere.contains(&name));
            (is_break && !is_session && !options.with_breaks).then_some(Reason::Break)
        };
        if let Some(reason) = reason {
            if reason == Reason::Section && left_out.zone.is_none() {
                left_out.zone = row.cells.first().and_then(|(_, cell)| zone(&cell.shown()));
            }
            left_out.rows.insert(row.number, reason);
        }
    }
    // A list of breaks alone is a programme of breaks.
    if rows.iter().all(|row| left_out.has(row.number)) {
        left_out.rows.retain(|_, reason| *reason != Reason::Break);
    }
    left_out
}

fn is_not_held(status: &str, options: &Options<'_>) -> bool {
    let status = fold(status);
    match options.statuses {
        [] => NOT_HELD.contains(&status.as_str()),
        taken => !taken.iter().any(|taken| fold(taken) == status),
    }
}

/// Whether a row is the title of a section: one cell alone in the column of ids or titles, which is set off by marks; or
/// in that of ids, several words that name a day or part.
fn is_section(row: &Row, id: Option<usize>, title: Option<usize>) -> bool {
    let [(at, cell)] = row.cells.as_slice() else { return false };
    let text = cell.shown();
    let is_set_off = |c: char| matches!(c, '-' | '=' | '*' | '#' | '–' | '—' | '_' | '~' | '+');
    let words: Vec<String> = text.split_whitespace().map(fold).collect();
    let is_marked = text.starts_with(is_set_off) && text.ends_with(is_set_off);
    let names_a_part = words.len() > 1
        && (words.iter().any(|word| SECTIONS.contains(&word.as_str())) || date(cell, DateOrder::Day).is_ok());
    is_marked && [id, title].contains(&Some(*at)) || names_a_part && id == Some(*at)
}

/// The time zone in a remark: `(GMT+1 Time)`, `All times in CET`.
fn zone(text: &str) -> Option<Zone> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '-'));
    let lower = text.to_lowercase();
    let mut rest = text;
    for phrase in ["all times are in ", "all times in ", "times are in ", "times in ", "time zone: ", "timezone: "] {
        if lower.starts_with(phrase) {
            rest = text.get(phrase.len()..).unwrap_or(text);
        }
    }
    let rest = rest.trim_end_matches("time").trim_end_matches("Time").trim();
    // Only an offset or an IANA name: a section may have the name of a city.
    let is_clear =
        rest.contains(['+', '-', '/']) || rest.eq_ignore_ascii_case("utc") || rest.eq_ignore_ascii_case("gmt");
    let name =
        zones::resolve(PlaceNames { zone: Some(rest), ..PlaceNames::default() }, &[]).ok().filter(|_| is_clear)?;
    Zone::parse(&name).ok()
}
