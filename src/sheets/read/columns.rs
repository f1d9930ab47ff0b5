//! The meaning of each column of a sheet: from a mapping, its heading, or its contents.

use std::collections::BTreeMap;

use super::table::{Target, orders};
use crate::domain::{Instant, Zone};
use crate::instance::did_you_mean;
use crate::sheets::cell::{Book, Cell, CellPlace, Row};
use crate::sheets::cell_types::CellType;
use crate::sheets::cell_types::dates::DateOrder;
use crate::sheets::codes::{DOUBLED_COLUMN, LIKELY_COLUMN};
use crate::sheets::headings::{Heading, fold, heading};
use crate::sheets::layout::{Column, Layout, SESSIONS, more};
use crate::sheets::mapping::{IGNORE, Mapping, people_of};
use crate::sheets::people_headings::{NamePart, PeopleColumn, PeopleHeading, is_about_people, people_heading};
use crate::sheets::problem::{Fault, Problems};
use crate::sheets::zones::{self, PlaceNames};

/// The meaning of a heading, before columns with the same meaning are compared.
#[derive(Debug, Clone)]
enum Meaning {
    More(usize),
    Ignored,
    People(PeopleHeading),
    /// A known column, and how well the heading fits: 0 is the best.
    Known(&'static Column, usize),
    Unknown,
}

/// The columns of a sheet below a row of headings.
pub(crate) fn columns(
    book: &Book,
    sheet: usize,
    headings: &Row,
    rows: &[Row],
    layout: &'static Layout,
    mapping: &Mapping,
    problems: &mut Problems,
) -> Vec<(usize, Target)> {
    let name = &book.sheets[sheet].name;
    let found: Vec<(usize, Heading, Meaning)> = headings
        .cells
        .iter()
        .map(|(at, cell)| {
            let heading = heading(&cell.shown());
            let meaning = meaning(layout, name, &heading, mapping);
            (*at, heading, meaning)
        })
        .collect();
    let best = best(&found, rows);
    let names_speak = names_speak(&found);
    let mut columns = Vec::new();
    for (at, heading, meaning) in &found {
        let place = CellPlace { sheet, row: headings.number, column: Some(*at) };
        let target = match meaning {
            Meaning::More(number) => Target::More(*number),
            Meaning::Ignored => Target::Ignored,
            Meaning::People(people) if people.column == PeopleColumn::Authors && names_speak => {
                Target::PassedOver { heading: heading.written.clone(), taken: "speakers" }
            }
            Meaning::People(people) => Target::People(*people),
            Meaning::Known(column, rank) => match best.get(column.heading) {
                Some((chosen, _)) if chosen == at => {
                    Target::Known { column, zone: zone_of(column, heading), order: DateOrder::Unknown }
                }
                Some((chosen, best_rank)) => {
                    if !agree(rows, *chosen, *at) && *best_rank == (*rank, zone_of(column, heading).is_some()) {
                        let message = format!("two columns have the meaning \"{}\", and differ", column.heading);
                        problems.add(book, &place, Fault::new(&DOUBLED_COLUMN, message));
                    }
                    if agree(rows, *chosen, *at) {
                        Target::PassedOver { heading: heading.written.clone(), taken: column.heading }
                    } else {
                        Target::Unknown(heading.written.clone())
                    }
                }
                None => Target::Unknown(heading.written.clone()),
            },
            Meaning::Unknown => {
                let names = layout.columns.iter().map(|column| column.heading);
                let taken = |help: &String| best.keys().any(|known| help.contains(&format!("\"{known}\"")));
                if let Some(help) =
                    did_you_mean(&heading.written, names).filter(|help| !taken(help) && !is_about_people(heading))
                {
                    let message = format!("the heading \"{}\" is unknown, so this column is not used", heading.written);
                    problems.add(book, &place, Fault::new(&LIKELY_COLUMN, message).help(help));
                }
                Target::Unknown(heading.written.clone())
            }
        };
        columns.push((*at, target));
    }
    orders(book, sheet, headings, rows, &mut columns, problems);
    columns
}

/// How many headings of a row have a meaning in a layout.
pub(crate) fn known_headings(row: &Row, layout: &'static Layout, sheet: &str, mapping: &Mapping) -> usize {
    let is_known = |cell: &Cell| match cell {
        Cell::Text(text) => !matches!(meaning(layout, sheet, &heading(text), mapping), Meaning::Unknown),
        _ => false,
    };
    row.cells.iter().filter(|(_, cell)| is_known(cell)).count()
}

/// Whether import would give a column with this heading a meaning.
pub(crate) fn has_meaning(layout: &'static Layout, text: &str) -> bool {
    !matches!(meaning(layout, layout.name, &heading(text), &Mapping::default()), Meaning::Unknown)
}

fn meaning(layout: &'static Layout, sheet: &str, heading: &Heading, mapping: &Mapping) -> Meaning {
    if let Some(column) = mapping.column(sheet, &heading.written) {
        if column == IGNORE {
            return Meaning::Ignored;
        }
        let wanted = crate::sheets::headings::heading(column);
        if let Some(people) = people_of(layout, column) {
            return Meaning::People(PeopleHeading { number: people.number, ..people });
        }
        if let Some((column, _)) = layout.column(&wanted) {
            return Meaning::Known(column, 0);
        }
    }
    if let Some(number) = more(heading) {
        return Meaning::More(number);
    }
    let is_sessions = layout.name == SESSIONS.name;
    let of = |heading: &Heading| {
        let (column, rank) = layout.column(heading)?;
        let own = PeopleColumn::with_own_heading(column.heading).filter(|_| is_sessions);
        Some(match own {
            Some(own) => Meaning::People(PeopleHeading { column: own, part: NamePart::Whole, number: None }),
            None => Meaning::Known(column, rank),
        })
    };
    let people = || people_heading(heading).filter(|_| is_sessions).map(Meaning::People);
    // `Session name / Titre`: each half may be known.
    let halves = || {
        let halves = heading.written.split('/').map(crate::sheets::headings::heading);
        halves.filter_map(|half| of(&half)).next().map(|meaning| match meaning {
            Meaning::Known(column, rank) => Meaning::Known(column, rank + 200),
            other => other,
        })
    };
    let parts = || {
        let parts = [("firstname", NamePart::First), ("lastname", NamePart::Last)];
        let part = parts.into_iter().find(|(name, _)| is_sessions && heading.words == *name).map(|(_, part)| part);
        part.map(|part| Meaning::People(PeopleHeading { column: PeopleColumn::Speakers, part, number: None }))
    };
    of(heading).or_else(people).or_else(parts).or_else(halves).unwrap_or(Meaning::Unknown)
}

/// For each known column, the best matching column of the sheet, and its rank. Of two columns for the same time, take the
/// one in the event's time zone; of two that match equally, the first that is not empty.
fn best(found: &[(usize, Heading, Meaning)], rows: &[Row]) -> BTreeMap<&'static str, (usize, (usize, bool))> {
    let mut best: BTreeMap<&'static str, (usize, (usize, bool))> = BTreeMap::new();
    let is_empty = |at: usize| rows.iter().all(|row| row.cell(at).is_none());
    for (at, heading, meaning) in found {
        let Meaning::Known(column, rank) = meaning else { continue };
        let rank = (*rank, zone_of(column, heading).is_some());
        match best.get(column.heading) {
            Some((known, known_rank)) if *known_rank <= rank && (!is_empty(*known) || is_empty(*at)) => {}
            _ => drop(best.insert(column.heading, (*at, rank))),
        }
    }
    best
}

/// Whether a column names who speaks, so that authors need not be present.
fn names_speak(found: &[(usize, Heading, Meaning)]) -> bool {
    let speaks = |meaning: &Meaning| match meaning {
        Meaning::People(people) => people.column == PeopleColumn::Speakers,
        _ => false,
    };
    found.iter().any(|(_, _, meaning)| speaks(meaning))
}

/// Whether two columns nowhere contradict each other: in each row one is empty, or is a part of the other.
fn agree(rows: &[Row], first: usize, second: usize) -> bool {
    rows.iter().all(|row| match (row.cell(first), row.cell(second)) {
        (Some(first), Some(second)) => {
            let (first, second) = (fold(&first.shown()), fold(&second.shown()));
            first.contains(&second) || second.contains(&first)
        }
        _ => true,
    })
}

/// The time zone that a heading names for the times in its column: `Start (CET)`.
fn zone_of(column: &Column, heading: &Heading) -> Option<Zone> {
    let note = heading.note.as_deref().filter(|_| holds_times(column.kind))?;
    Zone::parse(note).ok().or_else(|| {
        // An offset or an abbreviation. What is neither is a remark: `Start (planned)`.
        let name = zones::resolve(PlaceNames { zone: Some(note), ..PlaceNames::default() }, MID_YEAR).ok()?;
        Zone::parse(&name).ok()
    })
}

/// Two days of a year with different clock hours, where no day of the event is known yet.
const MID_YEAR: &[Instant] = &[Instant(29_999_520), Instant(30_260_160)];

fn holds_times(kind: CellType) -> bool {
    matches!(kind, CellType::Moment | CellType::From | CellType::Until | CellType::Clock)
}
