//! Finds the known sheets of a workbook, their headings, and the meaning of each column.

use std::collections::BTreeMap;

use super::Options;
use super::columns::{columns, known_headings};
use super::left_out::{LeftOut, left_out};
use crate::domain::Zone;
use crate::instance::did_you_mean;
use crate::sheets::IGNORED_SHEETS;
use crate::sheets::cell::{Book, Cell, CellPlace, Row};
use crate::sheets::cell_types::CellType;
use crate::sheets::cell_types::dates::{DateOrder, OrderWitness, order_of};
use crate::sheets::codes::{LIKELY_SHEET, NO_COLUMN, NO_HEADINGS, ORDER_OF_DATES, TOO_LARGE_SHEET};
use crate::sheets::headings::{Heading, heading};
use crate::sheets::layout::{AUDIENCES, Column, EVENT, Layout, SESSIONS, layouts};
use crate::sheets::mapping::{IGNORE, Mapping};
use crate::sheets::people_headings::PeopleHeading;
use crate::sheets::problem::{Fault, Problems};

/// The number of rows (that are not blank) in which headings are searched.
const ROWS_FOR_HEADINGS: usize = 20;

/// The meaning of a column of a sheet.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    /// A known column.
    Known {
        /// The column.
        column: &'static Column,
        /// The time zone in the brackets of its heading.
        zone: Option<Zone>,
        /// Whether the day or the month comes first in its dates.
        order: DateOrder,
    },
    /// People of the sessions.
    People(PeopleHeading),
    /// Fields without a column, as JSON; the number among several such columns.
    More(usize),
    /// A column that is passed over: the column `taken` has its values already.
    PassedOver {
        /// The heading.
        heading: String,
        /// The column that has its values.
        taken: &'static str,
    },
    /// A column that the mapping excludes.
    Ignored,
    /// An unknown column, with its heading.
    Unknown(String),
}

/// A sheet with its headings.
#[derive(Debug)]
pub(crate) struct Table<'b> {
    /// The sheet's position in the book.
    pub sheet: usize,
    /// The layout of the sheet.
    pub layout: &'static Layout,
    /// The columns: position and meaning.
    pub columns: Vec<(usize, Target)>,
    /// The row of headings.
    heading: &'b Row,
    /// The rows below the headings.
    rows: &'b [Row],
    /// The rows that are left out.
    pub left_out: LeftOut,
}

impl<'b> Table<'b> {
    /// The rows with data, without those that only repeat the headings and those that are left out.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &'b Row> + use<'_, 'b> {
        self.all_rows().filter(|row| !self.left_out.has(row.number))
    }

    /// The same, with the rows that are left out.
    pub(crate) fn all_rows(&self) -> impl Iterator<Item = &'b Row> + use<'_, 'b> {
        self.rows.iter().filter(|row| !row.cells.iter().all(|(at, cell)| self.heading.cell(*at) == Some(cell)))
    }

    /// The row of headings.
    pub(crate) fn heading_row(&self) -> usize {
        self.heading.number
    }

    /// The columns that name people: position and meaning.
    pub(crate) fn people_columns(&self) -> impl Iterator<Item = (usize, PeopleHeading)> + use<'_, 'b> {
        self.columns.iter().filter_map(|(at, target)| match target {
            Target::People(people) => Some((*at, *people)),
            _ => None,
        })
    }

    /// Whether a column has fields as JSON.
    pub(crate) fn has_json(&self) -> bool {
        self.columns.iter().any(|(_, target)| matches!(target, Target::More(_)))
    }

    /// The place of a row.
    pub(crate) fn place(&self, row: &Row) -> CellPlace {
        CellPlace { sheet: self.sheet, row: row.number, column: None }
    }

    /// The position of the column with a heading.
    pub(crate) fn position(&self, wanted: &str) -> Option<usize> {
        position_of(&self.columns, wanted)
    }

    /// The time zone that the heading of a column names.
    pub(crate) fn zone(&self, position: usize) -> Option<Zone> {
        self.columns.iter().find_map(|(at, target)| match target {
            Target::Known { zone, .. } if *at == position => *zone,
            _ => None,
        })
    }

    /// The cell of a row below a heading.
    pub(crate) fn cell<'r>(&self, row: &'r Row, wanted: &str) -> Option<(&'r Cell, CellPlace)> {
        let at = self.position(wanted)?;
        Some((row.cell(at)?, self.place(row).at(at)))
    }
}

/// The known sheets of a book.
#[derive(Debug, Default)]
pub(crate) struct Tables<'b> {
    /// The position of the sheet with the event's settings.
    pub event: Option<usize>,
    /// The sheets with headings, by the names of their layouts.
    pub by_name: BTreeMap<&'static str, Table<'b>>,
    /// Sheets that were not read.
    pub unread: Vec<String>,
    /// Sheets that the mapping excludes.
    pub ignored: Vec<String>,
}

impl<'b> Tables<'b> {
    /// The sheet of a layout, if there is one.
    pub(crate) fn get(&self, layout: &Layout) -> Option<&Table<'b>> {
        self.by_name.get(layout.name)
    }
}

/// Finds all known sheets.
pub(crate) fn tables<'b>(book: &'b Book, options: &Options<'_>, problems: &mut Problems) -> Tables<'b> {
    let mut tables = Tables::default();
    let mut rest = Vec::new();
    let mut sheets: Vec<usize> = (0..book.sheets.len()).filter(|&sheet| !book.sheets[sheet].rows.is_empty()).collect();
    // A sheet with the exact name comes before one with another accepted name.
    let is_exact = |name: &Heading| layouts().iter().any(|layout| name.means(layout.name)) || name.means(EVENT.name);
    sheets.sort_by_key(|&sheet| !is_exact(&heading(&book.sheets[sheet].name)));
    for sheet in sheets {
        let meant = options.mapping.sheet(&book.sheets[sheet].name);
        if meant == Some(IGNORE) {
            tables.ignored.push(book.sheets[sheet].name.clone());
            continue;
        }
        let name = heading(meant.unwrap_or(&book.sheets[sheet].name));
        if EVENT.is_called(&name) && tables.event.is_none() {
            tables.event = Some(sheet);
            continue;
        }
        let called =
            layouts().into_iter().filter(|layout| layout.is_called(&name) && !tables.by_name.contains_key(layout.name));
        // Of several possible layouts, take the one with the most matching headings.
        match called.max_by_key(|layout| {
            (headings(book, sheet, layout, options.mapping).map_or(0, |(_, score)| score), layout.is_called(&name))
        }) {
            Some(layout) => {
                if let Some(table) = table(book, sheet, layout, options, problems) {
                    tables.by_name.insert(layout.name, table);
                }
            }
            None => rest.push(sheet),
        }
    }
    unknown_sheets(book, rest, options, &mut tables, problems);
    tables
}

/// Handles sheets with unknown names. The one that looks most like a list of sessions is read as such, if there is no
/// sheet of sessions.
fn unknown_sheets<'b>(
    book: &'b Book,
    rest: Vec<usize>,
    options: &Options<'_>,
    tables: &mut Tables<'b>,
    problems: &mut Problems,
) {
    // A sheet with a title and a start or length is a programme, whatever it is called.
    let looks_right = |sheet: usize| headings(book, sheet, &SESSIONS, options.mapping).filter(|(_, score)| *score >= 3);
    let best = rest
        .iter()
        .copied()
        .filter(|_| tables.get(&SESSIONS).is_none())
        .max_by_key(|&s| looks_right(s).map_or(0, |(_, score)| score));
    let best = best.filter(|&sheet| looks_right(sheet).is_some());
    for sheet in rest {
        if Some(sheet) == best
            && let Some(table) = table(book, sheet, &SESSIONS, options, problems)
        {
            tables.by_name.insert(SESSIONS.name, table);
            continue;
        }
        let name = &book.sheets[sheet].name;
        // Sheets that an export adds for people.
        if IGNORED_SHEETS.contains(&name.as_str()) || name.starts_with("grid ") {
            continue;
        }
        let names = layouts().into_iter().map(|layout| layout.name).chain([EVENT.name]);
        if let Some(help) = did_you_mean(name, names) {
            let place = CellPlace { sheet, row: 0, column: None };
            problems.add(
                book,
                &place,
                Fault::new(&LIKELY_SHEET, format!("the sheet \"{name}\" was not read")).help(help),
            );
        }
        tables.unread.push(name.clone());
    }
}

/// The position of the row with the most headings of a layout, and their number.
fn headings(book: &Book, sheet: usize, layout: &'static Layout, mapping: &Mapping) -> Option<(usize, usize)> {
    let name = &book.sheets[sheet].name;
    let score = |row: &Row| known_headings(row, layout, name, mapping);
    let rows = book.sheets.get(sheet)?.rows.iter().take(ROWS_FOR_HEADINGS).map(score).enumerate();
    // Of several best rows, take the first.
    rows.filter(|(_, score)| *score > 0).min_by_key(|(at, score)| (std::cmp::Reverse(*score), *at))
}

/// Reads a sheet with a layout; `None` if it has none of its headings.
pub(crate) fn table<'b>(
    book: &'b Book,
    sheet: usize,
    layout: &'static Layout,
    options: &Options<'_>,
    problems: &mut Problems,
) -> Option<Table<'b>> {
    let rows = &book.sheets[sheet].rows;
    let Some((at, _)) = headings(book, sheet, layout, options.mapping) else {
        let place = CellPlace { sheet, row: rows.first().map_or(1, |row| row.number), column: None };
        let message = format!("the sheet \"{}\" has no known headings", book.sheets[sheet].name);
        let names: Vec<&str> = layout.columns.iter().map(|column| column.heading).take(8).collect();
        let fault = Fault::new(&NO_HEADINGS, message)
            .help(format!("write headings into its first row; known ones are: {}, ...", names.join(", ")));
        problems.add(book, &place, fault);
        return None;
    };
    let (heading, rows) = (&rows[at], possible(book, sheet, layout, &rows[at + 1..], problems));
    let mut columns = columns(book, sheet, heading, rows, layout, options.mapping, problems);
    let left_out = if super::is_own(book) || book.is_own_export {
        LeftOut::default()
    } else {
        left_out(book, layout, &columns, rows, options)
    };
    for (_, target) in &mut columns {
        if let (Target::Known { column, zone: zone @ None, .. }, Some(named)) = (target, left_out.zone)
            && matches!(column.kind, CellType::From | CellType::Until)
        {
            *zone = Some(named);
        }
    }
    let table = Table { sheet, layout, columns, heading, rows, left_out };
    missing(book, &table, problems);
    Some(table)
}

/// The rows of a sheet that are read: some more than the elements that a programme can have. Reports further rows.
fn possible<'b>(book: &Book, sheet: usize, layout: &Layout, rows: &'b [Row], problems: &mut Problems) -> &'b [Row] {
    let most = match layout.name {
        "interest" | "panel" => 500_000,
        "people" => 200_000,
        "sessions" => 30_000,
        _ => 30_000,
    };
    let Some(first) = rows.get(most) else { return rows };
    let message = format!("the sheet has {} rows; at most {most} of \"{}\" are read", rows.len(), layout.name);
    problems.add(book, &CellPlace { sheet, row: first.number, column: None }, Fault::new(&TOO_LARGE_SHEET, message));
    &rows[..most]
}

/// The position of the known column with a heading.
pub(crate) fn position_of(columns: &[(usize, Target)], wanted: &str) -> Option<usize> {
    let is_it = |target: &Target| matches!(target, Target::Known { column, .. } if column.heading == wanted);
    columns.iter().find(|(_, target)| is_it(target)).map(|(at, _)| *at)
}

/// Decides for each column with dates whether the day or the month comes first.
pub(crate) fn orders(
    book: &Book,
    sheet: usize,
    headings: &Row,
    rows: &[Row],
    columns: &mut [(usize, Target)],
    problems: &mut Problems,
) {
    let row = headings.number;
    for (at, target) in columns {
        let Target::Known { column, order, .. } = target else { continue };
        let of_dates =
            [CellType::Moment, CellType::From, CellType::Until, CellType::Date, CellType::Dates, CellType::Windows];
        if !of_dates.contains(&column.kind) {
            continue;
        }
        let (found, witness, used) = order_of(rows.iter().filter_map(|row| row.cell(*at)));
        *order = found;
        if let (true, Some(witness)) = (used, witness) {
            let first = if found == DateOrder::Day { "day" } else { "month" };
            let why = match witness {
                OrderWitness::Date(date) => format!("one of them is \"{date}\""),
                OrderWitness::Closeness => "only then they are close together".to_owned(),
                OrderWitness::HalfDays => "their times have AM and PM".to_owned(),
            };
            let message = format!("the dates of this column were read with the {first} first, because {why}");
            problems.add(book, &CellPlace { sheet, row, column: Some(*at) }, Fault::new(&ORDER_OF_DATES, message));
        }
    }
}

/// Reports required columns that are missing.
fn missing(book: &Book, table: &Table<'_>, problems: &mut Problems) {
    for group in &table.layout.needs {
        // Whether the time zones of audiences are given elsewhere is only known when their rows are read.
        let is_known_later = table.layout.name == AUDIENCES.name && group.contains(&"zone");
        if table.has_json()
            || is_known_later
            || table.rows.is_empty()
            || group.iter().any(|heading| table.position(heading).is_some())
        {
            continue;
        }
        let place = CellPlace { sheet: table.sheet, row: table.heading.number, column: None };
        let names = group.iter().map(|heading| format!("\"{heading}\"")).collect::<Vec<_>>().join(" or ");
        let message = format!("the sheet \"{}\" has no column {names}", book.sheets[table.sheet].name);
        let mut fault = Fault::new(&NO_COLUMN, message);
        if table.layout.name != SESSIONS.name {
            let sheet = &book.sheets[table.sheet].name;
            fault = fault.help(format!("add this column, or do without the sheet: --map \"{sheet}=ignore\""));
        }
        problems.add(book, &place, fault);
    }
}
