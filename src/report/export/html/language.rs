//! The languages of the page's own words: the six of the United Nations.

/// A language in which the page can be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// العربية, written from right to left.
    Arabic,
    /// 中文, in simplified characters.
    Chinese,
    /// English.
    #[default]
    English,
    /// Français.
    French,
    /// Русский.
    Russian,
    /// Español.
    Spanish,
}

impl Language {
    /// All of them, in the order in which the United Nations list them.
    pub const ALL: [Language; 6] = [
        Language::Arabic,
        Language::Chinese,
        Language::English,
        Language::French,
        Language::Russian,
        Language::Spanish,
    ];

    /// The codes of [`ALL`](Self::ALL).
    pub const CODES: [&'static str; 6] = ["ar", "zh", "en", "fr", "ru", "es"];

    /// The code of the language (ISO 639-1).
    pub fn code(self) -> &'static str {
        Self::CODES[self as usize]
    }

    /// The language with this code.
    pub fn of_code(code: &str) -> Option<Language> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The direction of its script, as the attribute `dir` has it.
    pub fn direction(self) -> &'static str {
        if self == Language::Arabic { "rtl" } else { "ltr" }
    }

    /// The grammatical number that goes with a count: the rules of the CLDR for whole numbers.
    pub(super) fn plural(self, count: usize) -> &'static str {
        let (ones, tens) = (count % 10, count % 100);
        match self {
            Language::Chinese => "other",
            Language::French => ["one", "other"][usize::from(count > 1)],
            Language::English | Language::Spanish => ["one", "other"][usize::from(count != 1)],
            Language::Russian if ones == 1 && tens != 11 => "one",
            Language::Russian if (2..=4).contains(&ones) && !(12..=14).contains(&tens) => "few",
            Language::Russian => "many",
            Language::Arabic => match (count, tens) {
                (0, _) => "zero",
                (1, _) => "one",
                (2, _) => "two",
                (_, 3..=10) => "few",
                (_, 11..) => "many",
                _ => "other",
            },
        }
    }

    /// The grammatical numbers that whole numbers below a million have in it.
    #[cfg(test)]
    pub(super) fn plurals(self) -> std::collections::BTreeSet<&'static str> {
        (0..1000).map(|count| self.plural(count)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_the_order_of_the_languages() {
        assert_eq!(Language::ALL.map(|language| Language::of_code(language.code())), Language::ALL.map(Some));
        assert_eq!((Language::default().code(), Language::of_code("de")), ("en", None));
    }

    #[test]
    fn counts_have_the_grammatical_numbers_of_the_cldr() {
        let of = |language: Language, counts: &[usize]| -> Vec<&str> {
            counts.iter().map(|&count| language.plural(count)).collect()
        };
        let counts = [0, 1, 2, 5, 11, 21, 22, 100, 102, 111];
        assert_eq!(
            of(Language::Russian, &counts),
            ["many", "one", "few", "many", "many", "one", "few", "many", "few", "many"]
        );
        assert_eq!(
            of(Language::Arabic, &counts),
            ["zero", "one", "two", "few", "many", "many", "many", "other", "other", "many"]
        );
        assert_eq!(of(Language::French, &[0, 1, 2]), ["one", "one", "other"]);
        assert_eq!(of(Language::Spanish, &[0, 1, 2]), ["other", "one", "other"]);
    }
}
