//! The optimum of an exhaustive search, which uses only the checker.

use std::sync::OnceLock;

use plenary::check::{Checker, Report, Violated};
use plenary::domain::{Conference, Placement, Problem, Schedule};

use crate::properties::placements::{REPAIRED_BY_MORE_SESSIONS, alone_valid, places};
use crate::properties::{PART, PARTS};

/// The best schedule that breaks no hard rule: with the fewest unplaced minutes, then with the least cost.
pub struct Optimum {
    /// Unplaced attendee-minutes.
    pub unplaced: i64,
    /// Its cost.
    pub cost: i64,
    /// A schedule with this cost and these unplaced minutes.
    pub schedule: Schedule,
}

/// Largest number of schedules to check; a conference that needs more is too large.
const LIMIT: u32 = 3_000_000;

/// The optimum of the conference of a seed. Several properties use it, so it is searched once and stored.
pub fn optimum_of(seed: u64, problem: Problem<'_>) -> Option<&'static Optimum> {
    const SEEDS: usize = (PART * PARTS) as usize;
    static FOUND: [OnceLock<Option<Optimum>>; SEEDS] = [const { OnceLock::new() }; SEEDS];
    let all = || problem.conference.sessions.iter().map(|s| places(problem.conference, s)).collect::<Vec<_>>();
    FOUND[seed as usize].get_or_init(|| optimum_among(problem, &all())).as_ref()
}

/// Tries each of the placements given for each session, depth first. It prunes a schedule that already breaks a hard rule,
/// and one that is already no better than the best known. Both are correct because another session never repairs a
/// violation and never reduces the cost, except for the rules in [`REPAIRED_BY_MORE_SESSIONS`], which pruning ignores.
///
/// `None` if even the empty schedule breaks a hard rule, or the conference is too large.
pub fn optimum_among(problem: Problem<'_>, among: &[Vec<Placement>]) -> Option<Optimum> {
    let conference = problem.conference;
    let mut checker = Checker::new(problem);
    let mut choices = alone_valid(&mut checker, among);
    let mut empty = Schedule::empty(conference.sessions.len());
    // Good schedules are found early if the cheapest placements are tried first.
    for (session, places) in choices.iter_mut().enumerate() {
        places.sort_by_cached_key(|&place| {
            empty.placements[session] = Some(place);
            let cost = lasting_cost(&checker.check(&empty));
            empty.placements[session] = None;
            (cost, place)
        });
    }
    let mut search = Search { conference, checker, choices, current: empty, best: None, left: LIMIT };
    search.descend(0);
    if search.left == 0 {
        return None;
    }
    search.best
}

struct Search<'a> {
    conference: &'a Conference,
    checker: Checker<'a>,
    choices: Vec<Vec<Placement>>,
    current: Schedule,
    best: Option<Optimum>,
    left: u32,
}

impl Search<'_> {
    /// Tries all placements of the sessions from index `depth` on.
    fn descend(&mut self, depth: usize) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let report = self.checker.check(&self.current);
        let repairable = REPAIRED_BY_MORE_SESSIONS.map(Violated::Rule);
        if report.violations.iter().any(|v| !repairable.contains(&v.rule)) {
            return;
        }
        let sessions = &self.conference.sessions[..depth];
        let skipped = sessions.iter().zip(&self.current.placements).filter(|(_, p)| p.is_none());
        let unplaced: i64 = skipped.map(|(s, _)| s.attendance.max(1) * s.minutes).sum();
        if self.best.as_ref().is_some_and(|b| (unplaced, lasting_cost(&report)) >= (b.unplaced, b.cost)) {
            return;
        }
        if depth == self.conference.sessions.len() {
            let better = self.best.as_ref().is_none_or(|b| (unplaced, report.cost) < (b.unplaced, b.cost));
            if report.violations.is_empty() && better {
                self.best = Some(Optimum { unplaced, cost: report.cost, schedule: self.current.clone() });
            }
            return;
        }
        for choice in 0..self.choices[depth].len() {
            self.current.placements[depth] = Some(self.choices[depth][choice]);
            self.descend(depth + 1);
        }
        self.current.placements[depth] = None;
        self.descend(depth + 1);
    }
}

/// The part of the cost that never decreases when sessions are added.
fn lasting_cost(report: &Report) -> i64 {
    report.by_rule.iter().filter(|(rule, _)| !REPAIRED_BY_MORE_SESSIONS.contains(rule)).map(|(_, cost)| cost).sum()
}
