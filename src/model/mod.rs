//! Solver-neutral integer primitives: what a timetable costs, without knowing what a conference is.
//!
//! Activities of fixed duration take one of the candidate [`starts`](Model::starts) of a common time axis and one of
//! the resource [`classes`](Model::classes). Single-activity costs are dense tables; everything that ties activities
//! together is one of six primitives: [`Profile`], [`Excess`], [`Distinct`], [`Order`], [`Span`], [`Worst`]. Costs
//! are integers in one unit; hard conditions are counted as violations, in a level above.

mod builder;
mod dominance;
mod index;
mod primitives;
mod score;
mod state;
#[cfg(test)]
mod tests;

pub use builder::{BuildError, Builder, TooLarge};
pub use index::{CONDITION_KINDS, ConditionKind, ModelIndex};
pub use primitives::{
    Activity, BucketCapacity, BucketCapacityTerm, Class, Cumulative, Day, DaySpan, Label, MinMax, MinMaxTerm, NValue,
    NValueTerm, Precedence, PrecedenceKind, Price, Role, Start, Use,
};
pub use score::{Score, evaluate, pair_broken};
pub use state::{Delta, State};

/// A cost, in the smallest unit of the objective.
pub type Cost = i64;

/// The cost of what may not be.
pub const FORBIDDEN: Cost = Cost::MAX;

/// No bucket: the start does not count in an [`Excess`] or [`Distinct`].
pub const NO_BUCKET: u32 = u32::MAX;

/// A start and a resource class for one activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Index into [`Model::starts`].
    pub start: u32,
    /// Index into [`Model::classes`].
    pub class: u32,
}

/// A place for each activity; `None` where it is left out.
pub type Assignment = Vec<Option<Place>>;

/// The whole problem.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Model {
    /// Length of the time axis in steps: every interval an activity can use ends within it.
    pub horizon: u32,
    /// Candidate starts, ascending by step, each step once.
    pub starts: Vec<Start>,
    /// Days, ascending; they never overlap.
    pub days: Vec<Day>,
    /// Classes of interchangeable unit resources.
    pub classes: Vec<Class>,
    /// Activities.
    pub activities: Vec<Activity>,
    /// Integer measures by start, shared by the terms of [`Excess`].
    pub measures: Vec<Vec<i64>>,
    /// Buckets by start ([`NO_BUCKET`] for none), shared by the terms of [`Excess`] and [`Distinct`].
    pub buckets: Vec<Vec<u32>>,
    /// Sets of starts, by start, in which some orders bind.
    pub start_sets: Vec<Vec<bool>>,
    /// Usage over time against a capacity.
    pub cumulatives: Vec<Cumulative>,
    /// Sums above a limit.
    pub bucket_capacities: Vec<BucketCapacity>,
    /// Numbers of distinct buckets touched.
    pub nvalues: Vec<NValue>,
    /// Orders and distances between pairs.
    pub precedences: Vec<Precedence>,
    /// From a day's first start to its last end; at most one a day.
    pub day_spans: Vec<DaySpan>,
    /// Maxima over groups.
    pub min_maxes: Vec<MinMax>,
}

impl Model {
    /// The cost of one activity at one place alone, [`FORBIDDEN`] if it may not be there.
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

    /// The places where an activity may be, ascending by start and class.
    pub fn places(&self, activity: usize) -> impl Iterator<Item = Place> + '_ {
        let classes = self.classes.len() as u32;
        (0..self.starts.len() as u32)
            .flat_map(move |start| (0..classes).map(move |class| Place { start, class }))
            .filter(move |&place| self.unary(activity, place) != FORBIDDEN)
    }

    /// The cheapest place's unary cost for each activity; `None` for one that can be nowhere.
    pub fn cheapest(&self, activity: usize) -> Option<Cost> {
        self.places(activity).map(|place| self.unary(activity, place)).min()
    }
}
