//! A programme from a format that is not a spreadsheet, as sheets with the headings that the reader of sheets knows.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime};

use crate::diagnostic::Diagnostic;
use crate::domain::{Instant, Zone};
use crate::sheets::cell::{Book, Cell, Row, Sheet};
use crate::sheets::headings::fold;

/// A programme as a format gives it. What a format does not know is empty.
#[derive(Debug, Default)]
pub(crate) struct ForeignProgramme {
    /// The name of the event.
    pub name: Option<String>,
    /// The time zone of the event.
    pub zone: Option<String>,
    /// The dates of the event; the dates of the starts are added.
    pub days: BTreeSet<NaiveDate>,
    /// The first start of a day and the last end, in minutes after midnight in the event's time zone.
    pub hours: Option<(i64, i64)>,
    /// The names of the rooms; those of the sessions are added.
    pub rooms: Vec<String>,
    /// The sessions.
    pub sessions: Vec<ForeignSession>,
    /// Whether plenary wrote the file.
    pub is_own: bool,
    /// Warnings about what was left out.
    pub warnings: Vec<Diagnostic>,
}

/// A session of such a programme.
#[derive(Debug, Default)]
pub(crate) struct ForeignSession {
    /// Its id; sessions with the same one get numbers.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// Its type.
    pub kind: Option<String>,
    /// Its track.
    pub track: Option<String>,
    /// Its length.
    pub minutes: Option<i64>,
    /// Its start.
    pub start: Option<Start>,
    /// Its room.
    pub room: Option<String>,
    /// Its people.
    pub people: Vec<ForeignPerson>,
    /// Its keywords.
    pub tags: Vec<String>,
    /// What it is about.
    pub description: Option<String>,
    /// An address for participants.
    pub link: Option<String>,
    /// Its languages.
    pub languages: Option<String>,
}

/// A person of a session.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ForeignPerson {
    /// What tells people with the same name apart: an id or an address.
    pub key: Option<String>,
    /// The name.
    pub name: String,
    /// The role, if it is not speaker.
    pub role: Option<&'static str>,
}

/// When a session starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// At an instant.
    At(Instant),
    /// By the clocks of the event's time zone.
    Local(NaiveDateTime),
}

impl ForeignProgramme {
    /// The programme as sheets.
    pub(crate) fn book(mut self, file: &str, read_as: &str) -> Book {
        let zone = self.zone.as_deref().and_then(|zone| Zone::parse(zone).ok());
        self.unique_ids();
        let names = Names::of(&self.sessions);
        let civil = |start: Start| match start {
            Start::At(at) => zone.map_or_else(|| at.utc(), |zone| zone.civil(at)),
            Start::Local(civil) => civil,
        };
        let (from, until) = self.hours.unwrap_or((0, 1440));
        let own = self.days.clone();
        let is_in = |day: &NaiveDate, at: NaiveDateTime| {
            let minutes = day.and_hms_opt(0, 0, 0).map_or(-1, |midnight| (at - midnight).num_minutes());
            (from..until).contains(&minutes)
        };
        // A day ends at the end of the next one at the latest.
        let near =
            |at: NaiveDateTime| at.date().checked_sub_days(chrono::Days::new(2)).unwrap_or(NaiveDate::MIN)..=at.date();
        let starts = self.sessions.iter().filter_map(|session| Some(civil(session.start?)));
        self.days.extend(starts.filter(|at| !own.range(near(*at)).any(|day| is_in(day, *at))).map(|at| at.date()));
        let mut known: BTreeSet<String> = self.rooms.iter().cloned().collect();
        for room in self.sessions.iter().filter_map(|session| session.room.as_ref()) {
            if known.insert(room.clone()) {
                self.rooms.push(room.clone());
            }
        }
        let mut event = vec![vec![text("name"), self.name.as_deref().and_then(text)]];
        event.push(vec![text("time zone"), self.zone.as_deref().and_then(text)]);
        event.retain(|row| row[1].is_some());
        let mut sheets = vec![
            sheet(file, "event", event),
            sheet(file, "sessions", self.session_rows(zone)),
            sheet(file, "panel", self.panel_rows(&names)),
            sheet(file, "days", self.day_rows()),
            sheet(
                file,
                "rooms",
                [vec![text("name")]].into_iter().chain(self.rooms.iter().map(|r| vec![text(r)])).collect(),
            ),
            sheet(file, "people", names.rows()),
        ];
        sheets.retain(|sheet| sheet.rows.len() > usize::from(sheet.name != "event") || sheet.name == "sessions");
        Book {
            file: file.to_owned(),
            sheets,
            read_as: read_as.to_owned(),
            is_own_export: self.is_own,
            warnings: self.warnings,
        }
    }

    /// Gives a number to each further session with the same id.
    fn unique_ids(&mut self) {
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut next: BTreeMap<String, usize> = BTreeMap::new();
        for session in &mut self.sessions {
            let base = session.id.clone();
            let number = next.entry(base.clone()).or_insert(1);
            while !taken.insert(session.id.clone()) {
                *number += 1;
                session.id = format!("{base}-{number}");
            }
        }
    }

    fn session_rows(&self, zone: Option<Zone>) -> Vec<Vec<Option<Cell>>> {
        let heads =
            ["id", "title", "type", "track", "minutes", "start", "room", "tags", "description", "link", "languages"];
        let mut rows = vec![heads.iter().map(|head| text(head)).collect::<Vec<_>>()];
        for session in &self.sessions {
            rows.push(vec![
                text(&session.id),
                session.title.as_deref().and_then(text),
                session.kind.as_deref().and_then(text),
                session.track.as_deref().and_then(text),
                session.minutes.map(|minutes| Cell::Number(minutes as f64)),
                session.start.map(|start| Cell::Text(written(start, zone))),
                session.room.as_deref().and_then(text),
                text(&session.tags.join("; ")),
                session.description.as_deref().and_then(text),
                session.link.as_deref().and_then(text),
                session.languages.as_deref().and_then(text),
            ]);
        }
        without_empty_columns(rows)
    }

    fn panel_rows(&self, names: &Names) -> Vec<Vec<Option<Cell>>> {
        let mut rows = vec![["session", "person", "role"].iter().map(|head| text(head)).collect::<Vec<_>>()];
        for session in &self.sessions {
            let mut seen = BTreeSet::new();
            for person in session.people.iter().filter(|person| seen.insert((*person).clone())) {
                rows.push(vec![text(&session.id), text(&names.cell(person)), person.role.and_then(text)]);
            }
        }
        without_empty_columns(rows)
    }

    fn day_rows(&self) -> Vec<Vec<Option<Cell>>> {
        let mut rows = vec![["date", "earliest", "latest"].iter().map(|head| text(head)).collect::<Vec<_>>()];
        for date in &self.days {
            let hours = |minutes: i64| Some(Cell::Clock(minutes));
            let (from, until) = self.hours.unzip();
            rows.push(vec![text(&date.to_string()), from.and_then(hours), until.and_then(hours)]);
        }
        without_empty_columns(rows)
    }
}

/// A start as the reader of sheets takes it.
fn written(start: Start, zone: Option<Zone>) -> String {
    match (start, zone) {
        (Start::Local(civil), _) => civil.format("%Y-%m-%dT%H:%M").to_string(),
        (Start::At(at), Some(zone)) if zone.first_at_or_after(zone.civil(at)) == at => {
            zone.civil(at).format("%Y-%m-%dT%H:%M").to_string()
        }
        // Clocks show this hour twice, or the zone is not known.
        (Start::At(at), _) => at.utc().format("%Y-%m-%dT%H:%MZ").to_string(),
    }
}

/// The people of all sessions, and how the panel names them.
#[derive(Debug, Default)]
struct Names {
    /// The number of each of the people of one name, in the order of the sessions.
    by_name: BTreeMap<String, BTreeMap<Option<String>, usize>>,
    order: Vec<ForeignPerson>,
}

impl Names {
    fn of(sessions: &[ForeignSession]) -> Names {
        let mut names = Names::default();
        for person in sessions.iter().flat_map(|session| &session.people) {
            let person = ForeignPerson { role: None, ..person.clone() };
            let same = names.by_name.entry(fold(&person.name)).or_default();
            let number = same.len() + 1;
            if let Entry::Vacant(new) = same.entry(person.key.clone()) {
                new.insert(number);
                names.order.push(person);
            }
        }
        names
    }

    /// The id of one of several people with the same name; `None` for all others.
    fn id(&self, person: &ForeignPerson) -> Option<String> {
        let same = self.by_name.get(&fold(&person.name)).filter(|same| same.len() > 1)?;
        Some(format!("{} ({})", person.name, same.get(&person.key)?))
    }

    fn cell(&self, person: &ForeignPerson) -> String {
        self.id(person).unwrap_or_else(|| person.name.clone())
    }

    fn rows(&self) -> Vec<Vec<Option<Cell>>> {
        let heads = vec![text("id"), text("name")];
        let row = |person: &ForeignPerson| vec![self.id(person).as_deref().and_then(text), text(&person.name)];
        without_empty_columns([heads].into_iter().chain(self.order.iter().map(row)).collect())
    }
}

fn text(text: &str) -> Option<Cell> {
    Some(Cell::Text(text.to_owned())).filter(|cell| !cell.is_blank())
}

/// Removes the headings of columns that are empty.
fn without_empty_columns(mut rows: Vec<Vec<Option<Cell>>>) -> Vec<Vec<Option<Cell>>> {
    let width = rows.first().map_or(0, Vec::len);
    for column in 0..width {
        let is_empty = rows.iter().skip(1).all(|row| row.get(column).is_none_or(Option::is_none));
        if let (true, Some(heads)) = (is_empty && rows.len() > 1, rows.first_mut()) {
            heads[column] = None;
        }
    }
    rows
}

fn sheet(file: &str, name: &str, rows: Vec<Vec<Option<Cell>>>) -> Sheet {
    let row = |(index, cells): (usize, Vec<Option<Cell>>)| Row {
        number: index + 1,
        cells: cells.into_iter().enumerate().filter_map(|(at, cell)| Some((at, cell?))).collect(),
    };
    let rows = rows.into_iter().enumerate().map(row).filter(|row| !row.cells.is_empty()).collect();
    Sheet { name: name.to_owned(), file: file.to_owned(), rows }
}
