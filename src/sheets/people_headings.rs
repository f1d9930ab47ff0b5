//! The headings of columns that name people of a session: `Speaker(s)`, `Presenter 2`, `Moderated by`, `Ponentes`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::headings::{Heading, fold};
use super::tsv::{list, rows};

const WORDS: &str = include_str!("people_headings.tsv");

/// What people a column names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PeopleColumn {
    /// Speakers.
    Speakers,
    /// Moderators.
    Moderators,
    /// Rapporteurs.
    Rapporteurs,
    /// Organisers and proposers. They are needed like speakers.
    Organizers,
    /// Authors, or owners of a proposal. They are needed only if no other column names who speaks.
    Authors,
}

/// The part of a name that a column has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NamePart {
    /// Whole names.
    Whole,
    /// Given names.
    First,
    /// Family names.
    Last,
}

/// The meaning of a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PeopleHeading {
    /// What people the column names.
    pub column: PeopleColumn,
    /// The part of their names.
    pub part: NamePart,
    /// The number in the heading: 2 in `Presenter 2`.
    pub number: Option<u32>,
}

impl PeopleColumn {
    /// The role of these people in sessions; `None` for speakers.
    pub(crate) fn role(self) -> Option<&'static str> {
        match self {
            PeopleColumn::Moderators => Some("moderator"),
            PeopleColumn::Rapporteurs => Some("rapporteur"),
            PeopleColumn::Speakers | PeopleColumn::Organizers | PeopleColumn::Authors => None,
        }
    }

    /// The column of the programme's own layout.
    pub(crate) fn own_heading(self) -> &'static str {
        match self {
            PeopleColumn::Moderators => "moderators",
            PeopleColumn::Rapporteurs => "rapporteurs",
            PeopleColumn::Speakers | PeopleColumn::Organizers | PeopleColumn::Authors => "speakers",
        }
    }

    /// The column with this heading in the programme's own layout.
    pub(crate) fn with_own_heading(heading: &str) -> Option<PeopleColumn> {
        let own = [PeopleColumn::Speakers, PeopleColumn::Moderators, PeopleColumn::Rapporteurs];
        own.into_iter().find(|column| column.own_heading() == heading)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    People(PeopleColumn),
    Part(NamePart),
    Filler,
    /// A filler before the word for people: `Confirmed speakers`. After it, it is an attribute: `Speaker confirmed`.
    Before,
    Attribute,
}

static BY_WORD: LazyLock<BTreeMap<String, Word>> = LazyLock::new(|| {
    let kind = |kind: &str| match kind {
        "speaker" => Word::People(PeopleColumn::Speakers),
        "moderator" => Word::People(PeopleColumn::Moderators),
        "rapporteur" => Word::People(PeopleColumn::Rapporteurs),
        "organizer" => Word::People(PeopleColumn::Organizers),
        "author" => Word::People(PeopleColumn::Authors),
        "first" => Word::Part(NamePart::First),
        "last" => Word::Part(NamePart::Last),
        "filler" => Word::Filler,
        "before" => Word::Before,
        _ => Word::Attribute,
    };
    let mut by_word = BTreeMap::new();
    for [of, words] in rows::<2>(WORDS) {
        for word in list(words) {
            by_word.entry(fold(word)).or_insert(kind(of));
        }
    }
    by_word
});

/// The longest heading, in bytes.
const LONGEST: usize = 300;

/// The meaning of a heading, if it is that of a column of people.
pub(crate) fn people_heading(heading: &Heading) -> Option<PeopleHeading> {
    if heading.written.len() > LONGEST {
        return None;
    }
    // `Nom / Name`: each half is a heading.
    let halves: Vec<PeopleHeading> = heading.written.split('/').filter_map(of_words).collect();
    let alternatives = heading.written.matches('/').count() + 1;
    halves.first().copied().filter(|first| halves.len() == alternatives || first.part == NamePart::Whole)
}

/// Whether a heading is that of a column that says something about people, and does not name them: `Speaker IDs`.
pub(crate) fn is_about_people(heading: &Heading) -> bool {
    let kinds: Vec<Option<&Word>> = words(&heading.written).iter().map(|word| BY_WORD.get(word)).collect();
    let has = |wanted: fn(&Word) -> bool| kinds.iter().flatten().any(|word| wanted(word));
    has(|word| matches!(word, Word::People(_))) && has(|word| matches!(word, Word::Attribute | Word::Before))
}

fn of_words(text: &str) -> Option<PeopleHeading> {
    let (mut column, mut part, mut number) = (None, NamePart::Whole, None);
    for word in words(text) {
        if let Ok(found) = word.parse::<u32>() {
            if number.replace(found).is_some() {
                return None;
            }
            continue;
        }
        match BY_WORD.get(&word)? {
            // `Session chair`, `Presenting author`: who presents decides.
            Word::People(found) => {
                column = Some(column.map_or(*found, |known: PeopleColumn| known.min(*found)));
            }
            Word::Part(found) => part = *found,
            Word::Filler => {}
            Word::Before if column.is_none() => {}
            Word::Before | Word::Attribute => return None,
        }
    }
    Some(PeopleHeading { column: column?, part, number })
}

/// The words of a heading, folded: at blanks and punctuation, and where the case changes or digits begin.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut before: Option<char> = None;
    for c in text.chars() {
        let is_new = before.is_some_and(|before| {
            before.is_lowercase() && c.is_uppercase()
                || before.is_numeric() != c.is_numeric() && before.is_alphanumeric()
        });
        if !c.is_alphanumeric() && !is_mark(c) || is_new {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric() || is_mark(c)) {
            word.push(c);
        }
        before = Some(c);
    }
    words.into_iter().map(|word| fold(&word)).filter(|word| !word.is_empty()).collect()
}

/// Accents that are characters of their own.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::headings::heading;
    use NamePart::{First, Last, Whole};
    use PeopleColumn::{Authors, Moderators, Organizers, Rapporteurs, Speakers};

    fn read(text: &str) -> Option<(PeopleColumn, NamePart, Option<u32>)> {
        people_heading(&heading(text)).map(|found| (found.column, found.part, found.number))
    }

    #[test]
    fn columns_of_people_are_found_by_their_headings() {
        for (column, headings) in [
            (
                Speakers,
                "speakers|Speaker names|Speaker(s)|Speaker Name(s)|Primary speaker|speaker_name|speakername|Lead|Panelists|\
                 Discussant|Ponentes|Oradores|Intervenants|Intervenant(e)s|Conférenciers|Referenten|Referent:in|\
                 Referent*innen|Presenting author|Presented by|Keynote speakers|Confirmed speakers|Nombre del ponente|Спикеры|演讲者|المتحدثون",
            ),
            (
                Moderators,
                "Moderated by|Moderador|Modérateur|Moderator(s)|Session chair|sessionchair|Chair|Chairperson|\
                 Online moderator|Moderation|Moderator / Moderador|主持人",
            ),
            (Rapporteurs, "Rapporteur|Rapporteur(s)|Relator|Note-taker"),
            (Organizers, "Organizer(s)|Organisers|Proposer|Submitter|Organisateurs"),
            (Authors, "Author(s)|Authors|Co-Authors|Autores|Auteurs|Owner"),
        ] {
            for text in headings.split('|') {
                assert_eq!(read(text.trim()), Some((column, Whole, None)), "{text}");
            }
        }
        assert_eq!(read("Presenter 3"), Some((Speakers, Whole, Some(3))));
        assert_eq!(read("Presenter1"), Some((Speakers, Whole, Some(1))));
        assert_eq!(read("Chair 2"), Some((Moderators, Whole, Some(2))));
        assert_eq!(read("Speaker first name"), Some((Speakers, First, None)));
        assert_eq!(read("Speaker 2 Last Name"), Some((Speakers, Last, Some(2))));
    }

    #[test]
    fn columns_that_only_say_something_about_people_do_not_name_them() {
        for text in [
            "Speaker e-mail",
            "Speaker IDs",
            "Speaker bio",
            "Owner Confirmed",
            "Owner Email",
            "Speaker1Headshot",
            "Company1",
            "Title",
            "Name",
            "Number of speakers",
            "Notes for the moderator",
            "Session",
            "Organisation",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        let about = |text: &str| is_about_people(&heading(text));
        assert_eq!(["Speaker IDs", "Owner Email", "Speakers", "Topic"].map(about), [true, true, false, false]);
    }
}
