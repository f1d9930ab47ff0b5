//! The timetable that the search finds if no session needs a person.

use std::sync::atomic::AtomicBool;

use super::advice::improved;
use crate::domain::{Conference, PersonId, Problem, Schedule};

/// Improves a timetable for as many steps as [`without_region`](super::without_region) takes, as if no session needed a
/// person. Returns `None` if the checker does not accept the result.
pub fn without_person(
    problem: Problem<'_>,
    schedule: &Schedule,
    person: PersonId,
    stop: &AtomicBool,
) -> Option<Schedule> {
    let mut conference = problem.conference.clone();
    remove(&mut conference, person);
    improved(Problem { conference: &conference, ..problem }, schedule, stop).map(|(schedule, _)| schedule)
}

fn remove(conference: &mut Conference, person: PersonId) {
    for session in &mut conference.sessions {
        session.retain_participants(|participation| participation.person != person);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{add_person, conference, session};

    #[test]
    fn no_session_needs_the_person_any_more() {
        let mut given = conference();
        given.sessions = vec![session("s", 60), session("t", 60)];
        add_person(&mut given, "UTC", &[0, 1]);
        let other = add_person(&mut given, "UTC", &[0]);
        remove(&mut given, PersonId::new(0));
        let left: Vec<Vec<PersonId>> =
            given.sessions.iter().map(|s| s.participants.iter().map(|p| p.person).collect()).collect();
        assert_eq!(left, [vec![other], vec![]]);
    }
}
