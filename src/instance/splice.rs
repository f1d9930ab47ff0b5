//! Changes of a text as replaced parts, so that a change can be made, taken back and told apart from another one
//! without a copy of the whole text.

use serde::{Deserialize, Serialize};

/// A part of a text that is replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Splice {
    /// First byte of the part, in the text before the change.
    pub at: usize,
    /// The part before the change.
    pub old: String,
    /// The part after the change.
    pub new: String,
}

/// The text after a change; `None` if the change was made in another text. `splices` are in the order of the text and
/// do not overlap.
pub fn spliced(text: &[u8], splices: &[Splice]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut done = 0;
    for Splice { at, old, new } in splices {
        let end = at.checked_add(old.len())?;
        out.extend_from_slice(text.get(done..*at)?);
        if text.get(*at..end)? != old.as_bytes() {
            return None;
        }
        out.extend_from_slice(new.as_bytes());
        done = end;
    }
    out.extend_from_slice(text.get(done..)?);
    Some(out)
}

/// The change that takes a change back.
pub fn reversed(splices: &[Splice]) -> Vec<Splice> {
    let (mut removed, mut added) = (0, 0);
    let reverse = |splice: &Splice| {
        let at = splice.at.saturating_add(added).saturating_sub(removed);
        removed += splice.old.len();
        added += splice.new.len();
        Splice { at, old: splice.new.clone(), new: splice.old.clone() }
    };
    splices.iter().map(reverse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn splice(at: usize, old: &str, new: &str) -> Splice {
        Splice { at, old: old.into(), new: new.into() }
    }

    #[test]
    fn a_change_is_made_and_taken_back() {
        let change = [splice(0, "ab", ""), splice(3, "", "xyz"), splice(3, "d", "é"), splice(5, "f", "fff")];
        let after = spliced(b"abcdef", &change).unwrap();
        assert_eq!(String::from_utf8(after.clone()).unwrap(), "cxyzéefff");
        assert_eq!(spliced(&after, &reversed(&change)).unwrap(), b"abcdef");
        assert_eq!(reversed(&reversed(&change)), change);
    }

    #[test]
    fn a_change_of_another_text_is_refused() {
        assert_eq!(spliced(b"abc", &[splice(1, "x", "y")]), None);
        assert_eq!(spliced(b"abc", &[splice(9, "", "y")]), None);
        assert_eq!(spliced(b"abc", &[splice(2, "cd", "y")]), None);
        assert_eq!(spliced(b"abc", &[splice(1, "bc", ""), splice(1, "b", "")]), None, "they overlap");
        assert_eq!(spliced(b"abc", &[splice(usize::MAX, "b", "")]), None);
    }
}
