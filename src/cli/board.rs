//! `plenary board`: the timetable on a page in the browser.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::board::{Board, BoardRequest, Stop};
use crate::report::board::addresses;

const AFTER_HELP: &str = "\
The page is served on this machine only, at an address with a random part, which works like a password. Ctrl-C ends it. Each change is in the schedule file and in its journal before the page shows it; plenary undo \
and plenary history work on it as well.

If SCHEDULE is left out, it is PROGRAMME with the ending .schedule.json; if there is no such file, it is written with \
every session unplaced.

Examples:
  plenary board conference.json
  plenary board conference.json conference.schedule.json --read-only";

/// Change a timetable by hand on a page in the browser: every place has its price.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct BoardArgs {
    /// The programme file
    #[arg(value_name = "PROGRAMME")]
    instance: PathBuf,
    /// The schedule file to change
    schedule: Option<PathBuf>,
    /// Port on this machine [default: a free one]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Do not open the page in the browser
    #[arg(long)]
    no_open: bool,
    /// Give only an address to look at the board; several can look at one timetable while another board changes it
    #[arg(long)]
    read_only: bool,
    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,
}

/// Serves the board until Ctrl-C.
pub(super) fn run(args: &BoardArgs) -> Result<Exit, Failure> {
    let request = BoardRequest {
        programme: args.instance.clone(),
        schedule: args.schedule.clone(),
        port: args.port,
        read_only: args.read_only,
    };
    let board = Board::open(&request, &output::WarningPrinter)?;
    let stop = Stop::default();
    let handler = stop.clone();
    if let Err(error) = ctrlc::set_handler(move || handler.stop()) {
        output::note(&format!("Ctrl-C will end the board less gently: {error}"));
    }
    let found = board.addresses();
    if args.json {
        output::document(&found)?;
    } else {
        output::text(&addresses(&found))?;
    }
    if !args.no_open && io::stdout().is_terminal() {
        open(found.edit.as_ref().unwrap_or(&found.look));
    }
    board.serve(&stop)?;
    Ok(Exit::Done)
}

/// Opens an address in the browser, if that is possible.
fn open(address: &str) {
    let (program, arguments): (&str, &[&str]) = match std::env::consts::OS {
        "windows" => ("cmd", &["/C", "start", ""]),
        "macos" => ("open", &[]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // Without a browser, the address on the terminal is enough.
    let _ = command.spawn();
}
