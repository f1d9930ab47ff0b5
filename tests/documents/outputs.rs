//! Compares outputs in a document with those of the program. A line `...` means that lines are left out.

use regex::Regex;

/// An output in a document.
pub struct Output {
    /// The text in the document.
    pub shown: String,
    /// The text that the program printed.
    pub printed: String,
    /// Position of `shown` in the document, in bytes.
    pub start: usize,
}

/// The line that means that lines are left out.
const LEFT_OUT: &str = "...";

/// The text without the seconds, which differ from run to run.
fn steady(text: &str) -> String {
    let seconds = Regex::new(r"\d+\.\d s\b").unwrap();
    seconds.replace_all(text.trim_end(), "0.0 s").into_owned()
}

/// The parts between left-out lines, without empty lines at the ends.
fn parts(shown: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = shown.lines().collect();
    let trimmed = |part: &[&'_ str]| {
        let first = part.iter().position(|line| !line.is_empty()).unwrap_or(part.len());
        let last = part.iter().rposition(|line| !line.is_empty()).map_or(first, |last| last + 1);
        first..last
    };
    let split = lines.split(|line| line.trim() == LEFT_OUT);
    split.map(|part| part[trimmed(part)].to_vec()).filter(|part| !part.is_empty()).collect()
}

/// The first position, from a given one on, where all lines of a part follow each other.
fn find(part: &[&str], printed: &[&str], from: usize) -> Option<usize> {
    (from..printed.len()).find(|&at| printed[at..].starts_with(part))
}

/// Returns an error if the document shows something else than the program printed.
pub fn compare(output: &Output) -> Result<(), String> {
    let (shown, printed) = (steady(&output.shown), steady(&output.printed));
    let lines: Vec<&str> = printed.lines().collect();
    let complain = |why: &str| Err(format!("{why}\n--- shown\n{shown}\n--- printed\n{printed}"));
    let parts = parts(&shown);
    let mut from = 0;
    for part in &parts {
        let Some(at) = find(part, &lines, from) else {
            return complain(&format!("not printed, or not here:\n{}", part.join("\n")));
        };
        if from == 0 && at > 0 && !shown.starts_with(LEFT_OUT) {
            return complain("the output begins with something else");
        }
        from = at + part.len();
    }
    match parts.is_empty() || (from < lines.len() && !shown.ends_with(LEFT_OUT)) {
        true => complain("the output goes on"),
        false => Ok(()),
    }
}

/// The document with the present outputs. A part is found by its first line. It ends with its last line, or at the end of
/// the paragraph if that line is gone.
pub fn updated(document: &str, outputs: &[Output]) -> String {
    let mut text = document.to_owned();
    for output in outputs.iter().rev().filter(|output| compare(output).is_err()) {
        let fresh = refreshed(&output.shown, &output.printed);
        text.replace_range(output.start..output.start + output.shown.len(), &fresh);
    }
    text
}

fn refreshed(shown: &str, printed: &str) -> String {
    if !shown.lines().any(|line| line.trim() == LEFT_OUT) {
        return format!("{}\n", printed.trim_end());
    }
    let lines: Vec<&str> = printed.trim_end().lines().collect();
    let mut written = Vec::new();
    let mut from = 0;
    for part in parts(shown) {
        let start = find(&part[..1], &lines, from);
        let start = start.unwrap_or_else(|| panic!("the output no longer has the line \"{}\":\n{printed}", part[0]));
        let same = find(&part[part.len() - 1..], &lines, start).map(|at| at + 1);
        let paragraph = lines[start..].iter().position(|line| line.is_empty()).map(|length| start + length);
        let end = same.or(paragraph).unwrap_or(lines.len());
        written.push(lines[start..end].join("\n"));
        from = end;
    }
    let body = written.join(&format!("\n{LEFT_OUT}\n"));
    let first = if shown.starts_with(LEFT_OUT) { "...\n" } else { "" };
    let last = if shown.trim_end().ends_with(LEFT_OUT) { "\n..." } else { "" };
    format!("{first}{body}{last}\n")
}

#[test]
fn an_output_is_compared_line_by_line() {
    let output = |shown: &str| Output { shown: shown.into(), printed: "a\nb 1.5 s\n\nc\nd\n".into(), start: 0 };
    for same in ["a\nb 0.2 s\n\nc\nd\n", "a\n...\nd\n", "...\nc\n...\n", "a\n...\nc\nd\n"] {
        assert_eq!(compare(&output(same)), Ok(()), "{same}");
    }
    for other in ["a\nd\n", "b 1.5 s\n...\n", "a\n...\nc\n", "d\n...\nc\n...\n", "...\n", "a\n"] {
        assert!(compare(&output(other)).is_err(), "{other}");
    }
}

#[test]
fn an_output_is_updated() {
    let printed = "head\nnew 1\nnew 2\n\nrest\nlast\n";
    assert_eq!(refreshed("all\nof it\n", printed), printed);
    assert_eq!(refreshed("head\nold\n...\nlast\n", printed), "head\nnew 1\nnew 2\n...\nlast\n");
    assert_eq!(refreshed("...\nrest\n...\n", printed), "...\nrest\n...\n");
}
