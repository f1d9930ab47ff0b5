//! Names of regions that people can read: the audience's name and, where the clock splits an audience into several
//! regions, the part of the world of this one: `Western Europe and Others (Americas and Pacific)`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::check::RegionFigures;
use crate::domain::{Conference, Instant, Zone, hours_and_minutes};

/// The most parts of the world in a name. With more, the name has cities.
const MOST_AREAS: usize = 3;
/// The most cities in a name.
const MOST_CITIES: usize = 3;

/// The name of each region. `regions` are all regions of the conference, as [`check::regions`](crate::check::regions)
/// gives them. No two names are equal, and a region has the same name in every report on the conference.
pub(super) fn region_names(conference: &Conference, regions: &[RegionFigures]) -> Vec<String> {
    let mut of_audience: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, region) in regions.iter().enumerate() {
        of_audience.entry(region.audience.index()).or_default().push(at);
    }
    let mut names = vec![String::new(); regions.len()];
    for (audience, parts) in of_audience {
        let base = audience_name(conference, audience);
        let qualifiers = qualifiers(conference, audience, &parts.iter().map(|&at| &regions[at]).collect::<Vec<_>>());
        for (at, qualifier) in parts.into_iter().zip(qualifiers) {
            names[at] = qualifier.map_or_else(|| base.clone(), |qualifier| format!("{base} ({qualifier})"));
        }
    }
    distinct(names)
}

/// The name of an audience, with its id if another audience has the same name.
fn audience_name(conference: &Conference, audience: usize) -> String {
    let name = &conference.audiences[audience].name;
    let is_only = conference.audiences.iter().filter(|other| other.name == *name).count() == 1;
    if is_only { name.clone() } else { format!("{name} [{}]", conference.audiences[audience].id) }
}

/// What distinguishes the regions of an audience: parts of the world if they differ, otherwise cities. Nothing for an
/// audience that is one region.
fn qualifiers(conference: &Conference, audience: usize, parts: &[&RegionFigures]) -> Vec<Option<String>> {
    if parts.iter().any(|part| part.whole || part.zones.is_empty()) {
        return vec![None; parts.len()];
    }
    let share = |zone: Zone| -> i128 {
        let zones = conference.audiences[audience].zones.iter().filter(|other| other.zone == zone);
        zones.map(|zone| i128::from(zone.share.micros)).sum()
    };
    let zones: Vec<Vec<Zone>> = parts
        .iter()
        .map(|part| {
            let mut zones = part.zones.clone();
            // A stable sort: equals stay from west to east.
            zones.sort_by_key(|&zone| Reverse(share(zone)));
            zones
        })
        .collect();
    let by_area: Option<Vec<String>> = zones.iter().map(|zones| areas(zones)).collect();
    let is_clear = |names: &Vec<String>| names.iter().collect::<BTreeSet<_>>().len() == names.len();
    let names = by_area
        .filter(is_clear)
        .unwrap_or_else(|| zones.iter().map(|zones| cities(zones, conference.origin())).collect());
    names.into_iter().map(Some).collect()
}

/// The names, with numbers for those that are still equal.
fn distinct(names: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut one = |name: String| {
        let mut unique = name.clone();
        let mut number = 2;
        while !seen.insert(unique.clone()) {
            unique = format!("{name} {number}");
            number += 1;
        }
        unique
    };
    names.into_iter().map(&mut one).collect()
}

/// The parts of the world of some zones, the one with the most people first; `None` if a zone has none, or if they are
/// too many.
fn areas(zones: &[Zone]) -> Option<String> {
    let mut areas: Vec<&str> = Vec::new();
    for &zone in zones {
        let area = area(&zone.name())?;
        if !areas.contains(&area) {
            areas.push(area);
        }
    }
    let (last, before) = areas.split_last()?;
    match before.len() {
        0 => Some((*last).to_owned()),
        1..MOST_AREAS => Some(format!("{} and {last}", before.join(", "))),
        _ => None,
    }
}

/// The part of the world of a time zone, from its IANA name; the old names without a part of the world included.
fn area(zone: &str) -> Option<&'static str> {
    Some(match zone.split('/').next()? {
        "Africa" | "Egypt" | "Libya" => "Africa",
        "America" | "US" | "Canada" | "Mexico" | "Brazil" | "Chile" | "Cuba" | "Jamaica" | "Navajo" => "Americas",
        "Antarctica" => "Antarctica",
        "Asia" | "Hongkong" | "Iran" | "Israel" | "Japan" | "PRC" | "ROC" | "ROK" | "Singapore" => "Asia",
        "Atlantic" | "Iceland" => "Atlantic",
        "Arctic" | "Europe" | "Eire" | "GB" | "GB-Eire" | "Poland" | "Portugal" | "Turkey" | "W-SU" => "Europe",
        "Indian" => "Indian Ocean",
        "Australia" | "Pacific" | "Kwajalein" | "NZ" | "NZ-CHAT" => "Pacific",
        _ => return None,
    })
}

/// The cities of some zones, those with the most people first.
fn cities(zones: &[Zone], at: Instant) -> String {
    let mut names: Vec<String> = Vec::new();
    for &zone in zones {
        let name = city(zone, at);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let more = names.len().saturating_sub(MOST_CITIES);
    names.truncate(MOST_CITIES);
    if more == 0 { names.join(", ") } else { format!("{} and {more} more", names.join(", ")) }
}

/// A zone as people say it: its city, or its distance from UTC if it has no city.
pub(crate) fn city(zone: Zone, at: Instant) -> String {
    let name = zone.name();
    let has_city = area(&name).is_some();
    match name.rsplit_once('/').filter(|_| has_city) {
        Some((_, city)) => city.replace('_', " "),
        None if has_city => name,
        None => clock(zone.offset_minutes(at)),
    }
}

/// A distance from UTC: `UTC+05:30`, `UTC`.
fn clock(offset: i64) -> String {
    match offset {
        0 => "UTC".to_owned(),
        ..0 => format!("UTC-{}", hours_and_minutes(-offset)),
        _ => format!("UTC+{}", hours_and_minutes(offset)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check;
    use crate::domain::testing::{audience, conference, session};
    use crate::domain::{Audience, Schedule};

    fn names(audiences: Vec<Audience>) -> Vec<String> {
        let mut conference = conference();
        conference.audiences = audiences;
        conference.sessions = vec![session("s", 60)];
        region_names(&conference, &check::regions(&conference, &Schedule::empty(1)))
    }

    #[test]
    fn parts_of_the_world_tell_the_regions_of_an_audience_apart() {
        // Few people in Sydney: they are counted with the nearest others.
        let weog =
            [("America/New_York", 50), ("Australia/Sydney", 1), ("America/Los_Angeles", 9), ("Europe/Paris", 900)];
        assert_eq!(names(vec![audience("weog", 1, &weog)]), ["weog (Americas and Pacific)", "weog (Europe)"]);
        assert_eq!(names(vec![audience("weog", 1, &weog[3..])]), ["weog"]);
        let other = audience("weog", 1, &weog[3..]);
        let other = Audience { id: "b".into(), ..other };
        let both = names(vec![audience("weog", 1, &weog), other]);
        assert_eq!(both, ["weog [weog] (Americas and Pacific)", "weog [weog] (Europe)", "weog [b]"]);
    }

    #[test]
    fn cities_tell_them_apart_where_parts_of_the_world_do_not() {
        let zones = [("Asia/Dubai", 1), ("Asia/Tokyo", 3), ("Asia/Seoul", 2)];
        // The largest share first.
        assert_eq!(names(vec![audience("a", 1, &zones)]), ["a (Dubai)", "a (Tokyo, Seoul)"]);
        let zones = [("UTC", 1), ("Etc/GMT-9", 1), ("America/Argentina/Buenos_Aires", 1), ("Pacific/Honolulu", 1)];
        let found = names(vec![audience("a", 1, &zones)]);
        assert_eq!(found.iter().map(String::as_str).collect::<BTreeSet<_>>().len(), found.len());
        assert!(found.contains(&"a (UTC+09:00)".to_owned()), "{found:?}");
        assert!(found.iter().all(|name| !name.contains('/') && !name.contains('_')), "{found:?}");
    }

    #[test]
    fn every_time_zone_has_a_readable_name() {
        for zone in crate::domain::zone::database::in_use().names() {
            let zone = Zone::parse(zone).unwrap();
            let name = city(zone, Instant(0));
            assert!(!name.is_empty() && !name.contains('/') && !name.contains('_'), "{zone}: {name}");
        }
        assert_eq!(city(Zone::parse("Asia/Ho_Chi_Minh").unwrap(), Instant(0)), "Ho Chi Minh");
        assert_eq!(distinct(vec!["a".into(), "a".into(), "a 2".into()]), ["a", "a 2", "a 2 2"]);
    }
}
