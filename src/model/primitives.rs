//! The primitives. Each has a score in [`super::score`], a delta in [`super::state`], rows in the integer program, and
//! a part in the Lagrangian bound.

use super::Cost;

/// A name for a primitive, given by the part that builds the model. It identifies the primitive in bounds and
/// certificates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Label(pub u32);

/// The price of a violation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Price {
    /// A hard condition: each unit counts as a violation.
    Hard,
    /// A soft condition: this cost for each unit.
    Soft(Cost),
}

/// A candidate start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start {
    /// The step on the time axis.
    pub step: u32,
    /// Index into [`super::Model::days`].
    pub day: u32,
    /// The day's date, in days since a fixed date.
    pub date: i32,
}

/// A day: the steps in which its activities start and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// First step.
    pub first: u32,
    /// First step after the day.
    pub end: u32,
}

/// A class of interchangeable unit resources. An activity takes one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Class {
    /// Number of units.
    pub size: u32,
}

/// An activity of fixed duration, to be placed at most once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Activity {
    /// Duration in steps, at least 1.
    pub duration: u32,
    /// Penalty for leaving it out, in the second level of the score; positive.
    pub unplaced_penalty: i64,
    /// Cost by start; [`super::FORBIDDEN`] where it may not start.
    pub start_cost: Vec<Cost>,
    /// Cost added by start and class (`start * classes + class`), if any differ.
    pub place_cost: Option<Vec<Cost>>,
    /// By start: why it is forbidden in every class. Each bit is a reason given to the builder.
    pub blocked: Vec<u32>,
}

/// An activity's use of a cumulative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// The activity.
    pub activity: u32,
    /// The use applies only in this class; `None` in any.
    pub class: Option<u32>,
    /// First step used, relative to the start.
    pub from: u32,
    /// First step no longer used, relative to the start; greater than `from`.
    pub until: u32,
    /// Units used.
    pub amount: u32,
}

/// What the units of a [`Cumulative`] are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Resources of the classes: every placed activity occupies them. They are free before a day's first start and
    /// `turnaround` steps after its last end, so capacity is needed only in `[first start, last end + turnaround)`. The
    /// bound makes use of this.
    Resource {
        /// Steps for which an activity may keep its units after its end.
        turnaround: u32,
    },
    /// Any other limited resource: people, services, tracks.
    Other,
}

/// Resource usage over time against a capacity: `sum over steps of price x max(0, usage - capacity)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cumulative {
    /// The builder's name for it.
    pub label: Label,
    /// Units available at each step.
    pub capacity: u32,
    /// Price of one unit above the capacity for one step. Hard: each such unit is a violation.
    pub price: Price,
    /// What its units are.
    pub role: Role,
    /// The uses, ascending by activity. The uses of one activity in one class are disjoint in time.
    pub uses: Vec<Use>,
}

impl Cumulative {
    /// Whether its units are resources of the classes.
    pub fn is_resource(&self) -> bool {
        matches!(self.role, Role::Resource { .. })
    }
}

/// An activity's part in a [`BucketCapacity`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BucketCapacityTerm {
    /// The activity.
    pub activity: u32,
    /// Index into [`super::Model::measures`]: the amount by start.
    pub measure: u32,
    /// Index into [`super::Model::buckets`]: the bucket by start; `None`: bucket 0.
    pub buckets: Option<u32>,
}

/// Sums of amounts against a limit: `sum over buckets of price x max(0, sum of amounts - limit)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketCapacity {
    /// The builder's name for it.
    pub label: Label,
    /// Number of buckets; each has its own sum.
    pub buckets: u32,
    /// Limit of each sum. If it is negative, an empty bucket costs too.
    pub limit: i64,
    /// Price of one unit above the limit. Hard: each bucket above the limit is one violation.
    pub price: Price,
    /// The terms, at most one for each activity.
    pub terms: Vec<BucketCapacityTerm>,
}

/// An activity's part in an [`NValue`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NValueTerm {
    /// The activity.
    pub activity: u32,
    /// Index into [`super::Model::buckets`]: the bucket that it touches, by start.
    pub buckets: u32,
}

/// The number of different buckets touched: `price x max(0, touched - free)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NValue {
    /// The builder's name for it.
    pub label: Label,
    /// Number of buckets.
    pub buckets: u32,
    /// Number of buckets that cost nothing.
    pub free: u32,
    /// Price of each further bucket.
    pub price: Cost,
    /// The terms, at most one for each activity.
    pub terms: Vec<NValueTerm>,
}

/// What a [`Precedence`] requires of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrecedenceKind {
    /// Steps from the end of one activity to the start of the other.
    Gap {
        /// Lower limit.
        least: i64,
        /// Upper limit.
        most: Option<i64>,
        /// The activity that starts earlier counts as the first.
        either_order: bool,
        /// Both must be in the same class.
        same_class: bool,
    },
    /// Distance between the dates of the two activities, in days, in either order.
    Days {
        /// Lower limit.
        least: i64,
        /// Upper limit.
        most: Option<i64>,
    },
}

/// A condition on pairs of placed activities. Soft: `price` once if any pair breaks it. Hard: one violation for each
/// broken pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Precedence {
    /// The builder's name for it.
    pub label: Label,
    /// What is required.
    pub kind: PrecedenceKind,
    /// It binds only if both starts are in this set (index into [`super::Model::start_sets`]).
    pub start_set: Option<u32>,
    /// The price of breaking it.
    pub price: Price,
    /// The pairs; the first of each comes first.
    pub pairs: Vec<(u32, u32)>,
}

/// The span of a day: from the first start to the last end of the activities that start on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaySpan {
    /// The builder's name for it.
    pub label: Label,
    /// Index into [`super::Model::days`].
    pub day: u32,
    /// Largest allowed span in steps; each further step is a violation.
    pub longest: Option<u32>,
    /// Price of each step of the span.
    pub price: Cost,
}
