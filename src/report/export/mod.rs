//! From a programme to files that can be published as they are: a format is one file here, a view in, bytes out.
//!
//! What a public file must not say is not in a public view (see [`mod@crate::explain::programme`]). No format reads a
//! clock: the same view gives the same bytes.

mod csv;
mod fairness;
mod frab;
mod guid;
pub mod html;
mod ics;
mod json;
mod markdown;
mod site;
mod svg;
#[cfg(test)]
mod testing;
mod track_symbols;
pub mod version;
mod words;
mod xml;

pub use fairness::page as fairness_page;
pub use guid::guid;
pub use site::{File, site};

use chrono::NaiveDate;

use crate::explain::cancellations::Withdrawn;
use crate::explain::programme::{EventTime, NamedItem, Programme};

/// A format for a programme as one file. A workbook would be one more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The page that participants read.
    Html,
    /// A calendar, whole or for one person or track.
    Ics,
    /// A row a session.
    Csv,
    /// frab's and c3voc's `schedule.json`.
    Json,
    /// frab's and c3voc's `schedule.xml`.
    Xml,
    /// Tables by day for wikis and mails.
    Markdown,
    /// A picture of the rooms by day.
    Svg,
}

impl Format {
    /// The name it is asked for by.
    pub fn name(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Ics => "ics",
            Format::Csv => "csv",
            Format::Json => "json",
            Format::Xml => "xml",
            Format::Markdown => "md",
            Format::Svg => "svg",
        }
    }
}

/// What a file says beside the programme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// As of when the programme is said to be; nothing is said where this is `None`.
    pub stamp: Option<EventTime>,
    /// Where the page will be found, for formats that link to it.
    pub url: Option<String>,
    /// Only this day; of formats that are pictures.
    pub day: Option<NaiveDate>,
    /// Only this person's sessions; of calendars. Theirs may have been all of an earlier version.
    pub person: Option<NamedItem>,
    /// Only this track's sessions; of calendars.
    pub track: Option<NamedItem>,
    /// What people may have from an earlier version and is to be taken out; of calendars.
    pub withdrawn: Vec<Withdrawn>,
}

/// The programme in a format.
pub fn export(programme: &Programme, format: Format, options: &Options) -> Vec<u8> {
    match format {
        Format::Html => html::page(programme, options).into_bytes(),
        Format::Ics => ics::text(programme, options).into_bytes(),
        Format::Csv => csv::table(programme).into_bytes(),
        Format::Json => json::schedule(programme, options).into_bytes(),
        Format::Xml => xml::schedule(programme, options).into_bytes(),
        Format::Markdown => markdown::text(programme, options).into_bytes(),
        Format::Svg => svg::picture(programme, options).into_bytes(),
    }
}
