//! `wishes`: times and rooms that a session wishes to avoid.

use super::exact_arithmetic::ratio;
use super::{GroundError, Grounding, Rule, WEIGHT_OR_OFF};
use crate::domain::{Conference, Decimal, Instant, RoomId, RuleId, RuleInfo, Session, Strength};

/// Each minute inside a wish's window and rooms costs the attendance x the wish's discomfort.
pub(super) struct Wishes;

impl Rule for Wishes {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::Wishes,
            sentence: "Sessions avoid the times and rooms that they wish to avoid.",
            charges: Some("the wish's discomfort for each attendee and each minute inside its window and rooms"),
            default: Strength::Weight(Decimal::ONE),
            legal: WEIGHT_OR_OFF,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        let Strength::Weight(weight) = strength else { return Ok(()) };
        for index in grounding.sessions() {
            let session = grounding.session(index);
            let of_rooms = session.wishes.iter().any(|wish| wish.rooms.is_some());
            if session.wishes.is_empty() {
                continue;
            }
            for start in 0..grounding.starts() {
                let at = grounding.axis.start_instant(start);
                let cell = |room| cell(session, weight, at, room);
                if of_rooms {
                    for class in 0..grounding.classes.len() {
                        let cell = cell(Some(grounding.room(class)))?;
                        grounding.cost_in(index, start, class, cell);
                    }
                } else {
                    let cell = cell(None)?;
                    grounding.cost(index, start, cell);
                }
            }
        }
        Ok(())
    }

    fn hard_part(&self, conference: &mut Conference, _: Strength) -> Strength {
        conference.sessions.iter_mut().for_each(|session| session.wishes.clear());
        Strength::Off
    }
}

fn cell(session: &Session, weight: Decimal, at: Instant, room: Option<RoomId>) -> Result<i64, GroundError> {
    let mut sum = 0;
    for wish in &session.wishes {
        let here = wish.rooms.as_ref().is_none_or(|rooms| room.is_some_and(|room| rooms.contains(&room)));
        if here {
            let minutes = wish.window.map_or(session.minutes, |window| window.overlap(at, session.end(at)));
            sum += i64::from(wish.discomfort) * minutes;
        }
    }
    Ok(ratio(&[weight.micros.into(), session.attendance.into(), sum.into()], Decimal::SCALE.into())?)
}

#[cfg(test)]
mod tests {
    use crate::domain::{Conference, RoomId, Window, Wish};
    use crate::rules::testing::{RuleId, at, conference, cost, rooms, session, weigh};

    fn given(wishes: Vec<Wish>) -> Conference {
        let mut given = conference();
        weigh(&mut given, RuleId::Wishes, "0.5");
        given.rooms = rooms(2);
        given.sessions = vec![session("a", 90)];
        given.sessions[0].wishes = wishes;
        given
    }

    #[test]
    fn minutes_inside_the_window_cost() {
        let window = Window { from: at("02T10:00"), until: at("02T12:00") };
        let given = given(vec![
            Wish { window: Some(window), rooms: None, discomfort: 20 },
            Wish { window: None, rooms: None, discomfort: 1 },
        ]);
        assert_eq!(cost(&given, &["02T08:00"]), 10 * 90 / 2);
        assert_eq!(cost(&given, &["02T09:00"]), 10 * (90 + 30 * 20) / 2);
        assert_eq!(cost(&given, &["02T12:00"]), 10 * 90 / 2);
    }

    #[test]
    fn minutes_in_a_room_cost() {
        let given = given(vec![Wish { window: None, rooms: Some(vec![RoomId(1)]), discomfort: 20 }]);
        assert_eq!(cost(&given, &["02T08:00@0"]), 0);
        assert_eq!(cost(&given, &["02T08:00@1"]), 10 * 90 * 20 / 2);
    }
}
