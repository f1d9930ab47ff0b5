//! Which version of the programme a file shows, and what has to be known of it.

use super::words;
use crate::explain::programme::Programme;

/// What readers of a draft have to know.
pub const DRAFT: &str = "This is a draft: times, rooms and sessions may still change.";

/// What tells versions apart: the name of the release, or the hash of what was never released.
pub fn name(programme: &Programme) -> String {
    let released = programme.release.as_ref().map(|release| words::line(&release.version));
    released.filter(|name| !name.is_empty()).unwrap_or_else(|| programme.version.clone())
}

/// Whether it may still change before anybody relies on it.
pub fn is_draft(programme: &Programme) -> bool {
    programme.release.as_ref().is_some_and(|release| release.draft)
}

/// The phases that a release of some phases alone has.
pub fn phases(programme: &Programme) -> Option<String> {
    let phases = programme.release.as_ref().and_then(|release| release.phases.as_deref())?;
    let names: Vec<String> = phases.iter().map(|name| words::line(name)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// All of it: `Version 1.1 (draft), introductions alone.`; nothing of what was never released.
pub fn sentence(programme: &Programme) -> Option<String> {
    programme.release.as_ref()?;
    let draft = if is_draft(programme) { " (draft)" } else { "" };
    let alone = phases(programme).map_or_else(String::new, |names| format!(", {names} alone"));
    Some(format!("Version {}{draft}{alone}.", name(programme)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{draft, small};
    use super::*;
    use crate::explain::programme::{Readers, ReleaseInfo};

    #[test]
    fn a_release_has_a_name_and_anything_else_a_hash() {
        let never = small(Readers::Public);
        assert_eq!((name(&never), sentence(&never)), (never.version.clone(), None));
        let draft = draft(" 1.1\n");
        assert_eq!(name(&draft), "1.1");
        assert_eq!(sentence(&draft).as_deref(), Some("Version 1.1 (draft)."));
        let phases = Some(vec!["Before".to_owned(), "After".to_owned()]);
        let release = Some(ReleaseInfo { version: "\u{0}".into(), draft: false, phases });
        let nameless = Programme { release, ..never.clone() };
        assert_eq!(sentence(&nameless), Some(format!("Version {}, Before, After alone.", never.version)));
    }
}
