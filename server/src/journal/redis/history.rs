//! Reading a workshop back: its snapshot, and the entries behind it, page by page.

use plenary_protocol::{id::SpaceId, limits};
use redis::{Value, cmd};

use super::{
    RedisJournal, keys,
    places::{Place, Run},
    stream::{self, Broken, Chain, Garbage, Standing},
};
use crate::journal::{JournalError, Stored};

const PAGE: usize = limits::REDIS_PAGE_ENTRIES;

/// What was read of a stream.
#[derive(Debug)]
enum Read {
    /// Nothing stands there.
    Nothing,
    /// The entries behind the place where reading began.
    Entries(Vec<(u64, Vec<u8>)>),
    /// The place where reading should begin is not part of the history; this is the first entry behind it that is.
    Elsewhere(u64),
}

impl RedisJournal {
    pub(super) async fn load_stored(
        &self,
        workshop: SpaceId,
    ) -> Result<Option<Stored>, JournalError> {
        let mut begins_at = 1;
        for _ in 0..limits::REDIS_LOAD_TRIES {
            self.places.forget(workshop);
            let snapshot = self.snapshot(workshop).await?;
            if let Some((place, bytes)) = snapshot {
                match self.read_behind(workshop, place).await? {
                    Read::Nothing => return Ok(None),
                    Read::Entries(entries) => {
                        let snapshot = Some((place.seq, bytes));
                        return Ok(Some(Stored { snapshot, entries }));
                    }
                    Read::Elsewhere(_) => tracing::warn!(
                        workshop.id = %workshop,
                        "the snapshot of {workshop} is not of the history that is kept: loading without it"
                    ),
                }
            }
            match self.read_behind(workshop, Place::START).await? {
                Read::Nothing => return Ok(None),
                Read::Entries(entries) => {
                    let snapshot = None;
                    return Ok(Some(Stored { snapshot, entries }));
                }
                // Trimmed between the two questions; the snapshot that allowed it is there by now.
                Read::Elsewhere(first) => begins_at = first,
            }
        }
        Err(trimmed(workshop, begins_at))
    }

    pub(super) async fn entries_from(
        &self,
        workshop: SpaceId,
        from: u64,
    ) -> Result<Vec<(u64, Vec<u8>)>, JournalError> {
        let after = from.saturating_sub(1);
        let read = match self.places.tag(workshop, after) {
            Some(tag) => {
                let place = Place { seq: after, tag };
                match self.read_behind(workshop, place).await? {
                    Read::Nothing | Read::Elsewhere(_) if 0 < after => {
                        return Err(JournalError::Rewritten { after });
                    }
                    read => read,
                }
            }
            None => self.read_from(workshop, from).await?,
        };
        match read {
            Read::Nothing => Ok(Vec::new()),
            Read::Entries(entries) => Ok(entries),
            Read::Elsewhere(first) => Err(trimmed(workshop, first)),
        }
    }

    /// At most so many entries from this seq on, or from the first that is kept.
    pub(super) async fn some_entries_from(
        &self,
        workshop: SpaceId,
        from: u64,
        most: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>, JournalError> {
        let page = self.page(workshop, format!("{from}-0"), most).await?;
        let Some(first) = page.first() else {
            return Ok(Vec::new());
        };
        let mut chain = Chain::behind(Place {
            seq: first.place.seq - 1,
            tag: first.previous,
        });
        for entry in &page {
            chain.next(entry).map_err(|err| broken(workshop, &err))?;
        }
        let entries = page.into_iter();
        Ok(entries
            .map(|entry| (entry.place.seq, entry.bytes))
            .collect())
    }

    /// The last seq there is, 0 where there is none.
    pub(super) async fn last(&self, workshop: SpaceId) -> Result<u64, JournalError> {
        let mut question = cmd("XREVRANGE");
        question.arg(keys::journal(workshop)).arg("+").arg("-");
        question.arg("COUNT").arg(1);
        let newest = self.ask_entries(workshop, &question).await?;
        Ok(newest.first().map_or(0, |entry| entry.place.seq))
    }

    async fn snapshot(&self, workshop: SpaceId) -> Result<Option<(Place, Vec<u8>)>, JournalError> {
        let mut question = cmd("HMGET");
        question
            .arg(keys::snapshot(workshop))
            .arg(&["seq", "tag", "bytes"]);
        type Kept = (Option<u64>, Option<u64>, Option<Vec<u8>>);
        let kept: Kept = self.reading.ask(&question).await?;
        Ok(match kept {
            (Some(seq), Some(tag), Some(bytes)) => Some((Place { seq, tag }, bytes)),
            _ => None,
        })
    }

    /// Everything behind this very entry.
    async fn read_behind(&self, workshop: SpaceId, place: Place) -> Result<Read, JournalError> {
        let mut page = self.page(workshop, place.to_string(), PAGE).await?;
        let Some(first) = page.first() else {
            // A stream is never emptied: trimming leaves the entry that the snapshot stands at.
            return Ok(match self.last(workshop).await? {
                0 => Read::Nothing,
                last => Read::Elsewhere(last),
            });
        };
        if place == Place::START {
            if first.place.seq != 1 {
                return Ok(Read::Elsewhere(first.place.seq));
            }
        } else if first.place == place {
            // It was seen to stand there, so a history that is rewritten from here on is noticed.
            let (from, to, tag) = (place.seq, place.seq, place.tag);
            self.places.learn(workshop, Run { from, to, tag });
            page.remove(0);
            if page.is_empty() {
                return Ok(Read::Entries(Vec::new()));
            }
        } else {
            return Ok(Read::Elsewhere(first.place.seq));
        }
        self.read_on(workshop, Chain::behind(place), page).await
    }

    /// Everything from this seq on, of whatever history there is.
    async fn read_from(&self, workshop: SpaceId, from: u64) -> Result<Read, JournalError> {
        let page = self.page(workshop, format!("{from}-0"), PAGE).await?;
        let Some(first) = page.first() else {
            return Ok(Read::Nothing);
        };
        if first.place.seq != from {
            return Ok(Read::Elsewhere(first.place.seq));
        }
        let behind = Place {
            seq: from - 1,
            tag: first.previous,
        };
        self.read_on(workshop, Chain::behind(behind), page).await
    }

    async fn read_on(
        &self,
        workshop: SpaceId,
        mut chain: Chain,
        mut page: Vec<Standing>,
    ) -> Result<Read, JournalError> {
        let mut entries = Vec::with_capacity(page.len());
        loop {
            for entry in page {
                chain.next(&entry).map_err(|err| broken(workshop, &err))?;
                entries.push((entry.place.seq, entry.bytes));
            }
            page = self
                .page(workshop, format!("({}", chain.at()), PAGE)
                .await?;
            if page.is_empty() {
                break;
            }
        }
        if let Some(run) = chain.run() {
            self.places.learn(workshop, run);
        }
        Ok(Read::Entries(entries))
    }

    async fn page(
        &self,
        workshop: SpaceId,
        start: String,
        most: usize,
    ) -> Result<Vec<Standing>, JournalError> {
        let mut question = cmd("XRANGE");
        question.arg(keys::journal(workshop)).arg(start).arg("+");
        question.arg("COUNT").arg(most);
        self.ask_entries(workshop, &question).await
    }

    async fn ask_entries(
        &self,
        workshop: SpaceId,
        question: &redis::Cmd,
    ) -> Result<Vec<Standing>, JournalError> {
        let answer: Value = self.reading.ask(question).await?;
        stream::entries(answer).map_err(|Garbage| garbage(workshop))
    }
}

fn garbage(workshop: SpaceId) -> JournalError {
    JournalError::Unreadable(format!(
        "the stream of {workshop} holds something that Plenary did not write"
    ))
}

fn broken(workshop: SpaceId, broken: &Broken) -> JournalError {
    let Broken { behind, found } = broken;
    JournalError::Unreadable(format!(
        "in the stream of {workshop}, entry {found} does not continue entry {behind}"
    ))
}

fn trimmed(workshop: SpaceId, first: u64) -> JournalError {
    JournalError::Unreadable(format!(
        "the entries of {workshop} before {first} were trimmed, and no snapshot of this version stands in for them"
    ))
}
