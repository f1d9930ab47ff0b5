//! Hubs: the two sessions whose orders are kept, and what their starts leave to everything else.

use crate::domain::{Instant, PhaseId, RelationKind, RuleId, SessionId, Strength};

use super::super::context::Context;
use super::day_window::DayValues;
use super::prices::Steps;

/// The price of each possible start of a session, by start.
pub(super) type StartPrices = Vec<(Instant, i128)>;

/// What everything costs, before the hubs are placed.
pub(super) struct Costs<'c> {
    pub ctx: &'c Context<'c>,
    pub steps: Steps,
    /// By session; empty for one that can be nowhere.
    pub rows: Vec<StartPrices>,
    /// By day.
    pub hours: Vec<DayValues>,
}

/// An order between a hub and a session.
struct AnchorPrecedence {
    session: SessionId,
    gap_minutes: i64,
    phase: Option<PhaseId>,
}

/// One hub, or none.
struct Anchor {
    session: Option<SessionId>,
    /// Whether the hub comes first.
    first: bool,
    /// Its orders, by session.
    precedences: Vec<AnchorPrecedence>,
    /// Where the hub can be; one start that binds nothing where there is no hub.
    starts: Vec<Instant>,
    tables: Vec<StartTable>,
}

/// What is certain once a hub's start is known.
struct StartTable {
    /// By session: the least price that the start leaves, and the start at that price.
    least: Vec<(i128, Instant)>,
    /// By day: the step before (after) which nothing of it happens.
    limits: Vec<Option<i64>>,
    /// By day: the most it earns within that limit.
    earned: Vec<i128>,
    /// The sum of all; `None` if a session is left without a start.
    sum: Option<i128>,
}

/// The least sum of the sessions' prices, less what the days earn, over all pairs of starts of the hubs; `None` if
/// every pair leaves some session without a start.
pub(super) fn least(costs: &Costs<'_>, hubs: (Option<SessionId>, Option<SessionId>)) -> Option<i128> {
    let sides = [Anchor::new(costs, hubs.0, true), Anchor::new(costs, hubs.1, false)];
    // By what is certain of each start, the lowest first: a pair costs at least the higher of its two.
    let mut queue: Vec<(i128, usize, usize)> = Vec::new();
    for (number, side) in sides.iter().enumerate() {
        queue.extend(side.tables.iter().enumerate().filter_map(|(index, table)| Some((table.sum?, number, index))));
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
            if let Some(value) = of_pair(costs, &sides, pair, best) {
                best = Some(best.map_or(value, |best| best.min(value)));
            }
        }
    }
    best
}

/// The sum at one pair of starts; `None` if a session is left without a start, or if it is not below `best`.
fn of_pair(costs: &Costs<'_>, sides: &[Anchor; 2], pair: [usize; 2], best: Option<i128>) -> Option<i128> {
    let [a, b] = [&sides[0].tables[pair[0]], &sides[1].tables[pair[1]]];
    let days = a.earned.iter().zip(&b.earned).map(|(a, b)| *a.min(b));
    let sessions = a.least.iter().zip(&b.least).map(|(a, b)| *a.max(b));
    let mut sum = sessions.clone().map(|(price, _)| price).sum::<i128>() - days.clone().sum::<i128>();
    let too_dear = |sum: i128| best.is_some_and(|best| sum >= best);
    if too_dear(sum) {
        return None;
    }
    let allowed = |id: SessionId, start: Instant| (0..2).all(|n| sides[n].allows(costs.ctx, pair[n], id, start));
    for (id, (price, start)) in costs.ctx.conference.session_ids().zip(sessions) {
        let row = &costs.rows[id.index()];
        if row.is_empty() || allowed(id, start) {
            continue;
        }
        let left = row.iter().filter(|&&(start, _)| allowed(id, start)).map(|&(_, price)| price);
        sum += left.min()? - price;
        if too_dear(sum) {
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
    fn new(costs: &Costs<'_>, hub: Option<SessionId>, first: bool) -> Anchor {
        let starts = match hub.map(|hub| &costs.rows[hub.index()]) {
            Some(row) if !row.is_empty() => row.iter().map(|&(start, _)| start).collect(),
            _ => vec![Instant(0)],
        };
        // A session without any start binds nothing.
        let hub = hub.filter(|hub| !costs.rows[hub.index()].is_empty());
        let ties = hub.map_or_else(Vec::new, |hub| ties(costs.ctx, hub, first));
        let mut side = Anchor { session: hub, first, precedences: ties, starts, tables: Vec::new() };
        side.tables = (0..side.starts.len()).map(|_| StartTable::free(costs)).collect();
        for id in costs.ctx.conference.session_ids() {
            side.bind(costs, id);
        }
        side.confine(costs);
        for table in &mut side.tables {
            let sum = table.least.iter().map(|(price, _)| price).sum::<i128>() - table.earned.iter().sum::<i128>();
            table.sum = table.sum.map(|_| sum);
        }
        side
    }

    /// Raises a session's least price to what each start of the hub leaves it, by each of its orders alone.
    fn bind(&mut self, costs: &Costs<'_>, id: SessionId) {
        let row = &costs.rows[id.index()];
        if Some(id) == self.session {
            for (table, &(start, price)) in self.tables.iter_mut().zip(row) {
                table.least[id.index()] = (price, start);
            }
            return;
        }
        for tie in self.precedences.iter().filter(|tie| tie.session == id && !row.is_empty()) {
            // What is not in the phase is free; the rest in the order in which the hub's move takes it away: the later
            // the first hub, the later the starts it leaves.
            let (mut inside, outside): (StartPrices, StartPrices) =
                row.iter().partition(|(start, _)| in_phase(costs.ctx, tie, *start));
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
                if !in_phase(costs.ctx, tie, at) {
                    continue;
                }
                let left =
                    inside.partition_point(|&(start, _)| tie.holds(costs.ctx, self.session, self.first, at, start));
                let bound = left.checked_sub(1).map(|last| leasts[last]);
                let Some((start, price)) = bound.into_iter().chain(free).min_by_key(|&(_, price)| price) else {
                    table.sum = None;
                    continue;
                };
                if price > table.least[id.index()].0 {
                    table.least[id.index()] = (price, start);
                }
            }
        }
    }

    /// Limits the days that hold nothing but the hub and what lies wholly on one side of it.
    fn confine(&mut self, costs: &Costs<'_>) {
        let (ctx, c) = (costs.ctx, costs.ctx.conference);
        let Some(hub) = self.session else { return };
        let length = ctx.session(hub).minutes;
        let phases: Vec<PhaseId> = (0..c.phases.len()).map(PhaseId::new).collect();
        // By phase of the hub and day: whether the day can be limited.
        let confined: Vec<Vec<bool>> = phases
            .iter()
            .map(|&phase| {
                let mut confined = vec![true; c.days.len()];
                for id in c.session_ids().filter(|&id| id != hub) {
                    let ties: Vec<&AnchorPrecedence> =
                        self.precedences.iter().filter(|t| t.session == id && t.gap_minutes >= -length).collect();
                    for &(start, _) in &costs.rows[id.index()] {
                        let Some((day, on)) = ctx.day(start) else { continue };
                        let tied =
                            |tie: &&AnchorPrecedence| tie.phase.is_none_or(|bound| bound == phase && bound == on.phase);
                        confined[day.index()] &= ties.iter().any(tied);
                    }
                }
                confined
            })
            .collect();
        for (table, &at) in self.tables.iter_mut().zip(&self.starts) {
            let Some((_, here)) = ctx.day(at) else { continue };
            let step = if self.first { costs.steps.floor(at) } else { costs.steps.floor(at.plus(length)) };
            for (day, hours) in costs.hours.iter().enumerate() {
                if confined[here.phase.index()][day] {
                    table.limits[day] = Some(step);
                    let (from, until) = if self.first { (step, i64::MAX) } else { (i64::MIN, step) };
                    table.earned[day] = hours.most(from, until);
                }
            }
        }
    }

    /// Whether a session may start at `start` as far as the hub's orders are concerned.
    fn allows(&self, ctx: &Context<'_>, place: usize, id: SessionId, start: Instant) -> bool {
        let at = self.starts[place];
        if Some(id) == self.session {
            return start == at;
        }
        // Asked for every start of every session: a hub may have an order with each of them.
        let own = &self.precedences[self.precedences.partition_point(|tie| tie.session < id)..];
        let bound = |tie: &&AnchorPrecedence| in_phase(ctx, tie, at) && in_phase(ctx, tie, start);
        let mut own = own.iter().take_while(|tie| tie.session == id).filter(bound);
        own.all(|tie| tie.holds(ctx, self.session, self.first, at, start))
    }
}

impl AnchorPrecedence {
    /// Whether the gap is kept between the hub at `at` and the session at `start`.
    fn holds(&self, ctx: &Context<'_>, hub: Option<SessionId>, first: bool, at: Instant, start: Instant) -> bool {
        match hub {
            None => true,
            Some(hub) if first => start.since(ctx.session(hub).end(at)) >= self.gap_minutes,
            Some(_) => at.since(ctx.session(self.session).end(start)) >= self.gap_minutes,
        }
    }
}

impl StartTable {
    /// Nothing is bound.
    fn free(costs: &Costs<'_>) -> StartTable {
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

/// Whether an order binds at a start of either of its two.
fn in_phase(ctx: &Context<'_>, tie: &AnchorPrecedence, start: Instant) -> bool {
    tie.phase.is_none_or(|phase| ctx.day(start).is_some_and(|(_, day)| day.phase == phase))
}

/// The hard orders and relations by which a hub comes first, or last.
fn ties(ctx: &Context<'_>, hub: SessionId, first: bool) -> Vec<AnchorPrecedence> {
    let c = ctx.conference;
    let mut ties = Vec::new();
    let mut add = |earlier: SessionId, later: SessionId, gap_minutes: i64, phase: Option<PhaseId>| {
        let (of, session) = if first { (earlier, later) } else { (later, earlier) };
        if of == hub && session != hub {
            ties.push(AnchorPrecedence { session, gap_minutes, phase });
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
    ties.sort_by_key(|tie| tie.session);
    ties
}
