//! The places where a session could go.

use super::{LOOKED_AT, SlotChoice, SlotContext, by_cost, by_harm};
use crate::domain::{Placement, RoomId};
use crate::explain::moves::{between, is_free};
use crate::explain::ranking::ranked;
use crate::model::{Place, Score, State};

impl SlotContext<'_> {
    /// The places told, and how many there are that break nothing.
    pub(super) fn places(&mut self) -> (Vec<SlotChoice>, usize) {
        let ranking = ranked(&self.links, &self.assignment, self.session.index());
        let fits = |&(place, score): &(Place, Score)| {
            let rooms = self.free_rooms(place);
            (score.violations == 0 && !rooms.is_empty()).then(|| (self.start(place), rooms))
        };
        let fitting: Vec<(Placement, Vec<RoomId>)> = ranking.iter().filter_map(fits).collect();
        let count = fitting.len();
        let mut told = Vec::new();
        let mut refused = 0;
        for (there, rooms) in fitting {
            match self.choice_at(there, &rooms) {
                Some(choice) if choice.broken.is_empty() => told.push(choice),
                // The model takes rooms of a kind for one; the checker does not.
                _ => refused += 1,
            }
            if told.len() == self.asked.most {
                break;
            }
        }
        told.sort_by(by_cost);
        if self.asked.all {
            told.extend(self.broken_places());
        }
        (told, count - refused)
    }

    /// The places that break least, by the checker's word.
    fn broken_places(&mut self) -> Vec<SlotChoice> {
        let mut candidates = self.all_places();
        candidates.sort_by_key(|&(place, score)| (score.violations, score.soft, place));
        let mut told = Vec::new();
        for (place, _) in candidates.into_iter().take(self.asked.most.saturating_mul(LOOKED_AT)) {
            let mut rooms = self.free_rooms(place);
            if rooms.is_empty() {
                rooms.extend(self.grounded.classes[place.class as usize].first());
            }
            let there = self.start(place);
            if self.schedule.get(self.session) != Some(Placement { room: rooms.first().copied(), ..there }) {
                told.extend(self.choice_at(there, &rooms));
            }
        }
        told.retain(|choice| !choice.broken.is_empty());
        told.sort_by(by_harm);
        told.truncate(self.asked.most);
        told
    }

    /// Every start of the session in every kind of room that breaks a rule or has no free room, as the model values it.
    fn all_places(&self) -> Vec<(Place, Score)> {
        let mut state = State::new(&self.links, &self.assignment);
        state.remove(self.session.index());
        let data = &self.conference.sessions[self.session.index()];
        let axis = &self.grounded.axis;
        let starts = (0..axis.starts.len()).filter(|&start| axis.is_candidate(self.conference, data, start));
        let classes = self.grounded.classes.len() as u32;
        let places = starts.flat_map(|start| (0..classes).map(move |class| Place { start: start as u32, class }));
        let valued = places.map(|place| (place, state.insertion_delta(self.session.index(), place).score()));
        valued.filter(|&(place, score)| score.violations > 0 || self.free_rooms(place).is_empty()).collect()
    }

    /// The rooms of a place that are free then, other than where the session is.
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

    /// The session in the first of `rooms`, with those of the others that come to the same.
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
