//! What a schedule file keeps of the time zone database, and the comparison with the database in use.

use super::codes;
use super::format::{self, At};
use super::json::Span;
use super::problem::Problems;
use crate::domain::zone::database;
use crate::domain::{Conference, Instant, Offsets, Schedule, Session, Zone};

/// The offsets of the conference's time zones over its days, for a schedule file.
pub fn of_conference(conference: &Conference) -> format::TimeZones {
    let from = conference.days.iter().map(|day| day.earliest).min().unwrap_or(conference.origin());
    let until = conference.days.iter().map(|day| day.latest).max().unwrap_or(from);
    let named = zones(conference).into_iter().filter_map(|zone| match zone {
        Zone::Named(named) => Some((named.name().to_owned(), written(named.offsets(), from, until).into())),
        Zone::Fixed(_) => None,
    });
    format::TimeZones {
        database: database::in_use().version().to_owned().into(),
        from: from.to_string().into(),
        until: until.to_string().into(),
        offsets: named.collect(),
    }
}

/// The zones of the event, its people and its audiences.
fn zones(conference: &Conference) -> Vec<Zone> {
    let people = conference.people.iter().filter_map(|person| person.zone);
    let audiences = conference.audiences.iter().flat_map(|audience| audience.zones.iter().map(|zone| zone.zone));
    let mut zones: Vec<Zone> = Vec::new();
    for zone in std::iter::once(conference.zone).chain(people).chain(audiences) {
        if !zones.contains(&zone) {
            zones.push(zone);
        }
    }
    zones
}

/// `+01:00`, or with changes `+01:00, +00:00 from 2026-09-20T02:00Z`.
fn written(offsets: &Offsets, from: Instant, until: Instant) -> String {
    let offset = |minutes: i64| Zone::Fixed(i32::try_from(minutes).unwrap_or(0));
    let later = offsets.changes(from, until).iter().map(|&(at, minutes)| format!(", {} from {at}", offset(minutes)));
    std::iter::once(offset(offsets.at(from)).to_string()).chain(later).collect()
}

/// Reads what [`written`] writes.
fn read(text: &str) -> Option<Offsets> {
    let offset = |text: &str| match Zone::parse(text) {
        Ok(Zone::Fixed(minutes)) => Some(i64::from(minutes)),
        _ => None,
    };
    let mut parts = text.split(", ");
    let mut offsets = Offsets::fixed(offset(parts.next()?)?);
    for part in parts {
        let (minutes, at) = part.split_once(" from ")?;
        offsets.add(instant(at)?, offset(minutes)?);
    }
    Some(offsets)
}

fn instant(text: &str) -> Option<Instant> {
    chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%MZ").ok().map(Instant::from_utc)
}

/// A zone whose offsets in the file are not those of the database in use.
struct Differing {
    name: String,
    old: Offsets,
    new: Offsets,
}

impl Differing {
    fn within(&self, from: Instant, until: Instant) -> bool {
        let changes = [&self.old, &self.new].into_iter().flat_map(|offsets| offsets.changes(from, until));
        let mut times = std::iter::once(from).filter(|from| *from < until).chain(changes.map(|&(at, _)| at));
        times.any(|at| self.old.at(at) != self.new.at(at))
    }
}

/// Warns if the timetable was made with another time zone database: which zones differ, and which sessions they touch.
pub(crate) fn compare(
    document: &format::Schedule,
    conference: &Conference,
    schedule: &Schedule,
    place: Span,
    problems: &mut Problems,
) {
    let now = database::in_use().version();
    let kept = document.time_zones.as_ref();
    // The two differ in a file that was changed by hand, or released with another database than it was solved with.
    let solved_with = document.solver.as_ref().map(|solver| solver.tz_database.as_str());
    let versions = || kept.map(|kept| kept.database.value.as_str()).into_iter().chain(solved_with);
    let Some(before) = versions().find(|version| *version != now).or(versions().next()) else { return };
    let place = kept.map_or(place, |kept| kept.database.span);
    let Some(kept) = kept else {
        if before != now {
            let message = format!(
                "this timetable was made with time zone database {before}, and {now} is in use now; \
                 the file does not say which local times differ"
            );
            let help = "check the local times of all sessions, or solve again with --from";
            problems.add_with_help(&codes::OTHER_TIME_ZONES, place, message, Some(help.into()));
        }
        return;
    };
    let differing = differing(kept, problems);
    // Zones that the programme had not when the timetable was made.
    let others = zones(conference).into_iter().filter(|zone| *zone != Zone::utc());
    let unknown: Vec<&str> =
        others.filter_map(|zone| named(&zone)).filter(|name| !kept.offsets.contains_key(*name)).collect();
    if differing.is_empty() {
        if before != now {
            let (found, help) = if unknown.is_empty() {
                ("no local time of the event differs".to_owned(), "do nothing")
            } else {
                let found = format!("the file does not say whether clocks differ in {}", list(&unknown));
                (found, "check the local times there, or solve again with --from")
            };
            let message =
                format!("this timetable was made with time zone database {before}, and {now} is in use now; {found}");
            problems.add_with_help(&codes::OTHER_TIME_ZONES, place, message, Some(help.into()));
        }
        return;
    }
    let touched: Vec<&str> = schedule
        .placed()
        .filter(|(id, at)| {
            let session = &conference.sessions[id.index()];
            let concerned = concerned(conference, session);
            let here = |zone: &Differing| concerned.iter().any(|name| *name == zone.name);
            differing.iter().any(|zone| here(zone) && zone.within(at.start, session.end(at.start)))
        })
        .map(|(id, _)| conference.sessions[id.index()].id.as_str())
        .collect();
    let names: Vec<&str> = differing.iter().map(|zone| zone.name.as_str()).collect();
    let sessions = if touched.is_empty() {
        "no session is at a time that differs".to_owned()
    } else {
        format!("sessions with other local times: {}", list(&touched))
    };
    let message = format!(
        "this timetable was made with time zone database {before}, and {now} is in use now; clocks differ in {}; {sessions}",
        list(&names)
    );
    problems.add(&codes::OTHER_TIME_ZONES, place, message);
}

fn differing(kept: &format::TimeZones, problems: &mut Problems) -> Vec<Differing> {
    let mut unreadable = |text: &At<String>| {
        let message = format!("\"{}\" is not as the program writes it", text.value);
        problems.add(&codes::BAD_TIME_ZONES, text.span, message);
    };
    let mut range = [None, None];
    for (at, text) in range.iter_mut().zip([&kept.from, &kept.until]) {
        *at = instant(&text.value);
        if at.is_none() {
            unreadable(text);
        }
    }
    let [Some(from), Some(until)] = range else { return Vec::new() };
    let mut found = Vec::new();
    for (name, text) in &kept.offsets {
        let Some(old) = read(&text.value) else {
            unreadable(text);
            continue;
        };
        // A zone that the database does not have makes its own problem in the programme file.
        let Some(zone) = database::in_use().zone(name) else { continue };
        let one = Differing { name: name.clone(), old, new: zone.offsets().clone() };
        if one.within(from, until) {
            found.push(one);
        }
    }
    found
}

/// The names of the zones in which people have to do with a session.
fn concerned(conference: &Conference, session: &Session) -> Vec<&'static str> {
    let people = session.participants.iter().map(|part| &conference.people[part.person.index()]);
    let of_people = people.filter_map(|person| person.zone);
    let attends = |index: usize| {
        let multiplier = session.multipliers.iter().find(|(audience, _)| audience.index() == index);
        multiplier.is_none_or(|(_, multiplier)| multiplier.micros != 0)
    };
    let audiences = conference.audiences.iter().enumerate().filter(|(index, _)| attends(*index));
    let of_audiences = audiences.flat_map(|(_, audience)| audience.zones.iter().map(|zone| zone.zone));
    let all = std::iter::once(conference.zone).chain(of_people).chain(of_audiences);
    all.filter_map(|zone| named(&zone)).collect()
}

/// The name of a zone that is no fixed offset.
fn named(zone: &Zone) -> Option<&'static str> {
    if let Zone::Named(named) = zone { Some(named.name()) } else { None }
}

/// The first twenty of a list.
fn list(texts: &[&str]) -> String {
    let more = if texts.len() > 20 { format!(" and {} more", texts.len() - 20) } else { String::new() };
    format!("{}{more}", texts.iter().take(20).copied().collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::catalogue;
    use crate::instance::{load, read_schedule};

    fn conference() -> Conference {
        let text = r#"{ "format": "plenary/1",
            "phases": [ { "id": "p", "days": ["2026-12-01", "2026-12-02"] } ],
            "people": [ { "id": "m", "zone": "Africa/Casablanca" }, { "id": "n", "zone": "Europe/Berlin" } ],
            "sessions": [ { "id": "a", "minutes": 60, "people": ["m"] }, { "id": "b", "minutes": 60, "people": ["n"] } ] }"#;
        load(text.as_bytes(), "i", &catalogue()).conference.unwrap()
    }

    fn messages(members: &str) -> Vec<(&'static str, String)> {
        let text = format!(
            r#"{{ "format": "plenary-schedule/1", {members} "sessions": [
               {{ "id": "a", "start": "2026-12-01T10:00Z" }}, {{ "id": "b", "start": "2026-12-01T10:00Z" }} ] }}"#
        );
        let read = read_schedule(text.as_bytes(), "s", &conference());
        read.diagnostics.into_iter().map(|found| (found.code, found.message)).collect()
    }

    fn time_zones(database: &str, casablanca: &str) -> String {
        format!(
            r#""time_zones": {{ "database": "{database}", "from": "2026-12-01T00:00Z", "until": "2026-12-02T23:00Z",
               "offsets": {{ "Africa/Casablanca": "{casablanca}", "Europe/Berlin": "+01:00" }} }},"#
        )
    }

    #[test]
    fn offsets_are_read_as_they_are_written() {
        let berlin = database::in_use().zone("Europe/Berlin").unwrap().offsets();
        let at = |text| instant(text).unwrap();
        let (from, until) = (at("2026-10-01T00:00Z"), at("2027-04-01T00:00Z"));
        let text = written(berlin, from, until);
        assert_eq!(text, "+02:00, +01:00 from 2026-10-25T01:00Z, +02:00 from 2027-03-28T01:00Z");
        let again = read(&text).unwrap();
        assert_eq!(written(&again, from, until), text);
        assert!(read("+02:00 since yesterday").is_none() && read("").is_none());
    }

    #[test]
    fn a_timetable_of_this_database_has_no_warning() {
        let own = serde_json::to_string(&of_conference(&conference())).unwrap();
        assert_eq!(messages(&format!("\"time_zones\": {own},")), []);
        assert!(own.contains(r#""Africa/Casablanca":"+00:00""#), "{own}");
    }

    #[test]
    fn another_database_is_named_with_its_zones_and_sessions() {
        let [(code, message)] = &messages(&time_zones("2025b", "+01:00"))[..] else { panic!() };
        assert_eq!(*code, "other-time-zones");
        let end = "clocks differ in Africa/Casablanca; sessions with other local times: a";
        assert!(message.contains("2025b") && message.ends_with(end), "{message}");
        // They differ on the second day only.
        let [(_, message)] = &messages(&time_zones("2025b", "+00:00, +01:00 from 2026-12-02T02:00Z"))[..] else {
            panic!()
        };
        assert!(message.ends_with("; no session is at a time that differs"), "{message}");
        let [(_, message)] = &messages(&time_zones("2025b", "+00:00"))[..] else { panic!() };
        assert!(message.ends_with("no local time of the event differs"), "{message}");
        let solver = r#""solver": { "seed": 1, "steps": 1, "searchers": 1, "method": "search", "backend": "microlp",
            "version": "0.1.0", "tz_database": "2025b" },"#;
        let [(_, message)] = &messages(solver)[..] else { panic!() };
        assert!(message.contains("2025b") && message.ends_with("does not say which local times differ"), "{message}");
        assert_eq!(messages(&format!("{solver} {}", time_zones("2026f", "+00:00"))).len(), 1);
    }

    #[test]
    fn a_zone_that_is_not_in_the_file_may_differ() {
        let kept = time_zones("2025b", "+00:00").replace("Africa/Casablanca", "Asia/Tokyo").replace("+00:00", "+09:00");
        let [(_, message)] = &messages(&kept)[..] else { panic!() };
        assert!(message.ends_with("; the file does not say whether clocks differ in Africa/Casablanca"), "{message}");
    }

    #[test]
    fn a_file_that_was_changed_by_hand_is_a_warning() {
        let [(code, _)] = &messages(&time_zones("2026f", "an hour"))[..] else { panic!() };
        assert_eq!(*code, "bad-time-zones");
    }
}
