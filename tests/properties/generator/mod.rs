//! Small random conferences that use everything the format knows.
//!
//! They are valid in the sense of the loader (ids resolve, orders have no cycle, windows are not empty), and small
//! enough for an exhaustive search: at most five sessions, three rooms, and about a dozen candidate starts each. Many
//! hinge on a feature ([`Focus`]), so that rules which need a coincidence bind often enough to be tested.

mod days;
mod links;
mod people;
mod rooms;
mod rules;

pub use rules::legal;
mod sessions;

use plenary::domain::{Comfort, Conference, Instant, Problem, Reference, RuleSettings, Window, Zone};

use crate::properties::random::Random;

/// What a conference is about to stress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// Nothing in particular.
    Mixed,
    /// Many short sessions on one day, all with the same people.
    Crowd,
    /// All sessions in few tracks and tags.
    Tracks,
    /// Everybody far from home, by night.
    Nights,
    /// Orders and relations.
    Links,
    /// A clock change in the event's zone.
    ClockChange,
}

const FOCUSES: [Focus; 10] = [
    Focus::Mixed,
    Focus::Mixed,
    Focus::Mixed,
    Focus::Crowd,
    Focus::Tracks,
    Focus::Tracks,
    Focus::Nights,
    Focus::Nights,
    Focus::Links,
    Focus::ClockChange,
];

/// The draws and the focus of a conference being made.
pub struct Draft {
    /// The source of chance.
    pub random: Random,
    /// What it is about.
    pub focus: Focus,
    /// Its number of sessions.
    pub sessions: usize,
}

impl Draft {
    /// A chance that is higher under a focus.
    pub fn chance(&mut self, percent: usize, focus: Focus, then: usize) -> bool {
        let percent = if self.focus == focus { then } else { percent };
        self.random.chance(percent)
    }
}

/// A conference, and the earlier timetable that it is compared with.
pub struct Drawn {
    pub conference: Conference,
    pub reference: Option<Reference>,
}

impl Drawn {
    /// Both as one.
    pub fn problem(&self) -> Problem<'_> {
        Problem { conference: &self.conference, reference: self.reference.as_ref() }
    }
}

/// The conference of a seed.
pub fn drawn(seed: u64) -> Drawn {
    let mut random = Random::new(seed, 1);
    let focus = random.pick(&FOCUSES);
    let sessions = match focus {
        Focus::Crowd => 5,
        _ => random.pick(&[2, 3, 3, 3, 4, 4, 5]),
    };
    let mut draft = Draft { random, focus, sessions };
    let mut conference = blank(seed);
    days::draw(&mut draft, &mut conference);
    rooms::draw(&mut draft, &mut conference);
    people::draw(&mut draft, &mut conference);
    sessions::draw(&mut draft, &mut conference);
    links::draw(&mut draft, &mut conference);
    let reference = rules::draw(&mut draft, &mut conference);
    Drawn { conference, reference }
}

fn blank(seed: u64) -> Conference {
    Conference {
        name: format!("random {seed}"),
        digest: format!("{seed:064x}"),
        zone: Zone::Fixed(0),
        grid_minutes: 60,
        turnaround_minutes: 0,
        person_gap_minutes: 0,
        comfort: Comfort::default(),
        rooms: vec![],
        services: vec![],
        phases: vec![],
        days: vec![],
        types: vec![],
        tracks: vec![],
        tags: vec![],
        audiences: vec![],
        people: vec![],
        sessions: vec![],
        relations: vec![],
        interest: vec![],
        rules: RuleSettings::hard(&[]),
    }
}

/// A window that begins near a random day's hours.
pub fn window(random: &mut Random, conference: &Conference, shortest: i64, longest: i64) -> Window {
    let day = conference.days[random.below(conference.days.len())];
    let quarters = (day.latest.since(day.earliest) / 15).max(1);
    let from = day.earliest.plus(15 * random.between(-4, quarters));
    Window { from, until: from.plus(15 * random.between(shortest / 15, longest / 15).max(1)) }
}

/// Every instant on the grid inside some day's hours: what any free session may start at.
pub fn grid(conference: &Conference) -> Vec<Instant> {
    let origin = conference.origin();
    let mut starts = Vec::new();
    for day in &conference.days {
        let first = day.earliest.since(origin).div_euclid(conference.grid_minutes);
        let mut at = origin.plus(first * conference.grid_minutes);
        while at < day.latest {
            if at >= day.earliest {
                starts.push(at);
            }
            at = at.plus(conference.grid_minutes);
        }
    }
    starts
}
