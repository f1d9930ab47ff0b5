//! What changed since the last published version: as JSON, as an Atom feed, and as a section of the page.

mod atom;
mod section;
#[cfg(test)]
mod testing;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Options, guid, version, words};
use crate::explain::programme::Programme;
use crate::explain::public_changes::{PublicChange, PublicPlace};
use crate::explain::versions::SessionChangeKind;
use crate::sheets::own_marks::anchor;

pub(crate) use atom::{NAME as ATOM, feed};
pub(crate) use section::section;

/// The name of the JSON document in a site.
pub(crate) const JSON: &str = "changes.json";

/// The value of `format`.
const FORMAT: &str = "plenary-changes/1";

/// The changes of a programme since a version before it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// The name of that version; `None` if it was never released, or if there is none.
    pub since: Option<String>,
    /// The changes, by time.
    pub all: Vec<PublicChange>,
}

/// The file `changes.json` of a site: the sessions that changed since the last published version.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "plenary-changes/1")]
pub struct ChangesDocument {
    /// The format of this file.
    #[schemars(extend("const" = "plenary-changes/1"))]
    format: &'static str,
    /// A URN that identifies the event; the same in all versions.
    event: String,
    /// The name of the event.
    name: String,
    /// The time zone of the event, which the texts use.
    zone: String,
    /// The version of the programme, as in all other files of the site.
    version: String,
    /// Whether this version is a draft, which may still change.
    draft: bool,
    /// The name of the version before. `null`: it was never released, or no version before was given.
    since: Option<String>,
    /// The time stamp of the programme, in UTC. Without one, the start of the first day of the event.
    updated: String,
    /// The changed sessions, by time.
    changes: Vec<ChangedSession>,
}

/// A changed session.
#[derive(Debug, Serialize, JsonSchema)]
struct ChangedSession {
    /// A URN that identifies this change of this session in this version.
    id: String,
    /// What changed. `edited`: only the title.
    kind: SessionChangeKind,
    /// The session's id.
    session: String,
    /// Its current title; the last one if it is cancelled.
    title: String,
    /// Its old title; `null` if it has not changed.
    old_title: Option<String>,
    /// Its old place; `null` for a new session.
    old: Option<Place>,
    /// Its new place; `null` for a cancelled session.
    new: Option<Place>,
    /// The change in words.
    text: String,
    /// The address of the session on the page: relative to this file, or complete if the base address is known.
    url: String,
}

/// When and where a session is held.
#[derive(Debug, Serialize, JsonSchema)]
struct Place {
    /// Its start, in RFC 3339 with the event's offset from UTC.
    start: String,
    /// Its end, in RFC 3339 with the event's offset from UTC.
    end: String,
    /// The room's name; `null` if the version does not give one.
    room: Option<String>,
}

/// Writes the changes as a JSON document.
pub(crate) fn json(programme: &Programme, options: &Options) -> String {
    let mut text = serde_json::to_string_pretty(&document(programme, options)).unwrap_or_default();
    text.push('\n');
    text
}

fn document(programme: &Programme, options: &Options) -> ChangesDocument {
    let changes = options.changes.all.iter().map(|change| ChangedSession {
        id: id(programme, change),
        kind: change.kind,
        session: change.session.clone(),
        title: title(change),
        old_title: change.old_title.as_ref().map(|old| or_type(old, change)),
        old: change.old.as_ref().map(place),
        new: change.new.as_ref().map(place),
        text: sentence(change),
        url: link(change, options),
    });
    ChangesDocument {
        format: FORMAT,
        event: urn(&guid(&[&programme.identity, "event"])),
        name: words::line(&programme.name),
        zone: programme.zone.clone(),
        version: version::name(programme),
        draft: version::is_draft(programme),
        since: options.changes.since.as_deref().map(words::line),
        updated: updated(programme, options),
        changes: changes.collect(),
    }
}

fn place(place: &PublicPlace) -> Place {
    Place { start: place.start.rfc3339(), end: place.end.rfc3339(), room: place.room.as_deref().map(words::line) }
}

fn urn(guid: &str) -> String {
    format!("urn:uuid:{guid}")
}

/// The id of a change: another version has other ones, and another export of the same version has the same.
fn id(programme: &Programme, change: &PublicChange) -> String {
    urn(&guid(&[&programme.identity, "change", &version::name(programme), &change.session]))
}

/// The time stamp of all changes, never that of the clock.
fn updated(programme: &Programme, options: &Options) -> String {
    let at = options.stamp.map_or(programme.origin, |stamp| stamp.at);
    at.utc().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The address of the session on the page; that of the page for a session that is not on it.
fn link(change: &PublicChange, options: &Options) -> String {
    let page = options.address("index.html");
    if change.new.is_some() { format!("{page}#{}", anchor(&change.session)) } else { page }
}

/// The title of the session. An id is not one.
fn title(change: &PublicChange) -> String {
    or_type(&change.title, change)
}

fn or_type(title: &str, change: &PublicChange) -> String {
    let title = words::line(title);
    if title.is_empty() { format!("{}: title to be announced", words::line(&change.session_type)) } else { title }
}

/// The kind of change in a word or two, before the title.
fn label(kind: SessionChangeKind) -> &'static str {
    match kind {
        SessionChangeKind::Added => "New",
        SessionChangeKind::Removed => "Cancelled",
        SessionChangeKind::Moved => "Moved",
        SessionChangeKind::Room => "Other room",
        SessionChangeKind::Edited | SessionChangeKind::Unchanged => "New title",
    }
}

/// Old and new time, room and title in words, with times in the event's zone.
fn sentence(change: &PublicChange) -> String {
    let room = |place: &PublicPlace| place.room.as_deref().map_or_else(|| words::NO_ROOM.to_owned(), words::line);
    let spot = |place: &PublicPlace| format!("{}, {}", place.when, room(place));
    let mut text = match (&change.old, &change.new) {
        (Some(old), Some(new)) if change.kind == SessionChangeKind::Room => {
            format!("{}, now {}, was {}.", new.when, room(new), room(old))
        }
        (Some(old), Some(new)) if change.kind == SessionChangeKind::Moved => {
            format!("Now {}; was {}.", spot(new), spot(old))
        }
        (Some(old), None) => format!("Was {}.", spot(old)),
        (_, Some(new)) => format!("{}.", spot(new)),
        (None, None) => String::new(),
    };
    if let Some(old) = &change.old_title {
        text.push_str(&format!(" Old title: {}.", or_type(old, change)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::testing::{changed, hostile_changes};
    use super::*;

    #[test]
    fn each_change_is_a_sentence() {
        let (_, options) = changed();
        let texts: Vec<String> = options.changes.all.iter().map(sentence).collect();
        assert_eq!(
            texts,
            [
                "Mon 2 Nov 2020 09:00-10:00, Room 0.",
                "Now Mon 2 Nov 2020 10:00-11:00, Room 1; was Mon 2 Nov 2020 12:00-13:00, Room 0.",
                "Mon 2 Nov 2020 11:00-12:00, now Room to be announced, was Room 0. Old title: Before.",
                "Was Mon 2 Nov 2020 12:00-13:00, Room 0.",
                "Mon 2 Nov 2020 13:00-14:00, Room 1. Old title: talk: title to be announced.",
            ]
        );
        let labels: Vec<&str> = options.changes.all.iter().map(|change| label(change.kind)).collect();
        assert_eq!(labels, ["New", "Moved", "Other room", "Cancelled", "New title"]);
    }

    #[test]
    fn ids_depend_on_the_version_and_on_nothing_else() {
        let (programme, options) = changed();
        let document = document(&programme, &options);
        let ids: std::collections::BTreeSet<&str> = document.changes.iter().map(|change| change.id.as_str()).collect();
        assert_eq!(ids.len(), 5);
        let mut later = options.clone();
        later.changes.all[1].new = None;
        assert_eq!(self::document(&programme, &later).changes[1].id, document.changes[1].id);
        let other = Programme { version: "0123456789ab".into(), ..programme };
        assert_ne!(self::document(&other, &options).changes[1].id, document.changes[1].id);
        assert_eq!(document.updated, "2020-11-02T00:00:00Z");
    }

    #[test]
    fn addresses_are_relative_or_complete_and_a_cancelled_session_has_that_of_the_page() {
        let (programme, options) = changed();
        let urls = |options: &Options| -> Vec<String> {
            document(&programme, options).changes.into_iter().map(|change| change.url).collect()
        };
        assert_eq!(urls(&options)[..2], ["index.html#s-new", "index.html#s-moved"]);
        let based = Options { base_url: Some("https://a.org/p/".into()), ..options };
        assert_eq!(urls(&based)[2..4], ["https://a.org/p/index.html#s-room", "https://a.org/p/index.html"]);
    }

    #[test]
    fn hostile_texts_are_strings_in_json() {
        let (programme, options) = hostile_changes();
        let read: serde_json::Value = serde_json::from_str(&json(&programme, &options)).unwrap();
        assert_eq!(read["changes"].as_array().map(Vec::len), Some(5));
    }
}
