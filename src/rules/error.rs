//! Why a conference cannot be turned into a model.

use std::fmt;

use crate::domain::RuleId;
use crate::model::TooLarge;
use crate::time::{AxisError, TooManyMinutes};

/// Why a conference cannot be turned into a model; each is a matter of size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroundError {
    /// Its days cannot be laid on one axis.
    Axis(AxisError),
    /// Too many different zones and comfort curves for its length.
    Minutes(TooManyMinutes),
    /// More sessions times candidate starts times room classes than fit into memory.
    TooManyPlaces {
        /// Sessions.
        sessions: usize,
        /// Candidate starts.
        starts: usize,
        /// Classes of interchangeable rooms.
        classes: usize,
    },
    /// More pairs of sessions that a rule would have to look at than fit into memory.
    TooManyPairs {
        /// The rule.
        rule: RuleId,
        /// The pairs.
        pairs: usize,
    },
    /// Sessions that could use 2^32 rooms, teams or other units at once.
    TooManyUnits {
        /// The rule that counts them.
        rule: RuleId,
    },
    /// Costs could reach 2^53.
    TooLarge {
        /// The rule in which it showed; `None` for the sum of all.
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
                "{sessions} sessions x {starts} candidate starts x {classes} kinds of rooms are too many; choose a coarser \
                 grid, shorter days or fewer sessions"
            ),
            GroundError::TooManyPairs { rule, pairs } => write!(
                f,
                "the rule {rule} would have to compare {pairs} pairs of sessions; narrow the selection or set it \
                 differently"
            ),
            GroundError::TooManyUnits { rule } => {
                write!(f, "what the rule {rule} counts could add up to 2^32 at once; make rooms or sessions fewer")
            }
            GroundError::TooLarge { rule: Some(rule) } => {
                write!(f, "the costs of the rule {rule} could reach 2^53; make weights or attendances smaller")
            }
            GroundError::TooLarge { rule: None } => {
                f.write_str("the costs of all rules together could reach 2^53; make weights or attendances smaller")
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
