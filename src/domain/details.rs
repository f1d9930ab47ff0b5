//! What participants are told about a session, besides its title, its people and its place.

use super::PersonId;
use super::hidden::is_hidden;

/// What participants are told about a session. Nothing of it affects the timetable.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Details {
    /// What the session is about; plain text, possibly of several paragraphs.
    pub description: Option<String>,
    /// Where people join it: an address with `http` or `https`.
    pub link: Option<String>,
    /// The languages that are spoken, as written.
    pub languages: Vec<String>,
    /// The languages into which it is interpreted, as written.
    pub interpretation: Vec<String>,
    /// The ids of the roles that people have in it, in the order written. A person with several roles is named several
    /// times.
    pub roles: Vec<(PersonId, String)>,
    /// How certain it is, as written.
    pub status: Option<String>,
}

impl Details {
    /// Whether its status says that it may still change or be cancelled.
    pub fn is_tentative(&self) -> bool {
        const WORDS: [&str; 9] = [
            "tentative",
            "provisional",
            "pending",
            "draft",
            "proposed",
            "planned",
            "to be confirmed",
            "tbc",
            "unconfirmed",
        ];
        self.status.as_deref().is_some_and(|status| WORDS.contains(&status.trim().to_lowercase().as_str()))
    }

    /// Whether its status says that it does not take place.
    pub fn is_cancelled(&self) -> bool {
        const WORDS: [&str; 6] = ["cancelled", "canceled", "withdrawn", "rejected", "declined", "deleted"];
        self.status.as_deref().is_some_and(|status| WORDS.contains(&status.trim().to_lowercase().as_str()))
    }
}

/// The address in a text, if it can be published as a link: `http` or `https`, a host, and only characters that
/// addresses have. Scripts (`javascript:`) and other schemes are not links.
pub fn web_link(text: &str) -> Option<&str> {
    const LONGEST: usize = 2_000;
    let text = text.trim();
    let (scheme, rest) = text.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = host.split_once(':').map_or((host, None), |(host, port)| (host, Some(port)));
    let plain_host = !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    let plain_port = port.is_none_or(|port| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()));
    let plain = text.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>\\^`{|}[]".contains(&b));
    let escapes =
        text.split('%').skip(1).all(|rest| rest.len() >= 2 && rest.bytes().take(2).all(|b| b.is_ascii_hexdigit()));
    let one_fragment = text.matches('#').count() <= 1;
    (is_web && plain_host && plain_port && plain && escapes && one_fragment && text.len() <= LONGEST).then_some(text)
}

/// The text, if it is one e-mail address: a name and a host without blanks, separators of lists and brackets. Letters
/// of all scripts are possible.
pub fn email_address(text: &str) -> Option<&str> {
    const LONGEST: usize = 254;
    let text = text.trim();
    let (name, host) = text.split_once('@')?;
    let is_plain = |c: char| !c.is_whitespace() && !is_hidden(c) && !"@,;:<>()[]\\\"".contains(c);
    let has_parts = |text: &str| text.split('.').all(|part| !part.is_empty());
    let is_address = text.len() <= LONGEST && has_parts(name) && has_parts(host);
    (is_address && name.chars().chain(host.chars()).all(is_plain)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_address_is_an_e_mail_address() {
        for address in ["a@b.org", " a.b+c@d-e.co.uk ", "o'neil@x", "渡辺@例え.jp", "_@x.org"] {
            assert_eq!(email_address(address), Some(address.trim()), "{address}");
        }
        for none in [
            "",
            "a",
            "@b",
            "a@",
            "a@b@c",
            "a@b, c@d",
            "a@b;c@d",
            "A <a@b.org>",
            "a@b.c\r\nBcc: z@z",
            "a @b",
            "a@b..c",
            ".a@b",
            "a@b.",
            "mailto:a@b",
            "\"a b\"@c",
            "a\u{202e}@b",
            "a\u{0}@b",
        ] {
            assert_eq!(email_address(none), None, "{none:?}");
        }
        assert_eq!(email_address(&format!("{}@b.org", "a".repeat(250))), None);
    }

    #[test]
    fn only_web_addresses_are_links() {
        for link in ["https://zoom.us/j/123?pwd=a%20b", "HTTP://a.org", "https://a.org:8443/x#y", " https://a.org "] {
            assert_eq!(web_link(link), Some(link.trim()));
        }
        for none in [
            "javascript:alert(1)",
            "javascript://a.org/%0aalert(1)",
            "data:text/html,x",
            "https://",
            "https:///x",
            "https://a.org/\"onclick",
            "https://a.org/<x>",
            "https://a.org/a b",
            "https://a.org/%zz",
            "https://user:x@a.org",
            "a.org",
            "see chat",
            "",
        ] {
            assert_eq!(web_link(none), None, "{none}");
        }
    }

    #[test]
    fn a_status_is_tentative_or_cancelled_by_its_word() {
        let of = |status: &str| Details { status: Some(status.into()), ..Details::default() };
        assert!(of("Tentative").is_tentative() && of(" TBC ").is_tentative() && !of("confirmed").is_tentative());
        assert!(of("Withdrawn").is_cancelled() && !of("accepted").is_cancelled());
        assert!(!Details::default().is_tentative());
    }
}
