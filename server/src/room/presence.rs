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
    wire::awareness::{self, Entry},
    workshop::Access,
};
use tokio::time::Instant;

/// What one device says about itself; `null` in JSON where it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) client: u64,
    pub(crate) clock: u32,
    pub(crate) json: String,
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
    /// Takes in what a subscriber says. A client id belongs to the seat that uses it, and a subscriber has one: what is
    /// said about others is passed over. In a map or the plan it is the place at which somebody may write, and no more.
    pub(super) fn hear(
        &mut self,
        kind: DocumentKind,
        (seat, access): (SeatId, Access),
        subscription: u64,
        mut states: Vec<State>,
        now: Instant,
    ) {
        match kind.presence() {
            ToldPresence::Whole => {}
            ToldPresence::Place => {
                for state in &mut states {
                    let place = gate::written_place(&state.json, limits::PRESENCE_PLACE_BYTES);
                    let may_be_there = place.filter(|_| access == Access::Write);
                    state.json = may_be_there.unwrap_or_else(|| "null".to_owned());
                }
            }
            ToldPresence::Nothing => return,
        }
        let table = self.tables.entry(kind).or_insert_with(|| Table::new(now));
        for state in states {
            if table.is_of_another_seat(state.client, seat) {
                continue;
            }
            if *self.own.entry(subscription).or_insert(state.client) == state.client {
                table.hear(seat, subscription, state, now);
            }
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
        let State {
            client,
            clock,
            json,
        } = state;
        let is_departure = json == "null";
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
mod tests {
    use std::time::Duration;

    use plenary_protocol::id::{MapId, TableId};

    use super::*;

    fn table() -> DocumentKind {
        DocumentKind::Table(TableId::nth(1))
    }

    fn seat(byte: u8) -> SeatId {
        SeatId::from_random_bytes([byte; 16])
    }

    fn sitting(byte: u8) -> (SeatId, Access) {
        (seat(byte), Access::Write)
    }

    fn state(client: u64, clock: u32, json: &str) -> Vec<State> {
        vec![State {
            client,
            clock,
            json: json.to_owned(),
        }]
    }

    fn told(presence: &mut Presence, now: Instant) -> Vec<(u64, u32, String)> {
        let due = presence.take_due(now);
        let frames = due.iter().flat_map(|(_, frame)| {
            awareness::decode(frame, limits::AWARENESS_ENTRIES).expect("our own bytes")
        });
        frames
            .map(|entry| (entry.client, entry.clock, entry.state.to_owned()))
            .collect()
    }

    #[test]
    fn aw3_presence_is_ones_own_and_nobody_speaks_for_another() {
        let now = Instant::now();
        let mut presence = Presence::default();
        presence.hear(table(), sitting(1), 1, state(7, 0, "{}"), now);
        // Bob repeats what he heard of Ann, then says that she has gone, then uses a second id.
        presence.hear(
            table(),
            sitting(2),
            2,
            state(8, 1, "{\"name\":\"Bob\"}"),
            now,
        );
        presence.hear(table(), sitting(2), 2, state(7, 5, "null"), now);
        presence.hear(table(), sitting(2), 2, state(9, 1, "{}"), now);
        assert_eq!(
            told(&mut presence, now),
            [
                (7, 0, "{}".to_owned()),
                (8, 1, "{\"name\":\"Bob\"}".to_owned())
            ]
        );
    }

    #[test]
    fn aw4_at_most_ten_frames_a_second_and_the_newest_state_in_them() {
        let start = Instant::now();
        let mut presence = Presence::default();
        let mut frames = 0;
        for step in 0..1_000 {
            let now = start + Duration::from_millis(step);
            presence.hear(table(), sitting(1), 1, state(7, step as u32, "{}"), now);
            frames += presence.take_due(now).len();
        }
        assert_eq!(frames, 10);
        let later = start + Duration::from_secs(1);
        assert_eq!(told(&mut presence, later), [(7, 999, "{}".to_owned())]);
    }

    #[test]
    fn aw5_whoever_leaves_or_falls_silent_is_taken_back() {
        let start = Instant::now();
        let mut presence = Presence::default();
        presence.hear(table(), sitting(1), 1, state(7, 3, "{}"), start);
        presence.hear(table(), sitting(2), 2, state(8, 1, "{}"), start);
        assert_eq!(told(&mut presence, start).len(), 2);
        presence.leave(table(), 1);
        let later = start + limits::PRESENCE_TICK;
        assert_eq!(told(&mut presence, later), [(7, 3, "null".to_owned())]);
        let silent = start + limits::PRESENCE_EXPIRES + limits::PRESENCE_SWEEP;
        assert_eq!(told(&mut presence, silent), [(8, 1, "null".to_owned())]);
        assert_eq!(presence.next_tick(), None, "nobody is left to look after");
    }

    #[test]
    fn aw6_a_device_that_comes_back_goes_on_and_its_old_socket_takes_nothing_away() {
        let now = Instant::now();
        let mut presence = Presence::default();
        presence.hear(table(), sitting(1), 1, state(7, 3, "{}"), now);
        presence.hear(table(), sitting(1), 2, state(7, 3, "{}"), now);
        presence.leave(table(), 1);
        assert_eq!(told(&mut presence, now), [(7, 3, "{}".to_owned())]);
        assert!(presence.all(table()).is_some());
    }

    #[test]
    fn aw3_a_device_that_repeats_another_of_its_seat_neither_takes_its_presence_nor_loses_its_own()
    {
        let now = Instant::now();
        let plan = DocumentKind::Plan;
        let at = |place: &str| format!(r#"{{"at":"{place}"}}"#);
        let (tablet, laptop) = ((7, 1), (8, 2));
        let mut presence = Presence::default();
        let mut say = |(client, subscription), clock, json: &str| {
            presence.hear(
                plan,
                sitting(1),
                subscription,
                state(client, clock, json),
                now,
            );
        };
        // Both begin without a place, and so nobody is there yet.
        say(tablet, 0, "{}");
        say(laptop, 0, "{}");
        assert!(told(&mut presence, now).is_empty());
        let mut say = |(client, subscription), clock, json: &str| {
            presence.hear(
                plan,
                sitting(1),
                subscription,
                state(client, clock, json),
                now,
            );
        };
        // As y-websocket does, the laptop repeats what it has heard of the tablet; then it has a place of its own.
        say(tablet, 1, &at("actions/a/what"));
        say((7, 2), 1, &at("actions/a/what"));
        say(laptop, 1, &at("actions/b/what"));
        let later = now + limits::PRESENCE_TICK;
        assert_eq!(
            told(&mut presence, later),
            [(7, 1, at("actions/a/what")), (8, 1, at("actions/b/what"))]
        );
        // The laptop goes and takes nothing of the tablet's along.
        presence.leave(plan, 2);
        let last = later + limits::PRESENCE_TICK;
        assert_eq!(told(&mut presence, last), [(8, 1, "null".to_owned())]);
    }

    #[test]
    fn aw2_in_the_large_room_nothing_is_told() {
        let now = Instant::now();
        let mut presence = Presence::default();
        for kind in [
            DocumentKind::Plenary,
            DocumentKind::Session,
            DocumentKind::Ballot(seat(1)),
        ] {
            presence.hear(kind, sitting(1), 1, state(7, 3, "{}"), now);
            assert!(presence.all(kind).is_none());
        }
        assert_eq!(presence.next_tick(), None);
    }

    #[test]
    fn aw7_in_a_map_the_place_is_told_and_never_who_is_there() {
        let now = Instant::now();
        let map = DocumentKind::Map(MapId::nth(1));
        let mut presence = Presence::default();
        let said = r#"{"name":"Ann","at":"steps/a/name"}"#;
        presence.hear(map, sitting(1), 1, state(7, 0, said), now);
        // Who only looks on, and who says nothing of a place, is nowhere.
        presence.hear(map, (seat(2), Access::Read), 2, state(8, 0, said), now);
        presence.hear(map, sitting(3), 3, state(9, 0, "{}"), now);
        let place = r#"{"at":"steps/a/name"}"#.to_owned();
        assert_eq!(told(&mut presence, now), [(7, 0, place.clone())]);

        // Who may no longer write there is taken back when they say so again.
        let later = now + limits::PRESENCE_TICK;
        presence.hear(map, (seat(1), Access::Read), 1, state(7, 1, said), later);
        assert_eq!(told(&mut presence, later), [(7, 1, "null".to_owned())]);

        // At most so many are told of, in the plan as at a table.
        for client in 0..40 {
            let plan = DocumentKind::Plan;
            presence.hear(
                plan,
                sitting(client),
                client.into(),
                state(client.into(), 0, &place),
                later,
            );
        }
        let told = told(&mut presence, later);
        assert_eq!(told.len(), limits::PRESENCE_PER_TABLE);
    }
}
