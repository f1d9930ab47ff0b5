//! The messages about a new version: for each person a letter and a calendar, and the list for a mail merge.

use super::ics::{Calendar, Event, Status, uid};
use super::text::printable;
use crate::domain::{Instant, email_address, one_line};
use crate::explain::notices::{Appointment, Item, Notice};
use crate::explain::versions::SessionChangeKind;

/// The data that all letters share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailing {
    /// The id by which calendars recognise the event.
    pub identity: String,
    /// The event's name.
    pub event: String,
    /// Its time zone.
    pub zone: String,
    /// The name of the new version, if it has one.
    pub version: Option<String>,
    /// Whether the new version is a draft.
    pub draft: bool,
    /// Whether the letters list all sessions, not only changed ones.
    pub all: bool,
    /// The time stamp of the calendars.
    pub stamp: Instant,
}

/// The kinds of items in the order of the summary: the heading in letters, and the word in counts.
const KINDS: [(SessionChangeKind, &str, &str); 6] = [
    (SessionChangeKind::Moved, "MOVED", "moved"),
    (SessionChangeKind::Removed, "CANCELLED", "cancelled"),
    (SessionChangeKind::Added, "NEW", "new"),
    (SessionChangeKind::Room, "ROOM CHANGED", "room changed"),
    (SessionChangeKind::Edited, "CHANGED", "changed"),
    (SessionChangeKind::Unchanged, "UNCHANGED", "unchanged"),
];

/// The number of items of each kind: `2 moved, 1 cancelled`.
pub fn summary(notice: &Notice) -> String {
    let number = |kind| notice.items.iter().filter(|item| item.kind == kind).count();
    let parts: Vec<String> = KINDS
        .iter()
        .filter(|(kind, ..)| number(*kind) > 0)
        .map(|(kind, _, word)| format!("{} {word}", number(*kind)))
        .collect();
    parts.join(", ")
}

/// Writes the letter: local time before the event's time, the new time before the old one.
pub fn letter(mailing: &Mailing, notice: &Notice) -> String {
    let event = printable(&mailing.event);
    let version = mailing.version.as_ref().map_or_else(String::new, |v| format!(" (version {})", printable(v)));
    let mut out = format!("Dear {},\n\n", printable(&notice.name));
    out.push_str(&match mailing.all {
        true => format!("These are your sessions in the timetable of {event}{version}.\n"),
        false => format!("The timetable of {event} has changed{version}. These are the changes to your sessions.\n"),
    });
    if mailing.draft {
        out.push_str("This timetable is a draft and may still change.\n");
    }
    out.push_str(&match (notice.zone_known, notice.zone == mailing.zone) {
        (false, _) => {
            format!("We do not know your time zone. All times are in the event's time zone ({}).\n", mailing.zone)
        }
        (true, true) => format!("All times are in the time zone {}.\n", mailing.zone),
        (true, false) => format!(
            "Times are in your time zone ({}). The event's time ({}) follows in brackets.\n",
            notice.zone, mailing.zone
        ),
    });
    for item in &notice.items {
        out.push('\n');
        out.push_str(&paragraph(mailing, item));
    }
    out.push_str("\nThe attached calendar file updates the entries that you already have. It creates no duplicates.\n");
    out
}

fn paragraph(mailing: &Mailing, item: &Item) -> String {
    let label = KINDS.iter().find(|(kind, ..)| *kind == item.kind).map_or("", |(_, label, _)| label);
    let mut out = format!("{label}: {}\n", printable(&item.title));
    for line in details(mailing, item) {
        out.push_str(&format!("  {line}\n"));
    }
    out
}

/// The details of an item, line by line; the same in letters and calendars.
fn details(mailing: &Mailing, item: &Item) -> Vec<String> {
    let time = |appointment: &Appointment| match appointment.local == appointment.event {
        true => appointment.local.clone(),
        false => format!("{} ({} {})", appointment.local, appointment.event, mailing.zone),
    };
    let room = |appointment: &Appointment| appointment.room.as_deref().map(printable);
    let mut lines = Vec::new();
    match (&item.old, &item.new) {
        (Some(old), None) => {
            let why = if item.without_them { "this session takes place without you; your old time was" } else { "was" };
            lines.push(format!("{why} {}", time(old)));
        }
        (Some(old), Some(new)) if (old.start, old.end) != (new.start, new.end) => {
            lines.push(format!("now {}", time(new)));
            lines.push(format!("was {}", time(old)));
        }
        (_, Some(new)) => lines.push(time(new)),
        (None, None) => {}
    }
    if let Some(new) = &item.new {
        let before = item.old.as_ref().and_then(room);
        match (room(new), before) {
            (Some(now), Some(before)) if now != before => lines.push(format!("in {now} instead of {before}")),
            (Some(now), _) => lines.push(format!("in {now}")),
            (None, _) => {}
        }
        lines.extend(new.link.iter().map(|link| format!("join: {}", printable(link))));
        lines.extend(new.part.iter().map(|part| format!("your part: {}", printable(part))));
        if new.recorded {
            lines.push("your part is recorded; you do not need to attend".to_owned());
        }
    }
    lines.push(format!("session ID: {}", printable(&item.session)));
    lines
}

/// The calendar, with one entry per session. The entry has the same id in every version.
pub fn calendar(mailing: &Mailing, notice: &Notice) -> Calendar {
    let events = notice.items.iter().filter_map(|item| entry(mailing, item)).collect();
    Calendar { name: format!("{}: {}", mailing.event, notice.name), stamp: mailing.stamp, published: false, events }
}

fn entry(mailing: &Mailing, item: &Item) -> Option<Event> {
    let appointment = item.new.as_ref().or(item.old.as_ref())?;
    let event = Event {
        uid: uid(&mailing.identity, &item.session),
        session: item.session.clone(),
        sequence: item.sequence,
        status: if mailing.draft { Status::Tentative } else { Status::Confirmed },
        start: appointment.start,
        end: appointment.end,
        summary: item.title.clone(),
        description: details(mailing, item).join("\n"),
        location: appointment.room.clone().unwrap_or_default(),
        url: appointment.link.clone(),
        categories: Vec::new(),
        people: Vec::new(),
    };
    Some(if item.new.is_none() { event.cancelled() } else { event })
}

/// A row of the mail merge: a person and their files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailMergeRow<'a> {
    /// The message.
    pub notice: &'a Notice,
    /// The name of the letter's file.
    pub letter_file: &'a str,
    /// The name of the calendar's file.
    pub calendar_file: &'a str,
    /// The letter itself.
    pub letter: &'a str,
}

const HEAD: [&str; 9] =
    ["id", "name", "email", "organisation", "zone", "summary", "letter_file", "calendar_file", "letter"];

/// Writes the list for a mail merge, one row per person: UTF-8 with byte order mark, which spreadsheets recognise it
/// by, commas, CR LF.
///
/// # Errors
/// An error of the CSV writer. None is known to occur.
pub fn mail_merge(rows: &[MailMergeRow<'_>]) -> Result<Vec<u8>, csv::Error> {
    let mut out =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    out.write_record(HEAD)?;
    for row in rows {
        let notice = row.notice;
        let summary = summary(notice);
        let cells = [
            notice.id.as_str(),
            &notice.name,
            notice.email.as_deref().and_then(email_address).unwrap_or_default(),
            notice.organisation.as_deref().unwrap_or_default(),
            &notice.zone,
            &summary,
            row.letter_file,
            row.calendar_file,
        ];
        let cells = cells.map(|text| cell(&one_line(text)));
        out.write_record(cells.into_iter().chain([cell(row.letter)]))?;
    }
    out.into_inner().map_err(|error| error.into_error().into())
}

/// Protects a cell that a spreadsheet would evaluate as a formula with an apostrophe.
pub fn cell(text: &str) -> String {
    let formula = |c: char| "=+-@\t\r\n＝＋－＠".contains(c);
    if text.starts_with(formula) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::ics;

    fn at(text: &str) -> Instant {
        Instant::from_utc(format!("2020-11-{text}:00").parse().unwrap())
    }

    fn appointment(start: &str, local: &str, event: &str) -> Appointment {
        let start = at(start);
        Appointment {
            start,
            end: start.plus(60),
            local: local.into(),
            event: event.into(),
            link: None,
            room: Some("Room 1".into()),
            part: None,
            recorded: false,
        }
    }

    fn item(kind: SessionChangeKind, old: Option<Appointment>, new: Option<Appointment>) -> Item {
        let (session, title) = ("a".into(), "Opening".into());
        Item { kind, session, title, old, new, without_them: false, sequence: 1 }
    }

    fn mon() -> Appointment {
        appointment("02T10:00", "Mon 2 Nov 2020 19:00-20:00", "Mon 2 Nov 2020 10:00-11:00")
    }

    fn tue() -> Appointment {
        appointment("03T06:00", "Tue 3 Nov 2020 15:00-16:00", "Tue 3 Nov 2020 06:00-07:00")
    }

    fn mailing() -> Mailing {
        Mailing {
            identity: "forum-2020".into(),
            event: "Forum".into(),
            zone: "UTC".into(),
            version: Some("1.2".into()),
            draft: false,
            all: false,
            stamp: at("01T00:00"),
        }
    }

    fn notice(items: Vec<Item>) -> Notice {
        Notice {
            id: "p".into(),
            name: "Yuki".into(),
            email: Some("yuki@example.org".into()),
            organisation: None,
            zone: "Asia/Tokyo".into(),
            zone_known: true,
            items,
        }
    }

    #[test]
    fn a_moved_session_has_one_paragraph_and_one_revised_entry() {
        let notice = notice(vec![item(SessionChangeKind::Moved, Some(mon()), Some(tue()))]);
        let expected = "\
Dear Yuki,

The timetable of Forum has changed (version 1.2). These are the changes to your sessions.
Times are in your time zone (Asia/Tokyo). The event's time (UTC) follows in brackets.

MOVED: Opening
  now Tue 3 Nov 2020 15:00-16:00 (Tue 3 Nov 2020 06:00-07:00 UTC)
  was Mon 2 Nov 2020 19:00-20:00 (Mon 2 Nov 2020 10:00-11:00 UTC)
  in Room 1
  session ID: a

The attached calendar file updates the entries that you already have. It creates no duplicates.
";
        assert_eq!(letter(&mailing(), &notice), expected);
        let calendar = calendar(&mailing(), &notice);
        let [event] = calendar.events.as_slice() else { panic!("{calendar:?}") };
        assert_eq!(
            (event.uid.as_str(), event.sequence, event.start),
            (uid("forum-2020", "a").as_str(), 1, at("03T06:00"))
        );
        assert!(event.description.contains("was Mon 2 Nov 2020 19:00-20:00"), "{}", event.description);
        assert_eq!(event.status, Status::Confirmed);
    }

    #[test]
    fn equal_local_and_event_times_are_written_once() {
        let london = appointment("02T10:00", "Mon 2 Nov 2020 10:00-11:00", "Mon 2 Nov 2020 10:00-11:00");
        let notice =
            Notice { zone: "Europe/London".into(), ..notice(vec![item(SessionChangeKind::Added, None, Some(london))]) };
        let text = letter(&mailing(), &notice);
        assert!(text.contains("NEW: Opening\n  Mon 2 Nov 2020 10:00-11:00\n  in Room 1\n"), "{text}");
    }

    #[test]
    fn cancelled_sessions_are_marked_and_drafts_are_tentative() {
        let gone = Item { without_them: true, ..item(SessionChangeKind::Removed, Some(mon()), None) };
        let notice = notice(vec![gone, item(SessionChangeKind::Added, None, Some(tue()))]);
        let mailing = Mailing { draft: true, ..mailing() };
        let text = letter(&mailing, &notice);
        assert!(
            text.contains("CANCELLED: Opening\n  this session takes place without you; your old time was Mon 2 Nov"),
            "{text}"
        );
        assert!(text.contains("NEW: Opening\n  Tue 3 Nov"), "{text}");
        assert!(text.contains("This timetable is a draft"), "{text}");
        let calendar = calendar(&mailing, &notice);
        let states: Vec<Status> = calendar.events.iter().map(|event| event.status).collect();
        assert_eq!(states, [Status::Cancelled, Status::Tentative]);
        assert!(ics::calendar(&calendar).contains("SUMMARY:Cancelled: Opening\r\n"));
        assert_eq!(summary(&notice), "1 cancelled, 1 new");
    }

    #[test]
    fn no_cell_is_evaluated_as_a_formula() {
        let hostile = Notice { name: "=HYPERLINK(\"x\")".into(), email: Some("+x@y".into()), ..notice(vec![]) };
        let injected =
            Notice { email: Some("a@b.c\r\nBcc: z@z".into()), name: "a\u{202e}\nb".into(), ..notice(vec![]) };
        let row = MailMergeRow { notice: &injected, letter_file: "", calendar_file: "", letter: "" };
        let written = String::from_utf8(mail_merge(&[row]).unwrap()).unwrap();
        assert!(written.ends_with("\r\np,a b,,,Asia/Tokyo,,,,\r\n"), "{written:?}");
        let row =
            MailMergeRow { notice: &hostile, letter_file: "p.txt", calendar_file: "p.ics", letter: "a\nb, \"c\"" };
        let written = String::from_utf8(mail_merge(&[row]).unwrap()).unwrap();
        let expected = "\u{feff}id,name,email,organisation,zone,summary,letter_file,calendar_file,letter\r\n\
            p,\"'=HYPERLINK(\"\"x\"\")\",'+x@y,,Asia/Tokyo,,p.txt,p.ics,\"a\nb, \"\"c\"\"\"\r\n";
        assert_eq!(written, expected);
        for text in ["+1", "-1", "\t=1", "\r=1", "＝1"] {
            assert_eq!(cell(text), format!("'{text}"));
        }
        assert_eq!([cell("a=1"), cell("")], ["a=1", ""]);
    }
}
