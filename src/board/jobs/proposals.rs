//! From a new timetable to proposals: the moves that lead to it, those together that need one another.

use super::document::{Move, Proposal};
use crate::check::Checker;
use crate::domain::{Conference, Schedule, SessionId};
use crate::explain::edits::{Edit, EditedSession, edit_effect, edited};
use crate::report::edits::sentence;

/// The proposals that lead from one timetable to another, the largest saving first.
pub(super) fn proposals(
    conference: &Conference,
    checker: &mut Checker<'_>,
    before: &Schedule,
    after: &Schedule,
) -> Vec<Proposal> {
    let edit = |session: SessionId| Edit { session, place: after.get(session), lock: None };
    let moved: Vec<SessionId> =
        conference.session_ids().filter(|&session| before.get(session) != after.get(session)).collect();
    let verdict = checker.check(before);
    // Two sessions belong together if one of them cannot move because of the other.
    let mut group: Vec<usize> = (0..moved.len()).collect();
    for (index, &session) in moved.iter().enumerate() {
        let alone = checker.check(&edited(before, &[edit(session)]));
        let new = alone.violations.iter().filter(|violation| !verdict.violations.contains(violation));
        for other in new.flat_map(|violation| &violation.sessions) {
            let Some(other) = moved.iter().position(|session| session == other) else { continue };
            let (one, two) = (group[index], group[other]);
            group.iter_mut().filter(|known| **known == two).for_each(|known| *known = one);
        }
    }
    let mut proposals = Vec::new();
    for number in 0..moved.len() {
        let members = moved.iter().zip(&group).filter(|(_, known)| **known == number);
        let edits: Vec<Edit> = members.map(|(&session, _)| edit(session)).collect();
        if edits.is_empty() {
            continue;
        }
        let report = checker.check(&edited(before, &edits));
        let effect = edit_effect(conference, checker, (before, &verdict), &report, &edits, &[]);
        let is_allowed = effect.broken.is_empty();
        proposals.push(Proposal {
            text: sentence(&effect.sessions),
            difference: is_allowed.then_some(effect.difference),
            moves: effect.sessions.iter().zip(&edits).map(|(session, edit)| one(conference, session, edit)).collect(),
        });
    }
    proposals.sort_by_key(|proposal| (proposal.difference.is_none(), proposal.difference));
    proposals
}

fn one(conference: &Conference, session: &EditedSession, edit: &Edit) -> Move {
    let room = edit.place.and_then(|place| place.room);
    Move {
        session: session.id.clone(),
        start: edit.place.map(|place| place.start.0),
        room: room.map(|room| conference.rooms[room.index()].id.clone()),
    }
}
