//! A workshop on a server, its facilitator, and the people who come.

use anyhow::Context;
use plenary_client::{
    api::Api,
    participant::{Onlooker, Participant, Ticket},
};
use plenary_protocol::{
    api::{CommandDone, CreateWorkshop, Join, NewTables, WorkshopCreated},
    command::Command,
    documents::MarkValue,
    framework::{DomainId, Framework},
    id::{RoundId, WorkshopId},
    round::{Grouping, RevealLevel, RoundKind},
    seat::{Role, SectorId},
    settings::RevealMode,
};

use crate::{PATIENCE, TestServer};

/// A workshop on PIT Tool A, with its facilitator connected.
#[derive(Debug)]
pub struct Workshop {
    /// What the organiser was told.
    pub created: WorkshopCreated,
    /// The facilitator.
    pub facilitator: Onlooker,
    /// What is marked.
    pub framework: Framework,
    api: Api,
}

/// A workshop on PIT Tool A with two tables, as the stories use it.
pub fn new_workshop() -> CreateWorkshop {
    CreateWorkshop {
        title: "Place-based planning".to_owned(),
        frameworks: vec!["pit-a".parse().expect("a framework id")],
        tables: Some(NewTables::Count(2)),
        ..CreateWorkshop::default()
    }
}

/// What somebody says who joins.
pub fn details(code: &str, sector: &str) -> Join {
    Join {
        code: code.to_owned(),
        sector: sector.parse().expect("a sector id"),
        organisation: None,
        name: None,
        table: None,
        role: None,
    }
}

impl Workshop {
    /// Makes the usual workshop.
    pub async fn begin(server: &TestServer) -> anyhow::Result<Self> {
        Self::begin_with(server, &new_workshop()).await
    }

    /// Makes a workshop with this reveal mode.
    pub async fn begin_in(server: &TestServer, reveal: RevealMode) -> anyhow::Result<Self> {
        let asked = CreateWorkshop {
            reveal: Some(reveal),
            ..new_workshop()
        };
        Self::begin_with(server, &asked).await
    }

    /// Makes a workshop as asked.
    pub async fn begin_with(server: &TestServer, asked: &CreateWorkshop) -> anyhow::Result<Self> {
        let api = server.api().clone();
        let created = api.create(asked).await.context("making the workshop")?;
        let facilitator = Onlooker::connect(&api, (&created).into()).await?;
        let framework = api.framework(&asked.frameworks[0]).await?;
        Ok(Self {
            created,
            facilitator,
            framework,
            api,
        })
    }

    /// Its id.
    pub fn id(&self) -> WorkshopId {
        self.created.workshop
    }

    /// Its join code.
    pub fn code(&self) -> String {
        self.created.join_code.to_string()
    }

    /// The n-th domain of its framework, counted from 0.
    pub fn domain(&self, index: usize) -> &DomainId {
        &self.framework.domains[index].id
    }

    /// Somebody from this sector comes in.
    pub async fn person(&self, sector: &str) -> anyhow::Result<Participant> {
        self.person_with(&details(&self.code(), sector)).await
    }

    /// Somebody comes in as asked.
    pub async fn person_with(&self, asked: &Join) -> anyhow::Result<Participant> {
        Participant::join(&self.api, asked)
            .await
            .context("joining as a participant")
    }

    /// Somebody comes to this table.
    pub async fn person_at(&self, sector: &str, table: &str) -> anyhow::Result<Participant> {
        let asked = Join {
            table: Some(table.parse()?),
            ..details(&self.code(), sector)
        };
        self.person_with(&asked).await
    }

    /// Several people from one sector come in.
    pub async fn people(&self, count: usize, sector: &str) -> anyhow::Result<Vec<Participant>> {
        let mut people = Vec::with_capacity(count);
        for _ in 0..count {
            people.push(self.person(sector).await?);
        }
        Ok(people)
    }

    /// Somebody comes to look on.
    pub async fn observer(&self) -> anyhow::Result<Onlooker> {
        let sector: SectorId = "civic".parse()?;
        let asked = Join {
            role: Some(Role::Observer),
            sector,
            ..details(&self.code(), "civic")
        };
        let ticket: Ticket = self.api.join(&asked).await?.into();
        Ok(Onlooker::connect(&self.api, ticket).await?)
    }

    /// The projector is switched on.
    pub async fn screen(&self) -> anyhow::Result<Onlooker> {
        let (_, token) = self
            .created
            .screen_url
            .split_once("#token=")
            .context("the screen's link holds its token")?;
        let ticket = Ticket {
            workshop: self.id(),
            // The projector is never told its seat: it needs none to look.
            seat: self.created.seat,
            token: token.to_owned(),
            recovery_words: None,
        };
        Ok(Onlooker::connect(&self.api, ticket).await?)
    }

    /// The facilitator gives a command.
    pub async fn command(&self, command: Command) -> anyhow::Result<CommandDone> {
        self.facilitator
            .api
            .command(self.id(), &command)
            .await
            .with_context(|| format!("{command:?}"))
    }

    /// The facilitator opens a round.
    pub async fn open_round(&self) -> anyhow::Result<RoundId> {
        let command = Command::OpenRound {
            framework: self.framework.id.clone(),
            kind: RoundKind::Now,
            domains: None,
        };
        let done = self.command(command).await?;
        done.round.context("the round's id")
    }

    /// The facilitator closes a round.
    pub async fn close(&self, round: RoundId) -> anyhow::Result<()> {
        self.command(Command::CloseRound { round }).await?;
        Ok(())
    }

    /// The facilitator shows a round by sector.
    pub async fn reveal_by_sector(&self, round: RoundId) -> anyhow::Result<()> {
        self.reveal(round, RevealLevel::Groups, Some(Grouping::Sector))
            .await
    }

    /// The facilitator shows a round.
    pub async fn reveal(
        &self,
        round: RoundId,
        level: RevealLevel,
        by: Option<Grouping>,
    ) -> anyhow::Result<()> {
        self.command(Command::Reveal { round, level, by }).await?;
        Ok(())
    }

    /// Everybody marks one domain, each their level, and waits until it is saved.
    pub async fn mark(
        &self,
        people: &[Participant],
        round: RoundId,
        domain: usize,
        levels: &[u8],
    ) -> anyhow::Result<()> {
        anyhow::ensure!(people.len() == levels.len(), "a level for everybody");
        for (person, level) in people.iter().zip(levels) {
            person
                .ballot
                .mark(round, self.domain(domain), MarkValue::Level(*level))
                .await?;
            person.ballot.saved().await?;
        }
        Ok(())
    }

    /// Waits until the facilitator sees that so many have marked a domain.
    pub async fn seen(&self, round: RoundId, domain: usize, marked: u32) -> anyhow::Result<()> {
        let awaited = format!("{marked} marks on domain {domain} of {round}");
        self.facilitator
            .watch
            .wait_for(&awaited, PATIENCE, |views| {
                views
                    .progress(round)
                    .is_some_and(|progress| progress.domains[domain].marked == marked)
            })
            .await?;
        Ok(())
    }
}
