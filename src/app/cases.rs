//! Variants (cases) of one programme, solved from the same start and measured by the same rules. `what-if` and `sweep`
//! share this module.

mod base;
mod figures;
mod run;
mod settings;

pub use base::{Base, PreparedCase};
pub(super) use figures::figures;
pub(super) use run::solve_all;
pub use settings::CaseSettings;
