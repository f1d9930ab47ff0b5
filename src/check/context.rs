//! What several rules look up: placements, heads, the sessions that need each person, and discomfort by the hour.

use std::collections::BTreeSet;

use crate::domain::{
    Conference, DayId, Decimal, Instant, Participation, PersonId, Placement, Problem, Reference, RoomId, RuleId,
    Schedule, Session, SessionId, Strength, Window,
};

use super::minutes::{DAY, MinuteMeasure, Minutes};
use super::sweep::Interval;
use super::{apportionment, exact_arithmetic, windows};

/// A placed session.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlacedSession {
    pub session: SessionId,
    pub start: Instant,
    pub end: Instant,
    pub room: Option<RoomId>,
}

impl PlacedSession {
    /// `[start, end + after)`.
    pub(super) fn span(&self, after: i64) -> Interval {
        Interval { from: self.start, until: self.end.plus(after), session: self.session }
    }
}

/// One zone of one audience, in file order.
#[derive(Debug, Clone, Copy)]
pub(super) struct AudienceZonePair {
    /// The audience's position.
    pub audience: usize,
    /// The zone's position in the audience.
    pub zone: usize,
    /// Its index in [`Context::minutes`].
    pub place: usize,
}

/// A person's part in all sessions.
#[derive(Debug)]
pub(super) struct PersonNeeds {
    /// Sessions that need them live, in file order.
    pub live: Vec<(SessionId, Participation)>,
    /// The highest weight of their live participations.
    pub weight: Decimal,
    /// Where they are: indices in [`Context::minutes`] with shares in millionths. One index if their zone is known,
    /// else one for each zone of their audience.
    pub places: Vec<(usize, i64)>,
    /// When they are available; `None` for always.
    pub present: Option<Vec<Window>>,
}

/// The conference, the schedule, and what follows from them.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub conference: &'a Conference,
    /// The earlier timetable that `stay` counts against.
    pub reference: Option<&'a Reference>,
    /// Placed sessions, in file order.
    pub placed: Vec<PlacedSession>,
    /// By session.
    pub by_session: Vec<Option<PlacedSession>>,
    /// Sessions that start outside the years of the calendar: counted as not placed.
    pub out_of_calendar: Vec<SessionId>,
    pub pairs: Vec<AudienceZonePair>,
    /// Each audience zone's share, by audience and zone, in millionths of the audience.
    pub shares: Vec<Vec<i64>>,
    /// By session and pair, in thousandths; `None` where the numbers are too large.
    pub heads: Vec<Option<Vec<i64>>>,
    /// By person.
    pub needed: Vec<PersonNeeds>,
    pub minutes: Minutes<'a>,
}

impl<'a> Context<'a> {
    pub(super) fn new(problem: impl Into<Problem<'a>>, schedule: &Schedule) -> Self {
        let mut context = Context::of(problem.into());
        context.set_schedule(schedule);
        context.tabulate_if_shorter();
        context
    }

    /// The context of an empty schedule.
    pub(super) fn of(Problem { conference, reference }: Problem<'a>) -> Self {
        let shares: Vec<Vec<i64>> = conference.audiences.iter().map(apportionment::shares).collect();
        let heads = conference.sessions.iter().map(|s| apportionment::heads(conference, &shares, s)).collect();
        let mut minutes = Minutes::new();
        let mut pairs = Vec::new();
        for (index, audience) in conference.audiences.iter().enumerate() {
            for (zone, place) in audience.zones.iter().enumerate() {
                pairs.push(AudienceZonePair {
                    audience: index,
                    zone,
                    place: minutes.place(audience.local_profile(place)),
                });
            }
        }
        let needed = needed(conference, &shares, &mut minutes);
        Context {
            conference,
            reference,
            placed: Vec::new(),
            by_session: vec![None; conference.sessions.len()],
            out_of_calendar: Vec::new(),
            pairs,
            shares,
            heads,
            needed,
            minutes,
        }
    }

    /// Tabulates the days of the schedule if they have fewer minutes than its sessions together; all days if every
    /// candidate start will be looked at.
    fn tabulate_if_shorter(&mut self) {
        if self.conference.rule(RuleId::FairSessions) != Strength::Off {
            return self.minutes.tabulate(self.conference.days.iter().map(|day| (day.earliest, day.latest)));
        }
        let days: BTreeSet<i64> = self.placed.iter().map(|placed| placed.start.0.div_euclid(DAY)).collect();
        let minutes: i64 = self.placed.iter().map(|placed| placed.end.since(placed.start)).sum();
        if minutes > DAY * days.len() as i64 {
            self.minutes.tabulate(self.placed.iter().map(|placed| (placed.start, placed.end)));
        }
    }

    /// Replaces the schedule.
    pub(super) fn set_schedule(&mut self, schedule: &Schedule) {
        self.placed.clear();
        self.out_of_calendar.clear();
        self.by_session.fill(None);
        for (id, session) in self.conference.session_ids().zip(&self.conference.sessions) {
            match schedule.get(id) {
                Some(Placement { start, .. }) if !on_the_calendar(start) => self.out_of_calendar.push(id),
                Some(Placement { start, room }) => {
                    let placed = PlacedSession { session: id, start, end: session.end(start), room };
                    self.by_session[id.index()] = Some(placed);
                    self.placed.push(placed);
                }
                None => {}
            }
        }
    }

    pub(super) fn session(&self, id: SessionId) -> &'a Session {
        &self.conference.sessions[id.index()]
    }

    /// The placement of a session, if it has one.
    pub(super) fn placed(&self, id: SessionId) -> Option<PlacedSession> {
        self.by_session[id.index()]
    }

    /// The weight of a rule in millionths; zero if it is hard or off.
    pub(super) fn weight(&self, rule: RuleId) -> i128 {
        weight(self.conference.rule(rule))
    }

    /// The placed sessions of each day, in order of time of the days.
    pub(super) fn days(&self) -> Vec<Vec<PlacedSession>> {
        let mut days = vec![Vec::new(); self.conference.days.len()];
        for placed in &self.placed {
            if let Some(day) = self.conference.day_at(placed.start) {
                days[day.index()].push(*placed);
            }
        }
        days
    }

    /// The placed sessions that need a person live, with their participations, in file order.
    pub(super) fn attended_by(&self, person: PersonId) -> impl Iterator<Item = (PlacedSession, Participation)> + '_ {
        self.needed[person.index()]
            .live
            .iter()
            .filter_map(|&(id, participation)| Some((self.placed(id)?, participation)))
    }

    /// People by id.
    pub(super) fn people(&self) -> impl Iterator<Item = PersonId> + use<> {
        (0..self.conference.people.len()).map(PersonId::new)
    }

    /// A person's discomfort over `[from, until)`, in millionths of a per-cent-minute.
    pub(super) fn discomfort_of(&self, person: PersonId, from: Instant, until: Instant) -> i128 {
        self.of_person(person, MinuteMeasure::Discomfort, from, until)
    }

    /// The sum of a measure for a person, in millionths. For a person without a zone it is the mean over their
    /// audience.
    pub(super) fn of_person(&self, person: PersonId, measure: MinuteMeasure, from: Instant, until: Instant) -> i128 {
        let one = |&(place, share): &(usize, i64)| {
            i128::from(share) * i128::from(self.minutes.sum(place, measure, from, until))
        };
        self.needed[person.index()].places.iter().map(one).sum()
    }

    /// Each pair's discomfort over a session that starts at `start`, in per-cent-minutes.
    pub(super) fn discomfort_by_pair(&self, session: SessionId, start: Instant) -> Vec<i64> {
        let end = self.session(session).end(start);
        self.pairs.iter().map(|p| self.minutes.sum(p.place, MinuteMeasure::Discomfort, start, end)).collect()
    }

    /// The day to which a start belongs, with its id.
    pub(super) fn day(&self, start: Instant) -> Option<(DayId, crate::domain::Day)> {
        let id = self.conference.day_at(start)?;
        Some((id, self.conference.days[id.index()]))
    }
}

/// The weight of a setting in millionths; zero if it is hard or off.
pub(super) fn weight(strength: Strength) -> i128 {
    match strength {
        Strength::Weight(weight) => weight.micros.into(),
        Strength::Off | Strength::Hard => 0,
    }
}

/// The part of a session that a participant attends, if the session starts at `start`.
pub(super) fn attended(session: &Session, participation: &Participation, start: Instant) -> (Instant, Instant) {
    let from = participation.from.clamp(0, session.minutes);
    (start.plus(from), start.plus(participation.until.clamp(from, session.minutes)))
}

/// Whether `start` lies in the years 1968 to 2101. Outside them the time zone database is not asked.
fn on_the_calendar(start: Instant) -> bool {
    const YEAR: i64 = 366 * 24 * 60;
    (-2 * YEAR..132 * YEAR).contains(&start.0)
}

fn needed<'a>(conference: &'a Conference, shares: &[Vec<i64>], minutes: &mut Minutes<'a>) -> Vec<PersonNeeds> {
    let mut needed: Vec<PersonNeeds> = Vec::with_capacity(conference.people.len());
    for person in &conference.people {
        let mut place = |zone| {
            minutes.place(crate::domain::LocalProfile { zone, comfort: &person.comfort, days_off: &person.days_off })
        };
        let places = match (person.zone, person.audience) {
            (Some(zone), _) => vec![(place(zone), exact_arithmetic::MICROS as i64)],
            (None, Some(audience)) => {
                let zones = &conference.audiences[audience.index()].zones;
                zones.iter().zip(&shares[audience.index()]).map(|(z, &share)| (place(z.zone), share)).collect()
            }
            (None, None) => Vec::new(),
        };
        let present = windows::present(person.available.as_deref(), &person.unavailable);
        needed.push(PersonNeeds { live: Vec::new(), weight: Decimal::ZERO, places, present });
    }
    for (id, session) in conference.session_ids().zip(&conference.sessions) {
        for participation in session.participants.iter().filter(|participation| !participation.recorded) {
            let person = &mut needed[participation.person.index()];
            person.live.push((id, *participation));
            person.weight = person.weight.max(participation.weight);
        }
    }
    needed
}
