//! The page for participants: one file, which works from a mail attachment and without JavaScript.
//!
//! The delivered page has all texts, with times in the event's time zone. The script (the `.js` files in this folder)
//! converts the times to the reader's zone, filters the sessions, and keeps a personal timetable. It never builds HTML
//! from text.

mod clocks;
mod controls;
mod data;
mod detail;
mod language;
mod list;
mod messages;
mod sections;
pub mod shell;

use chrono::NaiveDate;
use controls::controls;
use maud::{Markup, PreEscaped, html};

use super::{Options, changes, words};
use crate::explain::programme::{Programme, Readers};
pub use crate::sheets::own_marks::anchor;
pub use language::Language;
pub use messages::Messages;

const STYLE: &str = include_str!("programme.css");

/// The scripts in the order in which they use each other.
const SCRIPTS: [&str; 12] = [
    include_str!("store.js"),
    include_str!("words.js"),
    include_str!("zones.js"),
    include_str!("comfort.js"),
    include_str!("fingerprint.js"),
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

/// The text of a link.
#[derive(Debug, Clone, Copy)]
pub enum LinkText {
    /// A message, by its key.
    Message(&'static str),
    /// A name that is the same in all languages.
    Name(&'static str),
}

/// A link to another file: its address and its text.
pub type Link<'a> = (&'a str, LinkText);

/// Writes the programme as a page.
pub fn page(programme: &Programme, options: &Options) -> String {
    linked_page(programme, options, &[], &[])
}

/// Writes the programme as a page with links to other files. `links` are for participants; `files` are for those who
/// process the programme, and come last.
pub fn linked_page(programme: &Programme, options: &Options, links: &[Link<'_>], files: &[Link<'_>]) -> String {
    let m = Messages::marked(options.language);
    let internal = programme.readers == Readers::Internal;
    let body = html! {
        a.skip href="#programme" data-w=[m.mark("skip")] { (m.text("skip")) }
        header.top {
            div.wrap {
                h1 { bdi { (words::line(&programme.name)) } }
                p.lead { (summary(programme, m)) " " span #times { (m.fill("times_in", &[("zone", &programme.zone)])) } }
                (shell::release_notes(programme, m))
                @if internal { (internal_note(m)) }
                @if !links.is_empty() { (navigation(links, m)) }
                p.offers #offers hidden {
                    // A site has a file for this, to which calendars can subscribe.
                    @if links.is_empty() { button #ics-all type="button" { (m.span("calendar_all")) } }
                    button #print-all type="button" { (m.span("print")) }
                    (messages::choice(m))
                }
            }
        }
        div.layout {
            (controls(m))
            main #programme tabindex="-1" {
                p #count role="status" {}
                p.unseen #said role="status" {}
                (shared(m))
                (changes::section(programme, options, m))
                div #bar {
                    button #menu type="button" aria-expanded="false" aria-controls="controls" hidden { (m.span("menu")) }
                    button #to-now type="button" hidden { (m.span("now")) }
                    (list::day_links(programme, m))
                }
                div #none hidden {
                    p { (m.span("none")) }
                    button #reset-none type="button" { (m.span("clear")) }
                }
                (list::days(programme, m))
                div #grid hidden {}
                (list::unplaced(programme, m))
                (sections::tracks(programme, m))
                (sections::people(programme, m))
                @if internal { (list::people(programme, m)) }
            }
        }
        @if !files.is_empty() { (files_line(files, m)) }
        (shell::footer(programme, options, m))
        script #data type="application/json" { (PreEscaped(data::json(programme))) }
        script #words type="application/json" { (PreEscaped(data::inside_script(&messages::tables(internal).to_string()))) }
    };
    let style = style();
    shell::document(&shell::Page {
        title: &programme.name,
        language: options.language,
        style: &style,
        script: Some(script()),
        body,
    })
}

fn script() -> String {
    messages::numbered(&format!("\"use strict\";\n(() => {{\n{PROLOGUE}{}}})();\n", SCRIPTS.concat()))
}

/// The style without comments and indents.
fn style() -> String {
    let lines = STYLE.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("/*"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The dates and the number of sessions.
fn summary(programme: &Programme, m: Messages) -> Markup {
    let (Some(first), Some(last)) = (programme.days.first(), programme.days.last()) else {
        return m.span("nothing_scheduled");
    };
    let date = |date: NaiveDate| html! { time datetime=(date) data-d=(date) { (m.full(date)) } };
    let sessions = m.counted("sessions", programme.held().count(), &[]);
    if first.date == last.date {
        let content = m.content("summary", &[("dates", &date(first.date)), ("sessions", &sessions)]);
        return html! { span data-w=[m.mark("summary")] { (content) } };
    }
    let range = m.content("range", &[("from", &date(first.date)), ("until", &date(last.date))]);
    let dates = html! { span data-w=[m.mark("range")] { (range) } };
    let days = m.counted("days", programme.days.len(), &[]);
    let content = m.content("summary_days", &[("dates", &dates), ("sessions", &sessions), ("days", &days)]);
    html! { span data-w=[m.mark("summary_days")] { (content) } }
}

/// The note that a page is internal.
pub fn internal_note(m: Messages) -> Markup {
    html! { p.internal { (m.span("internal")) } }
}

/// Links to other files.
pub fn navigation(links: &[Link<'_>], m: Messages) -> Markup {
    html! {
        nav aria-label=(m.text("other_pages")) data-wl=[m.mark("other_pages")] { (list_of(links, m)) }
    }
}

fn list_of(links: &[Link<'_>], m: Messages) -> Markup {
    html! {
        ul {
            @for (address, text) in links {
                li {
                    a href=(address) {
                        @match text {
                            LinkText::Message(key) => (m.span(key)),
                            LinkText::Name(name) => bdi { (name) },
                        }
                    }
                }
            }
        }
    }
}

/// The files for those who process the programme, in one line.
fn files_line(files: &[Link<'_>], m: Messages) -> Markup {
    html! {
        nav.files aria-label=(m.text("files")) data-wl=[m.mark("files")] {
            div.wrap { (m.span("files_line")) " " (list_of(files, m)) }
        }
    }
}

fn shared(m: Messages) -> Markup {
    html! {
        div #shared hidden {
            p #shared-count {}
            div.buttons {
                button #shared-show type="button" { (m.span("shared_show")) }
                button #shared-add type="button" { (m.span("shared_add")) }
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
        assert!(page.contains(">2 November 2020</time></bdi>. <bdi data-p=\"sessions\"><span"), "{page}");
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
        // The page has three scripts of its own: the program, its data and its words.
        assert_eq!((times(&page, "<script"), times(&page, "</script"), times(&page, "<img")), (3, 3, 0));
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
