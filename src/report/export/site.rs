//! All files of a web site, with links between them.

use super::html::{Link, LinkText};
use super::{CalendarFeed, Format, Options, changes, embed, export, fairness_page, feeds, html};
use crate::explain::fairness::Fairness;
use crate::explain::programme::Programme;
use crate::report::overview::Quality;

/// A file of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, without the folder.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The formats for those who process the programme, with their file names and link texts.
const OTHERS: [(Format, &str, LinkText); 5] = [
    (Format::Csv, "programme.csv", LinkText::Message("table_csv")),
    (Format::Json, "schedule.json", LinkText::Name("schedule.json")),
    (Format::Xml, "schedule.xml", LinkText::Name("schedule.xml")),
    (Format::Markdown, "programme.md", LinkText::Name("Markdown")),
    (Format::Svg, "programme.svg", LinkText::Message("chart_svg")),
];

/// Writes the programme and the fairness report as pages, and all other formats, calendars and changes next to them.
/// The calendars of `calendars` are written in addition to that of all sessions.
pub fn site(
    programme: &Programme,
    fairness: &Fairness,
    quality: Option<&Quality>,
    options: &Options,
    calendars: &[CalendarFeed],
) -> Vec<File> {
    let subscription = feeds::subscription(options, feeds::ALL);
    let for_readers = [
        match &subscription {
            Some(address) => (address.as_str(), LinkText::Message("subscribe")),
            None => (feeds::ALL, LinkText::Message("calendar_all")),
        },
        (feeds::NAME, LinkText::Message("calendars")),
        (changes::ATOM, LinkText::Message("feed")),
        ("fairness.html", LinkText::Message("fairness")),
    ];
    let mut others: Vec<Link<'_>> = OTHERS.iter().map(|&(_, name, text)| (name, text)).collect();
    others.extend([(changes::JSON, LinkText::Message("changes_json")), (embed::NAME, LinkText::Message("embed"))]);
    let file = |name: &str, text: String| File { name: name.to_owned(), bytes: text.into_bytes() };
    let back = [("index.html", LinkText::Name("The programme"))];
    let mut files = vec![
        file("index.html", html::linked_page(programme, options, &for_readers, &others)),
        file("fairness.html", fairness_page(fairness, quality, programme, options, &back)),
        file(feeds::NAME, feeds::page(programme, options, calendars)),
        file(embed::NAME, embed::page(programme, options)),
        file(changes::JSON, changes::json(programme, options)),
        file(changes::ATOM, changes::feed(programme, options)),
    ];
    let all = [(Format::Ics, feeds::ALL)].into_iter().chain(OTHERS.iter().map(|&(format, name, _)| (format, name)));
    files.extend(all.map(|(format, name)| File { name: name.to_owned(), bytes: export(programme, format, options) }));
    files.extend(calendars.iter().map(|feed| file(&feed.file, feed.calendar(programme, options))));
    files
}
