//! Several variants of one instance, solved from the same start and measured by the same rules: what `what-if` and
//! `sweep` have in common.

mod base;
mod board;
mod effort;
mod figures;
mod solve;

pub use base::{Base, Prepared};
pub use effort::Effort;
pub use figures::figures;
pub use solve::solve_all;
