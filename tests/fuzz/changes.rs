//! Lines of changes: each is read or refused, a change is written as a line that is read as the same, and the programme
//! with the change is written and read as the same.

use std::sync::OnceLock;

use plenary::change::{Draft, Line};
use plenary::domain::change::{kinds, read};
use plenary::generate::render;
use plenary::instance::format::Instance;
use plenary::instance::{document, load};
use plenary::report::workbook::EXAMPLE;
use plenary::rules::catalogue;

use super::{Target, codes, edits};

#[test]
fn changes() {
    let seeds = kinds().map(|kind| kind.example.as_bytes().to_vec()).collect();
    Target { name: "changes", seeds, edit: edits::bytes, run }.fuzz();
}

fn run(input: &[u8]) -> Result<String, String> {
    let text = String::from_utf8_lossy(input);
    if let Ok(change) = read(&text) {
        let line = change.line();
        let again = read(&line).map_err(|_| format!("written as {line:?}, it cannot be read"))?;
        if again != change {
            return Err(format!("written as {line:?}, it is read as {again:?}, and was {change:?}"));
        }
    }
    let line = match Line::parse(&text, "a line") {
        Ok(line) => line,
        Err(why) => return Ok(codes(&[*why])),
    };
    let mut draft = Draft::new(example().clone(), None, catalogue());
    let kind = kinds().find(|kind| text.starts_with(kind.name)).map_or("", |kind| kind.name);
    if let Err(why) = line.apply(&mut draft, "a line") {
        return Ok(format!("{kind} {}", codes(&[*why])));
    }
    let written = serde_json::to_value(&draft.instance).map_err(|error| error.to_string())?;
    let loaded = load(render(&written).as_bytes(), "p.json", &catalogue());
    Ok(format!("{kind} {} {}", loaded.conference.is_some(), codes(&loaded.diagnostics)))
}

/// The programme on which the examples of all changes work.
fn example() -> &'static Instance {
    static EXAMPLE_READ: OnceLock<Instance> = OnceLock::new();
    EXAMPLE_READ.get_or_init(|| document(EXAMPLE.as_bytes(), "p.json").unwrap())
}
