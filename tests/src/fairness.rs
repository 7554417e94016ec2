//! People of one workshop at two nodes, all marking as fast as they can: how long those at each node wait, while both
//! run and while one of them stands still for a while.

use std::time::Duration;

use anyhow::Context;
use plenary_client::api::Api;
use plenary_protocol::{
    documents::MarkValue,
    id::{RoundId, WorkshopId},
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep, timeout},
};

use crate::{
    PATIENCE,
    cluster::Cluster,
    crowd::{Crowd, Kept, Person},
};

const NODES: usize = 2;

/// How many mark, and for how long.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// People at each node.
    pub people_each: u32,
    /// How long both nodes run.
    pub both: Duration,
    /// How long the second node then stands still, while people go on at the first; and how long they go on after it.
    pub pause: Duration,
}

/// What people at one node saw.
#[derive(Debug, Clone, Default)]
pub struct Node {
    /// Marks that were saved.
    pub marks: usize,
    /// The longest that a mark took.
    pub longest_wait: Duration,
    /// The longest that nobody's mark was saved.
    pub longest_silence: Duration,
}

/// What came of it.
#[derive(Debug)]
pub struct Outcome {
    /// Each node while both ran.
    pub both: Vec<Node>,
    /// The first node, from the moment on that the second stood still.
    pub beside: Node,
    /// From the end of the pause until the second node was ready, and answered whoever came.
    pub caught_up_after: Duration,
    /// The longest that whoever came waited for an answer of the second node when it had just said that it is ready.
    pub ready_answered_within: Duration,
}

/// Plays it.
pub async fn measure(plan: Plan) -> anyhow::Result<Outcome> {
    let mut cluster = Cluster::start(NODES).await?;
    let kept = Kept::Redis(cluster.redis.url());
    let crowd = Crowd::gather_at(cluster.api()?, kept, 0).await?;
    let code = crowd.created.join_code.to_string();
    let mut people = Vec::new();
    for node in 0..NODES {
        let api = cluster.api_of(node)?;
        let mut here = Vec::new();
        for number in 0..plan.people_each {
            here.push(Person::join(&api, &code, number).await?);
        }
        people.push(here);
    }

    let until = Instant::now() + plan.both;
    let marking = people
        .into_iter()
        .map(|here| mark(here, crowd.round, until));
    let marking: Vec<_> = marking.map(tokio::spawn).collect();
    let (mut both, mut people) = (Vec::new(), Vec::new());
    for marked in marking {
        let (here, node) = marked.await??;
        both.push(node);
        people.push(here);
    }

    let until = Instant::now() + 3 * plan.pause;
    let beside = people.swap_remove(0);
    let beside = tokio::spawn(mark(beside, crowd.round, until));
    cluster.pause(1)?;
    sleep(plan.pause).await;
    cluster.go_on(1)?;
    let token = &crowd.created.facilitator_token;
    let somebody = cluster.api_of(1)?.with_token(token);
    let (caught_up_after, ready_answered_within) =
        until_ready(&cluster, &somebody, crowd.workshop()).await?;
    Ok(Outcome {
        both,
        beside: beside.await??.1,
        caught_up_after,
        ready_answered_within,
    })
}

/// Asks the second node, as a balancer does and then as somebody who is sent there, until it keeps what it says.
async fn until_ready(
    cluster: &Cluster,
    somebody: &Api,
    workshop: WorkshopId,
) -> anyhow::Result<(Duration, Duration)> {
    let (went_on, mut longest) = (Instant::now(), Duration::ZERO);
    let asking = async {
        let mut in_a_row = 0;
        while in_a_row < 20 {
            if cluster.answer_of(1, "/readyz").await?.0 != 200 {
                in_a_row = 0;
                continue;
            }
            let asked = Instant::now();
            somebody.session(workshop).await?;
            let waited = asked.elapsed();
            longest = longest.max(waited);
            in_a_row = if waited < Duration::from_millis(500) {
                in_a_row + 1
            } else {
                0
            };
        }
        anyhow::Ok(())
    };
    timeout(PATIENCE, asking)
        .await
        .context("the node that stood still was not well again")??;
    Ok((went_on.elapsed(), longest))
}

/// Lets them all mark, and says what they saw.
async fn mark(
    people: Vec<Person>,
    round: RoundId,
    until: Instant,
) -> anyhow::Result<(Vec<Person>, Node)> {
    let begun = Instant::now();
    let mut marking = JoinSet::new();
    for (number, person) in (0..).zip(people) {
        marking.spawn(mark_one(person, round, number, until));
    }
    let (mut people, mut saved) = (Vec::new(), Vec::new());
    let mut node = Node::default();
    while let Some(marked) = marking.join_next().await {
        let (person, marks) = marked??;
        people.push(person);
        for (wait, at) in marks {
            node.longest_wait = node.longest_wait.max(wait);
            saved.push(at);
        }
    }
    saved.push(begun);
    saved.sort_unstable();
    node.marks = saved.len() - 1;
    let silences = saved.windows(2).map(|pair| pair[1] - pair[0]);
    node.longest_silence = silences.max().unwrap_or_default();
    Ok((people, node))
}

async fn mark_one(
    mut person: Person,
    round: RoundId,
    seed: u64,
    until: Instant,
) -> anyhow::Result<(Person, Vec<(Duration, Instant)>)> {
    let mut random = StdRng::seed_from_u64(seed);
    let mut marks = Vec::new();
    while Instant::now() < until {
        let level = MarkValue::Level(random.random_range(1..=4));
        let began = Instant::now();
        let domain = random.random_range(0..10);
        person.begin_mark(round, domain, level).await?;
        person.finish_mark().await?;
        marks.push((began.elapsed(), Instant::now()));
        // Twenty a second each: forty people at each of two nodes are more than any workshop.
        sleep(Duration::from_millis(random.random_range(30..70))).await;
    }
    Ok((person, marks))
}
