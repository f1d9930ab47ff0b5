//! The rules, one file each. The file of a rule holds all that the program knows about it: what it requires and
//! charges, its legal settings, its primitives in the model, its constraints where it is hard and how to relax them,
//! and whether the bound prices it. Only the [checker](crate::check) implements every rule a second time,
//! independently.
//!
//! A new rule is one line in [`RuleId`] and one file here; the compiler and `tests.rs` require the rest.

mod apportionment;
pub(crate) mod classes;
mod conditions;
mod constraint;
pub(crate) mod constraints;
mod discomfort_tables;
mod error;
mod exact_arithmetic;
mod grounding;
mod reason;
#[cfg(test)]
mod sentences;
mod shortage;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod tracks;
mod unary_costs;
pub(crate) mod words;

mod allowed;
mod alone;
mod apart;
mod audience_hours;
mod day_hours;
mod day_length;
mod fair_people;
mod fair_regions;
mod fair_sessions;
mod good_day;
mod interest;
mod order;
mod people_hours;
mod person_away;
mod person_clash;
mod person_load;
mod person_rest;
mod phase;
mod placed;
mod regions;
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

pub use constraint::Constraint;
pub use error::GroundError;
pub use grounding::LabelMeaning;
pub use reason::Reason;

use crate::domain::{Catalogue, Conference, Legal, Problem, RoomId, RuleId, RuleInfo, Strength};
use crate::model::{BuildError, Model};
use crate::time::Axis;
pub(crate) use constraints::Selection;
pub(crate) use grounding::{Grounding, LiveParticipation};
pub(crate) use shortage::Shortage;
use words::Words;

/// A rule: all that the program knows about it.
pub(crate) trait Rule: Sync {
    /// What the rule requires, what it charges, and its legal settings.
    fn info(&self) -> RuleInfo;

    /// Adds the rule's primitives to the model. Only called if the rule is not off.
    ///
    /// # Errors
    /// [`GroundError`] if the conference is too large for the rule.
    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError>;

    /// Whether a certificate may hold multipliers of the rule's primitive with this subject. If so, the checker has to
    /// know them. Without multipliers the bound ignores the rule; this is valid because its cost is never negative.
    fn is_certified(&self, _subject: &[String]) -> bool {
        false
    }

    /// The rule's constraints on these sessions. Only called if the rule is hard. Every rule that can be hard has
    /// constraints, except `placed`: that sessions take place is the question, not a constraint. The rule's file also
    /// has the sentence of each constraint and the function that relaxes it; [`Constraint`] refers to them.
    fn constraints(&self, _of: &Selection<'_>) -> Vec<Constraint> {
        Vec::new()
    }

    /// Removes from a conference what the rule only prices, and all data that no hard rule reads then. Returns the
    /// rule's remaining strength, hard or off.
    fn hard_part(&self, _conference: &mut Conference, strength: Strength) -> Strength {
        hard_or_off(strength)
    }

    /// A sentence: more is needed of what the rule counts than is available.
    fn shortage_sentence(&self, _words: Words<'_>, short: &Shortage<'_>) -> String {
        let Shortage { who, needed, available, on, .. } = short;
        format!("By the rule {}, {who} need {needed}, but only {available} is available{on}.", self.info().id)
    }
}

fn hard_or_off(strength: Strength) -> Strength {
    if strength == Strength::Hard { Strength::Hard } else { Strength::Off }
}

/// The rule with this id.
pub(crate) fn rule(id: RuleId) -> &'static dyn Rule {
    match id {
        RuleId::Placed => &placed::Placed,
        RuleId::RoomClash => &room_clash::RoomClash,
        RuleId::RoomFit => &room_fit::RoomFit,
        RuleId::Phase => &phase::Phase,
        RuleId::Slot => &slot::Slot,
        RuleId::DayHours => &day_hours::DayHours,
        RuleId::PersonClash => &person_clash::PersonClash,
        RuleId::PersonAway => &person_away::PersonAway,
        RuleId::Allowed => &allowed::Allowed,
        RuleId::Order => &order::Order,
        RuleId::Alone => &alone::Alone,
        RuleId::Service => &service::Service,
        RuleId::Apart => &apart::Apart,
        RuleId::Relation => &relation::Relation,
        RuleId::AudienceHours => &audience_hours::AudienceHours,
        RuleId::PeopleHours => &people_hours::PeopleHours,
        RuleId::Wishes => &wishes::Wishes,
        RuleId::FairRegions => &fair_regions::FairRegions,
        RuleId::GoodDay => &good_day::GoodDay,
        RuleId::FairPeople => &fair_people::FairPeople,
        RuleId::FairSessions => &fair_sessions::FairSessions,
        RuleId::PersonRest => &person_rest::PersonRest,
        RuleId::PersonLoad => &person_load::PersonLoad,
        RuleId::TrackOverlap => &track_overlap::TrackOverlap,
        RuleId::TagOverlap => &tag_overlap::TagOverlap,
        RuleId::Interest => &interest::Interest,
        RuleId::TrackSpread => &track_spread::TrackSpread,
        RuleId::TrackCluster => &track_cluster::TrackCluster,
        RuleId::TrackReach => &track_reach::TrackReach,
        RuleId::DayLength => &day_length::DayLength,
        RuleId::Stay => &stay::Stay,
    }
}

/// The description of all rules.
pub fn catalogue() -> Catalogue {
    RuleId::ALL.map(|id| rule(id).info())
}

const HARD: Legal = Legal { hard: true, weight: false, off: false };
const HARD_OR_WEIGHT: Legal = Legal { hard: true, weight: true, off: false };
const WEIGHT_OR_OFF: Legal = Legal { hard: false, weight: true, off: true };
const ANY: Legal = Legal { hard: true, weight: true, off: true };

/// A conference as a model, and the mapping between the two. An activity has the index of its session; each bit of
/// [`Activity::blocked`](crate::model::Activity::blocked) is a [`Reason`].
#[derive(Debug, Clone)]
pub struct Grounded {
    /// The model.
    pub model: Model,
    /// The axis of its starts and steps.
    pub axis: Axis,
    /// The rooms of each class.
    pub classes: Vec<Vec<RoomId>>,
    /// By session: its room in the earlier timetable, which it keeps if the room is free.
    pub preferred_rooms: Vec<Option<RoomId>>,
    /// The meaning of each [`Label`](crate::model::Label).
    pub labels: Vec<LabelMeaning>,
}

/// The most combinations of session, start and room class that a model may have.
const MOST_PLACES: usize = 50_000_000;

/// Turns a conference into a model, with the rules that are not off.
///
/// # Errors
/// [`GroundError`] if its time axis, its size or its costs are too large.
pub fn ground<'a>(problem: impl Into<Problem<'a>>) -> Result<Grounded, GroundError> {
    let Problem { conference, reference } = problem.into();
    let axis = Axis::new(conference)?;
    let classes = classes::classes(conference, reference);
    let (sessions, starts) = (conference.sessions.len(), axis.starts.len());
    if sessions.saturating_mul(starts).saturating_mul(classes.len()) > MOST_PLACES {
        return Err(GroundError::TooManyPlaces { sessions, starts, classes: classes.len() });
    }
    let mut grounding = Grounding::new(conference, reference, &axis, &classes)?;
    grounding.forbid_off_grid();
    for id in RuleId::ALL {
        let strength = conference.rule(id);
        if strength != Strength::Off {
            grounding.rule = id;
            rule(id).ground(&mut grounding, strength).map_err(|error| with_rule(error, id))?;
        }
    }
    let Grounding { builder, labels, .. } = grounding;
    let model = builder.finish().map_err(|error| match error {
        BuildError::Costs => GroundError::TooLarge { rule: None },
        BuildError::Usage(label) => GroundError::TooManyUnits { rule: labels[label.0 as usize].rule },
    })?;
    let room = |session| reference.and_then(|reference| reference.schedule.get(session)?.room);
    let preferred_rooms = conference.session_ids().map(room).collect();
    Ok(Grounded { model, axis, classes, preferred_rooms, labels })
}

/// The error, with the rule in which it occurred.
fn with_rule(error: GroundError, id: RuleId) -> GroundError {
    match error {
        GroundError::TooLarge { rule: None } => GroundError::TooLarge { rule: Some(id) },
        error => error,
    }
}
