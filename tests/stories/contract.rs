//! What the server says is as docs/openapi.json has it, so that whoever builds on that page, as the web app does, can.

use std::{collections::BTreeSet, fs};

use anyhow::{Context, ensure};
use plenary_client::views::Views;
use plenary_protocol::{
    documents::{DocumentKind, MarkValue},
    id::MapId,
    views::View,
};
use plenary_tests::{Faults, PATIENCE, TestServer, Workshop, contract::Contract, working::open};
use serde_json::{Value, json};

use super::{lost_answers::every_request, pages::repository, problem};
use commands::every_command;
use whole::Whole;

mod commands;
mod whole;

/// Every view that somebody has been shown.
fn shown(views: &Views) -> Vec<View> {
    let mut all: Vec<View> = Vec::new();
    all.extend(
        views
            .session
            .iter()
            .map(|view| View::Session((**view).clone())),
    );
    all.extend(views.seat.iter().map(|view| View::Seat((**view).clone())));
    all.extend(
        views
            .progress
            .values()
            .map(|view| View::Progress((**view).clone())),
    );
    all.extend(
        views
            .results
            .values()
            .map(|view| View::Results((**view).clone())),
    );
    all.extend(
        views
            .commitments
            .iter()
            .map(|view| View::Commitments((**view).clone())),
    );
    all.extend(
        views
            .refusal
            .iter()
            .map(|view| View::Refusal((**view).clone())),
    );
    all.extend(views.joining.clone().map(View::Joining));
    all.extend(views.saving.clone().map(View::Saving));
    all
}

/// Somebody writes where only facilitators write, and then marks while nothing can be kept.
async fn not_taken_and_not_saved(
    server: &TestServer,
    whole: &Whole,
) -> anyhow::Result<(Views, Views)> {
    let person = &whole.people[0];
    let plenary = open(person, DocumentKind::Plenary).await?;
    plenary
        .set_text("notes", "leadership", "not mine to write")
        .await?;
    plenary.refusal().await?;
    Faults::set(&server.faults().writes_fail, true);
    person
        .ballot
        .mark(whole.round, whole.workshop.domain(2), MarkValue::Unsure)
        .await?;
    let unsaved = person
        .watch
        .wait_for("that nothing is saved", PATIENCE, |views| {
            views
                .saving
                .as_ref()
                .is_some_and(|saving| !saving.is_saving)
        })
        .await?;
    Faults::set(&server.faults().writes_fail, false);
    Ok((plenary.views(), unsaved))
}

#[tokio::test]
async fn vi3_every_view_is_as_it_is_described() -> anyhow::Result<()> {
    let contract = Contract::committed()?;
    let server = TestServer::open().await?;
    let whole = Whole::play(&server).await?;
    let facilitator = whole.workshop.facilitator.watch.caught_up(PATIENCE).await?;
    let (refused, unsaved) = not_taken_and_not_saved(&server, &whole).await?;
    let mut kinds = BTreeSet::new();
    for view in [facilitator, refused, unsaved].iter().flat_map(shown) {
        contract.check("View", &view)?;
        kinds.insert(kind_of(&view)?);
    }
    assert_eq!(kinds, contract.kinds_of("View"));
    Ok(())
}

/// The word by which a view or a command is told apart.
fn kind_of(value: &impl serde::Serialize) -> anyhow::Result<String> {
    let value = serde_json::to_value(value)?;
    let kind = value["type"].as_str().context("it says what it is")?;
    Ok(kind.to_owned())
}

#[tokio::test]
async fn every_reading_is_answered_as_it_is_described() -> anyhow::Result<()> {
    let contract = Contract::committed()?;
    let server = TestServer::open().await?;
    let whole = Whole::play(&server).await?;
    let api = &whole.workshop.facilitator.api;
    for path in contract.readings() {
        let there = whole.there(path);
        let call = there
            .strip_prefix("/api/v1/")
            .context("it is a call of the API")?;
        let segments: Vec<&str> = call.split('/').collect();
        let answer = api.get_bytes(&segments, &[]).await;
        let answer = answer.with_context(|| there.clone())?;
        contract.check_answer("get", path, 200, &serde_json::from_slice(&answer)?)?;
    }
    // Else the story holds nothing against most of the description.
    let results = api
        .results(whole.workshop.id(), Some(whole.round), None)
        .await?;
    let domain = &results.domains[0];
    ensure!(
        domain.groups.is_some() && domain.measures.is_some() && domain.firm.is_some(),
        "{domain:#?}"
    );
    ensure!(
        domain.since.is_some() && domain.gap.is_some() && domain.steps.is_some(),
        "{domain:#?}"
    );
    // The latest is of the plan's actions, and each domain of it says of which.
    let placed = api.results(whole.workshop.id(), None, None).await?;
    ensure!(!placed.actions.is_empty(), "{placed:#?}");
    let session = api.session(whole.workshop.id()).await?;
    for round in &session.rounds {
        let of = api
            .workshop_framework(whole.workshop.id(), &round.framework)
            .await?;
        contract.check("Framework", &of)?;
        let is_made = of.id != whole.workshop.framework.id;
        ensure!(
            of.domains
                .iter()
                .all(|domain| domain.about.is_some() == is_made),
            "{of:#?}"
        );
    }
    let nowhere = api.process_map(whole.workshop.id(), MapId::nth(9));
    contract.check("Problem", &problem(nowhere).await)
}

#[tokio::test]
async fn every_change_is_asked_for_and_answered_as_it_is_described() -> anyhow::Result<()> {
    let contract = Contract::committed()?;
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    for request in every_request(&workshop).await? {
        contract.check_body("post", request.call, &request.body)?;
        let (status, answer) = request.send(server.address()).await?;
        contract.check_answer("post", request.call, status, &answer)?;
    }
    Ok(())
}

#[test]
fn every_command_is_as_it_is_described() -> anyhow::Result<()> {
    let contract = Contract::committed()?;
    let mut kinds = BTreeSet::new();
    for command in every_command()? {
        contract.check("Command", &command)?;
        kinds.insert(kind_of(&command)?);
    }
    assert_eq!(kinds, contract.kinds_of("Command"));
    Ok(())
}

/// The vectors hold every kind of field that a map or a plan may have.
#[test]
fn every_map_and_plan_is_as_it_is_described() -> anyhow::Result<()> {
    let contract = Contract::committed()?;
    for (file, shape) in [("maps.json", "ProcessMap"), ("plans.json", "Plan")] {
        let text = fs::read_to_string(repository()?.join("protocol/vectors").join(file))?;
        let vectors: Vec<Value> = serde_json::from_str(&text)?;
        ensure!(!vectors.is_empty(), "{file} has vectors");
        for vector in vectors {
            contract
                .check(shape, &vector["expected"])
                .with_context(|| vector["name"].to_string())?;
        }
    }
    Ok(())
}

#[test]
fn what_the_description_does_not_name_is_found() -> anyhow::Result<()> {
    let contract = Contract::committed()?;
    let told = json!({"type": "saving", "is_saving": true});
    contract.check("View", &told)?;
    for wrong in [
        json!({"type": "saving"}),
        json!({"type": "saving", "is_saving": null}),
        json!({"type": "saving", "is_saving": true, "since_ms": 7}),
        json!({"type": "kept", "is_saving": true}),
    ] {
        ensure!(contract.check("View", &wrong).is_err(), "{wrong} passed");
    }
    Ok(())
}
