//! The one thread that writes. Everything that waits goes into one transaction, so a thousand appends cost one fsync.
//!
//! An append that does not fit (code taken, conflict) is found by looking before writing, so it never spoils the
//! others in its group. A fault of the disk fails the whole group; the next group tries again on a fresh connection,
//! so the journal comes back by itself once the cause is gone.

use plenary_protocol::{
    id::{JoinCode, WorkshopId},
    limits,
};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use tokio::sync::{mpsc, oneshot};

use super::schema;
use crate::{journal::JournalError, telemetry::Metrics};

/// One thing to be written, and where to say how it went.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) work: Work,
    pub(super) reply: oneshot::Sender<Result<(), JournalError>>,
}

/// What is to be written.
#[derive(Debug)]
pub(super) enum Work {
    Create {
        workshop: WorkshopId,
        code: JoinCode,
        first: Vec<u8>,
    },
    Append {
        workshop: WorkshopId,
        after: u64,
        entries: Vec<Vec<u8>>,
    },
    Snapshot {
        workshop: WorkshopId,
        seq: u64,
        snapshot: Vec<u8>,
    },
    /// Nothing, but durably.
    Probe,
}

/// The writing connection and what it needs to come back after a fault.
pub(super) struct Writer {
    open_again: OpenAgain,
    // `None` after a fault: what a broken connection would do next is not worth guessing.
    connection: Option<Connection>,
    metrics: Metrics,
}

/// How the writer comes to a new connection after a fault.
pub(super) type OpenAgain = Box<dyn Fn() -> rusqlite::Result<Connection> + Send>;

type Answer = Result<(), JournalError>;

impl Writer {
    pub(super) fn new(connection: Connection, open_again: OpenAgain, metrics: Metrics) -> Self {
        Self {
            open_again,
            connection: Some(connection),
            metrics,
        }
    }

    /// Writes until the last sender is gone.
    pub(super) fn run(mut self, mut queue: mpsc::Receiver<Job>) {
        let mut group = Vec::with_capacity(limits::JOURNAL_GROUP);
        while queue.blocking_recv_many(&mut group, limits::JOURNAL_GROUP) > 0 {
            // A snapshot can be large and nobody waits to be told it is safe, so appends do not wait for it.
            let (snapshots, appends): (Vec<Job>, Vec<Job>) = group
                .drain(..)
                .partition(|job| matches!(job.work, Work::Snapshot { .. }));
            self.write_group(appends);
            for snapshot in snapshots {
                self.write_group(vec![snapshot]);
            }
        }
    }

    fn write_group(&mut self, jobs: Vec<Job>) {
        if jobs.is_empty() {
            return;
        }
        let (work, replies): (Vec<Work>, Vec<_>) =
            jobs.into_iter().map(|job| (job.work, job.reply)).unzip();
        let answers = self.commit(&work).unwrap_or_else(|err| {
            self.connection = None;
            let cause = err.to_string();
            tracing::error!(error = %cause, "the journal cannot be written: {cause}");
            vec![Err(JournalError::Unavailable(cause)); work.len()]
        });
        for (reply, answer) in replies.into_iter().zip(answers) {
            // Whoever asked may have gone; what is written stays written.
            drop(reply.send(answer));
        }
    }

    /// One transaction for all; an error here is a fault of the storage and concerns all.
    fn commit(&mut self, group: &[Work]) -> rusqlite::Result<Vec<Answer>> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            broken => broken.insert((self.open_again)()?),
        };
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let answers = group
            .iter()
            .map(|work| work.write(&transaction))
            .collect::<rusqlite::Result<Vec<Answer>>>()?;
        transaction.commit()?;
        self.metrics.synced();
        Ok(answers)
    }
}

impl Work {
    fn write(&self, transaction: &Transaction<'_>) -> rusqlite::Result<Answer> {
        match self {
            Work::Create {
                workshop,
                code,
                first,
            } => create(transaction, *workshop, *code, first),
            Work::Append {
                workshop,
                after,
                entries,
            } => append(transaction, *workshop, *after, entries),
            Work::Snapshot {
                workshop,
                seq,
                snapshot,
            } => save_snapshot(transaction, *workshop, *seq, snapshot),
            Work::Probe => schema::write_layout(transaction).map(Ok),
        }
    }
}

fn create(
    transaction: &Transaction<'_>,
    workshop: WorkshopId,
    code: JoinCode,
    first: &[u8],
) -> rusqlite::Result<Answer> {
    let code = code.to_string();
    let is_taken = transaction
        .prepare_cached("SELECT 1 FROM workshop WHERE code = ?1")?
        .exists([&code])?;
    if is_taken {
        return Ok(Err(JournalError::CodeTaken));
    }
    let last = last_seq(transaction, workshop)?;
    if last > 0 {
        let last = last.unsigned_abs();
        return Ok(Err(JournalError::Conflict { after: 0, last }));
    }
    transaction
        .prepare_cached("INSERT INTO workshop (id, code) VALUES (?1, ?2)")?
        .execute((workshop.as_bytes(), &code))?;
    insert(transaction, workshop, 1, first)?;
    Ok(Ok(()))
}

fn append(
    transaction: &Transaction<'_>,
    workshop: WorkshopId,
    after: u64,
    entries: &[Vec<u8>],
) -> rusqlite::Result<Answer> {
    let last = last_seq(transaction, workshop)?;
    if last == 0 || last.unsigned_abs() != after {
        let last = last.unsigned_abs();
        return Ok(Err(JournalError::Conflict { after, last }));
    }
    for (seq, entry) in (last + 1..).zip(entries) {
        insert(transaction, workshop, seq, entry)?;
    }
    Ok(Ok(()))
}

fn save_snapshot(
    transaction: &Transaction<'_>,
    workshop: WorkshopId,
    seq: u64,
    snapshot: &[u8],
) -> rusqlite::Result<Answer> {
    let seq = i64::try_from(seq).unwrap_or(i64::MAX);
    let is_known = last_seq(transaction, workshop)? > 0;
    if is_known {
        transaction
            .prepare_cached(
                "INSERT INTO snapshot (workshop, seq, bytes) VALUES (?1, ?2, ?3)
                 ON CONFLICT (workshop) DO UPDATE SET seq = excluded.seq, bytes = excluded.bytes
                 WHERE snapshot.seq < excluded.seq",
            )?
            .execute((workshop.as_bytes(), seq, snapshot))?;
    }
    Ok(Ok(()))
}

fn last_seq(transaction: &Transaction<'_>, workshop: WorkshopId) -> rusqlite::Result<i64> {
    // The key is (workshop, seq), so this goes straight to the one row.
    let last = transaction
        .prepare_cached("SELECT seq FROM entry WHERE workshop = ?1 ORDER BY seq DESC LIMIT 1")?
        .query_row([workshop.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(last.unwrap_or(0))
}

fn insert(
    transaction: &Transaction<'_>,
    workshop: WorkshopId,
    seq: i64,
    entry: &[u8],
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT INTO entry (workshop, seq, bytes) VALUES (?1, ?2, ?3)")?
        .execute((workshop.as_bytes(), seq, entry))
        .map(drop)
}
