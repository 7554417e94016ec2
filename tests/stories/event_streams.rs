//! Where no WebSocket gets through, the same is said over plain HTTP: frames down an event stream and up in requests,
//! with every promise and every bound of a socket.

use std::io::Write;

use anyhow::Context;
use bytes::Bytes;
use plenary_client::{document::Document, participant::Ticket};
use plenary_protocol::{
    api::{Problem, Recover},
    documents::DocumentKind,
    framework::built_in_by_id,
    id::{RoundId, TableId},
    limits,
    wire::{
        close_code,
        hocuspocus::{ServerFrame, ServerMessage, client},
    },
};
use plenary_tests::{
    TestServer, Workshop,
    cluster::Cluster,
    crowd::{Crowd, Kept},
    details,
    event_stream::{Event, EventStream, batch_of},
};
use tokio::time::Instant;
use yrs::{
    Any, Doc, Map, Out, ReadTxn, StateVector, Transact, Update, WriteTxn, updates::decoder::Decode,
};

use super::expect;

/// Somebody comes in who has no socket.
async fn joins(server: &TestServer, workshop: &Workshop) -> anyhow::Result<Ticket> {
    let asked = details(&workshop.code(), "civic");
    Ok(server.api().join(&asked).await?.into())
}

fn ballot(ticket: &Ticket) -> String {
    format!("{}/ballot/{}", ticket.workshop, ticket.seat)
}

/// The update of a device that marks its first domains, one after another.
struct Marks {
    ballot: Doc,
    round: RoundId,
}

impl Marks {
    fn in_round(round: RoundId) -> Self {
        let ballot = Doc::new();
        Self { ballot, round }
    }

    fn mark(&self, workshop: &Workshop, domain: usize, level: u32) -> Vec<u8> {
        self.mark_key(workshop.domain(domain).as_str(), level)
    }

    fn mark_key(&self, domain: &str, level: u32) -> Vec<u8> {
        let mut transaction = self.ballot.transact_mut();
        let before = transaction.state_vector();
        let marks = transaction.get_or_insert_map("marks");
        let key = format!("{}/{domain}", self.round);
        marks.insert(&mut transaction, key, Any::from(level));
        transaction.encode_state_as_update_v1(&before)
    }
}

fn marks_in(ballot: &[u8]) -> anyhow::Result<usize> {
    let held = Doc::new();
    held.transact_mut()
        .apply_update(Update::decode_v1(ballot)?)?;
    let transaction = held.transact();
    let marks = transaction.get_map("marks");
    let levels = marks.iter().flat_map(|marks| marks.iter(&transaction));
    Ok(levels
        .filter(|(_, value)| matches!(value, Out::Any(_)))
        .count())
}

/// A note of so many letters.
fn note(letters: usize) -> Vec<u8> {
    let notes = Doc::new();
    let mut transaction = notes.transact_mut();
    let map = transaction.get_or_insert_map("notes");
    map.insert(
        &mut transaction,
        format!("note {letters}"),
        Any::from("n".repeat(letters)),
    );
    transaction.encode_state_as_update_v1(&StateVector::default())
}

#[track_caller]
fn told((status, body): (u16, String), expected: u16, kind: &str, says: &str) {
    let problem: Problem = serde_json::from_str(&body).expect("a problem");
    assert_eq!(status, expected);
    expect(&problem, expected, kind, says);
}

#[tokio::test]
async fn es1_a_mark_is_saved_and_counted_over_http_and_is_there_after_a_restart()
-> anyhow::Result<()> {
    let mut server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let round = workshop.open_round().await?;
    let ticket = joins(&server, &workshop).await?;
    let address = ballot(&ticket);
    let mut phone = EventStream::open(server.address()).await?;
    let held = phone.open_document(&address, &ticket.token).await?;
    assert_eq!(marks_in(&held)?, 0);

    let marks = Marks::in_round(round);
    let began = Instant::now();
    for domain in 0..4 {
        let update = marks.mark(&workshop, domain, 3);
        phone.send(&[client::update(&address, &update)]).await?;
        assert!(phone.is_kept().await?);
    }
    let took = began.elapsed() / 4;
    writeln!(
        std::io::stderr(),
        "mark to saved over HTTP: {took:?} on average"
    )?;
    workshop.seen(round, 3, 1).await?;
    assert_eq!(
        server.metric("plenary_sockets"),
        Some(2.0),
        "it counts like a socket"
    );

    server.stop().await?;
    assert_eq!(phone.closes().await?, close_code::RESTART);
    server.start().await?;
    told(
        phone.post(phone.next_batch, None, Vec::new()).await?,
        410,
        "gone",
        "open a new one",
    );
    let mut phone = EventStream::open(server.address()).await?;
    let held = phone.open_document(&address, &ticket.token).await?;
    assert_eq!(marks_in(&held)?, 4);
    Ok(())
}

#[tokio::test]
async fn es3_a_batch_whose_answer_was_lost_is_taken_once_and_in_its_order() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let round = workshop.open_round().await?;
    let ticket = joins(&server, &workshop).await?;
    let address = ballot(&ticket);
    let mut phone = EventStream::open(server.address()).await?;
    phone.open_document(&address, &ticket.token).await?;

    let marks = Marks::in_round(round);
    let first = batch_of(&[client::update(&address, &marks.mark(&workshop, 0, 2))]);
    let second = batch_of(&[client::update(&address, &marks.mark(&workshop, 1, 2))]);
    let number = phone.next_batch;
    told(
        phone.post(number + 1, None, second.clone()).await?,
        409,
        "out_of_order",
        &format!("before batch {number}"),
    );
    server.relay().lose_answers(1);
    phone
        .post(number, None, first.clone())
        .await
        .expect_err("its answer is lost");
    assert_eq!(phone.post(number, None, first.clone()).await?.0, 204);
    assert_eq!(phone.post(number + 1, None, second).await?.0, 204);
    assert_eq!(
        phone.post(number, None, first).await?.0,
        204,
        "far too late"
    );
    assert!(phone.is_kept().await?);
    assert!(phone.is_kept().await?);
    workshop.seen(round, 1, 1).await?;

    // Each had one effect, so nothing is told of a third: what comes next is the answer to a question.
    let question = [client::sync_step1(&address, &[0])];
    let body = batch_of(&question);
    assert_eq!(phone.post(number + 2, None, body).await?.0, 204);
    let frame = phone.frame().await?;
    let ServerFrame::Document { message, .. } = ServerFrame::parse(&frame)? else {
        anyhow::bail!("not about the ballot");
    };
    assert!(
        matches!(message, ServerMessage::SyncStep1 { .. }),
        "{message:?}"
    );
    Ok(())
}

#[tokio::test]
async fn es2_what_is_no_open_stream_takes_nothing() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let http = reqwest::Client::new();
    let channels = format!("{}/sync/events", server.address());
    for wrong in ["none", &"A".repeat(32), "x%2Fy", "\u{feff}"] {
        let to = format!("{channels}/{wrong}?batch=1");
        let answer = http.post(to).body("x").send().await?;
        let answer = (answer.status().as_u16(), answer.text().await?);
        told(answer, 410, "gone", "open a new one");
    }
    let phone = EventStream::open(server.address()).await?;
    let unnumbered = http.post(phone.address()).send().await?;
    let answer = (unnumbered.status().as_u16(), unnumbered.text().await?);
    told(answer, 422, "invalid", "batch");
    let address = phone.address().to_owned();
    drop(phone);
    // Whoever reads it no longer has it no longer.
    loop {
        let late = http.post(format!("{address}?batch=1")).send().await?;
        if late.status().as_u16() == 410 {
            return Ok(());
        }
        // Until the server has noticed, it is still open.
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn es2_what_reaches_another_node_is_told_so_and_the_phone_goes_on_there() -> anyhow::Result<()>
{
    let cluster = Cluster::start(2).await?;
    let kept = Kept::Redis(cluster.redis.url());
    let crowd = Crowd::gather_at(cluster.api()?, kept, 0).await?;
    let (first, second) = (cluster.api_of(0)?, cluster.api_of(1)?);
    let asked = details(&crowd.created.join_code.to_string(), "civic");
    let ticket: Ticket = first.join(&asked).await?.into();
    let address = ballot(&ticket);
    let tool = built_in_by_id("pit-a").context("built in")?;
    let marks = Marks::in_round(crowd.round);
    let mark = |domain: usize| {
        let update = marks.mark_key(tool.domains[domain].id.as_str(), 3);
        client::update(&address, &update)
    };

    let mut phone = EventStream::open(first.server()).await?;
    phone.open_document(&address, &ticket.token).await?;
    phone.send(&[mark(0)]).await?;
    assert!(phone.is_kept().await?);
    // A node joins, and the balancer divides the callers anew.
    phone.leads_to(second.server());
    let unsent = mark(1);
    let batch = batch_of(std::slice::from_ref(&unsent));
    told(
        phone.post(phone.next_batch, None, batch).await?,
        410,
        "gone",
        "open a new one",
    );

    let mut phone = EventStream::open(second.server()).await?;
    let held = phone.open_document(&address, &ticket.token).await?;
    assert_eq!(
        marks_in(&held)?,
        1,
        "what was saved at one node is at the other"
    );
    phone.send(&[unsent]).await?;
    assert!(phone.is_kept().await?);
    let folded = crowd.folded().await?;
    let (_, whole) = folded.sync(DocumentKind::Ballot(ticket.seat), &Default::default());
    assert_eq!(marks_in(&whole)?, 2, "and nothing is lost");
    Ok(())
}

#[tokio::test]
async fn es2_pages_of_others_open_no_stream_and_send_nothing() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let phone = EventStream::open(server.address()).await?;
    let http = reqwest::Client::new();
    let send = format!("{}?batch={}", phone.address(), phone.next_batch);
    for call in [
        http.get(format!("{}/sync/events", server.address())),
        http.post(&send),
    ] {
        let answer = call.header("origin", "https://evil.example").send().await?;
        let answer = (answer.status().as_u16(), answer.text().await?);
        told(answer, 403, "forbidden", "https://evil.example");
    }
    let own = server.address().to_string();
    let taken = http.post(&send).header("origin", own).send().await?;
    assert_eq!(taken.status().as_u16(), 204);
    Ok(())
}

#[tokio::test]
async fn es5_without_a_token_a_stream_holds_little_and_not_for_long() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let address = format!("{}/session", workshop.id());
    let many = vec![client::sync_step1(&address, &[0]); limits::UNAUTHENTICATED_FRAMES + 1];
    let mut phone = EventStream::open(server.address()).await?;
    assert_eq!(phone.send(&many).await?, 410);
    assert_eq!(phone.closes().await?, close_code::TRY_AGAIN_LATER);

    let early = vec![0; limits::UNAUTHENTICATED_FRAME_BYTES];
    let early = client::update(&address, &early);
    let mut phone = EventStream::open(server.address()).await?;
    let half = early.slice(..early.len() / 2 + 600);
    let two = batch_of(&[half.clone(), half]);
    let number = phone.next_batch;
    told(
        phone.post(number, None, two).await?,
        413,
        "too_large",
        "65 KiB",
    );
    assert_eq!(phone.send(&[early]).await?, 410);
    assert_eq!(phone.closes().await?, close_code::TRY_AGAIN_LATER);

    let mut phone = EventStream::open(server.address()).await?;
    assert_eq!(phone.closes().await?, close_code::TIMED_OUT, "silence");
    Ok(())
}

#[tokio::test]
async fn es5_what_no_document_can_hold_is_refused_once_and_the_stream_goes_on() -> anyhow::Result<()>
{
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    workshop.open_round().await?;
    let address = format!("{}/table/t1", workshop.id());
    let mut desk = EventStream::open(server.address()).await?;
    let token = &workshop.created.facilitator_token;
    desk.open_document(&address, token).await?;
    let too_long = client::sync_step2(&address, &vec![0; limits::FRAME_BYTES]);
    let all = [
        client::update(&address, &note(10)),
        too_long,
        client::update(&address, &note(20)),
    ];
    assert_eq!(desk.send(&all).await?, 204);
    assert!(desk.is_kept().await?, "what came before it");
    assert!(!desk.is_kept().await?, "what is too long");
    assert!(desk.is_kept().await?, "what came after it");

    // Nothing of what cannot be read is taken, and the next one is.
    let number = desk.next_batch;
    let torn = batch_of(&[client::update(&address, &note(30))]);
    let torn = torn[..torn.len() - 1].to_vec();
    told(
        desk.post(number, None, torn).await?,
        422,
        "invalid",
        "each behind its length",
    );
    let pongs = vec![client::pong(); limits::BATCH_FRAMES + 1];
    told(
        desk.post(number, None, batch_of(&pongs)).await?,
        413,
        "too_large",
        "128 frames",
    );
    let whole = [client::update(&address, &note(30))];
    assert_eq!(desk.send(&whole).await?, 204);
    assert!(desk.is_kept().await?);

    // A frame that breaks the protocol ends a stream as it ends a socket.
    assert_eq!(desk.send(&[Bytes::from_static(b"slithy")]).await?, 410);
    assert_eq!(desk.closes().await?, close_code::PROTOCOL_ERROR);
    Ok(())
}

#[tokio::test]
async fn es5_a_flood_of_empty_requests_ends_its_stream_and_frames_are_paced() -> anyhow::Result<()>
{
    let server = TestServer::open().await?;
    let mut phone = EventStream::open(server.address()).await?;
    let began = Instant::now();
    // Frames that mean nothing cost their sender's time, and nobody else's.
    let pongs = vec![client::pong(); limits::BATCH_FRAMES];
    for _ in 0..3 {
        assert_eq!(phone.send(&pongs).await?, 204);
    }
    let beyond = 3 * limits::BATCH_FRAMES as u32 - limits::SOCKET_FRAMES_BURST;
    let least = std::time::Duration::from_secs(1) * beyond / limits::SOCKET_FRAMES_PER_SECOND;
    assert!(least * 9 / 10 <= began.elapsed(), "{:?}", began.elapsed());

    let mut sent = 0;
    while phone.send(&[]).await? == 204 {
        sent += 1;
        assert!(sent < 10 * limits::CONTROL_FRAMES_BURST, "nobody minds");
    }
    assert_eq!(phone.closes().await?, close_code::TRY_AGAIN_LATER);
    Ok(())
}

#[tokio::test]
async fn es5_a_key_that_is_replaced_ends_what_it_opened() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let ticket = joins(&server, &workshop).await?;
    let mut lost = EventStream::open(server.address()).await?;
    lost.open_document(&ballot(&ticket), &ticket.token).await?;
    let again = Recover {
        code: workshop.code(),
        recovery_words: ticket.recovery_words.clone().context("told on joining")?,
    };
    for _ in 0..limits::TOKENS_PER_SEAT {
        server.api().recover(&again).await?;
    }
    loop {
        let frame = lost.frame().await?;
        if let ServerFrame::Document { message, .. } = ServerFrame::parse(&frame)?
            && let ServerMessage::PermissionDenied { reason } = message
        {
            assert!(reason.contains("replaced by newer ones"), "{reason}");
            return Ok(());
        }
    }
}

#[tokio::test]
async fn es6_who_stops_reading_catches_up_in_one_piece() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    workshop.open_round().await?;
    let person = workshop.person_at("vcse", "t1").await?;
    let address = format!("{}/table/t1", workshop.id());
    let mut laggard = EventStream::open(&server.address_past_the_line()?).await?;
    laggard
        .open_document(&address, &person.ticket.token)
        .await?;

    let notes = Document::open(
        workshop.facilitator.watch.connection(),
        workshop.id(),
        DocumentKind::Table(TableId::nth(1)),
        &workshop.created.facilitator_token,
    )
    .await?;
    notes.synced().await?;
    let mut edits = 0;
    while server.metric("plenary_lagging_readers") != Some(1.0) {
        anyhow::ensure!(edits < 1_000, "somebody who reads nothing never lags");
        let key = format!("{}/p{}", workshop.domain(0), edits % 20);
        let text = "n".repeat(20_000 + edits);
        notes.set_text("notes", &key, &text).await?;
        notes.saved().await?;
        edits += 1;
    }
    let held = server.metric("plenary_outbox_bytes").unwrap_or_default();
    assert!(held <= 2.0 * limits::OUTBOX_LAG_BYTES as f64, "{held}");

    // It reads what is on its way, and is asked whether it has; only then the document comes whole.
    let ping = loop {
        match laggard.next().await?.context("the stream has ended")? {
            Event::Frame(_) => {}
            Event::Ping(number) => break number,
            closed => anyhow::bail!("a slow reader was thrown out: {closed:?}"),
        }
    };
    let (status, _) = laggard
        .post(laggard.next_batch, Some(ping), Vec::new())
        .await?;
    assert_eq!(status, 204);
    loop {
        let frame = laggard.frame().await?;
        if let ServerFrame::Document { message, .. } = ServerFrame::parse(&frame)?
            && matches!(message, ServerMessage::SyncStep2 { .. })
        {
            break;
        }
    }
    assert_eq!(server.metric("plenary_lagging_readers"), Some(0.0));
    Ok(())
}
