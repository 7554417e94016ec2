//! Whatever comes over the socket, however broken: the sender is told, and nobody else notices.

use bytes::Bytes;
use plenary_client::{
    participant::Participant,
    raw::{RawFrame, RawSocket},
};
use plenary_protocol::{
    documents::MarkValue,
    id::RoundId,
    limits,
    wire::{
        close_code,
        hocuspocus::{ServerFrame, ServerMessage, client},
    },
};
use plenary_tests::{PATIENCE, TestServer, Workshop};
use yrs::Any;

use super::closes;

/// Writes something no app writes into a ballot, and expects a refusal that loses nothing.
async fn refused(
    person: &Participant,
    workshop: &Workshop,
    round: RoundId,
    (root, key, value): (&'static str, &str, Any),
    says: &str,
) -> anyhow::Result<()> {
    let before = person.ballot.status();
    person.ballot.set(root, key.to_owned(), Some(value)).await?;
    person
        .ballot
        .document()
        .status_when("the refusal", PATIENCE, |status| status.refused == 1)
        .await?;
    let refusal = person
        .ballot
        .document()
        .views_when("the reason of the refusal", PATIENCE, |views| {
            views
                .refusal
                .as_ref()
                .is_some_and(|refusal| refusal.detail.contains(says))
        })
        .await?;
    let refusal = refusal.refusal.expect("waited for");
    assert!(
        refusal.document.ends_with(&person.ticket.seat.to_string()),
        "{refusal:?}"
    );
    assert_eq!(before.refused, 0);

    // The app takes what the server has: everything but the refused edit is there, and marking goes on.
    person.ballot.document().reset().await?;
    person.ballot.synced().await?;
    let kept = person.ballot.marked(round, workshop.domain(0)).await?;
    assert_eq!(kept, Some(MarkValue::Level(2)), "after {says}");
    person
        .ballot
        .mark(round, workshop.domain(1), MarkValue::Level(3))
        .await?;
    person.ballot.saved().await?;
    Ok(())
}

#[tokio::test]
async fn ba1_a_ballot_that_no_app_writes_is_refused_and_nothing_is_lost() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let person = workshop.person("civic").await?;
    let round = workshop.open_round().await?;
    person
        .ballot
        .mark(round, workshop.domain(0), MarkValue::Level(2))
        .await?;
    person.ballot.saved().await?;
    let first = format!("{round}/{}", workshop.domain(2));
    let long = "x".repeat(limits::REASON_CHARACTERS + 1);
    for (root, key, value, says) in [
        ("marks", first.as_str(), Any::from(5), "level 5 of"),
        ("marks", first.as_str(), Any::from(0), "neither a level nor"),
        (
            "marks",
            first.as_str(),
            Any::from(-1),
            "neither a level nor",
        ),
        (
            "marks",
            first.as_str(),
            Any::from(2.5),
            "neither a level nor",
        ),
        (
            "marks",
            first.as_str(),
            Any::from("perhaps"),
            "neither a level nor",
        ),
        ("marks", first.as_str(), Any::from(true), ""),
        (
            "marks",
            "r9/leadership",
            Any::from(1),
            "there is no round r9",
        ),
        (
            "marks",
            "r1/weather",
            Any::from(1),
            "has no domain `weather`",
        ),
        (
            "marks",
            "leadership",
            Any::from(1),
            "is not the key of a mark",
        ),
        (
            "reasons",
            first.as_str(),
            Any::from(long.as_str()),
            "longer than 280 characters",
        ),
        ("secrets", first.as_str(), Any::from(1), ""),
    ] {
        refused(&person, &workshop, round, (root, key, value), says).await?;
    }
    workshop.seen(round, 0, 1).await?;
    workshop.seen(round, 1, 1).await?;
    workshop.seen(round, 2, 0).await?;
    Ok(())
}

/// A bare socket with its session open.
async fn opened(
    server: &TestServer,
    workshop: &Workshop,
) -> anyhow::Result<(RawSocket, String, String)> {
    let person = workshop.person("civic").await?;
    let mut socket = RawSocket::open(server.address()).await?;
    let address = format!("{}/ballot/{}", workshop.id(), person.ticket.seat);
    socket
        .send(client::auth(&address, &person.ticket.token, "4.8.0"))
        .await?;
    socket.send(client::sync_step1(&address, &[0])).await?;
    socket
        .find("the opening of the ballot", PATIENCE, |frame| {
            message(frame).is_some_and(|message| matches!(message, ServerMessage::SyncStep2 { .. }))
        })
        .await?;
    Ok((socket, address, person.ticket.token))
}

fn message(frame: &RawFrame) -> Option<ServerMessage<'_>> {
    let RawFrame::Binary(bytes) = frame else {
        return None;
    };
    match ServerFrame::parse(bytes).expect("the server's frames can be read") {
        ServerFrame::Document { message, .. } => Some(message),
        _ => None,
    }
}

#[tokio::test]
async fn hp1_hp6_hp7_a_frame_that_breaks_the_protocol_ends_its_socket_with_a_reason()
-> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let bystander = workshop.person("vcse").await?;
    let round = workshop.open_round().await?;
    let (_, address, _) = opened(&server, &workshop).await?;
    let mut cut_short = client::update(&address, &[1, 2, 3]).to_vec();
    cut_short.truncate(cut_short.len() - 1);
    let mut trailing = client::sync_step1(&address, &[0]).to_vec();
    trailing.push(7);
    let typed = |kind: u8| {
        let mut frame = client::close(&address).to_vec();
        *frame.last_mut().expect("a frame has a type") = kind;
        frame
    };
    let long = format!("{address}\0{}", "s".repeat(limits::ADDRESS_BYTES));
    let long = client::auth(&long, "none", "4.8.0").to_vec();
    for (what, frame) in [
        ("an empty frame", Vec::new()),
        ("an address too long", long),
        ("noise", vec![0xff; 40]),
        ("an empty name", vec![0, 0, 0, 1, 0]),
        ("a frame cut short", cut_short),
        ("bytes after the end", trailing),
    ] {
        let (mut socket, ..) = opened(&server, &workshop).await?;
        socket.send(frame).await?;
        closes(socket, close_code::PROTOCOL_ERROR, what).await?;
    }
    // What only servers say to each other is passed over, and the socket goes on.
    let (mut socket, address, _) = opened(&server, &workshop).await?;
    for kind in [4, 6] {
        socket.send(typed(kind)).await?;
    }
    socket.send(client::sync_step1(&address, &[0])).await?;
    socket
        .find(
            "an answer after messages between servers",
            PATIENCE,
            |frame| {
                message(frame)
                    .is_some_and(|message| matches!(message, ServerMessage::SyncStep2 { .. }))
            },
        )
        .await?;
    let (mut socket, ..) = opened(&server, &workshop).await?;
    socket.send_text("hello").await?;
    closes(socket, close_code::UNSUPPORTED, "a text frame").await?;

    // What is too long and is no update ends its socket before the rest of it has come.
    let (mut socket, address, _) = opened(&server, &workshop).await?;
    let vector = client::sync_step1(&address, &[0; 1_000]);
    socket.begin_frame(1 << 40, &vector).await?;
    closes(socket, close_code::PROTOCOL_ERROR, "a vector above the cap").await?;

    // Meanwhile, for everybody else, nothing has happened.
    bystander
        .ballot
        .mark(round, workshop.domain(0), MarkValue::Level(1))
        .await?;
    bystander.ballot.saved().await?;
    workshop.seen(round, 0, 1).await?;
    Ok(())
}

#[tokio::test]
async fn an_update_that_is_noise_is_refused_and_the_socket_stays() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let (mut socket, address, _) = opened(&server, &workshop).await?;
    for noise in [
        &[][..],
        &[1],
        &[0xff; 30],
        &[1, 1, 200, 1, 0, 0],
        &[0, 0, 0],
    ] {
        socket.send(client::update(&address, noise)).await?;
        let answer = socket
            .find("the fate of the update", PATIENCE, |frame| {
                message(frame)
                    .is_some_and(|message| matches!(message, ServerMessage::SyncStatus { .. }))
            })
            .await?;
        assert_eq!(
            message(&answer),
            Some(ServerMessage::SyncStatus { applied: false }),
            "{noise:?}"
        );
    }
    // An update of nothing is nothing to refuse.
    socket.send(client::update(&address, &[0, 0])).await?;
    let answer = socket
        .find("the fate of the update", PATIENCE, |frame| {
            message(frame)
                .is_some_and(|message| matches!(message, ServerMessage::SyncStatus { .. }))
        })
        .await?;
    assert_eq!(
        message(&answer),
        Some(ServerMessage::SyncStatus { applied: true })
    );
    Ok(())
}

#[tokio::test]
async fn a_type_from_the_future_is_passed_over() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let (mut socket, address, _) = opened(&server, &workshop).await?;
    let mut frame = client::close(&address).to_vec();
    *frame.last_mut().expect("a frame has a type") = 42;
    socket.send(frame).await?;
    socket.send(client::stateless(&address, "hello")).await?;
    socket.send(client::pong()).await?;
    socket.send(client::sync_step1(&address, &[0])).await?;
    socket
        .find("an answer", PATIENCE, |frame| {
            message(frame).is_some_and(|message| matches!(message, ServerMessage::SyncStep2 { .. }))
        })
        .await?;
    Ok(())
}

#[tokio::test]
async fn without_a_token_a_socket_holds_little_and_not_for_long() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let address = format!("{}/session", workshop.id());
    let mut socket = RawSocket::open(server.address()).await?;
    for _ in 0..=limits::UNAUTHENTICATED_FRAMES {
        socket.send(client::sync_step1(&address, &[0])).await?;
    }
    closes(
        socket,
        close_code::TRY_AGAIN_LATER,
        "frames without a token",
    )
    .await?;

    let mut socket = RawSocket::open(server.address()).await?;
    for number in 0..=limits::DOCUMENTS_PER_SOCKET {
        socket
            .send(client::sync_step1(&format!("{address}{number}"), &[0]))
            .await?;
    }
    closes(socket, close_code::TRY_AGAIN_LATER, "too many documents").await?;

    let socket = RawSocket::open(server.address()).await?;
    closes(socket, close_code::TIMED_OUT, "silence").await?;
    Ok(())
}

#[tokio::test]
async fn frames_that_come_before_their_token_are_kept_in_order() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let person = workshop.person("civic").await?;
    let address = format!("{}/session", workshop.id());
    let mut socket = RawSocket::open(server.address()).await?;
    let frames: [Bytes; 3] = [
        client::sync_step1(&address, &[0]),
        client::sync_step2(&address, &[0, 0]),
        client::auth(&address, &person.ticket.token, "4.8.0"),
    ];
    for frame in frames {
        socket.send(frame).await?;
    }
    let mut order = Vec::new();
    while order.len() < 4 {
        let frame = socket.next(PATIENCE).await?;
        match message(&frame) {
            Some(ServerMessage::Authenticated { .. }) => order.push("opened"),
            Some(ServerMessage::SyncStep1 { .. }) => order.push("step 1"),
            Some(ServerMessage::SyncStep2 { .. }) => order.push("step 2"),
            Some(ServerMessage::SyncStatus { applied: true }) => order.push("saved"),
            _ => {}
        }
    }
    assert_eq!(order, ["opened", "step 1", "step 2", "saved"]);
    Ok(())
}
