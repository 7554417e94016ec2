//! What somebody can try who has a seat: to fill what all write in, to speak for others, to take away what they wrote,
//! to go on with a key that has ended, and to change who is counted.

use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Context;
use plenary_client::{
    api::Api,
    connection::Connection,
    participant::{Participant, Ticket},
};
use plenary_protocol::{
    api::{CreateWorkshop, Join, NewTables, Recover, WorkshopCreated},
    command::{Command, RoundKind},
    documents::DocumentKind,
    limits,
    run_sheet::StepId,
    seat::Role,
};
use tokio::time::{Instant, sleep};
use yrs::{Map, MapPrelim, MapRef, WriteTxn};

use super::{Tried, attacks::Attacks};
use crate::{
    details,
    notes::{RawNotes, keys, note, pages},
    working::{self, text},
};

/// A workshop with one table whose notes are open.
struct Victim {
    api: Api,
    created: WorkshopCreated,
}

impl Victim {
    async fn make(api: &Api) -> anyhow::Result<Self> {
        let created = api
            .create(&CreateWorkshop {
                title: "Beside".to_owned(),
                frameworks: vec!["pit-a".parse()?],
                tables: Some(NewTables::Count(1)),
                ..CreateWorkshop::default()
            })
            .await?;
        Ok(Self {
            api: api.clone(),
            created,
        })
    }

    async fn command(&self, command: Command) -> anyhow::Result<()> {
        let facilitator = self.api.with_token(&self.created.facilitator_token);
        facilitator.command(self.created.workshop, &command).await?;
        Ok(())
    }

    async fn open_round(&self) -> anyhow::Result<()> {
        self.command(Command::OpenRound {
            framework: "pit-a".parse()?,
            kind: RoundKind::Now,
            domains: None,
        })
        .await
    }

    fn details(&self) -> anyhow::Result<Join> {
        Ok(Join {
            table: Some("t1".parse()?),
            ..details(&self.created.join_code.to_string(), "civic")
        })
    }

    async fn joins(&self) -> anyhow::Result<Ticket> {
        Ok(self.api.join(&self.details()?).await?.into())
    }
}

/// Begins all of them.
pub(super) async fn begin(api: &Api, until: Instant, attacks: &mut Attacks) -> anyhow::Result<()> {
    attacks.spawn(fills(Victim::make(api).await?, until));
    attacks.spawn(forges(Victim::make(api).await?, until));
    attacks.spawn(deletes(Victim::make(api).await?, until));
    attacks.spawn(goes_on(Victim::make(api).await?, until));
    attacks.spawn(recounts(Victim::make(api).await?, until));
    Ok(())
}

/// As fast as a pace lets somebody who has nothing to lose.
async fn pause() {
    sleep(std::time::Duration::from_millis(20)).await;
}

/// A shared document that nobody else shall be able to write in: one seat brings keys, others bring client ids.
async fn fills(victim: Victim, until: Instant) -> anyhow::Result<Tried> {
    victim.open_round().await?;
    let newcomer = victim.joins().await?;
    let (tried, kept) = (AtomicU64::new(0), AtomicU64::new(0));
    let fill =
        async |person: Ticket, first: u64, brings: fn(u64, u64) -> anyhow::Result<Vec<u8>>| {
            let mut notes = RawNotes::open(victim.api.server(), &person).await?;
            let (mut next, mut count) = (first, 512);
            while Instant::now() < until {
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
    let people = [
        victim.joins().await?,
        victim.joins().await?,
        victim.joins().await?,
    ];
    let [one, two, three] = people;
    tokio::try_join!(
        fill(one, 1_000_000, all_keys),
        fill(two, 2_000_000, pages),
        fill(three, 3_000_000, pages),
    )?;
    let mut by_newcomer = RawNotes::open(victim.api.server(), &newcomer).await?;
    let is_open = by_newcomer.is_kept(&note(9, "and", "I")).await?;
    Ok(Tried {
        what: "a document filled by others",
        tried: format!("{} times, keys and pages", tried.into_inner()),
        bound: "a newcomer writes".to_owned(),
        seen: format!(
            "{} kept, the newcomer {}",
            kept.into_inner(),
            if is_open { "too" } else { "not" }
        ),
        holds: is_open,
    })
}

/// Writing under the client id of somebody else, before them and after them.
async fn forges(victim: Victim, until: Instant) -> anyhow::Result<Tried> {
    victim.open_round().await?;
    let (owner, forger) = (victim.joins().await?, victim.joins().await?);
    let mut by_owner = RawNotes::open(victim.api.server(), &owner).await?;
    let mut by_forger = RawNotes::open(victim.api.server(), &forger).await?;
    let (mut tried, mut kept, mut lost) = (0, 0, 0);
    let mut client = 1_000;
    while Instant::now() < until && client < 1_000 + limits::CLIENTS_PER_SEAT as u64 {
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
        tried: format!("{tried} times"),
        bound: "none is kept".to_owned(),
        seen: format!("{kept} kept, {lost} of the owner's refused"),
        holds: kept == 0 && lost == 0,
    })
}

const ACTIONS: usize = 50;

/// Deleting what others added to the plan.
async fn deletes(victim: Victim, until: Instant) -> anyhow::Result<Tried> {
    victim
        .command(Command::MoveStep {
            from: StepId::Lobby,
            to: StepId::Plan,
        })
        .await?;
    let owner = Participant::join(&victim.api, &victim.details()?).await?;
    let plan = working::open(&owner, DocumentKind::Plan).await?;
    for number in 0..ACTIONS {
        let what = [("what", text("Offer evening slots"))];
        working::add(&plan, "actions", &format!("a{number}"), &what).await?;
    }
    plan.saved().await?;
    let vandal = victim.joins().await?;
    let mut tried = 0;
    while Instant::now() < until {
        let device = Connection::open(victim.api.server()).await?;
        let plan = device
            .named(vandal.workshop, DocumentKind::Plan, &vandal.token)
            .await?;
        plan.synced().await?;
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
        tried: format!("{tried} times all {ACTIONS}"),
        bound: format!("{ACTIONS} stand"),
        seen: format!("{} stand", left.len()),
        holds: left.len() == ACTIONS,
    })
}

/// Going on with a key that newer ones pushed out.
async fn goes_on(victim: Victim, until: Instant) -> anyhow::Result<Tried> {
    victim.open_round().await?;
    let thief = victim.joins().await?;
    let mut words = thief.recovery_words.clone().context("told on joining")?;
    let (mut ended, mut kept) = (0, 0);
    let mut key = thief;
    while Instant::now() < until {
        let mut notes = RawNotes::open(victim.api.server(), &key).await?;
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
        tried: format!("{ended} times"),
        bound: "none is kept".to_owned(),
        seen: format!("{kept} kept"),
        holds: kept == 0,
    })
}

/// Changing who is counted while something can be compared.
async fn recounts(victim: Victim, until: Instant) -> anyhow::Result<Tried> {
    victim.open_round().await?;
    let seat = victim.joins().await?.seat;
    let (mut tried, mut taken) = (0, 0);
    while Instant::now() < until {
        let role = Role::Observer;
        let asked = victim.command(Command::SetRole { seat, role }).await;
        taken += u64::from(asked.is_ok());
        tried += 1;
        pause().await;
    }
    Ok(Tried {
        what: "changing who is counted",
        tried: format!("{tried} times in an open round"),
        bound: "never".to_owned(),
        seen: format!("{taken} times"),
        holds: taken == 0,
    })
}
