//! Sessions with their participants, and all settings of single sessions.

use plenary::domain::{
    AudienceId, Conference, Fixed, Kept, Participation, PersonId, RoomId, ServiceId, Session, TagId, TrackId, TypeId,
    Window, Wish,
};

use super::{Draft, Focus, window};
use crate::properties::random::Random;

/// Draws tracks, tags and sessions.
pub fn draw(draft: &mut Draft, conference: &mut Conference) {
    let tracks = if draft.focus == Focus::Tracks { 1 } else { draft.random.below(3) };
    conference.tracks = (0..tracks).map(|i| (format!("track-{i}"), format!("Track {i}"))).collect();
    conference.tags = (0..draft.random.below(3)).map(|i| format!("tag-{i}")).collect();
    let longest = conference.days.iter().map(|d| d.latest.since(d.earliest)).max().unwrap_or(60);
    for index in 0..draft.sessions {
        let session = session(draft, conference, index, longest);
        conference.sessions.push(session);
    }
}

fn session(draft: &mut Draft, conference: &Conference, index: usize, longest: i64) -> Session {
    let crowd = draft.focus == Focus::Crowd;
    let minutes = minutes(draft, conference, longest);
    let participants = participants(draft, conference, minutes);
    let in_track = !conference.tracks.is_empty() && draft.chance(50, Focus::Tracks, 90);
    let random = &mut draft.random;
    let audiences: Vec<AudienceId> = (0..conference.audiences.len()).map(AudienceId::new).collect();
    let tags: Vec<TagId> = (0..conference.tags.len()).map(TagId::new).collect();
    let services: Vec<ServiceId> = (0..conference.services.len()).map(ServiceId::new).collect();
    let favoured = random.some(&audiences, 25);
    let id = format!("s-{}", index + 1);
    Session {
        title: id.clone(),
        id,
        session_type: TypeId::new(random.below(conference.types.len())),
        track: in_track.then(|| TrackId::new(random.below(conference.tracks.len()))),
        tags: random.some(&tags, 50),
        minutes,
        attendance: random.pick(&[0, 1, 7, 15, 60, 75, 400]),
        multipliers: favoured.into_iter().map(|a| (a, random.decimal(&["0", "0.5", "3", "1000"]))).collect(),
        participants,
        services: random.some(&services, 45),
        alone: random.chance(if crowd { 4 } else { 12 }),
        after: vec![],
        before: vec![],
        apart_from: vec![],
        wishes: if random.chance(25) { wishes(random, conference) } else { vec![] },
        allowed: random.chance(12).then(|| allowed(random, conference, minutes)),
        fixed: random.chance(9).then(|| fixed(random, conference)),
        kept: Kept::default(),
        details: plenary::domain::Details::default(),
    }
}

fn minutes(draft: &mut Draft, conference: &Conference, longest: i64) -> i64 {
    let grid = conference.grid_minutes;
    let wanted = match draft.focus {
        Focus::Crowd => draft.random.pick(&[grid, grid, 20, 15]),
        _ => draft.random.pick(&[grid, grid, 2 * grid, 30, 45, 50, 60, 90]),
    };
    wanted.min(longest)
}

fn participants(draft: &mut Draft, conference: &Conference, minutes: i64) -> Vec<Participation> {
    let mut participants = Vec::new();
    for person in 0..conference.people.len() {
        let busy = draft.chance(45, Focus::Crowd, 90) || (draft.focus == Focus::Nights && draft.random.chance(60));
        if !busy {
            continue;
        }
        let random = &mut draft.random;
        let (from, until) = if minutes >= 15 && random.chance(20) { attends(random, minutes) } else { (0, minutes) };
        participants.push(Participation {
            person: PersonId::new(person),
            weight: random.decimal(&["25", "25", "10", "1", "2.5", "0.333333", "0"]),
            optional: random.chance(15),
            recorded: random.chance(10),
            from,
            until,
        });
    }
    participants
}

fn attends(random: &mut Random, minutes: i64) -> (i64, i64) {
    let fives = minutes / 5;
    let from = random.between(0, fives - 1);
    (5 * from, 5 * random.between(from + 1, fives))
}

fn wishes(random: &mut Random, conference: &Conference) -> Vec<Wish> {
    let rooms: Vec<RoomId> = (0..conference.rooms.len()).map(RoomId::new).collect();
    let one = |random: &mut Random| {
        let some = random.some(&rooms, 50);
        Wish {
            window: random.chance(70).then(|| window(random, conference, 15, 600)),
            rooms: (!some.is_empty() && random.chance(50)).then_some(some),
            discomfort: random.pick(&[1, 20, 33, 100]),
        }
    };
    (0..1 + random.below(2)).map(|_| one(random)).collect()
}

/// Windows in any order. Some are adjacent, so that the session fits only into both together.
fn allowed(random: &mut Random, conference: &Conference, minutes: i64) -> Vec<Window> {
    let first = window(random, conference, minutes, 600);
    let mut windows = vec![first];
    if random.chance(50) {
        windows.push(Window { from: first.until, until: first.until.plus(random.pick(&[15, 60, 240])) });
    }
    if random.chance(50) {
        windows.insert(0, window(random, conference, 30, 600));
    }
    windows
}

/// A fixed start, mostly within the hours of a day, on or off the grid.
fn fixed(random: &mut Random, conference: &Conference) -> Fixed {
    let day = conference.days[random.below(conference.days.len())];
    let fives = day.latest.since(day.earliest) / 5;
    let offset = if random.chance(6) { -10 } else { 5 * random.between(0, (fives * 2 / 3).max(1)) };
    let room = random.chance(50).then(|| RoomId::new(random.below(conference.rooms.len())));
    Fixed { start: day.earliest.plus(offset), room }
}
