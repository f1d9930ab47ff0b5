//! Reads a typed value and reports all faults in it, not only the first.
//!
//! After a fault the reader removes the smallest part that cannot be used (a field, an element of a list, or the object
//! that lacks a required field) and reads the rest again.

use serde::Deserialize;

use super::codes;
use super::did_you_mean::did_you_mean;
use super::json::{Node, Span, Value};
use super::node_deserializer::{Fault, FaultKind};
use super::problem::Problems;

/// The most faults reported for one element. Each fault costs another reading.
const MOST_FAULTS: usize = 50;

/// The value of `node` as far as it can be read; `None` if it cannot be used at all.
pub(crate) fn deserialize_lenient<T: for<'de> Deserialize<'de>>(node: &Node, problems: &mut Problems) -> Option<T> {
    let mut rest = std::borrow::Cow::Borrowed(node);
    for _ in 0..MOST_FAULTS {
        let fault = match T::deserialize(&*rest) {
            Ok(value) => return Some(value),
            Err(fault) => fault,
        };
        let span = fault.span.unwrap_or(node.span);
        let follows = matches!(&fault.kind, FaultKind::MissingField(field) if problems.has_lost(span, field));
        if !follows {
            report(fault, span, problems);
        }
        if span == node.span || !cut(rest.to_mut(), span, problems) {
            return None;
        }
    }
    None
}

/// The elements of a list that can be read, each with its node. A fault in one does not affect the others.
pub(crate) fn deserialize_list<'n, T: for<'de> Deserialize<'de>>(
    elements: &'n [Node],
    problems: &mut Problems,
) -> Vec<(&'n Node, T)> {
    elements.iter().filter_map(|node| Some((node, deserialize_lenient(node, problems)?))).collect()
}

fn report(fault: Fault, span: Span, problems: &mut Problems) {
    let message = fault.to_string();
    match fault.kind {
        FaultKind::UnknownField(field, expected) => {
            let help = did_you_mean(&field, expected.iter().copied());
            problems.add_with_help(&codes::UNKNOWN_FIELD, span, message, help);
        }
        FaultKind::MissingField(field) => {
            problems.add_with_help(&codes::MISSING_FIELD, span, message, Some(format!("add \"{field}\"")));
        }
        FaultKind::WrongType(_) => problems.add(&codes::WRONG_TYPE, span, message),
        FaultKind::BadNumber(_) => problems.add(&codes::BAD_NUMBER, span, message),
    }
}

/// Removes the member whose key or value is at `span`, or the element at `span`; false if there is none.
fn cut(node: &mut Node, span: Span, problems: &mut Problems) -> bool {
    let place = node.span;
    match &mut node.value {
        Value::Object(members) => {
            let Some(at) = members.iter().position(|m| m.key_span == span || m.value.span.contains(span)) else {
                return false;
            };
            if members[at].key_span == span || members[at].value.span == span {
                problems.lose(place, &members.remove(at).key);
                return true;
            }
            cut(&mut members[at].value, span, problems)
        }
        Value::List(elements) => {
            let Some(at) = elements.iter().position(|e| e.span.contains(span)) else { return false };
            if elements[at].span == span {
                elements.remove(at);
                problems.lose(place, "");
                return true;
            }
            cut(&mut elements[at], span, problems)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::format::Session;
    use crate::instance::json;

    fn read(text: &str) -> (Option<Session>, Vec<(&'static str, String)>) {
        let root = json::parse(text, &mut Vec::new()).unwrap();
        let mut problems = Problems::default();
        let session = deserialize_lenient(&root, &mut problems);
        let found = problems.finish(text, Some(&root), "f");
        (session, found.into_iter().map(|d| (d.code, d.pointer)).collect())
    }

    #[test]
    fn all_faults_of_an_element_are_reported_and_the_rest_is_read() {
        let (session, found) = read(
            r#"{ "id": "a", "minuts": 60, "attendance": "many", "wishes": [ { "rooms": [] }, { "discomfort": 3 } ],
                 "audience": { "x": 1.0000001 }, "alone": 1 }"#,
        );
        let expected = [
            ("unknown-field", "/minuts"),
            ("wrong-type", "/attendance"),
            ("missing-field", "/wishes/0"),
            ("bad-number", "/audience/x"),
            ("wrong-type", "/alone"),
        ];
        assert_eq!(found, expected.map(|(code, pointer)| (code, pointer.to_owned())));
        let session = session.unwrap();
        assert_eq!(session.id.value, "a");
        assert_eq!(session.wishes.unwrap().len(), 1);
    }

    #[test]
    fn an_element_without_a_valid_required_field_is_left_out_and_reported_once() {
        let (session, found) = read(r#"{ "id": 7, "minutes": 60 }"#);
        assert!(session.is_none());
        assert_eq!(found, [("wrong-type", "/id".to_owned())]);
    }

    #[test]
    fn null_means_not_given() {
        let (session, found) = read(r#"{ "id": "a", "minutes": null }"#);
        assert_eq!((session.unwrap().minutes, found), (None, vec![]));
    }
}
