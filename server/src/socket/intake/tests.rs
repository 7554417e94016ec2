//! Laws of the intake: whatever the pieces in which bytes come, messages within the limit pass as they are, and one
//! beyond it passes as its beginning.

use futures_util::StreamExt;
use plenary_protocol::limits;
use rand::{Rng, SeedableRng, rngs::SmallRng, seq::SliceRandom};
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Message,
        protocol::{
            Role, WebSocketConfig,
            frame::{
                Frame, FrameHeader,
                coding::{Control, Data, OpCode},
            },
        },
    },
};

use super::{cutter::HEAD_BYTES, *};

const MOST_BYTES: usize = 2_000;

/// One frame of a client's, as bytes.
fn frame(opcode: OpCode, is_final: bool, mask: [u8; 4], payload: &[u8]) -> Vec<u8> {
    let header = FrameHeader {
        is_final,
        opcode,
        mask: Some(mask),
        ..FrameHeader::default()
    };
    let mut bytes = Vec::new();
    let frame = Frame::from_payload(header, payload.to_vec().into());
    frame.format(&mut bytes).expect("memory takes it");
    bytes
}

/// A message in so many frames, with a ping after some of them.
fn message(payload: &[u8], random: &mut SmallRng) -> Vec<u8> {
    let frames = random.random_range(1..=4);
    let mut ends: Vec<usize> = (1..frames)
        .map(|_| random.random_range(0..=payload.len()))
        .collect();
    ends.sort_unstable();
    ends.push(payload.len());
    let (mut bytes, mut from) = (Vec::new(), 0);
    for (index, end) in ends.iter().enumerate() {
        let opcode = OpCode::Data(if index == 0 {
            Data::Binary
        } else {
            Data::Continue
        });
        bytes.extend(frame(
            opcode,
            index + 1 == ends.len(),
            random.random(),
            &payload[from..*end],
        ));
        if random.random_bool(0.2) {
            bytes.extend(frame(
                OpCode::Control(Control::Ping),
                true,
                random.random(),
                b"still here",
            ));
        }
        from = *end;
    }
    bytes
}

/// What a reader of messages gets of these bytes when they come in pieces of random lengths.
async fn read(bytes: &[u8], random: &mut SmallRng) -> Vec<(Vec<u8>, Option<u64>)> {
    let (mut phone, server) = duplex(64 * 1024);
    let meter = Meter::new(MOST_BYTES);
    let config = WebSocketConfig::default()
        .max_message_size(Some(MOST_BYTES))
        .max_frame_size(Some(MOST_BYTES));
    let intake = Intake::new(server, meter.clone());
    let mut socket = WebSocketStream::from_raw_socket(intake, Role::Server, Some(config)).await;
    let mut messages = Vec::new();
    let mut left = bytes;
    let mut pieces = SmallRng::from_rng(random);
    let sending = async {
        while !left.is_empty() {
            let (now, later) = left.split_at(pieces.random_range(1..=left.len().min(700)));
            phone.write_all(now).await.expect("the server reads");
            tokio::task::yield_now().await;
            left = later;
        }
        // It still takes the answers to its pings.
        phone.shutdown().await.expect("the server is there");
    };
    let reading = async {
        while let Some(Ok(message)) = socket.next().await {
            if let Message::Binary(payload) = message {
                let cut = meter.cut(messages.len() as u64);
                messages.push((payload.to_vec(), cut.map(|cut| cut.size_bytes)));
            }
        }
    };
    tokio::join!(sending, reading);
    assert_eq!(meter.came_bytes(), bytes.len() as u64);
    messages
}

#[tokio::test]
async fn messages_within_the_limit_pass_and_longer_ones_are_cut_wherever_their_bytes_are_split() {
    for seed in 0..400 {
        let mut random = SmallRng::seed_from_u64(seed);
        let mut sizes = vec![0, 1, 125, 126, MOST_BYTES, MOST_BYTES + 1, 70_000];
        sizes.extend((0..4).map(|_| random.random_range(0..3 * MOST_BYTES)));
        sizes.shuffle(&mut random);
        let payloads: Vec<Vec<u8>> = sizes
            .iter()
            .map(|size| (0..*size).map(|_| random.random()).collect())
            .collect();
        let bytes: Vec<u8> = payloads
            .iter()
            .flat_map(|payload| message(payload, &mut random))
            .collect();
        let read = read(&bytes, &mut random).await;
        assert_eq!(read.len(), payloads.len(), "seed {seed}");
        for ((came, cut), payload) in read.iter().zip(&payloads) {
            if payload.len() <= MOST_BYTES {
                assert_eq!((came, *cut), (payload, None), "seed {seed}");
                continue;
            }
            // Frames before the one at which it was found to be too long have passed whole.
            assert!(came.len() <= MOST_BYTES, "seed {seed}");
            assert!(HEAD_BYTES as usize <= came.len(), "seed {seed}");
            assert_eq!(came[..], payload[..came.len()], "seed {seed}");
            let known = cut.expect("it is said to be cut");
            assert!(
                (MOST_BYTES as u64) < known && known <= payload.len() as u64,
                "seed {seed}"
            );
        }
    }
}

#[tokio::test]
async fn a_frame_that_claims_more_than_there_is_memory_costs_none() {
    let mut bytes = frame(OpCode::Data(Data::Binary), true, [0; 4], b"before");
    // Final, binary, masked with zeros, of 2^63 - 1 bytes, of which a few come.
    bytes.extend([0x82, 0xff]);
    bytes.extend((u64::MAX >> 1).to_be_bytes());
    bytes.extend([0; 4]);
    bytes.extend([7; 5_000]);
    let read = read(&bytes, &mut SmallRng::seed_from_u64(1)).await;
    assert_eq!(read[0], (b"before".to_vec(), None));
    assert_eq!(read[1], (vec![7; HEAD_BYTES as usize], Some(u64::MAX >> 1)));
    assert_eq!(read.len(), 2);
}

#[tokio::test]
async fn a_message_without_an_end_ends_its_socket() {
    let (mut phone, server) = duplex(1 << 20);
    let mut intake = Intake::new(server, Meter::new(MOST_BYTES));
    let sending = tokio::spawn(async move {
        let mut sent = 0;
        let begin = frame(OpCode::Data(Data::Binary), false, [0; 4], &[7; 3_000]);
        let more = frame(
            OpCode::Data(Data::Continue),
            false,
            [0; 4],
            &vec![7; 1 << 20],
        );
        let mut next = begin;
        while phone.write_all(&next).await.is_ok() {
            sent += next.len() as u64;
            next = more.clone();
        }
        sent
    });
    let mut read = Vec::new();
    let end = intake.read_to_end(&mut read).await;
    assert!(end.is_err(), "{} bytes passed", read.len());
    drop(intake);
    let sent = sending.await.unwrap();
    assert!(
        sent < limits::SKIPPED_BYTES + (4 << 20),
        "{sent} bytes were read"
    );
}

#[tokio::test]
async fn the_limit_may_change_from_one_message_to_the_next() {
    let (mut phone, server) = duplex(64 * 1024);
    let meter = Meter::new(10);
    let intake = Intake::new(server, meter.clone());
    let mut socket = WebSocketStream::from_raw_socket(intake, Role::Server, None).await;
    let large = frame(OpCode::Data(Data::Binary), true, [1, 2, 3, 4], &[9; 1_000]);
    phone.write_all(&large).await.unwrap();
    let cut = socket.next().await.unwrap().unwrap();
    assert_eq!(cut.into_data().len() as u64, HEAD_BYTES);
    meter.allow(1_000);
    phone.write_all(&large).await.unwrap();
    let whole = socket.next().await.unwrap().unwrap();
    assert_eq!(whole.into_data().len(), 1_000);
}
