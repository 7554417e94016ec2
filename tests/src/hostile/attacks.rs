//! The attacks. Each goes on until its time is over, and says what it came to.

use std::{sync::Arc, time::Duration};

use anyhow::Context;
use futures_util::future::{BoxFuture, FutureExt};
use plenary_client::{api::Api, error::ClientError, raw::RawSocket};
use plenary_protocol::{
    api::{CreateWorkshop, WorkshopCreated},
    id::JoinCode,
    limits,
    wire::hocuspocus::client,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
    time::{Instant, sleep, sleep_until, timeout_at},
};

use super::{Tried, participants::Victims, pause};
use crate::{Process, details, event_stream::EventStream};

pub(super) type Attacks = JoinSet<anyhow::Result<Tried>>;

/// How long an attack may take to notice that its time is over.
const GRACE: Duration = Duration::from_secs(45);

/// An attack that does not end is one that the server left waiting.
async fn in_time(
    what: &'static str,
    until: Instant,
    attack: BoxFuture<'static, anyhow::Result<Tried>>,
) -> anyhow::Result<Tried> {
    timeout_at(until + GRACE, attack)
        .await
        .with_context(|| format!("{what}: it did not end"))?
        .with_context(|| what)
}

/// What the attackers have before they begin.
pub(super) struct Prepared {
    api: Api,
    port: u16,
    // A workshop of their own: what they do there must cost nobody elsewhere anything.
    victim: WorkshopCreated,
    victims: Victims,
}

impl Prepared {
    /// Makes what is needed at this server.
    pub(super) async fn at(server: &Process) -> anyhow::Result<Self> {
        let api = server.api()?;
        let asked = CreateWorkshop {
            title: "Beside".to_owned(),
            frameworks: vec!["pit-a".parse()?],
            ..CreateWorkshop::default()
        };
        Ok(Self {
            port: server.port,
            victim: api.create(&asked).await?,
            victims: Victims::at(&api).await?,
            api,
        })
    }

    /// Begins all of them.
    pub(super) fn begin(self, until: Instant, attacks: &mut Attacks) {
        let Self {
            api, port, victim, ..
        } = self;
        let mut spawn = |what, attack: BoxFuture<'static, anyhow::Result<Tried>>| {
            attacks.spawn(in_time(what, until, attack));
        };
        spawn("pings", pings(api.clone(), until).boxed());
        spawn("deaf readers", deaf_readers(port, until).boxed());
        spawn("silent callers", silent_callers(port, until).boxed());
        let long = long_messages(api.clone(), victim.clone(), until);
        spawn("long messages", long.boxed());
        spawn("seats", seats(api.clone(), victim.clone(), until).boxed());
        spawn("readings", readings(api.clone(), victim, until).boxed());
        spawn("guesses", guesses(api.clone(), until).boxed());
        spawn("streams", streams(api.clone(), until).boxed());
        self.victims.begin(until, &mut spawn);
        spawn("workshops", workshops(api, until).boxed());
    }
}

/// How many there are at once of what needs only a connection.
const CONNECTIONS: usize = 100;

/// Does something again and again, so many at once, until the time is over. Gives how often it came off, and how often not:
/// what was under way at the end did not.
async fn again<F>(
    at_once: usize,
    until: Instant,
    once: impl Fn() -> F + Send + Sync + 'static,
) -> anyhow::Result<(u64, u64)>
where
    F: Future<Output = bool> + Send,
{
    let once = Arc::new(once);
    let mut all = JoinSet::new();
    for _ in 0..at_once {
        let once = once.clone();
        all.spawn(async move {
            let (mut well, mut refused) = (0_u64, 0_u64);
            while Instant::now() < until {
                match timeout_at(until, once()).await {
                    Ok(true) => well += 1,
                    Ok(false) | Err(_) => refused += 1,
                }
            }
            (well, refused)
        });
    }
    let mut sum = (0, 0);
    while let Some(part) = all.join_next().await {
        let (well, refused) = part?;
        sum = (sum.0 + well, sum.1 + refused);
    }
    Ok(sum)
}

/// Sockets without a token that ping and never read.
async fn pings(api: Api, until: Instant) -> anyhow::Result<Tried> {
    // Far more than the system keeps on the way of what nobody has read yet.
    let most = 5_000 * limits::CONTROL_FRAMES_BURST;
    let (flooded, closed) = again(CONNECTIONS / 10, until, move || {
        let api = api.clone();
        async move {
            let Ok(mut socket) = RawSocket::open(api.server()).await else {
                return false;
            };
            for sent in 0..most {
                if socket.ping(vec![7; 125]).await.is_err() {
                    return false;
                }
                if sent % 100 == 0 {
                    // The other attackers want their share as well.
                    sleep(Duration::from_millis(1)).await;
                }
            }
            true
        }
    })
    .await?;
    Ok(Tried {
        what: "pings that are never read",
        times: flooded + closed,
        tried: format!("{} sockets, as many pings as go", flooded + closed),
        bound: format!("closed before {most}"),
        seen: format!("{flooded} were not"),
        held: flooded == 0,
    })
}

/// Answers that nobody takes.
async fn deaf_readers(port: u16, until: Instant) -> anyhow::Result<Tried> {
    let (asked, refused) = again(2 * CONNECTIONS, until, move || async move {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)).await else {
            return false;
        };
        let request = b"GET /api/v1/frameworks HTTP/1.1\r\nHost: plenary\r\n\r\n";
        for _ in 0..200 {
            let writing = tokio::time::timeout(Duration::from_secs(1), stream.write_all(request));
            if !matches!(writing.await, Ok(Ok(()))) {
                break;
            }
        }
        // It is kept open, and not read, for as long as a server may go on waiting for somebody to read.
        let most = Instant::now() + Duration::from_secs(5);
        sleep_until(until.min(most)).await;
        true
    })
    .await?;
    Ok(Tried {
        what: "answers that nobody takes",
        times: asked + refused,
        tried: format!("{} connections of 200 requests", asked + refused),
        bound: "memory, below".to_owned(),
        seen: "–".to_owned(),
        held: true,
    })
}

/// Connections on which the beginning of a request comes, and no more.
async fn silent_callers(port: u16, until: Instant) -> anyhow::Result<Tried> {
    let mut callers = JoinSet::new();
    for _ in 0..5 * CONNECTIONS {
        callers.spawn(async move {
            let (mut closed, mut longest) = (0, Duration::ZERO);
            while Instant::now() < until {
                let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)).await else {
                    pause().await;
                    continue;
                };
                let began = Instant::now();
                // An end or a reset, beyond the time of the attack if need be: each is seen to be closed, or not to be.
                let _ = stream.write_all(b"GET / HT").await;
                let mut rest = Vec::new();
                let _ = timeout_at(
                    began + 3 * limits::HEAD_WITHIN,
                    stream.read_to_end(&mut rest),
                )
                .await;
                longest = longest.max(began.elapsed());
                closed += 1;
            }
            (closed, longest)
        });
    }
    let (mut closed, mut longest) = (0, Duration::ZERO);
    while let Some(caller) = callers.join_next().await {
        let (times, lived) = caller?;
        closed += times;
        longest = longest.max(lived);
    }
    // A machine that is under attack is late.
    let most = 2 * limits::HEAD_WITHIN;
    Ok(Tried {
        what: "connections that say nothing",
        times: closed,
        tried: format!("{closed}, {} at once", 5 * CONNECTIONS),
        bound: format!("closed within {} s", most.as_secs()),
        seen: format!("the last within {} s", longest.as_secs()),
        held: longest <= most,
    })
}

/// Messages that are longer than anything that may be kept.
async fn long_messages(api: Api, victim: WorkshopCreated, until: Instant) -> anyhow::Result<Tried> {
    let address = format!("{}/plenary", victim.workshop);
    let token = victim.facilitator_token;
    let (sent, refused) = again(4, until, move || {
        let (api, address, token) = (api.clone(), address.clone(), token.clone());
        async move {
            let Ok(mut socket) = RawSocket::open(api.server()).await else {
                return false;
            };
            let opened = socket.send(client::auth(&address, &token, "4.8.0")).await;
            let long = vec![0; 4 * limits::FRAME_BYTES];
            opened.is_ok() && socket.send(client::update(&address, &long)).await.is_ok()
        }
    })
    .await?;
    Ok(Tried {
        what: "messages of eight megabytes",
        times: sent + refused,
        tried: format!("{} sent, {refused} not", sent),
        bound: "memory, below".to_owned(),
        seen: "–".to_owned(),
        held: true,
    })
}

/// All the seats of a workshop for one holder of the code.
async fn seats(api: Api, victim: WorkshopCreated, until: Instant) -> anyhow::Result<Tried> {
    let code = victim.join_code.to_string();
    let began = Instant::now();
    let joining = api.clone();
    let (joined, held) = again(24, until, move || {
        let (api, code) = (joining.clone(), code.clone());
        async move { api.join(&details(&code, "civic")).await.is_ok() }
    })
    .await?;
    let most = limits::JOINING_AT_ONCE
        + (f64::from(limits::JOINING_PER_SECOND) * (began.elapsed().as_secs_f64() + 1.0)) as u32;
    Ok(Tried {
        what: "all the seats of a workshop",
        times: joined + held,
        tried: format!("{} times", joined + held),
        bound: format!("at most {most}"),
        seen: format!("{joined} joined"),
        held: joined <= u64::from(most),
    })
}

/// One seat that reads and has files made without pause.
async fn readings(api: Api, victim: WorkshopCreated, until: Instant) -> anyhow::Result<Tried> {
    let began = Instant::now();
    let api = api.with_token(&victim.facilitator_token);
    let workshop = victim.workshop;
    let (read, refused) = again(40, until, move || {
        let api = api.clone();
        async move { api.export(workshop, "record.json", None).await.is_ok() }
    })
    .await?;
    let (at_once, per_second) = limits::READINGS_PER_SEAT;
    let most = (at_once + per_second * (began.elapsed().as_secs_f64() + 1.0)) as u64;
    Ok(Tried {
        what: "files for one seat",
        times: read + refused,
        tried: format!("{} times", read + refused),
        bound: format!("at most {most}"),
        seen: format!("{read} made"),
        held: read <= most,
    })
}

/// Codes that are guessed.
async fn guesses(api: Api, until: Instant) -> anyhow::Result<Tried> {
    let (found, wrong) = again(8, until, move || {
        let api = api.clone();
        async move {
            let code = JoinCode::from_random_bytes(rand::random()).to_string();
            api.invitation(&code).await.is_ok()
        }
    })
    .await?;
    Ok(Tried {
        what: "codes that are guessed",
        times: found + wrong,
        tried: format!("{} times", found + wrong),
        bound: "none is found".to_owned(),
        seen: format!("{found} found"),
        held: found == 0,
    })
}

/// Event streams without a token, and empty requests on them.
async fn streams(api: Api, until: Instant) -> anyhow::Result<Tried> {
    let (opened, refused) = again(CONNECTIONS / 4, until, move || {
        let api = api.clone();
        async move {
            let Ok(stream) = EventStream::open(api.server()).await else {
                return false;
            };
            let mut batch = stream.next_batch;
            // Until it is ended, by its bounds or because no token came.
            while matches!(stream.post(batch, None, Vec::new()).await, Ok((204, _))) {
                batch += 1;
            }
            true
        }
    })
    .await?;
    Ok(Tried {
        what: "event streams without a token",
        times: opened + refused,
        tried: format!("{} opened, {refused} not", opened + refused),
        bound: "memory, below".to_owned(),
        seen: format!("{opened} were ended"),
        held: true,
    })
}

/// Workshops that a stranger makes where no organiser key is set.
async fn workshops(api: Api, until: Instant) -> anyhow::Result<Tried> {
    let began = Instant::now();
    let (made, refused) = again(8, until, move || {
        let api = api.clone();
        async move {
            let asked = CreateWorkshop {
                title: "One of many".to_owned(),
                frameworks: vec!["pit-a".parse().expect("an id")],
                ..CreateWorkshop::default()
            };
            let made: Result<_, ClientError> = api.create(&asked).await;
            made.is_ok()
        }
    })
    .await?;
    let (at_once, per_second) = limits::NEW_WORKSHOPS;
    let most = (at_once + per_second * (began.elapsed().as_secs_f64() + 1.0)) as u64;
    Ok(Tried {
        what: "workshops without a key",
        times: made + refused,
        tried: format!("{} times", made + refused),
        bound: format!("at most {most}"),
        seen: format!("{made} made"),
        held: made <= most,
    })
}
