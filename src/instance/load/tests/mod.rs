//! Tests of the loader as a whole: an instance with all fields, all codes, hostile input.

mod codes;
mod hostile;
mod rich;

use super::{Loaded, load};
use crate::diagnostic::Diagnostic;
use crate::domain::testing::catalogue;

fn read(text: &str) -> Loaded {
    load(text.as_bytes(), "test.json", &catalogue())
}

/// A small valid instance, with one top-level member on each line.
const LINES: [&str; 9] = [
    "{",
    "\"format\": \"plenary/1\",",
    "\"rooms\": [ { \"id\": \"r\" } ],",
    "\"phases\": [ { \"id\": \"p\", \"days\": [\"2020-11-02\"] } ],",
    "\"audiences\": [ { \"id\": \"all\", \"zones\": [ { \"zone\": \"UTC\" } ] } ],",
    "\"people\": [ { \"id\": \"x\", \"zone\": \"UTC\" } ],",
    "\"sessions\": [ { \"id\": \"a\", \"minutes\": 60 }, { \"id\": \"b\", \"minutes\": 60 } ],",
    "\"rules\": {}",
    "}",
];

/// The problems of [`LINES`] after line `line` (from 1) is replaced.
fn with_line(line: usize, text: &str) -> Vec<Diagnostic> {
    let mut lines = LINES.to_vec();
    lines[line - 1] = text;
    read(&lines.join("\n")).diagnostics
}
