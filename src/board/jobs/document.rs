//! The documents of jobs.

use serde::{Deserialize, Serialize};

use crate::report::progress::gap;

/// What a search is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::board) enum Kind {
    /// The best places of one session.
    Places,
    /// The best swaps of one session.
    Swaps,
    /// To mend what is broken around one session, with few moves.
    Repair,
    /// To make the whole timetable cheaper.
    Improve,
    /// What a change of the programme would cost.
    WhatIf,
}

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::board) enum Standing {
    Running,
    Done,
    Stopped,
    Failed,
}

/// A search beside the board.
#[derive(Debug, Clone, Serialize)]
pub(in crate::board) struct Job {
    pub job: u64,
    pub kind: Kind,
    pub state: Standing,
    pub error: Option<String>,
    pub seconds: f64,
    /// The best cost so far.
    pub cost: Option<i64>,
    pub bound: Option<i64>,
    /// In per cent of the cost.
    pub gap: Option<f64>,
    /// The revision from which it started.
    pub revision: u64,
    pub proposals: Vec<Proposal>,
    /// The difference of all proposals together.
    pub difference: Option<i64>,
    /// What there is to say in words.
    pub lines: Vec<String>,
}

impl Job {
    /// A job that begins.
    pub(in crate::board) fn new(kind: Kind, revision: u64, cost: Option<i64>) -> Job {
        Job {
            job: 0,
            kind,
            state: Standing::Running,
            error: None,
            seconds: 0.0,
            cost,
            bound: None,
            gap: None,
            revision,
            proposals: Vec::new(),
            difference: None,
            lines: Vec::new(),
        }
    }

    /// Sets the cost and the bound as far as they are known.
    pub(super) fn set(&mut self, cost: Option<i64>, bound: Option<i64>) {
        self.cost = cost.or(self.cost);
        self.bound = bound.or(self.bound);
        self.gap = self.cost.zip(self.bound).map(|(cost, bound)| (gap(cost, bound) * 10_000.0).round() / 100.0);
    }
}

/// Moves that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::board) struct Proposal {
    pub text: String,
    /// The difference of the cost if only this is accepted; `null` if it breaks a hard rule then.
    pub difference: Option<i64>,
    pub moves: Vec<Move>,
}

/// A session's new place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::board) struct Move {
    pub session: String,
    /// `null` if it is taken out of the timetable.
    pub start: Option<i64>,
    pub room: Option<String>,
}

/// A search that somebody asks for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::board) struct Asked {
    pub kind: Kind,
    pub session: Option<String>,
    /// Its time limit.
    pub seconds: Option<u64>,
}
