//! Locks that refuse moves: of an entry, and of the request in the schedule file.

use super::{folder, moved};
use crate::common::Folder;

/// The folder, with a request in the timetable as `solve` writes it for `--lock session=trust` and `--freeze-before`.
fn requested() -> Folder {
    let folder = folder();
    let mut plan = folder.document("plan.json");
    let session = |id: &str| plan["sessions"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap().clone();
    let trust = session("trust");
    let kept = serde_json::json!([
        { "session": "trust", "start": trust["start"], "room": trust["room"], "lock": "fixed" },
    ]);
    plan["request"] = serde_json::json!({ "kept": kept, "not_before": "2027-03-01T12:00Z" });
    folder.write("plan.json", serde_json::to_string_pretty(&plan).unwrap());
    folder
}

#[test]
fn an_explicit_unlock_releases_the_session_for_this_move() {
    let folder = folder();
    moved(&folder, "trust --lock", 0);
    moved(&folder, "trust --lock", 0).snapshot("editing/already-locked");
    moved(&folder, "trust --to '3 Mar 16:00'", 1);
    // Its own lock only, not that of the other session.
    moved(&folder, "networks --unlock --swap trust", 1);
    let run = moved(&folder, "trust --unlock --to '3 Mar 16:00'", 0);
    assert!(run.out.contains("no longer locked") && run.out.contains("Breaks: nothing"), "{}", run.out);
    assert!(!folder.text("plan.json").contains("lock"), "{}", folder.text("plan.json"));
}

#[test]
fn a_lock_of_the_request_is_shown_and_named_with_its_remedy() {
    let folder = requested();
    let shown = folder.run("show conference.json plan.json").ended(0);
    assert!(shown.out.contains("[fixed] trust"), "{}", shown.out);
    let before = folder.bytes("plan.json");
    moved(&folder, "trust --unlock", 1).snapshot("editing/held-by-request");
    moved(&folder, "trust --to '3 Mar 16:00'", 1).snapshot("editing/refused-by-request");
    let early = moved(&folder, "welcome --to '1 Mar 11:30'", 1);
    assert!(early.out.contains("\"not_before\"") && !early.out.contains("kept\""), "{}", early.out);
    assert_eq!(folder.bytes("plan.json"), before);
    // A lock of the entry goes; that of the request is still named.
    moved(&folder, "trust --lock", 0);
    let run = moved(&folder, "trust --unlock", 0);
    assert!(run.out.contains("no longer") && run.out.contains("Locked: the request"), "{}", run.out);
}
