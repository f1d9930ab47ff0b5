//! The people of the sessions: from the columns that name them, each person once, however their name is written.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::names::{Declared, UndeclaredPerson, full_name};
use super::table::{Table, Tables, Target};
use crate::instance::codes::UNKNOWN_PERSON;
use crate::sheets::cell::{Book, Cell, CellPlace, Row, letters};
use crate::sheets::codes::{NAME_WITH_AND, NAME_WITH_COMMA, PEOPLE_UNREAD, TWO_ORGANISATIONS};
use crate::sheets::directory::{EntityKind, NameLookup};
use crate::sheets::headings::fold;
use crate::sheets::layout::{PANEL, PEOPLE, SESSIONS};
use crate::sheets::people_headings::{NamePart, PeopleColumn, PeopleHeading};
use crate::sheets::person_names::{
    Doubt, KnownNames, NamedPeople, NamedPerson, has_joiner, is_placeholder, looks_like_name, one_person, people_in,
    without_title,
};
use crate::sheets::problem::{Fault, Problems};

/// A person of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Participant {
    /// The id of the person.
    pub id: String,
    /// Their role; `None` for a speaker.
    pub role: Option<String>,
    /// The cell that names them.
    pub place: CellPlace,
}

impl Participant {
    /// The person in the `people` of a session.
    pub(crate) fn value(&self) -> Value {
        match &self.role {
            Some(role) => json!({ "id": self.id, "role": role }),
            None => json!(self.id),
        }
    }
}

/// What was found about the people of the sessions.
#[derive(Debug, Default)]
pub(crate) struct Participants {
    /// The people of each session, by sheet and row.
    pub by_row: BTreeMap<(usize, usize), Vec<Participant>>,
    /// How many places are still open: `TBC`.
    pub to_be_confirmed: usize,
    /// The people with more than one spelling: name, and other spellings.
    pub spellings: BTreeMap<String, BTreeSet<String>>,
    /// The columns that were recognised by their contents: cell of the heading, and heading.
    pub by_contents: Vec<(String, String)>,
    /// The organisations written beside the names of people, by their ids.
    organisations: BTreeMap<String, String>,
}

/// The names that the sheet of people, and clear cells of sessions, show.
pub(crate) fn known_names(tables: &Tables<'_>) -> KnownNames {
    let mut known = KnownNames::default();
    if let Some(people) = tables.get(&PEOPLE) {
        for row in people.rows() {
            let shown = |heading: &str| people.cell(row, heading).map(|(cell, _)| cell.shown());
            let name = shown("name").or_else(|| full_name(shown("first name"), shown("last name")));
            name.into_iter().for_each(|name| known.add_person(&name));
            shown("organisation").into_iter().for_each(|name| known.add_organisation(&name));
        }
    }
    if let Some(panel) = tables.get(&PANEL) {
        panel.rows().filter_map(|row| panel.cell(row, "person")).for_each(|(cell, _)| known.add_person(&cell.shown()));
    }
    let Some(sessions) = tables.get(&SESSIONS) else { return known };
    // Indico writes `Family, Given, Family, Given` into its columns of people.
    let is_of_indico = |target: &Target| matches!(target, Target::Unknown(heading) if fold(heading) == "boardnumber");
    known.family_name_first = sessions.columns.iter().any(|(_, target)| is_of_indico(target));
    for (at, _) in sessions.people_columns().filter(|(_, column)| column.part == NamePart::Whole) {
        for cell in sessions.rows().filter_map(|row| row.cell(at)) {
            // A cell, or a part between semicolons, with one name alone.
            for part in cell.shown().split([';', '\n']) {
                let person = one_person(part);
                let is_alone = !part.contains([',', '/', '|']) && !has_joiner(part);
                if is_alone && looks_like_name(&person.name) {
                    known.add_person(&person.name);
                    person.bracket.or(person.organisation).into_iter().for_each(|name| known.add_organisation(&name));
                }
            }
        }
    }
    known
}

/// Recognises columns of people by their contents. Reports columns that look like people and are not read.
pub(crate) fn recognise(
    book: &Book,
    table: &mut Table<'_>,
    known: &KnownNames,
    found: &mut Participants,
    problems: &mut Problems,
) {
    let rows: Vec<&Row> = table.rows().collect();
    let has_speakers = table.people_columns().any(|(_, people)| people.column == PeopleColumn::Speakers);
    let place = table.heading_row();
    let sheet = table.sheet;
    for (at, target) in &mut table.columns {
        let Target::Unknown(heading) = target else { continue };
        let texts: Vec<String> = rows.iter().filter_map(|row| row.cell(*at)).map(Cell::shown).collect();
        let people: Vec<NamedPerson> = texts.iter().flat_map(|text| people_in(text, known).people).collect();
        if people.is_empty() {
            continue;
        }
        let with = |test: &dyn Fn(&NamedPerson) -> bool| people.iter().filter(|person| test(person)).count();
        let are_known = with(&|person| known.is_person(&person.name)) * 2 >= people.len();
        let look_right = with(&|person| looks_like_name(&person.name)) * 5 >= people.len() * 4;
        let is_name = ["name", "nom", "nombre", "nome", "names", "who", "fullname"].contains(&fold(heading).as_str());
        let cell = format!("{}{place}", letters(*at));
        if are_known && !has_speakers || is_name && look_right && !has_speakers {
            found.by_contents.push((cell, heading.clone()));
            *target =
                Target::People(PeopleHeading { column: PeopleColumn::Speakers, part: NamePart::Whole, number: None });
        } else if are_known || look_right && shows_people(&people, &texts) {
            let message = format!("the column \"{heading}\" looks like people, and is not read");
            let help =
                format!("if they must be present: --map \"{heading}=speakers\"; if not: --map \"{heading}=ignore\"");
            let at = CellPlace { sheet, row: place, column: Some(*at) };
            problems.add(book, &at, Fault::new(&PEOPLE_UNREAD, message).help(help));
        }
    }
}

/// Whether names are those of people rather than of topics: they have titles, or cells name several and some repeat.
fn shows_people(people: &[NamedPerson], texts: &[String]) -> bool {
    let titles = people.iter().filter(|person| person.title.is_some()).count();
    let names: BTreeSet<&str> = people.iter().map(|person| person.name.as_str()).collect();
    titles * 4 >= people.len() && titles > 0 || people.len() > texts.len() && names.len() < people.len()
}

/// Finds the people of each session, and declares those who have no row of their own.
pub(crate) fn participants(
    book: &Book,
    tables: &Tables<'_>,
    known: &KnownNames,
    declared: &mut Declared,
    problems: &mut Problems,
) {
    let mut finder = Finder { book, known, declared, problems };
    if let Some(sessions) = tables.get(&SESSIONS) {
        let columns: Vec<(usize, PeopleHeading)> = sessions.people_columns().collect();
        for row in sessions.rows() {
            finder.row(sessions, row, &columns);
        }
    }
    if let Some(panel) = tables.get(&PANEL) {
        for row in panel.rows() {
            let Some((cell, place)) = panel.cell(row, "person") else { continue };
            if !is_placeholder(&cell.shown()) && cell.formula_fault().is_none() {
                let person = match finder.declared.directory.find(EntityKind::Person, &cell.shown()) {
                    NameLookup::None => one_person(&cell.shown()),
                    _ => continue,
                };
                finder.person(person, &place);
            }
        }
    }
}

/// Finds people by their names.
struct Finder<'a> {
    book: &'a Book,
    known: &'a KnownNames,
    declared: &'a mut Declared,
    problems: &'a mut Problems,
}

impl Finder<'_> {
    /// The people of one session.
    fn row(&mut self, table: &Table<'_>, row: &Row, columns: &[(usize, PeopleHeading)]) {
        let mut found: Vec<Participant> = Vec::new();
        for (at, people) in columns {
            let Some(cell) = row.cell(*at) else { continue };
            let place = table.place(row).at(*at);
            if let Some(fault) = cell.formula_fault() {
                self.problems.add(self.book, &place, fault);
                continue;
            }
            let named = match people.part {
                NamePart::Whole => people_in(&cell.shown(), self.known),
                NamePart::First => {
                    let last = columns.iter().find(|(_, other)| {
                        (other.column, other.number, other.part) == (people.column, people.number, NamePart::Last)
                    });
                    let last = last.and_then(|(at, _)| row.cell(*at)).map(Cell::shown);
                    one(full_name(Some(cell.shown()), last))
                }
                NamePart::Last => {
                    let first = columns.iter().any(|(at, other)| {
                        (other.column, other.number, other.part) == (people.column, people.number, NamePart::First)
                            && row.cell(*at).is_some()
                    });
                    if first { NamedPeople::default() } else { one(Some(cell.shown())) }
                }
            };
            self.declared.participants.to_be_confirmed += named.to_be_confirmed;
            for doubt in named.doubts {
                self.doubt(doubt, &place);
            }
            for person in named.people {
                let own = person.bracket.as_ref().and_then(|text| self.role(text));
                let role = own.clone().or_else(|| people.column.role().map(str::to_owned));
                let person = if own.is_some() { NamedPerson { bracket: None, ..person } } else { person };
                let Some(id) = self.person(person, &place) else { continue };
                let participant = Participant { id, role: role.filter(|role| role != "speaker"), place: place.clone() };
                let is_known = |known: &Participant| (&known.id, &known.role) == (&participant.id, &participant.role);
                // Who has another role in the session need not be named as a speaker, too, by a column of organisers.
                let is_second =
                    people.column == PeopleColumn::Organizers && found.iter().any(|p| p.id == participant.id);
                if !found.iter().any(is_known) && !is_second {
                    found.push(participant);
                }
            }
        }
        if !found.is_empty() {
            self.declared.participants.by_row.insert((table.sheet, row.number), found);
        }
    }

    fn role(&self, text: &str) -> Option<String> {
        match self.declared.directory.find(EntityKind::Role, text) {
            NameLookup::One(role) => Some(role),
            _ => None,
        }
    }

    fn doubt(&mut self, doubt: Doubt, place: &CellPlace) {
        let fault = match doubt {
            Doubt::Comma(text) => {
                Fault::new(&NAME_WITH_COMMA, format!("the commas in \"{text}\" can be read in two ways"))
            }
            Doubt::And(text) => Fault::new(&NAME_WITH_AND, format!("\"{text}\" was read as one person")),
        };
        self.problems.add(self.book, place, fault);
    }

    /// The id of a person. Declares a person who is not known.
    fn person(&mut self, person: NamedPerson, place: &CellPlace) -> Option<String> {
        let organisation = person.organisation.clone().or_else(|| person.bracket.clone());
        let id = match self.lookup(&person, organisation.as_deref()) {
            NameLookup::One(id) => id,
            NameLookup::Several(ids) => {
                let fault = Fault::new(&UNKNOWN_PERSON, format!("several people have the name \"{}\"", person.written))
                    .help(format!("write one of the ids: {}", ids.join(", ")));
                self.problems.add(self.book, place, fault);
                return None;
            }
            NameLookup::None => {
                let id = self.declared.directory.new_id(EntityKind::Person, &person.name);
                self.declared.directory.declare(EntityKind::Person, &id, Some(&person.name));
                self.declared.undeclared_people.push(UndeclaredPerson {
                    id: id.clone(),
                    name: person.name.clone(),
                    title: person.title.clone(),
                    organisation: organisation.clone(),
                    email: person.email.clone(),
                    place: place.clone(),
                });
                id
            }
        };
        self.spelling(&id, &person);
        if let Some(organisation) = organisation {
            self.organisation(&id, &person, organisation, place);
        }
        Some(id)
    }

    /// First the text as written, then the name, then the one of several people whose organisation it is.
    fn lookup(&self, person: &NamedPerson, organisation: Option<&str>) -> NameLookup {
        let find = |text: &str| self.declared.directory.find(EntityKind::Person, text);
        match find(&person.written) {
            NameLookup::None => {}
            found => return found,
        }
        match find(&person.name) {
            NameLookup::Several(ids) => {
                let is_there = |id: &&String| {
                    let own = self.declared.organisations.get(*id);
                    own.zip(organisation).is_some_and(|(own, written)| fold(own) == fold(written))
                };
                match ids.iter().filter(is_there).collect::<Vec<_>>().as_slice() {
                    [only] => NameLookup::One((*only).clone()),
                    _ => NameLookup::Several(ids),
                }
            }
            found => found,
        }
    }

    /// Remembers how a person is written, so that other sheets can write the name in the same way.
    fn spelling(&mut self, id: &str, person: &NamedPerson) {
        if self.declared.directory.find(EntityKind::Person, &person.written) == NameLookup::None {
            self.declared.directory.also(EntityKind::Person, id, &person.written);
        }
        let name = self.declared.names.entry(id.to_owned()).or_insert_with(|| person.name.clone()).clone();
        if person.written != name && fold(&person.written) != fold(without_title(&name).1) {
            let others = self.declared.participants.spellings.entry(name).or_default();
            others.insert(person.written.clone());
        }
    }

    /// Remembers the organisation of a person; the sheet of people has precedence. Warns of another one.
    fn organisation(&mut self, id: &str, person: &NamedPerson, written: String, place: &CellPlace) {
        let first = self.declared.participants.organisations.entry(id.to_owned()).or_insert_with(|| written.clone());
        let own = self.declared.organisations.get(id).unwrap_or(first);
        let same = |a: &str, b: &str| {
            let (a, b) = (fold(a), fold(b));
            a.contains(&b) || b.contains(&a)
        };
        if !same(own, &written) {
            let message = format!(
                "\"{}\" is written with the organisations \"{own}\" and \"{written}\", and was read as one person",
                person.name
            );
            self.problems.add(self.book, place, Fault::new(&TWO_ORGANISATIONS, message));
        }
        if let Some(new) = self.declared.undeclared_people.iter_mut().find(|new| new.id == id) {
            new.organisation.get_or_insert(written);
        }
    }
}

/// One person with this name.
fn one(name: Option<String>) -> NamedPeople {
    match name {
        Some(name) if is_placeholder(&name) => NamedPeople { to_be_confirmed: 1, ..NamedPeople::default() },
        Some(name) => NamedPeople { people: vec![one_person(&name)], ..NamedPeople::default() },
        None => NamedPeople::default(),
    }
}
