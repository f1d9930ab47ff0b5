//! Runs several searchers in rounds, with a barrier and an exchange after each.
//!
//! Searchers are logical: the number of threads changes only the time. Between barriers each searcher works alone. At
//! the later barriers the worst one continues from the assignment of the best one, in index order.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::annealing_schedule::{AnnealingSchedule, WHOLE};
use super::day_decomposition::DayDecomposition;
use super::lagrangian_guidance::LagrangianGuidance;
use super::random::Random;
use super::searcher::{Counters, Searcher};
use crate::model::{
    Assignment, Cost, FORBIDDEN, LeastExcess, LeastExcessTerm, MinMax, MinMaxTerm, Model, ModelIndex, Place, Price,
    Score,
};
use crate::solve::tuning;

/// Stream of the seed for the distribution of days, relative to the search's first stream.
const DECOMPOSITION_STREAM: u64 = 1 << 24;

/// Length of a search.
#[derive(Debug, Clone, Copy)]
pub enum SearchLength {
    /// This number of candidate moves for each searcher: reproducible.
    Steps(u64),
    /// This much time: not reproducible.
    Time(Duration),
}

/// Parameters of a search.
#[derive(Debug, Clone, Copy)]
pub struct SearchParams<'g> {
    /// Length of the search.
    pub length: SearchLength,
    /// Number of searchers.
    pub searchers: u32,
    /// Number of threads.
    pub threads: usize,
    /// Number of rounds; a barrier follows each.
    pub rounds: u32,
    /// The seed, and the first of its streams that the searchers use.
    pub seed: (u64, u64),
    /// Annealing schedule.
    pub schedule: AnnealingSchedule,
    /// Guidance while the search is hot, if any.
    pub guidance: Option<&'g LagrangianGuidance>,
    /// Domains to which moves are restricted, if any.
    pub domains: Option<&'g [Vec<Place>]>,
    /// Whether the searchers share the days, if there are enough, instead of each searching all days.
    pub decompose_days: bool,
    /// Settings of every search.
    pub tuning: &'g tuning::Search,
}

/// The typical cost difference between two places of an activity: median minus minimum, averaged. At least 1.
pub fn typical_difference(model_index: &ModelIndex<'_>, places: &[Vec<Place>]) -> Cost {
    let mut sum = 0;
    let mut count = 0;
    for (activity, places) in places.iter().enumerate().filter(|(_, places)| places.len() > 1) {
        let mut costs: Vec<Cost> = places.iter().map(|&p| model_index.model.unary(activity, p)).collect();
        costs.retain(|&cost| cost != FORBIDDEN);
        costs.sort_unstable();
        sum += costs[costs.len() / 2] - costs[0];
        count += 1;
    }
    let unary = sum / count.max(1);
    let model = model_index.model;
    let of_least_excess = |least_excess: &LeastExcess| match least_excess.price {
        Price::Soft(price) => price * typical_amount(model, least_excess),
        Price::Hard => 0,
    };
    let min_maxes = model.min_maxes.iter().map(|min_max| typical_group_cost(model, min_max));
    model.least_excesses.iter().map(of_least_excess).chain(min_maxes).fold(unary, Cost::max).max(1)
}

/// The mean over activities of the difference between the median and the least of their weighted group costs, with each
/// group's weight in proportion to its cap. Where a MinMax costs more than everything else, temperatures have to be as
/// high as its costs: 14 and 21 meetings of `one-room-series` cost 0.5 and 1.3 % less with it (2 M steps, two
/// seeds), and the model case with the rules for the most equal people costs 36 % less (400,000 steps).
fn typical_group_cost(model: &Model, min_max: &MinMax) -> Cost {
    let caps: i128 = min_max.caps.iter().map(|&cap| i128::from(cap)).sum::<i128>().max(1);
    let of_term = |term: &MinMaxTerm| -> i128 {
        let caps = &min_max.caps[term.first as usize..];
        let weighted =
            |costs: &[Cost]| costs.iter().zip(caps).map(|(&cost, &cap)| i128::from(cost) * i128::from(cap)).sum();
        let all = term.group_costs.chunks(term.width.max(1) as usize).enumerate();
        let allowed = all.filter(|&(start, _)| {
            let classes = 0..model.classes.len() as u32;
            let places = classes.map(|class| Place { start: start as u32, class });
            places.into_iter().any(|place| model.unary(term.activity as usize, place) != FORBIDDEN)
        });
        let mut costs: Vec<i128> = allowed.map(|(_, costs)| weighted(costs)).collect();
        costs.sort_unstable();
        costs.first().map_or(0, |least| costs[costs.len() / 2] - least)
    };
    let sum: i128 = min_max.terms.iter().map(of_term).sum();
    Cost::try_from(sum / caps / min_max.terms.len().max(1) as i128).unwrap_or(Cost::MAX)
}

/// The mean over activities of half the range of their amounts. (The median can be the least amount.)
fn typical_amount(model: &Model, least_excess: &LeastExcess) -> Cost {
    let of_term = |term: &LeastExcessTerm| {
        let amounts = &model.measures[term.measure as usize];
        let range = amounts.iter().max().zip(amounts.iter().min());
        range.map_or(0, |(most, least)| (most - least) / 2)
    };
    least_excess.terms.iter().map(of_term).sum::<Cost>() / least_excess.terms.len().max(1) as Cost
}

/// The result of a search.
#[derive(Debug, Clone, Default)]
pub struct SearchResult {
    /// The best assignment without a violation.
    pub best: Option<(Score, Assignment)>,
    /// The working assignment of least energy at the end.
    pub last: Assignment,
    /// Counters, summed over searchers.
    pub counters: Counters,
    /// Time taken: for measuring the speed, never for decisions.
    pub elapsed: Duration,
}

/// A search at the end of a round.
#[derive(Debug, Clone, Copy)]
pub struct RoundEnd<'r> {
    /// The score of the best assignment without a violation so far.
    pub best: Option<Score>,
    /// Counters, summed over searchers.
    pub counters: Counters,
    /// The finished part of the search, as a part of [`WHOLE`].
    pub finished: u64,
    /// The working assignment of least energy. It may break conditions.
    pub working: &'r Assignment,
}

/// Searches from an assignment. Calls `watch` at the end of each round.
pub fn run_search<'l>(
    model_index: &'l ModelIndex<'l>,
    places: &'l [Vec<Place>],
    initial: &Assignment,
    params: &SearchParams<'l>,
    stop: &AtomicBool,
    watch: &mut dyn FnMut(&RoundEnd<'_>),
) -> SearchResult {
    let started = Instant::now();
    let count = params.searchers.max(1) as usize;
    let (seed, stream) = params.seed;
    let mut searchers: Vec<Searcher<'_>> = (0..count)
        .map(|i| {
            let random = Random::new(seed, stream + i as u64);
            let weights = params.schedule.weights(0, params.tuning);
            let mut searcher =
                Searcher::new(model_index, places, initial, weights, params.guidance, random, params.tuning);
            params.domains.into_iter().for_each(|domains| searcher.restrict_to(domains));
            searcher
        })
        .collect();
    let rounds = u64::from(params.rounds.max(1));
    let decomposed =
        params.decompose_days && count > 1 && model_index.model.days.len() >= params.tuning.decomposition_days * count;
    let mut random = Random::new(seed, stream + DECOMPOSITION_STREAM);
    for round in 0..rounds {
        let from = round * WHOLE / rounds;
        let until = (round + 1) * WHOLE / rounds;
        // A round whose time is over would only distribute the days again.
        if let SearchLength::Time(limit) = params.length
            && finished_fraction(started.elapsed(), limit) >= until
        {
            continue;
        }
        let decomposition =
            decomposed.then(|| decompose(&mut searchers, model_index, params.domains.unwrap_or(places), &mut random));
        run_round(&mut searchers, params, (from, until), started, stop);
        if let Some(decomposition) = decomposition {
            merge(&mut searchers, &decomposition);
        }
        let best = best_of(&searchers).map(|(score, _)| *score);
        let working = working_of(&searchers, decomposed);
        watch(&RoundEnd { best, counters: total(&searchers), finished: until, working });
        if stop.load(Ordering::Relaxed) {
            break;
        }
        if !decomposed && (params.tuning.exchanged_from.of_count(rounds)..rounds - 1).contains(&round) {
            replace_worst_by_best(&mut searchers);
        }
    }
    let last = working_of(&searchers, decomposed).clone();
    SearchResult { best: best_of(&searchers).cloned(), last, counters: total(&searchers), elapsed: started.elapsed() }
}

/// The working assignment of least energy. With decomposition, the merged assignment is that of the first searcher.
fn working_of<'a>(searchers: &'a [Searcher<'_>], decomposed: bool) -> &'a Assignment {
    let least = (0..searchers.len()).min_by_key(|&i| searchers[i].energy()).filter(|_| !decomposed);
    searchers[least.unwrap_or(0)].state.assignment()
}

fn best_of<'a>(searchers: &'a [Searcher<'_>]) -> Option<&'a (Score, Assignment)> {
    searchers.iter().filter_map(|s| s.best.as_ref()).min_by_key(|(score, _)| *score)
}

fn total(searchers: &[Searcher<'_>]) -> Counters {
    searchers.iter().fold(Counters::default(), |sum, s| Counters {
        steps: sum.steps + s.counters.steps,
        evaluated: sum.evaluated + s.counters.evaluated,
        accepted: sum.accepted + s.counters.accepted,
    })
}

/// Runs each searcher from one fraction of the search to the next.
fn run_round(
    searchers: &mut [Searcher<'_>],
    params: &SearchParams<'_>,
    (from, until): (u64, u64),
    started: Instant,
    stop: &AtomicBool,
) {
    let threads = params.threads.clamp(1, searchers.len());
    let share = searchers.len().div_ceil(threads);
    std::thread::scope(|scope| {
        for chunk in searchers.chunks_mut(share) {
            scope.spawn(move || {
                // Under a time limit, the searchers of one thread share the time of the round.
                let (count, mine) = (chunk.len() as u64, until - from);
                for (index, searcher) in chunk.iter_mut().enumerate() {
                    let index = index as u64;
                    let window = (from + mine * index / count, from + mine * (index + 1) / count);
                    run_searcher(searcher, params, (from, until), window, started, stop);
                }
            });
        }
    });
}

fn run_searcher(
    searcher: &mut Searcher<'_>,
    params: &SearchParams<'_>,
    (from, until): (u64, u64),
    window: (u64, u64),
    started: Instant,
    stop: &AtomicBool,
) {
    loop {
        // The finished fraction, by this searcher's steps or by the clock.
        let done = match params.length {
            SearchLength::Steps(steps) => {
                (u128::from(searcher.counters.steps) * u128::from(WHOLE) / u128::from(steps.max(1))) as u64
            }
            SearchLength::Time(limit) => {
                let in_window = finished_fraction(started.elapsed(), limit).saturating_sub(window.0);
                let width = (window.1 - window.0).max(1);
                from + (u128::from(in_window) * u128::from(until - from) / u128::from(width)) as u64
            }
        };
        if done >= until || stop.load(Ordering::Relaxed) {
            return;
        }
        searcher.weights = params.schedule.weights(done, params.tuning);
        let batch = match params.length {
            SearchLength::Steps(steps) => params.tuning.batch.min(steps - searcher.counters.steps.min(steps)).max(1),
            SearchLength::Time(_) => params.tuning.batch.max(1),
        };
        searcher.run(batch, params.schedule.temperature(done));
    }
}

/// The finished fraction of a time limit.
fn finished_fraction(elapsed: Duration, limit: Duration) -> u64 {
    (elapsed.as_nanos() * u128::from(WHOLE) / limit.as_nanos().max(1)) as u64
}

/// All searchers continue from the assignment of the first one, each on its own days.
fn decompose<'l>(
    searchers: &mut [Searcher<'l>],
    model_index: &ModelIndex<'_>,
    places: &[Vec<Place>],
    random: &mut Random,
) -> DayDecomposition {
    let assignment = searchers[0].state.assignment().clone();
    let decomposition = DayDecomposition::random(model_index.model, &assignment, searchers.len(), random);
    for (index, searcher) in searchers.iter_mut().enumerate() {
        if index > 0 {
            searcher.restart_from(&assignment);
        }
        searcher.restrict_to(decomposition.domains_of(model_index.model, places, &assignment, index));
    }
    decomposition
}

/// Merges the searchers' assignments into that of the first one.
fn merge(searchers: &mut [Searcher<'_>], decomposition: &DayDecomposition) {
    let parts: Vec<&Assignment> = searchers.iter().map(|searcher| searcher.state.assignment()).collect();
    let together = decomposition.merge(&parts);
    searchers[0].restart_from(&together);
}

/// The searcher of highest energy continues from the assignment of the one with the lowest; ties by index.
fn replace_worst_by_best(searchers: &mut [Searcher<'_>]) {
    let energies: Vec<Cost> = searchers.iter().map(Searcher::energy).collect();
    let best = (0..energies.len()).min_by_key(|&i| (energies[i], i));
    let worst = (0..energies.len()).max_by_key(|&i| (energies[i], i));
    if let (Some(best), Some(worst)) = (best, worst)
        && energies[worst] > energies[best]
    {
        let assignment = searchers[best].state.assignment().clone();
        searchers[worst].restart_from(&assignment);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Builder, Class, Day, Label, Start};
    use crate::solve::construction::all_places;

    #[test]
    fn the_typical_difference_is_that_of_the_costs_that_differ_most() {
        for (unary, group_costs, typical) in
            [([0, 7, 9], [0, 0, 0], 7), ([0, 7, 9], [3, 15, 40], 12), ([9, 0, 7], [1, 2, 3], 7), ([0; 3], [0; 3], 1)]
        {
            let starts = (0..3).map(|step| Start { step, day: 0, date: 0 }).collect();
            let mut b = Builder::new(4, starts, vec![Day { first: 0, end: 4 }], vec![Class { size: 1 }]);
            let activity = b.activity(1, 1);
            (0..3).for_each(|start| b.add_start_cost(activity, start, unary[start]));
            // The second of two equal groups has no costs, so the weighted costs are half of the first group's.
            let group_costs = group_costs.iter().flat_map(|&cost| [2 * cost, 0]).collect();
            let term = MinMaxTerm { activity, first: 0, width: 2, group_costs };
            b.min_max(MinMax::largest(vec![Label(0), Label(1)], vec![term]));
            let model = b.finish().expect("small");
            let index = ModelIndex::new(&model);
            assert_eq!(typical_difference(&index, &all_places(&index)), typical, "{unary:?}");
        }
    }
}
