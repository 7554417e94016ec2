//! Checks that new structs can be integrated at once: every reference resolves, none waits for itself, no parent
//! that holds nothing, no tower of types.
//!
//! Walks the structs as Yjs and yrs integrate them: section by section, and where a struct refers to another
//! section, that section first, as far as needed.

use super::class::{Class, Home, Place, Role};
use super::ledger::ClockLedger;
use super::ranges::Ranges;
use super::read::{Body, Deletions, Id, Item, Parent, Section, Struct};
use super::{Refused, Shape};

struct Walk<'s, 'a, O> {
    sections: &'s [Section<'a>],
    known: &'s ClockLedger<O>,
    depth_most: u8,
    shape: &'s Shape,
    /// What the update deletes of each section's client.
    deleted: Vec<Option<&'s Ranges>>,
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
    deletions: &[Deletions],
    known: &ClockLedger<O>,
    depth_most: u8,
    shape: &Shape,
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
        depth_most: depth_most.min(Class::DEPTH_MOST),
        shape,
        // Few sections are new: each needs a client id of the writer's.
        deleted: sections
            .iter()
            .map(|section| {
                let entry = deletions
                    .iter()
                    .find(|entry| entry.client == section.client)?;
                Some(&entry.ranges)
            })
            .collect(),
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
                    let class = self.class_of(index, next)?;
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

    fn class_of(&self, index: usize, next: &Struct<'_>) -> Result<Class, Refused> {
        let Body::Item(item) = &next.body else {
            return Ok(Class::GONE);
        };
        let refused = |problem| Refused::Shape {
            client: self.sections[index].client,
            clock: next.clock,
            problem,
        };
        let (depth, home) = self.place_of(item, &refused)?;
        if self.depth_most < depth {
            return Err(Refused::TooDeep {
                most: self.depth_most,
            });
        }
        let class = Class::of(depth, home, &item.content);
        if let Some(problem) = home.misfit(&item.content) {
            return Err(refused(problem));
        }
        // Of a living entry with several values yrs loses sight of the rest once the first is deleted, and the rest
        // outlives its parent. Yjs merges only values that are deleted, and says so in the same update.
        let is_living = !next.is_deleted() && !self.is_deleted_at_once(index, next);
        if matches!(home, Home::Entry(_)) && 1 < next.len && is_living {
            return Err(refused("several values in one entry"));
        }
        Ok(class)
    }

    /// Whether the update that brings a struct also deletes all of it.
    fn is_deleted_at_once(&self, index: usize, next: &Struct<'_>) -> bool {
        self.deleted[index].is_some_and(|ranges| ranges.contains_all(next.clock, next.end()))
    }

    /// How many types stand above an item, and where it stands.
    fn place_of(
        &self,
        item: &Item<'_>,
        refused: &impl Fn(&'static str) -> Refused,
    ) -> Result<(u8, Home), Refused> {
        let has_key = item.key.is_some();
        match item.parent {
            Parent::Root(name) => {
                let (index, kind) = self
                    .shape
                    .root(name)
                    .ok_or_else(|| refused("no such root"))?;
                let home = Home::first(kind, Place::Root(index), has_key).map_err(refused)?;
                Ok((0, home))
            }
            Parent::Item(Id { client, clock }) => {
                let parent = self.class(Id { client, clock });
                let home = match parent.role {
                    Role::Type(kind) => {
                        let place = Place::Child { client, clock };
                        Home::first(kind, place, has_key).map_err(refused)?
                    }
                    // Deleted before it came: what it held is collected with it.
                    Role::Gone => Home::Nowhere,
                    Role::Plain => return Err(Refused::NotAType { client, clock }),
                };
                Ok((parent.depth + 1, home))
            }
            Parent::Inherited => {
                let [left, right] =
                    [item.origin, item.right_origin].map(|id| id.map(|id| self.class(id)));
                let depths = [left, right].map(|class| class.map_or(0, |class| class.depth));
                let home =
                    Home::beside(left.map(|class| class.home), right.map(|class| class.home))
                        .map_err(refused)?;
                Ok((depths[0].max(depths[1]), home))
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
