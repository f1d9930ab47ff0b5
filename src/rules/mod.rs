//! The rules: each one turns itself into primitives of the model, and nothing else knows its formula.
//!
//! A new rule is one file here and one line in [`all`].

mod amounts;
mod cells;
pub(crate) mod classes;
mod conditions;
mod error;
mod grounding;
mod heads;
mod hours;
#[cfg(test)]
pub(crate) mod testing;
mod tracks;

mod allowed;
mod alone;
mod apart;
mod audience_hours;
mod day_hours;
mod day_length;
mod fair_people;
mod fair_regions;
mod fair_sessions;
mod interest;
mod order;
mod people_hours;
mod person_away;
mod person_clash;
mod person_load;
mod person_rest;
mod phase;
mod placed;
mod relation;
mod room_clash;
mod room_fit;
mod service;
mod slot;
mod stay;
mod tag_overlap;
mod track_cluster;
mod track_overlap;
mod track_reach;
mod track_spread;
mod wishes;

pub use error::GroundError;
pub use grounding::{Grounding, LiveSeat, Named};

use crate::domain::{Conference, Legal, RoomId, RuleInfo, Strength};
use crate::model::{BuildError, Model};
use crate::time::Axis;

/// A rule.
pub trait Rule: Sync {
    /// Its id, its sentence, and what it may be set to.
    fn info(&self) -> RuleInfo;

    /// Turns the rule into primitives. Only called when it is not off.
    ///
    /// # Errors
    /// [`GroundError`] when the conference is too large for it.
    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError>;
}

/// All rules, in the order of the rules' table.
pub fn all() -> &'static [&'static dyn Rule] {
    &[
        &placed::Placed,
        &room_clash::RoomClash,
        &room_fit::RoomFit,
        &phase::Phase,
        &slot::Slot,
        &day_hours::DayHours,
        &person_clash::PersonClash,
        &person_away::PersonAway,
        &allowed::Allowed,
        &order::Order,
        &alone::Alone,
        &service::Service,
        &apart::Apart,
        &relation::Relation,
        &audience_hours::AudienceHours,
        &people_hours::PeopleHours,
        &wishes::Wishes,
        &fair_regions::FairRegions,
        &fair_people::FairPeople,
        &fair_sessions::FairSessions,
        &person_rest::PersonRest,
        &person_load::PersonLoad,
        &track_overlap::TrackOverlap,
        &tag_overlap::TagOverlap,
        &interest::Interest,
        &track_spread::TrackSpread,
        &track_cluster::TrackCluster,
        &track_reach::TrackReach,
        &day_length::DayLength,
        &stay::Stay,
    ]
}

/// What is known of all rules, in the order of the rules' table.
pub fn catalogue() -> Vec<RuleInfo> {
    all().iter().map(|rule| rule.info()).collect()
}

/// Why a start off the grid is forbidden: no rule, but not a candidate of that session either.
pub const GRID: &str = "grid";

const HARD: Legal = Legal { hard: true, weight: false, off: false };
const HARD_OR_WEIGHT: Legal = Legal { hard: true, weight: true, off: false };
const WEIGHT_OR_OFF: Legal = Legal { hard: false, weight: true, off: true };
const ANY: Legal = Legal { hard: true, weight: true, off: true };

/// A conference as a model, and how to find one in the other. The index of an activity is that of its session.
#[derive(Debug, Clone)]
pub struct Grounded {
    /// The model.
    pub model: Model,
    /// The axis of its starts and steps.
    pub axis: Axis,
    /// The rooms of each of its classes.
    pub classes: Vec<Vec<RoomId>>,
    /// What each [`Label`](crate::model::Label) stands for.
    pub labels: Vec<Named>,
    /// What each bit of [`Activity::blocked`](crate::model::Activity::blocked) stands for: a rule's id, or [`GRID`].
    pub reasons: Vec<&'static str>,
}

/// The most cells of (session, start, class) a model may have.
const MOST_PLACES: usize = 50_000_000;

/// Turns a conference into a model, by the rules that are not off.
///
/// # Errors
/// [`GroundError`] when it is too large in time, in size or in costs.
pub fn ground(conference: &Conference) -> Result<Grounded, GroundError> {
    let axis = Axis::new(conference)?;
    let classes = classes::classes(conference);
    let (sessions, starts) = (conference.sessions.len(), axis.starts.len());
    if sessions.saturating_mul(starts).saturating_mul(classes.len()) > MOST_PLACES {
        return Err(GroundError::TooManyPlaces { sessions, starts, classes: classes.len() });
    }
    let mut grounding = Grounding::new(conference, &axis, &classes)?;
    let mut reasons: Vec<&'static str> = all().iter().map(|rule| rule.info().id).collect();
    grounding.rule = (GRID, reasons.len() as u32);
    reasons.push(GRID);
    forbid_off_grid(&mut grounding);
    for (bit, rule) in all().iter().enumerate() {
        let id = rule.info().id;
        grounding.rule = (id, bit as u32);
        let strength = conference.rule(id);
        if strength != Strength::Off {
            rule.ground(&mut grounding, strength).map_err(|error| named(error, id))?;
        }
    }
    let Grounding { builder, labels, .. } = grounding;
    let model = builder.finish().map_err(|error| match error {
        BuildError::Costs => GroundError::TooLarge { rule: None },
        BuildError::Usage(label) => GroundError::TooManyUnits { rule: labels[label.0 as usize].rule },
    })?;
    Ok(Grounded { model, axis, classes, labels, reasons })
}

fn named(error: GroundError, id: &'static str) -> GroundError {
    match error {
        GroundError::TooLarge { rule: None } => GroundError::TooLarge { rule: Some(id) },
        error => error,
    }
}

/// Starts that are candidates only because another session is fixed there. (Fixed ones are held by `allowed`.)
fn forbid_off_grid(grounding: &mut Grounding<'_>) {
    for session in grounding.sessions() {
        if grounding.session(session).fixed.is_some() {
            continue;
        }
        for start in 0..grounding.starts() {
            if !grounding.axis.is_candidate(grounding.conference, grounding.session(session), start) {
                grounding.forbid(session, start);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_bit_and_its_own_id() {
        let mut ids: Vec<&str> = catalogue().iter().map(|info| info.id).collect();
        assert!(ids.len() < 32, "one bit for each rule and one for the grid");
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all().len());
        assert!(catalogue().iter().all(|info| info.legal.allows(info.default)));
    }

    /// The rules' files, with their text.
    fn files() -> Vec<(String, String)> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules");
        catalogue()
            .iter()
            .map(|info| info.id.replace('-', "_"))
            .map(|name| {
                let text = std::fs::read_to_string(format!("{folder}/{name}.rs")).unwrap();
                (name, text)
            })
            .collect()
    }

    #[test]
    fn no_rule_knows_another() {
        let files = files();
        for (name, text) in &files {
            for (other, _) in files.iter().filter(|(other, _)| other != name) {
                for path in ["super::", "rules::"] {
                    assert!(!text.contains(&format!("{path}{other}::")), "{name} knows {other}");
                }
            }
        }
    }

    #[test]
    fn every_rule_has_tests_beside_it() {
        for (name, text) in files() {
            assert!(text.contains("#[test]"), "{name} has no test");
        }
    }

    #[test]
    fn what_is_too_large_names_the_rule() {
        use crate::domain::Decimal;
        use testing::{audience, conference, session, weigh};
        let mut given = conference();
        given.audiences = vec![audience("a", 1, &[("UTC", 1)])];
        given.sessions = vec![session("s", 1440)];
        given.sessions[0].attendance = 1_000_000;
        given.audiences[0].weight = Decimal::whole(1_000_000);
        weigh(&mut given, "audience-hours", "1000000");
        assert_eq!(ground(&given).err(), Some(GroundError::TooLarge { rule: Some("audience-hours") }));
        // Each cell fits, all of them together do not.
        weigh(&mut given, "audience-hours", "0.05");
        let cells = 1 + (1_i64 << 53) / 2_400_000_000_000_000;
        given.sessions = vec![given.sessions[0].clone(); cells as usize];
        assert_eq!(ground(&given).err(), Some(GroundError::TooLarge { rule: None }));
    }

    #[test]
    fn more_places_than_memory_are_refused() {
        let mut given = testing::conference();
        given.grid_minutes = 1;
        given.sessions = vec![testing::session("s", 60); 40_000];
        let error = ground(&given).err();
        assert_eq!(error, Some(GroundError::TooManyPlaces { sessions: 40_000, starts: 1440, classes: 1 }));
    }
}
