//! Shows a long text on a terminal page by page, with the pager of the user.

use std::env;
use std::io::{self, ErrorKind, Write};
use std::process::{Command, Stdio};

use super::output;
use crate::app::Failure;

/// The pager if the variable `PAGER` is not set.
const DEFAULT: &str = "less";
/// Settings of `less` if the variable `LESS` is not set: it prints a text of one page and ends, and shows bold text.
const LESS: (&str, &str) = ("LESS", "FR");

/// Shows a text with the program in the variable `PAGER`, or with `less`. Prints it if that program cannot be started.
pub(super) fn show(text: &str) -> Result<(), Failure> {
    let words = program(env::var("PAGER").ok().as_deref());
    match words.split_first() {
        Some((program, arguments)) if feed(program, arguments, text).is_ok() => Ok(()),
        _ => output::text(text),
    }
}

/// The pager and its arguments; empty if `PAGER` is empty, which turns paging off.
fn program(pager: Option<&str>) -> Vec<String> {
    let Some(pager) = pager else { return vec![DEFAULT.to_owned()] };
    match shell_words::split(pager) {
        Ok(words) => words,
        Err(_) => vec![pager.to_owned()],
    }
}

/// Starts a program, writes the text to its standard input, and waits until it ends.
///
/// # Errors
/// The program cannot be started. It is no error if it ends before it has read everything: a user may quit early.
fn feed(program: &str, arguments: &[String], text: &str) -> io::Result<()> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped());
    if env::var_os(LESS.0).is_none() {
        command.env(LESS.0, LESS.1);
    }
    let mut child = command.spawn()?;
    if let Some(mut input) = child.stdin.take() {
        match input.write_all(text.as_bytes()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => return Err(error),
            _ => {}
        }
    }
    child.wait().map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pager_is_split_into_words_as_in_a_shell() {
        assert_eq!(program(None), ["less"]);
        assert_eq!(program(Some("less -R '-P a b'")), ["less", "-R", "-P a b"]);
        assert!(program(Some("")).is_empty());
        assert_eq!(program(Some("it's")), ["it's"]);
    }

    #[test]
    fn a_missing_program_is_an_error() {
        assert!(feed("plenary-no-such-pager", &[], "text").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_ends_early_is_no_error() {
        // More than a pipe can hold.
        let text = "a line\n".repeat(1_000_000);
        assert!(feed("true", &[], &text).is_ok());
    }
}
