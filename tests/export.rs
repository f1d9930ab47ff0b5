//! `plenary export`: all formats are compared with reviewed files, and with the published schemas if they are available.

mod random_timetables;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use regex::Regex;
use serde_json::Value;

use plenary::generate::DEMO;

use crate::common::{Folder, Run, root, run};

fn golden(name: &str) -> PathBuf {
    root().join("tests/golden").join(name)
}

fn demo(to: &str, more: &str) -> Run {
    run(root(), &format!("export instances/demo.json tests/golden/demo.schedule.json --to {to} {more}"))
}

/// A page without its style, its script and the words of all languages, which have their own source files, and without
/// the numbers of its messages.
fn readable(page: &str) -> String {
    let mut text = Regex::new(r#" data-w[lp]?="\d+""#).unwrap().replace_all(page, "").into_owned();
    for (open, close) in [
        ("<style>", "</style>"),
        ("<script>", "</script>"),
        ("<script id=\"words\" type=\"application/json\">", "</script>"),
        ("Content-Security-Policy\" content=\"", "\""),
    ] {
        if let Some(from) = text.find(open).map(|at| at + open.len()) {
            let length = text[from..].find(close).unwrap();
            text.replace_range(from..from + length, "");
        }
    }
    text.replace("><", ">\n<")
}

/// Compares with a file of `tests/golden`. After an intended change, `INSTA_UPDATE=always cargo test` writes the file
/// again, as it does with the snapshots; read the difference before you commit it.
fn compare(name: &str, found: &str) {
    let path = golden(name);
    if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        fs::write(&path, found).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let line = expected.lines().zip(found.lines()).position(|(a, b)| a != b);
    assert!(expected == found, "{name} differs, first in line {line:?}:\n{found}");
}

#[test]
fn each_format_of_the_example_equals_its_reviewed_file() {
    for (to, name) in [
        ("ics", "demo.ics"),
        ("csv", "demo.csv"),
        ("json", "demo.json"),
        ("xml", "demo.xml"),
        ("md", "demo.md"),
        ("svg", "demo.svg"),
    ] {
        let run = demo(to, "").ended(0);
        compare(name, &run.out);
        assert_eq!(run.out, demo(to, "").out, "{to}: a second export differs");
    }
    for (to, name) in [("html", "demo.html"), ("fairness", "demo-fairness.html")] {
        compare(name, &readable(&demo(to, "").out));
    }
}

#[test]
fn a_csv_table_starts_with_a_byte_order_mark_and_can_be_checked_as_a_timetable() {
    let folder = Folder::empty();
    let file = folder.file("table.csv").display().to_string();
    demo("csv", &format!("-o {file}")).ended(0);
    assert!(folder.bytes("table.csv").starts_with(b"\xEF\xBB\xBFid,title,"));
    let cost = |schedule: &str| {
        run(root(), &format!("check instances/demo.json {schedule} --json")).ended(0).json()["cost"].clone()
    };
    assert_eq!(cost(&file), cost("tests/golden/demo.schedule.json"));
}

/// A file with the schedule of the example as a release.
fn released(version: &str, draft: bool, phases: Option<&[&str]>) -> tempfile::NamedTempFile {
    let mut schedule: Value = serde_json::from_slice(&fs::read(golden("demo.schedule.json")).unwrap()).unwrap();
    let status = if draft { "draft" } else { "published" };
    schedule["release"] = serde_json::json!({ "version": version, "status": status });
    if let Some(phases) = phases {
        schedule["release"]["phases"] = serde_json::json!(phases);
        schedule["sessions"].as_array_mut().unwrap().retain(|session| session["id"] == "welcome");
        schedule.as_object_mut().unwrap().remove("unplaced");
    }
    let file = tempfile::NamedTempFile::with_suffix(".json").unwrap();
    fs::write(file.path(), schedule.to_string()).unwrap();
    file
}

fn of_release(file: &tempfile::NamedTempFile, to: &str) -> String {
    run(root(), &format!("export instances/demo.json {} --to {to}", file.path().display())).ended(0).out
}

#[test]
fn each_format_that_shows_a_version_shows_the_name_of_the_release() {
    let hostile = "1.1 <i>\"&";
    let (draft, published) = (released(hostile, true, None), released(hostile, false, None));
    let escaped = "1.1 &lt;i&gt;&quot;&amp;";
    let notice = "This is a draft: times, rooms and sessions may still change.";
    for to in ["html", "fairness"] {
        let [page, last] = [&draft, &published]
            .map(|file| readable(&of_release(file, to)).replace(" data-p=\"version\"", "").replace(">\n<", "><"));
        assert!(
            page.contains(&format!("<span>Version <bdi>{escaped}</bdi> (draft)</span>. <span>Made with")),
            "{to}: {page}"
        );
        assert!(last.contains(&format!("<span>Version <bdi>{escaped}</bdi></span>. <span>Made with")), "{to}");
        // The notice is in the page itself, before its content, so that it shows without scripts.
        assert!(page.find(notice).unwrap() < page.find("<main").unwrap() && !last.contains(notice), "{to}");
    }
    assert!(of_release(&draft, "md").contains(" Version 1.1 &lt;i&gt;\"&amp; (draft).\n\n**This is a draft"));
    assert!(of_release(&draft, "svg").contains(">Version 1.1 &lt;i&gt;&quot;&amp; (draft).</text>"));
    let document: Value = serde_json::from_str(&of_release(&draft, "json")).unwrap();
    assert_eq!(document["schedule"]["version"], hostile);
    assert!(of_release(&draft, "xml").contains("<version>1.1 &lt;i&gt;&quot;&amp;</version>"));
    let workbook = draft.path().with_extension("xlsx");
    let (from, to) = (draft.path().display(), workbook.display());
    run(root(), &format!("export instances/demo.json {from} --to xlsx -o {to}")).ended(0);
    let book = plenary::sheets::open(&workbook).unwrap();
    let about = book.sheets.iter().find(|sheet| sheet.name == "about").unwrap();
    let contains = |line: &str| about.rows.iter().any(|row| row.cells.iter().any(|(_, cell)| cell.shown() == line));
    assert!(contains("Version 1.1 <i>\"& (draft)."));
    fs::remove_file(workbook).unwrap();
    let states = |file| ["TENTATIVE", "CONFIRMED"].map(|state| of_release(file, "ics").matches(state).count());
    assert_eq!((states(&draft), states(&published)), ([5, 0], [0, 5]));
}

#[test]
fn a_release_of_one_phase_does_not_show_the_sessions_of_other_phases_as_unplaced() {
    let part = released("0.9", false, Some(&["introductions"]));
    let page = readable(&of_release(&part, "html"));
    assert!(page.contains("This version contains only <bdi data-p=\"phases\">introductions</bdi>"), "{page}");
    assert!(!page.contains("Not scheduled") && !page.contains("Trust online") && !page.contains("chitra"), "{page}");
    let table = of_release(&part, "md");
    assert!(table.contains("Version 0.9, only introductions.") && !table.contains("Not scheduled"), "{table}");
    assert_eq!(of_release(&part, "csv").lines().count(), 2);
}

#[test]
fn the_index_of_a_site_links_to_all_its_files() {
    let folder = Folder::empty();
    let site = folder.file("made/site");
    let run = demo("site", &format!("-o {} --json", site.display())).ended(0);
    let written = run.json()["written"].as_array().unwrap().len();
    let index = fs::read_to_string(site.join("index.html")).unwrap();
    let links: Vec<&str> = index.split("<li><a href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let files: Vec<&&str> = links.iter().filter(|link| !link.starts_with('#')).collect();
    // The calendars of the two tracks and the two rooms are on a page of their own.
    let calendars = fs::read_to_string(site.join("calendars.html")).unwrap();
    assert_eq!(calendars.matches(".ics\"").count(), 5);
    assert_eq!(files.len() + 5, written);
    assert!(files.iter().all(|file| site.join(file).is_file()), "{files:?}");
}

#[test]
fn wrong_options_are_reported_before_a_file_is_written() {
    let folder = Folder::empty();
    folder.take("instances/demo.json", "demo.json");
    folder.take("tests/golden/demo.schedule.json", "schedule.json");
    for (name, to, more) in [
        ("site-without-folder", "site", ""),
        ("day-of-a-table", "csv", "--day 2027-03-01"),
        ("person-of-a-picture", "svg", "--person amina"),
        ("previous-of-a-page", "html", "--previous missing.json"),
        ("empty-day", "svg", "--day 2027-03-02 -o a.svg"),
        ("wrong-track", "ics", "--track acess -o a.svg"),
        ("unknown-language", "html", "--language de"),
        ("language-of-a-table", "csv", "--language fr"),
        ("wrong-url", "html", "--url 'javascript:alert(1)'"),
        ("stamp-without-offset", "html", "--stamp 2027-03-01"),
        ("onto-the-instance", "html", "-o demo.json"),
    ] {
        let run = folder.run(&format!("export demo.json schedule.json --to {to} {more}"));
        assert!(run.out.is_empty() && !folder.has("a.svg"));
        run.snapshot(&format!("export/{name}"));
    }
}

#[test]
fn public_files_contain_no_attendance_absences_or_costs() {
    let edited = DEMO.replace("\"amina\", \"zone\"", "\"amina\", \"email\": \"amina@example.org\", \"zone\"");
    assert_ne!(edited, DEMO);
    let folder = Folder::empty();
    folder.write("i.json", edited);
    folder.take("tests/golden/demo.schedule.json", "s.json");
    let exported = |to: &str, more: &str| folder.run(&format!("export i.json s.json --to {to} {more}")).out;
    for to in ["html", "ics", "csv", "json", "xml", "md", "svg", "fairness"] {
        let mut public = exported(to, "");
        assert!(!public.is_empty(), "{to}");
        // Every programme page has the clocks of all zones, of the private people too.
        if let Some((before, rest)) = public.split_once("\"clocks\":") {
            public = format!("{before}{}", rest.split_once(",\"comfort\":").unwrap().1);
        }
        for secret in ["amina@", "Nairobi", "Sao_Paulo", "ttendance", "night_minutes"] {
            // The fairness report shows attendance as shares of the regions, never as numbers.
            if (to, secret) == ("fairness", "ttendance") {
                continue;
            }
            assert!(!public.contains(secret), "{to} contains {secret}");
        }
    }
    for to in ["html", "json"] {
        let internal = exported(to, "--internal");
        assert!(
            internal.contains("amina@example.org") && internal.contains("Sao_Paulo") && internal.contains("ttendance")
        );
    }
    assert!(!exported("fairness", "").contains("Attendee-hours"));
    let internal = exported("fairness", "--internal");
    assert!(internal.contains("People with the most discomfort") && internal.contains("Attendee-hours"));
}

#[test]
fn public_files_of_a_programme_with_all_details_contain_no_private_data() {
    let text = fs::read_to_string(root().join("tests/browser/rich.json")).unwrap();
    let mut programme: Value = serde_json::from_str(&text).unwrap();
    let person = &mut programme["people"][0];
    person["unavailable"] = serde_json::json!([{ "from": "2027-05-10T04:04", "until": "2027-05-10T05:05" }]);
    person["extra"] = serde_json::json!({ "PRIVATE": 1 });
    let session = &mut programme["sessions"][1];
    session["attendance"] = 4711.into();
    session["extra"] = serde_json::json!({ "PRIVATE": 1 });
    session["people"][0] =
        serde_json::json!({ "id": "moreau", "role": "moderator", "optional": true, "recorded": true });
    let folder = Folder::empty();
    folder.write("i.json", programme.to_string());
    folder.take("tests/browser/rich.schedule.json", "s.json");
    let exported = |to: &str| folder.run(&format!("export i.json s.json --to {to}")).out;
    for to in ["html", "ics", "csv", "json", "xml", "md", "svg"] {
        let mut public = exported(to);
        // The scripts of a page are the same for all programmes, and so are the clocks of all zones.
        if to == "html" {
            let (before, rest) = public.split_once("\"clocks\":").unwrap();
            let rest = rest.split_once(",\"comfort\":").unwrap().1.split("<script>").next().unwrap();
            public = format!("{}{rest}", &before[before.find("<body").unwrap()..]);
            for shown in ["Élodie Moreau", "World Bank", "moderator", "Données", "Many public services", "Access and"]
            {
                assert!(public.contains(shown), "{shown}");
            }
        }
        let private = ["private@", "PRIVATE", "4711", "04:04", "meet.example", "ptional", "ecorded", "Johannesburg"];
        for secret in private {
            assert!(!public.contains(secret), "{to} contains {secret}");
        }
    }
}

#[test]
fn a_page_is_in_the_language_of_the_option_without_a_script() {
    let folder = Folder::empty();
    let site = folder.file("site");
    demo("site", &format!("-o {} --language ar", site.display())).ended(0);
    for (page, language, direction, words) in [
        (demo("html", "--language fr").out, "fr", "ltr", "5 séances"),
        (demo("html", "").out, "en", "ltr", "5 sessions"),
        (fs::read_to_string(site.join("index.html")).unwrap(), "ar", "rtl", "5 جلسات"),
    ] {
        assert!(page.contains(&format!("<html lang=\"{language}\" dir=\"{direction}\">")), "{language}");
        assert!(readable(&page).contains(words), "{language}: {words}");
    }
    assert!(fs::read_to_string(site.join("fairness.html")).unwrap().contains("<html lang=\"en\" dir=\"ltr\">"));
}

#[test]
fn a_stamp_is_in_the_pages_and_the_calendar() {
    let stamped = |to: &str| demo(to, "--stamp 2027-02-01T12:00Z").out;
    let shown = " data-d=\"2027-02-01\" data-c=\"12:00\">1 February 2027, 12:00</time>";
    assert!(stamped("html").contains(shown));
    assert!(
        stamped("fairness")
            .contains("as of <bdi><time datetime=\"2027-02-01T12:00:00Z\">1 February 2027, 12:00</time>")
    );
    assert!(stamped("ics").contains("DTSTAMP:20270201T120000Z"));
    assert!(stamped("md").contains("As of Mon 1 Feb 2027 12:00."));
}

/// The folder with the c3voc schemas, if it exists.
fn schemas() -> Option<PathBuf> {
    let folder = root().join("../shared/formats/voc-schedule");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: the c3voc schemas are not in ../shared/formats");
    None
}

const PAGE: &str = "--url https://example.org/programme.html";

#[test]
fn schedule_json_matches_the_c3voc_schema() {
    let Some(folder) = schemas() else { return };
    let schema: Value = serde_json::from_slice(&fs::read(folder.join("schema.json")).unwrap()).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    for more in ["", PAGE, "--internal"] {
        let document = demo("json", more).json();
        let faults: Vec<String> =
            validator.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(faults.is_empty(), "{more:?}: {}", faults.join("\n"));
    }
}

#[test]
fn schedule_xml_matches_the_c3voc_schema() {
    let Some(folder) = schemas() else { return };
    if Command::new("xmllint").arg("--version").output().is_err() {
        eprintln!("skipped: there is no xmllint (Debian: libxml2-utils)");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    for more in ["", PAGE] {
        let path = dir.path().join("schedule.xml");
        fs::write(&path, demo("xml", more).out).unwrap();
        let schema = folder.join("schedule.xml.xsd");
        let output = Command::new("xmllint").arg("--noout").arg("--schema").arg(schema).arg(&path).output().unwrap();
        assert!(output.status.success(), "{more:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn the_calendar_entry_of_a_changed_session_has_a_higher_sequence() {
    let folder = Folder::empty();
    folder.take("instances/demo.json", "i.json");
    let mut schedule: Value = serde_json::from_slice(&fs::read(golden("demo.schedule.json")).unwrap()).unwrap();
    schedule["sessions"][0]["sequence"] = 3.into();
    folder.write("released.json", schedule.to_string());
    let calendar = folder.run("export i.json released.json --to ics").ended(0).out;
    assert_eq!(calendar.matches("SEQUENCE:3\r\n").count(), 1, "{calendar}");
    assert_eq!(calendar.matches("SEQUENCE:0\r\n").count(), 4);
}

/// A workbook for organisers and one for the public do not take each other's place unnoticed.
#[test]
fn a_workbook_does_not_replace_one_for_other_readers() {
    let folder = Folder::solved();
    let export = |more: &str| folder.run(&format!("export conference.json conference.schedule.json --to {more}"));
    export("xlsx -o book.xlsx").ended(0);
    let refused = export("xlsx --internal -o book.xlsx").ended(2);
    assert!(refused.err.contains("book.xlsx is a workbook for the public"), "{}", refused.err);
    assert!(refused.err.contains("name another file with -o"), "{}", refused.err);
    let before = folder.bytes("book.xlsx");
    assert_eq!(plenary::report::workbook::is_internal(&before), Some(false));
    // The same readers: replaced as before.
    export("xlsx --with-links -o book.xlsx").ended(0);
    export("xlsx --internal -o team.xlsx").ended(0);
    let refused = export("xlsx -o team.xlsx").ended(2);
    assert!(refused.err.contains("team.xlsx is a workbook for organisers"), "{}", refused.err);
    // A name that says the opposite is written, with a note; in every format.
    for (line, note) in [
        ("xlsx --internal -o Public.xlsx", "public.xlsx is written for organisers only, but its name says \"public\""),
        ("csv -o internal.csv", "internal.csv is written for the public, without private data, but its name says"),
    ] {
        let said = export(line).ended(0).err;
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(note), "{said}");
    }
    assert!(!export("csv --internal -o internal.csv").ended(0).err.contains("its name says"));
}
