//! The real binary as a child process: started, killed, ended, and starved of disk.

use std::{
    fs::File,
    path::{Path, PathBuf},
    process::Stdio,
};

use anyhow::{Context, ensure};
use plenary_client::{address::ServerAddress, api::Api};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::timeout,
};

use crate::PATIENCE;

/// A running server.
#[derive(Debug)]
pub struct Process {
    child: Child,
    /// Where it listens on 127.0.0.1.
    pub port: u16,
}

/// What a process costs.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// Time on processors, all threads together.
    pub cpu: std::time::Duration,
    /// Memory that is resident.
    pub memory_kilobytes: u64,
}

/// How to start a server, beyond its file.
#[derive(Debug, Default)]
pub struct Manner<'a> {
    /// The port, or 0 for whichever is free.
    pub port: u16,
    /// More flags of `plenary serve`.
    pub flags: &'a [&'a str],
    /// Where its log goes, and what is logged; nowhere where this is `None`.
    pub log: Option<(PathBuf, &'a str)>,
}

impl Process {
    /// Starts the server beside this program on a file, and waits until it listens.
    pub async fn start(data: &Path, manner: Manner<'_>) -> anyhow::Result<Self> {
        let Manner { port, flags, log } = manner;
        // A write beyond a file size limit must fail, as one to a full disk does, and not kill the process.
        let mut command = Command::new("sh");
        command
            .args(["-c", r#"trap "" XFSZ; exec "$0" "$@""#])
            .arg(binary()?)
            .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(data)
            .args(flags)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true);
        match log {
            Some((file, filter)) => {
                let file = File::options().append(true).create(true).open(file)?;
                command.env("RUST_LOG", filter).stderr(file)
            }
            None => command.stderr(Stdio::null()),
        };
        let mut child = command.spawn()?;
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

    /// Its address.
    pub fn address(&self) -> anyhow::Result<ServerAddress> {
        Ok(format!("http://127.0.0.1:{}", self.port).parse()?)
    }

    /// Its REST calls.
    pub fn api(&self) -> anyhow::Result<Api> {
        Ok(Api::new(self.address()?)?)
    }

    /// The status with which it answers a GET of this path.
    pub async fn status_of(&self, path: &str) -> anyhow::Result<u16> {
        Ok(self.answer_to(path).await?.0)
    }

    /// The status and the text with which it answers a GET of this path.
    pub async fn answer_to(&self, path: &str) -> anyhow::Result<(u16, String)> {
        // No proxy of the machine's may stand in between.
        let client = reqwest::Client::builder().no_proxy().build()?;
        let answer = client.get(format!("{}{path}", self.address()?));
        let answer = answer.send().await?;
        Ok((answer.status().as_u16(), answer.text().await?))
    }

    /// Kills the process at a moment, as a power cut or the kernel would, and waits until it is gone.
    pub async fn killed_at(&mut self, moment: impl Future<Output = ()>) -> anyhow::Result<()> {
        moment.await;
        self.child.kill().await?;
        Ok(())
    }

    /// Tells the process to end, as an operator does, and does not wait.
    pub fn tell_to_end(&self) -> anyhow::Result<()> {
        self.signal("-TERM")
    }

    /// Waits until the process has ended well.
    pub async fn ended(mut self) -> anyhow::Result<()> {
        let status = timeout(PATIENCE, self.child.wait()).await??;
        ensure!(status.success(), "the server ended with {status}");
        Ok(())
    }

    /// Tells the process to end and waits until it has.
    pub async fn end(self) -> anyhow::Result<()> {
        self.tell_to_end()?;
        self.ended().await
    }

    /// Stops the clock of the process: its connections stay open, and nothing is answered.
    pub fn pause(&self) -> anyhow::Result<()> {
        self.signal("-STOP")
    }

    /// Lets a paused process go on.
    pub fn go_on(&self) -> anyhow::Result<()> {
        self.signal("-CONT")
    }

    fn signal(&self, name: &str) -> anyhow::Result<()> {
        signal(&self.child, name)
    }

    /// What the process has cost up to now.
    #[cfg(target_os = "linux")]
    pub fn cost(&self) -> anyhow::Result<Cost> {
        let id = self.id()?;
        // Behind the name, which may hold anything, the fields have their places: user and system time in ticks, of
        // which Linux counts a hundred a second wherever it tells them to programs.
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat"))?;
        let (_, fields) = stat.rsplit_once(')').context("the name has an end")?;
        let fields: Vec<&str> = fields.split_whitespace().collect();
        let ticks: u64 = fields[11].parse::<u64>()? + fields[12].parse::<u64>()?;
        let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let resident = resident.and_then(|text| text.trim().strip_suffix(" kB"));
        Ok(Cost {
            cpu: std::time::Duration::from_millis(10 * ticks),
            memory_kilobytes: resident.context("it has a size")?.trim().parse()?,
        })
    }

    /// Lets no file of the process grow beyond so many bytes: what is written behind them fails. `None` takes the
    /// limit away.
    #[cfg(target_os = "linux")]
    pub fn limit_file_size(&self, most_bytes: Option<u64>) -> anyhow::Result<()> {
        // The hard limit stays, so that nobody needs to be root to take the soft one away.
        let soft = most_bytes.unwrap_or(rlimit::INFINITY);
        let id = i32::try_from(self.id()?)?;
        let limits = Some((soft, rlimit::INFINITY));
        rlimit::prlimit(id, rlimit::Resource::FSIZE, limits, None)
            .context("the file size limit of the server cannot be set")
    }

    fn id(&self) -> anyhow::Result<u32> {
        self.child.id().context("the server is running")
    }
}

/// Sends a signal to a process that we started.
pub(crate) fn signal(process: &Child, name: &str) -> anyhow::Result<()> {
    let id = process.id().context("the process is running")?;
    let sent = std::process::Command::new("kill")
        .args([name, &id.to_string()])
        .status()?;
    ensure!(sent.success(), "{name} could not be sent");
    Ok(())
}

/// Programs stand in the target's folder, test programs one folder below.
fn binary() -> anyhow::Result<PathBuf> {
    std::env::current_exe()?
        .ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join("plenary"))
        .find(|path| path.is_file())
        .context(
            "there is no `plenary` beside this test: run `cargo build -p plenary-server` first",
        )
}
