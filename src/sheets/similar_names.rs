//! Names that are almost the same. If one person has two names, the program cannot see that they are in two places at
//! once.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::domain::without_title;

/// Of larger groups of similar names, only this number is compared.
const MOST_ALIKE: usize = 200;

/// About how many pairs of names are compared, those of small groups first.
const MOST_PAIRS: usize = 600_000;

/// A name in the form for comparison.
struct Compared {
    /// The words in alphabetical order, without accents, titles and punctuation.
    words: Vec<String>,
    /// The words, joined.
    whole: String,
}

/// The pairs of names that are almost the same, by their positions, the smaller first.
pub(crate) fn similar_pairs(names: &[&str]) -> Vec<(usize, usize)> {
    let compared: Vec<Compared> = names.iter().map(|name| compare(name)).collect();
    let mut pairs = candidates(&compared);
    pairs.sort_unstable();
    pairs.dedup();
    pairs.retain(|&(a, b)| alike(&compared[a], &compared[b]));
    pairs
}

/// The pairs to compare: those with a word in common, or with the same first or last four letters.
fn candidates(compared: &[Compared]) -> Vec<(usize, usize)> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, name) in compared.iter().enumerate() {
        // A spelling mistake leaves the beginning, the end, or one of the words unchanged.
        let letters: Vec<char> = name.whole.chars().collect();
        let first: String = letters.iter().take(4).collect();
        let last: String = letters.iter().rev().take(4).collect();
        groups.entry(format!("<{first}")).or_default().push(index);
        groups.entry(format!(">{last}")).or_default().push(index);
        for word in name.words.iter().filter(|word| word.chars().count() >= 3) {
            groups.entry(word.clone()).or_default().push(index);
        }
    }
    let mut pairs = Vec::new();
    // Names in a small group are more likely to be alike.
    let mut groups: Vec<&Vec<usize>> = groups.values().collect();
    groups.sort_by_key(|group| group.len());
    for group in groups {
        if pairs.len() > MOST_PAIRS {
            break;
        }
        let group = &group[..group.len().min(MOST_ALIKE)];
        for (at, &a) in group.iter().enumerate() {
            pairs.extend(group[at + 1..].iter().filter(|&&b| a != b).map(|&b| (a.min(b), a.max(b))));
        }
    }
    pairs
}

fn compare(name: &str) -> Compared {
    let plain: String =
        without_title(name).1.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase).collect();
    let mut words: Vec<String> =
        plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.sort_unstable();
    Compared { whole: words.concat(), words }
}

fn alike(a: &Compared, b: &Compared) -> bool {
    if a.whole.is_empty() || b.whole.is_empty() {
        return false;
    }
    if a.whole == b.whole {
        return true;
    }
    let (short, long) =
        (a.whole.chars().count().min(b.whole.chars().count()), a.whole.chars().count().max(b.whole.chars().count()));
    let most = if short >= 12 {
        2
    } else if short >= 6 {
        1
    } else {
        0
    };
    // `Speaker 1` and `Speaker 2` are different people, and so are `Person A` and `Person B`.
    let has_digit = |word: &&String| word.contains(|c: char| c.is_ascii_digit());
    let numbered = |name: &Compared| name.words.iter().filter(has_digit).cloned().collect::<Vec<_>>();
    let letters =
        |name: &Compared| name.words.iter().filter(|word| word.chars().count() == 1).cloned().collect::<Vec<_>>();
    if numbered(a) != numbered(b)
        || a.words.len() == b.words.len() && letters(a).len() == letters(b).len() && letters(a) != letters(b)
    {
        return false;
    }
    if long - short <= most && most > 0 && long <= 200 && strsim::damerau_levenshtein(&a.whole, &b.whole) <= most {
        return true;
    }
    shortened(a, b) || shortened(b, a)
}

/// Whether one name is the other without a word or with initials: `A. Schmidt` and `Anna Maria Schmidt`.
fn shortened(short: &Compared, long: &Compared) -> bool {
    let shared = |word: &String| word.chars().count() >= 3 && long.words.contains(word);
    let begins = |first: char| long.words.iter().any(|word| word.starts_with(first) && !short.words.contains(word));
    let initial = |word: &String| {
        let mut letters = word.chars();
        matches!((letters.next(), letters.next()), (Some(first), None) if begins(first))
    };
    short.words.len() >= 2
        && short.words.len() <= long.words.len()
        && short.words.iter().any(shared)
        && short.words.iter().all(|word| shared(word) || initial(word))
        && short.whole != long.whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(names: &[&str]) -> usize {
        similar_pairs(names).len()
    }

    #[test]
    fn spelling_mistakes_accents_word_order_and_initials_are_found() {
        for (a, b) in [
            ("Anna Schmidt", "Anna Schmitt"),
            ("José Álvarez", "Jose Alvarez"),
            ("Schmidt, Anna", "Anna Schmidt"),
            ("A. Schmidt", "Anna Schmidt"),
            ("Dr. Anna Schmidt", "Anna Schmidt"),
            ("Anna Maria Schmidt", "Anna Schmidt"),
            ("Vint Cref", "Vint Cerf"),
        ] {
            assert_eq!(similar_pairs(&[a, b]), [(0, 1)], "{a} and {b}");
        }
    }

    #[test]
    fn names_of_different_people_are_not_similar() {
        for (a, b) in [
            ("Anna Schmidt", "Bernd Schmidt"),
            ("Li Na", "Li Wei"),
            ("Speaker 1", "Speaker 2"),
            ("Person A0", "Person B0"),
            ("Person A", "Person B"),
            ("Ann Lee", "Bob Lee"),
            ("Kim", "Tim"),
            ("会議", "会話"),
            ("", "Anna"),
        ] {
            assert_eq!(pairs(&[a, b]), 0, "{a} and {b}");
        }
    }

    #[test]
    fn few_pairs_of_thousands_of_names_are_compared() {
        let names: Vec<String> = (0..5000).map(|n| format!("Given{} Family{}", n % 71, n % 997)).collect();
        let compared: Vec<Compared> = names.iter().map(|name| compare(name)).collect();
        let pairs = candidates(&compared).len();
        assert!(pairs < 500_000, "{pairs} of 12,497,500");
        // All numbers differ, so only equal names are similar.
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert!(similar_pairs(&names).into_iter().all(|(a, b)| names[a] == names[b]));
    }
}
