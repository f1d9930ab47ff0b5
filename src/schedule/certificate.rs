//! The certificate: a bound's multipliers with the ids of the programme file. The checker can recompute the bound from
//! it and the conference, without the model.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::domain::Conference;
use crate::domain::zone::database;
use crate::rules::{Grounded, LabelMeaning, rule};
use crate::solve::bound::{Bound, SCALE};

/// By label: whether a certificate may hold multipliers of its primitive.
pub fn priced(grounded: &Grounded) -> Vec<bool> {
    grounded.labels.iter().map(|named| rule(named.rule).is_certified(&named.subject)).collect()
}

/// The format of the document.
const FORMAT: &str = "plenary-certificate/1";

/// A proof that no complete timetable costs less than a bound, `plenary-certificate/1`. It holds the multipliers
/// (prices) of the rules, so that the checker can compute the bound again from the programme file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Certificate<'a> {
    /// `plenary-certificate/1`
    #[schemars(extend("const" = FORMAT))]
    format: &'static str,
    /// The version of the time zone database by which local times were computed.
    tz_database: &'static str,
    /// The parts of one in which multipliers are written: 65536.
    scale: i64,
    /// The bound: no complete timetable costs less. In hundredths of a discomfort-minute.
    bound: i64,
    /// The length of a step, in minutes.
    step_minutes: i64,
    /// The begin of step 0, in UTC: `2020-11-02T00:00Z`.
    origin: String,
    /// The anchors: the sessions whose orders the bound keeps.
    hubs: Anchors<'a>,
    /// An entry for each run of multipliers other than 0.
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

/// Multipliers of one rule at consecutive steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
struct MultiplierRun<'a> {
    /// The rule's id.
    rule: &'static str,
    /// The ids of what the multipliers price: for `room-clash` rooms, for `service` a service, for `track-overlap` a
    /// track, for `tag-overlap` a tag, for `fair-regions` an audience and its zones, for `fair-people` a person and a
    /// limit in discomfort-minutes (60 or 180); for `alone` none.
    subject: &'a [String],
    /// The step of the first multiplier, counted from `origin`; 0 if the rule does not depend on time.
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
    for (cumulative, values) in grounded.model.cumulatives.iter().zip(&multipliers.cumulatives) {
        for (at, run) in runs(values) {
            entry(named(cumulative.label), at, run);
        }
    }
    for (min_max, values) in grounded.model.min_maxes.iter().zip(&multipliers.min_maxes) {
        for (label, value) in min_max.groups.iter().zip(values).filter(|(_, value)| **value != 0) {
            entry(named(*label), 0, std::slice::from_ref(value));
        }
    }
    for (capacity, values) in grounded.model.bucket_capacities.iter().zip(&multipliers.bucket_capacities) {
        for (at, run) in runs(values) {
            entry(named(capacity.label), at, run);
        }
    }
    // An activity has the index of its session.
    let anchor = |activity: Option<u32>| activity.map(|index| conference.sessions[index as usize].id.as_str());
    let certificate = Certificate {
        format: FORMAT,
        tz_database: database::in_use().version(),
        scale: SCALE,
        bound: bound.value,
        step_minutes: grounded.axis.step_minutes,
        origin: conference.origin().to_string(),
        hubs: Anchors { first: anchor(bound.anchors.0), last: anchor(bound.anchors.1) },
        multipliers: entries,
    };
    // Cannot fail: all values are numbers, texts and lists.
    serde_json::to_value(certificate).unwrap_or_default()
}

/// The runs of non-zero values, with the index of the first value of each.
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
    fn runs_skip_zeros_and_have_the_index_of_their_first_value() {
        assert_eq!(runs(&[0, 0, 3, 4, 0, 5]), [(2, &[3, 4][..]), (5, &[5][..])]);
        assert_eq!(runs(&[]), []);
        assert_eq!(runs(&[0]), []);
    }
}
