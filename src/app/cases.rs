//! Variants (cases) of one programme, solved from the same start and measured by the same rules. `what-if`, `sweep`
//! and `frontier` share this module. The cases can also be written into a folder, solved on other machines, and
//! collected.

mod base;
mod collect;
mod figures;
mod folder;
mod run;
mod settings;

pub use base::{Base, PreparedCase};
pub use collect::collect;
pub(super) use figures::figures;
pub(super) use folder::check_case_folder;
pub use folder::{CaseFolder, Entry, JobFiles, Manifest, WriteCases, WrittenCase, write_cases};
pub(super) use run::{solve_all, solve_all_for};
pub use settings::CaseSettings;
