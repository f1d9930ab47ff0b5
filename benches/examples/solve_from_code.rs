//! Solve from code: builds a programme in memory, makes a timetable, and shows what is proven about it.
//!
//! `cargo run --example solve-from-code`

use std::fmt::Write;
use std::sync::atomic::AtomicBool;

use plenary::app::solve::{Search, solve};
use plenary::app::{Budget, Failure, Silent, load};
use plenary::domain::{Request, Zone};
use plenary::report::numbers::{discomfort, percent};
use serde_json::{Value, json};

/// The talks as they may come from your own database: title, minutes, speaker.
const TALKS: [(&str, u32, &str); 4] = [
    ("Soil sensors", 45, "amina"),
    ("Weather models", 45, "bruno"),
    ("Seeds and law", 60, "chitra"),
    ("Open questions", 30, "amina"),
];

/// A programme has the same form in memory as in a file. `plenary schema instance` describes all members.
fn programme() -> Value {
    let session = |(title, minutes, speaker): (&str, u32, &str)| {
        json!({ "id": title.to_lowercase().replace(' ', "-"), "title": title, "minutes": minutes,
                "attendance": 50, "people": [speaker] })
    };
    json!({
        "format": "plenary/1",
        "name": "Four talks",
        "time_zone": "UTC",
        "phases": [{ "id": "day", "days": ["2027-06-01"], "hours": { "earliest": "06:00", "latest": "20:00" } }],
        "audiences": [
            { "id": "africa", "people": 40, "zones": [{ "zone": "Africa/Nairobi" }] },
            { "id": "asia", "people": 60, "zones": [{ "zone": "Asia/Kolkata" }] },
        ],
        "people": [
            { "id": "amina", "zone": "Africa/Nairobi" },
            { "id": "bruno", "zone": "America/Sao_Paulo" },
            { "id": "chitra", "zone": "Asia/Kolkata" },
        ],
        "sessions": TALKS.map(session),
    })
}

/// Solves the programme and describes the result.
pub(crate) fn text() -> Result<String, Failure> {
    // The loader reports every problem of the programme at once. `Silent` ignores its warnings.
    let conference = load::parse_programme(programme().to_string().as_bytes(), "four talks", &Silent)?;

    // With a number of steps, the result is the same on every machine. The default is 30 seconds on all cores.
    let search = Search { budget: Budget::Steps(10_000), threads: 1, ..Search::default() };
    // Set this flag from another thread to end the search early.
    let stop = AtomicBool::new(false);
    let outcome = solve(&conference, &Request::default(), &search, &Silent, &stop)?;

    let mut text = String::new();
    for (id, placement) in outcome.schedule.placed() {
        let session = &conference.sessions[id.index()];
        // Each speaker gets the local time.
        for part in &session.participants {
            let speaker = &conference.people[part.person.index()];
            let zone: Zone = speaker.zone.unwrap_or(conference.zone);
            let time = zone.time_range(placement.start, session.end(placement.start));
            let _ = writeln!(text, "{:<15} {time} for {} in {}", session.title, speaker.label(), zone.name());
        }
    }

    // The checker is independent of the search: it has a second implementation of every rule.
    let (report, quality) = (&outcome.report, &outcome.proven.quality);
    let _ = writeln!(text, "feasible: {}", report.is_feasible());
    let _ = writeln!(text, "cost: {} discomfort-minutes", discomfort(report.cost));
    let _ = writeln!(text, "at most {} of the cost can be saved", percent(quality.gap()));
    Ok(text)
}

fn main() -> Result<(), Failure> {
    print!("{}", text()?);
    Ok(())
}
