//! Counting proofs: activities that must all take place on the same few days, or in the same buckets, and together need
//! more than these offer.

use std::collections::BTreeSet;

use super::{Finding, FindingKind};
use crate::model::{BucketCapacity, Cumulative, LeastExcess, Model, NO_BUCKET, Place, Price, Use};

/// All counting proofs for the given places.
pub(super) fn findings(model: &Model, places: &[Vec<Place>]) -> Vec<Finding> {
    let days: Vec<BTreeSet<u32>> = places
        .iter()
        .map(|places| places.iter().map(|place| model.starts[place.start as usize].day).collect())
        .collect();
    let mut findings = Vec::new();
    for cumulative in model.cumulatives.iter().filter(|cumulative| cumulative.price == Price::Hard) {
        if cumulative.uses.iter().all(|used| used.class.is_none()) {
            let kind = |days, demanded, available| FindingKind::Cumulative {
                label: cumulative.label,
                days,
                demanded,
                available,
            };
            findings.extend(over_days(model, places, &days, &[cumulative], kind));
        }
    }
    let rooms: Vec<&Cumulative> = (0..model.classes.len() as u32).filter_map(|class| room(model, class)).collect();
    // A class without a cumulative has no limit.
    if rooms.len() == model.classes.len() {
        let kind = |days, demanded, available| FindingKind::Classes { days, demanded, available };
        findings.extend(over_days(model, places, &days, &rooms, kind));
    }
    for bucket_capacity in model.bucket_capacities.iter().filter(|bucket_capacity| bucket_capacity.price == Price::Hard)
    {
        findings.extend(over_buckets(model, places, bucket_capacity));
    }
    for least_excess in model.least_excesses.iter().filter(|least_excess| least_excess.price == Price::Hard) {
        findings.extend(no_good_bucket(model, places, least_excess));
    }
    findings
}

/// The activities of a LeastExcess, if an activity has to be in one of its buckets and no amount can make one good.
fn no_good_bucket(model: &Model, places: &[Vec<Place>], least_excess: &LeastExcess) -> Option<Finding> {
    let (mut forced, mut activities) = (false, Vec::new());
    for term in &least_excess.terms {
        let (buckets, amounts) = (&model.buckets[term.buckets as usize], &model.measures[term.measure as usize]);
        let places = &places[term.activity as usize];
        let in_bucket = |place: &&Place| buckets[place.start as usize] != NO_BUCKET;
        if places.iter().filter(in_bucket).any(|place| amounts[place.start as usize] <= 0) {
            return None;
        }
        forced |= !places.is_empty() && places.iter().all(|place| in_bucket(&place));
        activities.push(term.activity);
    }
    activities.sort_unstable();
    forced.then_some(Finding { kind: FindingKind::LeastExcess { label: least_excess.label }, activities })
}

/// The cumulative that counts a class's resources: hard, and used in this class only.
fn room(model: &Model, class: u32) -> Option<&Cumulative> {
    let counts = |p: &&Cumulative| p.price == Price::Hard && p.uses.iter().all(|used| used.class == Some(class));
    model.cumulatives.iter().find(counts)
}

/// The different sets, smaller ones first, and the union of all.
fn sets<'a>(each: impl Iterator<Item = &'a BTreeSet<u32>>) -> Vec<BTreeSet<u32>> {
    let mut sets: BTreeSet<BTreeSet<u32>> = each.filter(|set| !set.is_empty()).cloned().collect();
    sets.insert(sets.iter().flatten().copied().collect());
    let mut sets: Vec<BTreeSet<u32>> = sets.into_iter().collect();
    sets.sort_by_key(BTreeSet::len);
    sets
}

/// Compares demand and capacity for each set of days to which some activity is confined: the least use of all
/// activities confined to it, against the capacity of these days. Of several cumulatives, an activity uses the one of
/// its class.
fn over_days(
    model: &Model,
    places: &[Vec<Place>],
    days: &[BTreeSet<u32>],
    cumulatives: &[&Cumulative],
    kind: impl Fn(Vec<u32>, i64, i64) -> FindingKind,
) -> Vec<Finding> {
    let capacity: i64 = cumulatives.iter().map(|cumulative| i64::from(cumulative.capacity)).sum();
    let mut uses: Vec<Vec<&Use>> = vec![Vec::new(); places.len()];
    for used in cumulatives.iter().flat_map(|cumulative| &cumulative.uses) {
        uses[used.activity as usize].push(used);
    }
    // The uses that count at a place; none if no cumulative counts it.
    let at = |activity: u32, place: Place| {
        uses[activity as usize].iter().copied().filter(move |used| used.class.is_none_or(|class| class == place.class))
    };
    let units = |used: &Use| i64::from(used.amount) * i64::from(used.until - used.from);
    let demand = |activity: u32, places: &Vec<Place>| {
        places.iter().map(|&place| at(activity, place).map(units).sum()).min().unwrap_or(0)
    };
    let demands: Vec<i64> = (0_u32..).zip(places).map(|(activity, places)| demand(activity, places)).collect();
    let mut findings: Vec<Finding> = Vec::new();
    let mut proved: Vec<BTreeSet<u32>> = Vec::new();
    for set in sets(days.iter().zip(&demands).filter(|&(_, &demand)| demand > 0).map(|(days, _)| days)) {
        if proved.iter().any(|smaller| smaller.is_subset(&set)) {
            continue;
        }
        let inside = |activity: &u32| {
            let index = *activity as usize;
            demands[index] > 0 && days[index].is_subset(&set)
        };
        let activities: Vec<u32> = (0..places.len() as u32).filter(inside).collect();
        let demanded = activities.iter().map(|&activity| demands[activity as usize]).sum();
        let available = set.iter().map(|&day| capacity * usable(model, places, &activities, day, &at)).sum();
        if demanded > available {
            findings.push(Finding { kind: kind(set.iter().copied().collect(), demanded, available), activities });
            proved.push(set);
        }
    }
    findings
}

/// Upper bound on the steps of a day in which these activities can use a cumulative: from the first to the last step
/// that any of their places reaches, and no more than the limit of the day's span, extended by uses before a start or
/// after an end.
fn usable<'a, U: Iterator<Item = &'a Use>>(
    model: &Model,
    places: &[Vec<Place>],
    activities: &[u32],
    day: u32,
    at: &impl Fn(u32, Place) -> U,
) -> i64 {
    let (mut first, mut last, mut before, mut after) = (i64::MAX, i64::MIN, 0_i64, 0_i64);
    for &activity in activities {
        for &place in &places[activity as usize] {
            let start = model.starts[place.start as usize];
            if start.day != day {
                continue;
            }
            for used in at(activity, place) {
                let (from, until) = (i64::from(used.from), i64::from(used.until));
                first = first.min(i64::from(start.step) + from);
                last = last.max(i64::from(start.step) + until);
                before = before.max(-from);
                after = after.max(until - i64::from(model.activities[activity as usize].duration));
            }
        }
    }
    let longest = model.day_spans.iter().find(|day_span| day_span.day == day).and_then(|day_span| day_span.longest);
    let open = longest.map_or(i64::MAX, |longest| i64::from(longest) + before + after);
    if first > last { 0 } else { (last - first).min(open) }
}

/// The same for the buckets of a bucket capacity without negative amounts.
fn over_buckets(model: &Model, places: &[Vec<Place>], bucket_capacity: &BucketCapacity) -> Vec<Finding> {
    let mut confined: Vec<(u32, BTreeSet<u32>, i64)> = Vec::new();
    for term in &bucket_capacity.terms {
        let (mut buckets, mut least) = (BTreeSet::new(), i64::MAX);
        for place in &places[term.activity as usize] {
            let start = place.start as usize;
            let amount = model.measures[term.measure as usize][start];
            let bucket = term.buckets.map_or(0, |table| model.buckets[table as usize][start]);
            if bucket == NO_BUCKET {
                least = 0;
            } else if amount < 0 {
                return Vec::new();
            } else {
                buckets.insert(bucket);
                least = least.min(amount);
            }
        }
        if !buckets.is_empty() && least > 0 {
            confined.push((term.activity, buckets, least));
        }
    }
    let mut findings: Vec<Finding> = Vec::new();
    let mut proved: Vec<BTreeSet<u32>> = Vec::new();
    for set in sets(confined.iter().map(|(_, buckets, _)| buckets)) {
        let inside = || confined.iter().filter(|(_, buckets, _)| buckets.is_subset(&set));
        let demanded = inside().map(|(.., least)| least).sum();
        let available = bucket_capacity.limit * set.len() as i64;
        if demanded > available && !proved.iter().any(|smaller| smaller.is_subset(&set)) && !set.is_empty() {
            let mut activities: Vec<u32> = inside().map(|(activity, ..)| *activity).collect();
            activities.sort_unstable();
            let buckets = set.iter().copied().collect();
            let kind = FindingKind::BucketCapacity { label: bucket_capacity.label, buckets, demanded, available };
            findings.push(Finding { kind, activities });
            proved.push(set);
        }
    }
    findings
}
