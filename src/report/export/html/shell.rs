//! The frame of all pages: one file that loads nothing, and in which only the page's own script can run.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::{Language, Messages};
use crate::domain::zone::database;
use crate::explain::programme::Programme;
use crate::report::export::{Options, version, words};

const BASE: &str = include_str!("base.css");

/// A page.
#[derive(Debug)]
pub struct Page<'a> {
    /// Its title.
    pub title: &'a str,
    /// The language of its own words.
    pub language: Language,
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
        html lang=(page.language.code()) dir=(page.language.direction()) {
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
pub fn release_notes(programme: &Programme, m: Messages) -> Markup {
    html! {
        @if version::is_draft(programme) { p.draft role="note" data-w=[m.mark("draft")] { (m.text("draft")) } }
        @if let Some(phases) = version::phases(programme) {
            p.lead data-w=[m.mark("only_phases")] { (m.content("only_phases", &[("phases", &phases)])) }
        }
    }
}

/// The page's last lines.
pub fn footer(programme: &Programme, options: &Options, m: Messages) -> Markup {
    let name = version::name(programme);
    let key = if version::is_draft(programme) { "version_draft" } else { "version" };
    html! {
        footer {
            div.wrap {
                p {
                    span data-w=[m.mark(key)] { (m.content(key, &[("version", &name)])) }
                    @if let Some(stamp) = options.stamp {
                        ", " span data-w=[m.mark("as_of")] { (m.content("as_of", &[("time", &m.moment(stamp))])) }
                    }
                    ". "
                    span data-w=[m.mark("made_with")] {
                        (m.content("made_with", &[("database", &database::in_use().version())]))
                    }
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

    const ENGLISH: Messages = Messages::ENGLISH;

    #[test]
    fn a_draft_is_marked_at_the_top_and_at_the_bottom() {
        let view = draft("1.1");
        let notes = release_notes(&view, ENGLISH).into_string();
        assert_eq!(notes, format!("<p class=\"draft\" role=\"note\">{}</p>", version::DRAFT));
        let last = footer(&view, &Options::default(), ENGLISH).into_string();
        assert!(last.contains("<p><span>Version <bdi>1.1</bdi> (draft)</span>. <span>Made with"), "{last}");
    }

    #[test]
    fn a_partial_release_names_its_phases_and_an_unreleased_programme_has_no_notes() {
        let never = small(Readers::Public);
        let release = ReleaseInfo { version: "2".into(), draft: false, phases: Some(vec![ATTACKS[0].into()]) };
        let part = Programme { release: Some(release), ..never.clone() };
        let notes = release_notes(&part, ENGLISH).into_string();
        assert!(notes.contains("contains only <bdi>&lt;/script&gt;") && !notes.contains("draft"), "{notes}");
        assert_eq!(release_notes(&never, ENGLISH).into_string(), "");
        let last = footer(&never, &Options::default(), ENGLISH).into_string();
        assert!(
            last.contains(&format!("<p><span>Version <bdi>{}</bdi></span>. <span>Made with", never.version)),
            "{last}"
        );
    }

    #[test]
    fn only_the_pages_own_script_and_style_may_run() {
        let page = Page {
            title: "<T>",
            language: Language::Arabic,
            style: "p{}",
            script: Some("1".into()),
            body: html! { p { "x" } },
        };
        let text = document(&page);
        // The hash of "1", from `openssl dgst -sha256 -binary | base64`.
        assert!(text.contains("script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"), "{text}");
        assert!(text.contains("<html lang=\"ar\" dir=\"rtl\">"), "{text}");
        assert!(text.contains("<title>&lt;T&gt;</title>") && !text.contains("unsafe"), "{text}");
        assert!(document(&Page { script: None, ..page }).contains("script-src 'none'"));
    }
}
