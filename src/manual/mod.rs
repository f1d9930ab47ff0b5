//! The user's manual: one Markdown file for each chapter.
//!
//! `plenary manual` prints the chapters on a terminal. `tests/documents` runs their commands and compares their outputs,
//! tables and figures with the program.

/// One chapter of the manual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chapter {
    /// Name of the chapter, as in `plenary manual NAME`, and of its file without `.md`.
    pub name: &'static str,
    /// Summary in one line.
    pub about: &'static str,
    /// The text, in Markdown.
    pub text: &'static str,
}

impl Chapter {
    /// The title: the first heading.
    pub fn title(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches('#').trim()
    }
}

/// Declares a module and a [`Chapter`] for each file.
///
/// In the files, links to other chapters are references like `[text][rules]`, which lead to the file. In rustdoc the first
/// definition of a label counts, so the definitions that the macro puts first lead to the modules instead.
macro_rules! chapters {
    ($($module:ident $name:literal $about:literal)+) => {
        /// All chapters, in reading order.
        pub static CHAPTERS: &[Chapter] =
            &[$(Chapter { name: $name, about: $about, text: include_str!(concat!($name, ".md")) }),+];

        chapters! { @modules [$(concat!("[", $name, "]: crate::manual::", stringify!($module), "\n"),)+] $($module $name)+ }
    };
    (@modules $links:tt $($module:ident $name:literal)+) => {
        $(chapters! { @module $links $module $name })+
    };
    (@module [$($link:expr,)+] $module:ident $name:literal) => {
        #[doc = concat!($($link),+)]
        #[doc = include_str!(concat!($name, ".md"))]
        pub mod $module {}
    };
}

chapters! {
    first_hour "first-hour" "Install, solve a first programme, read the answer, ask why."
    programme "programme" "Days, rooms, people, audiences, sessions: how to write them down."
    spreadsheets "spreadsheets" "Fill in a workbook instead, and get one back."
    result "result" "Read what solve, check and explain say about a timetable."
    rules "rules" "All rules: what each asks, what it charges, how to change that."
    fairness "fairness" "Who meets at night, how to share it out, and what fairness costs."
    changes "changes" "A speaker falls ill: repair, lock, freeze, release, tell people."
    board "board" "Change a timetable by hand on a page: every place has its price."
    what_ifs "what-ifs" "Try another room, day or rule before you decide."
    impossible "impossible" "There is no timetable: find out why, and what would help."
    publishing "publishing" "Web pages, calendars, spreadsheets and letters."
    regressions "regressions" "For engineers: guard cost and bound on a build server."
    library "library" "For engineers: call plenary from Rust."
    formats "formats" "For engineers: files, JSON, schemas, exit codes, versions."
    glossary "glossary" "What each word means."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chapter_begins_with_its_title_and_names_are_unique() {
        for (at, chapter) in CHAPTERS.iter().enumerate() {
            assert!(chapter.text.starts_with("# ") && !chapter.title().is_empty(), "{}", chapter.name);
            assert!(CHAPTERS[..at].iter().all(|other| other.name != chapter.name), "{} twice", chapter.name);
        }
    }

    #[test]
    fn every_link_between_chapters_leads_to_a_file() {
        for chapter in CHAPTERS {
            let defines = |line: &&str| line.starts_with('[') && line.ends_with(".md");
            for line in chapter.text.lines().filter(defines) {
                let (label, file) = line[1..].split_once("]: ").unwrap();
                let target = CHAPTERS.iter().find(|other| other.name == label);
                assert!(target.is_some() && file == format!("{label}.md"), "{}: {line}", chapter.name);
            }
        }
    }
}
