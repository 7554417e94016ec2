//! One workshop on several nodes that share a Redis: whatever is killed, paused or started again, nothing is lost or
//! doubled, all nodes hold the same state, and everybody sees it.

use std::io::Write;

use anyhow::{Context, ensure};
use plenary_client::{
    api::Api,
    document::Document,
    error::ClientError,
    participant::{Onlooker, Ticket},
    views::Views,
};
use plenary_protocol::{
    command::Command,
    documents::DocumentKind,
    id::{SeatId, TableId, WorkshopId},
    round::{Grouping, RevealLevel},
    run_sheet::StepId,
    views::{Audience, Findings},
};
use plenary_server::export::{self, Asked, Format};
use plenary_tests::{
    PATIENCE,
    cluster::Cluster,
    crowd::{Comparison, Crowd, Kept, Moment},
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use yrs::{Map, ReadTxn, Transact};

const NODES: usize = 3;
const PEOPLE: u32 = 60;
const MARKS_EACH: u64 = 400;

/// What happens in the middle of the marking.
#[derive(Debug, Clone, Copy)]
enum Happening {
    /// A node is killed, and started again while the others go on.
    NodeKilled(usize),
    /// A node's clock stops while a facilitator goes on steering at another.
    NodePaused(usize),
    /// A node is ended as an operator ends it, and started again.
    NodeEnded(usize),
    /// Redis is killed, and started again once the nodes have noticed.
    RedisKilled,
    /// All nodes but one are killed.
    AllButOneKilled(usize),
}

const PLAN: [Happening; 7] = [
    Happening::NodeKilled(0),
    Happening::RedisKilled,
    Happening::NodePaused(1),
    Happening::NodeEnded(2),
    Happening::AllButOneKilled(1),
    Happening::RedisKilled,
    Happening::NodePaused(0),
];

impl Happening {
    async fn happen(self, cluster: &mut Cluster, crowd: &Steering) -> anyhow::Result<()> {
        match self {
            Self::NodeKilled(node) => {
                cluster.kill(node).await?;
                cluster.start_again(node).await
            }
            Self::NodeEnded(node) => {
                cluster.end(node).await?;
                cluster.start_again(node).await
            }
            Self::NodePaused(node) => {
                cluster.pause(node)?;
                let other = crowd.at(cluster, (node + 1) % NODES)?;
                for is_open in [false, true, false, true] {
                    let command = Command::OpenJoining { open: is_open };
                    other.command(crowd.workshop, &command).await?;
                }
                cluster.go_on(node)
            }
            Self::RedisKilled => {
                cluster.redis.kill().await?;
                // Somebody marks at each node, so each learns by itself that nothing can be saved.
                cluster.not_ready().await?;
                cluster.redis.start_again().await
            }
            Self::AllButOneKilled(left) => {
                let others = (0..NODES).filter(|node| *node != left);
                for node in others.clone() {
                    cluster.kill(node).await?;
                }
                for node in others {
                    cluster.start_again(node).await?;
                }
                Ok(())
            }
        }
    }
}

/// The facilitator's token, to be used at any node.
struct Steering {
    workshop: WorkshopId,
    token: String,
}

impl Steering {
    fn at(&self, cluster: &Cluster, node: usize) -> anyhow::Result<Api> {
        Ok(cluster.api_of(node)?.with_token(&self.token))
    }

    /// The same command at every node at the same moment; how often it took effect, and how often it came too late.
    async fn race(&self, cluster: &Cluster, command: &Command) -> anyhow::Result<(u32, u32)> {
        let apis = (0..cluster.size()).map(|node| self.at(cluster, node));
        let apis = apis.collect::<anyhow::Result<Vec<_>>>()?;
        let calls = apis.iter().map(|api| api.command(self.workshop, command));
        let (mut done, mut late) = (0, 0);
        for answer in futures_util::future::join_all(calls).await {
            match answer {
                Ok(_) => done += 1,
                Err(ClientError::Problem(problem)) if problem.status == 409 => late += 1,
                Err(err) => return Err(err.into()),
            }
        }
        Ok((done, late))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_people_on_three_nodes_lose_nothing_whatever_happens_to_nodes_and_redis()
-> anyhow::Result<()> {
    let mut cluster = Cluster::start(NODES).await?;
    let kept = Kept::Redis(cluster.redis.url());
    let mut crowd = Crowd::gather_at(cluster.api()?, kept, PEOPLE).await?;
    let steering = Steering {
        workshop: crowd.workshop(),
        token: crowd.created.facilitator_token.clone(),
    };
    let mut random = StdRng::seed_from_u64(4);
    let mut found = Comparison::default();
    for happening in PLAN {
        let moment = Moment::at(random.random_range(1..=MARKS_EACH));
        let happened = async {
            moment.reached().await;
            let happened = happening.happen(&mut cluster, &steering).await;
            happened.with_context(|| format!("{happening:?}"))
        };
        crowd
            .mark_while(MARKS_EACH, random.random(), &moment, happened)
            .await
            .with_context(|| format!("{happening:?}"))?;
        cluster.ready().await?;
        crowd.come_back().await?;
        let now = crowd.compare().await?;
        ensure!((now.lost, now.doubled) == (0, 0), "{happening:?}: {now:?}");
        found += now;
    }

    let presence = everybody_is_counted_and_the_dead_are_not(&mut cluster, &mut crowd, &steering);
    presence.await?;
    notes_written_at_two_nodes_come_together(&cluster, &steering).await?;
    one_of_three_closes_the_round(&cluster, &steering, &crowd).await?;
    let fingerprint = all_nodes_hold_the_same(&cluster, &steering, &crowd).await?;
    everybody_sees_it(&cluster, &steering, &crowd).await?;
    let mut out = std::io::stderr();
    writeln!(
        out,
        "{PEOPLE} people on {NODES} nodes, {} happenings: {} marks acknowledged, {} cells compared, {} lost, \
         {} doubled; every node's state is {}",
        PLAN.len(),
        crowd.acknowledged(),
        found.cells,
        found.lost,
        found.doubled,
        &fingerprint[..16],
    )?;
    Ok(())
}

/// Who is connected is counted over all nodes, and a node that dies takes its people with it within seconds.
async fn everybody_is_counted_and_the_dead_are_not(
    cluster: &mut Cluster,
    crowd: &mut Crowd,
    steering: &Steering,
) -> anyhow::Result<()> {
    let mut watching = Vec::new();
    for node in 0..NODES {
        watching.push(onlooker(cluster, steering, node).await?);
    }
    for onlooker in &watching {
        people_seen(onlooker, |people| people == PEOPLE).await?;
    }
    cluster.kill(0).await?;
    for onlooker in &watching[1..] {
        people_seen(onlooker, |people| people < PEOPLE).await?;
    }
    cluster.start_again(0).await?;
    crowd.come_back().await?;
    for onlooker in &watching[1..] {
        people_seen(onlooker, |people| people == PEOPLE).await?;
    }
    Ok(())
}

async fn onlooker(cluster: &Cluster, steering: &Steering, node: usize) -> anyhow::Result<Onlooker> {
    let ticket = Ticket {
        workshop: steering.workshop,
        seat: SeatId::from_random_bytes([0; 16]),
        token: steering.token.clone(),
        recovery_words: None,
    };
    Ok(Onlooker::connect(&cluster.api_of(node)?, ticket).await?)
}

async fn people_seen(onlooker: &Onlooker, is_so: impl Fn(u32) -> bool) -> anyhow::Result<()> {
    let is_so = |views: &Views| {
        let session = views.session.as_ref();
        session.is_some_and(|session| is_so(session.present.people))
    };
    let seen = onlooker.watch.wait_for("who is connected", PATIENCE, is_so);
    seen.await?;
    Ok(())
}

/// Two facilitators write into the same document at different nodes at once.
async fn notes_written_at_two_nodes_come_together(
    cluster: &Cluster,
    steering: &Steering,
) -> anyhow::Result<()> {
    let table = DocumentKind::Table(TableId::nth(1));
    steering
        .at(cluster, 0)?
        .command(steering.workshop, &Command::CreateTable { name: None })
        .await?;
    let mut notes = Vec::new();
    for node in 0..NODES {
        let onlooker = onlooker(cluster, steering, node).await?;
        let connection = onlooker.watch.connection().clone();
        let document =
            Document::open(&connection, steering.workshop, table, &steering.token).await?;
        document.synced().await?;
        document
            .set_text(
                "notes",
                &format!("leadership/p{node}"),
                &format!("from node {node}"),
            )
            .await?;
        notes.push((onlooker, document));
    }
    for (_, document) in &notes {
        document.saved().await?;
        for node in 0..NODES {
            let key = format!("leadership/p{node}");
            document
                .look_until(&key.clone(), PATIENCE, move |document| {
                    let transaction = document.transact();
                    let map = transaction.get_map("notes");
                    map.is_some_and(|map| map.get(&transaction, &key).is_some())
                        .then_some(())
                })
                .await?;
        }
    }
    Ok(())
}

/// A command is decided where it stands in the journal: of the same one at three nodes, one takes effect.
async fn one_of_three_closes_the_round(
    cluster: &Cluster,
    steering: &Steering,
    crowd: &Crowd,
) -> anyhow::Result<()> {
    let round = crowd.round;
    let closing = Command::CloseRound { round };
    assert_eq!(steering.race(cluster, &closing).await?, (1, 2));
    let reveal = Command::Reveal {
        round,
        level: RevealLevel::Groups,
        by: Some(Grouping::Sector),
    };
    steering
        .at(cluster, 2)?
        .command(steering.workshop, &reveal)
        .await?;
    // Whoever asks another node afterwards is shown what was revealed, without waiting.
    for node in 0..NODES {
        let api = steering.at(cluster, node)?;
        let results = api.results(steering.workshop, Some(round), None).await?;
        assert!(results.revealed.is_some(), "node {node} is behind");
    }
    let moving = Command::MoveStep {
        from: StepId::Reveal,
        to: StepId::Plenary,
    };
    assert_eq!(steering.race(cluster, &moving).await?, (1, 2));
    Ok(())
}

/// The state of every node is that of the journal, byte for byte.
async fn all_nodes_hold_the_same(
    cluster: &Cluster,
    steering: &Steering,
    crowd: &Crowd,
) -> anyhow::Result<String> {
    let folded = crowd.folded().await?;
    let record = export::file(
        &folded,
        Audience::Facilitator,
        Format::RecordJson,
        Asked::default(),
        &Findings::of(&folded),
        0,
    )?;
    let expected = fingerprint_of(&record)?;
    for node in 0..NODES {
        let api = steering.at(cluster, node)?;
        let record = api.export(steering.workshop, "record.json", None).await?;
        assert_eq!(fingerprint_of(&record)?, expected, "node {node}");
    }
    Ok(expected)
}

fn fingerprint_of(record: &[u8]) -> anyhow::Result<String> {
    let record: serde_json::Value = serde_json::from_slice(record)?;
    let fingerprint = record["fingerprint"].as_str();
    Ok(fingerprint.context("a record has one")?.to_owned())
}

/// Everybody's screen shows the counts of the journal.
async fn everybody_sees_it(
    cluster: &Cluster,
    steering: &Steering,
    crowd: &Crowd,
) -> anyhow::Result<()> {
    let api = steering.at(cluster, 0)?;
    let expected = api
        .results(steering.workshop, Some(crowd.round), None)
        .await?;
    let recount = crowd.recount();
    for (index, domain) in expected.domains.iter().enumerate() {
        assert_eq!(
            domain.counts.as_deref(),
            Some(&recount[index][..]),
            "{}",
            domain.domain
        );
    }
    for person in &crowd.people {
        let shows = |views: &Views| {
            let results = views.results(crowd.round);
            results.is_some_and(|shown| {
                shown.revealed.is_some()
                    && shown
                        .domains
                        .iter()
                        .zip(&recount)
                        .all(|(domain, counts)| domain.counts.as_deref() == Some(&counts[..]))
            })
        };
        let watch = &person.phone.watch;
        watch
            .wait_for("the revealed counts", PATIENCE, shows)
            .await?;
    }
    Ok(())
}
