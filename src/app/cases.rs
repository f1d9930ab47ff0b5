//! Variants (cases) of one programme, solved from the same start and measured by the same rules. `what-if` and `sweep`
//! share this module.

mod base;
mod effort;
mod figures;
mod run;

pub use base::{Base, PreparedCase};
pub use effort::Effort;
pub(super) use figures::figures;
pub(super) use run::solve_all;
