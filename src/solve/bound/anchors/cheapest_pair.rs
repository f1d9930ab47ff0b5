//! The pair of anchor places for which the Lagrangian subproblem is cheapest, and the choices of all activities there.

use std::cmp::Ordering;
use std::ops::{Add, Sub};
use std::panic::resume_unwind;

use super::super::day_window::cheapest_window;
use super::AnchorConstraints;
use super::anchor::Anchor;

/// Exact or floating-point values.
pub(in super::super) trait Number:
    Copy + PartialOrd + Default + Add<Output = Self> + Sub<Output = Self> + Send + Sync
{
}
impl<T: Copy + PartialOrd + Default + Add<Output = T> + Sub<Output = T> + Send + Sync> Number for T {}

/// Values of opening and closing a day at each of its steps. The cost of a window is the closing value minus the
/// opening value.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct DayValues<T> {
    pub(in super::super) open: Vec<T>,
    pub(in super::super) close: Vec<T>,
}

/// The optimal solution of the subproblem.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct SubproblemSolution<T> {
    pub(in super::super) value: T,
    /// By activity: the index of its place.
    pub(in super::super) places: Vec<usize>,
    /// By day: the first step and the step after the last, counted from the day's first step; `None` if closed.
    pub(in super::super) windows: Vec<Option<(usize, usize)>>,
}

/// The input of the search for a pair, with the choices that no anchor restricts.
struct PairSearch<'a, T> {
    anchors: &'a AnchorConstraints,
    costs: &'a [Vec<T>],
    days: &'a [DayValues<T>],
    /// By activity: its cheapest place.
    free: Vec<usize>,
    /// By day: the cost of its cheapest window.
    windows: Vec<T>,
    /// Number of threads. They change the time, never the choice.
    threads: usize,
}

/// The least costs of activities and days, given the place of one anchor. There is a row for each place, with a value
/// for each tied activity and each day.
struct LeastCosts<T> {
    width: usize,
    values: Vec<T>,
    /// By place and tied activity: the index of the place that has this cost.
    choices: Vec<u32>,
    /// By place: a lower bound on the whole sum, with all other activities and both anchors; `None` if an activity has
    /// no place left.
    sums: Vec<Option<T>>,
}

impl AnchorConstraints {
    /// The cheapest solution, given the costs of each activity's places and the values of each day. `None` if every
    /// pair leaves an activity without a place.
    pub(in super::super) fn cheapest<T: Number>(
        &self,
        costs: &[Vec<T>],
        days: &[DayValues<T>],
        threads: usize,
    ) -> Option<SubproblemSolution<T>> {
        let free = costs.iter().map(|row| cheapest(row, |_| true)).collect::<Option<Vec<usize>>>()?;
        let mut search = PairSearch { anchors: self, costs, days, free, windows: Vec::new(), threads };
        search.windows = (0..days.len()).map(|day| cost(search.window(day, None, None))).collect();
        let ((first, last), value) = search.best_pair()?;
        let windows = (0..days.len())
            .map(|day| {
                let limits = (self.first.limit_of(first, day), self.last.limit_of(last, day));
                search.window(day, limits.0, limits.1).map(|(o, e, _)| (o, e))
            })
            .collect();
        let mut places = search.free;
        let allowed = |x: usize, place: usize| self.allows((first, last), x, place);
        for &x in &self.tied {
            if !allowed(x, places[x]) {
                places[x] = cheapest(&costs[x], |place| allowed(x, place))?;
            }
        }
        for (anchor, place) in [(&self.first, first), (&self.last, last)] {
            if let Some(anchor_activity) = anchor.activity {
                places[anchor_activity] = place;
            }
        }
        Some(SubproblemSolution { value, places, windows })
    }

    fn allows(&self, (first, last): (usize, usize), activity: usize, place: usize) -> bool {
        self.first.allows(first, activity, place) && self.last.allows(last, activity, place)
    }
}

impl<T: Number> PairSearch<'_, T> {
    /// The best pair of places, with its value.
    ///
    /// Places are taken in ascending order of their lower bounds. Each is paired with the places of the other anchor
    /// that were taken before. Once the next lower bound is not below the best value, no further pair can be better.
    fn best_pair(&self) -> Option<((usize, usize), T)> {
        let (first, last) = (&self.anchors.first, &self.anchors.last);
        let rest = self.rest();
        let rows = match self.threads {
            0 | 1 => (self.rows(first, last, rest), self.rows(last, first, rest)),
            _ => std::thread::scope(|scope| {
                let others = scope.spawn(|| self.rows(last, first, rest));
                let mine = self.rows(first, last, rest);
                (mine, others.join().unwrap_or_else(|panic| resume_unwind(panic)))
            }),
        };
        let mut queue: Vec<(T, bool, usize)> = Vec::new();
        for (is_last, rows) in [(false, &rows.0), (true, &rows.1)] {
            let sums = rows.sums.iter().enumerate();
            queue.extend(sums.filter_map(|(place, &sum)| Some((sum?, is_last, place))));
        }
        // The sort is stable: among equals, the earlier place of the first anchor comes first.
        queue.sort_by(|a, b| a.0.partial_cmp(&b.0).unwrap_or(Ordering::Equal));
        let mut best: Option<((usize, usize), T)> = None;
        let (mut firsts, mut lasts) = (Vec::new(), Vec::new());
        for (least, is_last, place) in queue {
            if best.is_some_and(|(_, value)| least >= value) {
                break;
            }
            if is_last {
                lasts.push(place)
            } else {
                firsts.push(place)
            }
            for &other in if is_last { &firsts } else { &lasts } {
                let pair = if is_last { (other, place) } else { (place, other) };
                if let Some(value) = self.pair(pair, &rows, rest, best.map(|(_, value)| value)) {
                    best = Some((pair, value));
                }
            }
        }
        best
    }

    /// The cost of the activities that no anchor restricts.
    fn rest(&self) -> T {
        let constraints = self.anchors;
        let counted = |x: &usize| Some(*x) != constraints.first.activity && Some(*x) != constraints.last.activity;
        let others = (0..constraints.activities).filter(|x| counted(x) && constraints.tied.binary_search(x).is_err());
        others.fold(T::default(), |sum, x| sum + self.costs[x][self.free[x]])
    }

    /// The least costs for each place of one anchor.
    fn rows(&self, anchor: &Anchor, other: &Anchor, rest: T) -> LeastCosts<T> {
        let constraints = self.anchors;
        let (count, width) = (constraints.tied.len(), constraints.tied.len() + self.days.len());
        let mut rows = LeastCosts {
            width,
            values: vec![T::default(); anchor.places * width],
            choices: vec![0; anchor.places * count],
            sums: (0..anchor.places).map(|place| Some(rest + self.own(anchor, place))).collect(),
        };
        for (k, &x) in constraints.tied.iter().enumerate() {
            self.least(anchor, x, &mut rows.sums, |place, value, choice| {
                rows.values[place * width + k] = value;
                rows.choices[place * count + k] = choice;
            });
        }
        if let Some(anchor_activity) = other.activity {
            let mut added = vec![T::default(); anchor.places];
            self.least(anchor, anchor_activity, &mut rows.sums, |place, value, _| added[place] = value);
            for (sum, value) in rows.sums.iter_mut().zip(added) {
                *sum = sum.map(|sum| sum + value);
            }
        }
        let is_first = std::ptr::eq(anchor, &constraints.first);
        for place in 0..anchor.places {
            let Some(sum) = rows.sums[place] else { continue };
            let row = &mut rows.values[place * width..(place + 1) * width];
            for (day, value) in row[count..].iter_mut().enumerate() {
                let limit = anchor.limit_of(place, day);
                *value = match limit {
                    None => self.windows[day],
                    _ if is_first => cost(self.window(day, limit, None)),
                    _ => cost(self.window(day, None, limit)),
                };
            }
            rows.sums[place] = Some(row.iter().fold(sum, |sum, &value| sum + value));
        }
        rows
    }

    /// The cost of the anchor itself at a place.
    fn own(&self, anchor: &Anchor, place: usize) -> T {
        anchor.activity.map_or(T::default(), |anchor_activity| self.costs[anchor_activity][place])
    }

    /// For each place of an anchor: the least cost of an activity, and its place. If the activity has several
    /// precedences with the anchor, only the most expensive one counts. If no place is left, the sum becomes `None`.
    fn least(&self, anchor: &Anchor, x: usize, sums: &mut [Option<T>], mut put: impl FnMut(usize, T, u32)) {
        let costs = &self.costs[x];
        let mut least = vec![self.free[x] as u32; anchor.places];
        for precedence in &anchor.precedences[x] {
            // By number of excluded ranked places: the cheapest of the others.
            let mut best = precedence.ranked.clone();
            for i in (1..best.len()).rev() {
                if costs[best[i] as usize] < costs[best[i - 1] as usize] {
                    best[i - 1] = best[i];
                }
            }
            for (place, &excluded) in precedence.excluded.iter().enumerate() {
                match best.get(excluded as usize) {
                    None => sums[place] = None,
                    Some(&choice) if costs[choice as usize] > costs[least[place] as usize] => least[place] = choice,
                    Some(_) => {}
                }
            }
        }
        for (place, &choice) in least.iter().enumerate() {
            put(place, costs[choice as usize], choice);
        }
    }

    /// The value of a pair; `None` if the pair is not possible, or not below `best`.
    fn pair(&self, pair: (usize, usize), rows: &(LeastCosts<T>, LeastCosts<T>), rest: T, best: Option<T>) -> Option<T> {
        let (first, last) = pair;
        let constraints = self.anchors;
        if [(&constraints.first, first), (&constraints.last, last)].iter().any(|(anchor, place)| {
            anchor.activity.is_some_and(|anchor_activity| !constraints.allows(pair, anchor_activity, *place))
        }) {
            return None;
        }
        let width = rows.0.width;
        let (a, b) = (&rows.0.values[first * width..][..width], &rows.1.values[last * width..][..width]);
        let mut sum = rest + self.own(&constraints.first, first) + self.own(&constraints.last, last);
        for (&a, &b) in a.iter().zip(b) {
            sum = sum + if a < b { b } else { a };
        }
        let too_expensive = |sum: T| best.is_some_and(|best| sum >= best);
        if too_expensive(sum) {
            return None;
        }
        // If both anchors restrict an activity, the more expensive of the two choices may not be allowed by the other
        // anchor.
        let count = constraints.tied.len();
        let (choices_a, choices_b) =
            (&rows.0.choices[first * count..][..count], &rows.1.choices[last * count..][..count]);
        for (k, &x) in constraints.tied.iter().enumerate() {
            let (choice, least) = if a[k] < b[k] { (choices_b[k], b[k]) } else { (choices_a[k], a[k]) };
            if !constraints.allows(pair, x, choice as usize) {
                let place = cheapest(&self.costs[x], |place| constraints.allows(pair, x, place))?;
                sum = sum + (self.costs[x][place] - least);
                if too_expensive(sum) {
                    return None;
                }
            }
        }
        for day in 0..self.days.len() {
            let limits = (constraints.first.limit_of(first, day), constraints.last.limit_of(last, day));
            if let (Some(_), Some(_)) = limits {
                let (a, b) = (a[count + day], b[count + day]);
                sum = sum + (cost(self.window(day, limits.0, limits.1)) - if a < b { b } else { a });
            }
        }
        (!too_expensive(sum)).then_some(sum)
    }

    /// A day's cheapest window within limits, with its cost; `None` if the day stays closed.
    fn window(&self, day: usize, from: Option<usize>, until: Option<usize>) -> Option<(usize, usize, T)> {
        let (limits, values) = (self.anchors.days[day], &self.days[day]);
        let from = from.unwrap_or(0).saturating_sub(limits.first);
        let until = until.map_or(values.open.len(), |until| (until + 1).saturating_sub(limits.first));
        let until = until.min(values.open.len());
        if from >= until {
            return None;
        }
        let found = cheapest_window(&values.open[from..until], &values.close[from..until], limits.longest);
        found.map(|(o, e, cost)| (from + o, from + e, cost))
    }
}

/// The cost of a window; zero for a closed day.
fn cost<T: Number>(window: Option<(usize, usize, T)>) -> T {
    window.map_or(T::default(), |(_, _, cost)| cost)
}

/// The first of the cheapest allowed places.
fn cheapest<T: Number>(costs: &[T], allowed: impl Fn(usize) -> bool) -> Option<usize> {
    let mut best: Option<usize> = None;
    for place in (0..costs.len()).filter(|&place| allowed(place)) {
        if best.is_none_or(|best| costs[place] < costs[best]) {
            best = Some(place);
        }
    }
    best
}
