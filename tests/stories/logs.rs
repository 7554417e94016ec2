//! What the real program writes to its log: a line for every request and every refusal, and nothing that anybody said,
//! marked or must keep to themselves.

use std::{cell::Cell, path::Path};

use anyhow::Context;
use futures_util::{SinkExt, StreamExt};
use plenary_client::{
    address::ServerAddress,
    api::Api,
    ballot::Ballot,
    connection::Connection,
    document::Document,
    participant::{Onlooker, Participant},
    raw::RawSocket,
};
use plenary_protocol::{
    api::{CreateWorkshop, Join, NewTables, Recover},
    calendar::CalendarShows,
    command::Command,
    documents::{DocumentKind, MarkValue},
    round::{RevealLevel, RoundKind},
    wire::hocuspocus::client,
};
use plenary_tests::{PATIENCE, Process, details, process::Manner};

use tokio_tungstenite::{connect_async, tungstenite::Message};

use super::problem;

const KEY: &str = "organiser-key-zebra";
const WRONG_KEY: &str = "wrong-key-zebra";
const TITLE: &str = "Zygomorphic planning";
const NAME: &str = "Quetzalcoatl Öztürk";
const ORGANISATION: &str = "Xylophone Trust";
const REASON: &str = "because of the jabberwock";
const BECAUSE: &str = "the bandersnatch said so";
const NOTE: &str = "a frumious note";
const TABLE: &str = "Table Mimsy";
const WRONG_WORDS: &str = "zebra zone zoo abandon";
const WRONG_CODE: &str = "CCCCCCC";
const WRONG_TOKEN: &str = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldY";
const BAD_BYTES: &str = "slithy toves";

/// The calls of a server, counted.
struct Counted {
    api: Api,
    calls: Cell<usize>,
}

impl Counted {
    fn call(&self) -> &Api {
        self.calls.set(self.calls.get() + 1);
        &self.api
    }

    fn call_as(&self, token: &str) -> Api {
        self.call().with_token(token)
    }
}

#[tokio::test]
async fn the_log_has_a_line_for_each_request_and_refusal_and_holds_no_secret() -> anyhow::Result<()>
{
    let folder = tempfile::tempdir()?;
    let log = folder.path().join("log");
    let manner = Manner {
        flags: &["--organiser-key", KEY],
        log: Some((log.clone(), "debug")),
        ..Manner::default()
    };
    let server = Process::start(&folder.path().join("plenary.db"), manner).await?;
    let calls = Counted {
        api: server.api()?,
        calls: Cell::new(0),
    };
    let mut secrets = a_workshop(&calls).await?;
    let refused_documents = bad_manners(&server).await?;
    server.end().await?;

    let log = read(&log)?;
    let about_calls = |line: &&str| line.contains(" answered ") && line.contains("/api/v1");
    assert_eq!(
        log.lines().filter(about_calls).count(),
        calls.calls.get(),
        "one line for each request:\n{log}"
    );
    let lines_with = |text: &str| log.lines().filter(|line| line.contains(text)).count();
    assert_eq!(
        lines_with("refused to open a document"),
        refused_documents + 1,
        "{log}"
    );
    assert_eq!(lines_with("refused an update"), 1, "{log}");
    assert_eq!(lines_with("a frame does not parse"), 1, "{log}");
    assert_eq!(lines_with("answered 401"), 3, "{log}");

    secrets.extend(
        [
            KEY,
            WRONG_KEY,
            TITLE,
            NAME,
            ORGANISATION,
            REASON,
            BECAUSE,
            NOTE,
            TABLE,
            WRONG_WORDS,
            WRONG_CODE,
            WRONG_TOKEN,
            BAD_BYTES,
            "127.0.0.1",
            // What a sentence to its sender names, and parts of the above.
            "Quetzal",
            "Öztürk",
            "Xylophone",
            "jabberwock",
            "bandersnatch",
            "frumious",
            "leadership",
        ]
        .map(str::to_owned),
    );
    for secret in secrets {
        assert!(
            !log.contains(&secret),
            "`{secret}` stands in the log:\n{log}"
        );
    }
    Ok(())
}

fn read(log: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(log).context("the log is there")
}

/// A whole workshop with everything that people say in it; what they were given to keep.
async fn a_workshop(calls: &Counted) -> anyhow::Result<Vec<String>> {
    let asked = CreateWorkshop {
        title: TITLE.to_owned(),
        frameworks: vec!["pit-a".parse()?],
        tables: Some(NewTables::Count(1)),
        ..CreateWorkshop::default()
    };
    problem(calls.call().create(&asked)).await;
    problem(calls.call_as(WRONG_KEY).create(&asked)).await;
    let created = calls.call_as(KEY).create(&asked).await?;
    let (id, code) = (created.workshop, created.join_code.to_string());
    let facilitator = &created.facilitator_token;

    let joining = Join {
        name: Some(NAME.to_owned()),
        organisation: Some(ORGANISATION.to_owned()),
        ..details(&code, "civic")
    };
    let person = Participant::join(calls.call(), &joining).await?;
    let words = person.ticket.recovery_words.clone().context("words")?;
    problem(calls.call().join(&details(WRONG_CODE, "civic"))).await;
    problem(calls.call().invitation(WRONG_CODE)).await;
    calls.call().invitation(&code).await?;
    let sector = "bandersnatch";
    problem(calls.call().join(&details(&code, sector))).await;
    let recover = |recovery_words: &str| Recover {
        code: code.clone(),
        recovery_words: recovery_words.to_owned(),
    };
    problem(calls.call().recover(&recover(WRONG_WORDS))).await;
    let back = calls.call().recover(&recover(&words)).await?;

    let command = async |command: Command| calls.call_as(facilitator).command(id, &command).await;
    command(Command::CreateTable {
        name: Some(TABLE.to_owned()),
    })
    .await?;
    let opened = command(Command::OpenRound {
        framework: "pit-a".parse()?,
        kind: RoundKind::Now,
        domains: None,
    })
    .await?;
    let round = opened.round.context("a round")?;
    let domain = "leadership".parse()?;
    let mark = MarkValue::Level(3);
    person.ballot.mark(round, &domain, mark).await?;
    person.ballot.reason(round, &domain, REASON).await?;
    person.ballot.saved().await?;
    let mine = Command::CloseRound { round };
    problem(calls.call_as(&person.ticket.token).command(id, &mine)).await;
    command(mine).await?;
    let pooled = RevealLevel::Pooled;
    command(Command::Reveal {
        round,
        level: pooled,
        by: None,
    })
    .await?;
    command(Command::Agree {
        round,
        domain,
        level: None,
        because: BECAUSE.to_owned(),
    })
    .await?;
    let lead = Onlooker::connect(&calls.api, (&created).into()).await?;
    let plenary = Document::open(
        lead.watch.connection(),
        id,
        DocumentKind::Plenary,
        facilitator,
    )
    .await?;
    plenary.synced().await?;
    plenary.set_text("notes", "leadership", NOTE).await?;
    plenary.saved().await?;
    calls
        .call_as(facilitator)
        .export(id, "record.json", None)
        .await?;
    // A calendar address is a key in a path, which a log would like to have.
    let calendar = calls
        .call_as(facilitator)
        .open_calendar(id, CalendarShows::Plan)
        .await?
        .path;
    let parts: Vec<&str> = calendar.trim_start_matches("/api/v1/").split('/').collect();
    calls.call().get_bytes(&parts, &[]).await?;
    let secret = parts.last().and_then(|last| last.strip_suffix(".ics"));
    let secret = secret.context("an address ends in its secret")?.to_owned();
    calls.call_as(facilitator).seats(id).await?;
    problem(calls.call_as(WRONG_TOKEN).session(id)).await;

    // The seat writes where it may only read, and opens what is not its own.
    let reading = Document::open(
        person.connection(),
        id,
        DocumentKind::Plenary,
        &person.ticket.token,
    )
    .await?;
    reading.synced().await?;
    reading.set_text("notes", "leadership", NOTE).await?;
    reading.refusal().await?;
    let foreign = Ballot::open(person.connection(), id, created.seat, &person.ticket.token).await?;
    foreign.synced().await.expect_err("it is somebody else's");

    // y-websocket has its token in the address.
    open_by_address(calls.api.server(), &format!("{id}/session"), facilitator).await?;

    let screen = created.screen_url.split_once('=').context("a token")?.1;
    Ok([
        facilitator.as_str(),
        screen,
        &secret,
        &code,
        &words,
        &person.ticket.token,
        &back.token,
    ]
    .map(str::to_owned)
    .to_vec())
}

/// Tokens that open nothing and frames that mean nothing; how many documents were refused.
async fn bad_manners(server: &Process) -> anyhow::Result<usize> {
    let connection = Connection::open(&server.address()?).await?;
    let nowhere = "00000000-0000-4000-8000-000000000000/session";
    for (document, token) in [
        (nowhere, WRONG_TOKEN),
        (nowhere, KEY),
        ("a frumious note", WRONG_TOKEN),
    ] {
        let document = Document::open_at(&connection, document, token).await?;
        document.synced().await.expect_err("it opens nothing");
    }
    open_by_address(&server.address()?, nowhere, WRONG_TOKEN).await?;
    let mut raw = RawSocket::open(&server.address()?).await?;
    raw.send(client::auth(nowhere, WRONG_TOKEN, "4.8.0"))
        .await?;
    raw.find("the refusal", PATIENCE, |frame| {
        matches!(frame, plenary_client::raw::RawFrame::Binary(_))
    })
    .await?;
    raw.send(BAD_BYTES.as_bytes().to_vec()).await?;
    raw.find("the end", PATIENCE, |frame| {
        matches!(frame, plenary_client::raw::RawFrame::Closed(_))
    })
    .await?;
    Ok(5)
}

/// Opens a document as y-websocket does, and waits until the server says something.
async fn open_by_address(
    server: &ServerAddress,
    document: &str,
    token: &str,
) -> anyhow::Result<()> {
    let url = format!("{}/yjs/{document}?token={token}", server.sync());
    let (mut socket, _) = connect_async(url).await?;
    // What it has is nothing. A server that has refused the document does not listen any more.
    let step1 = Message::binary(vec![0, 0, 1, 0]);
    let _ = socket.send(step1).await;
    tokio::time::timeout(PATIENCE, socket.next())
        .await?
        .context("neither a greeting nor a refusal")??;
    Ok(())
}
