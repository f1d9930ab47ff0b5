//! `plenary export`: a timetable as files that can be published as they are.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::export::{self, ExportDocument, ExportRequest, web_address};
use crate::app::load::absolute_instant;
use crate::domain::Instant;
use crate::report::export::Format;
use crate::report::text::wrap;

/// Write a schedule as a page, a table, a calendar or an exchange file.
///
/// What `release` stamped is shown: the version's name, that it is a draft, that it has some phases alone. With
/// --previous, a calendar takes out of people's calendars what they have from that version and is held no longer, and
/// for --person or --track, what is theirs no longer.
#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// The instance
    instance: PathBuf,
    /// The schedule
    schedule: PathBuf,
    /// The format
    #[arg(long, value_name = "FORMAT")]
    to: Target,
    /// Where to write it, a directory for `site`; standard output if not given
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// For organisers: attendance, personal costs and absences as well
    #[arg(long)]
    internal: bool,
    /// As of when the programme is said to be: 2020-10-01T12:00Z; nothing is said if not given
    #[arg(long, value_name = "TIME", value_parser = absolute_instant)]
    stamp: Option<Instant>,
    /// Address at which the page will be found; json and xml link to it
    #[arg(long, value_name = "URL", value_parser = web_address)]
    url: Option<String>,
    /// Only the sessions of this person, by id; of an ics
    #[arg(long, value_name = "ID")]
    person: Option<String>,
    /// Only the sessions of this track, by id; of an ics
    #[arg(long, value_name = "ID")]
    track: Option<String>,
    /// The version that people have, of an ics and a site: what it has and this one has not is in the calendar as
    /// cancelled
    #[arg(long, value_name = "SCHEDULE")]
    previous: Option<PathBuf>,
    /// The instance that version was made for, where INSTANCE has changed since
    #[arg(long, value_name = "FILE", requires = "previous")]
    old_instance: Option<PathBuf>,
    /// Only this day of an svg
    #[arg(long, value_name = "DATE")]
    day: Option<NaiveDate>,
    /// One JSON document on standard output: what was written; needs -o
    #[arg(long, requires = "output")]
    json: bool,
}

/// What can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Target {
    /// The programme as one self-contained page
    Html,
    /// Who bears what, as one self-contained page
    Fairness,
    /// A calendar, whole or for one person or track
    Ics,
    /// A row a session, in UTF-8 with its mark, as spreadsheets want it
    Csv,
    /// A workbook to go on with: a grid for each day, everybody's times, and the programme, which `import` reads back;
    /// whole with --internal
    Xlsx,
    /// schedule.json of frab and c3voc
    Json,
    /// schedule.xml of frab and c3voc, as pretalx writes it
    Xml,
    /// Tables by day in Markdown
    Md,
    /// A picture of the rooms by day
    Svg,
    /// A directory with all of them but the workbook
    Site,
}

impl From<Target> for export::Target {
    fn from(target: Target) -> export::Target {
        match target {
            Target::Html => export::Target::File(Format::Html),
            Target::Ics => export::Target::File(Format::Ics),
            Target::Csv => export::Target::File(Format::Csv),
            Target::Json => export::Target::File(Format::Json),
            Target::Xml => export::Target::File(Format::Xml),
            Target::Md => export::Target::File(Format::Markdown),
            Target::Svg => export::Target::File(Format::Svg),
            Target::Fairness => export::Target::Fairness,
            Target::Xlsx => export::Target::Workbook,
            Target::Site => export::Target::Site,
        }
    }
}

/// Exports.
pub(super) fn run(args: &ExportArgs) -> Result<Exit, Failure> {
    let asked = ExportRequest {
        programme: args.instance.clone(),
        schedule: args.schedule.clone(),
        target: args.to.into(),
        output: args.output.clone(),
        internal: args.internal,
        stamp: args.stamp,
        url: args.url.clone(),
        person: args.person.clone(),
        track: args.track.clone(),
        previous: args.previous.clone(),
        old_programme: args.old_instance.clone(),
        day: args.day,
    };
    let exported = export::export(&asked, &output::WarningPrinter)?;
    if args.json {
        output::document(&ExportDocument::new(&asked, &exported))?;
    } else if let Some(bytes) = &exported.bytes {
        output::text(&String::from_utf8_lossy(bytes))?;
    } else {
        let all: Vec<String> = exported.written.iter().map(|path| path.display().to_string()).collect();
        output::text(&wrap("Wrote ", &format!("{}.", all.join(", ")), output::width().0))?;
    }
    Ok(Exit::Done)
}
