//! Small programmes for the tests of formats.

use crate::check;
use crate::domain::testing::{add_person, at, conference, rooms, session};
use crate::domain::{Conference, Placement, RoomId, Schedule, TagId, TrackId};
use crate::explain::programme::{Programme, Readers, ReleaseInfo, programme};

/// Hostile titles, names and ids, which must have no effect.
pub(super) const ATTACKS: [&str; 6] = [
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(2)>",
    "=HYPERLINK(\"http://evil\")",
    "' onmouseover='alert(3)",
    "]]> &lt;b&gt; --> <!-- | *x* [a](javascript:alert(4))",
    "a\u{202e}b\u{2028}c\u{0}d\\,;\r\nX-EVIL:1",
];

fn view(conference: &Conference, places: &[Option<(&str, u32)>], readers: Readers) -> Programme {
    let place = |&(start, room): &(&str, u32)| Placement { start: at(start), room: Some(RoomId(room)) };
    let placements = places.iter().map(|placed| placed.as_ref().map(place)).collect();
    let schedule = Schedule { placements };
    programme(conference, &schedule, &check::check(conference, &schedule), readers)
}

/// Three sessions, one of them without a place.
pub(super) fn small(readers: Readers) -> Programme {
    let mut c = conference();
    c.name = "A small event 2020".into();
    c.rooms = rooms(2);
    c.sessions = vec![session("opening", 60), session("talk", 90), session("nowhere", 60)];
    c.sessions[1].title = "Talk, with a comma".into();
    (c.sessions[1].track, c.sessions[1].tags) = (Some(TrackId(0)), vec![TagId(0)]);
    add_person(&mut c, "Asia/Tokyo", &[1]);
    add_person(&mut c, "UTC", &[1, 2]);
    for person in &mut c.people {
        person.name = Some(person.id.clone());
    }
    view(&c, &[Some(("02T09:00", 0)), Some(("02T10:00", 1)), None], readers)
}

/// The same programme as a draft with that version name.
pub(super) fn draft(version: &str) -> Programme {
    let release = ReleaseInfo { version: version.into(), draft: true, phases: None };
    Programme { release: Some(release), ..small(Readers::Public) }
}

/// A programme in which every text is an attack.
pub(super) fn hostile() -> Programme {
    let mut c = conference();
    let attack = |index: usize| ATTACKS[index % ATTACKS.len()].to_owned();
    c.name = ATTACKS.concat();
    c.rooms = rooms(3);
    for (index, room) in c.rooms.iter_mut().enumerate() {
        (room.id, room.name) = (format!("{index}{}", attack(index)), attack(index + 1));
    }
    c.phases[0].name = attack(0);
    c.types = (0..2).map(attack).collect();
    c.tracks = (0..2).map(|i| (attack(i), attack(i + 1))).collect();
    c.tags = vec![attack(3)];
    c.sessions = (0..6).map(|index| session(&format!("{index}{}", attack(index)), 60)).collect();
    for index in 0..6 {
        let session = &mut c.sessions[index];
        (session.title, session.track, session.tags) = (attack(index), Some(TrackId(0)), vec![TagId(0)]);
    }
    let person = add_person(&mut c, "UTC", &[0, 1, 2, 3, 4, 5]);
    c.people[person.index()].name = Some(ATTACKS.concat());
    let starts = ["02T09:00", "02T10:00", "02T11:00", "02T12:00", "02T13:00"];
    let mut places: Vec<Option<(&str, u32)>> = starts.iter().map(|start| Some((*start, 1))).collect();
    places.push(None);
    let phases = Some(ATTACKS.map(str::to_owned).into());
    let release = ReleaseInfo { version: ATTACKS.concat(), draft: true, phases };
    Programme { release: Some(release), ..view(&c, &places, Readers::Internal) }
}

/// How often a text contains another.
pub(super) fn times(text: &str, part: &str) -> usize {
    text.matches(part).count()
}
