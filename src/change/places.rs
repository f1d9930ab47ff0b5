//! Changes of the places of sessions: fixed places, locks, delays. Most depend on where the sessions are now.

use super::draft::{Draft, Spot, text, window};
use super::error::ChangeError;
use crate::domain::change::{Pick, PlaceChange};
use crate::domain::{Instant, Lock, Window};
use crate::instance::format::{At, Fixed, LocalWindow, Service};
use crate::instance::normal;

/// The prefix of the ids of services that represent a locked room.
const ROOM_LOCK: &str = "locked-to-";
/// Enough teams for all sessions at once: the lock limits the rooms, not the teams.
const PLENTY: i64 = 1_000_000;

/// The begin and the end of all time that a programme can name.
const ALWAYS: (&str, &str) = ("1970-01-01T00:00Z", "2100-12-31T00:00Z");

/// Makes one of these changes.
pub(super) fn apply(draft: &mut Draft, change: &PlaceChange) -> Result<(), ChangeError> {
    match change {
        PlaceChange::Fix { session, start, room } => {
            let session = draft.session(session)?;
            if let Some(room) = room {
                draft.room(room)?;
            }
            let spot = Spot { start: draft.instant(&start.to_string())?, room: room.clone() };
            fix_at(draft, session, spot);
        }
        PlaceChange::Lock { sessions, lock } => {
            for session in draft.sessions(sessions)? {
                let place = draft.place(session)?;
                match lock {
                    Lock::Fixed => fix_at(draft, session, place),
                    Lock::Time => fix_at(draft, session, Spot { room: None, ..place }),
                    Lock::Day => lock_day(draft, session, &place)?,
                    Lock::Room => lock_room(draft, session, &place)?,
                }
            }
        }
        PlaceChange::Unlock { sessions, all } => unlock(draft, sessions, *all)?,
        PlaceChange::Anytime { sessions } => anytime(draft, sessions)?,
        PlaceChange::Delay { session, minutes } => shift(draft, session, *minutes)?,
        PlaceChange::Advance { session, minutes } => shift(draft, session, -minutes)?,
        PlaceChange::Swap { first, second } => {
            let (first, second) = (draft.session(first)?, draft.session(second)?);
            let (here, there) = (draft.place(first)?, draft.place(second)?);
            fix_at(draft, first, there);
            fix_at(draft, second, here);
        }
    }
    Ok(())
}

/// Fixes a session at a place, and records that it is there now.
fn fix_at(draft: &mut Draft, session: usize, spot: Spot) {
    let written = &mut draft.instance.sessions[session].value;
    let start = text(spot.start.to_string());
    written.fixed = Some(Fixed { start, room: spot.room.clone().map(text) }.into());
    draft.places.insert(normal(&written.id.value), spot);
}

/// Restricts a session to its current date.
fn lock_day(draft: &mut Draft, session: usize, place: &Spot) -> Result<(), ChangeError> {
    let zone = draft.zone();
    let date = zone.civil(place.start).date();
    let midnight = |date: chrono::NaiveDate| zone.first_at_or_after(date.and_time(chrono::NaiveTime::MIN));
    let until = midnight(date.succ_opt().unwrap_or(date));
    let minutes = draft.full(session).minutes.map_or(0, |minutes| minutes.value);
    // A session may run past midnight: it keeps its end.
    let until = until.max(place.start.plus(minutes));
    let day = window(Window { from: midnight(date), until });
    let allowed = intersection(draft, draft.full(session).allowed.as_ref(), Some(&vec![At::from(day)].into()))?;
    draft.instance.sessions[session].value.allowed = allowed;
    Ok(())
}

/// Restricts a session to its current room: it then needs a service that is available in this room only.
fn lock_room(draft: &mut Draft, session: usize, place: &Spot) -> Result<(), ChangeError> {
    let id = normal(&draft.instance.sessions[session].value.id.value);
    let Some(room) = &place.room else {
        return Err(ChangeError::new(format!("the timetable has no room for the session \"{id}\""))
            .help("lock its day or its time instead"));
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

fn unlock(draft: &mut Draft, sessions: &[Pick], all: bool) -> Result<(), ChangeError> {
    for session in draft.sessions(sessions)? {
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

fn anytime(draft: &mut Draft, sessions: &[Pick]) -> Result<(), ChangeError> {
    for session in draft.sessions(sessions)? {
        draft.instance.sessions[session].value.allowed = None;
        // A missing field would inherit the windows of the type, so the session needs a window of all time.
        if draft.full(session).allowed.is_some() {
            let always = LocalWindow { from: text(ALWAYS.0), until: text(ALWAYS.1) };
            draft.instance.sessions[session].value.allowed = Some(vec![always.into()].into());
        }
    }
    Ok(())
}

fn shift(draft: &mut Draft, session: &str, minutes: i64) -> Result<(), ChangeError> {
    let session = draft.session(session)?;
    let place = draft.place(session)?;
    fix_at(draft, session, Spot { start: place.start.plus(minutes), ..place });
    Ok(())
}

/// The times that two lists of allowed windows have in common. A missing list allows all times.
pub(super) fn intersection(
    draft: &Draft,
    a: Option<&At<Vec<At<LocalWindow>>>>,
    b: Option<&At<Vec<At<LocalWindow>>>>,
) -> Result<Option<At<Vec<At<LocalWindow>>>>, ChangeError> {
    let (Some(a), Some(b)) = (a, b) else { return Ok(a.or(b).cloned()) };
    let read = |window: &At<LocalWindow>| -> Result<Window, ChangeError> {
        Ok(Window { from: draft.instant(&window.value.from.value)?, until: draft.instant(&window.value.until.value)? })
    };
    let read_all =
        |list: &At<Vec<At<LocalWindow>>>| list.value.iter().map(read).collect::<Result<Vec<Window>, ChangeError>>();
    let (a, b) = (read_all(a)?, read_all(b)?);
    let meets = |a: &Window, b: &Window| -> Option<(Instant, Instant)> {
        let (from, until) = (a.from.max(b.from), a.until.min(b.until));
        (from < until).then_some((from, until))
    };
    let common = a.iter().flat_map(|a| b.iter().filter_map(move |b| meets(a, b)));
    let windows: Vec<At<LocalWindow>> = common.map(|(from, until)| window(Window { from, until }).into()).collect();
    if windows.is_empty() {
        return Err(ChangeError::new("the two sessions have no allowed time in common")
            .help("change their allowed times first"));
    }
    Ok(Some(windows.into()))
}
