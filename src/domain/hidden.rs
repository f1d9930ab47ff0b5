//! Characters that nobody sees and that change what stands around them.

/// Whether a character is a control character (a line break and a tab included), changes the direction of writing, ends
/// a line in some programs, or is not allowed in XML.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}')
}

/// The text on one line, without surrounding blanks and hidden characters: each control character and line break becomes
/// a space.
pub fn one_line(text: &str) -> String {
    text.chars()
        .filter_map(|c| if ends_word(c) { Some(' ') } else { (!is_hidden(c)).then_some(c) })
        .collect::<String>()
        .trim()
        .to_owned()
}

/// The text without hidden characters other than line breaks and tabs.
pub fn readable(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    text.chars().filter(|&c| matches!(c, '\n' | '\t') || !is_hidden(c)).collect()
}

/// A JSON text with the same meaning, whose hidden characters are escaped. They occur only in its strings.
pub fn json_without_hidden(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_hidden(c) && c != '\n' {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether words on both sides of a hidden character are different words.
fn ends_word(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_texts_have_no_hidden_characters() {
        assert_eq!(one_line(" a\n\tb\u{0}c\u{2028}d\u{ffff}é \u{202e}x\u{2066}y\u{200f}"), "a  b c d é xy");
        assert_eq!(readable("a\r\nb\rc\td\u{1b}[2J\u{9b}e\u{202e}f"), "a\nb\nc\td[2Jef");
        // Joined letters and emoji, and spaces of all kinds, stay.
        for kept in ["می\u{200c}خواهم", "👨\u{200d}👩\u{200d}👧", "10\u{a0}000", "❤\u{fe0f}"] {
            assert_eq!((one_line(kept), readable(kept)), (kept.to_owned(), kept.to_owned()));
        }
    }

    #[test]
    fn escaped_json_means_the_same() {
        let value = serde_json::json!({ "a\u{202e}": "\u{9b}31m\u{7f}\u{2028}\n\t\u{1b}é" });
        let json = json_without_hidden(&serde_json::to_string_pretty(&value).unwrap());
        assert!(!json.chars().any(|c| is_hidden(c) && c != '\n'), "{json}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap(), value);
    }
}
