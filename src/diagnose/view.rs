//! A diagnosis as texts and integers, ready to be printed or written as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::words::Words;
use super::{Advice, ConflictSet, Constraint, Diagnosis, InfeasibilityProofKind, Repair};
use crate::domain::{Conference, SessionId};

/// The answer to whether a timetable exists, with the reasons if none does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Explanation {
    /// Whether a timetable exists that satisfies all hard rules.
    pub answer: Possibility,
    /// The conflicts that make it impossible; each is enough by itself. Empty for other answers.
    pub conflicts: Vec<ConflictDocument>,
}

/// The answer in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Possibility {
    /// A timetable exists: the solver found one and the checker confirms it.
    Possible,
    /// No timetable exists: that is proved.
    Impossible,
    /// Neither was found in the time given.
    Undecided,
}

/// How it was proved that constraints cannot hold together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ConflictProof {
    /// By counting what is needed against what is available.
    Counting,
    /// By constraint propagation: what each constraint leaves possible for the others.
    Propagation,
    /// By trying all possibilities.
    Exhaustion,
    /// By an integer program, within the solver's tolerance.
    Program,
}

/// Constraints that cannot hold together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ConflictDocument {
    /// The constraints, one by one.
    pub statements: Vec<ConstraintDocument>,
    /// The same in a few sentences.
    pub sentences: Vec<String>,
    /// Why they cannot hold together.
    pub because: String,
    /// How that was proved.
    pub proof: ConflictProof,
    /// Each constraint is known to be needed: if any one of them is dropped, a timetable exists.
    pub minimal: bool,
    /// The changes that repair it, the least effort first.
    pub remedies: Vec<RepairDocument>,
}

/// A constraint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ConstraintDocument {
    /// Its kind: `held`, `rooms`, `turnaround`, `closed`, `capacity`, `service-rooms`, `teams`, `service-minutes`,
    /// `hours`, `longest-day`, `slots`, `type`, `away`, `busy`, `person-gap`, `fixed`, `allowed`, `order`, `alone`,
    /// `apart`, `relation` or `track`.
    pub kind: &'static str,
    /// The ids that it is about; dates for days.
    pub about: Vec<String>,
    /// The constraint in words.
    pub text: String,
    /// It is known to be needed: a timetable was found that satisfies all the others.
    pub needed: bool,
}

/// A change with which a timetable was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RepairDocument {
    /// The change in words.
    pub text: String,
    /// Its kind, as listed by `plenary what-if --help changes`, such as `hours latest`.
    pub kind: &'static str,
    /// The change as a what-if case: the argument of `plenary what-if INSTANCE --case`.
    pub case: String,
    /// The amount, in minutes, people or items, depending on the kind; `null` for a change without an amount.
    pub amount: Option<i64>,
    /// A smaller amount is proved not to be enough.
    pub least: bool,
    /// Ids of the sessions that are withdrawn by the change.
    pub withdrawn: Vec<String>,
}

/// A change and its saving.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AdviceDocument {
    /// The change in words.
    pub text: String,
    /// Its kind, as listed by `plenary what-if --help changes`, such as `hours latest`.
    pub kind: &'static str,
    /// The change as a what-if case: the argument of `plenary what-if INSTANCE --case`.
    pub case: String,
    /// The amount, in minutes, people or items, depending on the kind; `null` for a change without an amount.
    pub amount: Option<i64>,
    /// The saving estimated with the bound's prices, in hundredths of a discomfort-minute.
    pub estimated: i64,
    /// The saving measured in a trial, in hundredths of a discomfort-minute; `null` if it was not tried.
    pub confirmed: Option<i64>,
}

/// The view of an advice.
pub fn advice(conference: &Conference, advice: &[Advice]) -> Vec<AdviceDocument> {
    let document = |advice: &Advice| AdviceDocument {
        text: Words(conference).proposal(&advice.proposal),
        kind: advice.proposal.kind(),
        case: advice.proposal.line(),
        amount: advice.proposal.amount,
        estimated: advice.estimated,
        confirmed: advice.confirmed,
    };
    advice.iter().map(document).collect()
}

/// The view of a diagnosis.
pub fn why(conference: &Conference, answer: &Diagnosis) -> Explanation {
    match answer {
        Diagnosis::Possible(_) => Explanation { answer: Possibility::Possible, conflicts: Vec::new() },
        Diagnosis::Undecided => Explanation { answer: Possibility::Undecided, conflicts: Vec::new() },
        Diagnosis::Impossible(conflicts) => Explanation {
            answer: Possibility::Impossible,
            conflicts: conflicts
                .iter()
                .map(|found| ConflictDocument {
                    remedies: found.repairs.iter().map(|found_repair| repair(conference, found_repair)).collect(),
                    ..conflict(conference, &found.core)
                })
                .collect(),
        },
    }
}

/// The view of a conflict, without repairs.
pub fn conflict(conference: &Conference, core: &ConflictSet) -> ConflictDocument {
    let words = Words(conference);
    let statements = core.constraints.iter().zip(&core.needed).map(|(constraint, &needed)| ConstraintDocument {
        kind: constraint_kind(constraint),
        about: about(conference, constraint),
        text: words.sentence(constraint),
        needed,
    });
    ConflictDocument {
        statements: statements.collect(),
        sentences: words.sentences(&core.constraints),
        because: words.because(&core.argument),
        proof: match core.argument.kind {
            InfeasibilityProofKind::NoPlace | InfeasibilityProofKind::Blocked(_) => ConflictProof::Propagation,
            InfeasibilityProofKind::Counted { .. } => ConflictProof::Counting,
            InfeasibilityProofKind::Exhausted => ConflictProof::Exhaustion,
            InfeasibilityProofKind::Program => ConflictProof::Program,
        },
        minimal: core.is_minimal(),
        remedies: Vec::new(),
    }
}

/// The view of a repair.
pub fn repair(conference: &Conference, found_repair: &Repair) -> RepairDocument {
    let id = |session: &SessionId| conference.sessions[session.index()].id.clone();
    RepairDocument {
        text: Words(conference).proposal(&found_repair.proposal),
        kind: found_repair.proposal.kind(),
        case: found_repair.proposal.line(),
        amount: found_repair.proposal.amount,
        least: found_repair.least,
        withdrawn: found_repair.proposal.withdrawn(conference).iter().map(id).collect(),
    }
}

fn constraint_kind(constraint: &Constraint) -> &'static str {
    match constraint {
        Constraint::Held(_) => "held",
        Constraint::Rooms(_) => "rooms",
        Constraint::Turnaround => "turnaround",
        Constraint::Closed(_) => "closed",
        Constraint::Capacity(_) => "capacity",
        Constraint::ServiceRooms(_) => "service-rooms",
        Constraint::Teams(_) => "teams",
        Constraint::ServiceMinutes(_) => "service-minutes",
        Constraint::Hours(_) => "hours",
        Constraint::Longest(_) => "longest-day",
        Constraint::Slots(_) => "slots",
        Constraint::Type(_) => "type",
        Constraint::Away(_) => "away",
        Constraint::Busy(_) => "busy",
        Constraint::PersonGap => "person-gap",
        Constraint::Fixed(_) => "fixed",
        Constraint::Allowed(_) => "allowed",
        Constraint::Order { .. } => "order",
        Constraint::Alone(_) => "alone",
        Constraint::Apart(..) => "apart",
        Constraint::Relation { .. } => "relation",
        Constraint::Track(_) => "track",
        Constraint::GoodDay => "good-day",
    }
}

fn about(c: &Conference, constraint: &Constraint) -> Vec<String> {
    let session = |session: &SessionId| c.sessions[session.index()].id.clone();
    match constraint {
        Constraint::Held(sessions) => sessions.iter().map(session).collect(),
        Constraint::Rooms(rooms) | Constraint::Capacity(rooms) => {
            rooms.iter().map(|room| c.rooms[room.index()].id.clone()).collect()
        }
        Constraint::Turnaround | Constraint::PersonGap | Constraint::GoodDay => Vec::new(),
        Constraint::Closed(room) => vec![c.rooms[room.index()].id.clone()],
        Constraint::ServiceRooms(service) | Constraint::Teams(service) | Constraint::ServiceMinutes(service) => {
            vec![c.services[service.index()].id.clone()]
        }
        Constraint::Hours(day) => vec![c.days[day.index()].date.to_string()],
        Constraint::Longest(phase) | Constraint::Slots(phase) => vec![c.phases[phase.index()].id.clone()],
        Constraint::Type(kind) => vec![c.types[kind.index()].clone()],
        Constraint::Away(person) | Constraint::Busy(person) => vec![c.people[person.index()].id.clone()],
        Constraint::Fixed(one) | Constraint::Allowed(one) | Constraint::Alone(one) => vec![session(one)],
        Constraint::Order { first, second } | Constraint::Relation { first, second, .. } => {
            vec![session(first), session(second)]
        }
        Constraint::Apart(a, b) => vec![session(a), session(b)],
        Constraint::Track(track) => vec![c.tracks[track.index()].0.clone()],
    }
}
