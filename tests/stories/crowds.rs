//! Many at once, slow ones, silent ones.

use plenary_client::{
    api::Api,
    raw::{RawFrame, RawSocket},
    rehearsal::{
        crowd::{Rehearsal, rehearse},
        report::Report,
    },
};
use plenary_protocol::{
    api::{CreateWorkshop, NewTables},
    command::Command,
    limits,
    views::View,
    wire::hocuspocus::{ServerFrame, ServerMessage, client},
};
use plenary_tests::{PATIENCE, TestServer, Workshop, details, new_workshop};
use tokio::task::JoinSet;

#[tokio::test]
async fn forty_people_behind_one_address_join_at_once() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let mut joining = JoinSet::new();
    for index in 0..40 {
        let sector = ["civic", "vcse", "health-care"][index % 3];
        let (api, asked) = (server.api().clone(), details(&workshop.code(), sector));
        joining.spawn(
            async move { plenary_client::participant::Participant::join(&api, &asked).await },
        );
    }
    let mut people = Vec::new();
    while let Some(joined) = joining.join_next().await {
        people.push(joined??);
    }
    workshop
        .facilitator
        .watch
        .wait_for("forty people", PATIENCE, |views| {
            views
                .session
                .as_ref()
                .is_some_and(|session| session.present.people == 40)
        })
        .await?;
    let mut seats: Vec<_> = people.iter().map(|person| person.ticket.seat).collect();
    seats.sort();
    seats.dedup();
    assert_eq!(seats.len(), 40);
    Ok(())
}

#[tokio::test]
async fn a_rehearsal_comes_out_as_planned() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    for (seed, framework) in [(7, "pit-a"), (8, "pit-d")] {
        let asked = Rehearsal {
            participants: 30,
            seed,
            framework: framework.parse()?,
        };
        let outcome = rehearse(server.api(), &asked, |_| {}).await?;
        assert!(outcome.is_as_planned(), "\n{}", Report(&outcome));
        assert_eq!(outcome.marks_acknowledged, 300);
        assert_eq!(outcome.seen_after.count(), 300);
    }
    Ok(())
}

#[tokio::test]
async fn a_room_loads_once_however_many_arrive_together() -> anyhow::Result<()> {
    let mut server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    server.restart().await?;
    assert_eq!(server.metric("plenary_rooms"), Some(0.0));
    let api: Api = server.api().with_token(&workshop.created.facilitator_token);
    let mut asking = JoinSet::new();
    for _ in 0..50 {
        let (api, id) = (api.clone(), workshop.id());
        asking.spawn(async move { api.session(id).await });
    }
    while let Some(answered) = asking.join_next().await {
        assert_eq!(answered??.title, "Place-based planning");
    }
    assert_eq!(server.metric("plenary_rooms"), Some(1.0));
    Ok(())
}

#[tokio::test]
async fn a_slow_reader_gets_the_newest_view_and_not_every_one() -> anyhow::Result<()> {
    // As many as one seat may ask for at once.
    const CHANGES: u32 = limits::COMMANDS_PER_SEAT.0 as u32;
    let server = TestServer::open().await?;
    // Two hundred tables with long names make each view large: what the kernel holds on the way is soon full.
    let names = (0..limits::TABLES_PER_WORKSHOP).map(|number| format!("{number:0>80}"));
    let asked = CreateWorkshop {
        tables: Some(NewTables::Names(names.collect())),
        ..new_workshop()
    };
    let workshop = Workshop::begin_with(&server, &asked).await?;
    let slow = workshop.person("civic").await?;
    let mut socket = RawSocket::open_narrow(&server.address_past_the_line()?).await?;
    let address = format!("{}/session", workshop.id());
    socket
        .send(client::auth(&address, &slow.ticket.token, "4.8.0"))
        .await?;
    for _ in 0..CHANGES {
        workshop.command(Command::ExtendStep { minutes: 1 }).await?;
    }
    let (mut views, mut newest) = (0, None);
    while newest != Some(CHANGES) {
        let frame = socket.next(PATIENCE).await?;
        let RawFrame::Binary(bytes) = &frame else {
            panic!("the slow reader was thrown out: {frame:?}");
        };
        let Ok(ServerFrame::Document {
            message: ServerMessage::Stateless { payload },
            ..
        }) = ServerFrame::parse(bytes)
        else {
            continue;
        };
        if let View::Session(session) = serde_json::from_str(payload)? {
            let minutes = session.run_sheet.extended_minutes;
            assert!(
                newest.is_none_or(|before| before <= minutes),
                "time ran backwards"
            );
            newest = Some(minutes);
            views += 1;
        }
    }
    assert!(
        views < CHANGES,
        "{views} views for {CHANGES} changes: nothing was skipped"
    );
    Ok(())
}

#[tokio::test]
async fn a_silent_socket_hears_from_the_server_and_stays() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let person = workshop.person("civic").await?;
    let mut socket = RawSocket::open(server.address()).await?;
    let address = format!("{}/session", workshop.id());
    socket
        .send(client::auth(&address, &person.ticket.token, "4.8.0"))
        .await?;
    // Providers give a server up that is silent for 30 seconds.
    let wait = limits::KEEP_ALIVE + PATIENCE;
    socket
        .find("a ping", wait, |frame| {
            matches!(frame, RawFrame::Binary(bytes) if ServerFrame::parse(bytes) == Ok(ServerFrame::Ping))
        })
        .await?;
    socket.send(client::pong()).await?;
    socket.send(client::sync_step1(&address, &[0])).await?;
    socket
        .find("an answer", PATIENCE, |frame| {
            matches!(frame, RawFrame::Binary(_))
        })
        .await?;
    Ok(())
}
