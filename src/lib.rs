//! plenary makes the timetable of a large online meeting: which session, on which day, at what hour, in which room, so
//! that no region always meets at three in the morning, and says how far from the best possible that timetable can be.
//!
//! # The map
//!
//! Data flows one way, and each part knows only what stands before it (`tests/architecture.rs` holds the `crate::`
//! paths to that):
//!
//! ```text
//! instance -> domain -> time + rules -> model -> solve -> schedule -> check -> explain -> report -> app -> cli
//! ```
//!
//! | part | what it is | what it must not know |
//! |---|---|---|
//! | [`instance`] | the file formats: reading, validating, all problems at once; schemas; atomic writes | rules' meaning |
//! | [`change`] | what-ifs: one [change](domain::change) of an instance's document at a time | the rest |
//! | [`domain`] | a valid conference as plain data; the request made of one timetable; the vocabulary of [changes](domain::change) | any format, any solver |
//! | [`time`] | the axis of steps, and discomfort by the minute as prefix sums, clock changes included | sessions' rules |
//! | [`rules`] | one file a rule: all that is known of it, and `ground()`, which says it in primitives | the search, the bound |
//! | [`model`] | the primitives in integers: score, deltas | conferences: people, rooms, time zones |
//! | [`solve`] | construct, search, integer programs, Lagrangian bound | conferences |
//! | [`schedule`] | from an assignment to rooms and instants and back; the certificate | how it was found |
//! | [`check`] | an independent reading of every rule, minute by minute; verifies certificates | the model, and all after the domain |
//! | [`diagnose`] | why there is no timetable: what cannot hold together, and what repairs it | files, terminals |
//! | [`explain`] | what it costs whom, why here, why not there | files, terminals |
//! | [`report`] | views into bytes, workbooks among them | where they come from |
//! | [`sheets`] | programmes as spreadsheets: their sheets and columns, read into instances | any solver |
//! | [`generate`] | families of instances | the rest |
//! | [`manual`] | the user's manual, a Markdown file a chapter; `plenary manual` prints them | the rest |
//! | [`app`] | what the program does, as functions: requests in, outcomes out; files read and written | command lines, terminals |
//! | [`cli`] | arguments into requests, outcomes into text or JSON; imports `app`, `report` and `domain` alone | how anything is done |
//!
//! Costs are `i64` hundredths of a discomfort-minute everywhere: one person, one minute, one per cent of discomfort.
//! No float decides anything that is written under `--steps`.
//!
//! # Words
//!
//! Each has one meaning, in tables, JSON, files, exit codes and code alike.
//!
//! | word | meaning |
//! |---|---|
//! | placed | a session that has a start in the timetable; as a number, how many have one |
//! | unplaced | a session without one; as a member, the list of them. `unplaced_minutes` is what they amount to, in attendee-minutes |
//! | complete | every session is placed |
//! | valid | no hard rule is broken, whether or not every session is placed |
//! | feasible | valid and complete. Exit code 0 says so of a timetable, 1 that it is not |
//! | cost | what the rules with a weight charge, in hundredths of a discomfort-minute |
//! | bound | a proven number: no feasible timetable costs less. Limits of rules and of the model are called limits |
//! | gap | (cost - bound) / cost. The `gap` relation and `person_gap_minutes` of a programme are times between sessions |
//! | avoidable gap | (cost - bound) / (cost - base), where base is the sum of each session's cheapest start |
//! | optimal | a feasible timetable whose cost is proven to be the least |
//!
//! # To add
//!
//! * **a rule**: its line in [`domain::RuleId`], and its file in `src/rules/`, which says all that is known of it, by the
//!   trait `Rule` of `rules/mod.rs`: `info()` (sentence, price, default, legal settings: the rows of README.md), `ground()`,
//!   and where they differ from what the trait says already, `is_certified()` (whether the bound prices it),
//!   `statements()` (what it demands where it is hard, for [`diagnose`]), `hard_part()` and `too_much()`. The compiler
//!   then asks for it in `rules::rule`, and for its plain reading in the table of [`check`], which stays apart. A new
//!   kind of [`rules::Statement`] is a variant: the compiler asks where it is said and taken back, by functions of the
//!   rule's file. `rules/tests.rs` walks this for every rule; `tests/readme.rs` compares the rows, and
//!   `tests/properties` the two readings. If the rule needs new data, the format and the domain as well.
//! * **a primitive** (rare): its struct in `model/primitives.rs`, its plain meaning in `model/score.rs`, its part of an
//!   insertion in `model/state.rs`, its rows in `solve/exact`, its part in `solve/bound` (leaving it out is valid as
//!   long as it never costs less than nothing), and random instances of it in `solve/testing.rs`: the properties do the
//!   rest.
//! * **an experiment**: one field of [`solve::tuning::Tuning`], which says of each setting how it was chosen.
//! * **a change**: its line in a family of [`domain::change`], what it does to a document in [`change`]; if it is to be
//!   proposed by [`diagnose`], what it does to a conference there. Tests write and read every kind, try every example, and
//!   hold the document and the conference to saying the same.
//! * **a format**: a pure function from a view to bytes in [`report`].
//! * **a command**: a function of [`app`] from a request to an outcome, and a file in `cli/` that says both.
//! * **a member of what `--json` prints**: a field, with its meaning and unit as its comment, in the type that is
//!   written; `plenary schema` follows from it, and `tests/shapes.rs` holds every command to that. For the document of a
//!   new command, its type and one line in `app/schema.rs`. No member is renamed or removed within a major version.
//!
//! # An example
//!
//! ```
//! use std::sync::atomic::AtomicBool;
//!
//! use plenary::app::solve::{Search, solve};
//! use plenary::app::{Budget, Silent, load};
//! use plenary::domain::Request;
//! use plenary::generate::DEMO;
//!
//! let conference = load::parse_programme(DEMO.as_bytes(), "demo.json", &Silent)?;
//! let search = Search { budget: Budget::Steps(10_000), threads: 1, ..Search::default() };
//! let outcome = solve(&conference, &Request::default(), &search, &Silent, &AtomicBool::new(false))?;
//! assert!(outcome.report.is_feasible());
//! assert!(outcome.proven.quality.proof.is_some(), "small enough to be proved optimal");
//! # Ok::<(), plenary::app::Failure>(())
//! ```
#![forbid(unsafe_code)]
// What is pub is for users of the library, and says what it is.
#![warn(missing_docs, unreachable_pub)]
// A panic is a bug: what can be missing is an answer. Tests may.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::panic, clippy::todo, clippy::unimplemented))]

pub mod app;
pub mod change;
pub mod check;
pub mod cli;
pub mod diagnose;
pub mod diagnostic;
pub mod domain;
pub mod explain;
pub mod generate;
pub mod instance;
pub mod manual;
pub mod model;
pub mod report;
pub mod rules;
pub mod schedule;
pub mod sheets;
pub mod solve;
pub mod time;
