//! How a search cools down.

use super::Ratio;

/// Where temperature and penalties of one search begin and end; between, both go geometrically.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Annealing {
    /// First and last temperature, as parts of the typical difference in cost between two places of an activity.
    pub temperature: (Ratio, Ratio),
    /// First and last price of one unit of a class for one step, as parts of the search's price of capacity: that of the
    /// main search and of minimal perturbation is their own, that of all others the typical difference.
    pub penalty: (Ratio, Ratio),
}

/// How a search ends: colder, under penalties that no cost can pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FinalDescent {
    /// Its steps, as a part of the main search's. By hand, not varied.
    pub steps: Ratio,
    /// Its barriers. By hand, not varied.
    pub rounds: u32,
    /// Its last temperature, as a part of its first, which is the last of the search before it. By hand, not varied.
    pub colder: Ratio,
    /// Its last penalty, as a part of its first. By hand, not varied; a soft ending leaves nothing valid.
    pub dearer: Ratio,
}
