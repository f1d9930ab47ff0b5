//! The version of the programme that a file shows, and the notes about it.

use super::words;
use crate::explain::programme::Programme;

/// The note on a draft.
pub const DRAFT: &str = "This is a draft: times, rooms and sessions may still change.";

/// The name of the version: the name of the release, or the hash if it was never released.
pub fn name(programme: &Programme) -> String {
    let released = programme.release.as_ref().map(|release| words::line(&release.version));
    released.filter(|name| !name.is_empty()).unwrap_or_else(|| programme.version.clone())
}

/// Whether it is a draft, which may still change.
pub fn is_draft(programme: &Programme) -> bool {
    programme.release.as_ref().is_some_and(|release| release.draft)
}

/// The names of the phases of a partial release; `None` for a complete one.
pub fn phases(programme: &Programme) -> Option<String> {
    let phases = programme.release.as_ref().and_then(|release| release.phases.as_deref())?;
    let names: Vec<String> = phases.iter().map(|name| words::line(name)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// The version in a sentence: `Version 1.1 (draft), only introductions.`; `None` if it was never released.
pub fn sentence(programme: &Programme) -> Option<String> {
    programme.release.as_ref()?;
    let draft = if is_draft(programme) { " (draft)" } else { "" };
    let part = phases(programme).map_or_else(String::new, |names| format!(", only {names}"));
    Some(format!("Version {}{draft}{part}.", name(programme)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{draft, small};
    use super::*;
    use crate::explain::programme::{Readers, ReleaseInfo};

    #[test]
    fn a_release_has_its_name_and_an_unreleased_version_its_hash() {
        let never = small(Readers::Public);
        assert_eq!((name(&never), sentence(&never)), (never.version.clone(), None));
        let draft = draft(" 1.1\n");
        assert_eq!(name(&draft), "1.1");
        assert_eq!(sentence(&draft).as_deref(), Some("Version 1.1 (draft)."));
        let phases = Some(vec!["Before".to_owned(), "After".to_owned()]);
        let release = Some(ReleaseInfo { version: "\u{0}".into(), draft: false, phases });
        let nameless = Programme { release, ..never.clone() };
        assert_eq!(sentence(&nameless), Some(format!("Version {}, only Before, After.", never.version)));
    }
}
