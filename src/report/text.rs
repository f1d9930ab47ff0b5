//! Makes texts from a programme file safe for a terminal, and cuts or wraps them to its width.

use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_width::UnicodeWidthStr;

use crate::diagnostic;

/// The least number of columns to which words are broken.
const LEAST: usize = 8;

/// Escapes everything invisible: control characters, line breaks, and format characters that reorder or hide their
/// neighbours.
pub fn printable(text: &str) -> String {
    diagnostic::printable(text, usize::MAX)
}

/// The number of terminal columns of a text; a full-width character takes two.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// Cuts a text to `most` columns, with an ellipsis if something is missing.
pub fn cut(text: &str, most: usize) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    let (kept, _) = split(text, most.saturating_sub(1));
    format!("{}…", kept.trim_end())
}

/// Shortens a text to `most` columns, with an ellipsis in its middle if something is missing.
pub fn shortened(text: &str, most: usize) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    let half = most / 2;
    let (start, rest) = split(text, half);
    let mut starts = rest.char_indices().map(|(at, _)| at);
    // A few more characters than columns are never looked at: the end is short.
    let from = rest.char_indices().rev().nth(half.saturating_mul(2)).map_or(0, |(at, _)| at);
    let end = starts.find(|&at| at >= from && columns(&rest[at..]) < half).unwrap_or(rest.len());
    format!("{}…{}", start.trim_end(), rest[end..].trim_start())
}

/// Splits a text after the last character that fits into `most` columns.
fn split(text: &str, most: usize) -> (&str, &str) {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = ends.take_while(|&end| columns(&text[..end]) <= most).last();
    text.split_at(end.unwrap_or(0))
}

/// Splits a word into pieces of at most `most` columns, but at least one character.
fn pieces(word: &str, most: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while columns(rest) > most {
        let (mut piece, mut after) = split(rest, most);
        if piece.is_empty() {
            (piece, after) = rest.split_at(rest.chars().next().map_or(0, char::len_utf8));
        }
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces
}

/// A word or a part of one, with its width on a terminal. Characters that are drawn together are measured together.
#[derive(Debug)]
struct Word<'a>(&'a str);

impl Fragment for Word<'_> {
    fn width(&self) -> f64 {
        columns(self.0) as f64
    }

    fn whitespace_width(&self) -> f64 {
        1.0
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// Wraps a text into lines of at most `width` columns. `first` precedes the first line; the others are indented by its
/// width. Only a word wider than a whole line is broken.
pub fn wrap(first: &str, text: &str, width: usize) -> String {
    let indent = " ".repeat(columns(first));
    let room = width.saturating_sub(indent.len()).max(LEAST);
    let words: Vec<Word<'_>> = text.split_whitespace().flat_map(|word| pieces(word, room)).map(Word).collect();
    let mut out = String::new();
    for (at, line) in wrap_first_fit(&words, &[room as f64]).into_iter().enumerate() {
        let words: Vec<&str> = line.iter().map(|word| word.0).collect();
        let lead = if at == 0 { first } else { &indent };
        out.push_str(format!("{lead}{}", words.join(" ")).trim_end());
        out.push('\n');
    }
    out
}

/// Escapes a text for Markdown.
pub fn markdown(text: &str) -> String {
    let special = |c: char| "\\`*_{}[]<>|#~&".contains(c);
    printable(text).chars().flat_map(|c| special(c).then_some('\\').into_iter().chain([c])).collect()
}

/// A case of `plenary what-if`, quoted for the shell so that it can be pasted. It is wrapped between words, where white
/// space does not matter. A word wider than a whole line is broken nevertheless.
pub fn case(indent: &str, case: &str, width: usize) -> String {
    /// Replaces a space in quotes, where a line must not end.
    const KEPT: char = '\u{e000}';
    let mut quote = None;
    let mut joined = String::new();
    for c in case.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            _ => {}
        }
        joined.push(if quote.is_some() && c == ' ' { KEPT } else { c });
    }
    wrap(&format!("{indent}--case "), &printable(&shell_words::quote(&joined)), width).replace(KEPT, " ")
}

/// A heading and its body, indented by two; empty if the body is empty.
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
    fn invisible_characters_are_escaped() {
        assert_eq!(printable("a\u{1b}[2Jb\nc\u{202e}d"), "a\\u{1b}[2Jb\\u{a}c\\u{202e}d");
        assert_eq!(printable("Zürich – 会議"), "Zürich – 会議");
    }

    #[test]
    fn markdown_is_escaped() {
        assert_eq!(markdown("a|b_<c>\n"), "a\\|b\\_\\<c\\>\\\\u\\{a\\}");
    }

    #[test]
    fn a_wrapped_case_means_the_same_to_a_shell() {
        let text = "room add \"the hall of many words\" like 'a \"b\"'; session withdraw it,\"'s\"";
        let wrapped = case("  ", text, 40);
        assert!(wrapped.lines().count() > 2 && wrapped.starts_with("  --case 'room add"), "{wrapped}");
        let read = |text: &str| crate::domain::change::split(text).unwrap();
        assert_eq!(read(&shell_words::split(&wrapped).unwrap()[1]), read(text), "{wrapped}");
    }

    #[test]
    fn a_cut_text_has_an_ellipsis() {
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abcdefg", 6), "abcde…");
        assert_eq!(cut("abc", 0), "…");
        assert_eq!([cut("会議室の予定", 12), cut("会議室の予定", 11)], ["会議室の予定", "会議室の予…"]);
    }

    #[test]
    fn wrapped_lines_are_indented() {
        assert_eq!(wrap("- ", "one two three", 9), "- one two\n  three\n");
        assert_eq!(wrap("- ", "not unbreakable", 10), "- not\n  unbreaka\n  ble\n");
        assert_eq!(wrap("- ", "会議の予定 x", 10), "- 会議の予\n  定 x\n");
        assert_eq!(wrap("- ", "", 4), "-\n");
        // A heart in emoji presentation takes two columns, and so does a family emoji.
        assert_eq!(wrap("", "abcdefg ❤\u{fe0f} b", 9), "abcdefg\n❤\u{fe0f} b\n");
        assert_eq!(wrap("", "abcdef 👨\u{200d}👩\u{200d}👧 b", 9), "abcdef 👨\u{200d}👩\u{200d}👧\nb\n");
    }

    #[test]
    fn sections_are_indented_or_absent() {
        assert_eq!(section("Head", "a\nb\n"), "\nHead\n  a\n  b\n");
        assert_eq!(section("Head", ""), "");
    }
}
