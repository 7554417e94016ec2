//! Maps, the plan and their files over HTTP: who gets them, under which headers, and what is not there.

use super::*;

struct Fetched {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    text: String,
}

async fn fetch(server: &TestServer, path: &str, token: &str) -> Fetched {
    let request = Request::builder()
        .uri(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .body(Body::empty())
        .unwrap();
    let response = server.router.clone().oneshot(request).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Fetched {
        status,
        headers,
        text,
    }
}

async fn with_map(server: &TestServer) -> (WorkshopCreated, Joined) {
    let made = server.workshop().await;
    let joined = server.join(&made).await;
    let path = format!("/api/v1/workshops/{}/commands", made.workshop);
    let command = json!({"type": "create_map", "title": "Stopping <smoking>"});
    let done = server.post(&path, &made.facilitator_token, command).await;
    assert_eq!(done.body["map"], "m1", "{}", done.body);
    (made, joined)
}

#[tokio::test]
async fn every_seat_reads_the_maps_and_the_plan() {
    let server = TestServer::open(None);
    let (made, joined) = with_map(&server).await;
    let at = format!("/api/v1/workshops/{}", made.workshop);
    for token in [&made.facilitator_token, &joined.token] {
        let map = server
            .call("GET", &format!("{at}/maps/m1"), token, "")
            .await;
        assert_eq!(map.status, StatusCode::OK);
        assert_eq!(map.body["title"], "Stopping <smoking>");
        assert_eq!(map.body["components"][3]["label"], "Best outcome");
        assert_eq!(map.body["steps"], json!([]));
        let plan = server.call("GET", &format!("{at}/plan"), token, "").await;
        assert_eq!(plan.status, StatusCode::OK);
        let empty = json!({"measures": [], "actions": []});
        let expected = json!({"actions": [], "nodes": [], "ties": [], "orphans": empty});
        assert_eq!(plan.body, expected);
    }
}

#[tokio::test]
async fn a_map_that_is_not_there_is_said_not_to_be() {
    let server = TestServer::open(None);
    let (made, joined) = with_map(&server).await;
    let at = format!("/api/v1/workshops/{}", made.workshop);
    let cases = [
        ("maps/m2", 404, "no map `m2`"),
        ("maps/one", 404, "no map `one`"),
        ("export/map.svg?map=m2", 404, "no map `m2`"),
        ("export/map.svg?map=one", 422, "`one` is not a map id"),
        ("export/map.pdf", 404, "map.html, plan.ics or plan.html"),
    ];
    for (path, status, detail) in cases {
        let path = format!("{at}/{path}");
        check(
            &server.call("GET", &path, &joined.token, "").await,
            status,
            detail,
        );
        check(
            &server.call("GET", &path, "", "").await,
            401,
            "needs the header",
        );
    }
    let other = server.workshop().await;
    let path = format!("/api/v1/workshops/{}/export/map.bpmn", other.workshop);
    let answer = server
        .call("GET", &path, &other.facilitator_token, "")
        .await;
    check(&answer, 404, "no map has been made");
}

#[tokio::test]
async fn each_file_comes_with_its_type_and_may_do_nothing_in_a_browser() {
    let server = TestServer::open(None);
    let (made, joined) = with_map(&server).await;
    let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let cases = [
        (
            "map.bpmn",
            "application/xml",
            "attachment",
            "Stopping &lt;smoking&gt;",
        ),
        (
            "map.svg",
            "image/svg+xml",
            "attachment",
            "Stopping &lt;smoking&gt;",
        ),
        ("map.docx", docx, "attachment", "PK"),
        (
            "map.html",
            "text/html; charset=utf-8",
            "inline",
            "Stopping &lt;smoking&gt;",
        ),
        (
            "plan.ics",
            "text/calendar; charset=utf-8",
            "attachment",
            "END:VCALENDAR\r\n",
        ),
        (
            "plan.html",
            "text/html; charset=utf-8",
            "inline",
            "No action has been proposed yet.",
        ),
        (
            "record.json",
            "application/json",
            "attachment",
            "Stopping <smoking>",
        ),
    ];
    for (name, kind, manner, said) in cases {
        let path = format!("/api/v1/workshops/{}/export/{name}", made.workshop);
        let fetched = fetch(&server, &path, &joined.token).await;
        assert_eq!(fetched.status, StatusCode::OK, "{name}: {}", fetched.text);
        assert_eq!(fetched.headers[header::CONTENT_TYPE], kind);
        let disposition = format!("{manner}; filename=\"{}-{name}\"", made.join_code);
        assert_eq!(fetched.headers[header::CONTENT_DISPOSITION], *disposition);
        let policy = fetched.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap();
        let allowed = "default-src 'none'; style-src 'sha256-";
        assert!(policy.starts_with(allowed), "{name}: {policy}");
        assert!(
            !policy.contains("script-src") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert_eq!(fetched.headers[header::CACHE_CONTROL], "no-store");
        assert!(fetched.text.contains(said), "{name}: {}", fetched.text);
    }
}

/// A page that the app opens from what it fetched is held to the app's own policy, so that lets the same style in.
#[tokio::test]
async fn the_apps_policy_lets_in_the_print_views_style_and_no_other() {
    let server = TestServer::open(None);
    let (made, joined) = with_map(&server).await;
    let source = crate::export::style_source();
    let path = format!("/api/v1/workshops/{}", made.workshop);
    let session = fetch(&server, &path, &joined.token).await;
    let policy = session.headers[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap();
    assert!(
        policy.contains(&format!("; style-src 'self' {source};")),
        "{policy}"
    );
    assert!(policy.starts_with("default-src 'self';"), "{policy}");
}

#[test]
fn the_description_has_the_calls_for_maps_and_the_plan() {
    let document: Value = serde_json::from_str(&openapi().to_json().unwrap()).unwrap();
    for (path, view) in [
        ("/api/v1/workshops/{workshop}/maps/{map}", "MapView"),
        ("/api/v1/workshops/{workshop}/plan", "PlanView"),
    ] {
        let answer = &document["paths"][path]["get"]["responses"]["200"];
        let schema = &answer["content"]["application/json"]["schema"]["$ref"];
        assert_eq!(*schema, format!("#/components/schemas/{view}"));
    }
    let file = &document["paths"]["/api/v1/workshops/{workshop}/export/{file}"]["get"];
    let kinds = file["responses"]["200"]["content"].as_object().unwrap();
    for known in &crate::export::FORMATS {
        let kind = known.media_type.split(';').next().unwrap();
        assert!(kinds.contains_key(kind), "{}", known.name);
    }
}
