//! Prepares the texts of a programme file for export, and words that several formats share.

pub(crate) use crate::domain::one_line as line;
use crate::explain::programme::{Programme, ProgrammeSession, ScheduledTime};

/// The text for a session without a known room.
pub(crate) const NO_ROOM: &str = "Room to be announced";

/// The name of a session's room.
pub(crate) fn room(programme: &Programme, held: ScheduledTime) -> String {
    held.room.map_or_else(|| NO_ROOM.to_owned(), |room| line(&programme.rooms[room].name))
}

/// The name of a session's track; empty for none.
pub(crate) fn track(programme: &Programme, session: &ProgrammeSession) -> String {
    session.track.map_or_else(String::new, |track| line(&programme.tracks[track].name))
}

/// The names of the people with a role in a session, without those who have no name to show.
pub(crate) fn people(programme: &Programme, session: &ProgrammeSession) -> Vec<String> {
    let names = session.people.iter().map(|&person| line(&programme.people[person].name));
    names.filter(|name| !name.is_empty()).collect()
}

/// The people with a name to show in a session: the position of each in the session, and in the programme.
pub(crate) fn named_people(programme: &Programme, session: &ProgrammeSession) -> Vec<(usize, usize)> {
    let all = session.people.iter().copied().enumerate();
    all.filter(|&(_, person)| !line(&programme.people[person].name).is_empty()).collect()
}

/// Codes of languages (ISO 639-1, ISO 639-3 for sign languages) with their English names.
const LANGUAGES: [(&str, &str); 24] = [
    ("ar", "Arabic"),
    ("bn", "Bengali"),
    ("de", "German"),
    ("en", "English"),
    ("es", "Spanish"),
    ("fa", "Persian"),
    ("fr", "French"),
    ("hi", "Hindi"),
    ("id", "Indonesian"),
    ("ils", "International Sign"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("nl", "Dutch"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ru", "Russian"),
    ("sw", "Swahili"),
    ("th", "Thai"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

/// The English name of a language that is given by its code; other texts as they are.
fn language(written: &str) -> String {
    let written = line(written);
    let known = LANGUAGES.iter().find(|(code, _)| written.eq_ignore_ascii_case(code));
    known.map_or(written, |&(_, name)| name.to_owned())
}

/// The languages of a session in a sentence: `Languages: English, French. Interpretation into: Spanish.` Empty if none
/// are given.
pub(crate) fn languages(session: &ProgrammeSession) -> String {
    let list = |name: &str, all: &[String]| {
        let all: Vec<String> = all.iter().map(|language| self::language(language)).collect();
        if all.is_empty() { String::new() } else { format!("{name}: {}.", all.join(", ")) }
    };
    let spoken = if session.languages.len() == 1 { "Language" } else { "Languages" };
    let both = [list(spoken, &session.languages), list("Interpretation into", &session.interpretation)];
    both.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The paragraphs of a text, each on one line.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(line).filter(|paragraph| !paragraph.is_empty()).collect()
}

/// Hundredths of a per cent as per cent with one decimal: `12.3 %`.
pub(crate) fn percent(hundredths: i64) -> String {
    let tenths = hundredths.saturating_add(5).div_euclid(10);
    format!("{}.{} %", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_languages_are_names_and_other_texts_stay() {
        assert_eq!(["en", " FR ", "Latin", "pt-BR", ""].map(language), ["English", "French", "Latin", "pt-BR", ""]);
    }

    #[test]
    fn per_cent_is_rounded_to_a_tenth() {
        assert_eq!([0, 4, 5, 1234, 10_000].map(percent), ["0.0 %", "0.0 %", "0.1 %", "12.3 %", "100.0 %"]);
    }
}
