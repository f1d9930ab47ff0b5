//! Titles before the names of people.

use super::name_index::fold;

/// Titles in the languages of the UN, Portuguese and German, folded.
const TITLES: [&str; 72] = [
    "dr",
    "prof",
    "professor",
    "profa",
    "profesor",
    "profesora",
    "professora",
    "professeur",
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "mister",
    "sir",
    "dame",
    "lord",
    "lady",
    "he",
    "hon",
    "honourable",
    "honorable",
    "honble",
    "rthon",
    "amb",
    "ambassador",
    "embajador",
    "embajadora",
    "ambassadeur",
    "ambassadrice",
    "minister",
    "ministra",
    "ministre",
    "rev",
    "reverend",
    "eng",
    "engr",
    "ing",
    "diploming",
    "arch",
    "sr",
    "sra",
    "srta",
    "senor",
    "senora",
    "senhor",
    "senhora",
    "don",
    "dona",
    "mme",
    "mlle",
    "madame",
    "monsieur",
    "herr",
    "frau",
    "judge",
    "justice",
    "senator",
    "president",
    "pdt",
    "hc",
    "mult",
    "dra",
    "drs",
    "mag",
    "rer",
    "nat",
    "phil",
    "col",
    "gen",
    "maj",
    "capt",
];

/// Titles that are names too, unless they have a point: `Sr`, `Ing`, `He`.
const ONLY_WITH_A_POINT: [&str; 14] =
    ["he", "sr", "don", "eng", "ing", "mag", "nat", "col", "gen", "hc", "arch", "lady", "amb", "hon"];

/// Whether a word is a title before a name: `Dr.`
fn is_title(word: &str) -> bool {
    let folded = fold(word);
    let has_mark = word.contains('.') || word.contains('\'');
    TITLES.contains(&folded.as_str()) && (has_mark || !ONLY_WITH_A_POINT.contains(&folded.as_str()))
}

/// The title before a name, and the name: `("Prof. Dr.", "Jane Roe")`. A title alone is a name.
pub fn without_title(text: &str) -> (&str, &str) {
    let text = text.trim();
    let mut rest = text;
    loop {
        // `Dr.Roe` has no blank after its title.
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let point = rest[..end].rfind('.').map_or(end, |point| point + 1);
        let cut = if is_title(&rest[..end]) { end } else { point };
        let after = rest[cut..].trim();
        if cut == 0 || after.is_empty() || !is_title(&rest[..cut]) {
            break;
        }
        rest = after;
    }
    let cut = text.len() - rest.len();
    (text[..cut].trim(), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_taken_off_and_a_title_alone_is_a_name() {
        for (text, title, name) in [
            ("Prof. Dr. Jane Roe", "Prof. Dr.", "Jane Roe"),
            ("Dr.Jane Roe", "Dr.", "Jane Roe"),
            ("H.E. Amb. Lars Lindqvist", "H.E. Amb.", "Lars Lindqvist"),
            ("Don Smith", "", "Don Smith"),
            ("M. Dupont", "", "M. Dupont"),
            ("Dr.", "", "Dr."),
            ("", "", ""),
        ] {
            assert_eq!(without_title(text), (title, name), "{text}");
        }
    }
}
