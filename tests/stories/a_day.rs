//! A whole workshop, as the method has it: from making it to the agreed level and the record.

use plenary_protocol::{
    command::Command,
    consensus::Verdict,
    documents::MarkValue,
    round::{Agreed, RevealLevel},
    run_sheet::StepId,
    settings::RevealMode,
    workshop::WorkshopState,
};
use plenary_tests::{PATIENCE, TestServer, Workshop, details};

#[tokio::test]
async fn from_create_to_an_agreed_level() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    assert!(workshop.created.join_url.ends_with(&workshop.code()));

    // Somebody types the code, and is told what to choose from and what others will see.
    let invitation = server
        .api()
        .invitation(&workshop.code().to_lowercase())
        .await?;
    assert_eq!(invitation.title, "Place-based planning");
    assert_eq!(invitation.sectors.len(), 3);
    assert_eq!(invitation.reveal, RevealMode::Facilitator);
    assert!(invitation.joining_open);

    let mut people = workshop.people(5, "civic").await?;
    people.extend(workshop.people(5, "health-care").await?);
    workshop
        .facilitator
        .watch
        .wait_for("ten people in the room", PATIENCE, |views| {
            views
                .session
                .as_ref()
                .is_some_and(|session| session.present.people == 10)
        })
        .await?;

    let round = workshop.open_round().await?;
    let first = &people[0];
    first
        .watch
        .wait_for("the opening of the round", PATIENCE, |views| {
            views.open_round() == Some(round)
        })
        .await?;
    first
        .ballot
        .reason(round, workshop.domain(0), "one board, one plan")
        .await?;
    workshop
        .mark(&people, round, 0, &[3, 3, 3, 2, 2, 3, 3, 3, 2, 4])
        .await?;
    people[9]
        .ballot
        .mark(round, workshop.domain(1), MarkValue::Unsure)
        .await?;
    people[9].ballot.saved().await?;
    workshop.seen(round, 0, 10).await?;
    workshop.seen(round, 1, 1).await?;

    // The facilitator sees live what is coming; so does REST.
    let live = workshop
        .facilitator
        .api
        .results(workshop.id(), None, None)
        .await?;
    assert_eq!(live.domains[0].counts.as_deref(), Some(&[0, 3, 6, 1][..]));
    assert_eq!(live.revealed, None);

    workshop.close(round).await?;
    workshop.reveal_by_sector(round).await?;
    let shown = first
        .watch
        .wait_for("the results on a phone", PATIENCE, |views| {
            views
                .results(round)
                .is_some_and(|results| results.revealed.is_some())
        })
        .await?;
    let shown = shown.results(round).expect("waited for").clone();
    assert_eq!(shown.revealed, Some(RevealLevel::Groups));
    assert_eq!(shown.snapshot, Some(1));
    let domain = &shown.domains[0];
    assert_eq!(domain.counts.as_deref(), Some(&[0, 3, 6, 1][..]));
    assert_eq!(
        (domain.verdict, domain.n, domain.unsure),
        (Verdict::Split, Some(10), Some(0))
    );
    assert_eq!(
        domain.median.map(|median| (median * 100.0).round()),
        Some(283.0)
    );
    let groups = domain.groups.as_ref().expect("shown by sector");
    assert_eq!(groups.len(), 2);
    assert_eq!(groups.iter().map(|group| group.n).sum::<u32>(), 10);

    workshop
        .command(Command::MoveStep {
            from: StepId::Reveal,
            to: StepId::Plenary,
        })
        .await?;
    let agree = Command::Agree {
        round,
        domain: workshop.domain(0).clone(),
        level: Some(3),
        because: String::new(),
    };
    workshop.command(agree).await?;
    let no_consensus = Command::Agree {
        round,
        domain: workshop.domain(1).clone(),
        level: None,
        because: "too few of us could say".to_owned(),
    };
    workshop.command(no_consensus).await?;
    let agreed = first
        .watch
        .wait_for("what was agreed, on a phone", PATIENCE, |views| {
            views
                .results(round)
                .is_some_and(|results| results.domains[1].agreed.is_some())
        })
        .await?;
    let agreed = &agreed.results(round).expect("waited for").domains;
    let level = |level, because: &str| {
        Some(Agreed {
            level,
            because: because.to_owned(),
        })
    };
    assert_eq!(agreed[0].agreed, level(Some(3), ""));
    assert_eq!(agreed[1].agreed, level(None, "too few of us could say"));

    // What everybody takes home.
    let api = &workshop.facilitator.api;
    let sheet = String::from_utf8(api.export(workshop.id(), "collation.csv", None).await?)?;
    let name = &workshop.framework.domains[0].name;
    assert!(sheet.contains(name), "{sheet}");
    assert!(sheet.contains("too few of us could say"), "{sheet}");
    let record: serde_json::Value =
        serde_json::from_slice(&api.export(workshop.id(), "record.json", None).await?)?;
    assert!(record.to_string().contains("Place-based planning"));

    workshop.command(Command::CloseWorkshop).await?;
    first
        .watch
        .wait_for("the end of the workshop", PATIENCE, |views| {
            views
                .session
                .as_ref()
                .is_some_and(|session| session.state == WorkshopState::Closed)
        })
        .await?;
    assert_eq!(first.watch.views().unreadable, None);
    Ok(())
}

#[tokio::test]
async fn a_second_round_leaves_the_first_as_it_was() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let people = workshop.people(5, "vcse").await?;
    let first = workshop.open_round().await?;
    workshop.mark(&people, first, 0, &[1, 1, 1, 1, 2]).await?;
    workshop.close(first).await?;
    workshop.reveal(first, RevealLevel::Pooled, None).await?;

    let second = workshop.open_round().await?;
    assert_ne!(first, second);
    workshop.mark(&people, second, 0, &[4, 4, 4, 4, 4]).await?;
    workshop.close(second).await?;
    workshop.reveal(second, RevealLevel::Pooled, None).await?;

    let api = &people[0].api;
    let counts = |results: plenary_protocol::views::ResultsView| results.domains[0].counts.clone();
    let now = counts(api.results(workshop.id(), Some(first), None).await?);
    assert_eq!(now.as_deref(), Some(&[4, 1, 0, 0][..]));
    let needed = counts(api.results(workshop.id(), Some(second), None).await?);
    assert_eq!(needed.as_deref(), Some(&[0, 0, 0, 5][..]));
    Ok(())
}

#[tokio::test]
async fn a_person_who_comes_late_sees_where_the_workshop_stands() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let round = workshop.open_round().await?;
    let asked = plenary_protocol::api::Join {
        name: Some("Sam".to_owned()),
        organisation: Some("Housing trust".to_owned()),
        table: Some("t2".parse()?),
        ..details(&workshop.code(), "vcse")
    };
    let late = workshop.person_with(&asked).await?;
    let views = late
        .watch
        .wait_for("session, seat and progress", PATIENCE, |views| {
            views.session.is_some() && views.seat.is_some() && views.progress(round).is_some()
        })
        .await?;
    let seat = views.seat.expect("waited for");
    assert_eq!(seat.seat, late.ticket.seat);
    assert_eq!(seat.table, Some("t2".parse()?));
    assert_eq!(seat.name.as_deref(), Some("Sam"));
    assert_eq!(
        views.session.expect("waited for").run_sheet.current,
        StepId::Mark
    );
    Ok(())
}
