//! Checks that new structs can be integrated at once: every reference resolves, none waits for itself, no parent
//! that holds nothing, no tower of types.
//!
//! Walks the structs as Yjs and yrs integrate them: section by section, and where a struct refers to another
//! section, that section first, as far as needed.

use super::Refused;
use super::content::Content;
use super::known::Known;
use super::read::{Body, Id, Item, Parent, Section, Struct};

/// What the books keep about an item: how many types stand above it, and whether it may be named as a parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Class {
    depth: u8,
    can_be_parent: bool,
}

impl Class {
    /// An item of a root that is not a type: most are, so the books leave them out.
    pub(super) const PLAIN: Class = Class {
        depth: 0,
        can_be_parent: false,
    };

    pub(super) fn to_byte(self) -> u8 {
        self.depth << 1 | u8::from(self.can_be_parent)
    }

    pub(super) fn from_byte(byte: u8) -> Self {
        Class {
            depth: byte >> 1,
            can_be_parent: byte & 1 == 1,
        }
    }
}

struct Walk<'s, 'a, O> {
    sections: &'s [Section<'a>],
    known: &'s Known<O>,
    depth_most: u8,
    /// Client ids with their section, sorted for search.
    by_client: Vec<(u64, usize)>,
    /// The classes of the structs walked so far; their number is the place of the next one.
    classes: Vec<Vec<Class>>,
    /// Whether a section waits for another one.
    is_waiting: Vec<bool>,
}

/// Checks the new sections and gives the class of every struct in them.
pub(super) fn check<O: Copy + Eq>(
    sections: &[Section<'_>],
    known: &Known<O>,
    depth_most: u8,
) -> Result<Vec<Vec<Class>>, Refused> {
    let mut by_client: Vec<(u64, usize)> = sections
        .iter()
        .enumerate()
        .map(|(index, section)| (section.client, index))
        .collect();
    by_client.sort_unstable();
    let mut walk = Walk {
        sections,
        known,
        // A class keeps its depth in seven bits.
        depth_most: depth_most.min(126),
        by_client,
        classes: sections
            .iter()
            .map(|section| Vec::with_capacity(section.structs.len()))
            .collect(),
        is_waiting: vec![false; sections.len()],
    };
    for index in 0..sections.len() {
        walk.finish_section(index)?;
    }
    Ok(walk.classes)
}

impl<O: Copy + Eq> Walk<'_, '_, O> {
    fn finish_section(&mut self, root: usize) -> Result<(), Refused> {
        let mut stack = vec![root];
        while let Some(&index) = stack.last() {
            let Some(next) = self.next_struct(index) else {
                stack.pop();
                continue;
            };
            match self.missing(next)? {
                None => {
                    let class = self.class_of(next)?;
                    self.classes[index].push(class);
                    self.is_waiting[index] = false;
                    // One struct at a time: whoever waits looks again whether this was the one.
                    if 1 < stack.len() {
                        stack.pop();
                    }
                }
                Some(other) if other == index || self.is_waiting[other] => {
                    return Err(Refused::CircularReference {
                        client: self.sections[index].client,
                        clock: next.clock,
                    });
                }
                Some(other) => {
                    self.is_waiting[index] = true;
                    stack.push(other);
                }
            }
        }
        Ok(())
    }

    fn next_struct(&self, index: usize) -> Option<&'_ Struct<'_>> {
        self.sections[index].structs.get(self.classes[index].len())
    }

    /// The section that must move on before this struct can be integrated.
    fn missing(&self, next: &Struct<'_>) -> Result<Option<usize>, Refused> {
        for id in next.references().into_iter().flatten() {
            if id.clock < self.known.next_clock(id.client) {
                continue;
            }
            let section = match self.section_of(id.client) {
                Some(section) if id.clock < self.sections[section].end => section,
                _ => {
                    return Err(Refused::DanglingReference {
                        client: id.client,
                        clock: id.clock,
                    });
                }
            };
            let reached = self
                .next_struct(section)
                .map_or(self.sections[section].end, |next| next.clock);
            if reached <= id.clock {
                return Ok(Some(section));
            }
        }
        Ok(None)
    }

    fn class_of(&self, next: &Struct<'_>) -> Result<Class, Refused> {
        let item = match &next.body {
            // A place without content: what names it as a parent is collected with it.
            Body::Collected => {
                return Ok(Class {
                    depth: 0,
                    can_be_parent: true,
                });
            }
            Body::Item(item) => item,
        };
        let depth = self.depth_of(item)?;
        if self.depth_most < depth {
            return Err(Refused::TooDeep {
                most: self.depth_most,
            });
        }
        Ok(Class {
            depth,
            can_be_parent: matches!(item.content, Content::Type | Content::Deleted),
        })
    }

    fn depth_of(&self, item: &Item<'_>) -> Result<u8, Refused> {
        match item.parent {
            Parent::Root(_) => Ok(0),
            Parent::Item(id) => {
                let parent = self.class(id);
                if parent.can_be_parent {
                    Ok(parent.depth + 1)
                } else {
                    Err(Refused::NotAType {
                        client: id.client,
                        clock: id.clock,
                    })
                }
            }
            Parent::Inherited => {
                let neighbours = [item.origin, item.right_origin];
                let depths = neighbours
                    .into_iter()
                    .flatten()
                    .map(|id| self.class(id).depth);
                Ok(depths.max().unwrap_or(0))
            }
        }
    }

    /// The class of an id that is known or has been walked.
    fn class(&self, id: Id) -> Class {
        if id.clock < self.known.next_clock(id.client) {
            return self.known.class(id.client, id.clock);
        }
        let Some(section) = self.section_of(id.client) else {
            return Class::PLAIN;
        };
        let structs = &self.sections[section].structs;
        let index = structs.partition_point(|entry| entry.end() <= id.clock);
        self.classes[section]
            .get(index)
            .copied()
            .unwrap_or(Class::PLAIN)
    }

    fn section_of(&self, client: u64) -> Option<usize> {
        let position = self
            .by_client
            .binary_search_by_key(&client, |&(client, _)| client);
        position.ok().map(|index| self.by_client[index].1)
    }
}
