//! The move `Reinsert`: one activity moves far, and the days that it leaves and enters are scheduled anew around it.
//!
//! On a full day, an activity that takes all units of a resource can only be placed if others move. The other
//! activities keep their order and, if possible, their starts. An activity in the way moves to the nearest start that
//! the resources allow, later or, in the mirror image, earlier. This is the serial schedule generation scheme of
//! project scheduling (Kelley, in Industrial Scheduling, 1963), with a wanted start for each activity.

use std::ops::Range;

use super::neighbourhood::{CandidateMove, Neighbourhood};
use super::random::Random;
use crate::model::{Model, Place, State};

/// A use of a resource, which is a cumulative of the classes.
#[derive(Debug, Clone, Copy)]
struct ResourceUse {
    resource: usize,
    class: Option<u32>,
    from: usize,
    until: usize,
    amount: u32,
}

impl ResourceUse {
    /// Units times steps.
    fn work(&self) -> u64 {
        (self.until - self.from) as u64 * u64::from(self.amount)
    }
}

/// An activity and its wanted start.
type Wanted = (u32, u32);

/// Buffers, kept between moves.
#[derive(Debug, Clone, Default)]
pub(super) struct Scratch {
    /// By resource and step of the day: units in use.
    usage: Vec<u32>,
    /// The day that the activity leaves, and the day that it enters.
    days: [Vec<Wanted>; 2],
}

/// The data of a model that are needed to schedule a day.
#[derive(Debug, Clone)]
pub(super) struct Reinsert {
    uses: Vec<Vec<ResourceUse>>,
    capacities: Vec<u32>,
    /// By activity: units times steps of the resource that it uses most.
    work: Vec<u64>,
    /// Movable activities that take more than one unit at once. They profit most from this move.
    wide: Vec<u32>,
    /// By day: its starts.
    starts: Vec<Range<u32>>,
    /// Steps of the longest day, up to the end of its last activity.
    width: usize,
}

/// The move of one activity, and the direction in which the activities in its way are pushed.
#[derive(Debug, Clone, Copy)]
struct Relocation {
    activity: usize,
    new: Place,
    earlier: bool,
}

impl Reinsert {
    pub(super) fn new(model: &Model, places: &[Vec<Place>]) -> Reinsert {
        let mut uses: Vec<Vec<ResourceUse>> = vec![Vec::new(); model.activities.len()];
        let resources: Vec<_> = model.cumulatives.iter().filter(|cumulative| cumulative.is_resource()).collect();
        for (resource, cumulative) in resources.iter().enumerate() {
            for used in &cumulative.uses {
                let (from, until) = (used.from as usize, used.until as usize);
                let used_resource = ResourceUse { resource, class: used.class, from, until, amount: used.amount };
                uses[used.activity as usize].push(used_resource);
            }
        }
        let work = |uses: &Vec<ResourceUse>| {
            let of = |resource: usize| {
                uses.iter().filter(move |used_resource| used_resource.resource == resource).map(ResourceUse::work).sum()
            };
            (0..resources.len()).map(of).max().unwrap_or(0)
        };
        let is_wide = |a: &usize| places[*a].len() > 1 && uses[*a].iter().any(|used_resource| used_resource.amount > 1);
        let longest = uses.iter().flatten().map(|used_resource| used_resource.until).max().unwrap_or(0);
        let first = |day: usize| model.starts.partition_point(|start| (start.day as usize) < day) as u32;
        let starts: Vec<Range<u32>> = (0..model.days.len()).map(|day| first(day)..first(day + 1)).collect();
        let steps = |day: &Range<u32>| match model.starts.get(day.start as usize..day.end as usize) {
            Some([first, .., last]) => (last.step - first.step) as usize,
            _ => 0,
        };
        Reinsert {
            work: uses.iter().map(work).collect(),
            wide: (0..places.len()).filter(is_wide).map(|a| a as u32).collect(),
            capacities: resources.iter().map(|cumulative| cumulative.capacity).collect(),
            width: starts.iter().map(steps).max().unwrap_or(0) + longest + 1,
            uses,
            starts,
        }
    }

    /// Draws a relocation of a wide activity, if there is one, and the changes that it needs.
    pub(super) fn propose(
        &self,
        neighbourhood: &Neighbourhood<'_>,
        state: &State<'_>,
        places: &[Vec<Place>],
        random: &mut Random,
        candidate: &mut CandidateMove,
    ) {
        let Some(&activity) = random.choose(&self.wide) else { return };
        let activity = activity as usize;
        let (Some(old), Some(&new)) = (state.place(activity), random.choose(&places[activity])) else { return };
        let relocation = Relocation { activity, new, earlier: random.below(2) == 0 };
        let mut scratch = std::mem::take(&mut candidate.scratch);
        let scheduled =
            self.relocate(neighbourhood, state, relocation, old, random, &mut scratch, &mut candidate.changes);
        if !scheduled || candidate.changes.len() > CandidateMove::MOST {
            candidate.changes.clear();
        }
        candidate.scratch = scratch;
    }

    /// Schedules the days of a relocation. Returns whether every activity found a place.
    #[expect(clippy::too_many_arguments, reason = "one caller")]
    fn relocate(
        &self,
        neighbourhood: &Neighbourhood<'_>,
        state: &State<'_>,
        relocation: Relocation,
        old: Place,
        random: &mut Random,
        scratch: &mut Scratch,
        changes: &mut Vec<(usize, Option<Place>)>,
    ) -> bool {
        let Relocation { activity, new, earlier } = relocation;
        let model = neighbourhood.model;
        let day = |place: Place| model.starts[place.start as usize].day as usize;
        let (left, entered) = (day(old), day(new));
        let Scratch { usage, days: [here, there] } = scratch;
        self.collect(neighbourhood, left, activity, here);
        let mut gone = old.start;
        if left != entered {
            self.collect(neighbourhood, entered, activity, there);
            if there.is_empty() {
                return false;
            }
            // Activities with about the same work go the other way, to where it came from.
            let from = random.below(there.len());
            gone = there[from].1;
            let (mut until, mut work) = (from, 0);
            while until < there.len() && work < self.work[activity] {
                work += self.work[there[until].0 as usize];
                until += 1;
            }
            let at = here.partition_point(|&(_, start)| start < old.start);
            here.splice(at..at, there.drain(from..until).map(|(activity, _)| (activity, old.start)));
        }
        let changed = if left == entered { &mut *here } else { &mut *there };
        shift_between(model, changed, gone, new.start, neighbourhood.footprint[activity], earlier);
        let at = changed.partition_point(|&(_, start)| start < new.start);
        changed.insert(at, (activity as u32, new.start));
        self.schedule_day(neighbourhood, state, left, here, relocation, usage, changes)
            && (left == entered || self.schedule_day(neighbourhood, state, entered, there, relocation, usage, changes))
    }

    /// All activities that start on a day, except one, by start.
    fn collect(&self, neighbourhood: &Neighbourhood<'_>, day: usize, without: usize, to: &mut Vec<Wanted>) {
        to.clear();
        for start in self.starts[day].clone() {
            let here = neighbourhood.occupants[start as usize].iter().filter(|&&a| a as usize != without);
            to.extend(here.map(|&activity| (activity, start)));
        }
    }

    /// Gives each activity, in turn, the start nearest to its wanted one that the resources allow, later or earlier.
    #[expect(clippy::too_many_arguments, reason = "one caller")]
    fn schedule_day(
        &self,
        neighbourhood: &Neighbourhood<'_>,
        state: &State<'_>,
        day: usize,
        wanted: &[Wanted],
        relocation: Relocation,
        usage: &mut Vec<u32>,
        changes: &mut Vec<(usize, Option<Place>)>,
    ) -> bool {
        let model = neighbourhood.model;
        let range = self.starts[day].clone();
        let base = model.starts[range.start as usize].step;
        usage.clear();
        usage.resize(self.capacities.len() * self.width, 0);
        for i in 0..wanted.len() {
            let (activity, mut start) = wanted[if relocation.earlier { wanted.len() - 1 - i } else { i }];
            let activity = activity as usize;
            let Some(old) = state.place(activity) else { return false };
            let class = if activity == relocation.activity { relocation.new.class } else { old.class };
            let uses = || {
                self.uses[activity].iter().filter(|used_resource| used_resource.class.is_none_or(|own| own == class))
            };
            let steps = |used_resource: &ResourceUse, start: u32| {
                let step = (model.starts[start as usize].step - base) as usize;
                used_resource.resource * self.width + step + used_resource.from
                    ..used_resource.resource * self.width + step + used_resource.until
            };
            loop {
                if !range.contains(&start) {
                    return false;
                }
                let fits = |used_resource: &ResourceUse| {
                    let capacity = self.capacities[used_resource.resource];
                    usage[steps(used_resource, start)].iter().all(|&used| used + used_resource.amount <= capacity)
                };
                if neighbourhood.allowed(activity, Place { start, class }) && uses().all(fits) {
                    break;
                }
                start = if relocation.earlier { start.wrapping_sub(1) } else { start + 1 };
            }
            for used_resource in uses() {
                usage[steps(used_resource, start)].iter_mut().for_each(|used| *used += used_resource.amount);
            }
            let place = Place { start, class };
            if place != old {
                changes.push((activity, Some(place)));
            }
        }
        true
    }
}

/// Shifts the activities between the old and the new start by `by` steps towards the old start, unless they will be
/// pushed that way anyway.
fn shift_between(model: &Model, wanted: &mut [Wanted], gone: u32, new: u32, by: u32, earlier: bool) {
    let between = if earlier { new..=gone } else { gone..=new };
    for (_, start) in wanted.iter_mut().filter(|(_, start)| between.contains(start)) {
        let step = model.starts[*start as usize].step;
        let to = if earlier { step + by } else { step.saturating_sub(by) };
        let moved = model.starts.partition_point(|start| start.step < to) as u32;
        *start = if earlier { moved.min(gone) } else { moved.max(gone) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Builder, Class, Day, ModelIndex, Start, Use};
    use crate::solve::testing::resource;

    /// Two units over twelve steps of one day. Activity 0 takes both units for three steps; activities 1 to 4 take one
    /// for three steps each.
    fn model() -> Model {
        let starts: Vec<Start> = (0..12).map(|step| Start { step, day: 0, date: 0 }).collect();
        let mut b = Builder::new(15, starts, vec![Day { first: 0, end: 12 }], vec![Class { size: 2 }]);
        let uses = (0..5).map(|activity| {
            b.activity(3, 1);
            Use { activity, class: None, from: 0, until: 3, amount: if activity == 0 { 2 } else { 1 } }
        });
        let uses = uses.collect();
        b.cumulative(resource(2, uses));
        b.finish().expect("small costs")
    }

    #[test]
    fn activities_in_the_way_of_a_wide_one_move() {
        let model = model();
        let index = ModelIndex::new(&model);
        let places: Vec<Vec<Place>> = (0..5).map(|activity| model.places(activity).collect()).collect();
        let at = |start| Some(Place { start, class: 0 });
        let state = State::new(&index, &vec![at(0), at(3), at(3), at(6), at(6)]);
        let tuning = crate::solve::tuning::Search::default();
        let neighbourhood = Neighbourhood::new(&index, &places, &state, &tuning);
        let reinsert = Reinsert::new(&model, &places);
        assert_eq!(reinsert.wide, [0]);
        let lay = |start: u32, earlier: bool| {
            let relocation = Relocation { activity: 0, new: Place { start, class: 0 }, earlier };
            let (mut scratch, mut changes) = (Scratch::default(), Vec::new());
            let old = Place { start: 0, class: 0 };
            let random = &mut Random::new(1, 1);
            assert!(reinsert.relocate(&neighbourhood, &state, relocation, old, random, &mut scratch, &mut changes));
            let mut starts = vec![0, 3, 3, 6, 6];
            changes.iter().for_each(|&(a, place)| starts[a] = place.map_or(99, |place| place.start));
            starts
        };
        // It comes after two of them, which move up while the others wait; or before the others, and two make room.
        assert_eq!(lay(3, false), [3, 0, 0, 6, 6]);
        assert_eq!(lay(4, false), [4, 0, 0, 7, 7]);
        assert_eq!(lay(9, false), [9, 0, 0, 3, 3]);
        assert_eq!(lay(6, true), [3, 0, 0, 6, 6]);
    }
}
