//! The programme as JSON for the page's script.

use serde_json::{Value, json};

use super::clocks::clocks;
use crate::explain::programme::{Programme, ProgrammeSession, ScheduledTime};
use crate::report::export::{guid, version, words};

/// Writes a JSON document for a `script` element. Nothing in it can end the element or begin a comment.
pub(crate) fn json(programme: &Programme) -> String {
    let names = |all: &[crate::explain::programme::NamedItem]| -> Value {
        all.iter().map(|named| words::line(&named.name)).collect()
    };
    let mut document = json!({
        "uid": &guid(&[&programme.identity, "event"])[..8],
        "identity": programme.identity,
        "name": words::line(&programme.name),
        "zone": programme.zone,
        "clocks": clocks(programme),
        "comfort": programme.comfort,
        "rooms": names(&programme.rooms),
        "types": names(&programme.types),
        "tracks": names(&programme.tracks),
        "phases": names(&programme.phases),
        "sessions": columns(programme),
    });
    if version::is_draft(programme) {
        document["draft"] = json!(true);
    }
    inside_script(&document.to_string())
}

/// What the page does not say of the sessions elsewhere: for each member the values of all sessions, as `main.js` reads
/// them. Revisions are left out if all are 0.
fn columns(programme: &Programme) -> Value {
    let position = |position: Option<usize>| position.map_or(-1, |position| i64::try_from(position).unwrap_or(-1));
    let column = |of: &dyn Fn(&ProgrammeSession, ScheduledTime) -> i64| -> Value {
        programme.held().map(|(session, held)| of(session, held)).collect()
    };
    let mut columns = json!({
        "room": column(&|_, held| position(held.room)),
        "type": column(&|session, _| position(Some(session.kind))),
        "track": column(&|session, _| position(session.track)),
        "phase": column(&|_, held| position(held.phase)),
    });
    if programme.held().any(|(session, _)| session.sequence > 0) {
        columns["sequence"] = column(&|session, _| i64::from(session.sequence));
    }
    columns
}

pub(super) fn inside_script(json: &str) -> String {
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
        assert_eq!(read["sessions"]["room"].as_array().map(Vec::len), Some(5));
        assert!(read["name"].as_str().is_some_and(|name| name.starts_with("</script>")));
    }
}
