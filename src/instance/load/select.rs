//! Selectors: the sessions that match their keys.

use super::names::IdTable;
use crate::domain::{Conference, PhaseId, Session, SessionId, TagId, TrackId, TypeId};
use crate::instance::codes;
use crate::instance::did_you_mean::did_you_mean;
use crate::instance::format::{ApartEntry, At, OrderEntry, Selector};
use crate::instance::json::Span;
use crate::instance::problem::Problems;

/// The most pairs of sessions that all orders, aparts, relations and interests name together.
pub(crate) const MOST_PAIRS: usize = 2_000_000;

/// The keys of a selector, from an entry of any type.
#[derive(Clone, Copy)]
pub(crate) struct Keys<'a> {
    id: Option<&'a At<String>>,
    kind: Option<&'a At<String>>,
    track: Option<&'a At<String>>,
    tag: Option<&'a At<String>>,
    phase: Option<&'a At<String>>,
    place: Span,
}

macro_rules! keys_of {
    ($($entry:ident),*) => {$(
        impl<'a> From<&'a At<$entry>> for Keys<'a> {
            fn from(entry: &'a At<$entry>) -> Keys<'a> {
                let $entry { id, r#type, track, tag, phase, .. } = &entry.value;
                let (id, kind, track, tag, phase) =
                    (id.as_ref(), r#type.as_ref(), track.as_ref(), tag.as_ref(), phase.as_ref());
                Keys { id, kind, track, tag, phase, place: entry.span }
            }
        }
    )*};
}

keys_of!(Selector, OrderEntry, ApartEntry);

/// What selectors look up.
pub(crate) struct SelectorScope<'a> {
    /// The conference, with sessions but without references between them.
    pub conference: &'a Conference,
    /// Sessions.
    pub sessions: &'a IdTable,
    /// Types.
    pub kinds: &'a IdTable,
    /// Tracks.
    pub tracks: &'a IdTable,
    /// Tags.
    pub tags: &'a IdTable,
    /// Phases.
    pub phases: &'a IdTable,
    /// Whether a session could not be read. If so, a selector without a match is not reported.
    pub incomplete: bool,
}

/// The session to which a selector belongs.
#[derive(Clone, Copy)]
pub(crate) struct Subject {
    /// The session itself: its own selectors do not match it.
    pub session: Option<SessionId>,
    /// Whether the selector comes from its type. If so, naming the session itself is not a mistake.
    pub inherited: bool,
}

/// The sessions a selector matches, in file order, and the phase it names.
pub(crate) struct Selected {
    /// The sessions.
    pub sessions: Vec<SessionId>,
    /// The phase.
    pub phase: Option<PhaseId>,
}

/// The sessions that `keys` match.
pub(crate) fn select(keys: Keys<'_>, subject: Subject, scope: &SelectorScope<'_>, problems: &mut Problems) -> Selected {
    let mut selected = Selected { sessions: Vec::new(), phase: None };
    if keys.id.is_none() && keys.kind.is_none() && keys.track.is_none() && keys.tag.is_none() && keys.phase.is_none() {
        if !problems.has_lost_any(keys.place) {
            problems.add(&codes::EMPTY_SELECTOR, keys.place, "the selector is empty".into());
        }
        return selected;
    }
    let mut known = true;
    let mut resolve = |key: Option<&At<String>>, names: &IdTable, what: &str, problems: &mut Problems| {
        let key = key?;
        let found = names.get(&key.value);
        if found.is_none() {
            known = false;
            unmatched_key(key, names, what, scope, problems);
        }
        found
    };
    let kind = resolve(keys.kind, scope.kinds, "type", problems).map(TypeId::new);
    let track = resolve(keys.track, scope.tracks, "track", problems).map(TrackId::new);
    let tag = resolve(keys.tag, scope.tags, "tag", problems).map(TagId::new);
    let phase = keys.phase.map(|p| scope.phases.find(p, problems).map(PhaseId::new));
    let id = keys.id.map(|id| scope.sessions.find(&id.or_at(keys.place), problems).map(SessionId::new));
    if !known || phase == Some(None) || id == Some(None) {
        return selected;
    }
    selected.phase = phase.flatten();
    let id = id.flatten();
    if let (Some(named), Some(own)) = (id, subject.session)
        && named == own
    {
        if !subject.inherited {
            problems.add(&codes::SELF_REFERENCE, keys.place, "the session names itself".into());
        }
        return selected;
    }
    let sessions = &scope.conference.sessions;
    let matches = |id: SessionId, session: &Session| {
        Some(id) != subject.session
            && kind.is_none_or(|k| session.session_type == k)
            && track.is_none_or(|t| session.track == Some(t))
            && tag.is_none_or(|t| session.tags.contains(&t))
            && selected.phase.is_none_or(|p| can_be_held(scope.conference, session, p))
    };
    let candidates = match id {
        Some(id) => id.index()..id.index() + 1,
        None => 0..sessions.len(),
    };
    let found = candidates.filter(|&i| sessions.get(i).is_some_and(|s| matches(SessionId::new(i), s)));
    selected.sessions = found.map(SessionId::new).collect();
    if selected.sessions.is_empty() && !scope.incomplete {
        problems.add(&codes::MATCHES_NOTHING, keys.place, "the selector matches no other session".into());
    }
    selected
}

fn unmatched_key(key: &At<String>, names: &IdTable, what: &str, scope: &SelectorScope<'_>, problems: &mut Problems) {
    if scope.incomplete || names.is_unread(&key.value) {
        return;
    }
    let help = did_you_mean(&key.value, names.all());
    problems.add_with_help(
        &codes::MATCHES_NOTHING,
        key.span,
        format!("no session has the {what} \"{}\"", key.value),
        help,
    );
}

/// Whether a session can take place in a phase: the phase takes its type, and its fixed start and its allowed windows
/// permit it.
pub(crate) fn can_be_held(conference: &Conference, session: &Session, phase: PhaseId) -> bool {
    if !conference.phase_takes(phase, session.session_type) {
        return false;
    }
    let day_of = |at| conference.day_at(at).map(|day| conference.days[day.index()].phase);
    let fixed_elsewhere = session.fixed.is_some_and(|fixed| day_of(fixed.start) != Some(phase));
    let Some(windows) = session.allowed.as_ref().filter(|_| !fixed_elsewhere) else { return !fixed_elsewhere };
    let mut days = conference.days.iter().filter(|day| day.phase == phase);
    days.any(|day| windows.iter().any(|w| w.overlap(day.earliest, day.latest) >= session.minutes))
}
