//! Changes of the programme: sessions withdrawn, added, merged, split.

use std::collections::BTreeSet;

use super::Kind;
use super::draft::{Draft, Spot, is, text};
use super::forget::{self, each_shared, once};
use super::lengths::{LENGTH, attended};
use super::places::both;
use super::words::{Words, Wrong};
use crate::domain::Decimal;
use crate::instance::codes;
use crate::instance::format::{At, Exact, OrderEntry, Pairs, Panelist, Session};
use crate::instance::normal;

/// The family.
pub static KINDS: &[Kind] = &[
    Kind {
        name: "session withdraw",
        arguments: "SESSIONS",
        sentence: "Sessions less, and whatever names them. SESSIONS is ids with commas between, or type=, track= or tag=.",
        example: "session withdraw networks",
        needs_schedule: false,
        apply: withdraw,
    },
    Kind {
        name: "session add",
        arguments: "SESSION [type TYPE] [minutes LENGTH] [track TRACK] [people PERSON[,PERSON]] [attendance N]",
        sentence: "A new session.",
        example: "session add rights type workshop minutes 60 people amina,bruno",
        needs_schedule: false,
        apply: add,
    },
    Kind {
        name: "session merge",
        arguments: "SESSION and SESSION [minutes LENGTH]",
        sentence: "Two become one, the first: both panels, the longer length, tags, services and orders of both, and the \
                   attendance of both without those who want both.",
        example: "session merge networks and trust minutes 2h",
        needs_schedule: false,
        apply: merge,
    },
    Kind {
        name: "session split",
        arguments: "SESSION after LENGTH [into SESSION]",
        sentence: "One becomes two: the first so long, the rest a session of its own somewhere after it.",
        example: "session split languages after 45min into languages-two",
        needs_schedule: false,
        apply: split,
    },
    Kind {
        name: "session retype",
        arguments: "SESSIONS TYPE",
        sentence: "Sessions are of another type; what they do not say themselves that type says for them.",
        example: "session retype welcome workshop",
        needs_schedule: false,
        apply: retype,
    },
    Kind {
        name: "session attendance",
        arguments: "SESSIONS N",
        sentence: "So many people attend each of these sessions.",
        example: "session attendance type=workshop 100",
        needs_schedule: false,
        apply: attendance,
    },
    Kind {
        name: "session service",
        arguments: "SESSIONS SERVICE|none",
        sentence: "Sessions need one more service, or none.",
        example: "session service trust interpretation",
        needs_schedule: false,
        apply: service,
    },
];

fn withdraw(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let mut gone = BTreeSet::new();
    for session in draft.sessions(&words.next("the sessions")?)? {
        gone.insert(normal(&draft.instance.sessions[session].value.id.value));
    }
    draft.places.retain(|id, _| !gone.contains(id));
    forget::sessions(&mut draft.instance, &gone);
    Ok(())
}

fn add(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let id = words.next("the new session's id")?;
    Draft::fresh(draft.instance.sessions.iter().map(|session| &session.value.id), &id, "session")?;
    let mut session = Session { id: text(id), ..Session::default() };
    loop {
        if words.take("type") {
            session.r#type = Some(text(known_type(draft, words.next("the type")?)?));
        } else if words.take("minutes") {
            session.minutes = Some(words.minutes("the length", LENGTH)?.into());
        } else if words.take("track") {
            session.track = Some(text(words.next("the track")?));
        } else if words.take("attendance") {
            session.attendance = Some(words.number("the attendance", ATTENDANCE)?.into());
        } else if words.take("people") {
            let seat = |id: String| At::from(Panelist { id: Some(text(id)), ..Panelist::default() });
            session.people = Some(words.list("a person's id")?.into_iter().map(seat).collect());
        } else {
            break;
        }
    }
    for id in session.people.iter().flatten().filter_map(|seat| seat.value.id.as_ref()) {
        draft.person(&id.value)?;
    }
    draft.instance.sessions.push(session.into());
    Ok(())
}

const ATTENDANCE: std::ops::RangeInclusive<i64> = 0..=1_000_000;

fn merge(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let (first, second) = {
        let first = words.next("the first session's id")?;
        words.expect("and")?;
        (draft.session(&first)?, draft.session(&words.next("the second session's id")?)?)
    };
    if first == second {
        return Err(Wrong::new("a session cannot be merged with itself").help("name two sessions"));
    }
    let (a, b) = (draft.full(first), draft.full(second));
    let length = |session: &Session| session.minutes.as_ref().map_or(0, |minutes| minutes.value);
    let minutes = if words.take("minutes") { words.minutes("the length", LENGTH)? } else { length(&a).max(length(&b)) };
    let audience = multipliers(&a, &b);
    let attendance = heads(&a) + heads(&b) - shared_interest(draft, &a, &b);
    let allowed = both(draft, a.allowed.as_ref(), b.allowed.as_ref())?;
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
    forget::rename_session(&mut draft.instance, &other, &id);
    if let Some(place) = draft.places.remove(&other) {
        draft.places.entry(id).or_insert(place);
    }
    Ok(())
}

/// What either has, each once; `None` if neither says anything.
fn union<T: PartialEq>(a: Option<Vec<T>>, b: Option<Vec<T>>) -> Option<Vec<T>> {
    let mut all = match (a, b) {
        (None, None) => return None,
        (a, b) => a.into_iter().chain(b).flatten().collect(),
    };
    once(&mut all);
    Some(all)
}

fn heads(session: &Session) -> i64 {
    session.attendance.as_ref().map_or(75, |attendance| attendance.value)
}

/// The people who want both, as far as the interests name the two by id.
fn shared_interest(draft: &Draft, a: &Session, b: &Session) -> i64 {
    let names = |session: &Session, interest: &crate::instance::format::Interest| {
        let of = |entry: &At<crate::instance::format::Selector>| entry.value.id.clone();
        interest.sessions.value.iter().filter_map(of).any(|id| is(&id, &session.id.value))
    };
    let interests = draft.instance.interest.iter().map(|interest| &interest.value);
    let both = interests.filter(|interest| names(a, interest) && names(b, interest));
    let people: i64 = both.map(|interest| interest.people.value.0.micros / Decimal::SCALE).sum();
    people.min(heads(a)).min(heads(b))
}

/// The multipliers of both, each session's weighted with its attendance.
fn multipliers(a: &Session, b: &Session) -> Option<Pairs<Exact>> {
    let of = |session: &Session, id: &At<String>| {
        let pairs = session.audience.iter().flat_map(|pairs| &pairs.0);
        let found = pairs.into_iter().find(|(audience, _)| is(audience, &id.value));
        i128::from(found.map_or(Decimal::SCALE, |(_, multiplier)| multiplier.value.0.micros))
    };
    let mut ids: Vec<At<String>> =
        [a, b].iter().filter_map(|session| session.audience.as_ref()).flat_map(|p| &p.0).map(|p| p.0.clone()).collect();
    once(&mut ids);
    let (na, nb) = (i128::from(heads(a)), i128::from(heads(b)));
    let mean = |id: &At<String>| (of(a, id) * na.max(1) + of(b, id) * nb.max(1)) / (na.max(1) + nb.max(1));
    let pair = |id: At<String>| {
        let mean = Exact(Decimal::micros(i64::try_from(mean(&id)).unwrap_or(Decimal::SCALE)));
        (id, mean.into())
    };
    (!ids.is_empty()).then(|| Pairs(ids.into_iter().map(pair).collect()))
}

fn split(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let first = draft.session(&words.next("the session's id")?)?;
    words.expect("after")?;
    let minutes = words.minutes("the first part's length", LENGTH)?;
    let full = draft.full(first);
    let id = normal(&full.id.value);
    let whole = full.minutes.as_ref().map_or(0, |minutes| minutes.value);
    if minutes >= whole {
        return Err(Wrong::new(format!("\"{id}\" has {whole} minutes, of which {minutes} leave nothing"))
            .help("name fewer minutes"));
    }
    let other = if words.take("into") { words.next("the second part's id")? } else { format!("{id}-2") };
    Draft::fresh(draft.instance.sessions.iter().map(|session| &session.value.id), &other, "session")?;
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
    // What comes after the whole comes after its rest; what keeps apart from it keeps apart from both.
    each_shared!(draft.instance, shared => {
        beside(&mut shared.after, &id, &other, |entry| &mut entry.id);
        beside(&mut shared.apart_from, &id, &other, |entry| &mut entry.id);
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
fn beside<T: Clone>(
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

/// A type that is declared, that a phase takes, or that some session has.
fn known_type(draft: &Draft, kind: String) -> Result<String, Wrong> {
    let declared = draft.instance.types.iter().map(|kind| &kind.value.id);
    let taken = draft.instance.phases.iter().filter_map(|phase| phase.value.session_types.as_ref()).flatten();
    let had = draft.instance.sessions.iter().filter_map(|session| session.value.r#type.as_ref());
    let known: Vec<&At<String>> = declared.chain(taken).chain(had).collect();
    if known.iter().any(|id| is(id, &kind)) {
        return Ok(kind);
    }
    Err(Wrong::unknown(&codes::BAD_CHANGE, "type", &kind, known.into_iter().map(|id| id.value.as_str())))
}

fn retype(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let sessions = draft.sessions(&words.next("the sessions")?)?;
    let kind = known_type(draft, words.next("the type")?)?;
    for session in sessions {
        draft.instance.sessions[session].value.r#type = Some(text(kind.clone()));
    }
    Ok(())
}

fn attendance(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let sessions = draft.sessions(&words.next("the sessions")?)?;
    let attendance = words.number("the attendance", ATTENDANCE)?;
    for session in sessions {
        draft.instance.sessions[session].value.attendance = Some(attendance.into());
    }
    Ok(())
}

fn service(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let sessions = draft.sessions(&words.next("the sessions")?)?;
    let service = if words.take("none") { None } else { Some(words.next("the service's id")?) };
    if let Some(service) = &service {
        draft.service(service)?;
    }
    for session in sessions {
        let mut services = match &service {
            Some(service) => [draft.full(session).services.unwrap_or_default(), vec![text(service.clone())]].concat(),
            None => Vec::new(),
        };
        once(&mut services);
        draft.instance.sessions[session].value.services = Some(services);
    }
    Ok(())
}
