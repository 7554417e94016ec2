//! No network for a while: what is marked meanwhile waits, arrives, and is counted by when it arrives.

use plenary_client::connection::LinkState;
use plenary_protocol::{documents::MarkValue, round::RevealLevel};
use plenary_tests::{PATIENCE, TestServer, Workshop};

#[tokio::test]
async fn marks_made_offline_are_counted_when_the_phone_comes_back_in_time() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let person = workshop.person("civic").await?;
    let round = workshop.open_round().await?;
    person.ballot.disconnect().await?;
    for domain in 0..10 {
        person
            .ballot
            .mark(round, workshop.domain(domain), MarkValue::Level(2))
            .await?;
    }
    assert!(10 <= person.ballot.unacknowledged(), "they wait");
    person.ballot.reconnect().await?;
    person.ballot.saved().await?;
    assert_eq!(person.ballot.unacknowledged(), 0);
    for domain in 0..10 {
        workshop.seen(round, domain, 1).await?;
    }
    Ok(())
}

#[tokio::test]
async fn marks_that_arrive_after_the_close_are_late_and_shown_apart() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let people = workshop.people(6, "civic").await?;
    let round = workshop.open_round().await?;
    workshop
        .mark(&people, round, 0, &[2, 2, 2, 2, 2, 2])
        .await?;

    // One phone loses the network before the close: a changed mark on one domain, a first mark on another.
    let away = &people[0];
    away.ballot.disconnect().await?;
    away.ballot
        .mark(round, workshop.domain(0), MarkValue::Level(4))
        .await?;
    away.ballot
        .mark(round, workshop.domain(1), MarkValue::Level(1))
        .await?;
    workshop.close(round).await?;
    away.ballot.reconnect().await?;
    away.ballot.saved().await?;

    let progress = workshop
        .facilitator
        .watch
        .wait_for("the late seat", PATIENCE, |views| {
            views
                .progress(round)
                .is_some_and(|progress| progress.late == 1)
        })
        .await?;
    assert_eq!(
        progress.progress(round).expect("waited for").domains[0].marked,
        6
    );

    workshop.reveal(round, RevealLevel::Pooled, None).await?;
    let results = away.api.results(workshop.id(), Some(round), None).await?;
    let first = &results.domains[0];
    assert_eq!(
        first.counts.as_deref(),
        Some(&[0, 6, 0, 0][..]),
        "as it stood at the close"
    );
    assert_eq!((first.n, first.late), (Some(6), Some(1)));
    assert_eq!(
        (results.domains[1].n, results.domains[1].late),
        (None, Some(1))
    );
    // The person keeps what was marked; nothing on the phone was taken back.
    let kept = away.ballot.marked(round, workshop.domain(0)).await?;
    assert_eq!(kept, Some(MarkValue::Level(4)));

    // Going back to what was frozen takes the lateness away.
    away.ballot
        .mark(round, workshop.domain(0), MarkValue::Level(2))
        .await?;
    away.ballot.unmark(round, workshop.domain(1)).await?;
    away.ballot.saved().await?;
    let results = away.api.results(workshop.id(), Some(round), None).await?;
    assert_eq!(
        (results.domains[0].late, results.domains[1].late),
        (Some(0), Some(0))
    );
    Ok(())
}

#[tokio::test]
async fn a_round_opened_again_counts_what_came_late() -> anyhow::Result<()> {
    use plenary_protocol::command::Command;
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let people = workshop.people(5, "civic").await?;
    let round = workshop.open_round().await?;
    workshop.close(round).await?;
    workshop.mark(&people, round, 0, &[1, 2, 3, 4, 4]).await?;
    workshop.command(Command::ReopenRound { round }).await?;
    workshop.seen(round, 0, 5).await?;
    let live = workshop
        .facilitator
        .api
        .results(workshop.id(), None, None)
        .await?;
    assert_eq!(live.domains[0].counts.as_deref(), Some(&[1, 1, 1, 2][..]));
    assert_eq!(live.domains[0].late, Some(0));
    Ok(())
}

#[tokio::test]
async fn a_line_that_breaks_in_the_middle_loses_no_mark() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let people = workshop.people(5, "health-care").await?;
    let round = workshop.open_round().await?;
    for (index, person) in people.iter().enumerate() {
        for domain in 0..10 {
            person
                .ballot
                .mark(
                    round,
                    workshop.domain(domain),
                    MarkValue::Level(1 + (index as u8 % 4)),
                )
                .await?;
        }
    }
    // Some of it is on its way, some acknowledged, some not yet sent: nobody waited.
    server.cut_the_line();
    for person in &people {
        person.connection().closed(PATIENCE).await?;
        assert_ne!(person.connection().state(), LinkState::Connected);
    }
    server.mend_the_line();
    workshop.facilitator.watch.connection().reconnect().await?;
    for person in &people {
        person.ballot.reconnect().await?;
        person.ballot.saved().await?;
    }
    for domain in 0..10 {
        workshop.seen(round, domain, 5).await?;
    }
    let live = workshop
        .facilitator
        .api
        .results(workshop.id(), None, None)
        .await?;
    for domain in &live.domains {
        assert_eq!(
            domain.counts.as_deref(),
            Some(&[2, 1, 1, 1][..]),
            "{}",
            domain.domain
        );
    }
    Ok(())
}
