//! The words that tell titles, organisations and separators from names.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::sheets::headings::fold;
use crate::sheets::tsv::{list, rows};

const WORDS: &str = include_str!("words.tsv");

static SUFFIXES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| words("suffix"));
static ORGANISATIONS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| words("organisation"));
static ASIDES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| words("aside"));
static PARTICLES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| words("particle"));
static JOINERS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| words("joiner"));

fn words(kind: &str) -> BTreeSet<&'static str> {
    rows::<2>(WORDS).filter(|[of, _]| *of == kind).flat_map(|[_, words]| list(words)).collect()
}

/// Whether a word is a degree or honour after a name: `PhD`.
pub(super) fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(fold(word).as_str())
}

/// Whether a word is used in names of organisations, not of people.
pub(super) fn is_of_organisation(word: &str) -> bool {
    ORGANISATIONS.contains(fold(word).as_str())
}

/// Whether a text in brackets is a remark about the person: pronouns, `online`.
pub(super) fn is_aside(text: &str) -> bool {
    ASIDES.contains(fold(text).as_str()) || is_placeholder(text)
}

/// Whether a word is a small word inside a name: `van`, `dos`.
pub(super) fn is_particle(word: &str) -> bool {
    let lower = word.to_lowercase();
    PARTICLES.contains(lower.trim_end_matches(['\'', '’']))
}

/// Whether a word joins two names: `and`, `&`, `y`.
pub(super) fn is_joiner(word: &str) -> bool {
    JOINERS.contains(word.to_lowercase().as_str())
}

/// Whether a text stands for something that is still unknown: `tbc`, `N/A`, `-`.
pub(super) fn is_placeholder(text: &str) -> bool {
    let placeholders = [
        "",
        "tbc",
        "tba",
        "tbd",
        "na",
        "none",
        "tobeconfirmed",
        "tobeannounced",
        "tobedetermined",
        "tobedecided",
        "vacant",
        "open",
        "porconfirmar",
        "aconfirmer",
        "aconfirmar",
        "offen",
        "nn",
        "speakertbc",
        "speakertba",
        "moderatortbc",
        "moderatortba",
        "unknown",
    ];
    placeholders.contains(&fold(text).as_str())
}
