//! What could not be done, and why.

use schemars::JsonSchema;
use serde::Serialize;

use crate::diagnostic::{Diagnostic, printable, render};

/// The longest message printed, in characters.
const LONGEST: usize = 2_000;

/// Why something could not be done; under `--json`, what a command prints instead of its own document.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Failure {
    /// What is wrong, in one sentence.
    #[serde(rename = "error")]
    message: String,
    /// What to do about it; `null` where nobody can say.
    hint: Option<String>,
    /// The problems of the file that cannot be used, each with its place; empty where it is no file's fault.
    diagnostics: Vec<Diagnostic>,
}

impl Failure {
    /// Something that is no problem of an input file.
    pub fn new(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), hint: None, diagnostics: Vec::new() }
    }

    /// Problems in a file that keep it from being used.
    pub fn of_file(what: &str, diagnostics: Vec<Diagnostic>) -> Failure {
        let errors = diagnostics.iter().filter(|d| d.is_error()).count();
        let problems = if errors == 1 { "1 problem".to_owned() } else { format!("{errors} problems") };
        Failure { message: format!("the {what} cannot be used: {problems}"), hint: None, diagnostics }
    }

    /// A mistake of the program itself.
    pub fn internal(message: impl std::fmt::Display) -> Failure {
        let failure = Failure::new(format!("internal error: {message}"));
        failure.hint("nothing was written; please report this with the instance and the command")
    }

    /// The same with a remedy.
    pub fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hint = Some(hint.into());
        self
    }

    /// The same with a remedy, if it has none yet.
    pub fn or_hint(self, hint: impl Into<String>) -> Failure {
        if self.hint.is_some() { self } else { self.hint(hint) }
    }

    /// What is wrong in one sentence, with the first of a file's problems.
    pub fn brief(&self) -> String {
        match self.diagnostics.first() {
            Some(first) if !self.message.ends_with(&first.message) => format!("{}: {}", self.message, first.message),
            _ => self.message.clone(),
        }
    }

    /// All of it as text for a terminal: a file's problems, the error, the remedy.
    pub fn text(&self) -> String {
        // A problem of a file as a whole is the message already.
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
