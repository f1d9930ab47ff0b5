//! Marks in exported files with which an import finds the sessions of the programme again.

/// The property of a calendar's event with the id of its session.
pub(crate) const CALENDAR_SESSION: &str = "X-PLENARY-SESSION";
/// The property of a calendar's event with the name of a person; one for each.
pub(crate) const CALENDAR_PERSON: &str = "X-PLENARY-PERSON";
/// The processing instruction in an event of `schedule.xml` with the [`anchor`] of its session.
pub(crate) const XML_SESSION: &str = "plenary-session";

/// The first cell of each sheet of a workbook for organisers.
pub(crate) const INTERNAL: &str = "INTERNAL, not for publication";

/// The anchor of a session in pages, made of its id: every character that is not plain is its code between two `~`.
pub fn anchor(id: &str) -> String {
    anchor_of(ANCHOR, id)
}

/// The anchor of an item of another kind, which has another prefix.
pub(crate) fn anchor_of(prefix: &str, id: &str) -> String {
    let mut out = prefix.to_owned();
    for c in id.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' => out.push(c),
            c => out.push_str(&format!("~{:x}~", u32::from(c))),
        }
    }
    out
}

/// The id in an anchor.
pub(crate) fn anchored(anchor: &str) -> Option<String> {
    let mut id = String::new();
    let mut rest = anchor.strip_prefix(ANCHOR)?;
    while let Some((before, after)) = rest.split_once('~') {
        let (code, after) = after.split_once('~')?;
        id.push_str(before);
        id.push(char::from_u32(u32::from_str_radix(code, 16).ok()?)?);
        rest = after;
    }
    id.push_str(rest);
    (!id.is_empty()).then_some(id)
}

/// The beginning of every anchor of a session.
const ANCHOR: &str = "s-";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_unique_names_and_read_back() {
        let ids = ["a-1.b_c", "a b", "\"><", "é", "~", "s-s-"];
        assert_eq!(ids.map(anchor), ["s-a-1.b_c", "s-a~20~b", "s-~22~~3e~~3c~", "s-~e9~", "s-~7e~", "s-s-s-"]);
        assert_eq!(ids.map(|id| anchored(&anchor(id))), ids.map(|id| Some(id.to_owned())));
        assert_eq!(["s-", "a", "s-~20", "s-~x~"].map(anchored), [None, None, None, None]);
    }
}
