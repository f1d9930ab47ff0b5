//! The page for participants: one file, which works from a mail attachment and without JavaScript.
//!
//! The delivered page has all texts, with times in the event's time zone. The script (the `.js` files in this folder)
//! converts the times to the reader's zone, filters the sessions, and keeps a personal timetable. It never builds HTML
//! from text.

mod clocks;
mod data;
mod detail;
mod list;
mod sections;
pub mod shell;

use maud::{Markup, PreEscaped, html};

use super::{Options, changes, words};
use crate::explain::programme::{Programme, Readers};
pub use crate::sheets::own_marks::anchor;

const STYLE: &str = include_str!("programme.css");

/// The scripts in the order in which they use each other.
const SCRIPTS: [&str; 10] = [
    include_str!("zones.js"),
    include_str!("comfort.js"),
    include_str!("store.js"),
    include_str!("calendar.js"),
    include_str!("filter.js"),
    include_str!("list.js"),
    include_str!("grid.js"),
    include_str!("now.js"),
    include_str!("detail.js"),
    include_str!("main.js"),
];

/// The first lines of the script, which all other parts use.
const PROLOGUE: &str = "const byId = (id) => document.getElementById(id);\n\
                        const data = JSON.parse(byId(\"data\").textContent);\n";

/// Writes the programme as a page.
pub fn page(programme: &Programme, options: &Options) -> String {
    linked_page(programme, options, &[], &[])
}

/// Writes the programme as a page with links to other files: address and text. `links` are for participants; `files` are
/// for those who process the programme, and come last.
pub fn linked_page(programme: &Programme, options: &Options, links: &[(&str, &str)], files: &[(&str, &str)]) -> String {
    let body = html! {
        a.skip href="#programme" { "Skip to the programme" }
        header.top {
            div.wrap {
                h1 { bdi { (words::line(&programme.name)) } }
                p.lead { (summary(programme)) " " span #times { "Times in " (programme.zone) "." } }
                (shell::release_notes(programme))
                @if programme.readers == Readers::Internal { (internal_note()) }
                @if !links.is_empty() { (navigation(links)) }
                p.offers #offers hidden {
                    // A site has a file for this, to which calendars can subscribe.
                    @if links.is_empty() { button #ics-all type="button" { "Calendar of all sessions" } " " }
                    button #print-all type="button" { "Print" }
                }
            }
        }
        div.layout {
            (controls())
            main #programme tabindex="-1" {
                p #count role="status" {}
                p.unseen #said role="status" {}
                (shared())
                (changes::section(programme, options))
                div #bar {
                    button #menu type="button" aria-expanded="false" aria-controls="controls" hidden { "Search and filter" }
                    button #to-now type="button" hidden { "Now" }
                    (list::day_links(programme))
                }
                div #none hidden {
                    p { "No session matches these filters." }
                    button #reset-none type="button" { "Clear filters" }
                }
                (list::days(programme))
                div #grid hidden {}
                (list::unplaced(programme))
                (sections::tracks(programme))
                (sections::people(programme))
                @if programme.readers == Readers::Internal { (list::people(programme)) }
            }
        }
        @if !files.is_empty() { (files_line(files)) }
        (shell::footer(programme, options))
        script #data type="application/json" { (PreEscaped(data::json(programme))) }
    };
    shell::document(&shell::Page { title: &programme.name, style: STYLE, script: Some(script()), body })
}

fn script() -> String {
    format!("\"use strict\";\n(() => {{\n{PROLOGUE}{}}})();\n", SCRIPTS.concat())
}

/// The dates and the number of sessions.
fn summary(programme: &Programme) -> String {
    let held = programme.held().count();
    let sessions = if held == 1 { "1 session".to_owned() } else { format!("{held} sessions") };
    match (programme.days.first(), programme.days.last()) {
        (Some(first), Some(last)) if first.date == last.date => {
            format!("{}. {sessions}.", first.date.format("%-d %B %Y"))
        }
        (Some(first), Some(last)) => format!(
            "{} to {}. {sessions} on {} days.",
            first.date.format("%-d %B %Y"),
            last.date.format("%-d %B %Y"),
            programme.days.len()
        ),
        _ => "Nothing is scheduled yet.".to_owned(),
    }
}

/// The note that a page is internal.
pub fn internal_note() -> Markup {
    html! { p.internal { "For organisers only. Do not publish." } }
}

/// Links to other files.
pub fn navigation(links: &[(&str, &str)]) -> Markup {
    html! {
        nav aria-label="Other pages and formats" {
            ul { @for (address, text) in links { li { a href=(address) { (text) } } } }
        }
    }
}

/// The files for those who process the programme, in one line.
fn files_line(files: &[(&str, &str)]) -> Markup {
    html! {
        nav.files aria-label="Files" {
            div.wrap {
                span { "The programme as files: " }
                ul { @for (address, text) in files { li { a href=(address) { (text) } } } }
            }
        }
    }
}

fn shared() -> Markup {
    html! {
        div #shared hidden {
            p #shared-count {}
            div.buttons {
                button #shared-show type="button" { "Show only these" }
                button #shared-add type="button" { "Add to my timetable" }
            }
        }
    }
}

/// The controls; the script makes them visible.
fn controls() -> Markup {
    let select = |name: &str, label: &str| {
        html! { div.row { label for={ "c-" (name) } { (label) } select id={ "c-" (name) } name=(name) {} } }
    };
    let check = |name: &str, label: &str| {
        html! { label.check { input type="checkbox" name=(name); span { (label) } } }
    };
    html! {
        form #controls role="search" aria-label="Find sessions" hidden {
            button #close type="button" { "Show the sessions" }
            div.row {
                label for="c-zone" { "Time zone" }
                input #c-zone type="text" name="zone" list="zones" autocomplete="off" spellcheck="false"
                    aria-describedby="zone-note";
                datalist #zones {}
                p.note #zone-note role="status" {}
                div.buttons {
                    button #zone-own type="button" { "Mine" }
                    button #zone-event type="button" { "The event's" }
                }
            }
            fieldset {
                legend { "View" }
                div.pick {
                    label { input type="radio" name="view" value="list" checked; "List" }
                    label { input type="radio" name="view" value="grid"; "Rooms" }
                }
                (check("compact", "Compact"))
            }
            div.row {
                label for="c-q" { "Search" }
                input #c-q type="search" name="q" autocomplete="off" placeholder="Title, person, organisation …";
            }
            details #filters {
                summary { "Filters" }
                div.fields {
                    (select("day", "Day"))
                    (select("track", "Track"))
                    (select("type", "Type"))
                    (select("phase", "Phase"))
                    (select("room", "Room"))
                    div.row {
                        label for="c-person" { "Person" }
                        input #c-person type="text" name="person" list="people" autocomplete="off";
                        datalist #people {}
                    }
                    (check("awake", "Only sessions that I can attend awake (06:00 to 23:00 my time)"))
                }
            }
            button #reset type="button" hidden { "Clear filters" }
            (personal(&check))
            ul #clashes aria-label="Overlaps in my timetable" hidden {}
            (legend())
        }
    }
}

fn personal(check: &dyn Fn(&str, &str) -> Markup) -> Markup {
    html! {
        details {
            summary { "My timetable: " span #mine-count { "0 sessions" } }
            p.note { "Select the star of a session to add it to your timetable. It is stored in this browser only." }
            (check("mine", "Only my timetable"))
            div.buttons {
                button #ics type="button" disabled { "Calendar file" }
                button #share type="button" disabled { "Share link" }
                button #print type="button" { "Print" }
            }
            p hidden {
                label.unseen for="link" { "Link to my timetable" }
                input #link type="text" readonly;
            }
        }
    }
}

/// The legend of the comfort colours.
fn legend() -> Markup {
    html! {
        div {
            p.legend-title { "Comfort of the hour in your time zone" }
            ul.feels {
                li.feel0 { "comfortable" }
                li.feel1 { "early or late" }
                li.feel2 { "very early or late" }
                li.feel3 { "at night" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ATTACKS, hostile, small, times};
    use super::*;

    #[test]
    fn the_page_has_every_session_once() {
        let view = small(Readers::Public);
        let page = page(&view, &Options::default());
        for session in &view.sessions {
            assert_eq!(times(&page, &format!("id=\"{}\"", anchor(&session.id))), 1, "{}", session.id);
        }
        assert!(page.contains("<time datetime=\"2020-11-02T10:00:00Z\">10:00</time>"), "{page}");
        assert!(page.contains("2 November 2020. 2 sessions."), "{page}");
    }

    #[test]
    fn the_public_page_has_no_internal_data() {
        let view = small(Readers::Public);
        // All pages have the clocks of all zones.
        let public = page(&view, &Options::default()).replace(&clocks::clocks(&view).to_string(), "");
        assert!(!public.contains("Tokyo") && !public.contains("ttendance"));
        let view = small(Readers::Internal);
        let internal = page(&view, &Options::default()).replace(&clocks::clocks(&view).to_string(), "");
        assert!(internal.contains("Tokyo") && internal.contains("For organisers only"));
    }

    #[test]
    fn titles_are_escaped() {
        let page = page(&hostile(), &Options::default());
        // The page has two scripts of its own: the program and its data.
        assert_eq!((times(&page, "<script"), times(&page, "</script"), times(&page, "<img")), (2, 2, 0));
        for attack in ATTACKS.iter().filter(|attack| attack.contains(['<', '"'])) {
            assert!(!page.contains(attack), "{attack}");
        }
    }

    #[test]
    fn the_script_has_no_end_tag_and_loads_nothing() {
        let script = script();
        assert!(!script.contains("</script") && !script.contains("<!--"));
        for forbidden in
            ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "http:", "https:", "fetch("]
        {
            assert!(!script.contains(forbidden), "{forbidden}");
        }
    }
}
