//! A disk that is full while the real server runs: its writes fail, everybody is told, and nothing is lost.

use anyhow::ensure;
use plenary_client::participant::Onlooker;
use plenary_protocol::{command::Command, documents::MarkValue};
use plenary_tests::{
    PATIENCE, Process,
    crowd::{Crowd, Moment},
    details,
    process::Manner,
};

use super::{expect, problem};

const PEOPLE: u32 = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_told_to_everybody_and_everything_held_is_saved_afterwards()
-> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("plenary.db");
    let server = Process::start(&data, Manner::default()).await?;
    let mut crowd = Crowd::gather(&server, &data, PEOPLE).await?;
    let facilitator = Onlooker::connect(&server.api()?, (&crowd.created).into()).await?;
    crowd.mark(400, 1, &Moment::default()).await?;
    let before = crowd.compare().await?;

    // Not one byte more.
    server.limit_file_size(Some(0))?;
    everybody_marks(&mut crowd, 1).await?;
    saving_is(&crowd, &facilitator, false).await?;

    let focus = Command::Focus { domain: None };
    let refused = problem(crowd.facilitator.command(crowd.workshop(), &focus)).await;
    expect(&refused, 503, "unavailable", "cannot save");
    let code = crowd.created.join_code.to_string();
    let newcomer = problem(server.api()?.join(&details(&code, "civic"))).await;
    expect(&newcomer, 503, "unavailable", "cannot save");
    // Each probe tries to write, and so shows that the disk is still full.
    for _ in 0..3 {
        ensure!(server.status_of("/readyz").await? == 503);
    }
    for person in &crowd.people {
        ensure!(
            0 < person.phone.ballot.unacknowledged(),
            "a mark was acknowledged that is on no disk"
        );
    }
    let during = crowd.compare().await?;
    assert_eq!((during.entries, during.lost), (before.entries, 0));

    server.limit_file_size(None)?;
    for person in &mut crowd.people {
        person.finish_mark().await?;
    }
    saving_is(&crowd, &facilitator, true).await?;
    ensure!(server.status_of("/readyz").await? == 200);
    let after = crowd.compare().await?;
    assert_eq!((after.lost, after.doubled), (0, 0));
    assert_eq!(after.entries, before.entries + u64::from(PEOPLE));
    crowd.facilitator.command(crowd.workshop(), &focus).await?;

    // A disk with room for part of a commit: what was written of it must not be taken for an entry.
    for room_bytes in [1, 100, 4_200, 6_000] {
        let log_bytes = std::fs::metadata(data.with_extension("db-wal"))?.len();
        server.limit_file_size(Some(log_bytes + room_bytes))?;
        // Marks, until one does not fit.
        while server.status_of("/readyz").await? == 200 {
            crowd.people[0]
                .begin_mark(crowd.round, 2, MarkValue::Unsure)
                .await?;
        }
        // It may have been the probe's own write that did not; then no mark does either.
        crowd.people[0]
            .begin_mark(crowd.round, 3, MarkValue::Unsure)
            .await?;
        saving_is(&crowd, &facilitator, false).await?;
        server.limit_file_size(None)?;
        crowd.people[0].finish_mark().await?;
        saving_is(&crowd, &facilitator, true).await?;
    }
    crowd.mark(200, 2, &Moment::default()).await?;
    server.end().await?;
    let found = crowd.compare().await?;
    assert_eq!((found.lost, found.doubled), (0, 0), "{found:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_is_full_from_the_start_is_not_ready() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let server = Process::start(&folder.path().join("plenary.db"), Manner::default()).await?;
    server.limit_file_size(Some(0))?;
    // Nobody has asked for anything yet.
    let (status, reason) = server.answer_to("/readyz").await?;
    assert_eq!(
        (status, reason.trim()),
        (503, "not saving: the journal cannot be written")
    );
    server.limit_file_size(None)?;
    ensure!(server.status_of("/readyz").await? == 200);
    Ok(())
}

/// Everybody makes one mark, and nobody waits.
pub(super) async fn everybody_marks(crowd: &mut Crowd, domain: usize) -> anyhow::Result<()> {
    for (person, level) in crowd.people.iter_mut().zip((1..=4).cycle()) {
        person
            .begin_mark(crowd.round, domain, MarkValue::Level(level))
            .await?;
    }
    Ok(())
}

/// Waits until every screen says so.
pub(super) async fn saving_is(
    crowd: &Crowd,
    facilitator: &Onlooker,
    is_saving: bool,
) -> anyhow::Result<()> {
    let watches = crowd.people.iter().map(|person| &person.phone.watch);
    for watch in watches.chain([&facilitator.watch]) {
        watch
            .wait_for("what is said of saving", PATIENCE, |views| {
                views.saving.as_ref().map(|view| view.is_saving) == Some(is_saving)
            })
            .await?;
    }
    Ok(())
}
