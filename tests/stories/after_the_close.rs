//! What counts when marking closes, and what is taken when the workshop does: the server says it to each seat.

use plenary_client::participant::Participant;
use plenary_protocol::{
    command::Command, documents::MarkValue, id::RoundId, round::RevealLevel, views::CountedMark,
};
use plenary_tests::{PATIENCE, TestServer, Workshop};

/// What a person has been told of their own marks in a round: domain and level; none while nothing is told of it.
async fn told(
    person: &Participant,
    round: RoundId,
    expected: Option<Vec<(String, Option<u8>)>>,
) -> anyhow::Result<()> {
    person
        .watch
        .wait_for("what is counted", PATIENCE, |views| {
            let seat = views.seat.as_ref();
            let counted = seat.and_then(|seat| seat.counted.iter().find(|one| one.round == round));
            let pair = |mark: &CountedMark| (mark.domain.to_string(), mark.level);
            counted.map(|counted| counted.marks.iter().map(pair).collect()) == expected
        })
        .await?;
    Ok(())
}

#[tokio::test]
async fn each_person_is_told_which_of_their_marks_were_counted() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let people = workshop.people(5, "civic").await?;
    let (amina, late) = (&people[0], &people[4]);
    let round = workshop.open_round().await?;
    let name = |index: usize| workshop.domain(index).to_string();
    for person in &people[..4] {
        let marks = [(0, MarkValue::Level(2)), (1, MarkValue::Unsure)];
        for (domain, mark) in marks {
            person
                .ballot
                .mark(round, workshop.domain(domain), mark)
                .await?;
        }
        person.ballot.saved().await?;
    }
    workshop.seen(round, 0, 4).await?;
    told(amina, round, None).await?;
    workshop.close(round).await?;
    let counted = vec![(name(0), Some(2)), (name(1), None)];
    told(amina, round, Some(counted.clone())).await?;
    told(late, round, Some(vec![])).await?;

    // What changes behind the close stays on the ballot, and out of what is counted.
    amina
        .ballot
        .mark(round, workshop.domain(0), MarkValue::Level(4))
        .await?;
    amina.ballot.saved().await?;
    let seat = amina.api.seat(workshop.id()).await?;
    assert_eq!(seat.counted[0].marks[0].level, Some(2));

    // Marking that goes on counts what stands; then nothing is told of it until it closes again.
    workshop.command(Command::ReopenRound { round }).await?;
    told(amina, round, None).await?;
    workshop.close(round).await?;
    let now = vec![(name(0), Some(4)), (name(1), None)];
    told(amina, round, Some(now)).await?;
    // Nobody is told what others marked, and a device that comes back is told the same.
    let again = Participant::connect(server.api(), amina.ticket.clone()).await?;
    told(
        &again,
        round,
        Some(vec![(name(0), Some(4)), (name(1), None)]),
    )
    .await?;
    workshop.reveal(round, RevealLevel::Pooled, None).await?;
    told(late, round, Some(vec![])).await?;
    Ok(())
}

#[tokio::test]
async fn marks_that_come_after_the_workshop_has_closed_are_refused_and_what_is_known_is_not()
-> anyhow::Result<()> {
    let mut server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let (here, away) = (
        workshop.person("civic").await?,
        workshop.person("vcse").await?,
    );
    let round = workshop.open_round().await?;
    for person in [&here, &away] {
        person
            .ballot
            .mark(round, workshop.domain(0), MarkValue::Level(3))
            .await?;
        person.ballot.saved().await?;
    }
    workshop.seen(round, 0, 2).await?;
    away.ballot.disconnect().await?;
    away.ballot
        .mark(round, workshop.domain(1), MarkValue::Level(1))
        .await?;
    workshop.close(round).await?;

    // Between the two closes a mark is late: kept, counted as late and shown apart.
    here.ballot
        .mark(round, workshop.domain(1), MarkValue::Level(2))
        .await?;
    here.ballot.saved().await?;
    let progress = here.api.progress(workshop.id(), Some(round)).await?;
    assert_eq!(progress.late, 1);
    workshop.command(Command::CloseWorkshop).await?;

    // What was made without a network is told as not taken, and the ballot is as the server has it.
    away.ballot.reconnect().await?;
    let refusal = away.ballot.document().refusal().await?;
    assert!(
        refusal.detail.contains("after the workshop had closed"),
        "{refusal:?}"
    );
    assert!(refusal.document.contains("/ballot/"));
    away.ballot.document().reset().await?;
    away.ballot
        .shows(round, workshop.domain(0), MarkValue::Level(3))
        .await?;
    assert_eq!(away.ballot.marked(round, workshop.domain(1)).await?, None);
    // A device whose marks are all known is told that they are safe, closed or not.
    here.ballot.disconnect().await?;
    here.ballot.reconnect().await?;
    here.ballot.saved().await?;

    server.restart().await?;
    let progress = workshop
        .facilitator
        .api
        .progress(workshop.id(), Some(round))
        .await?;
    assert_eq!(progress.late, 1, "as before: nothing was added");
    Ok(())
}
