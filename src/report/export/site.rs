//! All files of a web site, with links between them.

use super::html::{Link, LinkText};
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
const OTHERS: [(Format, &str, LinkText); 6] = [
    (Format::Ics, "programme.ics", LinkText::Message("calendar_all")),
    (Format::Csv, "programme.csv", LinkText::Message("table_csv")),
    (Format::Json, "schedule.json", LinkText::Name("schedule.json")),
    (Format::Xml, "schedule.xml", LinkText::Name("schedule.xml")),
    (Format::Markdown, "programme.md", LinkText::Name("Markdown")),
    (Format::Svg, "programme.svg", LinkText::Message("chart_svg")),
];

/// Writes the programme and the fairness report as pages, and all other formats next to them.
pub fn site(programme: &Programme, fairness: &Fairness, quality: Option<&Quality>, options: &Options) -> Vec<File> {
    let (calendars, others): (Vec<_>, Vec<_>) = OTHERS.iter().partition(|(format, ..)| *format == Format::Ics);
    let links = |of: &[&(Format, &'static str, LinkText)]| of.iter().map(|&&(_, name, text)| (name, text)).collect();
    let mut for_readers: Vec<Link> = links(&calendars);
    for_readers.push(("fairness.html", LinkText::Message("fairness")));
    let page = html::linked_page(programme, options, &for_readers, &links(&others));
    let back = [("index.html", LinkText::Name("The programme"))];
    let mut files = vec![
        File { name: "index.html", bytes: page.into_bytes() },
        File { name: "fairness.html", bytes: fairness_page(fairness, quality, programme, options, &back).into_bytes() },
    ];
    files.extend(OTHERS.iter().map(|&(format, name, _)| File { name, bytes: export(programme, format, options) }));
    files
}
