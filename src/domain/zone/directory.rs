//! A directory with TZif files, like `/usr/share/zoneinfo`.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::offsets::{Offsets, YEARS};

/// Why a directory has no usable time zone database.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The directory, or a file in it, cannot be read.
    #[error("{0}: {1}", path.display(), error)]
    Unreadable {
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// There is no TZif file `UTC` in it.
    #[error("{} has no zone \"UTC\", so it is not a zoneinfo directory", .0.display())]
    NoUtc(PathBuf),
    /// Files with the name of a zone that cannot be used.
    #[error("in {}: {}", .directory.display(), listed(.faults))]
    Unusable {
        /// The directory.
        directory: PathBuf,
        /// The names of the files, by what is wrong with them.
        faults: BTreeMap<FileFault, Vec<String>>,
    },
    /// Zones have been read from another database already.
    #[error("another time zone database is in use already")]
    InUse,
}

/// Why a file with the name of a zone cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileFault {
    /// It is no TZif file.
    NotTzif,
    /// Its times count leap seconds, as those in the folder `right` do.
    LeapSeconds,
    /// It has clock changes, but no rule (footer) for the time after the last one.
    NoRule,
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FileFault::NotTzif => "no TZif file",
            FileFault::LeapSeconds => "times that count leap seconds",
            FileFault::NoRule => "no rule for the time after the last clock change",
        })
    }
}

/// `no TZif file: Europe/Berlin; times that count leap seconds: UTC`
fn listed(faults: &BTreeMap<FileFault, Vec<String>>) -> String {
    let each = faults.iter().map(|(fault, files)| format!("{fault}: {}", some(files)));
    each.collect::<Vec<_>>().join("; ")
}

/// The first names of a list.
fn some(files: &[String]) -> String {
    let more = if files.len() > 5 { format!(" and {} more", files.len() - 5) } else { String::new() };
    format!("{}{more}", files.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", "))
}

/// What was read from a directory.
#[derive(Debug)]
pub(crate) struct Files {
    /// The version of the database.
    pub version: String,
    /// The names of the zones, with the bytes of their files.
    pub zones: Vec<(String, Vec<u8>)>,
}

/// Folders of a zoneinfo directory with the same zones again, or with no zones.
const OTHER_FOLDERS: [&str; 3] = ["posix", "right", "__pycache__"];

/// Files of a zoneinfo directory that are no zones; nor are those with a dot in the name.
const OTHER_FILES: [&str; 6] = ["+VERSION", "leapseconds", "localtime", "posixrules", "SECURITY", "version"];

/// The deepest folder: `America/Argentina`, and one more.
const DEEPEST: usize = 3;

/// The bytes of a file that are read at most. The largest TZif file of a zone has 4 kB.
const LARGEST: u64 = 1 << 20;

/// Reads a directory.
pub(crate) fn read(path: &Path) -> Result<Files, DatabaseError> {
    // Tried first: the files of any other directory may be many and large.
    fs::read_dir(path).map_err(|error| DatabaseError::Unreadable { path: path.to_owned(), error })?;
    if !path.join("UTC").is_file() {
        return Err(DatabaseError::NoUtc(path.to_owned()));
    }
    let mut zones = Vec::new();
    collect(path, "", 0, &mut zones)?;
    zones.sort_unstable();
    // A file that has its place in the database, but cannot be used, would leave a zone without clock changes.
    let mut faults: BTreeMap<FileFault, Vec<String>> = BTreeMap::new();
    for (name, bytes) in &zones {
        if let Some(fault) = fault(name, bytes) {
            faults.entry(fault).or_default().push(name.clone());
        }
    }
    if !faults.is_empty() {
        return Err(DatabaseError::Unusable { directory: path.to_owned(), faults });
    }
    Ok(Files { version: version(path).unwrap_or_else(|| digest(&zones)), zones })
}

/// Why one of the two readers of this program cannot use the file for all years that the loader accepts.
fn fault(name: &str, bytes: &[u8]) -> Option<FileFault> {
    let Ok(zone) = tz::TimeZone::from_tz_data(bytes) else { return Some(FileFault::NotTzif) };
    if !zone.as_ref().leap_seconds().is_empty() {
        return Some(FileFault::LeapSeconds);
    }
    if [YEARS.0, YEARS.1].iter().any(|minute| zone.find_local_time_type(minute * 60).is_err()) {
        return Some(FileFault::NoRule);
    }
    Offsets::of_tzif(name, bytes).is_none().then_some(FileFault::NotTzif)
}

fn collect(folder: &Path, prefix: &str, depth: usize, zones: &mut Vec<(String, Vec<u8>)>) -> Result<(), DatabaseError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        |error| DatabaseError::Unreadable { path, error }
    };
    for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = entry.map_err(unreadable(folder))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let full = format!("{prefix}{name}");
        if path.is_dir() {
            if depth < DEEPEST && !OTHER_FOLDERS.contains(&name) {
                collect(&path, &format!("{full}/"), depth + 1, zones)?;
            }
        } else if !name.contains('.') && !OTHER_FILES.contains(&name) {
            zones.push((full, contents(&path).map_err(unreadable(&path))?));
        }
    }
    Ok(())
}

/// The bytes of a file. Those of a pipe or device, which may never end, and those beyond [`LARGEST`] are not read: the
/// rest is no TZif file.
fn contents(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if fs::metadata(path)?.is_file() {
        File::open(path)?.take(LARGEST).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// The version that the directory gives: in `+VERSION`, or in the first line of `tzdata.zi`.
fn version(path: &Path) -> Option<String> {
    let first_line = |name: &str| {
        let text = String::from_utf8(contents(&path.join(name)).ok()?).ok()?;
        text.lines().next().map(|line| line.trim().to_owned())
    };
    let source = || first_line("tzdata.zi")?.strip_prefix("# version ").map(|version| version.trim().to_owned());
    let plain = |text: &String| {
        (1..=40).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'+'))
    };
    first_line("+VERSION").filter(plain).or_else(|| source().filter(plain))
}

/// `sha256-` and the first 12 digits of the digest of all names and bytes.
fn digest(zones: &[(String, Vec<u8>)]) -> String {
    let mut hash = Sha256::new();
    for (name, bytes) in zones {
        hash.update((name.len() as u64).to_be_bytes());
        hash.update(name.as_bytes());
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    }
    let hex: String = hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("sha256-{hex}")
}
