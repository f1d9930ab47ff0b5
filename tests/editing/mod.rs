//! Changes by hand: `show`, `move`, `undo` and `history`, and the journal that they share.

mod figures;
mod journal;
#[cfg(unix)]
mod kills;
mod locks;
mod random;

use crate::common::{Folder, Run};

/// A folder with the example and `plan.json`, its timetable made by hand, which breaks no hard rule.
fn folder() -> Folder {
    let folder = Folder::with_example();
    folder.timetable("plan.json", &[]);
    folder
}

fn moved(folder: &Folder, more: &str, code: i32) -> Run {
    let run = folder.run(&format!("move conference.json plan.json {more}")).ended(code);
    if !more.contains("--json") {
        run.is_narrow();
    }
    run
}

/// The cost that `check` finds.
fn cost(folder: &Folder) -> i64 {
    folder.run("check conference.json plan.json --json").json()["cost"].as_i64().unwrap()
}

#[test]
fn show_lists_a_timetable_or_a_part_of_it() {
    let folder = folder();
    let show = |name: &str, more: &str| {
        let run = folder.run(&format!("show conference.json plan.json {more}")).ended(0);
        run.is_narrow();
        run.snapshot(&format!("editing/show-{name}"));
    };
    show("all", "");
    show("day", "--day '3 Mar'");
    show("zone", "--zone Asia/Tokyo --room 'Room 2'");
    show("person", "--person Bruno --zone America/Sao_Paulo --json");
    folder.timetable("plan.json", &[("trust", "", "")]);
    show("unplaced", "");
    for (name, more) in
        [("zone", "--zone Asia/Tokio"), ("day", "--day someday"), ("weekday", "--day Sunday"), ("track", "--track x")]
    {
        let run = folder.run(&format!("show conference.json plan.json {more}")).ended(2);
        run.snapshot(&format!("editing/show-wrong-{name}"));
    }
}

#[test]
fn an_offset_west_of_greenwich_is_a_time_zone() {
    let folder = folder();
    let shown = folder.run("show conference.json plan.json --zone -05:00").ended(0);
    assert!(shown.out.contains("time zone -05:00"), "{}", shown.out);
    moved(&folder, "trust --to '3 Mar 11:00' --zone -05:00", 0);
}

#[test]
fn a_long_title_is_cut_except_in_json() {
    let folder = folder();
    let long = "word ".repeat(2000);
    let text = folder.text("conference.json").replace("Trust online", long.trim_end());
    folder.write("conference.json", text);
    let runs = [
        moved(&folder, "trust --to '3 Mar 16:00'", 0),
        moved(&folder, "welcome --swap trust", 1),
        folder.run("history plan.json"),
        folder.run("undo plan.json"),
    ];
    assert!(runs.iter().all(|run| run.out.len() < 4000), "{}", runs[1].out);
    assert!(folder.run("history plan.json --json").out.contains(long.trim_end()));
}

#[test]
fn a_move_names_its_price_whom_it_wakes_what_it_breaks_and_places_nearby() {
    let folder = folder();
    let before = cost(&folder);
    let run = moved(&folder, "'Trust online' --to 'Wed 3 Mar 15:00' --room room-1", 1);
    run.snapshot("editing/refused");
    assert_eq!(cost(&folder), before);
    moved(&folder, "'Trust online' --to 'Wed 3 Mar 16:00' --room room-2", 0).snapshot("editing/moved");
    assert!(cost(&folder) > before);
    folder.run("show conference.json plan.json --day '3 Mar'").snapshot("editing/moved-shown");
}

#[test]
fn a_move_that_breaks_a_rule_is_made_with_force_only() {
    let folder = folder();
    let before = folder.bytes("plan.json");
    moved(&folder, "trust --room room-1 --json", 1).snapshot("editing/refused-json");
    assert_eq!((folder.bytes("plan.json"), folder.has("plan.json.journal")), (before, false));
    let forced = moved(&folder, "trust --room room-1 --force --json", 0).json();
    assert_eq!((&forced["moved"], &forced["change"]), (&true.into(), &1.into()));
    assert!(folder.run("check conference.json plan.json").ended(1).out.starts_with("Not valid"));
    // What was broken before is not held against the next move.
    moved(&folder, "welcome --to '1 Mar 13:00'", 0);
}

#[test]
fn sessions_swap_are_taken_out_and_come_back() {
    let folder = folder();
    moved(&folder, "trust --swap networks --force", 0).snapshot("editing/swap");
    moved(&folder, "languages --unplace", 0).snapshot("editing/unplace");
    folder.run("check conference.json plan.json --json").ended(1);
    moved(&folder, "trust --swap languages", 2).snapshot("editing/swap-with-unplaced");
    // It takes the place, and the other one is unplaced.
    moved(&folder, "languages --swap trust --force", 0).snapshot("editing/swap-of-unplaced");
    moved(&folder, "trust --room room-2", 2).snapshot("editing/room-without-time");
    moved(&folder, "trust --unplace", 0).snapshot("editing/nothing-to-change");
    moved(&folder, "trust --to '3 Mar 14:00' --zone Asia/Tokyo --force", 0).snapshot("editing/zone");
    let history = folder.run("history plan.json").ended(0);
    history.is_narrow();
    history.snapshot("editing/history");
    for left in (0..4).rev() {
        let undone = folder.run("undo plan.json --json").ended(0).json();
        assert_eq!((&undone["left"], &undone["change"]["number"]), (&left.into(), &(left + 1).into()));
    }
    let fresh = self::folder();
    assert_eq!(folder.bytes("plan.json"), fresh.bytes("plan.json"));
    folder.run("undo plan.json").ended(1).snapshot("editing/nothing-to-undo");
}

#[test]
fn a_lock_is_written_and_refuses_moves() {
    let folder = folder();
    moved(&folder, "trust --lock", 0).snapshot("editing/lock");
    assert!(folder.text("plan.json").contains("\"lock\":\"fixed\""), "{}", folder.text("plan.json"));
    moved(&folder, "trust --lock", 0);
    let refused = moved(&folder, "trust --to '3 Mar 16:00'", 1);
    assert!(refused.out.contains("Breaks the lock of trust in the schedule file"), "{}", refused.out);
    // The lock moves along.
    moved(&folder, "trust --to '3 Mar 16:00' --force", 0);
    assert!(folder.text("plan.json").contains("\"lock\":\"fixed\""));
    moved(&folder, "trust --unlock", 0);
    assert!(!folder.text("plan.json").contains("lock"), "{}", folder.text("plan.json"));
    folder.run("undo plan.json").ended(0).snapshot("editing/undo");
    assert!(folder.text("plan.json").contains("\"lock\":\"fixed\""));
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let folder = folder();
    for (name, more) in [
        ("nothing", "trust"),
        ("session", "trsut --lock"),
        ("room", "trust --room 'Room 9'"),
        ("time", "trust --to noon"),
        ("itself", "trust --swap trust"),
        ("zone", "trust --to '3 Mar 14:00' --zone Tokio"),
        ("both", "trust --to '3 Mar 14:00' --swap networks"),
    ] {
        moved(&folder, more, 2).snapshot(&format!("editing/wrong-{name}"));
    }
    folder.run("move conference.json conference.json trust --lock").ended(2).snapshot("editing/wrong-file");
    for line in ["undo conference.json", "history conference.json"] {
        let run = folder.run(line).ended(2);
        assert!(run.err.contains("conference.json is not a schedule file"), "{}", run.err);
    }
    for change in ["--swap networks", "--unplace", "--lock"] {
        moved(&folder, &format!("trust {change} --zone UTC"), 2);
    }
    folder.run("export conference.json plan.json --to xlsx --internal -o plan.xlsx").ended(0);
    folder.run("move conference.json plan.xlsx trust --lock").ended(2).snapshot("editing/wrong-workbook");
    assert_eq!(folder.names("."), ["conference.json", "plan.json", "plan.xlsx"]);
}

#[test]
fn the_figures_in_the_file_of_solve_stay_true() {
    let folder = Folder::solved();
    let old = folder.document("conference.schedule.json");
    folder.run("move conference.json conference.schedule.json trust --to '3 Mar 15:00'").ended(0);
    let new = folder.document("conference.schedule.json");
    // No note about another cost.
    let checked = folder.run("check conference.json conference.schedule.json --certificate").ended(0);
    assert!(checked.err.is_empty() && !checked.out.contains("not valid"), "{}\n{}", checked.out, checked.err);
    assert_eq!((&new["bound"], &new["certificate"]), (&old["bound"], &old["certificate"]));
    assert!(new["cost"].as_i64() > old["cost"].as_i64() && new["gap"].as_f64() > old["gap"].as_f64(), "{new:#}");
    assert_eq!((&new["status"], new.get("solver")), (&"complete".into(), None));
    // Nothing else moved, rooms included.
    for (old, new) in old["sessions"].as_array().unwrap().iter().zip(new["sessions"].as_array().unwrap()) {
        assert_eq!(old == new, old["id"] != "trust", "{old} {new}");
    }
    folder.run("move conference.json conference.schedule.json trust --unplace").ended(0);
    let new = folder.document("conference.schedule.json");
    assert_eq!(
        (&new["complete"], &new["gap"], &new["unplaced"][0]["id"]),
        (&false.into(), &().into(), &"trust".into())
    );
    folder.run("check conference.json conference.schedule.json").snapshot("editing/check-unplaced");
}

#[test]
fn a_published_release_is_not_changed_by_mistake() {
    let folder = folder();
    folder.run("release conference.json plan.json --version 1.0 -o release.json").ended(0);
    let line = "move conference.json release.json trust --to '3 Mar 16:00'";
    folder.run(line).ended(2).snapshot("editing/release");
    assert_eq!(folder.document("release.json")["release"]["version"], "1.0");
    folder.run(&format!("{line} --force")).ended(0);
    assert!(folder.document("release.json").get("release").is_none());
    folder.run("check conference.json release.json").ended(0);
}
