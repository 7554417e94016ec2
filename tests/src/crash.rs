//! The harness that kills the server: people mark, the process is killed at random moments, and after each kill the
//! journal is read by itself and compared with what had been acknowledged.
//!
//! Everybody has one mark under way at a time, so the journal must hold exactly what was acknowledged, but for that one
//! mark, which may be there or not.

mod people;
mod process;

use std::path::Path;

use anyhow::{Context, ensure};
use plenary_client::api::Api;
use plenary_protocol::{
    api::CreateWorkshop,
    command::{Command, RoundKind},
    documents::MarkValue,
    entry::{Entry, Event},
    id::{RoundId, WorkshopId},
    workshop::{Cell, Workshop},
};
use plenary_server::journal::{Journal, sqlite::SqliteJournal};
use rand::{Rng, SeedableRng, rngs::StdRng};

use people::{Moment, Person, Told};
use process::Process;

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
    /// Cells compared with the journal, over all kills.
    pub compared: u64,
    /// Acknowledged marks that the journal does not hold.
    pub lost: u64,
    /// Marks that the journal counts more than once.
    pub doubled: u64,
}

/// Runs the plan against the real binary in a folder of its own.
pub async fn run(plan: Plan) -> anyhow::Result<Found> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("plenary.db");
    let mut random = StdRng::seed_from_u64(plan.seed);
    let mut server = Process::start(&data, 0).await?;
    let port = server.port;
    let api = Api::new(server.address()?)?;

    let created = api.create(&new_workshop()).await?;
    let facilitator = api.with_token(&created.facilitator_token);
    let mut people = Vec::new();
    for number in 0..plan.people {
        people.push(Person::join(&api, &created.join_code.to_string(), number).await?);
    }
    let opening = Command::OpenRound {
        framework: "pit-a".parse()?,
        kind: RoundKind::Now,
    };
    let round = facilitator.command(created.workshop, &opening).await?.round;
    let round = round.context("an opened round has an id")?;

    let mut found = Found::default();
    for _ in 0..plan.kills {
        // The stretches are unequal, so that kills fall early and late in the life of a room and of a snapshot.
        let share = plan.marks / u64::from(plan.kills + 1);
        let marks = random.random_range(share..=share * 2);
        let moment = Moment::at(random.random_range(1..=marks));
        let marking = people::mark(&mut people, round, marks, random.random(), &moment);
        people::mark_until(marking, server.killed_at(moment.reached())).await?;
        found.kills += 1;
        compare(&data, created.workshop, round, &people, &mut found).await?;
        server = Process::start(&data, port).await?;
        for person in &mut people {
            person.come_back().await?;
        }
    }
    // Whatever the kills cut short is made up for, so that as many marks are saved as were asked for.
    let saved: u64 = people.iter().map(|person| person.acknowledged).sum();
    let missing = plan.marks.saturating_sub(saved);
    people::mark(
        &mut people,
        round,
        missing,
        random.random(),
        &Moment::default(),
    )
    .await?;
    server.end().await?;
    compare(&data, created.workshop, round, &people, &mut found).await?;
    found.acknowledged = people.iter().map(|person| person.acknowledged).sum();
    Ok(found)
}

fn new_workshop() -> CreateWorkshop {
    CreateWorkshop {
        title: "A server that is killed".to_owned(),
        frameworks: vec!["pit-a".parse().expect("a framework id")],
        ..CreateWorkshop::default()
    }
}

/// Folds the journal without the server, and holds every cell against what its owner was told.
async fn compare(
    data: &Path,
    workshop: WorkshopId,
    round: RoundId,
    people: &[Person],
    found: &mut Found,
) -> anyhow::Result<()> {
    let journal = SqliteJournal::open_for_reading(data)?;
    let entries = journal.entries(workshop, 1).await?;
    let decoded: Vec<(u64, Entry)> = entries
        .iter()
        .map(|(seq, bytes)| Ok((*seq, Entry::decode(bytes)?)))
        .collect::<anyhow::Result<_>>()?;
    let (first, rest) = decoded
        .split_first()
        .context("the journal has a beginning")?;
    let mut folded = Workshop::begin(first.0, &first.1)?;
    for (seq, entry) in rest {
        folded.apply(*seq, entry);
    }
    // What a room would load is what the whole journal folds to.
    let stored = journal
        .load(workshop)
        .await?
        .context("the workshop is there")?;
    if let Some((_, snapshot)) = &stored.snapshot {
        let mut loaded =
            Workshop::from_snapshot(snapshot).context("the snapshot is of this version")?;
        for (seq, bytes) in &stored.entries {
            loaded.apply(*seq, &Entry::decode(bytes)?);
        }
        ensure!(
            loaded.snapshot() == folded.snapshot(),
            "snapshot and tail are the whole journal"
        );
    }

    let tally = &folded.round(round).context("the round is there")?.tally;
    for (index, domain) in tally.domains.iter().enumerate() {
        let mut marked = 0;
        for person in people {
            let cell = folded
                .cells(person.seat(), round)
                .map_or(Cell::NONE, |cells| cells[index]);
            let is_right = match person.told(index) {
                Told::Nothing => cell == Cell::NONE,
                Told::Saved(value) => cell == Cell::of(value, 4),
                Told::NotYet { before, under_way } => {
                    let before = before.map_or(Cell::NONE, |value: MarkValue| Cell::of(value, 4));
                    cell == before || cell == Cell::of(under_way, 4)
                }
            };
            found.compared += 1;
            found.lost += u64::from(!is_right);
            marked += u32::from(cell.is_marked());
        }
        found.doubled += u64::from(domain.marked().saturating_sub(marked));
    }
    for person in people {
        let is_own =
            |event: &Event| matches!(event, Event::Updated { seat, .. } if *seat == person.seat());
        let written = decoded
            .iter()
            .filter(|(_, entry)| is_own(&entry.event))
            .count() as u64;
        found.doubled += written.saturating_sub(person.made);
    }
    Ok(())
}
