//! Exit codes.

use std::process::ExitCode;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: the command succeeded, and its answer, if it has one, is yes.
    Done,
    /// 1: the command succeeded, and its answer is no: a timetable is not feasible, or no place fits.
    No,
    /// 2: the command failed: wrong input, wrong usage, or a file that cannot be read or written.
    Failed,
}

impl Exit {
    /// [`Exit::Done`] for yes, [`Exit::No`] for no.
    pub fn answer(yes: bool) -> Exit {
        if yes { Exit::Done } else { Exit::No }
    }

    /// The exit code for the operating system.
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
