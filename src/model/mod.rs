//! The scheduling problem in integers: activities, candidate starts, costs and constraints. It knows nothing of
//! conferences.
//!
//! # The problem
//!
//! *Activities* of fixed duration are to be placed on a discrete time axis. The axis is divided into steps and days. A
//! *place* of an activity is one of the candidate [`starts`](Model::starts), all common to the activities, together
//! with one of the resource [`classes`](Model::classes), groups of interchangeable unit resources (rooms of one size).
//! An [`Assignment`] gives each activity a place or leaves it out.
//!
//! Each place of an activity has a *unary cost* ([`Model::unary`]), read from a table; forbidden places cost
//! [`FORBIDDEN`]. Every condition on more than one activity is one of seven primitives. Where constraint programming has
//! a global constraint of the same meaning, the primitive has its name:
//!
//! | primitive | meaning | cost or violation |
//! |---|---|---|
//! | [`Cumulative`] | activities use units of a resource while they run | usage above the capacity, per step |
//! | [`BucketCapacity`] | activities add amounts to buckets (such as days) | sum of a bucket above its limit |
//! | [`NValue`] | number of different buckets that activities touch | buckets beyond the free ones |
//! | [`Precedence`] | gap or distance in days between the two activities of a pair | broken pairs |
//! | [`DaySpan`] | time from the first start to the last end of a day | open steps, and steps above a limit |
//! | [`MinMax`] | activities add costs to groups; the largest group sum, or a mean of the largest, counts | that cost, which is minimised |
//! | [`LeastExcess`] | activities add amounts to buckets | the excess above zero of the best used bucket |
//!
//! Each primitive has a [`Price`]: soft, an amount per unit of violation, or hard, which means that each unit is a
//! violation. `NValue` and `MinMax` are always soft.
//!
//! # The objective
//!
//! A [`Score`] has three levels, compared lexicographically: violations of hard conditions, the penalty for activities
//! left out, and the cost. All numbers are integers below 2^53; [`Builder::finish`] refuses models that could exceed
//! this.
//!
//! # The parts
//!
//! * [`Builder`] makes a [`Model`]: it folds constraints on one activity into the unary costs and removes dominated
//!   ones.
//! * [`evaluate`] computes the score of an assignment from scratch. It is the definition of every primitive.
//! * [`State`] holds an assignment and computes the [`Delta`] of each change, by way of the [`ModelIndex`].

mod builder;
mod compact;
mod delta;
mod dominance;
mod hard_conditions;
mod index;
mod least_excess;
mod min_max;
mod primitives;
mod saving;
mod score;
mod state;
#[cfg(test)]
mod state_tests;
#[cfg(test)]
mod tests;

pub use builder::{BuildError, Builder, TooLarge};
pub use delta::Delta;
pub use hard_conditions::HardConditions;
pub use index::{CONDITION_KINDS, ConditionKind, ModelIndex};
pub use least_excess::{LeastExcess, LeastExcessTerm};
pub use min_max::{MinMax, MinMaxTerm, WEIGHT_SCALE, cost_and_threshold};
pub use primitives::{
    Activity, BucketCapacity, BucketCapacityTerm, Class, Cumulative, Day, DaySpan, Label, NValue, NValueTerm,
    Precedence, PrecedenceKind, Price, Role, Start, Use,
};
pub use saving::Saving;
pub use score::{Score, evaluate, pair_broken};
pub use state::State;

/// A cost, in the smallest unit of the objective.
pub type Cost = i64;

/// The unary cost of a forbidden place.
pub const FORBIDDEN: Cost = Cost::MAX;

/// No bucket: an activity with this start does not count in a [`BucketCapacity`] or [`NValue`].
pub const NO_BUCKET: u32 = u32::MAX;

/// A start and a resource class for one activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Index into [`Model::starts`].
    pub start: u32,
    /// Index into [`Model::classes`].
    pub class: u32,
}

/// By activity: its place, or `None` if it is left out.
pub type Assignment = Vec<Option<Place>>;

/// A scheduling problem.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Model {
    /// Length of the time axis in steps: every interval an activity can use ends within it.
    pub horizon: u32,
    /// Candidate starts, ascending by step, each step once.
    pub starts: Vec<Start>,
    /// Days, ascending and disjoint.
    pub days: Vec<Day>,
    /// Classes of interchangeable unit resources.
    pub classes: Vec<Class>,
    /// The activities.
    pub activities: Vec<Activity>,
    /// Integer amounts by start, shared by the terms of [`BucketCapacity`] and [`LeastExcess`].
    pub measures: Vec<Vec<i64>>,
    /// Buckets by start ([`NO_BUCKET`] for none), shared by the terms of [`BucketCapacity`] and [`NValue`].
    pub buckets: Vec<Vec<u32>>,
    /// Sets of starts, as a flag by start: some precedences bind only inside such a set.
    pub start_sets: Vec<Vec<bool>>,
    /// Resource usage over time against a capacity.
    pub cumulatives: Vec<Cumulative>,
    /// Sums of amounts against a limit.
    pub bucket_capacities: Vec<BucketCapacity>,
    /// Numbers of different buckets touched.
    pub nvalues: Vec<NValue>,
    /// Gaps and distances in days between pairs of activities.
    pub precedences: Vec<Precedence>,
    /// Time from a day's first start to its last end; at most one for each day.
    pub day_spans: Vec<DaySpan>,
    /// Largest sums over groups, or means of the largest.
    pub min_maxes: Vec<MinMax>,
    /// Excesses of the best buckets.
    pub least_excesses: Vec<LeastExcess>,
}

impl Model {
    /// The unary cost of an activity at a place; [`FORBIDDEN`] if the place is forbidden.
    pub fn unary(&self, activity: usize, place: Place) -> Cost {
        let a = &self.activities[activity];
        let start = a.start_cost[place.start as usize];
        if start == FORBIDDEN {
            return FORBIDDEN;
        }
        match &a.place_cost {
            None => start,
            Some(table) => match table[place.start as usize * self.classes.len() + place.class as usize] {
                FORBIDDEN => FORBIDDEN,
                cost => start + cost,
            },
        }
    }

    /// The allowed places of an activity, ascending by start and class.
    pub fn places(&self, activity: usize) -> impl Iterator<Item = Place> + '_ {
        let classes = self.classes.len() as u32;
        (0..self.starts.len() as u32)
            .flat_map(move |start| (0..classes).map(move |class| Place { start, class }))
            .filter(move |&place| self.unary(activity, place) != FORBIDDEN)
    }

    /// The lowest unary cost of an activity; `None` if it has no allowed place.
    pub fn cheapest(&self, activity: usize) -> Option<Cost> {
        self.places(activity).map(|place| self.unary(activity, place)).min()
    }
}
