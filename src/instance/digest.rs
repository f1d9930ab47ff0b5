//! The digest that identifies the state of an instance for which a schedule was made.

use sha2::{Digest, Sha256};

use super::json::{Node, Value};

/// The digest of an instance's document: SHA-256 of its canonical form, in lower-case hex.
///
/// The canonical form has no white space, sorts the members of objects by the code points of their keys, writes numbers
/// by their exact value (`60`, `60.0` and `6e1` are the same) and escapes all strings in one way. It omits `extra`
/// wherever the format ignores it, and the id of the event, so that a new note or a new id does not invalidate a
/// schedule. It does not fill in defaults: a
/// file that spells out a default has another digest.
pub(crate) fn digest_of(root: &Node) -> String {
    let mut canonical = String::new();
    write(root, Some(Level::Root), &mut canonical);
    digest_of_bytes(canonical.as_bytes())
}

/// The digest of the bytes of a file: SHA-256, in lower-case hex.
pub fn digest_of_bytes(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The digest that an instance with a name of the event would have with another one, or with none; `None` if the text is
/// not JSON, or has no name.
pub fn digest_with_name(text: &[u8], name: Option<&str>) -> Option<String> {
    let text = super::json::decode(text).ok()?;
    let mut root = super::json::parse(text, &mut Vec::new()).ok()?;
    if let Value::Object(members) = &mut root.value {
        let written = members.iter().position(|member| member.key == "name")?;
        match name {
            Some(name) => members[written].value.value = Value::Text(name.to_owned()),
            None => drop(members.remove(written)),
        }
    }
    Some(digest_of(&root))
}

/// The levels on which `extra` is a field of the format (the document and the elements of its lists). Deeper, a key
/// `extra` is an id.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Root,
    List,
    Element,
}

fn write(node: &Node, level: Option<Level>, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(digits) => out.push_str(&exact(digits)),
        Value::Text(text) => push_text(text, out),
        Value::List(elements) => {
            let inner = (level == Some(Level::List)).then_some(Level::Element);
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(element, inner, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            let has_extra = matches!(level, Some(Level::Root | Level::Element));
            let inner = (level == Some(Level::Root)).then_some(Level::List);
            let is_left_out = |key: &str| (has_extra && key == "extra") || (level == Some(Level::Root) && key == "id");
            let mut members: Vec<_> = members.iter().filter(|m| !is_left_out(&m.key)).collect();
            members.sort_by(|a, b| a.key.cmp(&b.key));
            out.push('{');
            for (index, member) in members.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                push_text(&member.key, out);
                out.push(':');
                write(&member.value, inner, out);
            }
            out.push('}');
        }
    }
}

/// Appends a string in quotes, with quotes, backslashes and control characters escaped.
fn push_text(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

/// A number as its significant digits and a power of ten: `1.50` is `15e-1`.
fn exact(digits: &str) -> String {
    let (mantissa, power) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = [whole, fraction].concat();
    let significant = all.trim_start_matches('0').trim_end_matches('0');
    if significant.is_empty() {
        return "0".to_owned();
    }
    let trailing = all.len() - all.trim_end_matches('0').len();
    match power.parse::<i64>() {
        Ok(power) if power.abs() < i64::MAX / 4 => {
            format!("{sign}{significant}e{}", power + trailing as i64 - fraction.len() as i64)
        }
        // The format does not accept such a number: any unique form is good enough.
        _ => digits.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::json;

    fn of(text: &str) -> String {
        digest_of(&json::parse(text, &mut Vec::new()).unwrap())
    }

    #[test]
    fn two_spellings_of_a_document_have_the_same_digest() {
        let base = of(r#"{"a": 60, "sessions": [{"id": "é", "audience": {"extra": 2}}]}"#);
        let same = of(
            "{ \"sessions\": [ {\"extra\": {\"x\": 1}, \"audience\": {\"extra\": 2.0}, \"id\": \"\\u00e9\"} ],\n\"extra\": 1, \"a\": 6e1}",
        );
        assert_eq!(base, same);
        assert_eq!(base.len(), 64);
    }

    #[test]
    fn documents_with_different_meaning_have_different_digests() {
        let texts = [
            r#"{"a": 1}"#,
            r#"{"a": 1.000001}"#,
            r#"{"a": -1}"#,
            r#"{"a": "1"}"#,
            r#"{"a": [1]}"#,
            r#"{"sessions": [{"audience": {"extra": 2}}]}"#,
            r#"{"sessions": [{"audience": {"extra": 3}}]}"#,
            r#"{"sessions": [{"audience": {}}]}"#,
        ];
        let mut digests: Vec<String> = texts.iter().map(|t| of(t)).collect();
        digests.sort();
        digests.dedup();
        assert_eq!(digests.len(), texts.len());
    }

    #[test]
    fn the_canonical_form_does_not_change_between_versions() {
        assert_eq!(of("{}"), "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
        assert_eq!(exact("-0.0150E+2"), "-15e-1");
        assert_eq!(exact("-0.00"), "0");
    }
}
