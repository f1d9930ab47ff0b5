//! From a file's text to a valid, resolved conference, or to all that is wrong with it.
//!
//! Functions that refuse something are named after the code they report.

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

/// What came of reading an instance.
#[derive(Debug)]
pub struct Loaded {
    /// The conference; `None` if and only if there is an error among the diagnostics.
    pub conference: Option<Conference>,
    /// All problems, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads an instance, `plenary/1`. `file` is named in diagnostics; `rules` says what each rule may be set to, and is set
/// to where the instance is silent.
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
    let root = match json::parse(text, &mut problems.found) {
        Ok(root) => root,
        Err(problem) => {
            problems.found.push(problem);
            return Loaded { conference: None, diagnostics: problems.finish(text, None, file) };
        }
    };
    let conference = read::instance(&root, &mut problems)
        .and_then(|read| resolve::conference(&read, digest_of(&root), rules, &mut problems));
    let diagnostics = problems.finish(text, Some(&root), file);
    Loaded { conference: conference.filter(|_| !has_errors(&diagnostics)), diagnostics }
}

/// The document of an instance as it was written, to be changed: read, but not resolved. `file` is named in
/// diagnostics.
///
/// # Errors
/// What keeps the text from being read. That it can be read does not mean that [`load`] accepts it.
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

/// The instant that a text names: a date-time of `zone` (the first of two where clocks show it twice), or one with its
/// own offset.
///
/// # Errors
/// What is wrong with the text, in words.
pub fn instant(text: &str, zone: Zone) -> Result<Instant, String> {
    let mut problems = Problems::default();
    let found = time::moment(&text.to_owned().into(), zone, time::Edge::From, &mut problems);
    found.ok_or_else(|| problems.found.into_iter().next().map_or_else(String::new, |problem| problem.message))
}
