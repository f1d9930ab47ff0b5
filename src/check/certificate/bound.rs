//! The bound: the sum of each session at its own cheapest start, less each day at the hours that earn most.

use std::collections::BTreeMap;

use crate::domain::{Conference, Instant, Participation, RoomId, RuleId, SessionId, Strength};

use super::super::context::{Context, weight};
use super::super::fairness::{self, RegionGroup};
use super::super::{days, exact_arithmetic, hours, orders, people, rest, rooms, starts, stay};
use super::anchors::{self, Costs, StartPrices};
use super::day_window::DayValues;
use super::prices::{Prices, SCALE, StepPrices};

/// No price of a session or a day may exceed this, so that sums of them cannot overflow.
const MOST: i128 = 1 << 100;

/// The bound in hundredths of a discomfort-minute, with the orders of the anchors kept.
///
/// # Errors
/// A message: the bound is too large, or there is none because the anchors leave some session without a start.
pub(super) fn bound(
    ctx: &Context<'_>,
    prices: &Prices,
    anchors: (Option<SessionId>, Option<SessionId>),
) -> Result<i64, &'static str> {
    const TOO_LARGE: &str = "the bound is too large to be computed exactly";
    let costs = costs(ctx, prices).ok_or(TOO_LARGE)?;
    let least = anchors::least(&costs, anchors);
    let least = least.ok_or("whenever the sessions in \"hubs\" start, their orders leave some session no start")?;
    let value = least.checked_sub(capacity(ctx, prices).ok_or(TOO_LARGE)?).ok_or(TOO_LARGE)?;
    exact_arithmetic::ceil_div(value, SCALE.into()).and_then(|bound| i64::try_from(bound).ok()).ok_or(TOO_LARGE)
}

/// The price of every start of every session, and the earnings of every day.
fn costs<'c>(ctx: &'c Context<'c>, prices: &Prices) -> Option<Costs<'c>> {
    let c = ctx.conference;
    let common = starts::common(c);
    let regions = fairness::regions(ctx);
    let alone_turnaround = alone_turnaround(c) / prices.steps.minutes;
    let (alike, sizes) = attendances(ctx);
    let mut bound_context = BoundContext {
        alike,
        known: sizes.iter().map(|&size| (size > 1).then(BTreeMap::new)).collect(),
        slots: c.phases.iter().any(|phase| !phase.slots.is_empty()),
        ctx,
        prices,
        alone_turnaround,
        total_size: fairness::total_size(&regions),
        regions: &regions,
        rules: Rules::of(ctx),
    };
    let rows: Option<Vec<StartPrices>> =
        c.session_ids().map(|id| bound_context.row(id, &starts::left_by_locks(c, &common, id))).collect();
    let hours: Option<Vec<DayValues>> = c.days.iter().map(|day| DayValues::new(ctx, prices, day)).collect();
    let costs = Costs { ctx, steps: prices.steps, rows: rows?, hours: hours? };
    let countable = costs.rows.iter().flatten().all(|(_, price)| price.abs() <= MOST)
        && costs.hours.iter().all(|hours| hours.within(MOST));
    countable.then_some(costs)
}

/// The part of the bound that the capacities of teams, tracks, tags and personal limits subtract.
fn capacity(ctx: &Context<'_>, prices: &Prices) -> Option<i128> {
    let mut value = 0_i128;
    for (service, step_prices) in ctx.conference.services.iter().zip(&prices.services) {
        value = value.checked_add(exact_arithmetic::product(&[service.teams.into(), step_prices.total()])?)?;
    }
    for step_prices in prices.tracks.iter().chain(&prices.tags) {
        value = value.checked_add(step_prices.total())?;
    }
    let fair_people = ctx.weight(RuleId::FairPeople);
    for &(person, minutes, multiplier) in &prices.people {
        let bound = fairness::person_bound(ctx, fair_people, person, minutes)?;
        value = value.checked_add(exact_arithmetic::product(&[multiplier.into(), bound.into()])?)?;
    }
    Some(value)
}

/// Groups the sessions by attendance and length. Returns the group of each session, and the size of each group.
fn attendances(ctx: &Context<'_>) -> (Vec<usize>, Vec<usize>) {
    let mut groups: BTreeMap<(i64, Option<&[i64]>), usize> = BTreeMap::new();
    let (mut alike, mut sizes) = (Vec::with_capacity(ctx.heads.len()), Vec::new());
    for (session, heads) in ctx.conference.sessions.iter().zip(&ctx.heads) {
        let group = *groups.entry((session.minutes, heads.as_deref())).or_insert(sizes.len());
        if group == sizes.len() {
            sizes.push(0);
        }
        sizes[group] += 1;
        alike.push(group);
    }
    (alike, sizes)
}

/// The turnaround that `alone` counts, in minutes: the rooms' turnaround if every session that is alone lasts longer,
/// else 0.
pub(super) fn alone_turnaround(conference: &Conference) -> i64 {
    let turnaround = conference.turnaround_minutes;
    let longer = conference.sessions.iter().filter(|session| session.alone).all(|session| session.minutes > turnaround);
    if longer { turnaround } else { 0 }
}

/// The settings of the rules that price single starts.
struct Rules {
    audience_hours: Strength,
    people_hours: i128,
    person_away: Strength,
    fair_regions: i128,
    fair_people: i128,
    person_rest: Strength,
    room_fit: Strength,
    wishes: i128,
    stay: i128,
}

impl Rules {
    fn of(ctx: &Context<'_>) -> Rules {
        let c = ctx.conference;
        Rules {
            audience_hours: c.rule(RuleId::AudienceHours),
            people_hours: ctx.weight(RuleId::PeopleHours),
            person_away: c.rule(RuleId::PersonAway),
            fair_regions: ctx.weight(RuleId::FairRegions),
            fair_people: ctx.weight(RuleId::FairPeople),
            person_rest: c.rule(RuleId::PersonRest),
            room_fit: c.rule(RuleId::RoomFit),
            wishes: ctx.weight(RuleId::Wishes),
            stay: ctx.weight(RuleId::Stay),
        }
    }
}

/// The people whom a session needs live.
fn live<'c>(ctx: &Context<'c>, id: SessionId) -> impl Iterator<Item = &'c Participation> + use<'c> {
    ctx.session(id).participants.iter().filter(|participation| !participation.recorded)
}

/// What the prices of all sessions depend on.
struct BoundContext<'c> {
    ctx: &'c Context<'c>,
    /// By session: its group in [`attendances`].
    alike: Vec<usize>,
    /// By that group and by start: what the discomfort of the audiences costs. A group of one session has none.
    known: Vec<Option<BTreeMap<Instant, Option<i128>>>>,
    /// Whether a phase has slots.
    slots: bool,
    prices: &'c Prices,
    /// The turnaround that `alone` counts, in steps.
    alone_turnaround: i64,
    regions: &'c [RegionGroup],
    total_size: Option<i128>,
    rules: Rules,
}

impl BoundContext<'_> {
    /// The price of a session at each of its starts, in the cheapest room; `None` if the numbers are too large.
    fn row(&mut self, id: SessionId, starts: &[Instant]) -> Option<StartPrices> {
        let starts: Vec<Instant> = starts.iter().copied().filter(|&start| !self.away(id, start)).collect();
        let wherever: Option<Vec<i128>> = starts.iter().map(|&start| self.of_start(id, start)).collect();
        let (ctx, session) = (self.ctx, self.ctx.session(id));
        let (shared, priced, rooms) = (self.shared(id), self.priced_people(id)?, self.rooms(id)?);
        let turnaround = ctx.conference.turnaround_minutes / self.prices.steps.minutes;
        let mut row = StartPrices::new();
        for (start, mut anywhere) in starts.into_iter().zip(wherever?) {
            let (first, last) = (self.prices.steps.floor(start), self.prices.steps.floor(session.end(start)));
            for (step_prices, uses) in &shared {
                anywhere =
                    anywhere.checked_add(exact_arithmetic::product(&[*uses, step_prices.between(first, last)])?)?;
            }
            anywhere = anywhere.checked_add(self.overlap_price(id, first, last)?)?;
            anywhere = anywhere.checked_add(self.fair_to_people(id, start, &priced)?)?;
            let taken: Vec<i128> =
                self.prices.rooms.iter().map(|(_, prices)| prices.between(first, last + turnaround)).collect();
            let mut least: Option<i128> = None;
            for &(room, set, above_capacity) in &rooms {
                let taken = set.map_or(0, |set| taken[set]);
                // Most rooms are alike, and what the room adds at this start is not negative.
                let lower = [Some(anywhere), Some(taken), exact_arithmetic::product(&[SCALE.into(), above_capacity])];
                if least.is_some_and(|least| exact_arithmetic::sum(lower).is_some_and(|lower| lower >= least)) {
                    continue;
                }
                let fits = rooms::fits(ctx, self.rules.room_fit, id, start, room)
                    && (!self.slots || days::slot_ok(ctx.conference, session, start, Some(room)));
                if !fits {
                    continue;
                }
                let cost = above_capacity.checked_add(self.in_room(id, start, room)?)?;
                let here = exact_arithmetic::product(&[SCALE.into(), cost])?;
                let price = exact_arithmetic::sum([Some(anywhere), Some(taken), Some(here)])?;
                least = Some(least.map_or(price, |least| least.min(price)));
            }
            row.extend(least.map(|least| (start, least)));
        }
        Some(row)
    }

    /// The cost of a start for its people and its audiences, whatever else is held at that time.
    fn of_start(&mut self, id: SessionId, start: Instant) -> Option<i128> {
        let of_people = exact_arithmetic::product(&[SCALE.into(), self.of_people(id, start)?])?;
        of_people.checked_add(self.of_audiences(id, start)?)
    }

    /// The rooms that a session may have, each with its set and the cost of the people above its capacity.
    fn rooms(&self, id: SessionId) -> Option<Vec<(RoomId, Option<usize>, i128)>> {
        let (ctx, session) = (self.ctx, self.ctx.session(id));
        let all = (0..ctx.conference.rooms.len()).map(RoomId::new);
        let may = all.filter(|&room| orders::room_ok(session, room)).map(|room| {
            let set = self.prices.rooms.iter().position(|(set, _)| set.contains(&room));
            let above_capacity = rooms::above_capacity_cell(ctx, self.rules.room_fit, id, room)?;
            Some((room, set, above_capacity.into()))
        });
        may.collect()
    }

    /// What the discomfort of the audiences costs, and the price of what it adds to the groups of `fair-regions`. It is
    /// computed once for all sessions with the same attendance and length.
    fn of_audiences(&mut self, id: SessionId, start: Instant) -> Option<i128> {
        let (ctx, rules) = (self.ctx, &self.rules);
        if self.prices.regions.is_empty() && rules.audience_hours == Strength::Off {
            return Some(0);
        }
        let group = self.alike[id.index()];
        if let Some(&known) = self.known[group].as_ref().and_then(|known| known.get(&start)) {
            return known;
        }
        let compute = || {
            let discomfort = ctx.discomfort_by_pair(id, start);
            let mut price = 0_i128;
            if rules.audience_hours != Strength::Off {
                let cost = hours::audience_cell(ctx, weight(rules.audience_hours), id, &discomfort)?;
                price = exact_arithmetic::product(&[SCALE.into(), cost.into()])?;
            }
            for &(index, share) in self.prices.regions.iter().filter(|(_, share)| *share > 0) {
                let (region, size) = (&self.regions[index], self.total_size);
                let cell = fairness::region_cell(ctx, rules.fair_regions, region, size, id, &discomfort)?;
                price = price.checked_add(exact_arithmetic::product(&[share.into(), cell.into()])?)?;
            }
            Some(price)
        };
        let price = compute();
        if let Some(known) = &mut self.known[group] {
            known.insert(start, price);
        }
        price
    }

    /// The prices over its own minutes that a session pays, and how many times each.
    fn shared(&self, id: SessionId) -> Vec<(&StepPrices, i128)> {
        let session = self.ctx.session(id);
        let services = session.services.iter().map(|s| (&self.prices.services[s.index()], 1));
        let track = session.track.iter().map(|t| (&self.prices.tracks[t.index()], 1));
        let tags = session.tags.iter().map(|t| (&self.prices.tags[t.index()], 1));
        services.chain(track).chain(tags).collect()
    }

    /// The price of a session under `alone`. Any session uses one room. One that is alone uses all rooms, except during
    /// the turnaround of sessions that ended when it began and during its own, where it uses one.
    fn overlap_price(&self, id: SessionId, first: i64, last: i64) -> Option<i128> {
        let turnaround = self.alone_turnaround;
        let price = |from: i64, until: i64| self.prices.alone.between(from, until);
        if !self.ctx.session(id).alone {
            return Some(price(first, last + turnaround));
        }
        let rooms = self.ctx.conference.rooms.len() as i128;
        let all = exact_arithmetic::product(&[rooms, price(first + turnaround, last)])?;
        exact_arithmetic::sum([Some(price(first, first + turnaround)), Some(all), Some(price(last, last + turnaround))])
    }

    /// Whether a person it cannot do without is away.
    fn away(&self, id: SessionId, start: Instant) -> bool {
        self.rules.person_away == Strength::Hard
            && live(self.ctx, id).any(|participation| {
                !participation.optional && people::away_minutes(self.ctx, id, participation, start) > 0
            })
    }

    /// The cost of a start for the people whom a session needs, whatever its room.
    fn of_people(&self, id: SessionId, start: Instant) -> Option<i128> {
        let (ctx, rules) = (self.ctx, &self.rules);
        let mut cost = 0_i128;
        if rules.people_hours != 0 {
            cost += i128::from(hours::people_cell(ctx, rules.people_hours, id, start)?);
        }
        for participation in live(ctx, id) {
            cost += i128::from(people::away_cell(ctx, rules.person_away, id, participation, start)?);
            // What one session alone exceeds a limit by is its own cost, whatever the others add.
            let own = fairness::person_cell(ctx, rules.fair_people, id, participation, start);
            cost += i128::from(fairness::above_bounds(ctx, rules.fair_people, participation.person, own)?);
            cost += i128::from(rest::alone_cell(ctx, rules.person_rest, id, participation, start)?);
        }
        Some(cost)
    }

    /// The further cost of a room at a start.
    fn in_room(&self, id: SessionId, start: Instant, room: RoomId) -> Option<i128> {
        let (ctx, rules) = (self.ctx, &self.rules);
        let wishes = hours::wishes_cell(ctx, rules.wishes, id, start, Some(room))?;
        let stay = stay::stay_cell(ctx, rules.stay, id, start, Some(room))?;
        Some(i128::from(wishes) + i128::from(stay))
    }

    /// The participations whose discomfort up to a limit has a price, with that limit and price.
    fn priced_people(&self, id: SessionId) -> Option<Vec<(&Participation, i64, i64)>> {
        let mut found = Vec::new();
        for participation in live(self.ctx, id) {
            let own =
                self.prices.people.iter().filter(|(person, _, price)| *person == participation.person && *price > 0);
            for &(person, minutes, price) in own {
                found.push((
                    participation,
                    fairness::person_bound(self.ctx, self.rules.fair_people, person, minutes)?,
                    price,
                ));
            }
        }
        Some(found)
    }

    /// The price of the discomfort that a start adds to persons.
    fn fair_to_people(&self, id: SessionId, start: Instant, priced: &[(&Participation, i64, i64)]) -> Option<i128> {
        let ctx = self.ctx;
        let mut price = 0_i128;
        for &(participation, bound, multiplier) in priced {
            let cell = fairness::person_cell(ctx, self.rules.fair_people, id, participation, start)?.min(bound);
            price = price.checked_add(exact_arithmetic::product(&[multiplier.into(), cell.into()])?)?;
        }
        Some(price)
    }
}
