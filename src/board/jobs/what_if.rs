//! What a change of the programme would cost, as `plenary what-if` says it.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use super::{Found, Running};
use crate::app::cases::CaseSettings;
use crate::app::what_if::WhatIf;
use crate::app::{Budget, Failure, Silent};
use crate::report::Width;
use crate::report::what_if::terminal;

/// How long each of the two timetables may take, without and with the change.
const LIMIT: Duration = Duration::from_secs(5);

/// A change that somebody asks about.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::board) struct Case {
    /// In the words of `plenary what-if`.
    pub change: String,
}

impl Case {
    /// Solves the programme without and with the change, and compares.
    ///
    /// # Errors
    /// A [`Failure`] for a change that cannot be made.
    pub(in crate::board) fn compare(
        &self,
        (programme, schedule): (PathBuf, PathBuf),
        running: &Running,
    ) -> Result<Found, Failure> {
        let request = WhatIf {
            programme,
            cases: vec![format!("the change: {}", self.change)],
            from: Some(schedule),
            ..WhatIf::default()
        };
        let settings = CaseSettings { budget: Budget::Time(LIMIT), threads: 1, ..CaseSettings::default() };
        let comparison = request.prepare(&Silent)?.compare(&settings, &Silent, &running.stop);
        let text = terminal::text(&comparison, Width::PIPED);
        Ok(Found { lines: text.lines().map(str::to_owned).collect(), ..Found::default() })
    }
}
