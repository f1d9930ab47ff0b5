//! The oracle: is there a timetable? Yes comes with one that the checker has accepted, no with a proof, and where
//! neither is found in time, it says so.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::constraints::{Constraint, held, without};
use super::projection::{lift, mask, restrict};
use crate::check::check;
use crate::domain::{Conference, DayId, RuleId, Schedule, SessionId};
use crate::rules::{Grounded, LabelMeaning, ground};
use crate::schedule::to_schedule;
use crate::solve::feasibility::{Feasibility, FeasibilityLimits, InfeasibilityReason, check_feasibility};
use crate::solve::presolve::{Finding, FindingKind};
use crate::solve::tuning::Tuning;

/// Steps of a search for each session, and for any.
const STEPS: (u64, u64) = (2_000, 20_000);
/// The most choices of an integer program that is tried.
const BINARIES: usize = 4_000;
/// The most nodes of its branch and bound.
const NODES: u64 = 1_000;
/// The longest that one question may take.
const LONGEST: Duration = Duration::from_secs(3);

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// There is a timetable, and the checker has accepted this one. Sessions that are not asked for have no place.
    Possible(Schedule),
    /// There is none.
    Impossible(InfeasibilityProof),
    /// Not found out in the time given.
    Unknown,
}

impl Verdict {
    /// Whether it is a proof that there is no timetable.
    pub fn is_impossible(&self) -> bool {
        matches!(self, Verdict::Impossible(_))
    }

    /// Whether it is a timetable.
    pub fn is_possible(&self) -> bool {
        matches!(self, Verdict::Possible(_))
    }
}

/// Why there is no timetable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InfeasibilityProof {
    /// The sessions that it speaks of.
    pub sessions: Vec<SessionId>,
    /// How it goes.
    pub kind: InfeasibilityProofKind,
}

/// How an argument goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InfeasibilityProofKind {
    /// The session can be nowhere, whatever becomes of the others.
    NoPlace,
    /// The others leave this session no place, wherever they are.
    Blocked(SessionId),
    /// More minutes are needed than there are.
    Counted {
        /// What is counted: the rule, and what it is about, as ids.
        what: LabelMeaning,
        /// On these days; empty where days do not matter.
        days: Vec<DayId>,
        /// Minutes needed at least (of what the rule counts, for other rules).
        needed: i64,
        /// Minutes there are at most.
        available: i64,
    },
    /// All possibilities were looked at.
    Exhausted,
    /// An integer programming solver finds no way, to its tolerance.
    Program,
}

/// Somebody who waits: until a deadline, or until they have enough.
#[derive(Debug)]
pub(super) struct Deadline<'a> {
    deadline: Instant,
    /// Ends everything.
    pub(super) stop: &'a AtomicBool,
}

impl<'a> Deadline<'a> {
    /// From now on for so long.
    pub(super) fn new(limit: Duration, stop: &'a AtomicBool) -> Deadline<'a> {
        Deadline { deadline: Instant::now() + limit, stop }
    }

    /// Whether the time is over.
    pub(super) fn is_over(&self) -> bool {
        Instant::now() >= self.deadline || self.stop.load(Ordering::Relaxed)
    }
}

/// Asks whether there is a timetable.
#[derive(Debug)]
pub struct Oracle<'a> {
    /// When the time is over.
    pub deadline: Instant,
    /// The longest that a search for a whole timetable may take.
    pub slice: Duration,
    /// Ends everything.
    pub stop: &'a AtomicBool,
    /// Seed of the searches.
    pub seed: u64,
    /// Questions asked of the solver.
    pub questions: u64,
}

impl<'a> Oracle<'a> {
    /// An oracle that gives up at `deadline`.
    pub fn new(limit: Duration, seed: u64, stop: &'a AtomicBool) -> Oracle<'a> {
        Oracle { deadline: Instant::now() + limit, slice: limit / 8, stop, seed, questions: 0 }
    }

    /// Whether the time is over.
    pub fn is_over(&self) -> bool {
        Instant::now() >= self.deadline || self.stop.load(Ordering::Relaxed)
    }

    /// Whether these sessions, ascending, of a conference can be held.
    pub fn ask(&mut self, conference: &Conference, sessions: &[SessionId]) -> Verdict {
        let until = self.deadline.min(Instant::now() + self.slice.min(LONGEST));
        let steps = STEPS.0 * sessions.len() as u64 + STEPS.1;
        let attempt = FeasibilityLimits {
            seed: self.seed,
            steps,
            binaries: BINARIES,
            nodes: NODES,
            until: Some(until),
            backend: Default::default(),
        };
        self.attempt(conference, sessions, &attempt)
    }

    /// Whether counting alone proves that they cannot.
    pub fn count(&mut self, conference: &Conference, sessions: &[SessionId]) -> Verdict {
        let attempt = FeasibilityLimits {
            seed: self.seed,
            steps: 0,
            binaries: 0,
            nodes: 0,
            until: None,
            backend: Default::default(),
        };
        self.attempt(conference, sessions, &attempt)
    }

    fn attempt(&mut self, conference: &Conference, sessions: &[SessionId], attempt: &FeasibilityLimits) -> Verdict {
        self.questions += 1;
        let narrow = restrict(conference, sessions);
        let Ok(grounded) = ground(&narrow) else { return Verdict::Unknown };
        match check_feasibility(&grounded.model, attempt, &Tuning::default(), self.stop) {
            Feasibility::Unknown => Verdict::Unknown,
            Feasibility::No(why) => Verdict::Impossible(argument(&narrow, &grounded, sessions, why)),
            Feasibility::Yes(assignment) => {
                let schedule = to_schedule(&narrow, &grounded, &assignment);
                let report = check(&narrow, &schedule);
                // Nobody's word is taken for a timetable but the checker's.
                match report.is_valid() && report.is_complete() {
                    true => Verdict::Possible(lift(&schedule, sessions, conference.sessions.len())),
                    false => Verdict::Unknown,
                }
            }
        }
    }
}

/// A finding in the conference's own terms.
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
    let named = |label: crate::model::Label| grounded.labels[label.0 as usize].clone();
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
        FindingKind::BucketCapacity { label, buckets, demanded, available } => {
            let what = named(label);
            // Only a service's minutes have days for buckets; of other sums the figures say enough.
            let days = if what.rule == RuleId::Service { ids(buckets) } else { Vec::new() };
            InfeasibilityProofKind::Counted { what, days, needed: demanded, available }
        }
    };
    InfeasibilityProof { sessions: activities.into_iter().map(original).collect(), kind }
}

/// A set of statements of which any may be taken back, and what is known of its subsets.
#[derive(Debug)]
pub(super) struct ConstraintCache {
    conference: Conference,
    /// The statements; those on what is held among them.
    pub(super) statements: Vec<Constraint>,
    possible: Vec<BTreeSet<usize>>,
    impossible: Vec<BTreeSet<usize>>,
    unknown: BTreeSet<BTreeSet<usize>>,
    /// Questions are put to counting only: what it does not prove counts as unknown.
    pub(super) counting: bool,
}

impl ConstraintCache {
    /// Of a conference that has only hard rules.
    pub(super) fn new(conference: &Conference, statements: Vec<Constraint>) -> ConstraintCache {
        let conference = mask(conference, &held(&statements));
        ConstraintCache {
            conference,
            statements,
            possible: Vec::new(),
            impossible: Vec::new(),
            unknown: BTreeSet::new(),
            counting: false,
        }
    }

    /// Whether the statements of these positions leave a timetable. More statements never leave more.
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

    /// Whether counting alone proves that the statements of these positions leave no timetable.
    pub(super) fn is_counted(&self, oracle: &mut Oracle<'_>, kept: &BTreeSet<usize>) -> bool {
        self.counted(oracle, kept).is_impossible()
    }

    /// What counting alone says, at next to no cost.
    fn counted(&self, oracle: &mut Oracle<'_>, kept: &BTreeSet<usize>) -> Verdict {
        let (left, sessions) = self.left(kept);
        oracle.count(&left, &sessions)
    }

    /// The conference in which only these statements hold, with the sessions that they say are held.
    fn left(&self, kept: &BTreeSet<usize>) -> (Conference, Vec<SessionId>) {
        let (kept, gone): (Vec<_>, Vec<_>) =
            self.statements.iter().enumerate().partition(|(index, _)| kept.contains(index));
        let gone: Vec<&Constraint> = gone.into_iter().map(|(_, statement)| statement).collect();
        let sessions = held(kept.into_iter().map(|(_, statement)| statement));
        (without(&self.conference, &gone, sessions.len()), sessions)
    }
}

/// An answer without its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CachedAnswer {
    Possible,
    Impossible,
    Unknown,
}
