//! Why a change cannot be made.

use crate::diagnostic::Diagnostic;
use crate::domain::change::{ChangeKind, Misread};
use crate::domain::{NameIndex, NameLookup};
use crate::instance::codes::{self, Code};
use crate::instance::did_you_mean;

/// Why a change cannot be made.
#[derive(Debug)]
pub struct ChangeError {
    /// The kind of problem.
    pub code: &'static Code,
    /// The problem in one sentence.
    pub message: String,
    /// What to do about it; `None` to show the arguments of the change.
    pub help: Option<String>,
    /// The name that was written instead of an id, and the id that it means.
    pub named: Option<Box<(String, String)>>,
}

impl ChangeError {
    /// A problem of the change itself.
    pub fn new(message: impl Into<String>) -> ChangeError {
        ChangeError { code: &codes::BAD_CHANGE, message: message.into(), help: None, named: None }
    }

    /// The same with a help.
    pub fn help(self, help: impl Into<String>) -> ChangeError {
        ChangeError { help: Some(help.into()), ..self }
    }

    /// The same with a help, if it has none.
    pub fn or_help(self, help: &str) -> ChangeError {
        ChangeError { help: self.help.or_else(|| Some(help.to_owned())), ..self }
    }

    /// An unknown id, with the most similar known one as help.
    pub fn unknown<'a>(
        code: &'static Code,
        what: &str,
        id: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> ChangeError {
        ChangeError {
            code,
            message: format!("there is no {what} \"{id}\""),
            help: did_you_mean(id, known),
            named: None,
        }
    }

    /// An unknown id that is perhaps a name: of one element, which the error then names, or of several.
    pub fn unknown_or_named(code: &'static Code, what: &str, text: &str, index: &NameIndex) -> ChangeError {
        let error = ChangeError::unknown(code, what, text, index.ids());
        match index.find_typed(text) {
            NameLookup::One(id) => ChangeError { named: Some(Box::new((text.to_owned(), id))), ..error },
            NameLookup::Several(ids) => {
                ChangeError { message: format!("several have the name \"{text}\"; which {what} do you mean?"), ..error }
                    .help(format!(
                        "write one of the ids: {}",
                        ids.iter().take(8).cloned().collect::<Vec<_>>().join(", ")
                    ))
            }
            NameLookup::None => match index.candidates(text) {
                candidates if candidates.is_empty() => error,
                candidates => error.help(format!("did you mean: {}", candidates.join(", "))),
            },
        }
    }

    /// The diagnostic for the change `text`.
    pub fn diagnostic(self, origin: &str, text: &str, kind: Option<&ChangeKind>) -> Diagnostic {
        let usage = kind.map(|kind| format!("write: {} {}", kind.name, kind.arguments).trim_end().to_owned());
        let help = self.help.or(usage).unwrap_or_else(|| self.code.action.to_owned());
        Diagnostic {
            value: Some(text.to_owned()),
            ..Diagnostic::of_file(self.code.id, origin, self.message, Some(help))
        }
    }
}

impl From<Misread> for ChangeError {
    fn from(misread: Misread) -> ChangeError {
        ChangeError { help: misread.help, ..ChangeError::new(misread.message) }
    }
}
