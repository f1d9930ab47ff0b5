//! No report has a line of more than 80 columns if the output is not a terminal, even with long names in any script;
//! and no report has colours.

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use crate::common::{Folder, Run, STEPS, plenary};

/// A long id to replace an id of the example: without spaces, and for some ids in characters of two columns.
fn long(id: &str) -> String {
    match id {
        "trust" => "信頼とオンラインの安全についての分科会".repeat(4),
        "bruno" | "programme" => format!("{id}-{}", "会議".repeat(35)),
        _ => format!("{id}-{}", "which-has-a-very-long-id-of-many-words-".repeat(4)),
    }
}

const RENAMED: [&str; 8] = ["trust", "bruno", "programme", "room-2", "access", "workshop", "amina", "interpretation"];

/// The example with long ids and names.
fn with_long_names(text: &str) -> String {
    let mut text = text.to_owned();
    for id in RENAMED {
        text = text.replace(&format!("\"{id}\""), &format!("\"{}\"", long(id)));
    }
    for (name, words) in [("Trust online", 20), ("Community networks", 8), ("Room 2", 9), ("Asia", 12), ("Africa", 30)]
    {
        let whole = format!("{} {}", vec![name; words].join(" "), "会議".repeat(50));
        text = text.replace(&format!("\"{name}\""), &format!("\"{whole}\""));
    }
    text.replace("Two-phase demo", &format!("The {} demo", "two-phase-".repeat(12)))
}

/// Runs a command that must not fail, and asserts the width of each line of its output.
fn fits(folder: &Folder, line: &str) -> String {
    // The output is not a terminal, so these variables must have no effect.
    let mut command = plenary(folder.path());
    command.args(shell_words::split(line).unwrap()).env("COLUMNS", "200").env("CLICOLOR_FORCE", "1");
    let run = Run::new(folder.path(), line, command.output().unwrap());
    assert_ne!(run.code, 2, "{line}: {}", run.err);
    for text in [&run.out, &run.err] {
        assert!(!text.contains('\u{1b}'), "{line} has colours: {text}");
        let wide: Vec<&str> = text.lines().filter(|line| line.width() > 80).collect();
        assert!(wide.is_empty(), "{line} is wider than 80 columns:\n{}\nin\n{text}", wide.join("\n"));
    }
    run.out
}

/// Writes a second version: without the first session, and with two others swapped.
fn second(folder: &Folder) {
    let schedule = folder.document("conference.schedule.json");
    let place = |entry: &Value| json!({ "id": entry["id"], "start": entry["start"], "room": entry["room"] });
    let mut entries: Vec<Value> = schedule["sessions"].as_array().unwrap().iter().skip(1).map(place).collect();
    let (one, two) = (entries[0].clone(), entries[1].clone());
    for key in ["start", "room"] {
        entries[0][key] = two[key].clone();
        entries[1][key] = one[key].clone();
    }
    let document = json!({ "format": "plenary-schedule/1", "sessions": entries });
    folder.write("second.json", document.to_string());
}

/// A folder with a programme, its timetable, and a second version of the timetable.
fn solved(edit: impl FnOnce(&str) -> String) -> Folder {
    let folder = Folder::with_example();
    folder.write("conference.json", edit(&folder.text("conference.json")));
    let run = folder.run(&format!("solve conference.json {STEPS} --json"));
    assert_eq!(run.json()["placed"], 5, "{}", run.err);
    second(&folder);
    folder
}

/// Runs each command that prints a report on one programme; `name` maps the ids of the example.
fn everything(folder: &Folder, name: impl Fn(&str) -> String) {
    let fits = |line: &str| fits(folder, line);
    let on = |command: &str, more: &str| fits(&format!("{command} conference.json conference.schedule.json {more}"));
    let (trust, room, amina, programme) = (name("trust"), name("room-2"), name("amina"), name("programme"));
    fits("describe conference.json");
    fits("why conference.json");
    on("check", "--certificate");
    assert!(fits("check conference.json second.json").starts_with("Not valid"));
    on("explain", "");
    on("explain", "--advice --time-limit 2s");
    on("explain", "--fairness --time-limit 2s");
    on("explain", &trust);
    on("explain", &format!("{trust} --at 2027-03-03T02:00 --room {room}"));
    on("slots", &trust);
    on("slots", &format!("{trust} --all --limit 40"));
    on("show", "");
    on("show", "--zone Asia/Tokyo");
    fits(&format!("move conference.json second.json {trust} --to '3 Mar 2027 16:00' --lock --force"));
    fits("history second.json");
    fits("undo second.json");
    fits("diff conference.json conference.schedule.json second.json");
    let version = "1.0, as the programme committee has it on the second of March";
    on("release", &format!("--version '{}' -o first.json", &version[..60]));
    let again = "release conference.json second.json --version 1.1 --previous first.json --draft";
    fits(&format!("{again} -o draft.json"));
    fits(&format!("{again} --phase {programme} -o phase.json"));
    fits("notify conference.json first.json draft.json -o messages");
    fits("export conference.json phase.json --to md -o phase.md");
    on("export", "--to site -o site");
    on("export", "--to xlsx --internal -o programme.xlsx");
    fits("import programme.xlsx --schedule again.json -o imported.json");
    let cases = format!(
        "--case 'one {} room: room remove {room}' --case 'person gone {amina}; rule weight people-hours 2'",
        "and only one ".repeat(8)
    );
    fits(&format!("what-if conference.json --from conference.schedule.json {cases} --steps 200"));
    for vary in [format!("{programme}.longest_day_minutes=420,480"), "fair-regions=0,0.1,0.25".to_owned()] {
        fits(&format!("sweep conference.json --vary {vary} --steps 200"));
    }
    fits("frontier conference.json --from conference.schedule.json --steps 200");
    fits("bench conference.json --steps 200");
}

#[test]
fn reports_of_the_example_fit_into_eighty_columns() {
    let folder = solved(str::to_owned);
    everything(&folder, str::to_owned);
}

#[test]
fn reports_of_long_names_fit_into_eighty_columns() {
    let folder = solved(with_long_names);
    everything(&folder, |id| if RENAMED.contains(&id) { long(id) } else { id.to_owned() });
}

#[test]
fn reports_of_init_template_and_import_fit_into_eighty_columns() {
    let folder = Folder::empty();
    let columns: Vec<String> = (0..9).map(|number| format!("our own column no. {number}")).collect();
    folder.write("event/days.csv", "date\n2020-11-02\n");
    folder.write("event/sessions.csv", format!("id;minutes;{}\na;60;{}\n", columns.join(";"), ["x"; 9].join(";")));
    folder.write(&format!("event/{}.csv", long("notes")), "what\never\n");
    for line in ["init .", "template p.xlsx", "import event -o i.json"] {
        let run = folder.run(line).ended(0);
        let output = format!("{}{}", run.out, run.err);
        assert!(output.lines().all(|line| line.width() <= 80), "{line}: {output}");
    }
}

#[test]
fn conflicts_of_long_names_fit_into_eighty_columns() {
    let folder = Folder::empty();
    folder.take("tests/infeasible/only-room-closed.json", "closed.json");
    let text = ["room-1", "interpretation"]
        .iter()
        .fold(folder.text("closed.json"), |text, id| text.replace(&format!("\"{id}\""), &format!("\"{}\"", long(id))));
    folder.write("closed.json", text);
    let report = fits(&folder, "why closed.json");
    assert!(report.contains("These conditions cannot all hold") && report.contains("Repairs"), "{report}");
}
