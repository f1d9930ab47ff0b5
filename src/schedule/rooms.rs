//! Assigns rooms to sessions: the model chooses only their room class.

use std::collections::BTreeMap;

use crate::domain::{Conference, Placement, RoomId, Schedule, SessionId, TrackId};
use crate::model::Assignment;
use crate::rules::Grounded;
use crate::rules::classes::back_to_back;

/// The schedule of an assignment: colours the intervals `[start, end + turnaround)` of each class with its rooms.
///
/// In order of starts, a session gets the first of these rooms that is free: the room of the session that it directly
/// follows, its room in the earlier timetable, the last room of its track, any room. If no class holds more sessions at
/// once than it has rooms, a room is always free. Otherwise a session without a free room gets the room that becomes
/// free first, and clashes there.
pub fn to_schedule(conference: &Conference, grounded: &Grounded, assignment: &Assignment) -> Schedule {
    let before = predecessors(conference);
    let mut schedule = Schedule::empty(conference.sessions.len());
    for (class, rooms) in grounded.classes.iter().enumerate() {
        let mut uses: Vec<RoomUse> = assignment
            .iter()
            .enumerate()
            .filter_map(|(session, place)| place.map(|place| (session, place)))
            .filter(|(_, place)| place.class as usize == class)
            .map(|(session, place)| RoomUse::new(conference, grounded, session, place.start as usize))
            .collect();
        // Sessions that directly follow another choose before others with the same start: their room becomes free then.
        let follows = |current: &RoomUse| {
            let before = before.get(&current.session)?;
            let place = assignment.get(before.index()).copied().flatten()?;
            let first = RoomUse::new(conference, grounded, before.index(), place.start as usize);
            (place.class as usize == class && first.free == current.start).then_some(*before)
        };
        uses.sort_by_key(|current| (current.start, follows(current).is_none(), current.session));
        let mut free = vec![i64::MIN; rooms.len()];
        let mut last: BTreeMap<TrackId, usize> = BTreeMap::new();
        for session in &uses {
            let own = follows(session).and_then(|before| schedule.get(before)).and_then(|placement| placement.room);
            let own = own.and_then(|room| rooms.iter().position(|&other| other == room));
            let track = conference.sessions[session.session.index()].track;
            let before = track.and_then(|track| last.get(&track).copied());
            let is_free = |&room: &usize| free[room] <= session.start;
            let kept = grounded.preferred_rooms.get(session.session.index()).copied().flatten();
            let kept = kept.and_then(|room| rooms.iter().position(|&other| other == room));
            let room = own
                .filter(is_free)
                .or(kept.filter(is_free))
                .or(before.filter(is_free))
                .or_else(|| (0..rooms.len()).find(is_free));
            let room = room.or_else(|| (0..rooms.len()).min_by_key(|&room| (free[room], room)));
            let Some(room) = room else { continue };
            free[room] = free[room].max(session.free);
            if let Some(track) = track {
                last.insert(track, room);
            }
            schedule.placements[session.session.index()] = Some(session.placement(grounded, rooms[room]));
        }
    }
    schedule
}

/// The use of a room by a session, in steps.
struct RoomUse {
    session: SessionId,
    /// First step.
    start: i64,
    /// First step at which its room is free again.
    free: i64,
    /// Index of the candidate start.
    index: usize,
}

impl RoomUse {
    fn new(conference: &Conference, grounded: &Grounded, session: usize, index: usize) -> RoomUse {
        let start = i64::from(grounded.axis.starts[index].step);
        let taken = conference.sessions[session].minutes + conference.turnaround_minutes;
        RoomUse { session: SessionId::new(session), start, free: start + grounded.axis.steps(taken), index }
    }

    fn placement(&self, grounded: &Grounded, room: RoomId) -> Placement {
        Placement { start: grounded.axis.start_instant(self.index), room: Some(room) }
    }
}

/// For each session, the session that it has to follow back to back in the same room.
fn predecessors(conference: &Conference) -> BTreeMap<SessionId, SessionId> {
    let pairs = conference.relations.iter().filter_map(|relation| back_to_back(conference, relation)).flatten();
    pairs.map(|(before, after)| (after, before)).collect()
}
