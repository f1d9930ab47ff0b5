//! Proofs and changes in words. The words of a constraint come from its rule.

mod change;
mod proof;

pub(super) use crate::rules::words::Words;
use crate::rules::words::{date, length, list};
