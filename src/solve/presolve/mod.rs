//! Presolve: removes places that no useful assignment has, and proves that not everything can be placed.

mod counting_proofs;
mod filtering;

use crate::model::{Label, Model, Place};

/// The assignments for which the remaining places must be sufficient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All assignments that break no hard condition, whatever they leave out.
    Any,
    /// Those that break no hard condition and place every activity. All precedences then bind, so more places can be
    /// removed.
    Complete,
}

/// The result of presolve.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Presolved {
    /// By activity: the remaining places, ascending. Every assignment in the scope uses only these.
    pub places: Vec<Vec<Place>>,
    /// Proofs that not everything can be placed, the simplest first. No finding does not mean that everything can be
    /// placed.
    pub findings: Vec<Finding>,
}

/// A proof that no assignment without a violation places all of these activities.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The reason.
    pub kind: FindingKind,
    /// The activities, ascending.
    pub activities: Vec<u32>,
}

/// Why activities cannot all be placed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// The activity has no allowed place.
    NoPlace,
    /// Each allowed place breaks a hard condition by itself.
    NoPlaceAlone,
    /// Precedences and fixed activities leave this activity no place.
    Blocked {
        /// The activity without a place.
        activity: u32,
    },
    /// All of them must take place on these days, and they need more of the cumulative than is available.
    Cumulative {
        /// The cumulative.
        label: Label,
        /// The days.
        days: Vec<u32>,
        /// Units times steps that they need at least.
        demanded: i64,
        /// Units times steps that are available at most.
        available: i64,
    },
    /// All of them must take place on these days, and they need more of the classes' resources than are available.
    Classes {
        /// The days.
        days: Vec<u32>,
        /// Resources times steps that they need at least.
        demanded: i64,
        /// Resources times steps that are available at most.
        available: i64,
    },
    /// Their amounts exceed the limits of these buckets together.
    BucketCapacity {
        /// The bucket capacity.
        label: Label,
        /// The buckets in which they can be.
        buckets: Vec<u32>,
        /// Sum of their least amounts.
        demanded: i64,
        /// Sum of the limits of the buckets.
        available: i64,
    },
    /// No place of any activity can make a bucket of the LeastExcess good, and they have to be in its buckets.
    LeastExcess {
        /// The LeastExcess.
        label: Label,
    },
}

/// Removes places from the domain of every activity, and counts demands.
pub fn presolve(model: &Model, scope: Scope) -> Presolved {
    let tables = (0..model.activities.len()).map(|activity| model.places(activity).collect()).collect();
    presolve_within(model, tables, scope)
}

/// The same, where each activity is limited to the given places (which must be allowed). The findings are then valid
/// for these places.
pub fn presolve_within(model: &Model, tables: Vec<Vec<Place>>, scope: Scope) -> Presolved {
    let mut findings: Vec<Finding> =
        empty(&tables).map(|activity| Finding { kind: FindingKind::NoPlace, activities: vec![activity] }).collect();
    let nowhere = findings.clone();
    let alone = filtering::filter_alone(model, tables);
    findings.extend(
        empty(&alone)
            .filter(|activity| nowhere.iter().all(|finding| finding.activities != [*activity]))
            .map(|activity| Finding { kind: FindingKind::NoPlaceAlone, activities: vec![activity] }),
    );
    findings.extend(counting_proofs::findings(model, &alone));
    let places = match scope {
        Scope::Any => alone,
        Scope::Complete => {
            let (places, blocked) = filtering::filter_together(model, alone);
            findings.extend(blocked.filter(|_| findings.is_empty()));
            places
        }
    };
    Presolved { places, findings }
}

fn empty(places: &[Vec<Place>]) -> impl Iterator<Item = u32> + '_ {
    (0_u32..).zip(places).filter(|(_, places)| places.is_empty()).map(|(activity, _)| activity)
}

#[cfg(test)]
mod tests;
