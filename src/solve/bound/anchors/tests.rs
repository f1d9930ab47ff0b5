//! The search for the cheapest pair against its definition, and an example worked out by hand.

use super::super::testing::{TestRng, tiny};
use super::super::{Lagrangian, Multipliers, SCALE, evaluate};
use super::*;
use crate::model::{Builder, Class, Cost, Day, Label, Place, Start};

/// Whether `place` of `x` is allowed at the anchors' places, directly from the precedences.
fn is_allowed(model: &Model, anchors: [Option<(u32, Place)>; 2], x: u32, place: Place) -> bool {
    kept_precedences(model).all(|(precedence, least)| {
        precedence.pairs.iter().all(|&(a, b)| {
            let earlier = if b == x { anchors[0].filter(|anchor| anchor.0 == a) } else { None };
            let later = if a == x { anchors[1].filter(|anchor| anchor.0 == b) } else { None };
            let apart = |a: (u32, Place), b: (u32, Place)| {
                let inside =
                    |p: Place| precedence.start_set.is_none_or(|r| model.start_sets[r as usize][p.start as usize]);
                let step = |p: Place| i64::from(model.starts[p.start as usize].step);
                let end = step(a.1) + i64::from(model.activities[a.0 as usize].duration);
                !inside(a.1) || !inside(b.1) || step(b.1) >= end + least
            };
            earlier.is_none_or(|anchor| apart(anchor, (x, place)))
                && later.is_none_or(|anchor| apart((x, place), anchor))
        })
    })
}

/// Whether each activity that can take place on a day has a precedence with the anchor there that keeps it on its side.
fn confined(model: &Model, day: usize, anchor: (u32, Place), is_first: bool) -> bool {
    let others = (0..model.activities.len() as u32).filter(|&x| x != anchor.0);
    others.flat_map(|x| model.places(x as usize).map(move |p| (x, p))).all(|(x, place)| {
        model.starts[place.start as usize].day as usize != day
            || kept_precedences(model).any(|(precedence, least)| {
                let pair = if is_first { (anchor.0, x) } else { (x, anchor.0) };
                let inside =
                    |p: Place| precedence.start_set.is_none_or(|r| model.start_sets[r as usize][p.start as usize]);
                precedence.pairs.contains(&pair)
                    && inside(place)
                    && inside(anchor.1)
                    && least >= -i64::from(model.activities[anchor.0 as usize].duration)
            })
    })
}

/// The least sum over all pairs, by trying all places and all windows.
fn plain(model: &Model, anchors: Anchors, costs: &[Vec<i128>], days: &[DayValues<i128>]) -> Option<i128> {
    let places: Vec<Vec<Place>> = (0..model.activities.len()).map(|x| model.places(x).collect()).collect();
    let options = |anchor: Option<u32>| -> Vec<Option<(u32, Place)>> {
        anchor.map_or(vec![None], |anchor| places[anchor as usize].iter().map(|&place| Some((anchor, place))).collect())
    };
    let mut least: Option<i128> = None;
    for first in options(anchors.0) {
        for last in options(anchors.1) {
            let at = [first, last];
            let mut sum = Some(0);
            for (x, places) in places.iter().enumerate() {
                let own = at.iter().flatten().find(|anchor| anchor.0 == x as u32);
                let allowed = places.iter().zip(&costs[x]).filter(|&(&place, _)| {
                    own.is_none_or(|anchor| anchor.1 == place) && is_allowed(model, at, x as u32, place)
                });
                let cheapest = allowed.map(|(_, &cost)| cost).min();
                sum = sum.zip(cheapest).map(|(sum, cost)| sum + cost);
            }
            let step = |anchor: (u32, Place)| model.starts[anchor.1.start as usize].step as usize;
            for (index, (day, limits)) in days.iter().zip(window_limits(model)).enumerate() {
                let from = first.filter(|&anchor| confined(model, index, anchor, true)).map_or(0, step);
                let end = |anchor: (u32, Place)| step(anchor) + model.activities[anchor.0 as usize].duration as usize;
                let until = last.filter(|&anchor| confined(model, index, anchor, false)).map_or(usize::MAX, end);
                let mut best = 0;
                for o in 0..day.open.len() {
                    for e in o + 1..day.close.len() {
                        let inside = limits.first + o >= from && limits.first + e <= until;
                        if inside && e - o <= limits.longest {
                            best = best.min(day.close[e] - day.open[o]);
                        }
                    }
                }
                sum = sum.map(|sum| sum + best);
            }
            least = [least, sum].into_iter().flatten().min();
        }
    }
    least
}

#[test]
fn the_cheapest_pair_is_found() {
    let (mut found, mut none) = (0, 0);
    for seed in 0..600 {
        let model = tiny(seed);
        let dice = &mut TestRng::new(seed);
        let mut draw = |count: usize| -> Vec<i128> { (0..count).map(|_| dice.between(-30, 30).into()).collect() };
        let costs: Vec<Vec<i128>> = (0..model.activities.len()).map(|x| draw(model.places(x).count())).collect();
        if costs.iter().any(Vec::is_empty) {
            continue;
        }
        let day = |limits: WindowLimits| {
            let steps = limits.end - limits.first + 1;
            DayValues { open: draw(steps), close: draw(steps) }
        };
        let days: Vec<DayValues<i128>> = window_limits(&model).into_iter().map(day).collect();
        let count = model.activities.len() as u32;
        let starts: Vec<Vec<u32>> =
            (0..count).map(|x| model.places(x as usize).map(|place| place.start).collect()).collect();
        let starts: Vec<&[u32]> = starts.iter().map(Vec::as_slice).collect();
        for anchors in [choose(&model, 3), (Some(0), Some(count - 1)), (Some(1), None), (None, Some(0)), (None, None)] {
            let solution = AnchorConstraints::new(&model, anchors, &starts).cheapest(&costs, &days, 1);
            let expected = plain(&model, anchors, &costs, &days);
            assert_eq!(solution.as_ref().map(|solution| solution.value), expected, "seed {seed}, {anchors:?}");
            let Some(solution) = solution else {
                none += 1;
                continue;
            };
            found += 1;
            // The costs of the choices add up to the value.
            let places: i128 = costs.iter().zip(&solution.places).map(|(row, &place)| row[place]).sum();
            let windows = days.iter().zip(&solution.windows);
            let windows: i128 = windows.filter_map(|(day, w)| w.map(|(o, e)| day.close[e] - day.open[o])).sum();
            assert_eq!(places + windows, solution.value, "seed {seed}, {anchors:?}");
        }
    }
    assert!(found >= 1000 && none >= 10, "{found} found, {none} without");
}

/// An opening and four talks of one step in two rooms. Each of the five starts costs 100 more than the one before.
fn with_opening(gap: i64) -> Model {
    let starts: Vec<Start> = (0..5).map(|step| Start { step, day: 0, date: 0 }).collect();
    let mut b = Builder::new(5, starts, vec![Day { first: 0, end: 5 }], vec![Class { size: 5 }]);
    for activity in 0..5 {
        b.activity(1, 1);
        for start in 0..5 {
            b.add_start_cost(activity, start, 100 * start as Cost);
        }
    }
    let kind = PrecedenceKind::Gap { least: gap, most: None, either_order: false, same_class: false };
    let pairs = (1..5).map(|talk| (0, talk)).collect();
    b.precedence(Precedence { label: Label(0), kind, start_set: None, price: Price::Hard, pairs });
    b.finish().expect("small costs")
}

#[test]
fn all_talks_wait_for_the_opening() {
    // Each activity alone would take the first step. But the opening takes it, and the four talks wait for its end and
    // the gap.
    for (gap, cost) in [(0, 400), (1, 800)] {
        let model = with_opening(gap);
        let lagrangian = Lagrangian::new(&model).expect("places");
        let best = lagrangian.best();
        assert_eq!((best.base, best.value, best.anchors), (0, cost, (Some(0), None)));
        let none = Multipliers::none(&model);
        assert_eq!(evaluate(&model, &none, (None, None)), Some(0));
        // As last anchor, a talk keeps the only precedence that it has.
        let one = i128::from(SCALE * 100 * (gap + 1));
        assert_eq!(evaluate(&model, &none, (None, Some(2))), Some(one));
        assert_eq!(evaluate(&model, &none, (Some(2), None)), Some(0), "it precedes nothing");
    }
    assert!(Lagrangian::new(&with_opening(4)).is_none(), "the gap is longer than the day");
}

#[test]
fn anchors_are_the_activities_with_the_most_precedences() {
    let mut model = with_opening(0);
    assert_eq!(choose(&model, 3), (Some(0), None));
    model.precedences[0].pairs = vec![(0, 4), (1, 4), (2, 4), (3, 4), (4, 2), (4, 3)];
    assert_eq!(choose(&model, 3), (None, Some(4)));
    model.precedences[0].pairs = vec![(3, 0), (3, 1), (3, 2), (1, 0), (1, 2), (1, 4), (1, 4)];
    assert_eq!(choose(&model, 3), (Some(1), None), "ties go to the lower index");
    model.precedences[0].price = Price::Soft(1);
    assert_eq!(choose(&model, 3), (None, None));
}

#[test]
fn invalid_anchors_are_refused() {
    let model = with_opening(0);
    let none = Multipliers::none(&model);
    assert_eq!(evaluate(&model, &none, (Some(5), None)), None);
    assert_eq!(evaluate(&model, &none, (Some(1), Some(1))), None);
}
