//! Requests whose answer is lost on the way: tried again they are the same request, with one effect and the same answer.

use std::collections::BTreeSet;

use anyhow::{Context, ensure};
use plenary_client::address::ServerAddress;
use plenary_protocol::{
    api::{Recover, WorkshopCreated},
    command::Command,
    documents::MarkValue,
    id::RequestKey,
};
use plenary_tests::{PATIENCE, TestServer, Workshop, cluster::Cluster, details, new_workshop};
use serde_json::{Value, json};

use super::{expect, problem};

/// One request that changes something, as any client sends it.
pub(super) struct Request {
    /// The call, as the description of the API names it.
    pub(super) call: &'static str,
    path: String,
    token: String,
    pub(super) body: Value,
    key: String,
}

fn draw_key() -> String {
    RequestKey::from_random_bytes(rand::random()).reveal()
}

impl Request {
    fn new(call: &'static str, path: String, token: &str, body: Value) -> Self {
        Self {
            call,
            path,
            token: token.to_owned(),
            body,
            key: draw_key(),
        }
    }

    pub(super) async fn send(&self, server: &ServerAddress) -> anyhow::Result<(u16, Value)> {
        // A client of its own for each try: a kept connection would hide what happens to one.
        let client = reqwest::Client::builder().no_proxy().build()?;
        let mut request = client.post(format!("{server}/api/v1/{}", self.path));
        if !self.token.is_empty() {
            request = request.bearer_auth(&self.token);
        }
        let request = request
            .header("idempotency-key", &self.key)
            .json(&self.body);
        let answer = request.send().await?;
        Ok((answer.status().as_u16(), answer.json().await?))
    }
}

/// One request for each call that changes something, in a workshop with one person in it.
pub(super) async fn every_request(workshop: &Workshop) -> anyhow::Result<Vec<Request>> {
    let code = workshop.code();
    let person = workshop.person("civic").await?;
    let words = person.ticket.recovery_words.context("told on joining")?;
    let commands = format!("workshops/{}/commands", workshop.id());
    let steering = workshop.created.facilitator_token.as_str();
    let command = |body| {
        Request::new(
            "/api/v1/workshops/{workshop}/commands",
            commands.clone(),
            steering,
            body,
        )
    };
    Ok(vec![
        Request::new(
            "/api/v1/workshops",
            "workshops".to_owned(),
            "",
            serde_json::to_value(new_workshop())?,
        ),
        Request::new(
            "/api/v1/join",
            "join".to_owned(),
            "",
            serde_json::to_value(details(&code, "vcse"))?,
        ),
        Request::new(
            "/api/v1/recover",
            "recover".to_owned(),
            "",
            json!({"code": code, "recovery_words": words}),
        ),
        command(json!({"type": "create_table"})),
        command(json!({"type": "extend_step", "minutes": 5})),
        command(json!({"type": "open_round", "framework": "pit-a", "kind": "now"})),
        Request::new(
            "/api/v1/workshops/{workshop}/calendars",
            format!("workshops/{}/calendars", workshop.id()),
            steering,
            json!({"shows": "plan"}),
        ),
    ])
}

/// The calls that change something, by the description of the API. What live connections carry has stories of its own.
fn changing_calls() -> anyhow::Result<BTreeSet<String>> {
    let document = serde_json::to_value(plenary_server::http::openapi())?;
    let paths = document["paths"].as_object().context("it has paths")?;
    let changes = |call: &Value| {
        let methods = ["post", "put", "patch", "delete"];
        methods.iter().any(|method| call.get(method).is_some())
    };
    let calls = paths.iter().filter(|(path, _)| path.starts_with("/api/"));
    let changing = calls.filter(|(_, call)| changes(call));
    Ok(changing.map(|(path, _)| path.clone()).collect())
}

#[tokio::test]
async fn ri1_every_call_whose_answer_is_cut_off_has_one_effect_and_then_the_first_answer()
-> anyhow::Result<()> {
    let mut server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let requests = every_request(&workshop).await?;
    let tried: BTreeSet<String> = requests.iter().map(|each| each.call.to_owned()).collect();
    assert_eq!(
        tried,
        changing_calls()?,
        "a call that changes something has no story here"
    );

    let mut answers = Vec::new();
    for request in &requests {
        server.relay().lose_answers(1);
        let lost = request.send(server.address()).await;
        ensure!(
            lost.is_err(),
            "{}: the answer should have been lost",
            request.call
        );
        assert_eq!(server.relay().answers_to_lose(), 0, "{}", request.call);
        let (status, first) = request.send(server.address()).await?;
        ensure!(status < 300, "{}: {status} {first}", request.call);
        assert_eq!(
            request.send(server.address()).await?,
            (status, first.clone())
        );
        answers.push((status, first));
    }
    // The facilitator, the screen, the person, and one who joined and never heard of it.
    let api = server.api().with_token(&workshop.created.facilitator_token);
    assert_eq!(api.seats(workshop.id()).await?.len(), 4);
    let session = api.session(workshop.id()).await?;
    assert_eq!(session.rounds.len(), 1);
    assert_eq!(session.tables.len(), 3);

    // Nothing of it is in a memory that a restart would empty.
    server.restart().await?;
    for (request, (status, first)) in requests.iter().zip(answers) {
        let again = request.send(server.address()).await?;
        // Links name the place from which the server was called, and that has stayed.
        assert_eq!(again, (status, first), "{}", request.call);
    }
    assert_eq!(api.seats(workshop.id()).await?.len(), 4);
    assert_eq!(api.session(workshop.id()).await?.tables.len(), 3);
    Ok(())
}

#[tokio::test]
async fn ri1_what_is_answered_again_opens_what_the_first_answer_opened() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    for request in every_request(&workshop).await?.iter().take(3) {
        let (_, first) = request.send(server.address()).await?;
        let (_, again) = request.send(server.address()).await?;
        for field in ["token", "facilitator_token"] {
            if let Some(token) = again[field].as_str() {
                let id = first["workshop"].as_str().context("a workshop")?.parse()?;
                server.api().with_token(token).session(id).await?;
            }
        }
        if let Some(words) = again["recovery_words"].as_str() {
            let asked = Recover {
                code: workshop.code(),
                recovery_words: words.to_owned(),
            };
            let recovered = server.api().recover(&asked).await?;
            assert_eq!(again["seat"], recovered.seat.to_string());
        }
        if let Some(link) = again["screen_url"].as_str() {
            let (_, token) = link.split_once("#token=").context("a token")?;
            let id = first["workshop"].as_str().context("a workshop")?.parse()?;
            server.api().with_token(token).session(id).await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn ri5_a_key_that_is_none_or_came_with_something_else_is_refused_by_every_call()
-> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    for mut request in every_request(&workshop).await? {
        let key = request.key.clone();
        for wrong in ["1", "", "8e03978e-40d5-13e8-bc93-6894a57f9324"] {
            request.key = wrong.to_owned();
            let (status, said) = request.send(server.address()).await?;
            assert_eq!(status, 422, "{}: {said}", request.call);
            let detail = said["detail"].as_str().unwrap_or_default();
            assert!(
                detail.contains("`Idempotency-Key`"),
                "{}: {said}",
                request.call
            );
        }
        // Quoted, as a structured header has it, it is the same key.
        request.key = format!("\"{key}\"");
        let (status, first) = request.send(server.address()).await?;
        ensure!(status < 300, "{}: {status} {first}", request.call);
        request.key = key;
        assert_eq!(request.send(server.address()).await?, (status, first));

        // What else is asked for with it is another address.
        if request.call.ends_with("/calendars") {
            continue;
        }
        let other = match request.call {
            "/api/v1/workshops" => json!({"title": "Another", "frameworks": ["pit-b"]}),
            "/api/v1/join" => serde_json::to_value(details(&workshop.code(), "civic"))?,
            "/api/v1/recover" => {
                let joined = server
                    .api()
                    .join(&details(&workshop.code(), "vcse"))
                    .await?;
                json!({"code": workshop.code(), "recovery_words": joined.recovery_words})
            }
            _ => json!({"type": "open_joining", "open": true}),
        };
        request.body = other;
        let (status, said) = request.send(server.address()).await?;
        assert_eq!(status, 422, "{}: {said}", request.call);
        let detail = said["detail"].as_str().unwrap_or_default();
        assert!(
            detail.contains("another request"),
            "{}: {said}",
            request.call
        );
    }
    Ok(())
}

/// Sends a request so many times at once, to these servers in turn. All must be answered alike.
async fn at_once(request: &Request, servers: &[ServerAddress], times: usize) -> anyhow::Result<()> {
    let tries = (0..times).map(|each| request.send(&servers[each % servers.len()]));
    let answers = futures_util::future::try_join_all(tries).await?;
    let (status, first) = &answers[0];
    ensure!(*status < 300, "{}: {status} {first}", request.call);
    for (_, answer) in &answers {
        // The links of a new workshop name the node that was called.
        for field in [
            "workshop",
            "join_code",
            "seat",
            "token",
            "facilitator_token",
            "recovery_words",
            "seq",
        ] {
            ensure!(
                answer[field] == first[field],
                "{}: {first} and {answer}",
                request.call
            );
        }
    }
    Ok(())
}

#[tokio::test]
async fn ri1_tries_that_are_under_way_at_once_have_one_effect_and_one_answer() -> anyhow::Result<()>
{
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    for request in every_request(&workshop).await? {
        at_once(&request, &[server.address().clone()], 8).await?;
    }
    let api = &workshop.facilitator.api;
    assert_eq!(api.seats(workshop.id()).await?.len(), 4);
    let session = api.session(workshop.id()).await?;
    assert_eq!((session.rounds.len(), session.tables.len()), (1, 3));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ri1_tries_at_two_nodes_are_one_request_also_when_one_node_has_gone() -> anyhow::Result<()>
{
    let mut cluster = Cluster::start(2).await?;
    let servers = [0, 1].map(|node| cluster.api_of(node).map(|api| api.server().clone()));
    let [left, right] = servers;
    let servers = [left?, right?];
    let api = cluster.api()?;
    let created: WorkshopCreated = api.create(&new_workshop()).await?;
    let steering = api.with_token(&created.facilitator_token);
    let code = created.join_code.to_string();
    let joined = api.join(&details(&code, "civic")).await?;
    let commands = format!("workshops/{}/commands", created.workshop);
    let requests = [
        Request::new(
            "making",
            "workshops".to_owned(),
            "",
            serde_json::to_value(new_workshop())?,
        ),
        Request::new(
            "joining",
            "join".to_owned(),
            "",
            serde_json::to_value(details(&code, "vcse"))?,
        ),
        Request::new(
            "recovering",
            "recover".to_owned(),
            "",
            json!({"code": code, "recovery_words": joined.recovery_words}),
        ),
        Request::new(
            "adding a table",
            commands,
            &created.facilitator_token,
            json!({"type": "create_table"}),
        ),
    ];
    for request in &requests {
        at_once(request, &servers, 6).await?;
    }
    let count = async || {
        let seats = steering.seats(created.workshop).await?.len();
        anyhow::Ok((
            seats,
            steering.session(created.workshop).await?.tables.len(),
        ))
    };
    assert_eq!(count().await?, (4, 3));
    let before =
        futures_util::future::try_join_all(requests.iter().map(|each| each.send(&servers[0])))
            .await?;
    cluster.kill(0).await?;
    for (request, (status, first)) in requests.iter().zip(before) {
        let (again, answer) = request.send(&servers[1]).await?;
        assert_eq!(again, status, "{}", request.call);
        for field in [
            "seat",
            "token",
            "recovery_words",
            "facilitator_token",
            "seq",
        ] {
            assert_eq!(answer[field], first[field], "{}", request.call);
        }
    }
    assert_eq!(count().await?, (4, 3));
    // The workshop that was made at both nodes at once is found by its code.
    let (_, made) = requests[0].send(&servers[1]).await?;
    let code = made["join_code"].as_str().context("a code")?;
    let invitation = api.invitation(code).await?;
    assert_eq!(
        invitation.workshop.to_string(),
        made["workshop"].as_str().context("a workshop")?
    );
    Ok(())
}

#[tokio::test]
async fn ri7_the_rust_client_asks_again_and_gets_one_seat() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    server.relay().lose_answers(1);
    let workshop = Workshop::begin(&server).await?;
    server.relay().lose_answers(1);
    let joined = server
        .api()
        .join(&details(&workshop.code(), "civic"))
        .await?;
    server.relay().lose_answers(1);
    let command = Command::CreateTable { name: None };
    let made = workshop.command(command).await?;
    assert!(made.table.is_some());
    assert_eq!(server.relay().answers_to_lose(), 0);
    let seats = workshop.facilitator.api.seats(workshop.id()).await?;
    assert_eq!(seats.len(), 3);
    assert!(seats.iter().any(|listed| listed.seat == joined.seat));
    let session = workshop.facilitator.api.session(workshop.id()).await?;
    assert_eq!(session.tables.len(), 3);
    Ok(())
}

#[tokio::test]
async fn rm1_rm3_a_place_to_which_nobody_came_can_be_removed_while_people_mark()
-> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let api = &workshop.facilitator.api;
    let here = workshop.person("civic").await?;
    let ghost = server
        .api()
        .join(&details(&workshop.code(), "vcse"))
        .await?;
    let round = workshop.open_round().await?;
    let progress = api.progress(workshop.id(), None).await?;
    assert_eq!((progress.seats, progress.awaited), (2, 1));
    let listed = api.seats(workshop.id()).await?;
    let awaited: Vec<_> = listed.iter().filter(|seat| seat.is_awaited).collect();
    assert_eq!(awaited.len(), 1);
    assert_eq!(awaited[0].seat, ghost.seat);

    // Whoever is connected is not sent away, and what somebody marked is not taken away.
    let remove = |seat| Command::RemoveSeat { seat };
    let refused = problem(api.command(workshop.id(), &remove(here.ticket.seat))).await;
    expect(&refused, 409, "moved_on", "is connected");
    let facilitator = problem(api.command(workshop.id(), &remove(workshop.created.seat))).await;
    expect(&facilitator, 409, "moved_on", "is connected");
    let by_a_person = problem(here.api.command(workshop.id(), &remove(ghost.seat))).await;
    expect(&by_a_person, 403, "forbidden", "facilitator");

    workshop.command(remove(ghost.seat)).await?;
    let progress = api.progress(workshop.id(), None).await?;
    assert_eq!((progress.seats, progress.awaited), (1, 0));
    let session = api.session(workshop.id()).await?;
    let joined: u32 = session
        .present
        .sectors
        .iter()
        .map(|sector| sector.joined)
        .sum();
    assert_eq!(joined, 1);
    let late = server.api().with_token(&ghost.token);
    let told = problem(late.session(workshop.id())).await;
    expect(&told, 401, "removed", "join again");
    let asked = Recover {
        code: workshop.code(),
        recovery_words: ghost.recovery_words,
    };
    expect(
        &problem(server.api().recover(&asked)).await,
        404,
        "not_found",
        "four words",
    );
    let again = problem(api.command(workshop.id(), &remove(ghost.seat))).await;
    expect(&again, 409, "moved_on", "already been removed");

    here.ballot
        .mark(round, workshop.domain(0), MarkValue::Level(2))
        .await?;
    here.ballot.saved().await?;
    Ok(())
}

#[tokio::test]
async fn rm1_what_somebody_marked_stays_when_they_have_gone() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let api = &workshop.facilitator.api;
    let round = workshop.open_round().await?;
    let marked = workshop.person("civic").await?;
    marked
        .ballot
        .mark(round, workshop.domain(0), MarkValue::Level(2))
        .await?;
    marked.ballot.saved().await?;
    let looked = workshop.person("civic").await?;
    let (marked_seat, looked_seat) = (marked.ticket.seat, looked.ticket.seat);
    let token = looked.ticket.token.clone();
    marked.connection().disconnect().await?;
    looked.connection().disconnect().await?;
    workshop
        .facilitator
        .watch
        .wait_for("the two have gone", PATIENCE, |views| {
            let session = views.session.as_ref();
            session.is_some_and(|session| session.present.people == 0)
        })
        .await?;

    let refused =
        problem(api.command(workshop.id(), &Command::RemoveSeat { seat: marked_seat })).await;
    expect(&refused, 409, "moved_on", "was marked or written");
    workshop
        .command(Command::RemoveSeat { seat: looked_seat })
        .await?;
    let progress = api.progress(workshop.id(), None).await?;
    assert_eq!((progress.seats, progress.started), (1, 1));
    let told = problem(server.api().with_token(&token).session(workshop.id())).await;
    expect(&told, 401, "removed", "join again");
    Ok(())
}
