//! [`MinMax`]: the largest of some sums, or a mean of the largest.

use super::{Assignment, Cost, Label};

/// The weights of the groups of a [`MinMax`] are integers in units of 1 / `WEIGHT_SCALE`.
pub const WEIGHT_SCALE: i64 = 1 << 16;

/// An activity's part in a [`MinMax`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinMaxTerm {
    /// The activity.
    pub activity: u32,
    /// First group to which it adds a cost.
    pub first: u32,
    /// Number of groups to which it adds a cost, from `first`.
    pub width: u32,
    /// Costs by start and group: `start * width + (group - first)`; never negative.
    pub group_costs: Vec<Cost>,
}

/// The largest weighted mean of the group sums: `max over weights of the sum of weight x group sum`, rounded up. The
/// weights sum to one, and each is at most the cap of its group. If all caps are one, this is the largest group sum.
/// Smaller caps give the mean of the worst-off part: the *conditional value at risk* (Rockafellar and Uryasev 2000).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinMax {
    /// The builder's names for the groups.
    pub groups: Vec<Label>,
    /// The largest weight of each group, in units of 1 / [`WEIGHT_SCALE`], from 0 to [`WEIGHT_SCALE`]. Together at
    /// least [`WEIGHT_SCALE`].
    pub caps: Vec<i64>,
    /// The terms, at most one for each activity.
    pub terms: Vec<MinMaxTerm>,
}

impl MinMax {
    /// The largest group sum: all caps are one.
    pub fn largest(groups: Vec<Label>, terms: Vec<MinMaxTerm>) -> MinMax {
        MinMax { caps: vec![WEIGHT_SCALE; groups.len()], groups, terms }
    }

    /// Whether it is the largest group sum.
    pub fn is_largest(&self) -> bool {
        self.caps.iter().all(|&cap| cap >= WEIGHT_SCALE)
    }

    /// Gives each term a cost for every group, zero where it had none.
    pub(super) fn widen_terms(&mut self) {
        let groups = self.groups.len();
        for term in &mut self.terms {
            let (first, width) = (term.first as usize, term.width as usize);
            if width < groups {
                let mut wide = vec![0; term.group_costs.len() / width.max(1) * groups];
                for (to, from) in wide.chunks_exact_mut(groups).zip(term.group_costs.chunks_exact(width.max(1))) {
                    to[first..first + width].copy_from_slice(from);
                }
                (term.first, term.width, term.group_costs) = (0, groups as u32, wide);
            }
        }
    }

    /// The group sums of an assignment.
    pub fn sums(&self, assignment: &Assignment) -> Vec<Cost> {
        let mut sums = vec![0; self.groups.len()];
        for term in &self.terms {
            let Some(place) = assignment[term.activity as usize] else { continue };
            let row = place.start as usize * term.width as usize;
            for group in 0..term.width as usize {
                sums[term.first as usize + group] += term.group_costs[row + group];
            }
        }
        sums
    }

    /// The cost of group sums: fills the weights from the largest sum down.
    pub fn cost(&self, sums: &[Cost]) -> Cost {
        let mut order: Vec<usize> = (0..sums.len()).collect();
        order.sort_by_key(|&group| (-sums[group], group));
        let (mut left, mut total) = (WEIGHT_SCALE, 0_i128);
        for group in order {
            let weight = self.caps[group].min(left);
            total += i128::from(weight) * i128::from(sums[group]);
            left -= weight;
        }
        rounded_up(total)
    }
}

/// A cost in units of 1 / [`WEIGHT_SCALE`], rounded up. No sum of costs exceeds the range: the builder checks it.
fn rounded_up(total: i128) -> Cost {
    Cost::try_from((total + i128::from(WEIGHT_SCALE - 1)) >> WEIGHT_SCALE.ilog2()).unwrap_or(Cost::MAX)
}

/// The cost of group sums, each given with its cap, and the *threshold*: the least sum that has a weight when the
/// weights are filled from the largest sum down. The search for it begins at `threshold`.
///
/// For any threshold, `threshold + the sum of cap x max(0, sum - threshold)` is at least the cost. It is equal where the
/// caps of the larger sums reach one.
pub fn cost_and_threshold(sums: impl Iterator<Item = (Cost, i64)> + Clone, mut threshold: Cost) -> (Cost, Cost) {
    loop {
        // Without branches: this decides the speed of the search. The threshold is mostly the one before.
        let (mut above, mut reached, mut excess) = (0, 0, 0_i128);
        for (sum, cap) in sums.clone() {
            above += if sum > threshold { cap } else { 0 };
            reached += if sum == threshold { cap } else { 0 };
            excess += i128::from(cap) * i128::from((sum - threshold).max(0));
        }
        let next = match (above >= WEIGHT_SCALE, above + reached >= WEIGHT_SCALE) {
            (true, _) => sums.clone().map(|(sum, _)| sum).filter(|&sum| sum > threshold).min(),
            (false, true) => None,
            (false, false) => sums.clone().map(|(sum, _)| sum).filter(|&sum| sum < threshold).max(),
        };
        match next {
            Some(next) => threshold = next,
            None => {
                let total = i128::from(WEIGHT_SCALE) * i128::from(threshold) + excess;
                return (rounded_up(total), threshold);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_filled_from_the_largest_sum_down() {
        let half = WEIGHT_SCALE / 2;
        let mean = |caps: [i64; 3]| MinMax { caps: caps.to_vec(), ..MinMax::largest(vec![Label(0); 3], Vec::new()) };
        assert_eq!(mean([WEIGHT_SCALE; 3]).cost(&[3, 9, 5]), 9);
        assert_eq!(mean([half; 3]).cost(&[3, 9, 5]), 7);
        // Rounded up: (9 + 3 x 4) / 4 is 5.25.
        assert_eq!(mean([WEIGHT_SCALE, half / 2, 0]).cost(&[4, 9, 5]), 6);
        assert_eq!(mean([half; 3]).cost(&[0, 0, 0]), 0);
    }

    #[test]
    fn the_cost_does_not_depend_on_the_first_threshold() {
        // A linear congruential generator: a few thousand different cases, always the same.
        let mut state = 1_u64;
        let mut draw = |below: i64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) as i64 % below
        };
        for _ in 0..2_000 {
            let groups = draw(6) + 1;
            let least = (WEIGHT_SCALE / groups + 1).min(WEIGHT_SCALE);
            let caps: Vec<i64> = (0..groups).map(|_| least + draw(WEIGHT_SCALE - least + 1)).collect();
            let sums: Vec<Cost> = (0..groups).map(|_| draw(6)).collect();
            let min_max = MinMax { caps, ..MinMax::largest(vec![Label(0); groups as usize], Vec::new()) };
            let given = sums.iter().copied().zip(min_max.caps.iter().copied());
            for first in -1..7 {
                let (cost, threshold) = cost_and_threshold(given.clone(), first);
                assert_eq!(cost, min_max.cost(&sums), "{sums:?} {:?} from {first}", min_max.caps);
                assert!(sums.contains(&threshold), "{threshold} is not among {sums:?}");
            }
        }
    }
}
