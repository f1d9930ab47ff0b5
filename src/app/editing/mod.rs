//! Changes of a timetable by hand: a session is moved, and nothing else.
//!
//! Each change is a line in a journal beside the schedule file, on the disk before the schedule file is replaced. So no
//! change is lost if the program is killed between the two, and every change can be taken back.
//!
//! | to | call |
//! |---|---|
//! | open a timetable | [`Editor::open`] |
//! | value its changes | [`Editor::basis`], [`Evaluator::new`] |
//! | see what a change costs, wakes and breaks | [`Editor::plan`] |
//! | make it | [`Editor::make`] |
//! | take the last change back | [`Editor::undo`], [`undo`] |
//! | make it again | [`Editor::redo`], [`redo`] |
//! | list the changes | [`history`] |

mod chain;
mod editor;
mod evaluator;
mod history;
mod journal;
mod request;
mod rewrite;
mod store;

pub use editor::{Editor, MoveDocument, Plan};
pub use evaluator::{Basis, Evaluator};
pub use history::{history, redo, undo};
pub use request::{MoveRequest, To};
