//! The first words with a Redis: is it there, is it new enough, and what does it promise?

use std::time::Instant;

use plenary_protocol::{limits, space::entry::JOURNAL_FORMAT};
use redis::{ErrorKind, RedisError, ServerErrorKind, cmd};
use tokio::time::sleep;

use super::{
    keys,
    link::{self, Link},
};

/// The oldest Redis that is supported: none older has been tried.
const OLDEST: u32 = 7;

/// Why a Redis cannot be used as a journal.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The text is no address of a Redis.
    #[error(
        "the Redis address is none: it must look like redis://user:password@host:6379 or rediss://…"
    )]
    Address,
    /// The server is too old, or something else that speaks like it.
    #[error("Redis {OLDEST}.0 or newer is needed, but this one says it is {found}")]
    TooOld {
        /// What it says it is.
        found: String,
    },
    /// What stands here was written in another format, by an older version or a newer one.
    #[error(
        "this Redis has a journal of format {found}, and this Plenary ({}) reads format {JOURNAL_FORMAT} alone: serve it with the version that wrote it, or choose another Redis",
        env!("CARGO_PKG_VERSION")
    )]
    OtherFormat {
        /// The format that it is marked with.
        found: String,
    },
    /// It would throw workshops away when its memory is full.
    #[error(
        "Redis is set to maxmemory-policy {policy}, by which it throws workshops away when it is full: set it to noeviction"
    )]
    Evicts {
        /// The setting.
        policy: String,
    },
    /// It has not answered as it should within the time that a start may take.
    #[error("cannot use Redis: {0}; start it, or correct its address")]
    Unreachable(String),
}

/// What a Redis promises of what it has acknowledged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Durability {
    /// It is on the disk: `appendonly yes` and `appendfsync always`.
    OnDisk,
    /// It is in Redis' memory, and what came last is lost when Redis or its machine fails.
    InMemory {
        /// The setting `appendonly`.
        append_only: String,
        /// The setting `appendfsync`.
        append_fsync: String,
    },
    /// It does not tell its settings.
    Unknown,
}

/// Waits until Redis answers, and learns what it is.
pub(super) async fn greet(link: &Link) -> Result<Durability, OpenError> {
    let begun = Instant::now();
    let mut has_said_so = false;
    let info: String = loop {
        match link.ask(cmd("INFO").arg("server")).await {
            Ok(info) => break info,
            Err(err) if is_final(&err) || limits::REDIS_OPEN_WITHIN < begun.elapsed() => {
                return Err(OpenError::Unreachable(link::say(&err)));
            }
            Err(err) if !has_said_so => {
                has_said_so = true;
                tracing::warn!("waiting for Redis: {}", link::say(&err));
            }
            Err(_) => sleep(limits::REDIS_RECONNECT_PAUSE).await,
        }
    };
    let found = field(&info, "redis_version").unwrap_or("something else");
    let major = found.split('.').next().and_then(|major| major.parse().ok());
    if major.is_none_or(|major: u32| major < OLDEST) {
        let found = found.to_owned();
        return Err(OpenError::TooOld { found });
    }
    check_format(link).await?;
    let settings = Settings::ask(link).await;
    if let Some(policy) = settings.evicts_by() {
        let policy = policy.to_owned();
        return Err(OpenError::Evicts { policy });
    }
    let durability = settings.durability();
    match &durability {
        Durability::OnDisk => {}
        Durability::InMemory {
            append_only,
            append_fsync,
        } => tracing::warn!(
            "Redis is set to appendonly {append_only} and appendfsync {append_fsync}: what is acknowledged may be lost when it fails"
        ),
        Durability::Unknown => tracing::warn!(
            "Redis does not tell its settings: make sure that it runs with appendonly yes and appendfsync always"
        ),
    }
    Ok(durability)
}

/// These do not pass by waiting.
fn is_final(err: &RedisError) -> bool {
    matches!(
        err.kind(),
        ErrorKind::AuthenticationFailed
            | ErrorKind::InvalidClientConfig
            | ErrorKind::Server(ServerErrorKind::NoPerm)
    ) || matches!(err.code(), Some("NOAUTH" | "WRONGPASS"))
}

/// Marks a Redis that is new with this version's format, and reads the mark of one that is not, in one step: of two nodes
/// of different versions that start at once, the second is refused.
async fn check_format(link: &Link) -> Result<(), OpenError> {
    let this = JOURNAL_FORMAT.to_string();
    let mut mark = cmd("SET");
    mark.arg(keys::FORMAT).arg(&this).arg("NX").arg("GET");
    let found: Option<String> = match link.ask(&mark).await {
        Ok(found) => found,
        // A Redis that takes no writes now may still be read; the next start marks it.
        Err(_) => link
            .ask(cmd("GET").arg(keys::FORMAT))
            .await
            .map_err(|err: RedisError| OpenError::Unreachable(link::say(&err)))?,
    };
    match found {
        Some(found) if found != this => Err(OpenError::OtherFormat { found }),
        Some(_) | None => Ok(()),
    }
}

/// What Redis tells of how it is set up, in pairs of name and value; empty where it tells nothing.
struct Settings(Vec<String>);

impl Settings {
    async fn ask(link: &Link) -> Self {
        let mut question = cmd("CONFIG");
        question.arg("GET");
        question.arg(&["appendonly", "appendfsync", "maxmemory", "maxmemory-policy"]);
        Self(link.ask(&question).await.unwrap_or_default())
    }

    fn get(&self, name: &str) -> Option<&str> {
        let mut pairs = self.0.chunks_exact(2);
        pairs
            .find(|pair| pair[0] == name)
            .map(|pair| pair[1].as_str())
    }

    /// The policy by which it would evict what must be kept. Only claims on join codes may ever go.
    fn evicts_by(&self) -> Option<&str> {
        let is_bounded = self.get("maxmemory").is_some_and(|bytes| bytes != "0");
        self.get("maxmemory-policy")
            .filter(|policy| is_bounded && policy.starts_with("allkeys"))
    }

    fn durability(&self) -> Durability {
        match (self.get("appendonly"), self.get("appendfsync")) {
            (Some("yes"), Some("always")) => Durability::OnDisk,
            (Some(append_only), Some(append_fsync)) => Durability::InMemory {
                append_only: append_only.to_owned(),
                append_fsync: append_fsync.to_owned(),
            },
            _ => Durability::Unknown,
        }
    }
}

/// One field of what INFO answers.
pub(super) fn field<'a>(info: &'a str, name: &str) -> Option<&'a str> {
    info.lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))
        .map(str::trim)
}
