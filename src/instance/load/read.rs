//! From the JSON tree to the typed instance. Each element of a long list is read separately, so that a fault loses one
//! element only and all faults are found.

use serde::Deserialize;

use super::number::MOST_SESSIONS;
use crate::instance::codes;
use crate::instance::deserialize_lenient::{deserialize_lenient, deserialize_list};
use crate::instance::format::{At, INSTANCE_FORMAT, Instance, SCHEDULE_FORMAT};
use crate::instance::json::{Member, Node, Value};
use crate::instance::problem::Problems;

/// Ids of elements that were written but could not be read, by kind of element.
#[derive(Debug, Default)]
pub(crate) struct Unread {
    /// Rooms.
    pub rooms: Vec<String>,
    /// Services.
    pub services: Vec<String>,
    /// Roles.
    pub roles: Vec<String>,
    /// Phases.
    pub phases: Vec<String>,
    /// Types.
    pub types: Vec<String>,
    /// Tracks.
    pub tracks: Vec<String>,
    /// Audiences.
    pub audiences: Vec<String>,
    /// People.
    pub people: Vec<String>,
    /// Sessions.
    pub sessions: Vec<String>,
    /// Whether any session, with or without an id, could not be read.
    pub some_session: bool,
}

/// The instance as far as it could be read.
#[derive(Debug)]
pub(crate) struct Read {
    /// The instance, without the elements that could not be read.
    pub instance: Instance,
    /// The ids of the elements that could not be read.
    pub unread: Unread,
}

/// The lists whose elements are read one by one, and the most elements each may have.
const LISTS: [(&str, usize); 12] = [
    ("comfort", 1_000),
    ("rooms", 1_000),
    ("services", 1_000),
    ("roles", 1_000),
    ("phases", 1_000),
    ("types", 10_000),
    ("tracks", 10_000),
    ("audiences", 20_000),
    ("people", 100_000),
    ("sessions", MOST_SESSIONS),
    ("relations", 20_000),
    ("interest", 500_000),
];

fn most(list: &str) -> usize {
    LISTS.iter().find(|(name, _)| *name == list).map_or(usize::MAX, |(_, most)| *most)
}

/// Reads the typed instance; `None` if the document is not an instance.
pub(crate) fn instance(root: &Node, problems: &mut Problems) -> Option<Read> {
    let Some(members) = root.members() else {
        problems.add(&codes::WRONG_TYPE, root.span, "a programme file must contain a JSON object".into());
        return None;
    };
    if !format_is(INSTANCE_FORMAT, root, problems) {
        return None;
    }
    let mut instance: Instance = deserialize_lenient(&head(root, members, &LISTS.map(|(name, _)| name)), problems)?;
    let mut unread = Unread::default();
    macro_rules! lists {
        ($($field:ident => $ids:expr),*) => {$(
            (instance.$field, $ids) = elements(root, stringify!($field), most(stringify!($field)), problems);
        )*};
    }
    lists!(services => unread.services, roles => unread.roles, phases => unread.phases, types => unread.types,
           tracks => unread.tracks, audiences => unread.audiences, people => unread.people,
           sessions => unread.sessions, comfort => _, relations => _, interest => _);
    if let Some(rooms) = &mut instance.rooms {
        (rooms.value, unread.rooms) = elements(root, "rooms", most("rooms"), problems);
    }
    unread.some_session = root
        .get("sessions")
        .is_some_and(|list| list.elements().is_none_or(|elements| elements.len() != instance.sessions.len()));
    Some(Read { instance, unread })
}

/// Whether the field `format` has the wanted value; reports another value or a missing field.
pub(crate) fn format_is(wanted: &str, root: &Node, problems: &mut Problems) -> bool {
    let Some(format) = root.get("format") else {
        let help = Some(format!("add \"format\": \"{wanted}\""));
        problems.add_with_help(&codes::MISSING_FIELD, root.span, "the field \"format\" is missing".into(), help);
        return false;
    };
    if format.text() == Some(wanted) {
        return true;
    }
    let help = match format.text() {
        Some(SCHEDULE_FORMAT) => Some("this is a schedule file; name the programme file first".to_owned()),
        Some(INSTANCE_FORMAT) => Some("this is a programme file; name the schedule file here".to_owned()),
        _ => None,
    };
    problems.add_with_help(
        &codes::WRONG_FORMAT,
        format.span,
        format!("the format of the file is not \"{wanted}\""),
        help,
    );
    false
}

/// The document with the named lists emptied.
pub(crate) fn head(root: &Node, members: &[Member], lists: &[&str]) -> Node {
    let empty_list = |member: &Member| {
        if !lists.contains(&member.key.as_str()) || member.value.elements().is_none() {
            return member.clone();
        }
        let value = Node { span: member.value.span, value: Value::List(Vec::new()) };
        Member { key: member.key.clone(), key_span: member.key_span, value }
    };
    Node { span: root.span, value: Value::Object(members.iter().map(empty_list).collect()) }
}

/// The first `most` elements of a list, and the ids of those that could not be read. Reports a longer list.
pub(crate) fn elements<T: for<'de> Deserialize<'de>>(
    root: &Node,
    list: &'static str,
    most: usize,
    problems: &mut Problems,
) -> (Vec<At<T>>, Vec<String>) {
    let Some(node) = root.get(list) else { return (Vec::new(), Vec::new()) };
    let all = node.elements().unwrap_or_default();
    if let Some(first_over) = all.get(most) {
        problems.add(
            &codes::TOO_MANY,
            first_over.span,
            format!("the list `{list}` has {} elements; at most {most} are possible", all.len()),
        );
    }
    let all = &all[..all.len().min(most)];
    let read = deserialize_list(all, problems);
    let mut unread = Vec::new();
    let mut next = read.iter().peekable();
    for element in all {
        if next.next_if(|(node, _)| node.span == element.span).is_some() {
            continue;
        }
        problems.lose(node.span, "");
        unread.extend(element.get("id").and_then(Node::text).map(str::to_owned));
    }
    (read.into_iter().map(|(node, value)| At::new(value, node.span)).collect(), unread)
}
