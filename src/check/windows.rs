//! Unions and differences of time windows.

use crate::domain::{Instant, Window};

/// The union of `windows`: sorted and disjoint; windows that touch become one.
pub(super) fn merged(windows: &[Window]) -> Vec<Window> {
    let mut sorted: Vec<Window> = windows.iter().filter(|w| w.from < w.until).copied().collect();
    sorted.sort_unstable();
    let mut union: Vec<Window> = Vec::new();
    for window in sorted {
        match union.last_mut().filter(|last| window.from <= last.until) {
            Some(last) => last.until = last.until.max(window.until),
            None => union.push(window),
        }
    }
    union
}

/// When a person is available: inside `available` (always, if not given) and outside `unavailable`.
/// `None` if that is always.
pub(super) fn present(available: Option<&[Window]>, unavailable: &[Window]) -> Option<Vec<Window>> {
    if available.is_none() && unavailable.is_empty() {
        return None;
    }
    const ALWAYS: Window = Window { from: Instant(i64::MIN), until: Instant(i64::MAX) };
    let mut left = merged(available.unwrap_or(&[ALWAYS]));
    for away in merged(unavailable) {
        let before = left.iter().map(|w| Window { from: w.from, until: w.until.min(away.from) });
        let after = left.iter().map(|w| Window { from: w.from.max(away.until), until: w.until });
        left = before.chain(after).filter(|w| w.from < w.until).collect();
    }
    Some(merged(&left))
}

/// The minutes of `[from, until)` inside `windows`, which are sorted and disjoint.
pub(super) fn inside(windows: &[Window], from: Instant, until: Instant) -> i64 {
    let first = windows.partition_point(|w| w.until <= from);
    let shared = |w: &Window| w.until.min(until).0 - w.from.max(from).0;
    windows[first..].iter().take_while(|w| w.from < until).map(shared).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(from: i64, until: i64) -> Window {
        Window { from: Instant(from), until: Instant(until) }
    }

    #[test]
    fn windows_that_touch_become_one() {
        assert_eq!(
            merged(&[window(5, 9), window(0, 5), window(20, 20), window(10, 12)]),
            [window(0, 9), window(10, 12)]
        );
    }

    #[test]
    fn present_is_available_without_unavailable() {
        assert_eq!(present(None, &[]), None);
        let there = present(Some(&[window(0, 60), window(100, 160)]), &[window(20, 30), window(150, 500)]);
        assert_eq!(there, Some(vec![window(0, 20), window(30, 60), window(100, 150)]));
        let there = present(None, &[window(10, 20)]).unwrap_or_default();
        assert_eq!(inside(&there, Instant(0), Instant(30)), 20);
        assert_eq!(inside(&there, Instant(12), Instant(18)), 0);
        assert_eq!(inside(&[window(0, 5), window(8, 10)], Instant(4), Instant(9)), 2);
    }
}
