//! Stable identifiers: the same session, room or person has the same UUID in every publication of the programme.

use crate::report::file_names::fingerprint;

/// A UUID of version 8 (RFC 9562), from a hash of the event's id, the kind of item and its id.
///
/// Start, room and title are not part of it, so a session keeps its UUID when it moves.
pub fn guid(names: &[&str]) -> String {
    let hex = fingerprint(&tagged(names), 32);
    // One digit encodes the version, another the variant.
    let variant = ["8", "9", "a", "b"][hex.as_bytes()[16] as usize % 4];
    format!("{}-{}-8{}-{variant}{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..])
}

/// A positive number of at most 31 bits from the same names, for formats that need a number.
pub(crate) fn number(names: &[&str]) -> u32 {
    let hex = fingerprint(&tagged(names), 40);
    u32::from_str_radix(&hex[32..], 16).map_or(1, |number| (number >> 1).max(1))
}

fn tagged<'a>(names: &[&'a str]) -> Vec<&'a str> {
    [&["plenary"], names].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guid_is_a_stable_uuid() {
        assert_eq!(
            guid(&["Forum", "session", "opening"]),
            "68e28a54-8238-8f30-aaa9-cd21fd8f8abd",
            "must not change: every session of every programme would get another UUID"
        );
        let other = guid(&["Forum", "sessiono", "pening"]);
        assert_ne!(other, guid(&["Forum", "session", "opening"]));
        assert_eq!((other.len(), &other[14..15]), (36, "8"));
    }

    #[test]
    fn numbers_are_positive() {
        assert!((0..1000).all(|i: i32| i32::try_from(number(&[&i.to_string()])).is_ok_and(|n| n > 0)));
    }
}
