//! The two output streams: results go to standard output; errors, warnings and notes go to standard error.

use std::io::{self, ErrorKind, IsTerminal, Write};

use serde::Serialize;

use super::exit::Exit;
use crate::app::files::unprintable;
use crate::app::{Diagnostic, Failure, Observer, render_diagnostics};
use crate::domain::{json_without_hidden, readable};
use crate::report::Width;
use crate::report::text::wrap;

/// Writes a result to standard output. It is no failure if the reader has closed the pipe (`| head`).
pub(super) fn text(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(unprintable(&error)),
        _ => Ok(()),
    }
}

/// Writes one JSON document to standard output.
pub(super) fn document(document: &impl Serialize) -> Result<(), Failure> {
    let mut out = serde_json::to_string_pretty(document).map_err(Failure::internal)?;
    out.push('\n');
    text(&json_without_hidden(&out))
}

/// Writes a line to standard error. An error is ignored: there is no other place to report it.
pub(super) fn error_line(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", readable(line));
}

/// Writes a note to standard error, as wide as results.
pub(super) fn note(text: &str) {
    error_line(wrap("note: ", text, width().0).trim_end());
}

/// Writes the warnings about a file to standard error.
pub(super) fn warn(warnings: &[Diagnostic]) {
    error_line(render_diagnostics(warnings).trim_end());
}

/// Writes a failure as text to standard error, or as a JSON document to standard output.
pub(super) fn failure(failure: &Failure, as_json: bool) -> Exit {
    if as_json {
        // If this fails too, only the exit code reports the failure.
        let _ = document(failure);
    } else {
        error_line(&failure.text());
    }
    Exit::Failed
}

/// An observer that writes warnings and notes to standard error at once, and shows no progress.
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

/// The width of results: that of the terminal, or 80 columns if standard output is not a terminal.
pub(super) fn width() -> Width {
    let terminal = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    terminal.map_or(Width::PIPED, |(columns, _)| Width::terminal(usize::from(columns.0)))
}
