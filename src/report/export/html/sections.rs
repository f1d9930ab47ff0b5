//! The sessions of each track and of each person, as lists of links.

use maud::{Markup, html};

use super::list::title;
use super::messages::Messages;
use crate::explain::programme::{Programme, ProgrammeSession};
use crate::report::export::words;
use crate::sheets::own_marks::{anchor, anchor_of};

/// The anchor of a track in the page.
pub(super) fn track_anchor(id: &str) -> String {
    anchor_of("t-", id)
}

/// The anchor of a person in the page.
pub(super) fn person_anchor(id: &str) -> String {
    anchor_of("p-", id)
}

/// The sessions of each track, in file order.
pub(super) fn tracks(programme: &Programme, m: Messages) -> Markup {
    let sessions = by(programme.tracks.len(), programme, |session| session.track.into_iter().collect());
    let all = programme.tracks.iter().zip(&sessions);
    let used: Vec<_> = all.filter(|(_, sessions)| !sessions.is_empty()).collect();
    section(
        "tracks",
        "by_track",
        used.len(),
        &html! {
            @for (track, sessions) in &used {
                li id=(track_anchor(&track.id)) {
                    p.name tabindex="-1" { bdi { (words::line(&track.name)) } }
                    (list(programme, sessions, m))
                }
            }
        },
        m,
    )
}

/// The sessions of each person, by name.
pub(super) fn people(programme: &Programme, m: Messages) -> Markup {
    let sessions = by(programme.people.len(), programme, |session| session.people.clone());
    let order = people_by_name(programme);
    section(
        "persons",
        "by_person",
        order.len(),
        &html! {
            @for person in order {
                @let (person, sessions) = (&programme.people[person], &sessions[person]);
                li id=(person_anchor(&person.id)) {
                    p.name tabindex="-1" {
                        bdi { (words::line(&person.name)) }
                        @if !person.organisation.is_empty() {
                        span { ", " bdi { (words::line(&person.organisation)) } }
                    }
                    }
                    (list(programme, sessions, m))
                }
            }
        },
        m,
    )
}

/// The positions of the people in the order of their names, without those who have no name to show. The page's script
/// counts people in this order.
pub(super) fn people_by_name(programme: &Programme) -> Vec<usize> {
    let mut order: Vec<usize> = (0..programme.people.len()).collect();
    order.retain(|&person| !words::line(&programme.people[person].name).is_empty());
    order.sort_by_cached_key(|&person| (words::line(&programme.people[person].name).to_lowercase(), person));
    order
}

/// The sessions of each item: those for which `items` returns its position.
fn by(
    size: usize,
    programme: &Programme,
    items: impl Fn(&ProgrammeSession) -> Vec<usize>,
) -> Vec<Vec<&ProgrammeSession>> {
    let mut all = vec![Vec::new(); size];
    for session in &programme.sessions {
        for item in items(session) {
            all[item].push(session);
        }
    }
    all
}

fn section(id: &str, title: &str, size: usize, items: &Markup, m: Messages) -> Markup {
    html! {
        @if size > 0 {
            section.by aria-labelledby={ "h-" (id) } {
                details id=(id) {
                    summary { h2 id={ "h-" (id) } { (m.counted(title, size, &[])) } }
                    ul { (items) }
                }
            }
        }
    }
}

/// Links to sessions. The script adds their times.
fn list(programme: &Programme, sessions: &[&ProgrammeSession], m: Messages) -> Markup {
    html! {
        ul {
            @for session in sessions {
                li { a href={ "#" (anchor(&session.id)) } { (title(programme, session, m)) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{ATTACKS, hostile, small, times};
    use super::*;
    use crate::explain::programme::Readers;

    #[test]
    fn people_are_in_the_order_of_their_names_each_with_their_sessions() {
        let mut view = small(Readers::Public);
        view.people[0].name = "Zoë".into();
        view.people[1].name = "ana".into();
        assert_eq!(people_by_name(&view), [1, 0]);
        let text = people(&view, Messages::ENGLISH).into_string();
        assert!(text.find("id=\"p-person-1\"").unwrap() < text.find("id=\"p-person-0\"").unwrap(), "{text}");
        assert_eq!(times(&text, "href=\"#s-talk\""), 2);
        view.people[0].name.clear();
        assert_eq!(people_by_name(&view), [1]);
    }

    #[test]
    fn only_tracks_with_sessions_are_listed_and_nothing_is_markup() {
        assert_eq!(times(&tracks(&small(Readers::Public), Messages::ENGLISH).into_string(), "class=\"name\""), 1);
        let text = format!(
            "{}{}",
            tracks(&hostile(), Messages::ENGLISH).into_string(),
            people(&hostile(), Messages::ENGLISH).into_string()
        );
        assert!(!ATTACKS.iter().filter(|attack| attack.contains(['<', '"'])).any(|attack| text.contains(attack)));
    }
}
