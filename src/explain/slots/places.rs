//! The places where a session could move.

use super::{LOOKED_AT, SlotChoice, SlotContext, by_cost, by_violations};
use crate::domain::{Placement, RoomId};
use crate::explain::moves::{between, is_free};
use crate::explain::ranking::ranked;
use crate::model::{Place, Score, State};

impl SlotContext<'_> {
    /// Returns the places to show, and the number of places that break no rule.
    pub(super) fn places(&mut self) -> (Vec<SlotChoice>, usize) {
        let ranking = ranked(&self.index, &self.assignment, self.session.index());
        let fits = |&(place, score): &(Place, Score)| {
            if !self.is_near(self.start(place).start) {
                return None;
            }
            let rooms = self.free_rooms(place);
            (score.violations == 0 && !rooms.is_empty()).then(|| (self.start(place), rooms))
        };
        let fitting: Vec<(Placement, Vec<RoomId>)> = ranking.iter().filter_map(fits).collect();
        let count = fitting.len();
        let mut shown = Vec::new();
        let mut refused = 0;
        for (there, rooms) in fitting {
            match self.choice_at(there, &rooms) {
                Some(choice) if choice.broken.is_empty() => shown.push(choice),
                // The model treats rooms of one kind as equal; the checker does not.
                _ => refused += 1,
            }
            if shown.len() == self.options.most {
                break;
            }
        }
        shown.sort_by(by_cost);
        if self.options.all {
            shown.extend(self.broken_places());
        }
        (shown, count - refused)
    }

    /// The places that break the fewest rules, according to the checker.
    fn broken_places(&mut self) -> Vec<SlotChoice> {
        let mut candidates = self.all_places();
        candidates.sort_by_key(|&(place, score)| (score.violations, score.soft, place));
        let mut shown = Vec::new();
        for (place, _) in candidates.into_iter().take(self.options.most.saturating_mul(LOOKED_AT)) {
            let mut rooms = self.free_rooms(place);
            if rooms.is_empty() {
                rooms.extend(self.grounded.classes[place.class as usize].first());
            }
            let there = self.start(place);
            if self.schedule.get(self.session) != Some(Placement { room: rooms.first().copied(), ..there }) {
                shown.extend(self.choice_at(there, &rooms));
            }
        }
        shown.retain(|choice| !choice.broken.is_empty());
        shown.sort_by(by_violations);
        shown.truncate(self.options.most);
        shown
    }

    /// All starts of the session in each kind of room that break a rule or have no free room, with the model's score.
    fn all_places(&self) -> Vec<(Place, Score)> {
        let mut state = State::new(&self.index, &self.assignment);
        state.remove(self.session.index());
        let data = &self.conference.sessions[self.session.index()];
        let axis = &self.grounded.axis;
        let starts = (0..axis.starts.len()).filter(|&start| axis.is_candidate(self.conference, data, start));
        let classes = self.grounded.classes.len() as u32;
        let places = starts.flat_map(|start| (0..classes).map(move |class| Place { start: start as u32, class }));
        let valued = places.map(|place| (place, state.insertion_delta(self.session.index(), place).score()));
        valued.filter(|&(place, score)| score.violations > 0 || self.free_rooms(place).is_empty()).collect()
    }

    /// The rooms of a place that are free at that time, except the session's current place.
    fn free_rooms(&self, place: Place) -> Vec<RoomId> {
        let there = self.start(place);
        let at = |room| Placement { room: Some(room), ..there };
        let open = |&room: &RoomId| {
            self.schedule.get(self.session) != Some(at(room))
                && is_free(self.conference, self.schedule, self.session, at(room))
        };
        self.grounded.classes[place.class as usize].iter().copied().filter(open).collect()
    }

    fn start(&self, place: Place) -> Placement {
        Placement { start: self.grounded.axis.start_instant(place.start as usize), room: None }
    }

    /// Moves the session to the first of `rooms`, and lists the other rooms with the same result.
    fn choice_at(&mut self, there: Placement, rooms: &[RoomId]) -> Option<SlotChoice> {
        let mut found: Option<SlotChoice> = None;
        for &room in rooms {
            let mut after = self.schedule.clone();
            let there = Placement { room: Some(room), ..there };
            after.placements[self.session.index()] = Some(there);
            let verdict = self.checker.check(&after);
            let alternative = between(self.conference, self.report, &verdict, there);
            match &mut found {
                None => found = Some(self.choice(alternative, &after, None)),
                Some(first)
                    if (first.difference, first.broken.len()) == (alternative.difference, alternative.broken.len()) =>
                {
                    first.rooms.extend(alternative.spot.room);
                }
                Some(_) => {}
            }
        }
        found
    }
}
