//! How much each person counts in `people-hours` and `fair-people` under a schedule.

use crate::domain::{Conference, PersonId, RuleId, Schedule};

use super::context::Context;
use super::exact_arithmetic::{self, MICROS};
use super::fairness::{BOUNDS, person_bound, person_cell};

/// How much a person counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonWeight {
    /// The person.
    pub person: PersonId,
    /// How many times a discomfort-minute more of theirs counts in `people-hours` and `fair-people` together, in
    /// hundredths, in their role of the highest weight.
    pub per_minute: i64,
}

/// The weight of each person whom a session needs live, in file order; `None` if the numbers are too large.
pub fn person_weights(conference: &Conference, schedule: &Schedule) -> Option<Vec<PersonWeight>> {
    let ctx = Context::new(conference, schedule);
    let needed = ctx.people().filter(|person| !ctx.needed[person.index()].live.is_empty());
    needed.map(|person| Some(PersonWeight { person, per_minute: per_minute(&ctx, person)? })).collect()
}

fn per_minute(ctx: &Context<'_>, person: PersonId) -> Option<i64> {
    let (people_hours, fair_people) = (ctx.weight(RuleId::PeopleHours), ctx.weight(RuleId::FairPeople));
    let cells = ctx.attended_by(person).map(|(placed, participation)| {
        person_cell(ctx, fair_people, placed.session, &participation, placed.start).map(i128::from)
    });
    let sum = i64::try_from(exact_arithmetic::sum(cells)?).ok()?;
    let mut rate = people_hours;
    for minutes in BOUNDS {
        if sum > person_bound(ctx, fair_people, person, minutes)? {
            rate += fair_people;
        }
    }
    exact_arithmetic::half_up(&[rate, ctx.needed[person.index()].weight.micros.into(), 100], MICROS * MICROS)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Build, decimal, priced, schedule};
    use super::*;

    #[test]
    fn a_minute_beyond_a_bound_counts_once_more() {
        let mut b = Build::new();
        b.person("p", "Asia/Tokyo");
        b.person("idle", "UTC");
        b.rule(RuleId::PeopleHours, priced("1")).rule(RuleId::FairPeople, priced("0.5"));
        b.session("a", 240);
        b.participation(0).weight = decimal("10");
        let c = b.done();
        let counts = |start: &str| person_weights(&c, &schedule(&[(start, 1)])).unwrap();
        // In Tokyo: noon; 20:00 to 24:00, 132 discomfort-minutes; midnight to 04:00, 240.
        let of = |start| counts(start).iter().map(|weight| weight.per_minute).collect::<Vec<_>>();
        assert_eq!(of("2020-11-02T03:00"), [1_000]);
        assert_eq!(of("2020-11-02T11:00"), [1_500]);
        assert_eq!(of("2020-11-02T15:00"), [2_000]);
        // An hour at 100 % is at the first bound, not beyond it.
        b.c.sessions[0].minutes = 60;
        b.c.sessions[0].participants[0].until = 60;
        let weights = person_weights(&b.done(), &schedule(&[("2020-11-02T15:00", 1)])).unwrap();
        assert_eq!(weights[0].per_minute, 1_000);
    }
}
