//! Settings of exhaustive large neighbourhood search.

/// Settings of exhaustive LNS: the places of a few activities at a time are optimised. By hand, not varied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExhaustiveLns {
    /// Largest number of activities taken out together.
    pub largest: usize,
    /// Exhaustive LNS is used only up to this number of places in total: with more, even the pairs would be too many.
    pub most_places: usize,
}

impl Default for ExhaustiveLns {
    fn default() -> ExhaustiveLns {
        ExhaustiveLns { largest: 5, most_places: 600 }
    }
}
