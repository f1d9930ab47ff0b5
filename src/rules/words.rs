//! Names of sessions, people, rooms and days, with the ids of the programme file, for the sentences of the rules.

use crate::domain::{Conference, DayId, Instant, PersonId, PhaseId, RoomId, ServiceId, SessionId, TypeId, Window};
pub(crate) use crate::domain::{date, length};

/// The most ids that a list shows; of longer lists the rest is counted.
pub(crate) const MOST_NAMED: usize = 12;

/// Writes about a conference.
#[derive(Clone, Copy)]
pub(crate) struct Words<'c>(pub(crate) &'c Conference);

impl Words<'_> {
    /// The phases that take a type.
    pub(crate) fn phases_with(self, kind: TypeId) -> Vec<PhaseId> {
        (0..self.0.phases.len()).map(PhaseId::new).filter(|&phase| self.0.phase_takes(phase, kind)).collect()
    }

    /// Sessions with their lengths and services: `a and b (1 h 30 min each, with interpretation) and c (1 h)`.
    pub(crate) fn sized(self, sessions: &[SessionId]) -> String {
        let data = |session: SessionId| &self.0.sessions[session.index()];
        let alike =
            |a: SessionId, b: SessionId| (data(a).minutes, &data(a).services) == (data(b).minutes, &data(b).services);
        let mut groups: Vec<Vec<SessionId>> = Vec::new();
        for &session in sessions {
            match groups.iter_mut().find(|group| alike(group[0], session)) {
                Some(group) => group.push(session),
                None => groups.push(vec![session]),
            }
        }
        list(groups.iter().map(|group| {
            let first = data(group[0]);
            let each = if group.len() == 1 { "" } else { " each" };
            let services = list(first.services.iter().map(|&service| self.service(service)));
            let with = if services.is_empty() { String::new() } else { format!(", with {services}") };
            format!("{} ({}{each}{with})", self.named(group), length(first.minutes))
        }))
    }

    /// Session ids: the first [`MOST_NAMED`], and the number of the others.
    pub(crate) fn named(self, sessions: &[SessionId]) -> String {
        let names = sessions.iter().take(MOST_NAMED).map(|&session| self.session(session));
        let more = sessions.len().saturating_sub(MOST_NAMED);
        list(names.chain((more > 0).then(|| format!("{more} more"))))
    }

    /// `, the turnaround included`; empty if the rooms have no turnaround.
    pub(crate) fn turnaround_included(self) -> &'static str {
        if self.0.turnaround_minutes > 0 { ", the turnaround included" } else { "" }
    }

    /// The session's id.
    pub(crate) fn session(self, session: SessionId) -> String {
        self.0.sessions[session.index()].id.clone()
    }

    /// The person's id, and their name if they have one.
    pub(crate) fn person(self, person: PersonId) -> String {
        let person = &self.0.people[person.index()];
        if person.label() == person.id { person.id.clone() } else { format!("{} ({})", person.id, person.label()) }
    }

    /// The room's id.
    pub(crate) fn room(self, room: RoomId) -> String {
        self.0.rooms[room.index()].id.clone()
    }

    /// The service's id.
    pub(crate) fn service(self, service: ServiceId) -> String {
        self.0.services[service.index()].id.clone()
    }

    /// The phase's id.
    pub(crate) fn phase(self, phase: PhaseId) -> String {
        self.0.phases[phase.index()].id.clone()
    }

    /// The day's date: `Mon 2 Nov 2020`.
    pub(crate) fn day(self, day: DayId) -> String {
        date(self.0.days[day.index()].date)
    }

    /// Days. Three or more that follow each other in the programme's list of days are written as first and last.
    pub(crate) fn days(self, days: &[DayId]) -> String {
        let runs = days.chunk_by(|a, b| a.0 + 1 == b.0);
        list(runs.map(|run| match run {
            [one] => self.day(*one),
            [a, b] => format!("{} and {}", self.day(*a), self.day(*b)),
            [first, .., last] => {
                format!("the {} days from {} to {}", run.len(), self.day(*first), self.day(*last))
            }
            [] => String::new(),
        }))
    }

    /// `09:00-18:00`, in the event's zone.
    pub(crate) fn hours(self, day: DayId) -> String {
        let day = &self.0.days[day.index()];
        format!("{}-{}", self.clock(day.earliest), self.clock(day.latest))
    }

    /// `09:00`, in the event's zone.
    pub(crate) fn clock(self, at: Instant) -> String {
        self.0.zone.clock(at)
    }

    /// `Mon 2 Nov 2020 09:00`, in the event's zone.
    pub(crate) fn moment(self, at: Instant) -> String {
        self.0.zone.date_time(at)
    }

    /// `Mon 2 Nov 2020 09:00-12:00`, in the event's zone.
    pub(crate) fn window(self, window: Window) -> String {
        self.0.zone.time_range(window.from, window.until)
    }
}

/// The verb for a number of minutes: `is` for 1, else `are`.
pub(crate) fn is(minutes: i64) -> &'static str {
    if minutes == 1 { "is" } else { "are" }
}

/// `a, b and c`.
pub(crate) fn list(items: impl Iterator<Item = String>) -> String {
    joined(items, "and")
}

/// `a, b or c`.
pub(crate) fn alternatives(items: impl Iterator<Item = String>) -> String {
    joined(items, "or")
}

fn joined(items: impl Iterator<Item = String>, word: &str) -> String {
    let items: Vec<String> = items.collect();
    match items.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} {word} {last}", rest.join(", ")),
    }
}

/// A number from 0 to 12 as a word, `three`; other numbers in digits.
pub(crate) fn numeral(count: i64) -> String {
    const SMALL: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let small = usize::try_from(count).ok().and_then(|count| SMALL.get(count));
    small.map_or_else(|| count.to_string(), |&word| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{add_day, conference, session};
    use crate::rules::Constraint;

    #[test]
    fn lists_have_commas_and_one_and() {
        let items = |text: &str| list(text.split_whitespace().map(str::to_owned));
        assert_eq!([items(""), items("a"), items("a b"), items("a b c")], ["", "a", "a and b", "a, b and c"]);
    }

    #[test]
    fn small_numbers_are_written_as_words() {
        assert_eq!([-1, 0, 3, 12, 13].map(numeral), ["-1", "no", "three", "twelve", "13"]);
    }

    #[test]
    fn days_in_a_row_are_a_range_and_equal_lengths_are_grouped() {
        let mut given = conference();
        for day in 3..=5 {
            add_day(&mut given, day, &format!("0{day}T00:00"), &format!("0{}T00:00", day + 1));
        }
        given.sessions = [("a", 60), ("b", 90), ("c", 60)].map(|(id, minutes)| session(id, minutes)).to_vec();
        let words = Words(&given);
        assert_eq!(words.days(&[DayId(0)]), "Mon 2 Nov 2020");
        assert_eq!(words.days(&[0, 1, 2].map(DayId)), "the 3 days from Mon 2 Nov 2020 to Wed 4 Nov 2020");
        assert_eq!(words.days(&[0, 3].map(DayId)), "Mon 2 Nov 2020 and Thu 5 Nov 2020");
        assert_eq!(
            words.sentence(&Constraint::Held([0, 1, 2].map(SessionId).to_vec())),
            "a and c (1 h each) and b (1 h 30 min) take place."
        );
    }
}
