//! `plenary board`: the server behind the page.

pub mod client;
#[cfg(unix)]
mod engine;
#[cfg(unix)]
mod kills;
#[cfg(unix)]
mod moves;
#[cfg(unix)]
mod visitors;
