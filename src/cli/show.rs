//! `plenary show`: the timetable as a list for each day.

use std::path::PathBuf;

use super::arguments::TimetableArgs;
use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::load::{ScheduleFile, Timetable};
use crate::app::show::{ShowRequest, show};
use crate::report::show::timetable;

/// Show a timetable, or what a day, a room, a person or a track has in it, in any time zone.
#[derive(Debug, clap::Args)]
pub(super) struct ShowArgs {
    /// The programme file
    #[arg(value_name = "PROGRAMME")]
    instance: PathBuf,
    /// The schedule file. A workbook or a CSV file works too
    schedule: PathBuf,
    /// Only this day, like 2020-11-09, "9 Nov" or Monday
    #[arg(long, value_name = "DATE")]
    day: Option<String>,
    /// Only the sessions in the room with this name or id
    #[arg(long, value_name = "NAME")]
    room: Option<String>,
    /// Only the sessions of the person with this name or id
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// Only the sessions of the track with this name or id
    #[arg(long, value_name = "NAME")]
    track: Option<String>,
    /// Time zone of all times, like Asia/Tokyo or +05:30 [default: that of the event]
    #[arg(long, value_name = "ZONE", allow_hyphen_values = true)]
    zone: Option<String>,
    #[command(flatten)]
    timetable: TimetableArgs,
    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,
}

/// Shows the timetable.
pub(super) fn run(args: &ShowArgs) -> Result<Exit, Failure> {
    let sheet = args.timetable.sheet_of(&[Some(&args.schedule)])?;
    let file = ScheduleFile::new(&args.schedule, sheet);
    let shown = Timetable::read(&args.instance, file, &output::WarningPrinter)?;
    let request = ShowRequest {
        zone: args.zone.clone(),
        day: args.day.clone(),
        room: args.room.clone(),
        person: args.person.clone(),
        track: args.track.clone(),
    };
    let view = show(&shown, &request)?;
    if args.json {
        output::document(&view)?;
    } else {
        output::text(&timetable(&view, output::width()))?;
    }
    Ok(Exit::Done)
}
