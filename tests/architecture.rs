//! The architecture: which part of the crate may use which other parts. The tests read the `crate::` paths in the
//! sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each part, and the other parts that it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("diagnostic", &[]),
    ("instance", &["domain", "diagnostic"]),
    ("change", &["instance", "domain", "diagnostic", "sheets"]),
    ("model", &[]),
    ("solve", &["model"]),
    ("time", &["domain", "model"]),
    ("rules", &["domain", "time", "model"]),
    ("schedule", &["domain", "time", "rules", "model", "solve"]),
    ("check", &["domain"]),
    ("diagnose", &["domain", "time", "rules", "model", "solve", "schedule", "check"]),
    ("explain", &["domain", "time", "rules", "model", "schedule", "check"]),
    ("report", &["domain", "diagnostic", "instance", "sheets", "check", "explain", "diagnose"]),
    ("generate", &["domain"]),
    ("manual", &[]),
    ("sheets", &["domain", "diagnostic", "instance"]),
    (
        "app",
        &[
            "domain",
            "diagnostic",
            "instance",
            "change",
            "rules",
            "solve",
            "schedule",
            "check",
            "diagnose",
            "explain",
            "report",
            "generate",
            "sheets",
            "manual",
        ],
    ),
    ("board", &["app", "report", "explain", "check", "domain"]),
    ("cli", &["app", "board", "report", "domain"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            found.extend(sources(&entry));
        } else if entry.extension().is_some_and(|e| e == "rs") {
            found.push(entry);
        }
    }
    found.sort();
    found
}

/// The parts of the crate that a source names outside comments.
fn used(source: &str) -> BTreeSet<String> {
    let code = source.lines().map(|line| line.split("//").next().unwrap_or(""));
    let word = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut parts = BTreeSet::new();
    for line in code {
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + "crate::".len()..];
            match rest.strip_prefix('{') {
                Some(group) => parts.extend(group.split(',').map(|item| word(item.trim()))),
                None => drop(parts.insert(word(rest))),
            }
        }
    }
    parts.remove("");
    parts
}

#[test]
fn each_part_uses_only_the_parts_that_the_table_allows() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut broken = Vec::new();
    for (part, allowed) in MAY_USE {
        let folder = src.join(part);
        let files = if folder.is_dir() { sources(&folder) } else { vec![src.join(format!("{part}.rs"))] };
        assert!(!files.is_empty(), "{part} has no sources: is the table out of date?");
        for file in files {
            let source = fs::read_to_string(&file).unwrap();
            for other in used(&source) {
                if other != *part && !allowed.contains(&other.as_str()) {
                    broken.push(format!("{} uses crate::{other}", file.display()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn each_part_of_the_crate_is_in_the_table() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let known: BTreeSet<&str> = MAY_USE.iter().map(|(part, _)| *part).chain(["lib", "main"]).collect();
    for entry in fs::read_dir(src).unwrap() {
        let name = entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned();
        assert!(known.contains(name.as_str()), "src/{name} is missing in the table");
    }
}

#[test]
fn paths_are_found_in_groups_and_not_in_comments() {
    let source = "use crate::{domain::Zone, model};\nlet x = crate::time::f(); // crate::check\n";
    assert_eq!(used(source), ["domain", "model", "time"].map(String::from).into());
}
