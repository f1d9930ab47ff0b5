//! The time zone database of the process.

use std::path::Path;

use super::Failure;
use crate::domain::zone::database::{self, DatabaseError, FileFault};

/// The version of the time zone database in use.
pub fn version() -> &'static str {
    database::in_use().version()
}

/// Uses the database of a zoneinfo directory from now on. Call it before anything is loaded.
///
/// # Errors
/// A [`Failure`] if the directory has no usable database, or if time zones have been read already.
pub fn read_from(directory: &Path) -> Result<(), Failure> {
    database::use_directory(directory).map_err(|error| {
        let failure = Failure::new(format!("--tzdata: {error}"));
        match error {
            DatabaseError::InUse => failure,
            DatabaseError::Unusable { faults, .. } if faults.contains_key(&FileFault::LeapSeconds) => {
                failure.hint("give the directory above `right`: its files do not count leap seconds")
            }
            DatabaseError::Unusable { .. } => {
                failure.hint("build the directory anew with `zic`, or remove these files")
            }
            _ => {
                failure.hint("give a directory like /usr/share/zoneinfo, as `zic` and Python's package tzdata have it")
            }
        }
    })
}
