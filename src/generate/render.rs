//! Writes instances so that people can read them and version control can compare them.

use serde_json::Value;

/// The most columns of a line.
const WIDTH: usize = 120;

/// The text of a document. Each member of the document and each element of its lists begins on a new line. Longer
/// values are wrapped like prose. The text ends with a newline.
pub fn render(document: &Value) -> String {
    let mut text = String::new();
    match document {
        Value::Object(members) if !members.is_empty() => {
            text.push('{');
            for (index, (key, value)) in members.iter().enumerate() {
                text.push_str(if index == 0 { "\n  " } else { ",\n  " });
                text.push_str(&quoted(key));
                text.push_str(": ");
                member(&mut text, value);
            }
            text.push_str("\n}");
        }
        other => text.push_str(&line(other)),
    }
    text.push('\n');
    text
}

/// Appends a member of the document. A list of objects has a line for each object.
fn member(text: &mut String, value: &Value) {
    match value {
        Value::Array(elements) if elements.iter().any(Value::is_object) => {
            text.push('[');
            for (index, element) in elements.iter().enumerate() {
                text.push_str(if index == 0 { "\n    " } else { ",\n    " });
                fill(text, element, 4);
            }
            text.push_str("\n  ]");
        }
        other => fill(text, other, 2),
    }
}

/// Appends a value that begins at `indent`: on the current line if it fits, otherwise its parts on lines that are
/// indented by two more.
fn fill(text: &mut String, value: &Value, indent: usize) {
    let whole = line(value);
    if column(text) + whole.chars().count() < WIDTH {
        text.push_str(&whole);
        return;
    }
    let (open, close, parts): (&str, &str, Vec<(String, &Value)>) = match value {
        Value::Array(elements) => ("[ ", " ]", elements.iter().map(|e| (String::new(), e)).collect()),
        Value::Object(members) => ("{ ", " }", members.iter().map(|(k, v)| (format!("{}: ", quoted(k)), v)).collect()),
        _ => {
            text.push_str(&whole);
            return;
        }
    };
    text.push_str(open);
    for (index, (key, part)) in parts.iter().enumerate() {
        if index > 0 {
            text.push(',');
            let long = column(text) + 1 + key.chars().count() + line(part).chars().count() >= WIDTH;
            if long {
                text.push('\n');
                text.push_str(&" ".repeat(indent + 2));
            } else {
                text.push(' ');
            }
        }
        text.push_str(key);
        fill(text, part, indent + 2);
    }
    text.push_str(close);
}

/// The number of characters since the last newline.
fn column(text: &str) -> usize {
    text.rsplit('\n').next().map_or(0, |last| last.chars().count())
}

/// A value on one line, with a space inside brackets and after separators.
fn line(value: &Value) -> String {
    let join = |open: &str, parts: Vec<String>, close: &str| format!("{open}{}{close}", parts.join(", "));
    match value {
        Value::Array(elements) if elements.iter().any(Value::is_object) => {
            join("[ ", elements.iter().map(line).collect(), " ]")
        }
        Value::Array(elements) => join("[", elements.iter().map(line).collect(), "]"),
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Object(members) => {
            join("{ ", members.iter().map(|(k, v)| format!("{}: {}", quoted(k), line(v))).collect(), " }")
        }
        scalar => scalar.to_string(),
    }
}

fn quoted(key: &str) -> String {
    Value::from(key).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_element_of_a_list_has_a_line() {
        let text =
            render(&json!({ "format": "plenary/1", "rooms": [{ "id": "a" }, { "id": "b" }], "days": ["x", "y"] }));
        let expected = r#"{
  "format": "plenary/1",
  "rooms": [
    { "id": "a" },
    { "id": "b" }
  ],
  "days": ["x", "y"]
}
"#;
        assert_eq!(text, expected);
    }

    #[test]
    fn long_values_are_wrapped() {
        let people: Vec<Value> = (0..12).map(|n| json!({ "id": format!("person-{n}") })).collect();
        let document = json!({ "sessions": [{ "id": "s", "title": "\"quoted\" ü", "people": people }], "empty": {} });
        let text = render(&document);
        assert!(text.lines().all(|l| l.chars().count() <= WIDTH), "{text}");
        assert_eq!(text.lines().count(), 9, "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), document);
    }
}
