//! The choices of an integer program: a column for each place an activity may take.

use super::program::{ColumnId, Linear, Program};
use crate::model::{Assignment, Cost, Model, Place};

/// What a program is to find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    /// The cheapest assignment that places every activity that has a place.
    Everything,
    /// The least level of what is left out, whatever it costs.
    Most,
    /// The cheapest assignment that leaves out no more than this level.
    Level(i64),
}

/// A choice: decided by a column, or before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    Column(ColumnId),
    /// There is no other.
    Taken,
}

/// One activity's places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) place: Place,
    pub(super) choice: Choice,
}

/// Every activity's choices.
#[derive(Debug, Clone, Default)]
pub(super) struct Choices {
    /// By activity: its places.
    pub(super) places: Vec<Vec<Candidate>>,
    /// By activity: leaving it out, if that may be.
    pub(super) left_out: Vec<Option<Choice>>,
}

impl Linear {
    /// Adds `factor` where a choice is made.
    pub(super) fn add(&mut self, choice: Choice, factor: i64) {
        match choice {
            Choice::Column(column) => self.terms.push((column, factor)),
            Choice::Taken => self.constant += factor,
        }
    }
}

impl Choices {
    /// Adds the columns and assignment rows for the given places of each activity. Costs are those above the
    /// activity's cheapest, which goes to the constant, so that the numbers stay small.
    pub(super) fn new(program: &mut Program, model: &Model, places: &[Vec<Place>], aim: Aim) -> Choices {
        let mut choices = Choices::default();
        let mut level = Linear::default();
        for (index, places) in places.iter().enumerate() {
            let activity = index as u32;
            let unplaced = model.activities[index].unplaced;
            let costs: Vec<Cost> = match aim {
                Aim::Most => vec![0; places.len()],
                _ => places.iter().map(|&place| model.unary(index, place)).collect(),
            };
            let cheapest = costs.iter().copied().min().unwrap_or(0);
            program.constant += cheapest;
            let optional = aim != Aim::Everything;
            let taken = !optional && places.len() == 1;
            let mut one = Linear::default();
            let mut options = Vec::with_capacity(places.len());
            for (&place, &cost) in places.iter().zip(&costs) {
                let choice =
                    if taken { Choice::Taken } else { Choice::Column(program.choice(activity, cost - cheapest)) };
                one.add(choice, 1);
                options.push(Candidate { place, choice });
            }
            let out = match (places.is_empty(), aim) {
                (true, _) => Some(Choice::Taken),
                (false, Aim::Everything) => None,
                (false, Aim::Most) => Some(Choice::Column(program.choice(activity, unplaced))),
                (false, Aim::Level(_)) => Some(Choice::Column(program.choice(activity, -cheapest))),
            };
            if let Some(out) = out {
                one.add(out, 1);
                level.add(out, unplaced);
                if out == Choice::Taken && aim == Aim::Most {
                    program.constant += unplaced;
                }
            }
            program.equals(one, 1);
            choices.places.push(options);
            choices.left_out.push(out);
        }
        if let Aim::Level(most) = aim {
            program.at_most(level, most);
        }
        choices
    }

    /// The columns an assignment chooses; `None` if it makes a choice the program does not offer.
    pub(super) fn chosen(&self, assignment: &Assignment) -> Option<Vec<ColumnId>> {
        let mut columns = Vec::new();
        for ((options, out), place) in self.places.iter().zip(&self.left_out).zip(assignment) {
            let choice = match place {
                None => (*out)?,
                Some(place) => options.iter().find(|option| option.place == *place)?.choice,
            };
            if let Choice::Column(column) = choice {
                columns.push(column);
            }
        }
        (assignment.len() == self.places.len()).then_some(columns)
    }

    /// The assignment that a solver's values stand for: whatever is chosen by more than half.
    pub(super) fn assignment(&self, values: &[f64]) -> Assignment {
        let made = |choice| match choice {
            Choice::Taken => true,
            Choice::Column(column) => values.get(column).is_some_and(|&value: &f64| value > 0.5),
        };
        self.places.iter().map(|options| options.iter().find(|o| made(o.choice)).map(|o| o.place)).collect()
    }
}
