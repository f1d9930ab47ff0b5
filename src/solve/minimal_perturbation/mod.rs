//! Minimal perturbation: repairs an assignment with the fewest moves, and among these with the least cost.
//!
//! Activities that break a hard condition are taken out. Each of them is put back along the shortest *ejection chain*:
//! at a free place, or at the place of another activity that finds a free place, and so on (Glover, "Ejection chains,
//! reference structures and alternating path methods", 1996). Activities that can return to their old places return. A
//! small integer program then optimises the places of all that moved.

mod ejection_chains;
mod objective;

pub(super) use ejection_chains::{ChainSearch, OrderedPlaces};
pub(super) use objective::{PerturbationScore, above_any_unary_saving, perturbation_score, with_move_price};
