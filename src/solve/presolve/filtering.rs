//! Domain filtering: removes places that break a hard condition alone, or together with every place of other
//! activities.

use std::collections::BTreeSet;

use super::{Finding, FindingKind};
use crate::model::{BucketCapacity, Cumulative, Model, NO_BUCKET, Place, Price, pair_broken};

/// Removes the places that break a hard condition whatever the other activities do.
pub(super) fn filter_alone(model: &Model, mut places: Vec<Vec<Place>>) -> Vec<Vec<Place>> {
    for day_span in &model.day_spans {
        let Some(longest) = day_span.longest else { continue };
        for (activity, places) in model.activities.iter().zip(&mut places) {
            let fits = activity.duration <= longest;
            places.retain(|place| fits || model.starts[place.start as usize].day != day_span.day);
        }
    }
    for cumulative in model.cumulatives.iter().filter(|cumulative| cumulative.price == Price::Hard) {
        for used in cumulative.uses.iter().filter(|used| used.amount > cumulative.capacity) {
            places[used.activity as usize].retain(|place| used.class.is_some_and(|class| class != place.class));
        }
    }
    let free = |least: i64| least.min(0);
    for bucket_capacity in model.bucket_capacities.iter().filter(|bucket_capacity| bucket_capacity.price == Price::Hard)
    {
        let ignore = &mut |_: u32, _: &[u32]| {};
        filter_bucket_capacity(model, bucket_capacity, &mut places, free, ignore);
    }
    places
}

/// Removes places that break a hard condition if all activities are placed. Stops with a finding as soon as an activity
/// has no place left; the finding names all activities that contributed.
pub(super) fn filter_together(model: &Model, places: Vec<Vec<Place>>) -> (Vec<Vec<Place>>, Option<Finding>) {
    let causes = (0..places.len() as u32).map(|activity| BTreeSet::from([activity])).collect();
    let mut state = Filter { model, places, causes };
    if state.places.iter().any(Vec::is_empty) {
        return (state.places, None);
    }
    while state.round() {
        if let Some(activity) = state.places.iter().position(Vec::is_empty) {
            let activities = state.causes[activity].iter().copied().collect();
            let kind = FindingKind::Blocked { activity: activity as u32 };
            return (state.places, Some(Finding { kind, activities }));
        }
    }
    (state.places, None)
}

struct Filter<'a> {
    model: &'a Model,
    places: Vec<Vec<Place>>,
    /// By activity: all activities that contributed to its removed places.
    causes: Vec<BTreeSet<u32>>,
}

impl Filter<'_> {
    /// Filters by every constraint once. True if places were removed; false at the end.
    fn round(&mut self) -> bool {
        let before: usize = self.places.iter().map(Vec::len).sum();
        for precedence in self.model.precedences.iter().filter(|precedence| precedence.price == Price::Hard) {
            for &(a, b) in &precedence.pairs {
                let (model, firsts, seconds) = (self.model, &self.places[a as usize], &self.places[b as usize]);
                let kept = supported(firsts, seconds, |at, bt| pair_broken(model, precedence, (a, at), (b, bt)));
                self.replace(a, kept, [b]);
                let (firsts, seconds) = (&self.places[a as usize], &self.places[b as usize]);
                let kept = supported(seconds, firsts, |bt, at| pair_broken(model, precedence, (a, at), (b, bt)));
                self.replace(b, kept, [a]);
            }
        }
        for cumulative in self.model.cumulatives.iter().filter(|cumulative| cumulative.price == Price::Hard) {
            self.filter_cumulative(cumulative);
        }
        for day in 0..self.model.day_spans.len() {
            self.filter_day_span(day);
        }
        for bucket_capacity in
            self.model.bucket_capacities.iter().filter(|bucket_capacity| bucket_capacity.price == Price::Hard)
        {
            let causes = &mut self.causes;
            let record = &mut |activity: u32, others: &[u32]| add_causes(causes, activity, others.iter().copied());
            filter_bucket_capacity(self.model, bucket_capacity, &mut self.places, |least| least, record);
        }
        self.places.iter().map(Vec::len).sum::<usize>() < before
    }

    fn replace(&mut self, activity: u32, kept: Vec<Place>, others: impl IntoIterator<Item = u32>) {
        if kept.len() < self.places[activity as usize].len() {
            self.places[activity as usize] = kept;
            add_causes(&mut self.causes, activity, others);
        }
    }

    /// The only place of an activity, if it has exactly one.
    fn fixed(&self, activity: u32) -> Option<Place> {
        match self.places[activity as usize].as_slice() {
            [place] => Some(*place),
            _ => None,
        }
    }

    /// Removes places for which fixed activities leave too little of a cumulative.
    fn filter_cumulative(&mut self, cumulative: &Cumulative) {
        let mut usage = vec![0_u32; self.model.horizon as usize];
        let mut fixed = Vec::new();
        for used in &cumulative.uses {
            if let Some(place) = self.fixed(used.activity)
                && used.class.is_none_or(|class| class == place.class)
            {
                let start = self.model.starts[place.start as usize].step;
                (start + used.from..start + used.until).for_each(|step| usage[step as usize] += used.amount);
                fixed.push(used.activity);
            }
        }
        if fixed.is_empty() {
            return;
        }
        for used in cumulative.uses.iter().filter(|used| !fixed.contains(&used.activity)) {
            let fits = |place: &&Place| {
                let start = self.model.starts[place.start as usize].step;
                used.class.is_some_and(|class| class != place.class)
                    || (start + used.from..start + used.until)
                        .all(|step| usage[step as usize] + used.amount <= cumulative.capacity)
            };
            let kept = self.places[used.activity as usize].iter().filter(fits).copied().collect();
            self.replace(used.activity, kept, fixed.iter().copied());
        }
    }

    /// Removes places too far from fixed activities of the same day.
    fn filter_day_span(&mut self, index: usize) {
        let day_span = &self.model.day_spans[index];
        let Some(longest) = day_span.longest else { return };
        let interval = |activity: u32, place: Place| {
            let start = self.model.starts[place.start as usize];
            let end = start.step + self.model.activities[activity as usize].duration;
            (start.day == day_span.day).then_some((start.step, end))
        };
        let all = 0..self.places.len() as u32;
        let fixed: Vec<(u32, (u32, u32))> =
            all.clone().filter_map(|a| Some((a, interval(a, self.fixed(a)?)?))).collect();
        let Some(first) = fixed.iter().map(|(_, (start, _))| *start).min() else { return };
        let Some(last) = fixed.iter().map(|(_, (_, end))| *end).max() else { return };
        let mut left = Vec::new();
        for activity in all.filter(|activity| fixed.iter().all(|(fixed, _)| fixed != activity)) {
            let fits = |place: &&Place| {
                interval(activity, **place).is_none_or(|(start, end)| end.max(last) - start.min(first) <= longest)
            };
            left.push((activity, self.places[activity as usize].iter().filter(fits).copied().collect()));
        }
        for (activity, kept) in left {
            self.replace(activity, kept, fixed.iter().map(|(fixed, _)| *fixed));
        }
    }
}

/// Records that the others, and all that contributed to their state, contributed to an activity's state.
fn add_causes(causes: &mut [BTreeSet<u32>], activity: u32, others: impl IntoIterator<Item = u32>) {
    for other in others {
        let theirs = causes[other as usize].clone();
        causes[activity as usize].extend(theirs);
    }
}

/// The places that are compatible with at least one place of the other activity.
fn supported(places: &[Place], others: &[Place], breaks: impl Fn(Place, Place) -> bool) -> Vec<Place> {
    // The place that supports one place often supports the next.
    let mut at = 0;
    let mut kept = Vec::with_capacity(places.len());
    for &place in places {
        let found = (0..others.len()).map(|step| (at + step) % others.len()).find(|&i| !breaks(place, others[i]));
        if let Some(index) = found {
            at = index;
            kept.push(place);
        }
    }
    kept
}

/// Removes places that put a hard bucket capacity above its limit, whatever the others add. `others` maps an activity's
/// least amount to the amount that must be counted. Calls `lost` with each activity that lost places, and all
/// activities of the bucket capacity.
fn filter_bucket_capacity(
    model: &Model,
    bucket_capacity: &BucketCapacity,
    places: &mut [Vec<Place>],
    others: impl Fn(i64) -> i64,
    lost: &mut impl FnMut(u32, &[u32]),
) {
    let counted = |term: &crate::model::BucketCapacityTerm, place: Place, bucket: u32| {
        let start = place.start as usize;
        let at = term.buckets.map_or(0, |table| model.buckets[table as usize][start]);
        if at == bucket && at != NO_BUCKET { model.measures[term.measure as usize][start] } else { 0 }
    };
    for bucket in 0..bucket_capacity.buckets {
        let least: Vec<i64> = bucket_capacity
            .terms
            .iter()
            .map(|term| {
                let amounts = places[term.activity as usize].iter().map(|&place| counted(term, place, bucket));
                others(amounts.min().unwrap_or(0))
            })
            .collect();
        let all: i64 = least.iter().sum();
        let users: Vec<u32> = bucket_capacity.terms.iter().map(|term| term.activity).collect();
        for (term, least) in bucket_capacity.terms.iter().zip(&least) {
            let places = &mut places[term.activity as usize];
            let before = places.len();
            places.retain(|&place| all - least + counted(term, place, bucket) <= bucket_capacity.limit);
            if places.len() < before {
                lost(term.activity, &users);
            }
        }
    }
}
