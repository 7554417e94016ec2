//! Lets the planned people join, mark and leave their marks with the server, over one real socket each.

use std::{sync::Arc, time::Duration};

use futures_util::{StreamExt, TryStreamExt, stream};
use plenary_protocol::{
    api::{CreateWorkshop, Join, WorkshopCreated},
    command::Command,
    framework::{Framework, FrameworkId},
    id::RoundId,
    limits,
    round::{Grouping, RevealLevel, RoundKind},
    seat::Sector,
    views::ResultsView,
};
use tokio::{sync::watch, task::JoinSet, time::Instant};

use super::{
    check::{Compared, compare},
    plan::{Plan, PlanError, PlannedPerson, Size},
    recount::{Sent, recount},
    report::thousands,
    stopwatch::Times,
};
use crate::{
    api::Api,
    document::PATIENCE,
    error::ClientError,
    participant::{Onlooker, Participant},
    views::Views,
};

/// Joins under way at once: enough to keep a server busy, few enough not to look like an attack.
const JOINS_AT_ONCE: usize = 16;
/// A big crowd on a small machine takes its time; beyond this something is broken.
const CROWD_PATIENCE: Duration = Duration::from_secs(300);

/// What is asked of a rehearsal.
#[derive(Debug, Clone)]
pub struct Rehearsal {
    /// People who mark.
    pub participants: u32,
    /// The seed of the plan.
    pub seed: u64,
    /// The framework that is marked.
    pub framework: FrameworkId,
}

/// Why a rehearsal could not be held.
#[derive(Debug, thiserror::Error)]
pub enum RehearsalError {
    /// It cannot be planned.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The server, or the way to it, failed.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// A participant's task broke.
    #[error("a participant failed: {0}")]
    Broken(#[from] tokio::task::JoinError),
}

/// What came of it. The people stay connected as long as it is held.
#[derive(Debug)]
pub struct Outcome {
    /// The workshop that was made.
    pub created: WorkshopCreated,
    /// Each domain with its short name, compared.
    pub domains: Vec<(String, Compared)>,
    /// What the live view says that REST does not; empty where both agree.
    pub view_differences: Vec<String>,
    /// Marks that were sent.
    pub marks_sent: usize,
    /// Marks the server said were durable.
    pub marks_acknowledged: usize,
    /// How long it took until everybody had a seat and a socket.
    pub joining: Duration,
    /// From the opening of the round to the last acknowledgement.
    pub marking: Duration,
    /// From a mark to its acknowledgement.
    pub acknowledged_after: Times,
    /// From the k-th mark sent to the facilitator's screen counting k.
    pub seen_after: Times,
    /// Everybody who took part.
    pub people: Vec<Participant>,
    /// Who opened and revealed the round.
    pub facilitator: Onlooker,
}

impl Outcome {
    /// Whether everything is as it was sent and planted.
    pub fn is_as_planned(&self) -> bool {
        self.marks_sent == self.marks_acknowledged
            && self.view_differences.is_empty()
            && self
                .domains
                .iter()
                .all(|(_, compared)| compared.differences.is_empty())
    }
}

/// Holds a rehearsal. `tell` hears what is being done.
pub async fn rehearse(
    api: &Api,
    asked: &Rehearsal,
    tell: impl Fn(&str),
) -> Result<Outcome, RehearsalError> {
    let framework = Arc::new(api.framework(&asked.framework).await?);
    let created = api.create(&new_workshop(asked)).await?;
    let code = created.join_code.to_string();
    let sectors = api.invitation(&code).await?.sectors;
    let size = Size {
        participants: asked.participants,
        sectors: sectors.len(),
        domains: framework.domains.len(),
        levels: framework.level_count(),
    };
    let plan = Plan::new(size, asked.seed)?;
    let facilitator = Onlooker::connect(api, (&created).into()).await?;
    tell(&format!(
        "workshop {code}: {} people join",
        plan.people.len()
    ));

    // As for any hall: whoever steers knows that a crowd is coming.
    let admit_all = Command::AdmitAll {
        minutes: limits::ADMIT_MINUTES,
    };
    facilitator
        .api
        .command(created.workshop, &admit_all)
        .await?;
    let started = Instant::now();
    let people = join_all(api, &code, &sectors, &plan).await?;
    let joining = started.elapsed();
    tell(&format!(
        "everybody is here after {joining:.1?}; marking is open"
    ));

    let open = Command::OpenRound {
        framework: asked.framework.clone(),
        kind: RoundKind::Now,
        domains: None,
    };
    let started = Instant::now();
    let done = facilitator.api.command(created.workshop, &open).await?;
    let round = done
        .round
        .ok_or_else(|| unreadable("a round was opened and not named"))?;
    let changes = facilitator.watch.changes();
    let seeing = tokio::spawn(see(changes, round, plan.mark_count()));
    let marked = mark_all(&people, &plan, &framework, round).await?;
    let marking = started.elapsed();
    tell(&format!(
        "{} marks are acknowledged; the round is closed and revealed",
        thousands(marked.sent_at.len())
    ));

    let seen_at = tokio::time::timeout(CROWD_PATIENCE, seeing)
        .await
        .map_err(|_| timed_out("all marks on the facilitator's screen"))??;
    let (results, view_differences) = reveal(&facilitator, round).await?;
    let names: Vec<String> = sectors.iter().map(|sector| sector.name.clone()).collect();
    let recounts = recount(&marked.sent, size.domains, size.levels);
    let domains = compare(&plan.domains, &results, &recounts, &names);
    Ok(Outcome {
        created,
        domains: framework
            .domains
            .iter()
            .map(|domain| domain.short_name.clone())
            .zip(domains)
            .collect(),
        view_differences,
        marks_sent: plan.mark_count(),
        marks_acknowledged: marked.sent_at.len(),
        joining,
        marking,
        acknowledged_after: Times::new(marked.acknowledged_after),
        seen_after: seen_after(marked.sent_at, &seen_at),
        people,
        facilitator,
    })
}

fn new_workshop(asked: &Rehearsal) -> CreateWorkshop {
    CreateWorkshop {
        title: format!(
            "Rehearsal with {} people, seed {}",
            asked.participants, asked.seed
        ),
        frameworks: vec![asked.framework.clone()],
        ..CreateWorkshop::default()
    }
}

async fn join_all(
    api: &Api,
    code: &str,
    sectors: &[Sector],
    plan: &Plan,
) -> Result<Vec<Participant>, ClientError> {
    let joins: Vec<Join> = plan
        .people
        .iter()
        .map(|person| Join {
            code: code.to_owned(),
            sector: sectors[person.sector].id.clone(),
            organisation: None,
            name: None,
            table: None,
            role: None,
        })
        .collect();
    stream::iter(joins)
        .map(|asked| async move { Participant::join(api, &asked).await })
        .buffered(JOINS_AT_ONCE)
        .try_collect()
        .await
}

/// What the crowd did.
#[derive(Default)]
struct Marked {
    sent: Vec<Sent>,
    sent_at: Vec<Instant>,
    acknowledged_after: Vec<Duration>,
}

async fn mark_all(
    people: &[Participant],
    plan: &Plan,
    framework: &Arc<Framework>,
    round: RoundId,
) -> Result<Marked, RehearsalError> {
    let mut tasks = JoinSet::new();
    for (participant, planned) in people.iter().zip(&plan.people) {
        tasks.spawn(mark_one(
            participant.clone(),
            planned.clone(),
            framework.clone(),
            round,
        ));
    }
    let mut marked = Marked::default();
    while let Some(one) = tasks.join_next().await {
        let one = one??;
        marked.sent.extend(one.sent);
        marked.sent_at.extend(one.sent_at);
        marked.acknowledged_after.extend(one.acknowledged_after);
    }
    Ok(marked)
}

/// One person's sheet: a mark, its acknowledgement, the next mark.
async fn mark_one(
    participant: Participant,
    planned: PlannedPerson,
    framework: Arc<Framework>,
    round: RoundId,
) -> Result<Marked, ClientError> {
    participant
        .watch
        .wait_for("the opening of the round", CROWD_PATIENCE, |views| {
            views.open_round() == Some(round)
        })
        .await?;
    let mut marked = Marked::default();
    let domains = framework.domains.iter().map(|domain| &domain.id);
    for (domain, value) in domains.zip(&planned.marks) {
        let sent_at = Instant::now();
        participant.ballot.mark(round, domain, *value).await?;
        participant.ballot.saved().await?;
        marked.sent_at.push(sent_at);
        marked.acknowledged_after.push(sent_at.elapsed());
    }
    // Read back from the replica, so that the recount is of what went out and not of the plan.
    let mut sent = Vec::new();
    for domain in framework.domains.iter().map(|domain| &domain.id) {
        sent.extend(participant.ballot.marked(round, domain).await?);
    }
    marked.sent.push(Sent {
        sector: planned.sector,
        marks: sent,
    });
    Ok(marked)
}

/// Notes when the facilitator's progress reached which number, until it has reached all of them.
async fn see(
    mut views: watch::Receiver<Views>,
    round: RoundId,
    expected: usize,
) -> Vec<(Instant, usize)> {
    let mut seen = Vec::new();
    loop {
        let marked = marks_shown(&views.borrow_and_update(), round);
        if seen.last().is_none_or(|(_, before)| *before < marked) {
            seen.push((Instant::now(), marked));
        }
        if expected <= marked || views.changed().await.is_err() {
            return seen;
        }
    }
}

fn marks_shown(views: &Views, round: RoundId) -> usize {
    views.progress(round).map_or(0, |progress| {
        progress
            .domains
            .iter()
            .map(|domain| domain.marked as usize)
            .sum()
    })
}

/// For each mark in the order of sending, how long until the screen counted that many.
fn seen_after(mut sent_at: Vec<Instant>, seen_at: &[(Instant, usize)]) -> Times {
    sent_at.sort();
    let waits = sent_at.iter().zip(1..).filter_map(|(sent, count)| {
        let first = seen_at.partition_point(|(_, seen)| *seen < count);
        let (seen, _) = seen_at.get(first)?;
        Some(seen.saturating_duration_since(*sent))
    });
    Times::new(waits.collect())
}

async fn reveal(
    facilitator: &Onlooker,
    round: RoundId,
) -> Result<(ResultsView, Vec<String>), ClientError> {
    let workshop = facilitator.ticket.workshop;
    let by = Some(Grouping::Sector);
    let level = RevealLevel::Groups;
    for command in [
        Command::CloseRound { round },
        Command::Reveal { round, level, by },
    ] {
        facilitator.api.command(workshop, &command).await?;
    }
    let results = facilitator.api.results(workshop, Some(round), by).await?;
    let views = facilitator
        .watch
        .wait_for("the revealed results", PATIENCE, |views| {
            let shown = views.results(round);
            shown.is_some_and(|shown| shown.revealed == Some(level))
        })
        .await?;
    let live = views.results(round).map(|live| &live.domains);
    let differences: Vec<String> = results
        .domains
        .iter()
        .enumerate()
        .filter(|(index, domain)| live.and_then(|live| live.get(*index)) != Some(*domain))
        .map(|(_, domain)| format!("{}: the live view and REST differ", domain.domain))
        .collect();
    Ok((results, differences))
}

fn unreadable(reason: &str) -> ClientError {
    ClientError::Unreadable {
        call: "commands".to_owned(),
        reason: reason.to_owned(),
    }
}

fn timed_out(awaited: &str) -> ClientError {
    ClientError::TimedOut {
        awaited: awaited.to_owned(),
        timeout: CROWD_PATIENCE,
        seen: "fewer".to_owned(),
    }
}
