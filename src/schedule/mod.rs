//! From the model's assignment to a schedule with rooms, and back.

mod rooms;

mod certificate;
mod search;

pub use certificate::{Certificate, certificate, priced};

use crate::domain::{Conference, Instant, Placement, Schedule, SessionId};
use crate::model::{Assignment, FORBIDDEN, Place};
use crate::rules::Grounded;

pub use rooms::to_schedule;
pub use search::{Search, SearchOutcome, search};

/// The assignment of a schedule.
///
/// A session keeps its start and the class of its room if its own rules allow them. Otherwise (the start is no
/// candidate, the room is unsuitable, or the schedule names no room) it gets the nearest possible start on the same
/// date (the earlier one of two). At that start it gets the class of its room if allowed, else the class that is least
/// overfull at that time, then the cheapest, then the first. It is left out if no start on that date is possible, or if
/// the schedule leaves it out. Constraints between sessions are ignored.
pub fn from_schedule(conference: &Conference, grounded: &Grounded, schedule: &Schedule) -> Assignment {
    let mut assignment: Assignment = vec![None; conference.sessions.len()];
    let mut load = Load::new(grounded);
    // Sessions with a room come first, so that the load of the classes is known for the others.
    let mut order: Vec<(SessionId, Placement)> =
        schedule.placed().filter(|(session, _)| session.index() < assignment.len()).collect();
    order.sort_by_key(|(session, placement)| (placement.room.is_none(), placement.start, *session));
    for (session, placement) in order {
        let class = placement.room.and_then(|room| grounded.classes.iter().position(|class| class.contains(&room)));
        let place = starts(conference, grounded, placement.start)
            .find_map(|start| pick(grounded, &load, session.index(), start, class));
        if let Some(place) = place {
            load.add(grounded, session.index(), place);
        }
        assignment[session.index()] = place;
    }
    assignment
}

/// The candidate starts on the date of `wanted`, the nearest first.
fn starts(conference: &Conference, grounded: &Grounded, wanted: Instant) -> impl Iterator<Item = usize> {
    let date = conference.date_at(wanted);
    let axis = &grounded.axis;
    let mut starts: Vec<usize> =
        (0..axis.starts.len()).filter(|&start| conference.days[axis.start_day(start).index()].date == date).collect();
    starts.sort_by_key(|&start| (axis.start_instant(start).since(wanted).abs(), start));
    starts.into_iter()
}

/// The place of a session at a start: in `class` if allowed, else in the best other class; `None` if none is allowed.
fn pick(grounded: &Grounded, load: &Load, session: usize, start: usize, class: Option<usize>) -> Option<Place> {
    let place = |class: usize| Place { start: start as u32, class: class as u32 };
    let cost = |class: &usize| grounded.model.unary(session, place(*class));
    if let Some(class) = class.filter(|class| cost(class) != FORBIDDEN) {
        return Some(place(class));
    }
    let allowed = (0..grounded.classes.len()).filter(|class| cost(class) != FORBIDDEN);
    allowed.min_by_key(|class| (load.above_size(grounded, session, place(*class)), cost(class), *class)).map(place)
}

/// The number of sessions in each class at each step.
struct Load {
    classes: Vec<Vec<u32>>,
}

impl Load {
    fn new(grounded: &Grounded) -> Load {
        Load { classes: vec![vec![0; grounded.model.horizon as usize]; grounded.classes.len()] }
    }

    fn steps(grounded: &Grounded, session: usize, place: Place) -> std::ops::Range<usize> {
        let first = grounded.axis.starts[place.start as usize].step as usize;
        first..first + grounded.model.activities[session].duration as usize
    }

    fn add(&mut self, grounded: &Grounded, session: usize, place: Place) {
        let steps = Load::steps(grounded, session, place);
        self.classes[place.class as usize][steps].iter_mut().for_each(|sessions| *sessions += 1);
    }

    /// The most sessions above the class's size at any step, if this session is added.
    fn above_size(&self, grounded: &Grounded, session: usize, place: Place) -> u32 {
        let steps = &self.classes[place.class as usize][Load::steps(grounded, session, place)];
        let most = steps.iter().max().map_or(0, |&most| most + 1);
        most.saturating_sub(grounded.classes[place.class as usize].len() as u32)
    }
}

#[cfg(test)]
mod tests;
