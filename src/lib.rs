//! plenary makes the timetable of a large online meeting: which session, on which day, at what hour, in which room, so
//! that no region always meets at three in the morning, and says how far from the best possible that timetable can be.
//!
//! # The map
//!
//! Data flows one way, and each part knows only what stands before it (`tests/architecture.rs` holds the `crate::`
//! paths to that):
//!
//! ```text
//! instance -> domain -> time + rules -> model -> solve -> schedule -> check -> explain -> report
//! ```
//!
//! | part | what it is | what it must not know |
//! |---|---|---|
//! | [`instance`] | the file formats: reading, validating, all problems at once; schemas; atomic writes | rules' meaning |
//! | [`change`] | what-ifs: one [change](domain::change) of an instance's document at a time | the rest |
//! | [`domain`] | a valid conference as plain data: typed ids, instants, windows, exact decimals; the vocabulary of [changes](domain::change) | any format, any solver |
//! | [`time`] | the axis of steps, and discomfort by the minute as prefix sums, clock changes included | sessions' rules |
//! | [`rules`] | one file a rule: a sentence, a default, and `ground()`, which says it in primitives | the search, the bound |
//! | [`model`] | the primitives in integers: score, deltas | conferences: people, rooms, time zones |
//! | [`solve`] | construct, search, integer programs, Lagrangian bound | conferences |
//! | [`schedule`] | from an assignment to rooms and instants and back; the certificate | how it was found |
//! | [`check`] | an independent reading of every rule, minute by minute; verifies certificates | the model, and all after the domain |
//! | [`diagnose`] | why there is no timetable: what cannot hold together, and what repairs it | files, terminals |
//! | [`explain`] | what it costs whom, why here, why not there | files, terminals |
//! | [`report`] | views into bytes | where they come from |
//! | [`sheets`] | programmes as spreadsheets: read into instances, written so that nothing is lost | any solver |
//! | [`generate`] | families of instances | the rest |
//! | [`cli`] | the commands; may use all, nobody uses it | |
//!
//! Costs are `i64` hundredths of a discomfort-minute everywhere: one person, one minute, one per cent of discomfort.
//! No float decides anything that is written under `--steps`.
//!
//! # To add
//!
//! * **a rule**: one file in `src/rules/` with its `info()` and `ground()`, one line in the list of `rules/mod.rs`, and
//!   its plain reading in [`check`], which a test asks for. If it needs new data, the format and the domain as well.
//! * **a primitive** (rare): its struct in `model/primitives.rs`, its plain meaning in `model/score.rs`, its part of an
//!   insertion in `model/state.rs`, its rows in `solve/exact`, its part in `solve/bound` (leaving it out is valid as
//!   long as it never costs less than nothing), and random instances of it in `solve/testing.rs`: the properties do the
//!   rest.
//! * **a change**: its line in a family of [`domain::change`], what it does to a document in [`change`]; if it is to be
//!   proposed by [`diagnose`], what it does to a conference there. Tests write and read every kind, try every example, and
//!   hold the document and the conference to saying the same.
//! * **a format**: a pure function from a view to bytes in [`report`].
//! * **a member of what `--json` prints**: a field, with its meaning and unit as its comment, in the type that is
//!   written; `plenary schema` follows from it, and `tests/shapes.rs` holds every command to that. For the document of a
//!   new command, its type and one line in `cli/schema.rs`. No member is renamed or removed within a major version.
//!
//! # An example
//!
//! ```
//! use std::sync::atomic::AtomicBool;
//!
//! use plenary::solve::{Budget, Method, Options, exact::Backend, solve};
//! use plenary::{check, generate, instance, rules, schedule};
//!
//! let loaded = instance::load(generate::DEMO.as_bytes(), "demo.json", &rules::catalogue());
//! let conference = loaded.conference.expect("the demo has no faults");
//! let grounded = rules::ground(&conference)?;
//! let options = Options {
//!     seed: 1,
//!     budget: Budget::Steps(10_000),
//!     searchers: 2,
//!     threads: 1,
//!     method: Method::Auto,
//!     backend: Backend::Microlp,
//!     initial: None,
//!     priced: schedule::priced(&grounded),
//! };
//! let solution = solve(&grounded.model, &options, &mut |_| {}, &AtomicBool::new(false));
//! let timetable = schedule::to_schedule(&conference, &grounded, &solution.assignment);
//! let report = check::check(&conference, &timetable);
//! assert!(report.is_valid() && report.is_complete());
//! assert_eq!(report.cost, solution.score.soft);
//! assert!(solution.proof.is_some(), "small enough to be proved optimal");
//! # Ok::<(), rules::GroundError>(())
//! ```
#![forbid(unsafe_code)]
// A panic is a bug: what can be missing is an answer. Tests may.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::panic, clippy::todo, clippy::unimplemented))]

pub mod change;
pub mod check;
pub mod cli;
pub mod diagnose;
pub mod diagnostic;
pub mod domain;
pub mod explain;
pub mod generate;
pub mod instance;
pub mod model;
pub mod report;
pub mod rules;
pub mod schedule;
pub mod sheets;
pub mod solve;
pub mod time;
