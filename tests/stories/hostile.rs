//! Everything that strangers and participants can do at once costs an honest workshop beside it nothing that it said. `make hostile` is
//! the long form, and the one with figures.

use std::time::Duration;

use plenary_tests::hostile::{MEMORY_MEGABYTES, Plan, run};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_tried_at_once_nothing_is_lost_and_every_bound_holds() -> anyhow::Result<()> {
    let found = run(Plan {
        people: 20,
        each: Duration::from_secs(4),
    })
    .await?;
    for attack in &found.attacks {
        assert!(attack.holds(), "{attack:?}");
    }
    assert_eq!(found.attacks.len(), 14);
    assert_eq!((found.compared.lost, found.compared.doubled), (0, 0));
    assert!(0 < found.acknowledged);
    assert!(
        found.memory_megabytes <= MEMORY_MEGABYTES,
        "{} MB",
        found.memory_megabytes
    );
    Ok(())
}
