//! A day's window: what the rooms earn while the day is open.

use std::collections::VecDeque;

use crate::domain::{Day, RuleId};

use super::super::context::Context;
use super::super::{days, exact_arithmetic};
use super::bound::alone_turnaround;
use super::prices::{Prices, SCALE};

/// The value of opening and of closing a day at each step.
pub(super) struct DayValues {
    earliest: i64,
    longest: i64,
    /// By step, from the earliest to the latest: the multipliers of all steps before it, less the price of the steps so
    /// far.
    opening: Vec<i128>,
    /// The same for closing; the multipliers of the rooms count a turnaround longer.
    closing: Vec<i128>,
}

impl DayValues {
    /// The values of a day; `None` if the numbers are too large.
    pub(super) fn new(ctx: &Context<'_>, prices: &Prices, day: &Day) -> Option<DayValues> {
        let c = ctx.conference;
        let steps = prices.steps;
        let turnaround = c.turnaround_minutes / steps.minutes;
        let (earliest, latest) = (steps.ceil(day.earliest), steps.floor(day.latest));
        let longest = c.phases[day.phase.index()].longest_day_minutes.map_or(i64::MAX, |m| m / steps.minutes);
        let price = days::open_price(c.rule(RuleId::DayLength))?;
        let per_step = exact_arithmetic::product(&[SCALE.into(), price.into(), steps.minutes.into()])?;
        let alone_turnaround = alone_turnaround(c) / steps.minutes;
        let value = |step: i64, later: i64| {
            let sets = prices
                .rooms
                .iter()
                .map(|(set, p)| exact_arithmetic::product(&[set.len() as i128, p.before(step + later)]));
            let rooms = exact_arithmetic::sum(sets)?;
            let alone = exact_arithmetic::product(&[
                c.rooms.len() as i128,
                prices.alone.before(step + later.min(alone_turnaround)),
            ])?;
            rooms.checked_add(alone)?.checked_sub(exact_arithmetic::product(&[per_step, (step - earliest).into()])?)
        };
        let opening: Option<Vec<i128>> = (earliest..=latest).map(|step| value(step, 0)).collect();
        let closing: Option<Vec<i128>> = (earliest..=latest).map(|step| value(step, turnaround)).collect();
        Some(DayValues { earliest, longest, opening: opening?, closing: closing? })
    }

    /// Whether no value is larger than `most`, so that sums of many values cannot overflow.
    pub(super) fn within(&self, most: i128) -> bool {
        self.opening.iter().chain(&self.closing).all(|value| value.abs() <= most)
    }

    /// The most that the day can earn if it opens no earlier than `from` and closes no later than `until`.
    pub(super) fn most(&self, from: i64, until: i64) -> i128 {
        let latest = self.earliest + self.opening.len() as i64 - 1;
        let at = |values: &[i128], step: i64| values[(step - self.earliest) as usize];
        let mut most = 0_i128;
        // The openings within the longest day before this closing, in order of time, each more expensive than the one
        // before it: the first is the cheapest (sliding-window minimum).
        let mut openings: VecDeque<(i64, i128)> = VecDeque::new();
        for close in self.earliest.max(from)..=latest.min(until) {
            while openings.front().is_some_and(|(open, _)| close - open > self.longest) {
                openings.pop_front();
            }
            if let Some((_, open)) = openings.front() {
                most = most.max(at(&self.closing, close) - open);
            }
            let here = at(&self.opening, close);
            while openings.back().is_some_and(|(_, open)| *open >= here) {
                openings.pop_back();
            }
            openings.push_back((close, here));
        }
        most
    }
}
