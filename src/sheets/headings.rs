//! Headings, compared without case, accents, blanks and punctuation.

use super::cell::trimmed;
pub(crate) use crate::domain::fold;

/// A heading: its words, and the note in brackets, as in `Start (UTC)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The heading as written, without surrounding blanks.
    pub written: String,
    /// The words without the brackets, folded.
    pub words: String,
    /// The text in brackets, or `UTC` if that is the last word.
    pub note: Option<String>,
}

/// Reads a heading.
pub(crate) fn heading(text: &str) -> Heading {
    let written = trimmed(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let open = written.find(['(', '[']);
    let close = written.rfind([')', ']']);
    match (open, close) {
        (Some(open), Some(close)) if open > 0 && open < close => {
            let note = trimmed(&written[open + 1..close]).to_owned();
            let words = fold(&format!("{} {}", &written[..open], &written[close + 1..]));
            Heading { words, note: Some(note), written }
        }
        _ => match without_utc(&written) {
            Some(rest) => Heading { words: fold(rest), note: Some("UTC".to_owned()), written },
            None => Heading { words: fold(&written), note: None, written },
        },
    }
}

/// The heading without a last word `utc` or `gmt`: `start_utc` is a start in UTC.
fn without_utc(written: &str) -> Option<&str> {
    let (rest, last) = written.rsplit_once([' ', '_', '-'])?;
    let is_utc = ["utc", "gmt"].iter().any(|zone| last.eq_ignore_ascii_case(zone));
    (is_utc && !fold(rest).is_empty()).then_some(rest)
}

impl Heading {
    /// Whether the heading means this name. The plural means the same as the singular.
    pub fn means(&self, name: &str) -> bool {
        self.means_folded(&fold(name))
    }

    /// The same for a name that is folded already.
    pub fn means_folded(&self, name: &str) -> bool {
        self.words == name || self.words.strip_suffix('s') == Some(name) || name.strip_suffix('s') == Some(&self.words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_blanks_and_punctuation_do_not_matter() {
        for text in ["E-Mail", " e mail ", "e_mail:", "É-mail*", "Email\n", "emails"] {
            assert!(heading(text).means("email"), "{text}");
        }
        assert!(!heading("mailing").means("mail"));
    }

    #[test]
    fn text_in_brackets_is_a_note() {
        let heading = heading("Start  time (UTC)");
        assert!(heading.means("start time"));
        assert_eq!((heading.note.as_deref(), heading.written.as_str()), (Some("UTC"), "Start time (UTC)"));
        assert_eq!(super::heading("(optional)").words, "optional");
        assert_eq!(super::heading("start_utc").note.as_deref(), Some("UTC"));
    }
}
