//! Changes of people: away, gone, replaced, come.

use super::Kind;
use super::draft::{Draft, is, text};
use super::forget::{self, each_shared};
use super::words::{Words, Wrong};
use crate::instance::format::{Panelist, Person, Stretch};
use crate::instance::normal;

/// The family.
pub static KINDS: &[Kind] = &[
    Kind {
        name: "person away",
        arguments: "PERSON DATE[,DATE] | PERSON FROM UNTIL",
        sentence: "Somebody cannot come on these dates, or between two times, in their own zone.",
        example: "person away amina 2027-03-03",
        needs_schedule: false,
        apply: away,
    },
    Kind {
        name: "person free",
        arguments: "PERSON",
        sentence: "Somebody can come at any time.",
        example: "person free chitra",
        needs_schedule: false,
        apply: free,
    },
    Kind {
        name: "person gone",
        arguments: "PERSON",
        sentence: "Somebody takes part in nothing; their sessions are held without them.",
        example: "person gone bruno",
        needs_schedule: false,
        apply: gone,
    },
    Kind {
        name: "person replace",
        arguments: "PERSON by PERSON [zone ZONE] [in SESSIONS]",
        sentence: "Somebody else takes their parts, in all sessions or in these; a new person needs a zone.",
        example: "person replace bruno by dora zone Europe/Lisbon in trust",
        needs_schedule: false,
        apply: replace,
    },
    Kind {
        name: "person add",
        arguments: "PERSON zone ZONE [in SESSIONS] [role ROLE]",
        sentence: "Somebody new takes part in these sessions.",
        example: "person add emil zone Europe/Oslo in trust,networks role moderator",
        needs_schedule: false,
        apply: add,
    },
    Kind {
        name: "person join",
        arguments: "PERSON SESSIONS [role ROLE]",
        sentence: "Somebody known takes part in these sessions too.",
        example: "person join amina trust",
        needs_schedule: false,
        apply: join,
    },
    Kind {
        name: "person zone",
        arguments: "PERSON ZONE",
        sentence: "Somebody is in another zone.",
        example: "person zone chitra Europe/London",
        needs_schedule: false,
        apply: zone,
    },
];

fn named<'d>(draft: &'d mut Draft, words: &mut Words) -> Result<&'d mut Person, Wrong> {
    let person = draft.person(&words.next("the person's id")?)?;
    Ok(&mut draft.instance.people[person].value)
}

fn away(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let person = named(draft, words)?;
    let stretch = match words.left() {
        0 | 1 => {
            let days = words.dates("the date")?.iter().map(|date| text(date.to_string())).collect();
            Stretch { days: Some(days), ..Stretch::default() }
        }
        _ => {
            let (from, until) = (words.next("the begin")?, words.next("the end")?);
            Stretch { from: Some(text(from)), until: Some(text(until)), ..Stretch::default() }
        }
    };
    person.unavailable.push(stretch.into());
    Ok(())
}

fn free(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let person = named(draft, words)?;
    person.available = None;
    person.unavailable.clear();
    Ok(())
}

fn gone(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let id = words.next("the person's id")?;
    draft.person(&id)?;
    forget::person(&mut draft.instance, &id);
    Ok(())
}

fn replace(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let old = words.next("the person's id")?;
    draft.person(&old)?;
    words.expect("by")?;
    let new = words.next("the other person's id")?;
    if words.take("zone") {
        let zone = words.next("the zone")?;
        newcomer(draft, &new, zone)?;
    } else {
        draft.person(&new).map_err(|wrong| wrong.or_help("a new person needs a zone: ... by NEW zone Europe/Oslo"))?;
    }
    let rename = |panel: &mut Vec<crate::instance::format::At<Panelist>>| {
        for id in panel.iter_mut().filter_map(|seat| seat.value.id.as_mut()).filter(|id| is(id, &old)) {
            id.value.clone_from(&new);
        }
    };
    if words.take("in") {
        for session in draft.sessions(&words.next("the sessions")?)? {
            let mut panel = draft.full(session).people.unwrap_or_default();
            if !panel.iter().any(|seat| seat.value.id.as_ref().is_some_and(|id| is(id, &old))) {
                let title = normal(&draft.instance.sessions[session].value.id.value);
                return Err(Wrong::new(format!("\"{old}\" takes no part in \"{title}\"")));
            }
            rename(&mut panel);
            draft.instance.sessions[session].value.people = Some(panel);
        }
    } else {
        each_shared!(draft.instance, shared => { shared.people.iter_mut().for_each(rename); });
        draft.instance.people.retain(|person| !is(&person.value.id, &old));
    }
    Ok(())
}

fn newcomer(draft: &mut Draft, id: &str, zone: String) -> Result<(), Wrong> {
    Draft::fresh(draft.instance.people.iter().map(|person| &person.value.id), id, "person")?;
    draft.instance.people.push(Person { id: text(id), zone: Some(text(zone)), ..Person::default() }.into());
    Ok(())
}

fn add(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let id = words.next("the new person's id")?;
    words.expect("zone")?;
    newcomer(draft, &id, words.next("the zone")?)?;
    let sessions = if words.take("in") { words.next("the sessions")? } else { return Ok(()) };
    seat(draft, &id, &sessions, words)
}

fn join(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let id = words.next("the person's id")?;
    draft.person(&id)?;
    let sessions = words.next("the sessions")?;
    seat(draft, &id, &sessions, words)
}

/// Adds a person to the panels of these sessions.
fn seat(draft: &mut Draft, id: &str, sessions: &str, words: &mut Words) -> Result<(), Wrong> {
    let role = if words.take("role") { Some(text(words.next("the role")?)) } else { None };
    for session in draft.sessions(sessions)? {
        let mut panel = draft.full(session).people.unwrap_or_default();
        panel.push(Panelist { id: Some(text(id)), role: role.clone(), ..Panelist::default() }.into());
        draft.instance.sessions[session].value.people = Some(panel);
    }
    Ok(())
}

fn zone(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let person = named(draft, words)?;
    person.zone = Some(text(words.next("the zone")?));
    Ok(())
}
