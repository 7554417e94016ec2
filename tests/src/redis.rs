//! A real redis-server in a folder of its own, with an append-only file.

use std::{net::TcpListener, path::Path, process::Stdio};

use anyhow::{Context, ensure};
use plenary_server::journal::redis::RedisUrl;
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    process::{Child, Command},
    time::timeout,
};

use crate::{PATIENCE, process::signal};

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

    /// Stops its clock: connections stay open, and nothing is answered.
    pub fn pause(&self) -> anyhow::Result<()> {
        signal(&self.process, "-STOP")
    }

    /// Lets it go on.
    pub fn go_on(&self) -> anyhow::Result<()> {
        signal(&self.process, "-CONT")
    }

    /// Changes one of its settings while it runs.
    pub async fn set(&self, setting: &str, value: &str) -> anyhow::Result<()> {
        let mut line = TcpStream::connect(("127.0.0.1", self.port)).await?;
        let asked = format!("CONFIG SET {setting} {value}\r\n");
        line.write_all(asked.as_bytes()).await?;
        let mut answer = [0; 5];
        timeout(PATIENCE, line.read_exact(&mut answer)).await??;
        ensure!(&answer == b"+OK\r\n", "Redis does not set {setting}");
        Ok(())
    }

    /// What its disk holds now, to be put back later.
    pub fn copy_of_disk(&self) -> anyhow::Result<TempDir> {
        let copy = tempfile::tempdir()?;
        copy_folder(self.folder.path(), copy.path())?;
        Ok(copy)
    }

    /// Puts an earlier state of its disk back. Redis must not be running.
    pub fn put_back(&self, earlier: &TempDir) -> anyhow::Result<()> {
        for entry in std::fs::read_dir(self.folder.path())? {
            let path = entry?.path();
            match path.is_dir() {
                true => std::fs::remove_dir_all(path)?,
                false => std::fs::remove_file(path)?,
            }
        }
        copy_folder(earlier.path(), self.folder.path())
    }

    /// Starts it again on the same port and file.
    pub async fn start_again(&mut self) -> anyhow::Result<()> {
        let process = launch(&self.folder, self.port).await?;
        self.process = process.context("redis-server does not start again")?;
        Ok(())
    }
}

fn copy_folder(from: &Path, into: &Path) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = into.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            std::fs::create_dir_all(&target)?;
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
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
