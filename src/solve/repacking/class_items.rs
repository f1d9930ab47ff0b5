//! The activities of a class as items of a bin packing, and what their starts cost.

use super::open_stretches::{Stretch, open_stretches};
use crate::model::{Assignment, Cost, Place, Price, State};

/// What a start costs: violations first, then the cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct StartCost {
    /// Violations of hard conditions.
    pub violations: i64,
    /// The cost.
    pub soft: Cost,
}

impl StartCost {
    /// The sum of two.
    pub(super) fn plus(self, other: StartCost) -> StartCost {
        StartCost { violations: self.violations + other.violations, soft: self.soft + other.soft }
    }
}

/// The items of one class. An item is an activity that is not placed while the class is repacked.
pub(super) struct ClassItems {
    /// By item: the number of steps for which it takes its unit.
    pub lengths: Vec<u32>,
    /// The open stretches of the class.
    pub stretches: Vec<Stretch>,
    /// The bins: each unit of the class has all stretches. Each bin is the index of a stretch.
    pub bins: Vec<usize>,
    /// By item and stretch: its allowed starts, as pairs of step and index, ascending.
    pub starts: Vec<Vec<Vec<(u32, u32)>>>,
    /// By item, stretch and step within the stretch: the cost of a start there; `None` if it is not allowed.
    pub costs: Vec<Vec<Vec<Option<StartCost>>>>,
    /// By item: the stretch and the step within it where it was before.
    pub before: Vec<Option<(usize, u32)>>,
}

impl ClassItems {
    /// The items for `members`, which are not placed in `state`. `old` has the places before.
    pub(super) fn new(
        state: &State<'_>,
        places: &[Vec<Place>],
        class: u32,
        members: &[usize],
        old: &Assignment,
    ) -> ClassItems {
        let model = state.model();
        let lengths = lengths(state, class, members);
        let in_class = |activity: usize| places[activity].iter().copied().filter(move |place| place.class == class);
        let interval = |(item, place): (usize, Place)| {
            let start = model.starts[place.start as usize];
            (start.day, start.step, start.step + lengths[item])
        };
        let all = members.iter().enumerate().flat_map(|(item, &a)| in_class(a).map(move |place| (item, place)));
        let stretches = open_stretches(all.map(interval).collect());
        let at = |place: Place| {
            let step = model.starts[place.start as usize].step;
            // Stretches are ascending; each start is inside one.
            let stretch = stretches.partition_point(|stretch| stretch.first <= step).saturating_sub(1);
            (stretch, step - stretches[stretch].first)
        };
        let mut starts = vec![vec![Vec::new(); stretches.len()]; members.len()];
        let empty: Vec<Vec<Option<StartCost>>> =
            stretches.iter().map(|stretch| vec![None; stretch.length as usize]).collect();
        let mut costs = vec![empty; members.len()];
        let mut before = vec![None; members.len()];
        for (item, &activity) in members.iter().enumerate() {
            for place in in_class(activity) {
                let (stretch, step) = at(place);
                let score = state.insertion_delta(activity, place).score();
                starts[item][stretch].push((step, place.start));
                costs[item][stretch][step as usize] =
                    Some(StartCost { violations: score.violations, soft: score.soft });
            }
            let allowed = |place: &Place| in_class(activity).any(|other| other == *place);
            before[item] = old[activity].filter(allowed).map(at);
        }
        let units = model.classes[class as usize].size as usize;
        let bins = (0..stretches.len()).flat_map(|stretch| std::iter::repeat_n(stretch, units)).collect();
        ClassItems { lengths, stretches, bins, starts, costs, before }
    }

    /// Whether an item may start somewhere in a stretch.
    fn fits(&self, item: usize, stretch: usize) -> bool {
        !self.starts[item][stretch].is_empty()
    }

    /// By item and stretch: what the item costs there; `None` if it does not fit.
    pub(super) fn stretch_costs(&self) -> Vec<Vec<Option<Cost>>> {
        let of_item = |item: usize| {
            let cost = |stretch: usize| self.fits(item, stretch).then(|| self.cost_in(item, stretch));
            (0..self.stretches.len()).map(cost).collect()
        };
        (0..self.lengths.len()).map(of_item).collect()
    }

    /// What an item costs in a stretch: where it was before if that is there, else the mean of its allowed starts.
    fn cost_in(&self, item: usize, stretch: usize) -> Cost {
        let costs = &self.costs[item][stretch];
        if let Some((was, step)) = self.before[item]
            && was == stretch
            && let Some(cost) = costs[step as usize]
        {
            return cost.soft;
        }
        let sum: Cost = costs.iter().flatten().map(|cost| cost.soft).sum();
        sum / (self.starts[item][stretch].len() as Cost).max(1)
    }
}

/// The number of steps for which each member takes a unit of the class.
fn lengths(state: &State<'_>, class: u32, members: &[usize]) -> Vec<u32> {
    let model = state.model();
    let mut until = vec![0; model.activities.len()];
    let resources = model.cumulatives.iter().filter(|c| c.is_resource() && c.price == Price::Hard);
    for used in resources.flat_map(|c| &c.uses).filter(|used| used.class.is_none_or(|only| only == class)) {
        let longest = &mut until[used.activity as usize];
        *longest = used.until.max(*longest);
    }
    members.iter().map(|&activity| until[activity].max(model.activities[activity].duration)).collect()
}
