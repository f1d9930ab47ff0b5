//! The rules. Whatever the program knows of one, the file of that rule says: what it asks and charges, what it may be set
//! to, how it turns into primitives of the model, what it demands where it is hard, in words that can be taken back, and
//! whether the bound prices it. Only the [checker](crate::check) reads every rule a second time, on its own.
//!
//! A new rule is one line in [`RuleId`] and one file here; the compiler and `tests.rs` ask for the rest.

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

/// A rule: all that the program knows of it.
pub(crate) trait Rule: Sync {
    /// What it asks, what it charges, and what it may be set to.
    fn info(&self) -> RuleInfo;

    /// Turns the rule into primitives. Only called when it is not off.
    ///
    /// # Errors
    /// [`GroundError`] when the conference is too large for it.
    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError>;

    /// Whether a certificate may carry multipliers of the rule's primitive of this subject, which the checker then has
    /// to know. What a rule costs is never less than nothing, so that leaving it out keeps a bound a bound.
    fn is_certified(&self, _subject: &[String]) -> bool {
        false
    }

    /// What the rule demands as far as it concerns these sessions, statement by statement. Only called when it is hard.
    /// A rule that can be hard says something: its sentence and how it is taken back stand beside it, and [`Statement`]
    /// finds them. Only `placed` does not: that sessions are held is what is asked.
    fn constraints(&self, _of: &Selection<'_>) -> Vec<Constraint> {
        Vec::new()
    }

    /// Leaves of a conference what the rule forbids: what it only prices goes, with all that nothing hard reads then.
    /// Returns the strength that is left, hard or off.
    fn hard_part(&self, _conference: &mut Conference, strength: Strength) -> Strength {
        hard_or_off(strength)
    }

    /// Says that more is needed of what the rule counts than there is.
    fn too_much(&self, _words: Words<'_>, short: &Shortage<'_>) -> String {
        let Shortage { who, needed, available, on, .. } = short;
        format!("By the rule {}, {who} need {needed} and there is {available}{on}.", self.info().id)
    }
}

fn hard_or_off(strength: Strength) -> Strength {
    if strength == Strength::Hard { Strength::Hard } else { Strength::Off }
}

/// What is known of a rule.
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

/// What all rules say of themselves.
pub fn catalogue() -> Catalogue {
    RuleId::ALL.map(|id| rule(id).info())
}

const HARD: Legal = Legal { hard: true, weight: false, off: false };
const HARD_OR_WEIGHT: Legal = Legal { hard: true, weight: true, off: false };
const WEIGHT_OR_OFF: Legal = Legal { hard: false, weight: true, off: true };
const ANY: Legal = Legal { hard: true, weight: true, off: true };

/// A conference as a model, and how to find one in the other. The index of an activity is that of its session; each bit
/// of [`Activity::blocked`](crate::model::Activity::blocked) stands for a [`Reason`].
#[derive(Debug, Clone)]
pub struct Grounded {
    /// The model.
    pub model: Model,
    /// The axis of its starts and steps.
    pub axis: Axis,
    /// The rooms of each of its classes.
    pub classes: Vec<Vec<RoomId>>,
    /// By session: the room it had in the earlier timetable, and keeps wherever that is free.
    pub preferred_rooms: Vec<Option<RoomId>>,
    /// What each [`Label`](crate::model::Label) stands for.
    pub labels: Vec<LabelMeaning>,
}

/// The most cells of (session, start, class) a model may have.
const MOST_PLACES: usize = 50_000_000;

/// Turns a conference into a model, by the rules that are not off.
///
/// # Errors
/// [`GroundError`] when it is too large in time, in size or in costs.
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
            rule(id).ground(&mut grounding, strength).map_err(|error| named(error, id))?;
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

fn named(error: GroundError, id: RuleId) -> GroundError {
    match error {
        GroundError::TooLarge { rule: None } => GroundError::TooLarge { rule: Some(id) },
        error => error,
    }
}
