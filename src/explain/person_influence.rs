//! How much the people with the largest charges count in the cost, and how all others would fare without one of them.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Serialize;

use super::region_influence::mean_of_all;
use crate::check::{self, PersonFigures};
use crate::domain::{Conference, PersonId, RuleId, Schedule};

/// How much a person counts in the cost of a timetable. Costs and discomfort are in hundredths of a discomfort-minute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PersonInfluence {
    /// Their id.
    pub id: String,
    /// Their name, or the id.
    pub name: String,
    /// Their own discomfort.
    pub discomfort: i64,
    /// What the rules `people-hours` and `fair-people` charge for them.
    pub charged: i64,
    /// How many times a discomfort-minute more of theirs counts in the two rules together, in hundredths, in their role
    /// of the highest weight.
    pub per_minute: i64,
    /// All others in a timetable that was made without them; `null` if none was made in the time given.
    pub without: Option<OtherPeople>,
}

/// All others, now and without one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OtherPeople {
    /// The mean discomfort of all attendance now, after an equally long search, in hundredths of a per cent.
    pub attendance_now: i64,
    /// The same without the person.
    pub attendance_without: i64,
    /// The discomfort of all other people who are needed now, in hundredths of a discomfort-minute.
    pub people_now: i64,
    /// The same without the person.
    pub people_without: i64,
}

/// The people for whom `people-hours` and `fair-people` charge most, at most `most` of them; empty if the numbers are
/// too large. Of equal ones the first in file order comes first.
pub fn person_influence(conference: &Conference, schedule: &Schedule, most: usize) -> Vec<(PersonId, PersonInfluence)> {
    let weights = check::person_weights(conference, schedule).unwrap_or_default();
    let mut people: Vec<_> = check::persons(conference, schedule).into_iter().zip(weights).collect();
    people.retain(|(figures, _)| charged(figures) > 0);
    people.sort_by_key(|(figures, _)| Reverse(charged(figures)));
    people.truncate(most);
    let influence = |(figures, weight): (PersonFigures, check::PersonWeight)| {
        let person = &conference.people[figures.person.index()];
        let influence = PersonInfluence {
            id: person.id.clone(),
            name: person.label().to_owned(),
            discomfort: figures.discomfort,
            charged: charged(&figures),
            per_minute: weight.per_minute,
            without: None,
        };
        (figures.person, influence)
    };
    people.into_iter().map(influence).collect()
}

fn charged(figures: &PersonFigures) -> i64 {
    let rules = [RuleId::PeopleHours, RuleId::FairPeople];
    figures.by_rule.iter().filter(|(rule, _)| rules.contains(rule)).map(|(_, cost)| cost).sum()
}

/// Compares all attendance, and all people but one, under two schedules.
pub fn other_people(conference: &Conference, person: PersonId, now: &Schedule, without: &Schedule) -> OtherPeople {
    let attendance = |schedule: &Schedule| mean_of_all(&check::regions(conference, schedule));
    let people = |schedule: &Schedule| {
        let others = check::persons(conference, schedule).into_iter().filter(|figures| figures.person != person);
        others.map(|figures| figures.discomfort).fold(0, i64::saturating_add)
    };
    OtherPeople {
        attendance_now: attendance(now),
        attendance_without: attendance(without),
        people_now: people(now),
        people_without: people(without),
    }
}
