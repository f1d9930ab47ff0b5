//! An integer program in exact integers: columns, rows, and the values that an assignment has in it.

use num_integer::{Integer, gcd};

use crate::model::{Cost, cost_and_threshold};

/// Work of one simplex pivot in an empty program.
const PIVOT_OVERHEAD: usize = 5_000;

/// Index of a column.
pub(super) type ColumnId = usize;

/// A column: a binary decision, or an auxiliary number that its rows push up and its cost pulls down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// Cost of one unit.
    pub(super) cost: Cost,
    /// Upper limit; `None` for a violation without limit.
    pub(super) upper: Option<i64>,
    /// The activity whose decision it is; `None` for an auxiliary.
    pub(super) owner: Option<u32>,
}

/// `sum of terms <= limit`, or `=`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Ascending by column, each column once, without zeros.
    pub(super) terms: Vec<(ColumnId, i64)>,
    pub(super) equal: bool,
    pub(super) limit: i64,
}

/// A column that is the threshold of a mean of the largest sums; see [`cost_and_threshold`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Threshold {
    pub(super) column: ColumnId,
    /// Sums of decisions, each with its cap.
    sums: Vec<(Linear, i64)>,
}

impl Threshold {
    /// The best value for these decisions.
    fn value(&self, values: &[i64]) -> Cost {
        let sums = self.sums.iter().map(|(sum, cap)| (sum.value(values), *cap));
        cost_and_threshold(sums.collect::<Vec<_>>().into_iter(), 0).1
    }
}

/// A bucket that a [`BucketChoice`] may choose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct BucketOption {
    /// The sum of its amounts.
    pub(super) sum: Linear,
    /// The number of activities placed in it.
    pub(super) placed: Linear,
}

/// Decisions for a bucket or none, of which exactly one is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BucketChoice {
    none: ColumnId,
    options: Vec<(ColumnId, BucketOption)>,
}

impl BucketChoice {
    /// The decision with the least excess for these decisions of the activities.
    fn best(&self, values: &[i64]) -> ColumnId {
        let used = self.options.iter().filter(|(_, option)| option.placed.value(values) > 0);
        used.min_by_key(|(_, option)| option.sum.value(values).max(0)).map_or(self.none, |&(column, _)| column)
    }
}

/// `constant + sum of terms`, while a row is built.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Linear {
    pub(super) terms: Vec<(ColumnId, i64)>,
    pub(super) constant: i64,
}

impl Linear {
    /// The value of the sum at these values of the columns.
    fn value(&self, values: &[i64]) -> i64 {
        self.constant + self.terms.iter().map(|&(column, factor)| factor * values[column]).sum::<i64>()
    }

    /// The negative of the sum.
    pub(super) fn negated(mut self) -> Linear {
        self.constant = -self.constant;
        self.terms.iter_mut().for_each(|(_, factor)| *factor = -*factor);
        self
    }

    /// Sorts the terms, merges equal columns, and drops zeros.
    fn tidy(&mut self) {
        self.terms.sort_unstable_by_key(|&(column, _)| column);
        self.terms.dedup_by(|later, first| {
            let same = later.0 == first.0;
            if same {
                first.1 += later.1;
            }
            same
        });
        self.terms.retain(|&(_, factor)| factor != 0);
    }
}

/// `minimise constant + costs`, subject to the rows.
///
/// An auxiliary column has a negative coefficient in the rows that push it up, and these rows name no later column. So
/// an assignment alone determines the least value of each auxiliary; see [`Program::complete_auxiliaries`]. Thresholds
/// and choices of buckets are the exceptions: their best values are computed from their sums.
#[derive(Debug, Clone, Default)]
pub(super) struct Program {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
    /// The columns that are thresholds.
    pub(super) thresholds: Vec<Threshold>,
    /// The decisions for a bucket.
    bucket_choices: Vec<BucketChoice>,
    /// Cost of every solution.
    pub(super) constant: Cost,
    /// A row without columns is violated: there is no solution.
    pub(super) impossible: bool,
}

impl Program {
    /// Work of one simplex pivot, which looks at all rows, columns and entries. One unit is about three nanoseconds.
    pub(super) fn pivot_work(&self) -> u64 {
        let entries: usize = self.rows.iter().map(|row| row.terms.len()).sum();
        (PIVOT_OVERHEAD + self.rows.len() + self.columns.len() + entries) as u64
    }

    /// Estimate of the work of the first linear program. On small programmes it needed one pivot for 2 to 20 rows.
    pub(super) fn root_work(&self) -> u64 {
        self.pivot_work().saturating_mul(self.rows.len().div_ceil(2) as u64)
    }

    /// Adds a binary column for a decision of an activity.
    pub(super) fn decision(&mut self, owner: u32, cost: Cost) -> ColumnId {
        self.columns.push(Column { cost, upper: Some(1), owner: Some(owner) });
        self.columns.len() - 1
    }

    /// Adds an auxiliary column.
    pub(super) fn auxiliary(&mut self, cost: Cost, upper: Option<i64>) -> ColumnId {
        self.columns.push(Column { cost, upper, owner: None });
        self.columns.len() - 1
    }

    /// Adds the column of a threshold. The caps belong to the sums.
    pub(super) fn threshold(&mut self, sums: &[Linear], caps: &[i64]) -> ColumnId {
        let column = self.auxiliary(0, None);
        self.thresholds.push(Threshold { column, sums: sums.iter().cloned().zip(caps.iter().copied()).collect() });
        column
    }

    /// Adds a decision for each bucket, and one for no bucket; exactly one is taken. Returns the one for no bucket first.
    pub(super) fn bucket_choice(&mut self, options: &[BucketOption]) -> (ColumnId, Vec<ColumnId>) {
        // No activity has this number.
        let owner = u32::MAX - self.bucket_choices.len() as u32;
        let none = self.decision(owner, 0);
        let columns: Vec<ColumnId> = options.iter().map(|_| self.decision(owner, 0)).collect();
        let all = std::iter::once(none).chain(columns.iter().copied()).map(|column| (column, 1));
        self.equals(Linear { terms: all.collect(), constant: 0 }, 1);
        let options = columns.iter().copied().zip(options.iter().cloned()).collect();
        self.bucket_choices.push(BucketChoice { none, options });
        (none, columns)
    }

    /// Adds `linear <= limit`, unless it always holds.
    pub(super) fn at_most(&mut self, mut linear: Linear, limit: i64) {
        linear.tidy();
        let limit = limit - linear.constant;
        if self.most(&linear.terms).is_some_and(|most| most <= limit) {
            return;
        }
        if linear.terms.is_empty() {
            self.impossible = true;
        } else {
            self.rows.push(Row { terms: linear.terms, equal: false, limit });
        }
    }

    /// Adds `linear = value`.
    pub(super) fn equals(&mut self, mut linear: Linear, value: i64) {
        linear.tidy();
        let limit = value - linear.constant;
        if linear.terms.is_empty() {
            self.impossible |= limit != 0;
        } else {
            self.rows.push(Row { terms: linear.terms, equal: true, limit });
        }
    }

    /// Charges `price` for each unit of `linear` above the limit. Returns the column of the units, if one is needed.
    pub(super) fn charge(&mut self, mut linear: Linear, limit: i64, price: Cost) -> Option<ColumnId> {
        linear.tidy();
        if price == 0 || self.most(&linear.terms).is_some_and(|most| most + linear.constant <= limit) {
            return None;
        }
        if linear.terms.is_empty() {
            self.constant += price * (linear.constant - limit);
            return None;
        }
        let units = self.auxiliary(price, None);
        linear.terms.push((units, -1));
        self.at_most(linear, limit);
        Some(units)
    }

    /// Upper bound on a sum of terms; `None` if there is none. An activity takes at most one of its decisions.
    fn most(&self, terms: &[(ColumnId, i64)]) -> Option<i64> {
        let (mut sum, mut owner, mut largest) = (0_i64, None, 0_i64);
        for &(column, factor) in terms {
            let column = self.columns.get(column)?;
            if column.owner.is_none() || column.owner != owner {
                sum += largest;
                (owner, largest) = (column.owner, 0);
            }
            largest = largest.max(match column.upper {
                _ if factor <= 0 => 0,
                Some(upper) => factor * upper,
                None => return None,
            });
        }
        Some(sum + largest)
    }

    /// The values of all columns for given decisions: each auxiliary has the least value that its rows allow. `None` if
    /// a row or an upper limit is violated.
    pub(super) fn complete_auxiliaries(&self, chosen: &[ColumnId]) -> Option<Vec<i64>> {
        let mut values = vec![0_i64; self.columns.len()];
        for &column in chosen {
            *values.get_mut(column)? = 1;
        }
        for threshold in &self.thresholds {
            values[threshold.column] = threshold.value(&values);
        }
        for choice in &self.bucket_choices {
            let best = choice.best(&values);
            values[best] = 1;
        }
        // Weights times costs can exceed 64 bits.
        let sum = |row: &Row, values: &[i64]| {
            row.terms.iter().map(|&(c, factor)| i128::from(factor) * i128::from(values[c])).sum::<i128>()
        };
        let mut pushed: Vec<Vec<(usize, i128)>> = vec![Vec::new(); self.columns.len()];
        for (index, row) in self.rows.iter().enumerate() {
            if let Some(&(column, factor)) = row.terms.last()
                && factor < 0
                && self.columns[column].owner.is_none()
            {
                pushed[column].push((index, i128::from(-factor)));
            }
        }
        for (column, rows) in pushed.iter().enumerate() {
            for &(row, factor) in rows {
                // The column itself still has the value that earlier rows required.
                let over = sum(&self.rows[row], &values) - i128::from(self.rows[row].limit);
                values[column] += i64::try_from(Integer::div_ceil(&over.max(0), &factor)).ok()?;
            }
        }
        let fits = |row: &Row| {
            let sum = sum(row, &values);
            let limit = i128::from(row.limit);
            if row.equal { sum == limit } else { sum <= limit }
        };
        let bounded = self.columns.iter().zip(&values).all(|(c, &value)| c.upper.is_none_or(|upper| value <= upper));
        (!self.impossible && bounded && self.rows.iter().all(fits)).then_some(values)
    }

    /// The cost of a solution.
    pub(super) fn cost(&self, values: &[i64]) -> Cost {
        self.constant + self.columns.iter().zip(values).map(|(column, value)| column.cost * value).sum::<Cost>()
    }

    /// The greatest common divisor of all costs, at least 1: every solution costs the constant plus a multiple of it.
    pub(super) fn unit(&self) -> Cost {
        self.columns.iter().fold(0, |unit, column| gcd(unit, column.cost)).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linear(terms: &[(ColumnId, i64)]) -> Linear {
        Linear { terms: terms.to_vec(), constant: 0 }
    }

    #[test]
    fn a_row_that_always_holds_is_left_out() {
        let mut program = Program::default();
        let (a, b, other) = (program.decision(0, 1), program.decision(0, 2), program.decision(1, 3));
        program.at_most(linear(&[(a, 1), (b, 1)]), 1);
        assert!(program.rows.is_empty(), "one activity takes one place");
        program.at_most(linear(&[(a, 1), (b, 1), (other, 1)]), 1);
        assert_eq!(program.rows.len(), 1);
    }

    #[test]
    fn auxiliaries_get_their_least_value() {
        let mut program = Program::default();
        let (a, b) = (program.decision(0, 0), program.decision(1, 0));
        let units = program.charge(linear(&[(a, 3), (b, 4)]), 5, 10).expect("7 > 5");
        assert_eq!(
            program.complete_auxiliaries(&[a, b]).map(|values| (values[units], program.cost(&values))),
            Some((2, 20))
        );
        assert_eq!(program.complete_auxiliaries(&[a]).map(|values| program.cost(&values)), Some(0));
    }

    #[test]
    fn decisions_that_violate_a_row_are_refused() {
        let mut program = Program::default();
        let (a, b) = (program.decision(0, 0), program.decision(1, 0));
        program.at_most(linear(&[(a, 1), (b, 1)]), 1);
        assert!(program.complete_auxiliaries(&[a, b]).is_none());
        assert!(program.complete_auxiliaries(&[b]).is_some());
    }

    #[test]
    fn a_violated_row_without_columns_makes_the_program_impossible() {
        let mut program = Program::default();
        program.at_most(Linear { terms: Vec::new(), constant: 2 }, 1);
        assert!(program.impossible);
    }

    #[test]
    fn the_unit_divides_all_costs() {
        let mut program = Program::default();
        assert_eq!(program.unit(), 1);
        program.decision(0, 12);
        program.decision(0, -18);
        assert_eq!(program.unit(), 6);
    }
}
