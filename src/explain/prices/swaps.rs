//! The price of a swap of one session with each other one: each takes the other's start and room.

use super::Pricer;
use crate::check::{Checker, Report};
use crate::domain::{Placement, Schedule, SessionId};
use crate::explain::moves::newly_broken;
use crate::model::{FORBIDDEN, State};

/// A swap that breaks no hard rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SwapPrice {
    /// The other session.
    pub with: SessionId,
    /// The change of the cost if the two swap their places, in hundredths of a discomfort-minute; below 0 if it falls.
    pub difference: i64,
}

impl Pricer<'_> {
    /// Values the swaps of a session with each other session that has a place, in the order of the programme. Those that
    /// break a hard rule are left out. `None` if the model cannot hold the timetable as it is, so that no figure would be
    /// the checker's; see [`Prices::exact`](super::Prices::exact).
    pub fn swaps(
        &self,
        checker: &mut Checker<'_>,
        (schedule, report): (&Schedule, &Report),
        session: SessionId,
    ) -> Option<Vec<SwapPrice>> {
        let Some(here) = schedule.get(session) else { return Some(Vec::new()) };
        let one = session.index();
        let (mut assignment, held) = self.others(schedule, session);
        let mine = self.place(here).filter(|&place| self.index.unary(one, place) != FORBIDDEN);
        if !held || mine.is_none() || !self.rooms_are_free_to_choose(session) {
            return None;
        }
        assignment[one] = mine;
        let mine = mine?;
        let mut state = State::new(&self.index, &assignment);
        let before = *state.total();
        let mut swaps = Vec::new();
        for (with, there) in schedule.placed().filter(|&(other, _)| other != session) {
            let other = with.index();
            let Some(theirs) = assignment[other] else { continue };
            let allowed =
                [(one, theirs), (other, mine)].iter().all(|&(a, place)| self.index.unary(a, place) != FORBIDDEN);
            if !allowed || !self.rooms_are_free_to_choose(with) || !self.fit(schedule, (session, here), (with, there)) {
                continue;
            }
            let exchange = |state: &mut State<'_>, [place, other_place]: [_; 2]| {
                state.remove(one);
                state.remove(other);
                state.insert(one, place);
                state.insert(other, other_place);
            };
            exchange(&mut state, [theirs, mine]);
            let after = *state.total();
            exchange(&mut state, [mine, theirs]);
            // What is broken already hides from the model what else a swap breaks.
            let is_sound = after.breaks_nothing()
                || (after.breaks_at_most(&before) && {
                    let verdict = checker.check(&swapped(schedule, session, with));
                    newly_broken(self.conference, report, &verdict).is_empty()
                });
            if is_sound {
                swaps.push(SwapPrice { with, difference: after.soft.saturating_sub(before.soft) });
            }
        }
        Some(swaps)
    }

    /// Whether each of two sessions has enough room at the place of the other. The model counts rooms of one kind
    /// together.
    fn fit(&self, schedule: &Schedule, one: (SessionId, Placement), other: (SessionId, Placement)) -> bool {
        let turnaround = self.conference.turnaround_minutes;
        let stretch = |session: SessionId, at: Placement| {
            (at.start, self.conference.sessions[session.index()].end(at.start).plus(turnaround))
        };
        let meet = |(from, until): (_, _), (start, end): (_, _)| from < end && start < until;
        let new = [(one.0, other.1), (other.0, one.1)];
        let is_free = |&(session, at): &(SessionId, Placement)| {
            let mine = stretch(session, at);
            schedule
                .placed()
                .filter(|&(third, _)| third != one.0 && third != other.0)
                .all(|(third, place)| place.room != at.room || !meet(mine, stretch(third, place)))
        };
        let [(a, to), (b, back)] = new;
        new.iter().all(is_free) && (to.room != back.room || !meet(stretch(a, to), stretch(b, back)))
    }
}

/// The schedule after a swap.
fn swapped(schedule: &Schedule, one: SessionId, other: SessionId) -> Schedule {
    let mut after = schedule.clone();
    after.placements.swap(one.index(), other.index());
    after
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{add_person, at, conference, rooms, session};
    use crate::domain::{Conference, RoomId, RuleSetting, RuleSettings};
    use crate::rules::{catalogue, ground};

    /// A long and two short sessions in two rooms that are alike; the two short ones share a speaker in Tokyo.
    fn three() -> (Conference, Schedule) {
        let mut given = conference();
        given.rooms = rooms(2);
        given.sessions = vec![session("a", 60), session("b", 60), session("c", 180)];
        add_person(&mut given, "Asia/Tokyo", &[0, 1]);
        given.rules = RuleSettings::of(|rule| RuleSetting::from(catalogue()[rule as usize].default));
        let place = |start: &str, room: u32| Some(Placement { start: at(start), room: Some(RoomId(room)) });
        (given, Schedule { placements: vec![place("02T08:00", 0), place("02T10:00", 1), place("02T12:00", 0)] })
    }

    fn swaps(given: &Conference, schedule: &Schedule, session: u32) -> Option<Vec<(u32, i64)>> {
        let grounded = ground(given).unwrap();
        let mut checker = Checker::new(given);
        let report = checker.check(schedule);
        let pricer = Pricer::new(given.into(), &grounded);
        let found = pricer.swaps(&mut checker, (schedule, &report), SessionId(session))?;
        Some(found.into_iter().map(|swap| (swap.with.0, swap.difference)).collect())
    }

    #[test]
    fn the_difference_of_a_swap_is_the_checkers() {
        let (given, schedule) = three();
        let mut checker = Checker::new(&given);
        let before = checker.check(&schedule).cost;
        let found = swaps(&given, &schedule, 0).unwrap();
        assert_eq!(found.iter().map(|swap| swap.0).collect::<Vec<_>>(), [1, 2]);
        for (with, difference) in found {
            let report = checker.check(&swapped(&schedule, SessionId(0), SessionId(with)));
            assert_eq!((report.cost - before, report.is_valid()), (difference, true), "with {with}");
        }
    }

    #[test]
    fn a_long_session_does_not_fit_before_another_one() {
        let (given, mut schedule) = three();
        let at_hour = |start: &str| Some(Placement { start: at(start), room: Some(RoomId(0)) });
        schedule.placements[1] = at_hour("02T10:00");
        schedule.placements[2] = at_hour("02T14:00");
        // The long one would run into the second short one, although the other room is free.
        assert_eq!(swaps(&given, &schedule, 2).unwrap().iter().map(|swap| swap.0).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn what_the_model_cannot_hold_has_no_prices() {
        let (given, mut schedule) = three();
        schedule.placements[2] = Some(Placement { start: at("02T12:07"), room: Some(RoomId(0)) });
        assert_eq!(swaps(&given, &schedule, 0), None);
        schedule.placements[2] = None;
        assert_eq!(swaps(&given, &schedule, 0).map(|swaps| swaps.len()), Some(1));
        assert_eq!(swaps(&given, &schedule, 2), Some(Vec::new()), "an unplaced session has no place to give");
    }
}
