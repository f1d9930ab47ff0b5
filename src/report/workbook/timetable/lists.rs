//! The timetable as lists: complete, by person, and in the local time of each region.

use rust_xlsxwriter::{Format, Worksheet};

use super::{WorkbookError, head, in_order, plain, room};
use crate::domain::{Conference, Schedule, Zone};
use crate::explain::region_names::city;
use crate::report::workbook::paper::Paper;
use crate::report::workbook::xlsx::serial;
use crate::sheets::read::timetable::NOT_SCHEDULED;

/// The most time zones that get a column.
const MOST_ZONES: usize = 100;

/// All sessions by time, then those without a place.
pub(crate) fn timetable(
    conference: &Conference,
    schedule: &Schedule,
    paper: Paper<'_>,
) -> Result<Worksheet, WorkbookError> {
    let mut sheet = Worksheet::new();
    sheet.set_name("timetable")?;
    let zone = conference.zone;
    let heads: [(String, f64); 9] = [
        (format!("start ({zone})"), 22.0),
        (format!("end ({zone})"), 22.0),
        ("room".into(), 16.0),
        ("id".into(), 14.0),
        ("title".into(), 50.0),
        ("type".into(), 16.0),
        ("track".into(), 16.0),
        ("minutes".into(), 9.0),
        ("people".into(), 50.0),
    ];
    head(&mut sheet, &heads, (conference.sessions.len(), 0), paper)?;
    let moment = Format::new().set_num_format("ddd yyyy-mm-dd hh:mm");
    let first = paper.top() + 1;
    let mut row = first;
    let placed = in_order(schedule);
    let rest = conference.session_ids().filter(|id| schedule.get(*id).is_none()).map(|id| (id, None));
    for (id, placement) in placed.into_iter().map(|(id, placement)| (id, Some(placement))).chain(rest) {
        let session = &conference.sessions[id.index()];
        match placement {
            Some(placement) => {
                sheet.write_number_with_format(row, 0, serial(zone.civil(placement.start)), &moment)?;
                sheet.write_number_with_format(row, 1, serial(zone.civil(session.end(placement.start))), &moment)?;
                sheet.write_string(row, 2, room(conference, placement))?;
            }
            None => drop(sheet.write_string(row, 0, NOT_SCHEDULED)?),
        }
        sheet.write_string(row, 3, plain(&session.id))?;
        sheet.write_string(row, 4, plain(&session.title))?;
        sheet.write_string(row, 5, plain(&conference.types[session.session_type.index()]))?;
        let track = session.track.map_or("", |track| conference.tracks[track.index()].1.as_str());
        sheet.write_string(row, 6, plain(track))?;
        sheet.write_number(row, 7, session.minutes as f64)?;
        let people: Vec<&str> =
            session.participants.iter().map(|seat| conference.people[seat.person.index()].label()).collect();
        sheet.write_string(row, 8, plain(&people.join("; ")))?;
        row += 1;
    }
    sheet.autofilter(first - 1, 0, row.saturating_sub(1).max(first), 8)?;
    Ok(sheet)
}

/// The sessions of each person, in their local time.
pub(crate) fn by_person(
    conference: &Conference,
    schedule: &Schedule,
    paper: Paper<'_>,
) -> Result<Worksheet, WorkbookError> {
    let mut sheet = Worksheet::new();
    sheet.set_name("by person")?;
    let heads: [(String, f64); 8] = [
        ("person".into(), 26.0),
        ("time zone".into(), 22.0),
        ("from (local time)".into(), 20.0),
        ("until (local time)".into(), 20.0),
        (format!("start ({})", conference.zone), 20.0),
        ("room".into(), 16.0),
        ("id".into(), 14.0),
        ("title".into(), 50.0),
    ];
    let mut seats = Vec::new();
    for (id, placement) in in_order(schedule) {
        for seat in &conference.sessions[id.index()].participants {
            seats.push((seat.person, placement.start.plus(seat.from), placement.start.plus(seat.until), id, placement));
        }
    }
    seats.sort_by_key(|(person, from, ..)| (*person, *from));
    head(&mut sheet, &heads, (seats.len(), 0), paper)?;
    for (row, (person, from, until, id, placement)) in (paper.top() + 1..).zip(seats) {
        let (person, session) = (&conference.people[person.index()], &conference.sessions[id.index()]);
        let zone = person.zone.unwrap_or(conference.zone);
        let named = person.zone.map_or_else(|| format!("{zone} (event time zone)"), Zone::name);
        let texts = [
            plain(person.label()),
            named,
            zone.short_date_time(from),
            zone.short_date_time(until),
            conference.zone.short_date_time(placement.start),
            room(conference, placement),
            plain(&session.id),
            plain(&session.title),
        ];
        for (column, text) in (0_u16..).zip(texts) {
            sheet.write_string(row, column, text)?;
        }
    }
    Ok(sheet)
}

/// The start of each session in the time zones of all audiences.
pub(crate) fn by_region(
    conference: &Conference,
    schedule: &Schedule,
    paper: Paper<'_>,
) -> Result<Worksheet, WorkbookError> {
    let mut sheet = Worksheet::new();
    sheet.set_name("by region")?;
    let at = conference.origin();
    let zones = conference.audiences.iter().flat_map(|audience| {
        audience.zones.iter().map(|zone| (format!("{}: {}", audience.name, city(zone.zone, at)), zone.zone))
    });
    let zones: Vec<(String, Zone)> = zones.take(MOST_ZONES).collect();
    let mut heads: Vec<(String, f64)> =
        vec![("id".into(), 14.0), ("title".into(), 44.0), (format!("event ({})", conference.zone), 20.0)];
    heads.extend(zones.iter().map(|(name, _)| (name.clone(), 20.0)));
    let placed = in_order(schedule);
    head(&mut sheet, &heads, (placed.len(), 2), paper)?;
    for (row, (id, placement)) in (paper.top() + 1..).zip(placed) {
        let session = &conference.sessions[id.index()];
        sheet.write_string(row, 0, plain(&session.id))?;
        sheet.write_string(row, 1, plain(&session.title))?;
        sheet.write_string(row, 2, conference.zone.short_date_time(placement.start))?;
        for (column, (_, zone)) in (3_u16..).zip(&zones) {
            sheet.write_string(row, column, zone.short_date_time(placement.start))?;
        }
    }
    Ok(sheet)
}
