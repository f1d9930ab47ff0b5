//! What plenary does, as functions: each takes what is asked and gives what came of it, and nothing here knows a command
//! line or a terminal. The command line, tests, benches and a server call the same functions.
//!
//! | to | call |
//! |---|---|
//! | read a programme file, a timetable | [`load::programme`], [`load::Timetable::read`] |
//! | make a timetable | [`solve::solve`], with a [`Request`](crate::domain::Request) for what is asked beyond the programme |
//! | repair one | [`solve::Draft::read`], then [`solve::solve`] with [`Method::Repair`] |
//! | check one | [`check::check`] |
//! | explain one | [`explain::explain`], [`explain::advise`], [`explain::slots`] |
//! | say why there is none | [`why::why`] |
//! | compare changes of a programme | [`what_if::WhatIf`], [`sweep::SweepRequest`] |
//! | compare versions, release, notify | [`versions::Versions`], [`release::release`], [`notify::notify`] |
//! | publish | [`export::export`] |
//! | begin | [`create`], [`import::import`], [`describe()`] |
//! | read the manual | [`manual::chapter`] |
//! | measure | [`bench::BenchRequest`] |
//!
//! What cannot be done is a [`Failure`]. What is worth knowing on the way goes to an [`Observer`].

pub mod bench;
pub mod bound;
pub mod cases;
pub mod check;
pub mod create;
pub mod explain;
pub mod export;
mod failure;
pub mod files;
pub mod import;
pub mod load;
pub mod manual;
pub mod notify;
mod observer;
pub mod release;
pub mod schema;
pub mod solve;
pub mod sweep;
pub mod versions;
pub mod what_if;
pub mod why;

pub use crate::change::{Kind as ChangeKind, TABLE as CHANGES};
pub use crate::diagnostic::{Diagnostic, render as render_diagnostics};
pub use crate::explain::describe;
pub use crate::explain::slots::Asked as SlotsAsked;
pub use crate::solve::exact::Backend;
pub use crate::solve::{Budget, Method, Progress, Stage};
pub use failure::Failure;
pub use observer::{Observer, Piece, Silent};
