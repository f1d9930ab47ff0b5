//! The window in which a day is open: the cheapest one, given the value of capacity at each step.

use std::collections::VecDeque;
use std::ops::Sub;

use crate::model::{Cumulative, FORBIDDEN, Model, Role};

/// The limits of a day's window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WindowLimits {
    /// First step at which the day can open.
    pub first: usize,
    /// Last step at which it can close.
    pub end: usize,
    /// Number of steps that it may be open.
    pub longest: usize,
    /// Cost of each open step.
    pub price: i64,
}

/// The limits of each day's window.
///
/// A day consists of its own steps. If an activity is allowed outside them, the day is extended to contain it. So the
/// bound is valid for any model, not only for those of the builder.
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
    for day_span in &model.day_spans {
        let day = &mut days[day_span.day as usize];
        day.longest = day_span.longest.map_or(usize::MAX, |longest| longest as usize);
        day.price = day_span.price;
    }
    days
}

/// Number of steps after a day's last end in which a cumulative still needs capacity, if it needs capacity only while a
/// day is open. `None` if it always needs capacity, or if a use lasts longer than its turnaround.
pub(super) fn turnaround(model: &Model, cumulative: &Cumulative) -> Option<usize> {
    let Role::Resource { turnaround } = cumulative.role else { return None };
    let covered = |duration: u32, until: u32| u64::from(until) <= u64::from(duration) + u64::from(turnaround);
    let all = cumulative.uses.iter().all(|used| covered(model.activities[used.activity as usize].duration, used.until));
    all.then_some(turnaround as usize)
}

/// The window `[o, e)`, `o < e <= o + longest`, with the least value of `close[e] - open[o]`, and that value. `None` if
/// no value is below zero, the value of a closed day. Ties go to the first window.
pub(super) fn cheapest_window<T>(open: &[T], close: &[T], longest: usize) -> Option<(usize, usize, T)>
where
    T: Copy + PartialOrd + Default + Sub<Output = T>,
{
    let mut best: Option<(usize, usize, T)> = None;
    let mut least = T::default();
    // Candidate openings for the closing step `e`, with descending values: the first one is the best.
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

    /// The same by trying all windows.
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
    fn the_cheapest_window_is_found() {
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
    fn a_day_stays_closed_if_no_window_is_below_zero() {
        assert_eq!(cheapest_window(&[0, 0, 0], &[0, 0, 0], 2), None);
        assert_eq!(cheapest_window::<i64>(&[], &[], 2), None);
        assert_eq!(cheapest_window(&[0, 0, 0], &[-9, -9, -9], 0), None);
    }
}
