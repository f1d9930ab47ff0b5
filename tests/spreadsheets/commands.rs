//! The commands: import, template, describe, and check with a spreadsheet.

use crate::common::{Folder, STEPS, root, run};

/// A folder with a folder of CSV files, `event`.
fn event(files: &[(&str, &str)]) -> Folder {
    let folder = Folder::empty();
    folder.write("event/days.csv", "date\n2020-11-02\n2020-11-03\n");
    for (name, text) in files {
        folder.write(&format!("event/{name}.csv"), text);
    }
    folder
}

#[test]
fn from_the_template_to_a_timetable() {
    let folder = Folder::empty();
    folder.run("template programme.xlsx").snapshot("template/workbook");
    folder.run("import programme.xlsx").snapshot("import/template");
    folder.run(&format!("solve programme.json {STEPS}")).ended(0);
    folder.run("template programme.xlsx").snapshot("template/again");
    folder.run("template programme.csv --json").snapshot("template/wrong-ending-json");
}

#[test]
fn a_folder_of_csv_is_a_programme_and_a_list_a_timetable() {
    let folder = event(&[
        ("rooms", "id,name\nr,Hall\n"),
        ("sessions", "id;title;length;start;room;Notes\na;First;60;2020-11-02 09:00;Hall;x\nb;Second;30;;;\n"),
    ]);
    folder.run("import event -o i.json --schedule s.json --json").snapshot("import/folder-json");
    folder.run("import event -o j.json --schedule t.json").snapshot("import/folder");
    // One session has no place.
    folder.run("check i.json s.json").snapshot("check/imported");

    // The same from the list itself, and from another one.
    let run = folder.run("check i.json event --json").ended(1);
    assert_eq!(run.json()["placed"], 1);
    folder.write("plan.csv", "Session;Begin;Venue\nfirst;2 Nov 2020 10:00;r\nsecond;3 Nov 2020 10:00;hall\n");
    folder.run("check i.json plan.csv").ended(0);
    // Times by two clocks: the event's count.
    let both = "id,start_utc,start,room\na,whenever,2020-11-02 10:00,r\nb,whenever,2020-11-03 10:00,hall\n";
    folder.write("plan.csv", both);
    folder.run("check i.json plan.csv").ended(0);
    folder.write("plan.csv", both.replace("start,room", "start (CET),room"));
    folder.run("check i.json plan.csv").snapshot("check/list-with-two-starts");
    folder.write("plan.csv", "id,start,room\na,soon,r\nz,2020-11-02 09:00,r\nb,2020-11-02 09:00,attic\n");
    folder.run("check i.json plan.csv").snapshot("check/list-with-problems");
}

#[test]
fn nothing_is_written_over_by_accident() {
    let folder = event(&[("sessions", "id,length\na,60\n")]);
    folder.run("import event").ended(0);
    folder.run("import event").snapshot("import/again");
    folder.run("import event -o event.json").ended(0);
    for (name, line) in [
        ("into-no-folder", "import event -o no/where.json"),
        ("no-schedule-in-it", "import event -o x.json --schedule s.json"),
        ("wrong-zone", "import event -o x.json --people-zone Utopia"),
        ("missing-workbook", "import none.xlsx"),
    ] {
        folder.run(line).snapshot(&format!("import/{name}"));
    }
    assert!(!folder.has("x.json"));
    // A programme with problems leaves nothing behind.
    folder.write("event/sessions.csv", "id,length\na,long\n");
    folder.run("import event -o y.json").snapshot("import/with-problems");
    assert!(!folder.has("y.json"));
}

#[test]
fn a_programme_is_described_before_it_is_scheduled() {
    let words = run(root(), "describe instances/demo.json");
    words.is_narrow();
    words.snapshot("describe/demo");
    let run = run(root(), "describe instances/demo.json --json");
    run.snapshot("describe/demo-json");
    let view = run.json();
    // The introduction can only be in the first phase: 60 minutes and the turnaround; the opening takes both rooms.
    assert_eq!((&view["phases"][0]["only_here"], &view["phases"][0]["needed"]), (&1.into(), &70.into()));
    assert_eq!((&view["phases"][1]["only_here"], &view["phases"][1]["needed"]), (&1.into(), &130.into()));
    assert_eq!(view["phases"][1]["available"], 2 * 2 * (480 + 10));
}

/// Commands with a workbook as the timetable name the sheet that counts, as `import` does.
#[test]
fn where_sheets_contradict_each_other_every_command_takes_the_one_that_is_chosen() {
    let folder = event(&[
        ("rooms", "id\nr\n"),
        ("sessions", "id,title,length,start,room\na,First,60,2020-11-02 09:00,r\nb,Second,60,2020-11-02 15:00,r\n"),
        ("timetable", "start,end,room,title,id\n2020-11-02 12:00,2020-11-02 13:00,r,First,a\n"),
    ]);
    folder.run("import event -o p.json").ended(2);
    folder.run("import event -o p.json --timetable-from sessions").ended(0);
    folder.run("solve p.json --steps 100 -o s.json").ended(0);
    // As a programme, the timetable of the workbook does not matter.
    folder.run("solve event --steps 100 -o t.json").ended(0);
    for line in [
        "check p.json event",
        "explain p.json event",
        "slots p.json event a",
        "export p.json event --to csv",
        "release p.json event --version 1 -o r.json",
        "diff p.json s.json event",
        "notify p.json event s.json -o out",
        "solve p.json --from event --steps 100 -o u.json",
        "what-if p.json --from event --case 'more: room add studio' --steps 100",
        "sweep p.json --from event --vary people-hours=1 --steps 100",
    ] {
        let refused = folder.run(line).ended(2);
        assert!(refused.err.contains("error[sheets-disagree]"), "{line}: {}", refused.err);
        assert!(refused.err.contains("--timetable-from"), "{line}: {}", refused.err);
        let run = folder.run(&format!("{line} --timetable-from timetable"));
        assert_ne!(run.code, 2, "{line}: {}", run.err);
        let json = folder.run(&format!("{} --timetable-from grid", line.replace("event", "s.json"))).ended(2);
        assert!(
            json.err.contains("--timetable-from grid: no schedule file here is a workbook"),
            "{line}: {}",
            json.err
        );
    }
    let start = |sheet: &str| {
        folder.run(&format!("export p.json event --to csv --timetable-from {sheet}")).ended(0).out.contains("T12:00:00")
    };
    assert_eq!((start("timetable"), start("sessions")), (true, false));
}
