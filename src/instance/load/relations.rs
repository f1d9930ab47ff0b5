//! Relations between sessions, and shared interest.

use std::collections::{BTreeMap, BTreeSet};

use super::number::{MOST_GAP, MOST_PEOPLE, MOST_WEIGHT, decimal, whole};
use super::orders::{Edge, PairBudget};
use super::select::{SelectorScope, Subject, select};
use crate::domain::{Decimal, Interest, Relation, RelationKind, SessionId, Strength};
use crate::instance::codes;
use crate::instance::did_you_mean::did_you_mean;
use crate::instance::format::{self, At};
use crate::instance::json::Span;
use crate::instance::problem::Problems;

/// The kinds of relations, as written in files.
pub const KINDS: [&str; 6] = ["gap", "days", "same-day", "different-days", "directly-after", "apart-by"];
/// Selectors of relations and interests belong to no session.
const NO_SUBJECT: Subject = Subject { session: None, inherited: false };

/// The relations, and the orders that follow from the hard ones.
pub(crate) fn relations(
    list: &[At<format::Relation>],
    turnaround: i64,
    scope: &SelectorScope<'_>,
    budget: &mut PairBudget,
    problems: &mut Problems,
) -> (Vec<Relation>, Vec<Edge>) {
    let (mut relations, mut edges) = (Vec::with_capacity(list.len()), Vec::new());
    for written in list {
        let sessions = sessions(&written.value.sessions, scope, problems);
        let Some((name, kind)) = kind(written, turnaround, problems) else { continue };
        let Some(sessions) = sessions else { continue };
        let neighbours = matches!(name, "gap" | "directly-after");
        let pairs = if neighbours { sessions.len() } else { sessions.len() * (sessions.len() - 1) / 2 };
        if !budget.allows(pairs, written.span, problems) {
            break;
        }
        let strength = match &written.value.weight {
            None => Strength::Hard,
            weight => Strength::Weight(decimal(weight.as_ref(), Decimal::ONE, MOST_WEIGHT, "a weight", problems)),
        };
        never_holds(name, kind, sessions.len(), written.span, problems);
        let in_order = matches!(kind, RelationKind::Gap { either_order: false, .. });
        if in_order && strength == Strength::Hard {
            edges.extend(sessions.windows(2).map(|w| Edge { first: w[0], then: w[1], span: written.span }));
        }
        relations.push(Relation { kind, name, sessions, strength, neighbours });
    }
    (relations, edges)
}

/// Points out days that no timetable can keep. They are between all pairs: of three sessions with at least one day
/// between any two, two are at least two days apart.
fn never_holds(name: &str, kind: RelationKind, sessions: usize, span: Span, problems: &mut Problems) {
    let RelationKind::Days { least, most: Some(most) } = kind else { return };
    let widest = least.saturating_mul(sessions.saturating_sub(1) as i64);
    // Limits that contradict each other are reported as such.
    if widest > most && least <= most {
        let message = format!(
            "the relation \"{name}\" can never hold: it is between all pairs of its {sessions} sessions, so two of them are \
             at least {} apart, but `most` is {most}",
            if widest == 1 { "1 day".to_owned() } else { format!("{widest} days") }
        );
        problems.add(&codes::NEVER_HOLDS, span, message);
    }
}

/// The sessions of a relation, in order, each once; `None` if there are fewer than two.
fn sessions(
    list: &At<Vec<At<format::Selector>>>,
    scope: &SelectorScope<'_>,
    problems: &mut Problems,
) -> Option<Vec<SessionId>> {
    let errors_before = problems.found.len();
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for entry in &list.value {
        for session in select(entry.into(), NO_SUBJECT, scope, problems).sessions {
            if seen.insert(session) {
                found.push(session);
            } else if entry.value.id.is_some() {
                let id = &scope.conference.sessions[session.index()].id;
                problems.add(&codes::BAD_RELATION, entry.span, format!("the relation names \"{id}\" twice"));
            }
        }
    }
    if found.len() >= 2 {
        return Some(found);
    }
    let explained = problems.found.len() > errors_before || problems.has_lost_any(list.span) || scope.incomplete;
    if !explained {
        problems.add(&codes::BAD_RELATION, list.span, "a relation needs at least two sessions".into());
    }
    None
}

/// The name and meaning of a relation. Reports fields that its kind does not have, and contradictory limits.
fn kind(
    written: &At<format::Relation>,
    turnaround: i64,
    problems: &mut Problems,
) -> Option<(&'static str, RelationKind)> {
    let relation = &written.value;
    let wanted = relation.kind.value.trim();
    let Some(&name) = KINDS.iter().find(|&&name| name == wanted) else {
        let help = did_you_mean(wanted, KINDS);
        problems.add_with_help(
            &codes::UNKNOWN_KIND,
            relation.kind.span,
            format!("there is no kind of relation \"{wanted}\""),
            help,
        );
        return None;
    };
    foreign_fields(name, relation, problems);
    let (least, most) = bounds(relation, problems);
    let gap = |least, most, either_order, same_room| RelationKind::Gap { least, most, either_order, same_room };
    let kind = match name {
        "gap" => {
            let flag = |flag: &Option<At<bool>>| flag.as_ref().is_some_and(|f| f.value);
            gap(least, most, flag(&relation.either_order), flag(&relation.same_room))
        }
        "days" => RelationKind::Days { least, most },
        "same-day" => RelationKind::Days { least: 0, most: Some(0) },
        "different-days" => RelationKind::Days { least: 1, most: None },
        "directly-after" => gap(turnaround, Some(turnaround), false, true),
        _ => {
            if relation.minutes.is_none() && !problems.has_lost(written.span, "minutes") {
                problems.add(
                    &codes::MISSING_FIELD,
                    written.span,
                    "a relation of the kind \"apart-by\" needs the field \"minutes\"".into(),
                );
            }
            gap(whole(relation.minutes.as_ref(), 0, 0..=MOST_GAP, "minutes apart", problems), None, true, false)
        }
    };
    Some((name, kind))
}

fn bounds(relation: &format::Relation, problems: &mut Problems) -> (i64, Option<i64>) {
    let least = whole(relation.least.as_ref(), 0, 0..=MOST_GAP, "`least`", problems);
    let most = relation.most.as_ref().map(|n| whole(Some(n), MOST_GAP, 0..=MOST_GAP, "`most`", problems));
    if let (Some(most), Some(written)) = (most, &relation.most)
        && most < least
    {
        problems.add(
            &codes::BAD_RELATION,
            written.span,
            format!("`most` is {most}, which is less than `least` ({least})"),
        );
    }
    (least, most)
}

fn foreign_fields(name: &str, relation: &format::Relation, problems: &mut Problems) {
    let bounded = matches!(name, "gap" | "days");
    let fields: [(&str, Option<Span>, bool); 5] = [
        ("least", relation.least.as_ref().map(|f| f.span), bounded),
        ("most", relation.most.as_ref().map(|f| f.span), bounded),
        ("either_order", relation.either_order.as_ref().map(|f| f.span), name == "gap"),
        ("same_room", relation.same_room.as_ref().map(|f| f.span), name == "gap"),
        ("minutes", relation.minutes.as_ref().map(|f| f.span), name == "apart-by"),
    ];
    for (field, span, belongs) in fields {
        if let (Some(span), false) = (span, belongs) {
            problems.add(
                &codes::BAD_RELATION,
                span,
                format!("a relation of the kind \"{name}\" has no field \"{field}\""),
            );
        }
    }
}

/// Shared interest: each unordered pair once, repeats added.
pub(crate) fn interest(
    list: &[At<format::Interest>],
    scope: &SelectorScope<'_>,
    budget: &mut PairBudget,
    problems: &mut Problems,
) -> Vec<Interest> {
    let mut sums: BTreeMap<(SessionId, SessionId), i64> = BTreeMap::new();
    for written in list {
        let interest = &written.value;
        let people = decimal(Some(&interest.people), Decimal::ZERO, MOST_PEOPLE, "a number of people", problems);
        let [one, other] = interest.sessions.value.as_slice() else {
            if !problems.has_lost_any(interest.sessions.span) {
                let message =
                    format!("an interest must name two sessions; this one names {}", interest.sessions.value.len());
                problems.add(&codes::BAD_INTEREST, interest.sessions.span, message);
            }
            continue;
        };
        let ones = select(one.into(), NO_SUBJECT, scope, problems).sessions;
        let others = select(other.into(), NO_SUBJECT, scope, problems).sessions;
        if !budget.allows(ones.len().saturating_mul(others.len()), written.span, problems) {
            break;
        }
        if let ([one], [same]) = (ones.as_slice(), others.as_slice())
            && one == same
        {
            problems.add(&codes::SELF_REFERENCE, other.span, "the interest names the same session twice".into());
        }
        // Two selectors may match a pair in both orders: count its people once.
        let pairs = ones.iter().flat_map(|&a| others.iter().map(move |&b| (a.min(b), a.max(b))));
        let pairs: BTreeSet<_> = pairs.filter(|(a, b)| a != b).collect();
        for pair in pairs {
            let sum = sums.entry(pair).or_default();
            *sum += people.micros;
            if *sum > Decimal::whole(MOST_PEOPLE).micros {
                *sum = 0;
                let message = format!("more than {MOST_PEOPLE} people want both of two sessions");
                problems.add(&codes::BAD_NUMBER, interest.people.span, message);
            }
        }
    }
    let pair = |((first, second), micros)| Interest { first, second, people: Decimal::micros(micros) };
    sums.into_iter().map(pair).collect()
}
