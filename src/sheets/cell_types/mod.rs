//! The types of cells, and the conversion from a cell to a value of the instance and back.

pub(crate) mod dates;
mod lists;
pub(crate) mod numbers;
mod times;

use serde::Deserialize;
use serde_json::Value;

use super::cell::{Cell, trimmed};
use super::codes::{BAD_CELL, UNCLEAR_NAME};
use super::directory::{Directory, EntityKind, NameLookup};
use super::problem::Fault;
use super::zones::{self, PlaceNames};
use crate::domain::{Instant, is_hidden};
use dates::DateOrder;
pub(crate) use lists::parts;
pub(crate) use times::{WrittenTime, time_of_day};

/// The type of the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CellType {
    /// Any text.
    Text,
    /// The id or name of one element.
    #[serde(skip)]
    Ref(EntityKind),
    /// Ids or names of several elements, separated by semicolons.
    #[serde(skip)]
    Refs(EntityKind),
    /// Words, separated by semicolons.
    Words,
    /// A whole number.
    Whole,
    /// A decimal.
    Decimal,
    /// A length in minutes.
    Minutes,
    /// A time of day.
    Clock,
    /// A date.
    Date,
    /// Dates, separated by semicolons.
    Dates,
    /// A date with a time of day.
    Moment,
    /// The begin of a period: a time of day, or a date with or without one.
    From,
    /// The end of a period. A date alone means the end of that day.
    Until,
    /// Yes or no.
    Flag,
    /// A time zone, or a country or city instead of it.
    Zone,
    /// Periods `begin / end`, separated by semicolons.
    Windows,
    /// Sessions, or groups like `type: keynote`, separated by semicolons.
    Selectors,
    /// The same, each optionally with a gap in minutes: `cables + 30`.
    Orders,
    /// The same, each optionally with a weight: `cables x 0.5`.
    Aparts,
    /// Audiences with factors: `africa: 3; asia: 0.5`.
    Multipliers,
    /// The setting of a rule: `hard`, `off` or a weight.
    Setting,
    /// One of the given words, which are separated by bars.
    #[serde(skip)]
    Choice(&'static str),
}

/// The context for reading a cell.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The ids and names of the programme.
    pub directory: &'a Directory,
    /// An instant of each day of the event. Time zones of a country that agree at all of them count as one.
    pub when: &'a [Instant],
    /// Whether the day or the month comes first in dates.
    pub order: DateOrder,
}

impl CellType {
    /// The value of a cell.
    ///
    /// # Errors
    /// A fault if the cell is not of this type.
    pub fn read(self, cell: &Cell, context: Context<'_>) -> Result<Value, Fault> {
        if let Some(fault) = cell.formula_fault() {
            return Err(fault);
        }
        let order = context.order;
        match self {
            CellType::Text => Ok(Value::from(text(cell))),
            CellType::Ref(of) => reference(of, &text(cell), context.directory).map(Value::from),
            CellType::Refs(of) => lists::references(of, cell, context.directory),
            CellType::Words => Ok(lists::words(cell)),
            CellType::Whole => numbers::whole(cell),
            CellType::Decimal => numbers::decimal(cell),
            CellType::Minutes => numbers::minutes(cell),
            CellType::Clock => times::time_of_day(cell).map(Value::from),
            CellType::Date => dates::date(cell, order).map(Value::from),
            CellType::Dates => lists::dates(cell, order),
            CellType::Moment => dates::moment(cell, order).map(Value::from),
            CellType::From => dates::edge(cell, order, false).map(Value::from),
            CellType::Until => dates::edge(cell, order, true).map(Value::from),
            CellType::Flag => numbers::flag(cell).map(Value::from),
            CellType::Zone => {
                let zone = text(cell);
                zones::resolve(PlaceNames { zone: Some(&zone), ..PlaceNames::default() }, context.when).map(Value::from)
            }
            CellType::Windows => lists::windows(cell, order),
            CellType::Selectors => lists::selectors(cell, context.directory),
            CellType::Orders => lists::orders(cell, context.directory),
            CellType::Aparts => lists::aparts(cell, context.directory),
            CellType::Multipliers => lists::multipliers(cell, context.directory),
            CellType::Setting => numbers::setting(cell),
            CellType::Choice(_) => choice(&self.words(), cell),
        }
    }

    /// The cell for a value; `None` if no cell of this type would be read back as exactly this value.
    pub fn write(self, value: &Value, context: Context<'_>) -> Option<Cell> {
        let cell = self.candidate(value)?;
        let fits = match &cell {
            // The longest text of a cell, in UTF-16 units.
            Cell::Text(text) => text.encode_utf16().count() < 32_000 && is_plain(text),
            _ => true,
        };
        // An undeclared person would be read as a new person.
        let known = match (self, value.as_str()) {
            (CellType::Ref(of @ (EntityKind::Person | EntityKind::Session)), Some(id)) => context.directory.has(of, id),
            _ => true,
        };
        (fits && known && !cell.is_blank() && self.read(&cell, context).as_ref() == Ok(value)).then_some(cell)
    }

    /// The words of a choice.
    pub fn words(self) -> Vec<&'static str> {
        if let CellType::Choice(words) = self { words.split('|').collect() } else { Vec::new() }
    }

    fn candidate(self, value: &Value) -> Option<Cell> {
        match (self, value) {
            (CellType::Whole | CellType::Decimal | CellType::Minutes | CellType::Setting, Value::Number(number)) => {
                number.as_f64().map(Cell::Number)
            }
            (CellType::Flag, Value::Bool(flag)) => Some(Cell::Text(if *flag { "yes" } else { "no" }.to_owned())),
            (CellType::Date | CellType::Moment | CellType::From | CellType::Until, Value::String(text)) => {
                let cell = dates::cell(text);
                let midnight = matches!(&cell, Cell::Date(at) if at.time() == chrono::NaiveTime::MIN);
                // A date cell at midnight does not show whether it means the date or the time.
                if midnight && self == CellType::Until { Some(Cell::Text(text.clone())) } else { Some(cell) }
            }
            (_, Value::String(text)) => Some(Cell::Text(text.clone())),
            (_, Value::Array(_) | Value::Object(_)) => lists::written(self, value).map(Cell::Text),
            _ => None,
        }
    }
}

/// Whether a workbook can store the text unchanged, and shows it as it is.
pub(crate) fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c == '\n' || !is_hidden(c))
}

/// The text of a cell.
fn text(cell: &Cell) -> String {
    cell.shown()
}

/// The id of the element that a name means. An unknown name is returned as an id, which the loader will report.
fn reference(of: EntityKind, text: &str, directory: &Directory) -> Result<String, Fault> {
    match directory.find(of, text) {
        NameLookup::One(id) => Ok(id),
        NameLookup::None => Ok(trimmed(text).to_owned()),
        NameLookup::Several(ids) => {
            let list = ids.iter().take(5).map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ");
            let message = format!("several {} have the name \"{text}\"", of.plural());
            Err(Fault::new(&UNCLEAR_NAME, message).help(format!("write one of the ids: {list}")))
        }
    }
}

fn choice(words: &[&str], cell: &Cell) -> Result<Value, Fault> {
    let shown = cell.shown();
    let folded = super::headings::fold(&shown);
    match words.iter().find(|word| super::headings::fold(word) == folded) {
        Some(word) => Ok(Value::from(*word)),
        None => {
            let fault = Fault::new(&BAD_CELL, format!("\"{shown}\" is not one of the words for this column"));
            Err(fault.help(format!("write one of: {}", words.join(", "))))
        }
    }
}
