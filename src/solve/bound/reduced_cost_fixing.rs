//! Reduced-cost fixing: which places an assignment of limited cost can still have.

use crate::model::{Cost, Model, Place};

use super::dual_value::{PlaceCosts, evaluate, priced_cumulatives, tables};
use super::multipliers::{Multipliers, SCALE};

/// Reduced-cost fixing (Dantzig, Fulkerson and Johnson, Operations Research 2, 1954): by activity, the places that it
/// can have in an assignment that costs at most `most`, places all activities and breaks no hard condition. Their
/// reduced cost exceeds that of the cheapest place by no more than the gap between `most` and the bound. `None` if the
/// multipliers prove no bound.
pub fn reduced_cost_fixing(model: &Model, multipliers: &Multipliers, most: Cost) -> Option<Vec<Vec<Place>>> {
    // Without anchors, the regret of each activity adds to the value independently of the others.
    let value = evaluate(model, multipliers, (None, None))?;
    let left = i128::from(most) * i128::from(SCALE) - value;
    let kept = |table: PlaceCosts| {
        let least = table.costs.iter().copied().min().unwrap_or(0);
        let places = table.places.into_iter().zip(table.costs);
        places.filter(|&(_, cost)| cost - least <= left).map(|(place, _)| place).collect()
    };
    let cumulatives = priced_cumulatives(model, multipliers);
    Some(tables(model, multipliers, &cumulatives).into_iter().map(kept).collect())
}
