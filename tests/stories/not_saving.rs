//! The journal fails under a room of several people: nobody is told that something is saved which is not, nobody's marks
//! are dropped in silence, and everything goes on by itself.

use anyhow::ensure;
use plenary_client::participant::Participant;
use plenary_protocol::{
    api::Recover, command::Command, documents::MarkValue, id::RoundId, wire::close_code,
};
use plenary_server::journal::{Journal, sqlite::SqliteJournal};
use plenary_tests::{Faults, PATIENCE, TestServer, Workshop, details, new_workshop};

use super::{expect, problem};

#[tokio::test]
async fn nothing_is_taken_that_cannot_be_kept_and_what_is_held_is_saved_later() -> anyhow::Result<()>
{
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let people = workshop.people(6, "civic").await?;
    let round = workshop.open_round().await?;
    workshop
        .mark(&people, round, 0, &[1, 1, 1, 2, 2, 2])
        .await?;

    Faults::set(&server.faults().writes_fail, true);
    // More than one mark each: the first waits in the commit that failed, the others behind it.
    for level in 1..=3 {
        everybody_marks(&workshop, &people, round, 1, level).await?;
    }
    everybody_is_told(&people, false).await?;

    let command = Command::ExtendStep { minutes: 5 };
    let api = &workshop.facilitator.api;
    let refused = problem(api.command(workshop.id(), &command)).await;
    expect(&refused, 503, "unavailable", "cannot save");
    let joining = problem(server.api().join(&details(&workshop.code(), "vcse"))).await;
    expect(&joining, 503, "unavailable", "cannot save");
    let asked = Recover {
        code: workshop.code(),
        recovery_words: people[0].ticket.recovery_words.clone().unwrap_or_default(),
    };
    let recovering = problem(server.api().recover(&asked)).await;
    expect(&recovering, 503, "unavailable", "cannot save");
    let making = problem(server.api().create(&new_workshop())).await;
    expect(&making, 503, "unavailable", "cannot save");

    // Looking goes on, and shows what is saved only.
    let progress = api.progress(workshop.id(), None).await?;
    assert_eq!(
        (progress.domains[0].marked, progress.domains[1].marked),
        (6, 0)
    );
    let seats = api.seats(workshop.id()).await?.len();
    let late = Participant::connect(server.api(), people[5].ticket.clone()).await?;
    everybody_is_told(&[late], false).await?;
    nothing_is_acknowledged(&people, 3)?;

    Faults::set(&server.faults().writes_fail, false);
    for person in &people {
        person.ballot.saved().await?;
    }
    everybody_is_told(&people, true).await?;
    let progress = api.progress(workshop.id(), None).await?;
    assert_eq!(progress.domains[1].marked, 6);
    assert_eq!(
        api.seats(workshop.id()).await?.len(),
        seats,
        "what was refused was not done"
    );
    workshop.person("vcse").await?;
    workshop.close(round).await?;
    let results = api.results(workshop.id(), None, None).await?;
    assert_eq!(
        results.domains[1].counts.as_deref(),
        Some(&[0, 0, 6, 0][..])
    );
    Ok(())
}

#[tokio::test]
async fn a_server_that_ends_while_it_cannot_save_acknowledges_nothing_and_phones_send_it_again()
-> anyhow::Result<()> {
    let mut server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let people = workshop.people(5, "civic").await?;
    let round = workshop.open_round().await?;
    workshop.mark(&people, round, 0, &[1, 1, 1, 1, 1]).await?;

    Faults::set(&server.faults().writes_fail, true);
    for level in 1..=2 {
        everybody_marks(&workshop, &people, round, 1, level).await?;
    }
    everybody_is_told(&people, false).await?;
    server.stop().await?;
    for person in &people {
        let closed = person.connection().closed(PATIENCE).await?;
        assert_eq!(closed.code, Some(close_code::RESTART), "{closed:?}");
    }
    nothing_is_acknowledged(&people, 2)?;

    Faults::set(&server.faults().writes_fail, false);
    server.start().await?;
    come_back(&people).await?;
    let progress = people[0].api.progress(workshop.id(), None).await?;
    assert_eq!(
        (progress.domains[0].marked, progress.domains[1].marked),
        (5, 5)
    );
    Ok(())
}

#[tokio::test]
async fn a_snapshot_that_cannot_be_kept_loses_nothing() -> anyhow::Result<()> {
    let mut server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let people = workshop.people(5, "civic").await?;
    let round = workshop.open_round().await?;
    workshop.mark(&people, round, 0, &[4, 4, 4, 4, 4]).await?;
    // A room keeps one when it ends.
    Faults::set(&server.faults().snapshots_fail, true);
    server.restart().await?;
    come_back(&people).await?;
    workshop.mark(&people, round, 1, &[2, 2, 2, 2, 2]).await?;
    server.restart().await?;
    come_back(&people).await?;
    let progress = people[0].api.progress(workshop.id(), None).await?;
    assert_eq!(
        (progress.domains[0].marked, progress.domains[1].marked),
        (5, 5)
    );
    Ok(())
}

#[tokio::test]
async fn a_write_that_only_seemed_to_fail_is_neither_lost_nor_doubled() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let people = workshop.people(5, "civic").await?;
    let round = workshop.open_round().await?;
    workshop.mark(&people, round, 0, &[1, 1, 1, 1, 1]).await?;

    let before = entries(&server, &workshop).await?;
    Faults::set(&server.faults().appends_seem_to_fail, true);
    everybody_marks(&workshop, &people, round, 0, 3).await?;
    for person in &people {
        // The room finds its own entries in the journal when it tries again, perhaps before this looks.
        let was_told = person
            .watch
            .wait_for("the fault", PATIENCE, |views| views.saving.is_some());
        was_told.await?;
    }
    Faults::set(&server.faults().appends_seem_to_fail, false);
    come_back(&people).await?;
    let written = entries(&server, &workshop).await? - before;
    assert_eq!(written, people.len(), "each mark stands there once");
    workshop.close(round).await?;
    let api = &workshop.facilitator.api;
    let results = api.results(workshop.id(), None, None).await?;
    assert_eq!(
        results.domains[0].counts.as_deref(),
        Some(&[0, 0, 5, 0][..])
    );
    Ok(())
}

/// How many entries the journal holds, read by itself.
async fn entries(server: &TestServer, workshop: &Workshop) -> anyhow::Result<usize> {
    let journal = SqliteJournal::open_for_reading(&server.file())?;
    Ok(journal.entries(workshop.id(), 1).await?.len())
}

async fn everybody_marks(
    workshop: &Workshop,
    people: &[Participant],
    round: RoundId,
    domain: usize,
    level: u8,
) -> anyhow::Result<()> {
    for person in people {
        person
            .ballot
            .mark(round, workshop.domain(domain), MarkValue::Level(level))
            .await?;
    }
    Ok(())
}

async fn everybody_is_told(people: &[Participant], is_saving: bool) -> anyhow::Result<()> {
    for person in people {
        person
            .watch
            .wait_for("what is said of saving", PATIENCE, |views| {
                views.saving.as_ref().map(|view| view.is_saving) == Some(is_saving)
            })
            .await?;
    }
    Ok(())
}

fn nothing_is_acknowledged(people: &[Participant], marks: u32) -> anyhow::Result<()> {
    for person in people {
        ensure!(
            person.ballot.unacknowledged() == marks,
            "{:?}",
            person.ballot.status()
        );
    }
    Ok(())
}

async fn come_back(people: &[Participant]) -> anyhow::Result<()> {
    for person in people {
        person.ballot.reconnect().await?;
        person.ballot.saved().await?;
    }
    Ok(())
}
