//! Outputs that a document shows: the program's own, whole or with `...` for lines left out.

use regex::Regex;

/// An output in a document.
pub struct Output {
    /// As the document has it.
    pub shown: String,
    /// As the program printed it.
    pub said: String,
    /// Where `shown` begins in the document, in bytes.
    pub start: usize,
}

/// A line with which a document leaves some out.
const LEFT_OUT: &str = "...";

/// Without what differs from run to run.
fn steady(text: &str) -> String {
    let seconds = Regex::new(r"\d+\.\d s\b").unwrap();
    seconds.replace_all(text.trim_end(), "0.0 s").into_owned()
}

/// The parts that are shown without a gap, each as lines without empty ones around them.
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

/// The first line, from a given one on, at which all these lines follow each other.
fn find(part: &[&str], said: &[&str], from: usize) -> Option<usize> {
    (from..said.len()).find(|&at| said[at..].starts_with(part))
}

/// Fails where the document shows something else than the program printed.
pub fn compare(output: &Output) -> Result<(), String> {
    let (shown, said) = (steady(&output.shown), steady(&output.said));
    let lines: Vec<&str> = said.lines().collect();
    let complain = |why: &str| Err(format!("{why}\n--- shown\n{shown}\n--- printed\n{said}"));
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

/// The document with the outputs as they are now. A part is found by its first line, and ends with its last line, or
/// where the paragraph ends.
pub fn updated(document: &str, outputs: &[Output]) -> String {
    let mut text = document.to_owned();
    for output in outputs.iter().rev().filter(|output| compare(output).is_err()) {
        let fresh = refreshed(&output.shown, &output.said);
        text.replace_range(output.start..output.start + output.shown.len(), &fresh);
    }
    text
}

fn refreshed(shown: &str, said: &str) -> String {
    if !shown.lines().any(|line| line.trim() == LEFT_OUT) {
        return format!("{}\n", said.trim_end());
    }
    let lines: Vec<&str> = said.trim_end().lines().collect();
    let mut written = Vec::new();
    let mut from = 0;
    for part in parts(shown) {
        let start = find(&part[..1], &lines, from);
        let start = start.unwrap_or_else(|| panic!("no line is \"{}\" any more in:\n{said}", part[0]));
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
    let output = |shown: &str| Output { shown: shown.into(), said: "a\nb 1.5 s\n\nc\nd\n".into(), start: 0 };
    for same in ["a\nb 0.2 s\n\nc\nd\n", "a\n...\nd\n", "...\nc\n...\n", "a\n...\nc\nd\n"] {
        assert_eq!(compare(&output(same)), Ok(()), "{same}");
    }
    for other in ["a\nd\n", "b 1.5 s\n...\n", "a\n...\nc\n", "d\n...\nc\n...\n", "...\n", "a\n"] {
        assert!(compare(&output(other)).is_err(), "{other}");
    }
}

#[test]
fn an_output_is_written_anew() {
    let said = "head\nnew 1\nnew 2\n\nrest\nlast\n";
    assert_eq!(refreshed("all\nof it\n", said), said);
    assert_eq!(refreshed("head\nold\n...\nlast\n", said), "head\nnew 1\nnew 2\n...\nlast\n");
    assert_eq!(refreshed("...\nrest\n...\n", said), "...\nrest\n...\n");
}
