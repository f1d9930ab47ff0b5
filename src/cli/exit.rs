//! Exit codes.

use std::process::ExitCode;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done, and the answer is yes.
    Done,
    /// 1: done, and the answer is no: a timetable is not feasible.
    No,
    /// 2: it could not be done: input, usage, files.
    Failed,
}

impl Exit {
    /// [`Exit::Done`] for yes, [`Exit::No`] for no.
    pub fn answer(yes: bool) -> Exit {
        if yes { Exit::Done } else { Exit::No }
    }

    /// The number the operating system sees.
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::No => 1,
            Exit::Failed => 2,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.code())
    }
}
