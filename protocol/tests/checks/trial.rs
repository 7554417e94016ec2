//! A document on trial: whatever anybody sends goes through the gate, what passes into yrs, and nothing may give way.

use crate::replica::Replica;
use crate::rulebook::Rulebook;
use plenary_protocol::gate::{ClockLedger, Passed, Refused, Rules, check};

/// One document's ledger and content.
pub(crate) struct Trial {
    pub(crate) known: ClockLedger<u8>,
    replica: Replica,
    rules: Rules,
    rulebook: Rulebook,
    /// Admitted, not yet applied: the server applies a tick's updates together.
    tick: Vec<Vec<u8>>,
    /// All that was admitted, with its writer.
    pub(crate) admitted: Vec<(u8, Vec<u8>)>,
}

impl Trial {
    pub(crate) fn new(rulebook: Rulebook) -> Self {
        Self {
            known: ClockLedger::default(),
            replica: Replica::new(rulebook),
            rules: rulebook.rules(),
            rulebook,
            tick: Vec::new(),
            admitted: Vec::new(),
        }
    }

    /// Sends an update through the gate and says what became of it: `news`, `nothing`, or why it was refused.
    pub(crate) fn receive(&mut self, writer: u8, update: &[u8]) -> &'static str {
        match check(update, &self.known, writer, &self.rules) {
            Ok(Passed::Nothing) => "nothing",
            Err(refused) => refused.reason(),
            Ok(Passed::News(news)) => {
                self.known.admit(&news, writer);
                let update = news.update.into_owned();
                self.admitted.push((writer, update.clone()));
                self.tick.push(update);
                "news"
            }
        }
    }

    /// Applies what was admitted since the last tick; yrs must then have exactly what the ledger says.
    pub(crate) fn apply_tick(&mut self) {
        self.replica.apply_all(&self.tick);
        self.tick.clear();
        assert_eq!(self.replica.state_vector(), self.known.state_vector());
    }

    /// The document as one update, all ticks applied.
    pub(crate) fn state(&mut self) -> Vec<u8> {
        self.apply_tick();
        self.replica.encode()
    }

    /// What the document says, all ticks applied.
    pub(crate) fn json(&mut self) -> serde_json::Value {
        self.apply_tick();
        self.replica.json()
    }

    /// Answers a state vector that claims anything.
    pub(crate) fn answer(&mut self, state_vector: &[u8]) {
        if let Ok(clocks) = plenary_protocol::wire::state_vector::decode(state_vector, 10_000) {
            self.apply_tick();
            self.replica.diff(&clocks);
        }
    }

    /// Reads, stores and reloads the document and its ledger.
    pub(crate) fn finish(mut self) {
        self.json();
        // What yrs wrote of it, yrs can read. The order of items may differ: a right neighbour invented to the left of
        // the left one has no order that all replicas find, in Yjs neither.
        let state = self.state();
        let copy = Replica::new(self.rulebook);
        copy.apply(&state);
        copy.json();
        assert_eq!(copy.state_vector(), self.known.state_vector());
        let written = serde_json::to_string(&self.known).expect("the ledger is written");
        let read: ClockLedger<u8> = serde_json::from_str(&written).expect("and read");
        assert_eq!(read, self.known);
        self.send_back(&state);
    }

    /// Whoever has received the whole document may send all of it: none of it is new but deletions nobody had named.
    pub(crate) fn send_back(&mut self, state: &[u8]) {
        for writer in [0, 9] {
            match check(state, &self.known, writer, &self.rules) {
                Ok(Passed::Nothing) => {}
                Ok(Passed::News(news)) => assert!(news.advances.is_empty()),
                // Of a ballot with several owners, which no ballot has.
                Err(Refused::ForeignDelete { .. }) if self.rulebook == Rulebook::Ballot => {}
                Err(refused) => panic!("a document's own state was refused: {refused}"),
            }
        }
    }
}
