//! The effect of moving a session to a certain place: the rules that would break, and the change of the cost.

use super::Width;
use super::numbers::{difference, discomfort};
use super::overview::{changes, name};
use super::session_explanation::label;
use super::text::{printable, section, wrap};
use crate::explain::view::{Alternative, WhyNot};

/// The most broken rules listed; the others are counted.
const MOST_LISTED: usize = 3;

/// The effects of a move, one per line: first the broken rules, then the cost.
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

/// Writes the answer to "why not there?", with the conclusion in the first sentence.
pub fn why_not(answer: &WhyNot, width: Width) -> String {
    let there = &answer.there;
    let mut out = wrap("", &format!("{}: {}", name(&answer.id, &answer.title), conclusion(answer)), width.0);
    match &answer.now {
        Some(now) if now == &there.spot => {}
        now => {
            let now = now.as_ref().map_or_else(|| "not scheduled".to_owned(), label);
            out.push_str(&wrap("Now: ", &now, width.0));
            out.push_str(&wrap("There: ", &label(&there.spot), width.0));
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
    out
}

fn conclusion(answer: &WhyNot) -> String {
    let there = &answer.there;
    if answer.now.as_ref() == Some(&there.spot) {
        return format!("it is already held on {}.", label(&there.spot));
    }
    if !there.broken.is_empty() {
        return "it cannot move there while everything else stays in place.".to_owned();
    }
    match there.difference {
        difference if answer.now.is_none() => {
            format!("it could be placed there for {} discomfort-minutes.", discomfort(difference))
        }
        0 => "it could move there at the same cost.".to_owned(),
        difference if difference > 0 => {
            format!("it could move there for {} discomfort-minutes more.", discomfort(difference))
        }
        difference => {
            format!("it could move there and save {} discomfort-minutes.", discomfort(difference.saturating_neg()))
        }
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
    fn a_more_expensive_place_is_possible() {
        let shown = why_not(&answer(vec![], 1250), Width::PIPED);
        assert_eq!(
            shown,
            "a: it could move there for 12.50 discomfort-minutes more.\nNow: Mon, no room given\n\
             There: Tue, no room given\nNote: off the grid\n\nThe cost would change by\n  \
             wishes                      +12.50\n  total                       +12.50\n"
        );
        assert!(why_not(&answer(vec![], -5), Width::PIPED).contains("save 0.05 discomfort-minutes"));
    }

    #[test]
    fn a_forbidden_place_names_the_broken_rule() {
        let clash = Violation {
            rule: Violated::Rule(RuleId::Alone),
            message: "b runs beside it".into(),
            sessions: vec![],
            people: vec![],
        };
        let shown = why_not(&answer(vec![clash], 1250), Width::PIPED);
        assert!(shown.contains("It would break\n  - alone: b runs beside it\n"), "{shown}");
        assert!(shown.starts_with("a: it cannot move there while everything else stays in place.\n"), "{shown}");
    }
}
