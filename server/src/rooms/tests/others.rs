//! Several nodes: what others write comes in as fast as they write it, and those who ask here have their turn.

use plenary_protocol::{
    command::Command,
    entry::{Control, Entry, Event},
};
use tokio::sync::mpsc;

use super::world::world;
use crate::workshops::Rooms;
use crate::{telemetry::Metrics, workshops::Reading};

#[tokio::test]
async fn however_much_others_write_whoever_asks_has_a_turn_between() {
    let world = world().await;
    let read = |reading: &Reading<'_>| (reading.space.id(), reading.space.seq());
    let (workshop, seq) = world.room.read(read).await.unwrap();
    let (others, followed) = mpsc::channel(8);
    world.journal.others.lock().unwrap().replace(followed);
    let room = Rooms::new(world.journal.clone(), Metrics::new());
    let room = room.open(workshop).await.unwrap();
    for number in 1..=8 {
        let entry = Entry {
            at_ms: 1,
            event: Event::Control(Control::Commanded {
                request: None,
                seat: world.facilitator,
                command: Command::OpenJoining {
                    open: number % 2 == 0,
                },
            }),
        };
        others
            .try_send(vec![(seq + number, entry.encode())])
            .unwrap();
    }
    let snapshot = room.snapshot().await.unwrap();
    assert_eq!(snapshot.space.seq(), seq + 1, "it waits for one batch only");
    while !others.is_closed() && others.capacity() < 8 {
        tokio::task::yield_now().await;
    }
    let snapshot = room.snapshot().await.unwrap();
    assert_eq!(snapshot.space.seq(), seq + 8, "and nothing is missed");
}
