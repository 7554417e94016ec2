//! A second round on some domains: only these are asked, told and shown, and the first round stays as it was.

use plenary_protocol::{
    command::Command,
    documents::MarkValue,
    framework::DomainId,
    round::{RevealLevel, RoundKind},
};
use plenary_tests::{PATIENCE, TestServer, Workshop};

use super::{expect, problem};

fn open(workshop: &Workshop, domains: Vec<DomainId>) -> Command {
    Command::OpenRound {
        framework: workshop.framework.id.clone(),
        kind: RoundKind::Now,
        domains: Some(domains),
    }
}

#[tokio::test]
async fn a_second_round_on_two_domains_asks_for_these_and_no_others() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let people = workshop.people(5, "civic").await?;
    let first = workshop.open_round().await?;
    for domain in 0..3 {
        workshop
            .mark(&people, first, domain, &[1, 2, 2, 3, 4])
            .await?;
    }
    workshop.close(first).await?;
    workshop.reveal(first, RevealLevel::Pooled, None).await?;
    let api = &workshop.facilitator.api;
    let before = api.results(workshop.id(), Some(first), None).await?;

    // Named out of order, and told in the framework's.
    let asked = vec![workshop.domain(2).clone(), workshop.domain(0).clone()];
    let done = workshop.command(open(&workshop, asked)).await?;
    let second = done.round.expect("a round was opened");
    let in_order = vec![workshop.domain(0).clone(), workshop.domain(2).clone()];
    let session = api.session(workshop.id()).await?;
    assert_eq!(session.rounds[0].domains, None);
    assert_eq!(session.rounds[1].domains.as_ref(), Some(&in_order));

    workshop.mark(&people, second, 0, &[2, 2, 2, 2, 3]).await?;
    workshop
        .mark(&people[..4], second, 2, &[2, 2, 2, 2])
        .await?;
    workshop
        .facilitator
        .watch
        .wait_for("four have marked all that is asked", PATIENCE, |views| {
            views.progress(second).is_some_and(|progress| {
                let asked: Vec<&DomainId> = progress
                    .domains
                    .iter()
                    .map(|domain| &domain.domain)
                    .collect();
                (progress.started, progress.finished) == (5, 4) && asked.into_iter().eq(&in_order)
            })
        })
        .await?;

    // A mark on another domain is refused with its reason.
    let person = &people[4];
    person
        .ballot
        .mark(second, workshop.domain(1), MarkValue::Level(2))
        .await?;
    person
        .ballot
        .document()
        .views_when("the reason of the refusal", PATIENCE, |views| {
            views
                .refusal
                .as_ref()
                .is_some_and(|refusal| refusal.detail.contains("does not ask for"))
        })
        .await?;

    workshop.close(second).await?;
    workshop.reveal(second, RevealLevel::Pooled, None).await?;
    let shown = api.results(workshop.id(), Some(second), None).await?;
    let told: Vec<&DomainId> = shown.domains.iter().map(|domain| &domain.domain).collect();
    assert!(told.into_iter().eq(&in_order));
    assert_eq!(shown.domains[0].counts.as_deref(), Some(&[0, 4, 1, 0][..]));
    let since = shown.domains[0].since.as_ref().expect("both are shown");
    assert_eq!(
        (since.round, since.counts.as_slice()),
        (first, &[1, 2, 1, 1][..])
    );
    let after = api.results(workshop.id(), Some(first), None).await?;
    assert_eq!(after.domains, before.domains);

    let sheet = api
        .export(workshop.id(), "collation.csv", Some(second))
        .await?;
    let sheet = String::from_utf8(sheet)?;
    let head = sheet.lines().next().unwrap_or_default();
    let names = [0, 1, 2].map(|index| head.contains(&workshop.framework.domains[index].name));
    assert_eq!(names, [true, false, true], "{head}");

    let elsewhere = Command::Agree {
        round: second,
        domain: workshop.domain(1).clone(),
        level: Some(2),
        because: String::new(),
    };
    let refused = problem(api.command(workshop.id(), &elsewhere)).await;
    expect(&refused, 422, "invalid", "does not ask for");
    Ok(())
}

#[tokio::test]
async fn a_round_on_no_domain_or_on_one_that_is_not_there_is_refused() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let own = workshop.domain(0).clone();
    let api = &workshop.facilitator.api;
    for (domains, says) in [
        (vec![], "at least one domain"),
        (vec!["weather".parse()?], "has no domain `weather`"),
        (vec![own.clone(), own], "named twice"),
    ] {
        let refused = problem(api.command(workshop.id(), &open(&workshop, domains))).await;
        expect(&refused, 422, "invalid", says);
    }
    // All of them is the same as none named.
    let all = workshop.framework.domains.iter();
    let all = all.map(|domain| domain.id.clone()).collect();
    workshop.command(open(&workshop, all)).await?;
    let session = api.session(workshop.id()).await?;
    assert_eq!(session.rounds[0].domains, None);
    Ok(())
}
