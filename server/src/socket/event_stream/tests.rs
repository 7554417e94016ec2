//! Batches of one stream, taken once and in order, without a server around it.

use tokio::task::JoinHandle;

use super::{
    super::reader::{Came, Incoming},
    *,
};

/// A batch of frames that are shorter than 128 bytes.
fn batch(frames: &[&[u8]]) -> Body {
    let framed = frames
        .iter()
        .flat_map(|frame| std::iter::once(frame.len() as u8).chain(frame.iter().copied()));
    Body::from(framed.collect::<Vec<u8>>())
}

struct Opened {
    streams: Streams,
    id: Option<ChannelId>,
    incoming: FromBatches,
    // The client goes with it.
    body: Body,
    _events: ToEvents,
}

fn open() -> Opened {
    let streams = Streams::default();
    let (events, incoming, body) = streams.open();
    let id = streams.0.lock().unwrap().keys().next().copied();
    Opened {
        streams,
        id,
        incoming,
        body,
        _events: events,
    }
}

impl Opened {
    fn send(&self, number: u64, body: Body) -> JoinHandle<Result<(), NotTaken>> {
        let (streams, id) = (self.streams.clone(), self.id);
        tokio::spawn(async move { streams.take(id, number, None, body).await })
    }

    async fn hears(&mut self, frame: &[u8]) {
        let came = self.incoming.next().await.expect("the client is there");
        let expected = Came::Frame {
            bytes: bytes::Bytes::copy_from_slice(frame),
            cut_from_bytes: None,
        };
        assert_eq!(came, expected);
    }
}

#[tokio::test]
async fn es3_a_batch_that_comes_again_is_taken_once() {
    let mut opened = open();
    let first = opened.send(1, batch(&[b"a", b"b"]));
    opened.hears(b"a").await;
    // Its answer has been lost on the way, and nobody knows yet that it came.
    let again = opened.send(1, batch(&[b"a", b"b"]));
    assert_eq!(again.await.unwrap(), Ok(()));
    assert!(!first.is_finished(), "not all of it is with its rooms");
    opened.hears(b"b").await;
    let second = opened.send(2, batch(&[b"c"]));
    opened.hears(b"c").await;
    assert_eq!(first.await.unwrap(), Ok(()));
    let third = opened.send(3, batch(&[]));
    let came = opened.incoming.next().await;
    assert_eq!(came, Some(Came::Control { answers: None }));
    assert_eq!(second.await.unwrap(), Ok(()));
    drop(third);
}

#[tokio::test]
async fn es3_a_batch_before_its_turn_is_refused_with_the_number_that_is_awaited() {
    let opened = open();
    let early = opened.send(2, batch(&[b"b"])).await.unwrap();
    assert_eq!(early, Err(NotTaken::OutOfOrder { next: 1 }));
}

#[tokio::test]
async fn es3_a_request_that_hangs_on_its_way_gives_way_to_a_newer_one() {
    let mut opened = open();
    let (hanging, never) = tokio::sync::oneshot::channel::<()>();
    let pieces = futures_util::stream::once(async move {
        let _ = never.await;
        Ok::<_, std::convert::Infallible>(bytes::Bytes::new())
    });
    let first = opened.send(1, Body::from_stream(pieces));
    tokio::task::yield_now().await;
    let again = opened.send(1, batch(&[b"a"]));
    assert_eq!(first.await.unwrap(), Err(NotTaken::Superseded));
    opened.hears(b"a").await;
    drop((hanging, again));
}

#[tokio::test]
async fn es2_a_secret_opens_its_stream_as_long_as_that_is_there_and_is_never_shown() {
    let opened = open();
    let id = opened.id.unwrap();
    assert_eq!(ChannelId::parse(&id.text()), Some(id));
    assert!(!format!("{:?}", opened.streams).contains(&id.text()));
    for wrong in ["", "a", "../..", &"A".repeat(31), &"A".repeat(33)] {
        assert_eq!(ChannelId::parse(wrong), None, "{wrong}");
    }
    let other = ChannelId::parse(&"A".repeat(32));
    let wrong = opened.streams.take(other, 1, None, batch(&[])).await;
    assert_eq!(wrong, Err(NotTaken::Ended));

    let Opened {
        streams,
        mut incoming,
        body,
        ..
    } = opened;
    drop(body);
    assert_eq!(incoming.next().await, None, "nobody reads any more");
    drop(incoming);
    let late = streams.take(Some(id), 1, None, batch(&[])).await;
    assert_eq!(late, Err(NotTaken::Ended));
    assert!(streams.0.lock().unwrap().is_empty());
}
