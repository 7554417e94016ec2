//! A workshop of twelve people in which something of everything has happened.

use anyhow::Context;
use plenary_client::participant::Participant;
use plenary_protocol::{
    command::Command,
    commitment::Terms,
    documents::{DocumentKind, MarkValue},
    id::{MapId, RoundId},
    round::{Grouping, RevealLevel, RoundKind},
    run_sheet::StepId,
};
use plenary_tests::{
    TestServer, Workshop,
    working::{add, open, text, value},
};

/// A workshop that has been through everything: rounds that were shown, a map with losses, a plan with an action that was
/// accepted and placed.
pub(super) struct Whole {
    pub(super) workshop: Workshop,
    pub(super) people: Vec<Participant>,
    /// The latest round by the framework itself.
    pub(super) round: RoundId,
    pub(super) map: MapId,
}

impl Whole {
    pub(super) async fn play(server: &TestServer) -> anyhow::Result<Self> {
        let workshop = Workshop::begin(server).await?;
        let mut people = workshop.people(6, "civic").await?;
        people.extend(workshop.people(6, "health-care").await?);
        let now =
            mark_and_show(&workshop, &people, RoundKind::Now, |person| 1 + person % 3).await?;
        mark_and_show(&workshop, &people, RoundKind::Needed, |person| {
            3 + person % 2
        })
        .await?;
        let round =
            mark_and_show(&workshop, &people, RoundKind::Now, |person| 2 + person % 2).await?;
        let agree = Command::Agree {
            round: now,
            domain: workshop.domain(0).clone(),
            level: Some(2),
            because: "most of us".to_owned(),
        };
        workshop.command(agree).await?;
        let map = draw_map(&workshop, &people[0]).await?;
        accept_an_action(&workshop, &people[1]).await?;
        ask_and_show(&workshop, &people, Command::OpenLosses { map, steps: None }).await?;
        ask_and_show(
            &workshop,
            &people,
            Command::OpenPriorities { actions: None },
        )
        .await?;
        Ok(Self {
            workshop,
            people,
            round,
            map,
        })
    }

    /// The path of a call with its parameters put in.
    pub(super) fn there(&self, path: &str) -> String {
        let filled = [
            ("{workshop}", self.workshop.id().to_string()),
            ("{map}", self.map.to_string()),
            ("{id}", self.workshop.framework.id.to_string()),
            ("{code}", self.workshop.code()),
            ("{file}", "record.json".to_owned()),
        ];
        filled.iter().fold(path.to_owned(), |path, (name, value)| {
            path.replace(name, value)
        })
    }
}

async fn mark_and_show(
    workshop: &Workshop,
    people: &[Participant],
    kind: RoundKind,
    level: impl Fn(u8) -> u8,
) -> anyhow::Result<RoundId> {
    let framework = workshop.framework.id.clone();
    let command = Command::OpenRound {
        framework,
        kind,
        domains: None,
    };
    let round = workshop.command(command).await?.round.context("a round")?;
    let levels: Vec<u8> = (0..).take(people.len()).map(level).collect();
    workshop.mark(people, round, 0, &levels).await?;
    workshop.mark(people, round, 1, &levels).await?;
    workshop.close(round).await?;
    let level = RevealLevel::Groups;
    workshop
        .reveal(round, level, Some(Grouping::Sector))
        .await?;
    Ok(round)
}

/// Everybody marks all that was made of the map or of the plan, and it is shown.
async fn ask_and_show(
    workshop: &Workshop,
    people: &[Participant],
    ask: Command,
) -> anyhow::Result<()> {
    let api = &workshop.facilitator.api;
    let round = workshop.command(ask).await?.round.context("a round")?;
    let session = api.session(workshop.id()).await?;
    let asked = session.rounds.iter().find(|known| known.round == round);
    let made = &asked.context("the round is told")?.framework;
    let made = api.workshop_framework(workshop.id(), made).await?;
    for person in people {
        for domain in &made.domains {
            let mark = MarkValue::Level(3);
            person.ballot.mark(round, &domain.id, mark).await?;
        }
        person.ballot.saved().await?;
    }
    workshop.close(round).await?;
    workshop.reveal(round, RevealLevel::Pooled, None).await
}

async fn go_to(workshop: &Workshop, to: StepId) -> anyhow::Result<()> {
    let session = workshop.facilitator.api.session(workshop.id()).await?;
    let from = session.run_sheet.current;
    workshop.command(Command::MoveStep { from, to }).await?;
    Ok(())
}

async fn draw_map(workshop: &Workshop, person: &Participant) -> anyhow::Result<MapId> {
    let title = "Stop smoking".to_owned();
    let made = workshop.command(Command::CreateMap { title }).await?;
    let map = made.map.context("a map")?;
    go_to(workshop, StepId::Map).await?;
    let document = open(person, DocumentKind::Map(map)).await?;
    let fields = [
        ("kind", value("step")),
        ("name", text("Referral")),
        ("order", value("a1")),
    ];
    add(&document, "steps", "refer", &fields).await?;
    document.saved().await?;
    Ok(map)
}

async fn accept_an_action(workshop: &Workshop, owner: &Participant) -> anyhow::Result<()> {
    go_to(workshop, StepId::Plan).await?;
    let plan = open(owner, DocumentKind::Plan).await?;
    let fields = [
        ("what", text("Offer evening slots")),
        ("owner", value(format!("seat/{}/Amina", owner.ticket.seat))),
        ("implement_by", value("2027-03-31")),
        ("measure", text("People who miss their first visit")),
        ("order", value("a1")),
    ];
    add(&plan, "actions", "evening", &fields).await?;
    plan.saved().await?;
    let planned = owner.api.plan(workshop.id()).await?;
    let accept = Command::AcceptAction {
        action: "evening".parse()?,
        terms: Terms::of(&planned.actions[0].action),
        name: "Amina, Halton Council".to_owned(),
    };
    owner.api.command(workshop.id(), &accept).await?;
    Ok(())
}
