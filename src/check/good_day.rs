//! `good-day`: the mean discomfort of each region on its best day.

use crate::domain::{RuleId, SessionId, Strength};

use super::context::{Context, PlacedSession, weight};
use super::exact_arithmetic::{self, MICROS};
use super::fairness::{self, RegionGroup};
use super::findings::Findings;
use super::words;

/// Charges each region's excess on its best day, as if all attendees were in the region. If the rule is hard, each
/// region without a good day is a violation.
pub(super) fn good_day(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    let regions = fairness::regions(ctx);
    let total = fairness::total_size(&regions);
    let days = ctx.days();
    for region in regions.iter().filter(|region| region.size != Some(0)) {
        let attended = days.iter().map(|day| -> Vec<PlacedSession> {
            day.iter().filter(|placed| attends(ctx, region, placed)).copied().collect()
        });
        let attended = attended.filter(|day| !day.is_empty());
        if strength == Strength::Hard {
            check_hard(ctx, region, &attended.collect::<Vec<_>>(), out);
            continue;
        }
        let best = attended.map(|day| {
            let cells = day.iter().map(|placed| cell(ctx, weight(strength), region, total, placed).map(i128::from));
            let sum = exact_arithmetic::sum(cells).and_then(|sum| i64::try_from(sum.max(0)).ok());
            (sum, day)
        });
        if let Some((excess, day)) = best.min_by_key(|(sum, _)| *sum) {
            out.charge(excess, &sessions(&day), None);
        }
    }
}

fn sessions(day: &[PlacedSession]) -> Vec<SessionId> {
    day.iter().map(|placed| placed.session).collect()
}

/// A violation if the region's mean discomfort is above the threshold on each of its days.
fn check_hard(ctx: &Context<'_>, region: &RegionGroup, days: &[Vec<PlacedSession>], out: &mut Findings) {
    let conference = ctx.conference;
    let threshold = i128::from(conference.rules[RuleId::GoodDay].threshold.micros);
    let mut best: Option<(i128, &Vec<PlacedSession>)> = None;
    for day in days {
        // In thousandths of heads: the discomfort in per cent-minutes, and the minutes.
        let sums = day.iter().try_fold((0_i128, 0_i128), |(discomfort, minutes), placed| {
            let heads = ctx.heads[placed.session.index()].as_ref()?;
            let own = region.discomfort(heads, &ctx.discomfort_by_pair(placed.session, placed.start))?;
            let length = ctx.session(placed.session).minutes;
            let attended = exact_arithmetic::product(&[region.heads(heads), length.into()])?;
            Some((discomfort.checked_add(own)?, minutes.checked_add(attended)?))
        });
        let compared = sums.and_then(|(discomfort, minutes)| {
            let allowed = exact_arithmetic::product(&[threshold, minutes, 100])?;
            let is_good = exact_arithmetic::product(&[discomfort, MICROS])? <= allowed;
            // Hundredths of a per cent, rounded up, so that a bad day never seems to be good.
            Some((is_good, exact_arithmetic::ceil_div(exact_arithmetic::product(&[discomfort, 100])?, minutes)?))
        });
        match compared {
            None => return out.charge(None, &[], None),
            Some((true, _)) => return,
            Some((false, mean)) if best.is_none_or(|(least, _)| mean < least) => best = Some((mean, day)),
            Some(_) => {}
        }
    }
    if let Some((mean, day)) = best {
        let message = format!(
            "{} has no day on which its mean discomfort is at most {}; the best is {} with {}",
            words::region(conference, &region.group),
            words::percent(threshold / 100),
            words::day(conference, day[0].start),
            words::percent(mean),
        );
        out.broken(message, &sessions(day), &[], &[]);
    }
}

/// Whether someone from the region attends.
fn attends(ctx: &Context<'_>, region: &RegionGroup, placed: &PlacedSession) -> bool {
    ctx.heads[placed.session.index()].as_ref().is_none_or(|heads| region.heads(heads) > 0)
}

/// A session's part in its day's excess: negative if it is better than the threshold.
fn cell(
    ctx: &Context<'_>,
    weight: i128,
    region: &RegionGroup,
    total: Option<i128>,
    placed: &PlacedSession,
) -> Option<i64> {
    let heads = ctx.heads[placed.session.index()].as_ref()?;
    let discomfort = region.discomfort(heads, &ctx.discomfort_by_pair(placed.session, placed.start))?;
    let minutes = ctx.session(placed.session).minutes;
    let threshold = ctx.conference.rules[RuleId::GoodDay].threshold.micros;
    let allowed = exact_arithmetic::product(&[threshold.into(), region.heads(heads), minutes.into(), 100])?;
    let above = exact_arithmetic::product(&[discomfort, MICROS])?.checked_sub(allowed)?;
    exact_arithmetic::half_up(
        &[weight, above, total?],
        exact_arithmetic::product(&[region.size?, 1000, MICROS, MICROS])?,
    )
}

#[cfg(test)]
mod tests {
    use super::super::report::Violated;
    use super::super::testing::{Build, broken, cost, id, priced, schedule};
    use super::*;

    #[test]
    fn the_best_day_of_each_region_counts() {
        let mut b = Build::new();
        b.audience("asia", &[("Asia/Tokyo", "1")]);
        b.rule(RuleId::GoodDay, priced("1"));
        b.session("a", 60).session("b", 60);
        // Midnight in Tokyo on both days, then the afternoon on the second.
        let nights = [("2020-11-02T15:00", 1), ("2020-11-03T15:00", 1)];
        assert_eq!(cost(&b.done(), RuleId::GoodDay, &nights), 100 * 60 * 80);
        assert_eq!(cost(&b.done(), RuleId::GoodDay, &[nights[0], ("2020-11-03T06:00", 1)]), 0);
        assert_eq!(cost(&b.done(), RuleId::GoodDay, &nights[..1]), 100 * 60 * 80);
        assert_eq!(cost(&b.done(), RuleId::GoodDay, &[]), 0);
    }

    #[test]
    fn a_region_without_a_good_day_breaks_the_hard_rule() {
        let mut b = Build::new();
        b.audience("asia", &[("Asia/Tokyo", "1")]);
        b.rule(RuleId::GoodDay, Strength::Hard);
        b.session("a", 60).session("b", 60);
        let nights = [("2020-11-02T15:00", 1), ("2020-11-03T15:00", 1)];
        assert_eq!(
            broken(&b.done(), &nights),
            [(
                Violated::Rule(RuleId::GoodDay),
                "audience asia has no day on which its mean discomfort is at most 20 %; the best is Mon 2 Nov 2020 \
                 with 100 %"
                    .to_owned()
            )]
        );
        let report = super::super::check(&b.done(), &schedule(&nights));
        assert_eq!(report.violations[0].sessions, [id(0)], "those of the best day");
        assert_eq!(broken(&b.done(), &[nights[0], ("2020-11-03T06:00", 1)]), []);
        assert_eq!(broken(&b.done(), &[]), []);
        // An hour at 10 % and 40 minutes at 35 %, from 19:00 in Tokyo, have a mean of exactly 20 %.
        let mut long = b.done();
        long.sessions[0].minutes = 100;
        assert_eq!(broken(&long, &[("2020-11-02T10:00", 1)]), []);
        assert_eq!(broken(&long, &[("2020-11-02T10:10", 1)]).len(), 1);
        // 22:30-23:30 in Tokyo: half of it at 65 %, half at 85 %.
        let best = |places: [(&str, u32); 2]| broken(&b.done(), &places).remove(0).1;
        assert!(best([nights[0], ("2020-11-03T13:30", 1)]).ends_with("the best is Tue 3 Nov 2020 with 75 %"));
        assert!(best([("2020-11-02T13:30", 1), nights[1]]).ends_with("the best is Mon 2 Nov 2020 with 75 %"));
    }
}
