//! Reads XML back into a tree, as a strict reader would: everything closed, every entity known.

use std::collections::BTreeMap;

use quick_xml::{Reader, events::Event};

#[derive(Debug, Default, Clone)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: BTreeMap<String, String>,
    pub(super) children: Vec<Element>,
    pub(super) text: String,
}

impl Element {
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    #[track_caller]
    pub(super) fn child(&self, name: &str) -> &Element {
        self.children
            .iter()
            .find(|child| child.name == name)
            .unwrap_or_else(|| panic!("no {name} in {}", self.name))
    }

    #[track_caller]
    pub(super) fn attribute(&self, name: &str) -> &str {
        &self.attributes[name]
    }

    pub(super) fn attribute_or_empty(&self, name: &str) -> String {
        self.attributes.get(name).cloned().unwrap_or_default()
    }

    /// The text of a child that is left out where there is none.
    pub(super) fn text_of(&self, name: &str) -> String {
        self.all(name)
            .next()
            .map(|child| child.text.clone())
            .unwrap_or_default()
    }

    pub(super) fn each(&self, look: &mut impl FnMut(&Element)) {
        look(self);
        self.children.iter().for_each(|child| child.each(look));
    }

    /// The innermost elements of a page that say this; the drawing and what no reader shows are left out.
    fn saying<'a>(&'a self, words: &str) -> Vec<&'a Element> {
        if ["head", "svg"].contains(&self.name.as_str()) {
            return Vec::new();
        }
        let own = self.text.contains(words).then_some(self);
        own.into_iter()
            .chain(self.children.iter().flat_map(|child| child.saying(words)))
            .collect()
    }

    /// Fails unless these words of people's own are on the page, each with a direction of its own.
    #[track_caller]
    pub(super) fn says_with_own_direction<'a>(&self, words: impl IntoIterator<Item = &'a str>) {
        for words in words.into_iter().filter(|words| !words.is_empty()) {
            let saying = self.saying(words);
            assert!(!saying.is_empty(), "{words:?} is not on the page");
            for element in saying {
                let is_own = element.name == "bdi" || element.attribute_or_empty("dir") == "auto";
                assert!(is_own, "{words:?} in <{}>", element.name);
            }
        }
    }

    /// All text inside, however deep.
    pub(super) fn whole_text(&self) -> String {
        let mut text = String::new();
        self.each(&mut |element| {
            text.push_str(&element.text);
            text.push('\n');
        });
        text
    }
}

/// The root of a well-formed document; panics with the reason where it is none.
#[track_caller]
pub(super) fn read(bytes: &[u8]) -> Element {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => open.push(element(&start)),
            Event::Empty(start) => {
                let child = element(&start);
                open.last_mut().unwrap().children.push(child);
            }
            Event::End(_) => {
                let child = open.pop().unwrap();
                open.last_mut().unwrap().children.push(child);
            }
            Event::Text(text) => {
                open.last_mut()
                    .unwrap()
                    .text
                    .push_str(&text.decode().unwrap());
            }
            Event::GeneralRef(reference) => {
                let name = reference.decode().unwrap().into_owned();
                let letter = match quick_xml::escape::resolve_xml_entity(&name) {
                    Some(letter) => letter.to_owned(),
                    None => reference.resolve_char_ref().unwrap().unwrap().to_string(),
                };
                open.last_mut().unwrap().text.push_str(&letter);
            }
            Event::Eof => break,
            Event::Decl(_) | Event::DocType(_) => {}
            other => panic!("{other:?} is not written by us"),
        }
    }
    let mut root = open.pop().unwrap();
    assert!(open.is_empty(), "{} is not closed", root.name);
    assert_eq!(root.children.len(), 1, "one root");
    root.children.pop().unwrap()
}

fn element(start: &quick_xml::events::BytesStart<'_>) -> Element {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let attribute = |attribute: quick_xml::events::attributes::Attribute<'_>| {
        let value = attribute
            .normalized_value(quick_xml::XmlVersion::Explicit1_0)
            .unwrap()
            .into_owned();
        (text(attribute.key.as_ref()), value)
    };
    Element {
        name: text(start.name().as_ref()),
        attributes: start
            .attributes()
            .map(|one| attribute(one.unwrap()))
            .collect(),
        ..Element::default()
    }
}

/// The root of a page. Ours are HTML that is well-formed XML but for its first line and the elements that hold nothing.
#[track_caller]
pub(super) fn read_html(bytes: &[u8]) -> Element {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut text = text.strip_prefix("<!DOCTYPE html>").unwrap().to_owned();
    for empty in [
        "<meta charset=\"utf-8\">",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
    ] {
        assert_eq!(text.matches(empty).count(), 1);
        text = text.replace(empty, "");
    }
    read(text.as_bytes())
}
