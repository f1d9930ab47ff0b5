//! Changes of where sessions are: given places, locks, delays. Most need to know where they are now.

use super::Kind;
use super::draft::{Draft, Spot, text};
use super::words::{Words, Wrong};
use crate::domain::{Instant, Window};
use crate::instance::format::{At, Fixed, LocalWindow, Service};
use crate::instance::normal;

/// The family.
pub static KINDS: &[Kind] = &[
    Kind {
        name: "session fix",
        arguments: "SESSION at TIME [in ROOM]",
        sentence: "A session is held then, in the event's zone or with an offset, and perhaps there.",
        example: "session fix trust at 2027-03-03T09:00 in room-2",
        needs_schedule: false,
        apply: fix,
    },
    Kind {
        name: "session lock",
        arguments: "SESSIONS [day|time|room]",
        sentence: "Sessions keep the day, the time or the room they have in the schedule; with none of these words all.",
        example: "session lock trust,opening day",
        needs_schedule: true,
        apply: lock,
    },
    Kind {
        name: "session unlock",
        arguments: "SESSIONS [all]",
        sentence: "Sessions have no given start or room any more; with `all`, no allowed windows of their own either.",
        example: "session unlock trust all",
        needs_schedule: false,
        apply: unlock,
    },
    Kind {
        name: "session delay",
        arguments: "SESSION LENGTH",
        sentence: "A session is held that much later than in the schedule, in the same room.",
        example: "session delay trust 30",
        needs_schedule: true,
        apply: |draft, words| shift(draft, words, 1),
    },
    Kind {
        name: "session advance",
        arguments: "SESSION LENGTH",
        sentence: "A session is held that much earlier than in the schedule, in the same room.",
        example: "session advance trust 1h",
        needs_schedule: true,
        apply: |draft, words| shift(draft, words, -1),
    },
    Kind {
        name: "session swap",
        arguments: "SESSION with SESSION",
        sentence: "Each is held at the start and in the room that the other has in the schedule.",
        example: "session swap trust with networks",
        needs_schedule: true,
        apply: swap,
    },
];

/// What a service is called that stands for a locked room.
const ROOM_LOCK: &str = "locked-to-";
/// Enough for every session at once: the lock is about the room.
const PLENTY: i64 = 1_000_000;

fn fix(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let session = draft.session(&words.next("the session's id")?)?;
    words.expect("at")?;
    let start = words.next("the time")?;
    let room = if words.take("in") { Some(words.next("the room's id")?) } else { None };
    if let Some(room) = &room {
        draft.room(room)?;
    }
    let spot = Spot { start: draft.instant(&start)?, room };
    give(draft, session, spot);
    Ok(())
}

/// Fixes a session at a place, where it is from then on.
fn give(draft: &mut Draft, session: usize, spot: Spot) {
    let written = &mut draft.instance.sessions[session].value;
    let start = text(spot.start.to_string());
    written.fixed = Some(Fixed { start, room: spot.room.clone().map(text) }.into());
    draft.places.insert(normal(&written.id.value), spot);
}

fn lock(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let sessions = draft.sessions(&words.next("the sessions")?)?;
    let what = if words.left() > 0 { words.next("what is locked")? } else { "all".to_owned() };
    for session in sessions {
        let place = draft.place(session)?;
        match what.as_str() {
            "all" => give(draft, session, place),
            "time" => give(draft, session, Spot { room: None, ..place }),
            "day" => lock_day(draft, session, &place)?,
            "room" => lock_room(draft, session, &place)?,
            other => {
                let message = format!("\"{other}\" cannot be locked");
                return Err(Wrong::new(message).help("write day, time or room, or nothing for all of it"));
            }
        }
    }
    Ok(())
}

/// The session may be held on its date only.
fn lock_day(draft: &mut Draft, session: usize, place: &Spot) -> Result<(), Wrong> {
    let zone = draft.zone();
    let date = zone.civil(place.start).date();
    let midnight = |date: chrono::NaiveDate| zone.first_at_or_after(date.and_time(chrono::NaiveTime::MIN));
    let until = midnight(date.succ_opt().unwrap_or(date));
    let minutes = draft.full(session).minutes.map_or(0, |minutes| minutes.value);
    // A day may run past midnight; a session that does keeps its end.
    let until = until.max(place.start.plus(minutes));
    let day = LocalWindow { from: text(midnight(date).to_string()), until: text(until.to_string()) };
    let allowed = both(draft, draft.full(session).allowed.as_ref(), Some(&vec![At::from(day)].into()))?;
    draft.instance.sessions[session].value.allowed = allowed;
    Ok(())
}

/// The session may be held in its room only: it needs a service that is to be had there alone.
fn lock_room(draft: &mut Draft, session: usize, place: &Spot) -> Result<(), Wrong> {
    let id = normal(&draft.instance.sessions[session].value.id.value);
    let Some(room) = &place.room else {
        return Err(Wrong::new(format!("the schedule names no room for \"{id}\"")).help("lock its day or time"));
    };
    let service = format!("{ROOM_LOCK}{room}");
    if draft.service(&service).is_err() {
        let rooms = Some(vec![text(room.clone())]);
        let teams = Some(PLENTY.into());
        let lock = Service { id: text(service.clone()), teams, rooms, ..Service::default() };
        draft.instance.services.push(lock.into());
    }
    let mut services = draft.full(session).services.unwrap_or_default();
    services.push(text(service));
    draft.instance.sessions[session].value.services = Some(services);
    Ok(())
}

fn unlock(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let sessions = draft.sessions(&words.next("the sessions")?)?;
    let all = words.take("all");
    for session in sessions {
        let written = &mut draft.instance.sessions[session].value;
        written.fixed = None;
        if let Some(services) = &mut written.services {
            services.retain(|service| !service.value.starts_with(ROOM_LOCK));
        }
        if all {
            written.allowed = None;
        }
    }
    Ok(())
}

fn shift(draft: &mut Draft, words: &mut Words, direction: i64) -> Result<(), Wrong> {
    let session = draft.session(&words.next("the session's id")?)?;
    let place = draft.place(session)?;
    let by = words.minutes("the length", 1..=100_000)?;
    give(draft, session, Spot { start: place.start.plus(direction * by), ..place });
    Ok(())
}

fn swap(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let first = draft.session(&words.next("the session's id")?)?;
    words.expect("with")?;
    let second = draft.session(&words.next("the other session's id")?)?;
    let (here, there) = (draft.place(first)?, draft.place(second)?);
    give(draft, first, there);
    give(draft, second, here);
    Ok(())
}

/// What two lists of allowed windows have in common; a list that is not there allows everything.
pub fn both(
    draft: &Draft,
    a: Option<&At<Vec<At<LocalWindow>>>>,
    b: Option<&At<Vec<At<LocalWindow>>>>,
) -> Result<Option<At<Vec<At<LocalWindow>>>>, Wrong> {
    let (Some(a), Some(b)) = (a, b) else { return Ok(a.or(b).cloned()) };
    let read = |window: &At<LocalWindow>| -> Result<Window, Wrong> {
        Ok(Window { from: draft.instant(&window.value.from.value)?, until: draft.instant(&window.value.until.value)? })
    };
    let read_all =
        |list: &At<Vec<At<LocalWindow>>>| list.value.iter().map(read).collect::<Result<Vec<Window>, Wrong>>();
    let (a, b) = (read_all(a)?, read_all(b)?);
    let meets = |a: &Window, b: &Window| -> Option<(Instant, Instant)> {
        let (from, until) = (a.from.max(b.from), a.until.min(b.until));
        (from < until).then_some((from, until))
    };
    let common = a.iter().flat_map(|a| b.iter().filter_map(move |b| meets(a, b)));
    let windows: Vec<At<LocalWindow>> = common
        .map(|(from, until)| LocalWindow { from: text(from.to_string()), until: text(until.to_string()) }.into())
        .collect();
    if windows.is_empty() {
        return Err(Wrong::new("no time is allowed for both").help("change the allowed windows first"));
    }
    Ok(Some(windows.into()))
}
