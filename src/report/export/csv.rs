//! The programme as a table with one row per session, for spreadsheets and scripts.

use super::words;
use crate::explain::programme::{Programme, ProgrammeSession, Readers};

const COLUMNS: [&str; 18] = [
    "id",
    "title",
    "type",
    "track",
    "tags",
    "phase",
    "date",
    "start",
    "end",
    "start_utc",
    "end_utc",
    "minutes",
    "room",
    "people",
    "status",
    "description",
    "languages",
    "interpretation",
];
const INTERNAL: [&str; 2] = ["attendance", "cost"];

/// The byte order mark. Spreadsheets recognise UTF-8 by it; without it some misread all characters but ASCII.
const MARK: &str = "\u{feff}";

/// Writes the programme as comma-separated values (RFC 4180, UTF-8 with byte order mark): `start` and `end` in the
/// event's time zone with its offset, costs in hundredths of a discomfort-minute. Sessions without a place come last;
/// `status` identifies them.
pub(crate) fn table(programme: &Programme) -> String {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(MARK.as_bytes().to_vec());
    let internal = programme.readers == Readers::Internal;
    let links = programme.sessions.iter().any(|session| session.link.is_some());
    let header = COLUMNS.iter().chain(["link"].iter().filter(|_| links)).chain(INTERNAL.iter().filter(|_| internal));
    // Writing into memory cannot fail, and all rows have equal length.
    let _ = out.write_record(header);
    for session in &programme.sessions {
        let _ = out.write_record(row(programme, session, links).iter().map(|cell| text(cell)));
    }
    out.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

fn row(programme: &Programme, session: &ProgrammeSession, links: bool) -> Vec<String> {
    let of_place =
        |what: &dyn Fn(crate::explain::programme::ScheduledTime) -> String| session.held.map_or_else(String::new, what);
    let mut row = vec![
        session.id.clone(),
        session.title.clone(),
        programme.types[session.kind].name.clone(),
        words::track(programme, session),
        session.tags.join("; "),
        of_place(&|held| held.phase.map_or_else(String::new, |phase| programme.phases[phase].name.clone())),
        of_place(&|held| programme.days[held.day].date.to_string()),
        of_place(&|held| held.start.rfc3339()),
        of_place(&|held| held.end.rfc3339()),
        of_place(&|held| held.start.utc()),
        of_place(&|held| held.end.utc()),
        session.minutes.to_string(),
        of_place(&|held| held.room.map_or_else(String::new, |room| programme.rooms[room].name.clone())),
        words::people(programme, session).join("; "),
        if session.held.is_some() { "scheduled" } else { "not scheduled" }.to_owned(),
        session.description.clone(),
        session.languages.join("; "),
        session.interpretation.join("; "),
    ];
    if links {
        row.push(session.link.clone().unwrap_or_default());
    }
    if let Some(internal) = session.internal {
        row.extend([internal.attendance.to_string(), internal.cost.to_string()]);
    }
    row
}

/// The table of personal calendars, for organisers: id, name, e-mail address and address of the calendar.
pub fn personal_calendars(rows: impl Iterator<Item = [String; 4]>) -> Vec<u8> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(MARK.as_bytes().to_vec());
    // Writing into memory cannot fail.
    let _ = out.write_record(["id", "name", "email", "calendar"]);
    for row in rows {
        let _ = out.write_record(row.iter().map(|cell| text(cell)));
    }
    out.into_inner().unwrap_or_default()
}

/// Protects a cell that begins like a formula with an apostrophe, so that no spreadsheet evaluates it.
fn text(cell: &str) -> String {
    let cell = words::line(cell);
    let number = cell.parse::<i64>().is_ok();
    if cell.starts_with(['=', '+', '-', '@']) && !number { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{hostile, small};
    use super::*;

    #[test]
    fn the_table_has_one_row_per_session() {
        let table = table(&small(Readers::Public));
        let rows: Vec<&str> = table.lines().collect();
        assert_eq!(rows.len(), 4);
        assert!(rows[0].starts_with("\u{feff}id,title,"), "{}", rows[0]);
        assert_eq!(
            rows[2],
            "talk,\"Talk, with a comma\",talk,T,x,p,2020-11-02,2020-11-02T10:00:00+00:00,2020-11-02T11:30:00+00:00,\
             2020-11-02T10:00:00Z,2020-11-02T11:30:00Z,90,Room 1,person-0; person-1,scheduled,,,"
        );
        assert!(rows[3].starts_with("nowhere,") && rows[3].ends_with(",not scheduled,,,"), "{}", rows[3]);
    }

    #[test]
    fn organisers_get_two_more_columns() {
        let first = table(&small(Readers::Internal)).lines().next().map(str::to_owned);
        assert!(first.is_some_and(|line| line.ends_with("interpretation,attendance,cost")));
    }

    #[test]
    fn no_cell_is_evaluated_as_a_formula() {
        assert_eq!(["=1+1", "+a", "-1", "@x", "\t=x", "a=b"].map(text), ["'=1+1", "'+a", "-1", "'@x", "'=x", "a=b"]);
        let table = table(&hostile());
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let cells: Vec<String> =
            reader.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect();
        assert!(cells.len() > 15 && cells.iter().all(|cell| !cell.starts_with(['=', '+', '@'])));
    }
}
