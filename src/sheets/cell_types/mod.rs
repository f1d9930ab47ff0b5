//! What the cells of a column hold: from a cell to a value of the instance, and back.

pub(crate) mod dates;
mod lists;
pub(crate) mod numbers;

use serde::Deserialize;
use serde_json::Value;

use super::cell::{Cell, trimmed};
use super::codes::{BAD_CELL, BROKEN_FORMULA, UNCLEAR_NAME};
use super::directory::{Directory, EntityKind, NameLookup};
use super::problem::Fault;
use super::zones::{self, PlaceNames};
use crate::domain::Instant;
use dates::DateOrder;
pub(crate) use lists::parts;

/// What a column's cells hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CellType {
    /// Any text.
    Text,
    /// The id or name of one thing.
    #[serde(skip)]
    Ref(EntityKind),
    /// Several, with semicolons between.
    #[serde(skip)]
    Refs(EntityKind),
    /// Words, with semicolons between.
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
    /// Dates, with semicolons between.
    Dates,
    /// A date with a time of day.
    Moment,
    /// A time of day or a date with one: the begin of a stretch of time.
    From,
    /// The same for the end: a date alone means the whole day.
    Until,
    /// Yes or no.
    Flag,
    /// A time zone, or a country or city in its stead.
    Zone,
    /// Windows `begin / end`, with semicolons between.
    Windows,
    /// Sessions, or `type: keynote`, with semicolons between.
    Selectors,
    /// The same, each perhaps with a gap: `cables + 30`.
    Orders,
    /// The same, each perhaps with a weight: `cables x 0.5`.
    Aparts,
    /// Audiences and their multipliers: `africa: 3; asia: 0.5`.
    Multipliers,
    /// A rule's setting: `hard`, `off` or a weight.
    Setting,
    /// One of these words, with bars between.
    #[serde(skip)]
    Choice(&'static str),
}

/// What reading a cell may look at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Ids and names.
    pub directory: &'a Directory,
    /// Instants of the event's days: zones of a country that agree there are one.
    pub when: &'a [Instant],
    /// Whether the day or the month comes first.
    pub order: DateOrder,
}

impl CellType {
    /// The value of a cell.
    ///
    /// # Errors
    /// A fault for a cell that does not hold what the column is for.
    pub fn read(self, cell: &Cell, context: Context<'_>) -> Result<Value, Fault> {
        if let Cell::Broken(what) = cell {
            return Err(Fault::new(&BROKEN_FORMULA, format!("the cell's formula gives {what}")));
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
            CellType::Clock => dates::time_of_day(cell).map(Value::from),
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

    /// The cell that says a value; `None` where no cell of this kind would be read as just that value again.
    pub fn write(self, value: &Value, context: Context<'_>) -> Option<Cell> {
        let cell = self.candidate(value)?;
        let fits = match &cell {
            // The limit of a cell, counted as workbooks count.
            Cell::Text(text) => text.encode_utf16().count() < 32_000 && is_plain(text),
            _ => true,
        };
        // A person whom nobody declared would be taken for a new one.
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
                // At midnight a cell with a date cannot say whether it means the time.
                if midnight && self == CellType::Until { Some(Cell::Text(text.clone())) } else { Some(cell) }
            }
            (_, Value::String(text)) => Some(Cell::Text(text.clone())),
            (_, Value::Array(_) | Value::Object(_)) => lists::written(self, value).map(Cell::Text),
            _ => None,
        }
    }
}

/// Whether a workbook keeps the text as it is.
pub(crate) fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c == '\n' || !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
}

/// A cell's text.
fn text(cell: &Cell) -> String {
    cell.shown()
}

/// The id of what a name stands for; an unknown name is an id that the loader will look at.
fn reference(of: EntityKind, text: &str, directory: &Directory) -> Result<String, Fault> {
    match directory.find(of, text) {
        NameLookup::One(id) => Ok(id),
        NameLookup::None => Ok(trimmed(text).to_owned()),
        NameLookup::Several(ids) => {
            let list = ids.iter().take(5).map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ");
            let message = format!("\"{text}\" can be any of several {}s", of.words());
            Err(Fault::new(&UNCLEAR_NAME, message).help(format!("use the id: {list}")))
        }
    }
}

fn choice(words: &[&str], cell: &Cell) -> Result<Value, Fault> {
    let shown = cell.shown();
    let folded = super::headings::fold(&shown);
    match words.iter().find(|word| super::headings::fold(word) == folded) {
        Some(word) => Ok(Value::from(*word)),
        None => {
            let fault = Fault::new(&BAD_CELL, format!("\"{shown}\" is none of the words for this column"));
            Err(fault.help(format!("write one of: {}", words.join(", "))))
        }
    }
}
