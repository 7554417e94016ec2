//! Starts the script that plays a client, and does what it asks for: makes workshops, opens rounds, stops the server.

use std::{collections::HashMap, path::Path, process::Stdio};

use anyhow::{Context, bail, ensure};
use plenary_protocol::{api::Join, command::Command as Asked, run_sheet::StepId};
use plenary_tests::{PATIENCE, TestServer, Workshop, details};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    process::Command,
};

/// How one scenario ended.
pub(super) enum Outcome {
    Held,
    Failed(String),
}

/// What a script did.
#[derive(Default)]
pub(super) struct Played {
    /// The package that was loaded, and its version.
    pub(super) package: String,
    /// The scenarios that ran, and how each of them ended.
    pub(super) outcomes: HashMap<String, Outcome>,
}

/// Plays the client with this alias, against a server of its own.
pub(super) async fn play(alias: &str) -> anyhow::Result<Played> {
    let provider = Path::new(env!("CARGO_MANIFEST_DIR")).join("provider");
    ensure!(
        provider.join("node_modules").join(alias).exists(),
        "the clients are missing: run `npm ci` in tests/provider"
    );
    let server = TestServer::open().await?;
    let mut script = Command::new("node")
        .arg(provider.join("matrix.mjs"))
        .arg(alias)
        .arg(server.address().sync())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .context("node is missing: install Node.js 20 or newer")?;
    let mut answers = script.stdin.take().context("a pipe")?;
    let mut lines = BufReader::new(script.stdout.take().context("a pipe")?).lines();
    let mut errors = script.stderr.take().context("a pipe")?;
    // Read all along, or a script that complains much would stop in the middle.
    let complaints = tokio::spawn(async move {
        let mut text = String::new();
        errors.read_to_string(&mut text).await.map(|_| text)
    });

    let mut operator = Operator {
        server,
        workshop: None,
    };
    let mut played = Played::default();
    let mut is_done = false;
    // The script gives up by itself long before this.
    while let Some(line) = tokio::time::timeout(PATIENCE * 2, lines.next_line())
        .await
        .context("the script neither asked for anything nor ended")??
    {
        let (word, rest) = line.split_once(' ').unwrap_or((&line, ""));
        match word {
            "client" => played.package = rest.to_owned(),
            "please" => {
                let mut answer = operator.answer(rest).await?.to_string();
                answer.push('\n');
                answers.write_all(answer.as_bytes()).await?;
            }
            "held" | "failed" => {
                let (name, why) = rest.split_once(' ').unwrap_or((rest, ""));
                let outcome = match word {
                    "held" => Outcome::Held,
                    _ => Outcome::Failed(serde_json::from_str(why)?),
                };
                played.outcomes.insert(name.to_owned(), outcome);
            }
            "done" => is_done = true,
            _ => bail!("the script said `{line}`"),
        }
    }
    let status = script.wait().await?;
    let complaints = complaints.await??;
    ensure!(
        is_done && status.success(),
        "the script ended in the middle:\n{complaints}"
    );
    // Two copies would compare types by different constructors, and nothing here would mean much.
    ensure!(
        !complaints.contains("Yjs was already imported"),
        "there are two copies of Yjs:\n{complaints}"
    );
    Ok(played)
}

/// Who does what the script cannot do as a client.
struct Operator {
    server: TestServer,
    workshop: Option<Workshop>,
}

impl Operator {
    async fn answer(&mut self, asked: &str) -> anyhow::Result<Value> {
        match asked {
            "a workshop" => return self.workshop().await,
            "stop" => self.server.stop().await?,
            "start" => self.server.start().await?,
            "open a round" => drop(self.current()?.open_round().await?),
            // An acknowledged mark is counted: there is nothing to wait for.
            "progress" => {
                let workshop = self.current()?;
                let api = &workshop.facilitator.api;
                let progress = api.progress(workshop.id(), None).await?;
                return Ok(json!({ "marked": progress.domains[0].marked }));
            }
            other => bail!("the script asked for `{other}`"),
        }
        Ok(json!({}))
    }

    fn current(&self) -> anyhow::Result<&Workshop> {
        self.workshop.as_ref().context("no workshop was asked for")
    }

    /// A workshop at a step where tables and the plenary may be written, two people at one table and one at another.
    async fn workshop(&mut self) -> anyhow::Result<Value> {
        let workshop = Workshop::begin(&self.server).await?;
        let to = StepId::Plenary;
        let from = StepId::Lobby;
        workshop.command(Asked::MoveStep { from, to }).await?;
        let mut people = Vec::new();
        for (sector, table) in [("civic", "t1"), ("vcse", "t1"), ("civic", "t2")] {
            let asked = Join {
                table: Some(table.parse()?),
                ..details(&workshop.code(), sector)
            };
            let joined = self.server.api().join(&asked).await?;
            people.push(json!({ "seat": joined.seat, "token": joined.token }));
        }
        let answer = json!({
            "id": workshop.id(),
            "domain": workshop.domain(0),
            "facilitator": {
                "seat": workshop.created.seat,
                "token": workshop.created.facilitator_token,
            },
            "one": people[0],
            "other": people[1],
            "elsewhere": people[2],
        });
        self.workshop = Some(workshop);
        Ok(answer)
    }
}
