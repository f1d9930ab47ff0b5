//! Tests of loading as a whole: a rich instance, every code, hostile input.

mod codes;
mod hostile;
mod rich;

use super::{Loaded, load};
use crate::diagnostic::Diagnostic;
use crate::domain::{Catalogue, Legal, RuleId, RuleInfo, Strength};

const HARD: Legal = Legal { hard: true, weight: false, off: false };
const PRICED: Legal = Legal { hard: true, weight: true, off: true };

/// Every rule may be hard, off or have a weight, and is off; but `placed` is always hard, and `track-reach` has a share.
fn catalogue() -> Catalogue {
    RuleId::ALL.map(|id| RuleInfo {
        id,
        sentence: "",
        charges: None,
        default: if id == RuleId::Placed { Strength::Hard } else { Strength::Off },
        legal: if id == RuleId::Placed { HARD } else { PRICED },
        has_share: id == RuleId::TrackReach,
    })
}

fn read(text: &str) -> Loaded {
    load(text.as_bytes(), "test.json", &catalogue())
}

/// A small valid instance, one top-level member a line.
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

/// The problems of [`LINES`] with line `line` (from 1) replaced.
fn with_line(line: usize, text: &str) -> Vec<Diagnostic> {
    let mut lines = LINES.to_vec();
    lines[line - 1] = text;
    read(&lines.join("\n")).diagnostics
}
