//! Names for files and calendar entries: derived from ids, never equal to them, because an id is hostile text.

use sha2::{Digest, Sha256};

/// Characters of an id that a file name keeps, at most.
const MOST_KEPT: usize = 40;

/// The first `length` (at most 64) hexadecimal digits of a SHA-256 over several texts. Where one text ends and the
/// next begins counts: `["ab", "c"]` and `["a", "bc"]` differ.
pub fn fingerprint(texts: &[&str], length: usize) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    }
    let digits: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    digits.chars().take(length).collect()
}

/// A file's name without its ending, for something with an id: `p-017-5f0c2a91`.
///
/// What is left of the id is lower-case ASCII letters, digits and hyphens; the digits after it tell apart ids of which
/// the same is left, also where file systems ignore case.
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
    fn a_stem_is_safe_and_tells_ids_apart() {
        let plain = |text: &str| text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        let hostile = ["../../etc/passwd", "P-1", "p-1", "p 1", "con", "", "会議", ".", "a\0b", &"x/".repeat(300)];
        let stems: Vec<String> = hostile.iter().map(|id| file_stem(id)).collect();
        assert!(stems.iter().all(|stem| plain(stem) && stem.len() <= MOST_KEPT + 9), "{stems:?}");
        assert!(stems.iter().zip(hostile).all(|(stem, id)| stem != id));
        assert_eq!(stems.iter().collect::<std::collections::BTreeSet<_>>().len(), hostile.len());
        assert!(stems[0].starts_with("etc-passwd-") && stems[2].starts_with("p-1-"), "{stems:?}");
    }

    #[test]
    fn fingerprints_see_where_texts_end() {
        assert_ne!(fingerprint(&["ab", "c"], 16), fingerprint(&["a", "bc"], 16));
        assert_eq!(fingerprint(&["a"], 16), fingerprint(&["a"], 64)[..16]);
    }
}
