//! A file that is taken away under the real server: nothing is acknowledged that would be lost, and everybody is told.

use anyhow::ensure;
use plenary_client::participant::Onlooker;
use plenary_tests::{
    Process,
    crowd::{Crowd, Moment},
    process::Manner,
};

use super::full_disk::{everybody_marks, saving_is};

const PEOPLE: u32 = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_taken_away_or_replaced_acknowledges_nothing_until_it_is_back()
-> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("plenary.db");
    let log = folder.path().join("server.log");
    let manner = Manner {
        log: Some((log.clone(), "plenary=info")),
        ..Manner::default()
    };
    let server = Process::start(&data, manner).await?;
    let mut crowd = Crowd::gather(&server, &data, PEOPLE).await?;
    let facilitator = Onlooker::connect(&server.api()?, (&crowd.created).into()).await?;
    crowd.mark(20, 1, &Moment::default()).await?;

    let moved = folder.path().join("moved.db");
    std::fs::rename(&data, &moved)?;
    everybody_marks(&mut crowd, 1).await?;
    saving_is(&crowd, &facilitator, false).await?;
    // Somebody puts a backup in its place.
    std::fs::copy(&moved, &data)?;
    let (status, reason) = server.answer_to("/readyz").await?;
    ensure!(
        status == 503 && reason.contains("removed or replaced"),
        "{status} {reason}"
    );
    for person in &crowd.people {
        ensure!(
            0 < person.phone.ballot.unacknowledged(),
            "a mark was acknowledged that is in no file"
        );
    }

    std::fs::rename(&moved, &data)?;
    for person in &mut crowd.people {
        person.finish_mark().await?;
    }
    saving_is(&crowd, &facilitator, true).await?;
    ensure!(server.status_of("/readyz").await? == 200);
    server.end().await?;
    let found = crowd.compare().await?;
    assert_eq!((found.lost, found.doubled), (0, 0), "{found:?}");
    let told = std::fs::read_to_string(log)?;
    let lines = |says: &str| told.lines().filter(|line| line.contains(says)).count();
    assert_eq!(
        lines("nothing is saved any more; put it back"),
        2,
        "removed, and replaced: {told}"
    );
    assert_eq!(lines("is back in its place"), 1, "{told}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_idle_server_says_in_its_log_that_its_file_is_gone() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("plenary.db");
    let log = folder.path().join("server.log");
    let manner = Manner {
        log: Some((log.clone(), "plenary=info")),
        ..Manner::default()
    };
    let server = Process::start(&data, manner).await?;
    std::fs::remove_file(&data)?;
    let told = async {
        while !std::fs::read_to_string(&log)?.contains("was removed while the server runs") {
            tokio::task::yield_now().await;
        }
        anyhow::Ok(())
    };
    tokio::time::timeout(plenary_tests::PATIENCE, told).await??;
    ensure!(server.status_of("/readyz").await? == 503);
    Ok(())
}
