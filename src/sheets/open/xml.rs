//! XML as a tree of elements, with limits on its depth and size. Entities that a file declares itself are not resolved.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// The deepest nesting of elements.
const DEEPEST: usize = 64;
/// The most elements and attributes.
const MOST_ELEMENTS: usize = 1_000_000;

/// An element.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Element {
    /// Its name, without a prefix.
    pub name: String,
    /// Its attributes, without prefixes.
    pub attributes: Vec<(String, String)>,
    /// Its elements.
    pub children: Vec<Element>,
    /// Its own text.
    pub text: String,
}

impl Element {
    /// The elements with a name.
    pub(crate) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> + use<'e> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first element with a name.
    pub(crate) fn child<'e>(&'e self, name: &'e str) -> Option<&'e Element> {
        self.all(name).next()
    }

    /// The text of the first element with a name, if it has any.
    pub(crate) fn text_of(&self, name: &str) -> Option<String> {
        let text = self.child(name)?.text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// An attribute, if it is not empty.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let (_, value) = self.attributes.iter().find(|(own, value)| own == name && !value.trim().is_empty())?;
        Some(value.trim().to_owned())
    }
}

/// Reads a document as its outermost element.
///
/// # Errors
/// A text that says what is wrong.
pub(crate) fn tree(text: &str) -> Result<Element, String> {
    let mut reader = Reader::from_str(text);
    let mut stack = vec![Element::default()];
    let mut count = 0_usize;
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(start) | Event::Empty(start) => {
                count += 1;
                if stack.len() > DEEPEST {
                    return Err(format!("more than {DEEPEST} elements are inside one another"));
                }
                count += start.attributes().take(MOST_ELEMENTS).count();
                if count > MOST_ELEMENTS {
                    return Err(format!("it has more than {MOST_ELEMENTS} elements and attributes"));
                }
                stack.push(element(&start));
                if is_empty {
                    close(&mut stack);
                }
            }
            Event::End(_) => close(&mut stack),
            Event::Text(text) => push(&mut stack, &text.xml10_content()),
            Event::CData(text) => push(&mut stack, &text.xml10_content()),
            Event::GeneralRef(name) => push(&mut stack, &reference(&name)),
            // An instruction to programs says something about the element that contains it, as an attribute does.
            Event::PI(instruction) => {
                let content = instruction.content().trim().to_owned();
                if let Some(open) = stack.last_mut() {
                    open.attributes.push((instruction.target().to_owned(), content));
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    match stack.pop() {
        Some(mut root) if stack.is_empty() => root.children.pop().ok_or_else(|| "it has no elements".to_owned()),
        _ => Err("it ends too early".to_owned()),
    }
}

fn push(stack: &mut [Element], text: &str) {
    if let Some(open) = stack.last_mut() {
        open.text.push_str(text);
    }
}

fn close(stack: &mut Vec<Element>) {
    if stack.len() > 1
        && let Some(done) = stack.pop()
        && let Some(parent) = stack.last_mut()
    {
        parent.children.push(done);
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let attributes = start.attributes().flatten();
    Element {
        name: start.local_name().as_ref().to_owned(),
        attributes: attributes
            .map(|found| (found.key.local_name().as_ref().to_owned(), unescaped(&found.value)))
            .collect(),
        ..Element::default()
    }
}

/// An attribute of an element, by its name without prefix.
pub(crate) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(unescaped(&found.value))
}

fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned)
}

/// The text of a reference: `&amp;`, `&#233;`. An unknown one stays as it is.
pub(crate) fn reference(name: &BytesRef<'_>) -> String {
    unescaped(&format!("&{};", &**name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_a_tree() {
        let root = tree("<?xml version=\"1.0\"?><a x=\"1 &amp; 2\"><b>o&#233; &lt;</b><b><![CDATA[<c>]]></b><d/></a>")
            .unwrap();
        assert_eq!((root.name.as_str(), root.attribute("x").as_deref()), ("a", Some("1 & 2")));
        assert_eq!(root.all("b").map(|b| b.text.as_str()).collect::<Vec<_>>(), ["oé <", "<c>"]);
        assert_eq!((root.children.len(), root.text_of("d")), (3, None));
    }

    #[test]
    fn an_instruction_is_an_attribute_of_its_element() {
        let root = tree("<?top x?><a><?plenary-session s-b c?><b/></a>").unwrap();
        assert_eq!(root.attributes, [("plenary-session".to_owned(), "s-b c".to_owned())]);
    }

    #[test]
    fn what_is_no_document_is_refused() {
        let deep = "<a>".repeat(10_000);
        for text in ["", "text", "<a>", "<a><b></a>", "<a></b>", deep.as_str()] {
            assert!(tree(text).is_err(), "{}", &text[..text.len().min(40)]);
        }
        // Entities of the file itself stay as they are, so they cannot grow.
        let bomb = "<!DOCTYPE a [<!ENTITY x \"yy\"><!ENTITY z \"&x;&x;\">]><a>&z;</a>";
        assert_eq!(tree(bomb).unwrap().text, "&z;");
    }
}
