//! `plenary completions` and `plenary man`: shell completions and man pages.

use std::io;
use std::path::PathBuf;

use clap::Command;
use clap_complete::Shell;

use super::exit::Exit;
use super::output;
use crate::app::{Failure, files};

/// Print command line completions for a shell.
#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// Name of the shell
    shell: Shell,
}

/// Print the man page of plenary, or write a man page for each command.
#[derive(Debug, clap::Args)]
pub(super) struct Man {
    /// Directory to write plenary.1, plenary-solve.1 and so on to; created if it does not exist [default: print
    /// plenary.1]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// Prints the completions.
pub(super) fn completions(args: &Completions, mut command: Command) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "plenary", &mut script);
    output::text(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}

/// Prints the man page, or writes all of them.
pub(super) fn man(args: &Man, command: Command) -> Result<Exit, Failure> {
    let Some(folder) = &args.output else {
        output::text(&String::from_utf8_lossy(&page(command)?))?;
        return Ok(Exit::Done);
    };
    files::check_directory(folder, "name another directory with -o")?;
    let mut pages = Vec::new();
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        let name = format!("plenary-{}", sub.get_name());
        pages.push((format!("{name}.1"), page(sub.clone().name(name))?));
    }
    pages.push(("plenary.1".to_owned(), page(command)?));
    let contents: Vec<_> = pages.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    files::write_into(folder, &contents)?;
    output::error_line(&format!("Wrote the man pages into {}.", folder.display()));
    Ok(Exit::Done)
}

fn page(command: Command) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    // Without a date, the page is the same for every build.
    let man = clap_mangen::Man::new(command).date("");
    man.render(&mut page).map_err(|error: io::Error| Failure::internal(error))?;
    Ok(page)
}
