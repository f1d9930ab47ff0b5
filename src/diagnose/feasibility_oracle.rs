//! The oracle: does a timetable exist? "Yes" comes with a timetable that the checker has accepted, "no" with a proof.
//! If neither is found in time, the answer is "unknown".

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::constraints::{Constraint, held, without};
use super::good_days::leave_to_others;
use super::projection::{lift, mask, restrict};
use crate::check::{Violation, check};
use crate::domain::{Conference, DayId, RuleId, Schedule, SessionId};
use crate::model::Label;
use crate::rules::{Grounded, LabelMeaning, ground};
use crate::schedule::to_schedule;
use crate::solve::feasibility::{Feasibility, FeasibilityLimits, InfeasibilityReason, check_feasibility};
use crate::solve::presolve::{Finding, FindingKind};
use crate::solve::tuning::Tuning;

/// Steps of a search: per session, plus a constant.
const STEPS: (u64, u64) = (2_000, 20_000);
/// The most binary variables of an integer program that is tried.
const BINARIES: usize = 4_000;
/// Limit of the work of the integer program.
const WORK: u64 = 200_000_000;
/// The longest time for one question.
const LONGEST: Duration = Duration::from_secs(3);

/// The oracle's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// A timetable exists: this one, which the checker has accepted. Sessions outside the question have no place in it.
    Possible(Schedule),
    /// No timetable exists.
    Impossible(InfeasibilityProof),
    /// No answer was found in the time given.
    Unknown,
}

impl Verdict {
    /// Whether it is a proof that no timetable exists.
    pub fn is_impossible(&self) -> bool {
        matches!(self, Verdict::Impossible(_))
    }

    /// Whether it is a timetable.
    pub fn is_possible(&self) -> bool {
        matches!(self, Verdict::Possible(_))
    }
}

/// Why no timetable exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InfeasibilityProof {
    /// The sessions that the proof is about.
    pub sessions: Vec<SessionId>,
    /// The kind of argument.
    pub kind: InfeasibilityProofKind,
}

/// The kinds of arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InfeasibilityProofKind {
    /// The session has no possible place, wherever the others are.
    NoPlace,
    /// The others leave this session no place, wherever they are.
    Blocked(SessionId),
    /// More minutes are needed than are available.
    Counted {
        /// What is counted: the rule, and the ids of its subjects.
        what: LabelMeaning,
        /// The days on which it is counted; empty if days do not matter.
        days: Vec<DayId>,
        /// A lower limit of the minutes needed (for other rules: of the units that the rule counts).
        needed: i64,
        /// An upper limit of the minutes available.
        available: i64,
    },
    /// The search has tried all possibilities.
    Exhausted,
    /// The integer programming solver finds the problem infeasible, within its tolerance.
    Program,
}

/// The end of the time given, or a stop requested by the user.
#[derive(Debug)]
pub(super) struct Deadline<'a> {
    deadline: Instant,
    /// When set, all work stops.
    pub(super) stop: &'a AtomicBool,
}

impl<'a> Deadline<'a> {
    /// A deadline that ends after `limit`, from now on.
    pub(super) fn new(limit: Duration, stop: &'a AtomicBool) -> Deadline<'a> {
        Deadline { deadline: Instant::now() + limit, stop }
    }

    /// Whether the time is over.
    pub(super) fn is_over(&self) -> bool {
        Instant::now() >= self.deadline || self.stop.load(Ordering::Relaxed)
    }
}

/// Answers whether a timetable exists.
#[derive(Debug)]
pub struct Oracle<'a> {
    /// When the time ends.
    pub deadline: Instant,
    /// The longest time for a search for a whole timetable.
    pub slice: Duration,
    /// When set, all work stops.
    pub stop: &'a AtomicBool,
    /// Seed of the searches.
    pub seed: u64,
    /// Number of questions put to the solver.
    pub questions: u64,
}

impl<'a> Oracle<'a> {
    /// An oracle that gives up after `limit`.
    pub fn new(limit: Duration, seed: u64, stop: &'a AtomicBool) -> Oracle<'a> {
        Oracle { deadline: Instant::now() + limit, slice: limit / 8, stop, seed, questions: 0 }
    }

    /// Whether the time is over.
    pub fn is_over(&self) -> bool {
        Instant::now() >= self.deadline || self.stop.load(Ordering::Relaxed)
    }

    /// Whether these sessions, ascending, of a conference can be held, with or without the others.
    pub fn ask(&mut self, conference: &Conference, sessions: &[SessionId]) -> Verdict {
        let until = self.deadline.min(Instant::now() + self.slice.min(LONGEST));
        let steps = STEPS.0 * sessions.len() as u64 + STEPS.1;
        let limits = FeasibilityLimits {
            seed: self.seed,
            steps,
            binaries: BINARIES,
            work: WORK,
            until: Some(until),
            backend: Default::default(),
        };
        self.attempt(conference, sessions, &limits)
    }

    /// Tries to prove by counting alone that these sessions cannot all be held.
    pub fn count(&mut self, conference: &Conference, sessions: &[SessionId]) -> Verdict {
        let limits = FeasibilityLimits {
            seed: self.seed,
            steps: 0,
            binaries: 0,
            work: 0,
            until: None,
            backend: Default::default(),
        };
        self.attempt(conference, sessions, &limits)
    }

    fn attempt(&mut self, conference: &Conference, sessions: &[SessionId], limits: &FeasibilityLimits) -> Verdict {
        self.questions += 1;
        let narrow = restrict(conference, sessions);
        let Ok(mut grounded) = ground(&narrow) else { return Verdict::Unknown };
        let left_to_others = leave_to_others(conference, sessions, &mut grounded);
        match check_feasibility(&grounded.model, limits, &Tuning::default(), self.stop) {
            Feasibility::Unknown => Verdict::Unknown,
            Feasibility::No(why) => Verdict::Impossible(argument(&narrow, &grounded, sessions, why)),
            Feasibility::Yes(assignment) => {
                let schedule = to_schedule(&narrow, &grounded, &assignment);
                let report = check(&narrow, &schedule);
                // Only a timetable that the checker accepts counts.
                let accepted = |violation: &Violation| left_to_others && violation.rule == RuleId::GoodDay;
                match report.violations.iter().all(accepted) && report.is_complete() {
                    true => Verdict::Possible(lift(&schedule, sessions, conference.sessions.len())),
                    false => Verdict::Unknown,
                }
            }
        }
    }
}

impl InfeasibilityProof {
    /// Whether no session at all can give a region its good day.
    pub(super) fn is_about_good_days(&self) -> bool {
        matches!(&self.kind, InfeasibilityProofKind::Counted { what, .. } if what.rule == RuleId::GoodDay)
    }
}

/// Translates a finding about the model into the conference's terms.
fn argument(
    narrow: &Conference,
    grounded: &Grounded,
    sessions: &[SessionId],
    why: InfeasibilityReason,
) -> InfeasibilityProof {
    let original = |activity: u32| sessions[activity as usize];
    let all = |kind| InfeasibilityProof { sessions: sessions.to_vec(), kind };
    let Finding { kind, activities } = match why {
        InfeasibilityReason::Finding(finding) => finding,
        InfeasibilityReason::Exhausted => return all(InfeasibilityProofKind::Exhausted),
        InfeasibilityReason::Program => return all(InfeasibilityProofKind::Program),
    };
    let named = |label: Label| grounded.labels[label.0 as usize].clone();
    let minutes = |steps: i64| steps.saturating_mul(grounded.axis.step_minutes);
    let ids = |days: Vec<u32>| days.into_iter().map(DayId).collect::<Vec<_>>();
    let kind = match kind {
        FindingKind::NoPlace | FindingKind::NoPlaceAlone => InfeasibilityProofKind::NoPlace,
        FindingKind::Blocked { activity } => InfeasibilityProofKind::Blocked(original(activity)),
        FindingKind::Cumulative { label, days, demanded, available } => InfeasibilityProofKind::Counted {
            what: named(label),
            days: ids(days),
            needed: minutes(demanded),
            available: minutes(available),
        },
        FindingKind::Classes { days, demanded, available } => InfeasibilityProofKind::Counted {
            what: LabelMeaning {
                rule: RuleId::RoomClash,
                subject: narrow.rooms.iter().map(|room| room.id.clone()).collect(),
            },
            days: ids(days),
            needed: minutes(demanded),
            available: minutes(available),
        },
        FindingKind::LeastExcess { label } => {
            InfeasibilityProofKind::Counted { what: named(label), days: vec![], needed: 0, available: 0 }
        }
        FindingKind::BucketCapacity { label, buckets, demanded, available } => {
            let what = named(label);
            // Only for a service's minutes are the buckets days; for other sums the figures are enough.
            let days = if what.rule == RuleId::Service { ids(buckets) } else { Vec::new() };
            InfeasibilityProofKind::Counted { what, days, needed: demanded, available }
        }
    };
    InfeasibilityProof { sessions: activities.into_iter().map(original).collect(), kind }
}

/// A set of constraints, each of which may be relaxed, and the known answers for its subsets.
#[derive(Debug)]
pub(super) struct ConstraintCache {
    conference: Conference,
    /// The constraints, including those that say which sessions are held.
    pub(super) constraints: Vec<Constraint>,
    possible: Vec<BTreeSet<usize>>,
    impossible: Vec<BTreeSet<usize>>,
    unknown: BTreeSet<BTreeSet<usize>>,
    /// Only counting is used; what it does not prove counts as unknown.
    pub(super) counting: bool,
}

impl ConstraintCache {
    /// A cache for a conference that has only hard rules.
    pub(super) fn new(conference: &Conference, constraints: Vec<Constraint>) -> ConstraintCache {
        let conference = mask(conference, &held(&constraints));
        ConstraintCache {
            conference,
            constraints,
            possible: Vec::new(),
            impossible: Vec::new(),
            unknown: BTreeSet::new(),
            counting: false,
        }
    }

    /// Whether a timetable satisfies the constraints at these positions. Adding constraints never makes one possible.
    pub(super) fn ask(&mut self, oracle: &mut Oracle<'_>, kept: &BTreeSet<usize>) -> CachedAnswer {
        if self.possible.iter().any(|known| kept.is_subset(known)) {
            return CachedAnswer::Possible;
        }
        if self.impossible.iter().any(|known| known.is_subset(kept)) {
            return CachedAnswer::Impossible;
        }
        let counting = self.counting || oracle.is_over();
        if !counting && self.unknown.contains(kept) {
            return CachedAnswer::Unknown;
        }
        let verdict = if counting { self.counted(oracle, kept) } else { self.verdict(oracle, kept) };
        match verdict {
            Verdict::Possible(_) => {
                self.possible.push(kept.clone());
                CachedAnswer::Possible
            }
            Verdict::Impossible(_) => {
                self.impossible.push(kept.clone());
                CachedAnswer::Impossible
            }
            Verdict::Unknown => {
                if !counting {
                    self.unknown.insert(kept.clone());
                }
                CachedAnswer::Unknown
            }
        }
    }

    /// The oracle's full answer.
    pub(super) fn verdict(&self, oracle: &mut Oracle<'_>, kept: &BTreeSet<usize>) -> Verdict {
        let (left, sessions) = self.left(kept);
        oracle.ask(&left, &sessions)
    }

    /// Whether counting alone proves that no timetable satisfies the constraints at these positions.
    pub(super) fn is_counted(&self, oracle: &mut Oracle<'_>, kept: &BTreeSet<usize>) -> bool {
        self.counted(oracle, kept).is_impossible()
    }

    /// The answer of counting alone; it costs almost nothing.
    fn counted(&self, oracle: &mut Oracle<'_>, kept: &BTreeSet<usize>) -> Verdict {
        let (left, sessions) = self.left(kept);
        oracle.count(&left, &sessions)
    }

    /// The conference with only these constraints, and the sessions that they say are held.
    fn left(&self, kept: &BTreeSet<usize>) -> (Conference, Vec<SessionId>) {
        let (kept, gone): (Vec<_>, Vec<_>) =
            self.constraints.iter().enumerate().partition(|(index, _)| kept.contains(index));
        let gone: Vec<&Constraint> = gone.into_iter().map(|(_, constraint)| constraint).collect();
        let sessions = held(kept.into_iter().map(|(_, constraint)| constraint));
        (without(&self.conference, &gone, sessions.len()), sessions)
    }
}

/// An answer without its proof or timetable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CachedAnswer {
    Possible,
    Impossible,
    Unknown,
}
