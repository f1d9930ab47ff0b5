//! `plenary import`: from spreadsheets to an instance.

use std::path::PathBuf;

use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::import::{ImportRequest, Imported, import};
use crate::report::numbers::count;
use crate::report::text::{printable, wrap};

/// Make an instance of a workbook, or of a folder of CSV files.
#[derive(Debug, clap::Args)]
pub(super) struct ImportArgs {
    /// The workbook (.xlsx), or a folder with a .csv file for each sheet
    programme: PathBuf,
    /// Where to write the instance; beside the programme if not given
    #[arg(short, long, value_name = "INSTANCE")]
    output: Option<PathBuf>,
    /// Where to write the timetable of the columns start and room
    #[arg(long, value_name = "SCHEDULE")]
    schedule: Option<PathBuf>,
    /// The zone of people for whom the workbook gives none
    #[arg(long, value_name = "ZONE")]
    people_zone: Option<String>,
    /// One JSON document on standard output
    #[arg(long)]
    json: bool,
}

/// Reads, writes, and says what was kept and what was not read.
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
                "{} with a start: --schedule FILE writes the timetable.\n",
                count(placed, "session")
            ));
        }
        _ => {}
    }
    for kept in &imported.kept {
        let columns = kept.columns.iter().map(|column| printable(column)).collect::<Vec<_>>().join(", ");
        out.push_str(&wrap("", &format!("Kept in extra, not used: {}: {columns}.", printable(&kept.sheet)), width));
    }
    if !imported.unread.is_empty() {
        let sheets = imported.unread.iter().map(|sheet| printable(sheet)).collect::<Vec<_>>().join(", ");
        out.push_str(&wrap("", &format!("Sheets not read: {sheets}."), width));
    }
    out.push_str(&format!("Next: plenary describe {instance}\n      plenary solve {instance}\n"));
    out
}
