//! Settings of the order of work: what is done when, for how long, and with how many activities.

/// What is done when, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strategy {
    /// Number of activities up to which a model is small: an early search and a proof are worth trying before the main
    /// search. By hand.
    pub small_model: usize,
    /// More activities than this are many: prices come first, and searchers divide the days between them. By hand:
    /// annealing alone finds nothing complete at ten times the model case.
    pub large_model: usize,
    /// Iterations of the bound beside the first assignment, under a budget of steps. By hand.
    pub first_iterations: u32,
    /// The same with many activities, which prices have to lead from the beginning; under either budget. By hand, at ten
    /// times the model case. (With 1,105 sessions, 250 and no restriction after a search without prices gave 0.2 % less
    /// cost on two seeds.)
    pub large_first_iterations: u32,
    /// Iterations of the bound after the search, under a budget of steps. By hand; on the model case it had converged
    /// after 500.
    pub last_iterations: u32,
    /// Iterations of the bound between two looks at the clock. By hand, not varied.
    pub chunk: u32,
    /// When the first assignment is to be there: thousandths of a time budget. By hand, not varied.
    pub first_part: u32,
    /// The same of the first prices, with many activities. By hand, at ten times the model case.
    pub large_first_part: u32,
    /// The search of more than a few activities. The bound has 11 % of the time: the search gains nothing from its last
    /// tenth.
    pub large: PhaseBudget,
    /// The first of the two of few activities: its best assignment may leave so little open that the rest is soon proved.
    /// It came together with that proof: on the committed instances bounds rose by 1 to 1.7 %, costs fell by up to 2.4 %.
    /// Ending it after two seconds at the most proved slots later, not sooner.
    pub early: PhaseBudget,
    /// The second. It leaves a proof some time at the end. By hand, not varied.
    pub late: PhaseBudget,
}

/// A search's share of the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhaseBudget {
    /// One so-many-th of the steps.
    pub steps: u64,
    /// Least number of searchers: with few activities, beginning anew is worth more than going on.
    pub searchers: u32,
    /// When its part inside a restriction ends, if it has one; here and below, thousandths of a time budget.
    pub restricted_until: u32,
    /// When it ends.
    pub search_until: u32,
    /// When its settling ends.
    pub descent_until: u32,
    /// When the bound after it ends.
    pub bound_until: u32,
    /// When a proof among the places left ends.
    pub proof_until: u32,
}

impl Default for Strategy {
    fn default() -> Strategy {
        Strategy {
            small_model: 150,
            large_model: 1_000,
            first_iterations: 250,
            large_first_iterations: 1_000,
            last_iterations: 1_000,
            chunk: 10,
            first_part: 100,
            large_first_part: 250,
            large: PhaseBudget {
                steps: 1,
                searchers: 1,
                restricted_until: 500,
                search_until: 860,
                descent_until: 890,
                bound_until: 1_000,
                proof_until: 1_000,
            },
            early: PhaseBudget {
                steps: 8,
                searchers: 8,
                restricted_until: 150,
                search_until: 200,
                descent_until: 210,
                bound_until: 270,
                proof_until: 500,
            },
            late: PhaseBudget {
                steps: 1,
                searchers: 1,
                restricted_until: 500,
                search_until: 800,
                descent_until: 830,
                bound_until: 900,
                proof_until: 1_000,
            },
        }
    }
}
