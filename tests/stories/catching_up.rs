//! A node that stood still: while it reads what it missed it says that it is not ready, and then it is.

use anyhow::{Context, ensure};
use plenary_protocol::{
    command::Command,
    entry::{Control, Entry, Event},
};
use plenary_server::journal::{
    Journal,
    redis::{RedisJournal, Trimming},
};
use plenary_tests::{PATIENCE, cluster::Cluster, crowd::Crowd, crowd::Kept};
use tokio::time::timeout;

/// So many that reading them takes far longer than asking whether the node is ready.
const MISSED: usize = 20_000;
const AT_ONCE: usize = 500;

/// Writes past the nodes what a very busy one would have written.
async fn write_much(crowd: &Crowd, journal: &RedisJournal) -> anyhow::Result<()> {
    let workshop = crowd.workshop();
    let stored = journal.load(workshop).await?.context("it was made")?;
    let (newest, bytes) = stored.entries.last().context("it has begun")?;
    let (mut at, at_ms) = (*newest, Entry::decode(bytes)?.at_ms);
    for _ in 0..MISSED / AT_ONCE {
        let told = |number| Control::Commanded {
            seat: crowd.created.seat,
            command: Command::OpenJoining {
                open: number % 2 == 1,
            },
            request: None,
        };
        let entry = |number| Entry {
            at_ms,
            event: Event::Control(told(number)),
        };
        let entries = (0..AT_ONCE).map(|number| entry(number).encode()).collect();
        journal.append(workshop, at, entries).await?;
        at += AT_ONCE as u64;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_catches_up_is_not_ready_until_it_has() -> anyhow::Result<()> {
    let mut cluster = Cluster::start(2).await?;
    let url = cluster.redis.url();
    let crowd = Crowd::gather_at(cluster.api_of(0)?, Kept::Redis(url.clone()), 0).await?;
    let facilitator = cluster
        .api_of(1)?
        .with_token(&crowd.created.facilitator_token);
    facilitator.session(crowd.workshop()).await?;

    cluster.pause(1)?;
    write_much(&crowd, &RedisJournal::open(&url, Trimming::Never).await?).await?;
    cluster.go_on(1)?;
    let somebody_comes = facilitator.session(crowd.workshop());
    let says_so = async {
        loop {
            let (status, said) = cluster.answer_of(1, "/readyz").await?;
            if status == 503 && said.contains("catching up") {
                return anyhow::Ok(());
            }
        }
    };
    let (session, said) = tokio::join!(somebody_comes, timeout(PATIENCE, says_so));
    said.context("the node never said that it is behind")??;
    ensure!(session?.joining_open, "what was written last is known");

    cluster.ready().await?;
    let (_, numbers) = cluster.answer_of(1, "/metrics").await?;
    ensure!(numbers.contains("plenary_behind_entries 0"), "{numbers}");
    Ok(())
}
