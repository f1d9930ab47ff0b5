//! Anchors: the two sessions whose orders the bound keeps, and the starts that their own starts leave to the others.

use crate::domain::{Instant, PhaseId, RelationKind, RuleId, SessionId, Strength};

use super::super::context::Context;
use super::day_window::DayValues;
use super::prices::Steps;

/// The price of each possible start of a session, by start.
pub(super) type StartPrices = Vec<(Instant, i128)>;

/// The prices of all starts and days, before the anchors are placed.
pub(super) struct Costs<'c> {
    pub ctx: &'c Context<'c>,
    pub steps: Steps,
    /// By session; empty for a session without a possible start.
    pub rows: Vec<StartPrices>,
    /// By day.
    pub hours: Vec<DayValues>,
}

/// An order between an anchor and a session.
struct AnchorPrecedence {
    session: SessionId,
    gap_minutes: i64,
    phase: Option<PhaseId>,
}

/// One of the two anchors, which may be missing.
struct Anchor {
    session: Option<SessionId>,
    /// Whether the anchor comes before the others (else after them).
    first: bool,
    /// Its orders, sorted by session.
    precedences: Vec<AnchorPrecedence>,
    /// The anchor's possible starts; without an anchor, one start that restricts nothing.
    starts: Vec<Instant>,
    tables: Vec<StartTable>,
}

/// What follows from one start of an anchor.
#[derive(Clone)]
struct StartTable {
    /// By session: the lowest price that the start leaves, and the session's start at that price.
    least: Vec<(i128, Instant)>,
    /// By day: the step before which (after which, for the last anchor) nothing of the day takes place.
    limits: Vec<Option<i64>>,
    /// By day: the most that it earns within that limit.
    earned: Vec<i128>,
    /// The sum of prices less earnings; `None` if a session is left without a start.
    sum: Option<i128>,
}

/// The lowest sum of the sessions' prices less the days' earnings, over all pairs of starts of the two anchors. `None`
/// if every pair leaves some session without a start.
pub(super) fn least(costs: &Costs<'_>, anchors: (Option<SessionId>, Option<SessionId>)) -> Option<i128> {
    let anchors = [Anchor::new(costs, anchors.0, true), Anchor::new(costs, anchors.1, false)];
    // Starts by the sum that follows from them alone, the lowest first: a pair costs at least the higher of its two.
    let mut queue: Vec<(i128, usize, usize)> = Vec::new();
    for (number, anchor) in anchors.iter().enumerate() {
        queue.extend(anchor.tables.iter().enumerate().filter_map(|(index, table)| Some((table.sum?, number, index))));
    }
    queue.sort_unstable();
    let mut seen = [Vec::new(), Vec::new()];
    let mut best: Option<i128> = None;
    for (sum, number, index) in queue {
        if best.is_some_and(|best| sum >= best) {
            break;
        }
        seen[number].push(index);
        for &other in &seen[1 - number] {
            let pair = if number == 0 { [index, other] } else { [other, index] };
            if let Some(value) = of_pair(costs, &anchors, pair, best) {
                best = Some(best.map_or(value, |best| best.min(value)));
            }
        }
    }
    best
}

/// The sum at one pair of starts; `None` if a session is left without a start, or if it is not below `best`.
fn of_pair(costs: &Costs<'_>, anchors: &[Anchor; 2], pair: [usize; 2], best: Option<i128>) -> Option<i128> {
    let [a, b] = [&anchors[0].tables[pair[0]], &anchors[1].tables[pair[1]]];
    let days = a.earned.iter().zip(&b.earned).map(|(a, b)| *a.min(b));
    let sessions = a.least.iter().zip(&b.least).map(|(a, b)| *a.max(b));
    let mut sum = sessions.clone().map(|(price, _)| price).sum::<i128>() - days.clone().sum::<i128>();
    let too_expensive = |sum: i128| best.is_some_and(|best| sum >= best);
    if too_expensive(sum) {
        return None;
    }
    let allowed = |id: SessionId, start: Instant| (0..2).all(|n| anchors[n].allows(costs.ctx, pair[n], id, start));
    for (id, (price, start)) in costs.ctx.conference.session_ids().zip(sessions) {
        let row = &costs.rows[id.index()];
        if row.is_empty() || allowed(id, start) {
            continue;
        }
        let left = row.iter().filter(|&&(start, _)| allowed(id, start)).map(|&(_, price)| price);
        sum += left.min()? - price;
        if too_expensive(sum) {
            return None;
        }
    }
    for (index, known) in days.enumerate() {
        if let (Some(from), Some(until)) = (a.limits[index], b.limits[index]) {
            sum += known - costs.hours[index].most(from, until);
        }
    }
    Some(sum)
}

impl Anchor {
    fn new(costs: &Costs<'_>, session: Option<SessionId>, first: bool) -> Anchor {
        let starts = match session.map(|session| &costs.rows[session.index()]) {
            Some(row) if !row.is_empty() => row.iter().map(|&(start, _)| start).collect(),
            _ => vec![Instant(0)],
        };
        // A session without any start restricts nothing.
        let session = session.filter(|session| !costs.rows[session.index()].is_empty());
        let precedences = session.map_or_else(Vec::new, |session| precedences(costs.ctx, session, first));
        let mut anchor = Anchor { session, first, precedences, starts, tables: Vec::new() };
        anchor.tables = vec![StartTable::unrestricted(costs); anchor.starts.len()];
        for id in costs.ctx.conference.session_ids() {
            anchor.restrict_session(costs, id);
        }
        anchor.limit_days(costs);
        for table in &mut anchor.tables {
            let sum = table.least.iter().map(|(price, _)| price).sum::<i128>() - table.earned.iter().sum::<i128>();
            table.sum = table.sum.map(|_| sum);
        }
        anchor
    }

    /// For each start of the anchor, raises the session's lowest price to that of the starts that one order leaves.
    fn restrict_session(&mut self, costs: &Costs<'_>, id: SessionId) {
        let row = &costs.rows[id.index()];
        if Some(id) == self.session {
            for (table, &(start, price)) in self.tables.iter_mut().zip(row) {
                table.least[id.index()] = (price, start);
            }
            return;
        }
        for order in self.precedences.iter().filter(|order| order.session == id && !row.is_empty()) {
            // Starts outside the order's phase are free. The others are sorted so that the starts that remain are
            // always a prefix: the later the first anchor, the later the starts that it leaves.
            let (mut inside, outside): (StartPrices, StartPrices) =
                row.iter().partition(|(start, _)| in_phase(costs.ctx, order, *start));
            if self.first {
                inside.reverse();
            }
            let mut leasts: StartPrices = Vec::new();
            for &(start, price) in &inside {
                let before = leasts.last().copied().filter(|(_, least)| *least <= price);
                leasts.push(before.unwrap_or((start, price)));
            }
            let free = outside.into_iter().min_by_key(|&(_, price)| price);
            for (table, &at) in self.tables.iter_mut().zip(&self.starts) {
                if !in_phase(costs.ctx, order, at) {
                    continue;
                }
                let left =
                    inside.partition_point(|&(start, _)| order.holds(costs.ctx, self.session, self.first, at, start));
                let restricted = left.checked_sub(1).map(|last| leasts[last]);
                let Some((start, price)) = restricted.into_iter().chain(free).min_by_key(|&(_, price)| price) else {
                    table.sum = None;
                    continue;
                };
                if price > table.least[id.index()].0 {
                    table.least[id.index()] = (price, start);
                }
            }
        }
    }

    /// Limits the days that can hold only the anchor and sessions that lie wholly on one side of it.
    fn limit_days(&mut self, costs: &Costs<'_>) {
        let (ctx, c) = (costs.ctx, costs.ctx.conference);
        let Some(anchor) = self.session else { return };
        let length = ctx.session(anchor).minutes;
        let phases: Vec<PhaseId> = (0..c.phases.len()).map(PhaseId::new).collect();
        // By phase of the anchor and by day: whether the day can be limited.
        let limited: Vec<Vec<bool>> = phases
            .iter()
            .map(|&phase| {
                let mut limited = vec![true; c.days.len()];
                for id in c.session_ids().filter(|&id| id != anchor) {
                    let orders: Vec<&AnchorPrecedence> =
                        self.precedences.iter().filter(|t| t.session == id && t.gap_minutes >= -length).collect();
                    for &(start, _) in &costs.rows[id.index()] {
                        let Some((day, on)) = ctx.day(start) else { continue };
                        let applies = |order: &&AnchorPrecedence| {
                            order.phase.is_none_or(|bound| bound == phase && bound == on.phase)
                        };
                        limited[day.index()] &= orders.iter().any(applies);
                    }
                }
                limited
            })
            .collect();
        for (table, &at) in self.tables.iter_mut().zip(&self.starts) {
            let Some((_, anchor_day)) = ctx.day(at) else { continue };
            let step = if self.first { costs.steps.floor(at) } else { costs.steps.floor(at.plus(length)) };
            for (day, hours) in costs.hours.iter().enumerate() {
                if limited[anchor_day.phase.index()][day] {
                    table.limits[day] = Some(step);
                    let (from, until) = if self.first { (step, i64::MAX) } else { (i64::MIN, step) };
                    table.earned[day] = hours.most(from, until);
                }
            }
        }
    }

    /// Whether the anchor's orders allow a session to start at `start`, if the anchor has its start number `index`.
    fn allows(&self, ctx: &Context<'_>, index: usize, id: SessionId, start: Instant) -> bool {
        let at = self.starts[index];
        if Some(id) == self.session {
            return start == at;
        }
        // Called for every start of every session, so that it must be fast: an anchor may have an order with each
        // session.
        let own = &self.precedences[self.precedences.partition_point(|order| order.session < id)..];
        let bound = |order: &&AnchorPrecedence| in_phase(ctx, order, at) && in_phase(ctx, order, start);
        let mut own = own.iter().take_while(|order| order.session == id).filter(bound);
        own.all(|order| order.holds(ctx, self.session, self.first, at, start))
    }
}

impl AnchorPrecedence {
    /// Whether the gap is kept between the anchor at `at` and the session at `start`.
    fn holds(&self, ctx: &Context<'_>, anchor: Option<SessionId>, first: bool, at: Instant, start: Instant) -> bool {
        match anchor {
            None => true,
            Some(anchor) if first => start.since(ctx.session(anchor).end(at)) >= self.gap_minutes,
            Some(_) => at.since(ctx.session(self.session).end(start)) >= self.gap_minutes,
        }
    }
}

impl StartTable {
    /// No session and no day is restricted.
    fn unrestricted(costs: &Costs<'_>) -> StartTable {
        let least =
            |row: &StartPrices| row.iter().min_by_key(|(_, price)| *price).map_or((0, Instant(0)), |&(s, p)| (p, s));
        StartTable {
            least: costs.rows.iter().map(least).collect(),
            limits: vec![None; costs.hours.len()],
            earned: costs.hours.iter().map(|hours| hours.most(i64::MIN, i64::MAX)).collect(),
            sum: Some(0),
        }
    }
}

/// Whether a start of one of the two sessions lies in the order's phase.
fn in_phase(ctx: &Context<'_>, order: &AnchorPrecedence, start: Instant) -> bool {
    order.phase.is_none_or(|phase| ctx.day(start).is_some_and(|(_, day)| day.phase == phase))
}

/// The hard orders and relations by which an anchor comes before (or after) other sessions.
fn precedences(ctx: &Context<'_>, anchor: SessionId, first: bool) -> Vec<AnchorPrecedence> {
    let c = ctx.conference;
    let mut found = Vec::new();
    let mut add = |earlier: SessionId, later: SessionId, gap_minutes: i64, phase: Option<PhaseId>| {
        let (of, session) = if first { (earlier, later) } else { (later, earlier) };
        if of == anchor && session != anchor {
            found.push(AnchorPrecedence { session, gap_minutes, phase });
        }
    };
    if c.rule(RuleId::Order) == Strength::Hard {
        for (id, session) in c.session_ids().zip(&c.sessions) {
            session.after.iter().for_each(|order| add(order.session, id, order.gap_minutes, order.phase));
            session.before.iter().for_each(|order| add(id, order.session, order.gap_minutes, order.phase));
        }
    }
    let relations =
        c.relations.iter().filter(|r| r.strength == Strength::Hard && c.rule(RuleId::Relation) != Strength::Off);
    for relation in relations {
        if let RelationKind::Gap { least, either_order: false, .. } = relation.kind {
            relation.pairs().into_iter().for_each(|(earlier, later)| add(earlier, later, least, None));
        }
    }
    found.sort_by_key(|order| order.session);
    found
}
