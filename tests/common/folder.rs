//! A temporary folder to run the program in.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{Run, root, run};

/// Settings that are enough for the example, and give the same result on every machine.
pub const STEPS: &str = "--steps 2000 --searchers 2 --threads 1";

/// A timetable of the example, made by hand: session, start, room. It breaks no hard rule.
const PLACES: [(&str, &str, &str); 5] = [
    ("welcome", "2027-03-01T12:00", "room-1"),
    ("opening", "2027-03-03T10:00", "room-1"),
    ("networks", "2027-03-03T12:00", "room-1"),
    ("languages", "2027-03-03T14:00", "room-1"),
    ("trust", "2027-03-03T12:00", "room-2"),
];

/// A folder for one test, deleted at the end of the test.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn empty() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    /// A folder with `conference.json`, the example of `init`.
    pub fn with_example() -> Folder {
        let folder = Folder::empty();
        folder.run("init").ended(0);
        folder
    }

    /// A folder with the example and `conference.schedule.json`, its timetable from `solve`.
    pub fn solved() -> Folder {
        let folder = Folder::with_example();
        folder.run(&format!("solve conference.json {STEPS}")).ended(0);
        folder
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Runs a command line in the folder.
    pub fn run(&self, line: &str) -> Run {
        run(self.path(), line)
    }

    pub fn has(&self, name: &str) -> bool {
        self.file(name).exists()
    }

    pub fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.file(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }

    pub fn document(&self, name: &str) -> Value {
        serde_json::from_slice(&self.bytes(name)).unwrap()
    }

    /// The names of all files in a folder inside this one (`.` for itself), sorted.
    pub fn names(&self, inside: &str) -> Vec<String> {
        let entries = fs::read_dir(self.file(inside)).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.file(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Copies a file of the repository.
    pub fn take(&self, from: &str, name: &str) {
        self.write(name, fs::read(root().join(from)).unwrap());
    }

    /// Writes the example with one replaced text to a file, which may be the example itself.
    pub fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.text("conference.json");
        assert!(text.contains(from), "the example does not contain {from}");
        self.write(name, text.replacen(from, to, 1));
    }

    /// Writes the timetable made by hand, with changed places of some sessions. An empty start leaves a session out.
    pub fn timetable(&self, name: &str, changes: &[(&str, &str, &str)]) {
        let place = |id: &str| changes.iter().chain(&PLACES).find(|(known, ..)| *known == id);
        let placed = PLACES.iter().filter_map(|(id, ..)| place(id)).filter(|(_, start, _)| !start.is_empty());
        let sessions: Vec<Value> =
            placed.map(|(id, start, room)| json!({ "id": id, "start": start, "room": room })).collect();
        self.write(name, json!({ "format": "plenary-schedule/1", "sessions": sessions }).to_string());
    }
}
