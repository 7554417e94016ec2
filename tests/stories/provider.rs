//! The matrix: clients from npm, unmodified, version by version, against this server, scenario by scenario.
//!
//! What must hold for which version stands here. The scenarios themselves are in `tests/provider`, and run in Node: one
//! that is missing there, or does not run, fails here.

use std::io::Write;

mod operator;

use operator::{Outcome, Played};

/// A client from npm, and what must hold for it.
struct Client {
    /// The name under which `tests/provider/package.json` has it.
    alias: &'static str,
    /// The package and the version that must be found under that name.
    package: &'static str,
    scenarios: &'static [&'static [Scenario]],
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
    scenario("unsynced-changes", "SY3 SY4"),
    scenario("second-device", "SY4 SY5 SY8 GA2 GA7"),
    scenario("reconnect-after-restart", "SY2 SY4 SY5 GA2 CL1 CL3"),
    scenario("token-denied", "AU1 AU3 AU5"),
    scenario("read-only", "AU2 SY6 SY7 VI3 VI4"),
    scenario("stateless", "VI1 VI2 VI3"),
    scenario("awareness", "AU2 AW2 AW3 AW4 AW5"),
    scenario("place", "AU2 AW2 AW3 AW5 AW7"),
    scenario("client-ids", "GA7 SY6"),
    scenario("many-documents", "HP3 HP5 AU1 VI4"),
    scenario("document-close", "AU5 AW5"),
    scenario("keep-alive", "KA1 KA2"),
];

const TWO_SESSIONS: Scenario = scenario("two-sessions", "HP5");

const Y_WEBSOCKET: &[Scenario] = &[
    scenario("first-sync", "YW1 YW2 YW3 YW4 GA1"),
    scenario("second-device", "YW4 GA2 GA7"),
    scenario("reconnect-after-restart", "YW3 YW4 CL1 CL3"),
    scenario("token-denied", "YW1 CL1 CL4"),
    scenario("read-only", "YW5 YW7 VI4 CL1"),
    scenario("awareness", "YW6 AW2 AW3 AW4 AW5"),
    scenario("place", "YW6 AW2 AW3 AW5 AW7"),
    scenario("client-ids", "YW7 GA7"),
    scenario("document-close", "YW1 AW5"),
    scenario("keep-alive", "YW8"),
];

const CLIENTS: &[Client] = &[
    Client {
        alias: "hocuspocus-2",
        package: "@hocuspocus/provider 2.15.3",
        scenarios: &[HOCUSPOCUS],
    },
    Client {
        alias: "hocuspocus-3",
        package: "@hocuspocus/provider 3.4.4",
        scenarios: &[HOCUSPOCUS],
    },
    Client {
        alias: "hocuspocus-4",
        package: "@hocuspocus/provider 4.8.0",
        scenarios: &[HOCUSPOCUS, &[TWO_SESSIONS]],
    },
    Client {
        alias: "y-websocket-2",
        package: "y-websocket 2.1.0",
        scenarios: &[Y_WEBSOCKET],
    },
    Client {
        alias: "y-websocket-3.0",
        package: "y-websocket 3.0.0",
        scenarios: &[Y_WEBSOCKET],
    },
    Client {
        alias: "y-websocket-3.1",
        package: "y-websocket 3.1.0",
        scenarios: &[Y_WEBSOCKET],
    },
];

#[tokio::test]
async fn unmodified_clients_from_npm_hold_the_protocol_version_by_version() -> anyhow::Result<()> {
    // All at once: most of the time each waits for a sign of life.
    let playing: Vec<_> = CLIENTS
        .iter()
        .map(|client| tokio::spawn(operator::play(client.alias)))
        .collect();
    let mut table = String::from("\n");
    let mut faults = Vec::new();
    for (client, playing) in CLIENTS.iter().zip(playing) {
        match playing.await? {
            Ok(played) => client.compare(&played, &mut table, &mut faults),
            Err(err) => faults.push(format!("{}: {err:#}", client.package)),
        }
    }
    // Past the capture of `print!`: this is to be read when all is well, too.
    std::io::stderr().write_all(table.as_bytes())?;
    anyhow::ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

impl Client {
    /// Adds a line for each scenario, and whatever is not as it must be: a scenario that failed, did not run, or is not
    /// expected.
    fn compare(&self, played: &Played, table: &mut String, faults: &mut Vec<String>) {
        let package = self.package;
        if played.package != package {
            faults.push(format!("`{}` is installed for {package}", played.package));
        }
        let expected: Vec<_> = self.scenarios.iter().copied().flatten().collect();
        for Scenario { name, rules } in &expected {
            let word = match played.outcomes.get(*name) {
                Some(Outcome::Held) => "ok",
                Some(Outcome::Failed(why)) => {
                    faults.push(format!("{package} {name}: {why}"));
                    "FAILED"
                }
                None => {
                    faults.push(format!("{package} {name}: it did not run"));
                    "MISSING"
                }
            };
            *table += &format!("{package:<28} {name:<24} {rules:<24} {word}\n");
        }
        for name in played.outcomes.keys() {
            if !expected.iter().any(|scenario| scenario.name == name) {
                faults.push(format!("{package} {name}: nobody expects this scenario"));
            }
        }
    }
}
