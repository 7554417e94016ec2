//! The harness that kills the server: people mark, the process is killed at random moments, and after each kill the
//! journal is read by itself and compared with what had been acknowledged.

use rand::{Rng, SeedableRng, rngs::StdRng};

use crate::{
    Process,
    crowd::{Comparison, Crowd, Moment},
    process::Manner,
};

/// What is done to the server.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How often it is killed.
    pub kills: u32,
    /// Marks made in all.
    pub marks: u64,
    /// People who make them.
    pub people: u32,
    /// The seed of the moments.
    pub seed: u64,
}

/// What came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Found {
    /// Kills by SIGKILL.
    pub kills: u32,
    /// Marks that were acknowledged.
    pub acknowledged: u64,
    /// The journal after each kill and at the end, held against what people were told.
    pub compared: Comparison,
}

/// Runs the plan against the real binary in a folder of its own.
pub async fn run(plan: Plan) -> anyhow::Result<Found> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("plenary.db");
    let mut random = StdRng::seed_from_u64(plan.seed);
    let mut server = Process::start(&data, Manner::default()).await?;
    let port = server.port;
    let mut crowd = Crowd::gather(&server, &data, plan.people).await?;

    let mut found = Found::default();
    for _ in 0..plan.kills {
        // The stretches are unequal, so that kills fall early and late in the life of a room and of a snapshot.
        let share = plan.marks / u64::from(plan.kills + 1);
        let marks = random.random_range(share..=share * 2);
        let moment = Moment::at(random.random_range(1..=marks));
        let killed = server.killed_at(moment.reached());
        crowd
            .mark_while(marks, random.random(), &moment, killed)
            .await?;
        found.kills += 1;
        found.compared += crowd.compare().await?;
        let manner = Manner {
            port,
            ..Manner::default()
        };
        server = Process::start(&data, manner).await?;
        crowd.come_back().await?;
    }
    // Whatever the kills cut short is made up for, so that as many marks are saved as were asked for.
    let missing = plan.marks.saturating_sub(crowd.acknowledged());
    crowd
        .mark(missing, random.random(), &Moment::default())
        .await?;
    server.end().await?;
    found.compared += crowd.compare().await?;
    found.acknowledged = crowd.acknowledged();
    Ok(found)
}
