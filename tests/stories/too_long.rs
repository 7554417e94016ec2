//! More than usual is sent at once: what a document may hold is taken in one piece, and what it may never hold is
//! refused once, on a socket that stays.

use anyhow::Context;
use futures_util::{SinkExt, StreamExt};
use plenary_client::{
    connection::Connection,
    document::Document,
    raw::{RawFrame, RawSocket},
};
use plenary_protocol::{
    documents::DocumentKind,
    id::TableId,
    limits,
    wire::{
        close_code,
        hocuspocus::{ServerFrame, ServerMessage, client},
        y_websocket::Message,
    },
};
use plenary_tests::{PATIENCE, TestServer, Workshop};
use tokio::time::timeout;
use tokio_tungstenite::{connect_async, tungstenite};
use yrs::{Doc, Map, ReadTxn, StateVector, TextPrelim, Transact, WriteTxn};

use super::closes;

/// The facilitator's socket with the notes of a table open, and the address of these.
async fn with_notes(
    server: &TestServer,
    workshop: &Workshop,
) -> anyhow::Result<(RawSocket, String)> {
    let mut socket = RawSocket::open(server.address()).await?;
    let address = format!("{}/table/t1", workshop.id());
    let token = &workshop.created.facilitator_token;
    socket.send(client::auth(&address, token, "4.8.0")).await?;
    socket.send(client::sync_step1(&address, &[0])).await?;
    socket
        .find("the notes", PATIENCE, |frame| {
            matches!(said(frame), Some(ServerMessage::SyncStep2 { .. }))
        })
        .await?;
    Ok((socket, address))
}

/// The notes of the first table, open to the facilitator.
async fn notes_of_facilitator(workshop: &Workshop) -> anyhow::Result<Document> {
    let connection = workshop.facilitator.watch.connection();
    let table = DocumentKind::Table(TableId::nth(1));
    let token = &workshop.created.facilitator_token;
    let notes = Document::open(connection, workshop.id(), table, token).await?;
    notes.synced().await?;
    Ok(notes)
}

fn said(frame: &RawFrame) -> Option<ServerMessage<'_>> {
    let RawFrame::Binary(bytes) = frame else {
        panic!("the socket should have stayed: {frame:?}");
    };
    match ServerFrame::parse(bytes).expect("the server's frames can be read") {
        ServerFrame::Document { message, .. } => Some(message),
        _ => None,
    }
}

/// Whether the next update that was sent is kept.
async fn is_kept(socket: &mut RawSocket) -> anyhow::Result<bool> {
    let frame = socket
        .find("the fate of an update", PATIENCE, |frame| {
            matches!(said(frame), Some(ServerMessage::SyncStatus { .. }))
        })
        .await?;
    Ok(said(&frame) == Some(ServerMessage::SyncStatus { applied: true }))
}

/// A note of so many letters.
fn note(letters: usize) -> Vec<u8> {
    let notes = Doc::new();
    let mut transaction = notes.transact_mut();
    let map = transaction.get_or_insert_map("notes");
    map.insert(
        &mut transaction,
        format!("note {letters}"),
        TextPrelim::new("n".repeat(letters)),
    );
    transaction.encode_state_as_update_v1(&StateVector::default())
}

#[tokio::test]
async fn sy9_a_device_that_is_far_ahead_brings_all_of_it_at_once() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    workshop.open_round().await?;
    let notes = notes_of_facilitator(&workshop).await?;
    let first = format!("{}/p1", workshop.domain(0));
    notes
        .set_text("notes", &first, &"a".repeat(400 * 1024))
        .await?;
    notes.saved().await?;

    // An hour without a network, in which a great deal is pasted.
    notes.connection().disconnect().await?;
    for key in 2..5 {
        let key = format!("{}/p{key}", workshop.domain(0));
        notes
            .set_text("notes", &key, &"b".repeat(400 * 1024))
            .await?;
    }
    notes.connection().reconnect().await?;
    notes.saved().await?;
    assert_eq!(notes.status().refused, 0);
    Ok(())
}

#[tokio::test]
async fn what_was_typed_and_taken_out_again_does_not_fill_a_document() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    workshop.open_round().await?;
    let notes = notes_of_facilitator(&workshop).await?;
    // Each of these takes the one before it out: three megabytes are written, and a fifth of one stays.
    for letter in 'a'..='o' {
        let text = letter.to_string().repeat(200 * 1024);
        let key = format!("{}/p1", workshop.domain(0));
        notes.set_text("notes", &key, &text).await?;
        notes.saved().await?;
    }
    assert_eq!(notes.status().refused, 0);
    Ok(())
}

#[tokio::test]
async fn a_full_document_takes_what_takes_out_and_what_facilitators_put_in_order()
-> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    workshop.open_round().await?;
    let person = workshop.person_at("civic", "t1").await?;
    let table = DocumentKind::Table(TableId::nth(1));
    let by_person = Connection::open(server.address()).await?;
    let by_person = Document::open(&by_person, workshop.id(), table, &person.ticket.token).await?;
    by_person.synced().await?;
    let key = |number: usize| format!("{}/p{number}", workshop.domain(0));
    let fills = "f".repeat(300 * 1024);
    let facilitator = notes_of_facilitator(&workshop).await?;
    for number in 0..6 {
        facilitator.set_text("notes", &key(number), &fills).await?;
    }
    facilitator.saved().await?;
    by_person.synced().await?;
    by_person.set_text("notes", &key(6), &fills).await?;
    assert!(
        by_person.saved().await.is_err(),
        "there is no room for a seventh"
    );
    by_person.reset().await?;
    by_person.synced().await?;

    let in_order = "o".repeat(350 * 1024);
    facilitator.set_text("notes", &key(7), &in_order).await?;
    facilitator.saved().await?;
    // Whoever takes a text out sends a deletion alone, and then there is room again.
    by_person.synced().await?;
    by_person.set_text("notes", &key(0), "").await?;
    by_person.saved().await?;
    by_person.set_text("notes", &key(8), "and this").await?;
    by_person.saved().await?;
    Ok(())
}

#[tokio::test]
async fn sy9_cl2_what_no_document_can_hold_is_refused_once_and_the_socket_goes_on()
-> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    workshop.open_round().await?;
    let (mut socket, address) = with_notes(&server, &workshop).await?;
    socket.send(client::update(&address, &note(10))).await?;
    socket
        .send(client::sync_step2(&address, &vec![0; limits::FRAME_BYTES]))
        .await?;
    socket.send(client::update(&address, &note(20))).await?;
    assert!(is_kept(&mut socket).await?, "what came before it");
    assert!(!is_kept(&mut socket).await?, "what is too long");
    let told = socket
        .find("why it is refused", PATIENCE, |frame| {
            matches!(said(frame), Some(ServerMessage::Stateless { .. }))
        })
        .await?;
    let Some(ServerMessage::Stateless { payload }) = said(&told) else {
        unreachable!("found above");
    };
    assert!(payload.contains("at most 2 MiB"), "{payload}");
    assert!(is_kept(&mut socket).await?, "what came after it");
    Ok(())
}

#[tokio::test]
async fn sy9_it_is_refused_before_the_rest_of_it_comes() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    workshop.open_round().await?;
    let (mut socket, address) = with_notes(&server, &workshop).await?;
    let beginning = client::update(&address, &[0; 1_000]);
    socket.begin_frame(1 << 40, &beginning).await?;
    assert!(!is_kept(&mut socket).await?);
    Ok(())
}

#[tokio::test]
async fn au1_before_its_token_a_socket_may_not_send_much() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let mut socket = RawSocket::open(server.address()).await?;
    let address = format!("{}/table/t1", workshop.id());
    let early = vec![0; limits::UNAUTHENTICATED_FRAME_BYTES];
    socket.send(client::update(&address, &early)).await?;
    closes(socket, close_code::TRY_AGAIN_LATER, "much before a token").await
}

#[tokio::test]
async fn yw5_who_cannot_be_told_is_closed_for_good() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    workshop.open_round().await?;
    let (sync, id) = (server.address().sync(), workshop.id());
    let token = &workshop.created.facilitator_token;
    let (mut socket, _) = connect_async(format!("{sync}/yjs/{id}/table/t1?token={token}")).await?;
    let update = |update: &[u8]| tungstenite::Message::Binary(Message::Update { update }.encode());
    socket.send(update(&note(300 * 1024))).await?;
    let is_update = |bytes: &[u8]| matches!(Message::parse(bytes), Ok(Message::Update { .. }));
    loop {
        let frame = timeout(PATIENCE, socket.next()).await?;
        let frame = frame.context("the socket should have stayed")??;
        // Its author hears of it once it is kept.
        if is_update(&frame.into_data()) {
            break;
        }
    }
    socket.send(update(&vec![0; limits::FRAME_BYTES])).await?;
    loop {
        let frame = timeout(PATIENCE, socket.next()).await?;
        if let tungstenite::Message::Close(close) = frame.context("an end without a reason")?? {
            let code = close.context("a close without a code")?.code;
            assert_eq!(u16::from(code), close_code::FORBIDDEN);
            return Ok(());
        }
    }
}
