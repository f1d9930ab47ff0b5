//! A timetable on a terminal: for each day a line for each session.

use super::Width;
use super::numbers::count;
use super::overview::name;
use super::table::{Column, table};
use super::text::{columns, cut, printable, section, wrap};
use crate::explain::timetable::{TimetableSession, TimetableView};

/// The widest room, in columns.
const WIDEST_ROOM: usize = 16;

/// Writes a timetable.
pub fn timetable(view: &TimetableView, width: Width) -> String {
    let mut out = wrap("", &summary(view), width.0);
    for day in &view.days {
        out.push_str(&section(&day.when, &sessions(&day.sessions, Width(width.0 - 2))));
    }
    let unplaced: String =
        view.unplaced.iter().map(|session| format!("{}\n", cut(&label(session), width.0 - 2))).collect();
    out.push_str(&section("Unplaced", &unplaced));
    out
}

fn summary(view: &TimetableView) -> String {
    let only: Vec<String> = view.only.iter().map(|name| printable(name)).collect();
    let only = if only.is_empty() { String::new() } else { format!(", only {}", only.join(", ")) };
    let placed = match view.placed() {
        0 => "no session".to_owned(),
        placed => count(placed, "session"),
    };
    let unplaced = match view.unplaced.len() {
        0 => String::new(),
        unplaced => format!(", {unplaced} unplaced"),
    };
    format!("{}{only}: {placed}{unplaced}. Times are in the time zone {}.", printable(&view.event), view.zone)
}

fn sessions(sessions: &[TimetableSession], width: Width) -> String {
    let room = |session: &TimetableSession| {
        session.room.as_deref().map_or_else(|| "-".to_owned(), |room| cut(&printable(room), WIDEST_ROOM))
    };
    let rooms = sessions.iter().map(|session| columns(&room(session))).max().unwrap_or(0).max("room".len());
    let times = sessions.iter().map(|session| columns(&session.when)).max().unwrap_or(0);
    let left = width.0.saturating_sub(times + rooms + 4);
    let row = |session: &TimetableSession| vec![session.when.clone(), room(session), cut(&label(session), left)];
    let heads = [Column::Text("time"), Column::Text("room"), Column::Text("session")];
    table(&heads, sessions.iter().map(row).collect(), width)
}

/// A session, with the stronger one of its locks: in its entry, or in the request.
fn label(session: &TimetableSession) -> String {
    let lock = session.lock.max(session.request_lock).map_or_else(String::new, |lock| format!("[{}] ", lock.name()));
    format!("{lock}{}", name(&session.id, &session.title))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Lock;
    use crate::explain::timetable::TimetableDay;

    fn session(id: &str, title: &str, room: &str) -> TimetableSession {
        TimetableSession {
            id: id.into(),
            title: title.into(),
            minutes: 90,
            start: None,
            end: None,
            when: "08:30-10:00".into(),
            room: Some(room.into()),
            track: None,
            people: vec![],
            lock: None,
            request_lock: None,
        }
    }

    #[test]
    fn each_session_has_one_line_of_80_columns_however_long_its_names() {
        let long = "会議の予定 and more words than a line of a terminal can ever have, really and truly";
        let locked = TimetableSession { lock: Some(Lock::Day), ..session("b", "b\u{1b}[2J", "room with a long name") };
        let view = TimetableView {
            event: "Forum".into(),
            zone: "Asia/Tokyo".into(),
            only: vec!["Hall".into()],
            days: vec![TimetableDay {
                date: "2020-11-02".into(),
                when: "Mon 2 Nov 2020".into(),
                sessions: vec![session("a", long, "r"), locked],
            }],
            unplaced: vec![TimetableSession { request_lock: Some(Lock::Fixed), ..session("c", "c", "r") }],
        };
        let expected = "\
Forum, only Hall: 2 sessions, 1 unplaced. Times are in the time zone Asia/Tokyo.

Mon 2 Nov 2020
  time         room              session
  ------------ ----------------- ----------------------------------------------
  08:30-10:00  r                 a \"会議の予定 and more words than a line of a…
  08:30-10:00  room with a lon…  [day] b \"b\\u{1b}[2J\"

Unplaced
  [fixed] c
";
        assert_eq!(timetable(&view, Width::PIPED), expected);
    }
}
