//! `plenary frontier` as a program.

use crate::common::{Folder, Run};

fn frontier(folder: &Folder, more: &str) -> Run {
    folder.run(&format!("frontier conference.json --steps 2000 --threads 1 {more}"))
}

#[test]
fn the_report_is_at_most_eighty_columns_wide() {
    let folder = Folder::solved();
    let run = frontier(&folder, "--from conference.schedule.json").ended(0);
    run.is_narrow();
    run.snapshot("frontier/report");
}

#[test]
fn the_number_of_threads_does_not_change_the_document() {
    let folder = Folder::with_example();
    let one = frontier(&folder, "--json").ended(0);
    let three = folder.run("frontier conference.json --steps 2000 --threads 3 --json").ended(0);
    assert_eq!(one.out, three.out);
    one.snapshot("frontier/document");
    let document = one.json();
    let timetables = document["timetables"].as_array().unwrap();
    assert!(timetables.len() > 1, "{document:#}");
    for timetable in timetables {
        assert!(timetable["bound"].as_i64() <= timetable["own_cost"].as_i64(), "{timetable:#}");
        assert_eq!((&timetable["valid"], &timetable["complete"]), (&true.into(), &true.into()));
        // The costs are by the rules of the programme.
        let is_default = timetable["changes"].as_array().unwrap().is_empty();
        assert!(!is_default || timetable["cost"] == timetable["own_cost"], "{timetable:#}");
    }
    let left_out = document["left_out"].as_array().unwrap().len();
    assert_eq!(timetables.len() + left_out, 7, "{document:#}");
    // Each of those that are left out is named on standard error.
    assert_eq!(one.err.matches("is left out").count(), left_out, "{}", one.err);
}

#[test]
fn the_cases_can_be_solved_elsewhere() {
    let folder = Folder::with_example();
    frontier(&folder, "--write-cases choices").snapshot("frontier/write-cases");
    let again = frontier(&folder, "--write-cases choices").ended(2);
    assert!(again.err.contains("contains cases already"), "{}", again.err);
    let first = folder.run("solve choices/00-default.json --steps 500 --threads 1");
    first.ended(0);
    let collected = folder.run("what-if --collect choices --json").ended(1);
    assert!(collected.out.contains("good day for all"), "{}", collected.out);
}

#[test]
fn the_cases_are_those_of_what_if() {
    let folder = Folder::with_example();
    let document = frontier(&folder, "--json").ended(0).json();
    let timetables = document["timetables"].as_array().unwrap();
    let changed = timetables.iter().find(|timetable| timetable["changes"][0].is_string()).unwrap();
    let changes: Vec<&str> =
        changed["changes"].as_array().unwrap().iter().map(|change| change.as_str().unwrap()).collect();
    let line = format!("what-if conference.json --steps 2000 --threads 1 --json --case 'a: {}'", changes.join("; "));
    let compared = folder.run(&line).ended(0).json();
    for member in ["cost", "own_cost", "bound", "by_rule", "regions", "open_minutes"] {
        assert_eq!(compared["cases"][1][member], changed[member], "{member}");
    }
}

#[test]
fn the_timetables_are_written_with_their_programmes_and_the_report() {
    let folder = Folder::with_example();
    frontier(&folder, "-o choices").ended(0).snapshot("frontier/written");
    let names = folder.names("choices");
    for name in ["00-default.json", "00-default.schedule.json", "frontier.html", "frontier.md", "frontier.svg"] {
        assert!(names.iter().any(|known| known == name), "{name} is not in {names:?}");
    }
    let manifest = folder.document("choices/manifest.json");
    for case in manifest["cases"].as_array().unwrap() {
        let file = |member: &str| case[member].as_str().unwrap().to_owned();
        let check = format!("check choices/{} choices/{} --certificate", file("instance"), file("schedule"));
        folder.run(&check).ended(0);
    }
    // The folder is one of cases.
    let collected = folder.run("what-if --collect choices --json").ended(0).json();
    let document = frontier(&folder, "--json").ended(0).json();
    let (cases, timetables) = (&collected["cases"], document["timetables"].as_array().unwrap());
    assert_eq!(cases.as_array().unwrap().len(), timetables.len());
    let default = timetables.iter().find(|timetable| timetable["name"] == "default").unwrap();
    assert_eq!((&cases[0]["name"], &cases[0]["cost"]), (&"default".into(), &default["cost"]));
    // Without a solver, the bound is that of the certificate.
    assert!(cases[0]["bound"].as_i64() <= default["bound"].as_i64(), "{default:#}");
    // Files of an earlier run are kept.
    frontier(&folder, "-o choices").snapshot("frontier/written-again");
}

#[test]
fn the_report_is_also_written_as_markdown_page_and_picture() {
    let folder = Folder::with_example();
    frontier(&folder, "--format markdown").snapshot("frontier/markdown");
    frontier(&folder, "--format svg").snapshot("frontier/picture");
    let page = frontier(&folder, "--format html").ended(0).out;
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<svg") && page.contains("gains most"), "{page}");
    frontier(&folder, "-o choices").ended(0);
    assert_eq!(folder.text("choices/frontier.html"), page);
    assert_eq!(folder.text("choices/frontier.svg"), frontier(&folder, "--format svg").out);
}

#[test]
fn a_timetable_with_an_unplaced_session_is_no_choice() {
    let folder = Folder::with_example();
    let closed = "\"closed\": [ { \"from\": \"2027-03-01T00:00\", \"until\": \"2027-03-05T00:00\" } ]";
    folder.edit("conference.json", "\"id\": \"room-1\"", &format!("\"id\": \"room-1\", {closed}"));
    frontier(&folder, "").ended(1).snapshot("frontier/unplaced");
    let document = frontier(&folder, "--json").ended(1).json();
    assert_eq!(document["timetables"].as_array().unwrap().len(), 0, "{document:#}");
    frontier(&folder, "-o choices").ended(1);
    assert!(!folder.has("choices"));
}

#[test]
fn a_programme_without_audiences_is_compared_by_its_people() {
    let folder = Folder::with_example();
    let mut programme = folder.document("conference.json");
    programme.as_object_mut().unwrap().remove("audiences");
    for session in programme["sessions"].as_array_mut().unwrap() {
        session.as_object_mut().unwrap().remove("audience");
    }
    folder.write("conference.json", programme.to_string());
    let run = frontier(&folder, "").ended(0);
    run.is_narrow();
    run.snapshot("frontier/without-audiences");
}

#[test]
fn wrong_input_is_refused_before_anything_is_solved() {
    let folder = Folder::with_example();
    folder.edit("wrong.json", "\"minutes\": 90", "\"minuts\": 90");
    folder.run("frontier wrong.json --steps 2000").snapshot("frontier/wrong-programme");
    frontier(&folder, "-o conference.json").snapshot("frontier/onto-the-programme");
    frontier(&folder, "--json --format html").snapshot("frontier/json-and-format");
}
