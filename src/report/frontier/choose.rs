//! Decides which timetables are a choice: those that are feasible, and better than each other one in some measure.

use super::measures;
use super::{Dropped, LeftOut, NamedTimetable};
use crate::domain::Instant;
use crate::report::numbers::count;

/// The result of a named timetable.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its name.
    pub name: String,
    /// The start of each session with the timetable, or why there is none.
    pub result: Result<(Vec<Option<Instant>>, NamedTimetable), LeftOut>,
}

/// A feasible timetable, with what it is compared by.
struct Feasible {
    starts: Vec<Option<Instant>>,
    measures: [i64; 5],
    timetable: NamedTimetable,
}

/// The timetables that are a choice, and the others with the reason. The one with the name `default` is never left out
/// if it is feasible, because the others are compared with it.
pub fn choose(candidates: Vec<Candidate>, default: &str) -> (Vec<NamedTimetable>, Vec<Dropped>) {
    let mut dropped: Vec<(usize, Dropped)> = Vec::new();
    let mut feasible: Vec<(usize, Feasible)> = Vec::new();
    for (number, Candidate { name, result }) in candidates.into_iter().enumerate() {
        let reason = match result {
            Ok((starts, timetable)) => match infeasible(&timetable) {
                Some(what) => LeftOut::Infeasible(what),
                None => {
                    let measures = measures::all(&timetable);
                    feasible.push((number, Feasible { starts, measures, timetable }));
                    continue;
                }
            },
            Err(reason) => reason,
        };
        dropped.push((number, Dropped { name, reason }));
    }
    // Of equals the first one is kept: the default, or else the cheaper name.
    let rank = |of: &(usize, Feasible)| (of.1.timetable.name != default, of.0);
    let beats = |other: &(usize, Feasible), one: &(usize, Feasible)| {
        let no_worse = other.1.measures.iter().zip(&one.1.measures).all(|(other, one)| other <= one);
        other.0 != one.0 && no_worse && (other.1.measures != one.1.measures || rank(other) < rank(one))
    };
    let is_choice =
        |one: &&(usize, Feasible)| one.1.timetable.name == default || !feasible.iter().any(|other| beats(other, one));
    let choices: Vec<&(usize, Feasible)> = feasible.iter().filter(is_choice).collect();
    // The reason names a timetable that is kept: there is one, because what beats another beats all that it beats.
    let reason = |one: &(usize, Feasible)| {
        let mut same = choices.iter().filter(|choice| choice.1.starts == one.1.starts);
        let mut better = choices.iter().filter(|choice| beats(choice, one));
        let same = same.next().map(|choice| LeftOut::SameTimetable(choice.1.timetable.name.clone()));
        same.or_else(|| better.next().map(|choice| LeftOut::NoBetter(choice.1.timetable.name.clone())))
    };
    let reasons: Vec<Option<LeftOut>> =
        feasible.iter().map(|one| if is_choice(&one) { None } else { reason(one) }).collect();
    let mut kept = Vec::new();
    for ((number, one), reason) in feasible.into_iter().zip(reasons) {
        match reason {
            Some(reason) => dropped.push((number, Dropped { name: one.timetable.name, reason })),
            None => kept.push(one.timetable),
        }
    }
    dropped.sort_by_key(|(number, _)| *number);
    (kept, dropped.into_iter().map(|(_, dropped)| dropped).collect())
}

/// What is wrong with a timetable that is not feasible.
fn infeasible(timetable: &NamedTimetable) -> Option<String> {
    let figures = &timetable.figures;
    match (figures.valid, figures.unplaced.len()) {
        (false, _) => Some("it breaks hard rules".to_owned()),
        (true, 0) => None,
        (true, unplaced) => {
            Some(format!("{} {} unplaced", count(unplaced, "session"), if unplaced == 1 { "is" } else { "are" }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{figures, named};
    use super::*;

    /// A timetable with one session that starts at this minute: mean discomfort of two regions, and the people measure.
    fn candidate(name: &str, start: i64, discomfort: [i64; 2], people: i64) -> Candidate {
        let figures = figures(&[("a", 600, discomfort[0]), ("b", 400, discomfort[1])]);
        let timetable = NamedTimetable { people, ..named(name, figures) };
        Candidate { name: name.to_owned(), result: Ok((vec![Some(Instant(start))], timetable)) }
    }

    fn chosen(candidates: Vec<Candidate>) -> (Vec<String>, Vec<String>) {
        let (kept, dropped) = choose(candidates, "default");
        let kept = kept.into_iter().map(|kept| kept.name).collect();
        (kept, dropped.iter().map(Dropped::sentence).collect())
    }

    #[test]
    fn a_timetable_that_is_better_in_no_measure_is_left_out() {
        let (kept, dropped) = chosen(vec![
            candidate("cheapest", 0, [10, 60], 5),
            candidate("default", 60, [20, 50], 5),
            candidate("worse", 120, [20, 60], 5),
            candidate("people", 180, [20, 60], 4),
        ]);
        assert_eq!(kept, ["cheapest", "default", "people"]);
        assert_eq!(dropped, ["\"worse\" is left out: \"cheapest\" is at least as good in each measure"]);
    }

    #[test]
    fn of_equals_the_default_is_kept_and_else_the_first() {
        let (kept, dropped) = chosen(vec![
            candidate("cheapest", 0, [20, 50], 5),
            candidate("default", 0, [20, 50], 5),
            candidate("equal", 60, [30, 40], 5),
            candidate("most equal", 90, [30, 40], 5),
        ]);
        assert_eq!(kept, ["default", "equal"]);
        assert_eq!(
            dropped,
            [
                "\"cheapest\" is left out: every session starts when it starts in \"default\"",
                "\"most equal\" is left out: \"equal\" is at least as good in each measure",
            ]
        );
    }

    #[test]
    fn the_reason_names_a_timetable_that_is_kept() {
        let (kept, dropped) = chosen(vec![
            candidate("cheapest", 0, [20, 50], 5),
            candidate("default", 0, [20, 50], 5),
            candidate("people", 0, [20, 50], 5),
            candidate("worse", 60, [20, 60], 5),
            candidate("worst", 90, [20, 70], 5),
        ]);
        assert_eq!(kept, ["default"]);
        assert_eq!(dropped.iter().filter(|sentence| sentence.contains("\"default\"")).count(), 4, "{dropped:?}");
    }

    #[test]
    fn the_default_is_kept_though_another_one_is_better_in_all() {
        let (kept, _) = chosen(vec![candidate("cheapest", 0, [10, 40], 4), candidate("default", 60, [20, 50], 5)]);
        assert_eq!(kept, ["cheapest", "default"]);
    }

    #[test]
    fn what_is_not_feasible_is_no_choice() {
        let mut unplaced = candidate("cheapest", 0, [10, 40], 4);
        unplaced.result.as_mut().unwrap().1.figures.unplaced = vec!["a".into(), "b".into()];
        let failed = Candidate { name: "equal".into(), result: Err(LeftOut::NotSolved("too large".into())) };
        let same = Candidate { name: "more".into(), result: Err(LeftOut::SameRules("equal".into())) };
        let (kept, dropped) = chosen(vec![unplaced, candidate("default", 60, [20, 50], 5), failed, same]);
        assert_eq!(kept, ["default"]);
        assert_eq!(
            dropped,
            [
                "\"cheapest\" is left out: 2 sessions are unplaced",
                "\"equal\" is left out: too large",
                "\"more\" is left out: its rules are those of \"equal\"",
            ]
        );
    }
}
