//! Changes of days, phases and hours.

use chrono::{Days, NaiveDate, TimeDelta};

use super::Kind;
use super::draft::{Draft, is, text};
use super::forget::{self, each_shared};
use super::words::{Words, Wrong};
use crate::instance::codes;
use crate::instance::format::{At, Hours, Instance, LocalWindow, Phase};

/// The family.
pub static KINDS: &[Kind] = &[
    Kind {
        name: "day add",
        arguments: "DATE [to PHASE]",
        sentence: "One more day, with the hours of its phase.",
        example: "day add 2027-03-05 to programme",
        needs_schedule: false,
        apply: add,
    },
    Kind {
        name: "day drop",
        arguments: "DATE",
        sentence: "A day less; what was fixed on it may be elsewhere, what is allowed only then has no place.",
        example: "day drop 2027-03-04",
        needs_schedule: false,
        apply: drop_day,
    },
    Kind {
        name: "day move",
        arguments: "DATE to DATE",
        sentence: "A day is held at another date, with all that the event itself has on it; people's own times stay.",
        example: "day move 2027-03-04 to 2027-03-05",
        needs_schedule: false,
        apply: move_day,
    },
    Kind {
        name: "phase add",
        arguments: "PHASE DATE[,DATE] [hours 08:00-20:00] [longest 8h] [types TYPE[,TYPE]]",
        sentence: "One more block of days.",
        example: "phase add after 2027-03-08,2027-03-09 hours 08:00-18:00 types workshop",
        needs_schedule: false,
        apply: add_phase,
    },
    Kind {
        name: "phase drop",
        arguments: "PHASE",
        sentence: "A phase with its days less; types held only in it have no place any more.",
        example: "phase drop introductions",
        needs_schedule: false,
        apply: drop_phase,
    },
    Kind {
        name: "hours earliest",
        arguments: "[PHASE] TIME",
        sentence: "No session starts before, in a phase or in all.",
        example: "hours earliest programme 08:00",
        needs_schedule: false,
        apply: |draft, words| hours(draft, words, "earliest"),
    },
    Kind {
        name: "hours latest",
        arguments: "[PHASE] TIME",
        sentence: "No session ends after, in a phase or in all; 26:00 is two at night.",
        example: "hours latest 22:00",
        needs_schedule: false,
        apply: |draft, words| hours(draft, words, "latest"),
    },
    Kind {
        name: "hours longest",
        arguments: "[PHASE] LENGTH|none",
        sentence: "The longest time from a day's first start to its last end, in a phase or in all.",
        example: "hours longest programme 9h",
        needs_schedule: false,
        apply: |draft, words| hours(draft, words, "longest"),
    },
];

const DAY_MINUTES: std::ops::RangeInclusive<i64> = 1..=10_000;

/// The phase that has a date, and where in its days.
fn find(draft: &Draft, date: NaiveDate) -> Result<(usize, usize), Wrong> {
    let date = date.to_string();
    let dates = || draft.instance.phases.iter().flat_map(|phase| &phase.value.days);
    let in_phase = |phase: &At<Phase>| phase.value.days.iter().position(|day| is(day, &date));
    let found = draft.instance.phases.iter().enumerate().find_map(|(p, phase)| Some((p, in_phase(phase)?)));
    found.ok_or_else(|| Wrong::unknown(&codes::BAD_CHANGE, "day", &date, dates().map(|day| day.value.as_str())))
}

fn add(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let date = words.date("the date")?;
    let phase = if words.take("to") { Some(words.next("the phase's id")?) } else { None };
    let phase = match phase {
        Some(id) => draft.phase(&id)?,
        None if draft.instance.phases.len() == 1 => 0,
        None => return Err(Wrong::new("it is not said to which phase the day belongs")),
    };
    if find(draft, date).is_ok() {
        return Err(Wrong::new(format!("{date} is a day already")).help("choose another date"));
    }
    draft.instance.phases[phase].value.days.push(text(date.to_string()));
    Ok(())
}

fn drop_day(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let date = words.date("the date")?;
    let (phase, _) = find(draft, date)?;
    let phase = &mut draft.instance.phases[phase].value;
    let dated = date.to_string();
    phase.days.retain(|day| !is(day, &dated));
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

fn move_day(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let from = words.date("the date")?;
    words.expect("to")?;
    let to = words.date("the new date")?;
    find(draft, from)?;
    if from != to && find(draft, to).is_ok() {
        return Err(Wrong::new(format!("{to} is a day already")).help("choose another date"));
    }
    let zone = draft.zone();
    for phase in &mut draft.instance.phases {
        let of_slots = phase.value.slots.iter_mut().filter_map(|slot| slot.value.days.as_mut());
        for day in phase.value.days.iter_mut().chain(of_slots.flatten()) {
            if is(day, &from.to_string()) {
                day.value = to.to_string();
            }
        }
    }
    shift(&mut draft.instance, from, to);
    // Local times stay what they are, whatever the clocks do between the two dates.
    for spot in draft.places.values_mut() {
        let civil = zone.civil(spot.start);
        if civil.date() == from {
            spot.start = zone.first_at_or_after(to.and_time(civil.time()));
        }
    }
    Ok(())
}

/// Moves what the event has on a date along: fixed starts, allowed windows, wishes, closed rooms.
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

/// Moves a window that lies on one date, up to its midnight.
fn shift_window(begin: &mut String, end: &mut String, from: NaiveDate, to: NaiveDate) {
    let next = from.checked_add_days(Days::new(1)).unwrap_or(from);
    let midnight = end.trim().starts_with(&format!("{next}T00:00"));
    if begin.trim().starts_with(&from.to_string()) && (end.trim().starts_with(&from.to_string()) || midnight) {
        shift_moment(begin, from, to - from);
        shift_moment(end, if midnight { next } else { from }, to - from);
    }
}

/// Moves a date-time that begins with `date` by whole days.
fn shift_moment(moment: &mut String, date: NaiveDate, by: TimeDelta) {
    let (old, new) = (date.to_string(), (date + by).to_string());
    if let Some(rest) = moment.trim().strip_prefix(&old) {
        *moment = format!("{new}{rest}");
    }
}

fn add_phase(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let id = words.next("the new phase's id")?;
    Draft::fresh(draft.instance.phases.iter().map(|phase| &phase.value.id), &id, "phase")?;
    let dates = words.dates("a date")?;
    let mut phase = Phase { id: text(id), ..Phase::default() };
    phase.days = dates.iter().map(|date| text(date.to_string())).collect();
    let mut hours = Hours::default();
    loop {
        if words.take("hours") {
            let between = words.next("the hours")?;
            let Some((earliest, latest)) = between.split_once('-') else {
                return Err(Wrong::new(format!("hours are written as 08:00-20:00, not \"{between}\"")));
            };
            hours.earliest = Some(text(clock(earliest)?));
            hours.latest = Some(text(clock(latest)?));
        } else if words.take("longest") {
            hours.longest_day_minutes = Some(words.minutes("the longest day", DAY_MINUTES)?.into());
        } else if words.take("types") {
            phase.session_types = Some(words.list("a type")?.into_iter().map(text).collect());
        } else {
            break;
        }
    }
    if hours != Hours::default() {
        phase.hours = Some(hours.into());
    }
    draft.instance.phases.push(phase.into());
    Ok(())
}

fn drop_phase(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let id = words.next("the phase's id")?;
    let phase = draft.phase(&id)?;
    let days = draft.instance.phases[phase].value.days.clone();
    for session in &mut draft.instance.sessions {
        let on = |start: &str| days.iter().any(|day| start.trim().starts_with(day.value.trim()));
        session.value.fixed.take_if(|fixed| on(&fixed.value.start.value));
    }
    forget::phase(&mut draft.instance, &id);
    Ok(())
}

fn hours(draft: &mut Draft, words: &mut Words, which: &str) -> Result<(), Wrong> {
    let phases = match words.left() {
        0 | 1 => 0..draft.instance.phases.len(),
        _ => {
            let phase = draft.phase(&words.next("the phase's id")?)?;
            phase..phase + 1
        }
    };
    let set: Box<dyn Fn(&mut Hours)> = match which {
        "longest" if words.take("none") => Box::new(|hours| hours.longest_day_minutes = None),
        "longest" => {
            let minutes = words.minutes("the longest day", DAY_MINUTES)?;
            Box::new(move |hours| hours.longest_day_minutes = Some(minutes.into()))
        }
        "earliest" => {
            let time = clock(&words.next("the time")?)?;
            Box::new(move |hours| hours.earliest = Some(text(time.clone())))
        }
        _ => {
            let time = clock(&words.next("the time")?)?;
            Box::new(move |hours| hours.latest = Some(text(time.clone())))
        }
    };
    for phase in &mut draft.instance.phases[phases] {
        set(&mut phase.value.hours.get_or_insert_with(|| Hours::default().into()).value);
    }
    Ok(())
}

/// A time of day; whether it is one of this day the loader says.
fn clock(word: &str) -> Result<String, Wrong> {
    let minutes = word.split_once(':').filter(|(hours, minutes)| {
        let digits = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
        digits(hours) && digits(minutes)
    });
    match minutes {
        Some(_) => Ok(word.to_owned()),
        None => Err(Wrong::new(format!("a time of day is written as 08:30, not \"{word}\""))),
    }
}
