//! Texts that people read have no hidden characters, wherever they are shown later: they are taken out once, here.

use crate::domain::{is_hidden, one_line, readable};
use crate::instance::codes;
use crate::instance::json::{Node, Value};
use crate::instance::problem::Problems;

/// The members whose texts are shown as they are. Ids are checked by themselves.
const SHOWN: [&str; 10] = [
    "name",
    "title",
    "organisation",
    "description",
    "languages",
    "interpretation",
    "status",
    "version",
    "text",
    "reasons",
];

/// Takes the hidden characters out of all texts that are shown. Points them out, but for line breaks and tabs.
pub(crate) fn clean(node: &mut Node, problems: &mut Problems) {
    match &mut node.value {
        Value::List(elements) => elements.iter_mut().for_each(|element| clean(element, problems)),
        Value::Object(members) => {
            for member in members.iter_mut().filter(|member| member.key != "extra") {
                if SHOWN.contains(&member.key.as_str()) {
                    clean_text(&mut member.value, member.key == "description", problems);
                }
                clean(&mut member.value, problems);
            }
        }
        _ => {}
    }
}

fn clean_text(node: &mut Node, has_lines: bool, problems: &mut Problems) {
    let span = node.span;
    match &mut node.value {
        Value::Text(text) => {
            if let Some(found) = text.chars().find(|&c| is_hidden(c) && !matches!(c, '\n' | '\r' | '\t')) {
                let message = format!("the text has the character U+{:04X}, which is left out", u32::from(found));
                problems.add(&codes::HIDDEN_CHARACTER, span, message);
            }
            if text.chars().any(is_hidden) {
                *text = if has_lines { readable(text) } else { one_line(text) };
            }
        }
        Value::List(elements) => elements.iter_mut().for_each(|element| clean_text(element, has_lines, problems)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::json;

    #[test]
    fn shown_texts_are_cleaned_and_pointed_out_and_ids_are_not_changed() {
        let text = r#"{ "id": "a\u202e", "name": "x\u202e\ny", "description": "p\r\nq\u001b",
            "languages": ["e\u009bn"], "extra": { "name": "\u0001" } }"#;
        let mut problems = Problems::default();
        let mut root = json::parse(text, &mut problems.found).unwrap();
        clean(&mut root, &mut problems);
        let texts = |name: &str| root.get(name).and_then(Node::text).map(str::to_owned);
        assert_eq!(texts("id").as_deref(), Some("a\u{202e}"));
        assert_eq!((texts("name").as_deref(), texts("description").as_deref()), (Some("x y"), Some("p\nq")));
        assert_eq!(root.get("languages").unwrap().elements().unwrap()[0].text(), Some("e n"));
        assert_eq!(root.get("extra").unwrap().get("name").unwrap().text(), Some("\u{1}"));
        assert!(problems.found.iter().all(|problem| problem.code.id == "hidden-character"));
        assert_eq!(problems.found.len(), 3);
    }
}
