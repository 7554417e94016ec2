//! Everything at once that a stranger, a participant and a careless script can do to a server, beside an honest workshop
//! of sixty people: what each tried, what bounds it, and what it came to.

mod attacks;
mod honest;
mod participants;

use std::{sync::Arc, time::Duration};

use tokio::{
    runtime::Builder,
    task::JoinSet,
    time::{Instant, interval, sleep},
};

use crate::{
    Process,
    crowd::{Comparison, Crowd},
    process::Manner,
};
use attacks::Prepared;
use honest::Marking;

/// The most memory that a server may take while all of it goes on.
pub const MEMORY_MEGABYTES: u64 = 400;
/// How many times as long as on a quiet server the slowest of a hundred marks may take.
pub const SLOWER: u32 = 5;

/// How long, and beside how many people.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// People who mark.
    pub people: u32,
    /// How long they mark on a quiet server, and how long under attack.
    pub each: Duration,
}

/// What one attack tried, and what came of it.
#[derive(Debug)]
pub struct Tried {
    /// What it is.
    pub what: &'static str,
    /// How often something was tried.
    pub times: u64,
    /// The same in words, and of what.
    pub tried: String,
    /// What must hold.
    pub bound: String,
    /// What was seen.
    pub seen: String,
    /// Whether it held, by what the attacker saw. Of what only takes memory, no attacker sees anything: there the memory of the
    /// server is the bound.
    pub held: bool,
}

impl Tried {
    /// Whether the bound was tried and held: an attack that never began proves nothing.
    pub fn holds(&self) -> bool {
        self.times > 0 && self.held
    }
}

/// What came of all of it.
#[derive(Debug)]
pub struct Outcome {
    /// The attacks.
    pub attacks: Vec<Tried>,
    /// How long a mark took until it was saved, in the slowest of a hundred: quiet, and under attack.
    pub saved_p99: (Duration, Duration),
    /// The most memory that the server took.
    pub memory_megabytes: u64,
    /// Marks that were acknowledged in both times.
    pub acknowledged: u64,
    /// The journal, held against what everybody was told.
    pub compared: Comparison,
}

/// Lets sixty people mark on a quiet server, then under attack, and reads the journal.
pub async fn run(plan: Plan) -> anyhow::Result<Outcome> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("plenary.db");
    let server = Arc::new(Process::start(&data, Manner::default()).await?);
    let mut crowd = Crowd::gather(&server, &data, plan.people).await?;

    let prepared = Prepared::at(&server).await?;
    let quiet = Marking::of(&mut crowd, plan.each).await?;
    let until = Instant::now() + plan.each;
    let attacking = tokio::task::spawn_blocking(move || attack(prepared, until));
    let watching = tokio::spawn(most_memory(server.clone(), until));
    let attacked = Marking::of(&mut crowd, plan.each).await?;
    let outcome = Outcome {
        attacks: attacking.await??,
        saved_p99: (quiet.p99(), attacked.p99()),
        memory_megabytes: watching.await??,
        acknowledged: crowd.acknowledged(),
        compared: crowd.compare().await?,
    };
    let server = Arc::into_inner(server).expect("nobody attacks any more");
    server.end().await?;
    Ok(outcome)
}

/// Attacks from a thread of its own, which leaves the machine to the others where they want it: honest people's devices are
/// elsewhere, and are not slowed by those of attackers; only their server is.
fn attack(prepared: Prepared, until: Instant) -> anyhow::Result<Vec<Tried>> {
    rustix::process::setpriority_process(None, plenary_protocol::limits::REQUESTS_NICENESS)?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let (mut attacking, mut attacks) = (JoinSet::new(), Vec::new());
        prepared.begin(until, &mut attacking);
        while let Some(attack) = attacking.join_next().await {
            attacks.push(attack??);
        }
        attacks.sort_by_key(|attack| attack.what);
        Ok(attacks)
    })
}

/// As fast as a pace lets somebody who has nothing to lose.
async fn pause() {
    sleep(Duration::from_millis(20)).await;
}

async fn most_memory(server: Arc<Process>, until: Instant) -> anyhow::Result<u64> {
    let mut ticks = interval(Duration::from_millis(100));
    let mut most = 0;
    while Instant::now() < until {
        ticks.tick().await;
        most = most.max(server.cost()?.memory_kilobytes / 1_024);
    }
    Ok(most)
}
