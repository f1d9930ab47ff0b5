//! The primitives. Each has a score in [`super::score`], a delta in the state, rows in the integer program, and a
//! part in the bound.

use super::Cost;

/// An opaque name that whoever built the model gives to a primitive, to recognise it in bounds and certificates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Label(pub u32);

/// What breaking a condition costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Price {
    /// It may not be broken: each unit is a violation.
    Hard,
    /// This much a unit.
    Soft(Cost),
}

/// A candidate start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start {
    /// The step on the time axis.
    pub step: u32,
    /// Index of the day it belongs to.
    pub day: u32,
    /// The day's date, in days since any fixed date.
    pub date: i32,
}

/// A day: the steps in which its activities lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// First step.
    pub first: u32,
    /// First step after.
    pub end: u32,
}

/// Interchangeable unit resources, of which an activity takes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Class {
    /// How many there are.
    pub size: u32,
}

/// Something of fixed duration that is to be placed once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Activity {
    /// Duration in steps, at least 1.
    pub duration: u32,
    /// What leaving it out adds to the second level of the score; positive.
    pub unplaced_penalty: i64,
    /// Cost by start; [`super::FORBIDDEN`] where it may not start.
    pub start_cost: Vec<Cost>,
    /// Cost added by start and class (`start * classes + class`), if any differ.
    pub place_cost: Option<Vec<Cost>>,
    /// Why a start is forbidden for every class: one bit for each reason the builder was given.
    pub blocked: Vec<u32>,
}

/// An activity's use of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// The activity.
    pub activity: u32,
    /// Only when it is placed in this class; `None` in any.
    pub class: Option<u32>,
    /// First step used, relative to the start.
    pub from: u32,
    /// First step no longer used, relative to the start; greater than `from`.
    pub until: u32,
    /// Units used.
    pub amount: u32,
}

/// What the units of a [`Profile`] are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Resources of the classes themselves: an activity occupies them, wherever it is placed. Nobody is there before a
    /// day's first start, nor `turnaround` steps after its last end, so that only `[first start, last end +
    /// turnaround)` needs capacity: the bound takes account of it.
    Resource {
        /// Steps for which an activity may keep its units after its end.
        turnaround: u32,
    },
    /// Anything else of which there is only so much at a time: people, services, tracks.
    Other,
}

/// Usage of each step against a capacity: `sum over steps of price x max(0, usage - capacity)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cumulative {
    /// Its name to the builder.
    pub label: Label,
    /// Units available at each step.
    pub capacity: u32,
    /// Price of one unit above the capacity for one step; hard: each such unit is a violation.
    pub price: Price,
    /// What its units are.
    pub role: Role,
    /// Who uses it, ascending by activity; the uses of an activity in one class share no step.
    pub uses: Vec<Use>,
}

impl Cumulative {
    /// Whether it counts resources of the classes.
    pub fn is_resource(&self) -> bool {
        matches!(self.role, Role::Resource { .. })
    }
}

/// An activity's part in an [`Excess`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BucketCapacityTerm {
    /// The activity.
    pub activity: u32,
    /// Index into [`super::Model::measures`]: the amount by start.
    pub measure: u32,
    /// Index into [`super::Model::buckets`]: which sum it counts in, by start; `None`: bucket 0.
    pub buckets: Option<u32>,
}

/// Sums above a limit: `sum over buckets of price x max(0, sum of amounts - limit)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketCapacity {
    /// Its name to the builder.
    pub label: Label,
    /// Number of buckets; each has its own sum.
    pub buckets: u32,
    /// The most that each sum may be; below zero, an empty bucket costs too.
    pub limit: i64,
    /// Price of one unit above the limit; hard: a bucket above the limit is one violation.
    pub price: Price,
    /// Who contributes; an activity once.
    pub terms: Vec<BucketCapacityTerm>,
}

/// An activity's part in a [`Distinct`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NValueTerm {
    /// The activity.
    pub activity: u32,
    /// Index into [`super::Model::buckets`]: the bucket it touches, by start.
    pub buckets: u32,
}

/// The number of buckets touched: `price x max(0, touched - free)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NValue {
    /// Its name to the builder.
    pub label: Label,
    /// Number of buckets.
    pub buckets: u32,
    /// How many may be touched for nothing.
    pub free: u32,
    /// Price of each further one.
    pub price: Cost,
    /// Who touches; an activity once.
    pub terms: Vec<NValueTerm>,
}

/// What an [`Order`] asks of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrecedenceKind {
    /// Steps from the end of one to the start of the other.
    Gap {
        /// At least.
        least: i64,
        /// At most.
        most: Option<i64>,
        /// Whichever starts earlier counts as the first.
        either_order: bool,
        /// In the same class.
        same_class: bool,
    },
    /// Days between their dates, in either order.
    Days {
        /// At least.
        least: i64,
        /// At most.
        most: Option<i64>,
    },
}

/// A condition on pairs that are both placed: `price` once if any pair breaks it; hard: a violation each pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Precedence {
    /// Its name to the builder.
    pub label: Label,
    /// What is asked.
    pub kind: PrecedenceKind,
    /// It binds only where both starts are in this region (index into [`super::Model::regions`]).
    pub start_set: Option<u32>,
    /// The price.
    pub price: Price,
    /// The pairs: the first of each comes first.
    pub pairs: Vec<(u32, u32)>,
}

/// A day's opening: from the first start to the last end of the activities that start in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaySpan {
    /// Its name to the builder.
    pub label: Label,
    /// Index of the day.
    pub day: u32,
    /// Steps it may be open; each further one is a violation.
    pub longest: Option<u32>,
    /// Price of each open step.
    pub price: Cost,
}

/// An activity's cells in a [`Worst`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinMaxTerm {
    /// The activity.
    pub activity: u32,
    /// First group it counts in.
    pub first: u32,
    /// Number of groups it counts in, from `first`.
    pub width: u32,
    /// Cells by start and group: `start * width + (group - first)`; never negative.
    pub group_costs: Vec<Cost>,
}

/// The worst-off group: `max(0, max over groups of the sum of cells)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinMax {
    /// The groups' names to the builder.
    pub groups: Vec<Label>,
    /// Who contributes; an activity once.
    pub terms: Vec<MinMaxTerm>,
}
