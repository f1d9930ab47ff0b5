//! The effect of a change by hand: a few sessions get another place, and nothing else moves.
//!
//! Every figure is the checker's, on the timetable before and after. The model only finds the places nearby.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Serialize;

use super::affected::{Woken, add_regions, affected, sort_regions, woken};
use super::moves::{between, newly_broken, remarks};
use super::request_locks::RequestLock;
use super::slots::{RegionDifference, SlotChoice, SlotOptions, slots};
use super::times::spot;
use super::view::{RuleCost, Spot, Violation};
use crate::check::{Checker, Report};
use crate::domain::{Conference, Lock, Placement, Problem, RoomId, Schedule, SessionId};
use crate::rules::Grounded;

/// A change of one session by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    /// The session.
    pub session: SessionId,
    /// Its new place; `None` takes it out of the timetable.
    pub place: Option<Placement>,
    /// What a later solve keeps of its new place; `None` for nothing.
    pub lock: Option<Lock>,
}

/// The effect of a change by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EditEffect {
    /// The sessions that change, with their places before and after.
    pub sessions: Vec<EditedSession>,
    /// The cost of the timetable after the change, in hundredths of a discomfort-minute.
    pub cost: i64,
    /// The change of the cost; below 0 if it falls.
    pub difference: i64,
    /// The rules whose cost changes, and by how much, the largest change first.
    pub by_rule: Vec<RuleCost>,
    /// The change of the attendee-minutes of unplaced sessions.
    pub unplaced_minutes_difference: i64,
    /// The hard rules that the change newly breaks.
    pub broken: Vec<Violation>,
    /// Ids of the sessions that a lock of the schedule file keeps at their old place.
    pub locked: Vec<String>,
    /// The locks in the request of the schedule file that refuse the new places, or that still hold a session whose
    /// lock is to be removed.
    pub request_locks: Vec<RequestLock>,
    /// The regions whose discomfort in these sessions changes, those that lose most first.
    pub regions: Vec<RegionDifference>,
    /// The people and the regions for whom more of these sessions is at night, people first, the most minutes first.
    pub woken: Vec<Woken>,
    /// Remarks about the new places: off the grid.
    pub remarks: Vec<String>,
    /// The cheapest other starts within twelve hours of the new one that break no hard rule; where there are fewer than
    /// three, followed by the cheapest swaps with sessions that start in this time. Their costs are
    /// differences from the timetable before the change. Empty if the session gets no new place.
    pub nearby: Vec<SlotChoice>,
}

impl EditEffect {
    /// Whether the change breaks no hard rule and no lock.
    pub fn is_allowed(&self) -> bool {
        self.broken.is_empty() && self.locked.is_empty()
    }
}

/// A session that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EditedSession {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its place before; `null` if it had none.
    pub old: Option<Spot>,
    /// Its place after; `null` if it has none.
    pub new: Option<Spot>,
    /// Its lock in the schedule file before; `null` for none.
    pub old_lock: Option<Lock>,
    /// What a later solve keeps of its new place; `null` for nothing.
    pub lock: Option<Lock>,
}

/// The schedule after some edits.
pub fn edited(schedule: &Schedule, edits: &[Edit]) -> Schedule {
    let mut after = schedule.clone();
    for edit in edits {
        if let Some(place) = after.placements.get_mut(edit.session.index()) {
            *place = edit.place;
        }
    }
    after
}

/// Computes the effect of edits. `locks` are the locks in the schedule file, `before` and `after` the verdicts on the
/// schedule without and with the edits, by `checker`.
pub fn edit_effect(
    conference: &Conference,
    checker: &mut Checker<'_>,
    (schedule, before): (&Schedule, &Report),
    after: &Report,
    edits: &[Edit],
    locks: &[Option<Lock>],
) -> EditEffect {
    let (mut woken_all, mut regions) = (Vec::new(), Vec::new());
    let mut notes = Vec::new();
    for edit in edits {
        let mut of = |place: Option<Placement>| place.map(|at| affected(conference, checker, edit.session, at));
        let (old, new) = (of(schedule.get(edit.session)), of(edit.place));
        woken_all.extend(woken(old.as_ref(), new.as_ref()));
        add_regions(&mut regions, old.as_ref(), new.as_ref());
        notes.extend(edit.place.into_iter().flat_map(|place| remarks(conference, edit.session, place)));
    }
    sort_regions(&mut regions);
    // Stable: equals stay in the order of the file.
    woken_all.sort_by_key(|one: &Woken| (one.id.is_none(), Reverse(one.night_minutes_difference)));
    let changed = |edit: &Edit| {
        let session = &conference.sessions[edit.session.index()];
        EditedSession {
            id: session.id.clone(),
            title: session.title.clone(),
            old: schedule.get(edit.session).map(|place| spot(conference, place)),
            new: edit.place.map(|place| spot(conference, place)),
            old_lock: locks.get(edit.session.index()).copied().flatten(),
            lock: edit.lock,
        }
    };
    let kept = |edit: &&Edit| {
        let lock = locks.get(edit.session.index()).copied().flatten();
        lock.zip(schedule.get(edit.session)).is_some_and(|(lock, old)| !keeps(conference, lock, old, edit.place))
    };
    EditEffect {
        sessions: edits.iter().map(changed).collect(),
        cost: after.cost,
        difference: after.cost.saturating_sub(before.cost),
        by_rule: super::moves::differences(before, after),
        unplaced_minutes_difference: after.unplaced_minutes.saturating_sub(before.unplaced_minutes),
        broken: newly_broken(conference, before, after),
        locked: edits.iter().filter(kept).map(|edit| conference.sessions[edit.session.index()].id.clone()).collect(),
        request_locks: Vec::new(),
        regions,
        woken: woken_all,
        remarks: notes,
        nearby: Vec::new(),
    }
}

/// Whether a new place has what a lock keeps of the old one.
pub(super) fn keeps(conference: &Conference, lock: Lock, old: Placement, new: Option<Placement>) -> bool {
    let Some(new) = new else { return false };
    match lock {
        Lock::Day => conference.date_at(old.start) == conference.date_at(new.start),
        Lock::Time => old.start == new.start,
        Lock::Room => old.room == new.room,
        Lock::Fixed => old == new,
    }
}

/// The best place for a session at a start: in its own room if that breaks no rule, else in the room where it breaks
/// the fewest rules, and then costs the least.
pub fn best_room(
    conference: &Conference,
    checker: &mut Checker<'_>,
    (schedule, before): (&Schedule, &Report),
    session: SessionId,
    at: Placement,
) -> Placement {
    let own = schedule.get(session).and_then(|now| now.room);
    let others = (0..conference.rooms.len()).map(RoomId::new).filter(|&room| Some(room) != own);
    let mut best: Option<((usize, i64), Placement)> = None;
    for room in own.into_iter().chain(others) {
        let place = Placement { room: Some(room), ..at };
        let after = checker.check(&edited(schedule, &[Edit { session, place: Some(place), lock: None }]));
        let alternative = between(conference, before, &after, place);
        let value = (alternative.broken.len(), alternative.difference);
        if Some(room) == own && value.0 == 0 {
            return place;
        }
        if best.is_none_or(|(known, _)| value < known) {
            best = Some((value, place));
        }
    }
    best.map_or(at, |(_, place)| place)
}

/// The minutes around a start in which a place is nearby.
const NEARBY: i64 = 12 * 60;

/// The number of places with one start that are looked at.
const EACH_START: usize = 3;

/// The cheapest starts of a session near a place, without the start of that place; at most `most`, each in one room. If
/// there are fewer, swaps follow in which two sessions exchange their exact places.
pub fn nearby(
    problem: Problem<'_>,
    grounded: &Grounded,
    (schedule, before): (&Schedule, &Report),
    session: SessionId,
    place: Placement,
    most: usize,
) -> Vec<SlotChoice> {
    let window = (place.start.plus(-NEARBY), place.start.plus(NEARBY));
    // More than are shown, because each kind of room has a place of its own.
    let options =
        SlotOptions { most: most.saturating_mul(EACH_START) + 1, swaps: false, all: false, near: Some(window) };
    let mut found = slots(problem, grounded, schedule, before, session, options).places;
    let asked = spot(problem.conference, place);
    let mut starts = vec![asked.start.clone()];
    found.retain(|choice| {
        let is_new = !starts.contains(&choice.spot.start);
        starts.push(choice.spot.start.clone());
        is_new
    });
    found.truncate(most);
    let left = most - found.len();
    if left > 0 && schedule.get(session).is_some() {
        let options = SlotOptions { most: most.saturating_mul(EACH_START), swaps: true, ..options };
        let swaps = slots(problem, grounded, schedule, before, session, options).swaps;
        let now = schedule.get(session).map(|now| spot(problem.conference, now));
        let is_exact = |choice: &SlotChoice| {
            choice.with.as_ref().is_some_and(|with| choice.spot == with.now && with.there == now && with.now != asked)
        };
        found.extend(swaps.into_iter().filter(is_exact).take(left));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{add_person, at, audience, conference, rooms, session};
    use crate::domain::{RuleId, RuleSetting, RuleSettings};
    use crate::rules::{catalogue, ground};

    /// Two sessions that share a speaker in Tokyo, for people in Tokyo, in two rooms.
    fn two() -> (Conference, Schedule) {
        let mut given = conference();
        given.rooms = rooms(2);
        given.sessions = vec![session("a", 60), session("b", 60)];
        given.audiences = vec![audience("east", 100, &[("Asia/Tokyo", 1)])];
        add_person(&mut given, "Asia/Tokyo", &[0, 1]);
        given.rules = RuleSettings::of(|rule| RuleSetting::from(catalogue()[rule as usize].default));
        let schedule = Schedule { placements: vec![place("02T08:00", 0), place("02T10:00", 1)] };
        (given, schedule)
    }

    fn place(start: &str, room: u32) -> Option<Placement> {
        Some(Placement { start: at(start), room: Some(RoomId(room)) })
    }

    const A: SessionId = SessionId(0);

    fn effect(edits: &[Edit], locks: &[Option<Lock>]) -> EditEffect {
        let (given, schedule) = two();
        let mut checker = Checker::new(&given);
        let (before, after) = (checker.check(&schedule), checker.check(&edited(&schedule, edits)));
        edit_effect(&given, &mut checker, (&schedule, &before), &after, edits, locks)
    }

    fn to(place: Option<Placement>) -> Edit {
        Edit { session: A, place, lock: None }
    }

    #[test]
    fn the_people_and_regions_that_wake_are_named_by_their_own_clocks() {
        let late = effect(&[to(place("02T15:00", 0))], &[]);
        let woken = |effect: &EditEffect| -> Vec<(Option<String>, String, i64)> {
            let parts = |one: &Woken| (one.id.clone(), one.when.clone(), one.night_minutes_difference);
            effect.woken.iter().map(parts).collect()
        };
        let midnight = "Tue 3 Nov 00:00".to_owned();
        let [(person, when, minutes), (region, when_there, all)] = woken(&late).try_into().unwrap();
        assert_eq!((person.is_some(), when, minutes), (true, midnight.clone(), 60));
        assert_eq!((region, when_there), (None, midnight));
        assert_eq!(all, 60 * two().0.sessions[0].attendance);
        let [region] = &late.regions[..] else { panic!("{:?}", late.regions) };
        assert!(region.difference > 0 && late.difference >= region.difference, "{region:?}");
        assert!(late.difference > 0 && late.is_allowed());
        assert_eq!(late.by_rule.iter().map(|rule| rule.cost).sum::<i64>(), late.difference);
        assert!(woken(&effect(&[to(place("02T09:00", 0))], &[])).is_empty());
        assert!(woken(&effect(&[to(None)], &[])).is_empty());
    }

    #[test]
    fn a_lock_holds_what_it_names() {
        let is_kept = |lock, place| effect(&[to(place)], &[Some(lock)]).locked.is_empty();
        let (earlier, other_room) = (place("02T07:00", 0), place("02T08:00", 1));
        for (lock, kept) in [
            (Lock::Day, [true, true, false]),
            (Lock::Time, [false, true, false]),
            (Lock::Room, [true, false, false]),
            (Lock::Fixed, [false, false, false]),
        ] {
            assert_eq!([earlier, other_room, None].map(|place| is_kept(lock, place)), kept, "{lock:?}");
            assert!(is_kept(lock, place("02T08:00", 0)), "{lock:?}");
        }
    }

    #[test]
    fn only_what_is_newly_broken_counts() {
        let clash = effect(&[to(place("02T10:00", 1))], &[]);
        let rules: Vec<_> = clash.broken.iter().map(|violation| violation.rule).collect();
        assert!(rules.iter().any(|rule| *rule == RuleId::RoomClash) && !clash.is_allowed(), "{rules:?}");
        // The two already clash.
        let (given, _) = two();
        let schedule = Schedule { placements: vec![place("02T10:00", 1), place("02T10:00", 1)] };
        let mut checker = Checker::new(&given);
        let before = checker.check(&schedule);
        let edits = [Edit { session: A, place: schedule.get(A), lock: Some(Lock::Day) }];
        let same = edit_effect(&given, &mut checker, (&schedule, &before), &before, &edits, &[]);
        assert!(same.is_allowed() && same.difference == 0);
    }

    #[test]
    fn a_session_keeps_its_room_if_that_breaks_nothing() {
        let (given, schedule) = two();
        let mut checker = Checker::new(&given);
        let before = checker.check(&schedule);
        let mut room = |session: u32, start: &str| {
            let there = Placement { start: at(start), room: None };
            best_room(&given, &mut checker, (&schedule, &before), SessionId(session), there).room
        };
        assert_eq!(room(0, "02T12:00"), Some(RoomId(0)));
        assert_eq!(room(1, "02T12:00"), Some(RoomId(1)));
        // Its own room is taken at that time: in the other one, only the speaker clashes.
        let (given, schedule) = two();
        let schedule = edited(&schedule, &[Edit { session: SessionId(1), place: place("02T10:00", 0), lock: None }]);
        let mut checker = Checker::new(&given);
        let before = checker.check(&schedule);
        let there = Placement { start: at("02T10:00"), room: None };
        assert_eq!(best_room(&given, &mut checker, (&schedule, &before), A, there).room, Some(RoomId(1)));
    }

    #[test]
    fn places_nearby_are_other_starts_within_twelve_hours() {
        let (given, schedule) = two();
        let report = crate::check::check(&given, &schedule);
        let there = place("02T20:00", 0).unwrap();
        let grounded = ground(&given).unwrap();
        let found = nearby((&given).into(), &grounded, (&schedule, &report), A, there, 3);
        assert_eq!(found.len(), 3);
        let starts: Vec<&str> = found.iter().map(|choice| choice.spot.start.as_str()).collect();
        assert!(starts.iter().all(|start| ("2020-11-02T08:00"..="2020-11-03T08:00").contains(start)), "{starts:?}");
        assert!(!starts.contains(&"2020-11-02T20:00:00+00:00"), "{starts:?}");
        let mut different = starts.clone();
        different.dedup();
        assert_eq!(different, starts);
        assert!(found.is_sorted_by_key(|choice| choice.difference));
    }
}
