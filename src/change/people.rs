//! Changes of people: their availability, their sessions, new and replaced people.

use super::cascade_delete::{self, each_shared};
use super::draft::{Draft, is, text};
use super::error::ChangeError;
use crate::domain::Window;
use crate::domain::change::{PersonChange, Pick, When};
use crate::instance::format::{At, Availability, Panelist, Person};
use crate::instance::normal;

/// Makes one of these changes.
pub(super) fn apply(draft: &mut Draft, change: &PersonChange) -> Result<(), ChangeError> {
    match change {
        PersonChange::Away { person, when } => {
            let person = draft.person(person)?;
            draft.instance.people[person].value.unavailable.push(availability(when).into());
            Ok(())
        }
        PersonChange::Free { person, when } => make_available(draft, person, when.as_ref()),
        PersonChange::Gone { person } => {
            draft.person(person)?;
            cascade_delete::person(&mut draft.instance, person);
            Ok(())
        }
        PersonChange::Replace { person, by, zone, sessions } => {
            replace(draft, person, by, zone.as_deref(), sessions.as_deref())
        }
        PersonChange::Add { person, zone, sessions, role } => {
            if sessions.is_none() && role.is_some() {
                return Err(ChangeError::new("the change names a role, but no sessions"));
            }
            newcomer(draft, person, zone)?;
            add_to_panels(draft, person, sessions.as_deref().unwrap_or_default(), role.as_deref())
        }
        PersonChange::Join { person, sessions, role } => {
            draft.person(person)?;
            add_to_panels(draft, person, sessions, role.as_deref())
        }
        PersonChange::Leave { person, sessions } => {
            draft.person(person)?;
            for session in draft.sessions(sessions)? {
                let mut panel = panel_with(draft, session, person)?;
                panel.retain(|panelist| !is_person(panelist, person));
                draft.instance.sessions[session].value.people = Some(panel);
            }
            Ok(())
        }
        PersonChange::Zone { person, zone } => {
            let person = draft.person(person)?;
            draft.instance.people[person].value.zone = Some(text(zone));
            Ok(())
        }
    }
}

fn availability(when: &When) -> Availability {
    match when {
        When::Dates(dates) => {
            let days = dates.iter().map(|date| text(date.to_string())).collect();
            Availability { days: Some(days), ..Availability::default() }
        }
        When::Between(from, until) => between(from.to_string(), until.to_string()),
    }
}

fn between(from: String, until: String) -> Availability {
    Availability { from: Some(text(from)), until: Some(text(until)), ..Availability::default() }
}

fn make_available(draft: &mut Draft, id: &str, when: Option<&When>) -> Result<(), ChangeError> {
    let person = draft.person(id)?;
    let Some(when) = when else {
        let person = &mut draft.instance.people[person].value;
        person.available = None;
        person.unavailable.clear();
        return Ok(());
    };
    if !draft.instance.people[person].value.unavailable.is_empty() {
        // Absences on all days are written out day by day, because some days now have shorter absences.
        let conference = draft.conference()?;
        let known = &conference.people[person];
        let windows = when.windows(known.zone.unwrap_or(conference.zone));
        let left = Window::cut(known.unavailable.clone(), &windows);
        let left = left.iter().map(|left| between(left.from.to_string(), left.until.to_string()).into());
        draft.instance.people[person].value.unavailable = left.collect();
    }
    if let Some(available) = &mut draft.instance.people[person].value.available {
        available.push(availability(when).into());
    }
    Ok(())
}

fn is_person(panelist: &At<Panelist>, person: &str) -> bool {
    panelist.value.id.as_ref().is_some_and(|id| is(id, person))
}

/// The participants of a session; an error if the person is not one of them.
fn panel_with(draft: &Draft, session: usize, person: &str) -> Result<Vec<At<Panelist>>, ChangeError> {
    let panel = draft.full(session).people.unwrap_or_default();
    if panel.iter().any(|panelist| is_person(panelist, person)) {
        return Ok(panel);
    }
    let session = normal(&draft.instance.sessions[session].value.id.value);
    Err(ChangeError::new(format!("the person \"{person}\" does not take part in the session \"{session}\"")))
}

fn replace(
    draft: &mut Draft,
    old: &str,
    new: &str,
    zone: Option<&str>,
    sessions: Option<&[Pick]>,
) -> Result<(), ChangeError> {
    draft.person(old)?;
    match zone {
        Some(zone) => newcomer(draft, new, zone)?,
        None => {
            let help = "if this is a new person, add their time zone: ... by NEW zone Europe/Oslo";
            draft.person(new).map_err(|wrong| wrong.or_help(help))?;
        }
    }
    let rename = |panel: &mut Vec<At<Panelist>>| {
        for id in panel.iter_mut().filter_map(|panelist| panelist.value.id.as_mut()).filter(|id| is(id, old)) {
            new.clone_into(&mut id.value);
        }
    };
    if let Some(sessions) = sessions {
        for session in draft.sessions(sessions)? {
            let mut panel = panel_with(draft, session, old)?;
            rename(&mut panel);
            draft.instance.sessions[session].value.people = Some(panel);
        }
    } else {
        each_shared!(draft.instance, shared => { shared.people.iter_mut().for_each(rename); });
        draft.instance.people.retain(|person| !is(&person.value.id, old));
    }
    Ok(())
}

fn newcomer(draft: &mut Draft, id: &str, zone: &str) -> Result<(), ChangeError> {
    Draft::check_new_id(draft.instance.people.iter().map(|person| &person.value.id), id, "person")?;
    draft.instance.people.push(Person { id: text(id), zone: Some(text(zone)), ..Person::default() }.into());
    Ok(())
}

/// Adds a person to the participants of these sessions.
fn add_to_panels(draft: &mut Draft, id: &str, sessions: &[Pick], role: Option<&str>) -> Result<(), ChangeError> {
    for session in draft.sessions(sessions)? {
        let mut panel = draft.full(session).people.unwrap_or_default();
        panel.push(Panelist { id: Some(text(id)), role: role.map(text), ..Panelist::default() }.into());
        draft.instance.sessions[session].value.people = Some(panel);
    }
    Ok(())
}
