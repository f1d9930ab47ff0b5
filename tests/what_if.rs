//! `plenary what-if` and `plenary sweep` as programs.

use serde_json::Value;

use crate::common::{Folder, Run, run_words};

const STEPS: &str = "--steps 2000 --threads 1";

fn what_if(folder: &Folder, more: &str) -> Run {
    folder.run(&format!("what-if conference.json {STEPS} {more}"))
}

const FROM: &str = "--from conference.schedule.json";
const CASES: &str = "--case 'one room: room remove room-2' \
     --case 'no amina: person gone amina; rule weight people-hours 2' \
     --case 'late trust: session delay trust 30'";

#[test]
fn the_comparison_of_cases_is_at_most_eighty_columns_wide() {
    let folder = Folder::solved();
    let run = what_if(&folder, &format!("{FROM} {CASES}"));
    run.is_narrow();
    run.snapshot("what-if/cases");
    what_if(&folder, &format!("{FROM} {CASES} --format markdown")).snapshot("what-if/cases-markdown");
}

#[test]
fn the_number_of_threads_does_not_change_the_document() {
    let folder = Folder::solved();
    let with = |threads: &str| {
        folder.run(&format!("what-if conference.json --steps 2000 {FROM} --json --threads {threads} {CASES}")).ended(0)
    };
    let one = with("1");
    assert_eq!(one.out, with("3").out);
    one.snapshot("what-if/cases-json");
    let document = one.json();
    let cases = document["cases"].as_array().unwrap();
    // The cost is measured with today's weight of a rule, not with that of the case.
    assert!(cases[2]["own_cost"].as_i64() > cases[2]["cost"].as_i64(), "{}", cases[2]);
    assert_eq!(cases[0]["own_cost"], cases[0]["cost"]);
}

#[test]
fn a_case_with_an_unplaced_session_gives_the_exit_code_one() {
    let folder = Folder::with_example();
    let closed = "--case 'no room: room close room-1 2027-03-01T00:00 2027-03-05T00:00'";
    what_if(&folder, closed).snapshot("what-if/no-room");
    what_if(&folder, &format!("{closed} --json")).snapshot("what-if/no-room-json");
}

#[test]
fn all_mistakes_in_the_cases_are_reported_before_a_case_is_solved() {
    let folder = Folder::with_example();
    folder.write("cases.txt", "a: room remove room-9\n\nb: hours earliest programme 25:00\n");
    for (name, more) in [
        ("mistakes", "--cases cases.txt --case 'c: session delay trust 30'"),
        ("without-cases", ""),
        ("same-name-twice", "--case 'a: turnaround 5' --case 'a: turnaround 6'"),
        ("unknown-change-json", "--case 'a: x' --json"),
    ] {
        what_if(&folder, more).snapshot(&format!("what-if/{name}"));
    }
    folder.run("what-if").snapshot("what-if/nothing");
}

#[test]
fn cases_are_written_solved_elsewhere_and_collected() {
    let folder = Folder::solved();
    let written = what_if(&folder, &format!("{FROM} --write-cases grid {CASES} --json"));
    written.snapshot("what-if/written-json");
    written.snapshot_of("grid/manifest.json", "what-if/written-manifest");
    let commands: Vec<String> =
        written.json()["commands"].as_array().unwrap().iter().map(|c| c.as_str().unwrap().into()).collect();
    assert_eq!(commands.len(), 4);
    let grid = folder.file("grid");
    let solve = |command: &str| {
        let words: Vec<&str> = command.split(' ').skip(1).collect();
        let run = run_words(&grid, &words).ended(0);
        assert!(!run.err.contains("warning"), "{}", run.err);
    };
    commands[1..].iter().for_each(|command| solve(command));
    // Today's case is not solved yet; the table shows the others.
    folder.run("what-if --collect grid").snapshot("what-if/collected-in-part");
    folder.run("what-if --collect grid --json").snapshot("what-if/collected-in-part-json");
    solve(&commands[0]);
    folder.run("what-if --collect grid").snapshot("what-if/collected");
    // With the same steps, cases solved elsewhere have the same results as here.
    let collected = folder.run("what-if --collect grid --json").ended(0).json();
    let here = what_if(&folder, &format!("{FROM} --json {CASES}")).json();
    for member in ["name", "changes", "cost", "by_rule", "moved", "regions", "open_minutes", "own_cost"] {
        for case in 0..4 {
            assert_eq!(collected["cases"][case][member], here["cases"][case][member], "{member} of case {case}");
        }
    }
    what_if(&folder, &format!("{FROM} --write-cases grid {CASES}")).snapshot("what-if/written-again");
}

fn sweep(folder: &Folder, more: &str) -> Run {
    folder.run(&format!("sweep conference.json {STEPS} --vary {more}"))
}

#[test]
fn a_sweep_gives_a_table_and_a_picture() {
    let folder = Folder::with_example();
    let run = sweep(&folder, "programme.longest_day_minutes=120..360:120 -o days.svg");
    run.is_narrow();
    run.snapshot("sweep/longest-day");
    run.snapshot_of("days.svg", "sweep/longest-day-picture");
    let line = "sweep conference.json --steps 2000 --threads 2 --vary programme.longest_day_minutes=120..360:120";
    let again = folder.run(&format!("{line} -o again.svg"));
    assert_eq!(again.out.replace("again", "days"), run.out);
    assert_eq!(folder.text("again.svg"), folder.text("days.svg"));
}

#[test]
fn a_swept_weight_is_measured_in_the_same_way_at_each_value() {
    let folder = Folder::with_example();
    let run = sweep(&folder, "fair-regions=0,0.1,0.25 --json");
    run.snapshot("sweep/fair-regions-json");
    let document = run.json();
    let points = document["points"].as_array().unwrap();
    // The cost of the rule is measured although its weight is 0 at this point.
    assert!(points[0]["by_rule"]["fair-regions"].as_i64() > Some(0), "{}", points[0]);
    let side = |point: &Value, name: &str| point["trade_off"][name].as_i64().unwrap();
    assert!(points.iter().all(|point| side(point, "x") + side(point, "y") == point["cost"].as_i64().unwrap()));
}

#[test]
fn unknown_numbers_and_impossible_values_are_refused_with_a_hint() {
    let folder = Folder::with_example();
    for (name, more) in [
        ("wrong-rule", "fair-region=1,2"),
        ("impossible-value", "longest_day_minutes=10,480"),
        ("one-value", "longest_day_minutes=10"),
        ("onto-the-instance", "'session shorten trust to=60' -o conference.json"),
        ("change", "'session shorten trust to=60,75'"),
    ] {
        sweep(&folder, more).snapshot(&format!("sweep/{name}"));
    }
}
