//! From the typed instance to the conference. The elements are resolved in an order in which each refers only to
//! earlier ones.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::inherit::{inherit, session_of_type};
use super::names::{IdTable, valid_id};
use super::number::{DAY, MOST_WEIGHT, decimal, whole};
use super::orders::{Edge, PairBudget, always_binds, apart, order_cycle, orders};
use super::people::{PeopleReferences, audiences, comfort, people};
use super::phases::phases;
use super::read::Read;
use super::relations::{interest, relations};
use super::rooms::{no_rooms, rooms, services};
use super::select::{SelectorScope, Subject};
use super::sessions::{Declared, DeclaredByUse, session, wishes};
use super::{rules, time, warnings};
use crate::domain::{Catalogue, Comfort, Conference, Day, Decimal, NAMELESS, Session, SessionId, Wish, Zone};
use crate::instance::codes;
use crate::instance::format::{self, At};
use crate::instance::json::Span;
use crate::instance::problem::Problems;

/// Resolves an instance. The result is valid only if no error was reported.
pub(crate) fn conference(
    read: &Read,
    digest: String,
    catalogue: &Catalogue,
    problems: &mut Problems,
) -> Option<Conference> {
    let (written, unread) = (&read.instance, &read.unread);
    let zone = written.time_zone.as_ref().and_then(|z| time::zone(z, problems)).unwrap_or(Zone::Fixed(0));
    let zone = if written.time_zone.is_none() { Zone::utc() } else { zone };

    let mut room_names = named("room", &codes::UNKNOWN_ROOM, &unread.rooms);
    let mut service_names = named("service", &codes::UNKNOWN_SERVICE, &unread.services);
    let mut phase_names = named("phase", &codes::UNKNOWN_PHASE, &unread.phases);
    let mut audience_names = named("audience", &codes::UNKNOWN_AUDIENCE, &unread.audiences);
    let mut person_names = named("person", &codes::UNKNOWN_PERSON, &unread.people);
    let mut by_use = DeclaredByUse {
        kinds: named("type", &codes::MATCHES_NOTHING, &unread.types),
        kind_ids: Vec::new(),
        tracks: named("track", &codes::MATCHES_NOTHING, &unread.tracks),
        track_ids: Vec::new(),
        tags: IdTable::new("tag", &codes::MATCHES_NOTHING),
        tag_ids: Vec::new(),
    };

    if let Some(list) = &written.rooms {
        no_rooms(list, problems);
    }
    let rooms = rooms(written.rooms.as_ref().map(|list| list.value.as_slice()), zone, &mut room_names, problems);
    let services = services(&written.services, &room_names, &mut service_names, problems);
    let kinds = types(&written.types, &mut by_use, problems);
    let intern_kind =
        |id: &At<String>, problems: &mut Problems| by_use.kinds.intern(id, &mut by_use.kind_ids, problems);
    let calendar = phases(&written.phases, zone, &mut phase_names, &room_names, intern_kind, problems);
    let event_comfort = comfort(&Comfort::default(), &written.comfort, problems);
    let audiences = audiences(&written.audiences, &event_comfort, &mut audience_names, problems);
    let references = PeopleReferences {
        zone,
        comfort: &event_comfort,
        dates: &dates_about(&calendar.days),
        audiences: &audience_names,
    };
    let people = people(&written.people, &references, &mut person_names, problems);
    let (role_names, role_weights) = roles(&written.roles, &unread.roles, problems);
    let (tracks, track_wishes) = tracks(&written.tracks, (zone, &calendar.days), &room_names, &mut by_use, problems);
    let defaults: Vec<(bool, bool)> =
        written.people.iter().map(|p| (p.value.optional.unwrap_or(false), p.value.recorded.unwrap_or(false))).collect();
    let declared = Declared {
        zone,
        days: &calendar.days,
        rooms: &room_names,
        services: &service_names,
        audiences: &audience_names,
        people: &person_names,
        defaults: &defaults,
        roles: &role_names,
        role_weights: &role_weights,
        track_wishes: &track_wishes,
    };

    let mut session_names = named("session", &codes::UNKNOWN_SESSION, &unread.sessions);
    let mut sessions = Vec::with_capacity(written.sessions.len());
    let mut full = Vec::with_capacity(written.sessions.len());
    let kind_of = |s: &format::Session, by_use: &DeclaredByUse| -> Option<&format::Type> {
        kinds.get(&by_use.kinds.get(&s.r#type.as_ref()?.value)?).copied()
    };
    for entry in &written.sessions {
        let id = session_names.declare(&entry.value.id, sessions.len(), problems);
        let with_type = inherit(&entry.value, kind_of(&entry.value, &by_use));
        sessions.push(session(&with_type, id, entry.span, &declared, &mut by_use, problems));
        full.push(with_type);
    }
    unused_types(&written.types, &sessions, &declared, &mut by_use, problems);

    let turnaround = whole(written.turnaround_minutes.as_ref(), 0, 0..=DAY, "the turnaround in minutes", problems);
    let named_track = |id: &String| {
        let name = tracks.get(id).cloned().unwrap_or_else(|| id.clone());
        (id.clone(), name)
    };
    let mut conference = Conference {
        id: written.id.as_ref().map(|id| valid_id(id, problems)),
        name: written.name.clone().unwrap_or_else(|| NAMELESS.to_owned()),
        is_named: written.name.is_some(),
        digest,
        zone,
        grid_minutes: whole(written.grid_minutes.as_ref(), 10, 1..=DAY, "the grid in minutes", problems),
        turnaround_minutes: turnaround,
        person_gap_minutes: whole(
            written.person_gap_minutes.as_ref(),
            0,
            0..=DAY,
            "the gap for a person in minutes",
            problems,
        ),
        comfort: event_comfort,
        rooms,
        services,
        phases: calendar.phases,
        days: calendar.days,
        types: by_use.kind_ids,
        tracks: by_use.track_ids.iter().map(named_track).collect(),
        tags: by_use.tag_ids,
        audiences,
        people,
        sessions,
        relations: Vec::new(),
        interest: Vec::new(),
        rules: rules::rules(&written.rules, catalogue, problems),
    };
    let places: Vec<Span> = written.sessions.iter().map(|s| s.span).collect();
    no_days(&conference, written, problems);
    too_long(&conference, &full, &places, problems);

    let scope = SelectorScope {
        conference: &conference,
        sessions: &session_names,
        kinds: &by_use.kinds,
        tracks: &by_use.tracks,
        tags: &by_use.tags,
        phases: &phase_names,
        incomplete: unread.some_session,
    };
    let mut budget = PairBudget::default();
    let resolved = resolve_references(&full, &written.sessions, &scope, &mut budget, problems);
    let (related, more_edges) = relations(&written.relations, turnaround, &scope, &mut budget, problems);
    let interest = interest(&written.interest, &scope, &mut budget, problems);
    let mut edges = resolved.edges;
    edges.extend(more_edges);
    order_cycle(&conference, &edges, problems);
    for (session, references) in conference.sessions.iter_mut().zip(resolved.references) {
        (session.after, session.before, session.apart_from) = references;
    }
    conference.relations = related;
    conference.interest = interest;
    if !problems.has_errors() {
        warnings::warnings(&conference, written, &places, &by_use.kinds, problems);
    }
    Some(conference)
}

/// An id table of a kind, with the ids of elements that could not be read.
fn named(kind: &'static str, unknown: &'static codes::Code, unread: &[String]) -> IdTable {
    let mut names = IdTable::new(kind, unknown);
    unread.iter().for_each(|id| names.declare_unread(id));
    names
}

/// The declared types, by position.
fn types<'a>(
    list: &'a [At<format::Type>],
    by_use: &mut DeclaredByUse,
    problems: &mut Problems,
) -> BTreeMap<usize, &'a format::Type> {
    let mut kinds = BTreeMap::new();
    for kind in list {
        let next = by_use.kind_ids.len();
        let id = by_use.kinds.declare(&kind.value.id, next, problems);
        if !id.is_empty() {
            by_use.kind_ids.push(id);
            kinds.insert(next, &kind.value);
        }
    }
    kinds
}

/// Checks the fields of types that no session has.
fn unused_types(
    list: &[At<format::Type>],
    sessions: &[Session],
    declared: &Declared<'_>,
    by_use: &mut DeclaredByUse,
    problems: &mut Problems,
) {
    for kind in list {
        let used = by_use
            .kinds
            .get(&kind.value.id.value)
            .is_some_and(|k| sessions.iter().any(|s| s.session_type.index() == k));
        if !used {
            let mut pattern = session_of_type(&kind.value);
            pattern.minutes.get_or_insert_with(|| At::from(1));
            session(&pattern, String::new(), kind.span, declared, by_use, problems);
        }
    }
}

/// Names and wishes of the declared tracks.
fn tracks(
    list: &[At<format::Track>],
    (zone, days): (Zone, &[Day]),
    rooms: &IdTable,
    by_use: &mut DeclaredByUse,
    problems: &mut Problems,
) -> (BTreeMap<String, String>, BTreeMap<usize, Vec<Wish>>) {
    let (mut names, mut of_tracks) = (BTreeMap::new(), BTreeMap::new());
    for track in list {
        let next = by_use.track_ids.len();
        let id = by_use.tracks.declare(&track.value.id, next, problems);
        let own = track.value.wishes.iter().flat_map(|w| wishes(w, zone, days, rooms, problems)).collect();
        if !id.is_empty() {
            of_tracks.insert(next, own);
            names.insert(id.clone(), track.value.name.clone().unwrap_or_else(|| id.clone()));
            by_use.track_ids.push(id);
        }
    }
    (names, of_tracks)
}

/// The listed roles, and the built-in roles that are not listed.
fn roles(list: &[At<format::Role>], unread: &[String], problems: &mut Problems) -> (IdTable, Vec<Decimal>) {
    let mut names = named("role", &codes::UNKNOWN_ROLE, unread);
    let mut weights = Vec::with_capacity(list.len() + 3);
    for role in list {
        names.declare(&role.value.id, weights.len(), problems);
        weights.push(decimal(role.value.weight.as_ref(), Decimal::ONE, MOST_WEIGHT, "a weight", problems));
    }
    for (id, weight) in [("speaker", 25), ("moderator", 25), ("rapporteur", 10)] {
        if names.get(id).is_none() && !names.is_unread(id) {
            names.declare(&id.to_owned().into(), weights.len(), problems);
            weights.push(Decimal::whole(weight));
        }
    }
    (names, weights)
}

/// The civil dates that clocks in some zone show during the event's days.
fn dates_about(days: &[Day]) -> Vec<NaiveDate> {
    let mut dates = BTreeSet::new();
    for day in days {
        dates.extend((0..=5).filter_map(|ahead| (day.date - Days::new(2)).checked_add_days(Days::new(ahead))));
    }
    dates.into_iter().collect()
}

fn no_days(conference: &Conference, written: &format::Instance, problems: &mut Problems) {
    let place = written.phases.first().map_or(written.format.span, |phase| phase.span);
    if conference.days.is_empty() && !problems.has_errors() {
        problems.add(&codes::NO_DAYS, place, "the event has no day".into());
    }
}

/// Reports sessions longer than every day of the phases that take their type.
fn too_long(conference: &Conference, full: &[format::Session], places: &[Span], problems: &mut Problems) {
    if problems.has_errors() {
        return;
    }
    let mut longest: Vec<Option<i64>> = vec![None; conference.types.len()];
    for day in &conference.days {
        let limit = conference.phases[day.phase.index()].longest_day_minutes;
        let open = day.latest.since(day.earliest).min(limit.unwrap_or(i64::MAX));
        for (kind, longest) in longest.iter_mut().enumerate() {
            if conference.phase_takes(day.phase, crate::domain::TypeId::new(kind)) {
                *longest = (*longest).max(Some(open));
            }
        }
    }
    for ((session, full), &place) in conference.sessions.iter().zip(full).zip(places) {
        let Some(longest) = longest[session.session_type.index()].filter(|&longest| session.minutes > longest) else {
            continue;
        };
        let message = format!(
            "the session \"{}\" takes {} minutes; the longest day for its type has {longest} minutes",
            session.id, session.minutes
        );
        problems.add(&codes::TOO_LONG, full.minutes.as_ref().map_or(place, |m| m.span), message);
    }
}

/// The entries of `after`, `before` and `apart_from`.
type References = (Vec<crate::domain::Order>, Vec<crate::domain::Order>, Vec<crate::domain::Apart>);

/// The references of each session, and the orders among them that apply in each timetable.
struct ResolvedReferences {
    references: Vec<References>,
    edges: Vec<Edge>,
}

/// Resolves the references between sessions.
fn resolve_references(
    full: &[format::Session],
    written: &[At<format::Session>],
    scope: &SelectorScope<'_>,
    budget: &mut PairBudget,
    problems: &mut Problems,
) -> ResolvedReferences {
    let mut resolved = ResolvedReferences { references: Vec::with_capacity(full.len()), edges: Vec::new() };
    for (index, (full, own)) in full.iter().zip(written).enumerate() {
        let id = SessionId::new(index);
        let subject = |own: bool| Subject { session: Some(id), inherited: !own };
        let list = full.after.as_deref().unwrap_or_default();
        let after = orders(list, subject(own.value.after.is_some()), scope, budget, problems);
        let list = full.before.as_deref().unwrap_or_default();
        let before = orders(list, subject(own.value.before.is_some()), scope, budget, problems);
        let list = full.apart_from.as_deref().unwrap_or_default();
        let apart = apart(list, subject(own.value.apart_from.is_some()), scope, budget, problems);
        let firm = |o: &crate::domain::Order| always_binds(scope.conference, o.phase, [id, o.session]);
        for (order, span) in after.iter().filter(|(o, _)| firm(o)) {
            resolved.edges.push(Edge { first: order.session, then: id, span: *span });
        }
        for (order, span) in before.iter().filter(|(o, _)| firm(o)) {
            resolved.edges.push(Edge { first: id, then: order.session, span: *span });
        }
        let bare = |list: Vec<(crate::domain::Order, Span)>| list.into_iter().map(|(order, _)| order).collect();
        resolved.references.push((bare(after), bare(before), apart));
    }
    resolved
}
