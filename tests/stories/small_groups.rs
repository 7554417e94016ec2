//! Small groups stay hidden: by themselves, at their table, and in what is left when others are taken away.

use plenary_client::participant::Participant;
use plenary_protocol::{
    api::CreateWorkshop,
    command::Command,
    consensus::Verdict,
    round::{Grouping, RevealLevel},
    views::ResultsView,
};
use plenary_tests::{TestServer, Workshop, new_workshop};

use super::{expect, problem};

/// A room whose sectors are this large, everybody on level 2, revealed by sector.
async fn revealed(sectors: &[(&str, usize)]) -> anyhow::Result<ResultsView> {
    revealed_with(sectors, |_| 2).await
}

/// The same, with the level that each person marks by their number in the room.
async fn revealed_with(
    sectors: &[(&str, usize)],
    level: impl Fn(usize) -> u8,
) -> anyhow::Result<ResultsView> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let mut people = Vec::new();
    for (sector, count) in sectors {
        people.extend(workshop.people(*count, sector).await?);
    }
    let levels: Vec<u8> = (0..people.len()).map(level).collect();
    let round = workshop.open_round().await?;
    workshop.mark(&people, round, 0, &levels).await?;
    workshop.close(round).await?;
    workshop.reveal_by_sector(round).await?;
    // What the facilitator sees is no more than what everybody sees.
    let mine = people[0]
        .api
        .results(workshop.id(), Some(round), None)
        .await?;
    let theirs = workshop
        .facilitator
        .api
        .results(workshop.id(), Some(round), None)
        .await?;
    assert_eq!(mine, theirs);
    Ok(mine)
}

#[tokio::test]
async fn four_people_are_too_few_to_show() -> anyhow::Result<()> {
    let results = revealed(&[("civic", 4)]).await?;
    let domain = &results.domains[0];
    assert_eq!((domain.counts.as_ref(), domain.unsure), (None, None));
    assert_eq!((domain.median, domain.consensus), (None, None));
    assert_eq!(domain.verdict, Verdict::TooFew);
    // Not even how many: beside the progress, that would say how many were not sure.
    assert_eq!(domain.n, None);
    assert!(
        domain.sentence.contains("fewer than 5 people"),
        "{}",
        domain.sentence
    );
    Ok(())
}

#[tokio::test]
async fn a_small_sector_is_not_shown_and_cannot_be_worked_out() -> anyhow::Result<()> {
    // Two people beside six: showing the six would give the two away.
    let results = revealed(&[("civic", 6), ("vcse", 2)]).await?;
    let domain = &results.domains[0];
    assert_eq!(domain.counts.as_deref(), Some(&[0, 8, 0, 0][..]));
    assert_eq!(domain.groups, None);
    Ok(())
}

#[tokio::test]
async fn two_small_sectors_stand_together_as_others() -> anyhow::Result<()> {
    let sectors = [("civic", 6), ("vcse", 3), ("health-care", 2)];
    let results = revealed_with(&sectors, |person| 2 + (person % 2) as u8).await?;
    let groups = results.domains[0]
        .groups
        .clone()
        .expect("two groups can be shown");
    let shown: Vec<(&str, u32, usize)> = groups
        .iter()
        .map(|group| (group.group.as_str(), group.n, group.members.len()))
        .collect();
    assert_eq!(
        shown,
        [("Council or other public body", 6, 1), ("Others", 5, 2)]
    );
    Ok(())
}

#[tokio::test]
async fn a_small_sector_of_nearly_one_mind_is_not_shown_with_its_counts() -> anyhow::Result<()> {
    // Six of civic on level 2 but one: shown, the counts would be what each of them marked, as good as.
    let sectors = [("civic", 6), ("vcse", 5)];
    let level = |person| match person {
        0..5 => 2,
        person => 1 + (person % 4) as u8,
    };
    let results = revealed_with(&sectors, level).await?;
    let domain = &results.domains[0];
    assert_eq!(domain.n, Some(11));
    assert_eq!(domain.groups, None);
    let why = domain.groups_withheld.as_deref().unwrap_or_default();
    assert!(why.contains("counts by sector are not shown"), "{why}");
    Ok(())
}

/// Late people are counted in where they are enough, and nobody before that.
#[tokio::test]
async fn late_people_are_counted_in_when_they_are_enough() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let first = workshop.people(5, "civic").await?;
    let round = workshop.open_round().await?;
    workshop.mark(&first, round, 0, &[1, 2, 3, 2, 3]).await?;
    workshop.close(round).await?;
    workshop.reveal(round, RevealLevel::Pooled, None).await?;
    let api = &workshop.facilitator.api;

    let mut late = workshop.people(4, "vcse").await?;
    workshop.mark(&late, round, 0, &[4, 4, 3, 1]).await?;
    let too_few = problem(api.command(workshop.id(), &Command::TakeLate { round })).await;
    assert_eq!(too_few.status, 409, "{too_few:?}");
    assert!(
        too_few.detail.contains("fewer would be given away"),
        "{too_few:?}"
    );

    let fifth = workshop.people(1, "vcse").await?;
    workshop.mark(&fifth, round, 0, &[4]).await?;
    late.extend(fifth);
    // Somebody who was counted changes their mark: that is late for good.
    workshop.mark(&first[..1], round, 0, &[4]).await?;
    workshop.command(Command::TakeLate { round }).await?;
    let shown = api.results(workshop.id(), Some(round), None).await?;
    assert_eq!(shown.snapshot, Some(2));
    assert_eq!(shown.domains[0].counts.as_deref(), Some(&[2, 2, 3, 3][..]));
    assert_eq!(
        (shown.domains[0].n, shown.domains[0].late),
        (Some(10), Some(1))
    );

    // By sector they could be told from those who were in time.
    let by_sector = Command::Reveal {
        round,
        level: RevealLevel::Groups,
        by: None,
    };
    let refused = problem(api.command(workshop.id(), &by_sector)).await;
    assert!(refused.detail.contains("marked late"), "{refused:?}");
    Ok(())
}

/// In a workshop that was declared named, its facilitators see every group; nobody else does, and nothing they take home.
#[tokio::test]
async fn a_named_workshop_shows_its_facilitators_every_group() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let asked = CreateWorkshop {
        named: Some(true),
        ..new_workshop()
    };
    let workshop = Workshop::begin_with(&server, &asked).await?;
    let mut people = workshop.people(5, "civic").await?;
    people.extend(workshop.people(1, "vcse").await?);
    assert!(server.api().invitation(&workshop.code()).await?.named);
    let round = workshop.open_round().await?;
    workshop
        .mark(&people, round, 0, &[1, 2, 3, 2, 3, 4])
        .await?;
    workshop.close(round).await?;
    workshop.reveal_by_sector(round).await?;
    let api = &workshop.facilitator.api;
    let shown = api.results(workshop.id(), Some(round), None).await?;
    let groups = shown.domains[0].groups.as_ref().expect("all groups");
    assert_eq!(
        groups.iter().map(|group| group.n).collect::<Vec<_>>(),
        [5, 1]
    );
    let theirs = people[0]
        .api
        .results(workshop.id(), Some(round), None)
        .await?;
    assert_eq!(theirs.domains[0].groups, None);
    let record: serde_json::Value =
        serde_json::from_slice(&api.export(workshop.id(), "record.json", None).await?)?;
    assert!(record["rounds"][0]["results"]["domains"][0]["groups"].is_null());
    Ok(())
}

/// A room with so many people at its two tables, revealed table by table. The first person at each marks level 2, the next
/// 3, and then everybody at the first level 1, everybody at the second level 4.
async fn at_tables(
    server: &TestServer,
    first: usize,
    second: usize,
) -> anyhow::Result<(Workshop, Vec<Participant>)> {
    let workshop = Workshop::begin(server).await?;
    let mut people = Vec::new();
    let mut levels = Vec::new();
    for index in 0..first + second {
        let (table, place, own) = if index < first {
            ("t1", index, 1)
        } else {
            ("t2", index - first, 4)
        };
        let level = match place {
            0 => 2,
            1 => 3,
            _ => own,
        };
        people.push(workshop.person_at("civic", table).await?);
        levels.push(level);
    }
    let round = workshop.open_round().await?;
    workshop.mark(&people, round, 0, &levels).await?;
    workshop.close(round).await?;
    workshop.reveal(round, RevealLevel::Table, None).await?;
    Ok((workshop, people))
}

#[tokio::test]
async fn each_table_sees_its_own_counts_and_nobody_elses() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let (workshop, people) = at_tables(&server, 6, 5).await?;
    let one = &people[0];
    let at_one = one.api.results(workshop.id(), None, None).await?;
    assert_eq!(at_one.table, Some("t1".parse()?));
    assert_eq!(at_one.domains[0].counts.as_deref(), Some(&[4, 1, 1, 0][..]));
    let at_two = people[10].api.results(workshop.id(), None, None).await?;
    assert_eq!(at_two.table, Some("t2".parse()?));
    assert_eq!(at_two.domains[0].counts.as_deref(), Some(&[0, 1, 1, 3][..]));
    let nowhere = workshop.person("civic").await?;
    let refused = problem(nowhere.api.results(workshop.id(), None, None)).await;
    expect(&refused, 403, "hidden", "you sit at none");

    // Moving somebody afterwards moves no mark, and shows nobody another table's.
    let seat = one.ticket.seat;
    let table = Some("t2".parse()?);
    workshop
        .command(Command::AssignTable { seat, table })
        .await?;
    let moved = one.api.results(workshop.id(), None, None).await?;
    assert_eq!(moved.domains[0].counts.as_deref(), Some(&[4, 1, 1, 0][..]));
    let late_comer = workshop.person_at("civic", "t2").await?;
    let refused = problem(late_comer.api.results(workshop.id(), None, None)).await;
    expect(&refused, 403, "hidden", "you sit at none");
    Ok(())
}

#[tokio::test]
async fn a_small_table_is_not_shown_and_cannot_be_worked_out() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let (workshop, people) = at_tables(&server, 6, 2).await?;
    // Were the first table told its six, it could take them from the room's eight once those are shown.
    for person in &people {
        let results = person.api.results(workshop.id(), None, None).await?;
        assert_eq!(results.domains[0].counts, None, "{:?}", results.table);
    }
    Ok(())
}

#[tokio::test]
async fn a_round_is_shown_by_one_grouping_only() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let round = workshop.open_round().await?;
    workshop.close(round).await?;
    workshop.reveal_by_sector(round).await?;
    let api = &workshop.facilitator.api;
    let by_table = problem(api.results(workshop.id(), Some(round), Some(Grouping::Table))).await;
    expect(&by_table, 403, "hidden", "could give small groups away");
    let again = Command::Reveal {
        round,
        level: RevealLevel::Groups,
        by: Some(Grouping::Table),
    };
    let again = problem(api.command(workshop.id(), &again)).await;
    assert_eq!(again.status, 409, "{again:?}");
    Ok(())
}
