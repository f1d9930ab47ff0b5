//! `plenary frontier`: named timetables of one programme, from the cheapest to the most equal.

use std::path::PathBuf;

use clap::ValueEnum;

use super::arguments::{CaseArgs, TimetableArgs};
use super::exit::Exit;
use super::pieces::{Pieces, PlainLines};
use super::what_if::report_folder;
use super::{interrupt, output};
use crate::app::Failure;
use crate::app::frontier::FrontierRequest;
use crate::report::frontier::{Frontier, document, html, markdown, svg, terminal};

/// Make named timetables of a programme, from the cheapest to the most equal, for a committee to choose from.
///
/// Each timetable has other settings of the rules fair-regions, good-day, fair-people and fair-sessions; all other rules
/// stay. It is solved as a case of what-if, from the same start and with the same budget. The report shows its cost by the rules
/// of the programme, its bound by its own rules, and which regions gain and lose against the programme as it is
/// ("default"). A timetable is left out if another one is the same, or at least as good in each of five measures: the
/// mean discomfort of all people, of the worst-off region and of the worst-off tenth, what rules for people and sessions
/// charge, and what good-day charges. The exit code is 1 if a timetable breaks a hard rule or leaves a session unplaced.
#[derive(Debug, clap::Args)]
pub(super) struct FrontierArgs {
    /// The programme file
    #[arg(value_name = "PROGRAMME")]
    instance: PathBuf,
    /// Schedule file that each timetable starts from [default: an empty timetable]
    #[arg(long, value_name = "SCHEDULE")]
    from: Option<PathBuf>,
    #[command(flatten)]
    settings: CaseArgs,
    #[command(flatten)]
    timetable: TimetableArgs,
    /// Write each timetable with its programme file into this directory, and the report as Markdown, page and picture
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Write each timetable as a programme file into this directory, to solve them elsewhere, with job files for GNU
    /// parallel, GitHub Actions and GitLab CI; solve nothing now. what-if --collect compares them
    #[arg(long, value_name = "DIR", conflicts_with_all = ["output", "format"])]
    write_cases: Option<PathBuf>,
    /// Format of the report
    #[arg(long, value_enum, default_value_t = FrontierFormat::Terminal)]
    format: FrontierFormat,
    /// Print one JSON document instead of text; costs are in hundredths of a discomfort-minute
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// `--format`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FrontierFormat {
    /// Text tables, 80 columns wide
    Terminal,
    /// One Markdown table, for a web page or a pull request
    Markdown,
    /// A page with the picture and the tables
    Html,
    /// The picture: regions and timetables
    Svg,
}

/// Solves the timetables, writes and reports.
pub(super) fn run(args: &FrontierArgs) -> Result<Exit, Failure> {
    let request = FrontierRequest {
        programme: args.instance.clone(),
        from: args.from.clone(),
        timetable_from: args.timetable.sheet_of(&[args.from.as_ref()])?,
    };
    let prepared = request.prepare(&output::WarningPrinter)?;
    let settings = args.settings.resolve();
    if let Some(folder) = &args.write_cases {
        report_folder(&prepared.write_cases(folder, &settings)?, args.json)?;
        return Ok(Exit::Done);
    }
    if let Some(folder) = &args.output {
        prepared.check_folder(folder)?;
    }
    let stop = interrupt::watch("the results so far will be shown");
    let solved = prepared.solve(&settings, &Pieces::new(PlainLines::AtEnd), stop);
    let folder = match &args.output {
        Some(folder) => solved.write(folder, &settings)?.map(|written| written.folder),
        None => None,
    };
    report(args, &solved.frontier, folder)
}

fn report(args: &FrontierArgs, frontier: &Frontier, folder: Option<String>) -> Result<Exit, Failure> {
    if args.json {
        output::document(&document::document(frontier, folder))?;
    } else {
        output::text(&match args.format {
            FrontierFormat::Terminal => {
                format!(
                    "{}\n{}\n",
                    terminal::text(frontier, output::width()),
                    last_line(args, frontier, folder.as_deref())
                )
            }
            FrontierFormat::Markdown => markdown::text(frontier),
            FrontierFormat::Html => html::page(frontier),
            FrontierFormat::Svg => svg::picture(frontier),
        })?;
    }
    Ok(if frontier.problems() > 0 { Exit::Failed } else { Exit::answer(frontier.all_hold()) })
}

/// Where the files are, how to write them, or how to find out why there are none.
fn last_line(args: &FrontierArgs, frontier: &Frontier, folder: Option<&str>) -> String {
    match folder {
        Some(folder) => format!("Wrote the timetables and the report into {folder}."),
        None if frontier.timetables.is_empty() => {
            let programme = args.instance.display().to_string();
            format!("To find out why: plenary why {}", shell_words::quote(&programme))
        }
        None => "To write the timetables, a page and a picture: -o DIR".to_owned(),
    }
}
