//! All settings are in this module: no other file of the solver has a numeric constant, except the listed ones.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Constants that are not settings, by file, with the reason.
const ALLOWED: &[(&str, &str, &str)] = &[
    (
        "bound/lagrangian_subproblem/multiplier_layout.rs",
        "HIGHEST",
        "the largest price that is exact in floating point",
    ),
    ("bound/lagrangian_subproblem/multiplier_layout.rs", "LEAST_METRIC", "keeps divisors away from zero"),
    ("bound/lagrangian_subproblem/reduced_costs.rs", "LEAST_WEIGHT", "one unit of the multipliers"),
    ("bound/multipliers.rs", "SCALE", "the unit of multipliers, used in certificates"),
    ("exact/highs.rs", "PIVOTS_OF_A_NODE", "the unit of work, as far as HiGHS lets it be measured"),
    ("exact/microlp.rs", "FIRST_NODES", "nodes before the work of a node can be measured"),
    ("exact/microlp.rs", "PIVOTS_OF_A_NODE", "the unit of work: a property of microlp"),
    ("exact/mod.rs", "TOLERANCE", "the error of a solver's bound: a larger one proves less, a smaller one too much"),
    ("exact/program.rs", "PIVOT_OVERHEAD", "the unit of work: a property of microlp"),
    ("exact/supervisor.rs", "GRACE", "how late a time limit may be noticed"),
    ("exact/supervisor.rs", "POLL", "how late a stop may be noticed"),
    ("feasibility.rs", "TYPICAL", "the unit of costs where there are none: only ratios to it matter"),
    ("phases.rs", "FINAL_DESCENT_STREAM", "a stream of the seed"),
    ("phases.rs", "FIRST_STREAM", "a stream of the seed"),
    ("phases.rs", "PERTURBED_STREAM", "a stream of the seed"),
    ("phases.rs", "QUENCH_STREAM", "a stream of the seed"),
    ("phases.rs", "RELEASED_STREAM", "a stream of the seed"),
    ("phases.rs", "RESTRICTED_STREAM", "a stream of the seed"),
    ("repacking/sequencing.rs", "NOT_ALLOWED", "more violations than any allowed start has"),
    ("search/annealing_schedule.rs", "FULL_GUIDANCE", "one, in the fixed point of the guidance weight"),
    ("search/annealing_schedule.rs", "WHOLE", "one, in the fixed point of fractions"),
    ("search/lagrangian_guidance.rs", "HIGHEST", "keeps prices within their type"),
    ("search/neighbourhood.rs", "MOST", "size of an array: the changes of a candidate move"),
    ("search/neighbourhood/blocks.rs", "MOST", "size of an array: the members of a block"),
    ("search/neighbourhood.rs", "NONE", "no index"),
    ("search/random.rs", "LN_2", "mathematics"),
    ("search/random.rs", "TABLE", "the size of a table"),
    ("search/random.rs", "UNIT_BITS", "the fixed point of random numbers"),
    ("search/run_search.rs", "DECOMPOSITION_STREAM", "a stream of the seed"),
    ("stop_condition.rs", "INTERVAL", "how late a stop or a deadline may be noticed"),
];

/// The constants of a source that are numbers or tuples of numbers, without its tests.
fn constants(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
    let constant = |line: &str| {
        let (before, rest) = line.trim().split_once("const ")?;
        let (name, kind) = rest.split_once(':')?;
        let visible = before.is_empty() || before.starts_with("pub");
        let named = name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        // Strings and similar types are no numbers.
        let number = !kind.contains('&') && !kind.contains("str");
        (visible && named && number).then(|| name.to_owned())
    };
    code.lines().filter_map(constant).collect()
}

fn sources(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let name = entry.file_name().and_then(|name| name.to_str()).unwrap_or("").to_owned();
        if entry.is_dir() {
            sources(&entry, found);
        } else if name.ends_with(".rs") && !["tests.rs", "testing.rs"].contains(&name.as_str()) {
            found.push(entry);
        }
    }
}

#[test]
fn every_setting_is_in_the_tuning_module() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/solve");
    let mut files = Vec::new();
    sources(&folder, &mut files);
    assert!(files.len() > 40, "{files:?}");
    let mut found = BTreeSet::new();
    for file in files {
        let source = fs::read_to_string(&file).expect("a source");
        let name = file.strip_prefix(&folder).expect("inside").to_string_lossy().replace('\\', "/");
        found.extend(constants(&source).into_iter().map(|constant| (name.clone(), constant)));
    }
    let allowed: BTreeSet<(String, String)> =
        ALLOWED.iter().map(|&(file, name, _)| (file.to_owned(), name.to_owned())).collect();
    let settings: Vec<_> = found.difference(&allowed).collect();
    assert!(settings.is_empty(), "these belong into the tuning module, or on the list with a reason: {settings:?}");
    let gone: Vec<_> = allowed.difference(&found).collect();
    assert!(gone.is_empty(), "the list names constants that do not exist: {gone:?}");
}

#[test]
fn the_parser_finds_numeric_constants_and_skips_tests() {
    let source = "const A: u32 = 1;\n    pub(super) const B_2: (u64, f64) = (1, 2.0);\nconst C: &str = \"c\";\n\
                  fn f<const IN: bool>() {}\n#[cfg(test)]\nmod tests {\n    const D: u32 = 1;\n}\n";
    assert_eq!(constants(source), ["A", "B_2"]);
}

/// A move whose share is zero is never drawn.
#[test]
fn a_move_with_share_zero_is_never_drawn() {
    use crate::solve::search::Move;
    let search = super::Search::default().without(Move::Reinsert);
    assert!(search.moves.iter().all(|&(kind, share)| (kind == Move::Reinsert) == (share == 0)));
    assert_eq!(search.moves.len(), Move::all().len());
}
