//! The messages of a function while it works. The caller decides whether and how to show them.

use crate::diagnostic::{Diagnostic, has_errors};
use crate::solve::Progress;

/// One of several pieces of work of a command: a case, or a programme file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Its number, from 0.
    pub number: usize,
    /// Total number of pieces.
    pub total: usize,
    /// Its name, to show.
    pub name: &'a str,
}

/// Receives the messages of a function. An implementation may ignore all of them: results do not depend on it.
pub trait Observer: Sync {
    /// Warnings about a file, which is used all the same.
    fn warnings(&self, _warnings: &[Diagnostic]) {}

    /// A note of one sentence, without a full stop.
    fn note(&self, _text: &str) {}

    /// One of several pieces of work begins.
    fn begin(&self, _piece: Piece<'_>) {}

    /// The progress of a piece of work, by its number; 0 if there is only one piece.
    fn progress(&self, _piece: usize, _progress: &Progress) {}

    /// A piece of work is done; `result` describes the outcome in a few words.
    fn end(&self, _piece: Piece<'_>, _result: &str) {}
}

/// An observer that ignores everything.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Observer for Silent {}

/// Passes the warnings of a file to the observer, unless it has errors too.
pub(super) fn warn(observer: &dyn Observer, diagnostics: &[Diagnostic]) {
    if !diagnostics.is_empty() && !has_errors(diagnostics) {
        observer.warnings(diagnostics);
    }
}
