//! The price of every place of one session while nothing else moves.
//!
//! The [model](crate::model) values the places: the session is taken out of the timetable, and the insertion at each
//! place is valued. Its figures are the checker's as long as the model can hold the timetable as it is.

mod swaps;

use super::view::Reason;
use crate::check::{Checker, Report};
use crate::domain::{Conference, Instant, Placement, Problem, RelationKind, RoomId, RuleId, Schedule, SessionId};
use crate::model::{Assignment, FORBIDDEN, HardConditions, ModelIndex, Place, State};
use crate::rules::Grounded;
use crate::schedule::from_schedule;
pub use swaps::SwapPrice;

/// Values places of sessions. It serves for any number of timetables of one conference.
#[derive(Debug)]
pub struct Pricer<'g> {
    conference: &'g Conference,
    grounded: &'g Grounded,
    index: ModelIndex<'g>,
}

/// The prices of all places of one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prices {
    /// Whether the figures are those of the checker. They can be others if another session is off the grid, has no
    /// room, or is at a place that a hard rule forbids, and if sessions must share a room that the model counts together
    /// with others.
    pub exact: bool,
    /// Every start of the session in every room, by start and room.
    pub places: Vec<PlacePrice>,
}

/// The price of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacePrice {
    /// The place.
    pub place: Placement,
    /// The change of the cost if the session moves there, in hundredths of a discomfort-minute; below 0 if it falls.
    /// `None` if a hard rule forbids the place.
    pub difference: Option<i64>,
    /// The hard rules that are broken more with the session there than without it, in the order of the rules' table.
    pub rules: Vec<Reason>,
}

impl<'g> Pricer<'g> {
    /// Prepares the model of a problem.
    pub fn new(problem: Problem<'g>, grounded: &'g Grounded) -> Pricer<'g> {
        Pricer { conference: problem.conference, grounded, index: ModelIndex::new(&grounded.model) }
    }

    /// Values all places of a session. `report` is the checker's verdict on the schedule.
    pub fn prices(
        &self,
        checker: &mut Checker<'_>,
        (schedule, report): (&Schedule, &Report),
        session: SessionId,
    ) -> Prices {
        let activity = session.index();
        let (assignment, held) = self.others(schedule, session);
        let exact = held && self.rooms_are_free_to_choose(session);
        let state = State::new(&self.index, &assignment);
        let saved = self.saved(checker, (schedule, report), session);
        let mut conditions = HardConditions::new(&self.grounded.model, &assignment, activity, exact);
        let taken = self.taken(schedule, session);
        let axis = &self.grounded.axis;
        let data = &self.conference.sessions[activity];
        let mut places = Vec::new();
        for start in (0..axis.starts.len()).filter(|&start| axis.is_candidate(self.conference, data, start)) {
            let at = axis.start_instant(start);
            let until = data.end(at).plus(self.conference.turnaround_minutes);
            let mut valued: Vec<Option<(i64, Vec<Reason>)>> = vec![None; self.grounded.classes.len()];
            for (room, class) in self.class_of_rooms() {
                let place = Placement { start: at, room: Some(room) };
                if schedule.get(session) == Some(place) {
                    places.push(PlacePrice { place, difference: Some(0), rules: Vec::new() });
                    continue;
                }
                let (cost, rules) = valued[class].get_or_insert_with(|| {
                    let there = Place { start: start as u32, class: class as u32 };
                    let added = state.insertion_delta(activity, there);
                    let rules = self.rules(&mut conditions, activity, there);
                    (added.soft.saturating_sub(saved), rules)
                });
                let mut rules = rules.clone();
                let clash = Reason::Rule(RuleId::RoomClash);
                let is_taken = taken[room.index()].iter().any(|&(from, to)| from < until && at < to);
                if is_taken && !rules.contains(&clash) {
                    rules.push(clash);
                    rules.sort_unstable();
                }
                let difference = rules.is_empty().then_some(*cost);
                places.push(PlacePrice { place, difference, rules });
            }
        }
        Prices { exact, places }
    }

    /// Each room with its class, in the order of the rooms.
    fn class_of_rooms(&self) -> impl Iterator<Item = (RoomId, usize)> + '_ {
        (0..self.conference.rooms.len()).map(RoomId::new).filter_map(|room| {
            let class = self.grounded.classes.iter().position(|class| class.contains(&room))?;
            Some((room, class))
        })
    }

    /// When the other sessions take each room, turnarounds included.
    fn taken(&self, schedule: &Schedule, session: SessionId) -> Vec<Vec<(Instant, Instant)>> {
        let mut taken = vec![Vec::new(); self.conference.rooms.len()];
        for (other, at) in schedule.placed().filter(|&(other, _)| other != session) {
            let until = self.conference.sessions[other.index()].end(at.start);
            if let Some(times) = at.room.and_then(|room| taken.get_mut(room.index())) {
                times.push((at.start, until.plus(self.conference.turnaround_minutes)));
            }
        }
        taken
    }

    /// What the timetable costs less without the session, according to the checker: the model does not know the cost of
    /// a place that a hard rule forbids.
    fn saved(&self, checker: &mut Checker<'_>, (schedule, report): (&Schedule, &Report), session: SessionId) -> i64 {
        if schedule.get(session).is_none() {
            return 0;
        }
        let mut without = schedule.clone();
        without.placements[session.index()] = None;
        report.cost.saturating_sub(checker.check(&without).cost)
    }

    /// The places of all other sessions in the model, and whether each is exactly that of the schedule, and one that no
    /// hard rule forbids: the model does not know what else such a place costs.
    fn others(&self, schedule: &Schedule, session: SessionId) -> (Assignment, bool) {
        let mut assignment = from_schedule(self.conference, self.grounded, schedule);
        assignment[session.index()] = None;
        let mut held = true;
        for (other, now) in schedule.placed().filter(|&(other, _)| other != session) {
            let place = self.place(now);
            held &= place.is_some_and(|place| self.index.unary(other.index(), place) != FORBIDDEN);
            assignment[other.index()] = place.or(assignment[other.index()]);
        }
        (assignment, held)
    }

    /// The place of the model that is exactly this one.
    fn place(&self, now: Placement) -> Option<Place> {
        let room = now.room?;
        let class = self.grounded.classes.iter().position(|class| class.contains(&room))?;
        let start = self.grounded.axis.start_at(now.start)?;
        Some(Place { start: start as u32, class: class as u32 })
    }

    /// Whether no relation asks for the very room of another session, or the model tells all rooms apart.
    fn rooms_are_free_to_choose(&self, session: SessionId) -> bool {
        self.grounded.classes.iter().all(|class| class.len() == 1)
            || !self.conference.relations.iter().any(|relation| {
                let same_room = matches!(relation.kind, RelationKind::Gap { same_room: true, .. });
                same_room && relation.sessions.contains(&session)
            })
    }

    /// The hard rules that a session breaks at a place.
    fn rules(&self, conditions: &mut HardConditions<'_>, activity: usize, place: Place) -> Vec<Reason> {
        let model = &self.grounded.model;
        let labels = conditions.broken(place).into_iter();
        let mut rules: Vec<Reason> = labels
            .filter_map(|label| self.grounded.labels.get(label.0 as usize))
            .map(|meaning| Reason::Rule(meaning.rule))
            .collect();
        if model.unary(activity, place) == FORBIDDEN {
            let blocked = model.activities[activity].blocked[place.start as usize];
            rules.extend(Reason::all().filter(|reason| reason.is_in(blocked)));
        }
        rules.sort_unstable();
        rules.dedup();
        rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::domain::testing::{add_person, at, conference, rooms, session};
    use crate::domain::{RuleSetting, RuleSettings};
    use crate::rules::{catalogue, ground};

    /// Three sessions in two rooms that are alike; two of them share a speaker in Tokyo.
    fn three() -> (Conference, Schedule) {
        let mut given = conference();
        given.rooms = rooms(2);
        given.sessions = ["a", "b", "c"].map(|id| session(id, 60)).into();
        add_person(&mut given, "Asia/Tokyo", &[0, 1]);
        given.rules = RuleSettings::of(|rule| RuleSetting::from(catalogue()[rule as usize].default));
        (given, Schedule { placements: vec![place("02T08:00", 0), place("02T10:00", 1), place("02T12:00", 0)] })
    }

    fn place(start: &str, room: u32) -> Option<Placement> {
        Some(Placement { start: at(start), room: Some(RoomId(room)) })
    }

    fn prices(given: &Conference, schedule: &Schedule) -> Prices {
        let grounded = ground(given).unwrap();
        let report = check(given, schedule);
        let pricer = Pricer::new(given.into(), &grounded);
        pricer.prices(&mut Checker::new(given), (schedule, &report), SessionId(0))
    }

    fn rules(prices: &Prices, start: &str, room: u32) -> Vec<String> {
        let there = place(start, room).unwrap();
        let price = prices.places.iter().find(|price| price.place == there).unwrap();
        assert_eq!(price.difference.is_none(), !price.rules.is_empty());
        price.rules.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_room_that_is_taken_is_not_free_although_another_one_of_its_class_is() {
        let (given, schedule) = three();
        let found = prices(&given, &schedule);
        assert!(found.exact);
        assert_eq!(rules(&found, "02T12:00", 0), ["room-clash"]);
        assert!(rules(&found, "02T12:00", 1).is_empty());
        assert_eq!(rules(&found, "02T10:00", 1), ["room-clash", "person-clash"]);
        assert_eq!(rules(&found, "02T10:00", 0), ["person-clash"]);
        let day = &given.days[0];
        let starts = day.latest.since(day.earliest) / given.grid_minutes;
        assert_eq!(found.places.len() as i64, starts * 2, "every start in every room");
    }

    #[test]
    fn the_place_where_it_is_costs_nothing_whatever_it_breaks() {
        let (given, mut schedule) = three();
        schedule.placements[0] = place("02T10:00", 1);
        let found = prices(&given, &schedule);
        assert!(rules(&found, "02T10:00", 1).is_empty());
        let free = found.places.iter().filter(|price| price.difference.is_some()).count();
        assert!(free > 20, "{free}");
    }

    #[test]
    fn prices_are_approximate_where_the_model_cannot_hold_the_timetable() {
        let (given, mut schedule) = three();
        schedule.placements[2] = place("02T12:07", 0);
        assert!(!prices(&given, &schedule).exact, "off the grid");
        schedule.placements[2] = Some(Placement { start: at("02T12:00"), room: None });
        assert!(!prices(&given, &schedule).exact, "no room");
        schedule.placements[2] = None;
        schedule.placements[0] = place("02T08:07", 0);
        assert!(prices(&given, &schedule).exact, "its own place does not matter");
    }
}
