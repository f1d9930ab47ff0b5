//! What a schedule file says besides its entries, after a change by hand.

use crate::common::Folder;

const FILES: &str = "conference.json conference.schedule.json";

#[test]
fn only_a_move_removes_how_the_timetable_was_found() {
    let folder = Folder::solved();
    folder.run(&format!("move {FILES} trust --lock")).ended(0);
    assert!(folder.document("conference.schedule.json")["solver"].is_object());
    folder.run(&format!("move {FILES} trust --unplace --force")).ended(0);
    assert!(folder.document("conference.schedule.json").get("solver").is_none());
}

#[test]
fn a_draft_keeps_its_stamp_while_no_session_moves() {
    let folder = Folder::solved();
    folder.run(&format!("release {FILES} --draft --version 1.0 -o draft.json")).ended(0);
    folder.run("move conference.json draft.json trust --lock").ended(0);
    assert_eq!(folder.document("draft.json")["release"]["version"], "1.0");
}

#[test]
fn all_figures_are_those_of_the_programme_as_it_is_now() {
    let folder = Folder::solved();
    let text = folder.text("conference.json");
    let larger = text.replacen("\"attendance\": ", "\"attendance\": 1", 1);
    assert_ne!(text, larger);
    folder.write("conference.json", larger);
    assert!(folder.run(&format!("check {FILES}")).err.contains("other-instance"));
    folder.run(&format!("move {FILES} trust --lock")).ended(0);
    let run = folder.run(&format!("check {FILES} --json"));
    assert!(!run.err.contains("warning"), "{}", run.err);
    assert_eq!(run.json()["cost"], folder.document("conference.schedule.json")["cost"]);
}
