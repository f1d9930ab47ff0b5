//! `plenary import`: from spreadsheets to an instance.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::exit::Exit;
use super::failure::Failure;
use super::output;
use crate::diagnostic::{Diagnostic, render};
use crate::domain::Zone;
use crate::generate::render as document_text;
use crate::instance::files;
use crate::report::numbers::count;
use crate::report::text::{printable, wrap};
use crate::rules;
use crate::sheets::{self, Imported, Options};

/// Make an instance of a workbook, or of a folder of CSV files.
#[derive(Debug, clap::Args)]
pub struct Args {
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

/// What `--json` prints.
#[derive(Serialize, JsonSchema)]
pub struct Answer<'a> {
    /// The file written, an instance.
    instance: String,
    /// The file of the timetable; `null` where none was asked for.
    schedule: Option<String>,
    /// How many sessions the instance has.
    sessions: usize,
    /// How many people it has.
    people: usize,
    /// How many days the event has.
    days: usize,
    /// How many sessions have a start in the programme; `null` where it has no column for them.
    placed: Option<usize>,
    /// Columns that nobody knows, kept in `extra` and not used.
    kept: Vec<Kept<'a>>,
    /// Sheets that were not read.
    unread: &'a [String],
    /// What in the programme is probably not as it was meant.
    diagnostics: &'a [Diagnostic],
}

/// Columns of a sheet that nobody knows.
#[derive(Serialize, JsonSchema)]
struct Kept<'a> {
    /// The sheet's name.
    sheet: &'a str,
    /// The columns' headings.
    columns: &'a [String],
}

/// Reads, writes, and tells what was kept and what was not read.
pub fn run(args: &Args) -> Result<Exit, Failure> {
    if let Some(zone) = args.people_zone.as_deref().filter(|zone| Zone::parse(zone).is_err()) {
        let failure = Failure::new(format!("--people-zone {zone}: there is no such time zone"));
        return Err(failure.hint("use an IANA name like Europe/Berlin, or an offset like +05:30"));
    }
    let path = args.output.clone().unwrap_or_else(|| beside(&args.programme));
    // What was edited since must not be lost to a second import without a word.
    if args.output.is_none() && path.exists() {
        let failure = Failure::new(format!("{} exists; it was left as it is", path.display()));
        return Err(failure.hint(format!("to write over it: -o {}", path.display())));
    }
    for place in [Some(&path), args.schedule.as_ref()].into_iter().flatten() {
        spare(place, &args.programme)?;
        output::writable(place)?;
    }
    if args.schedule.as_ref() == Some(&path) {
        return Err(
            Failure::new("the instance and the schedule cannot be one file").hint("name another file with --schedule")
        );
    }
    let book = sheets::open(&args.programme)?;
    let options = Options { people_zone: args.people_zone.as_deref() };
    let imported = sheets::import(&book, options, &rules::catalogue());
    let Some(instance) = &imported.instance else {
        return Err(Failure::of_file("programme", imported.diagnostics));
    };
    if args.schedule.is_some() && imported.schedule.is_none() {
        let failure = Failure::new("the programme has no starts, so there is no timetable to write");
        return Err(failure.hint("add a column \"start\" to the sheet of sessions, or leave out --schedule"));
    }
    let document = serde_json::to_value(instance).map_err(Failure::internal)?;
    files::write(&path, document_text(&document).as_bytes())?;
    if let (Some(place), Some((schedule, _))) = (&args.schedule, &imported.schedule) {
        let document = serde_json::to_value(schedule).map_err(Failure::internal)?;
        files::write(place, document_text(&document).as_bytes())?;
    }
    if args.json {
        output::document(&answer(args, &path, &document, &imported))?;
    } else {
        if !imported.diagnostics.is_empty() {
            output::talk(render(&imported.diagnostics).trim_end());
        }
        output::text(&told(args, &path, &imported))?;
    }
    Ok(Exit::Done)
}

/// `programme.xlsx` and the folder `programme` -> `programme.json`
fn beside(programme: &Path) -> PathBuf {
    let name = programme.file_name().map(PathBuf::from).unwrap_or_else(|| PathBuf::from("instance"));
    let name = if programme.is_dir() {
        PathBuf::from(format!("{}.json", name.display()))
    } else {
        name.with_extension("json")
    };
    programme.with_file_name(name)
}

/// Refuses to write over the programme itself.
fn spare(place: &Path, programme: &Path) -> Result<(), Failure> {
    let same = matches!((place.canonicalize(), programme.canonicalize()), (Ok(a), Ok(b)) if a == b);
    if same {
        return Err(
            Failure::new(format!("{} is the programme itself", place.display())).hint("name another file with -o")
        );
    }
    Ok(())
}

fn answer<'a>(args: &Args, path: &Path, document: &Value, imported: &'a Imported) -> Answer<'a> {
    let length = |list: &str| document.get(list).and_then(Value::as_array).map_or(0, Vec::len);
    let days: usize = imported.conference.as_ref().map_or(0, |conference| conference.days.len());
    Answer {
        instance: path.display().to_string(),
        schedule: args.schedule.as_ref().map(|path| path.display().to_string()),
        sessions: length("sessions"),
        people: length("people"),
        days,
        placed: placed(imported),
        kept: imported.kept.iter().map(|(sheet, columns)| Kept { sheet, columns }).collect(),
        unread: &imported.unread,
        diagnostics: &imported.diagnostics,
    }
}

/// How many sessions have a start in the workbook; `None` where it has no column for them.
fn placed(imported: &Imported) -> Option<usize> {
    imported.schedule.as_ref().map(|(_, schedule)| schedule.placements.iter().flatten().count())
}

fn told(args: &Args, path: &Path, imported: &Imported) -> String {
    let (sessions, days, people) = match &imported.conference {
        Some(conference) => (conference.sessions.len(), conference.days.len(), conference.people.len()),
        None => (0, 0, 0),
    };
    let width = output::width().0;
    let people = if people == 1 { "1 person".to_owned() } else { format!("{people} people") };
    let shown = path.display();
    let mut out = format!("Wrote {shown}: {} on {}, {people}.\n", count(sessions, "session"), count(days, "day"));
    match (&args.schedule, placed(imported)) {
        (Some(place), Some(placed)) => {
            out.push_str(&format!("Wrote {}: {} with a start.\n", place.display(), count(placed, "session")));
        }
        (None, Some(placed)) if placed > 0 => {
            out.push_str(&format!(
                "{} with a start: --schedule FILE writes the timetable.\n",
                count(placed, "session")
            ));
        }
        _ => {}
    }
    for (sheet, columns) in &imported.kept {
        let columns = columns.iter().map(|column| printable(column)).collect::<Vec<_>>().join(", ");
        out.push_str(&wrap("", &format!("Kept in extra, not used: {}: {columns}.", printable(sheet)), width));
    }
    if !imported.unread.is_empty() {
        let sheets = imported.unread.iter().map(|sheet| printable(sheet)).collect::<Vec<_>>().join(", ");
        out.push_str(&wrap("", &format!("Sheets not read: {sheets}."), width));
    }
    out.push_str(&format!("Next: plenary describe {shown}\n      plenary solve {shown}\n"));
    out
}
