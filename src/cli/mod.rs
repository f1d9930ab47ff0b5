//! The command line: one file a subcommand.
//!
//! What was typed (`Args` of each subcommand) becomes a request to [`crate::app`]; what came of it becomes text or JSON.
//! Results go to standard output, everything else to standard error. Nothing is decided here but how it is said.

mod arguments;
mod bench;
mod check;
mod describe;
mod diff;
mod exit;
mod explain;
mod export;
mod generate;
mod import;
mod init;
mod interrupt;
mod manual;
mod notify;
mod output;
mod pager;
mod pieces;
mod progress;
mod release;
mod schema;
mod shell;
mod slots;
mod solve;
mod sweep;
mod template;
mod what_if;
mod why;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::app::Failure;
pub use exit::Exit;

/// Timetables for conferences across time zones: solved, checked, explained.
#[derive(Debug, Parser)]
#[command(name = "plenary", version, after_help = AFTER_HELP, max_term_width = 100)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
For those who build on plenary:
  bench     Solve a folder of instances, and compare with a baseline
  generate  Make an instance of the size and shape of a real conference
  schema    Print the JSON Schema of a file, or of what a command prints under --json

For your shell:
  completions  Print completions for bash, elvish, fish, powershell or zsh
  man          Print the manual page, or write one for each command

Begin with:  plenary init  and then  plenary solve conference.json

Exit codes: 0 done, and a timetable is feasible; 1 the answer is no (a hard rule is broken, a session
is unplaced); 2 it could not be done (input, usage, files).";

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Args),
    Template(template::Args),
    Import(import::Args),
    Describe(describe::Args),
    Solve(solve::Args),
    Check(check::Args),
    Explain(explain::Args),
    Why(why::Args),
    Slots(slots::Args),
    WhatIf(what_if::Args),
    Sweep(sweep::Args),
    Diff(diff::Args),
    Release(release::Args),
    Notify(notify::Args),
    Export(export::Args),
    Manual(manual::Args),
    #[command(hide = true)]
    Bench(bench::Args),
    #[command(hide = true)]
    Generate(generate::Args),
    #[command(hide = true)]
    Schema(schema::Args),
    #[command(hide = true)]
    Completions(shell::Completions),
    #[command(hide = true)]
    Man(shell::Man),
}

impl Command {
    fn run(self) -> Result<Exit, Failure> {
        match self {
            Command::Solve(args) => solve::run(&args),
            Command::Check(args) => check::run(&args),
            Command::Explain(args) => explain::run(&args),
            Command::Why(args) => why::run(&args),
            Command::Export(args) => export::run(&args),
            Command::Init(args) => init::run(&args),
            Command::Slots(args) => slots::run(&args),
            Command::Diff(args) => diff::run(&args),
            Command::Notify(args) => notify::run(&args),
            Command::Release(args) => release::run(&args),
            Command::WhatIf(args) => what_if::run(&args),
            Command::Sweep(args) => sweep::run(&args),
            Command::Import(args) => import::run(&args),
            Command::Template(args) => template::run(&args),
            Command::Describe(args) => describe::run(&args),
            Command::Manual(args) => manual::run(&args),
            Command::Bench(args) => bench::run(&args),
            Command::Generate(args) => generate::run(&args),
            Command::Schema(args) => schema::run(&args),
            Command::Completions(args) => shell::completions(&args, Args::command()),
            Command::Man(args) => shell::man(&args, Args::command()),
        }
    }
}

/// Runs the program on the arguments it was started with.
pub fn run() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    // Looked for by hand: it decides in which form even a wrong command line is answered.
    let json = words.iter().skip(1).take_while(|word| *word != "--").any(|word| word == "--json");
    let result = match Args::try_parse_from(&words) {
        Ok(args) => args.command.run(),
        Err(error) => usage(&error, json),
    };
    let exit = match result {
        Ok(exit) => exit,
        Err(failure) => output::failure(&failure, json),
    };
    exit.into()
}

/// The help of a subcommand that has a help flag of its own.
fn help_of(name: &str) -> String {
    let mut command = Args::command();
    command.build();
    command.find_subcommand_mut(name).map_or_else(String::new, |command| command.render_long_help().to_string())
}

/// Help and version are answers; anything else is a mistake on the command line.
fn usage(error: &clap::Error, json: bool) -> Result<Exit, Failure> {
    if !error.use_stderr() {
        output::text(&error.to_string())?;
        return Ok(Exit::Done);
    }
    if json {
        let text = error.to_string();
        let first = text.split("\n\n").next().unwrap_or(&text).trim_start_matches("error: ").to_owned();
        return Err(Failure::new(first));
    }
    output::talk(error.to_string().trim_end());
    Ok(Exit::Failed)
}
