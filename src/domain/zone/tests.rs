//! The database: bundled, and from a directory.

use std::fs;
use std::path::Path;

use super::database::{DatabaseError, ZoneDatabase, in_use};
use super::{Instant, Zone};

fn utc(text: &str) -> Instant {
    Instant::from_utc(chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap())
}

fn offset(zone: &str, at: &str) -> i64 {
    Zone::parse(zone).unwrap().offset_minutes(utc(at))
}

#[test]
fn the_bundled_database_has_the_clock_rules_of_2026() {
    assert_eq!(in_use().version(), "2026f");
    assert_eq!(in_use().released().unwrap().to_string(), "2026-10-27");
    // Morocco gave up +01:00 in 2026, British Columbia gave up winter time.
    assert_eq!(["2026-06-10T12:00", "2026-12-01T15:00"].map(|at| offset("Africa/Casablanca", at)), [60, 0]);
    assert_eq!(["2025-12-01T15:00", "2026-12-01T15:00"].map(|at| offset("America/Vancouver", at)), [-480, -420]);
}

#[test]
fn all_names_of_another_collection_are_known_with_the_same_times_in_the_past() {
    use chrono::{Offset, TimeZone};
    // 2005 to 2024: older times and later ones are still corrected.
    let years = (18_408_960..28_927_000).step_by(1_011);
    for other in &chrono_tz::TZ_VARIANTS {
        let Ok(zone) = Zone::parse(other.name()) else { panic!("{other} is missing") };
        for at in years.clone().map(Instant) {
            let seconds = other.offset_from_utc_datetime(&at.utc()).fix().local_minus_utc();
            assert_eq!(zone.offset_minutes(at), i64::from(seconds.div_euclid(60)), "{other} at {at}");
        }
    }
}

#[test]
fn old_and_new_names_are_zones() {
    for (old, new) in [
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("America/Godthab", "America/Nuuk"),
        ("US/Pacific", "America/Los_Angeles"),
    ] {
        let (old, new) = (Zone::parse(old).unwrap(), Zone::parse(new).unwrap());
        assert_eq!(old.offset_minutes(utc("2026-12-01T12:00")), new.offset_minutes(utc("2026-12-01T12:00")));
        assert_ne!(old, new, "the name is kept as it was written");
    }
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_directory_replaces_the_bundled_database() {
    let folder = tempfile::tempdir().unwrap();
    let tzif = |name: &str| in_use().zone(name).unwrap().tzif();
    write(folder.path(), "UTC", tzif("UTC"));
    write(folder.path(), "America/Argentina/Salta", tzif("Asia/Tokyo"));
    write(folder.path(), "right/UTC", b"seconds that leap");
    write(folder.path(), "zone.tab", b"a table");
    write(folder.path(), "leapseconds", b"a table");
    let read = ZoneDatabase::read(folder.path()).unwrap();
    assert_eq!(read.names().collect::<Vec<_>>(), ["America/Argentina/Salta", "UTC"]);
    assert_eq!(read.zone("America/Argentina/Salta").unwrap().offset_minutes(Instant(0)), 540);
    assert!(read.version().starts_with("sha256-") && read.version().len() == 19, "{}", read.version());
    assert_eq!(read.released(), None);

    write(folder.path(), "tzdata.zi", b"# version 2027b\n# redo");
    let read = ZoneDatabase::read(folder.path()).unwrap();
    assert_eq!((read.version(), read.released().unwrap().to_string().as_str()), ("2027b", "2027-12-31"));
    write(folder.path(), "+VERSION", b"2027c\n");
    assert_eq!(ZoneDatabase::read(folder.path()).unwrap().version(), "2027c");
}

#[test]
fn a_directory_without_a_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing");
    assert!(matches!(ZoneDatabase::read(&missing), Err(DatabaseError::Unreadable { .. })));
    assert!(matches!(ZoneDatabase::read(folder.path()), Err(DatabaseError::NoUtc(_))));
    write(folder.path(), "UTC", in_use().zone("UTC").unwrap().tzif());
    write(folder.path(), "Europe/Berlin", b"Berlin is an hour ahead");
    let error = ZoneDatabase::read(folder.path()).unwrap_err().to_string();
    assert!(error.starts_with("1 file is no TZif file in ") && error.ends_with(": Europe/Berlin"), "{error}");
}
