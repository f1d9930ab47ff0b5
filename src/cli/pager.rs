//! A long text on a terminal, a page at a time, by the reader's own program.

use std::env;
use std::io::{self, ErrorKind, Write};
use std::process::{Command, Stdio};

use super::output;
use crate::app::Failure;

/// The program to use where the reader names none.
const DEFAULT: &str = "less";
/// What `less` is asked for unless the reader has settings: a text of one page is simply printed, and bold stays bold.
const LESS: (&str, &str) = ("LESS", "FR");

/// Shows a text by the program in the variable `PAGER`, or by `less`; without either, prints it.
pub(super) fn show(text: &str) -> Result<(), Failure> {
    let words = program(env::var("PAGER").ok().as_deref());
    match words.split_first() {
        Some((program, arguments)) if feed(program, arguments, text).is_ok() => Ok(()),
        _ => output::text(text),
    }
}

/// The program and its arguments; nothing where the reader wants none.
fn program(pager: Option<&str>) -> Vec<String> {
    let Some(pager) = pager else { return vec![DEFAULT.to_owned()] };
    match shell_words::split(pager) {
        Ok(words) => words,
        Err(_) => vec![pager.to_owned()],
    }
}

/// Starts the program, gives it the text, and waits for its end.
///
/// # Errors
/// A program that does not start. One that ends before it has read everything is no error: the reader may quit early.
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
    fn the_readers_program_is_taken_apart_as_a_shell_does() {
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
    fn a_program_that_ends_early_is_none() {
        // More than any pipe holds.
        let text = "a line\n".repeat(1_000_000);
        assert!(feed("true", &[], &text).is_ok());
    }
}
