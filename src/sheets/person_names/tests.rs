use super::*;

/// The names in a text, with the organisation in brackets, and the number of doubts.
fn read(text: &str, known: &KnownNames) -> (Vec<String>, usize, usize) {
    let found = people_in(text, known);
    let shown = |person: &NamedPerson| match person.organisation.as_ref().or(person.bracket.as_ref()) {
        Some(organisation) => format!("{} [{organisation}]", person.name),
        None => person.name.clone(),
    };
    (found.people.iter().map(shown).collect(), found.to_be_confirmed, found.doubts.len())
}

fn known(people: &[&str], organisations: &[&str]) -> KnownNames {
    let mut known = KnownNames::default();
    people.iter().for_each(|name| known.add_person(name));
    organisations.iter().for_each(|name| known.add_organisation(name));
    known
}

#[test]
fn people_are_split_where_the_parts_are_names() {
    for (text, names) in [
        ("Ada One; Bo Two", vec!["Ada One", "Bo Two"]),
        ("Ada One\nBo Two", vec!["Ada One", "Bo Two"]),
        ("Ada One, Bo Two", vec!["Ada One", "Bo Two"]),
        ("Ada One, Bo Two, and Cy Three", vec!["Ada One", "Bo Two", "Cy Three"]),
        ("Ada One, Bo Two and Cy Three", vec!["Ada One", "Bo Two", "Cy Three"]),
        ("Bo Two and Cy Three", vec!["Bo Two", "Cy Three"]),
        ("Di Four & Ed Five", vec!["Di Four", "Ed Five"]),
        ("Anne Dupont et Jean DUPOND", vec!["Anne Dupont", "Jean DUPOND"]),
        ("Ana Ruiz y Juan Gil", vec!["Ana Ruiz", "Juan Gil"]),
        ("Uwe Alt und Eva Neu", vec!["Uwe Alt", "Eva Neu"]),
        ("Ada One / Bo Two", vec!["Ada One", "Bo Two"]),
        ("Ada One|Bo Two", vec!["Ada One", "Bo Two"]),
        ("- Ada One\n- Bo Two", vec!["Ada One", "Bo Two"]),
        ("王小明、李丽", vec!["王小明", "李丽"]),
        ("Ludwig van Beethoven and Maria dos Santos", vec!["Ludwig van Beethoven", "Maria dos Santos"]),
        ("Jose Garcia (CEPAL) / Maria dos Santos (NIC.br)", vec!["Jose Garcia [CEPAL]", "Maria dos Santos [NIC.br]"]),
        ("Sarah Cohen (ISOC), Elena Rossi (CNR)", vec!["Sarah Cohen [ISOC]", "Elena Rossi [CNR]"]),
        ("van der Berg, Jan", vec!["Jan van der Berg"]),
    ] {
        assert_eq!(
            read(text, &KnownNames::default()),
            (names.iter().map(ToString::to_string).collect(), 0, 0),
            "{text}"
        );
    }
}

#[test]
fn titles_and_affiliations_are_no_part_of_the_name() {
    for (text, title, name, organisation) in [
        ("Dr. Jane Roe", "Dr.", "Jane Roe", ""),
        ("H.E. Amb. Lars Lindqvist (MFA Sweden)", "H.E. Amb.", "Lars Lindqvist", "MFA Sweden"),
        ("Prof. Dr. Jane Roe", "Prof. Dr.", "Jane Roe", ""),
        ("Dr.Jane Roe", "Dr.", "Jane Roe", ""),
        ("Ms Jane Roe", "Ms", "Jane Roe", ""),
        ("Jane Roe, PhD", "PhD", "Jane Roe", ""),
        ("Jane Roe PhD", "PhD", "Jane Roe", ""),
        ("Jane Roe - ITU", "", "Jane Roe", "ITU"),
        ("Jane Roe – University of X", "", "Jane Roe", "University of X"),
        ("Jane Roe [ITU]", "", "Jane Roe", "ITU"),
        ("Jane Roe (she/her) (ITU)", "", "Jane Roe", "ITU"),
        ("Priya Raghavan, CCAOI", "", "Priya Raghavan", "CCAOI"),
        ("Kofi Mensah, Ghana NITA", "", "Kofi Mensah", "Ghana NITA"),
        ("Jane Roe, University of X, Kenya", "", "Jane Roe", "University of X, Kenya"),
        ("Jean-Luc Picard", "", "Jean-Luc Picard", ""),
        ("M. Dupont", "", "M. Dupont", ""),
        ("Dr.", "", "Dr.", ""),
    ] {
        let found = people_in(text, &KnownNames::default());
        let [person] = found.people.as_slice() else { panic!("{text}: {found:?}") };
        let organisation_found = person.organisation.as_ref().or(person.bracket.as_ref());
        assert_eq!(
            (
                person.title.as_deref().unwrap_or(""),
                person.name.as_str(),
                organisation_found.map_or("", String::as_str)
            ),
            (title, name, organisation),
            "{text}"
        );
        assert!(found.doubts.is_empty(), "{text}: {found:?}");
    }
    let found = people_in("Jane Roe <jane@example.org>", &KnownNames::default());
    assert_eq!(
        (found.people[0].name.as_str(), found.people[0].email.as_deref()),
        ("Jane Roe", Some("jane@example.org"))
    );
}

#[test]
fn evidence_decides_what_the_shape_leaves_open() {
    let evidence = known(&["Jane Roe", "Procter & Gamble", "Ana", "Ben", "Dr. Li Wei"], &["Google"]);
    for (text, names) in [
        ("Roe, Jane", vec!["Jane Roe"]),
        ("Procter & Gamble", vec!["Procter & Gamble"]),
        ("Ana and Ben", vec!["Ana", "Ben"]),
        ("Ana, Ben", vec!["Ana", "Ben"]),
        ("Kofi Mensah, Google", vec!["Kofi Mensah [Google]"]),
        ("Jane Roe, Acme", vec!["Jane Roe [Acme]"]),
        ("Jane and John Roe", vec!["Jane Roe", "John Roe"]),
        ("Li Wei", vec!["Li Wei"]),
        ("Li Wei / Roe, Jane", vec!["Li Wei", "Jane Roe"]),
        ("Dr. Jane Roe, Univ. of X", vec!["Jane Roe [Univ. of X]"]),
    ] {
        assert_eq!(read(text, &evidence), (names.iter().map(ToString::to_string).collect(), 0, 0), "{text}");
    }
}

#[test]
fn what_nothing_decides_is_a_doubt() {
    for (text, people) in [
        ("Roe, Jane", 1),
        ("Ana and Ben", 1),
        ("Procter & Gamble", 1),
        ("Jane and John Roe", 1),
        ("Kofi Mensah, Acme", 1),
        ("Ana, Ben, Cy", 3),
    ] {
        let (names, _, doubts) = read(text, &KnownNames::default());
        assert_eq!((names.len(), doubts), (people, 1), "{text}: {names:?}");
    }
    // The name of an organisation is no doubt.
    assert_eq!(read("Department of Trade and Industry", &KnownNames::default()).2, 0);
}

#[test]
fn a_column_with_family_names_first_has_pairs() {
    let known = KnownNames { family_name_first: true, ..KnownNames::default() };
    assert_eq!(read("One, Ada, Two, Bo", &known), (vec!["Ada One".into(), "Bo Two".into()], 0, 0));
}

#[test]
fn open_places_are_counted() {
    assert_eq!(read("TBC", &KnownNames::default()), (vec![], 1, 0));
    assert_eq!(read("Ada One; TBC; N/A", &KnownNames::default()), (vec!["Ada One".into()], 2, 0));
    assert_eq!(read("Ada One (A) / TBC (private sector)", &KnownNames::default()), (vec!["Ada One [A]".into()], 1, 0));
    assert_eq!(read("Ada One and TBC", &KnownNames::default()), (vec!["Ada One".into()], 1, 0));
}

#[test]
fn any_text_is_read_without_a_panic() {
    for text in [
        "",
        "(",
        ")",
        "((",
        "a(b",
        ", ,",
        "&",
        "and",
        "Dr",
        "Dr. Dr.",
        "<>",
        "(ITU)",
        "/",
        "—",
        "é(ü",
        "Dr.\u{a0}",
        ";;;",
    ] {
        people_in(text, &KnownNames::default());
    }
}
