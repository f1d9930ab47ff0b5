//! A folder of cases: a manifest, and for each case a programme file, a start and, after solving, a schedule file. Job
//! files beside them solve all cases on several machines.

use std::path::{Component, Path};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Base, CaseSettings, PreparedCase};
use crate::app::{Failure, files};
use crate::domain::{Conference, Schedule};
use crate::explain::rfc3339;
use crate::instance;
use crate::instance::format::SCHEDULE_FORMAT;
use crate::report::job_files::Jobs;

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
    /// The file that holds what the job of the case printed, if GNU parallel ran it.
    pub(super) fn log(&self) -> String {
        format!("{}.log", self.instance.trim_end_matches(".json"))
    }

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
    /// The files in the folder that run these commands.
    pub job_files: JobFiles,
}

/// The file names of the job files of a folder of cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct JobFiles {
    /// The list of commands for GNU parallel: run `parallel < jobs.txt` in the folder.
    pub parallel: &'static str,
    /// The workflow for GitHub Actions, with one job for each case.
    pub github_actions: &'static str,
    /// The pipeline for GitLab CI, with one job for each case.
    pub gitlab_ci: &'static str,
}

impl JobFiles {
    /// The names in every folder. No case has such a file name: those begin with a number.
    const NAMES: JobFiles =
        JobFiles { parallel: "jobs.txt", github_actions: "github-actions.yml", gitlab_ci: "gitlab-ci.yml" };
}

/// A request to write a folder of cases.
#[derive(Debug, Clone, Copy)]
pub struct WriteCases<'a> {
    /// The folder.
    pub folder: &'a Path,
    /// Today's programme.
    pub base: &'a Base,
    /// The cases, today's first.
    pub cases: &'a [WrittenCase<'a>],
    /// The schedule file that all cases start from, as the user named it.
    pub from: Option<&'a Path>,
    /// The settings with which each case is solved.
    pub settings: &'a CaseSettings,
    /// The command whose `--collect` compares the results.
    pub collected_by: &'a str,
    /// Further files, by name.
    pub others: &'a [(String, Vec<u8>)],
}

/// A case to be written.
#[derive(Debug, Clone, Copy)]
pub struct WrittenCase<'a> {
    /// The case.
    pub case: &'a PreparedCase,
    /// Its schedule file, if it is solved already.
    pub schedule: Option<&'a [u8]>,
}

/// Writes each case as ordinary files, which `solve` can solve on any machine, and the job files. Where the folder cannot
/// be written in one step, the manifest is written last, so that a folder with a manifest is complete.
///
/// # Errors
/// A [`Failure`] if the folder cannot be written to, or contains cases already.
pub fn write_cases(request: &WriteCases<'_>) -> Result<CaseFolder, Failure> {
    let WriteCases { folder, base, cases, from, settings, collected_by, others } = *request;
    check_case_folder(folder)?;
    let stems: Vec<String> =
        cases.iter().enumerate().map(|(number, written)| stem(number, &written.case.name)).collect();
    let (mut entries, mut contents) = (Vec::new(), others.to_vec());
    for (WrittenCase { case, schedule }, stem) in cases.iter().zip(&stems) {
        let entry = Entry {
            name: case.name.clone(),
            changes: case.changes.clone(),
            instance: format!("{stem}.json"),
            start: base.has_start().then(|| format!("{stem}.start.json")),
            schedule: format!("{stem}.schedule.json"),
        };
        contents.push((entry.instance.clone(), case.bytes.clone()));
        contents.extend(schedule.map(|schedule| (entry.schedule.clone(), schedule.to_vec())));
        if let (Some(name), Some(start)) = (&entry.start, &case.start) {
            contents.push((name.clone(), start_file(&case.conference, start)?));
        }
        entries.push(entry);
    }
    let jobs = Jobs {
        folder: in_repository(folder),
        cases: stems.iter().map(String::as_str).collect(),
        has_start: base.has_start(),
        settings: settings.arguments(),
        collected_by,
    };
    let job_files = JobFiles::NAMES;
    contents.push((job_files.parallel.to_owned(), jobs.for_parallel().into_bytes()));
    contents.push((job_files.github_actions.to_owned(), jobs.for_github().into_bytes()));
    contents.push((job_files.gitlab_ci.to_owned(), jobs.for_gitlab().into_bytes()));
    let manifest = Manifest::new(from.map(|path| path.display().to_string()), entries);
    contents.push((MANIFEST.to_owned(), pretty(&manifest)?));
    let contents: Vec<_> = contents.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    files::write_folder(folder, &contents)?;
    let (folder, commands) = (folder.display().to_string(), jobs.commands());
    Ok(CaseFolder { folder, manifest: MANIFEST, cases: manifest.cases, commands, job_files })
}

/// Checks that a folder can be written to and contains no cases.
///
/// # Errors
/// A [`Failure`] if the folder cannot be written to, or contains cases already.
pub(crate) fn check_case_folder(folder: &Path) -> Result<(), Failure> {
    files::check_directory(folder, "name another directory")?;
    if folder.join(MANIFEST).exists() {
        let failure = Failure::new(format!("the directory {} contains cases already", folder.display()));
        return Err(failure.hint("name another directory, or delete this one first"));
    }
    Ok(())
}

/// The folder as a path from the root of a repository: as given if it is below the working directory, else its own name.
fn in_repository(folder: &Path) -> String {
    let is_below = folder.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let path = if is_below { folder } else { folder.file_name().map_or(folder, Path::new) };
    let parts = path.components().filter(|part| matches!(part, Component::Normal(_)));
    let text = parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    // A shell would take a hyphen for the begin of an option.
    if text.is_empty() || text.starts_with('-') { format!("./{text}") } else { text }
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
    fn folders_are_named_from_the_root_of_a_repository() {
        for (given, expected) in
            [("cases", "cases"), ("./a/b/", "a/b"), ("/data/a b", "a b"), ("../x", "x"), ("-x", "./-x"), (".", "./")]
        {
            assert_eq!(in_repository(Path::new(given)), expected);
        }
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
