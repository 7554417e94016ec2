//! A connection to Redis that comes back by itself, and what its errors mean here.
//!
//! Commands of all callers share it. It never sends a command a second time: what a lost answer meant is for the
//! caller to settle.

use std::{
    sync::{Mutex, MutexGuard},
    time::{Duration, Instant},
};

use futures_util::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use plenary_protocol::limits;
use redis::{
    AsyncConnectionConfig, Client, Cmd, ErrorKind, FromRedisValue, Pipeline, RedisError,
    ScriptInvocation, ServerErrorKind, aio::MultiplexedConnection,
};
use tokio::{runtime::Handle, task::JoinError};

use crate::journal::JournalError;

type Connecting = Shared<BoxFuture<'static, Result<MultiplexedConnection, RedisError>>>;

/// A connection that is made when it is needed, and made anew when it has failed.
pub(super) struct Link {
    client: Client,
    answer_within: Duration,
    // A connection is driven on the runtime of the journal, whoever asks first: requests have another, which gives way.
    runtime: Handle,
    line: Mutex<Option<Line>>,
}

/// One connection in its time: being made, in use, or failed.
struct Line {
    begun: Instant,
    connecting: Connecting,
    fault: Option<RedisError>,
}

impl Link {
    pub(super) fn new(client: Client, answer_within: Duration) -> Self {
        Self {
            client,
            answer_within,
            runtime: Handle::current(),
            line: Mutex::new(None),
        }
    }

    /// Asks one question.
    pub(super) async fn ask<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, RedisError> {
        let (begun, mut connection) = self.connection().await?;
        let answer = command.query_async(&mut connection).await;
        self.checked(begun, answer)
    }

    /// Runs a script; Redis is given its text where it does not know it, and only then is it run again.
    pub(super) async fn run<T: FromRedisValue>(
        &self,
        script: &ScriptInvocation<'_>,
    ) -> Result<T, JournalError> {
        let (begun, mut connection) = self.connection().await?;
        let answer = script.invoke_async(&mut connection).await;
        self.checked(begun, answer).map_err(|err| match err.kind() {
            // The script was on its way, and what came of it was never heard.
            ErrorKind::Io | ErrorKind::Parse => JournalError::Undecided(say(&err)),
            _ => err.into(),
        })
    }

    async fn connection(&self) -> Result<(Instant, MultiplexedConnection), RedisError> {
        let (begun, connecting) = self.line_in_use()?;
        let connection = connecting.await;
        self.checked(begun, connection)
            .map(|connection| (begun, connection))
    }

    /// The line there is, or a new one in place of one that failed a while ago.
    fn line_in_use(&self) -> Result<(Instant, Connecting), RedisError> {
        let mut line = self.line();
        if let Some(line) = &*line {
            match &line.fault {
                None => return Ok((line.begun, line.connecting.clone())),
                Some(fault) if line.begun.elapsed() < limits::REDIS_RECONNECT_PAUSE => {
                    return Err(fault.clone());
                }
                Some(_) => {}
            }
        }
        let (begun, client, wait) = (Instant::now(), self.client.clone(), self.answer_within);
        let connecting = self
            .runtime
            .spawn(async move { connect(&client, wait).await });
        let connecting = async move { connecting.await.unwrap_or_else(|err| Err(ended(&err))) };
        let connecting = connecting.boxed().shared();
        *line = Some(Line {
            begun,
            connecting: connecting.clone(),
            fault: None,
        });
        Ok((begun, connecting))
    }

    /// Gives the line up where the error says that it cannot be trusted any more.
    fn checked<T>(&self, begun: Instant, answer: Result<T, RedisError>) -> Result<T, RedisError> {
        if let Err(err) = &answer
            && needs_new_connection(err)
            && let Some(line) = &mut *self.line()
            && line.begun == begun
            && line.fault.is_none()
        {
            line.fault = Some(err.clone());
        }
        answer
    }

    fn line(&self) -> MutexGuard<'_, Option<Line>> {
        self.line
            .lock()
            .expect("nothing panics while the lock is held")
    }
}

impl std::fmt::Debug for Link {
    /// Without the client, which knows the password.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Link").finish_non_exhaustive()
    }
}

/// The runtime ends, or connecting failed in a way that it should not.
fn ended(err: &JoinError) -> RedisError {
    (ErrorKind::Io, "connecting ended", err.to_string()).into()
}

/// A connection of one's own.
pub(super) async fn connect(
    client: &Client,
    answer_within: Duration,
) -> Result<MultiplexedConnection, RedisError> {
    let config = AsyncConnectionConfig::new()
        .set_connection_timeout(Some(limits::REDIS_CONNECT_WITHIN))
        .set_response_timeout(Some(answer_within));
    client
        .get_multiplexed_async_connection_with_config(&config)
        .await
}

/// Asks several questions at once on a connection of one's own. Each has its own answer or error.
pub(super) async fn ask_all(
    connection: &mut MultiplexedConnection,
    questions: &mut Pipeline,
) -> Result<Vec<Result<redis::Value, RedisError>>, RedisError> {
    if questions.is_empty() {
        return Ok(Vec::new());
    }
    questions.ignore_errors().query_async(connection).await
}

/// After these the same connection would go on failing: it is broken, late, or leads to a server that was demoted.
pub(super) fn needs_new_connection(err: &RedisError) -> bool {
    matches!(
        err.kind(),
        ErrorKind::Io
            | ErrorKind::Parse
            | ErrorKind::AuthenticationFailed
            | ErrorKind::Server(ServerErrorKind::ReadOnly | ServerErrorKind::MasterDown)
    )
}

/// What an error of Redis means to a room. Most pass: Redis is away, loading, full, or a replica for now.
impl From<RedisError> for JournalError {
    fn from(err: RedisError) -> Self {
        let is_garbage = matches!(err.kind(), ErrorKind::UnexpectedReturnType)
            || err.code() == Some("WRONGTYPE");
        match is_garbage {
            true => Self::Unreadable(say(&err)),
            false => Self::Unavailable(say(&err)),
        }
    }
}

/// What Redis, or the way to it, said. Addresses and passwords are in none of it.
pub(super) fn say(err: &RedisError) -> String {
    match (err.code(), err.detail()) {
        (Some(code), Some(detail)) => format!("Redis says {code}: {detail}"),
        (Some(code), None) => format!("Redis says {code}"),
        (None, _) if err.is_timeout() => "Redis does not answer".to_owned(),
        (None, _) => format!("Redis cannot be reached: {err}"),
    }
}
