//! The Redis under two nodes is silent, full, or comes back with an earlier state: nothing is acknowledged meanwhile,
//! everybody is told, and afterwards everything goes on by itself.

use anyhow::ensure;
use plenary_client::error::ClientError;
use plenary_protocol::command::Command;
use plenary_tests::{
    PATIENCE,
    cluster::Cluster,
    crowd::{Crowd, Kept, Moment, Person},
};

const PEOPLE: u32 = 12;

async fn gather(cluster: &Cluster) -> anyhow::Result<Crowd> {
    let kept = Kept::Redis(cluster.redis.url());
    let mut crowd = Crowd::gather_at(cluster.api()?, kept, PEOPLE).await?;
    crowd.mark(200, 1, &Moment::default()).await?;
    Ok(crowd)
}

/// Everybody makes a mark that cannot be saved; every screen says so, nothing is acknowledged, commands are refused.
async fn nothing_is_saved(cluster: &Cluster, crowd: &mut Crowd) -> anyhow::Result<()> {
    let before = crowd.acknowledged();
    let round = crowd.round;
    for person in &mut crowd.people {
        let value = plenary_protocol::documents::MarkValue::Level(2);
        person.begin_mark(round, 0, value).await?;
    }
    for person in &crowd.people {
        saving_seen(person, false).await?;
    }
    cluster.not_ready().await?;
    ensure!(crowd.acknowledged() == before, "something was acknowledged");
    for person in &crowd.people {
        let waiting = person.phone.ballot.unacknowledged();
        ensure!(waiting == 1, "a mark was acknowledged that is not kept");
    }
    for node in 0..cluster.size() {
        let api = cluster
            .api_of(node)?
            .with_token(&crowd.created.facilitator_token);
        let command = Command::ExtendStep { minutes: 1 };
        let refused = api.command(crowd.workshop(), &command).await;
        ensure!(
            matches!(&refused, Err(ClientError::Problem(problem)) if problem.status == 503),
            "{refused:?}"
        );
    }
    Ok(())
}

/// What was held is saved, every screen says so, and the journal holds it once.
async fn everything_is_saved(cluster: &Cluster, crowd: &mut Crowd) -> anyhow::Result<()> {
    for person in &mut crowd.people {
        person.finish_mark().await?;
        saving_seen(person, true).await?;
    }
    cluster.ready().await?;
    crowd.mark(200, 2, &Moment::default()).await?;
    let found = crowd.compare().await?;
    ensure!((found.lost, found.doubled) == (0, 0), "{found:?}");
    Ok(())
}

async fn saving_seen(person: &Person, is_saving: bool) -> anyhow::Result<()> {
    let said = |views: &plenary_client::views::Views| {
        let saving = views.saving.as_ref();
        saving.is_some_and(|saving| saving.is_saving == is_saving)
    };
    let watch = &person.phone.watch;
    watch.wait_for("whether it saves", PATIENCE, said).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_redis_is_silent_nothing_is_acknowledged_and_then_everything_is() -> anyhow::Result<()>
{
    let cluster = Cluster::start(2).await?;
    let mut crowd = gather(&cluster).await?;
    cluster.redis.pause()?;
    nothing_is_saved(&cluster, &mut crowd).await?;
    cluster.redis.go_on()?;
    everything_is_saved(&cluster, &mut crowd).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_redis_is_full_nothing_is_acknowledged_and_then_everything_is() -> anyhow::Result<()>
{
    let cluster = Cluster::start(2).await?;
    let mut crowd = gather(&cluster).await?;
    cluster.redis.set("maxmemory", "1").await?;
    nothing_is_saved(&cluster, &mut crowd).await?;
    cluster.redis.set("maxmemory", "0").await?;
    everything_is_saved(&cluster, &mut crowd).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_redis_lost_that_came_back_with_an_earlier_state_comes_again_from_the_phones()
-> anyhow::Result<()> {
    let mut cluster = Cluster::start(2).await?;
    let mut crowd = gather(&cluster).await?;
    // As after a failover to a replica that was behind: what follows was acknowledged, and is not there any more.
    let earlier = cluster.redis.copy_of_disk()?;
    crowd.mark(200, 3, &Moment::default()).await?;
    cluster.redis.kill().await?;
    cluster.redis.put_back(&earlier)?;
    cluster.redis.start_again().await?;
    // The nodes stand behind a history that is gone, and let everybody go; phones come back and bring their marks.
    for person in &crowd.people {
        person.phone.connection().closed(PATIENCE).await?;
    }
    cluster.ready().await?;
    crowd.come_back().await?;
    crowd.mark(100, 4, &Moment::default()).await?;
    let found = crowd.compare().await?;
    ensure!((found.lost, found.doubled) == (0, 0), "{found:?}");
    Ok(())
}
