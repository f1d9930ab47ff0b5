//! A folder of cases: a manifest, and for each case a programme file, a start and, after solving, a schedule file.

use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::app::cases::{Base, CaseSettings, PreparedCase};
use crate::app::{Failure, files};
use crate::domain::{Conference, Schedule};
use crate::explain::rfc3339;
use crate::instance;
use crate::instance::format::SCHEDULE_FORMAT;

/// File name of the manifest.
const MANIFEST: &str = "manifest.json";
const FORMAT: &str = "plenary-cases/1";

/// The manifest of a folder of cases (`plenary what-if --write-cases`), `plenary-cases/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// `plenary-cases/1`
    #[schemars(extend("const" = FORMAT))]
    format: String,
    /// The schedule file that all cases start from, as the user named it; `null` if they start from nothing.
    pub from: Option<String>,
    /// The cases, today's first.
    pub cases: Vec<Entry>,
}

/// A case. Its files are in the folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Name of the case.
    pub name: String,
    /// The changes, as the user wrote them.
    pub changes: Vec<String>,
    /// File name of the programme of the case.
    pub instance: String,
    /// File name of the schedule it starts from; `null` if it starts from nothing.
    pub start: Option<String>,
    /// File name of the schedule that `solve` writes by default.
    pub schedule: String,
}

impl Entry {
    /// The names of all its files.
    fn files(&self) -> impl Iterator<Item = &String> {
        [Some(&self.instance), self.start.as_ref(), Some(&self.schedule)].into_iter().flatten()
    }
}

impl Manifest {
    /// A manifest of these cases.
    fn new(from: Option<String>, cases: Vec<Entry>) -> Manifest {
        Manifest { format: FORMAT.to_owned(), from, cases }
    }

    /// Reads the manifest of a folder.
    pub(super) fn read(folder: &Path) -> Result<Manifest, Failure> {
        let path = folder.join(MANIFEST);
        let foreign = |what: String| {
            let failure = Failure::new(format!("{} is not a manifest of cases: {what}", path.display()));
            failure.hint("to write a folder of cases: plenary what-if PROGRAMME --case ... --write-cases DIR")
        };
        let manifest: Manifest =
            serde_json::from_slice(&instance::files::read(&path)?).map_err(|e| foreign(e.to_string()))?;
        if manifest.format != FORMAT {
            return Err(foreign(format!("its format is {:?}, not {FORMAT:?}", manifest.format)));
        }
        let outside = |name: &&String| Path::new(name.as_str()).file_name().is_none_or(|file| file != name.as_str());
        if let Some(name) = manifest.cases.iter().flat_map(Entry::files).find(outside) {
            return Err(foreign(format!("{name:?} is not the name of a file in the folder")));
        }
        if manifest.cases.is_empty() {
            return Err(foreign("it contains no case".to_owned()));
        }
        Ok(manifest)
    }
}

/// A folder of cases that was written; what `what-if --write-cases --json` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CaseFolder {
    /// The folder that was written.
    pub folder: String,
    /// File name of the list of cases; its schema is `plenary schema cases`.
    pub manifest: &'static str,
    /// The cases, today's first.
    pub cases: Vec<Entry>,
    /// The commands that solve the cases, one for each case; run them in the folder.
    pub commands: Vec<String>,
}

/// Writes each case as ordinary files, which `solve` can solve on any machine. Where the folder cannot be written in one
/// step, the manifest is written last, so that a folder with a manifest is complete.
///
/// # Errors
/// A [`Failure`] if the folder cannot be written to, or contains cases already.
pub fn write_cases(
    folder: &Path,
    base: &Base,
    cases: &[PreparedCase],
    from: Option<&Path>,
    settings: &CaseSettings,
) -> Result<CaseFolder, Failure> {
    files::check_directory(folder, "name another directory")?;
    if folder.join(MANIFEST).exists() {
        let failure = Failure::new(format!("the directory {} contains cases already", folder.display()));
        return Err(failure.hint("name another directory, or delete this one first"));
    }
    let (mut entries, mut commands, mut contents) = (Vec::new(), Vec::new(), Vec::new());
    for (number, case) in cases.iter().enumerate() {
        let stem = stem(number, &case.name);
        let entry = Entry {
            name: case.name.clone(),
            changes: case.changes.clone(),
            instance: format!("{stem}.json"),
            start: base.has_start().then(|| format!("{stem}.start.json")),
            schedule: format!("{stem}.schedule.json"),
        };
        contents.push((entry.instance.clone(), case.bytes.clone()));
        if let (Some(name), Some(start)) = (&entry.start, &case.start) {
            contents.push((name.clone(), start_file(&case.conference, start)?));
        }
        let from = entry.start.as_ref().map_or_else(String::new, |start| format!(" --from {start}"));
        commands.push(format!("plenary solve {}{from} {}", entry.instance, settings.arguments()));
        entries.push(entry);
    }
    let manifest = Manifest::new(from.map(|path| path.display().to_string()), entries);
    contents.push((MANIFEST.to_owned(), pretty(&manifest)?));
    let contents: Vec<_> = contents.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    files::write_folder(folder, &contents)?;
    let folder = folder.display().to_string();
    Ok(CaseFolder { folder, manifest: MANIFEST, cases: manifest.cases, commands })
}

/// The schedule file with the start of a case.
fn start_file(conference: &Conference, start: &Schedule) -> Result<Vec<u8>, Failure> {
    let sessions: Vec<serde_json::Value> = start
        .placed()
        .map(|(id, placement)| {
            json!({
                "id": conference.sessions[id.index()].id,
                "start": rfc3339(conference, placement.start),
                "room": placement.room.map(|room| &conference.rooms[room.index()].id),
            })
        })
        .collect();
    let made_for = json!({ "name": conference.name, "digest": conference.digest });
    let mut document = json!({ "format": SCHEDULE_FORMAT });
    if let Some(id) = &conference.id {
        document["id"] = json!(id);
    }
    document["name"] = json!(conference.name);
    document["instance"] = made_for;
    document["sessions"] = json!(sessions);
    pretty(&document)
}

fn pretty(value: &impl Serialize) -> Result<Vec<u8>, Failure> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(Failure::internal)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The file name of a case without its ending: its number, and the letters and digits of its name.
fn stem(number: usize, name: &str) -> String {
    let mut plain = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => plain.push(c),
            _ if plain.ends_with('-') || plain.is_empty() => {}
            _ => plain.push('-'),
        }
        if plain.len() == LONGEST {
            break;
        }
    }
    let plain = plain.trim_end_matches('-');
    if plain.is_empty() { format!("{number:02}") } else { format!("{number:02}-{plain}") }
}

/// Longest part of the name of a case in a file name, in characters.
const LONGEST: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_of_cases_contain_only_letters_digits_and_hyphens() {
        assert_eq!(stem(3, "A room more: Größe!"), "03-a-room-more-gr-e");
        assert_eq!(stem(3, "../../etc"), "03-etc");
        assert_eq!(stem(12, "会議"), "12");
        assert_eq!(stem(1, &"x".repeat(300)).len(), 43);
    }

    #[test]
    fn a_manifest_that_names_files_outside_its_folder_or_no_case_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let entry = |instance: &str| Entry {
            name: "today".to_owned(),
            changes: vec![],
            instance: instance.to_owned(),
            start: None,
            schedule: "a.schedule.json".to_owned(),
        };
        let write = |manifest: &Manifest| {
            std::fs::write(folder.path().join(MANIFEST), serde_json::to_vec(manifest).unwrap()).unwrap();
        };
        let good = Manifest::new(None, vec![entry("a.json")]);
        write(&good);
        assert_eq!(Manifest::read(folder.path()).unwrap(), good);
        for bad in ["../a.json", "/etc/passwd", "", "b/"] {
            write(&Manifest::new(None, vec![entry(bad)]));
            assert!(Manifest::read(folder.path()).is_err(), "{bad}");
        }
        write(&Manifest::new(None, vec![]));
        assert!(Manifest::read(folder.path()).is_err());
    }
}
