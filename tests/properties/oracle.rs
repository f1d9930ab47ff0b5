//! The exhaustive optimum, by the checker alone.

use plenary::check::{Checker, Report, Violated};
use plenary::domain::{Conference, Placement, Schedule};

use crate::placements::{HEALED_BY_MORE, alone_valid, places};

/// The best schedule without a broken hard rule: least left out, then least cost.
pub struct Optimum {
    /// Attendee-minutes left out.
    pub unplaced: i64,
    /// Its cost.
    pub cost: i64,
    /// One schedule that has both.
    pub schedule: Schedule,
}

/// Schedules the search may look at before a conference counts as too large for it.
const LIMIT: u32 = 3_000_000;

/// Tries every candidate placement of every session, depth first. Only two things are passed over: what adds sessions
/// to a schedule that already breaks a rule for good, and what adds sessions to one that is already no better than the
/// best known. Both are sound, as placing one more session heals nothing and makes nothing cheaper, but for what
/// [`HEALED_BY_MORE`] names, which is left out of account on the way down.
///
/// `None` if even the empty schedule is forbidden, or the conference is too large.
pub fn optimum(conference: &Conference) -> Option<Optimum> {
    let all: Vec<Vec<Placement>> = conference.sessions.iter().map(|s| places(conference, s)).collect();
    let mut checker = Checker::new(conference);
    let mut choices = alone_valid(&mut checker, &all);
    let mut empty = Schedule::empty(conference.sessions.len());
    // The cheapest placement first finds good schedules early.
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
    /// Chooses for the sessions from `depth` on.
    fn descend(&mut self, depth: usize) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let report = self.checker.check(&self.current);
        let healed = HEALED_BY_MORE.map(Violated::Rule);
        if report.violations.iter().any(|v| !healed.contains(&v.rule)) {
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

/// The part of a cost that can only grow as sessions are added.
fn lasting_cost(report: &Report) -> i64 {
    report.by_rule.iter().filter(|(rule, _)| !HEALED_BY_MORE.contains(rule)).map(|(_, cost)| cost).sum()
}
