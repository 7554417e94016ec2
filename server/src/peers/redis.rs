//! Presence over Redis' pub/sub: each node tells the seats that are connected to it when they change and every few
//! seconds, and forgets a node from which nothing has come for longer.
//!
//! One channel a workshop; for each node one connection to hear and one to tell.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex},
    time::Duration,
};

use futures_util::StreamExt;
use plenary_protocol::{
    id::{SeatId, SpaceId},
    limits,
};
use redis::{
    AsyncConnectionConfig, Client, RedisError,
    aio::{MultiplexedConnection, PubSubSink, PubSubStream},
    cmd,
};
use tokio::{
    task::JoinHandle,
    time::{Instant, Interval, MissedTickBehavior, interval, timeout},
};

use super::{FarEnd, PeerPresence, Peers};
use crate::{
    journal::redis::{OpenError, RedisUrl},
    random,
};

type Node = [u8; 16];

/// Rooms that have started since they were last looked for. Never more than there are rooms.
type Started = Arc<Mutex<Vec<(SpaceId, FarEnd)>>>;

/// The nodes that share a Redis.
#[derive(Debug)]
pub struct RedisPeers {
    started: Started,
    talking: JoinHandle<()>,
}

impl RedisPeers {
    /// Begins to talk with the nodes at this Redis, and goes on trying while it is away.
    pub fn open(url: &RedisUrl) -> Result<Self, OpenError> {
        let started = Started::default();
        let talk = Talk {
            client: url.client()?,
            node: random::bytes(),
            started: Arc::clone(&started),
            lines: HashMap::new(),
            tick: interval(limits::NEIGHBOURS_TICK),
        };
        Ok(Self {
            started,
            talking: tokio::spawn(talk.run()),
        })
    }
}

impl Drop for RedisPeers {
    fn drop(&mut self) {
        self.talking.abort();
    }
}

impl Peers for RedisPeers {
    fn subscribe(&self, workshop: SpaceId) -> PeerPresence {
        let (presence, far_end) = PeerPresence::new();
        let mut started = self.started.lock().expect("no holder panics");
        started.push((workshop, far_end));
        presence
    }
}

/// The task that talks.
struct Talk {
    client: Client,
    node: Node,
    started: Started,
    lines: HashMap<SpaceId, Line>,
    tick: Interval,
}

/// What is told and heard about one workshop.
struct Line {
    far_end: FarEnd,
    nodes: HashMap<Node, Heard>,
    told: Option<Instant>,
}

struct Heard {
    at: Instant,
    seats: Vec<SeatId>,
}

impl Talk {
    async fn run(mut self) {
        self.tick.set_missed_tick_behavior(MissedTickBehavior::Skip);
        loop {
            if let Err(err) = self.talk().await {
                tracing::debug!("presence of other nodes is not heard: {:?}", err.kind());
            }
            // Who is elsewhere is not known meanwhile, and is soon no longer claimed.
            self.tick.tick().await;
            self.welcome();
            self.forget_the_silent();
        }
    }

    /// Talks until the connection fails.
    async fn talk(&mut self) -> Result<(), RedisError> {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(limits::REDIS_CONNECT_WITHIN))
            .set_response_timeout(Some(limits::REDIS_ANSWER_WITHIN));
        let mut telling = self
            .client
            .get_multiplexed_async_connection_with_config(&config)
            .await?;
        let connecting = self.client.get_async_pubsub();
        let pubsub = soon(limits::REDIS_CONNECT_WITHIN, connecting).await?;
        let (mut asking, mut hearing) = pubsub.split();
        self.welcome();
        for (workshop, line) in &mut self.lines {
            line.told = None;
            subscribe(&mut asking, *workshop).await?;
        }
        loop {
            tokio::select! {
                heard = hear(&mut hearing) => self.heard(&heard?),
                _ = self.tick.tick() => {
                    for workshop in self.welcome() {
                        subscribe(&mut asking, workshop).await?;
                    }
                    self.tell(&mut telling, &mut asking).await?;
                    self.forget_the_silent();
                }
            }
        }
    }

    /// Takes in the rooms that have started.
    fn welcome(&mut self) -> Vec<SpaceId> {
        let started = std::mem::take(&mut *self.started.lock().expect("no holder panics"));
        started
            .into_iter()
            .map(|(workshop, far_end)| {
                let line = Line {
                    far_end,
                    nodes: HashMap::new(),
                    told: None,
                };
                self.lines.insert(workshop, line);
                workshop
            })
            .collect()
    }

    /// Tells what has changed or not been told for a while, and takes leave of rooms that have ended.
    async fn tell(
        &mut self,
        telling: &mut MultiplexedConnection,
        asking: &mut PubSubSink,
    ) -> Result<(), RedisError> {
        let mut ended = Vec::new();
        for (workshop, line) in &mut self.lines {
            let is_stale = line
                .told
                .is_none_or(|told| limits::NEIGHBOURS_REPEAT <= told.elapsed());
            let seats = match line.far_end.told.has_changed() {
                Ok(false) if !is_stale => continue,
                Ok(_) => line.far_end.told.borrow_and_update().clone(),
                Err(_) => {
                    ended.push(*workshop);
                    Arc::from([])
                }
            };
            let message = encode(self.node, &seats);
            let mut publish = cmd("PUBLISH");
            publish.arg(channel(*workshop)).arg(message);
            let _: i64 = publish.query_async(telling).await?;
            line.told = Some(Instant::now());
        }
        for workshop in ended {
            self.lines.remove(&workshop);
            let leaving = asking.unsubscribe(channel(workshop));
            soon(limits::REDIS_ANSWER_WITHIN, leaving).await?;
        }
        Ok(())
    }

    fn heard(&mut self, (channel_name, message): &(String, Vec<u8>)) {
        let workshop = channel_name
            .strip_prefix(CHANNEL)
            .and_then(|id| id.parse::<SpaceId>().ok());
        let Some(line) = workshop.and_then(|workshop| self.lines.get_mut(&workshop)) else {
            return;
        };
        let Some((node, seats)) = decode(message) else {
            return;
        };
        if node == self.node {
            return;
        }
        let at = Instant::now();
        let before = line.nodes.insert(node, Heard { at, seats });
        let is_news = before.is_none_or(|before| before.seats != line.nodes[&node].seats);
        if is_news {
            line.say_who_is_elsewhere();
        }
    }

    fn forget_the_silent(&mut self) {
        for line in self.lines.values_mut() {
            let before = line.nodes.len();
            line.nodes
                .retain(|_, heard| heard.at.elapsed() < limits::NEIGHBOURS_EXPIRE);
            if line.nodes.len() < before {
                line.say_who_is_elsewhere();
            }
        }
    }
}

impl Line {
    fn say_who_is_elsewhere(&self) {
        let seats = self.nodes.values().flat_map(|heard| heard.seats.iter());
        let elsewhere: HashSet<SeatId> = seats.copied().collect();
        self.far_end.heard.send_replace(Arc::new(elsewhere));
    }
}

const CHANNEL: &str = "plenary:presence:";

fn channel(workshop: SpaceId) -> String {
    format!("{CHANNEL}{workshop}")
}

async fn subscribe(asking: &mut PubSubSink, workshop: SpaceId) -> Result<(), RedisError> {
    soon(
        limits::REDIS_ANSWER_WITHIN,
        asking.subscribe(channel(workshop)),
    )
    .await
}

/// A connection for pub/sub has no time limits of its own, and a Redis that is silent must not keep this task from
/// forgetting who is not heard.
async fn soon<T>(
    within: Duration,
    asking: impl Future<Output = Result<T, RedisError>>,
) -> Result<T, RedisError> {
    let late = |_| RedisError::from((redis::ErrorKind::Io, "no answer in time"));
    timeout(within, asking).await.map_err(late)?
}

/// The next message, and an error where there will be none.
async fn hear(hearing: &mut PubSubStream) -> Result<(String, Vec<u8>), RedisError> {
    let message = hearing
        .next()
        .await
        .ok_or_else(|| RedisError::from((redis::ErrorKind::Io, "the connection has ended")))?;
    let name = message.get_channel_name().to_owned();
    Ok((name, message.get_payload_bytes().to_vec()))
}

/// The node, and the seats that are connected to it, sixteen bytes each.
fn encode(node: Node, seats: &[SeatId]) -> Vec<u8> {
    let mut message = Vec::with_capacity(16 * (seats.len() + 1));
    message.extend(node);
    for seat in seats {
        message.extend(seat.as_bytes());
    }
    message
}

fn decode(message: &[u8]) -> Option<(Node, Vec<SeatId>)> {
    let (parts, rest) = message.as_chunks::<16>();
    let (node, seats) = parts.split_first()?;
    let seats = seats.iter().map(|seat| SeatId::from_bytes(*seat)).collect();
    rest.is_empty().then_some((*node, seats))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_read_as_it_was_written_and_a_damaged_one_not_at_all() {
        let seats = [1, 2].map(|byte| SeatId::from_random_bytes([byte; 16]));
        let message = encode([7; 16], &seats);
        assert_eq!(decode(&message), Some(([7; 16], seats.to_vec())));
        assert_eq!(decode(&message[..20]), None);
        assert_eq!(decode(&[]), None);
    }
}
