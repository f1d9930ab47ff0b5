//! Names that stay: the same session, room or person has the same UUID in every publication of the programme.

use sha2::{Digest, Sha256};

/// A UUID of version 8 (RFC 9562) from a hash of names, each of which counts with its length.
///
/// The names are the event's name, the kind of thing, and its id. Start, room and title are not among them, so that a
/// session keeps its UUID wherever it moves.
pub fn guid(names: &[&str]) -> String {
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&hash(names)[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// A positive number of at most 31 bits from the same hash, for formats that want one.
pub fn number(names: &[&str]) -> u32 {
    let hash = hash(names);
    (u32::from_be_bytes([hash[16], hash[17], hash[18], hash[19]]) >> 1).max(1)
}

fn hash(names: &[&str]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"plenary");
    for name in names {
        hash.update((name.len() as u64).to_be_bytes());
        hash.update(name.as_bytes());
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guid_is_a_uuid_and_stays() {
        // As published once: a change here gives every session of every programme another name.
        assert_eq!(guid(&["Forum", "session", "opening"]), "0");
        let other = guid(&["Forum", "sessiono", "pening"]);
        assert_ne!(other, guid(&["Forum", "session", "opening"]));
        assert_eq!((other.len(), &other[14..15]), (36, "8"));
    }

    #[test]
    fn numbers_are_positive() {
        assert!((0..1000).all(|i: i32| i32::try_from(number(&[&i.to_string()])).is_ok_and(|n| n > 0)));
    }
}
