//! People in generated programmes, spelt in all the ways in which people spell names: nobody is in two places at once
//! without an error or a warning.

use plenary::sheets::{Imported, Options};
use proptest::prelude::*;

use super::import_with;

const GIVEN: [&str; 12] =
    ["Jane", "Bo", "José", "Aïcha", "Li", "Olga", "Noura", "Peter", "Chantal", "Kofi", "Yuki", "Tomás"];
const FAMILY: [&str; 12] = [
    "Roe",
    "Two",
    "García",
    "Ndiaye",
    "Wei",
    "Petrova",
    "bint Khalid",
    "Novák",
    "Dubois",
    "Mensah",
    "van der Berg",
    "O'Brien",
];
const ORGANISATIONS: [&str; 5] = ["ITU", "Ghana NITA", "University of X", "NIC.br", "eco"];

/// A person of the pool, written in one of many ways.
fn spelt(person: usize, way: usize) -> String {
    let (given, family) = (GIVEN[person % 12], FAMILY[person % 12]);
    let organisation = ORGANISATIONS[person % 5];
    match way % 12 {
        0 | 1 => format!("{given} {family}"),
        2 => format!("Dr. {given} {family}"),
        3 => format!("Prof. Dr. {given} {family}"),
        4 => format!("{given} {family} ({organisation})"),
        5 => format!("Ms {given} {family} ({organisation})"),
        6 => format!("{given} {family} - {organisation}"),
        7 => format!("{given} {family} – {organisation}"),
        8 => format!("{given} {family} [{organisation}]"),
        9 => format!("H.E. {given} {family}"),
        10 => format!("{given} {family} (she/her)"),
        _ => format!("{family}, {given}"),
    }
}

fn joined(names: &[String], way: usize) -> String {
    let has_comma = names.iter().any(|name| name.contains(','));
    // A comma separates people only where no name has one.
    let separator = match way % 9 {
        0 | 1 => "; ",
        2 => "\n",
        3 if !has_comma => ", ",
        4 => " / ",
        5 if !has_comma => " and ",
        6 if !has_comma => " & ",
        7 => " | ",
        8 if !has_comma => " y ",
        _ => ";",
    };
    names.join(separator)
}

fn imported(first: &str, second: &str, heading: &str, sheet: Option<&str>) -> Imported {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let sessions = format!(
        "id,title,{},start,end,room\na,A,{},2027-06-01 09:00,2027-06-01 10:00,r1\nb,B,{},2027-06-01 09:00,2027-06-01 10:00,r2\n",
        quoted(heading),
        quoted(first),
        quoted(second)
    );
    let mut files = vec![("days", "date\n2027-06-01\n"), ("sessions", sessions.as_str())];
    files.extend(sheet.map(|sheet| ("people", sheet)));
    import_with(&files, Options { people_zone: Some("UTC"), time_zone: Some("UTC"), ..Options::default() })
}

/// The ids of the people of a session.
fn ids(imported: &Imported, session: usize) -> Vec<String> {
    let people = imported.document["sessions"][session]["people"].as_array().cloned().unwrap_or_default();
    people.iter().map(|person| person.as_str().or_else(|| person["id"].as_str()).unwrap().to_owned()).collect()
}

const HEADINGS: [&str; 10] = [
    "Speaker names",
    "Speaker(s)",
    "Presenters",
    "Ponentes",
    "Intervenants",
    "Referenten",
    "Moderated by",
    "Session chair",
    "Organizer(s)",
    "Panelists",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nobody_is_in_two_places_at_once_without_a_word(
        shared in 0_usize..12,
        others in (0_usize..12, 0_usize..12),
        ways in (0_usize..12, 0_usize..12, 0_usize..12, 0_usize..12),
        separators in (0_usize..9, 0_usize..9),
        heading in 0_usize..10,
        listed in any::<bool>(),
    ) {
        let cell = |other: usize, ways: (usize, usize), separator: usize| {
            let mut names = vec![spelt(shared, ways.0)];
            if other != shared {
                names.push(spelt(other, ways.1));
            }
            joined(&names, separator)
        };
        let first = cell(others.0, (ways.0, ways.1), separators.0);
        let second = cell(others.1, (ways.2, ways.3), separators.1);
        let people: String = (0..12).map(|person| format!("\"{}\",{}\n", spelt(person, 0), ORGANISATIONS[person % 5])).collect();
        let sheet = format!("name,organisation\n{people}");
        let imported = imported(&first, &second, HEADINGS[heading], listed.then_some(&sheet));
        let together = ids(&imported, 0).iter().any(|id| ids(&imported, 1).contains(id));
        prop_assert!(together || !imported.diagnostics.is_empty(), "{first:?} and {second:?}: {:#}", imported.document);
        // With a list of the people, each is found.
        prop_assert!(together || !listed, "{first:?} and {second:?}: {:#}", imported.document);
    }

    #[test]
    fn clean_names_are_read_without_a_warning(
        first in proptest::sample::subsequence((0_usize..6).collect::<Vec<_>>(), 1..4),
        second in proptest::sample::subsequence((6_usize..12).collect::<Vec<_>>(), 1..4),
        heading in 0_usize..10,
        separator in prop::sample::select(vec!["; ", "\n", ", "]),
    ) {
        let cell = |people: &[usize]| people.iter().map(|&person| spelt(person, 0)).collect::<Vec<_>>().join(separator);
        let imported = imported(&cell(&first), &cell(&second), HEADINGS[heading], None);
        prop_assert!(imported.diagnostics.is_empty(), "{:?}", imported.diagnostics);
        prop_assert_eq!((ids(&imported, 0).len(), ids(&imported, 1).len()), (first.len(), second.len()));
    }
}
