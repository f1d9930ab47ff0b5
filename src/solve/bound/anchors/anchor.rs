//! One anchor: which places of other activities each of its places allows.
//!
//! The first and the last anchor are compiled in the same way. Each place of an activity has a *key*, each place of the
//! anchor a *threshold*. The precedence allows the places whose keys are not below the threshold. For the first anchor
//! the keys are starts; for the last anchor they are negated ends.

use std::collections::BTreeMap;

use crate::model::Model;

use super::kept_precedences;

/// The constraints of one anchor. If there is no anchor, it has one place, which allows everything.
#[derive(Debug, Clone)]
pub(super) struct Anchor {
    pub(super) activity: Option<usize>,
    /// Number of places of the anchor.
    pub(super) places: usize,
    /// By activity: its precedences with the anchor.
    pub(super) precedences: Vec<Vec<AnchorPrecedence>>,
    /// By place of the anchor and day: the step before (first anchor) or after (last anchor) which nothing of that day
    /// takes place.
    limits: Vec<Option<usize>>,
    days: usize,
}

/// A precedence between the anchor and an activity.
#[derive(Debug, Clone)]
pub(super) struct AnchorPrecedence {
    /// By place of the activity; the largest number where the precedence does not bind.
    keys: Vec<i64>,
    /// By place of the anchor; the smallest number where the precedence does not bind.
    thresholds: Vec<i64>,
    /// The activity's places by ascending key.
    pub(super) ranked: Vec<u32>,
    /// By place of the anchor: how many of the ranked places it excludes.
    pub(super) excluded: Vec<u32>,
    /// Whether a bound activity lies completely on its side of the anchor, with any gap.
    strict: bool,
}

impl AnchorPrecedence {
    /// Whether a place of the activity is allowed at a place of the anchor.
    pub(super) fn allows(&self, anchor_place: usize, place: usize) -> bool {
        self.keys[place] >= self.thresholds[anchor_place]
    }

    /// Whether, at these places, the precedence keeps the activity from reaching across the anchor.
    fn confines(&self, anchor_place: usize, place: usize) -> bool {
        self.strict && self.keys[place] < i64::MAX && self.thresholds[anchor_place] > i64::MIN
    }
}

impl Anchor {
    /// The constraints of an activity that precedes others.
    pub(super) fn first(model: &Model, anchor: Option<u32>, starts: &[&[u32]]) -> Anchor {
        let duration = |a: usize| i64::from(model.activities[a].duration);
        let mut compiled =
            Anchor::new(model, anchor, starts, |_, step| step, |h, step, least| step + duration(h) + least, true);
        compiled.limit(model, starts, |_, step| step);
        compiled
    }

    /// The constraints of an activity that follows others.
    pub(super) fn last(model: &Model, anchor: Option<u32>, starts: &[&[u32]]) -> Anchor {
        let duration = |a: usize| i64::from(model.activities[a].duration);
        let end = |a: usize, step: i64| -(step + duration(a));
        let mut compiled = Anchor::new(model, anchor, starts, end, |_, step, least| least - step, false);
        compiled.limit(model, starts, |h, step| step + duration(h) as usize);
        compiled
    }

    fn new(
        model: &Model,
        anchor: Option<u32>,
        starts: &[&[u32]],
        key: impl Fn(usize, i64) -> i64,
        threshold: impl Fn(usize, i64, i64) -> i64,
        first: bool,
    ) -> Anchor {
        let anchor = anchor.map(|anchor| anchor as usize);
        let mut precedences = vec![Vec::new(); starts.len()];
        let step = |start: u32| i64::from(model.starts[start as usize].step);
        for (precedence, least) in anchor.iter().flat_map(|_| kept_precedences(model)) {
            let inside = |start: u32| precedence.start_set.is_none_or(|r| model.start_sets[r as usize][start as usize]);
            for &(a, b) in &precedence.pairs {
                let (of, x) = if first { (a as usize, b as usize) } else { (b as usize, a as usize) };
                if Some(of) != anchor || x == of {
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
                precedences[x].push(AnchorPrecedence { keys, thresholds, ranked, excluded, strict });
            }
        }
        let places = anchor.map_or(1, |anchor| starts[anchor].len());
        Anchor {
            activity: anchor,
            places,
            precedences,
            limits: vec![None; places * model.days.len()],
            days: model.days.len(),
        }
    }

    /// Sets the limits of the days on which only the anchor and activities confined by it can take place.
    fn limit(&mut self, model: &Model, starts: &[&[u32]], at: impl Fn(usize, usize) -> usize) {
        let Some(anchor) = self.activity else { return };
        // Places of the anchor at which the same precedences bind confine the same activities.
        let mut known: BTreeMap<Vec<bool>, Vec<bool>> = BTreeMap::new();
        for (place, &start) in starts[anchor].iter().enumerate() {
            let precedences = self.precedences.iter().flatten();
            let binding: Vec<bool> = precedences.map(|precedence| precedence.thresholds[place] > i64::MIN).collect();
            let confined = known.entry(binding).or_insert_with(|| self.confined(model, starts, anchor, place));
            let step = at(anchor, model.starts[start as usize].step as usize);
            let limits = &mut self.limits[place * self.days..(place + 1) * self.days];
            for (limit, _) in limits.iter_mut().zip(confined).filter(|(_, confined)| **confined) {
                *limit = Some(step);
            }
        }
    }

    /// By day: whether each activity that can take place on it is the anchor or confined by it.
    fn confined(&self, model: &Model, starts: &[&[u32]], anchor: usize, anchor_place: usize) -> Vec<bool> {
        let mut confined = vec![true; self.days];
        for (x, starts) in starts.iter().enumerate().filter(|&(x, _)| x != anchor) {
            for (place, &start) in starts.iter().enumerate() {
                if !self.precedences[x].iter().any(|precedence| precedence.confines(anchor_place, place)) {
                    confined[model.starts[start as usize].day as usize] = false;
                }
            }
        }
        confined
    }

    /// Whether an activity has a precedence with the anchor.
    pub(super) fn binds(&self, activity: usize) -> bool {
        !self.precedences[activity].is_empty()
    }

    /// Whether a place of an activity is allowed at a place of the anchor.
    pub(super) fn allows(&self, anchor_place: usize, activity: usize, place: usize) -> bool {
        self.precedences[activity].iter().all(|precedence| precedence.allows(anchor_place, place))
    }

    /// The step before (first anchor) or after (last anchor) which nothing happens on a day, given the anchor's place.
    pub(super) fn limit_of(&self, anchor_place: usize, day: usize) -> Option<usize> {
        self.limits[anchor_place * self.days + day]
    }
}
