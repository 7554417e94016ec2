//! A server that is killed in the middle of marking.

use plenary_tests::crash::{Plan, run};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_was_acknowledged_is_in_the_journal_after_each_kill() -> anyhow::Result<()> {
    // A small run of what `make crash` does at length.
    let found = run(Plan {
        kills: 4,
        marks: 6_000,
        people: 20,
        seed: 7,
    })
    .await?;
    assert_eq!(found.kills, 4);
    assert!(found.acknowledged > 1_000, "{found:?}");
    assert_eq!(
        (found.compared.lost, found.compared.doubled),
        (0, 0),
        "{found:?}"
    );
    Ok(())
}
