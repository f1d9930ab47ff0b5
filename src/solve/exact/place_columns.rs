//! The binary columns of an integer program: one for each place that an activity may take.

use super::program::{ColumnId, Linear, Program};
use crate::model::{Assignment, Cost, Model, Place};

/// The objective of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Objective {
    /// The cheapest assignment that places every activity that has a place.
    PlaceEverything,
    /// The least penalty for activities left out, at any cost.
    LeastUnplaced,
    /// The cheapest assignment whose penalty for activities left out is at most this.
    AtLevel(i64),
}

/// A decision: a binary column, or fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    Column(ColumnId),
    /// There is no alternative.
    Fixed,
}

/// A place of an activity, with its decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlaceDecision {
    pub(super) place: Place,
    pub(super) decision: Decision,
}

/// The decisions of every activity.
#[derive(Debug, Clone, Default)]
pub(super) struct PlaceColumns {
    /// By activity: its places.
    pub(super) places: Vec<Vec<PlaceDecision>>,
    /// By activity: leaving it out, if that is allowed.
    pub(super) left_out: Vec<Option<Decision>>,
}

impl Linear {
    /// Adds `factor` if a decision is taken.
    pub(super) fn add(&mut self, decision: Decision, factor: i64) {
        match decision {
            Decision::Column(column) => self.terms.push((column, factor)),
            Decision::Fixed => self.constant += factor,
        }
    }
}

impl PlaceColumns {
    /// Adds the columns and assignment rows for the places of each activity. The cost of each activity's cheapest place
    /// goes to the constant and columns have the difference, so that numbers stay small.
    pub(super) fn new(
        program: &mut Program,
        model: &Model,
        places: &[Vec<Place>],
        objective: Objective,
    ) -> PlaceColumns {
        let mut result = PlaceColumns::default();
        let mut level = Linear::default();
        for (index, places) in places.iter().enumerate() {
            let activity = index as u32;
            let unplaced = model.activities[index].unplaced_penalty;
            let costs: Vec<Cost> = match objective {
                Objective::LeastUnplaced => vec![0; places.len()],
                _ => places.iter().map(|&place| model.unary(index, place)).collect(),
            };
            let cheapest = costs.iter().copied().min().unwrap_or(0);
            program.constant += cheapest;
            let optional = objective != Objective::PlaceEverything;
            let taken = !optional && places.len() == 1;
            let mut one = Linear::default();
            let mut options = Vec::with_capacity(places.len());
            for (&place, &cost) in places.iter().zip(&costs) {
                let decision =
                    if taken { Decision::Fixed } else { Decision::Column(program.decision(activity, cost - cheapest)) };
                one.add(decision, 1);
                options.push(PlaceDecision { place, decision });
            }
            let out = match (places.is_empty(), objective) {
                (true, _) => Some(Decision::Fixed),
                (false, Objective::PlaceEverything) => None,
                (false, Objective::LeastUnplaced) => Some(Decision::Column(program.decision(activity, unplaced))),
                (false, Objective::AtLevel(_)) => Some(Decision::Column(program.decision(activity, -cheapest))),
            };
            if let Some(out) = out {
                one.add(out, 1);
                level.add(out, unplaced);
                if out == Decision::Fixed && objective == Objective::LeastUnplaced {
                    program.constant += unplaced;
                }
            }
            program.equals(one, 1);
            result.places.push(options);
            result.left_out.push(out);
        }
        if let Objective::AtLevel(most) = objective {
            program.at_most(level, most);
        }
        result
    }

    /// The columns that an assignment chooses; `None` if the program does not offer one of its places.
    pub(super) fn chosen(&self, assignment: &Assignment) -> Option<Vec<ColumnId>> {
        let mut columns = Vec::new();
        for ((options, out), place) in self.places.iter().zip(&self.left_out).zip(assignment) {
            let decision = match place {
                None => (*out)?,
                Some(place) => options.iter().find(|option| option.place == *place)?.decision,
            };
            if let Decision::Column(column) = decision {
                columns.push(column);
            }
        }
        (assignment.len() == self.places.len()).then_some(columns)
    }

    /// The assignment of a solver's values: places whose column is above one half.
    pub(super) fn assignment(&self, values: &[f64]) -> Assignment {
        let made = |decision| match decision {
            Decision::Fixed => true,
            Decision::Column(column) => values.get(column).is_some_and(|&value: &f64| value > 0.5),
        };
        self.places.iter().map(|options| options.iter().find(|o| made(o.decision)).map(|o| o.place)).collect()
    }
}
