//! Text from instances, made safe for a terminal and cut or wrapped to its width.

use crate::diagnostic;

/// The text with everything invisible written out: control characters, line breaks, and the format characters that
/// reorder or hide what stands beside them.
pub fn printable(text: &str) -> String {
    diagnostic::printable(text, usize::MAX)
}

/// The text cut to `most` characters, with an ellipsis where something is missing.
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// The text broken into lines of at most `width` characters where words allow it; `first` leads the first line and
/// the others are indented as far.
pub fn wrap(first: &str, text: &str, width: usize) -> String {
    let indent = " ".repeat(first.chars().count());
    let mut out = String::new();
    let mut line = first.to_owned();
    let mut length = indent.len();
    let mut empty = true;
    for word in text.split_whitespace() {
        let size = word.chars().count();
        if !empty && length + 1 + size > width {
            out.push_str(line.trim_end());
            out.push('\n');
            line.clone_from(&indent);
            length = indent.len();
            empty = true;
        }
        if !empty {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += size;
        empty = false;
    }
    out.push_str(line.trim_end());
    out.push('\n');
    out
}

/// A heading and what stands under it, indented by two; nothing at all where the body is empty.
pub fn section(heading: &str, body: &str) -> String {
    if body.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{heading}\n");
    for line in body.lines() {
        if line.is_empty() {
            out.push('\n');
        } else {
            out.push_str("  ");
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_moves_the_cursor_or_hides() {
        assert_eq!(printable("a\u{1b}[2Jb\nc\u{202e}d"), "a\\u{1b}[2Jb\\u{a}c\\u{202e}d");
        assert_eq!(printable("Zürich – 会議"), "Zürich – 会議");
    }

    #[test]
    fn cutting_leaves_a_sign() {
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abcdefg", 6), "abcde…");
        assert_eq!(cut("abc", 0), "…");
    }

    #[test]
    fn wrapping_indents_what_follows() {
        assert_eq!(wrap("- ", "one two three", 9), "- one two\n  three\n");
        assert_eq!(wrap("- ", "unbreakable", 4), "- unbreakable\n");
        assert_eq!(wrap("- ", "", 4), "-\n");
    }

    #[test]
    fn sections_are_indented_or_absent() {
        assert_eq!(section("Head", "a\nb\n"), "\nHead\n  a\n  b\n");
        assert_eq!(section("Head", ""), "");
    }
}
