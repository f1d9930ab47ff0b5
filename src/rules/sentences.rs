//! The sentence of every constraint and of every shortage, and what a relaxed conference still demands.

use super::constraints::{about, without};
use super::testing::{add_day, add_person, at, conference, rooms, session, set, weigh};
use super::tests::constrained;
use super::words::Words;
use super::{Constraint, Shortage, rule};
use crate::domain::{
    Conference, DayId, Fixed, PersonId, PhaseId, Relation, RelationKind, RoomId, RuleId, Service, ServiceId, SessionId,
    Strength, TypeId, Window,
};

const BOTH: [SessionId; 2] = [SessionId(0), SessionId(1)];

#[test]
fn every_constraint_has_its_sentence() {
    let given = constrained();
    let sentences: Vec<String> =
        about(&given, &BOTH).iter().map(|constraint| Words(&given).sentence(constraint)).collect();
    assert_eq!(
        sentences,
        [
            "interpretation is available for 1 h a day in total.",
            "No room has interpretation.",
            "There is one team for interpretation: it serves one session at a time.",
            "No phase takes sessions of type talk.",
            "No day of p is open for longer than 2 h.",
            "Sessions of p start with one of its slots and end inside it.",
            "room-0 is closed Mon 2 Nov 2020 09:00-12:00.",
            "room-0 holds 5 people.",
            "room-0 holds one session at a time.",
            "The sessions of track t obey the hard rules on tracks: they do not overlap.",
            "a is fixed at Mon 2 Nov 2020 09:00.",
            "a may take place only Mon 2 Nov 2020 09:00-12:00.",
            "Nothing runs at the same time as a.",
            "a ends before b starts.",
            "a and b do not overlap.",
            "a and b take place on different days.",
            "person-0 is away Mon 2 Nov 2020 09:00-12:00.",
            "person-0 cannot be in two sessions at once, nor in more than three on one day.",
            "No one is needed again within 10 min of a session's end.",
            "A room stays empty for 10 min after each session.",
            "Mon 2 Nov 2020 is open 08:00-18:00.",
            "Every region has a day on which its mean discomfort is at most 20 %.",
        ]
    );
}

/// Two rooms with one service, one person, and sessions of an hour.
fn given(sessions: usize) -> Conference {
    let mut given = conference();
    given.rooms = rooms(2);
    given.rooms.iter_mut().for_each(|room| room.capacity = Some(50));
    given.services = vec![Service { id: "i".into(), teams: 2, rooms: Some(vec![RoomId(0)]), minutes_per_day: None }];
    given.sessions = (0..sessions).map(|index| session(&format!("s{index}"), 60)).collect();
    add_person(&mut given, "UTC", &[0, 1]);
    given
}

#[test]
fn sentences_agree_with_the_number_of_what_they_name() {
    let mut c = given(3);
    let two = vec![RoomId(0), RoomId(1)];
    let says = |c: &Conference, constraint: Constraint, sentence: &str| {
        assert_eq!(Words(c).sentence(&constraint), sentence);
    };
    says(&c, Constraint::Capacity(two.clone()), "room-0 and room-1 hold 50 people.");
    says(&c, Constraint::Rooms(two.clone()), "room-0 and room-1 each hold one session at a time.");
    says(&c, Constraint::Teams(ServiceId(0)), "There are 2 teams for i, each for one session at a time.");
    says(&c, Constraint::ServiceRooms(ServiceId(0)), "room-0 is the only room with i.");
    c.services[0].rooms = Some(two);
    says(&c, Constraint::ServiceRooms(ServiceId(0)), "Only room-0 and room-1 have i.");
    c.phases[0].types = Some(vec![TypeId(1)]);
    says(&c, Constraint::Type(TypeId(1)), "Sessions of type main take place only in p.");
    c.sessions[0].fixed = Some(Fixed { start: at("02T09:00"), room: Some(RoomId(1)) });
    says(&c, Constraint::Fixed(SessionId(0)), "s0 is fixed at Mon 2 Nov 2020 09:00 in room-1.");
    let window = |from, until| Window { from: at(from), until: at(until) };
    c.sessions[0].allowed = Some(vec![window("02T09:00", "02T10:00"), window("02T12:00", "02T13:00")]);
    let times = "s0 may take place only Mon 2 Nov 2020 09:00-10:00 or Mon 2 Nov 2020 12:00-13:00.";
    says(&c, Constraint::Allowed(SessionId(0)), times);
    says(&c, Constraint::Busy(PersonId(0)), "person-0 cannot be in two sessions at once.");
    c.people[0].name = Some("Asha".into());
    says(&c, Constraint::Busy(PersonId(0)), "person-0 (Asha) cannot be in two sessions at once.");
    c.people[0].unavailable = vec![window("07T09:00", "07T10:00")];
    says(&c, Constraint::Away(PersonId(0)), "person-0 (Asha) is away at times.");
    c.people[0].unavailable.push(window("02T09:00", "02T10:00"));
    c.people[0].available = Some(vec![window("02T08:00", "02T11:00")]);
    let away = "person-0 (Asha) is available only Mon 2 Nov 2020 08:00-11:00 and is away Mon 2 Nov 2020 09:00-10:00.";
    says(&c, Constraint::Away(PersonId(0)), away);
    c.people[0].available = Some(vec![]);
    c.people[0].unavailable.clear();
    says(&c, Constraint::Away(PersonId(0)), "person-0 (Asha) is not available on any day.");
}

#[test]
fn a_relation_says_its_limits() {
    let mut c = given(2);
    let gap = |least, most, either_order, same_room| RelationKind::Gap { least, most, either_order, same_room };
    for (kind, sentence) in [
        (RelationKind::Days { least: 0, most: Some(0) }, "s0 and s1 take place on the same day."),
        (RelationKind::Days { least: 1, most: None }, "s0 and s1 take place on different days."),
        (RelationKind::Days { least: 2, most: Some(2) }, "s0 and s1 are 2 days apart."),
        (RelationKind::Days { least: 1, most: Some(3) }, "s0 and s1 are 1 day to 3 days apart."),
        (RelationKind::Days { least: 0, most: Some(2) }, "s0 and s1 are at most 2 days apart."),
        (RelationKind::Days { least: 2, most: None }, "s0 and s1 are at least 2 days apart."),
        (gap(10, Some(60), false, false), "s1 starts 10 min to 1 h after the end of s0."),
        (gap(0, Some(0), false, true), "s1 starts 0 min after the end of s0, in the same room."),
        (gap(30, None, true, false), "The gap between s0 and s1, in either order, is at least 30 min."),
    ] {
        c.relations =
            vec![Relation { kind, name: "r", sessions: BOTH.to_vec(), strength: Strength::Hard, neighbours: false }];
        let between = Constraint::Relation { relation: 0, first: SessionId(0), second: SessionId(1) };
        assert_eq!(Words(&c).sentence(&between), sentence);
    }
}

#[test]
fn similar_constraints_share_a_sentence() {
    let mut c = given(15);
    c.days.clear();
    add_day(&mut c, 2, "02T08:00", "02T18:00");
    add_day(&mut c, 3, "03T08:00", "03T18:00");
    add_day(&mut c, 4, "04T09:00", "04T18:00");
    c.phases[0].types = Some(vec![]);
    let order = |first: u32, second: u32| Constraint::Order { first: SessionId(first), second: SessionId(second) };
    let held = |ids: std::ops::Range<u32>| Constraint::Held(ids.map(SessionId).collect());
    let constraints = [
        held(1..2),
        order(0, 1),
        Constraint::Hours(DayId(0)),
        Constraint::Type(TypeId(0)),
        order(1, 2),
        held(0..1),
        order(0, 2),
        Constraint::Hours(DayId(1)),
        Constraint::Hours(DayId(2)),
        Constraint::Type(TypeId(1)),
        Constraint::PersonGap,
        held(0..15),
    ];
    assert_eq!(
        Words(&c).sentences(&constraints),
        [
            "All of these 15 sessions of type talk take place: s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11 and 3 \
             more (1 h each).",
            "s0 and s1 (1 h each) take place.",
            "s0 ends before s1 and s2 start.",
            "s1 ends before s2 starts.",
            "No phase takes sessions of type talk and main.",
            "Mon 2 Nov 2020 and Tue 3 Nov 2020 are open 08:00-18:00.",
            "Wed 4 Nov 2020 is open 09:00-18:00.",
            "No one is needed again within 0 min of a session's end.",
        ]
    );
    assert_eq!(Words(&c).named(&[0, 1].map(SessionId)), "s0 and s1");
    c.sessions[0].services = vec![ServiceId(0)];
    assert_eq!(Words(&c).sentence(&held(0..2)), "s0 (1 h, with i) and s1 (1 h) take place.");
}

#[test]
fn a_shortage_says_what_is_needed_and_what_there_is() {
    let mut c = given(3);
    c.turnaround_minutes = 10;
    let subject = ["x".to_owned()];
    let on = " on Mon 2 Nov 2020".to_owned();
    let short = Shortage { who: "These 3 sessions".into(), subject: &subject, on, needed: 150, available: 120 };
    let says = |c: &Conference, id: RuleId, sentence: &str| {
        assert_eq!(rule(id).shortage_sentence(Words(c), &short), sentence);
    };
    let there_is = "there are 2 h on Mon 2 Nov 2020.";
    let one_after_the_other = format!("These 3 sessions take 2 h 30 min one after the other; {there_is}");
    says(&c, RuleId::Apart, &one_after_the_other);
    says(&c, RuleId::TrackOverlap, &one_after_the_other);
    let of_x = format!("These 3 sessions need x for 2 h 30 min in all; {there_is}");
    says(&c, RuleId::PersonClash, &of_x);
    says(&c, RuleId::Service, &of_x);
    let load = "These 3 sessions need x; at three a day, all days together have room for only 120.";
    says(&c, RuleId::PersonLoad, load);
    let alone = "These 3 sessions take 2 h 30 min of room time, the turnaround included, and sessions that have to be \
                 alone take all rooms; ";
    says(&c, RuleId::Alone, &format!("{alone}{there_is}"));
    let rooms = "These 3 sessions need rooms for 2 h 30 min in all";
    says(&c, RuleId::RoomClash, &format!("{rooms}, the turnaround included; {there_is}"));
    c.turnaround_minutes = 0;
    says(&c, RuleId::RoomClash, &format!("{rooms}; {there_is}"));
    let other = "By the rule day-hours, These 3 sessions need 150, but only 120 is available on Mon 2 Nov 2020.";
    says(&c, RuleId::DayHours, other);
}

#[test]
fn a_relaxed_conference_demands_everything_else() {
    let given = constrained();
    let constraints = about(&given, &BOTH);
    // There are always teams, hours of a day and rooms; only what they allow changes.
    let stays = |constraint: &Constraint| {
        matches!(constraint, Constraint::Teams(_) | Constraint::Hours(_) | Constraint::Rooms(_))
    };
    for constraint in constraints.iter().filter(|constraint| !stays(constraint)) {
        let left = about(&without(&given, &[constraint], 2), &BOTH);
        assert!(!left.contains(constraint), "{constraint:?}");
        let others = constraints.iter().filter(|other| *other != constraint);
        for other in others {
            // No one is needed twice once the person is split.
            let follows = matches!((constraint, other), (Constraint::Busy(_), Constraint::PersonGap));
            assert_eq!(left.contains(other), !follows, "{other:?} without {constraint:?}");
        }
    }
    let of = |constraint: Constraint| without(&given, &[&constraint], 2);
    assert_eq!(of(Constraint::Teams(ServiceId(0))).services[0].teams, 2, "a team for each session");
    assert_eq!(of(Constraint::Rooms(vec![RoomId(0)])).rooms.len(), 2, "a room for each session");
    let wide = of(Constraint::Hours(DayId(0))).days[0];
    assert_eq!((wide.earliest, wide.latest), (at("02T00:00"), at("03T00:00")));
    assert_eq!(of(Constraint::Longest(PhaseId(0))).phases[0].longest_day_minutes, None);
    let split = of(Constraint::Busy(PersonId(0)));
    let needed = |session: usize| split.sessions[session].participants[0].person;
    assert_eq!((split.people.len(), needed(0), needed(1)), (2, PersonId(0), PersonId(1)));
    assert_eq!(split.people[1].unavailable, given.people[0].unavailable, "both are away at the same times");
}

#[test]
fn constraints_on_a_person_need_two_sessions_of_theirs() {
    let mut c = given(2);
    c.person_gap_minutes = 10;
    set(&mut c, RuleId::PersonClash, Strength::Hard);
    set(&mut c, RuleId::PersonLoad, Strength::Hard);
    let on_people = |c: &Conference, sessions: &[SessionId]| {
        let mut found = about(c, sessions);
        found.retain(|constraint| matches!(constraint, Constraint::Busy(_) | Constraint::PersonGap));
        found
    };
    assert_eq!(on_people(&c, &BOTH), [Constraint::Busy(PersonId(0)), Constraint::PersonGap]);
    assert_eq!(on_people(&c, &BOTH[..1]), []);
    c.person_gap_minutes = 0;
    assert_eq!(on_people(&c, &BOTH), [Constraint::Busy(PersonId(0))]);
    weigh(&mut c, RuleId::PersonClash, "1");
    assert_eq!(on_people(&c, &BOTH), [Constraint::Busy(PersonId(0))], "the load alone");
}
