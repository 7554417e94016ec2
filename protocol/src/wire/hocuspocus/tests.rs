//! Golden traces of provider 4.8 and Hocuspocus 4.7, round trips, and arbitrary bytes.

use super::*;
use proptest::prelude::*;

fn bytes_of(hex: &str) -> Vec<u8> {
    hex.split_whitespace()
        .map(|pair| u8::from_str_radix(pair, 16).expect("hex in a test"))
        .collect()
}

/// A client frame about document `d` reads as `expected`, and Plenary's own client writes the same bytes.
#[track_caller]
fn client_golden(hex: &str, expected: ClientMessage<'_>, written: Option<bytes::Bytes>) {
    let bytes = bytes_of(hex);
    let frame = ClientFrame::parse(&bytes).expect("golden frame");
    let address = "d";
    assert_eq!(
        frame,
        ClientFrame::Document {
            address,
            message: expected
        }
    );
    if let Some(written) = written {
        assert_eq!(written, bytes);
    }
}

/// The server writes exactly these bytes, and Plenary's own client reads them as `expected`.
#[track_caller]
fn server_golden(hex: &str, written: bytes::Bytes, expected: ServerMessage<'_>) {
    assert_eq!(written, bytes_of(hex));
    let ServerFrame::Document { message, .. } = ServerFrame::parse(&written).expect("own frame")
    else {
        panic!("not about a document");
    };
    assert_eq!(message, expected);
}

const MARK: &str = "01 01 e9 07 00 28 01 01 6d 01 6b 01 77 01 76 00";

#[test]
fn hp3_golden_frames_of_the_provider() {
    let auth = ClientMessage::Auth {
        token: "tok",
        provider_version: Some("4.8.0"),
    };
    client_golden(
        "01 64 02 00 03 74 6f 6b 05 34 2e 38 2e 30",
        auth,
        Some(client::auth("d", "tok", "4.8.0")),
    );
    let old_auth = ClientMessage::Auth {
        token: "tok",
        provider_version: None,
    };
    client_golden("01 64 02 00 03 74 6f 6b", old_auth, None);
    let step1 = ClientMessage::SyncStep1 { state_vector: &[0] };
    client_golden(
        "01 64 00 00 01 00",
        step1,
        Some(client::sync_step1("d", &[0])),
    );
    let step2 = ClientMessage::SyncStep2 { update: &[0, 0] };
    client_golden(
        "01 64 00 01 02 00 00",
        step2,
        Some(client::sync_step2("d", &[0, 0])),
    );
    let mark = bytes_of(MARK);
    client_golden(
        &format!("01 64 00 02 10 {MARK}"),
        ClientMessage::Update { update: &mark },
        Some(client::update("d", &mark)),
    );
    let state = bytes_of("01 e9 07 00 02 7b 7d");
    client_golden(
        "01 64 01 07 01 e9 07 00 02 7b 7d",
        ClientMessage::Awareness { update: &state },
        Some(client::awareness("d", &state)),
    );
    client_golden("01 64 07", ClientMessage::Close, Some(client::close("d")));
    client_golden("01 64 03", ClientMessage::QueryAwareness, None);
}

#[test]
fn hp3_golden_frames_of_the_server() {
    server_golden(
        "01 64 02 02 0a 72 65 61 64 2d 77 72 69 74 65",
        server::authenticated("d", Scope::ReadWrite),
        ServerMessage::Authenticated {
            scope: Scope::ReadWrite,
        },
    );
    server_golden(
        "01 64 02 02 08 72 65 61 64 6f 6e 6c 79",
        server::authenticated("d", Scope::ReadOnly),
        ServerMessage::Authenticated {
            scope: Scope::ReadOnly,
        },
    );
    server_golden(
        "01 65 02 01 0c 6e 6f 2d 73 75 63 68 2d 75 73 65 72",
        server::permission_denied("e", "no-such-user"),
        ServerMessage::PermissionDenied {
            reason: "no-such-user",
        },
    );
    server_golden(
        "01 64 02 00",
        server::token_request("d"),
        ServerMessage::TokenRequest,
    );
    server_golden(
        "01 64 00 00 01 00",
        server::sync_step1("d", &[0]),
        ServerMessage::SyncStep1 { state_vector: &[0] },
    );
    server_golden(
        "01 64 00 01 02 00 00",
        server::sync_step2("d", &[0, 0]),
        ServerMessage::SyncStep2 { update: &[0, 0] },
    );
    let mark = bytes_of(MARK);
    server_golden(
        &format!("01 64 00 02 10 {MARK}"),
        server::update("d", &mark),
        ServerMessage::Update { update: &mark },
    );
    for (hex, applied) in [("01 64 08 01", true), ("01 64 08 00", false)] {
        server_golden(
            hex,
            server::sync_status("d", applied),
            ServerMessage::SyncStatus { applied },
        );
    }
    server_golden(
        "01 64 07 12 70 72 6f 76 69 64 65 72 5f 69 6e 69 74 69 61 74 65 64",
        server::close("d", "provider_initiated"),
        ServerMessage::Close {
            reason: "provider_initiated",
        },
    );
    server_golden(
        "01 64 05 02 7b 7d",
        server::stateless("d", "{}"),
        ServerMessage::Stateless { payload: "{}" },
    );
    server_golden(
        "01 64 01 01 00",
        server::awareness_keepalive("d"),
        ServerMessage::Awareness { update: &[0] },
    );
}

#[test]
fn hp4_bare_frames_are_read_before_addresses() {
    assert_eq!(ClientFrame::parse(&[0x0a]), Ok(ClientFrame::Pong));
    assert_eq!(ClientFrame::parse(&[0x09]), Ok(ClientFrame::Ping));
    assert_eq!(ServerFrame::parse(&server::ping()), Ok(ServerFrame::Ping));
    assert_eq!(client::pong().as_ref(), &[0x0a]);
}

#[test]
fn hp5_the_name_ends_at_the_session() {
    assert_eq!(document_name("w/session\0abc"), "w/session");
    assert_eq!(document_name("w/session"), "w/session");
    for bad in ["", "  ", "\0abc", " \0abc"] {
        let frame = client::close(bad);
        let error = ClientFrame::parse(&frame).expect_err("no name");
        assert_eq!(error.problem, Problem::EmptyAddress);
    }
}

#[test]
fn hp6_unknown_types_are_ignored_and_server_types_forbidden() {
    client_golden("01 64 0b ff ff", ClientMessage::Unknown { kind: 11 }, None);
    client_golden("01 64 06 00", ClientMessage::Forbidden { kind: 6 }, None);
    client_golden("01 64 04 00", ClientMessage::Forbidden { kind: 4 }, None);
}

#[test]
fn hp7_a_frame_is_read_to_its_last_byte() {
    for (hex, offset) in [
        ("01 64 00 00 01 00 00", 6),
        ("01 64 07 00", 3),
        ("01 64 02 00 01 61 01 62 00", 8),
    ] {
        let error = ClientFrame::parse(&bytes_of(hex)).expect_err("trailing byte");
        assert_eq!(error.offset, offset);
        assert_eq!(error.problem, Problem::TrailingBytes { count: 1 });
    }
    let error = ClientFrame::parse(&bytes_of("01 64 00 03 00")).expect_err("no such step");
    assert_eq!(error.to_string(), "unknown sync message 3 at byte 3");
    let error = ClientFrame::parse(&bytes_of("01 64 02 02 01 61")).expect_err("not a client's");
    assert_eq!(error.offset, 3);
}

fn own_client_frames(address: &str, text: &str, payload: &[u8]) -> Vec<bytes::Bytes> {
    vec![
        client::auth(address, text, "1"),
        client::sync_step1(address, payload),
        client::sync_step2(address, payload),
        client::update(address, payload),
        client::awareness(address, payload),
        client::stateless(address, text),
        client::close(address),
    ]
}

proptest! {
    #[test]
    fn hp3_what_our_client_writes_the_server_reads(
        address in "[a-z/]{1,40}(\0[a-z0-9]{1,12})?",
        text in ".{0,40}",
        payload in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        let messages = [
            ClientMessage::Auth { token: &text, provider_version: Some("1") },
            ClientMessage::SyncStep1 { state_vector: &payload },
            ClientMessage::SyncStep2 { update: &payload },
            ClientMessage::Update { update: &payload },
            ClientMessage::Awareness { update: &payload },
            ClientMessage::Stateless { payload: &text },
            ClientMessage::Close,
        ];
        for (frame, message) in own_client_frames(&address, &text, &payload).iter().zip(messages) {
            let expected = ClientFrame::Document { address: &address, message };
            prop_assert_eq!(ClientFrame::parse(frame), Ok(expected));
            for end in 0..frame.len() {
                // A cut frame is refused, except where the cut removes an optional version.
                if let Ok(ClientFrame::Document { message: cut, .. }) = ClientFrame::parse(&frame[..end]) {
                    let is_auth = matches!(cut, ClientMessage::Auth { provider_version: None, .. });
                    prop_assert!(is_auth);
                }
            }
        }
    }

    #[test]
    fn hp7_arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        let _ = ClientFrame::parse(&bytes);
        let _ = ServerFrame::parse(&bytes);
    }

    #[test]
    fn hp7_arbitrary_bytes_after_an_address_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        let mut frame = vec![1, b'd'];
        frame.extend_from_slice(&bytes);
        let _ = ClientFrame::parse(&frame);
        let _ = ServerFrame::parse(&frame);
    }
}
