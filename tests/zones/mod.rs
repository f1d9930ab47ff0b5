//! Time zones: all clock changes of eight years against another program's reading of the same database, Python's zoneinfo
//! with its package tzdata, where that is installed; and the option `--tzdata`.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use plenary::domain::Instant;
use plenary::domain::zone::database::in_use;
use serde::Deserialize;
use serde_json::json;

use crate::common::Folder;

const SCRIPT: &str = include_str!("offsets.py");

#[derive(Deserialize)]
struct Read {
    version: String,
    zones: BTreeMap<String, Vec<(i64, i64)>>,
}

fn minute(date: &str) -> i64 {
    Instant::from_utc(format!("{date}T00:00:00").parse().unwrap()).0
}

/// What `python3` has, or what `PLENARY_TEST_PYTHON` names; that has to have the package, the other may.
fn by_python(from: i64, until: i64) -> Option<Read> {
    let named = std::env::var("PLENARY_TEST_PYTHON").ok();
    let python = named.clone().unwrap_or_else(|| "python3".to_owned());
    let range = [from, until].map(|minute| minute.to_string());
    let output = Command::new(&python).args(["-c", SCRIPT]).args(range).output();
    let read = output.as_ref().ok().filter(|output| output.status.success());
    let read: Option<Read> = read.map(|output| serde_json::from_slice(&output.stdout).unwrap());
    let same = |read: &Read| read.version == in_use().version();
    if read.as_ref().is_some_and(same) {
        return read;
    }
    let version = in_use().version();
    assert!(named.is_none(), "{python} has no package tzdata of version {version}: {output:?}");
    eprintln!("skipped: python3 has no package tzdata of version {version} (pip install tzdata)");
    None
}

#[test]
fn all_zones_and_changes_of_eight_years_are_those_of_another_program() {
    let (from, until) = (minute("2024-01-01"), minute("2032-01-01"));
    let Some(read) = by_python(from, until) else { return };
    let mut changes = 0;
    for named in in_use().zones() {
        // The package leaves no zone out, and has no others.
        let expected = read.zones.get(named.name()).unwrap_or_else(|| panic!("{} is unknown to Python", named.name()));
        let first = (from, named.offset_minutes(Instant(from)));
        let later = named.offsets().changes(Instant(from), Instant(until)).iter().map(|&(at, minutes)| (at.0, minutes));
        let ours: Vec<_> = std::iter::once(first).chain(later).collect();
        assert_eq!(ours, *expected, "{}", named.name());
        changes += ours.len() - 1;

        // The checker's library.
        let zone = tz::TimeZone::from_tz_data(named.tzif()).unwrap();
        let around = expected.iter().flat_map(|&(at, _)| [at - 1, at, at + 1]).filter(|at| *at >= from);
        for at in around.chain((from..until).step_by(60)) {
            let seconds = zone.find_local_time_type(at * 60).unwrap().ut_offset();
            let known = expected.partition_point(|&(begin, _)| begin <= at);
            assert_eq!(i64::from(seconds.div_euclid(60)), expected[known - 1].1, "{} at {}", named.name(), Instant(at));
        }
    }
    assert_eq!(read.zones.len(), in_use().zones().len());
    assert!(changes > 2_000, "{changes}");
}

/// One session of a person who is there from 9 to 10 in Casablanca, which left +01:00 in 2026.
fn morning_in_casablanca(folder: &Folder) {
    let event = json!({
        "format": "plenary/1", "name": "Call", "grid_minutes": 60,
        "phases": [{ "id": "p", "days": ["2026-12-01"], "hours": { "earliest": "06:00", "latest": "12:00" } }],
        "people": [{ "id": "amal", "zone": "Africa/Casablanca",
                     "available": [{ "days": ["2026-12-01"], "from": "09:00", "until": "10:00" }] }],
        "sessions": [{ "id": "call", "minutes": 60, "people": ["amal"] }],
    });
    folder.write("event.json", event.to_string());
}

/// A zoneinfo directory in which Casablanca still has +01:00.
fn old_database(folder: &Folder) {
    let tzif = |name: &str| in_use().zone(name).unwrap().tzif();
    for (name, of) in [("UTC", "UTC"), ("Africa/Casablanca", "Africa/Lagos")] {
        let path = folder.path().join("old").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, tzif(of)).unwrap();
    }
    fs::write(folder.path().join("old/+VERSION"), "2025b\n").unwrap();
}

#[test]
fn hours_follow_the_rules_of_today_and_with_an_older_database_those_of_then() {
    let folder = Folder::empty();
    morning_in_casablanca(&folder);
    old_database(&folder);
    folder.run("solve event.json --steps 100 -o now.json").ended(0);
    let now = folder.document("now.json");
    assert_eq!(now["sessions"][0]["start"], "2026-12-01T09:00:00+00:00");
    assert_eq!(now["solver"]["tz_database"], in_use().version());
    assert_eq!(now["time_zones"]["offsets"]["Africa/Casablanca"], "+00:00");

    folder.run("--tzdata old solve event.json --steps 100 -o then.json").ended(0);
    let then = folder.document("then.json");
    assert_eq!(then["sessions"][0]["start"], "2026-12-01T08:00:00+00:00");
    assert_eq!(then["time_zones"]["database"], "2025b");

    // Each command that reads the older timetable warns.
    let warning = "made with time zone database 2025b";
    for command in
        ["check event.json then.json", "explain event.json then.json", "export event.json then.json --to csv"]
    {
        let run = folder.run(command);
        assert!(run.err.contains(warning) && run.err.contains("Africa/Casablanca"), "{command}: {}", run.err);
        assert!(run.err.contains("sessions with other local times: call"), "{command}: {}", run.err);
    }
    let drafted = folder.run("solve event.json --from then.json --steps 100 -o drafted.json");
    assert!(drafted.err.contains(warning), "{}", drafted.err);
    assert_eq!(folder.run("check event.json then.json").code, 1, "she is not there at 08:00");
    assert!(!folder.run("check event.json then.json --tzdata=old").ended(0).err.contains(warning));
}

#[test]
fn a_directory_without_a_database_is_a_clear_error() {
    let folder = Folder::empty();
    morning_in_casablanca(&folder);
    for (files, expected) in
        [(vec![], "has no zone \"UTC\""), (vec![("UTC", &b"noon"[..])], "in wrong: no TZif file: UTC")]
    {
        let path = folder.path().join("wrong");
        fs::create_dir_all(&path).unwrap();
        files.iter().for_each(|(name, bytes)| fs::write(path.join(name), bytes).unwrap());
        let run = folder.run("describe event.json --tzdata wrong").ended(2);
        assert!(run.err.contains(expected), "{}", run.err);
    }
    let run = folder.run("describe event.json --tzdata missing").ended(2);
    assert!(run.err.contains("--tzdata: missing: "), "{}", run.err);
}

#[test]
fn the_version_names_the_database() {
    let folder = Folder::empty();
    old_database(&folder);
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        folder.run("--version").ended(0).out,
        format!("plenary {version} (tz database {})\n", in_use().version())
    );
    assert_eq!(folder.run("--tzdata old --version").ended(0).out, format!("plenary {version} (tz database 2025b)\n"));
}

#[test]
fn an_event_long_after_the_release_of_the_database_is_warned_about() {
    let folder = Folder::empty();
    let event = |day: &str, zone: &str| {
        json!({ "format": "plenary/1", "time_zone": zone, "phases": [{ "id": "p", "days": [day] }],
                "sessions": [{ "id": "a", "minutes": 60 }] })
    };
    let warned = |day: &str, zone: &str| {
        folder.write("event.json", event(day, zone).to_string());
        folder.run("describe event.json").ended(0).err.contains("more than a year after the time zone database")
    };
    let released = in_use().released().unwrap();
    let after = |days: u64| (released + chrono::Days::new(days)).to_string();
    assert!(warned(&after(367), "Europe/Berlin") && !warned(&after(360), "Europe/Berlin"));
    assert!(!warned(&after(367), "UTC") && !warned(&after(367), "+05:30"), "these have no rules");
}
