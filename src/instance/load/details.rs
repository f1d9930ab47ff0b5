//! What participants are told about sessions: descriptions, links, languages.

use super::names::{IdTable, normal};
use crate::domain::{Details, PersonId, email_address, web_link};
use crate::instance::codes;
use crate::instance::format::{self, At};
use crate::instance::problem::Problems;

/// The longest description, in characters.
const MOST_CHARACTERS: usize = 100_000;

/// The details of a session.
pub(crate) fn details(full: &format::Session, people: &IdTable, problems: &mut Problems) -> Details {
    if let Some(description) = &full.description {
        let characters = description.value.chars().count();
        if characters > MOST_CHARACTERS {
            let message =
                format!("the description has {characters} characters; at most {MOST_CHARACTERS} are possible");
            problems.add(&codes::TOO_MANY, description.span, message);
        }
    }
    let words = |list: &Option<Vec<At<String>>>| -> Vec<String> {
        let words = list.iter().flatten().map(|word| word.value.trim()).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let details = Details {
        description: full.description.as_ref().and_then(|description| text(&description.value)),
        link: full.link.as_ref().and_then(|written| link(written, problems)),
        languages: words(&full.languages),
        interpretation: words(&full.interpretation),
        roles: roles(full, people),
        status: full.status.as_ref().and_then(|status| text(&status.value)),
    };
    if let Some(status) = full.status.as_ref().filter(|_| details.is_cancelled()) {
        let id = &full.id.value;
        let message =
            format!("the status of the session \"{id}\" is \"{}\", but it is scheduled all the same", status.value);
        problems.add(&codes::STILL_SCHEDULED, status.span, message);
    }
    details
}

/// The role of each part of a person. Unknown people and roles are reported with the participants.
fn roles(full: &format::Session, people: &IdTable) -> Vec<(PersonId, String)> {
    let role = |entry: &At<format::Panelist>| {
        let person = people.get(&entry.value.id.as_ref()?.value)?;
        let role = entry.value.role.as_ref().map_or_else(|| "speaker".to_owned(), |role| normal(&role.value));
        Some((PersonId::new(person), role))
    };
    full.people.iter().flatten().filter_map(role).collect()
}

/// The address of a link. Points out a text that is none, which is then not published.
pub(crate) fn link(written: &At<String>, problems: &mut Problems) -> Option<String> {
    let link = web_link(&written.value);
    if link.is_none() && !written.value.trim().is_empty() {
        let message = format!("\"{}\" is not a web address, so it is not published as a link", written.value);
        problems.add(&codes::BAD_LINK, written.span, message);
    }
    link.map(str::to_owned)
}

/// The e-mail address of a person. Reports a text that is not one address.
pub(crate) fn email(written: &At<String>, problems: &mut Problems) -> Option<String> {
    let email = email_address(&written.value);
    if email.is_none() && !written.value.trim().is_empty() {
        problems.add(&codes::BAD_EMAIL, written.span, format!("\"{}\" is not one e-mail address", written.value));
    }
    email.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_not_one_e_mail_address_is_reported() {
        let mut problems = Problems::default();
        assert_eq!(email(&" a@b.org ".to_owned().into(), &mut problems).as_deref(), Some("a@b.org"));
        assert_eq!(email(&" ".to_owned().into(), &mut problems), None);
        assert!(problems.found.is_empty());
        assert_eq!(email(&"a@b.c\r\nBcc: z@z".to_owned().into(), &mut problems), None);
        assert!(problems.has_errors() && problems.found[0].code.id == "bad-email");
    }

    #[test]
    fn a_text_that_is_no_web_address_is_pointed_out_and_not_a_link() {
        let mut problems = Problems::default();
        assert_eq!(link(&"javascript:alert(1)".to_owned().into(), &mut problems), None);
        assert_eq!(problems.found[0].code.id, "bad-link");
        assert!(!problems.has_errors());
        assert_eq!(link(&" https://a.org/1 ".to_owned().into(), &mut problems).as_deref(), Some("https://a.org/1"));
        assert_eq!(link(&" ".to_owned().into(), &mut problems), None);
        assert_eq!(problems.found.len(), 1);
    }
}
