//! Every way in which a call can be wrong, and what is answered. Whole stories over real sockets are told elsewhere.

use axum::{
    body::{Body, to_bytes},
    extract::connect_info::MockConnectInfo,
    http::{Request, StatusCode, header},
};
use plenary_protocol::{
    api::{Joined, WorkshopCreated},
    framework::Framework,
    id::JoinCode,
};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::*;
use crate::{
    auth,
    journal::{Journal, memory::MemoryJournal},
};

mod guessing;
mod workbench;
mod working;

struct Answer {
    status: StatusCode,
    kind: String,
    body: Value,
}

struct TestServer {
    app: Arc<App>,
    journal: Arc<MemoryJournal>,
    router: Router,
}

impl TestServer {
    fn open(organiser_key: Option<&str>) -> Self {
        let journal = Arc::new(MemoryJournal::new());
        let metrics = Metrics::new();
        let rooms = Rooms::new(journal.clone(), metrics.clone());
        let key = organiser_key.map(OrganiserKey::new);
        let app = App::new(
            rooms,
            metrics,
            None,
            key,
            Vec::new(),
            TrustedProxies::default(),
        );
        let listening = "127.0.0.1:8080".parse().unwrap();
        let caller: SocketAddr = "192.0.2.1:5000".parse().unwrap();
        let app = Arc::new(app);
        let router = router(app.clone(), listening).layer(MockConnectInfo(caller));
        Self {
            app,
            journal,
            router,
        }
    }

    async fn call(&self, method: &str, path: &str, token: &str, body: impl Into<Body>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = request
            .header(header::CONTENT_TYPE, "application/json")
            .body(body.into())
            .unwrap();
        self.answer(request).await
    }

    async fn answer(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert!(
            response
                .headers()
                .contains_key(header::CONTENT_SECURITY_POLICY)
        );
        let (status, kind) = (response.status(), &response.headers()[header::CONTENT_TYPE]);
        let kind = kind.to_str().unwrap().to_owned();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let text = || Value::String(String::from_utf8_lossy(&bytes).into_owned());
        let body = serde_json::from_slice(&bytes).unwrap_or_else(|_| text());
        Answer { status, kind, body }
    }

    async fn post(&self, path: &str, token: &str, body: Value) -> Answer {
        self.call("POST", path, token, body.to_string()).await
    }

    async fn workshop(&self) -> WorkshopCreated {
        let asked = json!({"title": "Planning together", "frameworks": ["pit-a"]});
        let made = self.post("/api/v1/workshops", "", asked).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        serde_json::from_value(made.body).unwrap()
    }

    async fn join(&self, workshop: &WorkshopCreated) -> Joined {
        let asked = json!({"code": workshop.join_code, "sector": "civic"});
        let joined = self.post("/api/v1/join", "", asked).await;
        assert_eq!(joined.status, StatusCode::CREATED, "{}", joined.body);
        serde_json::from_value(joined.body).unwrap()
    }
}

#[track_caller]
fn check(answer: &Answer, status: u16, detail: &str) {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
    assert_eq!(answer.kind, "application/problem+json");
    assert_eq!(answer.body["status"], status);
    let said = answer.body["detail"].as_str().unwrap();
    assert!(said.contains(detail), "{said:?} lacks {detail:?}");
    assert_eq!(
        answer.body["reference"].is_string(),
        500 <= status,
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn ri2_every_call_that_changes_something_takes_a_key_and_is_described_so() {
    let server = TestServer::open(None);
    let document = serde_json::to_value(openapi()).unwrap();
    let mut changing = 0;
    for (path, calls) in document["paths"].as_object().unwrap() {
        // A batch of a live connection has a number instead (ES3).
        if path.starts_with("/sync/") {
            continue;
        }
        for (method, call) in calls.as_object().unwrap() {
            if !["post", "put", "patch", "delete"].contains(&method.as_str()) {
                continue;
            }
            changing += 1;
            let parameters = call["parameters"].as_array().cloned().unwrap_or_default();
            let described = parameters.iter().find(|parameter| {
                parameter["name"] == "Idempotency-Key" && parameter["in"] == "header"
            });
            let described = described.unwrap_or_else(|| panic!("{method} {path} takes no key"));
            assert_eq!(described["required"], false, "{method} {path}");
            let there = path.replace("{workshop}", "6f2c1f0e-8d3b-4a55-9b39-0c8a2f6f7c11");
            assert!(
                !there.contains('{'),
                "{there} has a part that this test does not know"
            );
            let key = "8e03978e-40d5-43e8-bc93-6894a57f9324";
            for wrong in [vec!["1"], vec![""], vec![key, key]] {
                let mut request = Request::builder().method(method.to_uppercase().as_str());
                for value in &wrong {
                    request = request.header("idempotency-key", *value);
                }
                let request = request
                    .uri(&there)
                    .header(header::CONTENT_TYPE, "application/json")
                    .body(Body::from("{}"))
                    .unwrap();
                check(
                    &server.answer(request).await,
                    422,
                    "`Idempotency-Key` takes one",
                );
            }
        }
    }
    assert!(changing >= 4, "{changing} calls change something");
}

#[tokio::test]
async fn a_wrong_call_is_told_what_was_wrong() {
    let server = TestServer::open(None);
    let made = server.workshop().await;
    let joined = server.join(&made).await;
    let at = format!("/api/v1/workshops/{}", made.workshop);
    let (lead, person) = (made.facilitator_token.as_str(), joined.token.as_str());
    let nobody = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let cases = [
        (
            "GET",
            "/api/v1/nowhere",
            "",
            404,
            "nothing at /api/v1/nowhere",
        ),
        ("GET", "/api", "", 404, "nothing at /api"),
        ("PUT", "/api/v1/workshops", "", 405, "PUT is not possible"),
        ("GET", "/api/v1/join/CC", "", 422, "`CC` is not a join code"),
        (
            "GET",
            "/api/v1/frameworks/pit-z",
            "",
            404,
            "no framework `pit-z`",
        ),
        (
            "GET",
            &at,
            "",
            401,
            "needs the header `Authorization: Bearer`",
        ),
        ("GET", &at, "slip", 401, "not one of ours"),
        ("GET", &at, nobody, 401, "opens no seat"),
        (
            "GET",
            "/api/v1/workshops/x",
            lead,
            404,
            "`x` is not a workshop id",
        ),
        (
            "GET",
            &format!("{at}/seats"),
            person,
            403,
            "role participant",
        ),
        (
            "GET",
            &format!("{at}/results"),
            person,
            404,
            "no round has been opened",
        ),
        (
            "GET",
            &format!("{at}/results?by=moon"),
            person,
            422,
            "unknown variant `moon`",
        ),
        (
            "GET",
            &format!("{at}/progress?round=one"),
            person,
            422,
            "`one` is not a round id",
        ),
        (
            "GET",
            &format!("{at}/progress?runde=r1"),
            person,
            422,
            "unknown field `runde`",
        ),
        (
            "GET",
            &format!("{at}/export/report.pdf"),
            lead,
            404,
            "choose collation.csv, record.json, map.bpmn",
        ),
        (
            "GET",
            &format!("{at}/frameworks/pit-b"),
            lead,
            404,
            "does not use a framework `pit-b`",
        ),
    ];
    for (method, path, token, status, detail) in cases {
        check(&server.call(method, path, token, "").await, status, detail);
    }
}

#[tokio::test]
async fn a_wrong_body_is_told_which_field_and_what_is_taken() {
    let server = TestServer::open(None);
    let made = server.workshop().await;
    let commands = format!("/api/v1/workshops/{}/commands", made.workshop);
    let lead = made.facilitator_token.as_str();
    let cases = [
        ("/api/v1/workshops", "{", 422, "not valid JSON"),
        (
            "/api/v1/workshops",
            r#"{"title": 5, "frameworks": []}"#,
            422,
            "title: invalid type: integer `5`",
        ),
        (
            "/api/v1/workshops",
            r#"{"title": "x", "frameworks": []}"#,
            422,
            "no framework is given",
        ),
        (
            "/api/v1/workshops",
            r#"{"title": "x", "frameworks": ["pit-z"]}"#,
            422,
            "no framework `pit-z`",
        ),
        (
            "/api/v1/join",
            r#"{"code": "CCCCCCC"}"#,
            422,
            "missing field `sector`",
        ),
        (
            &commands,
            r#"{"type": "open_rund"}"#,
            422,
            "unknown variant `open_rund`",
        ),
        (
            &commands,
            r#"{"type": "close_round", "round": "r1"}"#,
            422,
            "r1",
        ),
        (
            &commands,
            r#"{"type": "extend_step", "minutes": 0}"#,
            422,
            "1 to 240 minutes",
        ),
        (
            &commands,
            r#"{"type": "move_step", "from": "mark", "to": "reveal"}"#,
            409,
            "lobby",
        ),
    ];
    for (path, body, status, detail) in cases {
        check(&server.call("POST", path, lead, body).await, status, detail);
    }
    let large = vec![b' '; limits::BODY_BYTES + 1];
    check(
        &server.call("POST", "/api/v1/join", "", large).await,
        413,
        "larger than 64 KiB",
    );
    let untyped = Request::post("/api/v1/join")
        .body(Body::from("{}"))
        .unwrap();
    check(
        &server.answer(untyped).await,
        415,
        "Content-Type: application/json",
    );
}

#[tokio::test]
async fn a_wrong_secret_is_refused_and_a_right_one_is_not() {
    tokio::time::pause();
    let server = TestServer::open(Some("a long secret"));
    let asked = json!({"title": "x", "frameworks": ["pit-a"]});
    check(
        &server.post("/api/v1/workshops", "", asked.clone()).await,
        401,
        "needs its organiser key",
    );
    check(
        &server
            .post("/api/v1/workshops", "guess", asked.clone())
            .await,
        401,
        "not the organiser key",
    );
    let made = server
        .post("/api/v1/workshops", "a long secret", asked)
        .await;
    assert_eq!(made.status, StatusCode::CREATED);
    let made: WorkshopCreated = serde_json::from_value(made.body).unwrap();
    let joined = server.join(&made).await;
    let code = made.join_code;
    let recover = |words: &str| json!({"code": code, "recovery_words": words});
    let wrong = server
        .post("/api/v1/recover", "", recover("one two three four"))
        .await;
    check(&wrong, 404, "no seat in this workshop");
    let words = joined.recovery_words;
    let back = server
        .post("/api/v1/recover", "", recover(&words.to_uppercase()))
        .await;
    assert_eq!(back.status, StatusCode::OK);
    assert_eq!(back.body["seat"], joined.seat.to_string());
    assert_ne!(back.body["token"], joined.token);
    assert_eq!(back.body["recovery_words"], words);
    check(
        &server.call("GET", "/api/v1/join/CCCCCCC", "", "").await,
        404,
        "no workshop has the code CCCCCCC",
    );
}

#[tokio::test]
async fn a_server_that_cannot_save_says_so_and_comes_back() {
    let server = TestServer::open(None);
    server.journal.set_fault(Some("disk is full"));
    let asked = json!({"title": "x", "frameworks": ["pit-a"]});
    let refused = server.post("/api/v1/workshops", "", asked).await;
    check(&refused, 503, "cannot save at the moment");
    assert!(
        !refused.body.to_string().contains("disk"),
        "the cause is for the log"
    );
    let ready = server.call("GET", "/readyz", "", "").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(
        server.call("GET", "/livez", "", "").await.status,
        StatusCode::OK
    );
    server.journal.set_fault(None);
    // Nobody has to write for the server to notice.
    assert_eq!(
        server.call("GET", "/readyz", "", "").await.status,
        StatusCode::OK
    );
    server.workshop().await;
}

#[tokio::test]
async fn the_list_of_frameworks_holds_each_of_them_whole() {
    let server = TestServer::open(None);
    let listed = server.call("GET", "/api/v1/frameworks", "", "").await.body;
    let listed: Vec<Framework> = serde_json::from_value(listed).unwrap();
    assert!(!listed.is_empty());
    for framework in listed {
        let path = format!("/api/v1/frameworks/{}", framework.id);
        let one = server.call("GET", &path, "", "").await.body;
        assert_eq!(serde_json::to_value(&framework).unwrap(), one);
    }
}

#[tokio::test]
async fn a_workshop_whose_entries_are_broken_is_said_to_be_unreadable() {
    let server = TestServer::open(None);
    let code: JoinCode = "CCCCCCC".parse().unwrap();
    let workshop = auth::draw_key().workshop();
    let broken = b"no entry at all".to_vec();
    server.journal.create(workshop, code, broken).await.unwrap();
    let invited = server.call("GET", "/api/v1/join/CCCCCCC", "", "").await;
    check(&invited, 500, "cannot be read");
    assert!(!invited.body.to_string().contains("entry"));
}

#[test]
fn every_reference_in_the_description_is_described() {
    let text = openapi().to_json().unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let described = document["components"]["schemas"].as_object().unwrap();
    let references = text.split("#/components/schemas/").skip(1);
    for reference in references {
        let (name, _) = reference.split_once('"').unwrap();
        assert!(described.contains_key(name), "{name}");
    }
}
