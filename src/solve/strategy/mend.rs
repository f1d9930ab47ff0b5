//! Repair: as much as possible stays where it was.

use std::time::Instant;

use super::{MENDED_STREAM, Strategy};
use crate::model::{Assignment, Cost, Links, Place, State, evaluate};
use crate::solve::construct::force_in;
use crate::solve::exact::{self, ExactOptions};
use crate::solve::mend::{Chains, LONGEST, Loyalty, Places, dearer_than_any_place, is_clean, loyal, loyalty};
use crate::solve::presolve::{Scope, presolve};
use crate::solve::repair::{fill, repair, strip};
use crate::solve::search::{Cooling, Effort, Span, drive};
use crate::solve::{Budget, Stage};

/// Insertions valued to find chains for one activity, and for all.
const INSERTIONS: (u64, u64) = (3_000_000, 12_000_000);
/// Where counting proves that not everything fits, chains are this long at most, and fewer are valued: what fits goes
/// in at once.
const DOOMED: (usize, (u64, u64)) = (2, (100_000, 2_000_000));
/// So many that moved are placed anew together at most, among so many places.
const TOGETHER: (usize, usize) = (6, 6_000);
/// Nodes of branch and bound for that.
const NODES: u64 = 500;
/// When a search for what no chain could place, and everything, ends: thousandths of a time budget.
const SEARCHED: u32 = 800;

impl Strategy<'_> {
    /// Makes `home` valid and complete with the fewest moves.
    pub(super) fn mend(&mut self, links: &Links<'_>, places: &[Vec<Place>], home: &Assignment, typical: Cost) {
        let mut state = State::new(links, home);
        strip(&mut state, places.len());
        self.report(Stage::First, 0);
        let doomed = !presolve(self.model, Scope::Any).findings.is_empty();
        let effort = if doomed { DOOMED } else { (LONGEST, INSERTIONS) };
        self.seat(&mut state, places, home, effort, SEARCHED / 2);
        let mut best = Repaired::of(&state, home);
        if best.loyalty.1 > 0 && !doomed && !self.stopped() {
            let searched = self.search_loyally(links, places, home, &best.assignment, typical);
            best = best.better(searched);
        }
        let brought = bring_home(links, home, &best.assignment);
        best = best.better(brought);
        if !self.stopped() {
            let anew = self.place_moved_anew(home, &best.assignment, places);
            best = best.better(anew);
        }
        let score = evaluate(self.model, &best.assignment);
        self.keep(Some((score, best.assignment)));
        self.report(Stage::Search, 1000);
    }

    /// Puts in whatever is out: home if it may, else along the shortest chain, else where nothing has to move. Of a time
    /// budget, up to so many thousandths.
    pub(super) fn seat(
        &mut self,
        state: &mut State<'_>,
        places: &[Vec<Place>],
        home: &Assignment,
        (longest, (most, all)): (usize, (u64, u64)),
        until: u32,
    ) {
        let table = Places::new(state, places);
        let mut out: Vec<usize> = (0..places.len()).filter(|&activity| state.place(activity).is_none()).collect();
        out.sort_by_key(|&activity| (places[activity].len(), activity));
        let mut left = all;
        for activity in out {
            let deadline = self.deadline(until);
            if self.stopped() || deadline.is_some_and(|deadline| Instant::now() >= deadline) {
                break;
            }
            if let Some(place) = home[activity].filter(|&place| is_clean(&state.insertion(activity, place))) {
                state.insert(activity, place);
                continue;
            }
            let mut share = left.min(most);
            left -= share;
            Chains::new(state, &table, &mut share).seat(activity, longest);
            left += share;
        }
        fill(state, places);
    }

    /// A search in which every move has a price.
    fn search_loyally(
        &mut self,
        links: &Links<'_>,
        places: &[Vec<Place>],
        home: &Assignment,
        start: &Assignment,
        typical: Cost,
    ) -> Repaired {
        let model = loyal(self.model, home, typical);
        let loyal_links = Links::new(&model);
        let state = State::new(&loyal_links, start);
        let price = typical / 4;
        let effort = Effort {
            span: match self.options.budget {
                Budget::Steps(steps) => Span::Steps(steps),
                Budget::Time(_) => Span::Time(self.remaining(SEARCHED).unwrap_or_default()),
            },
            searchers: self.options.searchers,
            threads: self.options.threads,
            rounds: 12,
            seed: (self.options.seed, MENDED_STREAM),
            schedule: Cooling {
                temperature: (typical / 20, typical / 200),
                penalty: (price.max(1), price.max(1) * 400),
                units: self.units(),
                unplaced: self.unplaced_price(typical),
            },
            guide: None,
            held: None,
            divided: false,
            without: None,
        };
        let found = drive(&loyal_links, places, &force_in(&state, places), &effort, self.stop, &mut |_, _, _| {});
        self.count(&found.counters, &effort, found.elapsed);
        let whole = found.best.filter(|(score, _)| score.unplaced == 0).map(|(_, assignment)| assignment);
        let assignment = whole.unwrap_or_else(|| repair(links, places, &found.last).1);
        Repaired::of(&State::new(links, &assignment), home)
    }

    /// What moved, placed anew together while all else stays.
    fn place_moved_anew(&self, home: &Assignment, assignment: &Assignment, places: &[Vec<Place>]) -> Repaired {
        let moved: Vec<bool> = assignment.iter().zip(home).map(|(now, home)| now.is_some() && now != home).collect();
        let free = || (0..places.len()).filter(|&activity| moved[activity]);
        let columns = free().map(|activity| places[activity].len()).sum::<usize>();
        let links = Links::new(self.model);
        let same = || Repaired::of(&State::new(&links, assignment), home);
        if free().count() > TOGETHER.0 || columns > TOGETHER.1 || assignment.iter().any(Option::is_none) {
            return same();
        }
        let model = loyal(self.model, home, dearer_than_any_place(self.model));
        let allowed =
            |activity: u32, place: Place| moved[activity as usize] || assignment[activity as usize] == Some(place);
        let options = ExactOptions {
            backend: self.options.backend,
            node_limit: Some(NODES),
            time_limit: self.remaining(1000),
            incumbent: Some(assignment),
            allowed: Some(&allowed),
        };
        match exact::solve(&model, &options).assignment {
            Some(found) => Repaired::of(&State::new(&links, &found), home),
            None => same(),
        }
    }
}

/// Puts back what moved and may be at home after all.
fn bring_home(links: &Links<'_>, home: &Assignment, assignment: &Assignment) -> Repaired {
    let mut state = State::new(links, assignment);
    let mut changed = true;
    while changed {
        changed = false;
        for (activity, place) in home.iter().enumerate().filter_map(|(activity, home)| Some((activity, (*home)?))) {
            let Some(now) = state.place(activity).filter(|&now| now != place) else { continue };
            let saved = *state.total();
            let _ = state.remove(activity);
            if is_clean(&state.insertion(activity, place)) {
                state.insert(activity, place);
                changed = true;
            } else {
                state.restore(activity, now);
                state.set_total(saved);
            }
        }
    }
    Repaired::of(&state, home)
}

/// An assignment with how good it is.
struct Repaired {
    loyalty: Loyalty,
    assignment: Assignment,
}

impl Repaired {
    fn of(state: &State<'_>, home: &Assignment) -> Repaired {
        let assignment = state.assignment().clone();
        Repaired { loyalty: loyalty(state.total().score(), &assignment, home), assignment }
    }

    fn better(self, other: Repaired) -> Repaired {
        if other.loyalty < self.loyalty { other } else { self }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use crate::model::{Assignment, Cost, Place, evaluate};
    use crate::solve::mend::{loyal, loyalty};
    use crate::solve::testing::random_model;
    use crate::solve::{Budget, Method, Options, brute, exact::Backend, solve};

    /// Dearer than any cost of the small models.
    const MOVE: Cost = 1 << 30;

    /// Breaks nothing, is never better than the best there is, and nearly always as good.
    #[test]
    fn repairs_agree_with_brute_force() {
        let (mut compared, mut best) = (0, 0);
        for seed in 0..150 {
            let model = random_model(seed);
            let home: Assignment = (0..model.activities.len())
                .map(|activity| {
                    let places: Vec<Place> = model.places(activity).collect();
                    (!places.is_empty()).then(|| places[(seed as usize * 7 + activity * 13) % places.len()])
                })
                .collect();
            let options = Options {
                seed,
                budget: Budget::Steps(2_000),
                searchers: 1,
                threads: 1,
                method: Method::Repair,
                backend: Backend::Microlp,
                initial: Some(home.clone()),
                priced: Vec::new(),
            };
            let repaired = solve(&model, &options, &mut |_| {}, &AtomicBool::new(false));
            assert_eq!(repaired.score, evaluate(&model, &repaired.assignment), "seed {seed}");
            let Some((_, optimum)) = brute::solve(&loyal(&model, &home, MOVE), 200_000) else { continue };
            let optimum = loyalty(evaluate(&model, &optimum), &optimum, &home);
            let found = loyalty(repaired.score, &repaired.assignment, &home);
            assert!(found >= optimum, "seed {seed}: {found:?} is better than {optimum:?}");
            assert_eq!(found.0, optimum.0, "seed {seed}: broken");
            compared += 1;
            best += u32::from((found.1, found.2) == (optimum.1, optimum.2));
        }
        assert!(compared > 60 && best * 10 >= compared * 8, "{best} of {compared} with the fewest left out and moved");
    }
}
