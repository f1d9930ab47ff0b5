//! All files of a web site, with links between them.

use super::{Format, Options, export, fairness_page, html};
use crate::explain::fairness::Fairness;
use crate::explain::programme::Programme;
use crate::report::overview::Quality;

/// A file of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, without the folder.
    pub name: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The other formats, with their file names and link texts.
const OTHERS: [(Format, &str, &str); 6] = [
    (Format::Ics, "programme.ics", "Calendar (iCalendar)"),
    (Format::Csv, "programme.csv", "Table (CSV)"),
    (Format::Json, "schedule.json", "schedule.json"),
    (Format::Xml, "schedule.xml", "schedule.xml"),
    (Format::Markdown, "programme.md", "Markdown"),
    (Format::Svg, "programme.svg", "Chart (SVG)"),
];

/// Writes the programme and the fairness report as pages, and all other formats next to them.
pub fn site(programme: &Programme, fairness: &Fairness, quality: Option<&Quality>, options: &Options) -> Vec<File> {
    let others = || OTHERS.iter().map(|&(_, name, text)| (name, text));
    let from_programme: Vec<(&str, &str)> =
        [("fairness.html", "Fairness of the programme")].into_iter().chain(others()).collect();
    let mut files = vec![
        File { name: "index.html", bytes: html::linked_page(programme, options, &from_programme).into_bytes() },
        File {
            name: "fairness.html",
            bytes: fairness_page(fairness, quality, programme, options, &[("index.html", "The programme")])
                .into_bytes(),
        },
    ];
    files.extend(OTHERS.iter().map(|&(format, name, _)| File { name, bytes: export(programme, format, options) }));
    files
}
