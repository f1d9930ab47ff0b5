//! Edits of JSON documents that keep them JSON: values are replaced by others of the document or by borders, members are
//! taken out, renamed, doubled, or taken over from elsewhere.

use serde_json::{Map, Value, json};

use super::edits::{self, Edit, place};

/// Applies edits to a document. One edit in sixteen is of bytes: the last ones may no longer be JSON.
pub(crate) fn edit(input: &[u8], edits: &[Edit]) -> Vec<u8> {
    let Ok(mut document) = serde_json::from_slice::<Value>(input) else { return edits::bytes(input, edits) };
    let (of_bytes, of_values): (Vec<Edit>, Vec<Edit>) = edits.iter().partition(|(kind, ..)| kind % 16 == 15);
    for edit in of_values {
        apply(&mut document, edit);
    }
    edits::bytes(document.to_string().as_bytes(), &of_bytes)
}

/// A value at the border of what is accepted, or beyond.
fn border(with: u16) -> Value {
    let values = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1),
        json!(5),
        json!(1439),
        json!(1440),
        json!(100_000),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(1e300),
        json!(0.1),
        json!(0.0000001),
        json!(""),
        json!("all"),
        json!("hard"),
        json!("off"),
        json!({ "weight": 0.333333 }),
        json!([]),
        json!({}),
        json!([[]]),
        json!("24:00"),
        json!("2027-03-28T02:30"),
        json!("2100-12-31T23:59Z"),
        json!("1970-01-01"),
        json!("Africa/Casablanca"),
        json!("+00:01"),
        json!({ "from": "00:00", "until": "24:00" }),
        json!({ "from": "2027-01-01", "until": "2027-12-31" }),
    ];
    values[place(with, values.len())].clone()
}

fn apply(document: &mut Value, (kind, at, with): Edit) {
    let count = count(document);
    let donor = nth(document, &mut place(with, count)).cloned().unwrap_or_default();
    let key = keys(document).into_iter().nth(usize::from(with) % 97).unwrap_or_default();
    let Some(value) = nth(document, &mut place(at, count)) else { return };
    match kind % 16 {
        0..=2 => *value = border(with),
        3..=5 => *value = donor,
        6 | 7 => number_or_text(value, (kind >> 4, with, at)),
        8 => *value = Value::Array(vec![value.take()]),
        9 | 10 => match value {
            Value::Array(list) if !list.is_empty() => drop(list.remove(usize::from(with) % list.len())),
            Value::Object(members) => {
                if let Some(name) = members.keys().nth(usize::from(with) % members.len().max(1)).cloned() {
                    members.shift_remove(&name);
                }
            }
            other => *other = Value::Null,
        },
        11 => match value {
            Value::Array(list) if !list.is_empty() => {
                let copied = list[usize::from(with) % list.len()].clone();
                list.push(copied);
            }
            other => *other = donor,
        },
        // A member under the name of another one.
        12 | 13 => match value {
            Value::Object(members) => drop(members.insert(key, donor)),
            other => *other = donor,
        },
        _ => match value {
            Value::Object(members) => rename(members, usize::from(with), key),
            Value::Array(list) => list.reverse(),
            other => number_or_text(other, (kind >> 4, with, at)),
        },
    }
}

/// Another number close by, or the text with an edit.
fn number_or_text(value: &mut Value, edit: Edit) {
    match value {
        Value::Number(number) => {
            let near = number.as_i64().unwrap_or(0);
            let steps = [1, -1, 15, 60, 1440, near];
            *value = near.wrapping_add(steps[usize::from(edit.1) % steps.len()]).into();
        }
        Value::String(text) => *value = edits::text(text, edit).into(),
        other => *other = border(edit.1),
    }
}

fn rename(members: &mut Map<String, Value>, which: usize, to: String) {
    if let Some(name) = members.keys().nth(which % members.len().max(1)).cloned()
        && let Some(value) = members.shift_remove(&name)
    {
        members.insert(to, value);
    }
}

/// Number of values in a document, itself included.
fn count(value: &Value) -> usize {
    1 + children(value).into_iter().map(count).sum::<usize>()
}

fn children(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(list) => list.iter().collect(),
        Value::Object(members) => members.values().collect(),
        _ => vec![],
    }
}

/// A value by its number, in the order of the file.
fn nth<'a>(value: &'a mut Value, left: &mut usize) -> Option<&'a mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(list) => list.iter_mut().find_map(|child| nth(child, left)),
        Value::Object(members) => members.values_mut().find_map(|child| nth(child, left)),
        _ => None,
    }
}

/// The names of all members.
fn keys(value: &Value) -> Vec<String> {
    let mut found: Vec<String> = match value {
        Value::Object(members) => members.keys().cloned().collect(),
        _ => vec![],
    };
    found.extend(children(value).into_iter().flat_map(keys));
    found
}
