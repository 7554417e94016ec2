//! A document that several people write: nobody closes it to the others, and what is acknowledged is in it.

use plenary_client::{connection::Connection, document::Document};
use plenary_protocol::{documents::DocumentKind, id::TableId, limits};
use plenary_tests::{
    PATIENCE, TestServer, Workshop,
    notes::{RawNotes, keys, note, pages},
};

/// The notes of the first table, on a device of their own.
async fn notes(server: &TestServer, workshop: &Workshop, token: &str) -> anyhow::Result<Document> {
    let device = Connection::open(server.address()).await?;
    let table = DocumentKind::Table(TableId::nth(1));
    let notes = Document::open(&device, workshop.id(), table, token).await?;
    notes.synced().await?;
    Ok(notes)
}

#[tokio::test]
async fn ga15_what_is_known_is_acknowledged_to_whoever_sends_the_same_and_to_nobody_else()
-> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    workshop.open_round().await?;
    let ann = workshop.person_at("civic", "t1").await?;
    let bob = workshop.person_at("civic", "t1").await?;
    let mut by_ann = RawNotes::open(server.address(), &ann.ticket).await?;
    let mut by_bob = RawNotes::open(server.address(), &bob.ticket).await?;
    assert!(
        by_ann
            .is_kept(&note(7, "why", "we meet every week"))
            .await?
    );
    // Bob's device brings what it has heard of Ann, and then something that she never wrote.
    assert!(
        by_bob
            .is_kept(&note(7, "why", "we meet every week"))
            .await?
    );
    assert!(!by_bob.is_kept(&note(7, "why", "we never meet....")).await?);
    assert!(
        !by_bob
            .is_kept(&note(7, "how", "we meet every week"))
            .await?
    );
    // Nor is it taken for known of her own, should two of her devices have drawn the same number.
    assert!(!by_ann.is_kept(&note(7, "why", "we never meet....")).await?);
    Ok(())
}

#[tokio::test]
async fn one_who_fills_a_document_leaves_half_of_it_to_the_others() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    workshop.open_round().await?;
    let greedy = workshop.person_at("civic", "t1").await?;
    let modest = workshop.person_at("civic", "t1").await?;
    let by_greedy = notes(&server, &workshop, &greedy.ticket.token).await?;
    let piece = "g".repeat(200 * 1024);
    let mut kept = 0;
    loop {
        let key = format!("{}/g{kept}", workshop.domain(0));
        by_greedy.set_text("notes", &key, &piece).await?;
        if by_greedy.saved().await.is_err() {
            break;
        }
        kept += 1;
    }
    assert_eq!(kept * piece.len() / 1024, 1000, "half of two megabytes");

    // Nothing of it is in the way of the others, and a facilitator may go further than they.
    let by_modest = notes(&server, &workshop, &modest.ticket.token).await?;
    let key = format!("{}/m", workshop.domain(0));
    by_modest
        .set_text("notes", &key, &"m".repeat(400 * 1024))
        .await?;
    by_modest.saved().await?;
    let facilitator = &workshop.created.facilitator_token;
    let by_facilitator = notes(&server, &workshop, facilitator).await?;
    let key = format!("{}/f", workshop.domain(0));
    by_facilitator
        .set_text("notes", &key, &"f".repeat(500 * 1024))
        .await?;
    by_facilitator.saved().await?;

    // What is taken out counts no longer, for whoever wrote it.
    by_greedy.reset().await?;
    by_greedy.synced().await?;
    for number in 0..4 {
        let key = format!("{}/g{number}", workshop.domain(0));
        by_greedy.set_text("notes", &key, "").await?;
    }
    by_greedy.saved().await?;
    let key = format!("{}/g9", workshop.domain(0));
    by_greedy.set_text("notes", &key, &piece).await?;
    by_greedy.saved().await?;
    Ok(())
}

#[tokio::test]
async fn keys_with_nothing_under_them_weigh_what_they_take_and_not_what_they_are_sent_with()
-> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    workshop.open_round().await?;
    let greedy = workshop.person_at("civic", "t1").await?;
    let modest = workshop.person_at("civic", "t1").await?;
    let mut raw = RawNotes::open(server.address(), &greedy.ticket).await?;
    // As many at once as are taken; then fewer.
    let (mut kept, mut count, mut page) = (0, 4_096, 1_000);
    while 64 <= count {
        match raw.is_kept(&keys(page, count)).await? {
            true => kept += count,
            false => count /= 2,
        }
        page += 1;
    }
    let half = (limits::SHARED_DOCUMENT_BYTES / limits::STRUCT_BYTES / 2) as u64;
    assert!(half * 9 / 10 < kept && kept <= half, "{kept} of {half}");

    let by_modest = notes(&server, &workshop, &modest.ticket.token).await?;
    let key = format!("{}/m", workshop.domain(0));
    by_modest.set_text("notes", &key, "and I").await?;
    by_modest.saved().await?;
    Ok(())
}

#[tokio::test]
async fn twenty_seats_with_all_the_pages_they_may_have_close_a_document_to_nobody()
-> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    workshop.open_round().await?;
    let newcomer = workshop.person_at("civic", "t1").await?;
    let mut taken = 0;
    for number in 0..20_u64 {
        let seat = workshop.person_at("civic", "t1").await?;
        let mut raw = RawNotes::open(server.address(), &seat.ticket).await?;
        // As many at once as are taken; then fewer, down to one.
        let mut count = limits::CLIENTS_PER_SEAT as u64;
        let mut next = 1_000 * (number + 1);
        while count > 0 {
            if raw.is_kept(&pages(next, count)?).await? {
                taken += count;
                next += count;
            } else {
                count /= 2;
            }
        }
    }
    assert!(3_000 < taken && taken < 7_000, "{taken} pages");

    let by_newcomer = notes(&server, &workshop, &newcomer.ticket.token).await?;
    let key = format!("{}/n", workshop.domain(0));
    by_newcomer.set_text("notes", &key, "and I").await?;
    by_newcomer.saved().await?;
    let facilitator = &workshop.created.facilitator_token;
    let by_facilitator = notes(&server, &workshop, facilitator).await?;
    let key = format!("{}/f", workshop.domain(0));
    by_facilitator.set_text("notes", &key, "and we").await?;
    by_facilitator.saved().await?;
    Ok(())
}

#[tokio::test]
async fn a_document_says_that_it_is_nearly_full_and_no_longer_once_it_is_not() -> anyhow::Result<()>
{
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    workshop.open_round().await?;
    let facilitator = &workshop.created.facilitator_token;
    let by_facilitator = notes(&server, &workshop, facilitator).await?;
    let watch = &workshop.facilitator.watch;
    let key = |number: usize| format!("{}/p{number}", workshop.domain(0));
    for number in 0..6 {
        let piece = "p".repeat(300 * 1024);
        by_facilitator
            .set_text("notes", &key(number), &piece)
            .await?;
    }
    by_facilitator.saved().await?;
    watch
        .wait_for("it is nearly full", PATIENCE, |views| {
            let said = views.session.as_ref().map(|session| &session.nearly_full);
            said.is_some_and(|full| {
                full.iter()
                    .any(|one| one.document == "table/t1" && one.percent == 85)
            })
        })
        .await?;
    by_facilitator.set_text("notes", &key(0), "").await?;
    by_facilitator.saved().await?;
    watch
        .wait_for("it is not", PATIENCE, |views| {
            let said = views.session.as_ref().map(|session| &session.nearly_full);
            said.is_some_and(Vec::is_empty)
        })
        .await?;
    Ok(())
}
