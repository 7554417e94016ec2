//! An action plan: what is proposed, who accepts it and on which terms, and what comes first.

use plenary_client::{document::Document, participant::Participant};
use plenary_protocol::{
    command::Command,
    commitment::{ActionStatus, Answer, Missing, Terms},
    consensus::Quarter,
    documents::{DocumentKind, MarkValue},
    framework::{ActionAspect, DomainAbout},
    id::ItemId,
    round::{RevealLevel, RoundKind},
    run_sheet::StepId,
    views::PlannedAction,
};
use plenary_tests::{
    PATIENCE, TestServer, Workshop,
    working::{add, open, set, text, value},
};

use yrs::{Map, MapPrelim, MapRef, WriteTxn};

use super::{expect, problem};

async fn begin_plan(workshop: &Workshop) -> anyhow::Result<()> {
    let from = StepId::Lobby;
    let to = StepId::Plan;
    workshop.command(Command::MoveStep { from, to }).await?;
    Ok(())
}

fn item(id: &str) -> ItemId {
    id.parse().expect("an item's id")
}

/// Somebody proposes that a person leads an action, with everything it needs.
async fn propose(plan: &Document, id: &str, owner: &Participant) -> anyhow::Result<()> {
    let owner = format!("seat/{}/Somebody at the council", owner.ticket.seat);
    let fields = [
        ("what", text("Offer evening slots")),
        ("owner", value(owner)),
        ("implement_by", value("2027-03-31")),
        ("measure", text("People who miss their first visit")),
        ("target", text("5 of 100")),
        ("order", value("a1")),
    ];
    add(plan, "actions", id, &fields).await?;
    plan.saved().await?;
    Ok(())
}

async fn action(workshop: &Workshop, id: &str) -> anyhow::Result<PlannedAction> {
    let plan = workshop.facilitator.api.plan(workshop.id()).await?;
    let found = plan
        .actions
        .into_iter()
        .find(|found| found.action.id == item(id));
    found.ok_or_else(|| anyhow::anyhow!("the plan has action `{id}`"))
}

async fn accept(workshop: &Workshop, id: &str) -> anyhow::Result<Command> {
    Ok(Command::AcceptAction {
        action: item(id),
        terms: Terms::of(&action(workshop, id).await?.action),
        name: "Amina, Halton Council".to_owned(),
    })
}

#[tokio::test]
async fn an_action_is_agreed_once_its_owner_accepts_it_and_as_long_as_its_terms_stay()
-> anyhow::Result<()> {
    let mut server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let (amina, ben) = (
        workshop.person("civic").await?,
        workshop.person("vcse").await?,
    );
    begin_plan(&workshop).await?;
    let plan = open(&ben, DocumentKind::Plan).await?;
    propose(&plan, "evening", &amina).await?;
    assert_eq!(
        action(&workshop, "evening").await?.status,
        ActionStatus::Proposed
    );

    let accepted = accept(&workshop, "evening").await?;
    let not_ben = ben.api.command(workshop.id(), &accepted);
    expect(&problem(not_ben).await, 403, "forbidden", "only the owner");
    amina.api.command(workshop.id(), &accepted).await?;
    let agreed = action(&workshop, "evening").await?;
    assert_eq!(agreed.status, ActionStatus::Agreed);
    assert_eq!(agreed.accepted_by.as_deref(), Some("Amina, Halton Council"));
    let views = ben
        .watch
        .wait_for("the answer", PATIENCE, |views| {
            let told = views.commitments.as_ref();
            told.is_some_and(|told| told.commitments.len() == 1)
        })
        .await?;
    let told = views.commitments.expect("waited for");
    assert!(matches!(
        told.commitments[0].answer,
        Answer::Accepted { .. }
    ));

    // How far it is may be said by anybody; what was accepted may not be changed behind the owner's back.
    set(&plan, "actions", "evening", "progress", value("under_way")).await?;
    plan.saved().await?;
    assert_eq!(
        action(&workshop, "evening").await?.status,
        ActionStatus::UnderWay
    );
    server.restart().await?;
    assert_eq!(
        action(&workshop, "evening").await?.status,
        ActionStatus::UnderWay
    );
    plan.connection().reconnect().await?;
    set(
        &plan,
        "actions",
        "evening",
        "implement_by",
        value("2026-12-01"),
    )
    .await?;
    plan.saved().await?;
    let changed = action(&workshop, "evening").await?;
    assert_eq!(
        (changed.status, changed.accepted_by),
        (ActionStatus::Proposed, None)
    );
    let old_terms = amina.api.command(workshop.id(), &accepted);
    expect(
        &problem(old_terms).await,
        409,
        "moved_on",
        "changed since you read it",
    );

    let stepped_back = Command::DeclineAction {
        action: item("evening"),
        because: "No staff before spring".to_owned(),
    };
    amina.api.command(workshop.id(), &stepped_back).await?;
    assert_eq!(
        action(&workshop, "evening").await?.status,
        ActionStatus::Proposed
    );
    Ok(())
}

/// Anybody may write in the plan; what the owner said yes to must not be lost by it.
#[tokio::test]
async fn an_owner_who_is_put_back_on_the_same_terms_has_said_yes_already() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let (amina, ben) = (
        workshop.person("civic").await?,
        workshop.person("vcse").await?,
    );
    begin_plan(&workshop).await?;
    let plan = open(&ben, DocumentKind::Plan).await?;
    propose(&plan, "evening", &amina).await?;
    let accepted = accept(&workshop, "evening").await?;
    amina.api.command(workshop.id(), &accepted).await?;
    let own = async |person: &Participant| {
        let owner = format!("seat/{}/Somebody", person.ticket.seat);
        set(&plan, "actions", "evening", "owner", value(owner)).await?;
        plan.saved().await?;
        anyhow::Ok(())
    };

    // Ben names himself, says no, and names Amina again; then himself, says yes, and Amina again.
    own(&ben).await?;
    let declined = Command::DeclineAction {
        action: item("evening"),
        because: "Not me".to_owned(),
    };
    ben.api.command(workshop.id(), &declined).await?;
    let asked = action(&workshop, "evening").await?;
    assert_eq!(asked.status, ActionStatus::Proposed);
    own(&amina).await?;
    let again = action(&workshop, "evening").await?;
    assert_eq!(again.status, ActionStatus::Agreed);
    assert_eq!(again.accepted_by.as_deref(), Some("Amina, Halton Council"));
    own(&ben).await?;
    let by_ben = accept(&workshop, "evening").await?;
    ben.api.command(workshop.id(), &by_ben).await?;
    own(&amina).await?;
    let status = action(&workshop, "evening").await?.status;
    assert_eq!(status, ActionStatus::Agreed);

    // Everybody is told both answers, the latest last; a no of Amina's own holds.
    let both = ben.watch.wait_for("both answers", PATIENCE, |views| {
        let told = views.commitments.as_ref();
        told.is_some_and(|told| told.commitments.len() == 2)
    });
    let told = both.await?.commitments.expect("waited for");
    assert_eq!(told.commitments[0].seat, amina.ticket.seat);
    assert_eq!(told.commitments[1].seat, ben.ticket.seat);
    amina.api.command(workshop.id(), &declined).await?;
    own(&ben).await?;
    own(&amina).await?;
    let status = action(&workshop, "evening").await?.status;
    assert_eq!(status, ActionStatus::Proposed);

    // What was answered to an action goes with it, and comes back with it.
    let count = async |expected: usize| {
        let told = ben.watch.wait_for("so many answers", PATIENCE, |views| {
            let told = views.commitments.as_ref();
            told.is_some_and(|told| told.commitments.len() == expected)
        });
        told.await.map(drop)
    };
    set(&plan, "actions", "evening", "removed", value(true)).await?;
    count(0).await?;
    set(&plan, "actions", "evening", "removed", value(false)).await?;
    count(2).await?;
    Ok(())
}

#[tokio::test]
async fn an_action_without_date_or_measure_cannot_be_accepted() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let amina = workshop.person("civic").await?;
    begin_plan(&workshop).await?;
    let plan = open(&amina, DocumentKind::Plan).await?;
    let owner = format!("seat/{}/Me", amina.ticket.seat);
    let fields = [("what", text("Ask people")), ("owner", value(owner))];
    add(&plan, "actions", "ask", &fields).await?;
    plan.saved().await?;
    let lacking = action(&workshop, "ask").await?;
    assert_eq!(lacking.missing, [Missing::Date, Missing::Measure]);
    let accepted = accept(&workshop, "ask").await?;
    let asked = amina.api.command(workshop.id(), &accepted);
    expect(
        &problem(asked).await,
        422,
        "invalid",
        "a date and a measure",
    );

    let unknown = Command::DeclineAction {
        action: item("other"),
        because: String::new(),
    };
    let asked = amina.api.command(workshop.id(), &unknown);
    expect(&problem(asked).await, 409, "moved_on", "no action `other`");
    Ok(())
}

#[tokio::test]
async fn the_plan_opens_and_closes_with_the_steps() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let person = workshop.person("civic").await?;
    let early = open(&person, DocumentKind::Plan).await?;
    add(&early, "actions", "early", &[("what", text("Too early"))]).await?;
    assert!(early.refusal().await?.detail.contains("at this step"));
    begin_plan(&workshop).await?;
    let second = workshop.person("civic").await?;
    let plan = open(&second, DocumentKind::Plan).await?;
    propose(&plan, "evening", &second).await?;
    workshop.command(Command::CloseWorkshop).await?;
    set(&plan, "actions", "evening", "measure", text("Nothing")).await?;
    assert!(plan.refusal().await?.detail.contains("cannot be written"));
    let closed = accept(&workshop, "evening").await?;
    let asked = second.api.command(workshop.id(), &closed);
    expect(&problem(asked).await, 409, "moved_on", "closed");
    Ok(())
}

#[tokio::test]
async fn vi8_what_comes_first_is_marked_by_impact_and_speed() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let people = workshop.people(6, "civic").await?;
    begin_plan(&workshop).await?;
    let plan = open(&people[0], DocumentKind::Plan).await?;
    propose(&plan, "evening", &people[0]).await?;
    propose(&plan, "letters", &people[0]).await?;
    let done = [("what", text("Done already")), ("progress", value("done"))];
    add(&plan, "actions", "done", &done).await?;
    plan.saved().await?;
    let command = Command::OpenPriorities { actions: None };
    let round = workshop.command(command).await?.round.expect("a round");
    for person in &people {
        for (domain, level) in [("evening-impact", 4), ("evening-speed", 2)] {
            let mark = MarkValue::Level(level);
            person.ballot.mark(round, &domain.parse()?, mark).await?;
        }
        person.ballot.saved().await?;
    }
    // Too few of them say anything of the letters for it to be shown.
    for person in &people[..4] {
        for domain in ["letters-impact", "letters-speed"] {
            let mark = MarkValue::Level(4);
            person.ballot.mark(round, &domain.parse()?, mark).await?;
        }
        person.ballot.saved().await?;
    }
    workshop.seen(round, 1, 6).await?;
    workshop.close(round).await?;
    workshop.reveal(round, RevealLevel::Pooled, None).await?;
    let shown = people[1]
        .api
        .results(workshop.id(), Some(round), None)
        .await?;
    assert_eq!(shown.kind, RoundKind::Priority);
    let counts: Vec<_> = shown
        .domains
        .iter()
        .map(|domain| domain.counts.clone())
        .collect();
    // What is done is not asked for.
    let evening = [Some(vec![0, 0, 0, 6]), Some(vec![0, 6, 0, 0])];
    assert_eq!(counts[..2], evening);
    assert_eq!(counts[2..], [None, None]);
    // The one would change much, and late; of the other nothing is told.
    let placed: Vec<_> = shown
        .actions
        .iter()
        .map(|one| (one.action.as_str(), one.quarter))
        .collect();
    let expected = [("evening", Quarter::BeginNow), ("letters", Quarter::TooFew)];
    assert_eq!(placed, expected);
    let framework = people[1]
        .api
        .workshop_framework(workshop.id(), &shown.framework)
        .await?;
    let about: Vec<_> = framework
        .domains
        .into_iter()
        .filter_map(|domain| domain.about)
        .collect();
    let of = |aspect| DomainAbout::Action {
        action: item("evening"),
        aspect,
    };
    // Which questions are about it is told, too.
    assert_eq!(
        about[..2],
        [of(ActionAspect::Impact), of(ActionAspect::Speed)]
    );
    // The room stays where the plan is.
    let session = people[1].api.session(workshop.id()).await?;
    assert_eq!(session.run_sheet.current, StepId::Plan);
    Ok(())
}

#[tokio::test]
async fn what_somebody_added_is_taken_out_and_put_back_and_deleted_by_nobody() -> anyhow::Result<()>
{
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let (amina, ben) = (
        workshop.person("civic").await?,
        workshop.person("vcse").await?,
    );
    begin_plan(&workshop).await?;
    let by_amina = open(&amina, DocumentKind::Plan).await?;
    for id in ["evening", "letters", "phone"] {
        propose(&by_amina, id, &amina).await?;
    }
    let stands = async || -> anyhow::Result<usize> {
        let plan = workshop.facilitator.api.plan(workshop.id()).await?;
        Ok(plan.actions.len())
    };

    // A client of Ben's that deletes, and one that puts something else in the place.
    let by_ben = open(&ben, DocumentKind::Plan).await?;
    by_ben
        .edit(|_, transaction| {
            let actions = transaction.get_or_insert_map("actions");
            for id in ["evening", "letters"] {
                actions.remove(transaction, id);
            }
        })
        .await?;
    assert!(by_ben.saved().await.is_err(), "it is refused");
    by_ben.reset().await?;
    by_ben.synced().await?;
    by_ben
        .edit(|_, transaction| {
            let actions = transaction.get_or_insert_map("actions");
            let _: MapRef = actions.insert(transaction, "phone", MapPrelim::default());
        })
        .await?;
    assert!(by_ben.saved().await.is_err(), "and so is this");
    let blind = plenary_client::connection::Connection::open(server.address()).await?;
    let blind =
        Document::open(&blind, workshop.id(), DocumentKind::Plan, &ben.ticket.token).await?;
    // Written before anything was heard of what stands there.
    add(&blind, "actions", "phone", &[("what", text("mine"))]).await?;
    assert!(blind.saved().await.is_err(), "blindly too");
    assert_eq!(stands().await?, 3);

    // Marked as taken out it is gone for all, and comes back with all its words.
    by_ben.reset().await?;
    by_ben.synced().await?;
    set(&by_ben, "actions", "evening", "removed", value(true)).await?;
    by_ben.saved().await?;
    assert_eq!(stands().await?, 2);
    by_amina.synced().await?;
    set(&by_amina, "actions", "evening", "removed", value(false)).await?;
    by_amina.saved().await?;
    assert_eq!(stands().await?, 3);
    Ok(())
}
