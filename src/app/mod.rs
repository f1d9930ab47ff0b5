//! The functions of plenary: each takes a request and returns an outcome. This module knows no command line and no
//! terminal, so that the command line, tests, benches and a server can call the same functions.
//!
//! | to | call |
//! |---|---|
//! | read a programme file, a timetable | [`load::programme`], [`load::Timetable::read`] |
//! | make a timetable | [`solve::solve`], with a [`Request`](crate::domain::Request), for example for locks |
//! | repair one | [`solve::Draft::read`], then [`solve::solve`] with [`Method::Repair`] |
//! | check one | [`check::check`] |
//! | change one by hand | [`editing::Editor`], [`editing::undo`], [`editing::redo`], [`editing::history`] |
//! | show one | [`show::show`] |
//! | explain one | [`explain::explain`], [`explain::advise`], [`explain::slots`] |
//! | find out why there is none | [`why::why`] |
//! | compare variants of a programme | [`what_if::WhatIf`], [`sweep::SweepRequest`], [`frontier::FrontierRequest`] |
//! | compare versions, release, notify | [`versions::Versions`], [`release::release`], [`notify::notify`] |
//! | publish | [`export::export`] |
//! | create a programme file | [`create`], [`import::import`] |
//! | show figures of a programme | [`describe()`] |
//! | read the manual | [`manual::chapter`] |
//! | measure the solver | [`bench::BenchRequest`] |
//!
//! Errors are of the type [`Failure`]. Warnings, notes and progress go to an [`Observer`].

pub mod bench;
pub mod cases;
pub mod check;
pub mod create;
pub mod editing;
pub mod explain;
pub mod export;
mod failure;
pub mod files;
pub mod frontier;
pub mod import;
pub mod load;
pub mod manual;
pub mod notify;
mod observer;
pub mod release;
pub mod schema;
pub mod show;
pub mod solve;
pub mod sweep;
pub mod time_zones;
pub mod verified_bound;
pub mod versions;
pub mod what_if;
pub mod why;

pub use crate::change::{ChangeKind, TABLE as CHANGES};
pub use crate::diagnostic::{Diagnostic, render as render_diagnostics};
pub use crate::explain::describe;
pub use crate::explain::slots::SlotOptions;
pub use crate::solve::exact::Backend;
pub use crate::solve::{Budget, Method, Progress, Stage};
pub use failure::Failure;
pub use observer::{Observer, Piece, Silent};
