//! Text from instances, made safe for a terminal and cut or wrapped to its width.

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};
use unicode_width::UnicodeWidthStr;

use crate::diagnostic;

/// Lines have room for so many columns of text at least, however wide what leads them is.
const LEAST: usize = 8;

/// The text with everything invisible written out: control characters, line breaks, and the format characters that
/// reorder or hide what stands beside them.
pub fn printable(text: &str) -> String {
    diagnostic::printable(text, usize::MAX)
}

/// How many columns of a terminal the text takes: two for a character of full width.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// The text cut to `most` columns, with an ellipsis where something is missing.
pub fn cut(text: &str, most: usize) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = ends.take_while(|&end| columns(&text[..end]) < most).last();
    format!("{}…", text[..end.unwrap_or(0)].trim_end())
}

/// The text broken into lines of at most `width` columns; `first` leads the first line and the others are indented as
/// far. Only a word that is wider than a whole line is broken.
pub fn wrap(first: &str, text: &str, width: usize) -> String {
    let indent = " ".repeat(columns(first));
    let options = Options::new(width.max(indent.len() + LEAST))
        .initial_indent(first)
        .subsequent_indent(&indent)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    let words: Vec<&str> = text.split_whitespace().collect();
    format!("{}\n", textwrap::fill(&words.join(" "), options).trim_end())
}

/// Text that Markdown takes for nothing but text.
pub fn markdown(text: &str) -> String {
    let special = |c: char| "\\`*_{}[]<>|#~&".contains(c);
    printable(text).chars().flat_map(|c| special(c).then_some('\\').into_iter().chain([c])).collect()
}

/// A case of `plenary what-if` as a shell takes it, to be pasted: it breaks between words, where white space is all the
/// same to it. A word that is wider than a whole line is broken all the same.
pub fn case(indent: &str, case: &str, width: usize) -> String {
    /// Stands for a blank in quotes, where no line may end.
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
    fn what_markdown_would_read_is_written_out() {
        assert_eq!(markdown("a|b_<c>\n"), "a\\|b\\_\\<c\\>\\\\u\\{a\\}");
    }

    #[test]
    fn a_wrapped_case_is_the_same_to_a_shell() {
        let text = "room add \"the hall of many words\" like 'a \"b\"'; session withdraw it,\"'s\"";
        let told = case("  ", text, 24);
        assert!(told.lines().count() > 2 && told.starts_with("  --case 'room add"), "{told}");
        let read = |text: &str| crate::domain::change::split(text).unwrap();
        assert_eq!(read(&shell_words::split(&told).unwrap()[1]), read(text), "{told}");
    }

    #[test]
    fn cutting_leaves_a_sign() {
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abcdefg", 6), "abcde…");
        assert_eq!(cut("abc", 0), "…");
        assert_eq!([cut("会議室の予定", 12), cut("会議室の予定", 11)], ["会議室の予定", "会議室の予…"]);
    }

    #[test]
    fn wrapping_indents_what_follows() {
        assert_eq!(wrap("- ", "one two three", 9), "- one two\n  three\n");
        assert_eq!(wrap("- ", "not unbreakable", 10), "- not\n  unbreaka\n  ble\n");
        assert_eq!(wrap("- ", "会議の予定 x", 10), "- 会議の予\n  定 x\n");
        assert_eq!(wrap("- ", "", 4), "-\n");
    }

    #[test]
    fn sections_are_indented_or_absent() {
        assert_eq!(section("Head", "a\nb\n"), "\nHead\n  a\n  b\n");
        assert_eq!(section("Head", ""), "");
    }
}
