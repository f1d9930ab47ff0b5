//! Settings of the phases of a solve: their order and their parts of the budget, by model size.

/// Settings of the phases of a solve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phases {
    /// Number of activities up to which a model is small: an early search and a proof are worth trying before the main
    /// search. By hand.
    pub small_model: usize,
    /// Number of activities above which a model is large: multipliers come first, and searchers share the days. By
    /// hand: annealing alone finds no complete assignment at ten times the model case.
    pub large_model: usize,
    /// Iterations of the bound in parallel with the first assignment, under a budget of steps. By hand.
    pub first_iterations: u32,
    /// The same for a large model that is not complete before it: it needs good multipliers. Under either budget. By
    /// hand, at ten times the model case. (With 1,105 sessions complete, 250 gave 0.2 % less cost on two seeds.)
    pub large_first_iterations: u32,
    /// Iterations of the bound after the search, under a budget of steps. By hand; on the model case it had converged
    /// after 500.
    pub last_iterations: u32,
    /// Iterations of the bound between two readings of the clock. By hand, not varied.
    pub chunk: u32,
    /// End of the first assignment, in thousandths of a time budget. By hand, not varied.
    pub first_assignment_until: u32,
    /// End of the first search of a large model, which has no multipliers, in thousandths of a time budget. By hand;
    /// an earlier experiment used 70 to 100.
    pub complete_first_until: u32,
    /// End of the first multipliers of a large model, in thousandths of a time budget. By hand, at ten times the model
    /// case.
    pub large_first_bound_until: u32,
    /// The main search of a model that is not small. The bound has 11 % of the time: the search gains nothing from its
    /// last tenth.
    pub large: PhaseBudget,
    /// The first of two searches of a small model. After it, reduced-cost fixing may leave so few places that the proof
    /// is soon complete. It came together with that proof: on the committed instances bounds rose by 1 to 1.7 %, costs
    /// fell by up to 2.4 %. Ending it after at most two seconds completed the proof on `slots` later, not sooner.
    pub early: PhaseBudget,
    /// The second search of a small model. It leaves some time at the end for a proof. By hand, not varied.
    pub late: PhaseBudget,
}

/// The parts of the budget of one search, of the bound after it, and of the proof after that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhaseBudget {
    /// The search gets the budget's steps divided by this number.
    pub steps: u64,
    /// Least number of searchers: in a small model, several short searches are better than one long search.
    pub searchers: u32,
    /// End of the part inside a domain restriction, if there is one. This and the following: thousandths of a time
    /// budget.
    pub restricted_until: u32,
    /// End of the search.
    pub search_until: u32,
    /// End of its final descent.
    pub descent_until: u32,
    /// End of the bound after it.
    pub bound_until: u32,
    /// End of a proof after reduced-cost fixing.
    pub proof_until: u32,
}

impl Default for Phases {
    fn default() -> Phases {
        Phases {
            small_model: 150,
            large_model: 1_000,
            first_iterations: 250,
            large_first_iterations: 1_000,
            last_iterations: 1_000,
            chunk: 10,
            first_assignment_until: 100,
            complete_first_until: 80,
            large_first_bound_until: 250,
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
