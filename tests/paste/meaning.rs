//! What a conference says, whatever the words and positions in which it is said.

use std::collections::BTreeSet;

use plenary::domain::{Conference, Placement, RoomId, Schedule, SessionId, Window};

/// A schedule of one conference as one of another in which its sessions and rooms have other positions.
pub fn carried(schedule: &Schedule, from: &Conference, to: &Conference) -> Schedule {
    let room = |room: RoomId| {
        let id = &from.rooms[room.index()].id;
        RoomId::new(to.rooms.iter().position(|other| other.id == *id).unwrap())
    };
    let place = |id: &String| {
        let session = from.sessions.iter().position(|session| session.id == *id)?;
        let place = schedule.get(SessionId::new(session))?;
        Some(Placement { start: place.start, room: place.room.map(room) })
    };
    Schedule { placements: to.sessions.iter().map(|session| place(&session.id)).collect() }
}

/// Takes sessions out of a conference.
pub fn without(c: &mut Conference, gone: &[SessionId]) {
    let kept: Vec<SessionId> = c.session_ids().filter(|session| !gone.contains(session)).collect();
    let new = |session: SessionId| kept.iter().position(|&other| other == session).map(SessionId::new);
    c.sessions = kept.iter().map(|session| c.sessions[session.index()].clone()).collect();
    for session in &mut c.sessions {
        for orders in [&mut session.after, &mut session.before] {
            orders.retain_mut(|order| new(order.session).map(|to| order.session = to).is_some());
        }
        session.apart_from.retain_mut(|apart| new(apart.session).map(|to| apart.session = to).is_some());
    }
    let interest = c.interest.iter().filter_map(|pair| {
        let mut pair = *pair;
        (pair.first, pair.second) = (new(pair.first)?, new(pair.second)?);
        Some(pair)
    });
    c.interest = interest.collect();
    let relations = c.relations.iter().flat_map(|relation| {
        let pairs = relation.pairs().into_iter().filter_map(|(a, b)| Some(vec![new(a)?, new(b)?]));
        pairs.map(|sessions| plenary::domain::Relation { sessions, ..relation.clone() }).collect::<Vec<_>>()
    });
    c.relations = relations.collect();
}

/// Leaves out of a list what nobody uses, and sorts it; `uses` are the positions that are used.
fn tidied<T: Clone + Ord>(list: &mut Vec<T>, uses: Vec<&mut u32>) {
    let used: BTreeSet<&T> = uses.iter().map(|at| &list[**at as usize]).collect();
    let tidy: Vec<T> = used.into_iter().cloned().collect();
    for at in uses {
        let place = tidy.iter().position(|known| *known == list[*at as usize]).unwrap();
        *at = u32::try_from(place).unwrap();
    }
    *list = tidy;
}

/// What a conference says, whatever the words: its digest does not count, nor the order of types, tracks and tags, nor
/// those that nobody uses; a relation is its pairs, people's times count on the event's days, and windows that allow
/// everything allow as much as none.
pub fn meaning(mut c: Conference) -> Conference {
    c.digest.clear();
    without(&mut c, &[]);
    let of_phases = c.phases.iter_mut().flat_map(|phase| phase.types.iter_mut().flatten());
    tidied(
        &mut c.types,
        c.sessions.iter_mut().map(|s| &mut s.session_type).chain(of_phases).map(|kind| &mut kind.0).collect(),
    );
    c.phases.iter_mut().for_each(|phase| phase.types.iter_mut().for_each(|types| types.sort_unstable()));
    tidied(&mut c.tracks, c.sessions.iter_mut().filter_map(|s| s.track.as_mut()).map(|track| &mut track.0).collect());
    tidied(&mut c.tags, c.sessions.iter_mut().flat_map(|s| &mut s.tags).map(|tag| &mut tag.0).collect());
    let (from, until) = (c.days[0].earliest, c.days[c.days.len() - 1].latest);
    let days = c.days.clone();
    let clipped = |windows: &[Window]| -> Vec<Window> {
        let on = |day: &plenary::domain::Day| {
            let (from, until) = (day.earliest, day.latest);
            windows
                .iter()
                .map(move |w| Window { from: w.from.max(from), until: w.until.min(until) })
                .collect::<Vec<_>>()
        };
        days.iter().flat_map(on).filter(|w| w.from < w.until).collect()
    };
    for person in &mut c.people {
        person.unavailable = clipped(&person.unavailable);
        person.available = person.available.as_deref().map(clipped);
    }
    for session in &mut c.sessions {
        session.allowed.take_if(|windows| windows.iter().any(|w| w.from <= from && until <= w.until));
    }
    c
}

/// Where two conferences differ.
pub fn differences(a: &Conference, b: &Conference) -> Vec<String> {
    let (a, b) = (format!("{a:#?}"), format!("{b:#?}"));
    let lines = a.lines().zip(b.lines()).filter(|(a, b)| a != b);
    let mut found: Vec<String> = lines.take(8).map(|(a, b)| format!("{} / {}", a.trim(), b.trim())).collect();
    if a.lines().count() != b.lines().count() {
        found.push("one says more".to_owned());
    }
    found
}
