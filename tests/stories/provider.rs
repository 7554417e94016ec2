//! The unmodified provider from npm, in a process of its own; this side plays the facilitator and the operator.

use std::{path::Path, process::Stdio};

use anyhow::{Context, bail, ensure};
use plenary_tests::{House, PATIENCE, Workshop};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::Command,
};

#[tokio::test]
async fn the_unmodified_provider_from_npm_works_against_this_server() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .context("the tests stand in the repository")?;
    let web = root.join("client/web");
    ensure!(
        web.join("node_modules/@hocuspocus/provider").exists()
            && web.join("node_modules/yjs").exists(),
        "the provider's packages are missing: run `npm ci` in client/web"
    );

    let mut house = House::open().await?;
    let workshop = Workshop::begin(&house).await?;
    let person = workshop.person("civic").await?;
    person.connection().disconnect().await?;
    let mut story = Command::new("node")
        // Node 20 has the browser's WebSocket behind this flag.
        .arg("--experimental-websocket")
        .arg("--no-warnings")
        .arg(root.join("tests/provider/story.mjs"))
        .arg(&web)
        .arg(house.server().sync())
        .arg(workshop.id().to_string())
        .arg(person.ticket.seat.to_string())
        .arg(&person.ticket.token)
        .arg(workshop.domain(0).to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .context("node is missing: install Node.js 20 or newer")?;
    let mut lines = BufReader::new(story.stdout.take().context("a pipe")?).lines();
    let mut is_done = false;
    // The script gives up by itself long before this.
    while let Some(line) = tokio::time::timeout(PATIENCE * 2, lines.next_line())
        .await
        .context("the script neither asked for anything nor ended")??
    {
        match line.as_str() {
            "please open a round" => drop(workshop.open_round().await?),
            "please stop" => house.stop().await?,
            "please start" => house.start().await?,
            // An acknowledged mark is counted: there is nothing to wait for.
            "please count 1" => {
                let api = &workshop.facilitator.api;
                let progress = api.progress(workshop.id(), None).await?;
                ensure!(progress.domains[0].marked == 1, "{progress:?}");
            }
            "done" => is_done = true,
            other => bail!("the script said `{other}`"),
        }
    }
    let output = story.wait_with_output().await?;
    ensure!(
        is_done && output.status.success(),
        "the script failed:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}
