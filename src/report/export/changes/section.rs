//! What changed, as a section of the page. It needs no script, and its times are those of the event.

use maud::{Markup, html};

use super::{label, sentence, title};
use crate::explain::programme::Programme;
use crate::report::export::{Options, words};
use crate::sheets::own_marks::anchor;

/// The section; nothing if nothing changed.
pub(crate) fn section(programme: &Programme, options: &Options) -> Markup {
    let changes = &options.changes;
    html! {
        @if !changes.all.is_empty() {
            section.by aria-labelledby="h-changed" {
                details #changed {
                    summary {
                        h2 #h-changed {
                            "What changed"
                            @if let Some(since) = &changes.since { " since version " bdi { (words::line(since)) } }
                            " (" (changes.all.len()) ")"
                        }
                    }
                    p.note { "Times in " (programme.zone.replace('_', " ")) "." }
                    ul {
                        @for change in &changes.all {
                            li {
                                b { (label(change.kind)) } ": "
                                @if change.new.is_some() {
                                    a href={ "#" (anchor(&change.session)) } { bdi { (title(change)) } }
                                } @else { bdi { (title(change)) } }
                                ". " bdi { (sentence(change)) }
                            }
                        }
                    }
                }
            }
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
        let text = section(&programme, &options).into_string();
        assert!(text.contains("What changed since version <bdi>1.0</bdi> (5)"), "{text}");
        assert_eq!((times(&text, "<li>"), times(&text, "<a href=\"#s-")), (5, 4), "{text}");
        assert!(
            text.contains("<li><b>Cancelled</b>: <bdi>GONE</bdi>. <bdi>Was Mon 2 Nov 2020 12:00-13:00, "),
            "{text}"
        );
        assert_eq!(section(&programme, &Options::default()).into_string(), "");
    }

    #[test]
    fn hostile_texts_are_text() {
        let (programme, options) = hostile_changes();
        let text = section(&programme, &options).into_string();
        assert!(!ATTACKS.iter().filter(|attack| attack.contains(['<', '"'])).any(|attack| text.contains(attack)));
    }
}
