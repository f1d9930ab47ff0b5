//! Changes that remove relations between sessions. A selector (a track, say) may name several sessions; to remove one
//! of them, all others are named by their ids.

use std::collections::BTreeSet;

use super::cascade_delete::each_shared;
use super::draft::{Draft, is, text};
use super::error::ChangeError;
use crate::domain::change::TieChange;
use crate::domain::{self, Conference, SessionId};
use crate::instance::format::{ApartEntry, At, Exact, Interest, OrderEntry, Relation, Selector};
use crate::instance::{RELATION_KINDS, did_you_mean, normal};

/// Makes one of these changes.
pub(super) fn apply(draft: &mut Draft, change: &TieChange) -> Result<(), ChangeError> {
    match change {
        TieChange::Order { first, second } => {
            let (first, second) = pair(draft, first, second)?;
            let conference = draft.conference()?;
            let data = |session: SessionId| &conference.sessions[session.index()];
            let own = |session: SessionId| session.index();
            if data(second).after.iter().any(|order| order.session == first) {
                let left = data(second).after.iter().filter(|order| order.session != first);
                draft.instance.sessions[own(second)].value.after = Some(orders(&conference, left));
            }
            if data(first).before.iter().any(|order| order.session == second) {
                let left = data(first).before.iter().filter(|order| order.session != second);
                draft.instance.sessions[own(first)].value.before = Some(orders(&conference, left));
            }
        }
        TieChange::Apart { first, second } => {
            let (first, second) = pair(draft, first, second)?;
            let conference = draft.conference()?;
            for (one, other) in [(first, second), (second, first)] {
                let all = &conference.sessions[one.index()].apart_from;
                if all.iter().any(|apart| apart.session == other) {
                    let left = all.iter().filter(|apart| apart.session != other);
                    draft.instance.sessions[one.index()].value.apart_from = Some(aparts(&conference, left));
                }
            }
        }
        TieChange::Relation { kind, first, second } => relation(draft, kind, first, second)?,
        TieChange::Track { track } => dissolve_track(draft, track)?,
    }
    Ok(())
}

fn pair(draft: &Draft, first: &str, second: &str) -> Result<(SessionId, SessionId), ChangeError> {
    Ok((SessionId::new(draft.session(first)?), SessionId::new(draft.session(second)?)))
}

fn id_of(conference: &Conference, session: SessionId) -> Option<At<String>> {
    Some(text(&conference.sessions[session.index()].id))
}

/// Order entries, each with the id of its session.
fn orders<'o>(conference: &Conference, list: impl Iterator<Item = &'o domain::Order>) -> Vec<At<OrderEntry>> {
    let entry = |order: &domain::Order| OrderEntry {
        id: id_of(conference, order.session),
        phase: order.phase.map(|phase| text(&conference.phases[phase.index()].id)),
        gap_minutes: (order.gap_minutes > 0).then(|| order.gap_minutes.into()),
        ..OrderEntry::default()
    };
    list.map(|order| entry(order).into()).collect()
}

/// Entries of sessions to be kept apart, each with the id of its session.
fn aparts<'a>(conference: &Conference, list: impl Iterator<Item = &'a domain::Apart>) -> Vec<At<ApartEntry>> {
    let entry = |apart: &domain::Apart| ApartEntry {
        id: id_of(conference, apart.session),
        weight: apart.weight.map(|weight| Exact(weight).into()),
        ..ApartEntry::default()
    };
    list.map(|apart| entry(apart).into()).collect()
}

/// Selectors with the ids of the sessions.
fn named(conference: &Conference, sessions: &[SessionId]) -> At<Vec<At<Selector>>> {
    let one = |&session: &SessionId| Selector { id: id_of(conference, session), ..Selector::default() }.into();
    sessions.iter().map(one).collect::<Vec<_>>().into()
}

fn relation(draft: &mut Draft, kind: &str, first: &str, second: &str) -> Result<(), ChangeError> {
    if !RELATION_KINDS.contains(&kind.trim()) {
        let help = did_you_mean(kind, RELATION_KINDS);
        return Err(ChangeError { help, ..ChangeError::new(format!("there is no kind of relation \"{kind}\"")) });
    }
    let (first, second) = pair(draft, first, second)?;
    let conference = draft.conference()?;
    let gone = |&(a, b): &(SessionId, SessionId)| (a, b) == (first, second) || (b, a) == (first, second);
    remove_pairs(draft, &conference, |known, pair| known.name == kind.trim() && gone(pair));
    Ok(())
}

/// Removes pairs from relations. A relation that loses a pair is replaced by one relation for each of its other pairs.
fn remove_pairs(
    draft: &mut Draft,
    conference: &Conference,
    gone: impl Fn(&domain::Relation, &(SessionId, SessionId)) -> bool,
) {
    let mut left: Vec<At<Relation>> = Vec::new();
    for (written, known) in draft.instance.relations.iter().zip(&conference.relations) {
        let pairs = known.pairs();
        let kept: Vec<_> = pairs.iter().filter(|pair| !gone(known, pair)).collect();
        if kept.len() == pairs.len() {
            left.push(written.clone());
        } else {
            let one = |&&(a, b): &&(SessionId, SessionId)| {
                Relation { sessions: named(conference, &[a, b]), ..written.value.clone() }.into()
            };
            left.extend(kept.iter().map(one));
        }
    }
    draft.instance.relations = left;
}

/// Splits chains of relations at the sessions that will be removed, so that sessions on both sides do not become
/// neighbours.
pub(super) fn split_chains(draft: &mut Draft, gone: &BTreeSet<String>) -> Result<(), ChangeError> {
    if !draft.instance.relations.iter().any(|relation| is_chain(&relation.value)) {
        return Ok(());
    }
    let conference = draft.conference()?;
    let is_gone = |session: SessionId| gone.contains(&conference.sessions[session.index()].id);
    remove_pairs(draft, &conference, |known, &(a, b)| known.neighbours && (is_gone(a) || is_gone(b)));
    Ok(())
}

fn is_chain(relation: &Relation) -> bool {
    matches!(relation.kind.value.trim(), "gap" | "directly-after")
}

fn dissolve_track(draft: &mut Draft, id: &str) -> Result<(), ChangeError> {
    let conference = draft.conference()?;
    let track = conference.tracks.iter().position(|(known, _)| *known == normal(id));
    let of_it: Vec<usize> = (0..conference.sessions.len())
        .filter(|&session| track.is_some() && conference.sessions[session].track.map(|t| t.index()) == track)
        .collect();
    if of_it.is_empty() {
        let known = conference.tracks.iter().map(|(known, _)| known.as_str());
        return Err(ChangeError {
            help: did_you_mean(id, known),
            ..ChangeError::new(format!("no session has the track \"{id}\""))
        });
    }
    spell_out_track(draft, &conference, id);
    let wishes = draft.instance.tracks.iter().filter(|track| is(&track.value.id, id));
    let wishes: Vec<_> = wishes.flat_map(|track| track.value.wishes.clone()).collect();
    for &session in &of_it {
        let own = draft.full(session).wishes;
        let written = &mut draft.instance.sessions[session].value;
        written.track = None;
        if !wishes.is_empty() {
            written.wishes = Some([own.unwrap_or_default(), wishes.clone()].concat());
        }
    }
    // Types lose their track: sessions that keep it get it themselves.
    for kind in 0..draft.instance.types.len() {
        let Some(track) = draft.instance.types[kind].value.track.take() else { continue };
        let name = draft.instance.types[kind].value.id.value.clone();
        let mut left = false;
        for (session, data) in conference.sessions.iter().enumerate() {
            let own = &mut draft.instance.sessions[session].value;
            if own.track.is_none() && own.r#type.as_ref().is_some_and(|of| is(of, &name)) && !of_it.contains(&session) {
                own.track = data.track.map(|track| text(&conference.tracks[track.index()].0));
            }
            left |= of_it.contains(&session) && own.r#type.as_ref().is_some_and(|of| is(of, &name));
        }
        if !left && !is(&track, id) {
            draft.instance.types[kind].value.track = Some(track);
        }
    }
    Ok(())
}

/// Replaces selectors that name the track by the ids of its sessions.
fn spell_out_track(draft: &mut Draft, conference: &Conference, track: &str) {
    let names = |selector: Option<&At<String>>| selector.is_some_and(|named| is(named, track));
    for (index, data) in conference.sessions.iter().enumerate() {
        let full = draft.full(index);
        let own = &mut draft.instance.sessions[index].value;
        if full.after.iter().flatten().any(|entry| names(entry.value.track.as_ref())) {
            own.after = Some(orders(conference, data.after.iter()));
        }
        if full.before.iter().flatten().any(|entry| names(entry.value.track.as_ref())) {
            own.before = Some(orders(conference, data.before.iter()));
        }
        if full.apart_from.iter().flatten().any(|entry| names(entry.value.track.as_ref())) {
            own.apart_from = Some(aparts(conference, data.apart_from.iter()));
        }
    }
    each_shared!(draft.instance, shared => {
        shared.after.iter_mut().for_each(|list| list.retain(|entry| !names(entry.value.track.as_ref())));
        shared.before.iter_mut().for_each(|list| list.retain(|entry| !names(entry.value.track.as_ref())));
        shared.apart_from.iter_mut().for_each(|list| list.retain(|entry| !names(entry.value.track.as_ref())));
    });
    for (written, known) in draft.instance.relations.iter_mut().zip(&conference.relations) {
        if written.value.sessions.value.iter().any(|entry| names(entry.value.track.as_ref())) {
            written.value.sessions = named(conference, &known.sessions);
        }
    }
    let interest = draft.instance.interest.iter().flat_map(|interest| &interest.value.sessions.value);
    if interest.into_iter().any(|entry| names(entry.value.track.as_ref())) {
        let pair = |known: &domain::Interest| Interest {
            sessions: named(conference, &[known.first, known.second]),
            people: Exact(known.people).into(),
        };
        draft.instance.interest = conference.interest.iter().map(|known| pair(known).into()).collect();
    }
}
