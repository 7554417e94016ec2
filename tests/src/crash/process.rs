//! The real binary as a child process.

use std::{path::Path, process::Stdio};

use anyhow::{Context, ensure};
use plenary_client::address::ServerAddress;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::timeout,
};

use crate::PATIENCE;

/// A running server.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    pub(super) port: u16,
}

impl Process {
    /// Starts the server beside this program on a file, and waits until it listens.
    pub(super) async fn start(data: &Path, port: u16) -> anyhow::Result<Self> {
        let here = std::env::current_exe()?;
        // Programs stand in the target's folder, test programs one folder below.
        let binary = here
            .ancestors()
            .skip(1)
            .take(2)
            .map(|folder| folder.join("plenary"))
            .find(|path| path.is_file())
            .context(
                "there is no `plenary` beside this test: run `cargo build -p plenary-server` first",
            )?;
        let mut child = Command::new(binary)
            .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let stdout = child.stdout.take().context("standard output is piped")?;
        let mut lines = BufReader::new(stdout).lines();
        let line = timeout(PATIENCE, lines.next_line())
            .await??
            .context("the server ended before it listened")?;
        let port = line
            .strip_prefix("listening on http://127.0.0.1:")
            .and_then(|port| port.parse().ok())
            .with_context(|| format!("`{line}` is not the line of a server that listens"))?;
        Ok(Self { child, port })
    }

    pub(super) fn address(&self) -> anyhow::Result<ServerAddress> {
        Ok(format!("http://127.0.0.1:{}", self.port).parse()?)
    }

    /// Kills the process at a moment, as a power cut or the kernel would, and waits until it is gone.
    pub(super) async fn killed_at(
        &mut self,
        moment: impl Future<Output = ()>,
    ) -> anyhow::Result<()> {
        moment.await;
        self.child.kill().await?;
        Ok(())
    }

    /// Ends the process as an operator does.
    pub(super) async fn end(mut self) -> anyhow::Result<()> {
        let id = self.child.id().context("the server is running")?;
        let sent = std::process::Command::new("kill")
            .args(["-TERM", &id.to_string()])
            .status()?;
        ensure!(sent.success(), "the server could not be told to end");
        let status = timeout(PATIENCE, self.child.wait()).await??;
        ensure!(status.success(), "the server ended with {status}");
        Ok(())
    }
}
