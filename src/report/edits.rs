//! The answer to a change by hand: what it costs, whom it wakes, what it breaks, and better places nearby.

use super::Width;
use super::numbers::{count, difference, discomfort, thousands};
use super::overview::{changes, name};
use super::session_explanation::label;
use super::text::{cut, printable, shortened, wrap};
use crate::domain::Lock;
use crate::explain::Woken;
use crate::explain::edits::{EditEffect, EditedSession};
use crate::explain::request_locks::RequestLock;
use crate::explain::slots::SlotChoice;

/// The most rules whose costs are listed.
const MOST_RULES: usize = 4;
/// The most people and regions that are named.
const MOST_WOKEN: usize = 4;
/// The most broken rules in words.
const MOST_BROKEN: usize = 5;

/// The widest title, in columns.
const WIDEST_TITLE: usize = 60;
/// The most columns of a broken rule in words.
const WIDEST_TEXT: usize = 480;

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was made.
    Made,
    /// It breaks a rule or a lock, and was not made.
    Refused,
    /// There is nothing to change.
    Same,
    /// Its only lock is in the request of the schedule file, where no move removes it.
    Held,
}

/// The answer to a change by hand.
pub fn answer(effect: &EditEffect, outcome: Outcome, width: Width) -> String {
    let what = shortest(&effect.sessions);
    let mut out = match outcome {
        Outcome::Made if !moves(effect) => {
            return wrap("Changed: ", &format!("{what}."), width.0) + &request_locks(effect, width);
        }
        Outcome::Held => {
            return wrap("Not unlocked: ", &format!("{what}."), width.0) + &request_locks(effect, width);
        }
        Outcome::Made => wrap("Moved: ", &format!("{what}."), width.0),
        Outcome::Refused => wrap("Refused: ", &format!("{what}. Nothing was changed."), width.0),
        Outcome::Same => return wrap("Nothing to change: ", &format!("{what}{}.", kept(effect)), width.0),
    };
    out.push_str(&wrap("Cost: ", &cost(effect), width.0));
    let woken = match few(effect.woken.iter().map(woken).collect(), MOST_WOKEN) {
        woken if woken.is_empty() => "nobody.".to_owned(),
        woken => format!("{woken}."),
    };
    out.push_str(&wrap("Woken: ", &woken, width.0));
    out.push_str(&broken(effect, width));
    out.push_str(&request_locks(effect, width));
    for remark in &effect.remarks {
        out.push_str(&wrap("Note: ", &format!("{}.", printable(remark)), width.0));
    }
    if effect.sessions.first().is_some_and(|session| session.new.is_some()) {
        let places: Vec<String> = effect.nearby.iter().map(nearby).collect();
        let places = if places.is_empty() { NOTHING_NEARBY.to_owned() } else { places.join("; ") + COMPARED };
        out.push_str(&wrap("Nearby: ", &format!("{places}."), width.0));
    }
    out
}

/// Whether a session gets another place, and not only another lock.
fn moves(effect: &EditEffect) -> bool {
    effect.sessions.iter().any(|session| session.old != session.new)
}

fn cost(effect: &EditEffect) -> String {
    let listed = &effect.by_rule[..effect.by_rule.len().min(MOST_RULES)];
    let more = effect.by_rule.len() - listed.len();
    let rules = match (changes(listed), more) {
        (rules, _) if rules.is_empty() => String::new(),
        (rules, 0) => format!(" ({rules})"),
        (rules, more) => format!(" ({rules}, and {})", count(more, "other rule")),
    };
    let total = discomfort(effect.cost);
    let mut text = format!("{}{rules}; {total} discomfort-minutes in all.", difference(effect.difference));
    let minutes = effect.unplaced_minutes_difference;
    if minutes != 0 {
        let sign = if minutes > 0 { "+" } else { "" };
        text.push_str(&format!(" Unplaced: {sign}{} attendee-minutes.", thousands(minutes)));
    }
    text
}

fn broken(effect: &EditEffect, width: Width) -> String {
    let locked = effect.locked.iter().map(|id| format!("the lock of {} in the schedule file", printable(id)));
    let rules = effect
        .broken
        .iter()
        .map(|violation| format!("{}: {}", violation.rule, shortened(&printable(&violation.message), WIDEST_TEXT)));
    let all: Vec<String> = locked.chain(rules).collect();
    if all.is_empty() {
        return "Breaks: nothing.\n".to_owned();
    }
    let mut out: String = all.iter().take(MOST_BROKEN).map(|text| wrap("Breaks ", text, width.0)).collect();
    if all.len() > MOST_BROKEN {
        out.push_str(&format!("Breaks {} more.\n", all.len() - MOST_BROKEN));
    }
    out
}

/// The locks of the request that hold the sessions, each as a sentence without a full stop.
pub fn request_lock_sentences(effect: &EditEffect) -> Vec<String> {
    let sentence = |held: &RequestLock| {
        let id = printable(&held.session);
        let text = match held.lock {
            Some(Lock::Day) => format!("keeps {id} on the day of {}", held.place.when),
            Some(Lock::Time) => format!("keeps the start of {id} at {}", held.place.when),
            Some(Lock::Room) => format!("keeps {id} in {}", printable(held.place.room.as_deref().unwrap_or("no room"))),
            Some(Lock::Fixed) => format!("keeps {id} at {}", label(&held.place)),
            None => format!("lets {id} start from {} on, not earlier", held.place.when),
        };
        format!("the request in the schedule file {text}")
    };
    effect.request_locks.iter().map(sentence).collect()
}

/// The locks of the request that hold the sessions, and how to remove them.
fn request_locks(effect: &EditEffect, width: Width) -> String {
    if effect.request_locks.is_empty() {
        return String::new();
    }
    let line = |sentence: String| wrap("Locked: ", &format!("{sentence}."), width.0);
    let mut out: String = request_lock_sentences(effect).into_iter().map(line).collect();
    let has = |frozen: bool| effect.request_locks.iter().any(|held| held.lock.is_none() == frozen);
    let member = match (has(false), has(true)) {
        (true, true) => "its entry in \"kept\", and \"not_before\",",
        (true, false) => "its entry in \"kept\"",
        (false, _) => "\"not_before\"",
    };
    let text = format!(
        "solve again without the --lock or --freeze-before that it comes from, or delete {member} from \"request\" in \
         the schedule file."
    );
    out.push_str(&wrap("To remove it: ", &text, width.0));
    out
}

fn woken(woken: &Woken) -> String {
    let name = printable(&woken.name);
    match &woken.zone {
        Some(zone) => format!("{name} ({} in {zone})", woken.when),
        None => format!("{name} ({})", woken.when),
    }
}

/// What is said if [`EditEffect::nearby`] is empty.
const NOTHING_NEARBY: &str = "no other start within twelve hours breaks no rule";

/// What the costs in [`EditEffect::nearby`] are compared with.
const COMPARED: &str = " (compared with the timetable before the move)";

fn nearby(choice: &SlotChoice) -> String {
    if let Some(with) = &choice.with {
        let other = name(&with.id, &cut(&with.title, WIDEST_TITLE));
        return format!("swap with {other} ({}) {}", label(&with.now), difference(choice.difference));
    }
    format!("{} {}", label(&choice.spot), difference(choice.difference))
}

/// The first few, and how many more there are.
fn few(mut parts: Vec<String>, most: usize) -> String {
    let more = parts.len().saturating_sub(most);
    parts.truncate(most);
    if more > 0 {
        parts.push(format!("and {more} more"));
    }
    parts.join("; ")
}

/// What changes, as [`sentence`] says it, with long titles cut.
fn shortest(sessions: &[EditedSession]) -> String {
    let cut = |session: &EditedSession| EditedSession { title: short(session), ..session.clone() };
    sentence(&sessions.iter().map(cut).collect::<Vec<_>>())
}

/// The title of a session, cut if it is long. One that is its id as well stays equal to it.
fn short(session: &EditedSession) -> String {
    if session.title == session.id { session.title.clone() } else { cut(&session.title, WIDEST_TITLE) }
}

/// The lock that a session keeps if nothing changes.
fn kept(effect: &EditEffect) -> String {
    match effect.sessions.first().and_then(|session| session.lock) {
        Some(Lock::Fixed) => ", locked".to_owned(),
        Some(lock) => format!(", locked ({})", lock.name()),
        None => String::new(),
    }
}

/// What changes, in words, without a full stop.
pub fn sentence(sessions: &[EditedSession]) -> String {
    let parts: Vec<String> = sessions.iter().map(one).collect();
    parts.join("; ")
}

fn one(session: &EditedSession) -> String {
    let name = name(&session.id, &session.title);
    let place = match (&session.old, &session.new) {
        (Some(old), Some(new)) if old == new => format!("{name} stays on {}", label(new)),
        (None, None) => format!("{name} stays unplaced"),
        (Some(old), None) => format!("{name} from {} out of the timetable", label(old)),
        (None, Some(new)) => format!("{name} to {}", label(new)),
        (Some(old), Some(new)) => format!("{name} from {} to {}", label(old), label(new)),
    };
    match (session.old_lock, session.lock) {
        (old, new) if old == new => place,
        (_, Some(Lock::Fixed)) => format!("{place}, locked"),
        (_, Some(lock)) => format!("{place}, locked ({})", lock.name()),
        (_, None) => format!("{place}, no longer locked"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::RuleId;
    use crate::explain::view::{RuleCost, Spot, Violated, Violation};

    fn spot(when: &str) -> Spot {
        Spot { start: String::new(), when: when.to_owned(), room: Some("r\u{202e}".to_owned()) }
    }

    fn effect() -> EditEffect {
        let session = EditedSession {
            id: "a".into(),
            title: "a".into(),
            old: Some(spot("Mon")),
            new: Some(spot("Tue")),
            old_lock: None,
            lock: None,
        };
        let rules = [RuleId::Wishes, RuleId::AudienceHours, RuleId::PeopleHours, RuleId::FairRegions, RuleId::Interest];
        let person = |name: &str, zone: Option<&str>| Woken {
            id: zone.map(str::to_owned),
            name: name.to_owned(),
            zone: zone.map(str::to_owned),
            session: "a".into(),
            when: "Tue 3 Nov 00:00".into(),
            night_minutes_difference: 60,
        };
        let broken = Violation {
            rule: Violated::Rule(RuleId::Alone),
            message: "b\u{1b}".into(),
            sessions: vec![],
            people: vec![],
        };
        let held = |lock| RequestLock { session: "a".into(), lock, place: spot("Mon") };
        EditEffect {
            sessions: vec![session],
            cost: 123_456,
            difference: 1250,
            by_rule: rules.map(|rule| RuleCost { rule, cost: 250 }).into(),
            unplaced_minutes_difference: -600,
            broken: vec![broken; 6],
            locked: vec!["a".into()],
            request_locks: [Some(Lock::Room), None].map(held).into(),
            woken: vec![person("Yuki\u{1b}", Some("Asia/Tokyo")), person("East", None)],
            remarks: vec!["off the grid".into()],
            regions: vec![],
            nearby: vec![],
        }
    }

    #[test]
    fn a_refused_move_is_answered_in_words() {
        let expected = "\
Refused: a from Mon in r\\u{202e} to Tue in r\\u{202e}. Nothing was changed.
Cost: +12.50 (wishes +2.50, audience-hours +2.50, people-hours +2.50,
      fair-regions +2.50, and 1 other rule); 1,234.56 discomfort-minutes in all.
      Unplaced: -600 attendee-minutes.
Woken: Yuki\\u{1b} (Tue 3 Nov 00:00 in Asia/Tokyo); East (Tue 3 Nov 00:00).
Breaks the lock of a in the schedule file
Breaks alone: b\\u{1b}
Breaks alone: b\\u{1b}
Breaks alone: b\\u{1b}
Breaks alone: b\\u{1b}
Breaks 2 more.
Locked: the request in the schedule file keeps a in r\\u{202e}.
Locked: the request in the schedule file lets a start from Mon on, not earlier.
To remove it: solve again without the --lock or --freeze-before that it comes
              from, or delete its entry in \"kept\", and \"not_before\", from
              \"request\" in the schedule file.
Note: off the grid.
Nearby: no other start within twelve hours breaks no rule.
";
        assert_eq!(answer(&effect(), Outcome::Refused, Width::PIPED), expected);
    }

    #[test]
    fn what_changes_is_one_sentence() {
        let given = effect().sessions.remove(0);
        let text = |old: Option<&str>, new: Option<&str>, old_lock, lock| {
            let (old, new) = (old.map(spot), new.map(spot));
            sentence(&[EditedSession { old, new, old_lock, lock, ..given.clone() }]).replace(" in r\\u{202e}", "")
        };
        let (monday, fixed) = (Some("Mon"), Some(Lock::Fixed));
        assert_eq!(text(monday, None, fixed, None), "a from Mon out of the timetable, no longer locked");
        assert_eq!(text(None, monday, None, fixed), "a to Mon, locked");
        assert_eq!(text(monday, monday, fixed, Some(Lock::Day)), "a stays on Mon, locked (day)");
        assert_eq!(text(None, None, None, None), "a stays unplaced");
        let same = EditEffect { sessions: vec![EditedSession { new: given.old.clone(), ..given }], ..effect() };
        let expected = "Nothing to change: a stays on Mon in r\\u{202e}.\n";
        assert_eq!(answer(&same, Outcome::Same, Width::PIPED), expected);
        let mut locked = same;
        locked.sessions[0] = EditedSession { old_lock: fixed, lock: fixed, ..locked.sessions[0].clone() };
        assert_eq!(answer(&locked, Outcome::Same, Width::PIPED), expected.replace("}.", "}, locked."));
    }

    #[test]
    fn long_titles_are_cut() {
        let mut long = effect();
        long.sessions[0].title = "word ".repeat(2000);
        long.broken[0].message = "word ".repeat(2000);
        let shown = answer(&long, Outcome::Refused, Width::PIPED);
        assert!(shown.len() < 2500 && shown.contains("…\" from"), "{shown}");
        assert!(sentence(&long.sessions).len() > 10_000);
    }
}
