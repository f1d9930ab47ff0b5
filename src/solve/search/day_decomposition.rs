//! Searchers that share the days of a large model: in each round, each searcher moves only activities on its own days,
//! and their results are merged.
//!
//! Days interact only through precedences and sums over the whole programme. So searchers on different days hardly
//! disturb each other, and one round of all is like one round of a single search with a multiple of its moves. The days
//! are distributed at random in every round, so any two days are soon searched together. (Domain decomposition, as in
//! Greening, "Parallel simulated annealing techniques", Physica D 42, 1990.)

use super::random::Random;
use crate::model::{Assignment, Model, Place};

/// The distribution of days and activities to searchers in one round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DayDecomposition {
    /// By day: the searcher that owns it.
    days: Vec<u32>,
    /// By activity: the searcher that may move it.
    owners: Vec<u32>,
}

impl DayDecomposition {
    /// Distributes the days at random, and the activities with their days. Activities without a place are distributed
    /// in turn.
    pub(super) fn random(
        model: &Model,
        assignment: &Assignment,
        count: usize,
        random: &mut Random,
    ) -> DayDecomposition {
        let mut days: Vec<u32> = (0..model.days.len()).map(|day| (day % count) as u32).collect();
        for last in (1..days.len()).rev() {
            days.swap(last, random.below(last + 1));
        }
        let owner = |(activity, place): (usize, &Option<Place>)| match place {
            Some(place) => days[model.starts[place.start as usize].day as usize],
            None => (activity % count) as u32,
        };
        let owners = assignment.iter().enumerate().map(owner).collect();
        DayDecomposition { days, owners }
    }

    /// The domains of one searcher: its days for the activities that it owns, the present place for all others.
    pub(super) fn domains_of(
        &self,
        model: &Model,
        places: &[Vec<Place>],
        assignment: &Assignment,
        searcher: usize,
    ) -> Vec<Vec<Place>> {
        let here = |place: &Place| self.days[model.starts[place.start as usize].day as usize] as usize == searcher;
        let all = places.iter().zip(&self.owners).zip(assignment);
        all.map(|((places, &owner), &place)| match owner as usize == searcher {
            true => places.iter().copied().filter(here).collect(),
            false => place.into_iter().collect(),
        })
        .collect()
    }

    /// The merged assignment: each activity has the place that its owner gave it.
    pub(super) fn merge(&self, searchers: &[&Assignment]) -> Assignment {
        self.owners.iter().enumerate().map(|(activity, &owner)| searchers[owner as usize][activity]).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::model::{Builder, Class, Day, ModelIndex, Start, Use, evaluate};
    use crate::solve::construction::{all_places, place_everything};
    use crate::solve::search::{AnnealingSchedule, SearchLength, SearchParams, SearchResult, run_search};
    use crate::solve::testing::{random_model, resource};

    /// Each activity has one owner; its domain is the owner's days, and no other searcher moves it.
    #[test]
    fn each_activity_has_one_owner_and_the_merge_takes_its_place() {
        let mut shared = 0;
        for seed in 0..120 {
            let model = random_model(seed);
            let places: Vec<Vec<Place>> = (0..model.activities.len()).map(|a| model.places(a).collect()).collect();
            let mut random = Random::new(seed, 0);
            let assignment: Assignment = places.iter().map(|places| random.choose(places).copied()).collect();
            let decomposition = DayDecomposition::random(&model, &assignment, 2, &mut random);
            let parts = [0, 1].map(|searcher| decomposition.domains_of(&model, &places, &assignment, searcher));
            for (activity, all) in places.iter().enumerate() {
                let [a, b] = [&parts[0][activity], &parts[1][activity]];
                let owner = decomposition.owners[activity] as usize;
                let (own, other) = if owner == 0 { (a, b) } else { (b, a) };
                assert!(own.iter().all(|place| all.contains(place)));
                assert_eq!(*other, assignment[activity].into_iter().collect::<Vec<_>>(), "seed {seed}");
                assert!(assignment[activity].is_none_or(|place| own.contains(&place)), "seed {seed}");
                shared += usize::from(own.len() > 1);
            }
            // After each owner has moved its activities, the merged assignment has the new places.
            let moved = parts.each_ref().map(|part| -> Assignment { part.iter().map(|p| p.last().copied()).collect() });
            let merged = decomposition.merge(&[&moved[0], &moved[1]]);
            for (activity, place) in merged.iter().enumerate() {
                assert_eq!(*place, parts[decomposition.owners[activity] as usize][activity].last().copied());
            }
        }
        assert!(shared > 100, "only {shared} have a choice");
    }

    /// Four days of twelve steps with one unit, and sixteen activities of three steps, which fill the days. Each
    /// activity has a preferred day and a preferred hour.
    fn full() -> Model {
        let starts = (0..48).map(|step| Start { step, day: step / 12, date: step as i32 / 12 }).collect();
        let days = (0..4).map(|day| Day { first: day * 12, end: day * 12 + 12 }).collect();
        let mut b = Builder::new(51, starts, days, vec![Class { size: 1 }]);
        let uses = (0..16).map(|activity| {
            b.activity(3, 1);
            Use { activity, class: None, from: 0, until: 3, amount: 1 }
        });
        let uses = uses.collect();
        b.cumulative(resource(1, uses));
        for activity in 0..16 {
            for start in 0..48_u32 {
                let (day, hour) = (start / 12, start % 12);
                let away = i64::from(day != activity % 4) * 50 + (i64::from(hour) - i64::from(activity / 4) * 3).abs();
                b.add_start_cost(activity, start as usize, away * 10);
            }
        }
        b.finish().expect("small costs")
    }

    fn search_decomposed(model: &Model, threads: usize, domains: Option<&[Vec<Place>]>) -> SearchResult {
        let index = ModelIndex::new(model);
        let places = all_places(&index);
        let tuning = crate::solve::tuning::Search::default();
        let params = SearchParams {
            length: SearchLength::Steps(20_000),
            searchers: 2,
            threads,
            rounds: 12,
            seed: (7, 0),
            schedule: AnnealingSchedule { temperature: (200, 1), penalty: (100, 4_000), units: 1, unplaced: 100_000 },
            guidance: None,
            domains,
            decompose_days: true,
            tuning: &tuning,
        };
        let nothing = vec![None; places.len()];
        let start = place_everything(&crate::model::State::new(&index, &nothing), domains.unwrap_or(&places));
        run_search(&index, &places, &start, &params, &AtomicBool::new(false), &mut |_| {})
    }

    /// Together the searchers reach the optimum, which none could reach on its own days. Threads do not change the
    /// result.
    #[test]
    fn searchers_that_share_the_days_reach_the_optimum() {
        let model = full();
        let found = search_decomposed(&model, 1, None);
        let (score, best) = found.best.clone().expect("everything fits");
        assert_eq!((score, score.soft), (evaluate(&model, &best), 0));
        let other = search_decomposed(&model, 2, None);
        assert_eq!((other.best, other.last, other.counters), (found.best, found.last, found.counters));
    }

    /// No activity leaves its domain, whichever searcher owns the day.
    #[test]
    fn no_searcher_leaves_the_domains() {
        let model = full();
        let domains: Vec<Vec<Place>> = (0..16)
            .map(|activity| {
                model.places(activity).filter(|place| place.start % 12 < 10 - activity as u32 % 2).collect()
            })
            .collect();
        let found = search_decomposed(&model, 2, Some(&domains));
        assert!(found.counters.accepted > 100);
        assert!(
            found.last.iter().zip(&domains).all(|(place, domains)| place.is_some_and(|place| domains.contains(&place)))
        );
    }
}
