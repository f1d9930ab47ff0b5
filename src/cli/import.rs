//! `plenary import`: reads spreadsheets, calendars and schedules, and writes a programme file.

use std::path::PathBuf;

use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::import::{ImportRequest, Imported, TimetableSheet, import};
use crate::report::numbers::count;
use crate::report::text::{printable, wrap};

/// Make a programme file from a workbook, CSV files, a calendar, or a schedule of another program.
#[derive(Debug, clap::Args)]
pub(super) struct ImportArgs {
    /// The workbook (.xlsx, .ods), a .csv file with the sessions, a folder with one .csv file for each sheet, a calendar
    /// (.ics), or a schedule.xml or schedule.json
    #[arg(value_name = "SOURCE")]
    programme: PathBuf,
    /// Programme file to write [default: the name of SOURCE with .json]
    #[arg(short, long, value_name = "PROGRAMME")]
    output: Option<PathBuf>,
    /// Schedule file to write, with the timetable in the columns "start" and "room" [default: none]
    #[arg(long, value_name = "SCHEDULE")]
    schedule: Option<PathBuf>,
    /// Time zone of people without a time zone in the workbook, like Europe/Berlin
    #[arg(long, value_name = "ZONE")]
    people_zone: Option<String>,
    /// Workbook to write with the people who have no time zone, to fill in [default: none]
    #[arg(long, value_name = "LIST.xlsx")]
    write_missing: Option<PathBuf>,
    /// The list that --write-missing has written, filled in
    #[arg(long, value_name = "LIST.xlsx")]
    missing: Option<PathBuf>,
    /// Sheet of an exported workbook whose starts and rooms count [default: the one that was edited]
    #[arg(long, value_name = "SHEET")]
    timetable_from: Option<TimetableFrom>,
    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,
}

/// `--timetable-from`
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum TimetableFrom {
    /// The sheet of sessions
    Sessions,
    /// The list "timetable"
    Timetable,
    /// The grids of the days
    Grid,
}

impl From<TimetableFrom> for TimetableSheet {
    fn from(from: TimetableFrom) -> TimetableSheet {
        match from {
            TimetableFrom::Sessions => TimetableSheet::Sessions,
            TimetableFrom::Timetable => TimetableSheet::Timetable,
            TimetableFrom::Grid => TimetableSheet::Grid,
        }
    }
}

/// Imports the source; reports the written files and the columns and sheets that were not used.
pub(super) fn run(args: &ImportArgs) -> Result<Exit, Failure> {
    let imported = import(&ImportRequest {
        source: args.programme.clone(),
        output: args.output.clone(),
        schedule: args.schedule.clone(),
        people_zone: args.people_zone.clone(),
        write_missing: args.write_missing.clone(),
        missing: args.missing.clone(),
        timetable_from: args.timetable_from.map(TimetableSheet::from),
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
    let mut out = format!("Read as {}.\n", printable(&imported.read_as));
    out.push_str(&format!("Wrote {instance}: {} on {}, {people}.\n", count(*sessions, "session"), count(*days, "day")));
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
