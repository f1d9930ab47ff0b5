//! The sheets of a workbook and their columns: their names, other accepted names, and the field of the instance for
//! each column. Reading, writing and the template all use these tables, `sheets.tsv` and `columns.tsv`.

use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::value::{BorrowedStrDeserializer, Error};

use super::cell_types::CellType;
use super::headings::{Heading, fold};
use super::tsv::{list, rows};

const SHEETS: &str = include_str!("sheets.tsv");
const COLUMNS: &str = include_str!("columns.tsv");

/// How the cells of a column are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnUse {
    /// As a field of the element, with this path (steps separated by slashes).
    Field(&'static str),
    /// To find the value of another field; the name of the column.
    Help(&'static str),
    /// A country or city, to find the time zone; it is kept in `extra` under this name.
    Place(&'static str),
}

/// A column.
#[derive(Debug)]
pub struct Column {
    /// The heading.
    pub heading: &'static str,
    /// Other accepted headings.
    pub also: Vec<&'static str>,
    /// How its cells are used.
    pub part: ColumnUse,
    /// The type of its cells.
    pub kind: CellType,
    /// The meaning, for people. At most 255 characters, the limit of input hints in workbooks.
    pub about: &'static str,
    /// The heading and the other accepted headings, folded: each heading of a file is compared with all of them.
    folded: Vec<String>,
}

/// The layout of a sheet.
#[derive(Debug, Default)]
pub struct Layout {
    /// The name.
    pub name: &'static str,
    /// Other accepted names.
    pub also: Vec<&'static str>,
    /// The list in the instance to which its rows belong, as elements or as parts of elements.
    pub list: &'static str,
    /// Whether its elements have a field `extra`, which keeps unknown columns.
    pub extra: bool,
    /// The required headings: one of each group.
    pub needs: Vec<Vec<&'static str>>,
    /// The purpose, for people.
    pub about: &'static str,
    /// The columns.
    pub columns: Vec<Column>,
}

/// Declares the sheets by their names in the tables.
macro_rules! sheets {
    ($($(#[$doc:meta])* $sheet:ident $name:literal)*) => {
        $($(#[$doc])* pub static $sheet: LazyLock<Layout> = LazyLock::new(|| named($name));)*
    };
}

sheets! {
    /// The settings of the event: one name and value in each row. Its "columns" are these settings.
    EVENT "event"
    /// The sessions.
    SESSIONS "sessions"
    /// The people of each session.
    PANEL "panel"
    /// The days.
    DAYS "days"
    /// Phases.
    PHASES "phases"
    /// Types.
    TYPES "types"
    /// Rooms.
    ROOMS "rooms"
    /// Services.
    SERVICES "services"
    /// Roles.
    ROLES "roles"
    /// Tracks.
    TRACKS "tracks"
    /// Audiences, one row for each time zone.
    AUDIENCES "audiences"
    /// People.
    PEOPLE "people"
    /// When people are available or away.
    AVAILABILITY "availability"
    /// Relations between sessions.
    RELATIONS "relations"
    /// Pairs of sessions that the same people want to attend.
    INTEREST "interest"
    /// How uncomfortable local hours are.
    COMFORT "comfort"
    /// The settings of rules.
    RULES "rules"
}

/// All sheets with headings, in the order in which they are written.
pub fn layouts() -> [&'static Layout; 16] {
    [
        &SESSIONS,
        &PANEL,
        &DAYS,
        &PHASES,
        &TYPES,
        &ROOMS,
        &SERVICES,
        &ROLES,
        &TRACKS,
        &AUDIENCES,
        &PEOPLE,
        &AVAILABILITY,
        &RELATIONS,
        &INTEREST,
        &COMFORT,
        &RULES,
    ]
}

/// The sheet with this name in the tables.
fn named(name: &str) -> Layout {
    let sheet = rows::<6>(SHEETS).find(|[own, ..]| *own == name);
    let layout = sheet.map(|[name, list_of, extra, needs, also, about]| Layout {
        name,
        also: list(also).collect(),
        list: list_of,
        extra: extra == "extra",
        needs: list(needs).map(|group| group.split(" or ").collect()).collect(),
        about,
        columns: rows::<6>(COLUMNS).filter(|[sheet, ..]| *sheet == name).filter_map(column).collect(),
    });
    layout.unwrap_or_default()
}

/// The column that a row of the table describes.
fn column([_, heading, part, kind, also, about]: [&'static str; 6]) -> Option<Column> {
    let part = match part {
        "help" => ColumnUse::Help(heading),
        "place" => ColumnUse::Place(heading),
        path => ColumnUse::Field(path),
    };
    let kind = match kind.split_once(' ') {
        Some(("ref", of)) => word(of).map(CellType::Ref),
        Some(("refs", of)) => word(of).map(CellType::Refs),
        Some(("choice", words)) => Some(CellType::Choice(words)),
        _ => word(kind),
    };
    let folded = std::iter::once(heading).chain(list(also)).map(fold).collect();
    Some(Column { heading, also: list(also).collect(), part, kind: kind?, about, folded })
}

/// The enum value that a word names.
fn word<T: Deserialize<'static>>(text: &'static str) -> Option<T> {
    T::deserialize(BorrowedStrDeserializer::<Error>::new(text)).ok()
}

/// The column that each sheet of elements may have: the fields of an element that have no column, as JSON.
pub const MORE: &str = "more (JSON)";

/// The position of a heading among the columns `more (JSON)`, `more (JSON) 2` and so on, from 0.
pub fn more(heading: &Heading) -> Option<usize> {
    if heading.note.as_deref().is_none_or(|note| !note.eq_ignore_ascii_case("json")) {
        return None;
    }
    match heading.words.strip_prefix("more")? {
        "" => Some(0),
        number => number.parse::<usize>().ok().filter(|number| (2..1000).contains(number)).map(|number| number - 1),
    }
}

impl Column {
    /// Whether a heading means this column.
    pub fn is_called(&self, heading: &Heading) -> bool {
        self.folded.iter().any(|name| heading.means_folded(name))
    }
}

impl Layout {
    /// Whether a sheet with this name is this sheet.
    pub fn is_called(&self, name: &Heading) -> bool {
        name.means(self.name) || self.also.iter().any(|also| name.means(also))
    }

    /// The column that a heading means, and the rank of the match: 0 is the best. An exact match is better than a
    /// plural, and earlier names are better than later ones.
    pub fn column(&'static self, heading: &Heading) -> Option<(&'static Column, usize)> {
        let rank = |column: &Column| {
            let exact = column.folded.iter().position(|name| heading.words == *name);
            exact.or_else(|| Some(column.folded.iter().position(|name| heading.means_folded(name))? + 100))
        };
        self.columns.iter().filter_map(|column| Some((column, rank(column)?))).min_by_key(|(_, rank)| *rank)
    }

    /// The column for a field.
    pub fn filling(&self, path: &str) -> Option<&Column> {
        self.columns.iter().find(|column| matches!(column.part, ColumnUse::Field(own) if own == path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::headings::heading;
    use crate::sheets::tsv::lines;

    #[test]
    fn every_row_of_the_tables_is_read() {
        let sheets: Vec<&str> = std::iter::once(&*EVENT).chain(layouts()).map(|layout| layout.name).collect();
        assert_eq!(lines(SHEETS).map(|line| line.split('\t').next().unwrap()).collect::<Vec<_>>(), sheets);
        let columns = std::iter::once(&*EVENT).chain(layouts()).map(|layout| layout.columns.len()).sum::<usize>();
        assert_eq!(columns, lines(COLUMNS).count());
        assert_eq!(columns, 126);
        for layout in layouts() {
            assert!(!layout.needs.is_empty() && !layout.list.is_empty() && layout.about.ends_with('.'));
            let known = |heading: &&&str| layout.columns.iter().any(|column| column.heading == **heading);
            assert!(layout.needs.iter().flatten().all(|heading| known(&heading)), "{}", layout.name);
        }
    }

    #[test]
    fn every_column_is_found_by_its_own_heading() {
        for layout in layouts() {
            for column in &layout.columns {
                let (found, rank) = layout.column(&heading(column.heading)).unwrap();
                assert_eq!((found.heading, rank), (column.heading, 0), "{}", layout.name);
                let fits = column.about.ends_with('.') && column.about.chars().count() <= 255;
                assert!(fits, "{}: {}", layout.name, column.heading);
                assert!(more(&heading(column.heading)).is_none());
            }
        }
    }

    #[test]
    fn each_name_means_one_column_best() {
        for layout in layouts() {
            for column in &layout.columns {
                for also in &column.also {
                    let (found, _) = layout.column(&heading(also)).unwrap();
                    assert_eq!(found.heading, column.heading, "{}: {also}", layout.name);
                }
            }
        }
    }

    #[test]
    fn every_sheet_is_found_by_its_name_and_no_other() {
        for layout in layouts() {
            let found: Vec<_> =
                layouts().iter().filter(|l| l.is_called(&heading(layout.name))).map(|l| l.name).collect();
            assert_eq!(found, [layout.name]);
        }
    }

    #[test]
    fn json_columns_are_numbered() {
        assert_eq!([MORE, "More (json) 3", "more"].map(|text| more(&heading(text))), [Some(0), Some(2), None]);
    }
}
