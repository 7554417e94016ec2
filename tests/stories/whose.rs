//! Whose disagreement it is: said after the reveal by groups, to everybody alike, and never before; and how people moved
//! between two rounds, only where nobody's mark follows from it.

use plenary_client::participant::Participant;
use plenary_protocol::{
    api::{CreateWorkshop, NewTables},
    command::Command,
    consensus::Pattern,
    framework::DomainId,
    id::RoundId,
    round::{Grouping, RevealLevel, RoundKind},
    settings::RevealMode,
    views::{DomainResult, ResultsView},
};
use plenary_tests::{PATIENCE, TestServer, Workshop, details, new_workshop};

use super::{expect, problem};

const SECTORS: [&str; 3] = ["civic", "vcse", "health-care"];

/// The level of the n-th person: health stands two levels above the others, each sector spread over two levels.
fn sectoral(person: usize) -> u8 {
    let base = if person % 3 == 2 { 3 } else { 1 };
    base + (person / 3 % 2) as u8
}

/// Twenty-four people in three sectors, spread over four tables.
async fn hall(
    server: &TestServer,
    reveal: RevealMode,
) -> anyhow::Result<(Workshop, Vec<Participant>)> {
    let asked = CreateWorkshop {
        reveal: Some(reveal),
        tables: Some(NewTables::Count(4)),
        ..new_workshop()
    };
    let workshop = Workshop::begin_with(server, &asked).await?;
    let mut people = Vec::new();
    for person in 0..24 {
        let asked = plenary_protocol::api::Join {
            table: Some(format!("t{}", person / 6 + 1).parse()?),
            ..details(&workshop.code(), SECTORS[person % 3])
        };
        people.push(workshop.person_with(&asked).await?);
    }
    Ok((workshop, people))
}

async fn look(workshop: &Workshop, round: RoundId) -> anyhow::Result<ResultsView> {
    let api = &workshop.facilitator.api;
    Ok(api.results(workshop.id(), Some(round), None).await?)
}

fn is_sectoral(domain: &DomainResult) -> bool {
    domain.whose.is_some_and(|whose| {
        whose.grouping == Grouping::Sector
            && whose.pattern == Pattern::Mainly
            && whose.n == 24
            && !whose.tentative
    })
}

#[tokio::test]
async fn a_shift_between_sectors_is_called_one_by_every_screen_and_after_a_restart()
-> anyhow::Result<()> {
    let mut server = TestServer::open().await?;
    let (workshop, people) = hall(&server, RevealMode::Facilitator).await?;
    let round = workshop.open_round().await?;
    let levels: Vec<u8> = (0..24).map(sectoral).collect();
    let mixed: Vec<u8> = (0..24)
        .map(|person| 1 + (person * 7 % 24 / 6) as u8)
        .collect();
    workshop.mark(&people, round, 0, &levels).await?;
    workshop.mark(&people, round, 1, &mixed).await?;

    // Before the reveal the facilitator sees live counts, and nothing of groups.
    workshop.seen(round, 1, 24).await?;
    let live = look(&workshop, round).await?;
    assert!(!live.computing);
    for domain in &live.domains {
        assert_eq!(
            (domain.whose, domain.between_share, &domain.groups),
            (None, None, &None)
        );
    }
    workshop.close(round).await?;
    workshop.reveal_by_sector(round).await?;

    let awaited = "whose disagreement it is";
    workshop
        .facilitator
        .watch
        .wait_for(awaited, PATIENCE, |views| {
            views
                .results(round)
                .is_some_and(|results| !results.computing && is_sectoral(&results.domains[0]))
        })
        .await?;
    let shown = look(&workshop, round).await?;
    let domain = &shown.domains[0];
    assert!(is_sectoral(domain), "{domain:?}");
    assert!(domain.between_share.is_some_and(|share| 0.5 < share));
    assert!(
        domain.sentence.contains("mainly between sectors"),
        "{}",
        domain.sentence
    );
    assert_eq!(shown.by_disagreement.len(), shown.domains.len());
    // A second one without a pattern is not called one, and nobody calls it "no difference".
    let other = &shown.domains[1];
    assert_eq!(
        other.whose.map(|whose| whose.pattern),
        Some(Pattern::NotDetectable),
        "{other:?}"
    );
    let overall = shown.overall.as_ref().expect("two domains are shown");
    assert_eq!((overall.domains, overall.n), (2, 24));
    assert!(
        overall.gwet_ac2.is_some() && overall.kendall_w.is_some(),
        "{overall:?}"
    );
    let theirs = people[0]
        .api
        .results(workshop.id(), Some(round), None)
        .await?;
    assert_eq!(theirs, shown);

    server.stop().await?;
    server.start().await?;
    let after = look(&workshop, round).await?;
    assert!(!after.computing);
    assert_eq!(after.domains, shown.domains);
    Ok(())
}

#[tokio::test]
async fn in_a_sealed_workshop_nothing_is_said_before_the_reveal_and_of_the_room_alone_nothing_of_groups()
-> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let (workshop, people) = hall(&server, RevealMode::Sealed).await?;
    let round = workshop.open_round().await?;
    let levels: Vec<u8> = (0..24).map(sectoral).collect();
    workshop.mark(&people, round, 0, &levels).await?;
    let hidden = problem(look_for_problem(&workshop, round)).await;
    expect(&hidden, 403, "hidden", "has not been revealed yet");
    workshop.close(round).await?;
    workshop.reveal(round, RevealLevel::Pooled, None).await?;
    let shown = look(&workshop, round).await?;
    let domain = &shown.domains[0];
    assert_eq!((domain.whose, domain.between_share), (None, None));
    assert!(!domain.sentence.contains("sector"), "{}", domain.sentence);
    assert!(!shown.computing);
    let overall = shown.overall.as_ref().expect("a domain is shown");
    assert_eq!(overall.kendall_w, None);
    assert!(domain.firm.is_some() && domain.measures.is_some() && domain.steps.is_some());
    Ok(())
}

async fn look_for_problem(
    workshop: &Workshop,
    round: RoundId,
) -> Result<ResultsView, plenary_client::error::ClientError> {
    let api = &workshop.facilitator.api;
    api.results(workshop.id(), Some(round), None).await
}

/// Opens a second round on the first two domains.
async fn second_round(workshop: &Workshop, kind: RoundKind) -> anyhow::Result<RoundId> {
    let domains: Vec<DomainId> = vec![workshop.domain(0).clone(), workshop.domain(1).clone()];
    let done = workshop
        .command(Command::OpenRound {
            framework: workshop.framework.id.clone(),
            kind,
            domains: Some(domains),
        })
        .await?;
    done.round
        .ok_or_else(|| anyhow::anyhow!("a round was opened"))
}

#[tokio::test]
async fn how_people_moved_is_shown_only_where_enough_moved_and_enough_stayed() -> anyhow::Result<()>
{
    let server = TestServer::open().await?;
    let (workshop, people) = hall(&server, RevealMode::Sealed).await?;
    let first = workshop.open_round().await?;
    let levels: Vec<u8> = (0..24).map(|person| 1 + (person % 2) as u8).collect();
    workshop.mark(&people, first, 0, &levels).await?;
    workshop.mark(&people, first, 1, &levels).await?;
    workshop.close(first).await?;
    workshop.reveal(first, RevealLevel::Pooled, None).await?;
    let alone = look(&workshop, first).await?;
    assert!(alone.domains[0].since.is_none() && alone.domains[0].gap.is_none());

    let second = second_round(&workshop, RoundKind::Now).await?;
    // On the first domain twelve move up; on the second one person does.
    let moved: Vec<u8> = levels.iter().map(|level| level + level % 2 * 2).collect();
    workshop.mark(&people, second, 0, &moved).await?;
    let mut nearly = levels.clone();
    nearly[0] = 4;
    workshop.mark(&people, second, 1, &nearly).await?;
    workshop.close(second).await?;
    workshop.reveal(second, RevealLevel::Pooled, None).await?;

    let shown = look(&workshop, second).await?;
    assert_eq!(shown.domains.len(), 2);
    let since = shown.domains[0].since.as_ref().expect("both are shown");
    assert_eq!((since.round, &since.counts), (first, &vec![12, 12, 0, 0]));
    let movement = since
        .movement
        .as_ref()
        .expect("twelve moved, twelve stayed");
    assert_eq!((movement.n, movement.moved()), (24, 12));
    assert!(since.transitions.is_some() && since.withheld.is_none());
    let still = shown.domains[1].since.as_ref().expect("both are shown");
    assert_eq!(&still.counts, &[12, 12, 0, 0]);
    assert_eq!((&still.movement, &still.transitions), (&None, &None));
    assert!(still.withheld.is_some());
    assert!(
        !shown.domains[1].sentence.contains("moved"),
        "{}",
        shown.domains[1].sentence
    );

    // The first round is as it was; neither can be had by groups on top of how people moved.
    assert_eq!(look(&workshop, first).await?.domains, alone.domains);
    for round in [first, second] {
        let refused = Command::Reveal {
            round,
            level: RevealLevel::Groups,
            by: Some(Grouping::Sector),
        };
        let refused = problem(workshop.facilitator.api.command(workshop.id(), &refused)).await;
        expect(&refused, 409, "moved_on", "how people moved");
    }
    Ok(())
}

#[tokio::test]
async fn the_gap_is_shown_from_both_rounds_and_person_by_person_only_under_the_rule()
-> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let (workshop, people) = hall(&server, RevealMode::Sealed).await?;
    let first = workshop.open_round().await?;
    let levels: Vec<u8> = (0..24).map(|person| 1 + (person % 2) as u8).collect();
    workshop.mark(&people, first, 0, &levels).await?;
    workshop.mark(&people, first, 1, &levels).await?;
    workshop.close(first).await?;
    workshop.reveal(first, RevealLevel::Pooled, None).await?;
    let needed = second_round(&workshop, RoundKind::Needed).await?;
    // Half need two levels more, half what there is; on the second domain one person has no opinion.
    let wanted: Vec<u8> = levels.iter().map(|level| level + level % 2 * 2).collect();
    workshop.mark(&people, needed, 0, &wanted).await?;
    workshop.mark(&people[1..], needed, 1, &wanted[1..]).await?;
    workshop.close(needed).await?;
    workshop.reveal(needed, RevealLevel::Pooled, None).await?;
    for round in [first, needed] {
        let shown = look(&workshop, round).await?;
        let gap = shown.domains[0].gap.as_ref().expect("both are shown");
        assert_eq!((gap.now_round, gap.needed_round), (first, needed));
        assert!((gap.levels - (gap.needed - gap.now)).abs() < 1e-12 && 0.0 < gap.levels);
        let paired = gap.paired.expect("twelve need more, twelve do not");
        assert_eq!((paired.n, paired.higher, paired.lower), (24, 12, 0));
        let gap = shown.domains[1].gap.as_ref().expect("both are shown");
        assert_eq!(gap.paired, None);
        assert!(gap.withheld.is_some());
        assert!(shown.domains[0].since.is_none());
    }
    Ok(())
}

#[tokio::test]
async fn people_who_have_changed_tables_are_not_compared_by_table() -> anyhow::Result<()> {
    for changes_tables in [false, true] {
        let server = TestServer::open().await?;
        let (workshop, people) = hall(&server, RevealMode::Sealed).await?;
        let first = workshop.open_round().await?;
        // Half and half at every table, so that each may be shown.
        let levels: Vec<u8> = (0..24).map(|person| 1 + (person % 2) as u8).collect();
        workshop.mark(&people, first, 0, &levels).await?;
        workshop.close(first).await?;
        let by_table = Some(Grouping::Table);
        workshop
            .reveal(first, RevealLevel::Groups, by_table)
            .await?;

        let seat = |person: usize| people[person].ticket.seat;
        let api = &workshop.facilitator.api;
        let seats = api.seats(workshop.id()).await?;
        let table_of = |person: usize| {
            let listed = seats.iter().find(|listed| listed.seat == seat(person));
            listed.and_then(|listed| listed.table).expect("seated")
        };
        let other = (1..24)
            .find(|other| table_of(*other) != table_of(0))
            .expect("four tables");
        if changes_tables {
            for (person, table) in [(0, table_of(other)), (other, table_of(0))] {
                let seat = seat(person);
                workshop
                    .command(Command::AssignTable {
                        seat,
                        table: Some(table),
                    })
                    .await?;
            }
        }
        let second = second_round(&workshop, RoundKind::Now).await?;
        let moved: Vec<u8> = levels.iter().map(|level| 3 * level - 2).collect();
        workshop.mark(&people, second, 0, &moved).await?;
        workshop.close(second).await?;
        workshop
            .reveal(second, RevealLevel::Groups, by_table)
            .await?;
        let shown = look(&workshop, second).await?;
        let domain = &shown.domains[0];
        assert!(domain.groups.is_some(), "{:?}", domain.groups_withheld);
        let since = domain.since.as_ref().expect("both are shown");
        // From how everybody moved, what the two who changed places marked would follow.
        assert_eq!(since.movement.is_some(), !changes_tables);
        assert_eq!(since.withheld.is_some(), changes_tables);
    }
    Ok(())
}

#[tokio::test]
async fn in_a_named_workshop_a_round_that_nobody_marked_is_shown_as_empty() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let asked = CreateWorkshop {
        named: Some(true),
        ..new_workshop()
    };
    let workshop = Workshop::begin_with(&server, &asked).await?;
    let round = workshop.open_round().await?;
    workshop.close(round).await?;
    workshop
        .reveal(round, RevealLevel::Groups, Some(Grouping::Sector))
        .await?;
    let shown = look(&workshop, round).await?;
    assert!(shown.domains.iter().all(|domain| domain.counts.is_none()));
    Ok(())
}
