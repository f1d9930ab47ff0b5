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
    (Format::Ics, "programme.ics", "Calendar of all sessions"),
    (Format::Csv, "programme.csv", "Table (CSV)"),
    (Format::Json, "schedule.json", "schedule.json"),
    (Format::Xml, "schedule.xml", "schedule.xml"),
    (Format::Markdown, "programme.md", "Markdown"),
    (Format::Svg, "programme.svg", "Chart (SVG)"),
];

/// Writes the programme and the fairness report as pages, and all other formats next to them.
pub fn site(programme: &Programme, fairness: &Fairness, quality: Option<&Quality>, options: &Options) -> Vec<File> {
    let (calendars, others): (Vec<_>, Vec<_>) = OTHERS.iter().partition(|(format, ..)| *format == Format::Ics);
    let links =
        |of: &[&(Format, &'static str, &'static str)]| of.iter().map(|&&(_, name, text)| (name, text)).collect();
    let mut for_readers: Vec<(&str, &str)> = links(&calendars);
    for_readers.push(("fairness.html", "Fairness of the programme"));
    let page = html::linked_page(programme, options, &for_readers, &links(&others));
    let mut files = vec![
        File { name: "index.html", bytes: page.into_bytes() },
        File {
            name: "fairness.html",
            bytes: fairness_page(fairness, quality, programme, options, &[("index.html", "The programme")])
                .into_bytes(),
        },
    ];
    files.extend(OTHERS.iter().map(|&(format, name, _)| File { name, bytes: export(programme, format, options) }));
    files
}
