//! `plenary import`: reads spreadsheets and writes a programme file.

use std::path::PathBuf;

use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::import::{ImportRequest, Imported, import};
use crate::report::numbers::count;
use crate::report::text::{printable, wrap};

/// Make a programme file from a workbook or a folder of CSV files.
#[derive(Debug, clap::Args)]
pub(super) struct ImportArgs {
    /// The workbook (.xlsx), or a folder with one .csv file for each sheet
    #[arg(value_name = "WORKBOOK")]
    programme: PathBuf,
    /// Programme file to write [default: the name of WORKBOOK with .json]
    #[arg(short, long, value_name = "PROGRAMME")]
    output: Option<PathBuf>,
    /// Schedule file to write, with the timetable in the columns "start" and "room" [default: none]
    #[arg(long, value_name = "SCHEDULE")]
    schedule: Option<PathBuf>,
    /// Time zone of people without a time zone in the workbook, like Europe/Berlin
    #[arg(long, value_name = "ZONE")]
    people_zone: Option<String>,
    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,
}

/// Imports the workbook; reports the written files and the columns and sheets that were not used.
pub(super) fn run(args: &ImportArgs) -> Result<Exit, Failure> {
    let imported = import(&ImportRequest {
        source: args.programme.clone(),
        output: args.output.clone(),
        schedule: args.schedule.clone(),
        people_zone: args.people_zone.clone(),
    })?;
    if args.json {
        output::document(&imported)?;
    } else {
        if !imported.diagnostics.is_empty() {
            output::warn(&imported.diagnostics);
        }
        output::text(&report(&imported))?;
    }
    Ok(Exit::Done)
}

fn report(imported: &Imported) -> String {
    let Imported { instance, sessions, people, days, .. } = imported;
    let width = output::width().0;
    let people = if *people == 1 { "1 person".to_owned() } else { format!("{people} people") };
    let mut out = format!("Wrote {instance}: {} on {}, {people}.\n", count(*sessions, "session"), count(*days, "day"));
    match (&imported.schedule, imported.placed) {
        (Some(place), Some(placed)) => {
            out.push_str(&format!("Wrote {place}: {} with a start.\n", count(placed, "session")));
        }
        (None, Some(placed)) if placed > 0 => {
            out.push_str(&format!(
                "{} with a start. To write the timetable as well: --schedule FILE\n",
                count(placed, "session")
            ));
        }
        _ => {}
    }
    for kept in &imported.kept {
        let columns = kept.columns.iter().map(|column| printable(column)).collect::<Vec<_>>().join(", ");
        let sheet = printable(&kept.sheet);
        let unused = format!(
            "These columns of the sheet \"{sheet}\" were NOT used; the file keeps them in \"extra\": {columns}."
        );
        out.push_str(&wrap("", &unused, width));
    }
    if !imported.unread.is_empty() {
        let sheets = imported.unread.iter().map(|sheet| printable(sheet)).collect::<Vec<_>>().join(", ");
        out.push_str(&wrap("", &format!("These sheets were NOT read: {sheets}."), width));
    }
    out.push_str(&format!("Next: plenary describe {instance}\n      plenary solve {instance}\n"));
    out
}
