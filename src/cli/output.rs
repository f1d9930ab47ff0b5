//! The two streams: results on standard output, talk on standard error.

use std::io::{self, ErrorKind, IsTerminal, Write};

use serde::Serialize;

use super::exit::Exit;
use crate::app::{Diagnostic, Failure, Observer, render_diagnostics};
use crate::report::Width;
use crate::report::text::wrap;

/// Writes a result to standard output. A reader that has gone away (`| head`) is no failure.
pub(super) fn text(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("the result cannot be written to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes one JSON document to standard output.
pub(super) fn document(document: &impl Serialize) -> Result<(), Failure> {
    let mut out = serde_json::to_string_pretty(document).map_err(Failure::internal)?;
    out.push('\n');
    text(&out)
}

/// A line on standard error. There is nowhere to complain if that fails.
pub(super) fn talk(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// A remark on standard error, in the same width as results.
pub(super) fn note(text: &str) {
    talk(wrap("note: ", text, width().0).trim_end());
}

/// Warnings about a file, on standard error.
pub(super) fn warn(warnings: &[Diagnostic]) {
    talk(render_diagnostics(warnings).trim_end());
}

/// A failure, as text on standard error or as a document on standard output.
pub(super) fn failure(failure: &Failure, as_json: bool) -> Exit {
    if as_json {
        // If even this cannot be written, the exit code has to do.
        let _ = document(failure);
    } else {
        talk(&failure.text());
    }
    Exit::Failed
}

/// Warnings and remarks go to standard error as they come; there is no progress to show.
#[derive(Debug, Clone, Copy)]
pub(super) struct WarningPrinter;

impl Observer for WarningPrinter {
    fn warnings(&self, warnings: &[Diagnostic]) {
        warn(warnings);
    }

    fn note(&self, text: &str) {
        note(text);
    }
}

/// The width for results: the terminal's, or 80 columns.
pub(super) fn width() -> Width {
    let terminal = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    terminal.map_or(Width::PIPED, |(columns, _)| Width::terminal(usize::from(columns.0)))
}
