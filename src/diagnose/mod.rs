//! Why no timetable exists: constraints that cannot hold together, and changes that repair the conflict.
//!
//! A conference is read as a list of [`Constraint`]s: this session is held, this person is away, these rooms hold one
//! session at a time. Relaxing one gives another conference, and an [`Oracle`] decides whether that one has a
//! timetable: by counting first, then by a search whose timetable the [checker](crate::check) has to accept, then by an
//! integer program. The results are a [`ConflictSet`], constraints of which each is needed for the contradiction, and
//! [`Repair`]s, changes with which the solver finds a timetable. What is not decided in the time given is reported as
//! undecided.

mod advice;
mod changes;
mod conflict_set;
mod feasibility_oracle;
mod good_days;
mod locate;
mod prices;
mod projection;
mod proposals;
mod repairs;
pub mod view;
mod whole_programme;
mod without_person;
mod without_region;
mod words;

use std::sync::atomic::AtomicBool;
use std::time::Duration;

pub use crate::rules::Constraint;

use crate::domain::{Conference, Schedule, SessionId};
use crate::rules::constraints;

pub use self::advice::{Advice, advise};
pub use self::conflict_set::ConflictSet;
pub use self::feasibility_oracle::{InfeasibilityProof, InfeasibilityProofKind, Oracle, Verdict};
pub use self::proposals::Proposal;
pub use self::repairs::Repair;
pub use self::without_person::without_person;
pub use self::without_region::without_region;

use locate::Located;
use repairs::RepairContext;

/// The most conflicts that are looked for, one after the other.
const MOST_CONFLICTS: usize = 4;

/// Whether a conference has a timetable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Diagnosis {
    /// A timetable exists: this one.
    Possible(Schedule),
    /// No timetable exists; each of these conflicts alone is enough to exclude one.
    Impossible(Vec<Conflict>),
    /// No answer was found in the time given.
    Undecided,
}

/// A conflict that makes every timetable impossible, and its repairs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The constraints that cannot hold together.
    pub core: ConflictSet,
    /// The changes that repair it, the least effort first.
    pub repairs: Vec<Repair>,
}

/// A result reported while the diagnosis is still running.
#[derive(Debug, Clone, Copy)]
pub enum DiagnosisEvent<'n> {
    /// Constraints that cannot hold together.
    Conflict(&'n ConflictSet),
    /// A change that repairs the conflict with this index.
    Repair(usize, &'n Repair),
}

/// Decides whether a conference has a timetable, and if not, why, and how to repair that. `news` is called with each
/// result as soon as it is known.
pub fn why(
    conference: &Conference,
    limit: Duration,
    seed: u64,
    stop: &AtomicBool,
    news: &mut dyn FnMut(DiagnosisEvent<'_>),
) -> Diagnosis {
    let mut oracle = Oracle::new(limit, seed, stop);
    let hard = projection::hard_only(conference);
    let all: Vec<SessionId> = conference.session_ids().collect();
    let (mut cores, mut left, mut near) = (Vec::new(), all.clone(), None);
    while cores.len() < MOST_CONFLICTS {
        match locate::locate(&mut oracle, conference, &hard, &left, !cores.is_empty()) {
            Located::Timetable(schedule) if cores.is_empty() => return Diagnosis::Possible(schedule),
            Located::Timetable(schedule) => {
                near = Some(schedule);
                break;
            }
            Located::Nothing => break,
            Located::Conflict(sessions) => {
                let Some(core) = self::conflict_set::minimal(&mut oracle, &hard, &sessions) else { break };
                news(DiagnosisEvent::Conflict(&core));
                let gone = core.sessions();
                left.retain(|session| !gone.contains(session));
                cores.push(core);
            }
        }
    }
    if cores.is_empty() {
        return Diagnosis::Undecided;
    }
    let mut conflicts = Vec::new();
    for (number, core) in cores.iter().enumerate() {
        let others: Vec<SessionId> = cores
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != number)
            .flat_map(|(_, core)| core.sessions())
            .collect();
        let sessions: Vec<SessionId> = all.iter().copied().filter(|session| !others.contains(session)).collect();
        let context = RepairContext { conference, sessions: &sessions, near: near.as_ref() };
        let nearer = repairs::without_one(&mut oracle, &context, core);
        let context = RepairContext { near: nearer.as_ref().or(near.as_ref()), ..context };
        let repairs =
            repairs::repairs(&mut oracle, &context, core, &mut |repair| news(DiagnosisEvent::Repair(number, repair)));
        conflicts.push(Conflict { core: core.clone(), repairs });
    }
    Diagnosis::Impossible(conflicts)
}

/// Whether some of the constraints of a [`ConflictSet`] can hold together: a timetable of the sessions that they say
/// are held, with no other constraint on these.
pub fn together(oracle: &mut Oracle<'_>, conference: &Conference, core: &ConflictSet, kept: &[usize]) -> Verdict {
    let hard = projection::hard_only(conference);
    let mut all = core.constraints.clone();
    all.extend(
        constraints::about(&hard, &core.sessions()).into_iter().filter(|other| !core.constraints.contains(other)),
    );
    feasibility_oracle::ConstraintCache::new(&hard, all).verdict(oracle, &kept.iter().copied().collect())
}
