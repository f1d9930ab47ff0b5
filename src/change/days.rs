//! Changes of days, phases and hours.

use chrono::{Days, NaiveDate, TimeDelta};

use super::cascade_delete::{self, each_shared};
use super::draft::{Draft, is, text};
use super::error::ChangeError;
use super::sessions::check_type;
use crate::domain::change::{DayChange, Scope, clock};
use crate::instance::codes;
use crate::instance::format::{At, DayHours, Hours, Instance, LocalWindow, Phase};

/// Makes one of these changes.
pub(super) fn apply(draft: &mut Draft, change: &DayChange) -> Result<(), ChangeError> {
    match change {
        DayChange::Add { date, phase } => add(draft, *date, phase.as_deref()),
        DayChange::Drop { date } => drop_day(draft, *date),
        DayChange::Move { from, to } => move_day(draft, *from, *to),
        DayChange::AddPhase { phase, dates, hours, longest, types } => {
            Draft::check_new_id(draft.instance.phases.iter().map(|known| &known.value.id), phase, "phase")?;
            let hours = hours.map(|(earliest, latest)| (text(clock(earliest)), text(clock(latest))));
            let (earliest, latest) = hours.unzip();
            let hours = Hours { earliest, latest, longest_day_minutes: longest.map(At::from), ..Hours::default() };
            let phase = Phase {
                id: text(phase),
                days: dates.iter().map(|date| text(date.to_string())).collect(),
                session_types: types.as_ref().map(|types| types.iter().map(text).collect()),
                hours: (hours != Hours::default()).then(|| hours.into()),
                ..Phase::default()
            };
            draft.instance.phases.push(phase.into());
            Ok(())
        }
        DayChange::DropPhase { phase } => drop_phase(draft, phase),
        DayChange::Types { phase, types } => {
            let phase = draft.phase(phase)?;
            for kind in types.iter().flatten() {
                check_type(draft, kind)?;
            }
            let types = types.as_ref().map(|types| types.iter().map(text).collect());
            draft.instance.phases[phase].value.session_types = types;
            Ok(())
        }
        DayChange::NoSlots { phase } => {
            let phase = draft.phase(phase)?;
            draft.instance.phases[phase].value.slots.clear();
            Ok(())
        }
        DayChange::Earliest { scope, time } => {
            let time = Some(text(clock(*time)));
            limit(draft, scope, |all| &mut all.earliest, |day| &mut day.earliest, time)
        }
        DayChange::Latest { scope, time } => {
            let time = Some(text(clock(*time)));
            limit(draft, scope, |all| &mut all.latest, |day| &mut day.latest, time)
        }
        DayChange::Longest { scope, minutes } => {
            for phase in phases(draft, scope)? {
                hours(draft, phase).longest_day_minutes = minutes.map(At::from);
            }
            Ok(())
        }
    }
}

/// The positions of the phase that has a date, and of the date among its days.
fn find(draft: &Draft, date: NaiveDate) -> Result<(usize, usize), ChangeError> {
    let date = date.to_string();
    let dates = || draft.instance.phases.iter().flat_map(|phase| &phase.value.days);
    let in_phase = |phase: &At<Phase>| phase.value.days.iter().position(|day| is(day, &date));
    let found = draft.instance.phases.iter().enumerate().find_map(|(p, phase)| Some((p, in_phase(phase)?)));
    found.ok_or_else(|| ChangeError::unknown(&codes::BAD_CHANGE, "day", &date, dates().map(|day| day.value.as_str())))
}

fn add(draft: &mut Draft, date: NaiveDate, phase: Option<&str>) -> Result<(), ChangeError> {
    let phase = match phase {
        Some(id) => draft.phase(id)?,
        None if draft.instance.phases.len() == 1 => 0,
        None => {
            return Err(ChangeError::new(
                "the event has several phases, and the change does not name one for the new day",
            ));
        }
    };
    if find(draft, date).is_ok() {
        return Err(ChangeError::new(format!("{date} is already a day of the event")).help("choose another date"));
    }
    let phase = &mut draft.instance.phases[phase].value;
    let last = phase.days.iter().map(|day| day.value.trim().to_owned()).max().unwrap_or_default();
    if let Some(hours) = &mut phase.hours {
        let exceptions = &mut hours.value.exceptions;
        let own = exceptions.iter().find(|own| is(&own.value.day, &last));
        let own = own.map(|own| DayHours { day: text(date.to_string()), ..own.value.clone() });
        exceptions.extend(own.map(At::from));
    }
    // A slot on all days of the phase is also on the new day.
    let days = phase.days.clone();
    for listed in phase.slots.iter_mut().filter_map(|slot| slot.value.days.as_mut()) {
        if days.iter().all(|day| listed.iter().any(|other| is(other, &day.value))) {
            listed.push(text(date.to_string()));
        }
    }
    phase.days.push(text(date.to_string()));
    Ok(())
}

fn drop_day(draft: &mut Draft, date: NaiveDate) -> Result<(), ChangeError> {
    let (phase, _) = find(draft, date)?;
    let phase = &mut draft.instance.phases[phase].value;
    let dated = date.to_string();
    phase.days.retain(|day| !is(day, &dated));
    if let Some(hours) = &mut phase.hours {
        hours.value.exceptions.retain(|own| !is(&own.value.day, &dated));
    }
    phase.slots.retain_mut(|slot| match &mut slot.value.days {
        Some(days) => {
            days.retain(|day| !is(day, &dated));
            !days.is_empty()
        }
        None => true,
    });
    for session in &mut draft.instance.sessions {
        session.value.fixed.take_if(|fixed| fixed.value.start.value.trim().starts_with(&dated));
    }
    Ok(())
}

fn move_day(draft: &mut Draft, from: NaiveDate, to: NaiveDate) -> Result<(), ChangeError> {
    find(draft, from)?;
    if from != to && find(draft, to).is_ok() {
        return Err(ChangeError::new(format!("{to} is already a day of the event")).help("choose another date"));
    }
    let zone = draft.zone();
    for phase in &mut draft.instance.phases {
        let of_slots = phase.value.slots.iter_mut().filter_map(|slot| slot.value.days.as_mut());
        let exceptions = phase.value.hours.iter_mut().flat_map(|hours| &mut hours.value.exceptions);
        let own = exceptions.map(|own| &mut own.value.day);
        for day in phase.value.days.iter_mut().chain(of_slots.flatten()).chain(own) {
            if is(day, &from.to_string()) {
                day.value = to.to_string();
            }
        }
    }
    shift(&mut draft.instance, from, to);
    // Local times stay the same, even if the clocks change between the two dates.
    for spot in draft.places.values_mut() {
        let civil = zone.civil(spot.start);
        if civil.date() == from {
            spot.start = zone.first_at_or_after(to.and_time(civil.time()));
        }
    }
    Ok(())
}

/// Moves the event's own data of a date to another date: fixed starts, allowed windows, wishes, closed rooms.
fn shift(instance: &mut Instance, from: NaiveDate, to: NaiveDate) {
    let window = |window: &mut At<LocalWindow>| {
        shift_window(&mut window.value.from.value, &mut window.value.until.value, from, to);
    };
    instance.rooms.iter_mut().flat_map(|rooms| &mut rooms.value).for_each(|room| {
        room.value.closed.iter_mut().for_each(window);
    });
    for session in &mut instance.sessions {
        if let Some(fixed) = &mut session.value.fixed {
            shift_moment(&mut fixed.value.start.value, from, to - from);
        }
    }
    let wish = |wish: &mut At<crate::instance::format::Wish>| {
        if let (Some(begin), Some(end)) = (&mut wish.value.from, &mut wish.value.until) {
            shift_window(&mut begin.value, &mut end.value, from, to);
        }
    };
    instance.tracks.iter_mut().flat_map(|track| &mut track.value.wishes).for_each(wish);
    each_shared!(instance, shared => {
        shared.wishes.iter_mut().flatten().for_each(wish);
        shared.allowed.iter_mut().flat_map(|allowed| &mut allowed.value).for_each(window);
    });
}

/// Moves a window that lies within one date, up to the following midnight.
fn shift_window(begin: &mut String, end: &mut String, from: NaiveDate, to: NaiveDate) {
    let next = from.checked_add_days(Days::new(1)).unwrap_or(from);
    let midnight = end.trim().starts_with(&format!("{next}T00:00"));
    if begin.trim().starts_with(&from.to_string()) && (end.trim().starts_with(&from.to_string()) || midnight) {
        shift_moment(begin, from, to - from);
        shift_moment(end, if midnight { next } else { from }, to - from);
    }
}

/// Moves a date with a time that begins with `date` by whole days.
fn shift_moment(moment: &mut String, date: NaiveDate, by: TimeDelta) {
    let (old, new) = (date.to_string(), (date + by).to_string());
    if let Some(rest) = moment.trim().strip_prefix(&old) {
        *moment = format!("{new}{rest}");
    }
}

fn drop_phase(draft: &mut Draft, id: &str) -> Result<(), ChangeError> {
    let phase = draft.phase(id)?;
    let days = draft.instance.phases[phase].value.days.clone();
    for session in &mut draft.instance.sessions {
        let on = |start: &str| days.iter().any(|day| start.trim().starts_with(day.value.trim()));
        session.value.fixed.take_if(|fixed| on(&fixed.value.start.value));
    }
    cascade_delete::phase(&mut draft.instance, id);
    Ok(())
}

/// The positions of the phases to which a change applies.
fn phases(draft: &Draft, scope: &Scope) -> Result<std::ops::Range<usize>, ChangeError> {
    let phase = match scope {
        Scope::All => return Ok(0..draft.instance.phases.len()),
        Scope::Phase(id) => draft.phase(id)?,
        // The id of a phase may look like a date.
        Scope::Day(date) => draft.phase(&date.to_string())?,
    };
    Ok(phase..phase + 1)
}

fn hours(draft: &mut Draft, phase: usize) -> &mut Hours {
    &mut draft.instance.phases[phase].value.hours.get_or_insert_with(|| Hours::default().into()).value
}

/// Sets a limit of the hours, on one day or on all days of the phases.
fn limit(
    draft: &mut Draft,
    scope: &Scope,
    of_phase: fn(&mut Hours) -> &mut Option<At<String>>,
    of_day: fn(&mut DayHours) -> &mut Option<At<String>>,
    time: Option<At<String>>,
) -> Result<(), ChangeError> {
    if let Scope::Day(date) = scope
        && phases(draft, scope).is_err()
    {
        let (phase, _) = find(draft, *date)?;
        let exceptions = &mut hours(draft, phase).exceptions;
        let known = exceptions.iter().position(|own| is(&own.value.day, &date.to_string()));
        let known = known.unwrap_or_else(|| {
            exceptions.push(DayHours { day: text(date.to_string()), ..DayHours::default() }.into());
            exceptions.len() - 1
        });
        *of_day(&mut exceptions[known].value) = time;
        return Ok(());
    }
    for phase in phases(draft, scope)? {
        let hours = hours(draft, phase);
        hours.exceptions.iter_mut().for_each(|own| *of_day(&mut own.value) = None);
        hours.exceptions.retain(|own| own.value.earliest.is_some() || own.value.latest.is_some());
        *of_phase(hours) = time.clone();
    }
    Ok(())
}
