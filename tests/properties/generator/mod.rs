//! Small random conferences that use all features of the programme format.
//!
//! They are valid for the loader (ids resolve, orders have no cycle, windows are not empty), and small enough for an
//! exhaustive search: at most five sessions, three rooms, and about twelve candidate starts for each session. Many have
//! a [`Focus`], so that rules which rarely have an effect are tested often enough.

mod days;
mod links;
mod people;
mod rooms;
mod rules;

pub use rules::legal;
mod sessions;

use plenary::domain::{Comfort, Conference, Instant, Problem, Reference, RuleSettings, Window, Zone};

use crate::properties::random::Random;

/// The feature that a conference tests most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// No special feature.
    Mixed,
    /// Many short sessions on one day, all with the same people.
    Crowd,
    /// All sessions in few tracks and tags.
    Tracks,
    /// Sessions at night, with people in distant time zones.
    Nights,
    /// Orders and relations.
    Links,
    /// A clock change in the time zone of the event.
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

/// The random numbers and the focus of a conference that is being generated.
pub struct Draft {
    /// The random number generator.
    pub random: Random,
    /// The focus of the conference.
    pub focus: Focus,
    /// Number of sessions.
    pub sessions: usize,
}

impl Draft {
    /// `true` with a probability of `percent` per cent, or of `with_focus` per cent if the conference has this focus.
    pub fn chance(&mut self, percent: usize, focus: Focus, with_focus: usize) -> bool {
        let percent = if self.focus == focus { with_focus } else { percent };
        self.random.chance(percent)
    }
}

/// A conference, with an optional earlier timetable.
pub struct Drawn {
    pub conference: Conference,
    pub reference: Option<Reference>,
}

impl Drawn {
    /// Both as a problem.
    pub fn problem(&self) -> Problem<'_> {
        Problem { conference: &self.conference, reference: self.reference.as_ref() }
    }
}

/// Generates the conference of a seed.
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
        id: None,
        name: format!("random {seed}"),
        is_named: true,
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

/// A random window that starts near the hours of a day; lengths are in minutes.
pub fn window(random: &mut Random, conference: &Conference, shortest: i64, longest: i64) -> Window {
    let day = conference.days[random.below(conference.days.len())];
    let quarters = (day.latest.since(day.earliest) / 15).max(1);
    let from = day.earliest.plus(15 * random.between(-4, quarters));
    Window { from, until: from.plus(15 * random.between(shortest / 15, longest / 15).max(1)) }
}

/// All instants on the grid within the hours of a day: the candidate starts of a session without a fixed start.
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
