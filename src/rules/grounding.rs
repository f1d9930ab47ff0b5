//! The state that the rules share while they turn a conference into a model.

use std::rc::Rc;

use super::apportionment::{Pair, apportion, pairs};
use super::discomfort_tables::DiscomfortTables;
use super::error::GroundError;
use super::reason::Reason;
use crate::domain::{Conference, PersonId, Reference, RoomId, RuleId, Session};
use crate::model::{Builder, Class, Cost, Cumulative, FORBIDDEN, Label, Price, Role, TooLarge, Use};
use crate::time::Axis;

/// The meaning of a primitive of the model, by its [`Label`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelMeaning {
    /// The rule.
    pub rule: RuleId,
    /// The ids of what the primitive is about; the rule defines which.
    pub subject: Vec<String>,
}

/// A person's part in a session that needs them live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LiveParticipation {
    /// Index of the session, and of its activity.
    pub session: usize,
    /// Weight in millionths.
    pub weight: i64,
    /// Whether a clash has a price instead of being forbidden.
    pub optional: bool,
    /// First attended minute, from the session's start.
    pub from: i64,
    /// First minute no longer attended, not beyond the session's end.
    pub until: i64,
}

/// A conference that is being turned into a model. An activity has the index of its session.
pub(crate) struct Grounding<'c> {
    /// The conference.
    pub conference: &'c Conference,
    /// The earlier timetable that `stay` compares with.
    pub reference: Option<&'c Reference>,
    /// The time axis.
    pub axis: &'c Axis,
    /// The classes of interchangeable rooms.
    pub classes: &'c [Vec<RoomId>],
    /// The model so far.
    pub builder: Builder,
    /// The discomfort of every start for every audience zone and person.
    pub discomfort: DiscomfortTables,
    /// Audiences in their zones, in file order.
    pub pairs: Vec<Pair>,
    /// For each session, thousandths of heads in each pair.
    pub heads: Vec<Vec<i64>>,
    /// For each person, the sessions that need them live, in file order.
    pub participations: Vec<Rc<[LiveParticipation]>>,
    /// The labels given so far.
    pub labels: Vec<LabelMeaning>,
    /// The rule that is being added.
    pub(super) rule: RuleId,
}

impl<'c> Grounding<'c> {
    /// A model in which every activity may be anywhere at no cost.
    pub(super) fn new(
        conference: &'c Conference,
        reference: Option<&'c Reference>,
        axis: &'c Axis,
        classes: &'c [Vec<RoomId>],
    ) -> Result<Grounding<'c>, GroundError> {
        let sizes = classes.iter().map(|class| Class { size: class.len() as u32 }).collect();
        let mut builder = Builder::new(axis.horizon, axis.starts.clone(), axis.days.clone(), sizes);
        let pairs = pairs(conference)?;
        let mut heads = Vec::with_capacity(conference.sessions.len());
        let mut participations: Vec<Vec<LiveParticipation>> = vec![Vec::new(); conference.people.len()];
        for (index, session) in conference.sessions.iter().enumerate() {
            let unplaced = session.attendance.max(1).saturating_mul(session.minutes);
            builder.activity(axis.steps(session.minutes) as u32, unplaced);
            heads.push(apportion(conference, session, &pairs)?);
            for (person, participation) in live(index, session) {
                participations[person.index()].push(participation);
            }
        }
        let discomfort = DiscomfortTables::new(conference, axis, &pairs)?;
        let participations = participations.into_iter().map(Rc::from).collect();
        let labels = Vec::new();
        let rule = RuleId::ALL[0];
        Ok(Grounding {
            conference,
            reference,
            axis,
            classes,
            builder,
            discomfort,
            pairs,
            heads,
            participations,
            labels,
            rule,
        })
    }

    /// A session.
    pub(crate) fn session(&self, index: usize) -> &'c Session {
        &self.conference.sessions[index]
    }

    /// Indices of all sessions.
    pub(crate) fn sessions(&self) -> std::ops::Range<usize> {
        0..self.conference.sessions.len()
    }

    /// Number of candidate starts.
    pub(crate) fn starts(&self) -> usize {
        self.axis.starts.len()
    }

    /// The people whom at least one session needs live, with all their participations.
    pub(crate) fn needed(&self) -> Vec<(PersonId, Rc<[LiveParticipation]>)> {
        let people = self.participations.iter().enumerate().filter(|(_, participations)| !participations.is_empty());
        people.map(|(index, participations)| (PersonId::new(index), Rc::clone(participations))).collect()
    }

    /// The people whom a session needs live, in file order.
    pub(crate) fn live_participants(&self, session: usize) -> Vec<(PersonId, LiveParticipation)> {
        live(session, self.session(session)).collect()
    }

    /// The first room of a class; all its rooms are alike.
    pub(crate) fn room(&self, class: usize) -> RoomId {
        self.classes[class][0]
    }

    /// A new label for a primitive of the current rule.
    pub(crate) fn label(&mut self, subject: Vec<String>) -> Label {
        self.labels.push(LabelMeaning { rule: self.rule, subject });
        Label(self.labels.len() as u32 - 1)
    }

    /// Whether the session may still start there, in some room class.
    pub(crate) fn open(&self, session: usize, start: usize) -> bool {
        self.builder.model().activities[session].start_cost[start] != FORBIDDEN
    }

    /// Forbids the starts that are candidates only because another session is fixed or locked there. (`allowed`
    /// restricts the sessions that are fixed or locked.)
    pub(super) fn forbid_off_grid(&mut self) {
        for index in self.sessions() {
            if self.session(index).fixed.is_some() || self.session(index).kept.start.is_some() {
                continue;
            }
            for start in 0..self.starts() {
                if !self.axis.is_candidate(self.conference, self.session(index), start) {
                    self.builder.forbid_start(index as u32, start, Reason::Grid.bit());
                }
            }
        }
    }

    /// Forbids a start; the reason is the current rule.
    pub(crate) fn forbid(&mut self, session: usize, start: usize) {
        self.builder.forbid_start(session as u32, start, Reason::Rule(self.rule).bit());
    }

    /// Forbids a start in one room class; the reason is the current rule.
    pub(crate) fn forbid_in(&mut self, session: usize, start: usize, class: usize) {
        if self.classes.len() == 1 {
            self.forbid(session, start);
        } else {
            self.builder.forbid_place(session as u32, start, class, Reason::Rule(self.rule).bit());
        }
    }

    /// Adds a cost to a start.
    pub(crate) fn cost(&mut self, session: usize, start: usize, cost: Cost) {
        self.builder.add_start_cost(session as u32, start, cost);
    }

    /// Adds a cost to a start in one room class.
    pub(crate) fn cost_in(&mut self, session: usize, start: usize, class: usize, cost: Cost) {
        if self.classes.len() == 1 {
            self.cost(session, start, cost);
        } else {
            self.builder.add_place_cost(session as u32, start, class, cost);
        }
    }

    /// Adds a bucket capacity. If only one activity contributes, it becomes that activity's own cost.
    pub(crate) fn bucket_capacity(&mut self, capacity: crate::model::BucketCapacity) {
        self.builder.bucket_capacity(capacity, Reason::Rule(self.rule).bit());
    }

    /// The use of `[start, start + minutes + after)` by a session in any room class.
    pub(crate) fn use_of(&self, session: usize, after: i64, amount: u32) -> Use {
        let until = self.axis.steps(self.session(session).minutes + after) as u32;
        Use { activity: session as u32, class: None, from: 0, until, amount }
    }

    /// Two sessions that should not overlap: each common minute costs `price`.
    pub(crate) fn not_together(&mut self, a: usize, b: usize, price: Price) -> Result<(), GroundError> {
        let label = self.label(vec![self.session(a).id.clone(), self.session(b).id.clone()]);
        let price = self.per_step(price)?;
        let uses = vec![self.use_of(a.min(b), 0, 1), self.use_of(a.max(b), 0, 1)];
        self.builder.cumulative(Cumulative { label, capacity: 1, price, role: Role::Other, uses });
        Ok(())
    }

    /// Converts a price for each minute into a price for each step.
    pub(crate) fn per_step(&self, price: Price) -> Result<Price, TooLarge> {
        Ok(match price {
            Price::Hard => Price::Hard,
            Price::Soft(price) => Price::Soft(price.checked_mul(self.axis.step_minutes).ok_or(TooLarge)?),
        })
    }
}

/// The participations of the people whom a session needs live.
fn live(index: usize, session: &Session) -> impl Iterator<Item = (PersonId, LiveParticipation)> + '_ {
    session.participants.iter().filter(|participation| !participation.recorded).map(move |participation| {
        let from = participation.from.clamp(0, session.minutes);
        let until = participation.until.clamp(from, session.minutes);
        let (weight, optional) = (participation.weight.micros, participation.optional);
        (participation.person, LiveParticipation { session: index, weight, optional, from, until })
    })
}

/// The highest weight of a person's participations, in millionths.
pub(super) fn highest(participations: &[LiveParticipation]) -> i64 {
    participations.iter().map(|participation| participation.weight).max().unwrap_or(0)
}
