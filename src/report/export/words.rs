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

/// The names of the people with a role in a session.
pub(crate) fn people(programme: &Programme, session: &ProgrammeSession) -> Vec<String> {
    session.people.iter().map(|&person| line(&programme.people[person].name)).collect()
}

/// The languages of a session in a sentence: `Languages: en, fr. Interpretation into: es.` Empty if none are given.
pub(crate) fn languages(session: &ProgrammeSession) -> String {
    let list = |name: &str, all: &[String]| {
        let all: Vec<String> = all.iter().map(|language| line(language)).collect();
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
    fn per_cent_is_rounded_to_a_tenth() {
        assert_eq!([0, 4, 5, 1234, 10_000].map(percent), ["0.0 %", "0.0 %", "0.1 %", "12.3 %", "100.0 %"]);
    }
}
