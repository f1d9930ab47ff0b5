//! Compares a run with the baseline: what changed, and which changes are faults.

use super::baseline::Entry;
use crate::domain::Decimal;
use crate::report::bench::{BenchFault, FaultKind, Figure, FigureChange};
use crate::report::numbers::{discomfort, thousands};

/// The figures that differ from the baseline, even if the runs are not comparable.
pub(super) fn changes(old: &Entry, new: &Entry) -> Vec<FigureChange> {
    let pair = |figure, old, new, better| FigureChange { figure, old, new, better };
    let mut changes = Vec::new();
    if old.placed != new.placed {
        let count = |placed: usize| i64::try_from(placed).ok();
        changes.push(pair(Figure::Placed, count(old.placed), count(new.placed), new.placed > old.placed));
    }
    if old.unplaced_minutes != new.unplaced_minutes {
        let (old, new) = (old.unplaced_minutes, new.unplaced_minutes);
        changes.push(pair(Figure::UnplacedMinutes, Some(old), Some(new), new < old));
    }
    if old.cost != new.cost {
        changes.push(pair(Figure::Cost, Some(old.cost), Some(new.cost), new.cost < old.cost));
    }
    if old.bound != new.bound {
        changes.push(pair(Figure::Bound, old.bound, new.bound, new.bound > old.bound));
    }
    changes
}

/// The reasons why the run fails. `tolerance` is in per cent of the figure in the baseline.
pub(super) fn faults(old: &Entry, new: &Entry, tolerance: Decimal) -> Vec<BenchFault> {
    if old.digest != new.digest {
        let message = "the programme file has changed since the baseline was written: run with --update";
        return vec![fault(FaultKind::InstanceChanged, message.to_owned())];
    }
    if (old.steps, old.seed, old.searchers) != (new.steps, new.seed, new.searchers) {
        let message = format!(
            "the baseline was written with --steps {} --seed {} --searchers {}: use these settings, or --update",
            old.steps, old.seed, old.searchers
        );
        return vec![fault(FaultKind::SettingsChanged, message)];
    }
    // The solver minimizes the unplaced attendee-minutes first and the cost second. The costs of timetables with
    // different unplaced sessions are not comparable.
    let unplaced = new.unplaced_minutes.cmp(&old.unplaced_minutes).then(old.placed.cmp(&new.placed));
    if unplaced.is_gt() {
        let (placed, before) = (thousands(new.placed as i64), thousands(old.placed as i64));
        let (minutes, less) = (thousands(new.unplaced_minutes), thousands(old.unplaced_minutes));
        let message = format!(
            "{placed} sessions are placed and {minutes} attendee-minutes are unplaced; in the baseline, {before} \
             sessions are placed and {less} attendee-minutes are unplaced"
        );
        return vec![fault(FaultKind::Placed, message)];
    }
    if unplaced.is_lt() {
        return Vec::new();
    }
    let mut faults = Vec::new();
    if exceeds_tolerance(i128::from(new.cost) - i128::from(old.cost), old.cost, tolerance) {
        let (new, old) = (discomfort(new.cost), discomfort(old.cost));
        faults.push(fault(FaultKind::Cost, format!("the cost is {new}; in the baseline, it is {old}")));
    }
    match (old.bound, new.bound) {
        (Some(old), Some(new)) if exceeds_tolerance(i128::from(old) - i128::from(new), old, tolerance) => {
            let (new, old) = (discomfort(new), discomfort(old));
            faults.push(fault(FaultKind::Bound, format!("the bound is {new}; in the baseline, it is {old}")));
        }
        (Some(old), None) => {
            faults.push(fault(
                FaultKind::Bound,
                format!("no bound is proven; in the baseline, it is {}", discomfort(old)),
            ));
        }
        _ => {}
    }
    faults
}

fn fault(kind: FaultKind, message: String) -> BenchFault {
    BenchFault { kind, message }
}

/// Whether a figure is worse by more than the tolerance; computed in integers.
fn exceeds_tolerance(worse: i128, old: i64, tolerance: Decimal) -> bool {
    let per_cent = i128::from(Decimal::SCALE) * 100;
    worse * per_cent > i128::from(old).abs() * i128::from(tolerance.micros)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALF: Decimal = Decimal::micros(500_000);

    fn entry() -> Entry {
        Entry {
            digest: "a".to_owned(),
            steps: 10,
            seed: 1,
            searchers: 2,
            placed: 5,
            unplaced_minutes: 0,
            cost: 100_000,
            bound: Some(90_000),
        }
    }

    fn kinds(old: &Entry, new: &Entry) -> Vec<FaultKind> {
        faults(old, new, HALF).into_iter().map(|fault| fault.kind).collect()
    }

    #[test]
    fn a_figure_worse_by_the_tolerance_passes_and_one_unit_more_fails() {
        let old = entry();
        assert_eq!(kinds(&old, &Entry { cost: 100_500, ..entry() }), []);
        assert_eq!(kinds(&old, &Entry { cost: 100_501, ..entry() }), [FaultKind::Cost]);
        assert_eq!(kinds(&old, &Entry { bound: Some(89_550), ..entry() }), []);
        assert_eq!(kinds(&old, &Entry { bound: Some(89_549), ..entry() }), [FaultKind::Bound]);
        assert_eq!(kinds(&old, &Entry { bound: None, ..entry() }), [FaultKind::Bound]);
        assert_eq!(kinds(&old, &Entry { cost: 1, bound: Some(1), ..entry() }), [FaultKind::Bound]);
        let free = Entry { cost: 0, bound: Some(0), ..entry() };
        assert_eq!(kinds(&free, &Entry { cost: 1, ..free.clone() }), [FaultKind::Cost]);
    }

    #[test]
    fn costs_are_compared_only_if_the_same_sessions_are_placed() {
        let old = entry();
        let fewer = Entry { placed: 4, unplaced_minutes: 60, cost: 1, ..entry() };
        assert_eq!(kinds(&old, &fewer), [FaultKind::Placed]);
        assert_eq!(kinds(&fewer, &old), []);
    }

    #[test]
    fn costs_are_not_compared_if_the_programme_or_the_settings_changed() {
        let expensive = Entry { cost: i64::MAX, ..entry() };
        assert_eq!(
            kinds(&entry(), &Entry { digest: "b".to_owned(), ..expensive.clone() }),
            [FaultKind::InstanceChanged]
        );
        assert_eq!(kinds(&entry(), &Entry { seed: 2, ..expensive }), [FaultKind::SettingsChanged]);
    }

    #[test]
    fn a_change_says_whether_it_is_better_or_worse() {
        let new = Entry { cost: 99_000, bound: Some(89_999), ..entry() };
        let labels: Vec<String> = changes(&entry(), &new).iter().map(FigureChange::label).collect();
        assert_eq!(labels, ["cost 1,000.00 -> 990.00 (-1.00 %, better)", "bound 900.00 -> 899.99 (-0.00 %, worse)"]);
        assert_eq!(changes(&entry(), &entry()), []);
    }
}
