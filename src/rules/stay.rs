//! `stay`: few and small moves against an earlier timetable.

use super::exact_arithmetic::ratio;
use super::{GroundError, Grounding, Rule, WEIGHT_OR_OFF};
use crate::domain::{Decimal, Placement, RuleId, RuleInfo, Strength};
use crate::model::TooLarge;

/// A moved session costs its attendees and the people it needs: little for another room, more for another time or day.
pub(super) struct Stay;

/// The shift, in minutes, beyond which the cost stays the same.
const FURTHEST: i64 = 180;

impl Rule for Stay {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::Stay,
            sentence: "Sessions stay where they were in an earlier timetable.",
            charges: Some(
                "for each attendee, and for the weight of each person needed: 5 for another room, 15 to 60 for \
                 another time, 75 for another day",
            ),
            default: Strength::Off,
            legal: WEIGHT_OR_OFF,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        let Strength::Weight(weight) = strength else { return Ok(()) };
        let Some(reference) = grounding.reference else { return Ok(()) };
        for (session, was) in
            reference.schedule.placed().filter(|(session, _)| session.index() < grounding.conference.sessions.len())
        {
            ground_session(grounding, session.index(), was, weight)?;
        }
        Ok(())
    }
}

fn ground_session(g: &mut Grounding<'_>, index: usize, was: Placement, weight: Decimal) -> Result<(), GroundError> {
    let weights: i128 =
        g.live_participants(index).iter().map(|(_, participation)| i128::from(participation.weight)).sum();
    let people = i128::from(g.session(index).attendance) * i128::from(Decimal::SCALE) + weights;
    let cost = |hundredths: i64| -> Result<i64, TooLarge> {
        ratio(&[weight.micros.into(), people, hundredths.into()], i128::from(Decimal::SCALE).pow(2))
    };
    let date = g.conference.date_at(was.start);
    for start in 0..g.starts() {
        let at = g.axis.start_instant(start);
        if at == was.start {
            let Some(room) = was.room else { continue };
            for class in 0..g.classes.len() {
                // A room of the reference timetable is a class of its own.
                if !g.classes[class].contains(&room) {
                    g.cost_in(index, start, class, cost(500)?);
                }
            }
        } else if g.conference.date_at(at) == date {
            g.cost(index, start, cost((60 + at.since(was.start).abs().min(FURTHEST)) * 25)?);
        } else {
            g.cost(index, start, cost(7500)?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::domain::{Placement, Request, RoomId, Schedule};
    use crate::rules::testing::{RuleId, add_day, add_person, at, conference, cost, rooms, session, weigh};

    #[test]
    fn another_room_another_time_and_another_day_cost() {
        let mut given = conference();
        given.rooms = rooms(2);
        add_day(&mut given, 3, "03T00:00", "04T00:00");
        given.sessions = vec![session("a", 60), session("new", 60)];
        add_person(&mut given, "UTC", &[0]);
        let was = |room| {
            Request::against(Schedule { placements: vec![Some(Placement { start: at("02T10:00"), room }), None] })
        };
        weigh(&mut given, RuleId::Stay, "0.5");
        // 10 who attend and a weight of 25, at a half: 17.5.
        let known = was(Some(RoomId(0)));
        let cases = [
            ("02T10:00@0", 0),
            ("02T10:00@1", 500),
            ("02T11:00@0", 3000),
            ("02T08:00@1", 4500),
            ("02T20:00@0", 6000),
            ("03T10:00@0", 7500),
        ];
        for (place, expected) in cases {
            assert_eq!(cost(known.problem(&given), &[place, "02T15:00"]), 35 * expected / 2, "{place}");
        }
        assert_eq!(cost(was(None).problem(&given), &["02T10:00@1", "02T15:00"]), 0, "no room is known");
    }
}
