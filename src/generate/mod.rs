//! Generates instances from facts and a seed: the Internet Governance Forum 2020 and variants of it, and programmes of
//! other kinds.
//!
//! Known facts (counts, lengths, days, shares of regions, real titles) are in `facts`. Unknown ones (who speaks where,
//! who is away, how many people attend which session) are random. The same profile, seed and scale give the same bytes
//! on each machine.

mod absences;
mod apportion;
mod document;
mod facts;
mod hundred_days;
mod igf;
mod many_rooms;
mod one_room_series;
mod people;
mod planted;
mod profiles;
mod programme;
mod random_stream;
mod reference;
mod render;
mod short_talks;
mod slots;
mod talks;

use serde_json::Value;
use thiserror::Error;

use crate::domain::event_id;
use igf::Conference;
use profiles::Family;
pub use profiles::{LARGEST_SCALE, PROFILES, Profile};
pub use render::render;

/// The example with five sessions, to read and to edit, as a `plenary/1` text.
pub const DEMO: &str = include_str!("../../instances/demo.json");

/// Why an instance cannot be generated.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GenerateError {
    /// There is no profile with that name.
    #[error("there is no profile {0:?}; choose one of: {known}", known = PROFILES.map(|p| p.name).join(", "))]
    UnknownProfile(String),
    /// The profile has only its real size.
    #[error("the scale is {0}, but this profile has only its real size; leave out the scale")]
    OnlyRealSize(u32),
    /// The scale is 0 or above the profile's largest.
    #[error("the scale is {scale}; choose a whole number from 1 to {largest}")]
    Scale {
        /// The scale.
        scale: u32,
        /// The largest one.
        largest: u32,
    },
    /// The drawn programme cannot be packed into the rooms and days.
    #[error("the programme of seed {seed} at scale {scale} does not fit into its days; try another seed")]
    DoesNotFit {
        /// The seed.
        seed: u64,
        /// The scale.
        scale: u32,
    },
}

/// Generates the instance of a profile as a `plenary/1` document, `scale` times as large as the profile's real size:
/// sessions, people, rooms and interpretation teams grow, the days and the hours stay.
///
/// # Errors
/// An unknown profile, a scale out of range, or a programme that does not fit (no seed is known for which it does not).
pub fn generate(profile: &str, seed: u64, scale: u32) -> Result<Value, GenerateError> {
    let profile = profile_of(profile, scale)?;
    let document = match profile.family {
        Family::Igf(variant) => Conference::draw(variant, seed, scale)?.document(profile.name, seed, scale),
        Family::HundredDays => hundred_days::programme(seed, scale).document(profile.name, seed, scale),
        Family::ManyRooms => many_rooms::programme(seed).document(profile.name, seed, scale),
        Family::OneRoomSeries => one_room_series::programme(seed).document(profile.name, seed, scale),
        Family::ShortTalks => short_talks::programme(seed).document(profile.name, seed, scale),
        Family::Slots => slots::programme(seed, scale).document(profile.name, seed, scale),
    };
    Ok(with_id(document))
}

/// The document with an id of the event, made from its name and its first day, before the name.
fn with_id(document: Value) -> Value {
    let Value::Object(members) = document else { return document };
    let phases = members.get("phases").and_then(Value::as_array).into_iter().flatten();
    let days = phases.filter_map(|phase| phase["days"].as_array()).flatten().filter_map(Value::as_str);
    let first = days.filter_map(|day| day.parse().ok()).min();
    let mut all = serde_json::Map::new();
    for (key, value) in members {
        if let ("name", Some(name)) = (key.as_str(), value.as_str()) {
            all.insert("id".to_owned(), event_id(name, first).into());
        }
        all.insert(key, value);
    }
    Value::Object(all)
}

/// A timetable for the instance with the same arguments that breaks no hard rule, as a `plenary-schedule/1` document.
/// It proves that the instance has such a timetable; it is not a good one. If the instance has one session too many,
/// the timetable leaves it out.
///
/// # Errors
/// The same as of [`generate`].
pub fn reference_schedule(profile: &str, seed: u64, scale: u32) -> Result<Value, GenerateError> {
    match profile_of(profile, scale)?.family {
        Family::Igf(variant) => Ok(Conference::draw(variant, seed, scale)?.reference_schedule()),
        Family::HundredDays => Ok(hundred_days::programme(seed, scale).reference_schedule()),
        Family::ManyRooms => Ok(many_rooms::programme(seed).reference_schedule()),
        Family::OneRoomSeries => Ok(one_room_series::programme(seed).reference_schedule()),
        Family::ShortTalks => Ok(short_talks::programme(seed).reference_schedule()),
        Family::Slots => Ok(slots::programme(seed, scale).reference_schedule()),
    }
}

fn profile_of(name: &str, scale: u32) -> Result<&'static Profile, GenerateError> {
    let known = PROFILES.iter().find(|profile| profile.name == name);
    let profile = known.ok_or_else(|| GenerateError::UnknownProfile(name.to_owned()))?;
    match profile.largest_scale {
        largest if (1..=largest).contains(&scale) => Ok(profile),
        1 => Err(GenerateError::OnlyRealSize(scale)),
        largest => Err(GenerateError::Scale { scale, largest }),
    }
}

#[cfg(test)]
mod tests;
