//! JSON text as a tree. Each node has its position in the text.
//!
//! The parser accepts strict JSON only: no comments, no trailing commas, no duplicate keys. Numbers keep their digits,
//! so that decimals can be read exactly.

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::codes;
use super::problem::Problem;

/// A half-open range of bytes in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// Whether `other` lies inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A value and its position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The position of the value.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, with its digits as written.
    Number(String),
    /// A string, unescaped.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// An object, members in the order written, keys unique.
    Object(Vec<Member>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The key, unescaped.
    pub key: String,
    /// The position of the key.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The members, if it is an object.
    pub fn members(&self) -> Option<&[Member]> {
        if let Value::Object(members) = &self.value { Some(members) } else { None }
    }

    /// The elements, if it is a list.
    pub fn elements(&self) -> Option<&[Node]> {
        if let Value::List(elements) = &self.value { Some(elements) } else { None }
    }

    /// The value of a key, if it is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.members()?.iter().find(|m| m.key == key).map(|m| &m.value)
    }

    /// The string, if it is one.
    pub fn text(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }
}

/// The deepest nesting that is accepted. The formats need seven levels; recursive readers need a limit.
const DEEPEST: usize = 64;
/// The most values in a file. The tree takes about two hundred bytes for each.
const MOST_VALUES: usize = 4_000_000;

/// The text of a file in UTF-8, without a byte order mark.
///
/// # Errors
/// A problem for a text that is not UTF-8.
pub fn decode(bytes: &[u8]) -> Result<&str, Problem> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let byte = bytes.get(at).copied().unwrap_or_default();
        Problem::new(
            &codes::NOT_UTF8,
            Span { start: at, end: at },
            format!("the text is not UTF-8: it has the byte 0x{byte:02X}"),
        )
    })
}

/// The tree of a JSON text. Adds duplicate keys to `problems` and continues.
///
/// # Errors
/// The problem that stops the parser: an empty text, a syntax error, or too deep nesting.
pub fn parse(text: &str, problems: &mut Vec<Problem>) -> Result<Node, Problem> {
    if text.trim().is_empty() {
        return Err(Problem::new(&codes::EMPTY_FILE, Span::default(), "the file is empty".into()));
    }
    check_shape(text)?;
    // `serde_json` is strict about the grammar, `jsonc_parser` gives positions: the text must pass both.
    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(text) {
        let at = offset(text, error.line(), error.column());
        let sentence = error.to_string();
        let what = sentence.rsplit_once(" at line ").map_or(sentence.as_str(), |(what, _)| what);
        return Err(Problem::new(
            &codes::SYNTAX,
            Span { start: at, end: at },
            format!("this is not valid JSON: {what}"),
        ));
    }
    let parsed = parse_to_ast(text, &CollectOptions::default(), &strict()).map_err(|error| {
        let range = error.range();
        let message = format!("this is not valid JSON: {}", error.kind());
        Problem::new(&codes::SYNTAX, Span { start: range.start, end: range.end }, message)
    })?;
    match parsed.value {
        Some(value) => Ok(convert(value, problems)),
        None => Err(Problem::new(&codes::EMPTY_FILE, Span::default(), "the file is empty".into())),
    }
}

fn strict() -> ParseOptions {
    ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

/// Refuses deep nesting, before a recursive reader can overflow the stack, and more values than fit into memory.
///
/// # Errors
/// A problem that names the place.
pub fn check_shape(text: &str) -> Result<(), Problem> {
    let (mut depth, mut values, mut quoted, mut escaped) = (0_usize, 0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b',' | b':' if !quoted => {
                values += 1;
                if values > MOST_VALUES {
                    let message = format!("the file has more than {MOST_VALUES} values");
                    return Err(Problem::new(&codes::TOO_MANY, Span { start: at, end: at }, message));
                }
            }
            b'[' | b'{' if !quoted => {
                depth += 1;
                if depth > DEEPEST {
                    let message = format!("lists and objects are nested more than {DEEPEST} deep");
                    return Err(Problem::new(&codes::TOO_DEEP, Span { start: at, end: at }, message));
                }
            }
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

/// The byte offset of a line and a column in bytes, both from 1 (a column may be 0).
fn offset(text: &str, line: usize, column: usize) -> usize {
    let lines_before = line.saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(lines_before).map(str::len).sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn span_of(ranged: &impl Ranged) -> Span {
    Span { start: ranged.start(), end: ranged.end() }
}

fn convert(value: ast::Value<'_>, problems: &mut Vec<Problem>) -> Node {
    let span = span_of(&value);
    let value = match value {
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::BooleanLit(lit) => Value::Bool(lit.value),
        ast::Value::NumberLit(lit) => Value::Number(lit.value.to_owned()),
        ast::Value::StringLit(lit) => Value::Text(lit.value.into_owned()),
        ast::Value::Array(array) => Value::List(array.elements.into_iter().map(|e| convert(e, problems)).collect()),
        ast::Value::Object(object) => Value::Object(members(object, problems)),
    };
    Node { span, value }
}

/// The members of an object. Of several with the same key, keeps the first and reports the others.
fn members(object: ast::Object<'_>, problems: &mut Vec<Problem>) -> Vec<Member> {
    let mut seen = std::collections::BTreeSet::new();
    let mut members = Vec::with_capacity(object.properties.len());
    for property in object.properties {
        let key_span = span_of(&property.name);
        let key = property.name.as_str().to_owned();
        let value = convert(property.value, problems);
        if seen.insert(key.clone()) {
            members.push(Member { key, key_span, value });
        } else {
            let message = format!("the object has the key \"{key}\" twice");
            problems.push(Problem::new(&codes::DUPLICATE_KEY, key_span, message));
        }
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> &'static str {
        parse(text, &mut Vec::new()).map_or_else(|problem| problem.code.id, |_| "")
    }

    #[test]
    fn nodes_have_positions_and_numbers_keep_their_digits() {
        let root = parse(r#"{"a": [1.50, "x\u00e9"], "b": null}"#, &mut Vec::new()).unwrap();
        let list = root.get("a").unwrap().elements().unwrap();
        assert_eq!(list[0], Node { span: Span { start: 7, end: 11 }, value: Value::Number("1.50".into()) });
        assert_eq!(list[1].text(), Some("xé"));
        assert_eq!(root.get("b").unwrap().value, Value::Null);
    }

    #[test]
    fn only_strict_json_passes() {
        for text in [
            "{\"a\": 1,}",
            "[1 2]",
            "[{} {}]",
            "// x\n{}",
            "{a: 1}",
            "{'a': 1}",
            "[01]",
            "[+1]",
            "[.5]",
            "[NaN]",
            "[\"a\nb\"]",
            "[1,\u{a0}2]",
            "{} {}",
            "[\"\\ud800\"]",
            "[\"\\q\"]",
            "{",
            "\"",
        ] {
            assert_eq!(code(text), "syntax", "{text}");
        }
        assert_eq!(code(" \n"), "empty-file");
        assert_eq!(code("[1e5, -0.0, \"\\ud83d\\ude00\"]"), "");
    }

    #[test]
    fn deep_nesting_is_refused_before_it_can_overflow_the_stack() {
        assert_eq!(code(&"[".repeat(1_000_000)), "too-deep");
        assert_eq!(code(&format!("{}{}", "[".repeat(64), "]".repeat(64))), "");
        assert_eq!(code(&format!("[\"{}\"]", "[".repeat(100))), "");
    }

    #[test]
    fn of_two_equal_keys_the_second_is_reported() {
        let mut problems = Vec::new();
        let root = parse(r#"{"a": 1, "\u0061": 2}"#, &mut problems).unwrap();
        assert_eq!(root.members().unwrap().len(), 1);
        assert_eq!((problems[0].code.id, problems[0].span.start), ("duplicate-key", 9));
    }

    #[test]
    fn a_byte_order_mark_is_skipped_and_other_encodings_are_refused() {
        assert_eq!(decode(b"\xEF\xBB\xBF{}").ok(), Some("{}"));
        assert_eq!(decode(b"{\"a\": \"\xE9\"}").err().map(|p| p.span.start), Some(7));
    }
}
