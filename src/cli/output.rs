//! The two streams: results on standard output, talk on standard error.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;

use serde::Serialize;

use super::failure::Failure;
use crate::report::Width;
use crate::report::text::wrap;

/// Writes a result to standard output. A reader that has gone away (`| head`) is no failure.
pub fn text(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("the result cannot be written to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes one JSON document to standard output.
pub fn document(document: &impl Serialize) -> Result<(), Failure> {
    let mut out = serde_json::to_string_pretty(document).map_err(Failure::internal)?;
    out.push('\n');
    text(&out)
}

/// Looks at a place to write to, so that what cannot be written fails before the work and not after.
pub fn writable(path: &Path) -> Result<(), Failure> {
    if path.is_dir() {
        let failure = Failure::new(format!("{} is a directory", path.display()));
        return Err(failure.hint("name a file"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        let failure = Failure::new(format!("there is no directory {} to write to", folder.display()));
        return Err(failure.hint("make it first, or name another place"));
    }
    Ok(())
}

/// A line on standard error. There is nowhere to complain if that fails.
pub fn talk(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// A remark on standard error, in the same width as results.
pub fn note(text: &str) {
    talk(wrap("note: ", text, width().0).trim_end());
}

/// The width for results: the terminal's, or 80 columns.
pub fn width() -> Width {
    let terminal = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    terminal.map_or(Width::PIPED, |(columns, _)| Width::terminal(usize::from(columns.0)))
}
