//! The server is told to end while sixty people mark without pause, and is started again; twice.

use std::time::Duration;

use anyhow::{bail, ensure};
use plenary_client::{connection::LinkState, error::ClientError};
use plenary_protocol::{command::Command, documents::MarkValue, wire::close_code};
use plenary_tests::{
    PATIENCE, Process,
    crowd::{Crowd, Moment, Told},
    details,
    process::Manner,
};
use tokio::{task::JoinSet, time::Instant};

const PEOPLE: u32 = 60;
const MARKS: u64 = 3_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_who_mark_without_pause_lose_nothing_when_the_server_is_started_anew()
-> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("plenary.db");
    let mut server = Process::start(&data, Manner::default()).await?;
    let port = server.port;
    let mut crowd = Crowd::gather(&server, &data, PEOPLE).await?;
    for seed in [1, 2] {
        let moment = Moment::at(MARKS / 2);
        let closed = closed_at(&crowd);
        let code = crowd.created.join_code.to_string();
        let told_to_end = async {
            moment.reached().await;
            server.tell_to_end()?;
            newcomers_are_refused(&server, &code).await
        };
        crowd.mark_while(MARKS, seed, &moment, told_to_end).await?;
        server.ended().await?;
        check_closed(&crowd)?;
        // Providers come back one second after their close: closed together they would come back together.
        let closed = closed.join_all().await;
        let first = closed.iter().min().copied().unwrap_or_else(Instant::now);
        let together = closed
            .iter()
            .filter(|at| at.duration_since(first) < Duration::from_millis(20))
            .count();
        ensure!(
            together < closed.len() / 2,
            "{together} of {} sockets were closed at once",
            closed.len()
        );
        let found = crowd.compare().await?;
        assert_eq!((found.lost, found.doubled), (0, 0), "{found:?}");

        let manner = Manner {
            port,
            ..Manner::default()
        };
        server = Process::start(&data, manner).await?;
        crowd.come_back().await?;
        let found = crowd.compare().await?;
        assert_eq!((found.lost, found.doubled), (0, 0), "{found:?}");
    }
    let made: u64 = crowd.people.iter().map(|person| person.made).sum();
    assert_eq!(crowd.acknowledged(), made, "every mark has landed");
    the_tally_is_what_people_marked(&crowd).await?;
    server.end().await
}

/// Notes when each socket is closed.
fn closed_at(crowd: &Crowd) -> JoinSet<Instant> {
    let mut waiting = JoinSet::new();
    for person in &crowd.people {
        let connection = person.phone.connection().clone();
        waiting.spawn(async move {
            let closed = connection.closed(2 * PATIENCE).await;
            closed.expect("the server ends");
            Instant::now()
        });
    }
    waiting
}

fn check_closed(crowd: &Crowd) -> anyhow::Result<()> {
    for person in &crowd.people {
        match person.phone.connection().state() {
            LinkState::Closed(closed) => {
                assert_eq!(closed.code, Some(close_code::RESTART), "{closed:?}");
            }
            LinkState::Connected => bail!("a socket has outlived its server"),
        }
    }
    Ok(())
}

/// People try to join all the while: from some moment on nobody is let in, and everybody is told so at once.
async fn newcomers_are_refused(server: &Process, code: &str) -> anyhow::Result<()> {
    let api = server.api()?;
    let mut refused = 0;
    while refused < 5 {
        match api.join(&details(code, "vcse")).await {
            // The signal is still on its way.
            Ok(_) if refused == 0 => {}
            Ok(_) => bail!("somebody was let in while the server was ending"),
            Err(ClientError::Problem(problem)) => {
                assert_eq!(problem.status, 503, "{problem:?}");
                refused += 1;
            }
            Err(ClientError::Http(_)) => refused += 1,
            Err(err) => return Err(err.into()),
        }
    }
    Ok(())
}

async fn the_tally_is_what_people_marked(crowd: &Crowd) -> anyhow::Result<()> {
    let close = Command::CloseRound { round: crowd.round };
    crowd.facilitator.command(crowd.workshop(), &close).await?;
    let results = crowd
        .facilitator
        .results(crowd.workshop(), Some(crowd.round), None)
        .await?;
    for (index, domain) in results.domains.iter().enumerate() {
        let mut counts = [0; 4];
        for person in &crowd.people {
            if let Told::Saved(MarkValue::Level(level)) = person.told(index) {
                counts[usize::from(level) - 1] += 1;
            }
        }
        assert_eq!(
            domain.counts.as_deref(),
            Some(&counts[..]),
            "domain {index}"
        );
    }
    Ok(())
}
