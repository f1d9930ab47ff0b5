//! The calendars of a site, each at an address that stays, and the page that lists them.

use maud::{Markup, html};

use super::html::{LinkText, Messages, internal_note, navigation, shell};
use super::{Options, ics, words};
use crate::explain::cancellations::Cancellation;
use crate::explain::programme::{NamedItem, Programme, Readers};
use crate::report::file_names::file_stem;

/// The name of the calendar of all sessions.
pub(crate) const ALL: &str = "programme.ics";
/// The name of the page.
pub(crate) const NAME: &str = "calendars.html";

/// The page is in English.
const M: Messages = Messages::ENGLISH;

pub(super) const STYLE: &str = include_str!("site.css");

/// What a calendar is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedOf {
    /// A track.
    Track,
    /// A room.
    Room,
    /// A person. No page links to it: its address is for this person only.
    Person,
}

/// A calendar of a part of the programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarFeed {
    /// The file's name in the site, which depends on nothing that a new version changes.
    pub file: String,
    /// What it is of.
    pub of: FeedOf,
    /// The track, the room or the person.
    pub item: NamedItem,
    /// The entries of an earlier version to cancel in it.
    pub withdrawn: Vec<Cancellation>,
}

impl CalendarFeed {
    /// The calendar of a track or a room, whose name is made of the id.
    pub fn public(of: FeedOf, item: NamedItem, withdrawn: Vec<Cancellation>) -> CalendarFeed {
        let kind = if of == FeedOf::Room { "room" } else { "track" };
        CalendarFeed { file: format!("{kind}-{}.ics", file_stem(&item.id)), of, item, withdrawn }
    }

    /// Writes the calendar.
    pub(crate) fn calendar(&self, programme: &Programme, options: &Options) -> String {
        let item = |of| (self.of == of).then(|| self.item.clone());
        let options = Options {
            stamp: options.stamp,
            person: item(FeedOf::Person),
            track: item(FeedOf::Track),
            room: item(FeedOf::Room),
            withdrawn: self.withdrawn.clone(),
            ..Options::default()
        };
        ics::text(programme, &options)
    }
}

/// The address with which a calendar program subscribes, if the base address is known.
pub(crate) fn subscription(options: &Options, file: &str) -> Option<String> {
    let (_, rest) = options.base_url.as_deref()?.split_once("://")?;
    Some(format!("webcal://{rest}{file}"))
}

/// The page that lists the public calendars.
pub(crate) fn page(programme: &Programme, options: &Options, feeds: &[CalendarFeed]) -> String {
    let body = html! {
        header.top {
            div.wrap {
                h1 { "Calendars to subscribe to" }
                p.lead { bdi { (words::line(&programme.name)) } }
                (shell::release_notes(programme, M))
                @if programme.readers == Readers::Internal { (internal_note(M)) }
                (navigation(&[("index.html", LinkText::Name("The programme"))], M))
            }
        }
        main.wrap {
            p {
                "A calendar program that subscribes to one of these addresses shows the changes of the programme by \
                 itself. A file that is opened once stays as it is."
            }
            @if options.base_url.is_none() {
                p {
                    "To subscribe, copy the address of a link, and paste it where your calendar program asks for the \
                     address of a calendar."
                }
            }
            ul.calendars { (entry("All sessions", ALL, options)) }
            (list("Tracks", FeedOf::Track, feeds, options))
            (list("Rooms", FeedOf::Room, feeds, options))
        }
        (shell::footer(programme, options, M))
    };
    let title = format!("Calendars: {}", words::line(&programme.name));
    shell::document(&shell::Page { title: &title, language: M.language, style: STYLE, script: None, body })
}

fn list(heading: &str, of: FeedOf, feeds: &[CalendarFeed], options: &Options) -> Markup {
    let feeds: Vec<&CalendarFeed> = feeds.iter().filter(|feed| feed.of == of).collect();
    html! {
        @if !feeds.is_empty() {
            section {
                h2 { (heading) }
                ul.calendars { @for feed in feeds { (entry(&words::line(&feed.item.name), &feed.file, options)) } }
            }
        }
    }
}

fn entry(name: &str, file: &str, options: &Options) -> Markup {
    html! {
        li {
            bdi { (name) } " "
            @if let Some(address) = subscription(options, file) {
                a href=(address) { "Subscribe" } " "
                a href=(file) { "File" }
                code { (options.address(file)) }
            } @else { a href=(file) { (file) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{hostile, small, times};
    use super::*;

    fn feeds(view: &Programme) -> Vec<CalendarFeed> {
        let public = |of, items: &[NamedItem]| {
            items.iter().map(move |item| CalendarFeed::public(of, item.clone(), Vec::new())).collect::<Vec<_>>()
        };
        let person = NamedItem { id: "person-0".into(), name: "Secret".into() };
        let person =
            CalendarFeed { file: "person-0123.ics".into(), of: FeedOf::Person, item: person, withdrawn: Vec::new() };
        [public(FeedOf::Track, &view.tracks), public(FeedOf::Room, &view.rooms), vec![person]].concat()
    }

    #[test]
    fn tracks_and_rooms_are_listed_and_people_are_not() {
        let view = small(Readers::Public);
        let feeds = feeds(&view);
        let text = page(&view, &Options::default(), &feeds);
        for feed in &feeds {
            assert_eq!(text.contains(&format!("href=\"{}\"", feed.file)), feed.of != FeedOf::Person, "{}", feed.file);
        }
        assert!(!text.contains("webcal") && !text.contains("Secret"));
        let based = Options { base_url: Some("https://a.org/p/".into()), ..Options::default() };
        let text = page(&view, &based, &feeds);
        assert_eq!(times(&text, "href=\"webcal://a.org/p/"), 5, "{text}");
        assert!(text.contains("<code>https://a.org/p/programme.ics</code>"), "{text}");
    }

    #[test]
    fn each_calendar_has_the_sessions_of_its_item() {
        let view = small(Readers::Public);
        let counts: Vec<usize> =
            feeds(&view).iter().map(|feed| times(&feed.calendar(&view, &Options::default()), "BEGIN:VEVENT")).collect();
        assert_eq!(counts, [1, 0, 1, 1, 1]);
    }

    #[test]
    fn the_names_of_files_are_stable_and_safe() {
        let item = |id: &str| NamedItem { id: id.into(), name: "N".into() };
        assert_eq!(
            CalendarFeed::public(FeedOf::Room, item("room-1"), Vec::new()).file,
            format!("room-room-1-{}.ics", crate::report::file_names::fingerprint(&["room-1"], 8)),
            "must not change: every subscription would end"
        );
        let view = hostile();
        for feed in feeds(&view) {
            assert!(feed.file.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b)), "{}", feed.file);
        }
        let text = page(&view, &Options::default(), &feeds(&view));
        assert_eq!((times(&text, "<script"), times(&text, "<img")), (0, 0));
    }
}
