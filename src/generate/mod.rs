//! Instances to solve: the Internet Governance Forum 2020 and its relatives, made from facts and a seed.
//!
//! What is known (counts, lengths, days, shares of regions, real titles) is in `facts`; what is not (who speaks
//! where, who is away, how many come to which session) is drawn. The same profile, seed and scale give the same
//! bytes on every machine.

mod absences;
mod apportion;
mod document;
mod draw;
mod facts;
mod people;
mod programme;
mod reference;
mod render;

use std::fmt;

use serde_json::{Value, json};

use draw::Draws;
use facts::Region;
pub use render::render;

/// The five-session example to read and to edit, as a `plenary/1` text.
pub const DEMO: &str = include_str!("../../instances/demo.json");

/// What can be generated: name and description.
pub const PROFILES: [(&str, &str); 2] = [
    ("igf-2020", "the Internet Governance Forum 2020: 275 sessions, 1,000 people, participants as registered"),
    ("igf-2020-accounts", "the same programme and people, participants as new accounts on the web site"),
];

/// No conference is generated at more than this times its size: 72 x 275 sessions are 19,800, and 20,000 the limit
/// of the format.
pub const LARGEST_SCALE: u32 = 72;

/// Why nothing was generated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GenerateError {
    /// No profile of that name.
    UnknownProfile(String),
    /// The scale is 0 or above [`LARGEST_SCALE`].
    Scale(u32),
    /// The drawn programme cannot be packed into the rooms and days.
    DoesNotFit {
        /// The seed.
        seed: u64,
        /// The scale.
        scale: u32,
    },
}

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GenerateError::UnknownProfile(name) => {
                let known = PROFILES.map(|p| p.0).join(", ");
                write!(f, "there is no profile {name:?}; choose one of: {known}")
            }
            GenerateError::Scale(scale) => {
                write!(f, "the scale is {scale}; choose a whole number from 1 to {LARGEST_SCALE}")
            }
            GenerateError::DoesNotFit { seed, scale } => {
                write!(f, "the programme of seed {seed} at scale {scale} does not fit into its days; try another seed")
            }
        }
    }
}

impl std::error::Error for GenerateError {}

/// Generates the instance of a profile as a `plenary/1` document, `scale` times as large as the real conference:
/// sessions, people, rooms and interpretation teams grow, the days and the hours stay.
///
/// # Errors
/// An unknown profile, a scale out of range, or a programme that does not fit (no seed is known for which it does not).
pub fn generate(profile: &str, seed: u64, scale: u32) -> Result<Value, GenerateError> {
    Ok(Conference::draw(profile, seed, scale)?.document(profile, seed, scale))
}

/// A timetable for the instance of the same arguments that breaks no hard rule, as a `plenary-schedule/1` document.
/// It shows that the instance has one; it makes no attempt to be a good one.
///
/// # Errors
/// As [`generate`].
pub fn reference_schedule(profile: &str, seed: u64, scale: u32) -> Result<Value, GenerateError> {
    Ok(Conference::draw(profile, seed, scale)?.reference_schedule())
}

/// All that is drawn.
struct Conference {
    share: fn(&Region) -> u64,
    sessions: Vec<programme::Planned>,
    places: Vec<reference::Place>,
    everybody: Vec<people::Somebody>,
    seats: Vec<people::Seat>,
    absences: Vec<absences::Absence>,
}

impl Conference {
    fn draw(profile: &str, seed: u64, scale: u32) -> Result<Conference, GenerateError> {
        let share: fn(&Region) -> u64 = match profile {
            "igf-2020" => |region| region.registered,
            "igf-2020-accounts" => |region| region.accounts,
            _ => return Err(GenerateError::UnknownProfile(profile.to_owned())),
        };
        if !(1..=LARGEST_SCALE).contains(&scale) {
            return Err(GenerateError::Scale(scale));
        }
        let times = scale as usize;
        let sessions = programme::programme(&mut Draws::new(seed, 0), times);
        let places = reference::reference(&sessions, times, &mut Draws::new(seed, 1));
        let places = places.ok_or(GenerateError::DoesNotFit { seed, scale })?;
        let everybody = people::people(&mut Draws::new(seed, 2), times);
        let mut seats = people::seats(&sessions, people::seat_count(&everybody), &mut Draws::new(seed, 3));
        people::seat_everybody(&everybody, &sessions, &places, &mut seats, &mut Draws::new(seed, 4));
        let absences = absences::absences(&everybody, &sessions, &places, &seats, &mut Draws::new(seed, 5));
        Ok(Conference { share, sessions, places, everybody, seats, absences })
    }

    fn document(&self, profile: &str, seed: u64, scale: u32) -> Value {
        let parts = document::Parts {
            share: self.share,
            everybody: &self.everybody,
            absences: &self.absences,
            sessions: &self.sessions,
            seats: &self.seats,
            scale: scale as usize,
        };
        let name = match scale {
            1 => "Internet Governance Forum 2020".to_owned(),
            _ => format!("Internet Governance Forum 2020, {scale} times as large"),
        };
        let extra = json!({
            "note": "The model case: a two-phase online programme, 91 % full, for participants on all continents. \
                     Teaches what fairness between regions costs when no hour suits all.",
            "generated": { "profile": profile, "seed": seed, "scale": scale },
            "known": "Counts, phases, days, rooms, regional shares (IGF 2020 Annual Progress Report) and the titles \
                      without a running number.",
            "assumed": "Lengths after 27 observed sessions; countries' weights within regions; who speaks where, who \
                        is away, and attendance are drawn. People are invented.",
        });
        document::document(&name, extra, &parts)
    }

    fn reference_schedule(&self) -> Value {
        let dates = absences::dates();
        let entry = |(session, place): (&programme::Planned, &reference::Place)| {
            let (hour, minute) = (place.start / 60, place.start % 60);
            json!({
                "id": session.id,
                "start": format!("{}T{hour:02}:{minute:02}:00Z", dates[place.day]),
                "room": format!("room-{}", place.room + 1),
            })
        };
        let sessions: Vec<Value> = self.sessions.iter().zip(&self.places).map(entry).collect();
        json!({ "format": "plenary-schedule/1", "sessions": sessions })
    }
}

#[cfg(test)]
mod tests;
