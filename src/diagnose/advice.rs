//! Advice: which single change to the programme file would save most.
//!
//! Many changes are estimated with the bound's [prices](super::prices): the value of one more minute, room or team at
//! the margin. The best ones are then tried, by solving on from the timetable for a fixed number of steps.

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

/// The amount by which a change increases a limit that is counted in minutes.
const HOUR: i64 = 60;
/// The number of people, and of sessions, for which changes are estimated: the most expensive ones.
const MOST_VALUED: usize = 40;
/// The most changes tried: in total, and of one kind.
const TRIED: (usize, usize) = (6, 2);
/// Steps of a trial: per session, plus a constant.
const STEPS: (u64, u64) = (1_000, 50_000);

/// A change and its saving.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// The change.
    pub proposal: Proposal,
    /// The saving estimated with the bound's prices, in hundredths of a discomfort-minute.
    pub estimated: Cost,
    /// The measured saving, in hundredths of a discomfort-minute: a trial with the change against an equally long one
    /// without it. The checker accepted the timetable. `None` if the change was not tried in the time given.
    pub confirmed: Option<Cost>,
}

/// Returns the changes that save most, tried ones first. `schedule` places every session and breaks no hard rule.
pub fn advise<'a>(
    problem: impl Into<Problem<'a>>,
    schedule: &Schedule,
    limit: Duration,
    stop: &AtomicBool,
) -> Vec<Advice> {
    let problem @ Problem { conference, .. } = problem.into();
    let report = check(problem, schedule);
    let Ok(grounded) = ground(problem) else { return Vec::new() };
    // Time: a quarter for the prices, a half for the estimates, the rest for the trials.
    let Some(prices) = Prices::new(&grounded, report.cost, &Deadline::new(limit / 4, stop)) else { return Vec::new() };
    let mut advice = Vec::new();
    let deadline = Deadline::new(limit / 2, stop);
    for (sessions, proposals) in ideas(conference, &report) {
        if deadline.is_over() {
            break;
        }
        let Some(before) = prices.bound(&restrict(conference, &sessions)) else { continue };
        for proposal in proposals.into_iter().take_while(|_| !deadline.is_over()) {
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

/// Tries the best changes of each kind.
fn try_best(problem: Problem<'_>, schedule: &Schedule, advice: &mut [Advice], deadline: &Deadline<'_>) {
    let Some(without) = tried(problem, schedule, deadline) else { return };
    let mut known: Vec<Proposal> = Vec::new();
    for advice in advice.iter_mut() {
        let alike = known.iter().filter(|other| other.is_like(&advice.proposal)).count();
        if known.len() >= TRIED.0 || deadline.is_over() {
            return;
        }
        if alike < TRIED.1 {
            known.push(advice.proposal.clone());
            let changed = advice.proposal.applied(problem.conference);
            let changed = Problem { conference: &changed, ..problem };
            advice.confirmed = tried(changed, schedule, deadline).map(|with| without - with);
        }
    }
}

/// The cost of the timetable that the search finds from this one; `None` if the checker does not accept it.
fn tried(problem: Problem<'_>, schedule: &Schedule, deadline: &Deadline<'_>) -> Option<Cost> {
    improved(problem, schedule, deadline.stop).map(|(_, cost)| cost)
}

/// The timetable that the search finds from this one in a fixed number of steps, and its cost; `None` if the checker
/// does not accept it.
pub(super) fn improved(problem: Problem<'_>, schedule: &Schedule, stop: &AtomicBool) -> Option<(Schedule, Cost)> {
    let conference = problem.conference;
    let grounded = ground(problem).ok()?;
    let from = from_schedule(conference, &grounded, schedule);
    let steps = STEPS.0 * conference.sessions.len() as u64 + STEPS.1;
    let (_, assignment) = improve_from(&grounded.model, &from, steps, 1, &Tuning::default(), stop);
    let found = to_schedule(conference, &grounded, &assignment);
    let report = check(problem, &found);
    (report.is_valid() && report.is_complete()).then_some((found, report.cost))
}

/// Changes, with the sessions that they concern.
type Ideas = Vec<(Vec<SessionId>, Vec<Proposal>)>;

/// Changes that could help; first those that concern the whole programme.
fn ideas(conference: &Conference, report: &Report) -> Ideas {
    let mut all = vec![(conference.session_ids().collect(), of_programme(conference))];
    all.extend(of_individuals(conference, report));
    all
}

/// Changes that concern the whole programme.
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

/// Changes that concern one person or one session, with the sessions concerned, for the most expensive ones.
fn of_individuals(c: &Conference, report: &Report) -> Ideas {
    let cost = |session: SessionId| report.session_costs(session).iter().map(|(_, cost)| cost).sum::<Cost>();
    let costs: Vec<Cost> = c.session_ids().map(cost).collect();
    let mut all = Vec::new();
    for person in most_expensive(c.people.len(), |person| sessions_of(c, person).iter().map(|s| costs[s.index()]).sum())
    {
        let id = PersonId::new(person);
        let free: Vec<Proposal> = days_away(c, id).map(|day| proposals::free(c, id, day)).collect();
        all.extend((!free.is_empty()).then(|| (sessions_of(c, person), free)));
    }
    for session in most_expensive(c.sessions.len(), |session| costs[session]) {
        let (id, data) = (SessionId::new(session), &c.sessions[session]);
        let fixed = data.fixed.is_some().then_some(Constraint::Fixed(id));
        let allowed = data.allowed.is_some().then_some(Constraint::Allowed(id));
        let dropped = fixed.into_iter().chain(allowed).filter_map(|demand| proposals::given_up(c, &demand));
        let free: Vec<Proposal> = dropped.collect();
        all.extend((!free.is_empty()).then(|| (vec![id], free)));
    }
    all
}

/// The positions of the most expensive items that cost anything, the most expensive first.
fn most_expensive(count: usize, cost: impl Fn(usize) -> Cost) -> Vec<usize> {
    let mut all: Vec<(Cost, usize)> =
        (0..count).map(|index| (-cost(index), index)).filter(|(cost, _)| *cost < 0).collect();
    all.sort_unstable();
    all.into_iter().take(MOST_VALUED).map(|(_, index)| index).collect()
}

/// The sessions that need a person live.
fn sessions_of(c: &Conference, person: usize) -> Vec<SessionId> {
    let needs = |session: &SessionId| {
        let seats = &c.sessions[session.index()].participants;
        seats.iter().any(|participation| {
            participation.person.index() == person && !participation.optional && !participation.recorded
        })
    };
    c.session_ids().filter(needs).collect()
}

/// Days on which a person is away for part or all of the day.
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

    /// One speaker, in Tokyo, who is available only during the local night.
    #[test]
    fn the_blocking_absence_is_found_and_its_estimate_is_confirmed() {
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
        // Ten people at 08:00, an hour at 10 per cent. The search alone reaches this, starting from 07:00.
        assert_eq!((advice[0].estimated, advice[0].confirmed), (10 * 60 * 10, Some(10 * 60 * 10)));
    }
}
