//! How to show the programme inside a page of another web site: the lines to copy, and where to put them.

use maud::{Markup, html};

use super::feeds::STYLE;
use super::html::{LinkText, Messages, navigation, shell};
use super::{Options, feeds, words};
use crate::explain::programme::Programme;

/// The name of the page.
pub(crate) const NAME: &str = "embed.html";

/// The page is in English.
const M: Messages = Messages::ENGLISH;

/// The address in the lines to copy if the base address is not known.
const EXAMPLE: &str = "https://www.example.org/programme/";

/// The page with the lines to copy.
pub(crate) fn page(programme: &Programme, options: &Options) -> String {
    let base = options.base_url.as_deref().unwrap_or(EXAMPLE);
    let known = Options { base_url: Some(base.to_owned()), ..Options::default() };
    let body = html! {
        header.top {
            div.wrap {
                h1 { "The programme on your web site" }
                p.lead { bdi { (words::line(&programme.name)) } }
                (navigation(&[("index.html", LinkText::Name("The programme"))], M))
            }
        }
        main.wrap {
            p {
                "For web teams: copy these lines into a page. They show the programme that is published at "
                code { (base) } "."
            }
            @if options.base_url.is_none() {
                p {
                    "Replace " code { (EXAMPLE) } " with the address of the folder that has this file. "
                    code { "plenary export --base-url" } " writes it for you."
                }
            }
            h2 { "The whole programme" }
            pre tabindex="0" { code { (frame(programme, &known).into_string()) } }
            p {
                "To show a part of it, add what you want to the address in the first line: "
                code { "index.html?track=…" } ", " code { "?room=…" } ", " code { "?day=2027-03-01" } " or "
                code { "?type=…" } " with the name as the programme shows it, " code { "view=grid" }
                " for the rooms, " code { "lang=fr" } " for the language. Join several with " code { "&" } "."
            }
            h2 { "Links to the calendar and to the feed of changes" }
            pre tabindex="0" { code { (links(&known).into_string()) } }
            h2 { "Where to paste" }
            ul.steps {
                li {
                    b { "WordPress" } ": edit the page, add a block of the kind “Custom HTML”, and paste. Some sites \
                                       let only administrators do this."
                }
                li {
                    b { "Drupal" } ": paste into a text field or a block with the text format “Full HTML”. The format \
                                    must allow " code { "iframe" } "."
                }
                li { b { "Other systems" } ": paste into the source of the page." }
            }
            p {
                "The server of the programme must let other sites show it: it must not send " code { "X-Frame-Options" }
                ", and if it sends " code { "frame-ancestors" } ", your site must be in that list. A new version of \
                 the programme needs no change of these lines."
            }
        }
        (shell::footer(programme, options, M))
    };
    let title = format!("The programme on your web site: {}", words::line(&programme.name));
    shell::document(&shell::Page { title: &title, language: M.language, style: STYLE, script: None, body })
}

/// The frame, and a link for those whose browser shows none.
fn frame(programme: &Programme, options: &Options) -> Markup {
    let page = options.address("index.html");
    html! {
        iframe src=(page) title={ "Programme: " (words::line(&programme.name)) } loading="lazy"
            style="width:100%;height:85vh;border:0" {}
        "\n"
        p { a href=(page) { "Open the programme on its own page" } }
    }
}

fn links(options: &Options) -> Markup {
    html! {
        p {
            a href=(feeds::subscription(options, feeds::ALL).unwrap_or_default()) { "Subscribe to the calendar" }
            " "
            a href=(options.address(super::changes::ATOM)) { "Feed of changes" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{hostile, small, times};
    use super::*;
    use crate::explain::programme::Readers;

    #[test]
    fn the_lines_are_shown_and_not_run() {
        let based = Options { base_url: Some("https://a.org/p/".into()), ..Options::default() };
        let text = page(&small(Readers::Public), &based);
        assert_eq!(
            (times(&text, "<iframe"), times(&text, "&lt;iframe src=&quot;https://a.org/p/index.html&quot;")),
            (0, 1)
        );
        assert!(
            text.contains("href=&quot;webcal://a.org/p/programme.ics&quot;&gt;") && !text.contains("example.org"),
            "{text}"
        );
        let text = page(&small(Readers::Public), &Options::default());
        assert!(text.contains("https://www.example.org/programme/index.html"), "{text}");
    }

    #[test]
    fn what_is_copied_is_escaped_too() {
        let lines = frame(&hostile(), &Options::default()).into_string();
        assert_eq!((times(&lines, "<script"), times(&lines, "<img"), times(&lines, "<iframe")), (0, 0, 1), "{lines}");
        let text = page(&hostile(), &Options::default());
        assert_eq!((times(&text, "<script"), times(&text, "<img"), times(&text, "<iframe")), (0, 0, 0));
    }
}
