//! A programme all of whose texts are made to do harm: no output of any command has a hidden character, no cell is a
//! formula, and no letter has a second address.

use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;

use serde_json::{Value, json};

use super::clean;
use crate::common::{Folder, Run, run_limited};

/// Texts that a terminal, a page, a spreadsheet or a calendar might stumble over.
const HOSTILE: [&str; 10] = [
    "\u{1b}[2J\u{1b}]0;pwn\u{7}\u{9b}31m",
    "\u{202e}txt.exe\u{2066}\u{2069}\u{200f}\u{061c}",
    "=cmd|'/c calc'!A1",
    "\t+1+1",
    "@SUM(1)\r\nATTENDEE:mailto:x@y\nEND:VEVENT",
    "</script><script>alert(1)</script><svg/onload=alert(2)>",
    "\u{2028}\u{2029}\u{0}\u{8}\u{fffe}\u{85}x",
    "\"' onload=\"alert(3)\" ${7*7}{{7*7}} &lt;b&gt; ]]> <!--",
    "| a | b |\n# h [x](javascript:alert(5)) ![i](http://t/x.png)",
    "a\u{200b}\u{feff}\u{2060}b",
];

/// The example with hostile texts, and its timetables: `conference.json`, `old.json` and `new.json`.
fn hostile() -> Folder {
    let folder = Folder::with_example();
    let mut document = folder.document("conference.json");
    let mut next = 0;
    let mut text = || {
        next += 1;
        format!("{} {next}", HOSTILE[next % HOSTILE.len()])
    };
    document["name"] = json!(text());
    for list in ["rooms", "phases", "types", "audiences", "people", "sessions", "tracks"] {
        for element in document.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            let name = if list == "sessions" { "title" } else { "name" };
            if list != "types" {
                element[name] = json!(text());
            }
            if list == "people" {
                (element["organisation"], element["title"]) = (json!(text()), json!(text()));
                element["email"] = json!("a@b.org");
            }
            if list == "sessions" {
                (element["description"], element["status"]) = (json!(text()), json!(text()));
                element["languages"] = json!([text(), "en"]);
                element["interpretation"] = json!([text()]);
                element["link"] = json!("javascript:alert(1)\u{202e}");
            }
            element["extra"] = json!({ "note": text(), "key\u{202e}\u{1b}": text() });
        }
    }
    folder.write("conference.json", document.to_string());
    folder.timetable("a.json", &[]);
    folder.timetable("b.json", &[("languages", "2027-03-03T14:00", "room-2")]);
    let before = "--previous old.json";
    run(&folder, "release conference.json a.json --version 1.0 -o old.json", 0);
    run(&folder, &format!("release conference.json b.json --version 1.1 -o new.json {before}"), 0);
    folder
}

#[track_caller]
fn run(folder: &Folder, line: &str, code: i32) -> Run {
    let run = run_limited(folder.path(), &shell_words::split(line).unwrap()).ended(code);
    clean(line, &run.out);
    clean(line, &run.err);
    run
}

#[test]
fn no_command_prints_a_hidden_character() {
    let folder = hostile();
    let timetable = "conference.json new.json";
    for line in [
        format!("check {timetable}"),
        format!("explain {timetable}"),
        format!("explain {timetable} languages"),
        format!("slots {timetable} languages"),
        format!("show {timetable}"),
        "move conference.json b.json languages --unplace".to_owned(),
        "move conference.json b.json languages --to 2027-03-03T16:00 --force".to_owned(),
        "history b.json".to_owned(),
        "undo b.json".to_owned(),
        "diff conference.json old.json new.json".to_owned(),
        "describe conference.json".to_owned(),
        "solve conference.json --steps 200 --threads 1 -o out.json".to_owned(),
        "why conference.json".to_owned(),
        "what-if conference.json --steps 200 --threads 1 --from new.json --case 'session withdraw languages'"
            .to_owned(),
    ] {
        for more in ["", " --json"] {
            let line = format!("{line}{more}");
            let run = run_limited(folder.path(), &shell_words::split(&line).unwrap());
            assert!(matches!(run.code, 0 | 1), "{line}: {}\n{}", run.code, run.err);
            clean(&line, &run.out);
            clean(&line, &run.err);
            assert!(more.is_empty() || serde_json::from_str::<Value>(&run.out).is_ok(), "{line}: {}", run.out);
        }
    }
    // Texts on the command line, and names of files.
    for line in [
        "check \u{1b}[2J\u{202e}.json x",
        "solve conference.json --\u{202e}x",
        "explain conference.json new.json \u{9b}x",
    ] {
        run(&folder, line, 2);
        run(&folder, &format!("{line} --json"), 2);
    }
}

#[test]
fn no_file_has_a_hidden_character_or_a_formula() {
    let folder = hostile();
    for to in ["html", "ics", "csv", "md", "svg", "json", "xml", "fairness"] {
        for more in ["", "--internal"] {
            let written = run(&folder, &format!("export conference.json new.json --to {to} {more}"), 0).out;
            let is_page = matches!(to, "html" | "fairness" | "svg" | "xml" | "md");
            assert!(
                !is_page || !written.contains("<script>alert") && !written.contains("<svg/onload"),
                "{to}: {written}"
            );
            assert!(!written.contains("href=\"javascript") && !written.contains("\nATTENDEE"), "{to}: {written}");
            if to == "csv" {
                no_formulas(&written);
            }
        }
    }
    run(&folder, "export conference.json new.json --to site -o site", 0);
    run(&folder, "notify conference.json old.json new.json --all -o letters", 0);
    for name in ["site", "letters"] {
        texts(&folder.file(name));
    }
    no_formulas(&folder.text("letters/mail-merge.csv"));
    for (more, file) in [("", "book.xlsx"), ("--internal", "team.xlsx")] {
        run(&folder, &format!("export conference.json new.json --to xlsx {more} -o {file}"), 0);
        workbook(&folder.bytes(file));
    }
    run(&folder, "import team.xlsx -o again.json", 0);
    assert!(folder.has("again.json"));
}

/// Fails if a text file of a folder has a hidden character.
fn texts(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts(&path);
        } else if let Ok(text) = String::from_utf8(fs::read(&path).unwrap()) {
            clean(&path.display().to_string(), &text);
        }
    }
}

fn no_formulas(table: &str) {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    for record in reader.records() {
        for cell in &record.unwrap() {
            let is_number = cell.parse::<f64>().is_ok();
            assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
    }
}

/// Fails if a part of a workbook has a hidden character, or a formula that comes from a text.
fn workbook(bytes: &[u8]) {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        clean(&name, &text);
        assert!(!text.contains("<f>") && !text.contains("_x001B_") && !text.contains("_x202E_"), "{name}: {text}");
    }
}

#[test]
fn an_address_that_is_not_one_address_is_refused_with_its_place() {
    let folder = Folder::with_example();
    for email in ["a@b.c\r\nBcc: z@z", "a@b.c, z@z", "a@b.c\u{202e}", "A <a@b.c>", "a@"] {
        let mut document = folder.document("conference.json");
        document["people"][0]["email"] = json!(email);
        folder.write("bad.json", document.to_string());
        folder.timetable("a.json", &[]);
        for line in
            ["check bad.json a.json", "notify bad.json a.json a.json --all -o told", "export bad.json a.json --to csv"]
        {
            let run = run(&folder, line, 2);
            assert!(run.err.contains("bad-email") && run.err.contains("/people/0/email"), "{}", run.err);
        }
        assert!(!folder.has("told"));
    }
}
