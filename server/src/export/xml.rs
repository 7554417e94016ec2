//! Writes XML: elements, attributes and texts, escaped, and free of what XML cannot hold. Knows no format.

use std::borrow::Cow;

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

/// An XML document in the making.
pub(super) struct Xml(Writer<Vec<u8>>);

/// Writing into memory has no way to fail.
const IN_MEMORY: &str = "writing into memory does not fail";

impl Xml {
    /// A document of which nothing but the declaration is written.
    pub(super) fn new() -> Self {
        let mut xml = Self::part();
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml
    }

    /// The same without a declaration, to be put into another document.
    pub(super) fn part() -> Self {
        Self(Writer::new_with_indent(Vec::new(), b' ', 2))
    }

    /// An element and what `inside` writes into it.
    pub(super) fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut Self),
    ) {
        self.write(Event::Start(start(name, attributes)));
        inside(self);
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// An element with nothing inside.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.write(Event::Empty(start(name, attributes)));
    }

    /// An element with a text inside. Line feeds survive here, and in no attribute.
    pub(super) fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.element(name, attributes, |xml| {
            xml.write(Event::Text(BytesText::new(&legal(text))));
        });
    }

    /// The same, and nothing where the text is empty.
    pub(super) fn text_if_any(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.text(name, &[], text);
        }
    }

    /// The document's bytes.
    pub(super) fn finish(self) -> Vec<u8> {
        let mut bytes = self.0.into_inner();
        bytes.push(b'\n');
        bytes
    }

    fn write(&mut self, event: Event<'_>) {
        self.0.write_event(event).expect(IN_MEMORY);
    }
}

fn start<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for (name, value) in attributes {
        let value = legal(value).replace(['\n', '\t'], " ");
        element.push_attribute((*name, value.as_str()));
    }
    element
}

/// A text without the characters that no XML 1.0 document can hold, however they are written.
pub(super) fn legal(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_legal) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|letter| is_legal(*letter)).collect())
    }
}

/// A carriage return is legal, but every reader turns it into a line feed: so nothing is lost with it.
fn is_legal(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_left_out_and_the_rest_is_escaped() {
        let mut xml = Xml::new();
        let hostile = "a\u{0}<b>&\"'\u{ffff}\u{1b}\r\nc😀";
        xml.element("x", &[("y", hostile)], |xml| xml.text("z", &[], hostile));
        let text = String::from_utf8(xml.finish()).unwrap();
        assert!(
            text.contains("y=\"a&lt;b&gt;&amp;&quot;&apos; c😀\""),
            "{text}"
        );
        assert!(
            text.contains("<z>a&lt;b&gt;&amp;&quot;&apos;\nc😀</z>"),
            "{text}"
        );
    }
}
