//! Two hundred sockets, of which twenty stop reading: they cost nothing, nobody else waits for them, and what they
//! missed comes in one piece.

use std::{io::Write, time::Duration};

use plenary_client::{
    document::Document,
    participant::Participant,
    raw::{RawFrame, RawSocket},
};
use plenary_protocol::{
    documents::{DocumentKind, MarkValue},
    id::{RoundId, TableId},
    limits,
    wire::hocuspocus::{ServerFrame, ServerMessage, client},
};
use plenary_tests::{PATIENCE, TestServer, Workshop};
use tokio::{task::JoinSet, time::Instant};
use yrs::{Doc, GetString, Map, Out, ReadTxn, Transact, Update, updates::decoder::Decode};

const READERS: usize = 180;
const SILENT: usize = 20;
const EDITS: usize = 60;
const EDIT_BYTES: usize = 10_000;

/// A socket with a table's notes open that reads only when it is told to.
struct Laggard {
    socket: RawSocket,
    notes: Doc,
}

impl Laggard {
    async fn open(
        server: &TestServer,
        workshop: &Workshop,
        person: &Participant,
    ) -> anyhow::Result<Self> {
        let mut socket = RawSocket::open_narrow(&server.address_past_the_line()?).await?;
        let address = format!("{}/table/t1", workshop.id());
        let token = &person.ticket.token;
        socket.send(client::auth(&address, token, "4.8.0")).await?;
        socket.send(client::sync_step1(&address, &[0])).await?;
        let notes = Doc::new();
        let mut laggard = Self { socket, notes };
        // From here on everything is known, and nothing more is read.
        laggard.read_until(|_, is_whole| is_whole).await?;
        Ok(laggard)
    }

    /// Reads until it is so; counts the documents that came whole.
    async fn read_until(&mut self, is_so: impl Fn(&Doc, bool) -> bool) -> anyhow::Result<u32> {
        let mut whole = 0;
        loop {
            let frame = self.socket.next(PATIENCE).await?;
            let RawFrame::Binary(bytes) = &frame else {
                anyhow::bail!("a slow reader was thrown out: {frame:?}");
            };
            let Ok(ServerFrame::Document { message, .. }) = ServerFrame::parse(bytes) else {
                continue;
            };
            let is_whole = matches!(message, ServerMessage::SyncStep2 { .. });
            if let ServerMessage::SyncStep2 { update } | ServerMessage::Update { update } = message
            {
                self.notes
                    .transact_mut()
                    .apply_update(Update::decode_v1(update)?)?;
                whole += u32::from(is_whole);
            }
            if is_so(&self.notes, is_whole) {
                return Ok(whole);
            }
        }
    }
}

fn length_of(notes: &Doc) -> usize {
    let transaction = notes.transact();
    let texts = transaction.get_map("notes");
    let texts = texts.iter().flat_map(|map| map.iter(&transaction));
    texts
        .map(|(_, value)| match value {
            Out::YText(text) => text.get_string(&transaction).len(),
            _ => 0,
        })
        .sum()
}

/// The facilitator writes one long note.
async fn edit(workshop: &Workshop, notes: &Document, key: usize) -> anyhow::Result<()> {
    let text = "n".repeat(EDIT_BYTES);
    let key = format!("{}/p{key}", workshop.domain(0));
    Ok(notes.set_text("notes", &key, &text).await?)
}

/// Everybody marks one domain after another while the facilitator writes; gives back how long each mark took, in order
/// of length.
async fn mark_while_writing(
    people: &mut Vec<Participant>,
    workshop: &Workshop,
    round: RoundId,
    notes: &Document,
    first_key: usize,
) -> anyhow::Result<Vec<Duration>> {
    let mut marking = JoinSet::new();
    for (index, person) in people.drain(..).enumerate() {
        let domains: Vec<_> = (0..5)
            .map(|domain| workshop.domain(domain).clone())
            .collect();
        marking.spawn(async move {
            let mut took = Vec::new();
            for (step, domain) in domains.iter().enumerate() {
                let began = Instant::now();
                let level = MarkValue::Level(((index + step) % 4 + 1) as u8);
                person.ballot.mark(round, domain, level).await?;
                person.ballot.saved().await?;
                took.push(began.elapsed());
            }
            anyhow::Ok((person, took))
        });
    }
    for key in first_key..first_key + EDITS {
        edit(workshop, notes, key).await?;
    }
    notes.saved().await?;
    let mut all = Vec::new();
    while let Some(marked) = marking.join_next().await {
        let (person, took) = marked??;
        people.push(person);
        all.extend(took);
    }
    all.sort();
    Ok(all)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sl1_sl2_twenty_who_stop_reading_cost_nothing_and_catch_up_in_one_piece()
-> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let round = workshop.open_round().await?;
    let connection = workshop.facilitator.watch.connection();
    let notes = Document::open(
        connection,
        workshop.id(),
        DocumentKind::Table(TableId::nth(1)),
        &workshop.created.facilitator_token,
    )
    .await?;
    notes.synced().await?;
    let mut people = workshop.people(READERS, "civic").await?;
    let mut silent = Vec::new();
    for _ in 0..SILENT {
        silent.push(workshop.person_at("vcse", "t1").await?);
    }

    let before = mark_while_writing(&mut people, &workshop, round, &notes, 0).await?;
    let mut laggards = Vec::new();
    for person in &silent {
        laggards.push(Laggard::open(&server, &workshop, person).await?);
    }
    let beside = mark_while_writing(&mut people, &workshop, round, &notes, EDITS).await?;

    // How much the system takes on the way before anything waits is its own affair, so writing goes on until it does.
    let mut edits = 2 * EDITS;
    while server.metric("plenary_lagging_readers") != Some(SILENT as f64) {
        anyhow::ensure!(edits < 4 * EDITS, "somebody who reads nothing never lags");
        edit(&workshop, &notes, edits).await?;
        notes.saved().await?;
        edits += 1;
    }

    // What waits for them is bounded, whatever is written.
    let held = server.metric("plenary_outbox_bytes").unwrap_or_default();
    let lagging = server.metric("plenary_lagging_readers").unwrap_or_default();
    let most = (SILENT * (limits::OUTBOX_LAG_BYTES + 2 * EDIT_BYTES)) as f64;
    let p99 = |took: &[Duration]| took[took.len() * 99 / 100];
    let mut out = std::io::stderr();
    writeln!(
        out,
        "{SILENT} of {} sockets do not read: {held} bytes wait for them (at most {most}), {lagging} lag; \
         marks of the other {READERS} took p99 {:?}, before {:?}",
        READERS + SILENT,
        p99(&beside),
        p99(&before),
    )?;
    assert_eq!(lagging, SILENT as f64);
    assert!(held <= most, "{held} bytes wait");
    assert_eq!(beside.len(), READERS * 5);
    // Only a stall is caught here: a reader that everybody waits for costs its whole write limit.
    assert!(p99(&beside) < 4 * p99(&before) + Duration::from_secs(1));

    // When they read again they get the document whole, once.
    let length = notes.look(length_of).await?;
    assert_eq!(length, edits * EDIT_BYTES);
    for laggard in &mut laggards {
        let whole = laggard
            .read_until(|notes, _| length_of(notes) == length)
            .await?;
        assert_eq!(whole, 1, "one catch-up");
    }
    assert_eq!(server.metric("plenary_lagging_readers"), Some(0.0));
    notes
        .set_text("notes", "after", "and they hear what comes then")
        .await?;
    for laggard in &mut laggards {
        let heard = |notes: &Doc, is_whole: bool| !is_whole && length < length_of(notes);
        laggard.read_until(heard).await?;
    }
    Ok(())
}
