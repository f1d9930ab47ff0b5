//! Cells with several values, separated by semicolons.

use serde_json::{Map, Value, json};

use super::dates::{DateOrder, edge};
use super::{CellType, numbers, reference};
use crate::instance::codes::{BAD_TIME, HALF_WINDOW};
use crate::sheets::cell::{Cell, trimmed};
use crate::sheets::codes::BAD_CELL;
use crate::sheets::directory::{Directory, EntityKind, NameLookup};
use crate::sheets::problem::Fault;

/// The parts of a cell between semicolons or line breaks, without the empty ones.
pub(crate) fn parts(cell: &Cell) -> Vec<String> {
    let shown = cell.shown();
    shown.split([';', '\n', '；']).map(trimmed).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The same, but a single part is split at commas.
fn loose_parts(cell: &Cell) -> Vec<String> {
    let parts = parts(cell);
    match parts.as_slice() {
        [only] => only.split(',').map(trimmed).filter(|part| !part.is_empty()).map(str::to_owned).collect(),
        _ => parts,
    }
}

/// Words, for example tags.
pub(crate) fn words(cell: &Cell) -> Value {
    loose_parts(cell).into()
}

/// The ids of the named elements.
pub(crate) fn references(of: EntityKind, cell: &Cell, directory: &Directory) -> Result<Value, Fault> {
    let whole = parts(cell);
    let is_one = whole.len() == 1 && directory.find(of, &whole[0]) != NameLookup::None;
    let names = if is_one || of == EntityKind::Person || of == EntityKind::Session { whole } else { loose_parts(cell) };
    names.iter().map(|name| reference(of, name, directory).map(Value::from)).collect()
}

/// Dates.
pub(crate) fn dates(cell: &Cell, order: DateOrder) -> Result<Value, Fault> {
    if !matches!(cell, Cell::Text(_)) {
        return super::dates::date(cell, order).map(|date| json!([date]));
    }
    // The date `Nov 2, 2020` contains a comma.
    let list = |parts: Vec<String>| -> Result<Value, Fault> {
        parts.into_iter().map(|part| super::dates::date(&Cell::Text(part), order).map(Value::from)).collect()
    };
    list(parts(cell)).or_else(|fault| list(loose_parts(cell)).map_err(|_| fault))
}

/// Windows: `2020-11-02T09:00 / 2020-11-02T12:00`.
pub(crate) fn windows(cell: &Cell, order: DateOrder) -> Result<Value, Fault> {
    if let Cell::Date(_) | Cell::Number(_) = cell {
        // A date means that whole day.
        return Ok(json!([{ "from": edge(cell, order, false)?, "until": edge(cell, order, true)? }]));
    }
    parts(cell).iter().map(|part| window(part, order)).collect()
}

fn window(text: &str, order: DateOrder) -> Result<Value, Fault> {
    let ends = [" / ", " – ", " — ", " to ", " until ", " - "].iter().find_map(|mark| text.split_once(mark));
    let text_cell = |text: &str| Cell::Text(text.to_owned());
    let Some((from, until)) = ends else {
        let day = text_cell(text);
        let (from, until) = (edge(&day, order, false)?, edge(&day, order, true)?);
        if from == until {
            let fault = Fault::new(&HALF_WINDOW, format!("the period \"{text}\" has no end"));
            return Err(fault.help("write begin / end, like this: 2020-11-02 09:00 / 2020-11-02 12:00"));
        }
        return Ok(json!({ "from": from, "until": until }));
    };
    let from = edge(&text_cell(from), order, false)?;
    let mut until = edge(&text_cell(until), order, true)?;
    if !from.contains('-') {
        let fault = Fault::new(&BAD_TIME, format!("the period \"{text}\" has no date"));
        return Err(fault.help("write begin / end, like this: 2020-11-02 09:00 / 2020-11-02 12:00"));
    }
    // In `2020-11-02 09:00 / 12:00` both are on the same day.
    if !until.contains('-') {
        until = format!("{}T{until}", &from[..10]);
    }
    Ok(json!({ "from": from, "until": until }))
}

/// A selector: a session, or a group like `type: keynote`.
fn selector(text: &str, directory: &Directory) -> Result<Map<String, Value>, Fault> {
    let mut object = Map::new();
    let key = text.split_once(':').and_then(|(key, value)| {
        let key = key.trim().to_lowercase();
        let of = match key.as_str() {
            "type" => Some(EntityKind::Type),
            "track" => Some(EntityKind::Track),
            "phase" => Some(EntityKind::Phase),
            "tag" => None,
            _ => return None,
        };
        Some((key, of, trimmed(value)))
    });
    match key {
        Some((key, of, value))
            if !value.is_empty() && directory.find(EntityKind::Session, text) == NameLookup::None =>
        {
            let id = of.map_or(Ok(value.to_owned()), |of| reference(of, value, directory))?;
            object.insert(key, id.into());
        }
        _ => {
            object.insert("id".to_owned(), reference(EntityKind::Session, text, directory)?.into());
        }
    }
    Ok(object)
}

/// The short form of an entry that is only an id.
fn shortest(object: Map<String, Value>) -> Value {
    match object.get("id") {
        Some(id) if object.len() == 1 => id.clone(),
        _ => Value::Object(object),
    }
}

/// Selectors.
pub(crate) fn selectors(cell: &Cell, directory: &Directory) -> Result<Value, Fault> {
    parts(cell).iter().map(|part| selector(part, directory).map(shortest)).collect()
}

/// Selectors, each optionally with a gap in minutes.
pub(crate) fn orders(cell: &Cell, directory: &Directory) -> Result<Value, Fault> {
    let order = |part: &String| {
        let gap =
            part.rsplit_once('+').map(|(name, gap)| (trimmed(name), numbers::minutes(&Cell::Text(gap.to_owned()))));
        match gap {
            Some((name, Ok(gap))) if directory.find(EntityKind::Session, part) == NameLookup::None => {
                let mut object = selector(name, directory)?;
                object.insert("gap_minutes".to_owned(), gap);
                Ok(Value::Object(object))
            }
            _ => selector(part, directory).map(shortest),
        }
    };
    parts(cell).iter().map(order).collect()
}

/// Selectors, each optionally with a weight.
pub(crate) fn aparts(cell: &Cell, directory: &Directory) -> Result<Value, Fault> {
    let apart = |part: &String| {
        let weight = [" x ", " × "].iter().find_map(|mark| part.rsplit_once(mark));
        let weight = weight.map(|(name, weight)| (trimmed(name), numbers::decimal(&Cell::Text(weight.to_owned()))));
        match weight {
            Some((name, Ok(weight))) if directory.find(EntityKind::Session, part) == NameLookup::None => {
                let mut object = selector(name, directory)?;
                object.insert("weight".to_owned(), weight);
                Ok(Value::Object(object))
            }
            _ => selector(part, directory).map(shortest),
        }
    };
    parts(cell).iter().map(apart).collect()
}

/// Audiences with their factors.
pub(crate) fn multipliers(cell: &Cell, directory: &Directory) -> Result<Value, Fault> {
    let mut object = Map::new();
    for part in parts(cell) {
        let pair = part.rsplit_once([':', '=', '×']);
        let Some((name, Ok(number))) =
            pair.map(|(name, number)| (trimmed(name), numbers::decimal(&Cell::Text(number.to_owned()))))
        else {
            let fault = Fault::new(&BAD_CELL, format!("\"{part}\" is not an audience with a factor"));
            return Err(fault.help("write audience and factor, like this: africa: 3; asia: 0.5"));
        };
        if object.insert(reference(EntityKind::Audience, name, directory)?, number).is_some() {
            return Err(Fault::new(&BAD_CELL, format!("the cell names \"{name}\" twice")));
        }
    }
    Ok(Value::Object(object))
}

/// The cell text for a list or an object; `None` if it has none.
pub(crate) fn written(kind: CellType, value: &Value) -> Option<String> {
    if let (CellType::Multipliers, Value::Object(object)) = (kind, value) {
        let pairs: Vec<String> = object.iter().map(|(key, number)| format!("{key}: {number}")).collect();
        return Some(pairs.join("; "));
    }
    let elements = value.as_array()?;
    let texts: Option<Vec<String>> = elements
        .iter()
        .map(|element| match kind {
            CellType::Words | CellType::Refs(_) | CellType::Dates => element.as_str().map(str::to_owned),
            CellType::Windows => {
                Some(format!("{} / {}", element.get("from")?.as_str()?, element.get("until")?.as_str()?))
            }
            CellType::Selectors | CellType::Orders | CellType::Aparts => entry(element),
            _ => None,
        })
        .collect();
    Some(texts?.join("; "))
}

/// The text of a selector with its gap or weight.
fn entry(element: &Value) -> Option<String> {
    if let Some(id) = element.as_str() {
        return Some(id.to_owned());
    }
    let object = element.as_object()?;
    let named = ["type", "track", "tag", "phase"]
        .iter()
        .find_map(|key| Some(format!("{key}: {}", object.get(*key)?.as_str()?)));
    let name = match object.get("id") {
        Some(id) => id.as_str()?.to_owned(),
        None => named?,
    };
    Some(match (object.get("gap_minutes"), object.get("weight")) {
        (Some(gap), _) => format!("{name} + {gap}"),
        (None, Some(weight)) => format!("{name} x {weight}"),
        (None, None) => name,
    })
}

#[cfg(test)]
mod tests {
    use super::super::Context;
    use super::*;

    fn directory() -> Directory {
        let mut directory = Directory::new();
        directory.declare(EntityKind::Session, "cables", Some("Cables and clouds"));
        directory.declare(EntityKind::Session, "type: odd", None);
        directory.declare(EntityKind::Audience, "africa", Some("Africa"));
        directory.declare(EntityKind::Room, "hall", Some("Hall, upper"));
        directory
    }

    fn read(kind: CellType, text: &str) -> Result<Value, &'static str> {
        let directory = directory();
        let context = Context { directory: &directory, when: &[], order: DateOrder::Unknown };
        kind.read(&Cell::Text(text.to_owned()), context).map_err(|fault| fault.code.id)
    }

    #[test]
    fn lists_are_split_at_semicolons_or_else_at_commas() {
        assert_eq!(read(CellType::Words, "trust, data ; "), Ok(json!(["trust", "data"])));
        assert_eq!(read(CellType::Words, "trust; data, big"), Ok(json!(["trust", "data, big"])));
        assert_eq!(read(CellType::Refs(EntityKind::Room), "Hall, upper"), Ok(json!(["hall"])));
        assert_eq!(read(CellType::Refs(EntityKind::Room), "hall, studio"), Ok(json!(["hall", "studio"])));
        assert_eq!(read(CellType::Dates, "Nov 2, 2020"), Ok(json!(["2020-11-02"])));
        assert_eq!(read(CellType::Dates, "2020-11-02, 2020-11-03"), Ok(json!(["2020-11-02", "2020-11-03"])));
    }

    #[test]
    fn selectors_gaps_weights_and_factors_are_read() {
        assert_eq!(
            read(CellType::Selectors, "Cables and Clouds; type: keynote"),
            Ok(json!(["cables", { "type": "keynote" }]))
        );
        assert_eq!(read(CellType::Selectors, "type: odd"), Ok(json!(["type: odd"])));
        assert_eq!(
            read(CellType::Orders, "cables + 30 min; phase: two"),
            Ok(json!([{ "id": "cables", "gap_minutes": 30 }, { "phase": "two" }]))
        );
        assert_eq!(read(CellType::Aparts, "cables x 0.5"), Ok(json!([{ "id": "cables", "weight": 0.5 }])));
        assert_eq!(read(CellType::Multipliers, "Africa: 3; asia = 0,5"), Ok(json!({ "africa": 3, "asia": 0.5 })));
        assert_eq!(read(CellType::Multipliers, "africa"), Err("bad-cell"));
        assert_eq!(read(CellType::Multipliers, "africa: 1; Africa: 2"), Err("bad-cell"));
    }

    #[test]
    fn periods_have_two_ends_or_are_a_whole_day() {
        let expected = Ok(json!([{ "from": "2020-11-02T09:00", "until": "2020-11-02T12:00" }]));
        assert_eq!(read(CellType::Windows, "2020-11-02T09:00 / 2020-11-02T12:00"), expected);
        assert_eq!(read(CellType::Windows, "2 Nov 2020 9:00 – 12:00"), expected);
        assert_eq!(
            read(CellType::Windows, "2 Nov 2020"),
            Ok(json!([{ "from": "2020-11-02T00:00", "until": "2020-11-02T24:00" }]))
        );
        assert_eq!(read(CellType::Windows, "9:00 / 12:00"), Err("bad-time"));
        assert_eq!(read(CellType::Windows, "2020-11-02T09:00"), Err("half-window"));
    }

    #[test]
    fn values_that_would_not_be_read_back_are_not_written() {
        let directory = directory();
        let context = Context { directory: &directory, when: &[], order: DateOrder::Unknown };
        let written = |kind: CellType, value: Value| kind.write(&value, context).map(|cell| cell.shown());
        assert_eq!(written(CellType::Words, json!(["a", "b c"])).as_deref(), Some("a; b c"));
        for (kind, value) in [
            (CellType::Words, json!(["a, b"])),
            (CellType::Words, json!(["a; b", "c"])),
            (CellType::Words, json!([])),
            (CellType::Words, json!(["a\u{1}"])),
            (CellType::Text, json!(" blank before")),
            (CellType::Text, json!("")),
            (CellType::Ref(EntityKind::Person), json!("nobody")),
            (CellType::Selectors, json!([{ "type": "a", "track": "b" }])),
            (CellType::Orders, json!([{ "id": "cables" }])),
        ] {
            assert_eq!(written(kind, value.clone()), None, "{value}");
        }
        assert_eq!(
            written(CellType::Orders, json!([{ "track": "x", "gap_minutes": 5 }])).as_deref(),
            Some("track: x + 5")
        );
        assert_eq!(written(CellType::Until, json!("2020-11-02T00:00")).as_deref(), Some("2020-11-02T00:00"));
    }
}
