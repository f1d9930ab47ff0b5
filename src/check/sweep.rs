//! Overlapping intervals: which ones overlap, and how many run at once.

use crate::domain::{Instant, SessionId};

/// A session's time interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Interval {
    /// First minute.
    pub from: Instant,
    /// First minute after.
    pub until: Instant,
    /// The session.
    pub session: SessionId,
}

/// Minutes shared by two intervals.
pub(super) fn overlap(a: &Interval, b: &Interval) -> i64 {
    (a.until.min(b.until).0 - a.from.max(b.from).0).max(0)
}

/// An interval over which the same number of intervals runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CountedInterval {
    pub from: Instant,
    pub until: Instant,
    pub count: i64,
}

/// The number of `intervals` that run between each two neighbouring begins or ends.
pub(super) fn counts(intervals: &[Interval]) -> Vec<CountedInterval> {
    let mut changes: Vec<(Instant, i64)> =
        intervals.iter().filter(|s| s.from < s.until).flat_map(|s| [(s.from, 1), (s.until, -1)]).collect();
    changes.sort_unstable();
    let mut count = 0;
    let mut found = Vec::new();
    for (index, &(from, change)) in changes.iter().enumerate() {
        count += change;
        if let Some(&(until, _)) = changes.get(index + 1).filter(|next| next.0 > from) {
            found.push(CountedInterval { from, until, count });
        }
    }
    found
}

/// The sum over all minutes of `max(0, n - capacity)`, where `n` intervals run at that minute.
pub(super) fn minutes_above(intervals: &[Interval], capacity: i64) -> i64 {
    let above = |s: &CountedInterval| (s.until.since(s.from)).saturating_mul((s.count - capacity).max(0));
    counts(intervals).iter().fold(0, |sum, s| sum.saturating_add(above(s)))
}

/// The longest intervals during which more than `capacity` of the given ones run, with the largest number at once.
pub(super) fn crowds(intervals: &[Interval], capacity: i64) -> Vec<CountedInterval> {
    let mut crowds: Vec<CountedInterval> = Vec::new();
    for part in counts(intervals).into_iter().filter(|s| s.count > capacity) {
        match crowds.last_mut().filter(|last| last.until == part.from) {
            Some(last) => (last.until, last.count) = (part.until, last.count.max(part.count)),
            None => crowds.push(part),
        }
    }
    crowds
}

/// The sessions of the intervals that overlap `[from, until)`, in file order, each once.
pub(super) fn during(intervals: &[Interval], from: Instant, until: Instant) -> Vec<SessionId> {
    let mut found: Vec<SessionId> =
        intervals.iter().filter(|s| s.from < until && from < s.until).map(|s| s.session).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Overlaps, in order of time: each interval that begins while an earlier one still runs, with the earlier one that
/// ends last. Every overlapping interval is in at least one pair, and there are fewer pairs than intervals.
pub(super) fn collisions(intervals: &[Interval]) -> Vec<(Interval, Interval)> {
    let mut sorted: Vec<Interval> = intervals.iter().filter(|s| s.from < s.until).copied().collect();
    sorted.sort_unstable();
    let mut found = Vec::new();
    let mut longest: Option<Interval> = None;
    for interval in sorted {
        if let Some(running) = longest.filter(|l| interval.from < l.until) {
            found.push((running, interval));
        }
        if longest.is_none_or(|l| interval.until > l.until) {
            longest = Some(interval);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn intervals(list: &[(i64, i64)]) -> Vec<Interval> {
        let one = |(i, &(from, until)): (usize, &(i64, i64))| Interval {
            from: Instant(from),
            until: Instant(until),
            session: SessionId::new(i),
        };
        list.iter().enumerate().map(one).collect()
    }

    #[test]
    fn minutes_above_a_capacity_are_counted() {
        let all = intervals(&[(0, 10), (5, 15), (5, 7), (15, 20), (30, 30)]);
        assert_eq!(minutes_above(&all, 1), 2 * 2 + 3);
        assert_eq!(minutes_above(&all, 2), 2);
        assert_eq!(minutes_above(&all, 3), 0);
        let crowds: Vec<_> = crowds(&all, 1).iter().map(|c| (c.from.0, c.until.0, c.count)).collect();
        assert_eq!(crowds, [(5, 10, 3)]);
        assert_eq!(during(&all, Instant(7), Instant(15)), [SessionId(0), SessionId(1)]);
    }

    #[test]
    fn every_interval_that_overlaps_is_in_a_pair() {
        let pairs: Vec<_> = collisions(&intervals(&[(0, 30), (5, 10), (20, 25), (30, 40), (40, 50)]))
            .iter()
            .map(|(a, b)| (a.session.0, b.session.0))
            .collect();
        assert_eq!(pairs, [(0, 1), (0, 2)]);
        assert_eq!(collisions(&intervals(&[(0, 30), (10, 10)])), [], "an empty interval overlaps nothing");
    }
}
