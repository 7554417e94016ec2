//! From which web pages sockets may be opened, asked of the real program.

use anyhow::{Context, bail};
use plenary_protocol::api::Problem;
use plenary_tests::{Process, process::Manner};
use tokio_tungstenite::{
    connect_async,
    tungstenite::{self, client::IntoClientRequest},
};

/// What a browser that shows a page from this origin gets: nothing to say where the socket opens.
async fn opened_from(
    server: &Process,
    path: &str,
    origin: Option<&str>,
    headers: &[(&'static str, &str)],
) -> anyhow::Result<Option<Problem>> {
    let mut request = format!("ws://127.0.0.1:{}{path}", server.port).into_client_request()?;
    if let Some(origin) = origin {
        request.headers_mut().insert("origin", origin.parse()?);
    }
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse()?);
    }
    match connect_async(request).await {
        Ok(_) => Ok(None),
        Err(tungstenite::Error::Http(response)) => {
            let kind = response.headers().get("content-type").context("a kind")?;
            assert_eq!(kind, "application/problem+json");
            let body = response.body().as_deref().context("a body")?;
            Ok(Some(serde_json::from_slice(body)?))
        }
        Err(err) => bail!("neither opened nor refused: {err}"),
    }
}

#[tokio::test]
async fn hp8_only_pages_of_this_server_and_of_named_apps_open_sockets() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let flags = [
        "--public-url",
        "https://plenary.example",
        "--allowed-origins",
        "https://app.example,https://other.example:8443",
    ];
    let manner = Manner {
        flags: &flags,
        ..Manner::default()
    };
    let server = Process::start(&folder.path().join("plenary.db"), manner).await?;
    let own = format!("http://127.0.0.1:{}", server.port);
    for path in ["/sync", "/sync/yjs/anything?token=none"] {
        let welcome = [
            None,
            Some(own.as_str()),
            Some("https://plenary.example"),
            Some("https://app.example"),
            Some("https://other.example:8443"),
        ];
        for origin in welcome {
            let refused = opened_from(&server, path, origin, &[]).await?;
            assert_eq!(refused, None, "{origin:?} on {path}");
        }
        let forwarded = [("x-forwarded-host", "front.example")];
        let behind_a_proxy = Some("https://front.example");
        let refused = opened_from(&server, path, behind_a_proxy, &forwarded).await?;
        assert_eq!(refused, None, "{path}");
        for origin in [
            "https://evil.example",
            "http://plenary.example",
            "https://app.example.evil.example",
            "https://other.example",
            "http://127.0.0.1:1",
        ] {
            let refused = opened_from(&server, path, Some(origin), &[]).await?;
            let refused = refused.with_context(|| format!("{origin} was let in on {path}"))?;
            assert_eq!(refused.status, 403, "{refused:?}");
            for part in [origin, "--allowed-origins", "--public-url"] {
                assert!(refused.detail.contains(part), "{part} in {refused:?}");
            }
        }
        let nowhere = opened_from(&server, path, Some("null"), &[]).await?;
        assert_eq!(nowhere.map(|refused| refused.status), Some(403));
    }
    server.end().await
}
