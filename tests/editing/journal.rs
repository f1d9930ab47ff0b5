//! The journal: runs that were interrupted, files that others changed, two runs at the same time.

use std::fs;

use super::{folder, moved};
use crate::common::Folder;

/// A folder in which a run was killed after it wrote its change into the journal, and before it wrote the schedule
/// file; and the schedule file with the change.
fn interrupted() -> (Folder, Vec<u8>) {
    let folder = folder();
    let old = folder.bytes("plan.json");
    moved(&folder, "trust --to '3 Mar 16:00' --room room-2", 0);
    let journal = folder.text("plan.json.journal");
    let (change, _mark) = journal.trim_end().rsplit_once('\n').unwrap();
    folder.write("plan.json.journal", format!("{change}\n"));
    let new = folder.bytes("plan.json");
    folder.write("plan.json", old);
    (folder, new)
}

#[test]
fn a_change_that_only_the_journal_has_is_made_at_the_next_start() {
    let (folder, new) = interrupted();
    folder.run("history plan.json").ended(0).snapshot("editing/interrupted");
    moved(&folder, "trust --lock", 0);
    folder.run("undo plan.json").ended(0);
    assert_eq!(folder.bytes("plan.json"), new);
    folder.run("undo plan.json").ended(0);
    assert_eq!(folder.bytes("plan.json"), self::folder().bytes("plan.json"));
    folder.run("undo plan.json").ended(1);
}

#[test]
fn the_beginning_of_a_line_was_not_acknowledged() {
    let (folder, _) = interrupted();
    let journal = folder.bytes("plan.json.journal");
    folder.write("plan.json.journal", &journal[..journal.len() / 2]);
    folder.run("undo plan.json").ended(1);
    moved(&folder, "trust --lock", 0);
    assert_eq!(folder.run("history plan.json --json").json()["changes"].as_array().unwrap().len(), 1);
    folder.run("undo plan.json").ended(0);
}

#[test]
fn a_file_that_was_put_back_is_not_changed_again() {
    let folder = folder();
    let old = folder.bytes("plan.json");
    moved(&folder, "trust --to '3 Mar 16:00' --room room-2", 0);
    folder.write("plan.json", &old);
    let history = folder.run("history plan.json").ended(0);
    history.is_narrow();
    history.snapshot("editing/put-back");
    assert_eq!(folder.bytes("plan.json"), old);
}

#[test]
fn a_file_that_others_changed_is_noticed_and_never_overwritten() {
    let folder = folder();
    moved(&folder, "trust --to '3 Mar 16:00' --room room-2", 0);
    let theirs = folder.text("plan.json").replace("2027-03-01T12:00", "2027-03-01T13:00");
    folder.write("plan.json", &theirs);
    folder.run("undo plan.json").ended(2).snapshot("editing/undo-of-changed");
    assert_eq!(folder.text("plan.json"), theirs);
    // A new change can be made and taken back, but no more than that.
    let run = moved(&folder, "welcome --lock", 0);
    run.snapshot("editing/moved-after-others");
    let history = folder.run("history plan.json").ended(0);
    history.is_narrow();
    history.snapshot("editing/history-with-break");
    let undone = folder.run("undo plan.json").ended(0);
    assert!(undone.out.ends_with("Left to take back: no earlier change.\n"), "{}", undone.out);
    assert_eq!(folder.text("plan.json"), theirs);
    folder.run("undo plan.json").ended(2);
}

#[test]
fn a_damaged_journal_is_refused_and_the_timetable_still_shown() {
    let folder = folder();
    folder.write("plan.json.journal", "{ \"format\": \"plenary-journal/1\", \"written\": 0 }\nnonsense\n");
    for line in ["history plan.json", "undo plan.json", "move conference.json plan.json trust --lock"] {
        let run = folder.run(line).ended(2);
        assert!(run.err.contains("line 2") && run.err.contains("rename the journal"), "{}", run.err);
    }
    folder.run("show conference.json plan.json").ended(0);
}

#[cfg(unix)]
#[test]
fn a_journal_that_is_a_device_is_refused() {
    let folder = folder();
    // As for a pipe, but a test that fails ends.
    std::os::unix::fs::symlink("/dev/null", folder.file("plan.json.journal")).unwrap();
    for line in ["history plan.json", "undo plan.json", "move conference.json plan.json trust --lock"] {
        let run = folder.run(line).ended(2);
        assert!(run.err.contains("plan.json.journal") && run.err.contains("hint: "), "{line}: {}", run.err);
    }
    folder.run("show conference.json plan.json").ended(0);
}

#[test]
fn a_second_writer_is_told() {
    let folder = folder();
    moved(&folder, "trust --lock", 0);
    let before = folder.bytes("plan.json");
    let journal = fs::File::open(folder.file("plan.json.journal")).unwrap();
    rustix::fs::flock(&journal, rustix::fs::FlockOperation::NonBlockingLockExclusive).unwrap();
    folder.run("undo plan.json").ended(2).snapshot("editing/busy");
    folder.run("move conference.json plan.json trust --unlock").ended(2);
    assert_eq!(folder.bytes("plan.json"), before);
    // Readers need not wait.
    folder.run("history plan.json").ended(0);
    drop(journal);
    folder.run("undo plan.json").ended(0);
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_keeps_its_journal() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let path = folder.file("plan.json");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let run = moved(&folder, "trust --lock", 2);
    assert!(run.err.contains("may not write"), "{}", run.err);
    assert!(!folder.has("plan.json.journal"));
}

#[cfg(unix)]
#[test]
fn a_link_has_the_journal_of_its_file() {
    let folder = Folder::with_example();
    folder.timetable("drafts/plan.json", &[]);
    std::os::unix::fs::symlink("drafts/plan.json", folder.file("plan.json")).unwrap();
    moved(&folder, "trust --lock", 0);
    assert_eq!(folder.names("drafts"), ["plan.json", "plan.json.journal"]);
    folder.run("undo drafts/plan.json").ended(0);
}
