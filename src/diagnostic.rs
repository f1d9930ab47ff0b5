//! Problems in input files, as people and programs read them.
//!
//! A [`Diagnostic`] names the place (file, line, column, JSON pointer), the value found there, and what to do about it.

use std::fmt::{self, Write as _};

use schemars::JsonSchema;
use serde::Serialize;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, but probably does not say what its author meant.
    Warning,
}

/// One problem in an input file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Diagnostic {
    /// `error`: the file cannot be used. `warning`: it can, but something in it is probably a mistake.
    pub severity: Severity,
    /// The stable name of this kind of problem, for example `unknown-session`.
    // The index is `instance::codes::INDEX`.
    pub code: &'static str,
    /// The file, as named by the caller; `null` if the problem is not in a file.
    pub file: Option<String>,
    /// Line number, from 1; 0 if the problem concerns the file as a whole.
    pub line: usize,
    /// Column in characters, from 1; 0 if the problem concerns the file as a whole.
    pub column: usize,
    /// The place in the document as a JSON pointer (RFC 6901); in a workbook, sheet and cell (`sessions!C5`). Empty for
    /// the whole document.
    pub pointer: String,
    /// What is wrong, in one sentence.
    pub message: String,
    /// The wrong value as written; `null` if no single value is wrong.
    pub value: Option<String>,
    /// What to do about it; `null` if there is no advice.
    pub help: Option<String>,
}

/// The number of problems that [`render`] prints; it only counts the rest. Problems of one kind count as one.
pub const MOST_PRINTED: usize = 100;
/// From this number on, problems of one kind are printed as one.
const GROUPED_FROM: usize = 4;
/// The number of places that such a problem lists.
const PLACES_LISTED: usize = 3;
const LONGEST_VALUE: usize = 80;
const LONGEST_TEXT: usize = 400;

impl Diagnostic {
    /// A problem of a file as a whole, not of a place in it.
    pub fn of_file(code: &'static str, file: &str, message: String, help: Option<String>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code,
            file: Some(file.to_owned()),
            line: 0,
            column: 0,
            pointer: String::new(),
            message,
            value: None,
            help,
        }
    }

    /// Whether the file cannot be used.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Diagnostic {
    /// `file:line:column: error[code]: message`, then pointer, value and help, each on a separate line.
    ///
    /// Text from the input is escaped and shortened, so that a hostile file cannot control the terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{}:", printable(file, LONGEST_TEXT))?;
            if self.line > 0 {
                write!(f, "{}:{}:", self.line, self.column)?;
            }
            f.write_char(' ')?;
        }
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{severity}[{}]: {}", self.code, printable(&self.message, LONGEST_TEXT))?;
        if !self.pointer.is_empty() {
            write!(f, "\n  at: {}", printable(&self.pointer, LONGEST_TEXT))?;
        }
        if let Some(value) = &self.value {
            write!(f, "\n  value: {}", printable(value, LONGEST_VALUE))?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {}", printable(help, LONGEST_TEXT))?;
        }
        Ok(())
    }
}

/// The diagnostics as text, one after another. Four or more of one kind in one sheet, or in one list, are printed as
/// one: the first, and the places of others.
pub fn render(diagnostics: &[Diagnostic]) -> String {
    let mut groups: Vec<(Kind<'_>, Vec<&Diagnostic>)> = Vec::new();
    for diagnostic in diagnostics {
        let kind = Kind::of(diagnostic);
        match groups.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, group)) => group.push(diagnostic),
            None => groups.push((kind, vec![diagnostic])),
        }
    }
    let (mut text, mut printed) = (String::new(), 0);
    for (_, group) in &groups {
        let together = group.len() >= GROUPED_FROM;
        for diagnostic in group.iter().take(if together { 1 } else { group.len() }) {
            if printed == MOST_PRINTED {
                break;
            }
            printed += 1;
            text.push_str(&diagnostic.to_string());
            if together {
                text.push_str(&format!("\n  {}", others(&group[1..])));
            }
            text.push('\n');
        }
    }
    let all: usize = groups.iter().map(|(_, group)| if group.len() >= GROUPED_FROM { 1 } else { group.len() }).sum();
    if all > printed {
        text.push_str(&format!("and {} more\n", all - printed));
    }
    text
}

/// The places of further problems of one kind: `59 more like this: sessions!E5, sessions!E6, sessions!E7, ...`
fn others(group: &[&Diagnostic]) -> String {
    let place = |diagnostic: &&Diagnostic| match diagnostic.pointer.as_str() {
        "" => format!("line {}", diagnostic.line),
        pointer => printable(pointer, LONGEST_VALUE),
    };
    let mut places: Vec<String> = group.iter().map(place).collect();
    places.dedup();
    let dots = if places.len() > PLACES_LISTED { ", ..." } else { "" };
    places.truncate(PLACES_LISTED);
    format!("{} more like this: {}{dots}", group.len(), places.join(", "))
}

/// What problems have in common that are printed as one.
#[derive(Debug, PartialEq, Eq)]
struct Kind<'d> {
    severity: Severity,
    code: &'static str,
    file: Option<&'d str>,
    /// The place without cell and position: `sessions`, `/sessions//minutes`.
    place: String,
}

impl Kind<'_> {
    fn of(diagnostic: &Diagnostic) -> Kind<'_> {
        // `sessions` for the cell `sessions!E5`.
        let place = diagnostic.pointer.rsplit_once('!').map_or(diagnostic.pointer.as_str(), |(sheet, _)| sheet);
        let place = place.chars().filter(|c| !c.is_ascii_digit()).collect();
        Kind { severity: diagnostic.severity, code: diagnostic.code, file: diagnostic.file.as_deref(), place }
    }
}

/// Whether any of them is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(Diagnostic::is_error)
}

/// `text` with control and invisible formatting characters escaped, shortened to `most` characters.
pub fn printable(text: &str, most: usize) -> String {
    let mut shown = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == most {
            shown.push_str("...");
            break;
        }
        if c.is_control() || is_invisible(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Whether a character has no width or changes the direction of writing.
fn is_invisible(c: char) -> bool {
    use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
    matches!(
        c.general_category(),
        GeneralCategory::Format | GeneralCategory::LineSeparator | GeneralCategory::ParagraphSeparator
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code: "unknown-zone",
            file: Some("a.json".into()),
            line: 3,
            column: 14,
            pointer: "/people/0/zone".into(),
            message: "no time zone is called that".into(),
            value: Some("\"Europe/Berlln\"".into()),
            help: Some("did you mean \"Europe/Berlin\"?".into()),
        }
    }

    #[test]
    fn place_value_and_help_are_on_separate_lines() {
        assert_eq!(
            example().to_string(),
            "a.json:3:14: error[unknown-zone]: no time zone is called that\n  at: /people/0/zone\n  \
             value: \"Europe/Berlln\"\n  help: did you mean \"Europe/Berlin\"?"
        );
    }

    #[test]
    fn a_problem_of_the_file_has_no_line() {
        let diagnostic = Diagnostic::of_file("file-missing", "b.json", "there is no such file".into(), None);
        assert_eq!(diagnostic.to_string(), "b.json: error[file-missing]: there is no such file");
    }

    #[test]
    fn hostile_text_is_escaped_and_shortened() {
        assert_eq!(printable("a\u{1b}[31mb\n\u{202e}c", 80), "a\\u{1b}[31mb\\u{a}\\u{202e}c");
        assert_eq!(printable(&"x".repeat(100), 5), "xxxxx...");
        assert_eq!(printable("Zürich", 6), "Zürich");
    }

    #[test]
    fn many_problems_of_one_kind_are_printed_as_one() {
        let at = |pointer: &str| Diagnostic { pointer: pointer.into(), ..example() };
        let people: Vec<Diagnostic> = (0..60).map(|index| at(&format!("/people/{index}/zone"))).collect();
        let text = render(&people);
        assert_eq!(text.matches("error[unknown-zone]").count(), 1);
        assert!(text.ends_with("  59 more like this: /people/1/zone, /people/2/zone, /people/3/zone, ...\n"), "{text}");
        // Three are few, and another sheet is another kind.
        let few = [at("sessions!E4"), at("sessions!E5"), at("sessions!F6"), at("people!F7")];
        assert_eq!(render(&few).matches("error[unknown-zone]").count(), 4);
    }

    #[test]
    fn problems_beyond_the_limit_are_only_counted() {
        let letter = |n: usize| char::from(b'a' + u8::try_from(n).unwrap());
        let at = |n: usize| Diagnostic { pointer: format!("/{}{}", letter(n / 26), letter(n % 26)), ..example() };
        let text = render(&(0..103).map(at).collect::<Vec<_>>());
        assert_eq!(text.matches("error[unknown-zone]").count(), MOST_PRINTED);
        assert!(text.ends_with("and 3 more\n"));
    }

    #[test]
    fn a_diagnostic_is_serialized_as_json() {
        let json = serde_json::to_value(example()).unwrap();
        assert_eq!(json["severity"], "error");
        assert_eq!(json["line"], 3);
    }
}
