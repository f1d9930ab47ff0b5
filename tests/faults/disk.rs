//! Disks and folders that cannot be written: exit code 2, a reason, a remedy, and nothing changed.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use super::states::State;
use crate::common::{Folder, Run};

/// Each way to write something.
const LINES: [&str; 7] = [
    "export conference.json conference.schedule.json --to html -o page.html",
    "export conference.json conference.schedule.json --to site -o site",
    "export conference.json conference.schedule.json --to site -o site/deeper/new",
    "export conference.json conference.schedule.json --to site -o .",
    "man -o man",
    "generate igf-2020-phase-two -o generated.json",
    "notify conference.json conference.schedule.json conference.schedule.json --all -o letters/new",
];

fn folder() -> Folder {
    let folder = Folder::solved();
    folder.write("page.html", "old");
    folder.write("site/index.html", "old");
    folder.write("generated.json", "old");
    folder
}

fn export(target: &str) -> String {
    format!("export conference.json conference.schedule.json --to {target}")
}

/// Runs a command line whose files may have this number of blocks at most. (A full disk of its own needs special rights.)
fn run_with_little_room(folder: &Folder, line: &str, blocks: u32) -> Run {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" {line}");
    let output = Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_plenary")])
        .current_dir(folder.path())
        .output()
        .unwrap();
    Run::new(folder.path(), line, output)
}

#[test]
fn without_room_nothing_is_changed() {
    // Room for nothing, and for the small files but not for the large ones.
    let folder = folder();
    let before = State::of(folder.path());
    let cases = LINES.iter().map(|line| (*line, 0)).chain(LINES[..6].iter().map(|line| (*line, 4)));
    for (line, blocks) in cases {
        let run = run_with_little_room(&folder, line, blocks).ended(2);
        assert!(run.err.contains("nothing was changed here") && run.err.contains("hint: "), "{line}: {}", run.err);
        let after = State::of(folder.path());
        assert!(after == before, "{line} changed something");
    }
}

#[test]
fn a_move_without_room_is_not_made_later() {
    // Room for nothing; and for the journal, but not for the schedule file.
    let folder = Folder::solved();
    let line = "move conference.json conference.schedule.json trust --to '3 Mar 15:00' --force";
    for moved in [false, true] {
        if moved {
            // The journal is not empty.
            folder.run("move conference.json conference.schedule.json trust --lock").ended(0);
        }
        let before = State::of(folder.path());
        for blocks in [0, 9] {
            let run = run_with_little_room(&folder, line, blocks).ended(2);
            assert!(run.err.contains("nothing was changed here") && run.err.contains("hint: "), "{}", run.err);
            assert!(State::of(folder.path()) == before, "{blocks} blocks: {:?}", folder.names("."));
        }
    }
    folder.run("undo conference.schedule.json").ended(0);
    folder.run("undo conference.schedule.json").ended(1);
}

#[test]
fn a_full_disk_has_its_own_remedy() {
    if !fs::exists("/dev/full").unwrap() {
        return;
    }
    let folder = folder();
    // A workbook in this place would be read first; a device has no end.
    for to in ["html", "xlsx"] {
        let run = folder.run(&format!("{} -o /dev/full", export(to))).ended(2);
        assert!(run.err.contains("the disk is full") && run.err.contains("delete files"), "{}", run.err);
    }
    let output = Command::new("sh")
        .args(["-c", "exec \"$0\" manual > /dev/full", env!("CARGO_BIN_EXE_plenary")])
        .output()
        .unwrap();
    let run = Run::new(folder.path(), "manual", output);
    assert!(run.code == 2, "{}", run.err);
}

#[test]
fn paths_that_cannot_be_written_are_refused_before_the_work() {
    let folder = folder();
    let before = State::of(folder.path());
    let long = "x".repeat(300);
    for (place, reason) in [
        (format!("{} -o {long}.html", export("html")), "too long"),
        (format!("{} -o {long}", export("site")), "too long"),
        (format!("{} -o page.html", export("site")), "a file has this name"),
        (format!("{} -o page.html/deeper", export("site")), "a file has this name"),
        (format!("{} -o page.html/page.html", export("html")), "does not exist"),
        (format!("{} -o site", export("html")), "is a directory"),
        (format!("{} -o /proc/page.html", export("html")), "proc"),
        (format!("{} -o /proc/site", export("site")), "proc"),
    ] {
        let run = folder.run(&place).ended(2);
        assert!(run.err.contains(reason) && run.err.contains("hint: "), "{place}: {}", run.err);
    }
    assert!(State::of(folder.path()) == before);
}

#[test]
fn a_folder_without_rights_stays_as_it_is() {
    let folder = folder();
    let rights = |mode| fs::set_permissions(folder.file("site"), fs::Permissions::from_mode(mode)).unwrap();
    rights(0o555);
    // Those who may write everywhere, such as root, cannot see this.
    if fs::write(folder.file("site/try"), "").is_err() {
        for line in [format!("{} -o site", export("site")), format!("{} -o site/page.html", export("html"))] {
            let run = folder.run(&line).ended(2);
            assert!(run.err.contains("you may not write here") && run.err.contains("hint: "), "{}", run.err);
        }
        assert_eq!(folder.names("site"), ["index.html"]);
    }
    rights(0o755);
}

#[test]
fn a_protected_file_protects_its_whole_folder() {
    let folder = folder();
    let place = folder.file("site/programme.csv");
    fs::write(&place, "mine").unwrap();
    fs::set_permissions(&place, fs::Permissions::from_mode(0o444)).unwrap();
    let run = folder.run(&format!("{} -o site", export("site"))).ended(2);
    assert!(run.err.contains("programme.csv") && run.err.contains("you may not write here"), "{}", run.err);
    assert_eq!(folder.names("site"), ["index.html", "programme.csv"]);
    assert_eq!(folder.text("site/index.html"), "old");
}

#[test]
fn a_site_keeps_other_files_its_rights_and_links_to_it() {
    let folder = folder();
    folder.write("site/robots.txt", "mine");
    fs::set_permissions(folder.file("site"), fs::Permissions::from_mode(0o750)).unwrap();
    fs::set_permissions(folder.file("site/index.html"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("site", folder.file("link")).unwrap();
    folder.run(&format!("{} -o link/", export("site"))).ended(0);
    assert!(folder.file("link").is_symlink());
    assert_eq!(folder.text("site/robots.txt"), "mine");
    assert!(folder.text("site/index.html").contains("<html"));
    let mode = |name: &str| fs::metadata(folder.file(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("site"), mode("site/index.html")), (0o750, 0o640));
    assert!(State::litter(folder.path()).is_empty());
}

#[test]
fn a_folder_that_cannot_be_exchanged_gets_its_files_one_by_one() {
    use std::os::unix::fs::MetadataExt;
    let folder = folder();
    folder.write("site/.git/config", "mine");
    folder.write("elsewhere.csv", "old");
    symlink("../elsewhere.csv", folder.file("site/programme.csv")).unwrap();
    let number = |name: &str| fs::metadata(folder.file(name)).unwrap().ino();
    let before = (number("site"), number("."));
    folder.run(&format!("{} -o site", export("site"))).ended(0);
    assert_eq!(folder.text("site/.git/config"), "mine");
    assert!(folder.file("site/programme.csv").is_symlink());
    assert_ne!(folder.text("elsewhere.csv"), "old");
    assert!(folder.text("site/index.html").contains("<html"));
    // The folder that programs work in.
    folder.run(&format!("{} -o .", export("site"))).ended(0);
    assert!(folder.has("index.html") && folder.has("page.html"));
    assert_eq!((number("site"), number(".")), before);
    assert!(State::litter(folder.path()).is_empty());
}
