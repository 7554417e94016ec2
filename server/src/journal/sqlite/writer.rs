//! The one thread that writes. Everything that waits goes into one transaction, so a thousand appends cost one fsync.
//!
//! An append that does not fit (code taken, conflict) is found by looking before writing, so it never spoils the
//! others in its group. A fault of the disk fails the whole group; the next group tries again on a fresh connection,
//! so the journal comes back by itself once the cause is gone.
//!
//! Before and behind each commit it looks whether the file is still in its place: what was written to one that was
//! removed or replaced is not acknowledged.

use std::sync::Arc;

use plenary_protocol::{
    id::{JoinCode, SpaceId},
    limits,
};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior};
use tokio::{
    runtime::Runtime,
    sync::{mpsc, oneshot},
    time::timeout,
};

use super::{
    chain::{Chain, Damage},
    place::{Displaced, Place},
    schema,
};
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
        workshop: SpaceId,
        code: JoinCode,
        first: Vec<u8>,
    },
    Append {
        workshop: SpaceId,
        after: u64,
        entries: Vec<Vec<u8>>,
    },
    Snapshot {
        workshop: SpaceId,
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
    place: Arc<Place>,
    displaced: Option<Displaced>,
    // Whether the file itself says that it has a log: then a log that is lost is missed.
    is_log_expected: bool,
    metrics: Metrics,
}

/// Why a whole group was not written.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error(transparent)]
    Displaced(#[from] Displaced),
    /// Found out when it had been written: if the file comes back it is there, and otherwise it is not.
    #[error(transparent)]
    DisplacedMeanwhile(Displaced),
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}

/// How the writer comes to a new connection after a fault.
pub(super) type OpenAgain = Box<dyn Fn() -> rusqlite::Result<Connection> + Send>;

type Answer = Result<(), JournalError>;

impl Writer {
    pub(super) fn new(
        connection: Connection,
        open_again: OpenAgain,
        place: Arc<Place>,
        metrics: Metrics,
    ) -> Self {
        Self {
            open_again,
            connection: Some(connection),
            place,
            displaced: None,
            is_log_expected: false,
            metrics,
        }
    }

    /// Writes until the last sender is gone. The runtime is for waiting with an end, and is this thread's alone.
    pub(super) fn run(mut self, runtime: &Runtime, mut queue: mpsc::Receiver<Job>) {
        let mut group = Vec::with_capacity(limits::JOURNAL_GROUP);
        loop {
            let received = queue.recv_many(&mut group, limits::JOURNAL_GROUP);
            let received =
                runtime.block_on(async { timeout(limits::JOURNAL_LOOK_EVERY, received).await });
            match received {
                Ok(0) => break,
                Ok(_) => self.write(&mut group),
                // Nobody writes, and whoever runs the server is to be told all the same.
                Err(_) => {
                    let _ = self.look();
                }
            }
        }
        self.end();
    }

    fn write(&mut self, group: &mut Vec<Job>) {
        // A snapshot can be large and nobody waits to be told it is safe, so appends do not wait for it.
        let (snapshots, appends): (Vec<Job>, Vec<Job>) = group
            .drain(..)
            .partition(|job| matches!(job.work, Work::Snapshot { .. }));
        self.write_group(appends);
        for snapshot in snapshots {
            self.write_group(vec![snapshot]);
        }
    }

    fn write_group(&mut self, jobs: Vec<Job>) {
        if jobs.is_empty() {
            return;
        }
        let (work, replies): (Vec<Work>, Vec<_>) =
            jobs.into_iter().map(|job| (job.work, job.reply)).unzip();
        let answers = self.commit_in_place(&work).unwrap_or_else(|fault| {
            let err = self.failed(fault);
            vec![Err(err); work.len()]
        });
        for (reply, answer) in replies.into_iter().zip(answers) {
            // Whoever asked may have gone; what is written stays written.
            drop(reply.send(answer));
        }
    }

    fn failed(&mut self, fault: Fault) -> JournalError {
        match fault {
            // The connection stays: a new one would write to whatever stands there now. It was said in the log.
            Fault::Displaced(displaced) => JournalError::Displaced(displaced.to_string()),
            Fault::DisplacedMeanwhile(displaced) => JournalError::Undecided(displaced.to_string()),
            Fault::Sqlite(err) => {
                self.connection = None;
                let cause = err.to_string();
                tracing::error!(error = %cause, "the journal cannot be written: {cause}");
                JournalError::Unavailable(cause)
            }
        }
    }

    fn commit_in_place(&mut self, group: &[Work]) -> Result<Vec<Answer>, Fault> {
        self.look()?;
        let answers = self.commit(group)?;
        self.look().map_err(Fault::DisplacedMeanwhile)?;
        Ok(answers)
    }

    /// Whether the file is in its place; said in the log when that has changed.
    fn look(&mut self) -> Result<(), Displaced> {
        let found = self.place.check();
        let displaced = found.err();
        if displaced != self.displaced {
            self.displaced = displaced;
            let path = self.place.path().display();
            match displaced {
                Some(displaced) => tracing::error!(
                    "{displaced} ({path}): nothing is saved any more; put it back where it was, or end this server and start it on a backup"
                ),
                None => tracing::info!("the journal's file is back in its place ({path})"),
            }
        }
        found
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
        if !self.is_log_expected {
            schema::expect_log(&transaction)?;
        }
        transaction.commit()?;
        self.metrics.synced();
        if !self.is_log_expected {
            self.place.log_is_there();
            // The first of all entries then stands in the file, and with it that there is a log. Where that fails, the
            // log holds what was written all the same, and the next commit tries again.
            self.is_log_expected = schema::take_over_log(connection).unwrap_or(false);
        }
        Ok(answers)
    }

    /// Leaves one file that is whole without a log. Where that fails the log stays, and the file says so.
    fn end(mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        // Not left to the closing: SQLite then passes over a file that was moved away.
        let folded = schema::expect_no_log(&connection)
            .and_then(|()| schema::empty_log(&connection))
            .and_then(|()| match self.place.may_remove_log() {
                true => schema::let_log_go(&connection),
                false => Ok(()),
            });
        if let Err(err) = folded {
            tracing::warn!("the log stays beside the journal's file, which needs it: {err}");
        }
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
            Work::Probe => schema::write_format(transaction).map(Ok),
        }
    }
}

fn create(
    transaction: &Transaction<'_>,
    workshop: SpaceId,
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
    if let Some((last, _)) = last(transaction, workshop)? {
        return Ok(Err(JournalError::Conflict { after: 0, last }));
    }
    transaction
        .prepare_cached("INSERT INTO workshop (id, code) VALUES (?1, ?2)")?
        .execute((workshop.as_bytes(), &code))?;
    let begin = Chain::begin(workshop, &code);
    insert(transaction, workshop, (1, begin.link(1, first)), first)?;
    Ok(Ok(()))
}

fn append(
    transaction: &Transaction<'_>,
    workshop: SpaceId,
    after: u64,
    entries: &[Vec<u8>],
) -> rusqlite::Result<Answer> {
    let (last, chain) = last(transaction, workshop)?.unwrap_or((0, None));
    if last == 0 || last != after {
        return Ok(match is_there(transaction, workshop, after, entries)? {
            true => Ok(()),
            false => Err(JournalError::Conflict { after, last }),
        });
    }
    let Some(mut chain) = chain else {
        return Ok(Err(Damage::Entry(last).into()));
    };
    for (seq, entry) in (last + 1..).zip(entries) {
        chain = chain.link(seq, entry);
        insert(transaction, workshop, (seq, chain), entry)?;
    }
    Ok(Ok(()))
}

/// Whether these entries are all that stands behind `after`: what was written and not acknowledged is asked for again.
fn is_there(
    transaction: &Transaction<'_>,
    workshop: SpaceId,
    after: u64,
    entries: &[Vec<u8>],
) -> rusqlite::Result<bool> {
    let mut read = transaction
        .prepare_cached("SELECT bytes FROM entry WHERE workshop = ?1 AND seq > ?2 ORDER BY seq")?;
    let mut rows = read.query((workshop.as_bytes(), number(after)))?;
    for entry in entries {
        match rows.next()? {
            Some(row) if row.get_ref(0)?.as_blob() == Ok(entry) => {}
            _ => return Ok(false),
        }
    }
    Ok(!entries.is_empty() && rows.next()?.is_none())
}

/// A snapshot of an entry that is not there is of no use to anybody, so it is passed over.
fn save_snapshot(
    transaction: &Transaction<'_>,
    workshop: SpaceId,
    seq: u64,
    snapshot: &[u8],
) -> rusqlite::Result<Answer> {
    let of = transaction
        .prepare_cached("SELECT seq, chain FROM entry WHERE workshop = ?1 AND seq = ?2")?
        .query_row((workshop.as_bytes(), number(seq)), link)
        .optional()?;
    if let Some((seq, Some(chain))) = of {
        let chain = chain.link(seq, snapshot).to_sql();
        transaction
            .prepare_cached(
                "INSERT INTO snapshot (workshop, seq, chain, bytes) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (workshop) DO UPDATE
                 SET seq = excluded.seq, chain = excluded.chain, bytes = excluded.bytes
                 WHERE snapshot.seq < excluded.seq",
            )?
            .execute((workshop.as_bytes(), number(seq), chain, snapshot))?;
    }
    Ok(Ok(()))
}

/// An entry and its checksum, where that is one.
type Link = (u64, Option<Chain>);

/// A workshop's last entry.
fn last(transaction: &Transaction<'_>, workshop: SpaceId) -> rusqlite::Result<Option<Link>> {
    // The key is (workshop, seq), so this goes straight to the one row.
    transaction
        .prepare_cached(
            "SELECT seq, chain FROM entry WHERE workshop = ?1 ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([workshop.as_bytes()], link)
        .optional()
}

fn link(row: &Row<'_>) -> rusqlite::Result<Link> {
    let (seq, chain): (i64, i64) = (row.get(0)?, row.get(1)?);
    Ok((seq.unsigned_abs(), Chain::from_sql(chain)))
}

fn insert(
    transaction: &Transaction<'_>,
    workshop: SpaceId,
    (seq, chain): (u64, Chain),
    entry: &[u8],
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT INTO entry (workshop, seq, chain, bytes) VALUES (?1, ?2, ?3, ?4)")?
        .execute((workshop.as_bytes(), number(seq), chain.to_sql(), entry))
        .map(drop)
}

/// SQLite's numbers have a sign; what does not fit is no seq that was ever written.
fn number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}
