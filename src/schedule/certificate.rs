//! The certificate: a bound's multipliers in the instance's own words, so that a checker that has never seen the model
//! can recompute the bound from the instance alone.

use serde_json::{Value, json};

use crate::domain::Conference;
use crate::rules::{Grounded, Named};
use crate::solve::bound::{Bound, SCALE};

/// The rules of which a certificate may speak. What the other rules cost is never less than nothing, so leaving them
/// out keeps a bound a bound.
pub const CERTIFIED: &[&str] =
    &["room-clash", "alone", "service", "track-overlap", "tag-overlap", "fair-regions", "fair-people"];

/// By label: whether its primitive may carry multipliers. (A service's minutes of a day may not: a certificate knows its
/// teams only.)
pub fn priced(grounded: &Grounded) -> Vec<bool> {
    let may = |named: &Named| CERTIFIED.contains(&named.rule) && (named.rule != "service" || named.subject.len() == 1);
    grounded.labels.iter().map(may).collect()
}

/// The certificate of a bound, as a document of format `plenary-certificate/1`: `bound` in hundredths, multipliers in
/// 2^-16 hundredths (for each step where a rule has a capacity over time), one entry for each run of non-zero values,
/// `at` in steps from `origin`. `hubs` names the sessions whose orders the bound keeps, `first` one that precedes
/// many others and `last` one that follows many; null, or the whole member missing, where it keeps none.
pub fn certificate(conference: &Conference, grounded: &Grounded, bound: &Bound) -> Value {
    let mut entries = Vec::new();
    let mut entry = |named: &Named, at: usize, values: &[i64]| {
        entries.push(json!({ "rule": named.rule, "subject": named.subject, "at": at, "values": values }));
    };
    let named = |label: crate::model::Label| &grounded.labels[label.0 as usize];
    let multipliers = &bound.multipliers;
    for (profile, values) in grounded.model.profiles.iter().zip(&multipliers.profiles) {
        for (at, run) in runs(values) {
            entry(named(profile.label), at, run);
        }
    }
    for (worst, values) in grounded.model.worsts.iter().zip(&multipliers.worsts) {
        for (label, value) in worst.groups.iter().zip(values).filter(|(_, value)| **value != 0) {
            entry(named(*label), 0, &[*value]);
        }
    }
    for (excess, values) in grounded.model.excesses.iter().zip(&multipliers.excesses) {
        for (at, run) in runs(values) {
            entry(named(excess.label), at, run);
        }
    }
    // An activity has its session's index.
    let hub = |hub: Option<u32>| hub.map(|hub| conference.sessions[hub as usize].id.as_str());
    json!({
        "format": "plenary-certificate/1",
        "scale": SCALE,
        "bound": bound.value,
        "step_minutes": grounded.axis.step_minutes,
        "origin": conference.origin().to_string(),
        "hubs": { "first": hub(bound.hubs.0), "last": hub(bound.hubs.1) },
        "multipliers": entries,
    })
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
