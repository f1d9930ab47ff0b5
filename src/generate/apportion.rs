//! Splits a whole number in proportion to weights.

/// Splits `total` in proportion to `weights` by the method of the largest remainder; ties go to the first. The parts
/// add up to `total`; if all weights are 0, all parts are 0.
pub(crate) fn apportion(total: u64, weights: &[u64]) -> Vec<u64> {
    let sum: u128 = weights.iter().map(|&w| u128::from(w)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let product = |weight: u64| u128::from(total) * u128::from(weight);
    let mut parts: Vec<u64> = weights.iter().map(|&w| (product(w) / sum) as u64).collect();
    let left = total - parts.iter().sum::<u64>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(product(weights[i]) % sum), i));
    for &index in order.iter().take(left as usize) {
        parts[index] += 1;
    }
    parts
}

/// A list of `total` indexes of weights, each as often as its part of `total`.
pub(crate) fn spread(total: usize, weights: &[u64]) -> Vec<usize> {
    let parts = apportion(total as u64, weights);
    parts.iter().enumerate().flat_map(|(index, &n)| std::iter::repeat_n(index, n as usize)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_remainders_get_what_is_left() {
        assert_eq!(apportion(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(apportion(6_149, &[15, 17, 12, 13, 35, 8]), [922, 1_045, 738, 800, 2_152, 492]);
        assert_eq!(apportion(5, &[0, 0]), [0, 0]);
        assert_eq!(apportion(0, &[3, 4]), [0, 0]);
    }

    #[test]
    fn a_spread_has_each_index_as_often_as_its_part() {
        assert_eq!(spread(4, &[1, 0, 1]), [0, 0, 2, 2]);
    }
}
