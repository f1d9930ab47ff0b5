//! Intervals side by side: who overlaps whom, and how many run at once.

use crate::domain::{Instant, SessionId};

/// The time something of a session takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Interval {
    /// First minute.
    pub from: Instant,
    /// First minute after.
    pub until: Instant,
    /// Whose time it is.
    pub session: SessionId,
}

/// Minutes shared by two spans.
pub(super) fn overlap(a: &Interval, b: &Interval) -> i64 {
    (a.until.min(b.until).0 - a.from.max(b.from).0).max(0)
}

/// A stretch of time over which the same number of spans runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CountedInterval {
    pub from: Instant,
    pub until: Instant,
    pub count: i64,
}

/// How many of `spans` run over each stretch between two of their ends.
pub(super) fn stretches(spans: &[Interval]) -> Vec<CountedInterval> {
    let mut changes: Vec<(Instant, i64)> =
        spans.iter().filter(|s| s.from < s.until).flat_map(|s| [(s.from, 1), (s.until, -1)]).collect();
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

/// Minutes above `capacity`, each times by how many: the sum of max(0, n - capacity).
pub(super) fn excess(spans: &[Interval], capacity: i64) -> i64 {
    let above = |s: &CountedInterval| (s.until.since(s.from)).saturating_mul((s.count - capacity).max(0));
    stretches(spans).iter().fold(0, |sum, s| sum.saturating_add(above(s)))
}

/// The longest stretches during which more than `capacity` spans run, with the largest number at once.
pub(super) fn crowds(spans: &[Interval], capacity: i64) -> Vec<CountedInterval> {
    let mut crowds: Vec<CountedInterval> = Vec::new();
    for stretch in stretches(spans).into_iter().filter(|s| s.count > capacity) {
        match crowds.last_mut().filter(|last| last.until == stretch.from) {
            Some(last) => (last.until, last.count) = (stretch.until, last.count.max(stretch.count)),
            None => crowds.push(stretch),
        }
    }
    crowds
}

/// The sessions of `spans` that run during some of `[from, until)`, in file order, each once.
pub(super) fn during(spans: &[Interval], from: Instant, until: Instant) -> Vec<SessionId> {
    let mut found: Vec<SessionId> =
        spans.iter().filter(|s| s.from < until && from < s.until).map(|s| s.session).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Overlaps, in order of time: each span that begins while an earlier one still runs, with the one that runs
/// longest. Every overlapping span is named at least once, and there are never more pairs than spans.
pub(super) fn collisions(spans: &[Interval]) -> Vec<(Interval, Interval)> {
    let mut sorted: Vec<Interval> = spans.iter().filter(|s| s.from < s.until).copied().collect();
    sorted.sort_unstable();
    let mut found = Vec::new();
    let mut longest: Option<Interval> = None;
    for span in sorted {
        if let Some(running) = longest.filter(|l| span.from < l.until) {
            found.push((running, span));
        }
        if longest.is_none_or(|l| span.until > l.until) {
            longest = Some(span);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(list: &[(i64, i64)]) -> Vec<Interval> {
        let span = |(i, &(from, until)): (usize, &(i64, i64))| Interval {
            from: Instant(from),
            until: Instant(until),
            session: SessionId::new(i),
        };
        list.iter().enumerate().map(span).collect()
    }

    #[test]
    fn counts_every_minute() {
        let spans = spans(&[(0, 10), (5, 15), (5, 7), (15, 20), (30, 30)]);
        assert_eq!(excess(&spans, 1), 2 * 2 + 3);
        assert_eq!(excess(&spans, 2), 2);
        assert_eq!(excess(&spans, 3), 0);
        let crowds: Vec<_> = crowds(&spans, 1).iter().map(|c| (c.from.0, c.until.0, c.count)).collect();
        assert_eq!(crowds, [(5, 10, 3)]);
        assert_eq!(during(&spans, Instant(7), Instant(15)), [SessionId(0), SessionId(1)]);
    }

    #[test]
    fn names_every_span_that_collides_and_no_other() {
        let pairs: Vec<_> = collisions(&spans(&[(0, 30), (5, 10), (20, 25), (30, 40), (40, 50)]))
            .iter()
            .map(|(a, b)| (a.session.0, b.session.0))
            .collect();
        assert_eq!(pairs, [(0, 1), (0, 2)]);
    }
}
