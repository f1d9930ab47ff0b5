//! Writes calendars (RFC 5545): plain events in, text out. It uses neither the clock nor random numbers: the same
//! events give the same bytes.
//!
//! This is our own code because the maintained crate (`icalendar` 0.17) folds some lines at 76 octets, does not escape
//! carriage returns in titles, and fills missing members with the current time and random ids.

use super::file_names::fingerprint;
use crate::domain::{Conference, Instant, is_hidden, web_link};
use crate::sheets::own_marks::{CALENDAR_PERSON, CALENDAR_SESSION};

/// The most octets of a line, without its end.
const LONGEST_LINE: usize = 75;

/// Whether an event takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// It takes place.
    #[default]
    Confirmed,
    /// It may still change, because the timetable is a draft.
    Tentative,
    /// It no longer takes place; calendars remove it.
    Cancelled,
}

/// One event. The texts may contain anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The id of the event, the same in every calendar and version; see [`uid`].
    pub uid: String,
    /// The id of the session in the programme. An import of the calendar gives the session this id again.
    pub session: String,
    /// The revision number: it rises with every change after the first publication, and a calendar keeps the highest.
    pub sequence: u32,
    /// Whether it takes place.
    pub status: Status,
    /// Its start.
    pub start: Instant,
    /// Its end.
    pub end: Instant,
    /// Its title.
    pub summary: String,
    /// Further details, line by line; may be empty.
    pub description: String,
    /// The place; may be empty.
    pub location: String,
    /// Where people join it: an address with `http` or `https`.
    pub url: Option<String>,
    /// Type, track or tags; may be empty.
    pub categories: Vec<String>,
    /// The names of the people with a role in it, as an import reads them; the description has them for readers.
    pub people: Vec<String>,
}

impl Event {
    /// The same event, cancelled. The title says so too, for programs that show cancelled entries like all others.
    pub fn cancelled(self) -> Event {
        Event { status: Status::Cancelled, summary: format!("Cancelled: {}", self.summary), ..self }
    }
}

/// A calendar for publishing: people import it, and no one is asked to reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Its name.
    pub name: String,
    /// Its time stamp; see [`default_stamp`].
    pub stamp: Instant,
    /// Whether it is read again at its address, so that a program should ask for a newer version every hour. A calendar
    /// in a letter is read once.
    pub published: bool,
    /// Its events, in the order in which they are written.
    pub events: Vec<Event>,
}

/// The id of a session in all calendars of the event with that id.
pub fn uid(event: &str, session: &str) -> String {
    format!("{}@plenary", fingerprint(&[event, session], 32))
}

/// The default time stamp: the midnight before the first day, which is the same in every version.
pub fn default_stamp(conference: &Conference) -> Instant {
    conference.origin()
}

/// Writes the calendar as text: times in UTC, lines of at most 75 octets that end with CR LF.
pub fn calendar(calendar: &Calendar) -> String {
    let mut out = String::new();
    let mut put = |name: &str, value: &str| line(&mut out, &format!("{name}:{value}"));
    put("BEGIN", "VCALENDAR");
    put("VERSION", "2.0");
    put("PRODID", "-//plenary//plenary//EN");
    put("CALSCALE", "GREGORIAN");
    put("METHOD", "PUBLISH");
    put("NAME", &text(&calendar.name));
    // Most calendar programs read this instead of NAME (RFC 7986).
    put("X-WR-CALNAME", &text(&calendar.name));
    if calendar.published {
        put("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        // The same for older programs.
        put("X-PUBLISHED-TTL", "PT1H");
    }
    for event in &calendar.events {
        put("BEGIN", "VEVENT");
        put("UID", &text(&event.uid));
        put("DTSTAMP", &utc(calendar.stamp));
        put("DTSTART", &utc(event.start));
        put("DTEND", &utc(event.end));
        put("SEQUENCE", &event.sequence.to_string());
        put("STATUS", status(event.status));
        put("SUMMARY", &text(&event.summary));
        if !event.description.is_empty() {
            put("DESCRIPTION", &text(&event.description));
        }
        if !event.location.is_empty() {
            put("LOCATION", &text(&event.location));
        }
        if let Some(url) = event.url.as_deref().and_then(web_link) {
            // A value of the type URI has no escapes.
            put("URL", url);
        }
        if !event.categories.is_empty() {
            let categories: Vec<String> = event.categories.iter().map(|category| text(category)).collect();
            put("CATEGORIES", &categories.join(","));
        }
        put(CALENDAR_SESSION, &text(&event.session));
        for person in &event.people {
            put(CALENDAR_PERSON, &text(person));
        }
        put("END", "VEVENT");
    }
    put("END", "VCALENDAR");
    out
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Confirmed => "CONFIRMED",
        Status::Tentative => "TENTATIVE",
        Status::Cancelled => "CANCELLED",
    }
}

/// `20201102T060000Z`
fn utc(at: Instant) -> String {
    at.utc().format("%Y%m%dT%H%M%SZ").to_string()
}

/// Escapes a text value: line breaks of any kind become `\n`, other control characters are dropped.
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            // Some programs break lines at each of these.
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if is_hidden(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// Writes a content line, folded without splitting a character.
fn line(out: &mut String, content: &str) {
    let mut room = LONGEST_LINE;
    for c in content.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = LONGEST_LINE - 1;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> Event {
        Event {
            uid: uid("Forum", "opening"),
            session: "opening".into(),
            sequence: 2,
            status: Status::Confirmed,
            start: Instant::from_utc("2020-11-02T06:00:00".parse().unwrap()),
            end: Instant::from_utc("2020-11-02T07:30:00".parse().unwrap()),
            summary: "Opening".into(),
            description: String::new(),
            location: "Room 1".into(),
            url: Some("https://a.org/j?a=1,2;3".into()),
            categories: vec!["trust".into(), "a,b".into()],
            people: vec!["Roe, Jane".into()],
        }
    }

    fn written(events: Vec<Event>) -> String {
        let stamp = Instant::from_utc("2020-11-02T00:00:00".parse().unwrap());
        calendar(&Calendar { name: "Forum; all".into(), stamp, published: false, events })
    }

    #[test]
    fn an_event_follows_the_standard() {
        let uid = uid("Forum", "opening");
        let expected = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//plenary//plenary//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n\
             NAME:Forum\\; all\r\nX-WR-CALNAME:Forum\\; all\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20201102T000000Z\r\n\
             DTSTART:20201102T060000Z\r\nDTEND:20201102T073000Z\r\nSEQUENCE:2\r\nSTATUS:CONFIRMED\r\nSUMMARY:Opening\r\n\
             LOCATION:Room 1\r\nURL:https://a.org/j?a=1,2;3\r\nCATEGORIES:trust,a\\,b\r\n\
             X-PLENARY-SESSION:opening\r\nX-PLENARY-PERSON:Roe\\, Jane\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        assert_eq!(written(vec![event()]), expected);
        let stamp = Instant::from_utc("2020-11-02T00:00:00".parse().unwrap());
        let published = calendar(&Calendar { name: "Forum".into(), stamp, published: true, events: Vec::new() });
        let refresh = "\r\nX-WR-CALNAME:Forum\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n";
        assert!(published.contains(refresh), "{published}");
        let cancelled = written(vec![event().cancelled()]);
        assert!(cancelled.contains("\r\nSTATUS:CANCELLED\r\nSUMMARY:Cancelled: Opening\r\n"), "{cancelled}");
    }

    #[test]
    fn ids_of_events_are_stable_and_reveal_nothing() {
        assert_eq!(
            uid("Forum", "opening"),
            "59eaffe09d9c85020ad7c306bfd20524@plenary",
            "must not change: every calendar would show all sessions twice"
        );
        assert_ne!(uid("Forum", "opening"), uid("Forum 2", "opening"));
        let hostile = uid("x\r\nEND:VEVENT", "y@z");
        assert!(hostile.strip_suffix("@plenary").unwrap().chars().all(|c| c.is_ascii_hexdigit()), "{hostile}");
    }

    #[test]
    fn no_text_breaks_its_line() {
        let breaks = ["\r\n", "\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}"];
        for text in breaks {
            let hostile = format!("a{text}END:VEVENT");
            let events = vec![Event {
                uid: hostile.clone(),
                session: hostile.clone(),
                summary: hostile.clone(),
                description: hostile.clone(),
                location: hostile.clone(),
                url: Some(format!("https://a.org/{hostile}")),
                categories: vec![hostile.clone()],
                people: vec![hostile],
                ..event()
            }];
            let written = written(events);
            assert_eq!(written.lines().filter(|line| *line == "END:VEVENT").count(), 1, "{text:?}");
            assert!(written.contains("SUMMARY:a\\nEND:VEVENT\r\n"), "{text:?}: {written}");
        }
        assert_eq!(text("a\\b;c,d\te\0f\u{1b}"), "a\\\\b\\;c\\,d ef");
    }

    #[test]
    fn lines_are_folded_at_75_octets_and_never_inside_a_character() {
        for pad in 0..8 {
            for filler in ["x", "é", "会", "🎙"] {
                let summary = format!("{}{}", "p".repeat(pad), filler.repeat(100));
                let written = written(vec![Event { summary: summary.clone(), ..event() }]);
                assert!(written.split("\r\n").all(|line| line.len() <= LONGEST_LINE), "{written}");
                assert!(written.contains("\r\n "));
                let unfolded = written.replace("\r\n ", "");
                assert!(unfolded.contains(&format!("SUMMARY:{summary}\r\n")), "{unfolded}");
            }
        }
        // Exactly two full lines: the second has one octet less, as its first is the blank.
        let mut out = String::new();
        line(&mut out, &"x".repeat(75 + 74));
        assert_eq!(out.split("\r\n").map(str::len).collect::<Vec<_>>(), [75, 75, 0]);
    }
}
