//! One session explained: why it is where it is, and what its best alternatives would cost.

use super::Width;
use super::numbers::{count, difference, discomfort, length, thousands, whole};
use super::overview::name;
use super::placement;
use super::table::{Column, table};
use super::text::{printable, section, wrap};
use crate::explain::view::{RuleCost, SessionExplanation, Shared, Spot};

/// The whole story.
pub fn session_explanation(session: &SessionExplanation, width: Width) -> String {
    let mut out = wrap("", &name(&session.id, &session.title), width.0);
    out.push_str(&format!("{}, {}\n", length(session.minutes), attendees(session.attendance)));
    match &session.spot {
        Some(spot) => out.push_str(&wrap("held ", &label(spot), width.0)),
        None => out.push_str("not in the timetable\n"),
    }
    let mut reasons = String::new();
    for reason in &session.reasons {
        reasons.push_str(&wrap("- ", &printable(reason), width.0 - 2));
    }
    out.push_str(&section("Why it is unplaced", &reasons));
    out.push_str(&super::overview::violations(&session.violations, width));
    if session.spot.is_some() {
        out.push_str(&section("What it adds to the cost here", &adds(&session.adds, width)));
        out.push_str(&section("What it shares with others", &shared(&session.shared, width)));
    }
    out.push_str(&forbidden(session, width));
    out.push_str(&alternatives(session, width));
    out
}

/// A place in words: `Mon 2 Nov 2020 08:30 in room-1`.
pub fn label(spot: &Spot) -> String {
    match &spot.room {
        Some(room) => format!("{} in {}", spot.when, printable(room)),
        None => format!("{}, room not said", spot.when),
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
    let total = costs.iter().fold(0_i64, |sum, rule| sum.saturating_add(rule.cost));
    rows.push(vec!["total".to_owned(), discomfort(total)]);
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
            let mut whom = with.join(", ");
            if let Some(person) = &item.person {
                whom = if whom.is_empty() { printable(person) } else { format!("{} in {whom}", printable(person)) };
            }
            vec![item.rule.to_string(), discomfort(item.cost), whom]
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
            "{} of {} remain when the rules that look at this session alone have spoken.",
            whole(session.possible),
            count(session.starts, "start")
        ),
        width.0 - 2,
    );
    let rows =
        session.forbidden.iter().map(|f| vec![f.rule.to_string(), f.starts.to_string()]).collect::<Vec<Vec<String>>>();
    body.push_str(&table(&[Column::Text("rule"), Column::Number("starts it forbids")], rows, Width(width.0 - 2)));
    section("Where it could start", &body)
}

fn alternatives(session: &SessionExplanation, width: Width) -> String {
    let mut body = String::new();
    for alternative in &session.alternatives {
        let cost = if alternative.broken.is_empty() { difference(alternative.difference) } else { "no".to_owned() };
        body.push_str(&wrap(&format!("{cost:>12}  "), &label(&alternative.spot), width.0 - 2));
        for line in placement::consequences(alternative) {
            body.push_str(&wrap(&" ".repeat(14), &line, width.0 - 2));
        }
    }
    if body.is_empty() {
        body.push_str("none\n");
    }
    section("Best other places (if nothing else moves), and what each would change", &body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::RuleId;
    use crate::explain::view::{Alternative, Forbidden, Reason, Violated, Violation};

    #[test]
    fn a_story_names_costs_rules_and_alternatives() {
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
        let told = session_explanation(
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
        assert!(told.starts_with("a \"Opening\"\n1 h 30 min, 400 attendees\nheld Mon 2 Nov 2020 08:30 in room-1\n"));
        assert!(told.contains("track-overlap  0.07  b"), "{told}");
        assert!(told.contains("phase                 60") && told.contains("40 of 100 starts remain"), "{told}");
        assert!(told.contains("      +12.50  Mon 2 Nov 2020 09:30 in room-1\n"), "{told}");
        assert!(told.contains("people-hours +15.00, wishes -2.50"), "{told}");
        assert!(told.contains("          no  Tue in room-1\n"), "{told}");
        assert!(told.contains("breaks person-clash: p-1 is needed in a and b"), "{told}");
    }
}
