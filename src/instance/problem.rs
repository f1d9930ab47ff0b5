//! Problems found while a file is read, before they get line numbers and JSON pointers.

use std::collections::BTreeSet;

use super::codes::Code;
use super::json::{Node, Span, Value};
use crate::diagnostic::{Diagnostic, Severity};

/// A problem at a position in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The kind of problem.
    pub code: &'static Code,
    /// The key or value concerned.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do about it; `None` for the action of the code.
    pub help: Option<String>,
}

impl Problem {
    /// A problem with the action of its code as help.
    pub fn new(code: &'static Code, span: Span, message: String) -> Problem {
        Problem { code, span, message, help: None }
    }

    /// The same with a more precise help, if there is one.
    pub fn with_help(self, help: Option<String>) -> Problem {
        Problem { help: help.or(self.help), ..self }
    }
}

/// The problems of one file, and the parts of the file that were left out because of them.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    /// In the order found.
    pub found: Vec<Problem>,
    /// Objects and lists (by their first byte) that lost a part: a field by its name, an element as "".
    lost: BTreeSet<(usize, String)>,
}

impl Problems {
    /// Adds a problem.
    pub(crate) fn add(&mut self, code: &'static Code, span: Span, message: String) {
        self.found.push(Problem::new(code, span, message));
    }

    /// Adds a problem with a more precise help, if there is one.
    pub(crate) fn add_with_help(&mut self, code: &'static Code, span: Span, message: String, help: Option<String>) {
        self.found.push(Problem::new(code, span, message).with_help(help));
    }

    /// Notes that the object or list at `place` lost a field, or an element (named "").
    pub(crate) fn lose(&mut self, place: Span, field: &str) {
        self.lost.insert((place.start, field.to_owned()));
    }

    /// Whether the object at `place` lost that field. If so, its absence is not reported as a second problem.
    pub(crate) fn has_lost(&self, place: Span, field: &str) -> bool {
        self.lost.contains(&(place.start, field.to_owned()))
    }

    /// Whether the object or list at `place` lost a part.
    pub(crate) fn has_lost_any(&self, place: Span) -> bool {
        self.lost.range((place.start, String::new())..(place.start + 1, String::new())).next().is_some()
    }

    /// Whether a problem is an error.
    pub(crate) fn has_errors(&self) -> bool {
        self.found.iter().any(|p| p.code.severity == Severity::Error)
    }

    /// All problems as diagnostics, in the order of the text.
    pub(crate) fn finish(mut self, text: &str, root: Option<&Node>, file: &str) -> Vec<Diagnostic> {
        self.found.sort_by_key(|p| (p.span.start, p.code.severity));
        self.found.dedup();
        let mut cursor = Cursor { text, at: 0, line: 1, column: 1 };
        let located = self.found.into_iter().map(|problem| {
            cursor.advance(problem.span.start);
            let (pointer, node) = root.map_or_else(Default::default, |root| pointer(root, problem.span));
            let value = node.filter(|n| !matches!(n.value, Value::List(_) | Value::Object(_)));
            Diagnostic {
                severity: problem.code.severity,
                code: problem.code.id,
                file: Some(file.to_owned()),
                line: cursor.line,
                column: cursor.column,
                pointer,
                message: problem.message,
                value: value.and_then(|n| text.get(n.span.start..n.span.end)).map(str::to_owned),
                help: Some(problem.help.unwrap_or_else(|| problem.code.action.to_owned())),
            }
        });
        located.collect()
    }
}

/// A position that only moves forward, so that all problems together need one pass over the text.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    column: usize,
}

impl Cursor<'_> {
    fn advance(&mut self, to: usize) {
        let to = to.min(self.text.len());
        for c in self.text.get(self.at..to).unwrap_or_default().chars() {
            if c == '\n' {
                (self.line, self.column) = (self.line + 1, 1);
            } else {
                self.column += 1;
            }
        }
        self.at = to;
    }
}

/// The JSON pointer of the key or value at `span`, and the value there.
fn pointer(root: &Node, span: Span) -> (String, Option<&Node>) {
    let mut pointer = String::new();
    let mut node = root;
    while node.span != span {
        let (step, next) = match &node.value {
            // Members and elements are in the order of the text.
            Value::Object(members) => {
                let after = members.partition_point(|m| m.key_span.start <= span.start);
                let Some(member) = after.checked_sub(1).map(|i| &members[i]) else { break };
                if member.key_span != span && !member.value.span.contains(span) {
                    break;
                }
                (member.key.replace('~', "~0").replace('/', "~1"), &member.value)
            }
            Value::List(elements) => {
                let after = elements.partition_point(|e| e.span.start <= span.start);
                let Some(index) = after.checked_sub(1).filter(|&i| elements[i].span.contains(span)) else { break };
                (index.to_string(), &elements[index])
            }
            _ => break,
        };
        pointer.push('/');
        pointer.push_str(&step);
        node = next;
        if node.span.start > span.start {
            // The span is the key of this value.
            break;
        }
    }
    (pointer, Some(node))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::{codes, json};

    #[test]
    fn problems_come_in_the_order_of_the_text_with_line_column_and_pointer() {
        let text = "{\n  \"a/b\": [ 1,\n    { \"é\": 7, \"c\": \"x\" } ]\n}";
        let root = json::parse(text, &mut Vec::new()).unwrap();
        let object = &root.get("a/b").unwrap().elements().unwrap()[1];
        let mut problems = Problems::default();
        problems.add(&codes::WRONG_TYPE, object.get("c").unwrap().span, "late".into());
        problems.add(&codes::UNKNOWN_FIELD, object.members().unwrap()[0].key_span, "early".into());
        let found = problems.finish(text, Some(&root), "f.json");
        let places: Vec<_> = found.iter().map(|d| (d.line, d.column, d.pointer.as_str(), d.message.as_str())).collect();
        assert_eq!(places, [(3, 7, "/a~1b/1/é", "early"), (3, 20, "/a~1b/1/c", "late")]);
        assert_eq!(found[0].value.as_deref(), Some("7"));
        assert_eq!(found[1].value.as_deref(), Some("\"x\""));
    }
}
