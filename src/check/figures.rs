//! The figures of regions and persons under a schedule: attendance, discomfort, nights. Reports show them.

use crate::domain::{AudienceId, Conference, PersonId, RuleId, Schedule, Zone};

use super::context::{Context, attended};
use super::exact_arithmetic::{self, MICROS};
use super::fairness;
use super::minutes::MinuteMeasure;
use super::report::Report;

/// The figures of one fairness group: an audience, or the part of an audience in neighbouring zones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionFigures {
    /// Its audience.
    pub audience: AudienceId,
    /// Whether the group is the whole audience.
    pub whole: bool,
    /// Its zones, from west to east.
    pub zones: Vec<Zone>,
    /// Its people as a share of all audiences' people, in millionths.
    pub people_share: i64,
    /// Attendee-minutes in placed sessions, in thousandths.
    pub attended: i64,
    /// Their discomfort, in hundredths of a discomfort-minute, without the audience's weight.
    pub discomfort: i64,
    /// Attendee-minutes between 23:00 and 06:00 local time, in thousandths.
    pub night: i64,
    /// Attendee-minutes at a discomfort of at most 10, in thousandths.
    pub comfortable: i64,
}

/// The figures of each fairness group, audience by audience.
pub fn regions(conference: &Conference, schedule: &Schedule) -> Vec<RegionFigures> {
    regions_of(&Context::new(conference, schedule))
}

/// As [`regions`], for a schedule that is already in the context.
pub(super) fn regions_of(ctx: &Context<'_>) -> Vec<RegionFigures> {
    let conference = ctx.conference;
    let regions = fairness::regions(ctx);
    let all_people: i128 = conference.audiences.iter().map(|a| i128::from(a.people.micros)).sum();
    let whole = |audience: usize| regions.iter().filter(|r| r.group.audience == audience).count() <= 1;
    let figures = |region: &fairness::RegionGroup| {
        let audience = &conference.audiences[region.group.audience];
        let zones: Vec<Zone> = region.group.zones.iter().map(|&z| audience.zones[z].zone).collect();
        let sum = |measure: Option<MinuteMeasure>, divisor: i128| {
            let per_session = ctx.placed.iter().flat_map(|placed| {
                let one = |&pair: &usize| {
                    let heads = ctx.heads[placed.session.index()].as_ref()?[pair];
                    let place = ctx.pairs[pair].place;
                    let minutes = measure.map_or(placed.end.since(placed.start), |measure| {
                        ctx.minutes.sum(place, measure, placed.start, placed.end)
                    });
                    exact_arithmetic::product(&[heads.into(), minutes.into()])
                };
                region.pairs.iter().map(one).collect::<Vec<_>>()
            });
            exact_arithmetic::sum(per_session)
                .and_then(|sum| exact_arithmetic::half_up(&[sum], divisor))
                .unwrap_or(i64::MAX)
        };
        let shares = &ctx.shares[region.group.audience];
        let share: i128 = region.group.zones.iter().map(|&z| i128::from(shares[z])).sum();
        RegionFigures {
            audience: AudienceId::new(region.group.audience),
            whole: whole(region.group.audience),
            zones,
            people_share: exact_arithmetic::half_up(&[audience.people.micros.into(), share], all_people).unwrap_or(0),
            attended: sum(None, 1),
            // Thousandths of heads times per cent-minutes; a per cent-minute is a hundredth of a discomfort-minute.
            discomfort: sum(Some(MinuteMeasure::Discomfort), 1000),
            night: sum(Some(MinuteMeasure::Night), 1),
            comfortable: sum(Some(MinuteMeasure::Comfort), 1),
        }
    };
    regions.iter().map(figures).collect()
}

/// The figures of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonFigures {
    /// The person.
    pub person: PersonId,
    /// Placed sessions that need them live.
    pub sessions: usize,
    /// Minutes they attend.
    pub minutes: i64,
    /// Their own discomfort, in hundredths of a discomfort-minute, unweighted. For a person without a zone, this and
    /// the next two are means over their audience.
    pub discomfort: i64,
    /// Minutes between 23:00 and 06:00 local time.
    pub night: i64,
    /// Minutes at a discomfort of at most 10.
    pub comfortable: i64,
    /// What is charged for them, by rule, in hundredths: `people-hours` (their part of each session's cost),
    /// `fair-people`, `person-rest`, `person-load`, `person-clash`, `person-away`. Zero costs are left out.
    pub by_rule: Vec<(RuleId, i64)>,
}

/// The figures of each person whom at least one session needs live, placed or not, in file order.
pub fn persons(conference: &Conference, schedule: &Schedule) -> Vec<PersonFigures> {
    persons_of(&Context::new(conference, schedule), &super::check(conference, schedule))
}

/// As [`persons`], for a schedule that is already in the context; `report` is the verdict on it.
pub(super) fn persons_of(ctx: &Context<'_>, report: &Report) -> Vec<PersonFigures> {
    ctx.people().filter(|p| !ctx.needed[p.index()].live.is_empty()).map(|p| figures_of(ctx, report, p)).collect()
}

fn figures_of(ctx: &Context<'_>, report: &Report, person: PersonId) -> PersonFigures {
    let parts: Vec<_> = ctx
        .attended_by(person)
        .map(|(placed, participation)| {
            (participation, attended(ctx.session(placed.session), &participation, placed.start))
        })
        .collect();
    let sum = |measure: MinuteMeasure| {
        let sum = parts.iter().map(|&(_, (from, until))| Some(ctx.of_person(person, measure, from, until)));
        exact_arithmetic::sum(sum).and_then(|sum| exact_arithmetic::half_up(&[sum], MICROS)).unwrap_or(i64::MAX)
    };
    let weight = ctx.weight(RuleId::PeopleHours);
    let hours = exact_arithmetic::sum(parts.iter().map(|&(participation, (from, until))| {
        let factors = [weight, participation.weight.micros.into(), ctx.discomfort_of(person, from, until)];
        exact_arithmetic::half_up(&factors, MICROS * MICROS * MICROS).map(i128::from)
    }));
    let hours = hours.map_or(i64::MAX, |hours| i64::try_from(hours).unwrap_or(i64::MAX));
    let mut by_rule = report.person_costs(person);
    if hours != 0 {
        by_rule.push((RuleId::PeopleHours, hours));
    }
    by_rule.sort_by_key(|&(rule, _)| rule);
    PersonFigures {
        person,
        sessions: parts.len(),
        minutes: parts.iter().map(|(_, (from, until))| until.since(*from)).sum(),
        discomfort: sum(MinuteMeasure::Discomfort),
        night: sum(MinuteMeasure::Night),
        comfortable: sum(MinuteMeasure::Comfort),
        by_rule,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Build, decimal, priced, schedule};
    use super::*;

    #[test]
    fn nights_and_comfort_of_regions_and_persons() {
        let mut b = Build::new();
        b.audience("world", &[("Asia/Tokyo", "1"), ("Europe/Berlin", "3")]).weight = decimal("9");
        b.person("p", "Asia/Tokyo");
        b.person("idle", "UTC");
        b.rule(RuleId::PeopleHours, priced("1"));
        b.session("a", 60);
        b.participation(0);
        b.session("b", 60);
        // 13:30 UTC: 22:30-23:30 in Tokyo, 14:30 in Berlin.
        let (c, s) = (b.done(), schedule(&[("2020-11-02T13:30", 1)]));
        let found = regions(&c, &s);
        let zones: Vec<_> = found.iter().flat_map(|r| &r.zones).map(|zone| zone.name()).collect();
        assert_eq!((zones, found[0].whole), (vec!["Europe/Berlin".to_owned(), "Asia/Tokyo".to_owned()], false));
        let tokyo = &found[1];
        let discomfort = 30 * 65 + 30 * 85;
        assert_eq!((tokyo.people_share, tokyo.attended, tokyo.discomfort), (250_000, 25_000 * 60, 25 * discomfort));
        assert_eq!((tokyo.night, tokyo.comfortable), (25_000 * 30, 0));
        assert_eq!(found[0].comfortable, found[0].attended);
        assert_eq!(regions(&c, &Schedule::empty(2))[0].attended, 0);
        let people = persons(&c, &s);
        assert_eq!(people.len(), 1);
        assert_eq!(
            (people[0].sessions, people[0].minutes, people[0].night, people[0].discomfort),
            (1, 60, 30, discomfort)
        );
        assert_eq!(people[0].by_rule, [(RuleId::PeopleHours, 25 * discomfort)]);
    }
}
