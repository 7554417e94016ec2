//! Who is at work at a table, told to those who sit there, and where somebody writes in a map or the plan, told to those
//! who have it open: own client ids only, at most ten frames a second, and an end for whoever falls silent.
//!
//! Everywhere else people are numbers in the session view, so that presence never costs a frame for each other person.

use std::collections::{BTreeMap, BTreeSet};

use plenary_protocol::{
    documents::{DocumentKind, ToldPresence},
    gate,
    id::SeatId,
    limits,
    space::Access,
    wire::awareness::{self, Entry},
};
use tokio::time::Instant;

/// What one device says about itself; `null` in JSON where it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) client: u64,
    pub(crate) clock: u32,
    pub(crate) json: String,
}

impl State {
    /// Whether it says that nobody is there.
    fn is_departure(&self) -> bool {
        self.json == "null"
    }
}

/// The presence of all tables, maps and the plan.
#[derive(Debug, Default)]
pub(super) struct Presence {
    tables: BTreeMap<DocumentKind, Table>,
    // The client of each subscriber that has said anything: the first it spoke of, whether or not that was shown. Without
    // it a device that repeats another of its own seat, as y-websocket does, would be taken for that one come back.
    own: BTreeMap<u64, u64>,
    sweep_at: Option<Instant>,
}

#[derive(Debug)]
struct Table {
    here: BTreeMap<u64, Here>,
    // Who has gone since the last frame, and at which clock.
    gone: BTreeMap<u64, u32>,
    changed: BTreeSet<u64>,
    not_before: Instant,
}

#[derive(Debug)]
struct Here {
    seat: SeatId,
    subscription: u64,
    clock: u32,
    json: String,
    heard: Instant,
}

impl Presence {
    /// What a subscriber says of itself, as it would be told to others. A client id belongs to the seat that uses it, by
    /// the ledger of the document or by what was said before, and a subscriber has one: what is said about others is
    /// passed over. In a map or the plan it is the place at which
    /// somebody may write, and no more.
    pub(super) fn own(
        &mut self,
        kind: DocumentKind,
        (seat, access): (SeatId, Access),
        subscription: u64,
        states: Vec<State>,
        is_of_another: impl Fn(u64) -> bool,
    ) -> Option<State> {
        let told = kind.presence();
        if told == ToldPresence::Nothing {
            return None;
        }
        let table = self.tables.get(&kind);
        let is_told_by_another =
            |client| table.is_some_and(|table| table.is_of_another_seat(client, seat));
        let mut states = states
            .into_iter()
            .filter(|state| !is_of_another(state.client) && !is_told_by_another(state.client));
        let mut state = match self.own.get(&subscription) {
            Some(own) => states.find(|state| state.client == *own)?,
            None => states.next()?,
        };
        self.own.insert(subscription, state.client);
        if told == ToldPresence::Place {
            let place = gate::written_place(&state.json, limits::PRESENCE_PLACE_BYTES);
            let may_be_there = place.filter(|_| access == Access::Write);
            state.json = may_be_there.unwrap_or_else(|| "null".to_owned());
        }
        Some(state)
    }

    /// Whether others would hear of a client id for the first time by this state.
    pub(super) fn is_first(&self, kind: DocumentKind, state: &State) -> bool {
        let is_known_or_full = |table: &Table| {
            table.here.contains_key(&state.client) || limits::PRESENCE_PER_TABLE <= table.here.len()
        };
        !state.is_departure() && !self.tables.get(&kind).is_some_and(is_known_or_full)
    }

    /// Takes in what a subscriber says of its own client id, which is its seat's in the ledger of the document.
    pub(super) fn hear(
        &mut self,
        kind: DocumentKind,
        seat: SeatId,
        subscription: u64,
        state: State,
        now: Instant,
    ) {
        let table = self.tables.entry(kind).or_insert_with(|| Table::new(now));
        if !table.is_of_another_seat(state.client, seat) {
            table.hear(seat, subscription, state, now);
        }
        self.sweep_at.get_or_insert(now + limits::PRESENCE_SWEEP);
    }

    /// A subscriber has gone, and its presence with it.
    pub(super) fn leave(&mut self, kind: DocumentKind, subscription: u64) {
        self.own.remove(&subscription);
        if let Some(table) = self.tables.get_mut(&kind) {
            table.end(|here| here.subscription == subscription);
        }
    }

    /// Everybody who is there, for a newcomer; none where nobody is.
    pub(super) fn all(&self, kind: DocumentKind) -> Option<Vec<u8>> {
        let table = self.tables.get(&kind)?;
        (!table.here.is_empty()).then(|| table.encode(table.here.keys().copied()))
    }

    /// When something is due next.
    pub(super) fn next_tick(&self) -> Option<Instant> {
        let frames = self
            .tables
            .values()
            .filter(|table| table.has_news())
            .map(|table| table.not_before);
        frames.chain(self.sweep_at).min()
    }

    /// What is due now: one frame a table with all that is new.
    pub(super) fn take_due(&mut self, now: Instant) -> Vec<(DocumentKind, Vec<u8>)> {
        if self.sweep_at.is_some_and(|at| at <= now) {
            for table in self.tables.values_mut() {
                table.end(|here| limits::PRESENCE_EXPIRES <= now - here.heard);
            }
            self.sweep_at = Some(now + limits::PRESENCE_SWEEP);
        }
        let mut due = Vec::new();
        for (kind, table) in &mut self.tables {
            if table.has_news() && table.not_before <= now {
                due.push((*kind, table.take_news()));
                table.not_before = now + limits::PRESENCE_TICK;
            }
        }
        self.tables
            .retain(|_, table| !table.here.is_empty() || table.has_news());
        if self.tables.is_empty() {
            self.sweep_at = None;
        }
        due
    }
}

impl Table {
    fn new(now: Instant) -> Self {
        Self {
            here: BTreeMap::new(),
            gone: BTreeMap::new(),
            changed: BTreeSet::new(),
            not_before: now,
        }
    }

    fn has_news(&self) -> bool {
        !self.changed.is_empty() || !self.gone.is_empty()
    }

    fn is_of_another_seat(&self, client: u64, seat: SeatId) -> bool {
        self.here.get(&client).is_some_and(|here| here.seat != seat)
    }

    /// Takes in what a subscriber says of its own client, which is no other seat's.
    fn hear(&mut self, seat: SeatId, subscription: u64, state: State, now: Instant) {
        let is_departure = state.is_departure();
        let State {
            client,
            clock,
            json,
        } = state;
        match self.here.get_mut(&client) {
            None => {
                let is_full = limits::PRESENCE_PER_TABLE <= self.here.len();
                if is_departure || is_full {
                    return;
                }
                let here = Here {
                    seat,
                    subscription,
                    clock,
                    json,
                    heard: now,
                };
                self.here.insert(client, here);
                self.gone.remove(&client);
                self.changed.insert(client);
            }
            // A device that has come back repeats its clock, and goes on under it.
            Some(here) if here.subscription != subscription && here.clock <= clock => {
                here.subscription = subscription;
                here.clock = clock;
                here.json = json;
                here.heard = now;
                self.changed.insert(client);
            }
            Some(here) if here.clock < clock || (here.clock == clock && is_departure) => {
                here.heard = now;
                here.clock = clock;
                if is_departure {
                    self.end(|here| here.subscription == subscription);
                } else {
                    here.json = json;
                    self.changed.insert(client);
                }
            }
            Some(_) => {}
        }
    }

    fn end(&mut self, has_ended: impl Fn(&Here) -> bool) {
        self.here.retain(|client, here| {
            let ends = has_ended(here);
            if ends {
                self.gone.insert(*client, here.clock);
                self.changed.remove(client);
            }
            !ends
        });
    }

    fn encode(&self, clients: impl Iterator<Item = u64>) -> Vec<u8> {
        let gone = self.gone.iter().map(|(client, clock)| Entry {
            client: *client,
            clock: *clock,
            state: "null",
        });
        let here = clients.filter_map(|client| {
            let here = self.here.get(&client)?;
            Some(Entry {
                client,
                clock: here.clock,
                state: &here.json,
            })
        });
        awareness::encode(&gone.chain(here).collect::<Vec<_>>())
    }

    fn take_news(&mut self) -> Vec<u8> {
        let news = self.encode(self.changed.iter().copied());
        self.changed.clear();
        self.gone.clear();
        news
    }
}

#[cfg(test)]
mod tests;
