//! A crowd that marks on a real server, and whose every mark is afterwards looked for in the server's journal.
//!
//! Everybody has one mark under way at a time, so the journal must hold exactly what was acknowledged, but for that one
//! mark, which may be there or not.

mod comparison;
mod person;

use std::path::{Path, PathBuf};

use anyhow::Context;
use plenary_client::api::Api;
use plenary_protocol::{
    api::{CreateWorkshop, WorkshopCreated},
    command::Command,
    id::{RoundId, WorkshopId},
    limits,
    round::RoundKind,
    workshop::Workshop,
};

pub use comparison::Comparison;
pub use person::{Moment, Person, Told};

use plenary_server::journal::{
    Journal,
    redis::{RedisJournal, RedisUrl, Trimming},
    sqlite::SqliteJournal,
};

use crate::Process;

/// People in one workshop with one open round.
#[derive(Debug)]
pub struct Crowd {
    /// Those who mark.
    pub people: Vec<Person>,
    /// What the organiser was told.
    pub created: WorkshopCreated,
    /// The calls of the facilitator.
    pub facilitator: Api,
    /// The round that is open.
    pub round: RoundId,
    kept: Kept,
}

/// Where a crowd's server keeps its journal, to be read past the server.
#[derive(Debug, Clone)]
pub enum Kept {
    /// In a file.
    File(PathBuf),
    /// In a Redis.
    Redis(RedisUrl),
}

impl Kept {
    async fn journal(&self) -> anyhow::Result<Box<dyn Journal>> {
        Ok(match self {
            Self::File(file) => Box::new(SqliteJournal::open_for_reading(file)?),
            Self::Redis(url) => Box::new(RedisJournal::open(url, Trimming::Never).await?),
        })
    }
}

impl Crowd {
    /// Makes a workshop on a server that keeps it in this file, lets so many people in and opens a round.
    pub async fn gather(server: &Process, data: &Path, people: u32) -> anyhow::Result<Self> {
        Self::gather_at(server.api()?, Kept::File(data.to_owned()), people).await
    }

    /// Makes a workshop at this address, lets so many people in and opens a round.
    pub async fn gather_at(api: Api, kept: Kept, people: u32) -> anyhow::Result<Self> {
        let asked = CreateWorkshop {
            title: "A server in trouble".to_owned(),
            frameworks: vec!["pit-a".parse()?],
            ..CreateWorkshop::default()
        };
        let created = api.create(&asked).await?;
        let facilitator = api.with_token(&created.facilitator_token);
        let code = created.join_code.to_string();
        let admit_all = Command::AdmitAll {
            minutes: limits::ADMIT_MINUTES,
        };
        facilitator.command(created.workshop, &admit_all).await?;
        let mut marking = Vec::new();
        for number in 0..people {
            marking.push(Person::join(&api, &code, number).await?);
        }
        let opening = Command::OpenRound {
            framework: "pit-a".parse()?,
            kind: RoundKind::Now,
            domains: None,
        };
        let round = facilitator.command(created.workshop, &opening).await?.round;
        Ok(Self {
            people: marking,
            created,
            facilitator,
            round: round.context("an opened round has an id")?,
            kept,
        })
    }

    /// Its workshop.
    pub fn workshop(&self) -> WorkshopId {
        self.created.workshop
    }

    /// Everybody marks at once, until so many marks have been made in all or the server has gone.
    pub async fn mark(&mut self, marks: u64, seed: u64, moment: &Moment) -> anyhow::Result<()> {
        person::mark(&mut self.people, self.round, marks, seed, moment).await
    }

    /// Lets people mark while something is done to the server.
    pub async fn mark_while(
        &mut self,
        marks: u64,
        seed: u64,
        moment: &Moment,
        happening: impl Future<Output = anyhow::Result<()>>,
    ) -> anyhow::Result<()> {
        let (marked, happened) = tokio::join!(self.mark(marks, seed, moment), happening);
        happened?;
        marked
    }

    /// Everybody opens their socket again; what was under way is sent, and said to be saved.
    pub async fn come_back(&mut self) -> anyhow::Result<()> {
        for person in &mut self.people {
            person.come_back().await?;
        }
        Ok(())
    }

    /// Marks that were acknowledged in all.
    pub fn acknowledged(&self) -> u64 {
        self.people.iter().map(|person| person.acknowledged).sum()
    }

    /// What the journal folds to, read past the server.
    pub async fn folded(&self) -> anyhow::Result<Workshop> {
        let journal = self.kept.journal().await?;
        comparison::folded(&*journal, self.workshop()).await
    }

    /// People at each level, domain by domain, counted from what they were told.
    pub fn recount(&self) -> Vec<Vec<u32>> {
        person::recount(&self.people)
    }

    /// Reads the journal by itself, and holds every cell against what its owner was told.
    pub async fn compare(&self) -> anyhow::Result<Comparison> {
        let journal = self.kept.journal().await?;
        comparison::compare(&*journal, self.workshop(), self.round, &self.people).await
    }
}
