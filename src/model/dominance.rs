//! Removes hard cumulatives that are dominated by another one: every assignment that satisfies the other satisfies them
//! too.

use super::{Cumulative, Model, Price, Use};

/// Drops each hard cumulative that is dominated by another. The other has at most the same capacity, and each activity
/// uses at least as much of it at every step. Of equal ones the first stays.
///
/// Examples: several people who share all their sessions give the same constraint; where some activities take all
/// resources, the count of these implies the count of each class. A dominated cumulative would only cost time in the
/// search, and would be a second multiplier for the same constraint in the bound.
pub(super) fn drop_dominated(model: &mut Model) {
    let classes = model.classes.len() as u32;
    let mut by_activity: Vec<Vec<usize>> = vec![Vec::new(); model.activities.len()];
    for (index, cumulative) in
        model.cumulatives.iter().enumerate().filter(|(_, cumulative)| cumulative.price == Price::Hard)
    {
        let mut activities: Vec<u32> = cumulative.uses.iter().map(|used| used.activity).collect();
        activities.dedup();
        activities.iter().for_each(|&activity| by_activity[activity as usize].push(index));
    }
    let mut dropped = vec![false; model.cumulatives.len()];
    for index in (0..model.cumulatives.len()).rev() {
        let cumulative = &model.cumulatives[index];
        let Some(first) = cumulative.uses.first().filter(|_| cumulative.price == Price::Hard) else { continue };
        let others = &by_activity[first.activity as usize];
        dropped[index] = others.iter().any(|&other| {
            other != index && !dropped[other] && dominates(&model.cumulatives[other], cumulative, classes)
        });
    }
    let mut dropped = dropped.into_iter();
    model.cumulatives.retain(|_| !dropped.next().unwrap_or(false));
}

/// Whether `one` implies `other`, and gives the bound at least as much information.
fn dominates(one: &Cumulative, other: &Cumulative, classes: u32) -> bool {
    let roles = !other.is_resource() || one.role == other.role;
    roles
        && one.capacity <= other.capacity
        && other.uses.iter().all(|used| {
            let classes = used.class.map_or(0..classes, |class| class..class + 1);
            classes.into_iter().all(|class| {
                let units = |cumulative: &Cumulative, step: u32| -> u32 {
                    uses_of(cumulative, used.activity)
                        .iter()
                        .filter(|u| (u.from..u.until).contains(&step) && u.class.is_none_or(|own| own == class))
                        .map(|u| u.amount)
                        .sum()
                };
                (used.from..used.until).all(|step| units(one, step) >= units(other, step))
            })
        })
}

/// The uses of one activity.
fn uses_of(cumulative: &Cumulative, activity: u32) -> &[Use] {
    let from = cumulative.uses.partition_point(|used| used.activity < activity);
    let until = cumulative.uses.partition_point(|used| used.activity <= activity);
    &cumulative.uses[from..until]
}

#[cfg(test)]
mod tests {
    use super::super::{Builder, Class, Day, Label, Role, Start};
    use super::*;

    /// A use: activity, from, until, amount.
    type Used = (u32, u32, u32, u32);

    /// The labels of the cumulatives that remain. Input: capacity, role, price and uses of each.
    fn remaining(cumulatives: &[(u32, Role, Price, &[Used])]) -> Vec<u32> {
        let start = Start { step: 0, day: 0, date: 0 };
        let mut b = Builder::new(9, vec![start], vec![Day { first: 0, end: 9 }], vec![Class { size: 2 }]);
        (0..3).for_each(|_| _ = b.activity(3, 1));
        for (label, &(capacity, role, price, uses)) in (0..).zip(cumulatives) {
            let of = |&(activity, from, until, amount): &Used| Use { activity, class: None, from, until, amount };
            let uses = uses.iter().map(of).collect();
            b.cumulative(Cumulative { label: Label(label), capacity, price, role, uses });
        }
        b.finish().expect("small costs").cumulatives.iter().map(|cumulative| cumulative.label.0).collect()
    }

    #[test]
    fn a_dominated_cumulative_is_dropped() {
        const HARD: Price = Price::Hard;
        const OTHER: Role = Role::Other;
        let pair: &[_] = &[(0, 0, 3, 1), (1, 0, 3, 1)];
        let three: &[_] = &[(0, 0, 3, 1), (1, 0, 3, 1), (2, 0, 3, 1)];
        assert_eq!(remaining(&[(1, OTHER, HARD, pair), (1, OTHER, HARD, pair)]), [0], "equal");
        assert_eq!(remaining(&[(1, OTHER, HARD, pair), (1, OTHER, HARD, three)]), [1]);
        assert_eq!(remaining(&[(1, OTHER, HARD, pair), (2, OTHER, HARD, three)]), [0, 1], "a larger capacity");
        assert_eq!(
            remaining(&[(1, OTHER, HARD, pair), (1, OTHER, Price::Soft(1), three)]),
            [0, 1],
            "a soft one does not imply a hard one"
        );
        assert_eq!(
            remaining(&[(1, Role::Resource { turnaround: 0 }, HARD, pair), (1, OTHER, HARD, three)]),
            [0, 1],
            "the roles differ"
        );
        let longer: &[_] = &[(0, 0, 1, 1), (0, 1, 3, 2), (0, 3, 4, 1), (1, 0, 4, 1), (2, 0, 4, 1)];
        assert_eq!(remaining(&[(2, OTHER, HARD, three), (2, OTHER, HARD, longer)]), [1]);
        let shorter: &[_] = &[(0, 0, 2, 2), (1, 0, 3, 1), (2, 0, 3, 1)];
        assert_eq!(remaining(&[(2, OTHER, HARD, three), (2, OTHER, HARD, shorter)]), [0, 1]);
    }
}
