//! Instance -> workbook -> instance, for random instances that use every field of the format, and for committed ones.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use plenary::instance::format::Instance;
use plenary::instance::load;
use plenary::report::workbook;
use plenary::rules::catalogue;
use plenary::sheets::{self, Book, Options};
use plenary::solve::{Budget, Method, Options as Solving, exact::Backend, solve};
use plenary::{rules, schedule};

use super::random_instances::instance;

/// The workbook of an instance, as reading finds it. Half of them are marked as internal on every sheet.
fn there(instance: &Instance) -> Book {
    let write = if instance.sessions.len().is_multiple_of(2) { workbook::workbook } else { workbook::internal };
    let bytes = write(instance, None, None).unwrap();
    sheets::from_bytes(&bytes, Path::new("a.xlsx")).unwrap()
}

/// The instance that a workbook is read as.
fn back(book: &Book) -> Result<Instance, String> {
    let imported = sheets::import(book, Options::default(), &catalogue());
    serde_json::from_value(imported.document).map_err(|error| format!("{error}: {:?}", imported.diagnostics))
}

/// Columns that are only read, or only filled in with a timetable.
const ONLY_READ: [&str; 19] = [
    "sessions/abstract",
    "sessions/url",
    "sessions/moderators",
    "sessions/rapporteurs",
    "sessions/fixed",
    "sessions/day",
    "sessions/start",
    "sessions/end",
    "sessions/room",
    "sessions/time zone",
    "sessions/phase",
    "days/earliest",
    "days/latest",
    "days/longest day",
    "days/types",
    "people/first name",
    "people/last name",
    "relations/first",
    "relations/second",
];

#[test]
fn a_workbook_loses_nothing_of_any_instance_and_uses_every_column() {
    let mut written = BTreeSet::new();
    for seed in 0..300 {
        let instance: Instance =
            serde_json::from_value(instance(seed)).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        let book = there(&instance);
        for sheet in &book.sheets {
            let is_mark = |row: &&sheets::Row| row.cells.iter().all(|(_, cell)| cell.shown().starts_with("INTERNAL"));
            let heads = sheet.rows.iter().skip_while(is_mark).take(1).flat_map(|row| &row.cells);
            written.extend(heads.map(|(_, head)| format!("{}/{}", sheet.name, head.shown())));
        }
        let back = back(&book).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        assert!(back == instance, "seed {seed}: {}", difference(&instance, &back));
    }
    for layout in sheets::layout::layouts() {
        for column in &layout.columns {
            let name = format!("{}/{}", layout.name, column.heading);
            assert!(written.contains(&name) || ONLY_READ.contains(&name.as_str()), "{name} was never written");
        }
    }
}

/// The lines around the first that differs.
fn difference(before: &Instance, after: &Instance) -> String {
    // The order of keys does not count.
    let text = |instance: &Instance| {
        let mut value = serde_json::to_value(instance).unwrap();
        value.sort_all_objects();
        serde_json::to_string_pretty(&value).unwrap()
    };
    let (before, after) = (text(before), text(after));
    let differs = before.lines().zip(after.lines()).position(|(a, b)| a != b).unwrap_or(0);
    let near = |text: &str| text.lines().skip(differs.saturating_sub(12)).take(24).collect::<Vec<_>>().join("\n");
    format!("\n--- before\n{}\n--- after\n{}", near(&before), near(&after))
}

/// All committed instances.
fn committed() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("instances");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| {
        path.to_string_lossy().ends_with(".json") && !path.to_string_lossy().ends_with(".schedule.json")
    });
    paths.sort();
    paths.into_iter().map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect()
}

#[test]
fn committed_instances_come_back_as_they_were_and_load() {
    for (name, text) in committed() {
        let instance: Instance = serde_json::from_slice(&text).unwrap();
        let bytes = workbook::workbook(&instance, None, None).unwrap();
        assert_eq!(bytes, workbook::workbook(&instance, None, None).unwrap(), "{name}: the same bytes every time");
        let book = sheets::from_bytes(&bytes, Path::new("a.xlsx")).unwrap();
        let imported = sheets::import(&book, Options::default(), &catalogue());
        let errors: Vec<_> = imported.diagnostics.iter().filter(|problem| problem.is_error()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        assert_eq!(imported.instance.as_ref(), Some(&instance), "{name}");
        assert!(imported.notes.unread_sheets.is_empty(), "{name}: {:?}", imported.notes);
        // The digest looks at everything but `extra`, as it is spelled: the original may be spelled otherwise.
        let written = serde_json::to_vec(&instance).unwrap();
        let loaded = load(&written, &name, &catalogue()).conference.unwrap();
        assert_eq!(imported.conference.unwrap().digest, loaded.digest, "{name}");
    }
}

#[test]
fn a_timetable_comes_back_with_its_instance() {
    for name in ["demo.json", "clock-change.json", "slots.json"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("instances").join(name);
        let text = fs::read(path).unwrap();
        let instance: Instance = serde_json::from_slice(&text).unwrap();
        let conference = load(&text, name, &catalogue()).conference.unwrap();
        let grounded = rules::ground(&conference).unwrap();
        let options = Solving {
            seed: 1,
            budget: Budget::Steps(500),
            searchers: 1,
            threads: 1,
            method: Method::Auto,
            backend: Backend::Microlp,
            initial: None,
            priced: schedule::priced(&grounded),
            ..Solving::default()
        };
        let solution = solve(&grounded.model, &options, &mut |_| {}, &Default::default());
        let timetable = schedule::to_schedule(&conference, &grounded, &solution.assignment);
        assert!(timetable.placed().count() > 0, "{name}");
        let bytes = workbook::workbook(&instance, Some((&conference, &timetable)), None).unwrap();
        assert_eq!(bytes, workbook::workbook(&instance, Some((&conference, &timetable)), None).unwrap(), "{name}");
        let book = sheets::from_bytes(&bytes, Path::new("a.xlsx")).unwrap();
        let imported = sheets::import(&book, Options::default(), &catalogue());
        assert_eq!(imported.instance.as_ref(), Some(&instance), "{name}");
        assert_eq!(imported.schedule.unwrap().1, timetable, "{name}");
        assert!(imported.notes.unread_sheets.is_empty(), "{name}: {:?}", imported.notes);
        let read = sheets::schedule(&book, &conference, None);
        assert_eq!(read.schedule, Some(timetable), "{name}: {:?}", read.diagnostics);
    }
}
