//! The locks in the request of a schedule file: those of `solve --lock` and `--freeze-before`. The entries of the
//! sessions do not have them.

use schemars::JsonSchema;
use serde::Serialize;

use super::edits::keeps;
use super::times::spot;
use super::view::Spot;
use crate::domain::{Conference, Lock, Placement, Request, SessionId};

/// A lock in the request of a schedule file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RequestLock {
    /// Id of the session that it holds.
    pub session: String,
    /// What it keeps of the place; `null` if the session may start at any time from the one of the place on.
    pub lock: Option<Lock>,
    /// The place that it keeps, or the earliest start.
    pub place: Spot,
}

/// What the locks of a request keep of a session's place together; `None` for nothing. A day and a room are told as
/// the room.
pub fn request_lock(request: &Request, session: SessionId) -> Option<Lock> {
    let kept = request.kept.iter().filter(|kept| kept.session == session);
    kept.map(|kept| kept.lock).reduce(|one, other| match (one, other) {
        (Lock::Fixed, _) | (_, Lock::Fixed) | (Lock::Time, Lock::Room) | (Lock::Room, Lock::Time) => Lock::Fixed,
        (Lock::Day, other) => other,
        (one, _) => one,
    })
}

/// The locks of a request that hold a session, each once; with `broken_by`, only those that do not let it go there.
pub fn request_locks(
    conference: &Conference,
    request: &Request,
    session: SessionId,
    broken_by: Option<Placement>,
) -> Vec<RequestLock> {
    let one = |lock, place| {
        let session = conference.sessions[session.index()].id.clone();
        RequestLock { session, lock, place: spot(conference, place) }
    };
    let kept = request.kept.iter().filter(|kept| kept.session == session);
    let is_fixed = kept.clone().any(|kept| kept.lock == Lock::Fixed);
    let holding = kept
        .filter(|kept| broken_by.is_none_or(|there| !keeps(conference, kept.lock, kept.placement, Some(there))))
        .map(|kept| one(Some(kept.lock), kept.placement));
    // The earliest start is no lock of this session that --unlock could mean: it only refuses places.
    let frozen = request.not_before.filter(|&from| !is_fixed && broken_by.is_some_and(|there| there.start < from));
    let frozen = frozen.map(|start| one(None, Placement { start, room: None }));
    let mut all: Vec<RequestLock> = Vec::new();
    for lock in holding.chain(frozen) {
        if !all.contains(&lock) {
            all.push(lock);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{at, conference, rooms, session};
    use crate::domain::{KeptSession, RoomId};

    #[test]
    fn the_locks_that_refuse_a_place_are_named_once() {
        let mut given = conference();
        given.rooms = rooms(2);
        given.sessions = vec![session("a", 60), session("b", 60)];
        let place = |start: &str, room: u32| Placement { start: at(start), room: Some(RoomId(room)) };
        let kept = |lock| KeptSession { session: SessionId(0), placement: place("02T08:00", 0), lock };
        let kept = [Lock::Day, Lock::Room, Lock::Room, Lock::Time].map(kept);
        let request = Request { kept: kept.into(), not_before: Some(at("02T07:00")), ..Request::default() };
        let locks = |index: u32, there| -> Vec<Option<Lock>> {
            request_locks(&given, &request, SessionId(index), there).into_iter().map(|lock| lock.lock).collect()
        };
        assert_eq!(locks(0, None), [Lock::Day, Lock::Room, Lock::Time].map(Some));
        assert_eq!(locks(0, Some(place("02T08:00", 1))), [Some(Lock::Room)]);
        assert_eq!(locks(0, Some(place("02T06:00", 0))), [Some(Lock::Time), None]);
        assert_eq!((locks(1, None), locks(1, Some(place("02T06:00", 0)))), (vec![], vec![None]));
        assert_eq!(request_lock(&request, SessionId(0)), Some(Lock::Fixed));
        assert_eq!(request_lock(&request, SessionId(1)), None);
    }
}
