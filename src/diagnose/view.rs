//! A diagnosis as plain texts and integers, ready to be printed or written as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::words::Words;
use super::{Advice, ConflictSet, Constraint, Diagnosis, InfeasibilityProofKind, Repair};
use crate::domain::{Conference, SessionId};

/// Whether there is a timetable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Explanation {
    /// Whether there is a timetable that holds to all hard rules.
    pub answer: Possibility,
    /// Why it is impossible: each conflict is enough by itself. Empty where it is not.
    pub conflicts: Vec<ConflictDocument>,
}

/// An answer in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Possibility {
    /// There is one: the solver found it and the checker confirms it.
    Possible,
    /// There is none: that is proved.
    Impossible,
    /// Neither was found out in the time given.
    Undecided,
}

/// How it is known that statements cannot hold together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ConflictProof {
    /// By counting what is needed against what there is.
    Counting,
    /// By following what each statement leaves of the others' possibilities.
    Propagation,
    /// By trying all possibilities.
    Exhaustion,
    /// By an integer program, to the solver's tolerance.
    Program,
}

/// Statements that cannot hold together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ConflictDocument {
    /// The statements, one by one.
    pub statements: Vec<ConstraintDocument>,
    /// The same as few sentences.
    pub sentences: Vec<String>,
    /// Why they cannot hold together.
    pub because: String,
    /// How that is known.
    pub proof: ConflictProof,
    /// A timetable was found without each single one of them.
    pub minimal: bool,
    /// What repairs it, the least effort first.
    pub remedies: Vec<RepairDocument>,
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ConstraintDocument {
    /// Its kind: `held`, `rooms`, `turnaround`, `closed`, `capacity`, `service-rooms`, `teams`, `service-minutes`,
    /// `hours`, `longest-day`, `slots`, `type`, `away`, `busy`, `person-gap`, `fixed`, `allowed`, `order`, `alone`,
    /// `apart`, `relation` or `track`.
    pub kind: &'static str,
    /// Ids of what it is about; dates for days.
    pub about: Vec<String>,
    /// The same in words.
    pub text: String,
    /// A timetable was found that keeps all others.
    pub needed: bool,
}

/// A change with which a timetable was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RepairDocument {
    /// The change in words.
    pub text: String,
    /// Its kind, as `plenary what-if --help changes` has it: `hours latest`.
    pub kind: &'static str,
    /// The change as a case of a what-if: what to write after `plenary what-if INSTANCE --case`.
    pub case: String,
    /// How much, in minutes, people or things, as the kind has it; `null` for what has no amount.
    pub amount: Option<i64>,
    /// A smaller amount is proved not to do.
    pub least: bool,
    /// Ids of the sessions that are not held with it.
    pub withdrawn: Vec<String>,
}

/// A change, and what it saves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AdviceDocument {
    /// The change in words.
    pub text: String,
    /// Its kind, as `plenary what-if --help changes` has it: `hours latest`.
    pub kind: &'static str,
    /// The change as a case of a what-if: what to write after `plenary what-if INSTANCE --case`.
    pub case: String,
    /// How much, in minutes, people or things, as the kind has it; `null` for what has no amount.
    pub amount: Option<i64>,
    /// What it saves by the bound's prices, in hundredths of a discomfort-minute.
    pub estimated: i64,
    /// What it saved when it was tried, in hundredths of a discomfort-minute; `null` where it was not.
    pub confirmed: Option<i64>,
}

/// Advice as a view.
pub fn advice(conference: &Conference, advice: &[Advice]) -> Vec<AdviceDocument> {
    let told = |advice: &Advice| AdviceDocument {
        text: Words(conference).proposal(&advice.proposal),
        kind: advice.proposal.kind(),
        case: advice.proposal.line(),
        amount: advice.proposal.amount,
        estimated: advice.estimated,
        confirmed: advice.confirmed,
    };
    advice.iter().map(told).collect()
}

/// An answer as a view.
pub fn why(conference: &Conference, answer: &Diagnosis) -> Explanation {
    match answer {
        Diagnosis::Possible(_) => Explanation { answer: Possibility::Possible, conflicts: Vec::new() },
        Diagnosis::Undecided => Explanation { answer: Possibility::Undecided, conflicts: Vec::new() },
        Diagnosis::Impossible(conflicts) => Explanation {
            answer: Possibility::Impossible,
            conflicts: conflicts
                .iter()
                .map(|found| ConflictDocument {
                    remedies: found.repairs.iter().map(|remedy| repair(conference, remedy)).collect(),
                    ..conflict(conference, &found.core)
                })
                .collect(),
        },
    }
}

/// A conflict as a view, as long as no remedy is known.
pub fn conflict(conference: &Conference, core: &ConflictSet) -> ConflictDocument {
    let words = Words(conference);
    let statements = core.statements.iter().zip(&core.needed).map(|(statement, &needed)| ConstraintDocument {
        kind: statement_kind(statement),
        about: about(conference, statement),
        text: words.statement(statement),
        needed,
    });
    ConflictDocument {
        statements: statements.collect(),
        sentences: words.statements(&core.statements),
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

/// A remedy as a view.
pub fn repair(conference: &Conference, remedy: &Repair) -> RepairDocument {
    let id = |session: &SessionId| conference.sessions[session.index()].id.clone();
    RepairDocument {
        text: Words(conference).proposal(&remedy.proposal),
        kind: remedy.proposal.kind(),
        case: remedy.proposal.line(),
        amount: remedy.proposal.amount,
        least: remedy.least,
        withdrawn: remedy.proposal.withdrawn(conference).iter().map(id).collect(),
    }
}

fn statement_kind(statement: &Constraint) -> &'static str {
    match statement {
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
    }
}

fn about(c: &Conference, statement: &Constraint) -> Vec<String> {
    let session = |session: &SessionId| c.sessions[session.index()].id.clone();
    match statement {
        Constraint::Held(sessions) => sessions.iter().map(session).collect(),
        Constraint::Rooms(rooms) | Constraint::Capacity(rooms) => {
            rooms.iter().map(|room| c.rooms[room.index()].id.clone()).collect()
        }
        Constraint::Turnaround | Constraint::PersonGap => Vec::new(),
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
