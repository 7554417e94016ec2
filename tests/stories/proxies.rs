//! The real program behind proxies: links, QR codes, sockets and the counting of guesses are those of the people before
//! them, as far as the proxies are trusted.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::{Context, ensure};
use plenary_client::{address::ServerAddress, api::Api, participant::Participant};
use plenary_protocol::{api::WorkshopCreated, limits};
use plenary_tests::{Process, Proxy, details, new_workshop, process::Manner, proxy::Head};
use reqwest::header;
use tokio::task::JoinSet;
use tokio_tungstenite::{
    connect_async,
    tungstenite::{self, client::IntoClientRequest},
};

use super::{expect, problem};

/// What people have typed into their browsers.
const PUBLIC: &str = "w.example.org";

struct Server {
    process: Process,
    folder: tempfile::TempDir,
}

impl Server {
    async fn start(flags: &[&str]) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let manner = Manner {
            flags,
            log: Some((
                folder.path().join("log"),
                "plenary=info,plenary_server=info",
            )),
            ..Manner::default()
        };
        let process = Process::start(&folder.path().join("plenary.db"), manner).await?;
        Ok(Self { process, folder })
    }

    fn address(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.process.port).into()
    }

    /// How many lines of the log hold this.
    fn logged(&self, text: &str) -> anyhow::Result<usize> {
        let log = std::fs::read_to_string(self.folder.path().join("log"))?;
        ensure!(
            !log.contains("203.0.113."),
            "an address is in the log: {log}"
        );
        Ok(log.lines().filter(|line| line.contains(text)).count())
    }
}

/// A browser that knows a server by a name, which DNS would lead to this address.
struct Browser {
    client: reqwest::Client,
    at: SocketAddr,
    name: &'static str,
}

impl Browser {
    fn at(at: SocketAddr, name: &'static str) -> anyhow::Result<Self> {
        let client = reqwest::Client::builder().no_proxy().build()?;
        Ok(Self { client, at, name })
    }

    async fn make_workshop(&self) -> anyhow::Result<WorkshopCreated> {
        let url = format!("http://{}/api/v1/workshops", self.at);
        let call = self.client.post(url).header(header::HOST, self.name);
        Ok(call.json(&new_workshop()).send().await?.json().await?)
    }

    async fn get(&self, path: &str) -> anyhow::Result<reqwest::Response> {
        let call = self.client.get(format!("http://{}{path}", self.at));
        Ok(call.header(header::HOST, self.name).send().await?)
    }

    async fn policy(&self) -> anyhow::Result<String> {
        let answer = self.get("/").await?;
        let policy = answer.headers().get(header::CONTENT_SECURITY_POLICY);
        Ok(policy.context("a policy")?.to_str()?.to_owned())
    }

    /// The status with which a page of this origin is refused a socket; none where it opens.
    async fn refused(&self, origin: &str) -> anyhow::Result<Option<u16>> {
        let mut request = format!("ws://{}/sync", self.at).into_client_request()?;
        request.headers_mut().insert("host", self.name.parse()?);
        request.headers_mut().insert("origin", origin.parse()?);
        match connect_async(request).await {
            Ok(_) => Ok(None),
            Err(tungstenite::Error::Http(answer)) => Ok(Some(answer.status().as_u16())),
            Err(err) => Err(err.into()),
        }
    }
}

/// Whatever the proxies are, everything that names this server names it as the browser does.
async fn everything_fits(server: Server, proxy: &Proxy, origin: &str) -> anyhow::Result<()> {
    let browser = Browser::at(proxy.address, PUBLIC)?;
    let made = browser.make_workshop().await?;
    for url in [&made.join_url, &made.facilitate_url, &made.screen_url] {
        ensure!(
            url.starts_with(&format!("{origin}/")),
            "{url} is not of {origin}"
        );
    }
    let qr = format!("/api/v1/join/{}/qr.svg", made.join_code);
    let ours = browser.get(&qr).await?.text().await?;
    let bare = Browser::at(server.address(), "inner.example")?;
    let inner = bare.get(&qr).await?.text().await?;
    ensure!(ours != inner, "the QR code leads to the inner host");

    assert_eq!(browser.refused(origin).await?, None);
    for elsewhere in ["http://inner.example", "https://evil.example", "null"] {
        assert_eq!(browser.refused(elsewhere).await?, Some(403), "{elsewhere}");
    }
    let asked = |page: &str| format!("/sync?page={}", page.replace(':', "%3A"));
    assert_eq!(browser.get(&asked(origin)).await?.status(), 200);
    let why = browser.get(&asked("https://evil.example")).await?;
    assert_eq!(why.status(), 403);
    let why = why.text().await?;
    ensure!(
        why.contains("https://evil.example may not open sockets"),
        "{why}"
    );
    assert_eq!(browser.get("/sync").await?.status(), 426);

    let socket = origin.replacen("http", "ws", 1);
    let policy = browser.policy().await?;
    let connect = policy.split(';').find(|part| part.contains("connect-src"));
    let connect = connect.context("sockets are named")?;
    ensure!(
        connect.split(' ').any(|source| source == socket),
        "{connect}"
    );
    ensure!(!policy.contains("inner.example"), "{policy}");

    // Somebody takes part through it, socket and all.
    let through: ServerAddress = format!("http://{}", proxy.address).parse()?;
    let person = Participant::join(
        &Api::new(through)?,
        &details(&made.join_code.to_string(), "civic"),
    )
    .await?;
    person.connection().disconnect().await?;

    // The QR code is the one that the same server gives once it has been told its address.
    let file = server.folder.path().join("plenary.db");
    server.process.end().await?;
    let manner = Manner {
        flags: &["--public-url", origin],
        ..Manner::default()
    };
    let told = Process::start(&file, manner).await?;
    let at = (Ipv4Addr::LOCALHOST, told.port).into();
    let theirs = Browser::at(at, "anything.example")?.get(&qr).await?;
    assert_eq!(theirs.text().await?, ours);
    told.end().await
}

/// The usual proxy: it asks by an inner name, and says what it was asked for.
fn names_the_host(head: &mut Head) {
    let asked = head.get("host").to_owned();
    head.set("x-forwarded-host", &asked);
    head.set("host", "inner.example");
}

#[tokio::test]
async fn hp8_behind_a_proxy_that_says_only_the_host_everything_fits() -> anyhow::Result<()> {
    let server = Server::start(&[]).await?;
    let proxy = Proxy::before(server.address(), |head, _| names_the_host(head)).await?;
    everything_fits(server, &proxy, "http://w.example.org").await
}

#[tokio::test]
async fn hp8_behind_two_proxies_the_outer_one_counts() -> anyhow::Result<()> {
    let server = Server::start(&[]).await?;
    // Each adds to the lists; the outer one ends TLS.
    let inner = Proxy::before(server.address(), |head, from| {
        head.append("x-forwarded-for", &from.ip().to_string());
        head.append("x-forwarded-proto", "http");
        let asked = head.get("host").to_owned();
        head.append("x-forwarded-host", &asked);
        head.set("host", "inner.example");
    })
    .await?;
    let outer = Proxy::before(inner.address, |head, _| {
        head.append("x-forwarded-for", "203.0.113.7");
        head.append("x-forwarded-proto", "https");
        let asked = head.get("host").to_owned();
        head.append("x-forwarded-host", &asked);
        head.set("host", "middle.example");
    })
    .await?;
    everything_fits(server, &outer, "https://w.example.org").await
}

#[tokio::test]
async fn hp8_behind_a_proxy_that_speaks_as_the_rfc_has_it_everything_fits() -> anyhow::Result<()> {
    let server = Server::start(&[]).await?;
    let proxy = Proxy::before(server.address(), |head, from| {
        let asked = head.get("host").to_owned();
        let element = format!("for=\"{from}\";proto=https;host=\"{asked}\"");
        head.append("forwarded", &element);
        head.set("host", "inner.example");
    })
    .await?;
    everything_fits(server, &proxy, "https://w.example.org").await
}

#[tokio::test]
async fn a_proxy_that_is_not_trusted_changes_nothing_and_is_told_of_once() -> anyhow::Result<()> {
    const TOLD: &str = "--trusted-proxies";
    for flags in [
        ["--trusted-proxies", "none"],
        ["--trusted-proxies", "192.0.2.1"],
    ] {
        let server = Server::start(&flags).await?;
        let proxy = Proxy::before(server.address(), |head, _| {
            names_the_host(head);
            head.set("x-forwarded-proto", "https");
            head.set("x-forwarded-for", "203.0.113.7");
        })
        .await?;
        assert_eq!(server.logged(TOLD)?, 0);
        let browser = Browser::at(proxy.address, PUBLIC)?;
        for _ in 0..3 {
            let made = browser.make_workshop().await?;
            ensure!(
                made.join_url.starts_with("http://inner.example/"),
                "{}",
                made.join_url
            );
        }
        assert_eq!(browser.refused("https://w.example.org").await?, Some(403));
        assert_eq!(server.logged(TOLD)?, 1, "once, and without an address");
        server.process.end().await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_a_caller_claims_leads_nowhere() -> anyhow::Result<()> {
    let server = Server::start(&[]).await?;
    let proxy = Proxy::before(server.address(), |head, from| {
        names_the_host(head);
        head.append("x-forwarded-for", &from.ip().to_string());
        head.set("x-forwarded-proto", "https");
    })
    .await?;
    let client = reqwest::Client::builder().no_proxy().build()?;
    for (name, value) in [
        ("forwarded", "for=203.0.113.9;host=evil.example;proto=http"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "http"),
        ("x-forwarded-for", "203.0.113.9"),
    ] {
        let call = client
            .post(format!("http://{}/api/v1/workshops", proxy.address))
            .header(header::HOST, PUBLIC)
            .header(name, value)
            .json(&new_workshop());
        let made: WorkshopCreated = call.send().await?.json().await?;
        ensure!(
            made.join_url.starts_with("https://w.example.org/"),
            "{name}: {}",
            made.join_url
        );
    }
    // A host that would write into our own headers is no host.
    let answer = client
        .get(format!("http://{}/", server.address()))
        .header("x-forwarded-host", "x; script-src *")
        .send()
        .await?;
    let policy = answer.headers()[header::CONTENT_SECURITY_POLICY].to_str()?;
    ensure!(!policy.contains("script-src"), "{policy}");
    Ok(())
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guesser_behind_a_proxy_keeps_nobody_else_out_and_gains_nothing_by_lies()
-> anyhow::Result<()> {
    const KEY: &str = "a long secret";
    let server = Server::start(&["--organiser-key", KEY]).await?;
    // People call from elsewhere: each address of this machine stands for one out there.
    let proxy = Proxy::before(server.address(), |head, from| {
        let last = from
            .ip()
            .to_string()
            .rsplit('.')
            .next()
            .unwrap_or_default()
            .to_owned();
        head.append("x-forwarded-for", &format!("203.0.113.{last}"));
    })
    .await?;
    let at: ServerAddress = format!("http://{}", proxy.address).parse()?;
    let from = |last: u8| Api::from_address(at.clone(), Ipv4Addr::new(127, 0, 0, last).into());
    let client = |last: u8| {
        let address = Ipv4Addr::new(127, 0, 0, last);
        reqwest::Client::builder()
            .no_proxy()
            .local_address(std::net::IpAddr::from(address))
            .build()
    };
    let guesser = client(2)?;
    let mut guesses = JoinSet::new();
    for number in 0..3 * limits::WRONG_KEYS.0 as usize {
        // Each guess claims to come from somebody else.
        let call = guesser
            .post(format!("{at}/api/v1/workshops"))
            .header("x-forwarded-for", format!("198.51.100.{}", number % 250))
            .bearer_auth("a long guess")
            .json(&new_workshop());
        guesses.spawn(async move { call.send().await.map(|answer| answer.status().as_u16()) });
    }
    let mut refused = 0;
    while let Some(status) = guesses.join_next().await {
        refused += usize::from(status?? == 429);
    }
    ensure!(0 < refused, "lies about the address let the guesser go on");
    let dry = problem(from(2)?.with_token("a long guess").create(&new_workshop())).await;
    expect(&dry, 429, "too_many", "from your network");
    from(3)?.with_token(KEY).create(&new_workshop()).await?;
    Ok(())
}
