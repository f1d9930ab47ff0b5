//! All integration tests, linked as one program.

mod architecture;
mod bench;
mod browser;
mod calendars;
mod certificate;
mod changes;
mod cli;
mod common;
mod deltas;
mod documents;
mod export;
mod family;
mod instances;
mod paste;
mod properties;
mod published;
mod repair;
mod requests;
mod shapes;
mod spreadsheets;
mod what_if;
mod why;
mod widths;
