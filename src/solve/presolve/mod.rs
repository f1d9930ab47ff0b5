//! Presolve: places that no assignment worth having uses, and proofs that not everything can be placed.

mod counting_proofs;
mod filtering;

use crate::model::{Label, Model, Place};

/// Which assignments the places have to be enough for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All that break nothing, whatever they leave out.
    Any,
    /// Those that break nothing and place every activity. Orders then hold between all pairs, so much more can go.
    Complete,
}

/// What presolve found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Presolved {
    /// By activity: the places left, ascending. Every assignment in the scope uses only these.
    pub places: Vec<Vec<Place>>,
    /// Proofs that not everything can be placed, the plainest first. None does not mean that everything can.
    pub findings: Vec<Finding>,
}

/// A proof that no assignment that breaks nothing places all of these activities.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Why.
    pub kind: FindingKind,
    /// The activities, ascending.
    pub activities: Vec<u32>,
}

/// Why activities cannot all be placed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// The activity may be nowhere, by its own table.
    NoPlace,
    /// Every place it may have breaks a hard condition by itself.
    NoPlaceAlone,
    /// They leave the first of [`Presolved::places`] that is empty no place: orders and fixed neighbours.
    Blocked {
        /// The activity without a place.
        activity: u32,
    },
    /// All of them lie on these days, and use more of the profile than there is.
    Cumulative {
        /// The profile.
        label: Label,
        /// The days.
        days: Vec<u32>,
        /// Units times steps that they use at least.
        demanded: i64,
        /// Units times steps that there are at most.
        available: i64,
    },
    /// All of them lie on these days, and take more of the classes' resources than there is.
    Classes {
        /// The days.
        days: Vec<u32>,
        /// Resources times steps that they use at least.
        demanded: i64,
        /// Resources times steps that there are at most.
        available: i64,
    },
    /// They add up to more than all sums of an excess may be.
    BucketCapacity {
        /// The excess.
        label: Label,
        /// The buckets they can be in.
        buckets: Vec<u32>,
        /// What they add at least.
        demanded: i64,
        /// What the buckets take together.
        available: i64,
    },
}

/// Shrinks every activity's places, and counts.
pub fn presolve(model: &Model, scope: Scope) -> Presolved {
    let tables = (0..model.activities.len()).map(|activity| model.places(activity).collect()).collect();
    presolve_within(model, tables, scope)
}

/// The same where each activity may only be in the places given, which its own table allows: what is found then holds
/// among these.
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
            let (places, squeezed) = filtering::filter_together(model, alone);
            findings.extend(squeezed.filter(|_| findings.is_empty()));
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
