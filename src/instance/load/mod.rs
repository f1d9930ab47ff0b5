//! From the text of a programme file to a valid, resolved conference, or to the list of all problems.
//!
//! A function that reports a problem has the name of its code.

mod details;
mod hidden;
mod inherit;
mod names;
mod number;
mod orders;
mod people;
mod phases;
mod read;
mod relations;
mod resolve;
mod rooms;
mod rules;
mod select;
mod sessions;
pub(super) mod time;
mod warnings;

#[cfg(test)]
mod tests;

pub(super) use hidden::clean;
pub use inherit::inherit as full_session;
pub(super) use names::IdTable;
pub use names::normal;
pub(super) use number::MOST_SESSIONS;
pub(super) use read::{elements, format_is, head};
pub use relations::KINDS as RELATION_KINDS;

use super::digest::digest_of;
use super::format::Instance;
use super::json;
use super::problem::Problems;
use crate::diagnostic::{Diagnostic, has_errors};
use crate::domain::{Catalogue, Conference, Instant, Zone};

/// The result of reading an instance.
#[derive(Debug)]
pub struct Loaded {
    /// The conference; `None` if and only if there is an error among the diagnostics.
    pub conference: Option<Conference>,
    /// All problems, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads an instance, `plenary/1`. Diagnostics name `file`. `rules` gives, for each rule, its legal settings and its
/// default.
pub fn load(text: &[u8], file: &str, rules: &Catalogue) -> Loaded {
    let mut problems = Problems::default();
    let text = match json::decode(text) {
        Ok(text) => text,
        Err(problem) => {
            problems.found.push(problem);
            let readable = String::from_utf8_lossy(text);
            return Loaded { conference: None, diagnostics: problems.finish(&readable, None, file) };
        }
    };
    let mut root = match json::parse(text, &mut problems.found) {
        Ok(root) => root,
        Err(problem) => {
            problems.found.push(problem);
            return Loaded { conference: None, diagnostics: problems.finish(text, None, file) };
        }
    };
    let digest = digest_of(&root);
    clean(&mut root, &mut problems);
    let conference =
        read::instance(&root, &mut problems).and_then(|read| resolve::conference(&read, digest, rules, &mut problems));
    let diagnostics = problems.finish(text, Some(&root), file);
    Loaded { conference: conference.filter(|_| !has_errors(&diagnostics)), diagnostics }
}

/// The document of an instance as written, so that it can be changed: it is read, but not resolved. Diagnostics name
/// `file`.
///
/// # Errors
/// The problems of the form. [`load`] may find more problems, in the values and references.
pub fn document(text: &[u8], file: &str) -> Result<Instance, Vec<Diagnostic>> {
    let mut problems = Problems::default();
    let decoded = json::decode(text);
    let readable = decoded.as_ref().map_or_else(|_| String::from_utf8_lossy(text), |&text| text.into());
    let root = decoded.and_then(|text| json::parse(text, &mut problems.found));
    let read = match &root {
        Ok(root) => read::instance(root, &mut problems),
        Err(problem) => {
            problems.found.push(problem.clone());
            None
        }
    };
    match read.filter(|_| !problems.has_errors()) {
        Some(read) => Ok(read.instance),
        None => Err(problems.finish(&readable, root.as_ref().ok(), file)),
    }
}

/// The instant that a text names: a local date and time in `zone` (the first of two if the clocks show it twice), or
/// one with an offset from UTC.
///
/// # Errors
/// The problem, in words.
pub fn instant(text: &str, zone: Zone) -> Result<Instant, String> {
    let mut problems = Problems::default();
    let found = time::moment(&text.to_owned().into(), zone, time::Edge::From, &mut problems);
    found.ok_or_else(|| problems.found.into_iter().next().map_or_else(String::new, |problem| problem.message))
}
