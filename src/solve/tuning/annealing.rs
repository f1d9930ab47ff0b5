//! Settings of annealing schedules.

use super::Ratio;

/// First and last temperature and penalty of a search. Between them, both change geometrically.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Annealing {
    /// First and last temperature, as parts of the typical cost difference between two places of an activity.
    pub temperature: (Ratio, Ratio),
    /// First and last penalty of one unit of a class for one step, as parts of the search's price of capacity. The main
    /// search and minimal perturbation have their own price of capacity; all others use the typical cost difference.
    pub penalty: (Ratio, Ratio),
}

/// The final descent of a search: colder, with penalties above all costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FinalDescent {
    /// Its steps, as a part of the main search's. By hand, not varied.
    pub steps: Ratio,
    /// Number of rounds. By hand, not varied.
    pub rounds: u32,
    /// Last temperature as a part of the first, which is the last temperature of the search before. By hand, not
    /// varied.
    pub last_temperature: Ratio,
    /// Last penalty as a multiple of the first. By hand, not varied; with low final penalties no assignment is valid.
    pub last_penalty: Ratio,
}
