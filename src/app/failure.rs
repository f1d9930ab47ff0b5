//! The error of all functions of this module, with a hint for the user.

use schemars::JsonSchema;
use serde::Serialize;

use crate::diagnostic::{Diagnostic, printable, render};

/// Longest message that is printed, in characters.
const LONGEST: usize = 2_000;

/// An error: what a command prints with `--json`, instead of its own document, if it fails.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Failure {
    /// What is wrong, in one sentence.
    #[serde(rename = "error")]
    message: String,
    /// What to do about it; `null` if there is no hint.
    hint: Option<String>,
    /// The problems of the file that cannot be used, each with its line and column; empty if no file is at fault.
    diagnostics: Vec<Diagnostic>,
}

impl Failure {
    /// An error that is not in an input file.
    pub fn new(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), hint: None, diagnostics: Vec::new() }
    }

    /// The problems of an input file that cannot be used. `what` names the kind of file: "programme file".
    pub fn of_file(what: &str, diagnostics: Vec<Diagnostic>) -> Failure {
        let errors = diagnostics.iter().filter(|d| d.is_error()).count();
        let problems = if errors == 1 { "1 problem".to_owned() } else { format!("{errors} problems") };
        Failure { message: format!("the {what} cannot be used: {problems}"), hint: None, diagnostics }
    }

    /// A mistake in plenary itself.
    pub fn internal(message: impl std::fmt::Display) -> Failure {
        let failure = Failure::new(format!("internal error: {message}"));
        failure.hint("nothing was written; please report this error with the programme file and the command")
    }

    /// The same error with a hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hint = Some(hint.into());
        self
    }

    /// The same error with this hint, if it has no hint yet.
    pub fn or_hint(self, hint: impl Into<String>) -> Failure {
        if self.hint.is_some() { self } else { self.hint(hint) }
    }

    /// What is wrong in one sentence, with the first problem of the file.
    pub fn brief(&self) -> String {
        match self.diagnostics.first() {
            Some(first) if !self.message.ends_with(&first.message) => format!("{}: {}", self.message, first.message),
            _ => self.message.clone(),
        }
    }

    /// The whole error as text for a terminal: the problems of the file, the error, the hint.
    pub fn text(&self) -> String {
        // The only problem of a file as a whole is the message already.
        let repeated = matches!(self.diagnostics.as_slice(), [only] if self.message.ends_with(&only.message));
        let mut text = if repeated { String::new() } else { render(&self.diagnostics) };
        text.push_str(&format!("error: {}", printable(&self.message, LONGEST)));
        if let Some(hint) = &self.hint {
            text.push_str(&format!("\n\nhint: {}", printable(hint, LONGEST)));
        }
        text
    }
}

impl std::fmt::Display for Failure {
    /// What is wrong, in one sentence.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&printable(&self.message, LONGEST))
    }
}

impl std::error::Error for Failure {}

impl From<Box<Diagnostic>> for Failure {
    fn from(diagnostic: Box<Diagnostic>) -> Failure {
        let file = diagnostic.file.clone().unwrap_or_else(|| "a file".to_owned());
        Failure {
            message: format!("{file}: {}", diagnostic.message),
            hint: diagnostic.help.clone(),
            diagnostics: vec![*diagnostic],
        }
    }
}
