//! The programme as JSON for the page's script.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::clocks::clocks;
use super::sections::people_by_name;
use crate::explain::programme::{Programme, ProgrammeSession, ScheduledTime};
use crate::report::export::{guid, version, words};
use crate::report::ics::uid;

/// Writes a JSON document for a `script` element. Nothing in it can end the element or begin a comment.
pub(crate) fn json(programme: &Programme) -> String {
    let names = |all: &[crate::explain::programme::NamedItem]| -> Value {
        all.iter().map(|named| words::line(&named.name)).collect()
    };
    let order = people_by_name(programme);
    let ranks: BTreeMap<usize, usize> = order.into_iter().enumerate().map(|(rank, person)| (person, rank)).collect();
    let mut document = json!({
        "uid": &guid(&[&programme.identity, "event"])[..8],
        "name": words::line(&programme.name),
        "zone": programme.zone,
        "clocks": clocks(programme),
        "comfort": programme.comfort,
        "noRoom": words::NO_ROOM,
        "rooms": names(&programme.rooms),
        "types": names(&programme.types),
        "tracks": names(&programme.tracks),
        "phases": names(&programme.phases),
        "sessions": programme.held().map(|(session, held)| {
            row(programme, session, held, &ranks)
        }).collect::<Vec<_>>(),
    });
    if version::is_draft(programme) {
        document["draft"] = json!(true);
    }
    inside_script(&document.to_string())
}

/// One session; its people by their ranks in the order of names. `main.js` reads the members in this order; a revision
/// of 0 is left out.
fn row(
    programme: &Programme,
    session: &ProgrammeSession,
    held: ScheduledTime,
    ranks: &BTreeMap<usize, usize>,
) -> Value {
    let position = |position: Option<usize>| position.map_or(-1, |position| i64::try_from(position).unwrap_or(-1));
    let mut row = json!([
        session.id,
        held.start.at.0,
        session.minutes,
        position(held.room),
        session.kind,
        position(session.track),
        position(held.phase),
        session.people.iter().filter_map(|person| ranks.get(person)).collect::<Vec<_>>(),
        uid(&programme.identity, &session.id),
    ]);
    if let Some(cells) = row.as_array_mut().filter(|_| session.sequence > 0) {
        cells.push(json!(session.sequence));
    }
    row
}

fn inside_script(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::hostile;
    use super::*;

    #[test]
    fn no_text_ends_the_script_element() {
        let text = json(&hostile());
        assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{text}");
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["sessions"].as_array().map(Vec::len), Some(5));
        assert!(read["name"].as_str().is_some_and(|name| name.starts_with("</script>")));
    }
}
