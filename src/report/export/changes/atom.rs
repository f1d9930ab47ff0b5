//! The changes as an Atom feed (RFC 4287): one entry for each changed session.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{id, label, link, sentence, title, updated, urn};
use crate::explain::programme::Programme;
use crate::explain::public_changes::PublicChange;
use crate::report::export::xml::{Out, text};
use crate::report::export::{Options, guid, version, words};

/// The name of the feed in a site.
pub(crate) const NAME: &str = "changes.atom";

/// Writes the feed. Its ids are hashes, and its times that of the stamp, so that the same version gives the same bytes.
pub(crate) fn feed(programme: &Programme, options: &Options) -> String {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing into memory cannot fail.
    let _ = document(&mut out, programme, options);
    let mut text = String::from_utf8_lossy(&out.into_inner()).into_owned();
    text.push('\n');
    text
}

fn document(out: &mut Out, programme: &Programme, options: &Options) -> io::Result<()> {
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let name = words::line(&programme.name);
    let root = out.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
    root.write_inner_content(|out| {
        text(out, "id", &urn(&guid(&[&programme.identity, "changes"])))?;
        text(out, "title", &format!("Changes of the programme: {name}"))?;
        text(out, "subtitle", &format!("Version {}. Times in {}.", version::name(programme), programme.zone))?;
        text(out, "updated", &updated(programme, options))?;
        // Every feed needs an author with a name.
        out.create_element("author").write_inner_content(|out| text(out, "name", &name))?;
        let generator = out.create_element("generator").with_attribute(("version", env!("CARGO_PKG_VERSION")));
        generator.write_text_content(BytesText::new("plenary"))?;
        address(out, "self", "application/atom+xml", &options.address(NAME))?;
        address(out, "alternate", "text/html", &options.address("index.html"))?;
        options.changes.all.iter().try_for_each(|change| entry(out, programme, change, options))
    })?;
    Ok(())
}

fn entry(out: &mut Out, programme: &Programme, change: &PublicChange, options: &Options) -> io::Result<()> {
    out.create_element("entry").write_inner_content(|out| {
        text(out, "id", &id(programme, change))?;
        text(out, "title", &format!("{}: {}", label(change.kind), title(change)))?;
        text(out, "updated", &updated(programme, options))?;
        address(out, "alternate", "text/html", &link(change, options))?;
        out.create_element("category").with_attribute(("term", change.kind.id())).write_empty()?;
        // Without a type, a content is plain text.
        text(out, "content", &sentence(change))
    })?;
    Ok(())
}

fn address(out: &mut Out, rel: &str, kind: &str, href: &str) -> io::Result<()> {
    out.create_element("link").with_attributes([("rel", rel), ("type", kind), ("href", href)]).write_empty()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{changed, hostile_changes};
    use super::*;
    use crate::report::export::testing::times;

    #[test]
    fn a_feed_has_what_the_standard_requires_and_an_entry_for_each_change() {
        let (programme, options) = changed();
        let options = Options { base_url: Some("https://a.org/p/".into()), ..options };
        let text = feed(&programme, &options);
        for once in ["<feed xmlns=\"http://www.w3.org/2005/Atom\">", "<author>", "rel=\"self\"", "<subtitle>"] {
            assert_eq!(times(&text, once), 1, "{once}: {text}");
        }
        for each in ["<id>urn:uuid:", "<title>", "<updated>2020-11-02T00:00:00Z</updated>", "rel=\"alternate\""] {
            assert_eq!(times(&text, each), 6, "{each}: {text}");
        }
        assert!(text.contains("<title>Moved: MOVED</title>"), "{text}");
        assert!(text.contains("<category term=\"removed\"/>"), "{text}");
        let link = "<link rel=\"alternate\" type=\"text/html\" href=\"https://a.org/p/index.html#s-moved\"/>";
        assert!(text.contains(link), "{text}");
        assert_eq!(text, feed(&programme, &options));
    }

    #[test]
    fn hostile_texts_are_text() {
        let (programme, options) = hostile_changes();
        let feed = feed(&programme, &options);
        let mut reader = quick_xml::Reader::from_str(&feed);
        let mut elements = std::collections::BTreeSet::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => break,
                Event::Start(element) | Event::Empty(element) => {
                    elements.insert(element.name().as_ref().to_owned());
                }
                Event::Comment(_) | Event::CData(_) | Event::PI(_) => panic!("from a title: {feed}"),
                _ => {}
            }
        }
        let known = "author category content entry feed generator id link name subtitle title updated";
        assert_eq!(elements.into_iter().collect::<Vec<_>>().join(" "), known);
    }
}
