//! A reader that is slow, comes back, or never does.

use super::*;

fn outbox() -> (Outbox, Metrics) {
    let metrics = Metrics::new();
    (Outbox::new(metrics.clone()), metrics)
}

fn edit(size_bytes: usize) -> Bytes {
    Bytes::from(vec![7; size_bytes])
}

fn check_metric(metrics: &Metrics, line: &str) {
    let text = metrics.to_text();
    assert!(
        text.lines().any(|found| found == line),
        "{line} in:\n{text}"
    );
}

#[tokio::test]
async fn vi5_a_reader_who_was_away_gets_the_newest_view_only() {
    let (outbox, _) = outbox();
    for number in 0..100u8 {
        outbox.put_view(1, Slot(4), Bytes::copy_from_slice(&[number]));
    }
    outbox.push(Bytes::from_static(b"ack"));
    let outgoing = outbox.take().await;
    assert_eq!(
        outgoing.frames,
        [Bytes::from_static(b"ack"), Bytes::from_static(&[99])]
    );
}

#[tokio::test]
async fn sl3_answers_that_nobody_takes_are_let_go_and_the_socket_is_closed() {
    let (outbox, metrics) = outbox();
    for _ in 0..=limits::OUTBOX_FRAMES {
        outbox.push(Bytes::from_static(b"frame"));
    }
    let outgoing = outbox.take().await;
    assert!(outgoing.frames.is_empty());
    assert_eq!(
        outgoing.closing.expect("the socket is closed").code,
        close_code::TRY_AGAIN_LATER
    );
    check_metric(&metrics, "plenary_outbox_bytes 0");
}

#[tokio::test]
async fn sl1_a_reader_who_stops_costs_a_bounded_memory_and_keeps_its_answers() {
    let (outbox, metrics) = outbox();
    let drained = Arc::new(Notify::new());
    outbox.push(Bytes::from_static(b"ack"));
    for _ in 0..1_000 {
        outbox.push_edit(3, edit(10_000), &drained);
        let held = outbox.0.waiting.lock().unwrap().held_bytes();
        assert!(held <= limits::OUTBOX_LAG_BYTES + 10_000, "{held}");
    }
    check_metric(&metrics, "plenary_lagging_readers 1");
    let outgoing = outbox.take().await;
    assert!(outgoing.closing.is_none());
    assert_eq!(
        outgoing.frames,
        [Bytes::from_static(b"ack")],
        "no edit is sent without those before it"
    );
}

#[tokio::test]
async fn sl2_when_the_reader_reads_again_the_room_is_told_once() {
    let (outbox, metrics) = outbox();
    let drained = Arc::new(Notify::new());
    outbox.push(Bytes::from_static(b"ack"));
    for _ in 0..100 {
        outbox.push_edit(3, edit(10_000), &drained);
    }
    assert_eq!(outbox.take().await.ping, None, "the answer is under way");
    let ping = outbox.take().await.ping;
    assert_eq!(ping, Some(1), "all is written: is it being read?");
    outbox.ping_answered(0);
    assert!(!outbox.take_caught_up(3), "that is an older answer");
    outbox.push_edit(3, edit(5), &drained);
    outbox.ping_answered(1);
    drained.notified().await;
    outbox.push_edit(3, edit(5), &drained);
    assert!(outbox.take_caught_up(3));
    assert!(!outbox.take_caught_up(3));
    check_metric(&metrics, "plenary_lagging_readers 0");
    outbox.push_edit(3, edit(6), &drained);
    assert_eq!(
        outbox.take().await.frames,
        [edit(6)],
        "from now on it hears all"
    );
}

#[tokio::test]
async fn nothing_is_kept_for_a_socket_that_is_gone() {
    let (outbox, metrics) = outbox();
    outbox.push(Bytes::from_static(b"before"));
    outbox.abandon();
    outbox.push(Bytes::from_static(b"frame"));
    assert!(outbox.0.waiting.lock().unwrap().queue.is_empty());
    check_metric(&metrics, "plenary_outbox_bytes 0");
}
