//! What is known of one document: which clients wrote, how far, for whom, and what is deleted.
//!
//! The size counts, since thousands of ballots are live at once: one client id costs about 100 bytes, and 8 bytes for
//! each run of deleted clocks and 40 for each run of types or of items inside types, arrays and texts. A ballot with
//! forty marks, each changed once, is below 200 bytes. A ledger never holds content.

use super::class::{Class, Code};
use super::ranges::{Range, Ranges};
use super::read::{Deletions, Section};
use super::{Limits, News};
use crate::wire::state_vector::StateVectorMap;
use serde::{Deserialize, Serialize};

/// The ledger of clocks of one document; the default is an empty document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    into = "Vec<Row<O>>",
    try_from = "Vec<Row<O>>",
    bound(
        serialize = "O: Clone + Serialize",
        deserialize = "O: Deserialize<'de>"
    )
)]
pub struct ClockLedger<O> {
    // Invariant: sorted by id, each id once.
    clients: Vec<Client<O>>,
    // Ids under which nothing is written yet, in the order in which they were reserved. None of them is in `clients`.
    reserved: Vec<(u64, O)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Client<O> {
    id: u64,
    next: u32,
    owner: O,
    deleted: Ranges,
    // Invariant: sorted and disjoint; clocks in no run are plain entries of a root map.
    classes: Vec<(u32, u32, Class)>,
}

/// One client on disk: id, next clock, owner, deleted runs as pairs in a row, class runs. The reserved ones, whose next
/// clock is 0, stand behind the others, in their order.
#[derive(Serialize, Deserialize)]
struct Row<O>(u64, u32, O, Vec<u32>, Vec<(u32, u32, Code)>);

/// What one update adds to one client's page of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Booking {
    client: u64,
    /// The next clock, if there are new structs.
    next: Option<u32>,
    deleted: Ranges,
    classes: Vec<(u32, u32, Class)>,
}

impl Booking {
    pub(super) fn deleted_clocks(&self) -> u32 {
        self.deleted.count()
    }

    pub(super) fn has_deletions(&self) -> bool {
        !self.deleted.is_empty()
    }
}

impl<O> Default for ClockLedger<O> {
    fn default() -> Self {
        Self {
            clients: Vec::new(),
            reserved: Vec::new(),
        }
    }
}

impl<O: Copy + Eq> ClockLedger<O> {
    /// Keeps a client id for an owner who has not written under it yet, before others can hear of it. False where it is
    /// somebody else's, or there are as many as there may be. An owner's oldest makes room for that owner's newest.
    pub fn reserve(&mut self, client: u64, owner: O, limits: &Limits) -> bool {
        if let Some(holder) = self.owner_of(client) {
            return holder == owner;
        }
        let held = self.reserved.iter().filter(|(_, by)| *by == owner).count();
        if limits.reserved_per_owner <= held
            && let Some(oldest) = self.reserved.iter().position(|(_, by)| *by == owner)
        {
            self.reserved.remove(oldest);
        }
        let has_room = self.reserved.len() < limits.reserved;
        if has_room {
            self.reserved.push((client, owner));
        }
        has_room
    }

    /// Books the news of an update that `owner` wrote.
    ///
    /// The news must come from [`super::check`] against this very ledger, with no other news admitted in between.
    pub fn admit(&mut self, news: &News<'_>, owner: O) {
        for booking in &news.bookings {
            let client = match self.position(booking.client) {
                Ok(index) => &mut self.clients[index],
                Err(index) => {
                    let client = Client {
                        id: booking.client,
                        next: 0,
                        owner,
                        deleted: Ranges::default(),
                        classes: Vec::new(),
                    };
                    self.clients.insert(index, client);
                    self.reserved.retain(|&(id, _)| id != booking.client);
                    &mut self.clients[index]
                }
            };
            if let Some(next) = booking.next {
                debug_assert!(client.owner == owner && client.next < next);
                client.next = next;
            }
            client.deleted.add(&booking.deleted);
            for &(start, end, class) in &booking.classes {
                push_class(&mut client.classes, start, end, class);
            }
        }
    }

    /// The state vector to ask a client with.
    pub fn state_vector(&self) -> StateVectorMap {
        self.clients
            .iter()
            .map(|client| (client.id, client.next))
            .collect()
    }

    /// The next clock expected from a client id; 0 for one never seen.
    pub fn next_clock(&self, client: u64) -> u32 {
        self.client(client).map_or(0, |client| client.next)
    }

    /// Who used a client id first, or had it reserved before anybody did.
    pub fn owner_of(&self, client: u64) -> Option<O> {
        let reserved = || self.reserved.iter().find(|(id, _)| *id == client);
        self.client(client)
            .map(|client| client.owner)
            .or_else(|| reserved().map(|(_, owner)| *owner))
    }

    /// Whether anything was ever written under a client id.
    pub fn has_written(&self, client: u64) -> bool {
        self.client(client).is_some()
    }

    /// How many client ids have been written under.
    pub fn client_count(&self) -> usize {
        self.clients.len()
    }

    /// How many client ids an owner has written under.
    pub fn clients_of(&self, owner: O) -> usize {
        self.clients
            .iter()
            .filter(|client| client.owner == owner)
            .count()
    }

    /// How many client ids hold something that is not deleted: in all, and of those of an owner.
    pub fn visible_clients(&self, owner: O) -> (usize, usize) {
        let visible = |client: &&Client<O>| client.deleted.count() < client.next;
        let (mut all, mut of_owner) = (0, 0);
        for client in self.clients.iter().filter(visible) {
            all += 1;
            of_owner += usize::from(client.owner == owner);
        }
        (all, of_owner)
    }

    pub(super) fn deleted(&self, client: u64) -> Option<&Ranges> {
        self.client(client).map(|client| &client.deleted)
    }

    /// The class of a known clock.
    pub(super) fn class(&self, client: u64, clock: u32) -> Class {
        let Some(client) = self.client(client) else {
            return Class::PLAIN;
        };
        let index = client.classes.partition_point(|run| run.1 <= clock);
        match client.classes.get(index) {
            Some(&(start, _, class)) if start <= clock => class,
            _ => Class::PLAIN,
        }
    }

    /// The known clocks of a client from `start` up to `end` of a class for which `is_so` holds; none of them plain.
    pub(super) fn clocks_of(
        &self,
        client: u64,
        (start, end): Range,
        is_so: impl Fn(&Class) -> bool,
    ) -> impl Iterator<Item = u32> {
        let classes = self
            .client(client)
            .map_or(&[][..], |client| &client.classes);
        let first = classes.partition_point(|run| run.1 <= start);
        let within = classes[first..].iter().take_while(move |run| run.0 < end);
        within
            .filter(move |run| is_so(&run.2))
            .flat_map(move |run| run.0.max(start)..run.1.min(end))
    }

    fn client(&self, id: u64) -> Option<&Client<O>> {
        self.position(id).ok().map(|index| &self.clients[index])
    }

    fn position(&self, id: u64) -> Result<usize, usize> {
        self.clients.binary_search_by_key(&id, |client| client.id)
    }
}

/// What to book once the update is admitted; `classes` are those of the new structs, section by section.
pub(super) fn bookings(
    new: &[Section<'_>],
    classes: &[Vec<Class>],
    deletions: &[Deletions],
) -> Vec<Booking> {
    let mut bookings: Vec<Booking> = Vec::with_capacity(new.len() + deletions.len());
    for (section, section_classes) in new.iter().zip(classes) {
        let mut runs = Vec::new();
        let mut deleted: Vec<Range> = Vec::new();
        for (new_struct, &class) in section.structs.iter().zip(section_classes) {
            push_class(&mut runs, new_struct.clock, new_struct.end(), class);
            if new_struct.is_deleted() {
                deleted.push((new_struct.clock, new_struct.end()));
            }
        }
        bookings.push(Booking {
            client: section.client,
            next: Some(section.end),
            deleted: Ranges::from_any(deleted),
            classes: runs,
        });
    }
    for entry in deletions {
        let same_client = bookings
            .iter_mut()
            .take(new.len())
            .find(|booking| booking.client == entry.client);
        match same_client {
            Some(booking) => booking.deleted.add(&entry.ranges),
            None => bookings.push(Booking {
                client: entry.client,
                next: None,
                deleted: entry.ranges.clone(),
                classes: Vec::new(),
            }),
        }
    }
    bookings
}

fn push_class(runs: &mut Vec<(u32, u32, Class)>, start: u32, end: u32, class: Class) {
    if class == Class::PLAIN {
        return;
    }
    match runs.last_mut() {
        Some(last) if last.1 == start && last.2 == class => last.1 = end,
        _ => runs.push((start, end, class)),
    }
}

impl<O> From<ClockLedger<O>> for Vec<Row<O>> {
    fn from(known: ClockLedger<O>) -> Self {
        let row = |client: Client<O>| {
            let deleted = client.deleted.as_slice().iter();
            let classes = client.classes.iter();
            Row(
                client.id,
                client.next,
                client.owner,
                deleted.flat_map(|&(start, end)| [start, end]).collect(),
                classes
                    .map(|&(start, end, class)| (start, end, class.to_code()))
                    .collect(),
            )
        };
        let reserved = |(id, owner)| Row(id, 0, owner, Vec::new(), Vec::new());
        let clients = known.clients.into_iter().map(row);
        clients
            .chain(known.reserved.into_iter().map(reserved))
            .collect()
    }
}

impl<O> TryFrom<Vec<Row<O>>> for ClockLedger<O> {
    type Error = &'static str;

    fn try_from(rows: Vec<Row<O>>) -> Result<Self, Self::Error> {
        let mut clients = Vec::with_capacity(rows.len());
        let mut reserved = Vec::new();
        for Row(id, next, owner, deleted, classes) in rows {
            if next == 0 {
                reserved.push((id, owner));
                continue;
            }
            if deleted.len() % 2 != 0 {
                return Err("runs of clocks come in pairs");
            }
            let deleted: Vec<Range> = deleted.chunks(2).map(|run| (run[0], run[1])).collect();
            let mut runs = Vec::with_capacity(classes.len());
            for (start, end, code) in classes {
                let class = Class::from_code(code).ok_or("no such class of items")?;
                runs.push((start, end, class));
            }
            let are_sorted = runs.windows(2).all(|pair| pair[0].1 <= pair[1].0);
            if !are_sorted || runs.iter().any(|run| run.1 <= run.0) {
                return Err("runs of classes are out of order");
            }
            clients.push(Client {
                id,
                next,
                owner,
                deleted: Ranges::from_any(deleted),
                classes: runs,
            });
        }
        if clients.windows(2).any(|pair| pair[1].id <= pair[0].id) {
            return Err("clients are out of order");
        }
        Ok(ClockLedger { clients, reserved })
    }
}
