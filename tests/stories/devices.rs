//! One person, two devices: a phone and a laptop on one ballot, and a seat that is brought to a new phone.

use plenary_client::participant::Participant;
use plenary_protocol::{api::Recover, documents::MarkValue};
use plenary_tests::{TestServer, Workshop};
use yrs::{Map, ReadTxn, Transact};

#[tokio::test]
async fn two_devices_write_one_ballot() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let phone = workshop.person("civic").await?;
    let laptop = Participant::connect(server.api(), phone.ticket.clone()).await?;
    let round = workshop.open_round().await?;

    phone
        .ballot
        .mark(round, workshop.domain(0), MarkValue::Level(2))
        .await?;
    phone.ballot.saved().await?;
    laptop
        .ballot
        .shows(round, workshop.domain(0), MarkValue::Level(2))
        .await?;

    laptop
        .ballot
        .mark(round, workshop.domain(0), MarkValue::Level(4))
        .await?;
    laptop
        .ballot
        .mark(round, workshop.domain(1), MarkValue::Unsure)
        .await?;
    laptop.ballot.saved().await?;
    phone
        .ballot
        .shows(round, workshop.domain(0), MarkValue::Level(4))
        .await?;
    phone
        .ballot
        .shows(round, workshop.domain(1), MarkValue::Unsure)
        .await?;

    // However many devices: one person, one mark.
    workshop.seen(round, 0, 1).await?;
    workshop.seen(round, 1, 1).await?;
    let session = workshop.facilitator.api.session(workshop.id()).await?;
    assert_eq!(session.present.people, 1);
    Ok(())
}

#[tokio::test]
async fn two_devices_that_disagree_offline_agree_afterwards() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let phone = workshop.person("civic").await?;
    let laptop = Participant::connect(server.api(), phone.ticket.clone()).await?;
    let round = workshop.open_round().await?;
    phone.ballot.disconnect().await?;
    laptop.ballot.disconnect().await?;
    phone
        .ballot
        .mark(round, workshop.domain(0), MarkValue::Level(1))
        .await?;
    laptop
        .ballot
        .mark(round, workshop.domain(0), MarkValue::Level(3))
        .await?;
    for device in [&phone, &laptop] {
        device.ballot.reconnect().await?;
        device.ballot.saved().await?;
    }
    workshop.seen(round, 0, 1).await?;
    // Which of the two stands is a matter of chance; that both show the same is not. The one that came back last has
    // heard everything; the other one still has to.
    let stands = laptop.ballot.marked(round, workshop.domain(0)).await?;
    assert!(
        matches!(stands, Some(MarkValue::Level(1 | 3))),
        "{stands:?}"
    );
    let stands = stands.expect("one of the two");
    phone
        .ballot
        .shows(round, workshop.domain(0), stands)
        .await?;
    Ok(())
}

#[tokio::test]
async fn four_words_bring_the_seat_and_its_marks_to_another_phone() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let lost = workshop.person("vcse").await?;
    let round = workshop.open_round().await?;
    lost.ballot
        .mark(round, workshop.domain(0), MarkValue::Level(3))
        .await?;
    lost.ballot
        .reason(round, workshop.domain(0), "we meet weekly")
        .await?;
    lost.ballot.saved().await?;
    let words = lost.ticket.recovery_words.clone().expect("told on joining");

    let asked = Recover {
        code: workshop.code(),
        // As people type what they wrote down.
        recovery_words: format!(" {} ", words.to_uppercase().replace(' ', ", ")),
    };
    let found = Participant::recover(server.api(), &asked).await?;
    assert_eq!(found.ticket.seat, lost.ticket.seat);
    assert_ne!(found.ticket.token, lost.ticket.token);
    assert_eq!(
        found.ballot.marked(round, workshop.domain(0)).await?,
        Some(MarkValue::Level(3))
    );
    let reason = found.ballot.reason_given(round, workshop.domain(0)).await?;
    assert_eq!(reason.as_deref(), Some("we meet weekly"));

    // The first phone turns up again, and still works: nobody is thrown out.
    lost.ballot
        .mark(round, workshop.domain(1), MarkValue::Level(1))
        .await?;
    lost.ballot.saved().await?;
    found
        .ballot
        .mark(round, workshop.domain(0), MarkValue::Level(4))
        .await?;
    found.ballot.saved().await?;
    workshop.seen(round, 0, 1).await?;
    workshop.seen(round, 1, 1).await?;
    Ok(())
}

#[tokio::test]
async fn a_mark_taken_back_is_no_longer_counted() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let person = workshop.person("vcse").await?;
    let round = workshop.open_round().await?;
    person
        .ballot
        .mark(round, workshop.domain(0), MarkValue::Level(3))
        .await?;
    person.ballot.saved().await?;
    workshop.seen(round, 0, 1).await?;
    person.ballot.unmark(round, workshop.domain(0)).await?;
    person.ballot.saved().await?;
    workshop.seen(round, 0, 0).await?;
    let left = person
        .ballot
        .document()
        .look(|document| {
            let transaction = document.transact();
            transaction
                .get_map("marks")
                .map(|marks| marks.len(&transaction))
        })
        .await?;
    assert_eq!(left, Some(0));
    Ok(())
}
