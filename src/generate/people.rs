//! The people sessions cannot run without: how many, where they are, and which sessions need them.

use super::apportion::{apportion, spread};
use super::facts::{LARGEST_PANEL, PEOPLE, Panel, REGIONS, SEATS_PER_PERSON, SPEAKERS, TURNAROUND_MINUTES, of_regions};
use super::programme::Planned;
use super::random_stream::RandomStream;
use super::reference::ReferencePlace;

/// Somebody a session needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GeneratedPerson {
    /// Their region, by position in [`REGIONS`].
    pub region: usize,
    /// Their IANA zone.
    pub zone: &'static str,
    /// In how many sessions they are needed.
    pub seats: usize,
}

/// What a person does in a session.
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
    /// What they do.
    pub part: PersonRole,
    /// Who takes it, by position, once somebody does.
    pub person: Option<usize>,
}

/// Everybody, in random order: regions as on published panels, zones as in their region.
pub(crate) fn people(draws: &mut RandomStream, scale: usize) -> Vec<GeneratedPerson> {
    let total = PEOPLE * scale;
    let regions = apportion(total as u64, &of_regions(|r| r.speakers));
    let mut everybody = Vec::with_capacity(total);
    for (region, &count) in regions.iter().enumerate() {
        let zones = &REGIONS[region].zones;
        let weights: Vec<u64> = zones.iter().map(|z| z.1).collect();
        for zone in spread(count as usize, &weights) {
            everybody.push(GeneratedPerson { region, zone: zones[zone].0, seats: 0 });
        }
    }
    draws.shuffle(&mut everybody);
    let mut seats = spread(total, &SEATS_PER_PERSON.map(|n| n as u64));
    draws.shuffle(&mut seats);
    for (person, more) in everybody.iter_mut().zip(seats) {
        person.seats = more + 1;
    }
    everybody
}

/// The seats of all sessions, `total` of them, session by session.
///
/// Panels have as many speakers as the published ones, a moderator and a rapporteur, seven people at most; where the
/// sum is not the one asked for, rapporteurs are left out or speakers added at random sessions.
pub(crate) fn seats(sessions: &[Planned], total: usize, draws: &mut RandomStream) -> Vec<GeneratedPart> {
    let mut panels: Vec<Vec<PersonRole>> = vec![Vec::new(); sessions.len()];
    let drawn: Vec<usize> = (0..sessions.len()).filter(|&s| hosts(&sessions[s]).is_none()).collect();
    let mut sizes = spread(drawn.len(), &SPEAKERS.map(|s| s.1));
    draws.shuffle(&mut sizes);
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
            let count = draws.between(least, most) as usize;
            panels[session] = vec![PersonRole::Moderator; count.min(1)];
            panels[session].resize(count, PersonRole::Speaker);
        }
    }
    adjust(&mut panels, total, draws);
    let seat = |(session, panel): (usize, &mut Vec<PersonRole>)| {
        panel.sort_unstable();
        panel.iter().map(move |&part| GeneratedPart { session, part, person: None }).collect::<Vec<GeneratedPart>>()
    };
    panels.iter_mut().enumerate().flat_map(seat).collect()
}

/// A few hosts, at least and at most, where a session has no panel. The youth summit has one: it is no flash session.
fn hosts(session: &Planned) -> Option<(i64, i64)> {
    match session.kind().panel {
        Panel::Recorded => Some((0, 0)),
        Panel::Hosts(least, most) if session.minutes <= 60 => Some((least, most)),
        Panel::Hosts(..) | Panel::Speakers => None,
    }
}

fn adjust(panels: &mut [Vec<PersonRole>], total: usize, draws: &mut RandomStream) {
    let mut order: Vec<usize> = (0..panels.len()).filter(|&s| panels[s].len() > 2).collect();
    draws.shuffle(&mut order);
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

/// Whether a seat is a leader's or a parliamentarian's: somebody needed once, and with few hours to give.
pub(crate) fn few_hours(sessions: &[Planned], seat: &GeneratedPart) -> bool {
    matches!(sessions[seat.session].kind().id, "high-level" | "parliamentary") && seat.part == PersonRole::Speaker
}

/// Seats everybody in as many sessions as they are needed in, nobody in two sessions that meet in the reference
/// timetable. Sessions for a region prefer its people.
pub(crate) fn seat_everybody(
    everybody: &[GeneratedPerson],
    sessions: &[Planned],
    places: &[ReferencePlace],
    seats: &mut [GeneratedPart],
    draws: &mut RandomStream,
) {
    let mut order: Vec<usize> = (0..everybody.len()).collect();
    order.sort_by_key(|&p| (std::cmp::Reverse(everybody[p].seats), p));
    let (mut once, mut free): (Vec<usize>, Vec<usize>) =
        (0..seats.len()).partition(|&s| few_hours(sessions, &seats[s]));
    for person in order {
        let mut taken: Vec<usize> = Vec::with_capacity(everybody[person].seats);
        if everybody[person].seats == 1 {
            free.append(&mut once);
        }
        for _ in 0..everybody[person].seats {
            let fits = |seat: usize| {
                let session = seats[seat].session;
                taken.iter().all(|&other| other != session && !meet(sessions, places, other, session))
            };
            let Some(at) = choose(&free, fits, |seat| sessions[seats[seat].session].region, everybody[person], draws)
            else {
                break;
            };
            let seat = free.swap_remove(at);
            taken.push(seats[seat].session);
            seats[seat].person = Some(person);
        }
    }
}

/// A free seat that fits: of up to three drawn, the first in a session for the person's own region, else the first.
/// Where draws fail, the first free seat that fits.
fn choose(
    free: &[usize],
    fits: impl Fn(usize) -> bool,
    region: impl Fn(usize) -> Option<usize>,
    person: GeneratedPerson,
    draws: &mut RandomStream,
) -> Option<usize> {
    let drawn: Vec<usize> = (0..3).map(|_| draws.below(free.len())).collect();
    let fitting: Vec<usize> = drawn.into_iter().filter(|&at| free.get(at).is_some_and(|&seat| fits(seat))).collect();
    let home = fitting.iter().copied().find(|&at| region(free[at]) == Some(person.region));
    home.or(fitting.first().copied()).or_else(|| free.iter().position(|&seat| fits(seat)))
}

/// Whether two sessions of the reference timetable overlap or follow with no time to change over.
fn meet(sessions: &[Planned], places: &[ReferencePlace], a: usize, b: usize) -> bool {
    let end = |s: usize| places[s].start + sessions[s].minutes + TURNAROUND_MINUTES;
    places[a].day == places[b].day && places[a].start < end(b) && places[b].start < end(a)
}

/// How many seats there are for so many people.
pub(crate) fn seat_count(everybody: &[GeneratedPerson]) -> usize {
    everybody.iter().map(|p| p.seats).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::programme::programme;
    use crate::generate::reference::reference;

    fn seated(seed: u64) -> (Vec<GeneratedPerson>, Vec<Planned>, Vec<ReferencePlace>, Vec<GeneratedPart>) {
        let sessions = programme(&mut RandomStream::new(seed, 0), 1);
        let places = reference(&sessions, 1, None, &mut RandomStream::new(seed, 1)).unwrap();
        let everybody = people(&mut RandomStream::new(seed, 2), 1);
        let mut seats = seats(&sessions, seat_count(&everybody), &mut RandomStream::new(seed, 3));
        seat_everybody(&everybody, &sessions, &places, &mut seats, &mut RandomStream::new(seed, 4));
        (everybody, sessions, places, seats)
    }

    #[test]
    fn the_number_of_sessions_per_person_is_as_assumed() {
        for seed in 0..10 {
            let (everybody, _, _, seats) = seated(seed);
            assert_eq!(seats.len(), 700 + 2 * 200 + 3 * 70 + 4 * 30);
            let mut needed = vec![0; everybody.len()];
            for seat in &seats {
                needed[seat.person.expect("no seat stays empty")] += 1;
            }
            assert_eq!([1, 2, 3, 4].map(|n| needed.iter().filter(|&&m| m == n).count()), [700, 200, 70, 30]);
        }
    }

    #[test]
    fn panels_are_of_one_to_seven_and_recorded_ones_empty() {
        let (_, sessions, _, seats) = seated(1);
        for (index, session) in sessions.iter().enumerate() {
            let size = seats.iter().filter(|s| s.session == index).count();
            let recorded = session.kind().panel == Panel::Recorded;
            assert!(if recorded { size == 0 } else { (1..=7).contains(&size) }, "{}: {size}", session.id);
        }
    }

    #[test]
    fn nobody_is_needed_twice_at_once_in_the_reference() {
        let (_, sessions, places, seats) = seated(2);
        for (i, a) in seats.iter().enumerate() {
            for b in &seats[i + 1..] {
                let same = a.person == b.person;
                assert!(!same || (a.session != b.session && !meet(&sessions, &places, a.session, b.session)));
            }
        }
    }

    #[test]
    fn regions_are_those_of_the_panels() {
        let (everybody, ..) = seated(1);
        let count = |id: &str| everybody.iter().filter(|p| REGIONS[p.region].id == id).count();
        assert_eq!(
            ["weog", "asia-pacific", "grulac", "eastern-europe", "africa", "igo"].map(count),
            [404, 232, 141, 111, 61, 51]
        );
    }
}
