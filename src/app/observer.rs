//! What a command says while it works. The caller decides how, and whether, people hear of it.

use crate::diagnostic::{Diagnostic, has_errors};
use crate::solve::Progress;

/// One of several pieces of work of a command: a case, an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Its number, from 0.
    pub number: usize,
    /// How many there are.
    pub total: usize,
    /// What it is called.
    pub name: &'a str,
}

/// Hears what a command finds on its way. Everything may be ignored: results do not depend on it.
pub trait Observer: Sync {
    /// Warnings about a file that can be used all the same.
    fn warnings(&self, _warnings: &[Diagnostic]) {}

    /// A remark in one sentence, without a full stop.
    fn note(&self, _text: &str) {}

    /// One of several pieces of work begins.
    fn begin(&self, _piece: Piece<'_>) {}

    /// Where a piece of work is; 0 is the only one of a command that does one.
    fn progress(&self, _piece: usize, _progress: &Progress) {}

    /// A piece of work is done; `result` says in a few words what came of it.
    fn end(&self, _piece: Piece<'_>, _result: &str) {}
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Observer for Silent {}

/// Passes on the warnings of a file that has no error.
pub(super) fn warn(observer: &dyn Observer, diagnostics: &[Diagnostic]) {
    if !diagnostics.is_empty() && !has_errors(diagnostics) {
        observer.warnings(diagnostics);
    }
}
