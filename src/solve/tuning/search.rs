//! Settings of all annealing searches: moves, penalties, rounds.

use super::Ratio;
use crate::solve::search::Move;

/// Settings of all annealing searches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// How often each kind of move is drawn, as a share of the sum. Reinsertion is expensive and drawn seldom; this and
    /// further cooling gave 71.52 M instead of 71.86 M on the model case (10 M moves, eight seeds). The others by hand;
    /// `benches/neighbourhoods.rs` measures the effect of each.
    pub moves: [(Move, usize); 8],
    /// Number of places tried when a single activity is moved. By hand, not varied.
    pub tries: usize,
    /// A nearby place is at most this number of an activity's places away, for each class. By hand, not varied.
    pub near: usize,
    /// Largest shift of a block, in candidate starts. By hand, not varied.
    pub block_shift: usize,
    /// Largest number of activities in a block; no more than 16. By hand, not varied.
    pub block_length: usize,
    /// Largest number of activities in each of two adjacent parts of a block that swap. By hand, not varied.
    pub swapped_block_length: usize,
    /// While an activity is unplaced, one of this number of moves tries to place one. By hand, not varied.
    pub place_unplaced_every: usize,
    /// Number of moves between two readings of the clock; the temperature is constant over them. By hand, not varied.
    pub batch: u64,
    /// The part of the search in which the multipliers guide it, fading out. With them 71.52 M on average, without
    /// 71.92 M (model case, 6 M moves, 16 seeds); the end of the fading was not varied.
    pub guided_until: Ratio,
    /// The part of the rounds after which the searcher of highest energy continues from that of the lowest. From two
    /// thirds on 71.46 M on average, from the beginning 71.71 M (model case, 2 x 10 M moves, four seeds): earlier, at
    /// high temperatures, the exchange only makes the searchers alike.
    pub exchanged_from: Ratio,
    /// The searchers share the days if each gets at least this number. By hand, not varied.
    pub decomposition_days: usize,
    /// Penalties of each kind of condition.
    pub penalties: Penalties,
}

/// Penalty of one violated unit of a hard condition, in multiples of the penalty of one unit of a class for one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Penalties {
    /// A forbidden place. By hand, not varied.
    pub forbidden: i64,
    /// One unit of another cumulative for one step. Ten times was better than forty (model case, 20 M moves).
    pub cumulative: i64,
    /// A bucket above its limit. By hand, not varied.
    pub bucket_capacity: i64,
    /// A broken pair of a precedence. By hand, not varied.
    pub precedence: i64,
    /// A LeastExcess without a good bucket. By hand, not varied.
    pub least_excess: i64,
}

impl Default for Search {
    fn default() -> Search {
        Search {
            moves: [
                (Move::RelocateAnywhere, 16),
                (Move::RelocateNear, 32),
                (Move::SwapEqual, 96),
                (Move::SwapAny, 16),
                (Move::Rotate, 12),
                (Move::SwapBlocks, 52),
                (Move::ShiftBlock, 32),
                (Move::Reinsert, 1),
            ],
            tries: 4,
            near: 12,
            block_shift: 3,
            block_length: 12,
            swapped_block_length: 4,
            place_unplaced_every: 8,
            batch: 512,
            guided_until: Ratio::new(6, 10),
            exchanged_from: Ratio::new(2, 3),
            decomposition_days: 2,
            penalties: Penalties {
                forbidden: 100,
                cumulative: 10,
                bucket_capacity: 10,
                precedence: 100,
                least_excess: 100,
            },
        }
    }
}

impl Search {
    /// The same settings without a kind of move, to measure its effect.
    pub fn without(mut self, kind: Move) -> Search {
        self.moves.iter_mut().filter(|(other, _)| *other == kind).for_each(|(_, share)| *share = 0);
        self
    }
}
