//! How much the people with the largest charges count in the cost.

use super::Width;
use super::numbers::{discomfort, rounded, tenths};
use super::table::{Column, table};
use super::text::{cut, printable, section, wrap};
use crate::explain::PersonInfluence;

/// Lists how much each person counts, and how all others would fare without them. Empty if no one is charged for.
pub fn person_influence(people: &[PersonInfluence], width: Width) -> String {
    const NOTE: &str = "Those for whom people-hours and fair-people charge most. Counts: how many times a \
                        discomfort-minute more of theirs counts in the two rules together. The last columns: the \
                        mean discomfort of all attendance in %, and the discomfort-minutes of all other people, in \
                        timetables made with and without them.";
    if people.is_empty() {
        return String::new();
    }
    let columns = [
        Column::Text("person"),
        Column::Number("discomfort"),
        Column::Number("charged"),
        Column::Number("counts"),
        Column::Number("attendance"),
        Column::Number("other people"),
    ];
    let row = |person: &PersonInfluence| {
        let (attendance, others) = match &person.without {
            Some(without) => (
                format!("{} -> {}", tenths(without.attendance_now), tenths(without.attendance_without)),
                format!("{} -> {}", rounded(without.people_now), rounded(without.people_without)),
            ),
            None => ("not tried".to_owned(), "not tried".to_owned()),
        };
        vec![
            cut(&printable(&person.name), 22),
            discomfort(person.discomfort),
            discomfort(person.charged),
            format!("{} x", tenths(person.per_minute)),
            attendance,
            others,
        ]
    };
    let mut body = table(&columns, people.iter().map(row).collect(), Width(width.0 - 2));
    body.push_str(&wrap("", NOTE, width.0 - 2));
    section("How much the people count who are charged most", &body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::OtherPeople;

    #[test]
    fn large_figures_leave_room_for_the_names() {
        let without = OtherPeople {
            attendance_now: 1_380,
            attendance_without: 1_379,
            people_now: 123_456_789,
            people_without: 123_000_000,
        };
        let person = PersonInfluence {
            id: "p".to_owned(),
            name: "Ana García Márquez".to_owned(),
            discomfort: 1_234_567,
            charged: 9_876_543,
            per_minute: 5_000,
            without: Some(without),
        };
        let text = person_influence(&[person], Width(80));
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        assert!(text.contains("García") && text.contains("13.8 -> 13.8"), "{text}");
        assert_eq!(person_influence(&[], Width(80)), "");
    }
}
