//! Changes of sessions: withdraw, add, merge, split, change their properties.

use std::collections::BTreeSet;

use super::cascade_delete::{self, each_shared, remove_repeats};
use super::draft::{Draft, Spot, is, text};
use super::error::ChangeError;
use super::lengths::attended;
use super::places::intersection;
use super::ties::split_chains;
use crate::domain::Decimal;
use crate::domain::change::{ATTENDANCE, Pick, ServiceNeed, SessionChange};
use crate::instance::codes;
use crate::instance::format::{At, Exact, OrderEntry, Pairs, Panelist, Session};
use crate::instance::normal;

/// Makes one of these changes.
pub(super) fn apply(draft: &mut Draft, change: &SessionChange) -> Result<(), ChangeError> {
    match change {
        SessionChange::Withdraw { sessions } => withdraw(draft, sessions),
        SessionChange::Add { session, kind, minutes, track, people, attendance } => {
            Draft::check_new_id(draft.instance.sessions.iter().map(|known| &known.value.id), session, "session")?;
            for person in people.iter().flatten() {
                draft.person(person)?;
            }
            if let Some(kind) = kind {
                check_type(draft, kind)?;
            }
            let panelist = |id: &String| At::from(Panelist { id: Some(text(id)), ..Panelist::default() });
            let session = Session {
                id: text(session),
                r#type: kind.as_ref().map(text),
                minutes: minutes.map(At::from),
                track: track.as_ref().map(text),
                people: people.as_ref().map(|people| people.iter().map(panelist).collect()),
                attendance: attendance.map(At::from),
                ..Session::default()
            };
            draft.instance.sessions.push(session.into());
            Ok(())
        }
        SessionChange::Merge { first, second, minutes } => merge(draft, first, second, *minutes),
        SessionChange::Split { session, minutes, into } => split(draft, session, *minutes, into.as_deref()),
        SessionChange::Retype { sessions, kind } => {
            let sessions = draft.sessions(sessions)?;
            check_type(draft, kind)?;
            each(draft, &sessions, |session| session.r#type = Some(text(kind)));
            Ok(())
        }
        SessionChange::Attendance { sessions, people } => {
            let sessions = draft.sessions(sessions)?;
            each(draft, &sessions, |session| session.attendance = Some((*people).into()));
            Ok(())
        }
        SessionChange::Service { sessions, need } => service(draft, sessions, need),
        SessionChange::Alone { sessions, alone } => {
            let sessions = draft.sessions(sessions)?;
            each(draft, &sessions, |session| session.alone = Some(*alone));
            Ok(())
        }
    }
}

fn each(draft: &mut Draft, sessions: &[usize], change: impl Fn(&mut Session)) {
    sessions.iter().for_each(|&session| change(&mut draft.instance.sessions[session].value));
}

fn withdraw(draft: &mut Draft, sessions: &[Pick]) -> Result<(), ChangeError> {
    let mut gone = BTreeSet::new();
    for session in draft.sessions(sessions)? {
        gone.insert(normal(&draft.instance.sessions[session].value.id.value));
    }
    split_chains(draft, &gone)?;
    draft.places.retain(|id, _| !gone.contains(id));
    cascade_delete::sessions(&mut draft.instance, &gone);
    Ok(())
}

fn merge(draft: &mut Draft, first: &str, second: &str, minutes: Option<i64>) -> Result<(), ChangeError> {
    let (first, second) = (draft.session(first)?, draft.session(second)?);
    if first == second {
        return Err(ChangeError::new("a session cannot be merged with itself").help("name two sessions"));
    }
    let (a, b) = (draft.full(first), draft.full(second));
    let length = |session: &Session| session.minutes.as_ref().map_or(0, |minutes| minutes.value);
    let minutes = minutes.unwrap_or_else(|| length(&a).max(length(&b)));
    let audience = multipliers(&a, &b);
    let attendance = attendance(&a) + attendance(&b) - shared_interest(draft, &a, &b);
    let allowed = intersection(draft, a.allowed.as_ref(), b.allowed.as_ref())?;
    let (id, other) = (normal(&a.id.value), normal(&b.id.value));
    let title = match (&a.title, &b.title) {
        (Some(a), Some(b)) => Some(format!("{a} + {b}")),
        (one, other) => one.clone().or(other.clone()),
    };
    let people = union(a.people, b.people).map(|panel| attended(panel, 0, minutes));
    draft.instance.sessions[first].value = Session {
        title,
        track: a.track.or(b.track),
        minutes: (minutes > 0).then(|| minutes.into()),
        attendance: Some(attendance.clamp(0, *ATTENDANCE.end()).into()),
        people,
        audience,
        tags: union(a.tags, b.tags),
        services: union(a.services, b.services),
        alone: a.alone.max(b.alone),
        after: union(a.after, b.after),
        before: union(a.before, b.before),
        apart_from: union(a.apart_from, b.apart_from),
        wishes: union(a.wishes, b.wishes),
        allowed,
        fixed: a.fixed.or(b.fixed),
        ..draft.instance.sessions[first].value.clone()
    };
    draft.instance.sessions.remove(second);
    cascade_delete::rename_session(&mut draft.instance, &other, &id);
    if let Some(place) = draft.places.remove(&other) {
        draft.places.entry(id).or_insert(place);
    }
    Ok(())
}

/// The elements of both lists, each once; `None` if both lists are missing.
fn union<T: PartialEq>(a: Option<Vec<T>>, b: Option<Vec<T>>) -> Option<Vec<T>> {
    let mut all = match (a, b) {
        (None, None) => return None,
        (a, b) => a.into_iter().chain(b).flatten().collect(),
    };
    remove_repeats(&mut all);
    Some(all)
}

fn attendance(session: &Session) -> i64 {
    session.attendance.as_ref().map_or(75, |attendance| attendance.value)
}

/// The number of people who want to attend both, from the interests that name the two by id.
fn shared_interest(draft: &Draft, a: &Session, b: &Session) -> i64 {
    let names = |session: &Session, interest: &crate::instance::format::Interest| {
        let of = |entry: &At<crate::instance::format::Selector>| entry.value.id.clone();
        interest.sessions.value.iter().filter_map(of).any(|id| is(&id, &session.id.value))
    };
    let interests = draft.instance.interest.iter().map(|interest| &interest.value);
    let both = interests.filter(|interest| names(a, interest) && names(b, interest));
    let people: i64 = both.map(|interest| interest.people.value.0.micros / Decimal::SCALE).sum();
    people.min(attendance(a)).min(attendance(b))
}

/// The audience factors of both sessions: the mean, weighted by attendance.
fn multipliers(a: &Session, b: &Session) -> Option<Pairs<Exact>> {
    let of = |session: &Session, id: &At<String>| {
        let pairs = session.audience.iter().flat_map(|pairs| &pairs.0);
        let found = pairs.into_iter().find(|(audience, _)| is(audience, &id.value));
        i128::from(found.map_or(Decimal::SCALE, |(_, multiplier)| multiplier.value.0.micros))
    };
    let mut ids: Vec<At<String>> =
        [a, b].iter().filter_map(|session| session.audience.as_ref()).flat_map(|p| &p.0).map(|p| p.0.clone()).collect();
    remove_repeats(&mut ids);
    let (na, nb) = (i128::from(attendance(a)), i128::from(attendance(b)));
    let mean = |id: &At<String>| (of(a, id) * na.max(1) + of(b, id) * nb.max(1)) / (na.max(1) + nb.max(1));
    let pair = |id: At<String>| {
        let mean = Exact(Decimal::micros(i64::try_from(mean(&id)).unwrap_or(Decimal::SCALE)));
        (id, mean.into())
    };
    (!ids.is_empty()).then(|| Pairs(ids.into_iter().map(pair).collect()))
}

fn split(draft: &mut Draft, session: &str, minutes: i64, into: Option<&str>) -> Result<(), ChangeError> {
    let first = draft.session(session)?;
    let full = draft.full(first);
    let id = normal(&full.id.value);
    let whole = full.minutes.as_ref().map_or(0, |minutes| minutes.value);
    if minutes >= whole {
        return Err(ChangeError::new(format!(
            "the session \"{id}\" has {whole} minutes; after {minutes} minutes nothing is left"
        ))
        .help("write fewer minutes for the first part"));
    }
    let other = into.map_or_else(|| format!("{id}-2"), str::to_owned);
    Draft::check_new_id(draft.instance.sessions.iter().map(|session| &session.value.id), &other, "session")?;
    let entry = OrderEntry { id: Some(text(id.clone())), ..OrderEntry::default() };
    let rest = Session {
        id: text(other.clone()),
        title: full.title.as_ref().map(|title| format!("{title} (2)")),
        minutes: Some((whole - minutes).into()),
        people: full.people.clone().map(|panel| attended(panel, minutes, whole)),
        after: union(full.after.clone(), Some(vec![entry.into()])),
        fixed: None,
        ..draft.instance.sessions[first].value.clone()
    };
    let part = &mut draft.instance.sessions[first].value;
    part.minutes = Some(minutes.into());
    part.people = full.people.map(|panel| attended(panel, 0, minutes));
    // Sessions after the whole come after its second part. Sessions apart from it are apart from both parts.
    each_shared!(draft.instance, shared => {
        insert_next_to(&mut shared.after, &id, &other, |entry| &mut entry.id);
        insert_next_to(&mut shared.apart_from, &id, &other, |entry| &mut entry.id);
    });
    for interest in draft.instance.interest.clone() {
        let mut copy = interest.value;
        let ids = copy.sessions.value.iter_mut().filter_map(|entry| entry.value.id.as_mut());
        let mut named = ids.filter(|named| is(named, &id));
        if let Some(named) = named.next() {
            named.value.clone_from(&other);
            draft.instance.interest.push(copy.into());
        }
    }
    draft.instance.sessions.insert(first + 1, rest.into());
    if let Some(place) = draft.places.get(&id).cloned() {
        draft.places.insert(normal(&other), Spot { start: place.start.plus(minutes), ..place });
    }
    Ok(())
}

/// Adds to a list, for each entry that names `id`, the same entry for `other`.
fn insert_next_to<T: Clone>(
    list: &mut Option<Vec<At<T>>>,
    id: &str,
    other: &str,
    name: impl Fn(&mut T) -> &mut Option<At<String>>,
) {
    let Some(list) = list else { return };
    for mut entry in list.clone() {
        if let Some(named) = name(&mut entry.value).as_mut().filter(|named| is(named, id)) {
            named.value = other.to_owned();
            list.push(entry);
        }
    }
}

/// Refuses an unknown type: one that is not declared, that no phase lists, and that no session has.
pub(super) fn check_type(draft: &Draft, kind: &str) -> Result<(), ChangeError> {
    let declared = draft.instance.types.iter().map(|kind| &kind.value.id);
    let taken = draft.instance.phases.iter().filter_map(|phase| phase.value.session_types.as_ref()).flatten();
    let had = draft.instance.sessions.iter().filter_map(|session| session.value.r#type.as_ref());
    let unnamed = text("session");
    let plain = draft.instance.sessions.iter().any(|session| session.value.r#type.is_none()).then_some(&unnamed);
    let known: Vec<&At<String>> = declared.chain(taken).chain(had).chain(plain).collect();
    if known.iter().any(|id| is(id, kind)) {
        return Ok(());
    }
    Err(ChangeError::unknown(&codes::BAD_CHANGE, "type", kind, known.into_iter().map(|id| id.value.as_str())))
}

fn service(draft: &mut Draft, sessions: &[Pick], need: &ServiceNeed) -> Result<(), ChangeError> {
    let sessions = draft.sessions(sessions)?;
    if let ServiceNeed::With(service) | ServiceNeed::Without(service) = need {
        draft.service(service)?;
    }
    for session in sessions {
        let mut services = draft.full(session).services.unwrap_or_default();
        match need {
            ServiceNeed::With(service) => services.push(text(service)),
            ServiceNeed::Without(service) => services.retain(|other| !is(other, service)),
            ServiceNeed::Nothing => services.clear(),
        }
        remove_repeats(&mut services);
        draft.instance.sessions[session].value.services = Some(services);
    }
    Ok(())
}
