//! Real files and the files of public bug reports, each against what is right. They are not part of the project: without
//! `../shared/data/reports`, the tests are skipped.

mod commands;
mod imports;
mod solves;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use crate::common::root;

/// The folder with the files; `None` if there is none.
fn reports() -> Option<PathBuf> {
    let folder = root().join("../shared/data/reports");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: there is no ../shared/data/reports");
    None
}

/// Files that no table has, and why.
const ELSEWHERE: [(&str, &str); 2] = [
    ("LOG.md", "says of each file what is right"),
    ("whatif-steps-hang.txt", "the command of the files with the same name"),
];

#[test]
fn every_file_is_in_a_table() {
    let Some(folder) = reports() else { return };
    let found = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let found: BTreeSet<String> = found.collect();
    let mut known: BTreeSet<String> = imports::table().iter().map(|(name, ..)| (*name).to_owned()).collect();
    known.extend(solves::table().iter().map(|(name, ..)| format!("{name}.json")));
    known.extend(commands::table().iter().flat_map(|case| commands::files(case.lines, &found)));
    known.extend(ELSEWHERE.iter().map(|(name, _)| (*name).to_owned()));
    let forgotten: Vec<&String> = found.difference(&known).collect();
    let missing: Vec<&String> = known.difference(&found).collect();
    assert!(forgotten.is_empty() && missing.is_empty(), "in no table: {forgotten:?}; not there: {missing:?}");
}
