//! One hub: what each of its places leaves to the others.
//!
//! Both sides are compiled alike. Each place of an activity has a *key*, each place of the hub a *threshold*, and the
//! order allows the places whose keys are not below it: for the first hub keys are starts, for the last one they are
//! ends, negated.

use std::collections::BTreeMap;

use crate::model::Model;

use super::kept_precedences;

/// What the places of one hub allow. Without a hub there is one place, which allows everything.
#[derive(Debug, Clone)]
pub(super) struct Anchor {
    pub(super) activity: Option<usize>,
    /// How many places the hub has.
    pub(super) places: usize,
    /// The bindings of each activity.
    pub(super) precedences: Vec<Vec<AnchorPrecedence>>,
    /// By place of the hub and day: the step before (after) which nothing of that day takes place.
    limits: Vec<Option<usize>>,
    days: usize,
}

/// An order between the hub and an activity.
#[derive(Debug, Clone)]
pub(super) struct AnchorPrecedence {
    /// By place of the activity: highest where the order does not bind.
    keys: Vec<i64>,
    /// By place of the hub: lowest where the order does not bind.
    thresholds: Vec<i64>,
    /// Places by ascending key.
    pub(super) ranked: Vec<u32>,
    /// By place of the hub: how many of the ranked places it excludes.
    pub(super) excluded: Vec<u32>,
    /// What is bound lies wholly on its side of the hub, whatever the gap.
    strict: bool,
}

impl AnchorPrecedence {
    /// Whether a place of the activity goes with a place of the hub.
    pub(super) fn allows(&self, hub_place: usize, place: usize) -> bool {
        self.keys[place] >= self.thresholds[hub_place]
    }

    /// Whether at these places the order says that the activity does not reach across the hub.
    fn confines(&self, hub_place: usize, place: usize) -> bool {
        self.strict && self.keys[place] < i64::MAX && self.thresholds[hub_place] > i64::MIN
    }
}

impl Anchor {
    /// The side of an activity that precedes others.
    pub(super) fn first(model: &Model, hub: Option<u32>, starts: &[&[u32]]) -> Anchor {
        let duration = |a: usize| i64::from(model.activities[a].duration);
        let mut side =
            Anchor::new(model, hub, starts, |_, step| step, |h, step, least| step + duration(h) + least, true);
        side.limit(model, starts, |_, step| step);
        side
    }

    /// The side of an activity that follows others.
    pub(super) fn last(model: &Model, hub: Option<u32>, starts: &[&[u32]]) -> Anchor {
        let duration = |a: usize| i64::from(model.activities[a].duration);
        let end = |a: usize, step: i64| -(step + duration(a));
        let mut side = Anchor::new(model, hub, starts, end, |_, step, least| least - step, false);
        side.limit(model, starts, |h, step| step + duration(h) as usize);
        side
    }

    fn new(
        model: &Model,
        hub: Option<u32>,
        starts: &[&[u32]],
        key: impl Fn(usize, i64) -> i64,
        threshold: impl Fn(usize, i64, i64) -> i64,
        first: bool,
    ) -> Anchor {
        let hub = hub.map(|hub| hub as usize);
        let mut bindings = vec![Vec::new(); starts.len()];
        let step = |start: u32| i64::from(model.starts[start as usize].step);
        for (order, least) in hub.iter().flat_map(|_| kept_precedences(model)) {
            let inside = |start: u32| order.start_set.is_none_or(|r| model.start_sets[r as usize][start as usize]);
            for &(a, b) in &order.pairs {
                let (of, x) = if first { (a as usize, b as usize) } else { (b as usize, a as usize) };
                if Some(of) != hub || x == of {
                    continue;
                }
                let keys: Vec<i64> =
                    starts[x].iter().map(|&s| if inside(s) { key(x, step(s)) } else { i64::MAX }).collect();
                let thresholds: Vec<i64> = starts[of]
                    .iter()
                    .map(|&s| if inside(s) { threshold(of, step(s), least) } else { i64::MIN })
                    .collect();
                let mut ranked: Vec<u32> = (0..keys.len() as u32).collect();
                ranked.sort_by_key(|&place| keys[place as usize]);
                let below = |&least: &i64| ranked.partition_point(|&place| keys[place as usize] < least) as u32;
                let excluded = thresholds.iter().map(below).collect();
                let strict = least + i64::from(model.activities[of].duration) >= 0;
                bindings[x].push(AnchorPrecedence { keys, thresholds, ranked, excluded, strict });
            }
        }
        let places = hub.map_or(1, |hub| starts[hub].len());
        Anchor {
            activity: hub,
            places,
            precedences: bindings,
            limits: vec![None; places * model.days.len()],
            days: model.days.len(),
        }
    }

    /// Limits the days on which nothing is but the hub and what it confines.
    fn limit(&mut self, model: &Model, starts: &[&[u32]], at: impl Fn(usize, usize) -> usize) {
        let Some(hub) = self.activity else { return };
        // Places of the hub at which the same orders bind confine the same.
        let mut known: BTreeMap<Vec<bool>, Vec<bool>> = BTreeMap::new();
        for (place, &start) in starts[hub].iter().enumerate() {
            let bindings = self.precedences.iter().flatten();
            let binding: Vec<bool> = bindings.map(|binding| binding.thresholds[place] > i64::MIN).collect();
            let confined = known.entry(binding).or_insert_with(|| self.confined(model, starts, hub, place));
            let step = at(hub, model.starts[start as usize].step as usize);
            let limits = &mut self.limits[place * self.days..(place + 1) * self.days];
            for (limit, _) in limits.iter_mut().zip(confined).filter(|(_, confined)| **confined) {
                *limit = Some(step);
            }
        }
    }

    /// By day: whether everything that can be on it is the hub itself or confined by it.
    fn confined(&self, model: &Model, starts: &[&[u32]], hub: usize, hub_place: usize) -> Vec<bool> {
        let mut confined = vec![true; self.days];
        for (x, starts) in starts.iter().enumerate().filter(|&(x, _)| x != hub) {
            for (place, &start) in starts.iter().enumerate() {
                if !self.precedences[x].iter().any(|binding| binding.confines(hub_place, place)) {
                    confined[model.starts[start as usize].day as usize] = false;
                }
            }
        }
        confined
    }

    /// Whether an activity has an order with the hub.
    pub(super) fn binds(&self, activity: usize) -> bool {
        !self.precedences[activity].is_empty()
    }

    /// Whether a place of an activity goes with a place of the hub.
    pub(super) fn allows(&self, hub_place: usize, activity: usize, place: usize) -> bool {
        self.precedences[activity].iter().all(|binding| binding.allows(hub_place, place))
    }

    /// The step before (after) which nothing happens on a day, given the hub's place.
    pub(super) fn limit_of(&self, hub_place: usize, day: usize) -> Option<usize> {
        self.limits[hub_place * self.days + day]
    }
}
