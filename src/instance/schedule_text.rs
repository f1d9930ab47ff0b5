//! Changes single values in the text of a schedule file. All else stays as it is written, byte by byte.

use serde_json::Value;

use super::json::{self, Node};
use super::load::clean;
use super::problem::Problems;
use super::splice::Splice;

/// The text of a schedule file, and the changes to make in it.
#[derive(Debug)]
pub struct ScheduleText<'a> {
    text: &'a str,
    /// Bytes before the text: a byte order mark.
    skipped: usize,
    root: Node,
    splices: Vec<Splice>,
    /// Entries to add, each with the number of entries before it.
    added: Vec<(usize, Value)>,
}

impl<'a> ScheduleText<'a> {
    /// Reads a text that [`read_schedule`](super::read_schedule) accepts; `None` for any other.
    pub fn new(bytes: &'a [u8]) -> Option<ScheduleText<'a>> {
        let text = json::decode(bytes).ok()?;
        let mut root = json::parse(text, &mut Vec::new()).ok()?;
        clean(&mut root, &mut Problems::default());
        root.get("sessions")?.elements()?;
        Some(ScheduleText { text, skipped: bytes.len() - text.len(), root, splices: Vec::new(), added: Vec::new() })
    }

    /// Replaces the value of a member of the file. A member that the file does not have is not added.
    pub fn set(&mut self, key: &str, value: &Value) {
        let Some(node) = self.root.get(key) else { return };
        let span = node.span;
        let old = &self.text[span.start..span.end];
        if serde_json::from_str::<Value>(old).ok().as_ref() != Some(value) {
            let new = self.written(value, span.start);
            self.splice(span.start, span.end, new);
        }
    }

    /// Removes a member of the file, if it is there.
    pub fn remove(&mut self, key: &str) {
        let Some(members) = self.root.members() else { return };
        let Some(index) = members.iter().position(|member| member.key == key) else { return };
        let member = &members[index];
        let (start, end) = match (index.checked_sub(1).and_then(|before| members.get(before)), members.get(index + 1)) {
            (Some(before), _) => (before.value.span.end, member.value.span.end),
            (None, Some(after)) => (member.key_span.start, after.key_span.start),
            (None, None) => (member.key_span.start, member.value.span.end),
        };
        self.splice(start, end, String::new());
    }

    /// Replaces the entry of a session, or adds one. `order` gives the place of each session in the order of entries.
    pub fn set_entry(&mut self, id: &str, entry: &Value, order: impl Fn(&str) -> Option<usize>) {
        let entries = self.root.get("sessions").and_then(Node::elements).unwrap_or_default();
        let id_of = |entry: &Node| entry.get("id").and_then(Node::text).map(str::to_owned);
        if let Some(span) = entries.iter().find(|known| id_of(known).as_deref() == Some(id)).map(|known| known.span) {
            let new = self.written(entry, span.start);
            self.splice(span.start, span.end, new);
            return;
        }
        // After the last entry of a session that comes before it.
        let rank = order(id);
        let before = entries.iter().rposition(|known| id_of(known).is_some_and(|known| order(&known) < rank));
        self.added.push((before.map_or(0, |before| before + 1), entry.clone()));
    }

    /// All changes, in the order of the text.
    pub fn finish(mut self) -> Vec<Splice> {
        let entries = self.root.get("sessions").and_then(Node::elements).unwrap_or_default();
        let spans: Vec<_> = entries.iter().map(|entry| entry.span).collect();
        let mut added = std::mem::take(&mut self.added);
        added.sort_by_key(|&(position, _)| position);
        match (self.root.get("sessions").map(|list| list.span), spans.is_empty()) {
            (Some(list), true) if !added.is_empty() => {
                let new = self.written(&added.into_iter().map(|(_, entry)| entry).collect(), list.start);
                self.splice(list.start, list.end, new);
            }
            _ => {
                for (position, entry) in added {
                    let Some(beside) = spans.get(position.saturating_sub(1)) else { continue };
                    let (indent, entry) = (self.line_break(beside.start), self.written(&entry, beside.start));
                    if position == 0 {
                        self.splice(beside.start, beside.start, format!("{entry},{indent}"));
                    } else {
                        self.splice(beside.end, beside.end, format!(",{indent}{entry}"));
                    }
                }
            }
        }
        // Stable: what is added before or after a replaced entry stays on its side.
        self.splices.sort_by_key(|splice| (splice.at, splice.at + splice.old.len()));
        self.splices
    }

    fn splice(&mut self, start: usize, end: usize, new: String) {
        let old = self.text[start..end].to_owned();
        if old != new {
            self.splices.push(Splice { at: start + self.skipped, old, new });
        }
    }

    /// A value as it is written at a place: in several lines, with the indentation of that line, unless the whole file
    /// has only one.
    fn written(&self, value: &Value, at: usize) -> String {
        if !self.text.trim().contains('\n') {
            return value.to_string();
        }
        let text = serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_string());
        text.replace('\n', &self.line_break(at))
    }

    /// A line break with the indentation of the line of a place; a blank in a file of one line.
    fn line_break(&self, at: usize) -> String {
        if !self.text.trim().contains('\n') {
            return " ".to_owned();
        }
        let before = &self.text[..at];
        let line = before.rfind('\n').map_or(before, |end| &before[end + 1..]);
        let indent: String = line.chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
        let ending = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        format!("{ending}{indent}")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::splice::{reversed, spliced};
    use super::*;

    fn edited(text: &str, edit: impl FnOnce(&mut ScheduleText<'_>)) -> String {
        let mut schedule = ScheduleText::new(text.as_bytes()).unwrap();
        edit(&mut schedule);
        let splices = schedule.finish();
        let after = spliced(text.as_bytes(), &splices).unwrap();
        assert_eq!(spliced(&after, &reversed(&splices)).unwrap(), text.as_bytes());
        serde_json::from_slice::<Value>(&after).unwrap();
        String::from_utf8(after).unwrap()
    }

    fn order(id: &str) -> Option<usize> {
        ["a", "b", "c", "d"].iter().position(|known| *known == id)
    }

    const TEXT: &str = "{\n  \"cost\": 5,\n  \"solver\": { \"seed\": 1 },\n  \"sessions\": [\n    {\n      \
        \"id\": \"b\"\n    },\n    { \"id\": \"d\",  \"room\": null }\n  ]\n}\n";

    #[test]
    fn only_what_changes_is_written_anew() {
        let after = edited(TEXT, |text| {
            text.set("cost", &json!(7));
            text.set("bound", &json!(1));
            text.remove("solver");
            text.set_entry("b", &json!({ "id": "b", "room": "r" }), order);
        });
        let expected = "{\n  \"cost\": 7,\n  \"sessions\": [\n    {\n      \"id\": \"b\",\n      \"room\": \"r\"\n    \
            },\n    { \"id\": \"d\",  \"room\": null }\n  ]\n}\n";
        assert_eq!(after, expected);
        assert_eq!(edited(TEXT, |text| text.set("cost", &json!(5))), TEXT);
    }

    #[test]
    fn entries_are_added_in_their_order() {
        let ids = |text: &str| -> Vec<String> {
            let document: Value = serde_json::from_str(text).unwrap();
            document["sessions"].as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap().into()).collect()
        };
        for text in [TEXT.to_owned(), TEXT.replace('\n', " "), TEXT.replace('\n', "\r\n"), format!("\u{feff}{TEXT}")] {
            let text = text.trim_start_matches('\u{feff}').to_owned();
            let after = edited(&text, |text| {
                text.set_entry("c", &json!({ "id": "c" }), order);
                text.set_entry("a", &json!({ "id": "a" }), order);
                text.set_entry("b", &json!({ "id": "b", "lock": "day" }), order);
            });
            assert_eq!(ids(&after), ["a", "b", "c", "d"], "{after}");
        }
        let empty = "{ \"sessions\": [] }";
        let after = edited(empty, |text| {
            text.set_entry("c", &json!({ "id": "c" }), order);
            text.set_entry("b", &json!({ "id": "b" }), order);
        });
        assert_eq!(ids(&after), ["c", "b"]);
    }

    #[test]
    fn positions_count_the_byte_order_mark() {
        let text = format!("\u{feff}{TEXT}");
        let mut schedule = ScheduleText::new(text.as_bytes()).unwrap();
        schedule.set("cost", &json!(7));
        let after = spliced(text.as_bytes(), &schedule.finish()).unwrap();
        assert_eq!(String::from_utf8(after).unwrap(), text.replace("\"cost\": 5", "\"cost\": 7"));
    }
}
