//! `plenary import`: reads spreadsheets, calendars and schedules, and writes a programme file.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::arguments::TimetableArgs;
use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::import::{ImportNotes, ImportRequest, Imported, Merged, UnusedColumn, import};
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
    /// Merge a newer export into a programme file: ids, fixed places and time zones written by hand stay
    #[arg(long, value_name = "PROGRAMME")]
    into: Option<PathBuf>,
    /// Time zone of people without a time zone in the workbook, like Europe/Berlin
    #[arg(long, value_name = "ZONE", allow_hyphen_values = true)]
    people_zone: Option<String>,
    /// Time zone of the event, if the spreadsheets do not name it [default: UTC]
    #[arg(long, value_name = "ZONE", allow_hyphen_values = true)]
    time_zone: Option<String>,
    /// Days of the event, like 2027-03-01,2027-03-02, if there is no sheet of days [default: those of the starts]
    #[arg(long, value_name = "DATE", value_delimiter = ',')]
    days: Vec<NaiveDate>,
    /// What a column or sheet means, like "Durée=minutes", "Talks=sessions", or "Notes=ignore"; repeatable
    #[arg(long, value_name = "HEADING=COLUMN")]
    map: Vec<String>,
    /// Read what columns and sheets mean from a file
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Write a file for --mapping: what each column was read as
    #[arg(long, value_name = "FILE")]
    write_mapping: Option<PathBuf>,
    /// Take only the sessions with one of these statuses, like accepted,confirmed [default: all but rejected,
    /// withdrawn and cancelled ones]
    #[arg(long, value_name = "STATUS", value_delimiter = ',')]
    status: Vec<String>,
    /// Take breaks and lunches as sessions
    #[arg(long)]
    with_breaks: bool,
    /// Write the spreadsheet as a workbook with a comment at each doubtful cell
    #[arg(long, value_name = "FILE.xlsx")]
    marked: Option<PathBuf>,
    /// Workbook to write with the people who have no time zone, to fill in [default: none]
    #[arg(long, value_name = "LIST.xlsx")]
    write_missing: Option<PathBuf>,
    /// The list that --write-missing has written, filled in
    #[arg(long, value_name = "LIST.xlsx")]
    missing: Option<PathBuf>,
    #[command(flatten)]
    timetable: TimetableArgs,
    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,
}

/// Imports the source; reports the written files and the columns and sheets that were not used.
pub(super) fn run(args: &ImportArgs) -> Result<Exit, Failure> {
    let imported = import(&ImportRequest {
        source: args.programme.clone(),
        output: args.output.clone(),
        schedule: args.schedule.clone(),
        into: args.into.clone(),
        people_zone: args.people_zone.clone(),
        time_zone: args.time_zone.clone(),
        days: args.days.clone(),
        map: args.map.clone(),
        mapping: args.mapping.clone(),
        write_mapping: args.write_mapping.clone(),
        statuses: args.status.clone(),
        with_breaks: args.with_breaks,
        marked: args.marked.clone(),
        write_missing: args.write_missing.clone(),
        missing: args.missing.clone(),
        timetable_from: args.timetable.sheet(),
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
    let people = if *people == 1 { "1 person".to_owned() } else { format!("{people} people") };
    let mut out = format!("Read as {}.\n", printable(&imported.read_as));
    out.push_str(&notes(&imported.notes, output::width().0));
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
    if let Some(Merged { added, changed, withdrawn }) = &imported.merged {
        for (what, ids) in [("added", added), ("changed", changed), ("withdrawn", withdrawn)] {
            let list: Vec<String> = ids.iter().take(MOST_LISTED).map(|id| printable(id)).collect();
            let more = if ids.len() > MOST_LISTED { ", ..." } else { "" };
            let list = if ids.is_empty() { String::new() } else { format!(": {}{more}", list.join(", ")) };
            out.push_str(&wrap("", &format!("{} {what}{list}.", count(ids.len(), "session")), output::width().0));
        }
    }
    out.push_str(&format!("Next: plenary describe {instance}\n      plenary solve {instance}\n"));
    out
}

/// What was assumed and what was not used: first, because it may be a mistake.
fn notes(notes: &ImportNotes, width: usize) -> String {
    let mut out = String::new();
    let mut say = |text: &str| out.push_str(&wrap("", text, width));
    if notes.times_read_as_utc {
        say("Times were read as UTC, because no time zone is given. To choose another: --time-zone ZONE");
    }
    if let Some(grid) = notes.grid_minutes {
        say(&format!(
            "Sessions start at multiples of {}, to fit the starts given.",
            count(grid.unsigned_abs() as usize, "minute")
        ));
    }
    unused_columns(&notes.unused_columns, &mut say);
    for sheet in &notes.unread_sheets {
        let name = printable(&sheet.name);
        match sheet.guess {
            Some(guess) => {
                say(&format!("The sheet \"{name}\" was NOT read. It looks like \"{guess}\": --map \"{name}={guess}\""))
            }
            None => say(&format!("The sheet \"{name}\" was NOT read.")),
        }
    }
    for rows in &notes.left_out {
        let list: Vec<String> = rows.rows.iter().take(MOST_LISTED).map(ToString::to_string).collect();
        let more = rows.rows.len().saturating_sub(MOST_LISTED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let remedy = match rows.reason.as_str() {
            "break" => "; --with-breaks takes them",
            reason if reason.starts_with("status") => "; --status chooses",
            _ => "",
        };
        let reason = printable(&rows.reason);
        say(&format!(
            "{} of the sheet \"{}\" left out ({reason}{remedy}): {} {}{more}.",
            count(rows.rows.len(), "row"),
            printable(&rows.sheet),
            if rows.rows.len() == 1 { "row" } else { "rows" },
            list.join(", "),
        ));
    }
    for heading in &notes.read_by_contents {
        let heading = printable(heading);
        say(&format!("The column \"{heading}\" was read as speakers, because it contains names of people."));
    }
    if let Some(first) = notes.spellings.first() {
        let other = first.others.first().map_or("", String::as_str);
        let example = format!("\"{}\" and \"{}\"", printable(&first.name), printable(other));
        match notes.spellings.len() {
            1 => say(&format!("1 person is written in several ways and counts as one: {example}.")),
            people => {
                say(&format!("{people} people are written in several ways and count as one each, like {example}."))
            }
        }
    }
    if notes.to_be_confirmed > 0 {
        let are = if notes.to_be_confirmed == 1 { "is" } else { "are" };
        say(&format!("{} for people {are} still open (like \"TBC\").", count(notes.to_be_confirmed, "place")));
    }
    out
}

/// How many rows or columns a sentence lists.
const MOST_LISTED: usize = 8;

fn unused_columns(columns: &[UnusedColumn], say: &mut impl FnMut(&str)) {
    for column in columns {
        if let Some(guess) = column.guess {
            let heading = printable(&column.heading);
            say(&format!(
                "Column {} \"{heading}\" of the sheet \"{}\" was NOT used. It looks like \"{guess}\": --map \"{heading}={guess}\"",
                column.column,
                printable(&column.sheet)
            ));
        }
    }
    let mut sheets: Vec<&str> = columns.iter().map(|column| column.sheet.as_str()).collect();
    sheets.dedup();
    for sheet in sheets {
        let of_sheet = columns.iter().filter(|column| column.sheet == sheet && column.guess.is_none());
        let headings: Vec<String> = of_sheet.map(|column| printable(&column.heading)).collect();
        if !headings.is_empty() {
            say(&format!(
                "These columns of the sheet \"{}\" were NOT used; the file keeps them in \"extra\": {}.",
                printable(sheet),
                headings.join(", ")
            ));
        }
    }
}
