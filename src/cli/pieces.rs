//! Progress of several solves. A terminal shows one progress bar for each; other outputs get one plain line for each.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::sync::Mutex;
use std::time::Instant;

use indicatif::{MultiProgress, ProgressBar};

use super::output;
use super::progress::{row, style};
use crate::app::{Diagnostic, Observer, Piece, Progress};
use crate::report::progress::line;
use crate::report::text::{cut, printable, wrap};

/// Widest title in front of a bar, in columns.
const TITLE: usize = 24;
/// Widest name of a piece in a plain line, in columns.
const NAME: usize = 40;

/// When a plain line is printed for a piece of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlainLines {
    /// When it starts, with its name.
    AtBegin,
    /// When it ends, with its result.
    AtEnd,
}

/// Shows the progress of several solves.
pub(super) struct Pieces {
    bars: Option<MultiProgress>,
    lines: PlainLines,
    begun: Mutex<BTreeMap<usize, (Instant, Option<ProgressBar>)>>,
}

impl Pieces {
    /// A display without any piece of work.
    pub(super) fn new(lines: PlainLines) -> Pieces {
        let bars = io::stderr().is_terminal().then(MultiProgress::new);
        Pieces { bars, lines, begun: Mutex::new(BTreeMap::new()) }
    }

    /// Prints a line above the progress bars.
    fn print_line(&self, text: &str) {
        match &self.bars {
            // An error is ignored: there is no other place to report it.
            Some(bars) => drop(bars.println(text)),
            None => output::error_line(text),
        }
    }
}

impl Observer for Pieces {
    fn warnings(&self, warnings: &[Diagnostic]) {
        output::warn(warnings);
    }

    fn note(&self, text: &str) {
        self.print_line(wrap("note: ", text, output::width().0).trim_end());
    }

    fn begin(&self, piece: Piece<'_>) {
        let title = match self.lines {
            PlainLines::AtBegin => format!("{}/{} {}", piece.number + 1, piece.total, printable(piece.name)),
            PlainLines::AtEnd => cut(&printable(piece.name), TITLE),
        };
        let bar = self.bars.as_ref().map(|bars| {
            let bar = bars.add(ProgressBar::new(1000));
            bar.set_style(style("{prefix} {bar:10} {wide_msg}"));
            bar.set_prefix(format!("{title:<TITLE$}"));
            bar
        });
        if bar.is_none() && self.lines == PlainLines::AtBegin {
            output::error_line(&cut(&title, output::width().0));
        }
        if let Ok(mut begun) = self.begun.lock() {
            begun.insert(piece.number, (Instant::now(), bar));
        }
    }

    fn progress(&self, piece: usize, progress: &Progress) {
        let Ok(begun) = self.begun.lock() else { return };
        if let Some((started, Some(bar))) = begun.get(&piece) {
            bar.set_position(u64::from(progress.thousandths));
            bar.set_message(line(&row(progress, started.elapsed().as_secs())));
        }
    }

    fn end(&self, piece: Piece<'_>, result: &str) {
        let begun = self.begun.lock().ok().and_then(|mut begun| begun.remove(&piece.number));
        let Some((started, bar)) = begun else { return };
        if let Some(bar) = bar {
            bar.finish_and_clear();
        }
        if self.lines == PlainLines::AtEnd {
            let (number, name) = (piece.number + 1, cut(&printable(piece.name), NAME));
            let seconds = started.elapsed().as_secs_f64();
            let text = format!("{number}/{} {name}: {result}, {seconds:.1} s", piece.total);
            self.print_line(wrap("", &text, output::width().0).trim_end());
        }
    }
}
