//! A diagnosis as plain texts and integers, ready to be printed or written as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::words::Words;
use super::{Advice, Answer, ArgumentKind, Core, Remedy, Statement};
use crate::domain::{Conference, SessionId};

/// Whether there is a timetable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Why {
    /// Whether there is a timetable that holds to all hard rules.
    pub answer: Possibility,
    /// Why it is impossible: each conflict is enough by itself. Empty where it is not.
    pub conflicts: Vec<Conflict>,
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
pub enum Proof {
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
pub struct Conflict {
    /// The statements, one by one.
    pub statements: Vec<Said>,
    /// The same as few sentences.
    pub sentences: Vec<String>,
    /// Why they cannot hold together.
    pub because: String,
    /// How that is known.
    pub proof: Proof,
    /// A timetable was found without each single one of them.
    pub minimal: bool,
    /// What repairs it, the least effort first.
    pub remedies: Vec<Repair>,
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Said {
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
pub struct Repair {
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
pub struct Advised {
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
pub fn advice(conference: &Conference, advice: &[Advice]) -> Vec<Advised> {
    let told = |advice: &Advice| Advised {
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
pub fn why(conference: &Conference, answer: &Answer) -> Why {
    match answer {
        Answer::Possible(_) => Why { answer: Possibility::Possible, conflicts: Vec::new() },
        Answer::Undecided => Why { answer: Possibility::Undecided, conflicts: Vec::new() },
        Answer::Impossible(conflicts) => Why {
            answer: Possibility::Impossible,
            conflicts: conflicts
                .iter()
                .map(|found| Conflict {
                    remedies: found.remedies.iter().map(|remedy| repair(conference, remedy)).collect(),
                    ..conflict(conference, &found.core)
                })
                .collect(),
        },
    }
}

/// A conflict as a view, as long as no remedy is known.
pub fn conflict(conference: &Conference, core: &Core) -> Conflict {
    let words = Words(conference);
    let statements = core.statements.iter().zip(&core.needed).map(|(statement, &needed)| Said {
        kind: statement_kind(statement),
        about: about(conference, statement),
        text: words.statement(statement),
        needed,
    });
    Conflict {
        statements: statements.collect(),
        sentences: words.statements(&core.statements),
        because: words.because(&core.argument),
        proof: match core.argument.kind {
            ArgumentKind::Nowhere | ArgumentKind::Squeezed(_) => Proof::Propagation,
            ArgumentKind::Counted { .. } => Proof::Counting,
            ArgumentKind::Exhausted => Proof::Exhaustion,
            ArgumentKind::Program => Proof::Program,
        },
        minimal: core.is_minimal(),
        remedies: Vec::new(),
    }
}

/// A remedy as a view.
pub fn repair(conference: &Conference, remedy: &Remedy) -> Repair {
    let id = |session: &SessionId| conference.sessions[session.index()].id.clone();
    Repair {
        text: Words(conference).proposal(&remedy.proposal),
        kind: remedy.proposal.kind(),
        case: remedy.proposal.line(),
        amount: remedy.proposal.amount,
        least: remedy.least,
        withdrawn: remedy.proposal.withdrawn(conference).iter().map(id).collect(),
    }
}

fn statement_kind(statement: &Statement) -> &'static str {
    match statement {
        Statement::Held(_) => "held",
        Statement::Rooms(_) => "rooms",
        Statement::Turnaround => "turnaround",
        Statement::Closed(_) => "closed",
        Statement::Capacity(_) => "capacity",
        Statement::ServiceRooms(_) => "service-rooms",
        Statement::Teams(_) => "teams",
        Statement::ServiceMinutes(_) => "service-minutes",
        Statement::Hours(_) => "hours",
        Statement::Longest(_) => "longest-day",
        Statement::Slots(_) => "slots",
        Statement::Type(_) => "type",
        Statement::Away(_) => "away",
        Statement::Busy(_) => "busy",
        Statement::PersonGap => "person-gap",
        Statement::Fixed(_) => "fixed",
        Statement::Allowed(_) => "allowed",
        Statement::Order { .. } => "order",
        Statement::Alone(_) => "alone",
        Statement::Apart(..) => "apart",
        Statement::Relation { .. } => "relation",
        Statement::Track(_) => "track",
    }
}

fn about(c: &Conference, statement: &Statement) -> Vec<String> {
    let session = |session: &SessionId| c.sessions[session.index()].id.clone();
    match statement {
        Statement::Held(sessions) => sessions.iter().map(session).collect(),
        Statement::Rooms(rooms) | Statement::Capacity(rooms) => {
            rooms.iter().map(|room| c.rooms[room.index()].id.clone()).collect()
        }
        Statement::Turnaround | Statement::PersonGap => Vec::new(),
        Statement::Closed(room) => vec![c.rooms[room.index()].id.clone()],
        Statement::ServiceRooms(service) | Statement::Teams(service) | Statement::ServiceMinutes(service) => {
            vec![c.services[service.index()].id.clone()]
        }
        Statement::Hours(day) => vec![c.days[day.index()].date.to_string()],
        Statement::Longest(phase) | Statement::Slots(phase) => vec![c.phases[phase.index()].id.clone()],
        Statement::Type(kind) => vec![c.types[kind.index()].clone()],
        Statement::Away(person) | Statement::Busy(person) => vec![c.people[person.index()].id.clone()],
        Statement::Fixed(one) | Statement::Allowed(one) | Statement::Alone(one) => vec![session(one)],
        Statement::Order { first, second } | Statement::Relation { first, second, .. } => {
            vec![session(first), session(second)]
        }
        Statement::Apart(a, b) => vec![session(a), session(b)],
        Statement::Track(track) => vec![c.tracks[track.index()].0.clone()],
    }
}
