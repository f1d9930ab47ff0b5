//! Instants, windows of time, and time zones. All clock changes come from [`database`]: no other part of the crate has
//! time zone data.

mod civil;
pub mod database;
mod directory;
mod instant;
mod offsets;
mod release;
#[cfg(test)]
mod tests;

pub use civil::{LocalInstants, Zone, ZoneError};
pub use instant::{Instant, Window, hours_and_minutes};
pub use offsets::Offsets;
