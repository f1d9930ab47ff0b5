//! The reports on the model case, the 275 sessions of the IGF 2020: whole, and the last screen of `solve`.

use unicode_width::UnicodeWidthStr;

use crate::common::Folder;

/// A folder with the model case and a timetable of it.
fn folder() -> Folder {
    let folder = Folder::empty();
    folder.take("instances/igf-2020.json", "igf.json");
    folder.take("tests/drafts/igf-2020.schedule.json", "draft.json");
    folder
}

/// The rows that a text takes on a terminal of 80 columns, which wraps longer lines.
fn rows(text: &str) -> usize {
    text.lines().map(|line| line.width().div_ceil(80).max(1)).sum()
}

#[test]
fn reports_on_the_model_case_are_as_recorded() {
    let folder = folder();
    for (name, line) in [
        ("describe", "describe igf.json"),
        ("check", "check igf.json draft.json"),
        ("explain", "explain igf.json draft.json"),
        ("explain-session", "explain igf.json draft.json workshop-48"),
        ("why-not", "explain igf.json draft.json workshop-48 --at 2020-11-09T03:00 --room room-1"),
        ("slots", "slots igf.json draft.json workshop-48"),
        ("slots-verbose", "slots igf.json draft.json workshop-48 --limit 3 --all --verbose"),
        ("release", "release igf.json draft.json --version 1 --phase phase-1 -o released.json"),
        ("diff", "diff igf.json released.json draft.json"),
        ("notify", "notify igf.json released.json draft.json -o letters"),
        ("export", "export igf.json draft.json --to site -o site"),
        ("why", "why igf.json"),
    ] {
        let run = folder.run(line);
        run.is_narrow();
        run.snapshot(&format!("flagship/{name}"));
    }
}

#[test]
fn ten_places_and_ten_sessions_to_swap_with_are_on_one_page() {
    let run = folder().run("slots igf.json draft.json workshop-48");
    assert!(rows(&run.out) <= 30, "{} rows:\n{}", rows(&run.out), run.out);
}

#[test]
fn the_last_24_rows_of_solve_have_verdict_cost_gap_and_next_commands() {
    let flagship = folder();
    let example = Folder::with_example();
    for run in [
        flagship.run("solve igf.json --steps 1000 --threads 2 -o new.json"),
        example.run("solve conference.json --steps 1000 --threads 2"),
    ] {
        run.snapshot(if run.out.contains("275") { "flagship/solve" } else { "flagship/solve-example" });
        let result = run.out.find("\nResult\n").map(|at| &run.out[at + 1..]).unwrap();
        assert!(rows(result) <= 24, "{} rows:\n{result}", rows(result));
        for part in ["sessions are placed", "Cost: ", "no complete timetable costs less", "Next\n", " export "] {
            assert!(result.contains(part), "{part:?} is not in\n{result}");
        }
    }
}
