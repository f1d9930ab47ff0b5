//! What each person is told of a new version: a letter, a calendar, and the list that a mail merge reads.

use super::ics::{Calendar, Event, Status, uid};
use super::text::printable;
use crate::domain::Instant;
use crate::explain::notices::{Appointment, Item, Notice};
use crate::explain::versions::SessionChangeKind;

/// What all letters have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailing {
    /// The event's name.
    pub event: String,
    /// Its zone.
    pub zone: String,
    /// The new version, where it has a name.
    pub version: Option<String>,
    /// The new version is a draft.
    pub draft: bool,
    /// Everything is told, not only what changed.
    pub all: bool,
    /// What calendars carry as their stamp.
    pub stamp: Instant,
}

/// The kinds of items, in the order of the summary: as letters say them, and as they are counted.
const KINDS: [(SessionChangeKind, &str, &str); 6] = [
    (SessionChangeKind::Moved, "MOVED", "moved"),
    (SessionChangeKind::Removed, "CANCELLED", "cancelled"),
    (SessionChangeKind::Added, "NEW", "new"),
    (SessionChangeKind::Room, "OTHER ROOM", "in another room"),
    (SessionChangeKind::Edited, "CHANGED", "changed"),
    (SessionChangeKind::Unchanged, "AS BEFORE", "as before"),
];

/// What it comes to: `2 moved, 1 cancelled`.
pub fn summary(notice: &Notice) -> String {
    let number = |kind| notice.items.iter().filter(|item| item.kind == kind).count();
    let parts: Vec<String> = KINDS
        .iter()
        .filter(|(kind, ..)| number(*kind) > 0)
        .map(|(kind, _, word)| format!("{} {word}", number(*kind)))
        .collect();
    parts.join(", ")
}

/// The letter: local time first, then the event's; what was before what is.
pub fn letter(circular: &Mailing, notice: &Notice) -> String {
    let event = printable(&circular.event);
    let version = circular.version.as_ref().map_or_else(String::new, |v| format!(" (version {})", printable(v)));
    let mut out = format!("{},\n\n", printable(&notice.name));
    out.push_str(&match circular.all {
        true => format!("These are your sessions in the timetable of {event}{version}.\n"),
        false => format!("The timetable of {event} has changed{version}. This concerns you:\n"),
    });
    if circular.draft {
        out.push_str("It is a draft and may change again.\n");
    }
    out.push_str(&match (notice.zone_known, notice.zone == circular.zone) {
        (false, _) => format!("Your time zone is not known to us: times are the event's ({}).\n", circular.zone),
        (true, true) => format!("Times are in {}.\n", circular.zone),
        (true, false) => format!("Times are yours, in {}; the event's, in {}, follow.\n", notice.zone, circular.zone),
    });
    for item in &notice.items {
        out.push('\n');
        out.push_str(&paragraph(circular, item));
    }
    out.push_str("\nThe calendar file that comes with this changes the entries you have; it adds none twice.\n");
    out
}

fn paragraph(circular: &Mailing, item: &Item) -> String {
    let label = KINDS.iter().find(|(kind, ..)| *kind == item.kind).map_or("", |(_, label, _)| label);
    let mut out = format!("{label}: {}\n", printable(&item.title));
    for line in details(circular, item) {
        out.push_str(&format!("  {line}\n"));
    }
    out
}

/// What there is to know about an item, line by line; the same in letters and calendars.
fn details(circular: &Mailing, item: &Item) -> Vec<String> {
    let time = |appointment: &Appointment| match appointment.local == appointment.event {
        true => appointment.local.clone(),
        false => format!("{} ({} {})", appointment.local, appointment.event, circular.zone),
    };
    let room = |appointment: &Appointment| appointment.room.as_deref().map(printable);
    let mut lines = Vec::new();
    match (&item.old, &item.new) {
        (Some(old), None) => {
            let why = if item.without_them { "held without you; was yours" } else { "was" };
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
            (Some(now), Some(before)) if now != before => lines.push(format!("in {now}, no longer in {before}")),
            (Some(now), _) => lines.push(format!("in {now}")),
            (None, _) => {}
        }
        lines.extend(new.part.iter().map(|part| format!("you are needed {part}")));
        if new.recorded {
            lines.push("your part is recorded: you need not be there".to_owned());
        }
    }
    lines.push(format!("session {}", printable(&item.session)));
    lines
}

/// The calendar: one entry for each session, the same in every version.
pub fn calendar(circular: &Mailing, notice: &Notice) -> Calendar {
    let events = notice.items.iter().filter_map(|item| entry(circular, item)).collect();
    Calendar { name: format!("{}: {}", circular.event, notice.name), stamp: circular.stamp, events }
}

fn entry(circular: &Mailing, item: &Item) -> Option<Event> {
    let appointment = item.new.as_ref().or(item.old.as_ref())?;
    let event = Event {
        uid: uid(&circular.event, &item.session),
        sequence: item.sequence,
        status: if circular.draft { Status::Tentative } else { Status::Confirmed },
        start: appointment.start,
        end: appointment.end,
        summary: item.title.clone(),
        description: details(circular, item).join("\n"),
        location: appointment.room.clone().unwrap_or_default(),
        categories: Vec::new(),
    };
    Some(if item.new.is_none() { event.cancelled() } else { event })
}

/// A row of the mail merge: a person, and the files for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailMergeRow<'a> {
    /// What they are told.
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

/// The list for a mail merge, one row a person: UTF-8 with its mark, as spreadsheets know it by, commas, CR LF.
///
/// # Errors
/// What keeps the rows from being written as CSV: nothing that is known.
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
            notice.email.as_deref().unwrap_or_default(),
            notice.organisation.as_deref().unwrap_or_default(),
            &notice.zone,
            &summary,
            row.letter_file,
            row.calendar_file,
            row.letter,
        ];
        out.write_record(cells.map(cell))?;
    }
    out.into_inner().map_err(|error| error.into_error().into())
}

/// A cell that stays text: what a spreadsheet would take for a formula gets an apostrophe before it.
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

    fn circular() -> Mailing {
        Mailing {
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
    fn a_move_is_one_paragraph_and_one_entry_of_a_higher_revision() {
        let notice = notice(vec![item(SessionChangeKind::Moved, Some(mon()), Some(tue()))]);
        let expected = "\
Yuki,

The timetable of Forum has changed (version 1.2). This concerns you:
Times are yours, in Asia/Tokyo; the event's, in UTC, follow.

MOVED: Opening
  now Tue 3 Nov 2020 15:00-16:00 (Tue 3 Nov 2020 06:00-07:00 UTC)
  was Mon 2 Nov 2020 19:00-20:00 (Mon 2 Nov 2020 10:00-11:00 UTC)
  in Room 1
  session a

The calendar file that comes with this changes the entries you have; it adds none twice.
";
        assert_eq!(letter(&circular(), &notice), expected);
        let calendar = calendar(&circular(), &notice);
        let [event] = calendar.events.as_slice() else { panic!("{calendar:?}") };
        assert_eq!((event.uid.as_str(), event.sequence, event.start), (uid("Forum", "a").as_str(), 1, at("03T06:00")));
        assert!(event.description.contains("was Mon 2 Nov 2020 19:00-20:00"), "{}", event.description);
        assert_eq!(event.status, Status::Confirmed);
    }

    #[test]
    fn a_time_is_said_once_where_clocks_agree() {
        let london = appointment("02T10:00", "Mon 2 Nov 2020 10:00-11:00", "Mon 2 Nov 2020 10:00-11:00");
        let notice =
            Notice { zone: "Europe/London".into(), ..notice(vec![item(SessionChangeKind::Added, None, Some(london))]) };
        let told = letter(&circular(), &notice);
        assert!(told.contains("NEW: Opening\n  Mon 2 Nov 2020 10:00-11:00\n  in Room 1\n"), "{told}");
    }

    #[test]
    fn what_is_cancelled_says_so_everywhere_and_a_draft_is_tentative() {
        let gone = Item { without_them: true, ..item(SessionChangeKind::Removed, Some(mon()), None) };
        let notice = notice(vec![gone, item(SessionChangeKind::Added, None, Some(tue()))]);
        let circular = Mailing { draft: true, ..circular() };
        let told = letter(&circular, &notice);
        assert!(told.contains("CANCELLED: Opening\n  held without you; was yours Mon 2 Nov"), "{told}");
        assert!(told.contains("NEW: Opening\n  Tue 3 Nov"), "{told}");
        assert!(told.contains("It is a draft"), "{told}");
        let calendar = calendar(&circular, &notice);
        let states: Vec<Status> = calendar.events.iter().map(|event| event.status).collect();
        assert_eq!(states, [Status::Cancelled, Status::Tentative]);
        assert!(ics::calendar(&calendar).contains("SUMMARY:Cancelled: Opening\r\n"));
        assert_eq!(summary(&notice), "1 cancelled, 1 new");
    }

    #[test]
    fn no_cell_is_a_formula() {
        let hostile = Notice { name: "=HYPERLINK(\"x\")".into(), email: Some("@x".into()), ..notice(vec![]) };
        let row =
            MailMergeRow { notice: &hostile, letter_file: "p.txt", calendar_file: "p.ics", letter: "a\nb, \"c\"" };
        let written = String::from_utf8(mail_merge(&[row]).unwrap()).unwrap();
        let expected = "\u{feff}id,name,email,organisation,zone,summary,letter_file,calendar_file,letter\r\n\
            p,\"'=HYPERLINK(\"\"x\"\")\",'@x,,Asia/Tokyo,,p.txt,p.ics,\"a\nb, \"\"c\"\"\"\r\n";
        assert_eq!(written, expected);
        for text in ["+1", "-1", "\t=1", "\r=1", "＝1"] {
            assert_eq!(cell(text), format!("'{text}"));
        }
        assert_eq!([cell("a=1"), cell("")], ["a=1", ""]);
    }
}
