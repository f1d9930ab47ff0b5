//! Audiences and people, in time zones with offsets of whole, half and quarter hours.

use chrono::Datelike;
use plenary::domain::{
    Audience, AudienceId, AudienceZone, Comfort, ComfortWindow, Conference, DaysOff, Person, Window, Zone,
};

use super::{Draft, Focus, window};
use crate::properties::random::Random;

const ZONES: [&str; 14] = [
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Los_Angeles",
    "America/St_Johns",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Pacific/Apia",
    "-09:30",
    "+14:00",
];

/// Draws audiences and people.
pub fn draw(draft: &mut Draft, conference: &mut Conference) {
    let audiences = draft.random.pick(&[0, 1, 1, 2, 2, 3]);
    for index in 0..audiences {
        let audience = audience(&mut draft.random, conference, index);
        conference.audiences.push(audience);
    }
    let people = match draft.focus {
        Focus::Crowd => 2,
        Focus::Nights => 3,
        _ => draft.random.pick(&[0, 1, 2, 2, 3, 4]),
    };
    for index in 0..people {
        let person = person(&mut draft.random, conference, index);
        conference.people.push(person);
    }
}

fn zone(random: &mut Random) -> Zone {
    Zone::parse(random.pick(&ZONES)).expect("the list contains valid zones")
}

fn audience(random: &mut Random, conference: &Conference, index: usize) -> Audience {
    let zones = random.pick(&[1, 1, 2, 3, 4]);
    let share = |random: &mut Random| random.decimal(&["1", "0.6", "0.333333", "2.5", "0.004", "0"]);
    let mut zones: Vec<AudienceZone> =
        (0..zones).map(|_| AudienceZone { zone: zone(random), share: share(random) }).collect();
    if zones.iter().all(|z| z.share.micros == 0) {
        zones[0].share = random.decimal(&["1", "0.7"]);
    }
    let id = format!("audience-{}", index + 1);
    Audience {
        name: id.clone(),
        id,
        people: random.decimal(&["1", "1", "10", "922", "2.5", "0"]),
        weight: random.decimal(&["1", "1", "1", "0.5", "2", "0"]),
        zones,
        comfort: comfort(random),
        days_off: days_off(random, conference),
    }
}

fn person(random: &mut Random, conference: &Conference, index: usize) -> Person {
    let audiences = conference.audiences.len();
    let known = audiences == 0 || !random.chance(15);
    let available = random.chance(20).then(|| windows(random, conference, 2, 60, 600));
    Person {
        id: format!("p-{}", index + 1),
        name: None,
        email: None,
        organisation: None,
        zone: known.then(|| zone(random)),
        audience: (!known || (audiences > 0 && random.chance(10))).then(|| AudienceId::new(random.below(audiences))),
        available,
        unavailable: if random.chance(20) { windows(random, conference, 1, 15, 240) } else { vec![] },
        comfort: comfort(random),
        days_off: days_off(random, conference),
    }
}

/// At least `least` windows, which may overlap and may be in any order.
fn windows(random: &mut Random, conference: &Conference, least: usize, shortest: i64, longest: i64) -> Vec<Window> {
    (0..least + random.below(2)).map(|_| window(random, conference, shortest, longest)).collect()
}

fn comfort(random: &mut Random) -> Comfort {
    let mut comfort = Comfort::default();
    for _ in 0..random.pick(&[0, 0, 0, 1, 2]) {
        let (from, length) = (random.below(1440) as u32, 1 + random.below(700) as u32);
        let until = from + length;
        let until = if until > 1440 { until - 1440 } else { until };
        comfort.windows.push(ComfortWindow { from, until, discomfort: random.pick(&[0, 5, 10, 11, 50, 100]) });
    }
    comfort
}

fn days_off(random: &mut Random, conference: &Conference) -> DaysOff {
    if !random.chance(20) {
        return DaysOff::default();
    }
    let date = conference.days[random.below(conference.days.len())].date;
    let by_weekday = random.chance(50);
    DaysOff {
        weekdays: if by_weekday { vec![date.weekday()] } else { vec![] },
        dates: if by_weekday { vec![] } else { vec![date] },
        surcharge: random.pick(&[5, 30, 100]),
    }
}
