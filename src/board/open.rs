//! What a board is opened with.

use std::path::{Path, PathBuf};

use crate::app::editing::Editor;
use crate::app::solve::empty_schedule_file;
use crate::app::{Failure, Observer, files, load};

/// What to open a board for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BoardRequest {
    /// The programme file.
    pub programme: PathBuf,
    /// The schedule file; `None`: the one with the name of the programme file, which is written if there is none.
    pub schedule: Option<PathBuf>,
    /// The port on the loopback interface; 0 for any free one.
    pub port: u16,
    /// Whether nobody may change the timetable.
    pub read_only: bool,
}

impl BoardRequest {
    /// The schedule file. An empty timetable is written if none is given and there is none yet.
    ///
    /// # Errors
    /// A [`Failure`] if the programme cannot be used, or the file cannot be written.
    pub(super) fn schedule(&self, observer: &dyn Observer) -> Result<PathBuf, Failure> {
        if let Some(schedule) = &self.schedule {
            return Ok(schedule.clone());
        }
        let path = self.programme.with_extension("schedule.json");
        if path.exists() {
            return Ok(path);
        }
        let conference = load::programme(&self.programme, observer)?;
        files::write(&path, &empty_schedule_file(&conference)?)?;
        observer.note(&format!("{} is new: a timetable in which every session is unplaced", path.display()));
        Ok(path)
    }

    /// Opens the timetable, and keeps others from changing it unless it is to be looked at only.
    ///
    /// # Errors
    /// A [`Failure`] if a file cannot be used, or another process changes the timetable.
    pub(super) fn editor(&self, schedule: &Path, observer: &dyn Observer) -> Result<Editor, Failure> {
        if self.read_only {
            return Editor::look(&self.programme, schedule, observer);
        }
        let mut editor = Editor::open(&self.programme, schedule, observer)?;
        editor.hold()?;
        Ok(editor)
    }
}
