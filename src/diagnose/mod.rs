//! Why there is no timetable: statements that cannot hold together, and what would repair it.
//!
//! A conference is read as a list of [`Statement`]s: this session is held, this person is away, these rooms hold one
//! session at a time. Taking one back gives another conference, of which an [`Oracle`] says whether it has a timetable:
//! counting first, then a search whose timetable the [checker](crate::check) has to accept, then an integer program.
//! From that follow a [`Core`], statements of which each is needed for the contradiction, and [`Remedy`]s, changes with
//! which the solver finds a timetable. What is not found out in the time given is said to be open.

mod advice;
mod changes;
mod conflict_set;
mod feasibility_oracle;
mod locate;
mod prices;
mod projection;
mod proposals;
mod repairs;
pub mod view;
mod whole_programme;
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

use locate::Located;
use repairs::RepairContext;

/// Conflicts that are looked for one after the other.
const MOST_CONFLICTS: usize = 4;

/// What is known of a conference's timetables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Diagnosis {
    /// There is one: this.
    Possible(Schedule),
    /// There is none, for each of these reasons.
    Impossible(Vec<Conflict>),
    /// Not found out in the time given.
    Undecided,
}

/// Something that makes a timetable impossible, whatever else is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The statements that cannot hold together.
    pub core: ConflictSet,
    /// What repairs it, the least effort first.
    pub repairs: Vec<Repair>,
}

/// Something found on the way.
#[derive(Debug, Clone, Copy)]
pub enum DiagnosisEvent<'n> {
    /// Statements that cannot hold together.
    Conflict(&'n ConflictSet),
    /// A change that repairs the conflict of this number.
    Remedy(usize, &'n Repair),
}

/// Whether a conference has a timetable, and if not, why not and what to do about it. `news` hears of everything as soon
/// as it is known.
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
        let patient = RepairContext { conference, sessions: &sessions, near: near.as_ref() };
        let nearer = repairs::without_one(&mut oracle, &patient, core);
        let patient = RepairContext { near: nearer.as_ref().or(near.as_ref()), ..patient };
        let remedies =
            repairs::remedies(&mut oracle, &patient, core, &mut |remedy| news(DiagnosisEvent::Remedy(number, remedy)));
        conflicts.push(Conflict { core: core.clone(), repairs: remedies });
    }
    Diagnosis::Impossible(conflicts)
}

/// Whether some of the statements of a conflict's [`Core`] can hold together: a timetable of the sessions that they say
/// are held, with nothing else demanded of these.
pub fn together(oracle: &mut Oracle<'_>, conference: &Conference, core: &ConflictSet, kept: &[usize]) -> Verdict {
    let hard = projection::hard_only(conference);
    let mut all = core.statements.clone();
    all.extend(
        constraints::about(&hard, &core.sessions()).into_iter().filter(|other| !core.statements.contains(other)),
    );
    feasibility_oracle::ConstraintCache::new(&hard, all).verdict(oracle, &kept.iter().copied().collect())
}
