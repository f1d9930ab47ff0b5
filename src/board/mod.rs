//! `plenary board`: a page in the browser on which a timetable is changed by hand, and the server behind it.
//!
//! | part | what it does |
//! |---|---|
//! | `desk` | the one thread that owns the timetable, the checker and the model; all questions and changes are its tasks |
//! | `documents`, `state`, `moves`, `drafts`, `releases`, `beside` | the answers as JSON, and what they are made from |
//! | `jobs` | searches in threads of their own, with copies; they only propose |
//! | `access`, `guard` | who may do what: the tokens of the address, and what every request must satisfy |
//! | `server`, `routes`, `events`, `page` | HTTP on the loopback interface |
//!
//! A change is on the disk before it is answered: the desk makes it through [`Editor`](crate::app::editing::Editor), as
//! `plenary move` does, and no more than what was asked for moves.

mod access;
mod beside;
mod desk;
mod documents;
mod drafts;
mod events;
mod guard;
mod jobs;
mod moves;
mod open;
mod page;
mod refusal;
mod releases;
mod routes;
mod server;
mod state;

pub use open::BoardRequest;
pub use server::{Board, Stop};
