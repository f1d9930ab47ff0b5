//! Advice: which single change of what is given would save most.
//!
//! Many changes are valued by the bound's [prices](super::prices), which say what one more minute, room or team is worth
//! at the margin; the best of them are tried, by solving on from the timetable for a fixed number of steps.

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::changes::{meets, next_date};
use super::constraints::{Constraint, widest};
use super::feasibility_oracle::Deadline;
use super::prices::Prices;
use super::projection::restrict;
use super::proposals::{self, Proposal};
use crate::check::{Report, check};
use crate::domain::{
    Conference, DayId, PersonId, PhaseId, Problem, RoomId, RuleId, Schedule, ServiceId, SessionId, Strength,
};
use crate::model::Cost;
use crate::rules::ground;
use crate::schedule::{from_schedule, to_schedule};
use crate::solve::bound::SCALE;
use crate::solve::improve_from::improve_from;
use crate::solve::tuning::Tuning;

/// How much more of something that is counted in minutes.
const HOUR: i64 = 60;
/// The people and the sessions, the dearest first, of which changes are valued.
const MOST_VALUED: usize = 40;
/// Changes tried, and of one kind.
const TRIED: (usize, usize) = (6, 2);
/// Steps of a trial for each session, and for any.
const STEPS: (u64, u64) = (1_000, 50_000);

/// A change, and what it saves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// What changes.
    pub proposal: Proposal,
    /// What it saves by the bound's prices, in hundredths of a discomfort-minute.
    pub estimated: Cost,
    /// What it saved when it was tried, against as many steps without it; a timetable that the checker accepts costs so
    /// much less. `None` where it was not tried in the time given.
    pub confirmed: Option<Cost>,
}

/// The changes that promise most, those that were tried first. `schedule` places everything and breaks no hard rule.
pub fn advise<'a>(
    problem: impl Into<Problem<'a>>,
    schedule: &Schedule,
    limit: Duration,
    stop: &AtomicBool,
) -> Vec<Advice> {
    let problem @ Problem { conference, .. } = problem.into();
    let report = check(problem, schedule);
    let Ok(grounded) = ground(problem) else { return Vec::new() };
    // A quarter of the time for the prices, a half for what they say, the rest to try it.
    let Some(prices) = Prices::new(&grounded, report.cost, &Deadline::new(limit / 4, stop)) else { return Vec::new() };
    let mut advice = Vec::new();
    let asked = Deadline::new(limit / 2, stop);
    for (sessions, proposals) in ideas(conference, &report) {
        if asked.is_over() {
            break;
        }
        let Some(before) = prices.bound(&restrict(conference, &sessions)) else { continue };
        for proposal in proposals.into_iter().take_while(|_| !asked.is_over()) {
            let after = prices.bound(&restrict(&proposal.applied(conference), &sessions));
            let saved = after.and_then(|after| Cost::try_from((before - after) / i128::from(SCALE)).ok()).unwrap_or(0);
            if saved > 0 {
                advice.push(Advice { proposal, estimated: saved, confirmed: None });
            }
        }
    }
    advice.sort_by_key(|advice| (std::cmp::Reverse(advice.estimated), advice.proposal.rank()));
    try_best(problem, schedule, &mut advice, &Deadline::new(limit / 4, stop));
    advice.sort_by_key(|advice| std::cmp::Reverse((advice.confirmed, advice.estimated)));
    advice
}

/// Tries the best of each kind.
fn try_best(problem: Problem<'_>, schedule: &Schedule, advice: &mut [Advice], asked: &Deadline<'_>) {
    let Some(without) = tried(problem, schedule, asked) else { return };
    let mut known: Vec<Proposal> = Vec::new();
    for advice in advice.iter_mut() {
        let alike = known.iter().filter(|other| other.is_like(&advice.proposal)).count();
        if known.len() >= TRIED.0 || asked.is_over() {
            return;
        }
        if alike < TRIED.1 {
            known.push(advice.proposal.clone());
            let changed = advice.proposal.applied(problem.conference);
            let changed = Problem { conference: &changed, ..problem };
            advice.confirmed = tried(changed, schedule, asked).map(|with| without - with);
        }
    }
}

/// What a timetable costs that is found from this one; the checker has accepted it.
fn tried(problem: Problem<'_>, schedule: &Schedule, asked: &Deadline<'_>) -> Option<Cost> {
    let conference = problem.conference;
    let grounded = ground(problem).ok()?;
    let from = from_schedule(conference, &grounded, schedule);
    let steps = STEPS.0 * conference.sessions.len() as u64 + STEPS.1;
    let (_, assignment) = improve_from(&grounded.model, &from, steps, 1, &Tuning::default(), asked.stop);
    let report = check(problem, &to_schedule(conference, &grounded, &assignment));
    (report.is_valid() && report.is_complete()).then_some(report.cost)
}

/// Changes, with the sessions that have a part in them.
type Ideas = Vec<(Vec<SessionId>, Vec<Proposal>)>;

/// Changes that could help, those first that concern everybody.
fn ideas(conference: &Conference, report: &Report) -> Ideas {
    let mut all = vec![(conference.session_ids().collect(), of_programme(conference))];
    all.extend(of_single(conference, report));
    all
}

/// Changes that concern everybody.
fn of_programme(c: &Conference) -> Vec<Proposal> {
    let mut all = Vec::new();
    let minutes = (HOUR / c.grid_minutes.max(1)).max(1) * c.grid_minutes.max(1);
    for day in (0..c.days.len()).map(DayId::new) {
        let ((first, last), own) = (widest(c, day), &c.days[day.index()]);
        all.extend((own.earliest.since(first) >= minutes).then(|| proposals::earlier(c, day, minutes)));
        all.extend((last.since(own.latest) >= minutes).then(|| proposals::later(c, day, minutes)));
    }
    for (index, phase) in c.phases.iter().enumerate() {
        let id = PhaseId::new(index);
        all.extend(phase.longest_day_minutes.map(|_| proposals::longer(c, id, minutes)));
        all.extend(next_date(c, id).map(|date| proposals::day(c, id, date)));
    }
    for (index, service) in c.services.iter().enumerate() {
        let id = ServiceId::new(index);
        all.push(proposals::teams(c, id, 1));
        all.extend(service.minutes_per_day.map(|_| proposals::service_minutes(c, id, minutes)));
    }
    all.extend((!c.rooms.is_empty()).then(|| proposals::rooms(c, RoomId(0), 1)));
    all.extend((c.turnaround_minutes > 0).then(|| proposals::turnaround(c, c.turnaround_minutes)));
    all
}

/// Changes that concern one person or one session, with the sessions in question: those of the dearest first.
fn of_single(c: &Conference, report: &Report) -> Ideas {
    let cost = |session: SessionId| report.session_costs(session).iter().map(|(_, cost)| cost).sum::<Cost>();
    let costs: Vec<Cost> = c.session_ids().map(cost).collect();
    let mut all = Vec::new();
    for person in dearest(c.people.len(), |person| sessions_of(c, person).iter().map(|s| costs[s.index()]).sum()) {
        let id = PersonId::new(person);
        let free: Vec<Proposal> = days_away(c, id).map(|day| proposals::free(c, id, day)).collect();
        all.extend((!free.is_empty()).then(|| (sessions_of(c, person), free)));
    }
    for session in dearest(c.sessions.len(), |session| costs[session]) {
        let (id, data) = (SessionId::new(session), &c.sessions[session]);
        let fixed = data.fixed.is_some().then_some(Constraint::Fixed(id));
        let allowed = data.allowed.is_some().then_some(Constraint::Allowed(id));
        let given_up = fixed.into_iter().chain(allowed).filter_map(|demand| proposals::given_up(c, &demand));
        let free: Vec<Proposal> = given_up.collect();
        all.extend((!free.is_empty()).then(|| (vec![id], free)));
    }
    all
}

/// The positions of the dearest that cost anything, the dearest first.
fn dearest(count: usize, cost: impl Fn(usize) -> Cost) -> Vec<usize> {
    let mut all: Vec<(Cost, usize)> =
        (0..count).map(|index| (-cost(index), index)).filter(|(cost, _)| *cost < 0).collect();
    all.sort_unstable();
    all.into_iter().take(MOST_VALUED).map(|(_, index)| index).collect()
}

/// The sessions that cannot be held without a person.
fn sessions_of(c: &Conference, person: usize) -> Vec<SessionId> {
    let needs = |session: &SessionId| {
        let seats = &c.sessions[session.index()].participants;
        seats.iter().any(|seat| seat.person.index() == person && !seat.optional && !seat.recorded)
    };
    c.session_ids().filter(needs).collect()
}

/// Days on which a person is away for a while.
fn days_away(c: &Conference, person: PersonId) -> impl Iterator<Item = DayId> + '_ {
    let data = &c.people[person.index()];
    let hard = c.rule(RuleId::PersonAway) == Strength::Hard;
    (0..c.days.len()).map(DayId::new).filter(move |&day| {
        let own = &c.days[day.index()];
        let inside = |windows: &Vec<crate::domain::Window>| {
            windows.iter().any(|window| window.from <= own.earliest && window.until >= own.latest)
        };
        let away = data.unavailable.iter().any(|window| meets(c, day, window.from, window.until));
        hard && (away || data.available.as_ref().is_some_and(|windows| !inside(windows)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{add_day, add_person, at, audience, conference, session};
    use crate::domain::{Placement, RuleSettings, Window};

    /// One speaker, in Tokyo, who is there in their own night only.
    #[test]
    fn the_one_thing_in_the_way_is_named_and_saves_what_is_said() {
        let mut given = conference();
        given.days.clear();
        add_day(&mut given, 2, "02T00:00", "03T00:00");
        given.audiences = vec![audience("a", 1, &[("Asia/Tokyo", 1)])];
        given.sessions = vec![session("late", 60), session("other", 60)];
        let person = add_person(&mut given, "Asia/Tokyo", &[0]);
        given.people[0].unavailable = vec![Window { from: at("02T00:00"), until: at("02T16:00") }];
        use RuleId::{AudienceHours, DayHours, PersonAway, PersonClash, Phase, Placed, RoomClash, RoomFit};
        given.rules = RuleSettings::hard(&[Placed, RoomClash, RoomFit, Phase, DayHours, PersonClash, PersonAway]);
        given.rules[AudienceHours].strength = Strength::Weight(crate::domain::Decimal::ONE);
        let place = |time| Some(Placement { start: at(time), room: Some(RoomId(0)) });
        let schedule = Schedule { placements: vec![place("02T22:00"), place("02T02:00")] };
        let advice = advise(&given, &schedule, Duration::from_secs(60), &AtomicBool::new(false));
        assert_eq!(advice[0].proposal, proposals::free(&given, person, DayId(0)), "{advice:?}");
        // Ten people at eight in the morning, an hour at 10 per cent: the search alone gets so far, from seven.
        assert_eq!((advice[0].estimated, advice[0].confirmed), (10 * 60 * 10, Some(10 * 60 * 10)));
    }
}
