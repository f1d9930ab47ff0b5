//! What a user asks for with a draft: locks in its file and on the command line, sessions that have started. Its
//! meaning is written here a second time, in plain loops over the sessions.

use plenary::app::solve::Locks;
use plenary::domain::{Conference, Instant, Placement, Schedule, SessionId};
use serde_json::{Value, json};

use crate::properties::placements::rooms;
use crate::properties::random::Random;

/// What a session keeps, as a user writes it.
const KINDS: [&str; 4] = ["day", "time", "room", "fixed"];

/// A draft with all that is asked of the new timetable.
#[derive(Debug)]
pub struct Asked {
    pub draft: Schedule,
    /// By session: the lock in the file.
    in_file: Vec<Option<&'static str>>,
    /// By session: whether its status in the file is `confirmed`.
    confirmed: Vec<bool>,
    /// On the command line: what is selected, by which id, and the lock.
    named: Vec<(&'static str, String, &'static str)>,
    /// `--freeze-before` and the hours of `--notice`.
    freeze: Option<(Instant, u32)>,
    /// As in a repair.
    pub count_room_changes: bool,
}

impl Asked {
    /// Draws a draft and locks. `valid` are the placements that each session may have alone: most of the draft is made
    /// of them, so that most locks can be kept.
    pub fn draw(random: &mut Random, c: &Conference, valid: &[Vec<Placement>], all: &[Vec<Placement>]) -> Asked {
        let draft: Vec<Option<Placement>> =
            valid.iter().zip(all).map(|(valid, all)| placement(random, valid, all)).collect();
        let freeze = random.chance(35).then(|| instant(random, c)).map(|at| (at, random.pick(&[0, 0, 1, 2, 24])));
        let locked = random.pick(&[0, 20, 40]);
        Asked {
            in_file: draft.iter().map(|_| random.chance(locked).then(|| random.pick(&KINDS))).collect(),
            confirmed: draft.iter().map(|_| random.chance(30)).collect(),
            named: (0..random.below(3)).filter_map(|_| named(random, c)).collect(),
            draft: Schedule { placements: draft },
            freeze,
            count_room_changes: random.chance(40),
        }
    }

    /// The options of the command line.
    pub fn options(&self) -> Locks {
        // A status that no session has is refused.
        let known = |kind: &str| kind != "status" || self.draft.placed().any(|(id, _)| self.confirmed[id.index()]);
        let text = |(key, id, lock): &(&str, String, &str)| match *lock {
            "fixed" => format!("{key}={id}"),
            lock => format!("{key}={id}:{lock}"),
        };
        Locks {
            named: self.named.iter().filter(|(key, ..)| known(key)).map(text).collect(),
            freeze_before: self.freeze.map(|(at, _)| at.to_string()),
            notice_hours: self.freeze.map_or(0, |(_, hours)| hours),
        }
    }

    /// The draft as a schedule file.
    pub fn file(&self, c: &Conference) -> Value {
        let entry = |(id, at): (SessionId, Placement)| {
            let mut entry = json!({
                "id": c.sessions[id.index()].id,
                "start": at.start.to_string(),
                "room": at.room.map(|room| &c.rooms[room.index()].id),
            });
            if let Some(lock) = self.in_file[id.index()] {
                entry["lock"] = lock.into();
            }
            if self.confirmed[id.index()] {
                entry["status"] = "confirmed".into();
            }
            entry
        };
        json!({
            "format": "plenary-schedule/1",
            "sessions": self.draft.placed().map(entry).collect::<Vec<_>>(),
        })
    }

    /// The instant before which only sessions start that have started already.
    fn limit(&self) -> Option<Instant> {
        self.freeze.map(|(at, hours)| at.plus(60 * i64::from(hours)))
    }

    /// What a session has to keep of its placement in the draft.
    fn kept(&self, c: &Conference, id: SessionId) -> Vec<&'static str> {
        let (Some(was), session) = (self.draft.get(id), &c.sessions[id.index()]) else { return vec![] };
        let selects = |key: &str, wanted: &str| match key {
            "session" => session.id == wanted,
            "type" => c.types[session.session_type.index()] == wanted,
            "track" => session.track.is_some_and(|track| c.tracks[track.index()].0 == wanted),
            "phase" => day_of(c, was.start).is_some_and(|day| c.phases[c.days[day].phase.index()].id == wanted),
            _ => self.confirmed[id.index()],
        };
        let mut kept: Vec<&str> = self.in_file[id.index()].into_iter().collect();
        kept.extend(self.named.iter().filter(|(key, wanted, _)| selects(key, wanted)).map(|(.., lock)| *lock));
        if self.limit().is_some_and(|limit| was.start < limit) {
            kept.push("fixed");
        }
        kept
    }

    /// Whether a session may be at `now`: it keeps what it has to keep, and does not move into the past.
    pub fn allows(&self, c: &Conference, id: SessionId, now: Placement) -> bool {
        let kept = self.kept(c, id);
        let keeps = |was: Placement, lock: &str| {
            let room = was.room.is_none() || now.room.is_none() || was.room == now.room;
            match lock {
                "day" if day_of(c, was.start).is_none() => now.start == was.start,
                "day" => day_of(c, was.start) == day_of(c, now.start),
                "time" => now.start == was.start,
                "room" => room,
                _ => now.start == was.start && room,
            }
        };
        let all = self.draft.get(id).is_none_or(|was| kept.iter().all(|lock| keeps(was, lock)));
        all && (kept.contains(&"fixed") || self.limit().is_none_or(|limit| now.start >= limit))
    }

    /// Whether anything is asked that a timetable of the programme can fail to keep.
    pub fn is_something(&self, c: &Conference) -> bool {
        self.freeze.is_some() || c.session_ids().any(|id| !self.kept(c, id).is_empty())
    }

    /// The placements to try for each session: those of the programme, and where a lock keeps its start, that start,
    /// which may be off the grid.
    pub fn candidates(&self, c: &Conference, all: &[Vec<Placement>]) -> Vec<Vec<Placement>> {
        let of = |(id, places): (SessionId, &Vec<Placement>)| {
            let mut places = places.clone();
            if let Some(was) = self.draft.get(id)
                && self.kept(c, id).iter().any(|lock| ["time", "fixed"].contains(lock))
            {
                places.extend(rooms(c).into_iter().map(|room| Placement { start: was.start, room: Some(room) }));
            }
            places.retain(|&place| self.allows(c, id, place));
            places.sort_unstable();
            places.dedup();
            places
        };
        c.session_ids().zip(all).map(of).collect()
    }
}

/// The day in whose hours an instant lies.
fn day_of(c: &Conference, at: Instant) -> Option<usize> {
    c.days.iter().position(|day| day.earliest <= at && at < day.latest)
}

/// A placement of the draft: mostly a valid one, at times without its room, or off the grid.
fn placement(random: &mut Random, valid: &[Placement], all: &[Placement]) -> Option<Placement> {
    let from = if valid.is_empty() || random.chance(15) { all } else { valid };
    if from.is_empty() || random.chance(12) {
        return None;
    }
    let at = random.pick(from);
    let room = at.room.filter(|_| !random.chance(12));
    Some(Placement { start: at.start.plus(random.pick(&[0, 0, 0, 0, 0, 0, 5, -35])), room })
}

fn instant(random: &mut Random, c: &Conference) -> Instant {
    let day = random.pick(&c.days);
    day.earliest.plus(5 * random.between(-6, day.latest.since(day.earliest) / 5))
}

/// A value of `--lock`.
fn named(random: &mut Random, c: &Conference) -> Option<(&'static str, String, &'static str)> {
    let any = |random: &mut Random, ids: Vec<String>| (!ids.is_empty()).then(|| ids[random.below(ids.len())].clone());
    let key = random.pick(&["session", "type", "track", "phase", "status"]);
    let id = match key {
        "session" => any(random, c.sessions.iter().map(|session| session.id.clone()).collect()),
        "type" => any(random, c.types.clone()),
        "track" => any(random, c.tracks.iter().map(|track| track.0.clone()).collect()),
        "phase" => any(random, c.phases.iter().map(|phase| phase.id.clone()).collect()),
        _ => Some("confirmed".to_owned()),
    };
    Some((key, id?, random.pick(&KINDS)))
}

/// Moves one session to a placement that breaks what is asked; `None` if there is none.
pub fn broken(asked: &Asked, c: &Conference, schedule: &Schedule, all: &[Vec<Placement>]) -> Option<Schedule> {
    let refused = |id: SessionId| all[id.index()].iter().copied().find(|&place| !asked.allows(c, id, place));
    let (id, place) = schedule.placed().find_map(|(id, _)| Some((id, refused(id)?)))?;
    let mut moved = schedule.clone();
    moved.placements[id.index()] = Some(place);
    Some(moved)
}
