//! Progress of a solve: one living line on a terminal, rows where the output goes elsewhere.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output;
use crate::report::progress::{self, Row, legend, line};
use crate::report::text::{cut, printable};
use crate::solve::{Progress, Stage};

/// Rows come at most this often, unless something new begins.
const BETWEEN_ROWS: Duration = Duration::from_secs(3);

/// Where progress is shown.
pub struct Display {
    started: Instant,
    bar: Option<ProgressBar>,
    last: Option<(Instant, Stage)>,
    /// One of several solves: rows would be too many.
    titled: bool,
}

impl Display {
    /// Begins; the rows' clock has run since `started`.
    pub fn begin(started: Instant) -> Display {
        Display { started, bar: Display::bar("{bar:14} {msg}"), last: None, titled: false }
    }

    /// Begins one of several solves: a living line that leads with the title, or the title alone.
    pub fn titled(started: Instant, title: &str) -> Display {
        let bar = Display::bar("{prefix} {bar:10} {wide_msg}");
        match &bar {
            Some(bar) => bar.set_prefix(printable(title)),
            None => output::talk(&cut(&printable(title), output::width().0)),
        }
        Display { started, bar, last: None, titled: true }
    }

    fn bar(template: &str) -> Option<ProgressBar> {
        io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(Some(1000), ProgressDrawTarget::stderr());
            bar.set_style(style(template));
            bar
        })
    }

    /// Shows where the work is.
    pub fn show(&mut self, progress: &Progress) {
        let now = Instant::now();
        let shown = row(progress, now.duration_since(self.started).as_secs());
        if let Some(bar) = &self.bar {
            bar.set_position(u64::from(progress.thousandths));
            bar.set_message(line(&shown));
            return;
        }
        if self.titled {
            return;
        }
        let due = self.last.is_none_or(|(last, stage)| stage != progress.stage || now - last >= BETWEEN_ROWS);
        if due {
            if self.last.is_none() {
                output::talk(&legend());
            }
            self.last = Some((now, progress.stage));
            output::talk(&progress::row(&shown));
        }
    }

    /// The living line goes; rows stay.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// How a bar looks.
pub fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template);
    style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> ")
}

/// Where the work is, after so many seconds.
pub fn row(progress: &Progress, seconds: u64) -> Row {
    Row {
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
