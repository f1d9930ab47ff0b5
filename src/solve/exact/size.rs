//! How large the integer program of a model is, without building it.

use std::collections::BTreeSet;

use super::{Filter, Places};
use crate::model::{Model, OrderKind, Place};

/// The size of an integer program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    /// Choices: an activity's place, unless it has one only.
    pub binaries: u64,
    /// At most so many rows.
    pub rows: u64,
}

/// The size of the program that places everything, over the allowed places; nothing where presolve shows that it has
/// no solution.
pub fn size(model: &Model, allowed: Option<Filter>) -> Size {
    let Some(places) = Places::new(model, allowed).complete else { return Size::default() };
    let free = || places.iter().filter(|places| places.len() > 1);
    let binaries = free().map(|places| places.len() as u64).sum();
    let rows = free().count() as u64
        + profile_rows(model, &places)
        + model.excesses.iter().map(|e| 2 * u64::from(e.buckets)).sum::<u64>()
        + model.distincts.iter().map(|d| u64::from(d.buckets) * d.terms.len() as u64 + 1).sum::<u64>()
        + order_rows(model, &places)
        + span_rows(model, &places)
        + model.worsts.iter().map(|w| w.groups.len() as u64).sum::<u64>();
    Size { binaries, rows }
}

fn steps(model: &Model, places: &[Place]) -> BTreeSet<u32> {
    places.iter().map(|place| model.starts[place.start as usize].step).collect()
}

/// One row between two changes of usage.
fn profile_rows(model: &Model, places: &[Vec<Place>]) -> u64 {
    let rows = |profile: &crate::model::Profile| {
        let mut changes: BTreeSet<u32> = BTreeSet::new();
        for used in &profile.uses {
            let places = &places[used.activity as usize];
            changes.extend(steps(model, places).iter().flat_map(|step| [step + used.from, step + used.until]));
        }
        changes.len() as u64
    };
    model.profiles.iter().map(rows).sum()
}

/// One row for each place of a pair's first.
fn order_rows(model: &Model, places: &[Vec<Place>]) -> u64 {
    let mut rows = 0;
    for order in &model.orders {
        let classes = matches!(order.kind, OrderKind::Gap { same_class: true, .. });
        for &(first, _) in &order.pairs {
            let places = &places[first as usize];
            rows += if classes { places.len() } else { steps(model, places).len() } as u64;
        }
    }
    rows
}

/// For each step of change, each activity of the day in up to three rows.
fn span_rows(model: &Model, places: &[Vec<Place>]) -> u64 {
    let mut rows = 0;
    for span in &model.spans {
        let (mut changes, mut activities) = (BTreeSet::new(), 0);
        for (activity, places) in model.activities.iter().zip(places) {
            let today: Vec<Place> =
                places.iter().copied().filter(|p| model.starts[p.start as usize].day == span.day).collect();
            activities += u64::from(!today.is_empty());
            changes.extend(steps(model, &today).iter().flat_map(|&step| [step, step + activity.duration]));
        }
        let kinds = u64::from(span.longest.is_some()) + u64::from(span.price > 0);
        rows += changes.len() as u64 * (2 * activities + kinds * (activities + 1));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solve::exact::build::build;
    use crate::solve::exact::choices::Aim;
    use crate::solve::testing::random_model;

    #[test]
    fn binaries_are_exact_and_rows_are_never_more() {
        for seed in 0..200 {
            let model = random_model(seed);
            let Some(places) = Places::new(&model, None).complete else { continue };
            let (program, _) = build(&model, &places, Aim::Everything);
            let size = size(&model, None);
            let binaries = program.columns.iter().filter(|column| column.owner.is_some()).count() as u64;
            assert_eq!(size.binaries, binaries, "seed {seed}");
            assert!(program.rows.len() as u64 <= size.rows, "seed {seed}: {} > {}", program.rows.len(), size.rows);
        }
    }
}
