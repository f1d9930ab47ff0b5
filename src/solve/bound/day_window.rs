//! When a day opens: the window that costs least, given what capacity earns at each step.

use std::collections::VecDeque;
use std::ops::Sub;

use crate::model::{Cumulative, FORBIDDEN, Model, Role};

/// What limits a day's opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WindowLimits {
    /// First step at which it can open.
    pub first: usize,
    /// Last step at which it can close.
    pub end: usize,
    /// Steps it may be open.
    pub longest: usize,
    /// Cost of each open step.
    pub price: i64,
}

/// Each day's opening.
///
/// A day reaches over its own steps. Should an activity be allowed outside them, the day is widened to hold it, so
/// that the bound does not rest on how the model was built.
pub(super) fn window_limits(model: &Model) -> Vec<WindowLimits> {
    let mut days: Vec<WindowLimits> = model
        .days
        .iter()
        .map(|day| WindowLimits { first: day.first as usize, end: day.end as usize, longest: usize::MAX, price: 0 })
        .collect();
    for activity in &model.activities {
        for (start, &cost) in model.starts.iter().zip(&activity.start_cost) {
            if cost != FORBIDDEN {
                let day = &mut days[start.day as usize];
                day.first = day.first.min(start.step as usize);
                day.end = day.end.max((start.step + activity.duration) as usize);
            }
        }
    }
    for span in &model.day_spans {
        let day = &mut days[span.day as usize];
        day.longest = span.longest.map_or(usize::MAX, |longest| longest as usize);
        day.price = span.price;
    }
    days
}

/// How long after a day's last end a profile still needs capacity, where it needs it only while the day is open: `None`
/// if it always does, or if some use outlives its turnaround, when nothing may be concluded from it.
pub(super) fn turnaround(model: &Model, profile: &Cumulative) -> Option<usize> {
    let Role::Resource { turnaround } = profile.role else { return None };
    let covered = |duration: u32, until: u32| u64::from(until) <= u64::from(duration) + u64::from(turnaround);
    let all = profile.uses.iter().all(|used| covered(model.activities[used.activity as usize].duration, used.until));
    all.then_some(turnaround as usize)
}

/// The window `[o, e)`, `o < e <= o + longest`, at which `close[e] - open[o]` is least, with that value; `None` where
/// nothing is below zero, the value of staying closed. The first such window among equals.
pub(super) fn cheapest_window<T>(open: &[T], close: &[T], longest: usize) -> Option<(usize, usize, T)>
where
    T: Copy + PartialOrd + Default + Sub<Output = T>,
{
    let mut best: Option<(usize, usize, T)> = None;
    let mut least = T::default();
    // Openings within reach of `e`, each worth more than all before it that are still in reach: the first is best.
    let mut candidates: VecDeque<usize> = VecDeque::new();
    for (e, &closed) in close.iter().enumerate().skip(1) {
        let o = e - 1;
        while candidates.back().is_some_and(|&back| open[back] < open[o]) {
            candidates.pop_back();
        }
        candidates.push_back(o);
        while candidates.front().is_some_and(|&front| e - front > longest) {
            candidates.pop_front();
        }
        if let Some(&o) = candidates.front() {
            let value = closed - open[o];
            if value < least {
                least = value;
                best = Some((o, e, value));
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By trying all windows.
    fn plain(open: &[i64], close: &[i64], longest: usize) -> i64 {
        let mut least = 0;
        for (o, &opened) in open.iter().enumerate() {
            for &closed in close.iter().skip(o + 1).take(longest) {
                least = least.min(closed - opened);
            }
        }
        least
    }

    #[test]
    fn finds_the_cheapest_window() {
        let mut seed = 7_u64;
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as i64 % 41 - 20
        };
        for case in 0..400 {
            let open: Vec<i64> = (0..12).map(|_| next()).collect();
            let close: Vec<i64> = (0..12).map(|_| next()).collect();
            let longest = case % 14;
            let found = cheapest_window(&open, &close, longest);
            assert_eq!(found.map_or(0, |(_, _, value)| value), plain(&open, &close, longest), "case {case}");
            if let Some((o, e, value)) = found {
                assert!(o < e && e - o <= longest, "case {case}: {o}..{e}");
                assert_eq!(value, close[e] - open[o]);
            }
        }
    }

    #[test]
    fn stays_closed_when_opening_earns_nothing() {
        assert_eq!(cheapest_window(&[0, 0, 0], &[0, 0, 0], 2), None);
        assert_eq!(cheapest_window::<i64>(&[], &[], 2), None);
        assert_eq!(cheapest_window(&[0, 0, 0], &[-9, -9, -9], 0), None);
    }
}
