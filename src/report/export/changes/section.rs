//! What changed, as a section of the page. It needs no script, and its times are those of the event.

use maud::{Markup, html};

use super::words;
use crate::explain::programme::Programme;
use crate::explain::public_changes::{PublicChange, PublicPlace};
use crate::explain::versions::SessionChangeKind;
use crate::report::export::Options;
use crate::report::export::html::Messages;
use crate::sheets::own_marks::anchor;

/// The section; nothing if nothing changed.
pub(crate) fn section(programme: &Programme, options: &Options, m: Messages) -> Markup {
    let changes = &options.changes;
    let count = changes.all.len();
    html! {
        @if count > 0 {
            section.by aria-labelledby="h-changed" {
                details #changed {
                    summary {
                        h2 #h-changed {
                            @match &changes.since {
                                Some(since) => (m.counted("changed_since", count, &[("version", &words::line(since))])),
                                None => (m.counted("changed", count, &[])),
                            }
                        }
                    }
                    p.note data-w=[m.mark("times_in")] {
                        (m.content("times_in", &[("zone", &programme.zone.replace('_', " "))]))
                    }
                    ul { @for change in &changes.all { li { (line(change, m)) } } }
                }
            }
        }
    }
}

fn line(change: &PublicChange, m: Messages) -> Markup {
    let was = change.old.as_ref().filter(|_| change.kind != SessionChangeKind::Edited);
    html! {
        b { (m.span(label(change.kind))) } ": "
        @if change.new.is_some() {
            a href={ "#" (anchor(&change.session)) } { (title(&change.title, change, m)) }
        } @else { (title(&change.title, change, m)) }
        @if let Some(new) = &change.new { ". " (place(new, m)) }
        @if let Some(old) = was {
            ". " span data-w=[m.mark("change_was")] { (m.content("change_was", &[("place", &place(old, m))])) }
        }
        @if let Some(old) = &change.old_title {
            ". " span data-w=[m.mark("old_title")] { (m.content("old_title", &[("title", &title(old, change, m))])) }
        }
        "."
    }
}

/// The kind of change in a word or two, before the title.
fn label(kind: SessionChangeKind) -> &'static str {
    match kind {
        SessionChangeKind::Added => "change_new",
        SessionChangeKind::Removed => "change_cancelled",
        SessionChangeKind::Moved => "change_moved",
        SessionChangeKind::Room => "change_room",
        SessionChangeKind::Edited | SessionChangeKind::Unchanged => "change_title",
    }
}

/// A title. An id is not one.
fn title(title: &str, change: &PublicChange, m: Messages) -> Markup {
    let (title, kind) = (words::line(title), words::line(&change.session_type));
    html! {
        @if title.is_empty() {
            span data-w=[m.mark("no_title")] { (m.content("no_title", &[("type", &kind)])) }
        } @else { bdi { (title) } }
    }
}

/// When and where: a date, begin and end, and the room.
fn place(place: &PublicPlace, m: Messages) -> Markup {
    html! {
        (m.moment(place.start)) bdi { "–" (place.end.clock()) } ", "
        @match &place.room {
            Some(room) => bdi { (words::line(room)) },
            None => (m.span("no_room")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{changed, hostile_changes};
    use super::*;
    use crate::report::export::testing::{ATTACKS, times};

    #[test]
    fn changes_are_listed_with_links_to_the_sessions_that_are_held() {
        let (programme, options) = changed();
        let text = section(&programme, &options, Messages::ENGLISH).into_string();
        assert!(text.contains("What changed since version <bdi>1.0</bdi> (5)"), "{text}");
        assert_eq!((times(&text, "<li>"), times(&text, "<a href=\"#s-")), (5, 4), "{text}");
        assert!(text.contains("<li><b>Cancelled</b>: <bdi>GONE</bdi>. <span>Before: <bdi><time datetime"), "{text}");
        assert_eq!(section(&programme, &Options::default(), Messages::ENGLISH).into_string(), "");
    }

    #[test]
    fn hostile_texts_are_text() {
        let (programme, options) = hostile_changes();
        let text = section(&programme, &options, Messages::ENGLISH).into_string();
        assert!(!ATTACKS.iter().filter(|attack| attack.contains(['<', '"'])).any(|attack| text.contains(attack)));
    }
}
