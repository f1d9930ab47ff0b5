//! The command line: one file for each subcommand.
//!
//! A subcommand turns its arguments (`Args`) into a request to [`crate::app`], and the outcome into text or JSON.
//! Results go to standard output, all else to standard error. This module decides only how results are shown.

mod arguments;
mod bench;
mod board;
mod check;
mod describe;
mod diff;
mod exit;
mod explain;
mod export;
mod frontier;
mod generate;
mod history;
mod import;
mod init;
mod interrupt;
mod manual;
mod move_session;
mod notify;
mod output;
mod pager;
mod pieces;
mod progress;
mod redo;
mod release;
mod schema;
mod shell;
mod show;
mod slots;
mod solve;
mod sweep;
mod template;
mod undo;
mod what_if;
mod why;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::app::{Failure, time_zones};
pub use exit::Exit;

/// Make, check and explain timetables of conferences across time zones.
#[derive(Debug, Parser)]
#[command(name = "plenary", version, after_help = AFTER_HELP, max_term_width = 100)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
struct Args {
    // `tzdata` below reads it before the arguments are parsed.
    /// Read the time zones from DIR, a zoneinfo directory with TZif files, instead of the built-in database
    #[arg(long, global = true, value_name = "DIR")]
    tzdata: Option<PathBuf>,

    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
For developers:
  bench     Solve a folder of programme files, and compare the results with a baseline
  generate  Generate a programme file of the size and shape of a real conference
  schema    Print the JSON Schema of a file format, or of the output of a command with --json

For your shell:
  completions  Print completions for bash, elvish, fish, powershell or zsh
  man          Print the man page of plenary, or write a man page for each command

To start:  plenary init  and then  plenary solve conference.json

Exit codes:
  0  the command succeeded; if it made or checked a timetable, that is feasible
  1  the answer is no: a hard rule is broken, a session is unplaced, or nothing fits
  2  the command failed: wrong usage, wrong input, or a file error";

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::InitArgs),
    Template(template::TemplateArgs),
    Import(import::ImportArgs),
    Describe(describe::DescribeArgs),
    Solve(solve::SolveArgs),
    Check(check::CheckArgs),
    Explain(explain::ExplainArgs),
    Why(why::WhyArgs),
    Slots(slots::SlotsArgs),
    Show(show::ShowArgs),
    Board(board::BoardArgs),
    Move(move_session::MoveArgs),
    Undo(undo::UndoArgs),
    Redo(redo::RedoArgs),
    History(history::HistoryArgs),
    WhatIf(what_if::WhatIfArgs),
    Sweep(sweep::SweepArgs),
    Frontier(frontier::FrontierArgs),
    Diff(diff::DiffArgs),
    Release(release::ReleaseArgs),
    Notify(notify::NotifyArgs),
    Export(export::ExportArgs),
    Manual(manual::ManualArgs),
    #[command(hide = true)]
    Bench(bench::BenchArgs),
    #[command(hide = true)]
    Generate(generate::GenerateArgs),
    #[command(hide = true)]
    Schema(schema::SchemaArgs),
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
            Command::Show(args) => show::run(&args),
            Command::Board(args) => board::run(&args),
            Command::Move(args) => move_session::run(&args),
            Command::Undo(args) => undo::run(&args),
            Command::Redo(args) => redo::run(&args),
            Command::History(args) => history::run(&args),
            Command::Diff(args) => diff::run(&args),
            Command::Notify(args) => notify::run(&args),
            Command::Release(args) => release::run(&args),
            Command::WhatIf(args) => what_if::run(&args),
            Command::Sweep(args) => sweep::run(&args),
            Command::Frontier(args) => frontier::run(&args),
            Command::Import(args) => import::run(&args),
            Command::Template(args) => template::run(&args),
            Command::Describe(args) => describe::run(&args),
            Command::Manual(args) => manual::run(&args),
            Command::Bench(args) => bench::run(&args),
            Command::Generate(args) => generate::run(&args),
            Command::Schema(args) => schema::run(&args),
            Command::Completions(args) => shell::completions(&args, command()),
            Command::Man(args) => shell::man(&args, command()),
        }
    }
}

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    // Searched by hand: --json also decides how an error in the command line is shown.
    let json = words.iter().skip(1).take_while(|word| *word != "--").any(|word| word == "--json");
    let result = tzdata(&words).map_or(Ok(()), |path| time_zones::read_from(&path)).and_then(|()| {
        let args = command().try_get_matches_from(&words).and_then(|matches| Args::from_arg_matches(&matches));
        match args {
            Ok(args) => args.command.run(),
            Err(error) => usage(&error, json),
        }
    });
    let exit = match result {
        Ok(exit) => exit,
        Err(failure) => output::failure(&failure, json),
    };
    exit.into()
}

/// The command line, with the version of the program and of its time zones.
fn command() -> clap::Command {
    Args::command().version(format!("{} (tz database {})", env!("CARGO_PKG_VERSION"), time_zones::version()))
}

/// The value of `--tzdata`. Searched by hand, because `--version` depends on it.
fn tzdata(words: &[OsString]) -> Option<PathBuf> {
    let mut words = words.iter().skip(1).take_while(|word| *word != "--");
    words
        .find_map(|word| match word.to_string_lossy().as_ref() {
            "--tzdata" => Some(None),
            // Of a path that is not Unicode only the former spelling can be read: this one is not found.
            text => text.strip_prefix("--tzdata=").map(|path| Some(PathBuf::from(path))),
        })?
        .or_else(|| words.next().map(PathBuf::from))
}

/// The long help of a subcommand that defines its own `--help`.
fn help_of(name: &str) -> String {
    let mut command = command();
    command.build();
    command.find_subcommand_mut(name).map_or_else(String::new, |command| command.render_long_help().to_string())
}

/// Prints help or the version, which clap returns as errors too; any other error is a wrong command line.
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
    output::error_line(error.to_string().trim_end());
    Ok(Exit::Failed)
}
