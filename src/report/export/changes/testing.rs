//! Changes for the tests of their formats.

use super::super::testing::{ATTACKS, hostile, small};
use super::{Changes, Options};
use crate::domain::Zone;
use crate::explain::programme::{EventTime, Programme, Readers};
use crate::explain::public_changes::{PublicChange, PublicPlace};
use crate::explain::versions::SessionChangeKind;

fn place(programme: &Programme, hour: i64, room: Option<&str>) -> Option<PublicPlace> {
    let [start, end] = [hour, hour + 1].map(|hour| EventTime::new(Zone::Fixed(0), programme.origin.plus(hour * 60)));
    let when = Zone::Fixed(0).time_range(start.at, end.at);
    Some(PublicPlace { start, end, when, room: room.map(str::to_owned) })
}

/// One change of each kind.
pub(super) fn changed() -> (Programme, Options) {
    let programme = small(Readers::Public);
    let at = |hour, room| place(&programme, hour, room);
    let change = |kind, id: &str, old, new| PublicChange {
        kind,
        session: id.into(),
        title: id.to_uppercase(),
        old_title: None,
        session_type: "talk".into(),
        old,
        new,
    };
    let (first, second) = (Some("Room 0"), Some("Room 1"));
    let room = change(SessionChangeKind::Room, "room", at(11, first), at(11, None));
    let titled = change(SessionChangeKind::Edited, "titled", at(13, second), at(13, second));
    let all = vec![
        change(SessionChangeKind::Added, "new", None, at(9, first)),
        change(SessionChangeKind::Moved, "moved", at(12, first), at(10, second)),
        PublicChange { old_title: Some("Before".into()), ..room },
        change(SessionChangeKind::Removed, "gone", at(12, first), None),
        PublicChange { old_title: Some(String::new()), ..titled },
    ];
    let changes = Changes { since: Some("1.0".into()), all };
    (programme, Options { changes, ..Options::default() })
}

/// The same changes, in which every text is an attack.
pub(super) fn hostile_changes() -> (Programme, Options) {
    let (_, mut options) = changed();
    options.changes.since = Some(ATTACKS.concat());
    for (change, attack) in options.changes.all.iter_mut().zip(ATTACKS) {
        (change.session, change.title, change.old_title) = (attack.into(), attack.into(), Some(attack.into()));
        change.session_type = attack.into();
        for place in change.old.iter_mut().chain(&mut change.new) {
            place.room = Some(attack.into());
        }
    }
    (hostile(), options)
}
