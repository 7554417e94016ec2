//! Small groups stay hidden: by themselves, at their table, and in what is left when others are taken away.

use plenary_client::participant::Participant;
use plenary_protocol::{
    command::{Command, Grouping, RevealLevel},
    consensus::Verdict,
    views::ResultsView,
};
use plenary_tests::{House, Workshop};

use super::{expect, problem};

/// A room whose sectors are this large, everybody on level 2, revealed by sector.
async fn revealed(sectors: &[(&str, usize)]) -> anyhow::Result<ResultsView> {
    let house = House::open().await?;
    let workshop = Workshop::begin(&house).await?;
    let mut people = Vec::new();
    for (sector, count) in sectors {
        people.extend(workshop.people(*count, sector).await?);
    }
    let round = workshop.open_round().await?;
    workshop
        .mark(&people, round, 0, &vec![2; people.len()])
        .await?;
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
    assert!(
        domain.sentence.contains('4') && domain.sentence.contains('5'),
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
    let results = revealed(&[("civic", 6), ("vcse", 3), ("health-care", 2)]).await?;
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

/// A room with so many people at its two tables, revealed table by table. Everybody at the first marks level 1, everybody
/// at the second level 4.
async fn at_tables(
    house: &House,
    first: usize,
    second: usize,
) -> anyhow::Result<(Workshop, Vec<Participant>)> {
    let workshop = Workshop::begin(house).await?;
    let mut people = Vec::new();
    let mut levels = Vec::new();
    for index in 0..first + second {
        let (table, level) = if index < first { ("t1", 1) } else { ("t2", 4) };
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
    let house = House::open().await?;
    let (workshop, people) = at_tables(&house, 6, 5).await?;
    let one = &people[0];
    let at_one = one.api.results(workshop.id(), None, None).await?;
    assert_eq!(at_one.table, Some("t1".parse()?));
    assert_eq!(at_one.domains[0].counts.as_deref(), Some(&[6, 0, 0, 0][..]));
    let at_two = people[10].api.results(workshop.id(), None, None).await?;
    assert_eq!(at_two.table, Some("t2".parse()?));
    assert_eq!(at_two.domains[0].counts.as_deref(), Some(&[0, 0, 0, 5][..]));
    let nowhere = workshop.person("civic").await?;
    let refused = problem(nowhere.api.results(workshop.id(), None, None)).await;
    expect(&refused, 403, "hidden", "you sit at none");

    // Moving somebody afterwards moves no mark.
    let seat = one.ticket.seat;
    let table = Some("t2".parse()?);
    workshop
        .command(Command::AssignTable { seat, table })
        .await?;
    let moved = one.api.results(workshop.id(), None, None).await?;
    assert_eq!(moved.domains[0].counts.as_deref(), Some(&[0, 0, 0, 5][..]));
    Ok(())
}

#[tokio::test]
async fn a_small_table_is_not_shown_and_cannot_be_worked_out() -> anyhow::Result<()> {
    let house = House::open().await?;
    let (workshop, people) = at_tables(&house, 6, 2).await?;
    // Were the first table told its six, it could take them from the room's eight once those are shown.
    for person in &people {
        let results = person.api.results(workshop.id(), None, None).await?;
        assert_eq!(results.domains[0].counts, None, "{:?}", results.table);
    }
    Ok(())
}

#[tokio::test]
async fn a_round_is_shown_by_one_grouping_only() -> anyhow::Result<()> {
    let house = House::open().await?;
    let workshop = Workshop::begin(&house).await?;
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
