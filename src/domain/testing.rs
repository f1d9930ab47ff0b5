//! Small conferences for tests.

use chrono::NaiveDate;

use super::{
    Audience, AudienceZone, Catalogue, Comfort, Conference, Day, DaysOff, Decimal, Instant, Kept, Legal, Participation,
    Person, PersonId, Phase, PhaseId, Room, RuleId, RuleInfo, RuleOption, RuleSettings, Session, Strength, TypeId,
    Zone,
};

/// An instant of November 2020 in UTC: `02T10:00`.
pub(crate) fn at(text: &str) -> Instant {
    let full = format!("2020-11-{text}:00");
    Instant::from_utc(full.parse().unwrap())
}

/// A conference with one day (2 November 2020, open all day, UTC), one room, a grid of an hour, no sessions and no
/// rules.
pub(crate) fn conference() -> Conference {
    let mut conference = Conference {
        id: None,
        name: "test".into(),
        is_named: true,
        digest: String::new(),
        zone: Zone::Fixed(0),
        grid_minutes: 60,
        turnaround_minutes: 0,
        person_gap_minutes: 0,
        comfort: Comfort::default(),
        rooms: rooms(1),
        services: vec![],
        phases: vec![phase("p")],
        days: vec![],
        types: vec!["talk".into(), "main".into()],
        tracks: vec![("t".into(), "T".into()), ("u".into(), "U".into())],
        tags: vec!["x".into()],
        audiences: vec![],
        people: vec![],
        sessions: vec![],
        relations: vec![],
        interest: vec![],
        rules: RuleSettings::hard(&[]),
    };
    add_day(&mut conference, 2, "02T00:00", "03T00:00");
    conference
}

/// A phase for all types, without limits.
pub(crate) fn phase(id: &str) -> Phase {
    Phase { id: id.into(), name: id.into(), types: None, longest_day_minutes: None, slots: vec![] }
}

/// Adds a day of the last phase.
pub(crate) fn add_day(conference: &mut Conference, day: u32, earliest: &str, latest: &str) {
    let phase = PhaseId::new(conference.phases.len() - 1);
    let date = NaiveDate::from_ymd_opt(2020, 11, day).unwrap();
    conference.days.push(Day { phase, date, earliest: at(earliest), latest: at(latest) });
}

/// Rooms without a capacity.
pub(crate) fn rooms(count: usize) -> Vec<Room> {
    (0..count)
        .map(|i| Room {
            id: format!("room-{i}"),
            name: format!("Room {i}"),
            capacity: None,
            closed: vec![],
            link: None,
        })
        .collect()
}

/// A session with ten attendees and no participants.
pub(crate) fn session(id: &str, minutes: i64) -> Session {
    Session {
        id: id.into(),
        title: id.into(),
        session_type: TypeId(0),
        track: None,
        tags: vec![],
        minutes,
        attendance: 10,
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
    }
}

/// An audience in zones with whole shares.
pub(crate) fn audience(id: &str, people: i64, zones: &[(&str, i64)]) -> Audience {
    let zone =
        |&(name, share): &(&str, i64)| AudienceZone { zone: Zone::parse(name).unwrap(), share: Decimal::whole(share) };
    Audience {
        id: id.into(),
        name: id.into(),
        people: Decimal::whole(people),
        weight: Decimal::ONE,
        zones: zones.iter().map(zone).collect(),
        comfort: Comfort::default(),
        days_off: DaysOff::default(),
    }
}

/// Adds a person in a zone who takes part in each of the sessions with weight 25.
pub(crate) fn add_person(conference: &mut Conference, zone: &str, sessions: &[usize]) -> PersonId {
    let person = PersonId::new(conference.people.len());
    conference.people.push(Person {
        id: format!("person-{}", person.0),
        name: None,
        email: None,
        organisation: None,
        zone: Some(Zone::parse(zone).unwrap()),
        audience: None,
        available: None,
        unavailable: vec![],
        comfort: Comfort::default(),
        days_off: DaysOff::default(),
    });
    for &session in sessions {
        let until = conference.sessions[session].minutes;
        let weight = Decimal::whole(25);
        let participation = Participation { person, weight, optional: false, recorded: false, from: 0, until };
        conference.sessions[session].participants.push(participation);
    }
    person
}

/// Every rule may be hard, off or have a weight, and is off by default. Exceptions: `placed` is always hard, and
/// `track-reach` has a share.
pub(crate) fn catalogue() -> Catalogue {
    let hard = Legal { hard: true, weight: false, off: false };
    let any = Legal { hard: true, weight: true, off: true };
    RuleId::ALL.map(|id| RuleInfo {
        id,
        sentence: "",
        charges: None,
        default: if id == RuleId::Placed { Strength::Hard } else { Strength::Off },
        legal: if id == RuleId::Placed { hard } else { any },
        options: if id == RuleId::TrackReach { &[RuleOption::Share] } else { &[] },
    })
}
