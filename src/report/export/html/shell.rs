//! What all pages have in common: one file that loads nothing, and in which only its own script can run.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::report::export::Options;
use crate::report::export::words;

const BASE: &str = include_str!("base.css");

/// A page.
pub struct Page<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its own style, after the common one.
    pub style: &'a str,
    /// Its script; `None` for none.
    pub script: Option<String>,
    /// All that stands in it.
    pub body: Markup,
}

/// The page as a document.
///
/// The policy in its head names the hashes of the one style and the one script; the browser then runs and loads
/// nothing else, whatever a title may contain.
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

/// The page's last lines.
pub fn footer(version: &str, options: &Options) -> Markup {
    html! {
        footer {
            div.wrap {
                p {
                    "Version " (version)
                    @if let Some(stamp) = options.stamp { ", as of " time datetime=(stamp.utc()) { (stamp.said()) } }
                    ". Made with plenary."
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_pages_own_script_and_style_may_run() {
        let page = Page { title: "<T>", style: "p{}", script: Some("1".into()), body: html! { p { "x" } } };
        let text = document(&page);
        // The hash of "1", as `openssl dgst -sha256 -binary | base64` has it.
        assert!(text.contains("script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"), "{text}");
        assert!(text.contains("<title>&lt;T&gt;</title>") && !text.contains("unsafe"), "{text}");
        assert!(document(&Page { script: None, ..page }).contains("script-src 'none'"));
    }
}
