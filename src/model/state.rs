//! A working assignment with exact integer deltas.
//!
//! [`State::insertion_delta`] computes the delta of an insertion without making it. A removal first takes the activity
//! out and then computes the delta of putting it back. So the delta of each primitive exists once, and debug builds
//! compare it with [`evaluate`](super::evaluate).

mod sums;

use super::delta::Delta;
use super::index::{Charge, ConditionKind, ModelIndex};
use super::score::pair_broken;
use super::{Assignment, Cost, FORBIDDEN, Model, NO_BUCKET, Place, Price};

/// An assignment with the sums that make changes fast.
#[derive(Debug, Clone)]
pub struct State<'l> {
    index: &'l ModelIndex<'l>,
    places: Assignment,
    total: Delta,
    /// Units in use at each step, by cumulative; [`Builder::finish`](super::Builder::finish) keeps them within `u32`.
    usage: Vec<u32>,
    sums: Vec<i64>,
    counts: Vec<u32>,
    /// By precedence: number of broken pairs, if it is soft.
    broken: Vec<u32>,
    min_max_sums: Vec<Cost>,
    min_max_values: Vec<Cost>,
    /// By MinMax: its threshold, if it is a mean.
    min_max_thresholds: Vec<Cost>,
    /// By LeastExcess: its excess.
    least_excesses: Vec<Cost>,
    /// By NValue: number of buckets touched.
    touched: Vec<u32>,
    /// Number of activities that start at each step.
    starting: Vec<u32>,
    /// Number of activities that end at each step of each day, at [`ModelIndex::day_base`] plus the step within the
    /// day.
    ending: Vec<u32>,
    /// By day: first start and last end; `(MAX, 0)` if nothing starts on it.
    open: Vec<(u32, u32)>,
}

impl<'l> State<'l> {
    /// The state of an assignment.
    pub fn new(index: &'l ModelIndex<'l>, assignment: &Assignment) -> State<'l> {
        let model = index.model;
        let mut state = State {
            index,
            places: vec![None; model.activities.len()],
            total: Delta::default(),
            usage: vec![0; index.usage],
            sums: vec![0; index.sums],
            counts: vec![0; index.counts],
            broken: vec![0; model.precedences.len()],
            min_max_sums: vec![0; *index.min_max_base.last().unwrap_or(&0)],
            min_max_values: vec![0; model.min_maxes.len()],
            min_max_thresholds: vec![0; model.min_maxes.len()],
            least_excesses: vec![0; model.least_excesses.len()],
            touched: vec![0; model.nvalues.len()],
            starting: vec![0; model.horizon as usize + 1],
            ending: vec![0; index.day_base.last().copied().unwrap_or(0)],
            open: vec![(u32::MAX, 0); model.days.len()],
        };
        state.total.unplaced = model.activities.iter().map(|a| a.unplaced_penalty).sum();
        for bucket_capacity in &model.bucket_capacities {
            // A negative limit is exceeded even by an empty bucket.
            let over = -bucket_capacity.limit.min(0);
            let buckets = i64::from(bucket_capacity.buckets);
            match bucket_capacity.price {
                Price::Soft(price) => state.total.soft += price * over * buckets,
                Price::Hard => state.total.units[ConditionKind::BucketCapacity as usize] += over.min(1) * buckets,
            }
        }
        for (activity, place) in assignment.iter().enumerate() {
            if let Some(place) = place {
                state.insert(activity, *place);
            }
        }
        state
    }

    /// The index of the model.
    pub fn index(&self) -> &'l ModelIndex<'l> {
        self.index
    }

    /// The model.
    pub fn model(&self) -> &'l Model {
        self.index.model
    }

    /// The place of an activity; `None` if it is left out.
    pub fn place(&self, activity: usize) -> Option<Place> {
        self.places[activity]
    }

    /// The places of all activities.
    pub fn assignment(&self) -> &Assignment {
        &self.places
    }

    /// The score of the whole assignment, with the violations by kind.
    pub fn total(&self) -> &Delta {
        &self.total
    }

    /// Places an activity that is left out, and returns the delta.
    pub fn insert(&mut self, activity: usize, place: Place) -> Delta {
        debug_assert!(self.places[activity].is_none(), "activity {activity} is placed already");
        let added = self.insertion_delta(activity, place);
        self.insert_with_delta(activity, place, &added);
        added
    }

    /// Like [`insert`](Self::insert), with the delta that [`insertion_delta`](Self::insertion_delta) returned for this
    /// state.
    pub fn insert_with_delta(&mut self, activity: usize, place: Place, added: &Delta) {
        self.apply::<true>(activity, place);
        self.total.add(added);
        self.places[activity] = Some(place);
    }

    /// Takes an activity out. Returns its place and the delta of putting it back there.
    pub fn remove(&mut self, activity: usize) -> Option<(Place, Delta)> {
        let place = self.places[activity].take()?;
        self.apply::<false>(activity, place);
        let removed = self.insertion_delta(activity, place);
        self.total.subtract(&removed);
        Some((place, removed))
    }

    /// Takes an activity out without computing a delta. To undo an insertion, call [`reset_total`](Self::reset_total)
    /// afterwards.
    pub fn undo_insert(&mut self, activity: usize) {
        if let Some(place) = self.places[activity].take() {
            self.apply::<false>(activity, place);
        }
    }

    /// Puts an activity back without computing a delta. To undo a removal, call [`reset_total`](Self::reset_total)
    /// afterwards.
    pub fn undo_remove(&mut self, activity: usize, place: Place) {
        self.apply::<true>(activity, place);
        self.places[activity] = Some(place);
    }

    /// Restores the total, after the assignment has been restored.
    pub fn reset_total(&mut self, total: Delta) {
        self.total = total;
    }

    /// The delta of placing an activity that is left out.
    pub fn insertion_delta(&self, activity: usize, place: Place) -> Delta {
        let model = self.index.model;
        let incidence = &self.index.activities[activity];
        let data = &model.activities[activity];
        let start = place.start as usize;
        let step = model.starts[start].step;
        let mut added = Delta { unplaced: -data.unplaced_penalty, ..Delta::default() };
        match self.index.unary(activity, place) {
            FORBIDDEN => added.units[ConditionKind::Forbidden as usize] += 1,
            cost => added.soft += cost,
        }
        for used in &incidence.cumulatives {
            if used.class.is_some_and(|class| class != place.class) {
                continue;
            }
            let from = used.base + (step + used.from) as usize;
            let row = &self.usage[from..from + (used.until - used.from) as usize];
            let over = |usage: u32| i64::from(usage.saturating_sub(used.capacity));
            let units: i64 = if used.amount == 1 {
                row.iter().filter(|&&usage| usage >= used.capacity).count() as i64
            } else {
                row.iter().map(|&usage| over(usage + used.amount) - over(usage)).sum()
            };
            added.charge(used.charge, units);
        }
        for pair in &incidence.pairwise {
            if let Some(other) = self.places[pair.other as usize] {
                let (mine, theirs) = (i64::from(step), i64::from(model.starts[other.start as usize].step));
                let from = (mine + pair.from).max(theirs + pair.other_from);
                let until = (mine + pair.until).min(theirs + pair.other_until);
                if from < until {
                    added.charge(pair.charge, (until - from) * pair.units);
                }
            }
        }
        for used in &incidence.buckets {
            let bucket = used.buckets.map_or(0, |table| model.buckets[table as usize][start]);
            if bucket == NO_BUCKET {
                continue;
            }
            let amount = model.measures[used.measure as usize][start];
            let sum = self.sums[used.base + bucket as usize];
            let (before, after) = ((sum - used.limit).max(0), (sum + amount - used.limit).max(0));
            match used.charge {
                Charge::Soft(price) => added.soft += price * (after - before),
                Charge::Hard(_) => added.units[ConditionKind::BucketCapacity as usize] += after.min(1) - before.min(1),
            }
        }
        for used in &incidence.nvalues {
            let bucket = model.buckets[used.buckets as usize][start];
            let new = bucket != NO_BUCKET && self.counts[used.base + bucket as usize] == 0;
            if new && self.touched[used.nvalue as usize] >= used.free {
                added.soft += used.price;
            }
        }
        self.precedence_delta(activity, place, &mut added);
        for used in &incidence.min_maxes {
            let min_max = used.min_max as usize;
            let sums = &self.min_max_sums[used.base..used.base + used.width];
            let cost = self.index.cost_after_insert(used, place.start, sums, self.min_max_thresholds[min_max]);
            added.soft += (cost - self.min_max_values[min_max]).max(0);
        }
        for used in &incidence.least_excesses {
            let bucket = model.buckets[used.buckets as usize][start];
            if bucket != NO_BUCKET {
                let amount = model.measures[used.measure as usize][start];
                let after = self.least_excess(used, Some((bucket as usize, amount)));
                let before = self.least_excesses[used.least_excess as usize];
                match used.charge {
                    Charge::Soft(price) => added.soft += price * (after - before),
                    Charge::Hard(kind) => added.units[kind as usize] += after.min(1) - before.min(1),
                }
            }
        }
        let day = model.starts[start].day as usize;
        if let Some(day_span) = self.index.day_span_of[day] {
            let day_span = &model.day_spans[day_span as usize];
            let (first, last) = self.open[day];
            let before = i64::from(last.saturating_sub(first));
            let after = i64::from(last.max(step + data.duration) - first.min(step));
            added.soft += day_span.price * (after - before);
            if let Some(longest) = day_span.longest {
                let over = |open: i64| (open - i64::from(longest)).max(0);
                added.units[ConditionKind::DaySpan as usize] += over(after) - over(before);
            }
        }
        added
    }

    /// A lower bound on the cost that the insertion of an activity adds at a place that is not forbidden.
    pub fn least_added(&self, activity: usize, place: Place) -> Cost {
        self.index.unary(activity, place) - self.index.saving(activity).soft - self.least_excess_score().soft
    }

    /// The part of the precedences in the delta. A soft precedence is charged once, so its pairs are counted together.
    fn precedence_delta(&self, activity: usize, place: Place, added: &mut Delta) {
        let model = self.index.model;
        let mut soft: Option<(u32, Cost)> = None;
        for used in &self.index.activities[activity].precedences {
            let Some(other) = self.places[used.other as usize] else { continue };
            let precedence = &model.precedences[used.precedence as usize];
            let (mine, theirs) = ((activity as u32, place), (used.other, other));
            let broken = if used.first {
                pair_broken(model, precedence, mine, theirs)
            } else {
                pair_broken(model, precedence, theirs, mine)
            };
            if !broken {
                continue;
            }
            match precedence.price {
                Price::Hard => added.units[ConditionKind::Precedence as usize] += 1,
                // The uses are grouped by precedence, so only the last charged one can occur again.
                Price::Soft(price) if self.broken[used.precedence as usize] == 0 => {
                    if soft.is_none_or(|(paid, _)| paid != used.precedence) {
                        added.soft += price;
                        soft = Some((used.precedence, price));
                    }
                }
                Price::Soft(_) => {}
            }
        }
    }

    /// Adds an activity's part to every sum (`IN`), or subtracts it.
    fn apply<const IN: bool>(&mut self, activity: usize, place: Place) {
        let model = self.index.model;
        let incidence = &self.index.activities[activity];
        let start = place.start as usize;
        let step = model.starts[start].step;
        for used in &incidence.cumulatives {
            if used.class.is_none_or(|class| class == place.class) {
                let from = used.base + (step + used.from) as usize;
                for usage in &mut self.usage[from..from + (used.until - used.from) as usize] {
                    *usage = if IN { *usage + used.amount } else { *usage - used.amount };
                }
            }
        }
        for used in &incidence.buckets {
            let bucket = used.buckets.map_or(0, |table| model.buckets[table as usize][start]);
            if bucket != NO_BUCKET {
                let amount = model.measures[used.measure as usize][start];
                self.sums[used.base + bucket as usize] += if IN { amount } else { -amount };
            }
        }
        for used in &incidence.nvalues {
            let bucket = model.buckets[used.buckets as usize][start];
            if bucket != NO_BUCKET {
                let count = &mut self.counts[used.base + bucket as usize];
                let touched = &mut self.touched[used.nvalue as usize];
                if IN {
                    *touched += u32::from(*count == 0);
                    *count += 1;
                } else {
                    *count -= 1;
                    *touched -= u32::from(*count == 0);
                }
            }
        }
        for used in &incidence.precedences {
            let precedence = &model.precedences[used.precedence as usize];
            if precedence.price == Price::Hard {
                continue;
            }
            let Some(other) = self.places[used.other as usize] else { continue };
            let (mine, theirs) = ((activity as u32, place), (used.other, other));
            let (a, b) = if used.first { (mine, theirs) } else { (theirs, mine) };
            if pair_broken(model, precedence, a, b) {
                let count = &mut self.broken[used.precedence as usize];
                *count = if IN { *count + 1 } else { *count - 1 };
            }
        }
        for used in &incidence.min_maxes {
            let sums = &mut self.min_max_sums[used.base..used.base + used.width];
            self.index.add_group_costs::<IN>(used, place.start, sums);
            let min_max = used.min_max as usize;
            let range = self.index.min_max_base[min_max]..self.index.min_max_base[min_max + 1];
            let sums = &self.min_max_sums[range];
            let (cost, threshold) = self.index.min_max_cost(used, sums, self.min_max_thresholds[min_max]);
            (self.min_max_values[min_max], self.min_max_thresholds[min_max]) = (cost, threshold);
        }
        for used in &incidence.least_excesses {
            let bucket = model.buckets[used.buckets as usize][start];
            if bucket != NO_BUCKET {
                let amount = model.measures[used.measure as usize][start];
                self.sums[used.sums + bucket as usize] += if IN { amount } else { -amount };
                let count = &mut self.counts[used.counts + bucket as usize];
                *count = if IN { *count + 1 } else { *count - 1 };
                self.least_excesses[used.least_excess as usize] = self.least_excess(used, None);
            }
        }
        self.apply_day_span::<IN>(activity, model.starts[start].day as usize, step);
    }

    fn apply_day_span<const IN: bool>(&mut self, activity: usize, day: usize, step: u32) {
        let end = step + self.index.model.activities[activity].duration;
        let day_first = self.index.model.days[day].first;
        let ends = &mut self.ending[self.index.day_base[day]..self.index.day_base[day + 1]];
        let (first, last) = &mut self.open[day];
        if IN {
            self.starting[step as usize] += 1;
            ends[(end - day_first) as usize] += 1;
            (*first, *last) = ((*first).min(step), (*last).max(end));
            return;
        }
        self.starting[step as usize] -= 1;
        ends[(end - day_first) as usize] -= 1;
        if step == *first && self.starting[step as usize] == 0 {
            match (*first..*last).find(|&s| self.starting[s as usize] > 0 && s < self.index.model.days[day].end) {
                Some(step) => *first = step,
                None => return self.open[day] = (u32::MAX, 0),
            }
        }
        if end == *last && ends[(end - day_first) as usize] == 0 {
            // Each activity that is left on the day ends after the day's first start.
            *last = (*first + 1..*last).rev().find(|&s| ends[(s - day_first) as usize] > 0).unwrap_or(0);
        }
    }
}
