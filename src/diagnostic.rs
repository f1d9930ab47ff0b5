//! Problems in input files, as people and programs read them.
//!
//! A [`Diagnostic`] names the place (file, line, column, JSON pointer), the value found there, and a remedy.

use std::fmt::{self, Write as _};

use schemars::JsonSchema;
use serde::Serialize;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, but probably says something else than was meant.
    Warning,
}

/// One problem in an input file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Diagnostic {
    /// Whether the file can still be used.
    pub severity: Severity,
    /// A stable name of the kind of problem: `unknown-session`.
    // The index is `instance::codes::INDEX`.
    pub code: &'static str,
    /// The file as named by the caller; `null` where there is none.
    pub file: Option<String>,
    /// Line, from 1; 0 when the problem is the file itself.
    pub line: usize,
    /// Column in characters, from 1; 0 when the problem is the file itself.
    pub column: usize,
    /// Where in the document, as a JSON pointer (RFC 6901); empty for the whole of it.
    pub pointer: String,
    /// What is wrong, in one sentence.
    pub message: String,
    /// The offending value as written; `null` where no single one is to blame.
    pub value: Option<String>,
    /// What to do about it; `null` where nobody can say.
    pub help: Option<String>,
}

/// How many diagnostics [`render`] prints before it counts the rest.
pub const MOST_PRINTED: usize = 100;
const LONGEST_VALUE: usize = 80;
const LONGEST_TEXT: usize = 400;

impl Diagnostic {
    /// A problem of the file itself rather than of a place in it.
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
    /// `file:line:column: error[code]: message`, then pointer, value and help on lines of their own.
    ///
    /// Text of the input is escaped and cut, so that a hostile file cannot steer a terminal.
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

/// All diagnostics as text, one after another, and how many more there are beyond [`MOST_PRINTED`].
pub fn render(diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics.iter().take(MOST_PRINTED) {
        text.push_str(&diagnostic.to_string());
        text.push('\n');
    }
    let more = diagnostics.len().saturating_sub(MOST_PRINTED);
    if more > 0 {
        text.push_str(&format!("and {more} more\n"));
    }
    text
}

/// Whether any of them is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(Diagnostic::is_error)
}

/// `text` with control and invisible formatting characters escaped, cut after `most` characters.
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

/// Characters that take no room or turn the direction of writing.
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
    fn place_value_and_remedy_are_on_lines_of_their_own() {
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
    fn hostile_text_is_escaped_and_cut() {
        assert_eq!(printable("a\u{1b}[31mb\n\u{202e}c", 80), "a\\u{1b}[31mb\\u{a}\\u{202e}c");
        assert_eq!(printable(&"x".repeat(100), 5), "xxxxx...");
        assert_eq!(printable("Zürich", 6), "Zürich");
    }

    #[test]
    fn a_long_list_is_counted_not_printed() {
        let text = render(&vec![example(); 103]);
        assert_eq!(text.matches("error[unknown-zone]").count(), MOST_PRINTED);
        assert!(text.ends_with("and 3 more\n"));
    }

    #[test]
    fn programs_read_it_as_json() {
        let json = serde_json::to_value(example()).unwrap();
        assert_eq!(json["severity"], "error");
        assert_eq!(json["line"], 3);
    }
}
