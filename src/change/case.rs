//! The cases of a what-if: a name and a list of changes, from the command line or from lines of a file.

use super::{Draft, Line};
use crate::diagnostic::Diagnostic;
use crate::domain::change::{split, split_at};
use crate::instance::codes;

/// The name of the case in which nothing changes.
pub const TODAY: &str = "today";

/// One case of a what-if.
#[derive(Debug, Clone)]
pub struct Case {
    /// The name.
    pub name: String,
    /// The changes, in order.
    pub changes: Vec<Line>,
    /// Where the case was read, for diagnostics.
    origin: String,
}

impl Case {
    /// Reads `NAME: CHANGE; CHANGE`. Without a name, the text of the changes is the name.
    ///
    /// # Errors
    /// All unknown changes. Diagnostics name `origin`.
    pub fn parse(text: &str, origin: &str) -> Result<Case, Vec<Diagnostic>> {
        let (name, rest) = match named(text) {
            Some((name, rest)) => (name.trim(), rest),
            None => (text.trim().trim_end_matches(':'), if text.trim_end().ends_with(':') { "" } else { text }),
        };
        let wrong = |message: &str| {
            let help = Some("write: NAME: CHANGE; CHANGE".to_owned());
            let diagnostic = Diagnostic::of_file(codes::BAD_CHANGE.id, origin, message.to_owned(), help);
            Diagnostic { value: Some(text.trim().to_owned()), ..diagnostic }
        };
        let (mut changes, mut problems) = (Vec::new(), Vec::new());
        for part in split_at(rest, ";").into_iter().filter(|part| !part.trim().is_empty()) {
            match Line::parse(part, origin) {
                Ok(change) => changes.push(change),
                Err(problem) => problems.push(*problem),
            }
        }
        if name.is_empty() {
            problems.push(wrong("the case has no name"));
        } else if name.to_lowercase() == TODAY {
            problems.push(wrong("the name \"today\" is reserved for the case without changes"));
        } else if problems.is_empty() && changes.is_empty() {
            problems.push(wrong("the case has no change"));
        }
        if problems.is_empty() {
            Ok(Case { name: name.to_owned(), changes, origin: origin.to_owned() })
        } else {
            Err(problems)
        }
    }

    /// The case in which nothing changes.
    pub fn today() -> Case {
        Case { name: TODAY.to_owned(), changes: Vec::new(), origin: TODAY.to_owned() }
    }

    /// Makes all changes, in order.
    ///
    /// # Errors
    /// All changes that cannot be made. The changes after a failed one are still tried.
    pub fn apply(&self, draft: &mut Draft) -> Result<(), Vec<Diagnostic>> {
        let problems: Vec<Diagnostic> =
            self.changes.iter().filter_map(|change| change.apply(draft, &self.origin).err()).map(|d| *d).collect();
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// The changes, as written.
    pub fn texts(&self) -> Vec<String> {
        self.changes.iter().map(|change| change.text().to_owned()).collect()
    }
}

/// The name and the text after it. A colon in quotes does not end the name; an apostrophe in the name is not a
/// quotation mark.
fn named(text: &str) -> Option<(&str, &str)> {
    if split(text).is_err() {
        return text.split_once(": ");
    }
    let name = *split_at(text, ": ").first()?;
    Some((name, text[name.len()..].strip_prefix(": ")?))
}

/// The cases of a file, one on each line: `NAME: CHANGE; CHANGE`. A line that begins with white space continues the
/// line before. Empty lines and lines that begin with # are ignored.
///
/// # Errors
/// All unknown changes of all lines.
pub fn cases_in(text: &str, file: &str) -> Result<Vec<Case>, Vec<Diagnostic>> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        match lines.last_mut().filter(|_| line.starts_with(char::is_whitespace)) {
            Some((_, before)) => {
                before.push(' ');
                before.push_str(line.trim());
            }
            None => lines.push((number + 1, line.trim().to_owned())),
        }
    }
    let (mut cases, mut problems) = (Vec::new(), Vec::new());
    for (number, line) in lines {
        match Case::parse(&line, &format!("{file}:{number}")) {
            Ok(case) => cases.push(case),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(cases) } else { Err(problems) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        Case::parse(text, "--case").err().unwrap_or_default().iter().map(|d| d.message.clone()).collect()
    }

    #[test]
    fn a_case_is_a_name_and_changes() {
        let case = Case::parse("two changes: room add 'a; b'; hours earliest 06:00 ;", "--case").unwrap();
        assert_eq!((case.name.as_str(), case.texts().len()), ("two changes", 2));
        assert_eq!(case.texts()[0], "room add 'a; b'");
        let case = Case::parse("hours earliest 06:00", "--case").unwrap();
        assert_eq!((case.name.as_str(), case.texts().len()), ("hours earliest 06:00", 1));
        let case = Case::parse("room add 'a: b'", "--case").unwrap();
        assert_eq!((case.name.as_str(), case.texts().len()), ("room add 'a: b'", 1));
        let case = Case::parse("Bruno's day: room add 'a: b'", "--case").unwrap();
        assert_eq!((case.name.as_str(), case.texts()[0].as_str()), ("Bruno's day", "room add 'a: b'"));
    }

    #[test]
    fn all_unknown_changes_are_reported() {
        assert_eq!(
            problems("a: rom add x; room ad x; room; turnaround 5"),
            ["no change begins with \"rom\"", "there is no change \"room ad\"", "there is no change \"room\""]
        );
        assert_eq!(problems("today: turnaround 5").len(), 1);
        assert_eq!(problems("a: "), ["the case has no change"]);
        assert_eq!(problems("a:"), ["the case has no change"]);
        assert_eq!(problems(": turnaround 5"), ["the case has no name"]);
        let help = |text: &str| Case::parse(text, "f").err().unwrap()[0].help.clone();
        assert_eq!(help("a: sesion add x").as_deref(), Some("did you mean \"session\"?"));
        assert_eq!(help("a: room ad x").as_deref(), Some("did you mean \"add\"?"));
    }

    #[test]
    fn an_indented_line_continues_the_line_before() {
        let text = "\u{feff}# a file\none: turnaround 5;\n  grid 30\n\ntwo: rule off wishes\r\n";
        let cases = cases_in(text, "cases.txt").unwrap();
        let shown: Vec<_> = cases.iter().map(|case| (case.name.as_str(), case.changes.len())).collect();
        assert_eq!(shown, [("one", 2), ("two", 1)]);
        let found = cases_in("one: x\n\nthree: y", "cases.txt").err().unwrap();
        let places: Vec<_> = found.iter().map(|d| d.file.as_deref().unwrap()).collect();
        assert_eq!(places, ["cases.txt:1", "cases.txt:3"]);
    }
}
