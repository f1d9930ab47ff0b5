//! Changes of where sessions are: given places, locks, delays. Most need to know where they are now.

use super::draft::{Draft, Spot, text, window};
use super::error::ChangeError;
use crate::domain::change::{Pick, PlaceChange};
use crate::domain::{Instant, Lock, Window};
use crate::instance::format::{At, Fixed, LocalWindow, Service};
use crate::instance::normal;

/// What a service is called that stands for a locked room.
const ROOM_LOCK: &str = "locked-to-";
/// Enough for every session at once: the lock is about the room.
const PLENTY: i64 = 1_000_000;

/// All the time that a programme can name.
const ALWAYS: (&str, &str) = ("1970-01-01T00:00Z", "2100-12-31T00:00Z");

/// Carries one out.
pub(super) fn apply(draft: &mut Draft, change: &PlaceChange) -> Result<(), ChangeError> {
    match change {
        PlaceChange::Fix { session, start, room } => {
            let session = draft.session(session)?;
            if let Some(room) = room {
                draft.room(room)?;
            }
            let spot = Spot { start: draft.instant(&start.to_string())?, room: room.clone() };
            give(draft, session, spot);
        }
        PlaceChange::Lock { sessions, lock } => {
            for session in draft.sessions(sessions)? {
                let place = draft.place(session)?;
                match lock {
                    Lock::Fixed => give(draft, session, place),
                    Lock::Time => give(draft, session, Spot { room: None, ..place }),
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
            give(draft, first, there);
            give(draft, second, here);
        }
    }
    Ok(())
}

/// Fixes a session at a place, where it is from then on.
fn give(draft: &mut Draft, session: usize, spot: Spot) {
    let written = &mut draft.instance.sessions[session].value;
    let start = text(spot.start.to_string());
    written.fixed = Some(Fixed { start, room: spot.room.clone().map(text) }.into());
    draft.places.insert(normal(&written.id.value), spot);
}

/// The session may be held on its date only.
fn lock_day(draft: &mut Draft, session: usize, place: &Spot) -> Result<(), ChangeError> {
    let zone = draft.zone();
    let date = zone.civil(place.start).date();
    let midnight = |date: chrono::NaiveDate| zone.first_at_or_after(date.and_time(chrono::NaiveTime::MIN));
    let until = midnight(date.succ_opt().unwrap_or(date));
    let minutes = draft.full(session).minutes.map_or(0, |minutes| minutes.value);
    // A day may run past midnight; a session that does keeps its end.
    let until = until.max(place.start.plus(minutes));
    let day = window(Window { from: midnight(date), until });
    let allowed = both(draft, draft.full(session).allowed.as_ref(), Some(&vec![At::from(day)].into()))?;
    draft.instance.sessions[session].value.allowed = allowed;
    Ok(())
}

/// The session may be held in its room only: it needs a service that is to be had there alone.
fn lock_room(draft: &mut Draft, session: usize, place: &Spot) -> Result<(), ChangeError> {
    let id = normal(&draft.instance.sessions[session].value.id.value);
    let Some(room) = &place.room else {
        return Err(ChangeError::new(format!("the schedule names no room for \"{id}\"")).help("lock its day or time"));
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
        // What the type allows can be widened, but not left out.
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
    give(draft, session, Spot { start: place.start.plus(minutes), ..place });
    Ok(())
}

/// What two lists of allowed windows have in common; a list that is not there allows everything.
pub(super) fn both(
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
        return Err(ChangeError::new("no time is allowed for both").help("change the allowed windows first"));
    }
    Ok(Some(windows.into()))
}
