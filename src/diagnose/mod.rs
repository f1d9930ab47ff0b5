//! Why there is no timetable: statements that cannot hold together, and what would repair it.
//!
//! A conference is read as a list of [`Statement`]s: this session is held, this person is away, these rooms hold one
//! session at a time. Taking one back gives another conference, of which an [`Oracle`] says whether it has a timetable:
//! counting first, then a search whose timetable the [checker](crate::check) has to accept, then an integer program.
//! From that follow a [`Core`], statements of which each is needed for the contradiction, and [`Remedy`]s, changes with
//! which the solver finds a timetable. What is not found out in the time given is said to be open.

mod advice;
mod changes;
mod core;
mod feasible;
mod locate;
mod narrow;
mod prices;
mod proposals;
mod remedies;
pub mod view;
mod whole;
mod words;

use std::sync::atomic::AtomicBool;
use std::time::Duration;

pub use crate::rules::Statement;

use crate::domain::{Conference, Schedule, SessionId};
use crate::rules::statements;

pub use self::advice::{Advice, advise};
pub use self::core::Core;
pub use self::feasible::{Argument, ArgumentKind, Oracle, Verdict};
pub use self::proposals::Proposal;
pub use self::remedies::Remedy;

use locate::Located;
use remedies::Patient;

/// Conflicts that are looked for one after the other.
const MOST_CONFLICTS: usize = 4;

/// What is known of a conference's timetables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
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
    pub core: Core,
    /// What repairs it, the least effort first.
    pub remedies: Vec<Remedy>,
}

/// Something found on the way.
#[derive(Debug, Clone, Copy)]
pub enum News<'n> {
    /// Statements that cannot hold together.
    Conflict(&'n Core),
    /// A change that repairs the conflict of this number.
    Remedy(usize, &'n Remedy),
}

/// Whether a conference has a timetable, and if not, why not and what to do about it. `news` hears of everything as soon
/// as it is known.
pub fn why(
    conference: &Conference,
    limit: Duration,
    seed: u64,
    stop: &AtomicBool,
    news: &mut dyn FnMut(News<'_>),
) -> Answer {
    let mut oracle = Oracle::new(limit, seed, stop);
    let hard = narrow::hard_only(conference);
    let all: Vec<SessionId> = conference.session_ids().collect();
    let (mut cores, mut left, mut near) = (Vec::new(), all.clone(), None);
    while cores.len() < MOST_CONFLICTS {
        match locate::locate(&mut oracle, conference, &hard, &left, !cores.is_empty()) {
            Located::Timetable(schedule) if cores.is_empty() => return Answer::Possible(schedule),
            Located::Timetable(schedule) => {
                near = Some(schedule);
                break;
            }
            Located::Nothing => break,
            Located::Conflict(sessions) => {
                let Some(core) = self::core::minimal(&mut oracle, &hard, &sessions) else { break };
                news(News::Conflict(&core));
                let gone = core.sessions();
                left.retain(|session| !gone.contains(session));
                cores.push(core);
            }
        }
    }
    if cores.is_empty() {
        return Answer::Undecided;
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
        let patient = Patient { conference, sessions: &sessions, near: near.as_ref() };
        let nearer = remedies::without_one(&mut oracle, &patient, core);
        let patient = Patient { near: nearer.as_ref().or(near.as_ref()), ..patient };
        let remedies =
            remedies::remedies(&mut oracle, &patient, core, &mut |remedy| news(News::Remedy(number, remedy)));
        conflicts.push(Conflict { core: core.clone(), remedies });
    }
    Answer::Impossible(conflicts)
}

/// Whether some of the statements of a conflict's [`Core`] can hold together: a timetable of the sessions that they say
/// are held, with nothing else demanded of these.
pub fn together(oracle: &mut Oracle<'_>, conference: &Conference, core: &Core, kept: &[usize]) -> Verdict {
    let hard = narrow::hard_only(conference);
    let mut all = core.statements.clone();
    all.extend(statements::about(&hard, &core.sessions()).into_iter().filter(|other| !core.statements.contains(other)));
    feasible::Universe::new(&hard, all).verdict(oracle, &kept.iter().copied().collect())
}
