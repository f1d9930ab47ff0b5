//! Shared by the rules on tracks: the sessions of tracks, their mean prices, and the constraint of the hard ones.

use std::collections::BTreeSet;

use super::exact_arithmetic::ratio;
use super::words::Words;
use super::{Constraint, Selection};
use crate::domain::{Conference, Decimal, SessionId, TrackId};
use crate::model::TooLarge;

/// A track's sessions, in file order.
pub(super) fn members(conference: &Conference, track: TrackId) -> Vec<usize> {
    let inside = |&id: &SessionId| conference.sessions[id.index()].track == Some(track);
    conference.session_ids().filter(inside).map(SessionId::index).collect()
}

/// All tracks that have sessions, with their sessions.
pub(super) fn tracks(conference: &Conference) -> Vec<(TrackId, Vec<usize>)> {
    let all = (0..conference.tracks.len()).map(TrackId::new);
    all.map(|track| (track, members(conference, track))).filter(|(_, members)| !members.is_empty()).collect()
}

/// The price of a common minute: `half_up(weight x tenths / 10 x mean attendance x 100)`.
pub(super) fn minute_price(c: &Conference, members: &[usize], weight: Decimal, tenths: i64) -> Result<i64, TooLarge> {
    let attendance: i128 = members.iter().map(|&s| i128::from(c.sessions[s].attendance)).sum();
    let count = members.len().max(1) as i128;
    ratio(&[weight.micros.into(), tenths.into(), attendance, 100], 10 * i128::from(Decimal::SCALE) * count)
}

/// The price of a whole session: `half_up(weight x 0.3 x mean attendance x mean length x 100)`.
pub(super) fn session_price(c: &Conference, members: &[usize], weight: Decimal) -> Result<i64, TooLarge> {
    let attendance: i128 = members.iter().map(|&s| i128::from(c.sessions[s].attendance)).sum();
    let minutes: i128 = members.iter().map(|&s| i128::from(c.sessions[s].minutes)).sum();
    let count = members.len().max(1) as i128;
    let scale = 10 * i128::from(Decimal::SCALE);
    ratio(&[weight.micros.into(), 3, attendance, minutes, 100], scale * count * count)
}

/// The constraint that a track obeys the hard rules on tracks, for each track of these sessions. All such rules share
/// it.
pub(super) fn track_constraints(of: &Selection<'_>) -> Vec<Constraint> {
    let tracks: BTreeSet<TrackId> = of.sessions().filter_map(|(_, session)| session.track).collect();
    tracks.into_iter().map(Constraint::Track).collect()
}

/// Removes all sessions from a track.
pub(super) fn dissolve(c: &mut Conference, track: TrackId) {
    let sessions = c.sessions.iter_mut().filter(|session| session.track == Some(track));
    sessions.for_each(|session| session.track = None);
}

/// `The sessions of track trust obey the hard rules on tracks: they do not overlap.`
pub(super) fn obeys(words: Words<'_>, track: TrackId) -> String {
    let track = &words.0.tracks[track.index()].0;
    format!("The sessions of track {track} obey the hard rules on tracks: they do not overlap.")
}
