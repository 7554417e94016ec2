//! Following, from the side of the one who reads: one connection and one blocking read for every workshop that this
//! process has open.
//!
//! A follower is read for only while its channel has room, so a slow room keeps its place and costs nobody anything.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::{FutureExt, StreamExt, future::BoxFuture, stream::FuturesUnordered};
use plenary_protocol::{id::SpaceId, limits};
use redis::{Client, Cmd, ErrorKind, RedisError, Value, aio::MultiplexedConnection, cmd, pipe};
use tokio::{sync::watch, time::sleep};

use super::{
    follow::{Door, Follower},
    keys,
    link::{self, Link},
    places::{Place, Places},
    stream::{self, Garbage},
};

/// The one who reads for all.
pub(super) struct Reader {
    client: Client,
    answer_within: Duration,
    /// The shared connection, by which a blocking read is ended early.
    link: Arc<Link>,
    places: Arc<Places>,
    door: Arc<Door>,
    is_reading: watch::Sender<bool>,
    followers: HashMap<SpaceId, Follower>,
    /// Each ends when a channel that was full has room again, or nobody listens to it.
    full: FuturesUnordered<BoxFuture<'static, ()>>,
}

/// The reader's own connection, and the number by which Redis knows it.
struct Line {
    connection: MultiplexedConnection,
    number: u64,
    checked: Instant,
}

impl Line {
    async fn connect(client: &Client, answer_within: Duration) -> Result<Self, RedisError> {
        let wait = limits::REDIS_BLOCK + answer_within;
        let mut connection = link::connect(client, wait).await?;
        let number = cmd("CLIENT").arg("ID").query_async(&mut connection).await?;
        Ok(Self {
            connection,
            number,
            checked: Instant::now(),
        })
    }
}

/// Why a round of reading came to nothing.
enum Fault {
    /// The connection is no good any more.
    Connection(RedisError),
    /// One of the streams cannot be read; which one is found by asking one by one.
    Stream(RedisError),
}

impl From<RedisError> for Fault {
    fn from(err: RedisError) -> Self {
        match err.code() {
            Some("WRONGTYPE") => Self::Stream(err),
            _ => Self::Connection(err),
        }
    }
}

impl Reader {
    pub(super) fn new(
        client: Client,
        answer_within: Duration,
        link: Arc<Link>,
        places: Arc<Places>,
        door: Arc<Door>,
        is_reading: watch::Sender<bool>,
    ) -> Self {
        Self {
            client,
            answer_within,
            link,
            places,
            door,
            is_reading,
            followers: HashMap::new(),
            full: FuturesUnordered::new(),
        }
    }

    /// Reads for as long as the journal lives, whatever happens to the connection.
    pub(super) async fn run(mut self) {
        let mut line = None;
        loop {
            self.accept_followers();
            if self.ready().next().is_none() {
                self.wait().await;
                continue;
            }
            match self.round(&mut line).await {
                Ok(()) => self.reads(true, ""),
                Err(Fault::Stream(err)) => {
                    tracing::error!("a stream cannot be followed: {}", link::say(&err));
                    self.doubt_all();
                }
                Err(Fault::Connection(err)) => {
                    line = None;
                    self.doubt_all();
                    self.reads(false, &link::say(&err));
                    sleep(limits::REDIS_RECONNECT_PAUSE).await;
                }
            }
        }
    }

    /// Accepts new followers, and drops those whom nobody listens to.
    fn accept_followers(&mut self) {
        for (workshop, follower) in self.door.take() {
            // A room that is loaded anew takes the place of the one before it.
            if self.followers.insert(workshop, follower).is_some() {
                self.places.left(workshop);
            }
        }
        while self.full.next().now_or_never().flatten().is_some() {}
        let places = &self.places;
        self.followers.retain(|workshop, follower| {
            let is_heard = !follower.channel.is_closed();
            if !is_heard {
                places.left(*workshop);
            }
            is_heard
        });
        if self.followers.is_empty() {
            // Nothing is missed where nobody follows.
            self.is_reading.send_replace(true);
        }
    }

    fn ready(&self) -> impl Iterator<Item = (&SpaceId, &Follower)> {
        let followers = self.followers.iter();
        followers.filter(|(_, follower)| 0 < follower.channel.capacity())
    }

    /// Until somebody comes, or a full channel has room.
    async fn wait(&mut self) {
        tokio::select! {
            () = self.door.knock.notified() => {}
            Some(()) = self.full.next() => {}
        }
    }

    fn reads(&self, is_reading: bool, cause: &str) {
        let has_changed = self
            .is_reading
            .send_if_modified(|before| std::mem::replace(before, is_reading) != is_reading);
        match (has_changed, is_reading) {
            (true, true) => tracing::info!("following Redis again"),
            (true, false) => {
                tracing::warn!("what other nodes append is not seen here: {cause}");
            }
            (false, _) => {}
        }
    }

    fn doubt_all(&mut self) {
        for follower in self.followers.values_mut() {
            follower.is_checked = false;
        }
    }

    fn abandon(&mut self, workshop: SpaceId, why: &str) {
        if self.followers.remove(&workshop).is_some() {
            tracing::warn!(workshop.id = %workshop, "{workshop} has to be loaded anew: {why}");
            self.places.left(workshop);
        }
    }

    /// Checks where it is due, waits for news of everybody who has room for it, and hands them out.
    async fn round(&mut self, line: &mut Option<Line>) -> Result<(), Fault> {
        let line = match line {
            Some(line) => line,
            none => none.insert(Line::connect(&self.client, self.answer_within).await?),
        };
        if limits::REDIS_CHECK_EVERY < line.checked.elapsed() {
            line.checked = Instant::now();
            self.doubt_all();
        }
        self.check(line).await?;
        let places: Vec<(String, Place)> = self
            .ready()
            .filter_map(|(workshop, follower)| Some((keys::journal(*workshop), follower.place()?)))
            .collect();
        if places.is_empty() {
            return Ok(());
        }
        let answer = self.read(line, &question(&places)).await?;
        let not_understood = |Garbage| {
            let kind = ErrorKind::UnexpectedReturnType;
            RedisError::from((kind, "the answer to a blocking read is not understood"))
        };
        for (name, entries) in stream::streams(answer).map_err(not_understood)? {
            // Only what was asked for is answered.
            if let Some(workshop) = keys::workshop(&name) {
                self.hand_out(workshop, entries);
            }
        }
        let pause = limits::redis_read_pause(places.len());
        // Less than the clock can measure is not worth a pause.
        if Duration::from_millis(1) <= pause {
            sleep(pause).await;
        }
        Ok(())
    }

    /// Asks for the entry at which each unchecked follower stands. Whose entry is gone is dropped.
    async fn check(&mut self, line: &mut Line) -> Result<(), RedisError> {
        let mut questions = pipe();
        let unchecked: Vec<SpaceId> = self
            .followers
            .iter()
            .filter(|(_, follower)| !follower.is_checked)
            .map(|(workshop, follower)| {
                let (from, to) = match (follower.seq, follower.tag) {
                    // Before the first entry nothing stands; whether the key can be read shows all the same.
                    (0, _) => ("-".to_owned(), "-".to_owned()),
                    (seq, Some(tag)) => (format!("{seq}-{tag}"), format!("{seq}-{tag}")),
                    (seq, None) => (format!("{seq}-0"), format!("{seq}-{}", u64::MAX)),
                };
                questions.cmd("XRANGE").arg(keys::journal(*workshop));
                questions.arg(from).arg(to).arg("COUNT").arg(1);
                *workshop
            })
            .collect();
        let answers = link::ask_all(&mut line.connection, &mut questions).await?;
        for (workshop, answer) in unchecked.into_iter().zip(answers) {
            let entries = match answer {
                Ok(answer) => stream::entries(answer),
                Err(err) if link::needs_new_connection(&err) => return Err(err),
                Err(_) => Err(Garbage),
            };
            let Some(follower) = self.followers.get_mut(&workshop) else {
                continue;
            };
            match entries.as_ref().map(|entries| entries.first()) {
                Ok(_) if follower.seq == 0 => follower.tag = Some(0),
                Ok(Some(entry)) => follower.tag = Some(entry.place.tag),
                Ok(None) => {
                    self.abandon(workshop, "the history that it followed is gone");
                    continue;
                }
                Err(Garbage) => {
                    self.abandon(workshop, "its stream cannot be understood");
                    continue;
                }
            }
            follower.is_checked = true;
        }
        Ok(())
    }

    /// One blocking read. It is ended early when somebody else is to be read for as well.
    async fn read(&mut self, line: &Line, question: &Cmd) -> Result<Value, RedisError> {
        let mut connection = line.connection.clone();
        let answer = question.query_async(&mut connection);
        tokio::pin!(answer);
        tokio::select! {
            biased;
            answer = &mut answer => return answer,
            () = self.door.knock.notified() => {}
            Some(()) = self.full.next() => {}
        }
        let mut unblock = cmd("CLIENT");
        unblock.arg("UNBLOCK").arg(line.number);
        let unblocking = async {
            loop {
                // Where it is not allowed, or not possible now, the read ends by itself soon enough.
                if self.link.ask::<i64>(&unblock).await.is_err() {
                    std::future::pending::<()>().await;
                }
                sleep(limits::REDIS_UNBLOCK_EVERY).await;
            }
        };
        tokio::select! {
            answer = &mut answer => answer,
            never = unblocking => never,
        }
    }

    fn hand_out(&mut self, workshop: SpaceId, entries: Value) {
        let Some(follower) = self.followers.get_mut(&workshop) else {
            return;
        };
        let taken = stream::entries(entries)
            .map_err(|Garbage| "its stream cannot be understood".to_owned())
            .and_then(|entries| follower.take(workshop, entries, &self.places));
        if let Err(why) = taken {
            return self.abandon(workshop, &why);
        }
        if follower.channel.capacity() == 0 {
            let channel = follower.channel.clone();
            // Ends as well when nobody listens any more.
            let has_room = async move { channel.reserve().await.map_or((), drop) };
            self.full.push(has_room.boxed());
        }
    }
}

fn question(places: &[(String, Place)]) -> Cmd {
    let mut question = cmd("XREAD");
    question.arg("COUNT").arg(limits::FOLLOW_BATCH_ENTRIES);
    question
        .arg("BLOCK")
        .arg(limits::REDIS_BLOCK.as_millis() as u64);
    question.arg("STREAMS");
    for (name, _) in places {
        question.arg(name);
    }
    for (_, place) in places {
        question.arg(place.to_string());
    }
    question
}
