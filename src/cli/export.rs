//! `plenary export`: writes a timetable as files to publish.

use std::path::PathBuf;

use super::arguments::TimetableArgs;
use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::export::{self, ExportDocument, ExportRequest, base_address, web_address};
use crate::report::export::Format;
use crate::report::export::html::Language;
use crate::report::numbers::count;
use crate::report::text::wrap;

/// Write a timetable as a web page, a calendar, a table, a picture or an exchange file.
///
/// The files show the stamp of `release`: the name of the version, whether it is a draft, and which phases it contains.
/// With --previous, the calendar cancels the entries of that version that no longer take place, or that no longer
/// belong to the --person or --track.
#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// The programme file
    #[arg(value_name = "PROGRAMME")]
    instance: PathBuf,
    /// The schedule file
    schedule: PathBuf,
    /// Format to write
    #[arg(long, value_name = "FORMAT")]
    to: Target,
    /// File to write, or the directory for `site` [default: standard output; for xlsx PROGRAMME-public.xlsx, or PROGRAMME-internal.xlsx]
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Write for organisers: include attendance, personal costs and absences
    #[arg(long)]
    internal: bool,
    /// Include the links where people join the sessions. Public files leave them out otherwise
    #[arg(long)]
    with_links: bool,
    /// Language of the page before a reader chooses another: ar, zh, en, fr, ru or es (html, site) [default: en]
    #[arg(long, value_name = "CODE", value_parser = language)]
    language: Option<Language>,
    /// Time to print on the programme, like 2020-10-01T12:00Z [default: none]
    #[arg(long, value_name = "TIME")]
    stamp: Option<String>,
    /// Web address of the published page; json and xml link to it
    #[arg(long, value_name = "URL", value_parser = web_address)]
    url: Option<String>,
    /// Web address of the published folder, like https://example.org/programme/ (site). The pages then have links to
    /// subscribe to calendars
    #[arg(long, value_name = "URL", value_parser = base_address)]
    base_url: Option<String>,
    /// Write a calendar for each person, at an address that no one can guess without this key (site). The file is created
    /// if it does not exist; keep it, so that the addresses stay the same
    #[arg(long, value_name = "FILE")]
    feed_key: Option<PathBuf>,
    /// Write a table with the address of each person's calendar, for the organisers (site)
    #[arg(long, value_name = "FILE", requires = "feed_key")]
    feed_list: Option<PathBuf>,
    /// Only the sessions of the person with this name or id (ics)
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// Only the sessions of the track with this name or id (ics)
    #[arg(long, value_name = "NAME")]
    track: Option<String>,
    /// Schedule file of the last published version (ics, site). Calendars cancel its entries that no longer take place;
    /// a site says what changed since then
    #[arg(long, value_name = "SCHEDULE")]
    previous: Option<PathBuf>,
    /// The programme file of the --previous version, if PROGRAMME has changed since
    #[arg(long, value_name = "FILE", requires = "previous")]
    old_instance: Option<PathBuf>,
    /// Only this day, like 2020-11-09 or "9 Nov" (svg)
    #[arg(long, value_name = "DATE")]
    day: Option<String>,
    #[command(flatten)]
    timetable: TimetableArgs,
    /// Print one JSON document that lists the written files; needs -o
    #[arg(long, requires = "output")]
    json: bool,
}

/// `--to`
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Target {
    /// The programme as one self-contained web page
    Html,
    /// How the inconvenience is shared among regions and people, as one self-contained web page
    Fairness,
    /// A calendar of all sessions, or of one person or track
    Ics,
    /// A table with one row for each session, in UTF-8 with a byte order mark, for spreadsheet programs
    Csv,
    /// A workbook with a grid for each day, each person's times, and the sheets that `import` reads (complete only with
    /// --internal)
    Xlsx,
    /// The format schedule.json of frab and c3voc
    Json,
    /// The format schedule.xml of frab, c3voc and pretalx
    Xml,
    /// A Markdown table for each day
    Md,
    /// A picture of the rooms on each day
    Svg,
    /// A directory with all formats except xlsx
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

/// Reads the code of a language of the page.
fn language(text: &str) -> Result<Language, String> {
    let unknown = || format!("the page has no such language; write one of {}", Language::CODES.join(", "));
    Language::of_code(text).ok_or_else(unknown)
}

/// Exports the timetable and names the written files.
pub(super) fn run(args: &ExportArgs) -> Result<Exit, Failure> {
    let request = ExportRequest {
        programme: args.instance.clone(),
        schedule: args.schedule.clone(),
        timetable_from: args.timetable.sheet_of(&[Some(&args.schedule), args.previous.as_ref()])?,
        target: args.to.into(),
        output: args.output.clone(),
        internal: args.internal,
        with_links: args.with_links,
        language: args.language,
        stamp: args.stamp.clone(),
        url: args.url.clone(),
        base_url: args.base_url.clone(),
        feed_key: args.feed_key.clone(),
        feed_list: args.feed_list.clone(),
        person: args.person.clone(),
        track: args.track.clone(),
        previous: args.previous.clone(),
        old_programme: args.old_instance.clone(),
        day: args.day.clone(),
    };
    let exported = export::export(&request, &output::WarningPrinter)?;
    if args.json {
        output::document(&ExportDocument::new(&request, &exported))?;
    } else if let Some(bytes) = &exported.bytes {
        output::text(&String::from_utf8_lossy(bytes))?;
    } else {
        // The names of personal calendars are secret, and there may be a thousand of them.
        let listed = exported.written.len() - exported.personal;
        let all: Vec<String> = exported.written[..listed].iter().map(|path| path.display().to_string()).collect();
        let personal = match exported.personal {
            0 => String::new(),
            number => format!(" and {}", count(number, "personal calendar")),
        };
        output::text(&wrap("Wrote ", &format!("{}{personal}.", all.join(", ")), output::width().0))?;
    }
    Ok(Exit::Done)
}
