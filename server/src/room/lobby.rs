//! The lobby: who asked to join beyond the pace, and in which turn they are let in.
//!
//! Nobody holds a connection meanwhile: a request that waits comes again, and has its turn by its key. Networks take
//! turns, and so whoever sends thousands of requests from one waits behind the first of every other. It is known to this
//! node alone and decides nothing but who comes next: how many may join is decided by the journal.

use std::{
    collections::{BTreeMap, HashMap},
    net::IpAddr,
    time::Duration,
};

use plenary_protocol::{id::RequestHash, limits};
use tokio::time::Instant;

#[cfg(test)]
mod tests;

/// The requests that wait.
#[derive(Debug)]
pub(super) struct Lobby {
    line: BTreeMap<Turn, Waiting>,
    by_request: HashMap<RequestHash, Turn>,
    // Only of networks with somebody in line.
    networks: HashMap<IpAddr, Network>,
    // The round of the latest who was let in: whoever comes from a network with nobody in line is in the next.
    round: u64,
    came: u64,
    // How many in line were told to wait.
    held: u32,
    sweep_at: Instant,
}

/// Each network has one request in each round; within a round it goes by when they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    round: u64,
    came: u64,
}

#[derive(Debug)]
struct Waiting {
    request: RequestHash,
    network: IpAddr,
    seen: Instant,
    was_held: bool,
}

#[derive(Debug, Default)]
struct Network {
    round: u64,
    in_line: usize,
}

/// How many may join at this moment, and how many each second from then on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places {
    pub(super) free: u32,
    pub(super) per_second: u32,
}

impl Lobby {
    pub(super) fn new(now: Instant) -> Self {
        Self {
            line: BTreeMap::new(),
            by_request: HashMap::new(),
            networks: HashMap::new(),
            round: 0,
            came: 0,
            held: 0,
            sweep_at: now,
        }
    }

    /// A request asks whether it may join now; else it is told when to come again. One without a key cannot be known
    /// again, so it gets in where nobody else wants to.
    pub(super) fn knock(
        &mut self,
        request: Option<RequestHash>,
        network: IpAddr,
        places: Places,
        now: Instant,
    ) -> Result<(), Duration> {
        self.sweep(now);
        let free = places.free as usize;
        let longest = limits::LOBBY_WAIT_LONGEST;
        let Some(request) = request else {
            return match self.line.len() < free {
                true => Ok(()),
                false => Err(longest),
            };
        };
        let known = self.by_request.get(&request).copied();
        let turn = known.or_else(|| self.stand_in_line(request, network, now));
        let turn = turn.ok_or(longest)?;
        // Looking further tells no more than that the wait is the longest.
        let far = free + places.per_second as usize * longest.as_secs() as usize;
        let before = self.line.range(..turn).take(far).count();
        let waiting = self
            .line
            .get_mut(&turn)
            .expect("everybody known is in line");
        waiting.seen = now;
        if before < free {
            return Ok(());
        }
        self.held += u32::from(!waiting.was_held);
        waiting.was_held = true;
        let places_until = (before - free + 1) as u64;
        let wait = Duration::from_secs(places_until.div_ceil(places.per_second.into()));
        Err(wait.clamp(limits::LOBBY_WAIT_SHORTEST, longest))
    }

    /// A request has been answered for good: it has a seat, or will not get one.
    pub(super) fn leave(&mut self, request: &RequestHash) {
        if let Some(turn) = self.by_request.get(request).copied() {
            self.round = self.round.max(turn.round);
            self.remove(turn);
        }
    }

    /// How many were told to wait, and came again lately.
    pub(super) fn waiting(&self) -> u32 {
        self.held
    }

    fn stand_in_line(
        &mut self,
        request: RequestHash,
        network: IpAddr,
        now: Instant,
    ) -> Option<Turn> {
        let before = self.networks.get(&network).map_or(0, |known| known.round);
        let turn = Turn {
            round: before.max(self.round) + 1,
            came: self.came,
        };
        if limits::LOBBY_PLACES <= self.line.len() {
            let (last, _) = self.line.last_key_value()?;
            if *last <= turn {
                return None;
            }
            self.remove(*last);
        }
        self.came += 1;
        let known = self.networks.entry(network).or_default();
        known.round = turn.round;
        known.in_line += 1;
        self.by_request.insert(request, turn);
        let waiting = Waiting {
            request,
            network,
            seen: now,
            was_held: false,
        };
        self.line.insert(turn, waiting);
        Some(turn)
    }

    fn remove(&mut self, turn: Turn) {
        let Some(waiting) = self.line.remove(&turn) else {
            return;
        };
        self.held -= u32::from(waiting.was_held);
        self.by_request.remove(&waiting.request);
        if let Some(known) = self.networks.get_mut(&waiting.network) {
            known.in_line -= 1;
            if known.in_line == 0 {
                self.networks.remove(&waiting.network);
            }
        }
    }

    /// Forgets who has not come again, once a second.
    pub(super) fn sweep(&mut self, now: Instant) {
        if now < self.sweep_at {
            return;
        }
        self.sweep_at = now + limits::LOBBY_TICK;
        let is_over = |waiting: &Waiting| limits::LOBBY_FORGETS <= now - waiting.seen;
        let over = self.line.iter().filter(|(_, waiting)| is_over(waiting));
        let over: Vec<Turn> = over.map(|(turn, _)| *turn).collect();
        for turn in over {
            self.remove(turn);
        }
    }
}
