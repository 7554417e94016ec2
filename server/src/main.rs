//! The `plenary` program: reads the command line, and hands over to the library.

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
    sync::Arc,
};

use anyhow::Context;
use clap::Parser;
use plenary_protocol::{framework, limits, views::Audience};
use plenary_server::{
    Options, Server,
    config::{Command, CommandLine, Export, FrameworkCommand, Serve},
    export, http,
    journal::sqlite::SqliteJournal,
    rooms::Rooms,
    telemetry::{self, Metrics},
};
use tokio::signal::unix::{SignalKind, signal};

fn main() -> ExitCode {
    let done = match CommandLine::parse().command {
        Command::Serve(serve) => run(serve_until_stopped(serve)).map(|()| ExitCode::SUCCESS),
        Command::Framework(FrameworkCommand::List) => list().map(|()| ExitCode::SUCCESS),
        Command::Framework(FrameworkCommand::Lint { file }) => lint(&file),
        Command::Openapi => openapi().map(|()| ExitCode::SUCCESS),
        Command::Export(what) => run(print_export(what)).map(|()| ExitCode::SUCCESS),
    };
    match done {
        Ok(code) => code,
        // Whoever read our output has seen enough: `plenary openapi | head` is no failure.
        Err(err) if is_closed_pipe(&err) => ExitCode::SUCCESS,
        Err(err) => {
            // Nothing is left to do where standard error is closed as well.
            let _ = writeln!(io::stderr(), "plenary: {err:#}");
            ExitCode::FAILURE
        }
    }
}

fn is_closed_pipe(err: &anyhow::Error) -> bool {
    err.downcast_ref::<io::Error>()
        .is_some_and(|err| err.kind() == io::ErrorKind::BrokenPipe)
}

fn run(task: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start the threads")?
        .block_on(task)
}

async fn serve_until_stopped(serve: Serve) -> anyhow::Result<()> {
    telemetry::log_to_standard_error();
    // Each phone takes a file of the process. Where the system allows fewer, the server still serves as many.
    let files = rlimit::increase_nofile_limit(limits::OPEN_FILES)?;
    tracing::info!("up to {files} files and sockets may be open");
    let metrics = Metrics::new();
    let journal = SqliteJournal::open(&serve.data.file, metrics.clone())?;
    let mut server = Server::new(Options {
        journal: Arc::new(journal),
        metrics,
        public_url: serve.public_url,
        organiser_key: serve.organiser_key,
        allowed_origins: serve.allowed_origins,
    });
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let address = server
        .bind(serve.listen)
        .await
        .with_context(|| format!("cannot listen on {}", serve.listen))?;
    writeln!(io::stdout(), "listening on http://{address}")?;
    let stop = server.stop();
    let mut told_to_stop = async || {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    let stopping = async {
        told_to_stop().await;
        tracing::info!("stopping: finishing what is under way; a second signal stops at once");
        stop.shutdown();
        told_to_stop().await;
        tracing::warn!("stopped at once: what was acknowledged is saved");
        // Not by returning, which would wait for the threads.
        std::process::exit(1)
    };
    tokio::select! {
        served = server.serve() => served.context("serving failed"),
        () = stopping => Ok(()),
    }
}

fn list() -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    for framework in framework::built_in() {
        writeln!(
            out,
            "{:8} {} ({} domains, {} levels, version {})",
            framework.id.as_str(),
            framework.title,
            framework.domains.len(),
            framework.levels.len(),
            framework.version
        )?;
    }
    Ok(())
}

fn lint(file: &Path) -> anyhow::Result<ExitCode> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let findings = framework::lint(&text);
    let mut out = io::stdout().lock();
    for finding in &findings {
        writeln!(
            out,
            "{}:{}: {}",
            file.display(),
            finding.line,
            finding.reason
        )?;
    }
    Ok(if findings.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn openapi() -> anyhow::Result<()> {
    let text = http::openapi().to_pretty_json()?;
    writeln!(io::stdout(), "{text}").map_err(Into::into)
}

async fn print_export(what: Export) -> anyhow::Result<()> {
    let journal = SqliteJournal::open_for_reading(&what.data.file)?;
    let room = Rooms::new(Arc::new(journal), Metrics::new())
        .open(what.workshop)
        .await
        .with_context(|| format!("cannot open workshop {}", what.workshop))?;
    let exported = room
        .read(move |reading| {
            let (workshop, now_ms) = (reading.workshop, reading.now_ms);
            export::file(
                workshop,
                Audience::Facilitator,
                what.format,
                what.round,
                now_ms,
            )
        })
        .await?;
    io::stdout().write_all(&exported?).map_err(Into::into)
}
