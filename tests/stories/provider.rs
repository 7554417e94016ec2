//! The matrix: clients from npm, unmodified, version by version, against this server, scenario by scenario.
//!
//! What must hold for which version stands here. The scenarios themselves are in `tests/provider`, and run in Node: one
//! that is missing there, or does not run, fails here.

use std::io::Write;

mod operator;

use operator::Outcome;

/// A client from npm, and what must hold for it.
struct Client {
    /// The name under which `tests/provider/package.json` has it.
    alias: &'static str,
    /// The package and the version that must be found under that name.
    package: &'static str,
    scenarios: &'static [Scenario],
}

/// Something a person could notice, and the rules of docs/PROTOCOL.md that it holds up.
struct Scenario {
    name: &'static str,
    rules: &'static str,
}

const fn scenario(name: &'static str, rules: &'static str) -> Scenario {
    Scenario { name, rules }
}

const HOCUSPOCUS: &[Scenario] = &[
    scenario("first-sync", "AU1 AU2 SY1 SY2 SY8 GA1"),
    scenario("unsynced-changes", "SY3 SY4 GA3"),
    scenario("second-device", "SY5 SY8 GA2 GA7"),
    scenario("reconnect-after-restart", "SY2 SY4 GA1 CL1 CL3"),
    scenario("token-denied", "AU1 AU3"),
    scenario("read-only", "AU2 SY6 SY7 VI3 VI4"),
    scenario("stateless", "VI1 VI2 VI3"),
    scenario("awareness", "AU2 AW1 AW2"),
    scenario("many-documents", "HP3 HP5 AU1"),
    scenario("document-close", "AU5"),
];

const Y_WEBSOCKET: &[Scenario] = &[
    scenario("first-sync", "YW1 YW2 YW3 GA1"),
    scenario("second-device", "YW3 YW4 GA2 GA7"),
    scenario("reconnect-after-restart", "YW2 YW3 GA1 CL3"),
    scenario("token-denied", "YW1 CL1"),
    scenario("read-only", "YW5 CL1 VI4"),
    scenario("awareness", "YW6 AW1 AW2"),
    scenario("document-close", "YW1 YW6"),
];

#[tokio::test]
async fn hocuspocus_provider_2() -> anyhow::Result<()> {
    check(Client {
        alias: "hocuspocus-2",
        package: "@hocuspocus/provider 2.15.3",
        scenarios: HOCUSPOCUS,
    })
    .await
}

#[tokio::test]
async fn hocuspocus_provider_3() -> anyhow::Result<()> {
    check(Client {
        alias: "hocuspocus-3",
        package: "@hocuspocus/provider 3.4.4",
        scenarios: HOCUSPOCUS,
    })
    .await
}

#[tokio::test]
async fn hocuspocus_provider_4() -> anyhow::Result<()> {
    check(Client {
        alias: "hocuspocus-4",
        package: "@hocuspocus/provider 4.8.0",
        scenarios: HOCUSPOCUS,
    })
    .await
}

#[tokio::test]
async fn y_websocket_2() -> anyhow::Result<()> {
    check(Client {
        alias: "y-websocket-2",
        package: "y-websocket 2.1.0",
        scenarios: Y_WEBSOCKET,
    })
    .await
}

#[tokio::test]
async fn y_websocket_3_0() -> anyhow::Result<()> {
    check(Client {
        alias: "y-websocket-3.0",
        package: "y-websocket 3.0.0",
        scenarios: Y_WEBSOCKET,
    })
    .await
}

#[tokio::test]
async fn y_websocket_3_1() -> anyhow::Result<()> {
    check(Client {
        alias: "y-websocket-3.1",
        package: "y-websocket 3.1.0",
        scenarios: Y_WEBSOCKET,
    })
    .await
}

/// Lets a client go through its scenarios, prints a line for each, and fails unless all that are expected held, and no
/// others ran.
async fn check(client: Client) -> anyhow::Result<()> {
    let played = operator::play(client.alias).await?;
    let mut table = String::new();
    for Scenario { name, rules } in client.scenarios {
        let word = match played.outcomes.get(*name) {
            Some(Outcome::Held) => "ok",
            Some(Outcome::Failed(_)) => "FAILED",
            None => "DID NOT RUN",
        };
        let package = client.package;
        table += &format!("{package:<28} {name:<24} {rules:<26} {word}\n");
    }
    // Past the capture of `print!`: this is to be read when all is well, too.
    std::io::stderr().write_all(table.as_bytes())?;

    anyhow::ensure!(
        played.package == client.package,
        "{} is not what is installed: {}",
        client.package,
        played.package
    );
    let failures: Vec<_> = played.outcomes.iter().filter_map(why).collect();
    anyhow::ensure!(failures.is_empty(), "{}", failures.join("\n"));
    let expected: Vec<_> = client.scenarios.iter().map(|one| one.name).collect();
    let ran: Vec<_> = played.in_order.iter().map(String::as_str).collect();
    anyhow::ensure!(ran == expected, "{} ran {ran:?}", client.package);
    Ok(())
}

fn why((name, outcome): (&String, &Outcome)) -> Option<String> {
    match outcome {
        Outcome::Held => None,
        Outcome::Failed(why) => Some(format!("{name}: {why}")),
    }
}
