//! Why a conference cannot be turned into a model.

use std::fmt;

use crate::domain::RuleId;
use crate::model::TooLarge;
use crate::time::{AxisError, TooManyMinutes};

/// Why a conference cannot be turned into a model. Every reason is its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroundError {
    /// Its days do not fit on one time axis.
    Axis(AxisError),
    /// Too many different zones and comfort curves for its length.
    Minutes(TooManyMinutes),
    /// Sessions x candidate starts x room classes do not fit into memory.
    TooManyPlaces {
        /// Sessions.
        sessions: usize,
        /// Candidate starts.
        starts: usize,
        /// Classes of interchangeable rooms.
        classes: usize,
    },
    /// The pairs of sessions that a rule compares do not fit into memory.
    TooManyPairs {
        /// The rule.
        rule: RuleId,
        /// The pairs.
        pairs: usize,
    },
    /// The sessions could use 2^32 rooms, teams or other units at once.
    TooManyUnits {
        /// The rule that counts them.
        rule: RuleId,
    },
    /// Costs could reach 2^53.
    TooLarge {
        /// The rule in which the overflow occurs; `None` for the sum over all rules.
        rule: Option<RuleId>,
    },
}

impl fmt::Display for GroundError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GroundError::Axis(error) => error.fmt(f),
            GroundError::Minutes(error) => error.fmt(f),
            GroundError::TooManyPlaces { sessions, starts, classes } => write!(
                f,
                "the programme has too many possible places ({sessions} sessions x {starts} starts x {classes} kinds \
                 of rooms); choose a coarser grid, shorter days or fewer sessions"
            ),
            GroundError::TooManyPairs { rule, pairs } => write!(
                f,
                "the rule {rule} would compare {pairs} pairs of sessions, which is too many; apply it to fewer \
                 sessions or change its setting"
            ),
            GroundError::TooManyUnits { rule } => {
                write!(f, "the units that the rule {rule} counts could reach 2^32 at once; use fewer rooms or sessions")
            }
            GroundError::TooLarge { rule: Some(rule) } => {
                write!(f, "the costs of the rule {rule} could reach 2^53; lower its weight or the attendances")
            }
            GroundError::TooLarge { rule: None } => {
                f.write_str("the costs of all rules together could reach 2^53; lower the weights or the attendances")
            }
        }
    }
}

impl std::error::Error for GroundError {}

impl From<AxisError> for GroundError {
    fn from(error: AxisError) -> GroundError {
        GroundError::Axis(error)
    }
}

impl From<TooManyMinutes> for GroundError {
    fn from(error: TooManyMinutes) -> GroundError {
        GroundError::Minutes(error)
    }
}

impl From<TooLarge> for GroundError {
    fn from(_: TooLarge) -> GroundError {
        GroundError::TooLarge { rule: None }
    }
}
