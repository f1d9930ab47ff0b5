//! Sessions, without their references to other sessions.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::details::details;
use super::names::IdTable;
use super::number::{DAY, MOST_ATTENDANCE, MOST_MINUTES, MOST_MULTIPLIER, decimal, per_cent, whole};
use super::rooms::room_ids;
use super::time::{self, Edge};
use crate::domain::change;
use crate::domain::{
    AudienceId, Day, Decimal, Fixed, Kept, Participation, PersonId, RoomId, ServiceId, Session, TagId, TrackId, TypeId,
    Window, Wish, Zone,
};
use crate::instance::codes;
use crate::instance::format::{self, At};
use crate::instance::json::Span;
use crate::instance::problem::Problems;

/// The elements that sessions refer to.
pub(crate) struct Declared<'a> {
    /// The event's zone.
    pub zone: Zone,
    /// The event's days.
    pub days: &'a [Day],
    /// Rooms.
    pub rooms: &'a IdTable,
    /// Services.
    pub services: &'a IdTable,
    /// Audiences.
    pub audiences: &'a IdTable,
    /// People.
    pub people: &'a IdTable,
    /// For each person: whether they are optional, whether they are recorded.
    pub defaults: &'a [(bool, bool)],
    /// Roles.
    pub roles: &'a IdTable,
    /// The weight of each role.
    pub role_weights: &'a [Decimal],
    /// The wishes of each track. They apply in addition to the wishes of its sessions.
    pub track_wishes: &'a BTreeMap<usize, Vec<Wish>>,
}

/// Types, tracks and tags: the first use declares them.
pub(crate) struct DeclaredByUse {
    /// Types.
    pub kinds: IdTable,
    /// Their ids.
    pub kind_ids: Vec<String>,
    /// Tracks.
    pub tracks: IdTable,
    /// Their ids.
    pub track_ids: Vec<String>,
    /// Tags.
    pub tags: IdTable,
    /// Their ids.
    pub tag_ids: Vec<String>,
}

/// A session from its full form, with the fields of its type. Missing fields are reported at `place`, the position of
/// the session.
pub(crate) fn session(
    full: &format::Session,
    id: String,
    place: Span,
    declared: &Declared<'_>,
    by_use: &mut DeclaredByUse,
    problems: &mut Problems,
) -> Session {
    let kind = kind(full, by_use, problems);
    let track = full.track.as_ref().and_then(|t| by_use.tracks.intern(t, &mut by_use.track_ids, problems));
    let mut tags = Vec::new();
    for tag in full.tags.iter().flatten() {
        tags.extend(by_use.tags.intern(tag, &mut by_use.tag_ids, problems).map(TagId::new));
    }
    let minutes = minutes(full, place, by_use, problems);
    let mut wishes: Vec<Wish> = full
        .wishes
        .iter()
        .flatten()
        .flat_map(|w| wishes(w, declared.zone, declared.days, declared.rooms, problems))
        .collect();
    wishes.extend(track.and_then(|t| declared.track_wishes.get(&t)).into_iter().flatten().cloned());
    let services = full.services.iter().flatten();
    let services = services.filter_map(|s| declared.services.find(s, problems)).map(ServiceId::new).collect();
    Session {
        title: full.title.clone().unwrap_or_else(|| id.clone()),
        id,
        session_type: kind,
        track: track.map(TrackId::new),
        tags: each_once(tags),
        minutes,
        attendance: whole(full.attendance.as_ref(), 75, 0..=MOST_ATTENDANCE, "an attendance", problems),
        multipliers: multipliers(full, declared, problems),
        participants: participants(full, minutes, declared, problems),
        services: each_once(services),
        alone: full.alone.unwrap_or(false),
        after: Vec::new(),
        before: Vec::new(),
        apart_from: Vec::new(),
        wishes,
        allowed: full.allowed.as_ref().map(|list| allowed(list, declared.zone, problems)),
        fixed: full.fixed.as_ref().and_then(|f| fixed(f, declared.zone, declared.rooms, problems)),
        kept: Kept::default(),
        details: details(full, declared.people, problems),
    }
}

/// The list without repeated elements; the first of each stays.
fn each_once<T: PartialEq + Copy>(list: Vec<T>) -> Vec<T> {
    let mut once = Vec::with_capacity(list.len());
    for item in list {
        if !once.contains(&item) {
            once.push(item);
        }
    }
    once
}

/// The type; sessions without one are of the type `session`.
fn kind(full: &format::Session, by_use: &mut DeclaredByUse, problems: &mut Problems) -> TypeId {
    let unnamed = At::from("session".to_owned());
    let kind = full.r#type.as_ref().unwrap_or(&unnamed);
    TypeId::new(by_use.kinds.intern(kind, &mut by_use.kind_ids, problems).unwrap_or(0))
}

fn minutes(full: &format::Session, place: Span, by_use: &DeclaredByUse, problems: &mut Problems) -> i64 {
    let kind_unread = full.r#type.as_ref().is_some_and(|t| by_use.kinds.is_unread(&t.value));
    if full.minutes.is_none() && !kind_unread && !problems.has_lost(place, "minutes") {
        let message = format!("the session \"{}\" has no length, and its type has none either", full.id.value);
        problems.add(&codes::NO_LENGTH, place, message);
    }
    whole(full.minutes.as_ref(), 1, 1..=MOST_MINUTES, "a length in minutes", problems)
}

fn multipliers(full: &format::Session, declared: &Declared<'_>, problems: &mut Problems) -> Vec<(AudienceId, Decimal)> {
    let mut found: BTreeMap<AudienceId, Decimal> = BTreeMap::new();
    for (id, number) in full.audience.iter().flat_map(|pairs| &pairs.0) {
        let Some(audience) = declared.audiences.find(id, problems) else { continue };
        let multiplier = decimal(Some(number), Decimal::ONE, MOST_MULTIPLIER, "a multiplier", problems);
        if found.insert(AudienceId::new(audience), multiplier).is_some() {
            problems.add(
                &codes::DUPLICATE_ID,
                id.span,
                format!("the session names the audience \"{}\" twice", id.value),
            );
        }
    }
    found.into_iter().collect()
}

/// The participants, each person once. A person who is named twice has the higher weight and the longer part.
fn participants(
    full: &format::Session,
    minutes: i64,
    declared: &Declared<'_>,
    problems: &mut Problems,
) -> Vec<Participation> {
    let mut participants: Vec<Participation> = Vec::new();
    for entry in full.people.iter().flatten() {
        let Some(next) = participation(entry, minutes, declared, problems) else { continue };
        match participants.iter_mut().find(|p| p.person == next.person) {
            None => participants.push(next),
            Some(first) => {
                first.weight = first.weight.max(next.weight);
                first.optional &= next.optional;
                first.recorded &= next.recorded;
                (first.from, first.until) = (first.from.min(next.from), first.until.max(next.until));
            }
        }
    }
    participants
}

fn participation(
    entry: &At<format::Panelist>,
    minutes: i64,
    declared: &Declared<'_>,
    problems: &mut Problems,
) -> Option<Participation> {
    let written = &entry.value;
    let speaker = At::from("speaker".to_owned());
    let role = declared.roles.find(written.role.as_ref().unwrap_or(&speaker), problems);
    let (from, until) = attended(written, minutes, problems);
    let Some(id) = &written.id else {
        if !problems.has_lost(entry.span, "id") {
            problems.add(&codes::MISSING_FIELD, entry.span, "the field \"id\" is missing".into());
        }
        return None;
    };
    let person = declared.people.find(&id.or_at(entry.span), problems)?;
    let (optional, recorded) = declared.defaults.get(person).copied().unwrap_or_default();
    Some(Participation {
        person: PersonId::new(person),
        weight: role.and_then(|r| declared.role_weights.get(r)).copied().unwrap_or(Decimal::ONE),
        optional: written.optional.unwrap_or(optional),
        recorded: written.recorded.unwrap_or(recorded),
        from,
        until,
    })
}

fn attended(written: &format::Panelist, minutes: i64, problems: &mut Problems) -> (i64, i64) {
    let Some(attends) = &written.attends else { return (0, minutes) };
    let from = attends.value.from.as_ref().map_or(0, |n| n.value);
    let until = attends.value.until.as_ref().map_or(minutes, |n| n.value);
    if 0 <= from && from < until && until <= minutes {
        return (from, until);
    }
    let message =
        format!("the person attends from minute {from} to minute {until}, but the session has {minutes} minutes");
    problems.add(&codes::BAD_PART, attends.span, message);
    (0, minutes)
}

/// The times, or rooms, that a session should avoid: one wish, or one for each of the days of a time of day.
pub(crate) fn wishes(
    written: &At<format::Wish>,
    zone: Zone,
    days: &[Day],
    rooms: &IdTable,
    problems: &mut Problems,
) -> Vec<Wish> {
    let is_daily =
        |text: &Option<At<String>>| text.as_ref().is_some_and(|text| change::time_of_day(text.value.trim()).is_some());
    if let (Some(from), Some(until)) = (&written.value.from, &written.value.until)
        && is_daily(&written.value.from)
        && is_daily(&written.value.until)
    {
        let discomfort = per_cent(&written.value.discomfort, "a discomfort", problems);
        let in_rooms: Option<Vec<RoomId>> = written.value.rooms.as_deref().map(|list| room_ids(list, rooms, problems));
        let windows = every_day(from, until, zone, days, problems);
        let wish = |window| Wish { window: Some(window), rooms: in_rooms.clone(), discomfort };
        return windows.into_iter().map(wish).collect();
    }
    wish(written, zone, rooms, problems).into_iter().collect()
}

/// The windows of a time of day on the days of the event, and on the day before for what lasts over midnight.
fn every_day(from: &At<String>, until: &At<String>, zone: Zone, days: &[Day], problems: &mut Problems) -> Vec<Window> {
    let begin = time::time_of_day(from, DAY - 1, problems);
    let end = time::time_of_day(until, 2 * DAY, problems);
    let (Some(begin), Some(end)) = (begin, end) else { return Vec::new() };
    // The end of a period over midnight is written as 06:00 or as 30:00.
    let end = if end < begin { end + DAY } else { end };
    if end == begin || end - begin > DAY {
        let message = "the period of each day must end after it begins, and last at most 24 hours".to_owned();
        problems.add(&codes::EMPTY_WINDOW, until.span, message);
        return Vec::new();
    }
    let dates: BTreeSet<NaiveDate> =
        days.iter().flat_map(|day| [day.date.pred_opt(), Some(day.date), day.date.succ_opt()]).flatten().collect();
    let window = |date: NaiveDate| Window {
        from: zone.first_at_or_after(time::civil(date, begin)),
        until: zone.last_at_or_after(time::civil(date, end)),
    };
    let matters = |window: &Window| {
        window.from < window.until && days.iter().any(|day| window.overlap(day.earliest, day.latest) > 0)
    };
    dates.into_iter().map(window).filter(matters).collect()
}

/// A time, or rooms, that a session should avoid.
fn wish(written: &At<format::Wish>, zone: Zone, rooms: &IdTable, problems: &mut Problems) -> Option<Wish> {
    let wish = &written.value;
    let discomfort = per_cent(&wish.discomfort, "a discomfort", problems);
    let in_rooms: Option<Vec<RoomId>> = wish.rooms.as_deref().map(|list| room_ids(list, rooms, problems));
    let window = match (&wish.from, &wish.until) {
        (Some(from), Some(until)) => Some(time::between(from, until, zone, problems)?),
        (None, None) => None,
        _ => {
            let lost = problems.has_lost(written.span, "from") || problems.has_lost(written.span, "until");
            if !lost {
                problems.add(&codes::HALF_WINDOW, written.span, "the wish has only one of `from` and `until`".into());
            }
            return None;
        }
    };
    if window.is_none() && in_rooms.is_none() && !problems.has_lost_any(written.span) {
        problems.add(&codes::EMPTY_WISH, written.span, "the wish names no time and no rooms".into());
        return None;
    }
    Some(Wish { window, rooms: in_rooms, discomfort })
}

fn allowed(list: &At<Vec<At<format::LocalWindow>>>, zone: Zone, problems: &mut Problems) -> Vec<Window> {
    if list.value.is_empty() && !problems.has_lost_any(list.span) {
        let help = Some("remove `allowed`, or list at least one period".to_owned());
        problems.add_with_help(&codes::EMPTY_WINDOW, list.span, "the list of allowed periods is empty".into(), help);
    }
    Window::union(list.value.iter().filter_map(|w| time::window(w, zone, problems)).collect())
}

fn fixed(written: &At<format::Fixed>, zone: Zone, rooms: &IdTable, problems: &mut Problems) -> Option<Fixed> {
    let start = time::moment(&written.value.start, zone, Edge::From, problems);
    let room = written.value.room.as_ref().and_then(|r| rooms.find(r, problems)).map(RoomId::new);
    Some(Fixed { start: start?, room })
}
