//! The timetable that the search finds if a region does not exist.

use std::sync::atomic::AtomicBool;

use super::advice::improved;
use crate::check::RegionFigures;
use crate::domain::{Conference, Decimal, Problem, Schedule};

/// Improves a timetable for a fixed number of steps, as if a region had no people; `None` as if all had theirs. The
/// sessions' attendance stays the same. Returns `None` if the checker does not accept the result.
pub fn without_region(
    problem: Problem<'_>,
    schedule: &Schedule,
    region: Option<&RegionFigures>,
    stop: &AtomicBool,
) -> Option<Schedule> {
    let mut conference = problem.conference.clone();
    if let Some(region) = region {
        remove(&mut conference, region);
    }
    improved(Problem { conference: &conference, ..problem }, schedule, stop).map(|(schedule, _)| schedule)
}

fn remove(conference: &mut Conference, region: &RegionFigures) {
    let audience = &mut conference.audiences[region.audience.index()];
    if region.whole {
        audience.people = Decimal::ZERO;
        return;
    }
    // The people of the other zones keep their number.
    let all: i128 = audience.zones.iter().map(|zone| i128::from(zone.share.micros)).sum();
    for zone in audience.zones.iter_mut().filter(|zone| region.zones.contains(&zone.zone)) {
        zone.share = Decimal::ZERO;
    }
    let left: i128 = audience.zones.iter().map(|zone| i128::from(zone.share.micros)).sum();
    let people = i128::from(audience.people.micros) * left / all.max(1);
    audience.people = Decimal::micros(i64::try_from(people).unwrap_or(0));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::regions;
    use crate::rules::testing::{audience, conference, session};

    #[test]
    fn a_part_of_an_audience_is_removed_with_its_people() {
        let mut given = conference();
        given.audiences =
            vec![audience("a", 8, &[("America/New_York", 3), ("Asia/Tokyo", 1)]), audience("b", 1, &[("UTC", 1)])];
        given.sessions = vec![session("s", 60)];
        let figures = regions(&given, &Schedule::empty(1));
        let names: Vec<_> = figures.iter().map(|region| (region.audience.index(), region.whole)).collect();
        assert_eq!(names, [(0, false), (0, false), (1, true)]);
        let (mut east, mut other) = (given.clone(), given.clone());
        remove(&mut east, &figures[1]);
        remove(&mut other, &figures[2]);
        assert_eq!(east.audiences[0].people, Decimal::whole(6));
        assert_eq!(other.audiences[1].people, Decimal::ZERO);
    }
}
