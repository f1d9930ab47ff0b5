//! The fewest moves that make an assignment valid and complete again, the cheapest among the fewest.
//!
//! What breaks a hard condition is taken out. Each such activity then comes back along the shortest *ejection chain*
//! there is: to a free place, or to the place of another that finds a free one, and so on (Glover, "Ejection chains,
//! reference structures and alternating path methods", 1996). What was moved and could be back at its old place is put
//! back; a small integer program looks for the best places of all that moved.

mod ejection_chains;
mod objective;

pub(super) use ejection_chains::{ChainSearch, OrderedPlaces};
pub(super) use objective::{Perturbation, dearer_than_any_place, perturbation, with_move_price};
