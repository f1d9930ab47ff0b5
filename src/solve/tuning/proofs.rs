//! Settings of proofs by an integer program, and of polishing a small model.

use super::Ratio;

/// Settings of proofs by an integer program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proofs {
    /// With more places in all than this, the whole program is not tried unasked. By hand, not varied.
    pub most_places: usize,
    /// The same where only places are left that something better could have. By hand, not varied.
    pub most_places_left: usize,
    /// Nodes of branch and bound under a budget of steps. By hand, not varied.
    pub nodes: u64,
    /// When a program that was not asked for has to be done: thousandths of a time budget. A fifth for the whole program
    /// leaves the rest for what the bound leaves.
    pub unasked_part: u32,
    /// The first program among the places left may find something better, among whose places the proof is easier: so it
    /// has only this part of the time. By hand, not varied.
    pub first_time: Ratio,
}

/// Settings of polishing: a few activities at a time are placed anew in the best way there is. By hand, not varied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExhaustiveLns {
    /// Activities taken out together, at most.
    pub largest: usize,
    /// A model of more places in all than this is left as it is: pairs alone would be too many.
    pub most_places: usize,
}

impl Default for Proofs {
    fn default() -> Proofs {
        Proofs {
            most_places: 3_000,
            most_places_left: 9_000,
            nodes: 20_000,
            unasked_part: 200,
            first_time: Ratio::new(1, 2),
        }
    }
}

impl Default for ExhaustiveLns {
    fn default() -> ExhaustiveLns {
        ExhaustiveLns { largest: 5, most_places: 600 }
    }
}
