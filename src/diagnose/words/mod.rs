//! Arguments and changes in words. What a statement says, its rule says.

mod change;
mod proof;

pub(super) use crate::rules::words::Words;
use crate::rules::words::{date, length, list};
