//! A replica against a server that is played by hand.

use plenary_protocol::wire::hocuspocus::{ClientFrame, ClientMessage};
use yrs::Map;

use super::*;

fn mark(replica: &mut Replica, key: &str, level: u8) -> Option<Bytes> {
    let marks = replica.document().get_or_insert_map("marks");
    replica.edit(|transaction| {
        marks.insert(transaction, key, u32::from(level));
    })
}

fn message(frame: &Bytes) -> ClientMessage<'_> {
    match ClientFrame::parse(frame).expect("a frame the server can read") {
        ClientFrame::Document { address, message } => {
            assert_eq!(address, "w/ballot/s");
            message
        }
        other => panic!("not about a document: {other:?}"),
    }
}

fn opened() -> (Replica, Listening) {
    let (mut replica, listening) = Replica::new("w/ballot/s".into(), "token".into());
    let [auth, step1] = replica.greet();
    assert!(matches!(
        message(&auth),
        ClientMessage::Auth {
            token: "token",
            provider_version: Some(_)
        }
    ));
    assert!(matches!(
        message(&step1),
        ClientMessage::SyncStep1 { state_vector: [0] }
    ));
    replica.hear(ServerMessage::Authenticated {
        scope: Scope::ReadWrite,
    });
    let answer = replica.hear(ServerMessage::SyncStep1 { state_vector: &[0] });
    assert!(matches!(
        message(&answer.unwrap()),
        ClientMessage::SyncStep2 { .. }
    ));
    replica.hear(ServerMessage::SyncStep2 { update: &[0, 0] });
    (replica, listening)
}

#[test]
fn nothing_is_saved_before_the_server_says_so() {
    let (mut replica, listening) = opened();
    assert!(!listening.status.borrow().is_saved());
    replica.hear(ServerMessage::SyncStatus { applied: true });
    assert!(listening.status.borrow().is_saved());

    let frame = mark(&mut replica, "r1/leadership", 3).expect("sent at once");
    assert!(matches!(message(&frame), ClientMessage::Update { .. }));
    assert_eq!(listening.status.borrow().unacknowledged, 1);
    replica.hear(ServerMessage::SyncStatus { applied: true });
    let status = listening.status.borrow().clone();
    assert!(status.is_saved());
    assert_eq!((status.acknowledged, status.refused), (2, 0));
}

#[test]
fn a_refused_frame_is_no_longer_waited_for_and_is_counted() {
    let (mut replica, listening) = opened();
    replica.hear(ServerMessage::SyncStatus { applied: true });
    mark(&mut replica, "r1/leadership", 99);
    replica.hear(ServerMessage::SyncStatus { applied: false });
    let status = listening.status.borrow().clone();
    assert_eq!((status.unacknowledged, status.refused), (0, 1));
}

#[test]
fn what_was_written_offline_goes_out_with_the_next_step_2() {
    let (mut replica, listening) = opened();
    replica.go_offline();
    assert!(mark(&mut replica, "r1/leadership", 2).is_none());
    assert!(mark(&mut replica, "r1/data", 4).is_none());
    assert_eq!(
        listening.status.borrow().unacknowledged,
        3,
        "the open step 2 and two marks"
    );

    replica.greet();
    replica.hear(ServerMessage::Authenticated {
        scope: Scope::ReadWrite,
    });
    let frame = replica
        .hear(ServerMessage::SyncStep1 { state_vector: &[0] })
        .unwrap();
    let ClientMessage::SyncStep2 { update } = message(&frame) else {
        panic!("not a step 2");
    };
    let (mut other, _) = Replica::new("w/ballot/s".into(), "token".into());
    other.hear(ServerMessage::SyncStep2 { update });
    let marks = other.document().get_or_insert_map("marks");
    assert_eq!(marks.len(&other.document().transact()), 2);

    replica.hear(ServerMessage::SyncStep2 { update: &[0, 0] });
    replica.hear(ServerMessage::SyncStatus { applied: true });
    assert!(listening.status.borrow().is_saved());
}

#[test]
fn beginning_anew_lets_go_of_what_was_refused() {
    let (mut replica, listening) = opened();
    mark(&mut replica, "r1/leadership", 99);
    replica.hear(ServerMessage::SyncStatus { applied: false });
    let [close, auth, step1] = replica.reset();
    assert!(matches!(message(&close), ClientMessage::Close));
    assert!(matches!(message(&auth), ClientMessage::Auth { .. }));
    assert!(matches!(
        message(&step1),
        ClientMessage::SyncStep1 { state_vector: [0] }
    ));
    let status = listening.status.borrow().clone();
    assert_eq!((status.unacknowledged, status.refused), (0, 0));
}

#[test]
fn a_frame_that_the_server_could_not_place_is_acknowledged_by_the_step_2_that_follows() {
    let (mut replica, listening) = opened();
    replica.hear(ServerMessage::SyncStatus { applied: true });
    mark(&mut replica, "r1/leadership", 2);
    let again = replica.hear(ServerMessage::SyncStep1 { state_vector: &[0] });
    assert!(matches!(
        message(&again.unwrap()),
        ClientMessage::SyncStep2 { .. }
    ));
    assert_eq!(listening.status.borrow().unacknowledged, 1);
    replica.hear(ServerMessage::SyncStatus { applied: true });
    assert!(listening.status.borrow().is_saved());
}
