//! Which hard conditions a place of one activity breaks. The [`State`](super::State) only counts them.

use super::score::{bucket_sums, day_span_steps, pair_broken};
use super::{Assignment, BucketCapacity, Cumulative, DaySpan, Label, LeastExcess, Model, Place, Precedence, Price};

/// The hard conditions in which one activity takes part, with what all others use of them.
#[derive(Debug, Clone)]
pub struct HardConditions<'m> {
    model: &'m Model,
    activity: usize,
    /// The places of all others, and the one of the activity that is asked about.
    places: Assignment,
    /// With the units that the others use of each at each step.
    cumulatives: Vec<(&'m Cumulative, Vec<u32>)>,
    /// With the amount above the limit of the others.
    bucket_capacities: Vec<(&'m BucketCapacity, i64)>,
    precedences: Vec<&'m Precedence>,
    /// With the excess of the others.
    least_excesses: Vec<(&'m LeastExcess, i64)>,
    /// With the steps above the limit of the others.
    day_spans: Vec<(&'m DaySpan, i64)>,
}

impl<'m> HardConditions<'m> {
    /// The hard conditions of an activity while all others are at the places of `assignment`. With `units_are_known`, the
    /// caller knows which unit of its class each activity has, and asks for a unit that is free: then the resources are
    /// exceeded only if the activity and a single other one exceed them. Otherwise all are counted.
    pub fn new(
        model: &'m Model,
        assignment: &Assignment,
        activity: usize,
        units_are_known: bool,
    ) -> HardConditions<'m> {
        let mut places = assignment.clone();
        places[activity] = None;
        let mine = |other: u32| other as usize == activity;
        let cumulatives = model
            .cumulatives
            .iter()
            .filter(|c| c.price == Price::Hard && c.uses.iter().any(|used| mine(used.activity)))
            .map(|cumulative| {
                let single = units_are_known && cumulative.is_resource();
                (cumulative, usage(model, &places, cumulative, single))
            });
        let bucket_capacities = model
            .bucket_capacities
            .iter()
            .filter(|b| b.price == Price::Hard && b.terms.iter().any(|term| mine(term.activity)))
            .map(|bucket_capacity| (bucket_capacity, above_limit(model, &places, bucket_capacity)));
        let precedences = model
            .precedences
            .iter()
            .filter(|p| p.price == Price::Hard && p.pairs.iter().any(|&(a, b)| mine(a) || mine(b)));
        let least_excesses = model
            .least_excesses
            .iter()
            .filter(|l| l.price == Price::Hard && l.terms.iter().any(|term| mine(term.activity)))
            .map(|least_excess| (least_excess, least_excess.excess(model, &places)));
        let day_spans = model
            .day_spans
            .iter()
            .filter(|day_span| day_span.longest.is_some())
            .map(|day_span| (day_span, above(model, &places, day_span)));
        HardConditions {
            model,
            activity,
            cumulatives: cumulatives.collect(),
            bucket_capacities: bucket_capacities.collect(),
            precedences: precedences.collect(),
            least_excesses: least_excesses.collect(),
            day_spans: day_spans.collect(),
            places,
        }
    }

    /// The labels of the conditions that are broken more with the activity at a place than without it.
    pub fn broken(&mut self, place: Place) -> Vec<Label> {
        let model = self.model;
        let mut labels = Vec::new();
        labels.extend(self.cumulatives.iter().filter(|(c, usage)| self.exceeds(c, usage, place)).map(|(c, _)| c.label));
        labels.extend(self.precedences.iter().filter(|p| self.breaks_pair(p, place)).map(|p| p.label));
        self.places[self.activity] = Some(place);
        let places = &self.places;
        let buckets = self.bucket_capacities.iter().filter(|(b, before)| above_limit(model, places, b) > *before);
        labels.extend(buckets.map(|(b, _)| b.label));
        let excesses = self.least_excesses.iter().filter(|(l, before)| l.excess(model, places) > *before);
        labels.extend(excesses.map(|(l, _)| l.label));
        let spans = self.day_spans.iter().filter(|(span, before)| above(model, places, span) > *before);
        labels.extend(spans.map(|(span, _)| span.label));
        self.places[self.activity] = None;
        labels
    }

    /// Whether the activity needs more units than the others leave.
    fn exceeds(&self, cumulative: &Cumulative, usage: &[u32], place: Place) -> bool {
        let step = self.model.starts[place.start as usize].step;
        let mine = cumulative.uses.iter().filter(|used| {
            used.activity as usize == self.activity && used.class.is_none_or(|class| class == place.class)
        });
        mine.clone().any(|used| {
            let steps = &usage[(step + used.from) as usize..(step + used.until) as usize];
            steps.iter().any(|&others| others.saturating_add(used.amount) > cumulative.capacity)
        })
    }

    /// Whether a pair of the activity and another one is broken.
    fn breaks_pair(&self, precedence: &Precedence, place: Place) -> bool {
        let at = |activity: u32| match activity as usize == self.activity {
            true => Some(place),
            false => self.places[activity as usize],
        };
        let mine = precedence.pairs.iter().filter(|&&(a, b)| [a, b].contains(&(self.activity as u32)));
        mine.clone().any(|&(a, b)| match (at(a), at(b)) {
            (Some(first), Some(second)) => pair_broken(self.model, precedence, (a, first), (b, second)),
            _ => false,
        })
    }
}

/// The units in use at each step; with `single`, the most that one activity uses.
fn usage(model: &Model, places: &Assignment, cumulative: &Cumulative, single: bool) -> Vec<u32> {
    let mut usage = vec![0_u32; model.horizon as usize];
    for used in &cumulative.uses {
        let Some(place) = places[used.activity as usize] else { continue };
        if used.class.is_some_and(|class| class != place.class) {
            continue;
        }
        let start = model.starts[place.start as usize].step;
        for units in &mut usage[(start + used.from) as usize..(start + used.until) as usize] {
            *units = if single { used.amount.max(*units) } else { units.saturating_add(used.amount) };
        }
    }
    usage
}

/// The amount above the limit of all buckets together.
fn above_limit(model: &Model, places: &Assignment, bucket_capacity: &BucketCapacity) -> i64 {
    let sums = bucket_sums(model, places, bucket_capacity);
    sums.iter().map(|sum| (sum - bucket_capacity.limit).max(0)).sum()
}

/// The steps of a day above its limit.
fn above(model: &Model, places: &Assignment, day_span: &DaySpan) -> i64 {
    let longest = day_span.longest.map_or(i64::MAX, i64::from);
    day_span_steps(model, places, day_span).saturating_sub(longest).max(0)
}
