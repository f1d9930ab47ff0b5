//! The main search: hot, then settled, and both from a frame where there is one.

use std::time::Duration;

use super::{FIRST_PART, MANY, RELEASED_STREAM, SETTLE_STREAM, Share, Strategy};
use crate::model::{Activity, Assignment, Cost, Links, Place, State};
use crate::solve::bound::SCALE;
use crate::solve::frame::Frame;
use crate::solve::polish::polish;
use crate::solve::repair::repair;
use crate::solve::search::{Cooling, Counters, Effort, Found, Guide, Span, drive};
use crate::solve::{Budget, Progress, Stage};

/// Barriers of the main search.
const ROUNDS: u32 = 24;
/// The same where the searchers share the days between them, which are dealt out anew at each.
const DIVIDED_ROUNDS: u32 = 96;
/// Steps of a search that is held to a frame, and of the settling, as a part of the search's.
const HELD_SHARE: (u64, u64) = (1, 2);
const SETTLE_SHARE: u64 = 20;
/// The price of a resource's unit is at most so many typical differences of cost.
const DEAREST: Cost = 16;
/// So many left out are seated one by one, along chains so long, for which so many insertions are valued for one and for
/// all.
const FEW_LEFT: usize = 12;
const CHAINS: (usize, (u64, u64)) = (3, (1_000_000, 4_000_000));
/// Insertions valued when a small model's best assignment is polished.
const POLISH: u64 = 200_000;

impl Strategy<'_> {
    /// The main search, from `start` or inside a frame first.
    pub(super) fn search(
        &mut self,
        links: &Links<'_>,
        places: &[Vec<Place>],
        start: &Assignment,
        frame: Option<&Frame>,
        typical: Cost,
        share: Share,
    ) {
        let price = self.price(typical);
        let warm = self.options.initial.is_some();
        // What was given is to be kept near.
        let guides = self.bound.as_ref().filter(|_| !warm);
        let guide = guides.map(|bound| Guide::new(self.model, &bound.multipliers, typical * DEAREST));
        // Many that are complete already are not heated again: the prices have led them to a better place than annealing
        // would find anew.
        let complete = self.best.as_ref().filter(|(score, _)| score.unplaced == 0 && self.divides(places));
        let onward = complete.map(|(_, best)| best.clone()).filter(|_| frame.is_some());
        let held = frame.filter(|_| onward.is_none()).map(|frame| frame.places.as_slice());
        let effort = Effort {
            span: self.span(share, if held.is_some() { (HELD_SHARE, share.held) } else { ((1, 1), share.searched) }),
            searchers: self.options.searchers.max(share.searchers),
            threads: self.options.threads,
            rounds: if self.divides(places) { DIVIDED_ROUNDS } else { ROUNDS },
            seed: (self.options.seed, 0),
            schedule: Cooling {
                temperature: (if warm { typical / 20 } else { typical * 3 / 20 }, typical / 100),
                penalty: (price * 3 / 4, price * 80),
                units: self.units(),
                unplaced: self.unplaced_price(typical),
            },
            guide: guide.as_ref(),
            held,
            divided: self.divides(places),
            without: None,
        };
        if let Some(best) = onward {
            let effort = Effort {
                schedule: Cooling {
                    temperature: (typical / 10, typical / 200),
                    penalty: (price * 20, price * 400),
                    ..effort.schedule
                },
                guide: None,
                ..effort
            };
            let found = self.stage(links, places, &best, &effort, share.searched);
            return self.settle(links, places, &effort, &found.last, share);
        }
        let until = if held.is_some() { share.held } else { share.searched };
        let mut found = self.stage(links, places, frame.map_or(start, |frame| &frame.start), &effort, until);
        if held.is_some() {
            // Released from the frame it goes on, cool enough to break nothing that many would have to mend.
            let rest = (HELD_SHARE.1 - HELD_SHARE.0, HELD_SHARE.1);
            let effort = Effort {
                span: self.span(share, (rest, share.searched)),
                seed: (self.options.seed, RELEASED_STREAM),
                schedule: Cooling {
                    temperature: (typical / 50, typical / 200),
                    penalty: (price * 80, price * 400),
                    ..effort.schedule
                },
                guide: None,
                held: None,
                ..effort
            };
            found = self.stage(links, places, &found.last, &effort, share.searched);
        }
        self.settle(links, places, &effort, &found.last, share);
    }

    /// Whether searchers share the days between them: only among many activities is that worth more than that each
    /// ends somewhere else.
    pub(super) fn divides(&self, places: &[Vec<Place>]) -> bool {
        places.len() > MANY
    }

    /// A part of a search's steps, or of its time.
    fn span(&self, share: Share, ((part, of), until): ((u64, u64), u32)) -> Span {
        match self.options.budget {
            Budget::Steps(steps) => Span::Steps(steps / share.steps * part / of),
            Budget::Time(_) => Span::Time(self.remaining(until).unwrap_or_default()),
        }
    }

    /// Drives searchers and tells of it, up to so many thousandths of the budget.
    fn stage(
        &mut self,
        links: &Links<'_>,
        places: &[Vec<Place>],
        start: &Assignment,
        effort: &Effort<'_>,
        until: u32,
    ) -> Found {
        let before = self.counters;
        let (mut best, bound, base) = (self.best.as_ref().map(|(s, _)| *s), self.bound.as_ref(), self.base);
        let bound = bound.map(|b| b.value);
        let begun = self.reached.max(FIRST_PART);
        self.reached = begun.max(until);
        let width = u64::from(self.reached - begun);
        let progress = &mut *self.progress;
        let found = drive(links, places, start, effort, self.stop, &mut |score, counters, fraction| {
            best = [best, score].into_iter().flatten().min();
            let thousandths = begun + ((fraction * width) >> 32) as u32;
            let steps = before.steps + counters.steps;
            progress(&Progress { stage: Stage::Search, best, bound, base, steps, thousandths });
        });
        self.count(&found.counters, effort, found.elapsed);
        self.keep(found.best.clone());
        found
    }

    /// Ends valid: what the search ended with, cooled down under penalties that no cost can pay.
    fn settle(
        &mut self,
        links: &Links<'_>,
        places: &[Vec<Place>],
        effort: &Effort<'_>,
        last: &Assignment,
        share: Share,
    ) {
        let effort = Effort {
            span: self.span(share, ((1, SETTLE_SHARE), share.settled)),
            rounds: 4,
            seed: (self.options.seed, SETTLE_STREAM),
            schedule: effort.schedule.settling(),
            guide: None,
            held: None,
            ..*effort
        };
        let found = drive(links, places, last, &effort, self.stop, &mut |_, _, _| {});
        self.count(&found.counters, &effort, found.elapsed);
        self.keep(found.best);
        self.mend_last(links, places, &found.last);
        if let Some((_, assignment)) = &self.best {
            self.keep(Some(polish(links, places, assignment, POLISH)));
        }
    }

    /// What a search ended with, made valid: what breaks something is taken out and put back, along chains of moves if
    /// it is only a few. One conflict that no small move mends would be the end of all that the search has found.
    pub(super) fn mend_last(&mut self, links: &Links<'_>, places: &[Vec<Place>], last: &Assignment) {
        let (score, mended) = repair(links, places, last);
        let left_out = mended.iter().filter(|place| place.is_none()).count();
        if (1..=FEW_LEFT).contains(&left_out) {
            let mut state = State::new(links, &mended);
            self.seat(&mut state, places, &vec![None; places.len()], CHAINS, 1000);
            self.keep(Some((state.total().score(), state.assignment().clone())));
        }
        self.keep(Some((score, mended)));
    }

    pub(super) fn count(&mut self, counters: &Counters, effort: &Effort<'_>, elapsed: Duration) {
        self.counters.steps += counters.steps;
        self.counters.evaluated += counters.evaluated;
        self.counters.accepted += counters.accepted;
        self.search_time += elapsed * effort.threads.clamp(1, effort.searchers.max(1) as usize) as u32;
    }

    /// The price of a class's unit for one step: the mean of the bound's positive prices, or a guess.
    fn price(&self, typical: Cost) -> Cost {
        let guess = typical / 10;
        let Some(bound) = &self.bound else { return guess.max(1) };
        let resources = self.model.profiles.iter().zip(&bound.multipliers.profiles).filter(|(p, _)| p.tail.is_some());
        let positive: Vec<i64> = resources.flat_map(|(_, prices)| prices).copied().filter(|&v| v > 0).collect();
        let sum: i128 = positive.iter().copied().map(i128::from).sum();
        // Where not everything fits, the bound's prices grow without end: beyond a multiple of what places differ by
        // they only freeze the search.
        let dearest = i128::from(typical * DEAREST);
        match positive.len() as i128 {
            0 => guess.max(1),
            n => ((sum / n / i128::from(SCALE)).min(dearest) as Cost).max(guess / 4).max(1),
        }
    }

    pub(super) fn units(&self) -> Cost {
        self.model.classes.iter().map(|class| Cost::from(class.size)).sum::<Cost>().max(1)
    }

    /// A price of what is left out that no cost of placing it can reach: dearer than the dearest place of anything.
    pub(super) fn unplaced_price(&self, typical: Cost) -> Cost {
        let per_unit = |(index, a): (usize, &Activity)| {
            let most = self.model.places(index).map(|p| self.model.unary(index, p)).max().unwrap_or(0);
            (most + 8 * typical) / a.unplaced.max(1)
        };
        1 + self.model.activities.iter().enumerate().map(per_unit).max().unwrap_or(0)
    }
}
