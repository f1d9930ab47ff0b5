//! Writes a programme as files ready for publishing. Each format is one file here: a view in, bytes out.
//!
//! A public view has no internal data (see [`mod@crate::explain::programme`]), so no format can publish it. No format
//! reads the clock: the same view gives the same bytes.

mod changes;
mod csv;
mod embed;
mod fairness;
mod feeds;
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

pub use changes::{Changes, ChangesDocument};
pub use csv::personal_calendars;
pub use fairness::page as fairness_page;
pub use feeds::{CalendarFeed, FeedOf};
pub use guid::guid;
pub use site::{File, site};

use chrono::NaiveDate;

use crate::explain::cancellations::Cancellation;
use crate::explain::programme::{EventTime, NamedItem, Programme};

/// A format of a programme as one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The page for participants.
    Html,
    /// A calendar of all sessions, or of one person or track.
    Ics,
    /// A table with one row per session.
    Csv,
    /// frab's and c3voc's `schedule.json`.
    Json,
    /// frab's and c3voc's `schedule.xml`.
    Xml,
    /// Tables by day, for wikis and mails.
    Markdown,
    /// A chart of the rooms by day.
    Svg,
}

impl Format {
    /// The name on the command line.
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

/// The settings of an export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The time stamp printed on the programme; none if `None`.
    pub stamp: Option<EventTime>,
    /// The language of the page's own words.
    pub language: html::Language,
    /// The address of the published page, for formats that link to it.
    pub url: Option<String>,
    /// Only this day (for charts).
    pub day: Option<NaiveDate>,
    /// Only this person's sessions (for calendars). The person may have sessions in an earlier version only.
    pub person: Option<NamedItem>,
    /// Only this track's sessions (for calendars).
    pub track: Option<NamedItem>,
    /// Only the sessions in this room (for calendars).
    pub room: Option<NamedItem>,
    /// The entries of an earlier version to cancel (for calendars).
    pub withdrawn: Vec<Cancellation>,
    /// The changes since the last published version (for sites).
    pub changes: Changes,
    /// The address of the published folder, with a slash at its end (for sites). `None`: links are relative.
    pub base_url: Option<String>,
}

impl Options {
    /// The address of a file of the site: complete if the base address is known, else relative.
    pub fn address(&self, name: &str) -> String {
        format!("{}{name}", self.base_url.as_deref().unwrap_or_default())
    }
}

/// Writes the programme in a format.
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
