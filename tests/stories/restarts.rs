//! The server goes away in the middle of a workshop: nothing that was acknowledged is lost, and everybody goes on.

use plenary_client::{
    document::Document,
    participant::{Onlooker, Participant},
};
use plenary_protocol::{
    api::Recover, command::Command, documents::MarkValue, round::RevealLevel, run_sheet::StepId,
};
use plenary_tests::{PATIENCE, TestServer, Workshop};

#[tokio::test]
async fn a_restart_in_the_middle_of_a_round_loses_nothing_acknowledged() -> anyhow::Result<()> {
    let mut server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let people = workshop.people(5, "civic").await?;
    let round = workshop.open_round().await?;
    workshop.mark(&people, round, 0, &[1, 2, 2, 2, 2]).await?;
    let words = people[1]
        .ticket
        .recovery_words
        .clone()
        .expect("told on joining");

    server.stop().await?;
    for person in &people {
        person.connection().closed(PATIENCE).await?;
    }
    // The phones go on without a server.
    people[0]
        .ballot
        .mark(round, workshop.domain(1), MarkValue::Level(4))
        .await?;
    server.start().await?;

    workshop.facilitator.watch.connection().reconnect().await?;
    for person in &people {
        person.ballot.reconnect().await?;
        person.ballot.saved().await?;
    }
    workshop.seen(round, 0, 5).await?;
    workshop.seen(round, 1, 1).await?;
    let live = workshop
        .facilitator
        .api
        .results(workshop.id(), None, None)
        .await?;
    assert_eq!(live.domains[0].counts.as_deref(), Some(&[1, 4, 0, 0][..]));

    // Everything else goes on as well: words, commands, new people, the round itself.
    let asked = Recover {
        code: workshop.code(),
        recovery_words: words,
    };
    let recovered = Participant::recover(server.api(), &asked).await?;
    assert_eq!(recovered.ticket.seat, people[1].ticket.seat);
    let newcomer = workshop.person("vcse").await?;
    newcomer
        .ballot
        .mark(round, workshop.domain(0), MarkValue::Level(2))
        .await?;
    newcomer.ballot.saved().await?;
    workshop.close(round).await?;
    workshop.reveal(round, RevealLevel::Pooled, None).await?;
    let results = newcomer.api.results(workshop.id(), None, None).await?;
    assert_eq!(
        results.domains[0].counts.as_deref(),
        Some(&[1, 5, 0, 0][..])
    );
    Ok(())
}

#[tokio::test]
async fn what_was_acknowledged_is_on_the_disk_before_anybody_stops_the_server() -> anyhow::Result<()>
{
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let people = workshop.people(5, "civic").await?;
    let round = workshop.open_round().await?;
    workshop.mark(&people, round, 0, &[1, 1, 1, 1, 4]).await?;
    workshop.close(round).await?;

    let other = server.after_a_power_cut().await?;
    let facilitator = other.api().with_token(&workshop.created.facilitator_token);
    let results = facilitator.results(workshop.id(), None, None).await?;
    assert_eq!(
        results.domains[0].counts.as_deref(),
        Some(&[4, 0, 0, 1][..])
    );
    let session = facilitator.session(workshop.id()).await?;
    assert!(!session.rounds[0].is_open);
    for person in &people {
        let found = Participant::connect(other.api(), person.ticket.clone()).await?;
        let mine = found.ballot.marked(round, workshop.domain(0)).await?;
        assert_eq!(mine, person.ballot.marked(round, workshop.domain(0)).await?);
        assert!(mine.is_some());
    }
    Ok(())
}

#[tokio::test]
async fn views_go_on_growing_after_a_restart() -> anyhow::Result<()> {
    let mut server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let before = workshop.facilitator.api.session(workshop.id()).await?;
    server.restart().await?;
    let facilitator = Onlooker::connect(server.api(), (&workshop.created).into()).await?;
    let command = Command::MoveStep {
        from: StepId::Lobby,
        to: StepId::Mark,
    };
    facilitator.api.command(workshop.id(), &command).await?;
    let views = facilitator
        .watch
        .wait_for("the new step", PATIENCE, |views| {
            views
                .session
                .as_ref()
                .is_some_and(|session| session.run_sheet.current == StepId::Mark)
        })
        .await?;
    let after = views.session.expect("waited for").revision;
    assert!(before.revision < after, "{} then {after}", before.revision);
    Ok(())
}

#[tokio::test]
async fn notes_of_the_plenary_survive_a_restart() -> anyhow::Result<()> {
    use plenary_protocol::documents::DocumentKind;
    let mut server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let round = workshop.open_round().await?;
    workshop.close(round).await?;
    workshop.reveal(round, RevealLevel::Pooled, None).await?;
    let connection = workshop.facilitator.watch.connection();
    let token = &workshop.created.facilitator_token;
    let plenary = Document::open(connection, workshop.id(), DocumentKind::Plenary, token).await?;
    plenary.synced().await?;
    let key = workshop.domain(0).to_string();
    plenary
        .set_text("priorities", &key, "one plan für alle 🙂")
        .await?;
    plenary.saved().await?;
    plenary
        .set_text("priorities", &key, "one plan for all 🙂")
        .await?;
    plenary.saved().await?;

    server.restart().await?;
    let person = workshop.person("civic").await?;
    let read = Document::open(
        person.connection(),
        workshop.id(),
        DocumentKind::Plenary,
        &person.ticket.token,
    )
    .await?;
    read.synced().await?;
    let text = read.text("priorities", &key).await?;
    assert_eq!(text.as_deref(), Some("one plan for all 🙂"));
    Ok(())
}
