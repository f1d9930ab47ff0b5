//! "Did you mean": the known name that is most similar to an unknown one.

/// The hint `did you mean "..."?` with the candidate most similar to `wrong`, if one is similar enough.
pub fn did_you_mean<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(wrong, candidates).map(|right| format!("did you mean \"{right}\"?"))
}

/// The candidate with the smallest edit distance to `wrong` (the first of several), if that is at most a third of the
/// longer length.
fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    let length = wrong.chars().count();
    if length > LONGEST {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let other = candidate.chars().count();
        let most = length.max(other) / 3;
        // Compare the lengths first: that is cheap and often enough.
        if length.abs_diff(other) > most || best.is_some_and(|(least, _)| length.abs_diff(other) >= least) {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&wrong, &candidate.to_lowercase());
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Longer names are not compared: the comparison takes quadratic time.
const LONGEST: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_names_are_recognised_and_different_names_are_not() {
        let fields = ["minutes", "attendance", "people", "alone"];
        assert_eq!(nearest("minuts", fields), Some("minutes"));
        assert_eq!(nearest("Attendence", fields), Some("attendance"));
        assert_eq!(nearest("poeple", fields), Some("people"));
        assert_eq!(nearest("colour", fields), None);
        assert_eq!(nearest("", fields), None);
        assert_eq!(nearest("y", ["x"]), None);
        assert_eq!(nearest(&"a".repeat(10_000), fields), None);
    }
}
