//! People who mark one thing after another, and remember what they were told about each.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use plenary_client::{api::Api, participant::Participant};
use plenary_protocol::{
    documents::MarkValue,
    framework::{self, DomainId},
    id::{RoundId, SeatId},
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use tokio::{sync::Notify, task::JoinSet, time::timeout};

use crate::{PATIENCE, details};

/// What a person knows about one domain.
#[derive(Debug, Clone, Copy)]
pub enum Told {
    /// Never marked.
    Nothing,
    /// The phone said "saved".
    Saved(MarkValue),
    /// A mark is under way.
    NotYet {
        /// What was saved before it.
        before: Option<MarkValue>,
        /// The mark.
        under_way: MarkValue,
    },
}

/// Somebody who marks, and what they were told.
#[derive(Debug)]
pub struct Person {
    /// The device.
    pub phone: Participant,
    domains: Arc<Vec<DomainId>>,
    saved: BTreeMap<usize, MarkValue>,
    under_way: Option<(usize, MarkValue)>,
    /// Marks made.
    pub made: u64,
    /// Marks of which the phone said that they are saved.
    pub acknowledged: u64,
}

impl Person {
    /// Joins, as the n-th person of a crowd.
    pub async fn join(api: &Api, code: &str, number: u32) -> anyhow::Result<Self> {
        let sector = ["civic", "vcse", "health-care"][number as usize % 3];
        let tool = framework::built_in_by_id("pit-a").expect("built in");
        Ok(Self {
            phone: Participant::join(api, &details(code, sector)).await?,
            domains: Arc::new(
                tool.domains
                    .iter()
                    .map(|domain| domain.id.clone())
                    .collect(),
            ),
            saved: BTreeMap::new(),
            under_way: None,
            made: 0,
            acknowledged: 0,
        })
    }

    /// The seat.
    pub fn seat(&self) -> SeatId {
        self.phone.ticket.seat
    }

    /// What was told about a domain, counted from 0.
    pub fn told(&self, domain: usize) -> Told {
        let before = self.saved.get(&domain).copied();
        match (self.under_way, before) {
            (Some((marked, under_way)), before) if marked == domain => {
                Told::NotYet { before, under_way }
            }
            (_, Some(value)) => Told::Saved(value),
            (_, None) => Told::Nothing,
        }
    }

    /// Opens the socket again, as often as it is closed again; what is under way is sent, and said to be saved.
    pub async fn come_back(&mut self) -> anyhow::Result<()> {
        let (ballot, connection) = (&self.phone.ballot, self.phone.connection());
        let trying = async {
            loop {
                ballot.reconnect().await?;
                tokio::select! {
                    biased;
                    saved = ballot.saved() => return anyhow::Ok(saved?),
                    gone = connection.closed(PATIENCE) => drop(gone?),
                }
            }
        };
        timeout(PATIENCE, trying).await??;
        self.note_saved();
        Ok(())
    }

    /// Makes one mark, and does not wait until it is saved.
    pub async fn begin_mark(
        &mut self,
        round: RoundId,
        domain: usize,
        value: MarkValue,
    ) -> anyhow::Result<()> {
        self.under_way = Some((domain, value));
        self.made += 1;
        let domain = &self.domains[domain];
        self.phone.ballot.mark(round, domain, value).await?;
        Ok(())
    }

    /// Waits until the mark that is under way is saved.
    pub async fn finish_mark(&mut self) -> anyhow::Result<()> {
        self.phone.ballot.saved().await?;
        self.note_saved();
        Ok(())
    }

    /// Makes one mark and waits until it is saved; false where the server has gone meanwhile.
    async fn mark(
        &mut self,
        round: RoundId,
        domain: usize,
        value: MarkValue,
    ) -> anyhow::Result<bool> {
        self.begin_mark(round, domain, value).await?;
        let gone = self.phone.connection().closed(PATIENCE);
        tokio::select! {
            biased;
            saved = self.phone.ballot.saved() => saved?,
            gone = gone => {
                gone?;
                return Ok(false);
            }
        }
        self.note_saved();
        Ok(true)
    }

    fn note_saved(&mut self) {
        if let Some((domain, value)) = self.under_way.take() {
            self.saved.insert(domain, value);
            self.acknowledged += 1;
        }
    }
}

/// The moment in the middle of marking at which something is done to the server: when so many marks are left to make.
#[derive(Debug, Clone, Default)]
pub struct Moment {
    at_left: u64,
    reached: Arc<Notify>,
}

impl Moment {
    /// When so many marks are left.
    pub fn at(at_left: u64) -> Self {
        Self {
            at_left,
            reached: Arc::default(),
        }
    }

    /// Waits for it.
    pub async fn reached(&self) {
        self.reached.notified().await;
    }

    fn passes(&self, left: u64) {
        if left == self.at_left {
            self.reached.notify_one();
        }
    }
}

/// Everybody marks at once, until so many marks have been made in all or the server has gone.
pub(super) async fn mark(
    people: &mut Vec<Person>,
    round: RoundId,
    marks: u64,
    seed: u64,
    moment: &Moment,
) -> anyhow::Result<()> {
    let left = Arc::new(AtomicU64::new(marks));
    let mut marking = JoinSet::new();
    for (index, mut person) in people.drain(..).enumerate() {
        let (left, moment) = (left.clone(), moment.clone());
        let mut random = StdRng::seed_from_u64(seed.wrapping_add(index as u64));
        marking.spawn(async move {
            let take = |left: u64| left.checked_sub(1);
            while let Ok(left) = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take) {
                moment.passes(left);
                let domain = random.random_range(0..person.domains.len());
                let value = match random.random_range(0..9) {
                    0 => MarkValue::Unsure,
                    other => MarkValue::Level(other % 4 + 1),
                };
                if !person.mark(round, domain, value).await? {
                    break;
                }
            }
            anyhow::Ok(person)
        });
    }
    while let Some(person) = marking.join_next().await {
        people.push(person??);
    }
    Ok(())
}

/// People at each level, domain by domain.
pub(super) fn recount(people: &[Person]) -> Vec<Vec<u32>> {
    let tool = framework::built_in_by_id("pit-a").expect("built in");
    let mut counts = vec![vec![0; tool.levels.len()]; tool.domains.len()];
    for person in people {
        for (domain, counts) in counts.iter_mut().enumerate() {
            if let Told::Saved(MarkValue::Level(level)) = person.told(domain) {
                counts[usize::from(level) - 1] += 1;
            }
        }
    }
    counts
}
