//! The reference timetable: it places all sessions before the absences are drawn.
//!
//! The absences are then chosen so that this timetable respects them. So each generated instance has a timetable that
//! breaks no hard rule, and none is infeasible by accident. The reference is not a good timetable: it ignores the cost
//! of hours.

use super::facts::{FIRST_DAYS, LONGEST_DAY_MINUTES, Phases, ROOMS, SECOND_DAYS, TURNAROUND_MINUTES};
use super::programme::Planned;
use super::random_stream::RandomStream;

/// The place of a session in the reference timetable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ReferencePlace {
    /// The day, counted over both phases, from 0.
    pub day: usize,
    /// The room, from 0.
    pub room: usize,
    /// The start, in minutes after midnight UTC.
    pub start: i64,
}

/// The first start of each day, in minutes after midnight UTC.
const OPEN: i64 = 6 * 60;

/// A room on a day, with its free time and its sessions.
#[derive(Debug, Clone)]
struct RoomDay {
    day: usize,
    room: usize,
    /// The first free minute.
    from: i64,
    /// The end of the free time, including the turnaround after the last session.
    until: i64,
    sessions: Vec<usize>,
}

impl RoomDay {
    fn free(&self, sessions: &[Planned]) -> i64 {
        let used: i64 = self.sessions.iter().map(|&s| sessions[s].minutes + TURNAROUND_MINUTES).sum();
        self.until - self.from - used
    }
}

/// The place of each session, or `None` if the programme does not fit this way. Each day has at most `most` interpreted
/// minutes, if possible.
pub(crate) fn reference(
    sessions: &[Planned],
    scale: usize,
    most: Option<i64>,
    rng: &mut RandomStream,
) -> Option<Vec<ReferencePlace>> {
    let rooms = ROOMS * scale;
    let mut places: Vec<Option<ReferencePlace>> = vec![None; sessions.len()];
    let mut room_days = empty_days(rooms);
    place_alone(sessions, rooms, &mut room_days, &mut places);
    let mut waiting: Vec<usize> = (0..sessions.len()).filter(|&s| places[s].is_none()).collect();
    let mut budget = InterpretationBudget::new(sessions, &places, most);
    place_interpreted(sessions, rooms, &mut budget, &mut room_days, &mut waiting);
    // Place sessions with the fewest days first, then the longest ones, so that short sessions fill the gaps.
    waiting.sort_by_key(|&s| (days(sessions, s).len(), -sessions[s].minutes, s));
    for session in waiting {
        let need = sessions[session].minutes + TURNAROUND_MINUTES;
        let days = days(sessions, session);
        let tightest = room_days
            .iter_mut()
            .filter(|r| days.contains(&r.day) && r.free(sessions) >= need)
            .min_by_key(|r| r.free(sessions))?;
        tightest.sessions.push(session);
    }
    for room_day in &mut room_days {
        set_times(room_day, sessions, rng, &mut places);
    }
    places.into_iter().collect()
}

fn empty_days(rooms: usize) -> Vec<RoomDay> {
    let until = OPEN + LONGEST_DAY_MINUTES + TURNAROUND_MINUTES;
    let room_day = |day, room| RoomDay { day, room, from: OPEN, until, sessions: Vec::new() };
    let days = FIRST_DAYS.len() + SECOND_DAYS.len();
    (0..days).flat_map(|day| (0..rooms).map(move |room| room_day(day, room))).collect()
}

/// Places the sessions that are alone: the opening at the begin of the second phase, a main session at the begin of
/// each day, the closing at the end.
fn place_alone(sessions: &[Planned], rooms: usize, room_days: &mut [RoomDay], places: &mut [Option<ReferencePlace>]) {
    let first = FIRST_DAYS.len();
    let mut main_day = first;
    for (index, session) in sessions.iter().enumerate().filter(|(_, s)| s.kind().alone) {
        let day = match session.kind().id {
            "opening" => first,
            "closing" => first + SECOND_DAYS.len() - 1,
            _ => {
                main_day += 1;
                main_day - 1
            }
        };
        let of_day = &mut room_days[day * rooms..(day + 1) * rooms];
        let closes = session.kind().id == "closing";
        let start = if closes { OPEN + LONGEST_DAY_MINUTES - session.minutes } else { of_day[0].from };
        places[index] = Some(ReferencePlace { day, room: 0, start });
        for room in of_day {
            let own = if room.room == 0 { TURNAROUND_MINUTES } else { 0 };
            if closes {
                room.until = start + TURNAROUND_MINUTES - own;
            } else {
                room.from = start + session.minutes + own;
            }
        }
    }
}

/// The interpreted minutes of each day of the second phase.
struct InterpretationBudget {
    taken: Vec<i64>,
    most: Option<i64>,
}

impl InterpretationBudget {
    /// The budget with the sessions that are already placed, and with the wrap-up, which belongs to the last day.
    fn new(sessions: &[Planned], places: &[Option<ReferencePlace>], most: Option<i64>) -> InterpretationBudget {
        let mut taken = vec![0; SECOND_DAYS.len()];
        for (session, place) in sessions.iter().zip(places).filter(|(session, _)| session.kind().interpreted) {
            match place {
                Some(place) => taken[place.day - FIRST_DAYS.len()] += session.minutes,
                None if session.kind().id == "wrap-up" => taken[SECOND_DAYS.len() - 1] += session.minutes,
                None => {}
            }
        }
        InterpretationBudget { taken, most }
    }

    /// Takes the minutes from the first day that has them, cyclically from `first` on; if none has, from `first`.
    /// Returns the day.
    fn take(&mut self, first: usize, minutes: i64) -> usize {
        let days = self.taken.len();
        let around = (0..days).map(|more| (first + more) % days);
        let has = |day: &usize| self.most.is_none_or(|most| self.taken[*day] + minutes <= most);
        let day = around.clone().find(has).unwrap_or(first % days);
        self.taken[day] += minutes;
        day
    }
}

/// Places the interpreted sessions of each part of the conference one after another in its first room, so that one team
/// can serve them all: high-level sessions spread over the days, the wrap-up on the last day.
fn place_interpreted(
    sessions: &[Planned],
    rooms: usize,
    budget: &mut InterpretationBudget,
    room_days: &mut [RoomDay],
    waiting: &mut Vec<usize>,
) {
    let mut taken = vec![0; rooms / ROOMS];
    waiting.retain(|&index| {
        let session = &sessions[index];
        if !session.kind().interpreted {
            return true;
        }
        let day = if session.kind().id == "wrap-up" {
            SECOND_DAYS.len() - 1
        } else {
            taken[session.part] += 1;
            budget.take(taken[session.part] - 1, session.minutes)
        };
        room_days[(FIRST_DAYS.len() + day) * rooms + session.part * ROOMS].sessions.push(index);
        false
    });
}

/// The days on which a session may take place in the reference timetable.
fn days(sessions: &[Planned], session: usize) -> std::ops::Range<usize> {
    let (first, all) = (FIRST_DAYS.len(), FIRST_DAYS.len() + SECOND_DAYS.len());
    let kind = sessions[session].kind();
    match kind.id {
        "orientation" => 0..1,
        // The main sessions are on the first four days of the phase; the conclusions need a gap of twelve hours.
        "conclusion" => first + 4..all,
        "open-microphone" => all - 2..all,
        _ => match kind.phases {
            Phases::First => 0..first,
            Phases::Either => 0..all,
            Phases::Second => first..all,
        },
    }
}

/// Sets the times of a room on a day: random order, with the interpreted sessions in the middle of the day, which suits
/// most regions.
fn set_times(
    room_day: &mut RoomDay,
    sessions: &[Planned],
    rng: &mut RandomStream,
    places: &mut [Option<ReferencePlace>],
) {
    let (middle, mut order): (Vec<usize>, Vec<usize>) =
        room_day.sessions.iter().partition(|&&s| sessions[s].kind().interpreted);
    rng.shuffle(&mut order);
    let half = order.len() / 2;
    order.splice(half..half, middle);
    let mut start = room_day.from;
    for session in order {
        places[session] = Some(ReferencePlace { day: room_day.day, room: room_day.room, start });
        start += sessions[session].minutes + TURNAROUND_MINUTES;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::programme::programme;

    fn check(sessions: &[Planned], places: &[ReferencePlace], rooms: usize) {
        let end = |s: usize| places[s].start + sessions[s].minutes;
        let overlap =
            |a: usize, b: usize| places[a].day == places[b].day && places[a].start < end(b) && places[b].start < end(a);
        for a in 0..sessions.len() {
            assert!(places[a].room < rooms && places[a].start >= OPEN && end(a) <= OPEN + 780, "{}", sessions[a].id);
            assert!(days(sessions, a).contains(&places[a].day), "{}", sessions[a].id);
            for b in a + 1..sessions.len() {
                let same_room = (places[a].day, places[a].room) == (places[b].day, places[b].room);
                let apart = end(a) + 10 <= places[b].start || end(b) + 10 <= places[a].start;
                assert!(!same_room || apart, "{} and {} share a room", sessions[a].id, sessions[b].id);
                let alone = sessions[a].kind().alone || sessions[b].kind().alone;
                assert!(!(alone && overlap(a, b)), "{} at the same time as {}", sessions[a].id, sessions[b].id);
                let leaders = sessions[a].kind().interpreted && sessions[b].kind().interpreted;
                assert!(!(leaders && sessions[a].part == sessions[b].part && overlap(a, b)));
            }
        }
    }

    #[test]
    fn each_programme_fits_into_the_reference() {
        for (seed, scale) in (0..30).map(|seed| (seed, 1)).chain([(1, 2), (1, 3), (5, 4)]) {
            let sessions = programme(&mut RandomStream::new(seed, 0), scale);
            let places = reference(&sessions, scale, None, &mut RandomStream::new(seed, 1));
            let places = places.unwrap_or_else(|| panic!("seed {seed}, scale {scale}: does not fit"));
            check(&sessions, &places, ROOMS * scale);
        }
    }

    #[test]
    fn the_opening_comes_first_and_the_closing_last() {
        let sessions = programme(&mut RandomStream::new(1, 0), 1);
        let places = reference(&sessions, 1, None, &mut RandomStream::new(1, 1)).unwrap();
        let at = |id: &str| {
            let index = sessions.iter().position(|s| s.id == id).unwrap();
            (places[index].day, places[index].start)
        };
        let second = |i: &usize| places[*i].day >= FIRST_DAYS.len();
        let when: Vec<(usize, i64)> = (0..275).filter(second).map(|i| (places[i].day, places[i].start)).collect();
        assert_eq!(when.iter().min(), Some(&at("opening")));
        assert_eq!(when.iter().max(), Some(&at("closing")));
        assert!(at("wrap-up") < at("closing"));
        for theme in ["data", "environment", "inclusion", "trust"] {
            assert!(at(&format!("main-{theme}")).0 < at(&format!("conclusion-{theme}")).0);
        }
    }
}
