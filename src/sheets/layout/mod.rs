//! The sheets of a workbook and their columns: what each is called, what else it may be called, and which field of the
//! instance it fills. Reading, writing and the template all follow these tables.

mod around;
mod between;
mod programme;

use super::headings::{Heading, fold};
use super::kinds::Kind;

pub use around::{AUDIENCES, AVAILABILITY, COMFORT, PANEL, PEOPLE, RULES};
pub use between::{INTEREST, RELATIONS};
pub use programme::{DAYS, PHASES, ROLES, ROOMS, SERVICES, SESSIONS, TRACKS, TYPES};

/// What becomes of a column's cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// They are a field of the element: its path, with slashes between.
    Field(&'static str),
    /// They help to find another field's value, and are looked at under this name.
    Help(&'static str),
    /// A country or city: it helps to find the zone, and is kept in `extra` under this name.
    Place(&'static str),
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its heading.
    pub heading: &'static str,
    /// Other headings that mean it.
    pub also: &'static [&'static str],
    /// What becomes of its cells.
    pub part: Part,
    /// What they hold.
    pub kind: Kind,
    /// What they mean, for people.
    pub about: &'static str,
}

/// A sheet.
#[derive(Debug)]
pub struct Layout {
    /// Its name.
    pub name: &'static str,
    /// Other names that mean it.
    pub also: &'static [&'static str],
    /// Its list in the instance; the list of what its rows belong to, where they are no elements of their own.
    pub list: &'static str,
    /// Whether its elements have `extra`, where unknown columns are kept.
    pub extra: bool,
    /// Headings that are needed, one of each group.
    pub needs: &'static [&'static [&'static str]],
    /// What it is for, for people.
    pub about: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
}

/// The sheet of the event's own settings: names and values, one below the other.
pub const EVENT: (&str, &[&str]) = ("event", &["conference", "settings", "general", "about the event"]);

/// The event's settings: field, name, other names, kind, meaning.
pub const SETTINGS: &[Column] = &[
    field("name", "name", Kind::Text, &["event", "title", "conference"], "The event's name."),
    field(
        "time zone",
        "time_zone",
        Kind::Zone,
        &["zone", "timezone", "tz", "event zone", "country", "city"],
        "Where its local times are: Europe/Berlin, +05:30, Kenya. UTC if empty.",
    ),
    field(
        "grid minutes",
        "grid_minutes",
        Kind::Minutes,
        &["grid", "raster"],
        "Free starts lie on multiples of this. 10 if empty.",
    ),
    field(
        "turnaround minutes",
        "turnaround_minutes",
        Kind::Minutes,
        &["turnaround", "break", "changeover", "break minutes"],
        "Minutes a room stays taken after a session. 0 if empty.",
    ),
    field(
        "person gap minutes",
        "person_gap_minutes",
        Kind::Minutes,
        &["person gap", "gap"],
        "Minutes a person needs between two sessions. 0 if empty.",
    ),
];

/// All sheets with headings, in the order in which they are written.
pub const LAYOUTS: &[&Layout] = &[
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
];

/// A column that fills a field.
const fn field(
    heading: &'static str,
    path: &'static str,
    kind: Kind,
    also: &'static [&'static str],
    about: &'static str,
) -> Column {
    Column { heading, also, part: Part::Field(path), kind, about }
}

/// A column that helps.
const fn help(heading: &'static str, kind: Kind, also: &'static [&'static str], about: &'static str) -> Column {
    Column { heading, also, part: Part::Help(heading), kind, about }
}

/// The column that every sheet of elements may have: their fields without a column of their own.
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

impl Layout {
    /// Whether a sheet of that name is this one.
    pub fn is_called(&self, name: &Heading) -> bool {
        name.means(self.name) || self.also.iter().any(|also| name.means(also))
    }

    /// The column a heading means, and how good a name for it that is: 0 is the best. The very word is better than
    /// its plural, and the first names are better than the last.
    pub fn column(&self, heading: &Heading) -> Option<(&'static Column, usize)> {
        let columns: &'static [Column] = self.columns;
        let rank = |column: &Column| {
            let names = || std::iter::once(&column.heading).chain(column.also);
            let exact = names().position(|name| heading.words == fold(name));
            exact.or_else(|| Some(names().position(|name| heading.means(name))? + 100))
        };
        columns.iter().filter_map(|column| Some((column, rank(column)?))).min_by_key(|(_, rank)| *rank)
    }

    /// The column that fills a field.
    pub fn filling(&self, path: &str) -> Option<&'static Column> {
        let columns: &'static [Column] = self.columns;
        columns.iter().find(|column| matches!(column.part, Part::Field(own) if own == path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::headings::heading;

    #[test]
    fn every_column_is_found_by_its_own_heading() {
        for layout in LAYOUTS {
            for column in layout.columns {
                let (found, rank) = layout.column(&heading(column.heading)).unwrap();
                assert_eq!((found.heading, rank), (column.heading, 0), "{}", layout.name);
                assert!(column.about.ends_with('.'), "{}: {}", layout.name, column.heading);
                assert!(more(&heading(column.heading)).is_none());
            }
        }
    }

    #[test]
    fn no_name_means_two_columns_equally() {
        for layout in LAYOUTS {
            for column in layout.columns {
                for also in column.also {
                    let (found, _) = layout.column(&heading(also)).unwrap();
                    assert_eq!(found.heading, column.heading, "{}: {also}", layout.name);
                }
            }
        }
    }

    #[test]
    fn every_sheet_is_found_by_its_name_and_no_other() {
        for layout in LAYOUTS {
            let found: Vec<_> = LAYOUTS.iter().filter(|l| l.is_called(&heading(layout.name))).map(|l| l.name).collect();
            assert_eq!(found, [layout.name]);
        }
    }

    #[test]
    fn columns_for_the_rest_are_numbered() {
        assert_eq!([MORE, "More (json) 3", "more"].map(|text| more(&heading(text))), [Some(0), Some(2), None]);
    }
}
