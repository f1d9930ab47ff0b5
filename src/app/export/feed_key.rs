//! The key from which the addresses of personal calendars are made.
//!
//! The file name of a person's calendar is a keyed hash (HMAC-SHA-256) of the ids of the event and the person. Without
//! the key, no one can compute it, also not someone who knows all ids; with the key, it is the same in each export. The
//! key is a file of its own, which only its owner can read. It is never part of an export.

use std::fmt;
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::app::{Failure, Observer};
use crate::instance::files;

/// The first word of a key file.
const FORMAT: &str = "plenary-feed-key/1";
/// Bytes of a key.
const LENGTH: usize = 32;
/// Hexadecimal digits in the name of a calendar: 128 bits.
const DIGITS: usize = 32;

/// A key.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct FeedKey([u8; LENGTH]);

impl fmt::Debug for FeedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FeedKey(..)")
    }
}

impl FeedKey {
    /// Reads the key; creates it if there is no such file.
    pub(super) fn read_or_create(path: &Path, observer: &dyn Observer) -> Result<FeedKey, Failure> {
        if path.symlink_metadata().is_err() {
            let mut key = [0; LENGTH];
            getrandom::fill(&mut key).map_err(|error| Failure::new(format!("no random numbers for a key: {error}")))?;
            // If another run has created it by now, its key counts.
            if files::create_private(path, FeedKey(key).text().as_bytes())? {
                observer.note(&format!(
                    "created the key {}: keep it, and keep it secret. With another key, all personal calendars get \
                     other addresses",
                    path.display()
                ));
            }
        }
        let bytes = files::read(path)?;
        if is_readable_by_others(path) {
            let path = path.display();
            observer.note(&format!(
                "other users of this machine can read the key {path}; to prevent that: chmod 600 {path}"
            ));
        }
        FeedKey::parse(&bytes).ok_or_else(|| {
            let message = format!("{} is not a key for personal calendars", path.display());
            let first = format!("a key file has one line, {FORMAT} and {} hexadecimal digits", 2 * LENGTH);
            Failure::new(message).hint(format!("{first}; name a file that does not exist, and export creates one"))
        })
    }

    fn parse(bytes: &[u8]) -> Option<FeedKey> {
        let digits = std::str::from_utf8(bytes).ok()?.trim().strip_prefix(FORMAT)?.strip_prefix(' ')?;
        if digits.len() != 2 * LENGTH || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let mut key = [0; LENGTH];
        for (byte, index) in key.iter_mut().zip(0..) {
            *byte = u8::from_str_radix(&digits[2 * index..2 * index + 2], 16).ok()?;
        }
        Some(FeedKey(key))
    }

    fn text(&self) -> String {
        format!("{FORMAT} {}\n", hex(&self.0))
    }

    /// The name of the file with the calendar of a person.
    pub(super) fn file_name(&self, event: &str, person: &str) -> Result<String, Failure> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).map_err(Failure::internal)?;
        // With the lengths, other ids cannot be the same bytes.
        for text in ["person calendar", event, person] {
            mac.update(&(text.len() as u64).to_be_bytes());
            mac.update(text.as_bytes());
        }
        let digits = hex(&mac.finalize().into_bytes());
        Ok(format!("person-{}.ics", &digits[..DIGITS]))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(unix)]
fn is_readable_by_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_readable_by_others(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Silent;

    #[test]
    fn a_key_is_created_once_for_its_owner_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let key = FeedKey::read_or_create(&path, &Silent).unwrap();
        assert_eq!(FeedKey::read_or_create(&path, &Silent).unwrap(), key);
        assert!(!is_readable_by_others(&path));
        let other = FeedKey::read_or_create(&folder.path().join("other"), &Silent).unwrap();
        assert_ne!(other, key);
        assert_eq!(format!("{key:?}"), "FeedKey(..)");
    }

    #[test]
    fn what_is_not_a_key_is_refused_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let digits = "0".repeat(64);
        for text in ["", "{}", "plenary-feed-key/1 00", &format!("plenary-feed-key/2 {digits}"), &digits] {
            std::fs::write(&path, text).unwrap();
            assert!(FeedKey::read_or_create(&path, &Silent).is_err(), "{text}");
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
    }

    #[test]
    fn names_depend_on_the_key_and_on_both_ids() {
        let key = FeedKey([7; LENGTH]);
        let name = |event, person| key.file_name(event, person).unwrap();
        assert_eq!(
            name("forum-2027", "p-1"),
            "person-876ea81b1eac6063815c75d7981946ba.ics",
            "must not change: every personal subscription would end"
        );
        let names = [name("forum-2027", "p-1"), name("forum-2027p", "-1"), name("forum-2027", "p-2")];
        assert_eq!(std::collections::BTreeSet::from(names).len(), 3);
        assert_ne!(FeedKey([8; LENGTH]).file_name("forum-2027", "p-1").unwrap(), name("forum-2027", "p-1"));
    }
}
