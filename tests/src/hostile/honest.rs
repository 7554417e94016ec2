//! The workshop that goes on: sixty people who mark, each a few times a second, and how long each mark takes to be saved.

use std::time::Duration;

use plenary_protocol::{documents::MarkValue, id::RoundId};
use rand::{Rng, SeedableRng, rngs::StdRng};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep},
};

use crate::crowd::{Crowd, Person};

/// How long each mark took.
pub(super) struct Marking {
    times: Vec<Duration>,
}

impl Marking {
    /// Lets everybody mark for so long.
    pub(super) async fn of(crowd: &mut Crowd, each: Duration) -> anyhow::Result<Self> {
        let until = Instant::now() + each;
        let mut marking = JoinSet::new();
        for (number, person) in (0..).zip(std::mem::take(&mut crowd.people)) {
            marking.spawn(mark(person, crowd.round, number, until));
        }
        let mut times = Vec::new();
        while let Some(marked) = marking.join_next().await {
            let (person, taken) = marked??;
            crowd.people.push(person);
            times.extend(taken);
        }
        times.sort_unstable();
        Ok(Self { times })
    }

    /// The time that one mark in a hundred exceeds.
    pub(super) fn p99(&self) -> Duration {
        let index = (self.times.len() * 99 / 100).min(self.times.len().saturating_sub(1));
        self.times.get(index).copied().unwrap_or_default()
    }
}

async fn mark(
    mut person: Person,
    round: RoundId,
    seed: u64,
    until: Instant,
) -> anyhow::Result<(Person, Vec<Duration>)> {
    let mut random = StdRng::seed_from_u64(seed);
    let mut times = Vec::new();
    while Instant::now() < until {
        let level = MarkValue::Level(random.random_range(1..=4));
        let began = Instant::now();
        person
            .begin_mark(round, random.random_range(0..10), level)
            .await?;
        person.finish_mark().await?;
        times.push(began.elapsed());
        // As people do, and not as fast as the server allows.
        sleep(Duration::from_millis(random.random_range(200..400))).await;
    }
    Ok((person, times))
}
