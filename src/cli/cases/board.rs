//! Progress of several solves at once: a living line each on a terminal, a plain line at the end of each elsewhere.

use std::io::{self, IsTerminal};
use std::time::Instant;

use indicatif::{MultiProgress, ProgressBar};

use crate::cli::output;
use crate::cli::progress::{row, style};
use crate::report::progress::line;
use crate::report::text::{cut, printable, wrap};
use crate::solve::Progress;

/// The widest title beside a bar.
const TITLE: usize = 24;
/// The widest name of a case in a line of its own.
const NAME: usize = 40;

/// Where the cases' progress is shown.
pub struct Board {
    lanes: Option<MultiProgress>,
    total: usize,
}

/// One case's line.
pub struct Lane {
    started: Instant,
    bar: Option<ProgressBar>,
}

impl Board {
    /// A board for so many cases.
    pub fn new(total: usize) -> Board {
        Board { lanes: io::stderr().is_terminal().then(MultiProgress::new), total }
    }

    /// The line of a case that begins.
    pub fn begin(&self, name: &str) -> Lane {
        let bar = self.lanes.as_ref().map(|lanes| {
            let bar = lanes.add(ProgressBar::new(1000));
            bar.set_style(style("{prefix} {bar:10} {wide_msg}"));
            bar.set_prefix(format!("{:<TITLE$}", cut(&printable(name), TITLE)));
            bar
        });
        Lane { started: Instant::now(), bar }
    }

    /// The case is done; what came of it stays.
    pub fn end(&self, lane: &Lane, number: usize, name: &str, said: &str) {
        let seconds = lane.started.elapsed().as_secs_f64();
        let text = format!("{number}/{} {}: {said}, {seconds:.1} s", self.total, cut(&printable(name), NAME));
        let text = wrap("", &text, output::width().0);
        let text = text.trim_end();
        match (&self.lanes, &lane.bar) {
            (Some(lanes), Some(bar)) => {
                bar.finish_and_clear();
                // Above the living lines. There is nowhere to complain if that fails.
                let _ = lanes.println(text);
            }
            _ => output::talk(text),
        }
    }
}

impl Lane {
    /// Shows where the work is.
    pub fn show(&self, progress: &Progress) {
        if let Some(bar) = &self.bar {
            bar.set_position(u64::from(progress.thousandths));
            bar.set_message(line(&row(progress, self.started.elapsed().as_secs())));
        }
    }
}
