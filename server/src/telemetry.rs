//! What the process says about itself: counters for Prometheus and log lines on standard error.
//!
//! Numbers here are about the machine. Nothing that anybody marked, and no name, is ever a metric or a label.

use std::{io::IsTerminal, sync::Arc, time::Duration};

use plenary_protocol::refusal::RefusalCode;
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::Registry,
};
use tracing_subscriber::{EnvFilter, filter::FilterExt, prelude::*};

mod floods;

pub use floods::Floods;

/// The counters of one process. Cheap to clone; every clone counts into the same numbers.
#[derive(Debug, Clone)]
pub struct Metrics(Arc<Counters>);

#[derive(Debug)]
struct Counters {
    registry: Registry,
    sockets: Gauge,
    rooms: Gauge,
    entries: Counter,
    commits: Counter,
    commit_seconds: Histogram,
    syncs: Counter,
    refusals: Family<Refused, Counter>,
    gate_refusals: Family<GateRefused, Counter>,
    frames: Family<Direction, Counter>,
    tick_seconds: Histogram,
    ack_seconds: Histogram,
    outbox_bytes: Gauge,
    lagging_readers: Gauge,
    journal_bytes: Gauge,
    behind_entries: Gauge,
    log_lines_left_out: Counter,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Refused {
    code: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct GateRefused {
    reason: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Direction {
    direction: &'static str,
}

impl Metrics {
    /// Counters at zero.
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("plenary");
        let sockets = Gauge::default();
        registry.register(
            "sockets",
            "Live connections open now: WebSockets and event streams",
            sockets.clone(),
        );
        let rooms = Gauge::default();
        registry.register("rooms", "Workshops in memory now", rooms.clone());
        let entries = Counter::default();
        registry.register("entries", "Entries made durable", entries.clone());
        let commits = Counter::default();
        registry.register("commits", "Turns of rooms that wrote", commits.clone());
        let syncs = Counter::default();
        registry.register(
            "journal_syncs",
            "Transactions of the journal, each with one fsync",
            syncs.clone(),
        );
        // 0.1 ms to 1.6 s: from a fast disk's fsync to one that is about to fail.
        let commit_seconds = Histogram::new(exponential_buckets(0.000_1, 2.0, 15));
        registry.register(
            "commit_seconds",
            "Time from a room's append until it is durable",
            commit_seconds.clone(),
        );
        let refusals = Family::default();
        registry.register("refusals", "Refused requests and writes", refusals.clone());
        let gate_refusals = Family::default();
        registry.register(
            "gate_refusals",
            "Updates that the gate did not let pass, by its word",
            gate_refusals.clone(),
        );
        let frames = Family::default();
        registry.register(
            "frames",
            "Frames of live connections, in and out",
            frames.clone(),
        );
        // 0.05 ms to 0.8 s: from a room of three to one that is about to be too large.
        let tick_seconds = Histogram::new(exponential_buckets(0.000_05, 2.0, 15));
        registry.register(
            "tick_seconds",
            "Time to make a room's views and hand them to its sockets",
            tick_seconds.clone(),
        );
        // 0.25 ms to 8 s: what a person waits for the word Saved, but for the network.
        let ack_seconds = Histogram::new(exponential_buckets(0.000_25, 2.0, 16));
        registry.register(
            "ack_seconds",
            "Time from an update's frame until its acknowledgement is queued",
            ack_seconds.clone(),
        );
        let outbox_bytes = Gauge::default();
        registry.register(
            "outbox_bytes",
            "Bytes of answers and edits that wait for readers",
            outbox_bytes.clone(),
        );
        let lagging_readers = Gauge::default();
        registry.register(
            "lagging_readers",
            "Sockets that read too slowly and will get their documents whole",
            lagging_readers.clone(),
        );
        let journal_bytes = Gauge::default();
        registry.register(
            "journal_bytes",
            "Size of the journal when last asked",
            journal_bytes.clone(),
        );
        let log_lines_left_out = Counter::default();
        registry.register(
            "log_lines_left_out",
            "Lines left out of the log because there were so many",
            log_lines_left_out.clone(),
        );
        let behind_entries = Gauge::default();
        registry.register(
            "behind_entries",
            "Entries of other nodes that the room which is furthest behind has not applied",
            behind_entries.clone(),
        );
        Self(Arc::new(Counters {
            registry,
            log_lines_left_out,
            behind_entries,
            gate_refusals,
            frames,
            tick_seconds,
            ack_seconds,
            outbox_bytes,
            lagging_readers,
            journal_bytes,
            sockets,
            rooms,
            entries,
            commits,
            commit_seconds,
            syncs,
            refusals,
        }))
    }

    /// A live connection opened.
    pub fn socket_opened(&self) {
        self.0.sockets.inc();
    }

    /// A live connection closed.
    pub fn socket_closed(&self) {
        self.0.sockets.dec();
    }

    /// A workshop came into memory.
    pub fn room_opened(&self) {
        self.0.rooms.inc();
    }

    /// A workshop left memory.
    pub fn room_closed(&self) {
        self.0.rooms.dec();
    }

    /// A room's append of so many entries became durable, waiting for its turn included.
    pub fn committed(&self, entries: u64, took: Duration) {
        self.0.entries.inc_by(entries);
        self.0.commits.inc();
        self.0.commit_seconds.observe(took.as_secs_f64());
    }

    /// Something was refused.
    pub fn refused(&self, code: RefusalCode) {
        let code = code.into();
        self.0.refusals.get_or_create(&Refused { code }).inc();
    }

    /// The gate did not let an update pass, for this reason.
    pub fn gate_refused(&self, reason: &'static str) {
        self.0
            .gate_refusals
            .get_or_create(&GateRefused { reason })
            .inc();
    }

    /// A frame came from a client.
    pub fn frame_came(&self) {
        self.count_frames("in", 1);
    }

    /// So many frames went to a client.
    pub fn frames_went(&self, count: usize) {
        self.count_frames("out", count);
    }

    fn count_frames(&self, direction: &'static str, count: usize) {
        self.0
            .frames
            .get_or_create(&Direction { direction })
            .inc_by(count as u64);
    }

    /// A room's views were made and handed out.
    pub fn ticked(&self, took: Duration) {
        self.0.tick_seconds.observe(took.as_secs_f64());
    }

    /// An update was acknowledged, this long after it had come.
    pub fn acknowledged(&self, after: Duration) {
        self.0.ack_seconds.observe(after.as_secs_f64());
    }

    /// What waits for one reader has grown or shrunk.
    pub fn outbox_changed(&self, before_bytes: usize, now_bytes: usize) {
        if before_bytes != now_bytes {
            let change = now_bytes as i64 - before_bytes as i64;
            self.0.outbox_bytes.inc_by(change);
        }
    }

    /// A reader reads so slowly that edits are forgotten for it.
    pub fn reader_lags(&self) {
        self.0.lagging_readers.inc();
    }

    /// A reader that lagged reads again, or has gone.
    pub fn reader_caught_up(&self) {
        self.0.lagging_readers.dec();
    }

    /// How large the journal is.
    pub fn journal_is(&self, size_bytes: u64) {
        self.0
            .journal_bytes
            .set(i64::try_from(size_bytes).unwrap_or(i64::MAX));
    }

    /// So many lines were left out of the log.
    pub fn log_lines_left_out(&self, lines: u64) {
        self.0.log_lines_left_out.inc_by(lines);
    }

    /// How far the room that is furthest behind is behind other nodes.
    pub fn behind(&self, entries: usize) {
        let entries = i64::try_from(entries).unwrap_or(i64::MAX);
        self.0.behind_entries.set(entries);
    }

    /// The journal made everything that waited durable, with one fsync.
    pub fn synced(&self) {
        self.0.syncs.inc();
    }

    /// How many fsyncs the journal has needed.
    pub fn syncs(&self) -> u64 {
        self.0.syncs.get()
    }

    /// All numbers in the text format of OpenMetrics.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        encode(&mut text, &self.0.registry).expect("writing to a string cannot fail");
        text
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

/// Sends log lines to standard error; `RUST_LOG` chooses which, `info` where it says nothing. Of very many of one kind
/// some are left out, which whoever is given back tells.
pub fn log_to_standard_error() -> Floods {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let floods = Floods::new();
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        // Colours are for people; a file would be full of their codes.
        .with_ansi(std::io::stderr().is_terminal())
        .with_filter(filter.and(floods.clone()));
    tracing_subscriber::registry().with(lines).init();
    floods
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clone_counts_into_the_same_numbers() {
        let metrics = Metrics::new();
        metrics.clone().socket_opened();
        metrics.clone().committed(3, Duration::from_millis(2));
        metrics.refused(RefusalCode::MovedOn);
        let text = metrics.to_text();
        for line in [
            "plenary_sockets 1",
            "plenary_entries_total 3",
            "plenary_commits_total 1",
            "plenary_refusals_total{code=\"moved_on\"} 1",
        ] {
            assert!(
                text.lines().any(|found| found == line),
                "{line} in:\n{text}"
            );
        }
    }
}
