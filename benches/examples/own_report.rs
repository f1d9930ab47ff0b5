//! Your own report: the local start of each session in all time zones of the audiences, with marked night hours.
//!
//! `cargo run --example own-report -- PROGRAMME SCHEDULE`, without arguments for the demo.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::Timelike;
use plenary::app::load::Timetable;
use plenary::app::{Failure, Silent};
use plenary::domain::{Instant, Zone};
use plenary::explain::programme::Readers;
use plenary::explain::{overview, programme};
use plenary::report::Width;
use plenary::report::numbers::{hours, share};
use plenary::report::table::{Column, table};

/// The local start in a zone, with a star if the session begins or ends between 23:00 and 06:00 there.
fn clock(zone: Zone, start: Instant, end: Instant) -> String {
    let at_night = |at: Instant| !(6..23).contains(&zone.civil(at).hour());
    let star = if at_night(start) || at_night(end.plus(-1)) { "*" } else { "" };
    format!("{}{star}", zone.civil(start).format("%H:%M"))
}

/// The last part of a zone's name: `Lagos`.
fn city(zone: Zone) -> String {
    zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ")
}

/// The report about a timetable file.
pub(crate) fn text(file: &Path, schedule: &Path) -> Result<String, Failure> {
    // Reads and validates both files. A failure has every problem with file, line and column.
    let timetable = Timetable::read(file, schedule, &Silent)?;
    let (conference, report) = (&timetable.conference, timetable.check());

    // `programme` is the view that all published formats are made from. The public one has no private data.
    let view = programme(conference, &timetable.schedule, &report, Readers::Public);
    let zones: Vec<Zone> = conference.audiences.iter().flat_map(|a| a.zones.iter().map(|zone| zone.zone)).collect();
    let cities: Vec<String> = zones.iter().copied().map(city).collect();
    let columns: Vec<Column<'_>> =
        ["session", "day"].into_iter().chain(cities.iter().map(String::as_str)).map(Column::Text).collect();
    let rows = view.held().map(|(session, held)| {
        let day = view.days[held.day].date.format("%a %-d %b").to_string();
        let clocks = zones.iter().map(|zone| clock(*zone, held.start.at, held.end.at));
        [session.id.clone(), day].into_iter().chain(clocks).collect()
    });
    let mut text = table(&columns, rows.collect(), Width::PIPED);

    // `overview` has the figures that `plenary check` prints.
    for region in overview(conference, &timetable.schedule, &report).regions {
        let (night, comfortable) = (hours(region.night_minutes), share(region.comfortable_minutes, region.minutes));
        text.push_str(&format!("{}: {night} attendee-hours at night, {comfortable} comfortable\n", region.name));
    }
    Ok(text)
}

fn main() -> ExitCode {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let file = arguments.next().unwrap_or_else(|| repository.join("instances/demo.json"));
    let schedule = arguments.next().unwrap_or_else(|| repository.join("tests/golden/demo.schedule.json"));
    match text(&file, &schedule) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("{}", failure.text());
            ExitCode::from(2)
        }
    }
}
