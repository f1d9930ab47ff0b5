//! The people affected by the time of a session: the regions that attend it and the people it needs, each in local
//! time.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Serialize;

use super::region_names::region_names;
use super::slots::RegionDifference;
use super::times::across;
use crate::check::Checker;
use crate::domain::{Conference, Placement, Schedule, SessionId};

/// The effect of moving one session on a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RegionChange {
    /// Its name.
    pub name: String,
    /// Local time of the start before, from its westernmost to its easternmost zone (`Mon 2 Nov 06:00 to 09:00`);
    /// `null` if it was not held.
    pub old: Option<String>,
    /// The same after the move; `null` if it is not held.
    pub new: Option<String>,
    /// The change of its discomfort, in hundredths of a discomfort-minute; below 0 if the region is better off.
    pub difference: i64,
}

/// The effect of moving one session on a person it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PersonChange {
    /// Their id.
    pub id: String,
    /// Their name, or the id.
    pub name: String,
    /// Their time zone; the event's if theirs is not known.
    pub zone: String,
    /// The session's id.
    pub session: String,
    /// Local time of the start before (`Mon 2 Nov 06:00`); `null` if it was not held, or not with them.
    pub old: Option<String>,
    /// The same after the move; `null` if it is not held, or not with them.
    pub new: Option<String>,
    /// The change of their own discomfort, in hundredths of a discomfort-minute; below 0 if they are better off.
    pub difference: i64,
}

/// A person or a region for whom more of a session is at night, between 23:00 and 06:00 local time, than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Woken {
    /// The person's id; `null` for a region.
    pub id: Option<String>,
    /// Their name, or the name of the region.
    pub name: String,
    /// The person's time zone, the event's if theirs is not known; `null` for a region.
    pub zone: Option<String>,
    /// The session's id.
    pub session: String,
    /// Local time of the new start (`Mon 2 Nov 23:00`); of a region from its westernmost to its easternmost zone.
    pub when: String,
    /// How many more minutes are at night; of a region, in attendee-minutes.
    pub night_minutes_difference: i64,
}

/// The regions and people that one session at one place affects, with names, local times and discomfort.
#[derive(Debug, Clone, Default)]
pub(super) struct Affected {
    session: String,
    regions: Vec<AffectedGroup>,
    people: Vec<AffectedGroup>,
}

#[derive(Debug, Clone)]
struct AffectedGroup {
    id: String,
    name: String,
    zone: String,
    when: String,
    discomfort: i64,
    /// Minutes between 23:00 and 06:00 local time: a person's own, or all attendees' of a region.
    night: i64,
}

/// Computes the effect of a session at a place on the regions that attend it and the people it needs live.
pub(super) fn affected(
    conference: &Conference,
    checker: &mut Checker<'_>,
    session: SessionId,
    at: Placement,
) -> Affected {
    let mut alone = Schedule::empty(conference.sessions.len());
    let Some(place) = alone.placements.get_mut(session.index()) else { return Affected::default() };
    *place = Some(at);
    let regions = checker.regions(&alone);
    let names = region_names(conference, &regions);
    let attend = names.into_iter().zip(regions).filter(|(_, figures)| figures.attended > 0);
    let regions = attend.map(|(name, figures)| AffectedGroup {
        id: String::new(),
        name,
        zone: String::new(),
        when: across(&figures.zones, at.start),
        discomfort: figures.discomfort,
        night: figures.night / 1000,
    });
    let people = checker.persons(&alone).into_iter().filter(|figures| figures.sessions > 0).map(|figures| {
        let person = &conference.people[figures.person.index()];
        let zone = person.zone.unwrap_or(conference.zone);
        AffectedGroup {
            id: person.id.clone(),
            name: person.label().to_owned(),
            zone: zone.name(),
            when: zone.short_date_time(at.start),
            discomfort: figures.discomfort,
            night: figures.night,
        }
    });
    let (regions, people) = (regions.collect(), people.collect());
    Affected { session: conference.sessions[session.index()].id.clone(), regions, people }
}

/// The regions that a change affects, in file order.
pub(super) fn regions(old: Option<&Affected>, new: Option<&Affected>) -> Vec<RegionChange> {
    let parts =
        both(parts(old, |affected| &affected.regions), parts(new, |affected| &affected.regions), |part| &part.name);
    let change = |(old, new): (Option<&AffectedGroup>, Option<&AffectedGroup>)| RegionChange {
        name: old.or(new).map_or_else(String::new, |part| part.name.clone()),
        old: old.map(|part| part.when.clone()),
        new: new.map(|part| part.when.clone()),
        difference: difference(old, new),
    };
    parts.into_iter().map(change).collect()
}

/// Adds the differences of one session's regions to those of others.
pub(super) fn add_regions(sum: &mut Vec<RegionDifference>, old: Option<&Affected>, new: Option<&Affected>) {
    for region in regions(old, new) {
        match sum.iter_mut().find(|known| known.name == region.name) {
            Some(known) => known.difference = known.difference.saturating_add(region.difference),
            None => sum.push(RegionDifference { name: region.name, difference: region.difference }),
        }
    }
}

/// Drops the regions for which nothing changes; the others by their difference, the largest first, equals in the order of
/// the file.
pub(super) fn sort_regions(sum: &mut Vec<RegionDifference>) {
    sum.retain(|region| region.difference != 0);
    sum.sort_by_key(|region| Reverse(region.difference));
}

/// The people that a change affects, in file order.
pub(super) fn people(old: Option<&Affected>, new: Option<&Affected>) -> Vec<PersonChange> {
    let parts = both(parts(old, |affected| &affected.people), parts(new, |affected| &affected.people), |part| &part.id);
    let session = new.or(old).map_or("", |affected| &affected.session);
    let change = |(old, new): (Option<&AffectedGroup>, Option<&AffectedGroup>)| {
        let known = new.or(old);
        let text = |of: fn(&AffectedGroup) -> &String| known.map_or_else(String::new, |part| of(part).clone());
        PersonChange {
            id: text(|part| &part.id),
            name: text(|part| &part.name),
            zone: text(|part| &part.zone),
            session: session.to_owned(),
            old: old.map(|part| part.when.clone()),
            new: new.map(|part| part.when.clone()),
            difference: difference(old, new),
        }
    };
    parts.into_iter().map(change).collect()
}

/// The people and regions for whom a change puts more of a session into the night, in file order.
pub(super) fn woken(old: Option<&Affected>, new: Option<&Affected>) -> Vec<Woken> {
    let Some(new) = new else { return Vec::new() };
    let more = |before: Option<&AffectedGroup>, part: &AffectedGroup| {
        part.night.saturating_sub(before.map_or(0, |before| before.night))
    };
    let woken = |part: &AffectedGroup, id: Option<String>, difference: i64| Woken {
        zone: id.as_ref().map(|_| part.zone.clone()),
        id,
        name: part.name.clone(),
        session: new.session.clone(),
        when: part.when.clone(),
        night_minutes_difference: difference,
    };
    let people = new.people.iter().map(|part| {
        let before = old.and_then(|old| old.people.iter().find(|known| known.id == part.id));
        woken(part, Some(part.id.clone()), more(before, part))
    });
    let regions = new.regions.iter().map(|part| {
        let before = old.and_then(|old| old.regions.iter().find(|known| known.name == part.name));
        woken(part, None, more(before, part))
    });
    people.chain(regions).filter(|one| one.night_minutes_difference > 0).collect()
}

fn parts<'a>(affected: Option<&'a Affected>, of: fn(&'a Affected) -> &'a Vec<AffectedGroup>) -> &'a [AffectedGroup] {
    affected.map_or(&[], |affected| of(affected))
}

/// Pairs the groups of the same key: those of `old` in their order, then those that only `new` has.
fn both<'a>(
    old: &'a [AffectedGroup],
    new: &'a [AffectedGroup],
    key: fn(&AffectedGroup) -> &String,
) -> Vec<(Option<&'a AffectedGroup>, Option<&'a AffectedGroup>)> {
    let find = |list: &'a [AffectedGroup], part: &AffectedGroup| list.iter().find(|other| key(other) == key(part));
    let mut parts: Vec<_> = old.iter().map(|part| (Some(part), find(new, part))).collect();
    parts.extend(new.iter().filter(|part| find(old, part).is_none()).map(|part| (None, Some(part))));
    parts
}

fn difference(old: Option<&AffectedGroup>, new: Option<&AffectedGroup>) -> i64 {
    let of = |part: Option<&AffectedGroup>| part.map_or(0, |part| part.discomfort);
    of(new).saturating_sub(of(old))
}
