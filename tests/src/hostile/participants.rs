//! What somebody can try who has a seat: to fill what all write in, to speak for others, to take away what they wrote,
//! to go on with a key that has ended, and to change who is counted.

use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, bail};
use futures_util::future::{BoxFuture, FutureExt};
use plenary_client::{
    api::Api, connection::Connection, document::Document, error::ClientError, participant::Ticket,
};
use plenary_protocol::{
    api::{CreateWorkshop, Join, NewTables, Recover, WorkshopCreated},
    command::Command,
    documents::DocumentKind,
    limits,
    round::RoundKind,
    run_sheet::StepId,
    seat::Role,
};
use tokio::time::Instant;
use yrs::{Map, MapPrelim, MapRef, WriteTxn};

use super::{Tried, pause};
use crate::{
    details,
    notes::{RawNotes, keys, note, pages},
    working::{self, text},
};

/// A workshop with one table, and people at it.
struct Victim {
    api: Api,
    created: WorkshopCreated,
    people: Vec<Ticket>,
}

impl Victim {
    async fn make(api: &Api, begin: Command) -> anyhow::Result<Self> {
        let created = api
            .create(&CreateWorkshop {
                title: "Beside".to_owned(),
                frameworks: vec!["pit-a".parse()?],
                tables: Some(NewTables::Count(1)),
                ..CreateWorkshop::default()
            })
            .await?;
        let mut victim = Self {
            api: api.clone(),
            created,
            people: Vec::new(),
        };
        victim.command(begin).await?;
        for _ in 0..4 {
            let asked = Join {
                table: Some("t1".parse()?),
                ..details(&victim.created.join_code.to_string(), "civic")
            };
            victim.people.push(api.join(&asked).await?.into());
        }
        Ok(victim)
    }

    async fn command(&self, command: Command) -> anyhow::Result<()> {
        let facilitator = self.api.with_token(&self.created.facilitator_token);
        facilitator.command(self.created.workshop, &command).await?;
        Ok(())
    }

    async fn notes(&self, person: &Ticket) -> anyhow::Result<RawNotes> {
        RawNotes::open(self.api.server(), person).await
    }

    async fn plan(&self, person: &Ticket) -> anyhow::Result<Document> {
        let device = Connection::open(self.api.server()).await?;
        let plan =
            Document::open(&device, person.workshop, DocumentKind::Plan, &person.token).await?;
        plan.synced().await?;
        Ok(plan)
    }
}

/// Where it is tried.
pub(super) struct Victims {
    filled: Victim,
    forged: Victim,
    emptied: Victim,
    stolen: Victim,
    recounted: Victim,
}

impl Victims {
    /// Makes workshops to try it in.
    pub(super) async fn at(api: &Api) -> anyhow::Result<Self> {
        let round = Command::OpenRound {
            framework: "pit-a".parse()?,
            kind: RoundKind::Now,
            domains: None,
        };
        let plan = Command::MoveStep {
            from: StepId::Lobby,
            to: StepId::Plan,
        };
        Ok(Self {
            filled: Victim::make(api, round.clone()).await?,
            forged: Victim::make(api, round.clone()).await?,
            emptied: Victim::make(api, plan).await?,
            stolen: Victim::make(api, round.clone()).await?,
            recounted: Victim::make(api, round).await?,
        })
    }

    /// Begins all of it.
    pub(super) fn begin(
        self,
        until: Instant,
        spawn: &mut impl FnMut(&'static str, BoxFuture<'static, anyhow::Result<Tried>>),
    ) {
        spawn("fills", fills(self.filled, until).boxed());
        spawn("forges", forges(self.forged, until).boxed());
        spawn("deletes", deletes(self.emptied, until).boxed());
        spawn("goes on", goes_on(self.stolen, until).boxed());
        spawn("recounts", recounts(self.recounted, until).boxed());
    }
}

/// Whether to go on: at least once, however long it took to get there.
fn goes_on_until(until: Instant, tried: u64) -> bool {
    tried == 0 || Instant::now() < until
}

/// A shared document that nobody else shall be able to write in: one seat brings keys, others bring client ids.
async fn fills(victim: Victim, until: Instant) -> anyhow::Result<Tried> {
    let [newcomer, one, two, three] = &victim.people[..] else {
        bail!("four sit there")
    };
    let (tried, kept) = (AtomicU64::new(0), AtomicU64::new(0));
    let fill =
        async |person: &Ticket, first: u64, brings: fn(u64, u64) -> anyhow::Result<Vec<u8>>| {
            let mut notes = victim.notes(person).await?;
            let (mut next, mut count) = (first, 512);
            while goes_on_until(until, tried.load(Ordering::Relaxed)) {
                tried.fetch_add(1, Ordering::Relaxed);
                match notes.is_kept(&brings(next, count)?).await? {
                    true => {
                        kept.fetch_add(count, Ordering::Relaxed);
                        next += count;
                    }
                    false => count = (count / 2).max(1),
                }
                pause().await;
            }
            anyhow::Ok(())
        };
    let all_keys = |client, count| Ok(keys(client, count));
    tokio::try_join!(
        fill(one, 1_000_000, all_keys),
        fill(two, 2_000_000, pages),
        fill(three, 3_000_000, pages),
    )?;
    let mut by_newcomer = victim.notes(newcomer).await?;
    let is_open = by_newcomer.is_kept(&note(9, "and", "I")).await?;
    let tried = tried.into_inner();
    Ok(Tried {
        what: "a document filled by others",
        times: tried,
        tried: format!("{tried} times, keys and pages"),
        bound: "a newcomer writes".to_owned(),
        seen: format!(
            "{} kept, the newcomer {}",
            kept.into_inner(),
            if is_open { "too" } else { "not" }
        ),
        held: is_open,
    })
}

/// Writing under the client id of somebody else, before them and after them.
async fn forges(victim: Victim, until: Instant) -> anyhow::Result<Tried> {
    let mut by_owner = victim.notes(&victim.people[0]).await?;
    let mut by_forger = victim.notes(&victim.people[1]).await?;
    let (mut tried, mut kept, mut lost) = (0, 0, 0);
    let mut client = 1_000;
    while goes_on_until(until, tried) && client < 1_000 + limits::CLIENTS_PER_SEAT as u64 {
        lost += u64::from(
            !by_owner
                .is_kept(&note(client, "why", "we meet weekly"))
                .await?,
        );
        for forged in [
            note(client, "why", "we never meet."),
            note(client, "how", "we meet weekly"),
            keys(client, 3),
        ] {
            tried += 1;
            kept += u64::from(by_forger.is_kept(&forged).await?);
        }
        client += 1;
        pause().await;
    }
    Ok(Tried {
        what: "writing under another's client id",
        times: tried,
        tried: format!("{tried} times"),
        bound: "none is kept".to_owned(),
        seen: format!("{kept} kept, {lost} of the owner's refused"),
        held: kept == 0 && lost == 0,
    })
}

const ACTIONS: usize = 50;

/// Deleting what others added to the plan.
async fn deletes(victim: Victim, until: Instant) -> anyhow::Result<Tried> {
    let plan = victim.plan(&victim.people[0]).await?;
    for number in 0..ACTIONS {
        let what = [("what", text("Offer evening slots"))];
        working::add(&plan, "actions", &format!("a{number}"), &what).await?;
    }
    plan.saved().await?;
    let mut tried = 0;
    while goes_on_until(until, tried) {
        let plan = victim.plan(&victim.people[1]).await?;
        let is_replacing = tried % 2 == 1;
        plan.edit(move |_, transaction| {
            let actions = transaction.get_or_insert_map("actions");
            for number in 0..ACTIONS {
                let id = format!("a{number}");
                if is_replacing {
                    let _: MapRef = actions.insert(transaction, id, MapPrelim::default());
                } else {
                    actions.remove(transaction, &id);
                }
            }
        })
        .await?;
        // Refused, or it would be seen below.
        drop(plan.saved().await);
        tried += 1;
        pause().await;
    }
    let facilitator = victim.api.with_token(&victim.created.facilitator_token);
    let left = facilitator.plan(victim.created.workshop).await?.actions;
    Ok(Tried {
        what: "deleting everybody's actions",
        times: tried,
        tried: format!("{tried} times all {ACTIONS}"),
        bound: format!("{ACTIONS} stand"),
        seen: format!("{} stand", left.len()),
        held: left.len() == ACTIONS,
    })
}

/// Going on with a key that newer ones pushed out.
async fn goes_on(victim: Victim, until: Instant) -> anyhow::Result<Tried> {
    let thief = victim.people[0].clone();
    let mut words = thief.recovery_words.clone().context("told on joining")?;
    let (mut ended, mut kept) = (0, 0);
    let mut key = thief;
    while goes_on_until(until, ended) {
        let mut notes = victim.notes(&key).await?;
        let is_open = notes.is_kept(&note(50_000 + ended, "k", "v")).await?;
        anyhow::ensure!(is_open, "a key that is good opens the notes");
        for _ in 0..limits::TOKENS_PER_SEAT {
            let asked = Recover {
                code: victim.created.join_code.to_string(),
                recovery_words: words.clone(),
            };
            let newer: Ticket = victim.api.recover(&asked).await?.into();
            words = newer.recovery_words.clone().unwrap_or(words);
            key = newer;
        }
        let late = notes.is_kept(&note(60_000 + ended, "k", "w")).await;
        kept += u64::from(matches!(late, Ok(true)));
        ended += 1;
    }
    Ok(Tried {
        what: "writing with a key that has ended",
        times: ended,
        tried: format!("{ended} times"),
        bound: "none is kept".to_owned(),
        seen: format!("{kept} kept"),
        held: kept == 0,
    })
}

/// Changing who is counted while something can be compared.
async fn recounts(victim: Victim, until: Instant) -> anyhow::Result<Tried> {
    let seat = victim.people[0].seat;
    let (mut tried, mut taken) = (0, 0);
    let facilitator = (victim.api).with_token(&victim.created.facilitator_token);
    while goes_on_until(until, tried) {
        let role = Role::Observer;
        let asked = Command::SetRole { seat, role };
        match facilitator.command(victim.created.workshop, &asked).await {
            Ok(_) => taken += 1,
            // Refused by the workshop, or because somebody who asks so much is made to wait.
            Err(ClientError::Problem(problem)) if matches!(problem.status, 409 | 429) => {}
            Err(other) => return Err(other.into()),
        }
        tried += 1;
        pause().await;
    }
    Ok(Tried {
        what: "changing who is counted",
        times: tried,
        tried: format!("{tried} times in an open round"),
        bound: "never".to_owned(),
        seen: format!("{taken} times"),
        held: taken == 0,
    })
}
