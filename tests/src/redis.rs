//! A real redis-server in a folder of its own, with an append-only file.

use std::{net::TcpListener, process::Stdio};

use anyhow::{Context, ensure};
use plenary_server::journal::redis::RedisUrl;
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::timeout,
};

use crate::PATIENCE;

/// A Redis that ends when it is dropped.
#[derive(Debug)]
pub struct RedisServer {
    folder: TempDir,
    port: u16,
    process: Child,
}

impl RedisServer {
    /// Starts one on a free port.
    pub async fn start() -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        // Between asking for a free port and taking it somebody else may have taken it: then another is asked for.
        for _ in 0..20 {
            let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
            if let Some(process) = launch(&folder, port).await? {
                return Ok(Self {
                    folder,
                    port,
                    process,
                });
            }
        }
        anyhow::bail!("redis-server does not start: `make tools` installs it")
    }

    /// Its address, as a flag takes it.
    pub fn address(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Its address, as a journal takes it.
    pub fn url(&self) -> RedisUrl {
        let Ok(url) = self.address().parse();
        url
    }

    /// Ends it as a power cut would.
    pub async fn kill(&mut self) -> anyhow::Result<()> {
        Ok(self.process.kill().await?)
    }

    /// Starts it again on the same port and file.
    pub async fn start_again(&mut self) -> anyhow::Result<()> {
        let process = launch(&self.folder, self.port).await?;
        self.process = process.context("redis-server does not start again")?;
        Ok(())
    }
}

/// The process, once it takes connections; none where it ended instead.
async fn launch(folder: &TempDir, port: u16) -> anyhow::Result<Option<Child>> {
    let mut process = Command::new("redis-server")
        .args(["--port", &port.to_string(), "--bind", "127.0.0.1"])
        .args(["--appendonly", "yes", "--appendfsync", "always"])
        .args(["--save", "", "--daemonize", "no", "--dir"])
        .arg(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .context("redis-server is missing: `make tools` installs it")?;
    let stdout = process.stdout.take().context("it is piped")?;
    let mut lines = BufReader::new(stdout).lines();
    let ready = async {
        while let Some(line) = lines.next_line().await? {
            if line.contains("Ready to accept connections") {
                return anyhow::Ok(true);
            }
        }
        Ok(false)
    };
    let is_ready = timeout(PATIENCE, ready).await??;
    if !is_ready {
        let status = process.wait().await?;
        ensure!(!status.success(), "redis-server ended by itself");
        return Ok(None);
    }
    // What it says later is not read by anybody, but must not fill the pipe.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Ok(Some(process))
}
