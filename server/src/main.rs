//! The `plenary` program: reads the command line, and hands over to the library.

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::Context;
use plenary_protocol::{
    entry::Control,
    framework, limits,
    views::{Audience, Findings},
};
use plenary_server::{
    Options, Server,
    config::{
        Command, CommandLine, CopyFile, Data, Export, FrameworkCommand, Serve, check_organiser_key,
        doubts_about, what_to_do_about,
    },
    export, http,
    journal::{
        Journal,
        copy::{self, Copied},
        redis::{RedisJournal, Trimming},
        sqlite::{
            SqliteJournal,
            backup::{self, NewFile},
            check::{self, Checked},
        },
    },
    peers::{Peers, redis::RedisPeers},
    telemetry::{self, Metrics},
    workshops,
};
use tokio::{
    runtime::Handle,
    signal::unix::{SignalKind, signal},
};

fn main() -> ExitCode {
    let done = match CommandLine::read().command {
        Command::Serve(serve) => serve_beside(serve).map(|()| ExitCode::SUCCESS),
        Command::Framework(FrameworkCommand::List) => list().map(|()| ExitCode::SUCCESS),
        Command::Framework(FrameworkCommand::Lint { file }) => lint(&file),
        Command::Openapi => openapi().map(|()| ExitCode::SUCCESS),
        Command::Export(what) => run(print_export(what)).map(|()| ExitCode::SUCCESS),
        Command::Backup(what) => run(back_up(what)),
        Command::Import(what) => run(import(what)),
        Command::Check { file } => check_file(&file),
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

fn run<T>(task: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start the threads")?
        .block_on(task)
}

/// Serves with requests on threads of their own, which give way to those of rooms and live connections: whatever is asked
/// over HTTP, a mark does not wait behind it.
fn serve_beside(serve: Serve) -> anyhow::Result<()> {
    let requests = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_name("requests")
        .on_thread_start(|| {
            // Where the system has no such thing, they are as urgent as the others.
            let _ = rustix::process::setpriority_process(None, limits::REQUESTS_NICENESS);
        })
        .build()
        .context("cannot start the threads")?;
    let served = run(serve_until_stopped(serve, requests.handle().clone()));
    requests.shutdown_background();
    served
}

async fn serve_until_stopped(serve: Serve, requests: Handle) -> anyhow::Result<()> {
    let floods = telemetry::log_to_standard_error();
    if let Some(key) = &serve.organiser_key {
        check_organiser_key(key)?;
    }
    // Each phone takes a file of the process. Where the system allows fewer, the server still serves as many.
    let files = rlimit::increase_nofile_limit(limits::OPEN_FILES)?;
    tracing::info!("up to {files} files and sockets may be open");
    let metrics = Metrics::new();
    let trimming = match serve.redis_trim {
        true => Trimming::BehindSnapshots,
        false => Trimming::Never,
    };
    for doubt in doubts_about(&serve) {
        tracing::warn!("{doubt}");
    }
    let mut server = Server::new(Options {
        journal: open_journal(&serve.data, trimming, &metrics).await?,
        peers: peers(&serve.data)?,
        metrics: metrics.clone(),
        public_url: serve.public_url,
        organiser_key: serve.organiser_key,
        allowed_origins: serve.allowed_origins,
        trusted_proxies: serve.trusted_proxies,
        requests: Some(requests),
    });
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let address = server.bind(serve.listen).await.map_err(|err| {
        let (listen, what_to_do) = (serve.listen, what_to_do_about(&err));
        anyhow::anyhow!("--listen {listen} is not possible ({err}): {what_to_do}")
    })?;
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
    let telling = tokio::spawn(floods.clone().tell(metrics.clone()));
    let served = tokio::select! {
        served = server.serve() => served.context("serving failed"),
        () = stopping => Ok(()),
    };
    telling.abort();
    floods.tell_now(&metrics);
    served
}

/// The journal that is written to: in Redis where one is named, in a file otherwise.
async fn open_journal(
    data: &Data,
    trimming: Trimming,
    metrics: &Metrics,
) -> anyhow::Result<Arc<dyn Journal>> {
    Ok(match &data.redis {
        Some(url) => Arc::new(RedisJournal::open(url, trimming).await.context("--redis")?),
        None => Arc::new(SqliteJournal::open(&data.file, metrics.clone()).context("--data")?),
    })
}

/// The nodes on the same Redis.
fn peers(data: &Data) -> anyhow::Result<Option<Arc<dyn Peers>>> {
    Ok(match &data.redis {
        Some(url) => Some(Arc::new(RedisPeers::open(url)?)),
        None => None,
    })
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
    let journal: Arc<dyn Journal> = match &what.data.redis {
        Some(url) => Arc::new(RedisJournal::open(url, Trimming::Never).await?),
        None => Arc::new(SqliteJournal::open_for_reading(&what.data.file)?),
    };
    let workshop = workshops::folded(journal, what.workshop)
        .await
        .with_context(|| format!("cannot open workshop {}", what.workshop))?
        .with_context(|| format!("there is no workshop {}", what.workshop))?;
    let asked = export::Asked {
        round: what.round,
        map: what.map,
    };
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let exported = export::file(
        &workshop,
        Audience::Facilitator,
        what.format,
        asked,
        &Findings::of(&workshop),
        u64::try_from(since.as_millis())?,
    );
    io::stdout().write_all(&exported?).map_err(Into::into)
}

/// Writes a new file that holds everything, while a server goes on if there is one.
async fn back_up(what: CopyFile) -> anyhow::Result<ExitCode> {
    let Some(url) = &what.data.redis else {
        let (from, file) = (what.data.file, what.file.clone());
        let copied = tokio::task::spawn_blocking(move || backup::back_up(&from, &file)).await??;
        say_size(&what.file).await?;
        return say_damage(&what.file, &copied).map_err(Into::into);
    };
    let journal = RedisJournal::open(url, Trimming::Never).await?;
    let writing = NewFile::at(&what.file)?;
    let copied = copy::copy::<Control>(&journal, writing.journal()).await?;
    writing.finish()?;
    say_copied(&copied)?;
    say_size(&what.file).await?;
    Ok(code(&copied))
}

fn check_file(file: &Path) -> anyhow::Result<ExitCode> {
    let checked = check::check(file)?;
    let Checked {
        workshops, entries, ..
    } = &checked;
    writeln!(
        io::stdout(),
        "{} holds {workshops} workshops and {entries} sound entries",
        file.display()
    )?;
    Ok(say_damage(file, &checked)?)
}

/// One line for each fault, and the exit code that goes with them.
fn say_damage(file: &Path, checked: &Checked) -> io::Result<ExitCode> {
    let (mut err, file) = (io::stderr(), file.display());
    for (workshop, damage) in &checked.damaged {
        writeln!(err, "plenary: {file}: workshop {workshop}: {damage}")?;
    }
    if let Some(structure) = &checked.structure {
        writeln!(
            err,
            "plenary: {file}: its structure is damaged: {structure}"
        )?;
    }
    if checked.is_log_missing {
        writeln!(
            err,
            "plenary: {file}: the log is missing that should be beside it, and with it the newest entries may be"
        )?;
    }
    Ok(match checked.is_whole() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

async fn import(what: CopyFile) -> anyhow::Result<ExitCode> {
    let from = SqliteJournal::open_for_reading(&what.file)?;
    let into = open_journal(&what.data, Trimming::Never, &Metrics::new()).await?;
    let copied = copy::copy::<Control>(&from, into.as_ref()).await?;
    say_copied(&copied)?;
    Ok(code(&copied))
}

fn code(copied: &Copied) -> ExitCode {
    match copied.refused.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

fn say_copied(copied: &Copied) -> io::Result<()> {
    let Copied {
        made,
        continued,
        complete,
        entries,
        refused,
    } = copied;
    for (workshop, reason) in refused {
        writeln!(io::stderr(), "plenary: {workshop} is not copied: {reason}")?;
    }
    writeln!(
        io::stdout(),
        "copied {entries} entries: {made} workshops made, {continued} continued, {complete} there already, {} refused",
        refused.len()
    )
}

async fn say_size(file: &Path) -> anyhow::Result<ExitCode> {
    let written = SqliteJournal::open_for_reading(file)?;
    let (workshops, size_bytes) = (
        written.workshops().await?.len(),
        written.size_bytes().await?,
    );
    writeln!(
        io::stdout(),
        "{} holds {workshops} workshops in {size_bytes} bytes",
        file.display()
    )?;
    Ok(ExitCode::SUCCESS)
}
