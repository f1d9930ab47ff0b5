//! The explanation of one session: its place, its cost, and the cost of its best alternatives.

use super::Width;
use super::numbers::{count, difference, discomfort, length, thousands, whole};
use super::overview::name;
use super::placement;
use super::table::{Column, table};
use super::text::{printable, section, wrap};
use crate::explain::view::{RuleCost, SessionExplanation, Shared, Spot};

/// Writes the explanation. The first sentence says what, where, and at what cost.
pub fn session_explanation(session: &SessionExplanation, width: Width) -> String {
    let mut out = wrap("", &headline(session), width.0);
    let mut reasons = String::new();
    for reason in &session.reasons {
        reasons.push_str(&wrap("- ", &printable(reason), width.0 - 2));
    }
    out.push_str(&section("Why it is not scheduled", &reasons));
    out.push_str(&super::overview::violations(&session.violations, width));
    if session.spot.is_some() {
        out.push_str(&section("Cost that it adds here (discomfort-minutes)", &adds(&session.adds, width)));
        out.push_str(&section("Costs shared with other sessions or people", &shared(&session.shared, width)));
    }
    out.push_str(&forbidden(session, width));
    out.push_str(&alternatives(session, width));
    out
}

/// The session, its place and its cost in one sentence.
fn headline(session: &SessionExplanation) -> String {
    let size = format!("{}, {}", length(session.minutes), attendees(session.attendance));
    let what = format!("{} ({size})", name(&session.id, &session.title));
    let Some(spot) = &session.spot else { return format!("{what} is not scheduled.") };
    let cost = match total(&session.adds) {
        0 => "nothing".to_owned(),
        cost => format!("{} discomfort-minutes", discomfort(cost)),
    };
    format!("{what} is held on {} and adds {cost} to the cost.", label(spot))
}

/// The sum of the costs.
fn total(costs: &[RuleCost]) -> i64 {
    costs.iter().fold(0, |sum, rule| sum.saturating_add(rule.cost))
}

/// A place in words: `Mon 2 Nov 2020 08:30 in room-1`.
pub fn label(spot: &Spot) -> String {
    match &spot.room {
        Some(room) => format!("{} in {}", spot.when, printable(room)),
        None => format!("{}, no room given", spot.when),
    }
}

/// A number of attendees.
pub fn attendees(number: i64) -> String {
    format!("{} attendee{}", thousands(number), if number == 1 { "" } else { "s" })
}

fn adds(costs: &[RuleCost], width: Width) -> String {
    let mut rows: Vec<Vec<String>> =
        costs.iter().map(|rule| vec![rule.rule.to_string(), discomfort(rule.cost)]).collect();
    if rows.is_empty() {
        return "nothing\n".to_owned();
    }
    rows.push(vec!["total".to_owned(), discomfort(total(costs))]);
    table(&[Column::Text("rule"), Column::Number("cost")], rows, Width(width.0 - 2))
}

fn shared(items: &[Shared], width: Width) -> String {
    const MOST: usize = 12;
    let rows = items
        .iter()
        .take(MOST)
        .map(|item| {
            let mut with: Vec<String> = item.with.iter().take(4).map(|id| printable(id)).collect();
            if item.with.len() > 4 {
                with.push(format!("{} more", item.with.len() - 4));
            }
            let mut others = with.join(", ");
            if let Some(person) = &item.person {
                others =
                    if others.is_empty() { printable(person) } else { format!("{} in {others}", printable(person)) };
            }
            vec![item.rule.to_string(), discomfort(item.cost), others]
        })
        .collect();
    let columns = [Column::Text("rule"), Column::Number("cost"), Column::Text("with")];
    let mut body = table(&columns, rows, Width(width.0 - 2));
    if items.len() > MOST {
        body.push_str(&format!("and {} more\n", items.len() - MOST));
    }
    body
}

fn forbidden(session: &SessionExplanation, width: Width) -> String {
    let mut body = wrap(
        "",
        &format!(
            "{} of {} remain after applying the rules that concern only this session.",
            whole(session.possible),
            count(session.starts, "start")
        ),
        width.0 - 2,
    );
    let rows =
        session.forbidden.iter().map(|f| vec![f.rule.to_string(), f.starts.to_string()]).collect::<Vec<Vec<String>>>();
    body.push_str(&table(&[Column::Text("rule"), Column::Number("forbidden starts")], rows, Width(width.0 - 2)));
    section("Possible starts", &body)
}

fn alternatives(session: &SessionExplanation, width: Width) -> String {
    let mut body = String::new();
    for alternative in &session.alternatives {
        let cost =
            if alternative.broken.is_empty() { difference(alternative.difference) } else { "not allowed".to_owned() };
        body.push_str(&wrap(&format!("{cost:>12}  "), &label(&alternative.spot), width.0 - 2));
        for line in placement::consequences(alternative) {
            body.push_str(&wrap(&" ".repeat(14), &line, width.0 - 2));
        }
    }
    if body.is_empty() {
        body.push_str("none\n");
    }
    section("Best other places if nothing else moves, with the change of the cost", &body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::RuleId;
    use crate::explain::view::{Alternative, Forbidden, Reason, Violated, Violation};

    #[test]
    fn the_explanation_names_costs_rules_and_alternatives() {
        let cost = |rule, cost| RuleCost { rule, cost };
        let spot = |when: &str| Spot { start: String::new(), when: when.to_owned(), room: Some("room-1".to_owned()) };
        let alternative = |when: &str, broken: Vec<Violation>| Alternative {
            spot: spot(when),
            difference: 1250,
            by_rule: vec![cost(RuleId::PeopleHours, 1500), cost(RuleId::Wishes, -250)],
            broken,
            shuffles_rooms: false,
        };
        let clash = Violation {
            rule: Violated::Rule(RuleId::PersonClash),
            message: "p-1 is needed in a and b".into(),
            sessions: vec![],
            people: vec![],
        };
        let shown = session_explanation(
            &SessionExplanation {
                id: "a".into(),
                title: "Opening".into(),
                minutes: 90,
                attendance: 400,
                spot: Some(spot("Mon 2 Nov 2020 08:30")),
                adds: vec![cost(RuleId::AudienceHours, 500)],
                shared: vec![Shared { rule: RuleId::TrackOverlap, cost: 7, with: vec!["b".into()], person: None }],
                violations: vec![],
                reasons: vec![],
                starts: 100,
                possible: 40,
                forbidden: vec![Forbidden { rule: Reason::Rule(RuleId::Phase), starts: 60 }],
                alternatives: vec![alternative("Mon 2 Nov 2020 09:30", vec![]), alternative("Tue", vec![clash])],
            },
            Width::PIPED,
        );
        let first = "a \"Opening\" (1 h 30 min, 400 attendees) is held on Mon 2 Nov 2020 08:30 in\nroom-1 and adds 5.00 \
                     discomfort-minutes to the cost.\n";
        assert!(shown.starts_with(first), "{shown}");
        assert!(shown.contains("track-overlap  0.07  b"), "{shown}");
        assert!(shown.contains("phase                60") && shown.contains("40 of 100 starts remain"), "{shown}");
        assert!(shown.contains("      +12.50  Mon 2 Nov 2020 09:30 in room-1\n"), "{shown}");
        assert!(shown.contains("people-hours +15.00, wishes -2.50"), "{shown}");
        assert!(shown.contains(" not allowed  Tue in room-1\n"), "{shown}");
        assert!(shown.contains("breaks person-clash: p-1 is needed in a and b"), "{shown}");
    }
}
