//! A server to hold workshops on: the real one on a free port, its journal in a file of its own.

use std::{io, net::SocketAddr, path::PathBuf, sync::Arc};

use anyhow::Context;
use plenary_client::{address::ServerAddress, api::Api};
use plenary_server::{Options, Server, Stop, journal::sqlite::SqliteJournal, telemetry::Metrics};
use tempfile::TempDir;
use tokio::task::JoinHandle;

use crate::{Faults, PATIENCE, Relay, faulty::FaultyJournal};

/// A server with a line to it. Everything is gone when it is dropped.
#[derive(Debug)]
pub struct TestServer {
    directory: TempDir,
    organiser_key: Option<String>,
    faults: Arc<Faults>,
    relay: Relay,
    running: Option<Running>,
    api: Api,
}

#[derive(Debug)]
struct Running {
    stop: Stop,
    serving: JoinHandle<io::Result<()>>,
    address: SocketAddr,
    metrics: Metrics,
}

impl TestServer {
    /// Starts a server.
    pub async fn open() -> anyhow::Result<Self> {
        Self::open_with(None).await
    }

    /// Starts a server on which making a workshop needs this key.
    pub async fn open_with(organiser_key: Option<&str>) -> anyhow::Result<Self> {
        let relay = Relay::open().await?;
        let address: ServerAddress = format!("http://{}", relay.address()).parse()?;
        let mut server = Self {
            directory: tempfile::tempdir()?,
            organiser_key: organiser_key.map(str::to_owned),
            faults: Arc::default(),
            relay,
            running: None,
            api: Api::new(address)?,
        };
        server.start().await?;
        Ok(server)
    }

    /// The REST calls, through the line.
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// Where the server is, through the line.
    pub fn address(&self) -> &ServerAddress {
        self.api.server()
    }

    /// Where the server is, past the line.
    pub fn address_past_the_line(&self) -> anyhow::Result<ServerAddress> {
        let running = self.running.as_ref().context("the server is stopped")?;
        Ok(format!("http://{}", running.address).parse()?)
    }

    /// The line to it.
    pub fn relay(&self) -> &Relay {
        &self.relay
    }

    /// The file in which everything is kept.
    pub fn file(&self) -> PathBuf {
        self.directory.path().join("plenary.db")
    }

    /// What goes wrong with its disk.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// One of the counters of the server that runs now.
    pub fn metric(&self, name: &str) -> Option<f64> {
        let text = self.running.as_ref()?.metrics.to_text();
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))?;
        line.parse().ok()
    }

    /// Starts the server on its file, on whatever port is free.
    pub async fn start(&mut self) -> anyhow::Result<()> {
        let metrics = Metrics::new();
        let journal = FaultyJournal {
            inner: SqliteJournal::open(&self.file(), metrics.clone())?,
            faults: self.faults.clone(),
        };
        let mut options = Options::new(Arc::new(journal));
        options.metrics = metrics.clone();
        options.organiser_key = self.organiser_key.clone();
        let mut server = Server::new(options);
        let address = server.bind(([127, 0, 0, 1], 0).into()).await?;
        let stop = server.stop();
        let serving = tokio::spawn(server.serve());
        self.relay.lead_to(address);
        self.running = Some(Running {
            stop,
            serving,
            address,
            metrics,
        });
        Ok(())
    }

    /// Stops the server as an operator would, and waits until it has ended.
    pub async fn stop(&mut self) -> anyhow::Result<()> {
        let Some(running) = self.running.take() else {
            return Ok(());
        };
        running.stop.shutdown();
        tokio::time::timeout(PATIENCE, running.serving)
            .await
            .context("the server did not stop")???;
        Ok(())
    }

    /// Stops the server and starts it anew on the same file.
    pub async fn restart(&mut self) -> anyhow::Result<()> {
        self.stop().await?;
        self.start().await
    }

    /// Takes the network away from everybody.
    pub fn cut_the_line(&self) {
        self.relay.cut();
    }

    /// Gives the network back.
    pub fn mend_the_line(&self) {
        if let Some(running) = &self.running {
            self.relay.lead_to(running.address);
        }
    }

    /// A second server that finds on its disk what this one would leave there if its power failed now.
    pub async fn after_a_power_cut(&self) -> anyhow::Result<TestServer> {
        let relay = Relay::open().await?;
        let address: ServerAddress = format!("http://{}", relay.address()).parse()?;
        let mut other = TestServer {
            directory: tempfile::tempdir()?,
            organiser_key: self.organiser_key.clone(),
            faults: Arc::default(),
            relay,
            running: None,
            api: Api::new(address)?,
        };
        for file in ["plenary.db", "plenary.db-wal"] {
            let from = self.directory.path().join(file);
            if from.exists() {
                std::fs::copy(&from, other.directory.path().join(file))
                    .with_context(|| format!("cannot copy {file}"))?;
            }
        }
        other.start().await?;
        Ok(other)
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        if let Some(running) = &self.running {
            running.stop.shutdown();
        }
    }
}
