//! Small conferences for the checker's tests.

use chrono::{NaiveDate, NaiveDateTime};

use super::Violated;
use crate::domain::{
    Audience, AudienceZone, Comfort, Conference, Day, DaysOff, Decimal, Instant, Kept, Participation, Person, PersonId,
    Phase, PhaseId, Placement, Problem, Room, RoomId, RuleId, RuleSettings, Schedule, Session, SessionId, Strength,
    TypeId, Window, Zone,
};

/// `2020-11-03T15:00`, in UTC.
pub(super) fn at(text: &str) -> Instant {
    let civil = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").expect("a test's own time");
    Instant::from_utc(civil)
}

pub(super) fn window(from: &str, until: &str) -> Window {
    Window { from: at(from), until: at(until) }
}

pub(super) fn zone(name: &str) -> Zone {
    Zone::parse(name).expect("a test's own zone")
}

pub(super) fn decimal(text: &str) -> Decimal {
    text.parse().expect("a test's own number")
}

/// A weight.
pub(super) fn priced(text: &str) -> Strength {
    Strength::Weight(decimal(text))
}

/// A conference on 2 and 3 November 2020, 06:00 to 22:00 UTC, one phase, one type, two rooms; all hard rules are
/// hard, every other rule is off until set.
pub(super) struct Build {
    pub c: Conference,
}

impl Build {
    pub(super) fn new() -> Build {
        use RuleId::{
            Allowed, Alone, Apart, DayHours, Order, PersonAway, PersonClash, Placed, Relation, RoomClash, RoomFit,
        };
        let around = [Placed, RoomClash, RoomFit, RuleId::Phase, RuleId::Slot, DayHours, PersonClash, PersonAway];
        let rules = [&around[..], &[Allowed, Order, Alone, RuleId::Service, Apart, Relation]].concat();
        let day = |date: &str| Day {
            phase: PhaseId(0),
            date: NaiveDate::parse_from_str(date, "%Y-%m-%d").expect("a test's own date"),
            earliest: at(&format!("{date}T06:00")),
            latest: at(&format!("{date}T22:00")),
        };
        let room =
            |id: &str| Room { id: id.to_owned(), name: id.to_owned(), capacity: None, closed: vec![], link: None };
        Build {
            c: Conference {
                id: None,
                name: "Test".to_owned(),
                is_named: true,
                digest: String::new(),
                zone: zone("UTC"),
                grid_minutes: 10,
                turnaround_minutes: 0,
                person_gap_minutes: 0,
                comfort: Comfort::default(),
                rooms: vec![room("room-1"), room("room-2")],
                services: vec![],
                phases: vec![Phase {
                    id: "phase-1".to_owned(),
                    name: "phase-1".to_owned(),
                    types: None,
                    longest_day_minutes: None,
                    slots: vec![],
                }],
                days: vec![day("2020-11-02"), day("2020-11-03")],
                types: vec!["talk".to_owned()],
                tracks: vec![],
                tags: vec![],
                audiences: vec![],
                people: vec![],
                sessions: vec![],
                relations: vec![],
                interest: vec![],
                rules: RuleSettings::hard(&rules),
            },
        }
    }

    pub(super) fn rule(&mut self, rule: RuleId, strength: Strength) -> &mut Self {
        self.c.rules[rule] = strength.into();
        self
    }

    /// An audience of one person, with zones and shares.
    pub(super) fn audience(&mut self, id: &str, zones: &[(&str, &str)]) -> &mut Audience {
        let zones = zones.iter().map(|&(name, share)| AudienceZone { zone: zone(name), share: decimal(share) });
        self.c.audiences.push(Audience {
            id: id.to_owned(),
            name: id.to_owned(),
            people: Decimal::ONE,
            weight: Decimal::ONE,
            zones: zones.collect(),
            comfort: Comfort::default(),
            days_off: DaysOff::default(),
        });
        self.c.audiences.last_mut().expect("just pushed")
    }

    pub(super) fn person(&mut self, id: &str, name: &str) -> &mut Person {
        self.c.people.push(Person {
            id: id.to_owned(),
            name: None,
            email: None,
            organisation: None,
            zone: Some(zone(name)),
            audience: None,
            available: None,
            unavailable: vec![],
            comfort: Comfort::default(),
            days_off: DaysOff::default(),
        });
        self.c.people.last_mut().expect("just pushed")
    }

    /// A session of the first type with 100 attendees.
    pub(super) fn session(&mut self, id: &str, minutes: i64) -> &mut Self {
        self.c.sessions.push(Session {
            id: id.to_owned(),
            title: id.to_owned(),
            session_type: TypeId(0),
            track: None,
            tags: vec![],
            minutes,
            attendance: 100,
            multipliers: vec![],
            participants: vec![],
            services: vec![],
            alone: false,
            after: vec![],
            before: vec![],
            apart_from: vec![],
            wishes: vec![],
            allowed: None,
            fixed: None,
            kept: Kept::default(),
            details: crate::domain::Details::default(),
        });
        self
    }

    /// The session added last.
    pub(super) fn last(&mut self) -> &mut Session {
        self.c.sessions.last_mut().expect("a session before")
    }

    /// A participation of weight 25 in the session added last.
    pub(super) fn participation(&mut self, person: u32) -> &mut Participation {
        let until = self.last().minutes;
        let participation = Participation {
            person: PersonId(person),
            weight: decimal("25"),
            optional: false,
            recorded: false,
            from: 0,
            until,
        };
        self.last().participants.push(participation);
        self.last().participants.last_mut().expect("just pushed")
    }

    pub(super) fn done(&self) -> Conference {
        self.c.clone()
    }
}

/// A schedule from starts and rooms, in file order; an empty start is no placement, room 0 none, room 1 the first.
pub(super) fn schedule(places: &[(&str, u32)]) -> Schedule {
    let one = |&(start, room): &(&str, u32)| {
        (!start.is_empty()).then(|| Placement { start: at(start), room: room.checked_sub(1).map(RoomId) })
    };
    Schedule { placements: places.iter().map(one).collect() }
}

/// The broken rules, with their messages.
pub(super) fn broken(c: &Conference, places: &[(&str, u32)]) -> Vec<(Violated, String)> {
    let report = super::check(c, &schedule(places));
    report.violations.into_iter().map(|v| (v.rule, v.message)).collect()
}

/// The cost of one rule, in hundredths.
pub(super) fn cost<'a>(problem: impl Into<Problem<'a>>, rule: RuleId, places: &[(&str, u32)]) -> i64 {
    let report = super::check(problem, &schedule(places));
    report.by_rule.iter().find(|(known, _)| *known == rule).map_or(0, |&(_, cost)| cost)
}

/// The id of a session, by position.
pub(super) fn id(index: u32) -> SessionId {
    SessionId(index)
}
