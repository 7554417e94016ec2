//! Walls: nobody reads or writes what is another's, whatever token they hold and however they ask.

use plenary_client::{ballot::Ballot, connection::Standing, document::Document, watch::Watch};
use plenary_protocol::{
    command::Command,
    documents::{DocumentKind, DocumentName, MarkValue},
    round::RevealLevel,
    seat::Role,
    wire::hocuspocus::Scope,
};
use plenary_tests::{PATIENCE, TestServer, Workshop};

use super::{expect, problem};

#[tokio::test]
async fn nobody_opens_another_persons_ballot() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let owner = workshop.person("civic").await?;
    let other = workshop.person("civic").await?;
    let round = workshop.open_round().await?;
    owner
        .ballot
        .mark(round, workshop.domain(0), MarkValue::Level(3))
        .await?;
    owner.ballot.saved().await?;

    let tokens = [&other.ticket.token, &workshop.created.facilitator_token];
    for token in tokens {
        let ballot =
            Ballot::open(other.connection(), workshop.id(), owner.ticket.seat, token).await?;
        let refused = ballot.synced().await.expect_err("it is not theirs");
        assert!(
            refused.to_string().contains("by its own seat only"),
            "{refused}"
        );
        assert_eq!(ballot.marked(round, workshop.domain(0)).await?, None);
        // What is written all the same goes nowhere.
        ballot
            .mark(round, workshop.domain(0), MarkValue::Level(1))
            .await?;
        ballot.document().clone().abandon().await?;
    }
    owner
        .ballot
        .mark(round, workshop.domain(1), MarkValue::Level(1))
        .await?;
    owner.ballot.saved().await?;
    let mine = owner.ballot.marked(round, workshop.domain(0)).await?;
    assert_eq!(mine, Some(MarkValue::Level(3)));
    // The socket of the one who tried still works.
    other
        .ballot
        .mark(round, workshop.domain(0), MarkValue::Level(2))
        .await?;
    other.ballot.saved().await?;
    Ok(())
}

#[tokio::test]
async fn the_session_can_be_read_and_never_written() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let person = workshop.person("civic").await?;
    for (watch, token) in [
        (&person.watch, &person.ticket.token),
        (
            &workshop.facilitator.watch,
            &workshop.created.facilitator_token,
        ),
    ] {
        let session = Document::open_at(
            watch.connection(),
            format!("{}/session\0mine", workshop.id()),
            token,
        )
        .await?;
        let status = session.synced().await?;
        assert_eq!(status.standing, Standing::Open(Scope::ReadOnly));
        session.set_text("notes", "a", "b").await?;
        session
            .status_when("the refusal", PATIENCE, |status| status.refused == 1)
            .await?;
        assert!(session.saved().await.is_err());
        session.reset().await?;
        session.synced().await?;
        assert_eq!(session.text("notes", "a").await?, None);
    }
    Ok(())
}

#[tokio::test]
async fn only_facilitators_command() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let person = workshop.person("civic").await?;
    let observer = workshop.observer().await?;
    let screen = workshop.screen().await?;
    let seat = person.ticket.seat;
    for api in [&person.api, &observer.api, &screen.api] {
        for command in [
            Command::OpenJoining { open: false },
            Command::CloseWorkshop,
            Command::SetRole {
                seat,
                role: Role::Facilitator,
            },
        ] {
            let refused = problem(api.command(workshop.id(), &command)).await;
            expect(&refused, 403, "forbidden", "only a facilitator can do this");
        }
    }
    assert!(person.api.session(workshop.id()).await?.joining_open);
    Ok(())
}

#[tokio::test]
async fn the_plenary_is_written_by_facilitators_at_its_steps_and_read_by_everybody()
-> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let person = workshop.person("civic").await?;
    let key = workshop.domain(0).to_string();
    let open = |watch: &plenary_client::watch::Watch, token: &str| {
        let (connection, token) = (watch.connection().clone(), token.to_owned());
        let id = workshop.id();
        async move { Document::open(&connection, id, DocumentKind::Plenary, &token).await }
    };
    let token = &workshop.created.facilitator_token;
    let early = open(&workshop.facilitator.watch, token).await?;
    assert_eq!(
        early.synced().await?.standing,
        Standing::Open(Scope::ReadOnly)
    );
    early.set_text("priorities", &key, "too early").await?;
    let refusal = early.refusal().await?;
    assert!(refusal.detail.contains("at this step"), "{refusal:?}");

    let round = workshop.open_round().await?;
    workshop.close(round).await?;
    workshop.reveal(round, RevealLevel::Pooled, None).await?;
    early.reset().await?;
    assert_eq!(
        early.synced().await?.standing,
        Standing::Open(Scope::ReadWrite)
    );
    early.set_text("priorities", &key, "one plan").await?;
    early.saved().await?;

    let read = open(&person.watch, &person.ticket.token).await?;
    assert_eq!(
        read.synced().await?.standing,
        Standing::Open(Scope::ReadOnly)
    );
    assert_eq!(
        read.text("priorities", &key).await?.as_deref(),
        Some("one plan")
    );
    read.set_text("priorities", &key, "mine").await?;
    let refusal = read.refusal().await?;
    assert_eq!(refusal.document, format!("{}/plenary", workshop.id()));
    assert_eq!(
        early.text("priorities", &key).await?.as_deref(),
        Some("one plan")
    );
    // What is written now reaches those who have it open.
    read.reset().await?;
    read.synced().await?;
    early
        .set_text("priorities", &key, "one plan, one budget")
        .await?;
    let wanted = key.clone();
    read.look_until("the new text", PATIENCE, move |document| {
        use yrs::{GetString, Map, Out, ReadTxn, Transact};
        let transaction = document.transact();
        match transaction
            .get_map("priorities")?
            .get(&transaction, &wanted)?
        {
            Out::YText(text) if text.get_string(&transaction).ends_with("budget") => Some(()),
            _ => None,
        }
    })
    .await?;
    Ok(())
}

#[tokio::test]
async fn a_table_is_written_by_those_who_sit_there() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let here = workshop.person_at("civic", "t1").await?;
    let there = workshop.person_at("vcse", "t2").await?;
    workshop.open_round().await?;
    let table = DocumentKind::Table("t1".parse()?);
    let mine = Document::open(here.connection(), workshop.id(), table, &here.ticket.token).await?;
    assert_eq!(
        mine.synced().await?.standing,
        Standing::Open(Scope::ReadWrite)
    );
    mine.set_text("notes", "leadership/why", "we meet weekly")
        .await?;
    mine.saved().await?;

    let not_mine = Document::open(
        there.connection(),
        workshop.id(),
        table,
        &there.ticket.token,
    )
    .await?;
    let refused = not_mine.synced().await.expect_err("they sit elsewhere");
    assert!(
        refused.to_string().contains("the people who sit there"),
        "{refused}"
    );
    // Whoever moves to another table leaves the first one's notes behind.
    let seat = here.ticket.seat;
    workshop
        .command(Command::AssignTable {
            seat,
            table: Some("t2".parse()?),
        })
        .await?;
    mine.status_when("the loss of the table", PATIENCE, |status| {
        matches!(status.standing, Standing::Denied(_))
    })
    .await?;
    Ok(())
}

#[tokio::test]
async fn an_observer_is_never_counted() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let observer = workshop.observer().await?;
    let person = workshop.person("civic").await?;
    let round = workshop.open_round().await?;
    let ballot = Ballot::open(
        observer.watch.connection(),
        workshop.id(),
        observer.ticket.seat,
        &observer.ticket.token,
    )
    .await?;
    let refused = ballot
        .synced()
        .await
        .expect_err("an observer has no ballot");
    assert!(
        refused.to_string().contains("role observer has no ballot"),
        "{refused}"
    );

    person
        .ballot
        .mark(round, workshop.domain(0), MarkValue::Level(4))
        .await?;
    person.ballot.saved().await?;
    workshop.seen(round, 0, 1).await?;
    let progress = observer.api.progress(workshop.id(), None).await?;
    assert_eq!((progress.seats, progress.started), (1, 1));
    // Who is counted cannot change while counts may be seen: one person's going would show what they marked.
    let only_looking = Command::SetRole {
        seat: person.ticket.seat,
        role: Role::Observer,
    };
    let facilitator = &workshop.facilitator.api;
    let refused = problem(facilitator.command(workshop.id(), &only_looking)).await;
    expect(&refused, 409, "moved_on", "round r1 has not been revealed");
    workshop.close(round).await?;
    workshop.reveal(round, RevealLevel::Pooled, None).await?;
    // Somebody who only looks on from now on: what was counted stays, and the ballot closes.
    workshop.command(only_looking).await?;
    workshop.seen(round, 0, 1).await?;
    person
        .ballot
        .document()
        .status_when("the end of the ballot", PATIENCE, |status| {
            matches!(status.standing, Standing::Denied(_))
        })
        .await?;
    let session = observer.api.session(workshop.id()).await?;
    assert_eq!((session.present.people, session.present.observers), (0, 2));
    // And back: the marks were kept.
    workshop
        .command(Command::SetRole {
            seat: person.ticket.seat,
            role: Role::Participant,
        })
        .await?;
    workshop.seen(round, 0, 1).await?;
    Ok(())
}

#[tokio::test]
async fn a_token_opens_its_own_workshop_only() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let here = Workshop::begin(&server).await?;
    let there = Workshop::begin(&server).await?;
    let person = here.person("civic").await?;
    let refused = problem(person.api.session(there.id())).await;
    expect(
        &refused,
        401,
        "unauthorised",
        "opens no seat in this workshop",
    );
    let watch = Watch::open(person.connection(), there.id(), &person.ticket.token).await?;
    assert!(watch.document().synced().await.is_err());

    let unknown = DocumentName {
        workshop: "00000000-0000-4000-8000-000000000000".parse()?,
        kind: DocumentKind::Session,
    };
    for (address, token) in [
        (unknown.to_string(), person.ticket.token.as_str()),
        (
            format!("{}/secrets", here.id()),
            person.ticket.token.as_str(),
        ),
        (format!("{}/plenary", here.id()), "not a token"),
        (format!("{}/plenary", here.id()), ""),
    ] {
        let document = Document::open_at(person.connection(), address.clone(), token).await?;
        let refused = document.synced().await.expect_err("nothing opens");
        assert!(!refused.to_string().is_empty(), "{address}");
        document.abandon().await?;
    }
    let none = problem(server.api().session(here.id())).await;
    expect(&none, 401, "unauthorised", "Authorization: Bearer");
    let wrong = problem(server.api().with_token("abc").session(here.id())).await;
    expect(&wrong, 401, "unauthorised", "is not one of ours");
    Ok(())
}
