//! The frame of all pages: one file that loads nothing, and in which only the page's own script can run.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::domain::zone::database;
use crate::explain::programme::Programme;
use crate::report::export::{Options, version, words};

const BASE: &str = include_str!("base.css");

/// A page.
#[derive(Debug)]
pub struct Page<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its own style, added to the common one.
    pub style: &'a str,
    /// Its script; `None` for none.
    pub script: Option<String>,
    /// Its content.
    pub body: Markup,
}

/// Writes the page as a document.
///
/// The policy in its head lists the hashes of the one style and the one script. The browser runs and loads nothing
/// else, whatever a title contains.
pub fn document(page: &Page<'_>) -> String {
    let style = format!("{BASE}{}", page.style);
    let scripts = page.script.as_deref().map_or_else(|| "'none'".to_owned(), hash);
    let policy = format!(
        "default-src 'none'; script-src {scripts}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        hash(&style)
    );
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content={ "plenary " (env!("CARGO_PKG_VERSION")) };
                title { (words::line(page.title)) }
                link rel="icon" href="data:,";
                style { (PreEscaped(&style)) }
            }
            body {
                (page.body)
                @if let Some(script) = &page.script { script { (PreEscaped(script)) } }
            }
        }
    };
    let mut text = document.into_string();
    text.push('\n');
    text
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// The notes at the top about a release: that it is a draft, and that it contains only some phases.
pub fn release_notes(programme: &Programme) -> Markup {
    html! {
        @if version::is_draft(programme) { p.draft role="note" { (version::DRAFT) } }
        @if let Some(phases) = version::phases(programme) {
            p.lead { "This version contains only " bdi { (phases) } "; sessions of other phases are not included." }
        }
    }
}

/// The page's last lines.
pub fn footer(programme: &Programme, options: &Options) -> Markup {
    let name = version::name(programme);
    html! {
        footer {
            div.wrap {
                p {
                    "Version "
                    @if programme.release.is_some() { bdi { (name) } } @else { (name) }
                    @if version::is_draft(programme) { " (draft)" }
                    @if let Some(stamp) = options.stamp { ", as of " time datetime=(stamp.utc()) { (stamp.text()) } }
                    ". Made with plenary and the time zone database " (database::in_use().version()) "."
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::programme::{Readers, ReleaseInfo};
    use crate::report::export::testing::{ATTACKS, draft, small};

    #[test]
    fn a_draft_is_marked_at_the_top_and_at_the_bottom() {
        let view = draft("1.1");
        let notes = release_notes(&view).into_string();
        assert_eq!(notes, format!("<p class=\"draft\" role=\"note\">{}</p>", version::DRAFT));
        let last = footer(&view, &Options::default()).into_string();
        assert!(last.contains("<p>Version <bdi>1.1</bdi> (draft). Made with"), "{last}");
    }

    #[test]
    fn a_partial_release_names_its_phases_and_an_unreleased_programme_has_no_notes() {
        let never = small(Readers::Public);
        let release = ReleaseInfo { version: "2".into(), draft: false, phases: Some(vec![ATTACKS[0].into()]) };
        let part = Programme { release: Some(release), ..never.clone() };
        let notes = release_notes(&part).into_string();
        assert!(notes.contains("contains only <bdi>&lt;/script&gt;") && !notes.contains("draft"), "{notes}");
        assert_eq!(release_notes(&never).into_string(), "");
        let last = footer(&never, &Options::default()).into_string();
        assert!(last.contains(&format!("<p>Version {}. Made with", never.version)), "{last}");
    }

    #[test]
    fn only_the_pages_own_script_and_style_may_run() {
        let page = Page { title: "<T>", style: "p{}", script: Some("1".into()), body: html! { p { "x" } } };
        let text = document(&page);
        // The hash of "1", from `openssl dgst -sha256 -binary | base64`.
        assert!(text.contains("script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"), "{text}");
        assert!(text.contains("<title>&lt;T&gt;</title>") && !text.contains("unsafe"), "{text}");
        assert!(document(&Page { script: None, ..page }).contains("script-src 'none'"));
    }
}
