//! The people whom sessions need: their number, their time zones, and their sessions.

use super::apportion::{apportion, spread};
use super::facts::{LARGEST_PANEL, PEOPLE, Panel, REGIONS, SEATS_PER_PERSON, SPEAKERS, TURNAROUND_MINUTES, of_regions};
use super::programme::Planned;
use super::random_stream::RandomStream;
use super::reference::ReferencePlace;

/// A person whom sessions need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GeneratedPerson {
    /// Their region, by position in [`REGIONS`].
    pub region: usize,
    /// Their IANA time zone.
    pub zone: &'static str,
    /// The number of sessions that need them.
    pub seats: usize,
}

/// The role of a person in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PersonRole {
    /// Leads the session.
    Moderator,
    /// Speaks.
    Speaker,
    /// Writes the report.
    Rapporteur,
}

/// A person's part in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GeneratedPart {
    /// The session, by position.
    pub session: usize,
    /// The role.
    pub part: PersonRole,
    /// The person, by position; `None` until one is assigned.
    pub person: Option<usize>,
}

/// All people, in random order: regions as on published panels, time zones as in their region.
pub(crate) fn people(rng: &mut RandomStream, scale: usize) -> Vec<GeneratedPerson> {
    let total = PEOPLE * scale;
    let regions = apportion(total as u64, &of_regions(|r| r.speakers));
    let mut all_people = Vec::with_capacity(total);
    for (region, &count) in regions.iter().enumerate() {
        let zones = &REGIONS[region].zones;
        let weights: Vec<u64> = zones.iter().map(|z| z.1).collect();
        for zone in spread(count as usize, &weights) {
            all_people.push(GeneratedPerson { region, zone: zones[zone].0, seats: 0 });
        }
    }
    rng.shuffle(&mut all_people);
    let mut seats = spread(total, &SEATS_PER_PERSON.map(|n| n as u64));
    rng.shuffle(&mut seats);
    for (person, more) in all_people.iter_mut().zip(seats) {
        person.seats = more + 1;
    }
    all_people
}

/// The seats of all sessions, `total` of them, session by session.
///
/// Panels have as many speakers as the published ones, a moderator and a rapporteur, and at most seven people. To reach
/// `total`, rapporteurs are removed from, or speakers added to, random sessions.
pub(crate) fn seats(sessions: &[Planned], total: usize, rng: &mut RandomStream) -> Vec<GeneratedPart> {
    let mut panels: Vec<Vec<PersonRole>> = vec![Vec::new(); sessions.len()];
    let drawn: Vec<usize> = (0..sessions.len()).filter(|&s| hosts(&sessions[s]).is_none()).collect();
    let mut sizes = spread(drawn.len(), &SPEAKERS.map(|s| s.1));
    rng.shuffle(&mut sizes);
    for (&session, size) in drawn.iter().zip(sizes) {
        let speakers = SPEAKERS[size].0;
        panels[session] = vec![PersonRole::Speaker; speakers];
        if speakers < LARGEST_PANEL {
            panels[session].push(PersonRole::Moderator);
        }
        if speakers + 1 < LARGEST_PANEL {
            panels[session].push(PersonRole::Rapporteur);
        }
    }
    for (session, planned) in sessions.iter().enumerate() {
        if let Some((least, most)) = hosts(planned) {
            let count = rng.between(least, most) as usize;
            panels[session] = vec![PersonRole::Moderator; count.min(1)];
            panels[session].resize(count, PersonRole::Speaker);
        }
    }
    adjust(&mut panels, total, rng);
    let seat = |(session, panel): (usize, &mut Vec<PersonRole>)| {
        panel.sort_unstable();
        panel.iter().map(move |&part| GeneratedPart { session, part, person: None }).collect::<Vec<GeneratedPart>>()
    };
    panels.iter_mut().enumerate().flat_map(seat).collect()
}

/// The least and the greatest number of hosts, for a session without a panel. The youth summit is long and has a panel.
fn hosts(session: &Planned) -> Option<(i64, i64)> {
    match session.kind().panel {
        Panel::Recorded => Some((0, 0)),
        Panel::Hosts(least, most) if session.minutes <= 60 => Some((least, most)),
        Panel::Hosts(..) | Panel::Speakers => None,
    }
}

fn adjust(panels: &mut [Vec<PersonRole>], total: usize, rng: &mut RandomStream) {
    let mut order: Vec<usize> = (0..panels.len()).filter(|&s| panels[s].len() > 2).collect();
    rng.shuffle(&mut order);
    let mut count: usize = panels.iter().map(Vec::len).sum();
    for &session in &order {
        if count > total && panels[session].last() == Some(&PersonRole::Rapporteur) {
            panels[session].pop();
            count -= 1;
        }
    }
    for &session in order.iter().cycle().take(order.len() * LARGEST_PANEL) {
        if count < total && panels[session].len() < LARGEST_PANEL {
            panels[session].push(PersonRole::Speaker);
            count += 1;
        }
    }
}

/// Whether a seat is that of a leader or a parliamentarian: a person who is needed once and has few hours.
pub(crate) fn few_hours(sessions: &[Planned], seat: &GeneratedPart) -> bool {
    matches!(sessions[seat.session].kind().id, "high-level" | "parliamentary") && seat.part == PersonRole::Speaker
}

/// Assigns people to seats: each person gets their number of sessions, and no two that overlap in the reference
/// timetable. Sessions for a region prefer its people.
pub(crate) fn assign_seats(
    all_people: &[GeneratedPerson],
    sessions: &[Planned],
    places: &[ReferencePlace],
    seats: &mut [GeneratedPart],
    rng: &mut RandomStream,
) {
    let mut order: Vec<usize> = (0..all_people.len()).collect();
    order.sort_by_key(|&p| (std::cmp::Reverse(all_people[p].seats), p));
    let (mut once, mut free): (Vec<usize>, Vec<usize>) =
        (0..seats.len()).partition(|&s| few_hours(sessions, &seats[s]));
    for person in order {
        let mut taken: Vec<usize> = Vec::with_capacity(all_people[person].seats);
        if all_people[person].seats == 1 {
            free.append(&mut once);
        }
        for _ in 0..all_people[person].seats {
            let fits = |seat: usize| {
                let session = seats[seat].session;
                taken.iter().all(|&other| other != session && !clash(sessions, places, other, session))
            };
            let Some(at) = choose(&free, fits, |seat| sessions[seats[seat].session].region, all_people[person], rng)
            else {
                break;
            };
            let seat = free.swap_remove(at);
            taken.push(seats[seat].session);
            seats[seat].person = Some(person);
        }
    }
}

/// A free seat that fits: of up to three random ones, the first in a session for the person's region, or else the
/// first. If none of them fits, the first free seat that fits.
fn choose(
    free: &[usize],
    fits: impl Fn(usize) -> bool,
    region: impl Fn(usize) -> Option<usize>,
    person: GeneratedPerson,
    rng: &mut RandomStream,
) -> Option<usize> {
    let drawn: Vec<usize> = (0..3).map(|_| rng.below(free.len())).collect();
    let fitting: Vec<usize> = drawn.into_iter().filter(|&at| free.get(at).is_some_and(|&seat| fits(seat))).collect();
    let home = fitting.iter().copied().find(|&at| region(free[at]) == Some(person.region));
    home.or(fitting.first().copied()).or_else(|| free.iter().position(|&seat| fits(seat)))
}

/// Whether two sessions of the reference timetable overlap, or follow each other without the turnaround time.
fn clash(sessions: &[Planned], places: &[ReferencePlace], a: usize, b: usize) -> bool {
    let end = |s: usize| places[s].start + sessions[s].minutes + TURNAROUND_MINUTES;
    places[a].day == places[b].day && places[a].start < end(b) && places[b].start < end(a)
}

/// The total number of seats of these people.
pub(crate) fn seat_count(all_people: &[GeneratedPerson]) -> usize {
    all_people.iter().map(|p| p.seats).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::programme::programme;
    use crate::generate::reference::reference;

    fn seated(seed: u64) -> (Vec<GeneratedPerson>, Vec<Planned>, Vec<ReferencePlace>, Vec<GeneratedPart>) {
        let sessions = programme(&mut RandomStream::new(seed, 0), 1);
        let places = reference(&sessions, 1, None, &mut RandomStream::new(seed, 1)).unwrap();
        let all_people = people(&mut RandomStream::new(seed, 2), 1);
        let mut seats = seats(&sessions, seat_count(&all_people), &mut RandomStream::new(seed, 3));
        assign_seats(&all_people, &sessions, &places, &mut seats, &mut RandomStream::new(seed, 4));
        (all_people, sessions, places, seats)
    }

    #[test]
    fn the_number_of_sessions_per_person_is_as_assumed() {
        for seed in 0..10 {
            let (all_people, _, _, seats) = seated(seed);
            assert_eq!(seats.len(), 700 + 2 * 200 + 3 * 70 + 4 * 30);
            let mut needed = vec![0; all_people.len()];
            for seat in &seats {
                needed[seat.person.expect("no seat stays empty")] += 1;
            }
            assert_eq!([1, 2, 3, 4].map(|n| needed.iter().filter(|&&m| m == n).count()), [700, 200, 70, 30]);
        }
    }

    #[test]
    fn panels_have_one_to_seven_people_and_recorded_sessions_have_none() {
        let (_, sessions, _, seats) = seated(1);
        for (index, session) in sessions.iter().enumerate() {
            let size = seats.iter().filter(|s| s.session == index).count();
            let recorded = session.kind().panel == Panel::Recorded;
            assert!(if recorded { size == 0 } else { (1..=7).contains(&size) }, "{}: {size}", session.id);
        }
    }

    #[test]
    fn no_person_is_needed_twice_at_once_in_the_reference() {
        let (_, sessions, places, seats) = seated(2);
        for (i, a) in seats.iter().enumerate() {
            for b in &seats[i + 1..] {
                let same = a.person == b.person;
                assert!(!same || (a.session != b.session && !clash(&sessions, &places, a.session, b.session)));
            }
        }
    }

    #[test]
    fn the_shares_of_regions_are_those_of_the_published_panels() {
        let (all_people, ..) = seated(1);
        let count = |id: &str| all_people.iter().filter(|p| REGIONS[p.region].id == id).count();
        assert_eq!(
            ["weog", "asia-pacific", "grulac", "eastern-europe", "africa", "igo"].map(count),
            [404, 232, 141, 111, 61, 51]
        );
    }
}
