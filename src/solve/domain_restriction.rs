//! Lagrangian-guided restriction of domains, for models in which annealing alone finds no complete assignment.
//!
//! Some constraints affect whole days: activities that take every unit of a resource, an opening before and a closing
//! after many others, and the limit of a day's span. In a large model each of them binds hundreds of activities, and no
//! small move can repair a violation. The solution of the Lagrangian subproblem suggests where they cost least. With
//! these activities fixed and the days limited, the domains of the other activities contain only small conflicts.

use super::bound::{Lagrangian, RelaxedSolution};
use crate::model::{Assignment, Cost, Model, ModelIndex, Place, Price, State};

/// Restricted domains, with an assignment inside them.
#[derive(Debug, Clone)]
pub(crate) struct DomainRestriction {
    /// The assignment to start from, inside the domains.
    pub start: Assignment,
    /// By activity: its domain. A fixed activity has one place.
    pub places: Vec<Vec<Place>>,
}

impl DomainRestriction {
    /// The restriction that the Lagrangian subproblem suggests. Activities start where they are in `from`, if their
    /// domain allows it. `None` if an activity has no place left, or if one of the fixed activities needs more than
    /// `tries` attempts.
    pub(crate) fn new(
        index: &ModelIndex<'_>,
        places: &[Vec<Place>],
        lagrangian: &mut Lagrangian<'_>,
        from: &Assignment,
        tries: usize,
    ) -> Option<DomainRestriction> {
        let model = index.model;
        let relaxed = lagrangian.relaxed_solution()?;
        let windows = windows(model, &relaxed, from);
        let within = |activity: usize, place: Place| {
            let start = model.starts[place.start as usize];
            let (first, last) = windows[start.day as usize];
            start.step >= first && start.step + model.activities[activity].duration <= last
        };
        let anchors = [relaxed.anchors.0, relaxed.anchors.1].into_iter().flatten();
        let anchors: Vec<(u32, Vec<Place>)> =
            anchors.map(|anchor| (anchor, vec![relaxed.places[anchor as usize]])).collect();
        let wide: Vec<u32> =
            wide(model).into_iter().filter(|a| anchors.iter().all(|(anchor, _)| anchor != a)).collect();
        let mut by_reduced_cost: Vec<(u32, Vec<Place>)> =
            wide.iter().copied().zip(lagrangian.places_by_reduced_cost(&wide)).collect();
        // Activities with the fewest places go first; ties by index.
        by_reduced_cost.sort_by_key(|(activity, places)| (places.len(), *activity));
        let mut state = State::new(index, &vec![None; places.len()]);
        for (activity, options) in anchors.into_iter().chain(by_reduced_cost) {
            let activity = activity as usize;
            let fits =
                |&place: &Place| within(activity, place) && state.insertion_delta(activity, place).breaks_only_sums();
            let options: Vec<Place> = options.into_iter().filter(fits).take(tries).collect();
            let place = options.into_iter().find(|&place| {
                state.insert(activity, place);
                let all = (0..places.len()).all(|a| allowed_places(&state, places, &within, a).next().is_some());
                state.remove(activity);
                all
            })?;
            state.insert(activity, place);
        }
        let restricted: Vec<Vec<Place>> =
            (0..places.len()).map(|a| allowed_places(&state, places, &within, a).collect()).collect();
        // The limits of the days alone can leave an activity without a place.
        if restricted.iter().any(Vec::is_empty) {
            return None;
        }
        let start = from.iter().zip(&restricted).enumerate().map(|(activity, (old, open))| {
            let old = old.filter(|old| open.binary_search(old).is_ok());
            old.or_else(|| open.iter().copied().min_by_key(|&place| (index.unary(activity, place), place)))
        });
        Some(DomainRestriction { start: start.collect(), places: restricted })
    }
}

impl DomainRestriction {
    /// The same restriction with another start; domains are extended to contain it.
    pub(crate) fn around(mut self, start: &Assignment) -> DomainRestriction {
        for (places, place) in self.places.iter_mut().zip(start) {
            if let Some(place) = place
                && let Err(at) = places.binary_search(place)
            {
                places.insert(at, *place);
            }
        }
        self.start.clone_from(start);
        self
    }
}

/// An activity's places that are compatible with the activities placed in `state`.
fn allowed_places<'a>(
    state: &'a State<'_>,
    places: &'a [Vec<Place>],
    within: &'a impl Fn(usize, Place) -> bool,
    activity: usize,
) -> impl Iterator<Item = Place> + 'a {
    let placed = state.place(activity);
    places[activity].iter().copied().filter(move |&place| match placed {
        Some(placed) => place == placed,
        None => within(activity, place) && state.insertion_delta(activity, place).breaks_only_sums(),
    })
}

/// The activities that take all units of a resource at once.
fn wide(model: &Model) -> Vec<u32> {
    let all = model.cumulatives.iter().filter(|cumulative| cumulative.price == Price::Hard && cumulative.is_resource());
    let uses = all.flat_map(|p| p.uses.iter().filter(|used| used.amount > 1 && used.amount == p.capacity));
    let mut activities: Vec<u32> = uses.map(|used| used.activity).collect();
    activities.sort_unstable();
    activities.dedup();
    activities
}

/// By day: the first step and the last end of its window. It lies as in the relaxed solution, but is as long as
/// allowed. If the day is closed there, the window contains the largest number of starts of `from`.
fn windows(model: &Model, relaxed: &RelaxedSolution, from: &Assignment) -> Vec<(u32, u32)> {
    let mut starting: Vec<Vec<u32>> = vec![Vec::new(); model.days.len()];
    for place in from.iter().flatten() {
        let start = model.starts[place.start as usize];
        starting[start.day as usize].push(start.step);
    }
    let window = |(day_index, day): (usize, &crate::model::Day)| {
        let longest = model
            .day_spans
            .iter()
            .find(|day_span| day_span.day as usize == day_index)
            .and_then(|day_span| day_span.longest);
        let Some(longest) = longest.filter(|&longest| longest < day.end - day.first) else {
            return (day.first, day.end);
        };
        let steps = &starting[day_index];
        let placed = |first: u32| steps.iter().filter(|&&step| step >= first && step < first + longest).count() as Cost;
        let busiest = || (day.first..=day.end - longest).rev().max_by_key(|&first| placed(first));
        let first = relaxed.windows[day_index].map(|(first, _)| first).or_else(busiest).unwrap_or(day.first);
        let first = first.clamp(day.first, day.end - longest);
        (first, first + longest)
    };
    model.days.iter().enumerate().map(window).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Builder, Class, Day, Label, Start, Use};
    use crate::solve::testing::{random_model, resource};

    /// One day of twenty steps, open for at most twelve; two units. Activity 0 takes both for four steps; activities 1
    /// to 5 take one for three steps each.
    fn model() -> Model {
        let starts: Vec<Start> = (0..17).map(|step| Start { step, day: 0, date: 0 }).collect();
        let mut b = Builder::new(20, starts, vec![Day { first: 0, end: 20 }], vec![Class { size: 2 }]);
        let uses = (0..6).map(|activity| {
            let (duration, amount) = if activity == 0 { (4, 2) } else { (3, 1) };
            b.activity(duration, 1);
            Use { activity, class: None, from: 0, until: duration, amount }
        });
        let uses = uses.collect();
        b.cumulative(resource(2, uses));
        b.day_span(Label(1), 0, Some(12), 0);
        // The wide activity prefers the middle of the day.
        (0..17).for_each(|start| b.add_start_cost(0, start, (start as Cost - 9).abs() * 100));
        b.finish().expect("small costs")
    }

    #[test]
    fn the_wide_activity_is_fixed_and_the_others_avoid_it_and_fit_into_the_day() {
        let model = model();
        let index = ModelIndex::new(&model);
        let places: Vec<Vec<Place>> = (0..6).map(|activity| model.places(activity).collect()).collect();
        let mut lagrangian = Lagrangian::new(&model).expect("everything has a place");
        lagrangian.iterate(60, 1_000);
        let from: Assignment = vec![Some(Place { start: 9, class: 0 }); 6];
        let restriction = DomainRestriction::new(&index, &places, &mut lagrangian, &from, 200).expect("there is room");
        let [placed] = restriction.places[0][..] else { panic!("not fixed at one place: {:?}", restriction.places[0]) };
        assert_eq!(restriction.start[0], Some(placed));
        let ends: Vec<u32> = restriction.places[1..].iter().flatten().map(|place| place.start + 3).collect();
        let first = restriction.places[1..].iter().flatten().map(|place| place.start).min().expect("some place");
        assert!(ends.iter().max().expect("some place") - first <= 12, "longer than the day may be");
        for place in restriction.places[1..].iter().flatten() {
            assert!(
                place.start + 3 <= placed.start || place.start >= placed.start + 4,
                "{place:?} overlaps {placed:?}"
            );
        }
        assert!(
            restriction.start.iter().zip(&restriction.places).all(|(at, places)| places.contains(&at.expect("placed")))
        );
        let wider = restriction.around(&from);
        assert!(wider.places.iter().all(|places| places.contains(&Place { start: 9, class: 0 })));
        assert!(wider.places.iter().all(|places| places.is_sorted()) && wider.start == from);
    }

    /// No place in a restricted domain breaks a hard condition with the fixed activities.
    #[test]
    fn restricted_domains_are_compatible_with_the_fixed_activities() {
        let mut restricted = 0;
        for seed in 0..300 {
            let model = random_model(seed);
            let index = ModelIndex::new(&model);
            let places: Vec<Vec<Place>> = (0..model.activities.len()).map(|a| model.places(a).collect()).collect();
            let Some(mut lagrangian) = Lagrangian::new(&model) else { continue };
            lagrangian.iterate(20, Cost::MAX);
            let from = vec![None; places.len()];
            let Some(restriction) = DomainRestriction::new(&index, &places, &mut lagrangian, &from, 200) else {
                continue;
            };
            restricted += 1;
            let mut state = State::new(&index, &from);
            for &activity in &wide(&model) {
                state.insert(activity as usize, restriction.places[activity as usize][0]);
            }
            for (activity, places) in restriction.places.iter().enumerate() {
                assert!(!places.is_empty(), "seed {seed}");
                let fits = |&place: &Place| state.insertion_delta(activity, place).breaks_only_sums();
                assert!(state.place(activity).is_some() || places.iter().all(fits), "seed {seed}");
            }
        }
        assert!(restricted > 50, "only {restricted} restricted");
    }
}
