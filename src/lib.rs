//! plenary makes the timetable of a large online meeting: it chooses a day, an hour and a room for each session, so that
//! no large part of the people always meets at three in the morning, and it proves how far from the best possible that
//! timetable can be.
//!
//! These pages are the architecture of the crate. The user's manual is `plenary manual`; how to build, test and
//! contribute is in `CONTRIBUTING.md`.
//!
//! # The parts
//!
//! Data flows one way. Each part uses only the parts before it; `tests/architecture.rs` checks every `crate::` path.
//!
//! ```text
//! sheets, change, generate
//!    |
//!    v
//! instance -> domain -> time + rules -> model -> solve -> schedule -> check -> explain -> report -> app -> board -> cli
//!                                                                  \            ^
//!                                                                   -> diagnose -
//! ```
//!
//! | part | what it does | what it must not know |
//! |---|---|---|
//! | [`instance`] | file formats: reads and validates them, reports all problems at once, writes atomically; JSON schemas | what the rules mean |
//! | [`change`] | applies what-if [changes](domain::change) to a programme file; reads dates as [`sheets`] does | how a programme is scheduled |
//! | [`domain`] | a valid conference as plain data; the request for one timetable; the vocabulary of [changes](domain::change); the only [time zone data](domain::zone) | file formats, solvers |
//! | [`time`] | the time axis, and discomfort by the minute as prefix sums, clock changes included | the rules |
//! | [`rules`] | one file for each rule: all that is known of it; `ground()` translates it into constraints of the model | the search, the bound |
//! | [`model`] | solver-neutral constraints over integers: score and deltas | conferences: people, rooms, time zones |
//! | [`solve`] | construction, local search, integer programs, Lagrangian bound | conferences |
//! | [`schedule`] | translates an assignment into rooms and instants and back; writes the certificate | how the assignment was found |
//! | [`check`] | a second, independent implementation of every rule, minute by minute; verifies certificates | the model, and every part after the domain |
//! | [`diagnose`] | why no timetable exists: conflict sets and repairs | files, terminals |
//! | [`explain`] | what a timetable costs and whom; why a session is here and not there | files, terminals |
//! | [`report`] | renders views as text, JSON, pages, calendars and workbooks | where the views come from |
//! | [`sheets`] | reads spreadsheets into programme files | solvers |
//! | [`generate`] | generates benchmark programmes | how programmes are scheduled |
//! | [`manual`] | the user's manual, one Markdown file for each chapter; `plenary manual` prints them | all other parts |
//! | [`app`] | what each command does, as a function from a request to an outcome; reads and writes files | command lines, terminals |
//! | [`board`] | the page on which a timetable is changed by hand, and its server on this machine | command lines, terminals |
//! | [`cli`] | turns arguments into requests, and outcomes into text or JSON; imports `app`, `board`, `report` and `domain` only | how anything is done |
//!
//! All costs are `i64` hundredths of a discomfort-minute: one person, one minute, one per cent of discomfort. Under
//! `--steps` no floating-point number, clock, thread timing or hash order decides anything that is written.
//!
//! # Words
//!
//! Each word has one meaning in tables, JSON, files, exit codes and code. The manual's glossary has the full list.
//!
//! | word | meaning |
//! |---|---|
//! | placed | a session that has a start in the timetable; as a number, how many have one |
//! | unplaced | a session without a start; as a JSON member, the list of them. `unplaced_minutes` is their size in attendee-minutes |
//! | complete | every session is placed |
//! | valid | no hard rule is broken, whether or not every session is placed |
//! | feasible | valid and complete; exit code 0 means feasible, 1 means not |
//! | cost | what the rules with a weight charge, in hundredths of a discomfort-minute |
//! | bound | a proven number: no feasible timetable costs less |
//! | gap | (cost - bound) / cost. The `gap` relation and `person_gap_minutes` of a programme are times between sessions |
//! | avoidable gap | (cost - bound) / (cost - base), where base is the sum of each session's cheapest start |
//! | optimal | a feasible timetable that is proven to cost the least |
//!
//! # Recipes
//!
//! * **A rule.** Add a line to [`domain::RuleId`] and a file to `src/rules/` that implements the trait `Rule` of
//!   `rules/mod.rs`: `info()` (sentence, price, default and legal settings: the rows of the manual's tables), `ground()`
//!   (its constraints in the model) and, where the defaults of the trait are wrong, `is_certified()` (the bound prices
//!   it), `constraints()` (what it demands where it is hard, for [`diagnose`]), `hard_part()` and `too_much()`. The
//!   compiler then asks for it in `rules::rule`, and for its second implementation in the table of [`check`]. A new kind
//!   of [`rules::Constraint`] is a variant: the compiler asks for its text and for how it is relaxed. If the rule needs
//!   new data, extend the format and the domain as well. `rules/tests.rs` walks through this for every rule;
//!   `tests/properties` compares the two implementations on random programmes.
//! * **A constraint of the model** (rare). Add its struct to `model/primitives.rs`, its meaning to `model/score.rs`, its
//!   part of an insertion to `model/state.rs`, its rows to `solve/exact`, its part of the bound to `solve/bound`
//!   (omitting it from the bound is valid as long as its cost is never negative), and random instances of it to
//!   `solve/testing.rs`. The properties then compare brute force, integer program, search and checker.
//! * **An experiment.** Change one field of [`solve::tuning::Tuning`], which says of each setting how it was chosen.
//! * **A change of a what-if.** Add a line to a family of [`domain::change`], and what it does to a programme file to
//!   [`change`]. If [`diagnose`] is to propose it, add what it does to a conference there. Tests write and read every
//!   kind, try every example, and compare the file with the conference.
//! * **A message of the programme page.** Add one line with its key to each of the six files in
//!   `report/export/html/messages`, at the same place: a text, or a text for each grammatical number of the language if it
//!   has a count `{n}`. A template writes it with `Messages::span` or, on its element, with `data-w` and `text`; values
//!   are elements (`content`, `counted`). A script writes `tell(W.key, { name: value })`. The tests compare the files and
//!   look for words outside of them.
//! * **An export format.** Write a pure function from a view to bytes in [`report`].
//! * **A command.** Write a function in [`app`] from a request to an outcome, and a file in `cli/` that calls it.
//! * **A member of a JSON document.** Add a field, with its meaning and unit as its doc comment, to the type that is
//!   serialized. `plenary schema` follows from it, and `tests/shapes.rs` compares every command's output with its schema.
//!   For the document of a new command, add its type and one line in `app/schema.rs`. No member is renamed or removed
//!   within a major version.
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
// The caller decides what is printed. The other lints are in Cargo.toml.
#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod app;
pub mod board;
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
