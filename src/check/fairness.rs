//! `fair-regions`, `fair-people`, `fair-sessions`: the discomfort of the region, people and session that are worst off.

use std::cmp::Reverse;

use crate::domain::{Decimal, Instant, Participation, PersonId, RegionMeasure, RuleId, SessionId, Strength};

use super::context::{Context, attended, weight};
use super::exact_arithmetic::{self, MICROS};
use super::findings::Findings;
use super::groups::{self, Group};
use super::{hours, starts};

/// Weights of regions are integers in units of 1 / `WEIGHT_SCALE`.
pub(super) const WEIGHT_SCALE: i64 = 65_536;

/// A group of `fair-regions` and its attendance.
#[derive(Debug)]
pub(super) struct RegionGroup {
    pub group: Group,
    /// Its zones' positions in [`Context::pairs`].
    pub pairs: Vec<usize>,
    /// Thousandths of attendee-minutes over all sessions, placed or not; `None` if too large.
    pub size: Option<i128>,
}

impl RegionGroup {
    /// Heads x discomfort of one session over the group's zones.
    pub(super) fn discomfort(&self, heads: &[i64], by_pair: &[i64]) -> Option<i128> {
        let one = |&p: &usize| exact_arithmetic::product(&[heads[p].into(), by_pair[p].into()]);
        exact_arithmetic::sum(self.pairs.iter().map(one))
    }

    /// The group's heads in one session, in thousandths.
    pub(super) fn heads(&self, heads: &[i64]) -> i128 {
        self.pairs.iter().map(|&p| i128::from(heads[p])).sum()
    }
}

/// All groups.
pub(super) fn regions(ctx: &Context<'_>) -> Vec<RegionGroup> {
    let mut regions = Vec::new();
    for group in groups::groups(ctx.conference, &ctx.shares) {
        let of_group = |p: &usize| {
            let pair = ctx.pairs[*p];
            pair.audience == group.audience && group.zones.contains(&pair.zone)
        };
        let pairs = (0..ctx.pairs.len()).filter(of_group).collect();
        let mut region = RegionGroup { group, pairs, size: None };
        region.size = exact_arithmetic::sum(ctx.conference.sessions.iter().zip(&ctx.heads).map(|(session, heads)| {
            exact_arithmetic::product(&[region.heads(heads.as_ref()?), session.minutes.into()])
        }));
        regions.push(region);
    }
    regions
}

/// Attendee-minutes of all groups, in thousandths.
pub(super) fn total_size(regions: &[RegionGroup]) -> Option<i128> {
    exact_arithmetic::sum(regions.iter().map(|region| region.size))
}

/// `fair-regions`: the discomfort per attendee-minute of the group where it is highest, or of the worst-off part of all
/// attendee-minutes, times all attendee-minutes.
pub(super) fn fair_regions(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    let regions = regions(ctx);
    let worst = region_sums(ctx, weight(strength), &regions).and_then(|sums| worst_off(ctx, &regions, &sums));
    let all: Vec<SessionId> = ctx.placed.iter().map(|placed| placed.session).collect();
    out.charge(worst.and_then(|worst| i64::try_from(worst).ok()), &all, None);
}

/// The sum of each region's cells over the placed sessions.
fn region_sums(ctx: &Context<'_>, weight: i128, regions: &[RegionGroup]) -> Option<Vec<i128>> {
    let total_size = total_size(regions);
    let mut sums = vec![0_i128; regions.len()];
    for placed in &ctx.placed {
        let discomfort = ctx.discomfort_by_pair(placed.session, placed.start);
        for (sum, region) in sums.iter_mut().zip(regions) {
            let cell = region_cell(ctx, weight, region, total_size, placed.session, &discomfort)?;
            *sum = sum.checked_add(cell.into())?;
        }
    }
    Some(sums)
}

/// The weight of each region in the cost, in units of 1 / [`WEIGHT_SCALE`]: filled from the largest sum down.
fn filled_weights(ctx: &Context<'_>, regions: &[RegionGroup], sums: &[i128]) -> Option<Vec<i128>> {
    let total_size = total_size(regions);
    let mut order: Vec<usize> = (0..sums.len()).collect();
    order.sort_by_key(|&region| Reverse(sums[region]));
    let (mut left, mut weights) = (i128::from(WEIGHT_SCALE), vec![0; sums.len()]);
    for region in order {
        weights[region] = largest_weight(ctx, &regions[region], total_size)?.min(left);
        left -= weights[region];
    }
    Some(weights)
}

/// The weight of each region in `fair-regions`, in units of 1 / [`WEIGHT_SCALE`].
pub(super) fn weights_of_regions(ctx: &Context<'_>, weight: i128, regions: &[RegionGroup]) -> Option<Vec<i128>> {
    filled_weights(ctx, regions, &region_sums(ctx, weight, regions)?)
}

/// The cost of the regions' sums: the largest, or the mean of the worst-off part, rounded up.
fn worst_off(ctx: &Context<'_>, regions: &[RegionGroup], sums: &[i128]) -> Option<i128> {
    let weights = filled_weights(ctx, regions, sums)?;
    let parts = weights.iter().zip(sums).map(|(&weight, &sum)| exact_arithmetic::product(&[weight, sum]));
    exact_arithmetic::ceil_div(exact_arithmetic::sum(parts)?, WEIGHT_SCALE.into())
}

/// The largest weight that a region can have in `fair-regions`, in units of 1 / [`WEIGHT_SCALE`]; zero for one without
/// attendees.
pub(super) fn largest_weight(ctx: &Context<'_>, region: &RegionGroup, total_size: Option<i128>) -> Option<i128> {
    let whole = i128::from(WEIGHT_SCALE);
    match (region.size?, ctx.conference.rules[RuleId::FairRegions].measure) {
        (0, _) => Some(0),
        (_, RegionMeasure::Worst) => Some(whole),
        (size, RegionMeasure::Tail { share }) => {
            let part = exact_arithmetic::product(&[share.micros.into(), total_size?])?;
            exact_arithmetic::ceil_div(exact_arithmetic::product(&[whole, size, MICROS])?, part).map(|w| w.min(whole))
        }
    }
}

/// One session's part in a group's cost; zero for a group without attendees.
pub(super) fn region_cell(
    ctx: &Context<'_>,
    weight: i128,
    region: &RegionGroup,
    total_size: Option<i128>,
    session: SessionId,
    discomfort: &[i64],
) -> Option<i64> {
    let size = region.size?;
    if size == 0 {
        return Some(0);
    }
    let sum = region.discomfort(ctx.heads[session.index()].as_ref()?, discomfort)?;
    exact_arithmetic::half_up(&[weight, sum, total_size?], exact_arithmetic::product(&[size, 1000, MICROS])?)
}

/// Discomfort-minutes of a person above which each further one costs (once more).
pub(super) const BOUNDS: [i64; 2] = [60, 180];

/// `fair-people`: a person's discomfort above one hour, and again above three.
pub(super) fn fair_people(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    for person in ctx.people() {
        let cells = ctx.attended_by(person).map(|(placed, participation)| {
            person_cell(ctx, weight(strength), placed.session, &participation, placed.start).map(i128::from)
        });
        let sum = exact_arithmetic::sum(cells).and_then(|sum| i64::try_from(sum).ok());
        let sessions: Vec<SessionId> = ctx.attended_by(person).map(|(placed, _)| placed.session).collect();
        out.charge(above_bounds(ctx, weight(strength), person, sum), &sessions, Some(person));
    }
}

/// A person's discomfort in one session, at their weight.
pub(super) fn person_cell(
    ctx: &Context<'_>,
    weight: i128,
    session: SessionId,
    participation: &Participation,
    start: Instant,
) -> Option<i64> {
    let (from, until) = attended(ctx.session(session), participation, start);
    let of_person = ctx.needed[participation.person.index()].weight.micros;
    exact_arithmetic::half_up(
        &[weight, of_person.into(), ctx.discomfort_of(participation.person, from, until)],
        MICROS * MICROS * MICROS,
    )
}

/// A bound of `fair-people`, given in minutes of full discomfort, as a cost at the person's weight.
pub(super) fn person_bound(ctx: &Context<'_>, weight: i128, person: PersonId, minutes: i64) -> Option<i64> {
    let of_person = ctx.needed[person.index()].weight.micros;
    exact_arithmetic::half_up(&[weight, of_person.into(), minutes.into(), 100], MICROS * MICROS)
}

/// The cost of a person's discomfort above each bound.
pub(super) fn above_bounds(ctx: &Context<'_>, weight: i128, person: PersonId, sum: Option<i64>) -> Option<i64> {
    BOUNDS.iter().try_fold(0_i64, |cost, &minutes| {
        let above = sum?.checked_sub(person_bound(ctx, weight, person, minutes)?)?.max(0);
        cost.checked_add(above)
    })
}

/// `fair-sessions`: the largest loss of a session against its cheapest start, as if all sessions lost as much.
pub(super) fn fair_sessions(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    let c = ctx.conference;
    let size = |attendance: i64, minutes: i64| exact_arithmetic::product(&[attendance.into(), minutes.into()]);
    let all_minutes = exact_arithmetic::sum(c.sessions.iter().map(|s| size(s.attendance, s.minutes)));
    let common = starts::common(c);
    let mut worst: (Option<i64>, Vec<SessionId>) = (Some(0), Vec::new());
    for placed in &ctx.placed {
        let own = size(ctx.session(placed.session).attendance, ctx.session(placed.session).minutes);
        let candidates = starts::of_session(c, &common, placed.session);
        if own == Some(0) || candidates.is_empty() {
            continue;
        }
        let cheapest = candidates.into_iter().map(|start| plain_hours(ctx, placed.session, start)).min().flatten();
        let above = plain_hours(ctx, placed.session, placed.start)
            .zip(cheapest)
            .map(|(here, cheapest)| i128::from(here.saturating_sub(cheapest).max(0)));
        let cell = above.zip(all_minutes).and_then(|(above, all)| {
            exact_arithmetic::half_up(&[weight(strength), above, all], own?.checked_mul(MICROS)?)
        });
        match cell {
            Some(cell) if worst.0.is_some_and(|most| cell > most) => worst = (Some(cell), vec![placed.session]),
            Some(_) => {}
            None => worst.0 = None,
        }
    }
    // The charge lists the session that sets the maximum.
    out.charge(worst.0, &worst.1, None);
}

/// `audience-hours` plus `people-hours` of one session, both at weight 1, whatever their settings.
fn plain_hours(ctx: &Context<'_>, session: SessionId, start: Instant) -> Option<i64> {
    let one = i128::from(Decimal::ONE.micros);
    let discomfort = ctx.discomfort_by_pair(session, start);
    hours::audience_cell(ctx, one, session, &discomfort)?.checked_add(hours::people_cell(ctx, one, session, start)?)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Build, cost, decimal, priced};
    use super::*;

    #[test]
    fn the_worst_region_is_scaled_to_all_people() {
        let mut b = Build::new();
        b.audience("asia", &[("Asia/Tokyo", "1")]);
        b.audience("europe", &[("Europe/Berlin", "1")]).people = decimal("3");
        b.rule(RuleId::FairRegions, priced("0.25"));
        b.session("a", 60).session("b", 60);
        // Tokyo (25 of 100): 21:00 at 35 and 22:00 at 65. P / N = 4.
        let places = [("2020-11-02T12:00", 1), ("2020-11-02T13:00", 1)];
        let asia = 25 * 60 * (35 + 65);
        assert_eq!(cost(&b.done(), RuleId::FairRegions, &places), asia * 4 / 4);
        // Berlin (75 of 100) at 20:00 and 21:00, Tokyo at 04:00 and 05:00: still Tokyo.
        let places = [("2020-11-02T19:00", 1), ("2020-11-02T20:00", 1)];
        assert_eq!(cost(&b.done(), RuleId::FairRegions, &places), 25 * 60 * (100 + 85));
        // The worst-off half of all minutes: Tokyo's quarter, and a third of Berlin's minutes at 35 and 35.
        b.c.rules[RuleId::FairRegions].measure = RegionMeasure::Tail { share: decimal("0.5") };
        assert_eq!(
            cost(&b.done(), RuleId::FairRegions, &places),
            (25 * 60 * (100 + 85) + 100 * 60 * (35 + 35) / 4) / 2
        );
        b.c.audiences[0].people = Decimal::ZERO;
        assert_eq!(cost(&b.done(), RuleId::FairRegions, &places), 100 * 60 * (35 + 35) / 4);
        b.c.rules[RuleId::FairRegions].measure = RegionMeasure::Worst;
        assert_eq!(cost(&b.done(), RuleId::FairRegions, &places), 100 * 60 * (35 + 35) / 4);
        b.c.audiences.clear();
        assert_eq!(cost(&b.done(), RuleId::FairRegions, &places), 0);
    }

    #[test]
    fn a_person_pays_above_one_hour_and_again_above_three() {
        let mut b = Build::new();
        b.person("p", "Asia/Tokyo");
        b.rule(RuleId::FairPeople, priced("1"));
        for id in ["a", "b"] {
            b.session(id, 120);
            b.participation(0);
        }
        // 19:00-21:00 UTC is 04:00-06:00: 60 + 51 = 111 discomfort-minutes; twice that is 222.
        assert_eq!(cost(&b.done(), RuleId::FairPeople, &[("2020-11-02T19:00", 1)]), 25 * 100 * 51);
        let both = [("2020-11-02T19:00", 1), ("2020-11-03T19:00", 1)];
        assert_eq!(cost(&b.done(), RuleId::FairPeople, &both), 25 * 100 * (162 + 42));
        assert_eq!(cost(&b.done(), RuleId::FairPeople, &[("2020-11-02T06:00", 1)]), 0);
    }

    #[test]
    fn the_session_furthest_from_its_cheapest_start_counts() {
        let mut b = Build::new();
        b.audience("us", &[("America/New_York", "1")]);
        b.rule(RuleId::FairSessions, priced("2"));
        b.session("a", 60).session("b", 60);
        // 14:00 UTC costs nothing. 12:00 (07:00 local) costs 60 x 35 for a hundred people; for both sessions P / N = 2.
        let places = [("2020-11-02T12:00", 1), ("2020-11-02T13:00", 1)];
        assert_eq!(cost(&b.done(), RuleId::FairSessions, &places), 2 * 2 * 100 * 60 * 35);
        // If only the morning is allowed, the cheapest start is 11:00 (06:00 local).
        b.c.sessions[0].allowed = Some(vec![super::super::testing::window("2020-11-02T06:00", "2020-11-02T12:00")]);
        assert_eq!(cost(&b.done(), RuleId::FairSessions, &[("2020-11-02T11:00", 1)]), 0);
        assert_eq!(cost(&b.done(), RuleId::FairSessions, &[("2020-11-02T06:00", 1)]), 2 * 2 * 100 * 60 * (100 - 65));
    }
}
