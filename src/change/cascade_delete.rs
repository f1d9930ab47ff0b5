//! Removes an element from a document together with all references to it, and renames sessions.

use std::collections::BTreeSet;

use super::draft::is;
use crate::instance::format::{At, Instance, Selector};
use crate::instance::normal;

/// Does the same to each session and each type. They share fields, but no trait.
macro_rules! each_shared {
    ($instance:expr, $shared:ident => $body:block) => {
        for session in &mut $instance.sessions {
            let $shared = &mut session.value;
            $body
        }
        for kind in &mut $instance.types {
            let $shared = &mut kind.value;
            $body
        }
    };
}
pub(super) use each_shared;

/// Whether an optional id is one of these.
fn among(id: Option<&At<String>>, ids: &BTreeSet<String>) -> bool {
    id.is_some_and(|id| ids.contains(&normal(&id.value)))
}

/// Removes sessions, and the entries that name them.
pub(super) fn sessions(instance: &mut Instance, gone: &BTreeSet<String>) {
    instance.sessions.retain(|session| !gone.contains(&normal(&session.value.id.value)));
    remove_entries(instance, &|entry| !among(entry.id, gone));
}

/// Removes a phase, and the selectors that name it.
pub(super) fn phase(instance: &mut Instance, id: &str) {
    instance.phases.retain(|phase| !is(&phase.value.id, id));
    remove_entries(instance, &|entry| !entry.phase.is_some_and(|phase| is(phase, id)));
}

/// The keys of a selector that can name a removed element.
struct SelectorNames<'a> {
    id: Option<&'a At<String>>,
    phase: Option<&'a At<String>>,
}

/// Removes the entries that `keep` rejects, then the relations and interests that no longer name two sessions.
fn remove_entries(instance: &mut Instance, keep: &dyn Fn(SelectorNames<'_>) -> bool) {
    macro_rules! kept {
        ($entry:expr) => {
            keep(SelectorNames { id: $entry.value.id.as_ref(), phase: $entry.value.phase.as_ref() })
        };
    }
    each_shared!(instance, shared => {
        shared.after.iter_mut().for_each(|list| list.retain(|entry| kept!(entry)));
        shared.before.iter_mut().for_each(|list| list.retain(|entry| kept!(entry)));
        shared.apart_from.iter_mut().for_each(|list| list.retain(|entry| kept!(entry)));
    });
    instance.relations.retain_mut(|relation| {
        relation.value.sessions.value.retain(|entry| kept!(entry));
        can_name_two(&relation.value.sessions.value)
    });
    instance.interest.retain(|interest| interest.value.sessions.value.iter().all(|entry| kept!(entry)));
}

/// Whether a relation can still name two sessions. A selector without an id may match several.
fn can_name_two(sessions: &[At<Selector>]) -> bool {
    sessions.len() >= 2 || sessions.iter().any(|entry| entry.value.id.is_none())
}

/// Replaces a session's id in all entries. Removes entries that are then repeated or name the session itself.
pub(super) fn rename_session(instance: &mut Instance, from: &str, to: &str) {
    let rename = |id: &mut Option<At<String>>| {
        if let Some(id) = id.as_mut().filter(|id| is(id, from)) {
            id.value = to.to_owned();
        }
    };
    each_shared!(instance, shared => {
        let own = is(&shared.id, to);
        let keep = |id: &Option<At<String>>| !(own && id.as_ref().is_some_and(|id| is(id, to)));
        for entry in shared.after.iter_mut().chain(&mut shared.before).flatten() {
            rename(&mut entry.value.id);
        }
        for entry in shared.apart_from.iter_mut().flatten() {
            rename(&mut entry.value.id);
        }
        shared.after.iter_mut().chain(&mut shared.before).for_each(|list| {
            list.retain(|entry| keep(&entry.value.id));
            remove_repeats(list);
        });
        shared.apart_from.iter_mut().for_each(|list| {
            list.retain(|entry| keep(&entry.value.id));
            remove_repeats(list);
        });
    });
    instance.relations.retain_mut(|relation| {
        let sessions = &mut relation.value.sessions.value;
        sessions.iter_mut().for_each(|entry| rename(&mut entry.value.id));
        remove_repeats(sessions);
        can_name_two(sessions)
    });
    instance.interest.retain_mut(|interest| {
        let sessions = &mut interest.value.sessions.value;
        sessions.iter_mut().for_each(|entry| rename(&mut entry.value.id));
        remove_repeats(sessions);
        can_name_two(sessions)
    });
}

/// Removes repeated elements; the first of each stays.
pub(super) fn remove_repeats<T: PartialEq>(list: &mut Vec<T>) {
    let mut at = 0;
    while at < list.len() {
        if list[..at].contains(&list[at]) {
            list.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Removes a room and all references to it. Sessions that were fixed there keep their start. Slots and wishes for that
/// room only are removed.
pub(super) fn room(instance: &mut Instance, id: &str) {
    let without = |rooms: &mut Vec<At<String>>| rooms.retain(|room| !is(room, id));
    if let Some(rooms) = &mut instance.rooms {
        rooms.value.retain(|room| !is(&room.value.id, id));
    }
    // A service that was available in this room only is then available in no room.
    instance.services.iter_mut().filter_map(|service| service.value.rooms.as_mut()).for_each(without);
    let left = |rooms: &mut Option<Vec<At<String>>>| match rooms {
        Some(rooms) => {
            without(rooms);
            !rooms.is_empty()
        }
        None => true,
    };
    for phase in &mut instance.phases {
        phase.value.slots.retain_mut(|slot| left(&mut slot.value.rooms));
    }
    for track in &mut instance.tracks {
        track.value.wishes.retain_mut(|wish| left(&mut wish.value.rooms));
    }
    each_shared!(instance, shared => {
        shared.wishes.iter_mut().for_each(|wishes| wishes.retain_mut(|wish| left(&mut wish.value.rooms)));
    });
    for session in &mut instance.sessions {
        if let Some(fixed) = &mut session.value.fixed {
            fixed.value.room.take_if(|room| is(room, id));
        }
    }
}

/// Removes a person, and their part in all sessions.
pub(super) fn person(instance: &mut Instance, id: &str) {
    instance.people.retain(|person| !is(&person.value.id, id));
    each_shared!(instance, shared => {
        shared.people.iter_mut().for_each(|panel| {
            panel.retain(|panelist| !panelist.value.id.as_ref().is_some_and(|person| is(person, id)));
        });
    });
}

/// Removes a service, also from the sessions that need it.
pub(super) fn service(instance: &mut Instance, id: &str) {
    instance.services.retain(|service| !is(&service.value.id, id));
    each_shared!(instance, shared => {
        shared.services.iter_mut().for_each(|services| services.retain(|service| !is(service, id)));
    });
}

/// Removes an audience and all factors for it. People who use its zones still name it: the loader reports them.
pub(super) fn audience(instance: &mut Instance, id: &str) {
    instance.audiences.retain(|audience| !is(&audience.value.id, id));
    each_shared!(instance, shared => {
        shared.audience.iter_mut().for_each(|pairs| pairs.0.retain(|(audience, _)| !is(audience, id)));
    });
}
