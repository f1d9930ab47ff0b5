//! From the model's places to a schedule with rooms, and back.

mod rooms;

mod certificate;
mod search;

pub use certificate::{Certificate, certificate, priced};

use crate::domain::{Conference, Instant, Placement, Schedule, SessionId};
use crate::model::{Assignment, FORBIDDEN, Place};
use crate::rules::Grounded;

pub use rooms::to_schedule;
pub use search::{Search, SearchOutcome, search};

/// The places of a schedule in the model.
///
/// A session keeps its start and its room's class where it may be there by itself. Where it may not - the start is no
/// candidate, the room has not what it needs, or the schedule names no room - it gets the nearest start of the same
/// date (the earlier of two), at that start its own room's class if it may be had, else the class with the fewest
/// sessions at that time, among these the cheapest, among these the first. It is left out where nothing on that date
/// fits, and where the schedule leaves it out. What sessions do to each other is not looked at.
pub fn from_schedule(conference: &Conference, grounded: &Grounded, schedule: &Schedule) -> Assignment {
    let mut assignment: Assignment = vec![None; conference.sessions.len()];
    let mut load = Load::new(grounded);
    // Those that name a room take their places first, so that the others see which classes are full.
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

/// Candidate starts of the date of `wanted`, the nearest first.
fn starts(conference: &Conference, grounded: &Grounded, wanted: Instant) -> impl Iterator<Item = usize> {
    let date = conference.date_at(wanted);
    let axis = &grounded.axis;
    let mut starts: Vec<usize> =
        (0..axis.starts.len()).filter(|&start| conference.days[axis.start_day(start).index()].date == date).collect();
    starts.sort_by_key(|&start| (axis.start_instant(start).since(wanted).abs(), start));
    starts.into_iter()
}

/// The class a session takes at a start.
fn pick(grounded: &Grounded, load: &Load, session: usize, start: usize, class: Option<usize>) -> Option<Place> {
    let place = |class: usize| Place { start: start as u32, class: class as u32 };
    let cost = |class: &usize| grounded.model.unary(session, place(*class));
    if let Some(class) = class.filter(|class| cost(class) != FORBIDDEN) {
        return Some(place(class));
    }
    let free = (0..grounded.classes.len()).filter(|class| cost(class) != FORBIDDEN);
    free.min_by_key(|class| (load.excess(grounded, session, place(*class)), cost(class), *class)).map(place)
}

/// How many sessions each class holds at each step.
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

    /// The most sessions beyond the class's size that one more would make at any step.
    fn excess(&self, grounded: &Grounded, session: usize, place: Place) -> u32 {
        let steps = &self.classes[place.class as usize][Load::steps(grounded, session, place)];
        let most = steps.iter().max().map_or(0, |&most| most + 1);
        most.saturating_sub(grounded.classes[place.class as usize].len() as u32)
    }
}

#[cfg(test)]
mod tests;
