//! Proposes candidate moves around the present assignment.
//!
//! The *footprint* of an activity is the number of steps for which it occupies a unit of its class. Swaps of equal
//! footprint keep a full day full.

mod blocks;

use super::moves::Move;
use super::random::Random;
use super::reinsert::{Reinsert, Scratch};
use crate::model::{FORBIDDEN, Model, ModelIndex, Place, State};
use crate::solve::tuning;

/// A candidate move: all `changes` together, or the single activity in `changes` to one of the `alternatives`.
#[derive(Debug, Clone, Default)]
pub(crate) struct CandidateMove {
    /// Activities and their new places.
    pub changes: Vec<(usize, Option<Place>)>,
    /// Places to try in turn for a single activity.
    pub alternatives: Vec<Place>,
    /// Buffers of [`Reinsert`].
    pub(super) scratch: Scratch,
}

impl CandidateMove {
    /// Largest number of changes in one move.
    pub(super) const MOST: usize = 64;
}

const NONE: u32 = u32::MAX;

/// Indices of a state that the moves need, updated after each move.
#[derive(Debug, Clone)]
pub(crate) struct Neighbourhood<'m> {
    model_index: &'m ModelIndex<'m>,
    tuning: &'m tuning::Search,
    pub(super) model: &'m Model,
    /// By start: the activities there.
    pub(super) occupants: Vec<Vec<u32>>,
    /// By step: the candidate start there, or [`NONE`].
    pub(super) start_at: Vec<u32>,
    pub(super) footprint: Vec<u32>,
    /// Activities with at least two places.
    movable: Vec<u32>,
    /// By activity: the group of movable activities with the same footprint and duration.
    same_footprint: Vec<u32>,
    groups: Vec<Vec<u32>>,
    unplaced: Vec<u32>,
    draws: Vec<Move>,
    reinsert: Reinsert,
    /// By activity, start and class: whether the place is in its domain. `None`: all places that the model allows are.
    domains: Option<Vec<bool>>,
}

impl<'m> Neighbourhood<'m> {
    /// The neighbourhood of a state.
    pub(crate) fn new(
        model_index: &'m ModelIndex<'m>,
        places: &[Vec<Place>],
        state: &State<'_>,
        tuning: &'m tuning::Search,
    ) -> Neighbourhood<'m> {
        let model = model_index.model;
        let mut start_at = vec![NONE; model.horizon as usize + 1];
        for (index, start) in model.starts.iter().enumerate() {
            start_at[start.step as usize] = index as u32;
        }
        let mut footprint: Vec<u32> = model.activities.iter().map(|a| a.duration).collect();
        for used in model.cumulatives.iter().filter(|p| p.is_resource()).flat_map(|p| &p.uses) {
            let mine = &mut footprint[used.activity as usize];
            *mine = (*mine).max(used.until);
        }
        let movable: Vec<u32> = (0..places.len()).filter(|&a| places[a].len() > 1).map(|a| a as u32).collect();
        let mut shapes: Vec<(u32, u32)> = Vec::new();
        let mut groups: Vec<Vec<u32>> = Vec::new();
        let mut same_footprint = vec![NONE; places.len()];
        for &activity in &movable {
            let shape = (footprint[activity as usize], model.activities[activity as usize].duration);
            let group = shapes.iter().position(|s| *s == shape).unwrap_or_else(|| {
                shapes.push(shape);
                groups.push(Vec::new());
                groups.len() - 1
            });
            groups[group].push(activity);
            same_footprint[activity as usize] = group as u32;
        }
        let draws = tuning.moves.iter().flat_map(|&(kind, share)| std::iter::repeat_n(kind, share)).collect();
        let mut neighbourhood = Neighbourhood {
            model_index,
            tuning,
            model,
            occupants: vec![Vec::new(); model.starts.len()],
            start_at,
            footprint,
            movable,
            same_footprint,
            groups,
            unplaced: Vec::new(),
            draws,
            reinsert: Reinsert::new(model, places),
            domains: None,
        };
        neighbourhood.reset(state);
        neighbourhood
    }

    /// Adapts the indices to another state.
    pub(crate) fn reset(&mut self, state: &State<'_>) {
        self.occupants.iter_mut().for_each(Vec::clear);
        self.unplaced.clear();
        for (activity, place) in state.assignment().iter().enumerate() {
            match place {
                Some(place) => self.occupants[place.start as usize].push(activity as u32),
                None => self.unplaced.push(activity as u32),
            }
        }
    }

    /// Updates the indices after an accepted move.
    pub(crate) fn moved(&mut self, activity: usize, old: Option<Place>, new: Option<Place>) {
        let activity = activity as u32;
        let leave = |list: &mut Vec<u32>| {
            if let Some(at) = list.iter().position(|&a| a == activity) {
                list.swap_remove(at);
            }
        };
        match old {
            Some(old) => leave(&mut self.occupants[old.start as usize]),
            None => leave(&mut self.unplaced),
        }
        match new {
            Some(new) => self.occupants[new.start as usize].push(activity),
            None => self.unplaced.push(activity),
        }
    }

    /// Draws a move. A move without changes means that nothing was found.
    pub(crate) fn propose(
        &self,
        state: &State<'_>,
        places: &[Vec<Place>],
        random: &mut Random,
        candidate: &mut CandidateMove,
    ) {
        if !self.unplaced.is_empty() && random.below(self.tuning.place_unplaced_every) == 0 {
            return self.place_unplaced(state, places, random, candidate);
        }
        let (Some(&activity), Some(&kind)) = (random.choose(&self.movable), random.choose(&self.draws)) else { return };
        let activity = activity as usize;
        let Some(place) = state.place(activity) else { return };
        match kind {
            Move::RelocateAnywhere => {
                candidate.changes.push((activity, None));
                candidate.alternatives.extend((0..self.tuning.tries).filter_map(|_| random.choose(&places[activity])));
            }
            Move::RelocateNear => {
                candidate.changes.push((activity, None));
                let mine = &places[activity];
                let at = mine.partition_point(|p| *p < place);
                let reach = self.tuning.near * self.model.classes.len();
                let from = at.saturating_sub(reach);
                let near = &mine[from..(at + reach).min(mine.len())];
                candidate.alternatives.extend((0..self.tuning.tries).filter_map(|_| random.choose(near)));
            }
            Move::SwapEqual => {
                let group = &self.groups[self.same_footprint[activity] as usize];
                if let Some(&other) = random.choose(group) {
                    self.swap(state, activity, other as usize, candidate);
                }
            }
            Move::SwapAny => {
                if let Some(&other) = random.choose(&self.movable) {
                    self.swap(state, activity, other as usize, candidate);
                }
            }
            Move::Rotate => {
                let group = &self.groups[self.same_footprint[activity] as usize];
                let (Some(&b), Some(&c)) = (random.choose(group), random.choose(group)) else { return };
                self.rotate(state, [activity, b as usize, c as usize], candidate);
            }
            Move::SwapBlocks => self.swap_blocks(state, activity, place, random, candidate),
            Move::ShiftBlock => self.shift_block(state, activity, place, random, candidate),
            Move::Reinsert => self.reinsert.propose(self, state, places, random, candidate),
        }
    }

    pub(super) fn allowed(&self, activity: usize, place: Place) -> bool {
        match &self.domains {
            Some(open) => open[self.index(activity, place)],
            None => self.model_index.unary(activity, place) != FORBIDDEN,
        }
    }

    fn index(&self, activity: usize, place: Place) -> usize {
        (activity * self.model.starts.len() + place.start as usize) * self.model.classes.len() + place.class as usize
    }

    /// Restricts all moves to these places.
    pub(crate) fn restrict_to(mut self, places: &[Vec<Place>]) -> Neighbourhood<'m> {
        let mut open = vec![false; places.len() * self.model.starts.len() * self.model.classes.len()];
        for (activity, places) in places.iter().enumerate() {
            places.iter().for_each(|&place| open[self.index(activity, place)] = true);
        }
        self.domains = Some(open);
        self
    }

    fn swap(&self, state: &State<'_>, a: usize, b: usize, candidate: &mut CandidateMove) {
        if let (Some(pa), Some(pb)) = (state.place(a), state.place(b))
            && pa != pb
            && self.allowed(a, pb)
            && self.allowed(b, pa)
        {
            candidate.changes.extend([(a, Some(pb)), (b, Some(pa))]);
        }
    }

    fn rotate(&self, state: &State<'_>, [a, b, c]: [usize; 3], candidate: &mut CandidateMove) {
        if a == b || b == c || a == c {
            return;
        }
        let (Some(pa), Some(pb), Some(pc)) = (state.place(a), state.place(b), state.place(c)) else { return };
        if self.allowed(a, pb) && self.allowed(b, pc) && self.allowed(c, pa) {
            candidate.changes.extend([(a, Some(pb)), (b, Some(pc)), (c, Some(pa))]);
        }
    }

    /// An activity that is left out is placed: at any place, or in exchange for another activity.
    fn place_unplaced(
        &self,
        state: &State<'_>,
        places: &[Vec<Place>],
        random: &mut Random,
        candidate: &mut CandidateMove,
    ) {
        let Some(&activity) = random.choose(&self.unplaced) else { return };
        let activity = activity as usize;
        if random.below(2) == 0 {
            candidate.changes.push((activity, None));
            candidate.alternatives.extend((0..self.tuning.tries).filter_map(|_| random.choose(&places[activity])));
            return;
        }
        let Some(&other) = random.choose(&self.movable) else { return };
        let Some(place) = state.place(other as usize) else { return };
        if self.allowed(activity, place) {
            candidate.changes.extend([(other as usize, None), (activity, Some(place))]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solve::construction::all_places;
    use crate::solve::testing::random_model;

    /// Moves of single activities, pairs and blocks stay inside the domains.
    #[test]
    fn no_move_leaves_the_domains() {
        let (tuning, mut moves) = (tuning::Search::default(), 0);
        for seed in 0..60 {
            let model = random_model(seed);
            let model_index = ModelIndex::new(&model);
            let all = all_places(&model_index);
            let domains: Vec<Vec<Place>> =
                all.iter().map(|places| places.iter().copied().step_by(2).collect()).collect();
            let start = domains.iter().map(|places| places.first().copied()).collect();
            let state = State::new(&model_index, &start);
            let around = Neighbourhood::new(&model_index, &domains, &state, &tuning).restrict_to(&domains);
            let (mut random, mut candidate) = (Random::new(seed, 0), CandidateMove::default());
            for _ in 0..300 {
                around.propose(&state, &domains, &mut random, &mut candidate);
                for &(activity, place) in &candidate.changes {
                    let to = place.iter().chain(&candidate.alternatives);
                    to.for_each(|place| {
                        assert!(domains[activity].contains(place), "seed {seed}: {activity} to {place:?}")
                    });
                    moves += 1;
                }
                candidate.changes.clear();
                candidate.alternatives.clear();
            }
        }
        assert!(moves > 3_000, "only {moves} moves");
    }
}
