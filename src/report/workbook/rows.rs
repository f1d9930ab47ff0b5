//! Writes an element as a row: each field in its column, the rest as JSON.

use serde_json::{Map, Value};

use super::{Head, Written};
use crate::domain::is_hidden;
use crate::sheets::cell::Cell;
use crate::sheets::cell_types::dates::DateOrder;
use crate::sheets::cell_types::{CellType, Context, is_plain};
use crate::sheets::directory::Directory;
use crate::sheets::headings::heading;
use crate::sheets::layout::{Column, ColumnUse, Layout, MORE};
use crate::sheets::read::has_meaning;
use crate::sheets::read::{scalar, value_at};

/// The most UTF-16 units of a long text per cell.
const LONGEST_PART: usize = 32_000;
/// The most fields of `extra` that get their own columns.
const MOST_EXTRA: usize = 40;

/// The rows of a sheet under construction.
pub(crate) struct Rows<'a> {
    layout: &'static Layout,
    context: Context<'a>,
    /// The keys of `extra` with their own columns.
    extra: Vec<String>,
    rows: Vec<(Vec<Option<Cell>>, Vec<String>)>,
}

impl<'a> Rows<'a> {
    /// Starts without rows. The `extra` fields of `elements` may get columns.
    pub(crate) fn new(layout: &'static Layout, directory: &'a Directory, elements: &[Value]) -> Rows<'a> {
        let context = Context { directory, when: &[], order: DateOrder::Unknown };
        let extra = if layout.extra { extra_columns(layout, elements) } else { Vec::new() };
        Rows { layout, context, extra, rows: Vec::new() }
    }

    /// The cell of a field, if its column can hold the value.
    pub(crate) fn cell(&self, path: &str, value: &Value) -> Option<Cell> {
        self.layout.filling(path)?.kind.write(value, self.context)
    }

    /// Adds a row with the fields of an element, and cells for help columns.
    pub(crate) fn push(&mut self, mut fields: Map<String, Value>, help: &[(&str, Cell)]) {
        let mut cells: Vec<Option<Cell>> = Vec::new();
        let mut has_zone = false;
        for column in &self.layout.columns {
            let cell = match column.part {
                ColumnUse::Field(path) => self.take(column, path, &mut fields),
                ColumnUse::Help(name) => {
                    help.iter().find(|(heading, _)| *heading == name).map(|(_, cell)| cell.clone())
                }
                // Without a zone, import would derive the zone from the country.
                ColumnUse::Place(what) if has_zone => self.take(column, &format!("extra/{what}"), &mut fields),
                ColumnUse::Place(_) => None,
            };
            has_zone |= column.kind == CellType::Zone && cell.is_some();
            cells.push(cell);
        }
        for key in &self.extra {
            cells.push(take_extra(key, &mut fields));
        }
        let rest = if fields.is_empty() { Vec::new() } else { pieces(&Value::Object(fields)) };
        self.rows.push((cells, rest));
    }

    fn take(&self, column: &Column, path: &str, fields: &mut Map<String, Value>) -> Option<Cell> {
        let steps: Vec<&str> = path.split('/').collect();
        let cell = column.kind.write(value_at(fields, &steps)?, self.context)?;
        remove(fields, &steps);
        Some(cell)
    }

    /// Completes the sheet. Empty columns are left out unless they are required or `all` are wanted.
    pub(crate) fn finish(self, all: bool) -> Written {
        let known =
            self.layout.columns.iter().map(|column| Head { heading: column.heading.to_owned(), column: Some(column) });
        let extra = self.extra.iter().map(|key| Head { heading: key.clone(), column: None });
        let mut heads: Vec<Head> = known.chain(extra).collect();
        let pieces = self.rows.iter().map(|(_, rest)| rest.len()).max().unwrap_or(0);
        let width = heads.len();
        for piece in 0..pieces {
            let heading = if piece == 0 { MORE.to_owned() } else { format!("{MORE} {}", piece + 1) };
            heads.push(Head { heading, column: None });
        }
        let mut rows: Vec<Vec<Option<Cell>>> = Vec::with_capacity(self.rows.len());
        for (mut cells, rest) in self.rows {
            cells.extend(rest.into_iter().map(|piece| Some(Cell::Text(piece))));
            cells.resize(width + pieces, None);
            rows.push(cells);
        }
        let wanted: Vec<bool> = heads
            .iter()
            .enumerate()
            .map(|(at, head)| rows.iter().any(|row| row[at].is_some()) || is_wanted(self.layout, head, all))
            .collect();
        let keep = |at: usize| wanted.get(at).copied().unwrap_or(false);
        let heads = heads.into_iter().enumerate().filter(|(at, _)| keep(*at)).map(|(_, head)| head).collect();
        let row = |row: Vec<Option<Cell>>| {
            row.into_iter().enumerate().filter(|(at, _)| keep(*at)).map(|(_, cell)| cell).collect()
        };
        Written { layout: Some(self.layout), heads, rows: rows.into_iter().map(row).collect() }
    }
}

/// Whether a column is written even if it is empty.
fn is_wanted(layout: &Layout, head: &Head, all: bool) -> bool {
    let Some(column) = head.column else { return false };
    let needed = layout.needs.iter().any(|group| group.contains(&column.heading));
    let rare = ["fixed", "day", "end", "first name", "last name", "first", "second", "moderators", "rapporteurs"];
    needed && !rare.contains(&column.heading) || all && !rare.contains(&column.heading)
}

/// The keys of `extra` that can be column headings.
fn extra_columns(layout: &'static Layout, elements: &[Value]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for extra in elements.iter().filter_map(|element| element.get("extra")?.as_object()) {
        for (key, value) in extra {
            if keys.len() < MOST_EXTRA && !keys.contains(key) && is_heading(layout, key) && extra_cell(value).is_some()
            {
                keys.push(key.clone());
            }
        }
    }
    keys
}

fn is_heading(layout: &'static Layout, key: &str) -> bool {
    let heading = heading(key);
    let short = key.chars().count() <= 100;
    short && !key.is_empty() && heading.written == *key && is_plain(key) && !has_meaning(layout, key)
}

/// The cell of a field of `extra`, if import reads the same value back.
pub(crate) fn extra_cell(value: &Value) -> Option<Cell> {
    let cell = match value {
        Value::String(text) if is_plain(text) && text.encode_utf16().count() < LONGEST_PART => Cell::Text(text.clone()),
        Value::Number(number) => Cell::Number(number.as_f64()?),
        Value::Bool(flag) => Cell::Flag(*flag),
        _ => return None,
    };
    (!cell.is_blank() && scalar(&cell) == *value).then_some(cell)
}

fn take_extra(key: &str, fields: &mut Map<String, Value>) -> Option<Cell> {
    let cell = extra_cell(value_at(fields, &["extra", key])?)?;
    remove(fields, &["extra", key]);
    Some(cell)
}

/// Removes the value at a path, and all objects that become empty.
fn remove(fields: &mut Map<String, Value>, steps: &[&str]) {
    match steps {
        [] => {}
        [only] => drop(fields.shift_remove(*only)),
        [first, rest @ ..] => {
            let Some(Value::Object(inner)) = fields.get_mut(*first) else { return };
            remove(inner, rest);
            if inner.is_empty() {
                fields.shift_remove(*first);
            }
        }
    }
}

/// Writes a value as JSON, in pieces that fit into cells.
pub(crate) fn pieces(value: &Value) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut length = 0;
    for c in value.to_string().chars() {
        if length + c.len_utf16() > LONGEST_PART {
            pieces.push(std::mem::take(&mut piece));
            length = 0;
        }
        // XML does not allow some of these characters. They occur only in strings, where JSON can escape them.
        if is_hidden(c) {
            let escaped = format!("\\u{:04x}", u32::from(c));
            length += escaped.len();
            piece.push_str(&escaped);
        } else {
            length += c.len_utf16();
            piece.push(c);
        }
    }
    pieces.push(piece);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::layout::ROOMS;
    use serde_json::json;

    fn written(rooms: &[Value]) -> Vec<Vec<String>> {
        let directory = Directory::new();
        let mut rows = Rows::new(&ROOMS, &directory, rooms);
        for room in rooms {
            rows.push(room.as_object().unwrap().clone(), &[]);
        }
        let sheet = rows.finish(false);
        let heads = sheet.heads.iter().map(|head| head.heading.clone()).collect();
        let cells =
            sheet.rows.iter().map(|row| row.iter().map(|c| c.as_ref().map_or(String::new(), Cell::shown)).collect());
        std::iter::once(heads).chain(cells).collect()
    }

    #[test]
    fn fields_are_in_their_columns_and_the_rest_is_json() {
        let rows = written(&[
            json!({ "id": "hall", "name": "Hall", "capacity": 500, "extra": { "floor": 2, "deep": { "a": 1 } } }),
            json!({ "id": " odd ", "closed": [] }),
        ]);
        let expected = [
            vec!["id", "name", "capacity", "floor", "more (JSON)"],
            vec!["hall", "Hall", "500", "2", "{\"extra\":{\"deep\":{\"a\":1}}}"],
            vec!["", "", "", "", "{\"id\":\" odd \",\"closed\":[]}"],
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn long_json_is_split_into_pieces_that_fit_into_cells() {
        let value = json!({ "note": "é\u{ffff}𝄞".repeat(20_000) });
        let pieces = pieces(&value);
        assert!(pieces.len() > 3 && pieces.iter().all(|piece| piece.encode_utf16().count() < 32_767));
        assert_eq!(serde_json::from_str::<Value>(&pieces.concat()).unwrap(), value);
    }
}
