//! Several variants of one programme, solved from the same start and measured by the same rules: what `what-if` and
//! `sweep` have in common.

mod base;
mod effort;
mod figures;
mod run;

pub use base::{Base, PreparedCase};
pub use effort::Effort;
pub(super) use figures::figures;
pub(super) use run::solve_all;
