//! Arguments and changes in words. What a statement says, its rule says.

mod argument;
mod change;

pub(super) use crate::rules::words::Words;
use crate::rules::words::{date, length, list};
