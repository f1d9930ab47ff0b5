//! The first sentences of the fairness report: their figures are those of a second count, minute by minute, and no two
//! regions have the same name.

use plenary::check::{check, regions, spread};
use plenary::domain::Problem;
use plenary::explain::fairness_summary::{Fraction, Proportion};
use plenary::explain::programme::Readers;
use plenary::explain::{fairness, overview};

use crate::properties::describe;
use crate::properties::placements::{places, schedule_among};
use crate::properties::random::Random;

crate::in_parts!(count_again);

fn count_again(seed: u64, problem: Problem<'_>) -> Result<(), String> {
    let conference = problem.conference;
    let all: Vec<_> = conference.sessions.iter().map(|s| places(conference, s)).collect();
    let mut random = Random::new(seed, 19);
    for left_out in [0, 50] {
        let schedule = schedule_among(&mut random, &all, left_out);
        let report = check(problem, &schedule);
        let view = overview(conference, &schedule, &report);
        let found = fairness(conference, &schedule, &view, Readers::Public);
        let mut names: Vec<&String> = found.regions.iter().map(|region| &region.name).collect();
        names.sort_unstable();
        names.dedup();
        let fail = |what: &str| format!("{what}\n{found:?}\nschedule {}", describe::schedule(conference, &schedule));
        if names.len() != found.regions.len() || names.iter().any(|name| name.contains('/')) {
            return Err(fail("names"));
        }
        // The tables of the checker sum whole days; the spread looks at each minute by itself.
        let counted: Vec<[i128; 3]> = spread(conference, &schedule)
            .iter()
            .map(|region| {
                let hours = region.by_hour.map(i128::from);
                [hours.iter().sum(), hours[23] + hours[..6].iter().sum::<i128>(), region.by_band[0].into()]
            })
            .collect();
        let figures = regions(conference, &schedule);
        let same =
            figures.iter().map(|one| [one.attended, one.night, one.comfortable].map(i128::from)).collect::<Vec<_>>();
        if same != counted {
            return Err(fail("the checker's sums and the minutes differ"));
        }
        let sum = |at: usize| counted.iter().map(|region| region[at]).sum::<i128>();
        let [attended, night, comfortable] = [0, 1, 2].map(sum);
        let Some(summary) = &found.summary else {
            if attended > 0 {
                return Err(fail("no summary"));
            }
            continue;
        };
        if [summary.night, summary.comfortable] != [night, comfortable].map(|part| proportion(part, attended)) {
            return Err(fail("proportions of all"));
        }
        let most = counted.iter().map(|region| region[1]).max().unwrap_or(0);
        let first = summary.night_in.first().map(|(_, fraction)| *fraction);
        let expected = (counted.len() > 1 && night > 0).then(|| Fraction::of(most, night)).flatten();
        if first != expected || first.is_some_and(|one| one.is_exact && !is_exactly(one, most, night)) {
            return Err(fail("the region with the most night hours"));
        }
        let mut parts: Vec<[i128; 3]> = counted.iter().filter(|region| region[0] > 0).copied().collect();
        parts.sort_by(|a, b| (b[1] * a[0]).cmp(&(a[1] * b[0])));
        let ends = [parts.first(), parts.last()].map(|end| end.map(|end| proportion(end[1], end[0])));
        let given = summary.most_and_least.as_ref();
        let given = [0, 1].map(|at| given.map(|two| two[at].1));
        if given != ends && !(given == [None, None] && ends[0] == ends[1]) {
            return Err(fail("the regions with the most and the least of their own hours"));
        }
    }
    Ok(())
}

fn is_exactly(fraction: Fraction, part: i128, whole: i128) -> bool {
    fraction.near.is_some_and(|(up, down)| part * i128::from(down) == whole * i128::from(up))
}

/// A proportion by counting instead of dividing: how many steps of a hundredth, or of a thousandth, have their middle at
/// or below the part.
fn proportion(part: i128, whole: i128) -> Proportion {
    let steps = |of: i64| (1..=of).filter(|step| i128::from(2 * step - 1) * whole <= 2 * i128::from(of) * part).count();
    match (part, whole) {
        (0, _) | (_, 0) => Proportion::Nothing,
        _ if part == whole => Proportion::Everything,
        _ => match (steps(100), steps(1000)) {
            (1..100, _) => Proportion::Of { count: steps(100) as i64, of: 100 },
            (_, 0) => Proportion::Few,
            (_, 1000) => Proportion::AlmostEverything,
            (_, count) => Proportion::Of { count: count as i64, of: 1000 },
        },
    }
}
