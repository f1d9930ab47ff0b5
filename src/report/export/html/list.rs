//! The programme as lists, as in the delivered page.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::anchor;
use super::detail::detail;
use crate::domain::{email_address, web_link};
use crate::explain::programme::{EventTime, Programme, ProgrammePerson, ProgrammeSession, ScheduledTime};
use crate::report::export::{track_symbols, words};
use crate::report::numbers::{discomfort, hours};

/// The columns of the table of people.
const PEOPLE_COLUMNS: [&str; 8] =
    ["Person", "E-mail", "Time zone", "Away", "Sessions", "Night hours", "Discomfort", "Cost"];

/// The sessions that have a place, by their civil date in the event's zone.
pub(crate) fn days(programme: &Programme) -> Markup {
    let held: Vec<(usize, &ProgrammeSession, ScheduledTime)> =
        programme.held().enumerate().map(|(index, (session, held))| (index, session, held)).collect();
    html! {
        div #list {
            @for day in held.chunk_by(|a, b| a.2.start.civil.date() == b.2.start.civil.date()) {
                @let date = day[0].2.start.civil.date();
                section.day id={ "d-" (date) } aria-labelledby={ "h-" (date) } {
                    h2 id={ "h-" (date) } { (date.format("%A %-d %B %Y")) }
                    ul.sessions { @for (index, session, held) in day { (item(programme, *index, session, *held)) } }
                }
            }
        }
    }
}

/// Links to the days.
pub(crate) fn day_links(programme: &Programme) -> Markup {
    let mut dates: Vec<NaiveDate> = programme.held().map(|(_, held)| held.start.civil.date()).collect();
    dates.dedup();
    html! {
        nav #days aria-label="Days" hidden[dates.len() < 2] {
            ul { @for date in dates { li { a href={ "#d-" (date) } { (date.format("%a %-d %b")) } } } }
        }
    }
}

fn item(programme: &Programme, index: usize, session: &ProgrammeSession, held: ScheduledTime) -> Markup {
    html! {
        li id=(anchor(&session.id)) data-i=(index) {
            p.when {
                span.clock { (time(held.start)) "–" (time(held.end)) }
                span.plus { @if held.end.civil.date() > held.start.civil.date() { " +1 day" } }
                span.feel {}
            }
            (what(programme, session, Some(held)))
        }
    }
}

fn time(at: EventTime) -> Markup {
    html! { time datetime=(at.utc()) { (at.clock()) } }
}

/// The title of a session. An id is not one.
pub(super) fn title(programme: &Programme, session: &ProgrammeSession) -> String {
    if session.title == session.id {
        return format!("{}: title to be announced", words::line(&programme.types[session.kind].name));
    }
    words::line(&session.title)
}

fn what(programme: &Programme, session: &ProgrammeSession, held: Option<ScheduledTime>) -> Markup {
    html! {
        div.what {
            h3 { a.title href={ "#" (anchor(&session.id)) } { bdi { (title(programme, session)) } } }
            p.meta {
                @if let Some(held) = held { bdi { (words::room(programme, held)) } }
                bdi { (words::line(&programme.types[session.kind].name)) }
                @if let Some(track) = session.track { (mark(track, &words::track(programme, session))) }
                @if held.is_none() { span { (session.minutes) " min" } }
                @if session.tentative { span.tentative { "Tentative" } }
            }
            @let people = words::named_people(programme, session);
            @if !people.is_empty() {
                p.who.people-of {
                    span.unseen { "With " }
                    @for (shown, &(index, person)) in people.iter().enumerate() {
                        @if shown > 0 { ", " }
                        (named(&programme.people[person], session.roles.get(index).map_or("", String::as_str)))
                    }
                }
            }
            (more(session))
            (detail(programme, session, held))
            @if let Some(internal) = session.internal {
                p.who { "Attendance " (internal.attendance) ", cost " (discomfort(internal.cost)) }
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
fn more(session: &ProgrammeSession) -> Markup {
    let languages = words::languages(session);
    html! {
        @if !languages.is_empty() { p.who { bdi { (languages) } } }
        @if let Some(link) = session.link.as_deref().and_then(web_link) {
            p.join { a href=(link) rel="noopener noreferrer" { "Join" span.unseen { " " bdi { (words::line(&session.title)) } } } }
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
pub(crate) fn unplaced(programme: &Programme) -> Markup {
    let any = programme.unplaced().next().is_some();
    html! {
        @if any {
            section.day #left-out aria-labelledby="h-left-out" {
                h2 #h-left-out { "Not scheduled yet" }
                ul.sessions {
                    @for session in programme.unplaced() {
                        li id=(anchor(&session.id)) { p.when {} (what(programme, session, None)) }
                    }
                }
            }
        }
    }
}

/// The table of people, for organisers only.
pub(crate) fn people(programme: &Programme) -> Markup {
    html! {
        section.day aria-labelledby="h-people" {
            h2 #h-people { "People" }
            div.scroll tabindex="0" role="group" aria-label="Table of people" {
                table.people {
                    thead {
                        tr {
                            @for column in PEOPLE_COLUMNS {
                                th scope="col" { (column) }
                            }
                        }
                    }
                    tbody { @for person in &programme.people { (row(person)) } }
                }
            }
        }
    }
}

fn row(person: &ProgrammePerson) -> Markup {
    let Some(internal) = &person.internal else { return html! {} };
    html! {
        tr {
            th scope="row" { bdi { (words::line(&person.name)) } }
            td { (email_address(&internal.email).unwrap_or_default()) }
            td { @if internal.zone.is_empty() { "to be confirmed" } @else { (internal.zone) } }
            td {
                @if let Some(available) = &internal.available {
                    "all times except " (windows(available))
                    @if !internal.away.is_empty() { "; " }
                }
                (windows(&internal.away))
            }
            td { (internal.sessions) }
            td { (hours(internal.night_minutes)) }
            td { (discomfort(internal.discomfort)) }
            td { (discomfort(internal.cost)) }
        }
    }
}

fn windows(windows: &[(EventTime, EventTime)]) -> String {
    let all: Vec<String> = windows.iter().map(|(from, until)| format!("{} to {}", from.text(), until.text())).collect();
    all.join(", ")
}
