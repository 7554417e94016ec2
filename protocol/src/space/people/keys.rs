//! The keys to the seats of a space, by their hashes: a token for each device, and the words that bring a seat back.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    id::{RecoveryHash, SeatId, TokenHash},
    limits,
};

/// What opens which seat.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Keys {
    tokens: BTreeMap<TokenHash, SeatId>,
    // Each seat's tokens, the oldest first; without those with which the space began.
    tokens_of: BTreeMap<SeatId, Vec<TokenHash>>,
    recovery: BTreeMap<RecoveryHash, SeatId>,
}

impl Keys {
    pub(super) fn seat_by_token(&self, token: &TokenHash) -> Option<SeatId> {
        self.tokens.get(token).copied()
    }

    pub(super) fn seat_by_recovery(&self, recovery: &RecoveryHash) -> Option<SeatId> {
        self.recovery.get(recovery).copied()
    }

    /// Keeps a key with which the space begins: its link may be anywhere, so it never falls out.
    pub(super) fn keep_first(&mut self, seat: SeatId, token: TokenHash) {
        self.tokens.insert(token, seat);
    }

    /// Keeps a device's key. Beyond the cap the oldest falls out, and is given back: a lost phone is locked out in the end.
    #[must_use]
    pub(super) fn give(&mut self, seat: SeatId, token: TokenHash) -> Option<TokenHash> {
        let held = self.tokens_of.entry(seat).or_default();
        held.push(token);
        let oldest = (held.len() > limits::TOKENS_PER_SEAT).then(|| held.remove(0));
        if let Some(oldest) = &oldest {
            self.tokens.remove(oldest);
        }
        self.tokens.insert(token, seat);
        oldest
    }

    pub(super) fn remember(&mut self, words: RecoveryHash, seat: SeatId) {
        self.recovery.insert(words, seat);
    }

    pub(super) fn forget_words(&mut self, seats: &BTreeSet<SeatId>) {
        self.recovery.retain(|_, holder| !seats.contains(holder));
    }

    /// Takes the tokens of a seat away, and gives them back.
    pub(super) fn forget_tokens(&mut self, seat: SeatId) -> Vec<TokenHash> {
        let tokens = self.tokens_of.remove(&seat).unwrap_or_default();
        for token in &tokens {
            self.tokens.remove(token);
        }
        tokens
    }
}
