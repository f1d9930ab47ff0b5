//! The open stretches of a class: runs of steps of one day in which activities may take place.

/// A run of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    /// The first step.
    pub first: u32,
    /// The number of steps.
    pub length: u32,
}

/// The union of intervals, each with its day, its first step and the step after its last one. Intervals of different
/// days stay apart.
pub(super) fn open_stretches(mut intervals: Vec<(u32, u32, u32)>) -> Vec<Stretch> {
    intervals.sort_unstable();
    let mut runs: Vec<(u32, u32, u32)> = Vec::new();
    for (day, from, until) in intervals {
        match runs.last_mut() {
            Some(run) if run.0 == day && from <= run.2 => run.2 = run.2.max(until),
            _ => runs.push((day, from, until)),
        }
    }
    runs.into_iter().map(|(_, first, until)| Stretch { first, length: until - first }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_time_and_a_night_separate_stretches() {
        let intervals = vec![(0, 4, 6), (0, 0, 2), (0, 1, 3), (1, 6, 9), (0, 5, 6), (1, 9, 10)];
        let stretch = |first, length| Stretch { first, length };
        assert_eq!(open_stretches(intervals), [stretch(0, 3), stretch(4, 2), stretch(6, 4)]);
    }

    #[test]
    fn no_intervals_give_no_stretch() {
        assert_eq!(open_stretches(Vec::new()), []);
    }
}
