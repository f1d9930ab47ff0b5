//! `alone`, `apart`, `interest`: sessions that may not, or should not, run at the same time.

use std::collections::BTreeMap;

use crate::domain::{Conference, Decimal, SessionId, Strength, length};

use super::context::{Context, PlacedSession, weight};
use super::findings::Findings;
use super::sweep;
use super::{exact_arithmetic, words};

/// `alone`: nothing runs at the same time as a session that has to be alone.
pub(super) fn alone(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    let c = ctx.conference;
    let is_alone = |placed: &PlacedSession| ctx.session(placed.session).alone;
    for one in ctx.placed.iter().filter(|placed| is_alone(placed)) {
        for other in &ctx.placed {
            // A pair of two such sessions occurs twice: skip it once.
            let skip = other.session == one.session || is_alone(other) && other.session < one.session;
            if skip || overlap_minutes(one, other) == 0 {
                continue;
            }
            if strength == Strength::Hard {
                let message = format!(
                    "{}; nothing may overlap {}",
                    overlapping(c, other, one),
                    c.sessions[one.session.index()].id
                );
                out.broken(message, &[one.session, other.session], &[], &[]);
            } else {
                charge_pair(ctx, weight(strength), one, other, out);
            }
        }
    }
}

/// `apart`: sessions that name each other do not overlap; a pair's own weight makes that pair soft.
pub(super) fn apart(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    let c = ctx.conference;
    let mut pairs: BTreeMap<(SessionId, SessionId), Option<Decimal>> = BTreeMap::new();
    for (id, session) in c.session_ids().zip(&c.sessions) {
        for apart in session.apart_from.iter().filter(|apart| apart.session != id) {
            let own = pairs.entry((id.min(apart.session), id.max(apart.session))).or_default();
            *own = apart.weight.max(*own);
        }
    }
    for ((a, b), own) in pairs {
        let Some((a, b)) = ctx.placed(a).zip(ctx.placed(b)).filter(|(a, b)| overlap_minutes(a, b) > 0) else {
            continue;
        };
        match own.map_or(strength, Strength::Weight) {
            Strength::Off => {}
            Strength::Hard => {
                let message = format!("{}; these two may not overlap", overlapping(c, &b, &a));
                out.broken(message, &[a.session, b.session], &[], &[]);
            }
            Strength::Weight(weight) => charge_pair(ctx, weight.micros.into(), &a, &b, out),
        }
    }
}

/// `interest`: the people who want both of two sessions, for each minute of overlap.
pub(super) fn interest(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    for wanted in &ctx.conference.interest {
        let Some((a, b)) = ctx.placed(wanted.first).zip(ctx.placed(wanted.second)) else { continue };
        let factors = [weight(strength), wanted.people.micros.into(), 100];
        let price = exact_arithmetic::half_up(&factors, exact_arithmetic::MICROS * exact_arithmetic::MICROS);
        out.charge(exact_arithmetic::times(price, overlap_minutes(&a, &b)), &[a.session, b.session], None);
    }
}

/// Charges the smaller attendance for each minute of overlap.
fn charge_pair(ctx: &Context<'_>, weight: i128, a: &PlacedSession, b: &PlacedSession, out: &mut Findings) {
    let people = ctx.session(a.session).attendance.min(ctx.session(b.session).attendance);
    let price = exact_arithmetic::half_up(&[weight, people.into(), 100], exact_arithmetic::MICROS);
    out.charge(exact_arithmetic::times(price, overlap_minutes(a, b)), &[a.session, b.session], None);
}

/// The minutes during which both run.
fn overlap_minutes(a: &PlacedSession, b: &PlacedSession) -> i64 {
    sweep::overlap(&a.span(0), &b.span(0))
}

fn overlapping(c: &Conference, a: &PlacedSession, b: &PlacedSession) -> String {
    format!(
        "{} ({}) overlaps {} ({}) by {}",
        words::session(c, a.session),
        words::range(c, a.start, a.end),
        words::session(c, b.session),
        c.zone.time_range_after(a.start, b.start, b.end),
        length(overlap_minutes(a, b)),
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Build, broken, cost, decimal, id, priced};
    use crate::domain::{Apart, Interest, RuleId};

    const BOTH: [(&str, u32); 2] = [("2020-11-02T09:00", 1), ("2020-11-02T09:50", 2)];
    const AFTER: [(&str, u32); 2] = [("2020-11-02T09:00", 1), ("2020-11-02T10:00", 2)];

    fn two() -> Build {
        let mut b = Build::new();
        b.session("a", 60).session("b", 60).last().attendance = 40;
        b
    }

    #[test]
    fn nothing_overlaps_a_session_that_is_alone() {
        let mut b = two();
        b.c.sessions[0].alone = true;
        b.c.sessions[1].alone = true;
        let found = broken(&b.done(), &BOTH);
        assert_eq!(found.len(), 1);
        let message = "b (Mon 2 Nov 2020 09:50-10:50) overlaps a (09:00-10:00) by 10 min; nothing may overlap a";
        assert_eq!(found[0].1, message);
        assert_eq!(broken(&b.done(), &AFTER), []);
        b.rule(RuleId::Alone, priced("2"));
        assert_eq!(cost(&b.done(), RuleId::Alone, &BOTH), 10 * 2 * 40 * 100);
    }

    #[test]
    fn one_session_naming_the_other_is_enough_and_the_highest_own_weight_counts() {
        let mut b = two();
        b.c.sessions[1].apart_from = vec![Apart { session: id(0), weight: None }];
        assert!(broken(&b.done(), &BOTH)[0].1.ends_with("by 10 min; these two may not overlap"));
        assert_eq!(broken(&b.done(), &AFTER), []);
        b.c.sessions[0].apart_from = vec![
            Apart { session: id(1), weight: Some(decimal("0.5")) },
            Apart { session: id(1), weight: Some(decimal("0.25")) },
        ];
        assert_eq!(broken(&b.done(), &BOTH), []);
        assert_eq!(cost(&b.done(), RuleId::Apart, &BOTH), 10 * 40 * 50);
        b.c.sessions[0].apart_from.clear();
        b.rule(RuleId::Apart, priced("3"));
        assert_eq!(cost(&b.done(), RuleId::Apart, &BOTH), 10 * 3 * 40 * 100);
    }

    #[test]
    fn interest_counts_the_people_who_want_both() {
        let mut b = two();
        b.c.interest = vec![Interest { first: id(0), second: id(1), people: decimal("7.5") }];
        b.rule(RuleId::Interest, priced("1"));
        assert_eq!(cost(&b.done(), RuleId::Interest, &BOTH), 10 * 750);
        assert_eq!(cost(&b.done(), RuleId::Interest, &AFTER), 0);
    }
}
