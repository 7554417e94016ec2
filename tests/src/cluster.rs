//! Several nodes on one Redis, with a balancer before them: the real binaries, as `docker-compose.yml` arranges them.

use std::net::SocketAddr;

use anyhow::Context;
use plenary_client::{address::ServerAddress, api::Api};
use tempfile::TempDir;

use crate::{PATIENCE, Process, RedisServer, balancer::Balancer, process::Manner};

/// A cluster. Everything ends when it is dropped.
#[derive(Debug)]
pub struct Cluster {
    /// The Redis that keeps the journal.
    pub redis: RedisServer,
    nodes: Vec<Node>,
    balancer: Balancer,
    folder: TempDir,
}

#[derive(Debug)]
struct Node {
    port: u16,
    process: Option<Process>,
    is_paused: bool,
}

impl Cluster {
    /// Starts a Redis and so many nodes.
    pub async fn start(nodes: usize) -> anyhow::Result<Self> {
        let mut cluster = Self {
            redis: RedisServer::start().await?,
            nodes: Vec::new(),
            balancer: Balancer::open().await?,
            folder: tempfile::tempdir()?,
        };
        for _ in 0..nodes {
            let process = cluster.launch(0).await?;
            cluster.nodes.push(Node {
                port: process.port,
                process: Some(process),
                is_paused: false,
            });
        }
        cluster.balance();
        Ok(cluster)
    }

    async fn launch(&self, port: u16) -> anyhow::Result<Process> {
        let address = self.redis.address();
        let manner = Manner {
            port,
            flags: &["--redis", &address],
            log: None,
        };
        // With a Redis no file is made; the flag is there all the same.
        Process::start(&self.folder.path().join("unused.db"), manner).await
    }

    /// The REST calls, by way of the balancer.
    pub fn api(&self) -> anyhow::Result<Api> {
        let server: ServerAddress = format!("http://{}", self.balancer.address()).parse()?;
        Ok(Api::new(server)?)
    }

    /// The REST calls of one node.
    pub fn api_of(&self, node: usize) -> anyhow::Result<Api> {
        self.process(node)?.api()
    }

    /// A node's answer: the status and the text.
    pub async fn answer_of(&self, node: usize, path: &str) -> anyhow::Result<(u16, String)> {
        self.process(node)?.answer_to(path).await
    }

    /// What each node that runs has cost up to now.
    #[cfg(target_os = "linux")]
    pub fn costs(&self) -> anyhow::Result<Vec<crate::process::Cost>> {
        let running = self.nodes.iter().filter_map(|node| node.process.as_ref());
        running.map(Process::cost).collect()
    }

    /// How many nodes there are, running or not.
    pub fn size(&self) -> usize {
        self.nodes.len()
    }

    fn process(&self, node: usize) -> anyhow::Result<&Process> {
        let process = self.nodes[node].process.as_ref();
        process.with_context(|| format!("node {node} is down"))
    }

    /// Kills a node as a power cut would.
    pub async fn kill(&mut self, node: usize) -> anyhow::Result<()> {
        let mut process = self.nodes[node].process.take().context("the node runs")?;
        self.balance();
        process.killed_at(std::future::ready(())).await
    }

    /// Ends a node as an operator would.
    pub async fn end(&mut self, node: usize) -> anyhow::Result<()> {
        let process = self.nodes[node].process.take().context("the node runs")?;
        self.balance();
        process.end().await
    }

    /// Starts a node again on its port.
    pub async fn start_again(&mut self, node: usize) -> anyhow::Result<()> {
        let process = self.launch(self.nodes[node].port).await?;
        self.nodes[node].process = Some(process);
        self.balance();
        Ok(())
    }

    /// Stops a node's clock: its sockets stay open, and it answers nothing.
    pub fn pause(&mut self, node: usize) -> anyhow::Result<()> {
        self.process(node)?.pause()?;
        self.nodes[node].is_paused = true;
        self.balance();
        Ok(())
    }

    /// Lets a paused node go on.
    pub fn go_on(&mut self, node: usize) -> anyhow::Result<()> {
        self.process(node)?.go_on()?;
        self.nodes[node].is_paused = false;
        self.balance();
        Ok(())
    }

    /// Leads new calls to the nodes whose health is good.
    fn balance(&self) {
        let healthy = self
            .nodes
            .iter()
            .filter(|node| node.process.is_some() && !node.is_paused)
            .map(|node| SocketAddr::from(([127, 0, 0, 1], node.port)));
        self.balancer.lead_to(healthy.collect());
    }

    /// Waits until no node is ready.
    pub async fn not_ready(&self) -> anyhow::Result<()> {
        self.wait_until("not ready", |status| status != 200).await
    }

    /// Waits until every node that runs is ready.
    pub async fn ready(&self) -> anyhow::Result<()> {
        self.wait_until("ready", |status| status == 200).await
    }

    async fn wait_until(&self, what: &str, is_so: impl Fn(u16) -> bool) -> anyhow::Result<()> {
        let waiting = async {
            for node in &self.nodes {
                let Some(process) = &node.process else {
                    continue;
                };
                while !is_so(process.status_of("/readyz").await?) {
                    tokio::task::yield_now().await;
                }
            }
            anyhow::Ok(())
        };
        tokio::time::timeout(PATIENCE, waiting)
            .await
            .with_context(|| format!("a node did not become {what}"))?
    }
}
