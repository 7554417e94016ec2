//! Who comes in, and when nobody does any more.

use plenary_client::document::{Document, PATIENCE};
use plenary_protocol::{
    api::{Join, Recover},
    command::Command,
    documents::{DocumentKind, MarkValue},
    seat::Role,
};
use plenary_tests::{TestServer, Workshop, details, new_workshop};

use super::{expect, problem};

#[tokio::test]
async fn while_joining_is_closed_nobody_comes_in_and_those_inside_go_on() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let inside = workshop.person("civic").await?;
    workshop
        .command(Command::OpenJoining { open: false })
        .await?;
    let outside = problem(server.api().join(&details(&workshop.code(), "civic"))).await;
    expect(&outside, 403, "forbidden", "joining is closed for now");
    assert!(
        !server
            .api()
            .invitation(&workshop.code())
            .await?
            .joining_open
    );

    let round = workshop.open_round().await?;
    inside
        .ballot
        .mark(round, workshop.domain(0), MarkValue::Level(1))
        .await?;
    inside.ballot.saved().await?;
    // A lost phone is no newcomer.
    let asked = Recover {
        code: workshop.code(),
        recovery_words: inside
            .ticket
            .recovery_words
            .clone()
            .expect("told on joining"),
    };
    server.api().recover(&asked).await?;
    workshop
        .command(Command::OpenJoining { open: true })
        .await?;
    workshop.person("vcse").await?;
    Ok(())
}

#[tokio::test]
async fn a_code_is_read_however_it_was_pasted() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let (code, link) = (workshop.code(), &workshop.created.join_url);
    for pasted in [
        format!("{code}."),
        format!("({})", code.to_lowercase()),
        format!("Code: {} {}!", &code[..3], &code[3..]),
        format!("Please join at {link}. The code is {code}."),
        link.clone(),
    ] {
        let joined = server.api().join(&details(&pasted, "civic")).await?;
        assert_eq!(joined.workshop, workshop.id(), "{pasted}");
        let invited = server.api().invitation(&pasted).await?;
        assert_eq!(invited.workshop, workshop.id(), "{pasted}");
    }
    let two = format!("{code} or CCCCCCC");
    let unclear = problem(server.api().invitation(&two)).await;
    expect(&unclear, 422, "invalid", "holds several");
    Ok(())
}

#[tokio::test]
async fn a_closed_workshop_can_be_read_and_no_longer_changed() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let person = workshop.person("civic").await?;
    let round = workshop.open_round().await?;
    person
        .ballot
        .mark(round, workshop.domain(0), MarkValue::Level(1))
        .await?;
    person.ballot.saved().await?;
    workshop.close(round).await?;
    workshop.command(Command::CloseWorkshop).await?;

    let api = &workshop.facilitator.api;
    let late = problem(server.api().join(&details(&workshop.code(), "civic"))).await;
    expect(&late, 409, "moved_on", "this workshop is over");
    let command = Command::Focus { domain: None };
    let refused = problem(api.command(workshop.id(), &command)).await;
    expect(&refused, 409, "moved_on", "this workshop is closed");
    let token = &workshop.created.facilitator_token;
    let connection = workshop.facilitator.watch.connection();
    let plenary = Document::open(connection, workshop.id(), DocumentKind::Plenary, token).await?;
    plenary.synced().await?;
    plenary
        .set_text("notes", "leadership", "one more thing")
        .await?;
    let refusal = plenary.refusal().await?;
    assert!(!refusal.detail.is_empty());
    assert_eq!(
        person.api.session(workshop.id()).await?.title,
        "Place-based planning"
    );

    // A mark that was under way is not taken any more, and its sender is told; nor is one behind the seal.
    for level in [2, 3] {
        person
            .ballot
            .mark(round, workshop.domain(0), MarkValue::Level(level))
            .await?;
        let refusal = person.ballot.document().refusal().await?;
        assert!(
            refusal.detail.contains("not counted and not kept"),
            "{refusal:?}"
        );
        person.ballot.document().reset().await?;
        person
            .ballot
            .shows(round, workshop.domain(0), MarkValue::Level(1))
            .await?;
        if level == 2 {
            workshop.command(Command::Seal).await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn what_somebody_says_on_joining_is_checked_word_by_word() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let code = workshop.code();
    let check = async |asked: Join, status: u16, kind: &str, says: &str| {
        expect(
            &problem(server.api().join(&asked)).await,
            status,
            kind,
            says,
        );
    };
    check(details("KQM4WT", "civic"), 422, "invalid", "a join code").await;
    check(details("CCCCCCC", "civic"), 404, "not_found", "").await;
    check(
        details(&code, "army"),
        422,
        "invalid",
        "choose one of `civic`, `vcse`, `health-care`",
    )
    .await;
    let table = Join {
        table: Some("t7".parse()?),
        ..details(&code, "civic")
    };
    check(table, 422, "invalid", "no table `t7`").await;
    let long = Join {
        name: Some("x".repeat(61)),
        ..details(&code, "civic")
    };
    check(
        long,
        422,
        "invalid",
        "61 characters: it may have at most 60",
    )
    .await;
    let control = Join {
        organisation: Some("a\u{7}b".to_owned()),
        ..details(&code, "civic")
    };
    check(control, 422, "invalid", "control character").await;
    let boss = Join {
        role: Some(Role::Facilitator),
        ..details(&code, "civic")
    };
    check(boss, 403, "forbidden", "nobody can join as facilitator").await;
    let wrong = Recover {
        code: code.clone(),
        recovery_words: "apple river cloud stone".to_owned(),
    };
    let unknown = problem(server.api().recover(&wrong)).await;
    assert_eq!(unknown.status, 404, "{unknown:?}");
    let three = Recover {
        recovery_words: "apple river cloud".to_owned(),
        ..wrong
    };
    expect(
        &problem(server.api().recover(&three)).await,
        422,
        "invalid",
        "the four words",
    );
    // Nobody got a seat by any of it.
    let seats = workshop.facilitator.api.seats(workshop.id()).await?;
    assert_eq!(seats.len(), 2, "the facilitator and the screen");
    Ok(())
}

#[tokio::test]
async fn an_organiser_key_is_asked_for_where_there_is_one() -> anyhow::Result<()> {
    let server = TestServer::open_with(Some("a long secret")).await?;
    let none = problem(server.api().create(&new_workshop())).await;
    expect(&none, 401, "unauthorised", "organiser key");
    let wrong = server.api().with_token("another secret");
    let wrong = problem(wrong.create(&new_workshop())).await;
    expect(&wrong, 401, "unauthorised", "not the organiser key");
    let right = server.api().with_token("a long secret");
    let created = right.create(&new_workshop()).await?;
    // Joining needs no key.
    server
        .api()
        .join(&details(&created.join_code.to_string(), "vcse"))
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_seat_that_leaves_is_no_longer_present() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let person = workshop.person("civic").await?;
    let here = |count| {
        move |views: &plenary_client::views::Views| {
            views
                .session
                .as_ref()
                .is_some_and(|session| session.present.people == count)
        }
    };
    let watch = &workshop.facilitator.watch;
    watch.wait_for("somebody", PATIENCE, here(1)).await?;
    person.connection().disconnect().await?;
    watch.wait_for("nobody", PATIENCE, here(0)).await?;
    person.connection().reconnect().await?;
    watch.wait_for("somebody again", PATIENCE, here(1)).await?;
    Ok(())
}
