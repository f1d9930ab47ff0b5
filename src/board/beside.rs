//! The files that the board writes beside the schedule file: `igf.schedule.json` has `igf.schedule.draft.NAME.json`.

use std::path::{Path, PathBuf};

/// What such a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Draft,
    Release,
}

impl Kind {
    /// What the names of its files begin with.
    fn beginning(self, schedule: &Path) -> String {
        let name = schedule.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let kind = match self {
            Kind::Draft => "draft",
            Kind::Release => "release",
        };
        format!("{}.{kind}.", name.strip_suffix(".json").unwrap_or(&name))
    }

    /// The file with this name.
    pub(super) fn path(self, schedule: &Path, name: &str) -> PathBuf {
        schedule.with_file_name(format!("{}{name}.json", self.beginning(schedule)))
    }

    /// The names of all files of this kind, sorted.
    pub(super) fn names(self, schedule: &Path) -> Vec<String> {
        let folder = schedule.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let beginning = self.beginning(schedule);
        let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
        let files = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> =
            files.filter_map(|file| Some(file.strip_prefix(&beginning)?.strip_suffix(".json")?.to_owned())).collect();
        names.sort();
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_finds_its_own_files() {
        let folder = tempfile::tempdir().unwrap();
        let schedule = folder.path().join("igf.schedule.json");
        let path = Kind::Draft.path(&schedule, "monday");
        assert_eq!(path.file_name().unwrap(), "igf.schedule.draft.monday.json");
        for name in ["monday", "friday"] {
            std::fs::write(Kind::Draft.path(&schedule, name), "{}").unwrap();
        }
        std::fs::write(Kind::Release.path(&schedule, "1-0"), "{}").unwrap();
        std::fs::write(folder.path().join("igf.schedule.json.journal"), "").unwrap();
        assert_eq!(Kind::Draft.names(&schedule), ["friday", "monday"]);
        assert_eq!(Kind::Release.names(&schedule), ["1-0"]);
    }
}
