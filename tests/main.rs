//! All integration tests, linked as one program.

// `.clippy.toml` lets functions with `#[test]` panic; these are the functions that they share.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by a panic")]
#![expect(unreachable_pub, reason = "no other program uses this one")]

mod anchors;
mod architecture;
mod bench;
mod board;
mod browser;
mod calendars;
mod certificate;
mod changes;
mod cli;
mod common;
mod deltas;
mod documents;
mod editing;
mod examples;
mod export;
mod fairness;
mod family;
#[cfg(unix)]
mod faults;
mod flagship;
mod frontier;
mod fuzz;
mod grids;
mod hostile;
mod instances;
mod participants;
mod paste;
mod properties;
mod published;
mod repair;
mod requests;
mod shapes;
mod site;
mod spreadsheets;
mod what_if;
mod why;
mod widths;
mod zones;
