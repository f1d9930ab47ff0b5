//! Moves of blocks. A *block* is a sequence of activities in one class, each starting when the previous one frees its
//! unit.

use super::{CandidateMove, NONE, Neighbourhood};
use crate::model::{Place, State};
use crate::solve::search::random::Random;

/// A block: its activities in order.
struct ActivityBlock {
    members: [u32; ActivityBlock::MOST],
    len: usize,
}

impl ActivityBlock {
    /// Largest number of activities.
    const MOST: usize = 16;

    fn members(&self) -> &[u32] {
        &self.members[..self.len]
    }
}

impl Neighbourhood<'_> {
    /// The block that begins with an activity, up to the maximum length. If several activities can follow, one is
    /// drawn.
    fn block_from(&self, state: &State<'_>, activity: usize, place: Place, random: &mut Random) -> ActivityBlock {
        let mut block = ActivityBlock { members: [0; ActivityBlock::MOST], len: 0 };
        let longest = self.tuning.block_length.clamp(1, ActivityBlock::MOST);
        let (mut activity, mut step) = (activity as u32, self.model.starts[place.start as usize].step);
        loop {
            block.members[block.len] = activity;
            block.len += 1;
            step += self.footprint[activity as usize];
            let start = self.start_at.get(step as usize).copied().unwrap_or(NONE);
            if start == NONE || block.len == longest {
                return block;
            }
            let here = &self.occupants[start as usize];
            let offset = random.below(here.len().max(1));
            let same_class = |a: u32| state.place(a as usize).is_some_and(|p| p.class == place.class);
            let next = (0..here.len()).map(|i| here[(i + offset) % here.len()]).find(|&a| same_class(a));
            match next {
                Some(next) => activity = next,
                None => return block,
            }
        }
    }

    /// Places activities one after another from a step in a class. Returns whether all places are allowed.
    fn place_in_sequence(&self, members: &[u32], step: u32, class: u32, candidate: &mut CandidateMove) -> bool {
        let mut step = step;
        for &activity in members {
            let start = self.start_at.get(step as usize).copied().unwrap_or(NONE);
            let place = Place { start, class };
            if start == NONE || !self.allowed(activity as usize, place) {
                return false;
            }
            candidate.changes.push((activity as usize, Some(place)));
            step += self.footprint[activity as usize];
        }
        true
    }

    /// Two adjacent parts of a block swap their order, or parts of two blocks swap their places.
    pub(super) fn swap_blocks(
        &self,
        state: &State<'_>,
        activity: usize,
        place: Place,
        random: &mut Random,
        candidate: &mut CandidateMove,
    ) {
        let step = |place: Place| self.model.starts[place.start as usize].step;
        let mine = self.block_from(state, activity, place, random);
        let here = step(place);
        if random.below(2) == 0 {
            // Two adjacent parts of one block swap their order.
            if mine.len < 2 {
                return;
            }
            let most = self.tuning.swapped_block_length;
            let middle = 1 + random.below((mine.len - 1).min(most));
            let end = middle + 1 + random.below((mine.len - middle).min(most));
            let end = end.min(mine.len);
            let (first, second) = (&mine.members[..middle], &mine.members[middle..end]);
            let width: u32 = second.iter().map(|&a| self.footprint[a as usize]).sum();
            if !(self.place_in_sequence(second, here, place.class, candidate)
                && self.place_in_sequence(first, here + width, place.class, candidate))
            {
                candidate.changes.clear();
            }
            return;
        }
        let Some(&other) = random.choose(&self.movable) else { return };
        let Some(there) = state.place(other as usize) else { return };
        let theirs = self.block_from(state, other as usize, there, random);
        let (mine, theirs) = (mine.members(), theirs.members());
        if mine.iter().any(|a| theirs.contains(a)) {
            return;
        }
        // The shortest parts of equal footprint that are not a simple swap of two activities.
        let (mut i, mut j, mut a, mut b) = (0, 0, 0, 0);
        loop {
            if a <= b {
                let Some(&next) = mine.get(i) else { return };
                a += self.footprint[next as usize];
                i += 1;
            } else {
                let Some(&next) = theirs.get(j) else { return };
                b += self.footprint[next as usize];
                j += 1;
            }
            if a == b && i + j > 2 {
                break;
            }
        }
        let placed = self.place_in_sequence(&mine[..i], step(there), there.class, candidate)
            && self.place_in_sequence(&theirs[..j], here, place.class, candidate);
        if !placed {
            candidate.changes.clear();
        }
    }

    /// The first activities of a block move together to an earlier or later start.
    pub(super) fn shift_block(
        &self,
        state: &State<'_>,
        activity: usize,
        place: Place,
        random: &mut Random,
        candidate: &mut CandidateMove,
    ) {
        let block = self.block_from(state, activity, place, random);
        let members = &block.members()[..1 + random.below(block.len)];
        let step = self.model.starts[place.start as usize].step;
        let by = 1 + random.below(self.tuning.block_shift) as u32;
        // By candidate starts rather than steps.
        let to = if random.below(2) == 0 { place.start.checked_sub(by) } else { Some(place.start + by) };
        let Some(to) = to.and_then(|to| self.model.starts.get(to as usize)) else { return };
        if to.step == step || !self.place_in_sequence(members, to.step, place.class, candidate) {
            candidate.changes.clear();
        }
    }
}
