//! Long work is done beside the room, one piece after another for each seat.

use std::sync::mpsc;

use plenary_protocol::{command::Command, id::SeatId, round::RoundKind};

use super::*;

/// Work that ends when it is told to, and says when it has begun.
struct Long {
    begun: tokio::sync::mpsc::UnboundedReceiver<u64>,
    end: mpsc::Sender<()>,
}

impl TestServer {
    async fn long_work(&self, workshop: &WorkshopCreated, seat: SeatId) -> Long {
        let (begin, begun) = tokio::sync::mpsc::unbounded_channel();
        let (end, ended) = mpsc::channel::<()>();
        let (app, id) = (self.app.clone(), workshop.workshop);
        tokio::spawn(async move {
            let room = app.rooms.open(id).await.expect("it was made");
            let working = app.workbench.work((id, seat), &room, move |snapshot| {
                begin.send(snapshot.space.seq()).expect("it is waited for");
                // An error means that the test has ended.
                let _ = ended.recv();
            });
            working.await.map_err(|_| "no turn").expect("a turn");
        });
        Long { begun, end }
    }
}

#[tokio::test]
async fn while_a_file_is_made_the_workshop_goes_on_and_its_files_stay_as_they_were() {
    let server = TestServer::open(None);
    let workshop = server.workshop().await;
    let mut long = server.long_work(&workshop, workshop.seat).await;
    let seq = long.begun.recv().await.expect("it begins");

    let room = server.app.rooms.open(workshop.workshop).await.unwrap();
    let open = Command::OpenRound {
        framework: "pit-a".parse().unwrap(),
        kind: RoundKind::Now,
        domains: None,
    };
    let (later, _) = room.command(workshop.seat, open, None).await.unwrap();
    assert!(seq < later, "the room has gone on");
    long.end.send(()).unwrap();
}

#[tokio::test]
async fn a_seat_that_asks_for_much_waits_for_itself_and_others_get_their_turn() {
    let server = TestServer::open(None);
    let workshop = server.workshop().await;
    let (ann, bob) = (
        server.join(&workshop).await.seat,
        server.join(&workshop).await.seat,
    );
    let mut first = server.long_work(&workshop, ann).await;
    first.begun.recv().await.expect("it begins");
    let mut second = server.long_work(&workshop, ann).await;
    let mut other = server.long_work(&workshop, bob).await;
    other
        .begun
        .recv()
        .await
        .expect("a place is free for others");
    assert!(second.begun.try_recv().is_err(), "one after another");
    first.end.send(()).unwrap();
    second.begun.recv().await.expect("now it is its turn");
    drop(other.end);
}
