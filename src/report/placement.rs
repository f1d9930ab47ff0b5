//! Why a session is not at a certain place: what would break, and what would cost more or less.

use super::Width;
use super::numbers::{difference, discomfort};
use super::overview::{changes, name};
use super::session_explanation::label;
use super::text::{printable, section, wrap};
use crate::explain::view::{Alternative, WhyNot};

/// How many broken rules are listed before the rest is counted.
const MOST_LISTED: usize = 3;

/// What moving there would change, a sentence each: what breaks first, then the cost.
pub fn consequences(alternative: &Alternative) -> Vec<String> {
    let mut lines: Vec<String> = alternative
        .broken
        .iter()
        .take(MOST_LISTED)
        .map(|v| format!("breaks {}: {}", v.rule, printable(&v.message)))
        .collect();
    if alternative.broken.len() > MOST_LISTED {
        lines.push(format!("breaks {} more", alternative.broken.len() - MOST_LISTED));
    }
    if alternative.shuffles_rooms {
        lines.push("other sessions would have to change rooms".to_owned());
    }
    let changed = changes(&alternative.by_rule);
    if !changed.is_empty() {
        lines.push(changed);
    }
    lines
}

/// The answer to "why not there?".
pub fn why_not(answer: &WhyNot, width: Width) -> String {
    let there = &answer.there;
    let mut out = wrap("", &name(&answer.id, &answer.title), width.0);
    match &answer.now {
        Some(now) if now == &there.spot => {
            out.push_str(&wrap("", &format!("It is held {}, as asked.", label(now)), width.0));
        }
        now => {
            let now = now.as_ref().map_or_else(|| "not in the timetable".to_owned(), label);
            out.push_str(&wrap("Now: ", &now, width.0));
            out.push_str(&wrap("Asked: ", &label(&there.spot), width.0));
        }
    }
    for remark in &answer.remarks {
        out.push_str(&wrap("Note: ", &printable(remark), width.0));
    }
    let mut broken = String::new();
    for violation in &there.broken {
        broken.push_str(&wrap("- ", &format!("{}: {}", violation.rule, printable(&violation.message)), width.0 - 2));
    }
    out.push_str(&section("It would break", &broken));
    let mut cost = String::new();
    for rule in &there.by_rule {
        cost.push_str(&format!("{:<18}{:>16}\n", rule.rule, difference(rule.cost)));
    }
    cost.push_str(&format!("{:<18}{:>16}\n", "total", difference(there.difference)));
    out.push_str(&section("The cost would change by", &cost));
    out.push('\n');
    out.push_str(&wrap("", &conclusion(answer), width.0));
    out
}

fn conclusion(answer: &WhyNot) -> String {
    let there = &answer.there;
    if !there.broken.is_empty() {
        return "So: it cannot be there while everything else stays where it is.".to_owned();
    }
    match there.difference {
        difference if answer.now.is_none() => {
            format!("So: it could be there, for {}.", discomfort(difference))
        }
        0 => "So: it could be there at the same cost.".to_owned(),
        difference if difference > 0 => {
            format!("So: it could be there, but would cost {} more.", discomfort(difference))
        }
        difference => format!("So: it could be there and would cost {} less.", discomfort(difference.saturating_neg())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::RuleId;
    use crate::explain::view::{RuleCost, Spot, Violated, Violation};

    fn answer(broken: Vec<Violation>, difference: i64) -> WhyNot {
        let spot = |when: &str| Spot { start: String::new(), when: when.to_owned(), room: None };
        WhyNot {
            id: "a".into(),
            title: "a".into(),
            now: Some(spot("Mon")),
            there: Alternative {
                spot: spot("Tue"),
                difference,
                by_rule: vec![RuleCost { rule: RuleId::Wishes, cost: difference }],
                broken,
                shuffles_rooms: false,
            },
            remarks: vec!["off the grid".into()],
        }
    }

    #[test]
    fn a_dearer_place() {
        let said = why_not(&answer(vec![], 1250), Width::PIPED);
        assert_eq!(
            said,
            "a\nNow: Mon, room not said\nAsked: Tue, room not said\nNote: off the grid\n\nThe cost would change by\n  \
             wishes                      +12.50\n  total                       +12.50\n\n\
             So: it could be there, but would cost 12.50 more.\n"
        );
        assert!(why_not(&answer(vec![], -5), Width::PIPED).contains("would cost 0.05 less"));
    }

    #[test]
    fn a_forbidden_place() {
        let clash = Violation {
            rule: Violated::Rule(RuleId::Alone),
            message: "b runs beside it".into(),
            sessions: vec![],
            people: vec![],
        };
        let said = why_not(&answer(vec![clash], 1250), Width::PIPED);
        assert!(said.contains("It would break\n  - alone: b runs beside it\n"), "{said}");
        assert!(said.ends_with("So: it cannot be there while everything else stays where it is.\n"), "{said}");
    }
}
