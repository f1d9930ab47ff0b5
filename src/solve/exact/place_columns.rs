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
    pub(super) fn add(&mut self, choice: Decision, factor: i64) {
        match choice {
            Decision::Column(column) => self.terms.push((column, factor)),
            Decision::Fixed => self.constant += factor,
        }
    }
}

impl PlaceColumns {
    /// Adds the columns and assignment rows for the places of each activity. The cost of each activity's cheapest place
    /// goes to the constant and columns have the difference, so that numbers stay small.
    pub(super) fn new(program: &mut Program, model: &Model, places: &[Vec<Place>], aim: Objective) -> PlaceColumns {
        let mut choices = PlaceColumns::default();
        let mut level = Linear::default();
        for (index, places) in places.iter().enumerate() {
            let activity = index as u32;
            let unplaced = model.activities[index].unplaced_penalty;
            let costs: Vec<Cost> = match aim {
                Objective::LeastUnplaced => vec![0; places.len()],
                _ => places.iter().map(|&place| model.unary(index, place)).collect(),
            };
            let cheapest = costs.iter().copied().min().unwrap_or(0);
            program.constant += cheapest;
            let optional = aim != Objective::PlaceEverything;
            let taken = !optional && places.len() == 1;
            let mut one = Linear::default();
            let mut options = Vec::with_capacity(places.len());
            for (&place, &cost) in places.iter().zip(&costs) {
                let choice =
                    if taken { Decision::Fixed } else { Decision::Column(program.choice(activity, cost - cheapest)) };
                one.add(choice, 1);
                options.push(PlaceDecision { place, decision: choice });
            }
            let out = match (places.is_empty(), aim) {
                (true, _) => Some(Decision::Fixed),
                (false, Objective::PlaceEverything) => None,
                (false, Objective::LeastUnplaced) => Some(Decision::Column(program.choice(activity, unplaced))),
                (false, Objective::AtLevel(_)) => Some(Decision::Column(program.choice(activity, -cheapest))),
            };
            if let Some(out) = out {
                one.add(out, 1);
                level.add(out, unplaced);
                if out == Decision::Fixed && aim == Objective::LeastUnplaced {
                    program.constant += unplaced;
                }
            }
            program.equals(one, 1);
            choices.places.push(options);
            choices.left_out.push(out);
        }
        if let Objective::AtLevel(most) = aim {
            program.at_most(level, most);
        }
        choices
    }

    /// The columns that an assignment chooses; `None` if the program does not offer one of its places.
    pub(super) fn chosen(&self, assignment: &Assignment) -> Option<Vec<ColumnId>> {
        let mut columns = Vec::new();
        for ((options, out), place) in self.places.iter().zip(&self.left_out).zip(assignment) {
            let choice = match place {
                None => (*out)?,
                Some(place) => options.iter().find(|option| option.place == *place)?.decision,
            };
            if let Decision::Column(column) = choice {
                columns.push(column);
            }
        }
        (assignment.len() == self.places.len()).then_some(columns)
    }

    /// The assignment of a solver's values: places whose column is above one half.
    pub(super) fn assignment(&self, values: &[f64]) -> Assignment {
        let made = |choice| match choice {
            Decision::Fixed => true,
            Decision::Column(column) => values.get(column).is_some_and(|&value: &f64| value > 0.5),
        };
        self.places.iter().map(|options| options.iter().find(|o| made(o.decision)).map(|o| o.place)).collect()
    }
}
