//! Tables with half the bytes for each value. Memory traffic limits the speed of a search.

use super::{Cost, FORBIDDEN, Model};

/// The start is forbidden.
pub(super) const NEVER: i32 = i32::MAX;
/// The cost differs between classes, or does not fit into 32 bits.
pub(super) const ELSEWHERE: i32 = i32::MIN;

/// Unary costs by activity and start.
pub(super) fn compact_unary_costs(model: &Model) -> Vec<i32> {
    let of = |a: &super::Activity| {
        let classes = model.classes.len();
        (0..model.starts.len())
            .map(|start| {
                let varies =
                    a.place_cost.as_ref().is_some_and(|t| t[start * classes..][..classes].iter().any(|&c| c != 0));
                match a.start_cost[start] {
                    FORBIDDEN => NEVER,
                    _ if varies => ELSEWHERE,
                    cost => i32::try_from(cost).ok().filter(|&cost| cost != NEVER).unwrap_or(ELSEWHERE),
                }
            })
            .collect::<Vec<i32>>()
    };
    model.activities.iter().flat_map(of).collect()
}

/// Appends a compact copy of costs and returns its offset; `None` if some do not fit.
pub(super) fn compact(costs: &[Cost], to: &mut Vec<i32>) -> Option<usize> {
    let at = to.len();
    for &cost in costs {
        match i32::try_from(cost) {
            Ok(cost) => to.push(cost),
            Err(_) => {
                to.truncate(at);
                return None;
            }
        }
    }
    Some(at)
}
