//! The certificate: a bound's multipliers in the instance's own words, so that a checker that has never seen the model
//! can recompute the bound from the instance alone.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::domain::Conference;
use crate::rules::{Grounded, LabelMeaning, rule};
use crate::solve::bound::{Bound, SCALE};

/// By label: whether its primitive may carry multipliers, as its rule says.
pub fn priced(grounded: &Grounded) -> Vec<bool> {
    grounded.labels.iter().map(|named| rule(named.rule).is_certified(&named.subject)).collect()
}

/// What the document says it is.
const FORMAT: &str = "plenary-certificate/1";

/// A proof that no complete timetable costs less than a bound, `plenary-certificate/1`: the prices at which rules are
/// sold, so that a checker can compute the bound anew from the instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Certificate<'a> {
    /// `plenary-certificate/1`
    #[schemars(extend("const" = FORMAT))]
    format: &'static str,
    /// Multipliers are written in so many parts of one: 65536.
    scale: i64,
    /// No complete timetable costs less, in hundredths of a discomfort-minute.
    bound: i64,
    /// The length of a step, in minutes.
    step_minutes: i64,
    /// Where step 0 begins, in UTC: `2020-11-02T00:00Z`.
    origin: String,
    /// The sessions whose orders the bound keeps.
    hubs: Anchors<'a>,
    /// An entry for each run of multipliers that are not 0.
    multipliers: Vec<MultiplierRun<'a>>,
}

/// The sessions whose orders a bound keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
struct Anchors<'a> {
    /// The id of a session that precedes many others; `null` where the bound keeps no such order.
    first: Option<&'a str>,
    /// The id of a session that follows many others; `null` where the bound keeps no such order.
    last: Option<&'a str>,
}

/// Multipliers of one rule that stand next to each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
struct MultiplierRun<'a> {
    /// The rule's id.
    rule: &'static str,
    /// Ids of what it is about: for `room-clash` rooms, for `service` a service, for `track-overlap` a track, for
    /// `tag-overlap` a tag, for `fair-regions` an audience and zones of it, for `fair-people` a person and from how
    /// many discomfort-minutes on (60 or 180); for `alone` none.
    subject: &'a [String],
    /// The step of the first of them, counted from `origin`; 0 where the rule is not about steps.
    at: usize,
    /// The multipliers, in parts of `scale`: for each step its price in hundredths of a discomfort-minute; for
    /// `fair-regions` and `fair-people` a single weight.
    values: &'a [i64],
}

/// The certificate of a bound, as a document.
pub fn certificate<'a>(conference: &'a Conference, grounded: &'a Grounded, bound: &'a Bound) -> Value {
    let mut entries = Vec::new();
    let mut entry = |named: &'a LabelMeaning, at: usize, values: &'a [i64]| {
        entries.push(MultiplierRun { rule: named.rule.as_str(), subject: &named.subject, at, values });
    };
    let named = |label: crate::model::Label| &grounded.labels[label.0 as usize];
    let multipliers = &bound.multipliers;
    for (profile, values) in grounded.model.cumulatives.iter().zip(&multipliers.cumulatives) {
        for (at, run) in runs(values) {
            entry(named(profile.label), at, run);
        }
    }
    for (worst, values) in grounded.model.min_maxes.iter().zip(&multipliers.min_maxes) {
        for (label, value) in worst.groups.iter().zip(values).filter(|(_, value)| **value != 0) {
            entry(named(*label), 0, std::slice::from_ref(value));
        }
    }
    for (excess, values) in grounded.model.bucket_capacities.iter().zip(&multipliers.bucket_capacities) {
        for (at, run) in runs(values) {
            entry(named(excess.label), at, run);
        }
    }
    // An activity has its session's index.
    let hub = |hub: Option<u32>| hub.map(|hub| conference.sessions[hub as usize].id.as_str());
    let certificate = Certificate {
        format: FORMAT,
        scale: SCALE,
        bound: bound.value,
        step_minutes: grounded.axis.step_minutes,
        origin: conference.origin().to_string(),
        hubs: Anchors { first: hub(bound.anchors.0), last: hub(bound.anchors.1) },
        multipliers: entries,
    };
    // Nothing in it that JSON does not know.
    serde_json::to_value(certificate).unwrap_or_default()
}

/// The runs of non-zero values, with where each begins.
fn runs(values: &[i64]) -> Vec<(usize, &[i64])> {
    let mut found = Vec::new();
    let mut at = 0;
    for run in values.chunk_by(|a, b| (*a == 0) == (*b == 0)) {
        if run[0] != 0 {
            found.push((at, run));
        }
        at += run.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn runs_skip_zeros_and_know_where_they_begin() {
        assert_eq!(runs(&[0, 0, 3, 4, 0, 5]), [(2, &[3, 4][..]), (5, &[5][..])]);
        assert_eq!(runs(&[]), []);
        assert_eq!(runs(&[0]), []);
    }
}
