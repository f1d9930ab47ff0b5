//! Settings of every annealing search: moves, penalties, rounds.

use super::Ratio;
use crate::solve::search::Move;

/// Settings of every annealing search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// How often each kind of move is drawn, as a share of their sum. Rebuilding is dear, and drawn seldom: that and
    /// cooling further gave 71.52 M instead of 71.86 M on the model case (10 M moves, eight seeds). The others by hand;
    /// `benches/neighbourhoods.rs` says what each is worth.
    pub moves: [(Move, usize); 8],
    /// Places tried for an activity that is moved alone. By hand, not varied.
    pub tries: usize,
    /// How many of an activity's places away a nearby place is at most, for each class. By hand, not varied.
    pub near: usize,
    /// Most candidate starts by which a run shifts. By hand, not varied.
    pub block_shift: usize,
    /// The most activities of a run that move as one; no more than 16. By hand, not varied.
    pub block_length: usize,
    /// Most activities in each of two neighbouring stretches of a run that change order. By hand, not varied.
    pub swapped_block_length: usize,
    /// While an activity is unplaced, one in this many moves places one. By hand, not varied.
    pub place_unplaced_every: usize,
    /// Moves between two looks at the clock; the temperature is constant over them. By hand, not varied.
    pub batch: u64,
    /// The part of the way on which the bound's prices guide the search, fading out. With them 71.52 M on average,
    /// without 71.92 M (model case, 6 M moves, 16 seeds); where the fading ends was not varied.
    pub guided_until: Ratio,
    /// The part of the rounds from which the searcher of the most energy goes on from where the one of the least is. From
    /// two thirds on 71.46 M on average, from the beginning 71.71 M (model case, 2 x 10 M moves, four seeds): earlier,
    /// while all is in motion, it only makes them alike.
    pub exchanged_from: Ratio,
    /// Searchers divide the days between them where each gets at least this many. By hand, not varied.
    pub decomposition_days: usize,
    /// What breaking each kind of condition costs.
    pub penalties: Penalties,
}

/// What one unit of breaking a hard condition costs a search, in prices of one unit of a class for one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Penalties {
    /// A place that an activity may not have. By hand, not varied.
    pub forbidden: i64,
    /// One unit of another profile for one step. Ten times beat forty (model case, 20 M moves).
    pub cumulative: i64,
    /// A sum above its limit. By hand, not varied.
    pub bucket_capacity: i64,
    /// A pair that breaks an order. By hand, not varied.
    pub precedence: i64,
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
            penalties: Penalties { forbidden: 100, cumulative: 10, bucket_capacity: 10, precedence: 100 },
        }
    }
}

impl Search {
    /// The same without a kind of move: to see what it is worth.
    pub fn without(mut self, kind: Move) -> Search {
        self.moves.iter_mut().filter(|(other, _)| *other == kind).for_each(|(_, share)| *share = 0);
        self
    }
}
