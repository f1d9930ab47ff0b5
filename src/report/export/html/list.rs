//! The programme as lists, as in the delivered page.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::anchor;
use super::detail::detail;
use super::messages::Messages;
use crate::domain::{email_address, web_link};
use crate::explain::programme::{EventTime, Programme, ProgrammePerson, ProgrammeSession, ScheduledTime};
use crate::report::export::{track_symbols, words};
use crate::report::numbers::{discomfort, hours};

/// The columns of the table of people.
const PEOPLE_COLUMNS: [&str; 8] =
    ["person", "email", "time_zone", "away", "number", "night_hours", "discomfort", "cost"];

/// The sessions that have a place, by their civil date in the event's zone.
pub(crate) fn days(programme: &Programme, m: Messages) -> Markup {
    let held: Vec<(usize, &ProgrammeSession, ScheduledTime)> =
        programme.held().enumerate().map(|(index, (session, held))| (index, session, held)).collect();
    html! {
        div #list {
            @for day in held.chunk_by(|a, b| a.2.start.civil.date() == b.2.start.civil.date()) {
                @let date = day[0].2.start.civil.date();
                section.day id={ "d-" (date) } aria-labelledby={ "h-" (date) } {
                    h2 id={ "h-" (date) } { (m.long(date)) }
                    ul.sessions { @for (index, session, held) in day { (item(programme, *index, session, *held, m)) } }
                }
            }
        }
    }
}

/// Links to the days.
pub(crate) fn day_links(programme: &Programme, m: Messages) -> Markup {
    let mut dates: Vec<NaiveDate> = programme.held().map(|(_, held)| held.start.civil.date()).collect();
    dates.dedup();
    html! {
        nav #days aria-label=(m.text("day_list")) data-wl=[m.mark("day_list")] hidden[dates.len() < 2] {
            ul { @for date in dates { li { a href={ "#d-" (date) } { (m.short(date)) } } } }
        }
    }
}

fn item(programme: &Programme, index: usize, session: &ProgrammeSession, held: ScheduledTime, m: Messages) -> Markup {
    html! {
        li id=(anchor(&session.id)) data-i=(index) {
            p.when {
                span.clock { (time(held.start)) "–" (time(held.end)) }
                span.plus { @if held.end.civil.date() > held.start.civil.date() { " " (m.text("plus_day")) } }
                span.feel {}
            }
            (what(programme, session, Some(held), m))
        }
    }
}

fn time(at: EventTime) -> Markup {
    html! { time datetime=(at.utc()) { (at.clock()) } }
}

/// The title of a session, in the session's language if it has only one. An id is not a title.
pub(super) fn title(programme: &Programme, session: &ProgrammeSession, m: Messages) -> Markup {
    if session.title == session.id {
        let kind = words::line(&programme.types[session.kind].name);
        return html! { bdi data-w=[m.mark("no_title")] { (m.content("no_title", &[("type", &kind)])) } };
    }
    html! { bdi lang=[language_tag(session)] { (words::line(&session.title)) } }
}

/// The code of the language in which a session is held, for titles and descriptions; `None` if it has several or one
/// without a code.
pub(super) fn language_tag(session: &ProgrammeSession) -> Option<&str> {
    let [only] = session.languages.as_slice() else { return None };
    let only = only.trim();
    let mut subtags = only.split('-');
    let primary = subtags.next().is_some_and(|tag| matches!(tag.len(), 2 | 3) && alphabetic(tag));
    (primary && subtags.all(|tag| matches!(tag.len(), 1..=8) && alphanumeric(tag))).then_some(only)
}

fn alphabetic(tag: &str) -> bool {
    tag.bytes().all(|b| b.is_ascii_alphabetic())
}

fn alphanumeric(tag: &str) -> bool {
    tag.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn what(programme: &Programme, session: &ProgrammeSession, held: Option<ScheduledTime>, m: Messages) -> Markup {
    html! {
        div.what {
            h3 { a.title href={ "#" (anchor(&session.id)) } { (title(programme, session, m)) } }
            p.meta {
                @if let Some(held) = held {
                    @if held.room.is_some() { bdi { (words::room(programme, held)) } } @else { (m.span("no_room")) }
                }
                bdi { (words::line(&programme.types[session.kind].name)) }
                @if let Some(track) = session.track { (mark(track, &words::track(programme, session))) }
                @if held.is_none() { (m.counted("minutes", usize::try_from(session.minutes).unwrap_or_default(), &[])) }
                @if session.tentative { span.tentative data-w=[m.mark("tentative")] { (m.text("tentative")) } }
            }
            @let people = words::named_people(programme, session);
            @if !people.is_empty() {
                p.who.people-of {
                    span.unseen data-w=[m.mark("with_people")] { (m.text("with_people")) }
                    " "
                    @for (shown, &(index, person)) in people.iter().enumerate() {
                        @if shown > 0 { ", " }
                        (named(&programme.people[person], session.roles.get(index).map_or("", String::as_str)))
                    }
                }
            }
            (more(session, m))
            (detail(programme, session, held, m))
            @if let Some(internal) = session.internal {
                @let cost = discomfort(internal.cost);
                p.who data-w=[m.mark("costs")] {
                    (m.content("costs", &[("attendance", &internal.attendance), ("cost", &cost)]))
                }
            }
        }
    }
}

/// A person's name, with their organisation and their role. Most people are speakers, which is not repeated.
fn named(person: &ProgrammePerson, role: &str) -> Markup {
    let role = if role == "speaker" { String::new() } else { words::line(role) };
    let known: Vec<String> =
        [words::line(&person.organisation), role].into_iter().filter(|text| !text.is_empty()).collect();
    html! {
        span {
            bdi { (words::line(&person.name)) }
            @if !known.is_empty() {
                " ("
                @for (index, text) in known.iter().enumerate() {
                    @if index > 0 { ", " }
                    bdi { (text) }
                }
                ")"
            }
        }
    }
}

/// The languages and the link of a session.
fn more(session: &ProgrammeSession, m: Messages) -> Markup {
    let (spoken, into) = (&session.languages, &session.interpretation);
    html! {
        @if !spoken.is_empty() || !into.is_empty() {
            p.who {
                @if !spoken.is_empty() {
                    span.spoken { (m.counted("spoken", spoken.len(), &[("list", &languages(spoken, m))])) }
                }
                @if !spoken.is_empty() && !into.is_empty() { " · " }
                @if !into.is_empty() {
                    span.into data-w=[m.mark("interpreted_into")] {
                        (m.content("interpreted_into", &[("list", &languages(into, m))]))
                    }
                }
            }
        }
        @if let Some(link) = session.link.as_deref().and_then(web_link) {
            p.join {
                a href=(link) rel="noopener noreferrer" {
                    (m.span("join"))
                    span.unseen { " " bdi lang=[language_tag(session)] { (words::line(&session.title)) } }
                }
            }
        }
    }
}

/// The names of languages.
fn languages(written: &[String], m: Messages) -> Markup {
    let written: Vec<String> = written.iter().map(|text| words::line(text)).collect();
    html! {
        @for (index, language) in written.iter().enumerate() {
            @if index > 0 { span data-w=[m.mark("comma")] { (m.text("comma")) } }
            bdi data-l=(language.to_lowercase()) { (m.language_name(language)) }
        }
    }
}

/// A track's shape and name.
fn mark(track: usize, name: &str) -> Markup {
    let mark = track_symbols::of(track);
    html! {
        span class={ "track t" (mark) } { span aria-hidden="true" { (track_symbols::SHAPES[mark]) " " } bdi { (name) } }
    }
}

/// The sessions without a place; empty if all have one.
pub(crate) fn unplaced(programme: &Programme, m: Messages) -> Markup {
    let any = programme.unplaced().next().is_some();
    html! {
        @if any {
            section.day #left-out aria-labelledby="h-left-out" {
                h2 #h-left-out { (m.span("unplaced")) }
                ul.sessions {
                    @for session in programme.unplaced() {
                        li id=(anchor(&session.id)) { p.when {} (what(programme, session, None, m)) }
                    }
                }
            }
        }
    }
}

/// The table of people, for organisers only.
pub(crate) fn people(programme: &Programme, m: Messages) -> Markup {
    html! {
        section.day aria-labelledby="h-people" {
            h2 #h-people { (m.span("people")) }
            div.scroll tabindex="0" role="group" aria-label=(m.text("people_table")) data-wl=[m.mark("people_table")] {
                table.people {
                    thead {
                        tr {
                            @for column in PEOPLE_COLUMNS {
                                th scope="col" { (m.span(column)) }
                            }
                        }
                    }
                    tbody { @for person in &programme.people { (row(person, m)) } }
                }
            }
        }
    }
}

fn row(person: &ProgrammePerson, m: Messages) -> Markup {
    let Some(internal) = &person.internal else { return html! {} };
    html! {
        tr {
            th scope="row" { bdi { (words::line(&person.name)) } }
            td { (email_address(&internal.email).unwrap_or_default()) }
            td { @if internal.zone.is_empty() { (m.span("unconfirmed")) } @else { (internal.zone) } }
            td {
                @if let Some(available) = &internal.available {
                    span data-w=[m.mark("except")] { (m.content("except", &[("times", &windows(available, m))])) }
                    @if !internal.away.is_empty() { "; " }
                }
                (windows(&internal.away, m))
            }
            td { (internal.sessions) }
            td { (hours(internal.night_minutes)) }
            td { (discomfort(internal.discomfort)) }
            td { (discomfort(internal.cost)) }
        }
    }
}

fn windows(windows: &[(EventTime, EventTime)], m: Messages) -> Markup {
    html! {
        @for (index, (from, until)) in windows.iter().enumerate() {
            @if index > 0 { ", " }
            span data-w=[m.mark("range")] {
                (m.content("range", &[("from", &m.moment(*from)), ("until", &m.moment(*until))]))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::small;
    use super::*;
    use crate::explain::programme::Readers;

    #[test]
    fn only_the_code_of_a_single_language_is_a_tag() {
        let mut session = small(Readers::Public).sessions[0].clone();
        for (written, tag) in [
            (&["fr"][..], Some("fr")),
            (&["pt-BR"], Some("pt-BR")),
            (&["en", "fr"], None),
            (&["French"], None),
            (&["en\"x"], None),
            (&[], None),
        ] {
            session.languages = written.iter().map(|&text| text.to_owned()).collect();
            assert_eq!(language_tag(&session), tag, "{written:?}");
        }
    }
}
