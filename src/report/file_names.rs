//! Names for files and calendar entries. They are derived from ids and never equal to them, because an id can be any
//! text, also a hostile one.

use sha2::{Digest, Sha256};

/// The most characters of an id that a file name keeps.
const MOST_KEPT: usize = 40;

/// The first `length` (at most 64) hexadecimal digits of a SHA-256 hash of several texts. The boundaries count: `["ab",
/// "c"]` and `["a", "bc"]` differ.
pub fn fingerprint(texts: &[&str], length: usize) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    }
    let digits: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    digits.chars().take(length).collect()
}

/// The file name, without extension, for an item with an id: `p-017-5f0c2a91`.
///
/// It has the lower-case ASCII letters, digits and hyphens of the id. The digits after them distinguish ids with equal
/// letters, also on file systems that ignore case.
pub fn file_stem(id: &str) -> String {
    let mut kept = String::new();
    for c in id.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            kept.push(c);
        } else if !kept.is_empty() && !kept.ends_with('-') {
            kept.push('-');
        }
        if kept.len() >= MOST_KEPT {
            break;
        }
    }
    let kept = kept.trim_end_matches('-');
    let mark = fingerprint(&[id], 8);
    if kept.is_empty() { mark } else { format!("{kept}-{mark}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_are_safe_and_unique() {
        let plain = |text: &str| text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        let hostile = ["../../etc/passwd", "P-1", "p-1", "p 1", "con", "", "会議", ".", "a\0b", &"x/".repeat(300)];
        let stems: Vec<String> = hostile.iter().map(|id| file_stem(id)).collect();
        assert!(stems.iter().all(|stem| plain(stem) && stem.len() <= MOST_KEPT + 9), "{stems:?}");
        assert!(stems.iter().zip(hostile).all(|(stem, id)| stem != id));
        assert_eq!(stems.iter().collect::<std::collections::BTreeSet<_>>().len(), hostile.len());
        assert!(stems[0].starts_with("etc-passwd-") && stems[2].starts_with("p-1-"), "{stems:?}");
    }

    #[test]
    fn fingerprints_depend_on_text_boundaries() {
        assert_ne!(fingerprint(&["ab", "c"], 16), fingerprint(&["a", "bc"], 16));
        assert_eq!(fingerprint(&["a"], 16), fingerprint(&["a"], 64)[..16]);
    }
}
