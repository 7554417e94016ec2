//! Many join at once: a flood, honest people beside it, and what a facilitator does about it.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use plenary_client::{api::Api, error::ClientError, participant::Participant};
use plenary_protocol::{api::Joined, command::Command, limits, views::JoiningView};
use plenary_tests::{PATIENCE, TestServer, Workshop, details};
use tokio::{task::JoinSet, time::Instant};

use super::{expect, problem};

/// Connections of the flood: so many ask at any moment, each as fast as it is answered.
const FLOOD: usize = 40;

/// Somebody with the code who takes every seat they get, and never comes.
struct Flood {
    began: Instant,
    taken: Arc<AtomicU32>,
    asking: JoinSet<anyhow::Result<Option<Joined>>>,
}

impl Flood {
    fn begin(api: &Api, code: &str) -> Self {
        let (began, taken) = (Instant::now(), Arc::new(AtomicU32::new(0)));
        let mut asking = JoinSet::new();
        for _ in 0..FLOOD {
            let (api, asked, taken) = (api.clone(), details(code, "vcse"), taken.clone());
            asking.spawn(async move {
                let mut last = None;
                loop {
                    match api.join(&asked).await {
                        Ok(joined) => {
                            taken.fetch_add(1, Ordering::SeqCst);
                            last = Some(joined);
                        }
                        Err(ClientError::Problem(problem)) if problem.status == 429 => {
                            expect(&problem, 429, "lobby", "many people are joining at once");
                        }
                        Err(ClientError::Problem(problem)) => {
                            expect(&problem, 403, "forbidden", "joining is closed");
                            return Ok(last);
                        }
                        Err(err) => return Err(err.into()),
                    }
                }
            });
        }
        Self {
            began,
            taken,
            asking,
        }
    }

    fn taken(&self) -> u32 {
        self.taken.load(Ordering::SeqCst)
    }

    /// How many seats the usual pace gives since the flood began, at most.
    fn most(&self) -> u32 {
        let seconds = self.began.elapsed().as_secs_f64().ceil();
        limits::JOINING_AT_ONCE + limits::JOINING_PER_SECOND * seconds as u32
    }

    /// Ends when the door is closed; one of the seats it took.
    async fn end(mut self) -> anyhow::Result<Option<Joined>> {
        let mut last = None;
        while let Some(ended) = self.asking.join_next().await {
            last = ended??.or(last);
        }
        Ok(last)
    }
}

async fn the_desk_sees(
    workshop: &Workshop,
    what: &str,
    is_so: impl Fn(&JoiningView) -> bool,
) -> anyhow::Result<()> {
    let watch = &workshop.facilitator.watch;
    watch
        .wait_for(what, PATIENCE, |views| {
            views.joining.as_ref().is_some_and(&is_so)
        })
        .await?;
    Ok(())
}

#[tokio::test]
async fn jo1_jo2_jo4_a_flood_gets_the_pace_and_no_more_and_an_honest_person_gets_in_beside_it()
-> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let code = workshop.code();
    let address = server.address_past_the_line()?;
    let flood = Flood::begin(&Api::new(address.clone())?, &code);
    the_desk_sees(&workshop, "that people wait", |view| {
        view.is_rush && 0 < view.waiting && limits::JOINING_AT_ONCE <= view.in_a_minute
    })
    .await?;

    // Behind another address somebody waits for a moment, and is not kept out by however many requests.
    let elsewhere = Api::from_address(address, IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2)))?;
    let asked = details(&code, "civic");
    let honest = tokio::time::timeout(PATIENCE, Participant::join(&elsewhere, &asked)).await??;
    assert!(
        flood.taken() <= flood.most(),
        "{} of at most {}",
        flood.taken(),
        flood.most()
    );

    // The facilitator lets everybody in, and then nobody.
    workshop.command(Command::AdmitAll { minutes: 5 }).await?;
    let another = tokio::time::timeout(PATIENCE, elsewhere.join(&asked)).await?;
    assert!(another.is_ok(), "{another:?}");
    the_desk_sees(&workshop, "until when everybody is let in", |view| {
        view.admits_all_until_ms.is_some()
    })
    .await?;
    workshop
        .command(Command::OpenJoining { open: false })
        .await?;
    let taken = flood.end().await?;
    let closed = problem(elsewhere.join(&asked)).await;
    expect(&closed, 403, "forbidden", "joining is closed");

    // What the flood took goes in one command; who came stays, and so does who has a device here.
    let api = &workshop.facilitator.api;
    let unused = api.joining(workshop.id()).await?.unused;
    let done = workshop
        .command(Command::RemoveAwaited { since_ms: None })
        .await?;
    assert_eq!(done.removed, Some(unused));
    assert!(limits::JOINING_AT_ONCE <= unused, "{unused}");
    let left = api.seats(workshop.id()).await?;
    assert_eq!(left.iter().filter(|seat| seat.is_awaited).count(), 0);
    assert!(left.iter().any(|seat| seat.seat == honest.ticket.seat));
    assert_eq!(left.len(), 3, "the facilitator, the screen and who came");
    let taken = taken.expect("the flood took some");
    let told = problem(server.api().with_token(&taken.token).session(workshop.id())).await;
    expect(&told, 401, "removed", "join again");
    let again = problem(api.command(workshop.id(), &Command::RemoveAwaited { since_ms: None }));
    expect(
        &again.await,
        409,
        "moved_on",
        "somebody has come to every place",
    );
    Ok(())
}

#[tokio::test]
async fn jo4_vi6_only_facilitators_are_told_how_fast_people_join() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let person = workshop.person("civic").await?;
    let told = problem(person.api.joining(workshop.id())).await;
    expect(&told, 403, "forbidden", "for facilitators");
    the_desk_sees(&workshop, "that somebody joined", |view| {
        view.in_ten_seconds == 1 && !view.is_rush
    })
    .await?;
    assert!(person.watch.views().joining.is_none());
    Ok(())
}

#[tokio::test]
async fn a_second_place_goes_while_its_device_is_here_and_opens_nobodys_ballot()
-> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let api = &workshop.facilitator.api;
    let round = workshop.open_round().await?;
    let first = workshop.person("civic").await?;
    let second = workshop.person("civic").await?;
    let mark = plenary_protocol::documents::MarkValue::Level(2);
    first.ballot.mark(round, workshop.domain(0), mark).await?;
    first.ballot.saved().await?;

    let remove = |seat, first| Command::RemoveSecond { seat, first };
    let (first_seat, second_seat) = (first.ticket.seat, second.ticket.seat);
    let marked = problem(api.command(workshop.id(), &remove(first_seat, second_seat))).await;
    expect(&marked, 409, "moved_on", "was marked or written");
    workshop.command(remove(second_seat, first_seat)).await?;
    let told = problem(second.api.session(workshop.id())).await;
    expect(&told, 401, "removed", "go on where you joined first");
    let again = tokio::time::timeout(
        Duration::from_secs(30),
        Participant::connect(server.api(), second.ticket.clone()),
    );
    assert!(again.await?.is_err());
    let progress = api.progress(workshop.id(), None).await?;
    assert_eq!((progress.seats, progress.started), (1, 1));
    Ok(())
}
