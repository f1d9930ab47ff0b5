//! The Internet Governance Forum 2020, as a whole or in part.

use serde_json::{Value, json};

use super::GenerateError;
use super::absences::{self, Absence};
use super::document;
use super::facts::{FIRST_DAYS, LONGEST_DAY_MINUTES, Phases, ROOMS, RegionFacts, SECOND_DAYS, TURNAROUND_MINUTES};
use super::people::{self, GeneratedPart, GeneratedPerson};
use super::programme::{self, Planned};
use super::random_stream::RandomStream;
use super::reference::{self, ReferencePlace};
use crate::domain::hours_and_minutes;

/// The part of the forum that is generated, and its participants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Variant {
    /// The whole forum, for the registered participants.
    Registered,
    /// The whole forum, for the participants as in the new accounts.
    Accounts,
    /// The second phase only.
    PhaseTwo,
    /// Each second session of each type.
    Loose,
    /// The whole forum, with interpreters for all sessions but one.
    Overfull,
}

/// The minutes of interpretation on each day of the overfull forum. Opening, wrap-up and closing take 240 minutes of
/// the 7 x 270. Of the 19 sessions of 90 minutes, 18 fit into the rest; all 1,950 minutes together do not fit.
const SCARCE_INTERPRETATION: i64 = 270;

/// The used part of the second phase alone, per thousand: the same as of the whole forum.
const PHASE_TWO_FILL: i64 = 910;

/// All generated parts of the conference.
pub(super) struct Conference {
    variant: Variant,
    sessions: Vec<Planned>,
    places: Vec<ReferencePlace>,
    all_people: Vec<GeneratedPerson>,
    seats: Vec<GeneratedPart>,
    absences: Vec<Absence>,
}

impl Conference {
    /// Generates the parts. Variants are cut from the whole forum, so that they share its sessions, people and
    /// reference.
    pub(crate) fn draw(variant: Variant, seed: u64, scale: u32) -> Result<Conference, GenerateError> {
        let times = scale as usize;
        let most = (variant == Variant::Overfull).then_some(SCARCE_INTERPRETATION);
        let sessions = programme::programme(&mut RandomStream::new(seed, 0), times);
        let places = reference::reference(&sessions, times, most, &mut RandomStream::new(seed, 1));
        let places = places.ok_or(GenerateError::DoesNotFit { seed, scale })?;
        let all_people = people::people(&mut RandomStream::new(seed, 2), times);
        let mut seats = people::seats(&sessions, people::seat_count(&all_people), &mut RandomStream::new(seed, 3));
        people::assign_seats(&all_people, &sessions, &places, &mut seats, &mut RandomStream::new(seed, 4));
        let absences = absences::absences(&all_people, &sessions, &places, &seats, &mut RandomStream::new(seed, 5));
        let whole = Conference { variant, sessions, places, all_people, seats, absences };
        Ok(match variant {
            Variant::Registered | Variant::Accounts | Variant::Overfull => whole,
            Variant::PhaseTwo => {
                let kept = whole.second_phase(times);
                whole.cut(&kept)
            }
            Variant::Loose => {
                let kept = whole.every_second();
                whole.cut(&kept)
            }
        })
    }

    /// The sessions of the second phase in the reference. Sessions that fit either phase are removed, last ones first,
    /// until the phase is as full as the whole forum (whose free time is in the first week).
    fn second_phase(&self, scale: usize) -> Vec<bool> {
        let rooms = (ROOMS * scale) as i64;
        let mut kept: Vec<bool> = self.places.iter().map(|place| place.day >= FIRST_DAYS.len()).collect();
        let need = |session: &Planned| {
            let other_rooms = if session.kind().alone { (rooms - 1) * session.minutes } else { 0 };
            session.minutes + TURNAROUND_MINUTES + other_rooms
        };
        let room = SECOND_DAYS.len() as i64 * rooms * (LONGEST_DAY_MINUTES + TURNAROUND_MINUTES);
        let mut used: i64 = self.sessions.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(s, _)| need(s)).sum();
        for (index, session) in self.sessions.iter().enumerate().rev() {
            if used * 1_000 > room * PHASE_TWO_FILL && kept[index] && session.kind().phases == Phases::Either {
                kept[index] = false;
                used -= need(session);
            }
        }
        kept
    }

    /// The first session of each type, the third, and so on.
    fn every_second(&self) -> Vec<bool> {
        let mut number = 0;
        let mut last = None;
        let odd = |session: &Planned| {
            number = if last == Some(session.kind) { number + 1 } else { 0 };
            last = Some(session.kind);
            number % 2 == 0
        };
        self.sessions.iter().map(odd).collect()
    }

    /// The conference with the kept sessions and the people whom they need.
    fn cut(self, kept: &[bool]) -> Conference {
        let renumbered = |kept: &[bool]| -> Vec<Option<usize>> {
            let mut next = 0..;
            kept.iter().map(|&kept| if kept { next.next() } else { None }).collect()
        };
        let sessions_now = renumbered(kept);
        let mut needed = vec![false; self.all_people.len()];
        for seat in self.seats.iter().filter(|seat| kept[seat.session]) {
            if let Some(person) = seat.person {
                needed[person] = true;
            }
        }
        let people_now = renumbered(&needed);
        let moved = |seat: GeneratedPart| {
            let session = sessions_now[seat.session]?;
            Some(GeneratedPart { session, person: seat.person.and_then(|person| people_now[person]), ..seat })
        };
        Conference {
            variant: self.variant,
            sessions: only(self.sessions, kept),
            places: only(self.places, kept),
            all_people: only(self.all_people, &needed),
            seats: self.seats.into_iter().filter_map(moved).collect(),
            absences: only(self.absences, &needed),
        }
    }

    /// The instance.
    pub(crate) fn document(&self, profile: &str, seed: u64, scale: u32) -> Value {
        let share: fn(&RegionFacts) -> u64 = match self.variant {
            Variant::Accounts => |region| region.accounts,
            _ => |region| region.registered,
        };
        let parts = document::Parts {
            share,
            all_people: &self.all_people,
            absences: &self.absences,
            sessions: &self.sessions,
            seats: &self.seats,
            scale: scale as usize,
            interpretation: (self.variant == Variant::Overfull).then_some(SCARCE_INTERPRETATION),
        };
        let (part, note) = self.names();
        let name = match scale {
            1 => format!("Internet Governance Forum 2020{part}"),
            _ => format!("Internet Governance Forum 2020{part}, {scale} times as large"),
        };
        let extra = json!({
            "note": note,
            "generated": { "profile": profile, "seed": seed, "scale": scale },
            "known": "Counts, phases, days, rooms, regional shares (IGF 2020 Annual Progress Report) and the titles \
                      without a running number.",
            "assumed": "Lengths after 27 observed sessions; countries' weights within regions; who speaks where, who \
                        is away, and attendance are drawn. People are invented.",
        });
        document::document(&name, extra, &parts)
    }

    /// The addition to the name, and the note about what the instance teaches.
    fn names(&self) -> (&'static str, &'static str) {
        match self.variant {
            Variant::Registered | Variant::Accounts => (
                "",
                "The model case: a two-phase online programme, 91 % full, for participants on all continents. Teaches \
                 what fairness between regions costs when no hour suits all.",
            ),
            Variant::PhaseTwo => (
                ", phase two",
                "The second phase of the model case alone, 91 % full: opening, main sessions and closing with nothing \
                 beside them, one team of interpreters, leaders with few hours.",
            ),
            Variant::Loose => (
                ", half the sessions",
                "Every second session of the model case in the same rooms on the same days. Rooms are no constraint: \
                 what remains expensive is so because of hours, people and fairness.",
            ),
            Variant::Overfull => (
                ", one session too many",
                "The model case with four and a half hours of interpretation a day. The interpreted sessions take \
                 1,950 minutes, the seven days have 1,890: one has to go, and with any 90 of them gone all others fit.",
            ),
        }
    }

    /// The reference timetable, which the absences fit.
    pub(crate) fn reference_schedule(&self) -> Value {
        let dates = absences::dates();
        let entry = |(session, place): (&Planned, &ReferencePlace)| {
            json!({
                "id": session.id,
                "start": format!("{}T{}:00Z", dates[place.day], hours_and_minutes(place.start)),
                "room": format!("room-{}", place.room + 1),
            })
        };
        // In the overfull forum, the last session that needs interpreters has none.
        let last = self.sessions.iter().rposition(|session| session.kind().id == "parliamentary");
        let too_many = last.filter(|_| self.variant == Variant::Overfull);
        let held = self.sessions.iter().zip(&self.places).enumerate().filter(|(index, _)| Some(*index) != too_many);
        let sessions: Vec<Value> = held.map(|(_, held)| entry(held)).collect();
        json!({ "format": "plenary-schedule/1", "sessions": sessions })
    }
}

/// The kept elements.
fn only<T>(list: Vec<T>, kept: &[bool]) -> Vec<T> {
    list.into_iter().zip(kept).filter(|(_, kept)| **kept).map(|(element, _)| element).collect()
}
