//! A real redis-server for one test: started on a free port, with an append-only file in a temporary folder.

use std::{
    io::{BufRead, BufReader},
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

use super::{RedisJournal, Trimming, address::RedisUrl};

/// A Redis that ends with the test.
pub(in crate::journal) struct RedisServer {
    folder: TempDir,
    port: u16,
    process: Child,
}

impl RedisServer {
    pub(in crate::journal) fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        // Between asking for a free port and taking it somebody else may have taken it: then another is asked for.
        let (port, process) = (0..20)
            .find_map(|_| {
                let port = free_port();
                launch(folder.path(), port).map(|process| (port, process))
            })
            .expect("redis-server starts: `make tools` installs it");
        Self {
            folder,
            port,
            process,
        }
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }

    pub(in crate::journal) fn url(&self) -> RedisUrl {
        let Ok(url) = format!("redis://127.0.0.1:{}", self.port).parse();
        url
    }

    pub(in crate::journal) async fn journal(&self) -> RedisJournal {
        RedisJournal::open(&self.url(), Trimming::Never)
            .await
            .expect("Redis has just started")
    }

    /// Ends it as a power cut would.
    pub(super) fn kill(&mut self) {
        self.process.kill().expect("the process is ours");
        self.process.wait().expect("the process is ours");
    }

    /// Starts it again, on the same port and the same file.
    pub(super) fn start_again(&mut self) {
        self.process = launch(self.folder.path(), self.port).expect("redis-server starts again");
    }

    /// Stops its clock: connections stay open, and nothing is answered.
    pub(super) fn pause(&self) {
        self.signal("-STOP");
    }

    pub(super) fn go_on(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let sent = Command::new("kill")
            .args([signal, &self.process.id().to_string()])
            .status();
        assert!(sent.expect("kill is there").success(), "{signal}");
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.kill();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    listener.local_addr().expect("it is bound").port()
}

/// The process, once it takes connections; `None` where it ended instead.
fn launch(folder: &Path, port: u16) -> Option<Child> {
    let mut process = Command::new("redis-server")
        .args(["--port", &port.to_string(), "--bind", "127.0.0.1"])
        .args(["--appendonly", "yes", "--appendfsync", "always"])
        .args(["--save", "", "--daemonize", "no"])
        .args(["--repl-diskless-sync-delay", "0"])
        .arg("--dir")
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("redis-server is installed: `make tools` does it");
    let mut lines = BufReader::new(process.stdout.take().expect("it is piped")).lines();
    let is_ready = lines
        .by_ref()
        .map_while(Result::ok)
        .any(|line| line.contains("Ready to accept connections"));
    if !is_ready {
        process.wait().expect("the process is ours");
        return None;
    }
    // What it says later is not read by anybody, but must not fill the pipe.
    std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
    Some(process)
}
