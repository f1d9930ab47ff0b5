//! Progress of one solve: a progress bar on a terminal, table rows on other outputs.

use std::io::{self, IsTerminal};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output;
use crate::app::{Diagnostic, Observer, Progress, Stage};
use crate::report::progress::{self, ProgressRow, legend, line};

/// Shortest time between two rows of the same stage.
const BETWEEN_ROWS: Duration = Duration::from_secs(3);

/// Shows the progress of one solve.
pub(super) struct Display {
    started: Instant,
    bar: Option<ProgressBar>,
    last: Mutex<Option<(Instant, Stage)>>,
}

impl Display {
    /// A new display; rows show the time since `started`.
    pub(super) fn begin(started: Instant) -> Display {
        let bar = io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(Some(1000), ProgressDrawTarget::stderr());
            bar.set_style(style("{bar:14} {msg}"));
            bar
        });
        Display { started, bar, last: Mutex::new(None) }
    }

    /// Removes the progress bar. Rows stay.
    pub(super) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Observer for Display {
    fn warnings(&self, warnings: &[Diagnostic]) {
        output::warn(warnings);
    }

    fn note(&self, text: &str) {
        self.end();
        output::note(text);
    }

    fn progress(&self, _piece: usize, progress: &Progress) {
        let now = Instant::now();
        let shown = row(progress, now.duration_since(self.started).as_secs());
        if let Some(bar) = &self.bar {
            bar.set_position(u64::from(progress.thousandths));
            bar.set_message(line(&shown));
            return;
        }
        let Ok(mut last) = self.last.lock() else { return };
        let due = last.is_none_or(|(last, stage)| stage != progress.stage || now - last >= BETWEEN_ROWS);
        if due {
            if last.is_none() {
                output::error_line(&legend());
            }
            *last = Some((now, progress.stage));
            output::error_line(&progress::row(&shown));
        }
    }
}

/// The style of a progress bar.
pub(super) fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template);
    style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> ")
}

/// The progress after a number of seconds, as a row.
pub(super) fn row(progress: &Progress, seconds: u64) -> ProgressRow {
    ProgressRow {
        seconds,
        best: progress.best.map(|score| score.soft),
        unplaced: progress.best.map_or(0, |score| score.unplaced),
        bound: progress.bound,
        steps: progress.steps,
        stage: match progress.stage {
            Stage::First => "first timetable",
            Stage::Search => "searching",
            Stage::Bound => "proving a bound",
            Stage::Exact => "integer program",
        },
    }
}
