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
    assert!(error.starts_with("in ") && error.ends_with(": no TZif file: Europe/Berlin"), "{error}");
}

/// A TZif file of version 2 for +09:00, with a change in 1951 and a leap second in 1972 if they are asked for.
fn tzif(change: bool, leap: bool, rule: &str) -> Vec<u8> {
    let block = |change: bool, leap: bool| {
        let counts = [0, 0, u32::from(leap), u32::from(change), 1, 4].map(u32::to_be_bytes).concat();
        let time = if change { [&(-577_962_000_i64).to_be_bytes()[..], &[0]].concat() } else { Vec::new() };
        let second = [&78_796_800_i64.to_be_bytes()[..], &1_i32.to_be_bytes()].concat();
        let second = if leap { second } else { Vec::new() };
        [b"TZif2", &[0; 15][..], &counts, &time, &32_400_i32.to_be_bytes(), &[0, 0], b"JST\0", &second].concat()
    };
    [block(false, false), block(change, leap), format!("\n{rule}\n").into_bytes()].concat()
}

#[test]
fn files_that_do_not_give_all_offsets_are_refused() {
    let read = |bytes: Vec<u8>| {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "UTC", in_use().zone("UTC").unwrap().tzif());
        write(folder.path(), "Asia/Tokyo", &bytes);
        let result = ZoneDatabase::read(folder.path());
        result.map(|database| database.zone("Asia/Tokyo").unwrap().offset_minutes(utc("2027-06-01T00:00")))
    };
    let refused = |bytes: Vec<u8>, end: &str| {
        let error = read(bytes).unwrap_err().to_string();
        assert!(error.ends_with(end), "{error}");
    };
    assert_eq!(read(tzif(true, false, "JST-9")).unwrap(), 540);
    assert_eq!(read(tzif(false, false, "")).unwrap(), 540, "one offset forever needs no rule");
    refused(tzif(true, false, ""), ": no rule for the time after the last clock change: Asia/Tokyo");
    refused(tzif(true, true, ""), ": times that count leap seconds: Asia/Tokyo");
    refused(tzif(false, true, "JST-9"), ": times that count leap seconds: Asia/Tokyo");
    refused(vec![b'T'; 2 << 20], ": no TZif file: Asia/Tokyo");
}

#[cfg(unix)]
#[test]
fn devices_are_not_read() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "UTC", in_use().zone("UTC").unwrap().tzif());
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("Endless")).unwrap();
    let error = ZoneDatabase::read(folder.path()).unwrap_err().to_string();
    assert!(error.ends_with(": no TZif file: Endless"), "{error}");
    fs::remove_file(folder.path().join("Endless")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("+VERSION")).unwrap();
    assert!(ZoneDatabase::read(folder.path()).unwrap().version().starts_with("sha256-"));
}
